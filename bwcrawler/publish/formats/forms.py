"""The forms that articles can be exported to: one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bwcrawler.publish.formats.citations import write_bibtex, write_csl
from bwcrawler.publish.formats.corpus import META, write_text, write_texts
from bwcrawler.publish.formats.datapackage import Resource, describe
from bwcrawler.publish.formats.markdown import write_markdown
from bwcrawler.publish.formats.replacing import replacing
from bwcrawler.publish.formats.table import COLUMNS, TEXT, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bwcrawler.items import Article

_CSV = "text/csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of articles."""

    says: str
    target: str
    """File or folder that is made."""
    write: Callable[[Iterable[Article], Path], int]
    """Writes it, and gives the number of articles."""
    resource: Resource | None = None
    """How the data package lists it; folders without a table are not listed."""


def export(form: Form, articles: Iterable[Article], folder: Path) -> int:
    """Make the files of one form in a folder, in one step; gives the number of articles.

    Raises `OSError`, and leaves what was there before.
    """
    with replacing(folder / form.target) as new:
        count = form.write(articles, new)
    if form.resource is not None:
        describe(folder, form.resource)
    return count


def _parquet(articles: Iterable[Article], target: Path) -> int:
    from bwcrawler.publish.formats.parquet import write_parquet

    return write_parquet(articles, target)


def _partitions(articles: Iterable[Article], target: Path) -> int:
    from bwcrawler.publish.formats.parquet import write_partitions

    return write_partitions(articles, target)


FORMS = {
    "parquet": Form(
        says="all fields, nested as they are",
        target="articles.parquet",
        write=_parquet,
        resource=Resource("parquet", "articles.parquet", "application/vnd.apache.parquet"),
    ),
    "partitions": Form(
        says="Parquet with a file for each edition and year",
        target="articles",
        write=_partitions,
    ),
    "csv": Form(
        says="a flat table that is safe to open in a spreadsheet",
        target="articles.csv",
        write=write_csv,
        resource=Resource("csv", "articles.csv", _CSV, (*COLUMNS, TEXT)),
    ),
    "markdown": Form(
        says="a file for each article, with front matter",
        target="markdown",
        write=write_markdown,
    ),
    "bibtex": Form(
        says="citations for LaTeX (BibLaTeX)",
        target="articles.bib",
        write=write_bibtex,
        resource=Resource("bibtex", "articles.bib", "application/x-bibtex"),
    ),
    "csl": Form(
        says="citations for Zotero and Pandoc (CSL-JSON)",
        target="articles.csl.json",
        write=write_csl,
        resource=Resource("csl", "articles.csl.json", "application/vnd.citationstyles.csl+json"),
    ),
    "texts": Form(
        says=f"a plain text for each article, and {META}",
        target="texts",
        write=write_texts,
        resource=Resource("texts", f"texts/{META}", _CSV, tuple(COLUMNS)),
    ),
    "text": Form(
        says=f"all plain texts in one file, and {META}",
        target="text",
        write=write_text,
        resource=Resource("text", f"text/{META}", _CSV, tuple(COLUMNS)),
    ),
}
