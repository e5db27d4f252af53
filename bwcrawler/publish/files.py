"""Which files are published, from what, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.ledger import contents
from bwcrawler.ledger.search import refresh
from bwcrawler.publish.changes import FOLDER, FORMAT, change_lines
from bwcrawler.publish.coverage import COVERAGE, coverage_lines, coverage_report
from bwcrawler.publish.jsonl import LineFormat
from bwcrawler.publish.manifest import (
    MANIFEST,
    Manifest,
    manifest_of,
    path_of_run,
    read_manifest,
    to_json,
)
from bwcrawler.publish.report.page import REPORT, report_page
from bwcrawler.publish.staging import StagedFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.ledger.ledger import Ledger
    from bwcrawler.publish.ending import Ending
    from bwcrawler.publish.measures import Measures

TIMESTAMPS = ("first_seen", "last_seen", "last_changed", "fetched", "as_of")
"""Keys that tell when a run was: nothing else differs between two crawls of an unchanged site,
unless they keep WARC files."""

POSITION = "warc"
"""Key that tells where a run has put the page, which is in no two runs the same place."""

ARTICLES = "articles.jsonl"
"""The file of all published articles."""

_TERM = LineFormat(Term)
FORMATS = {
    ARTICLES: LineFormat(Article),
    # The listing of an author's page is a line of the listings.
    "authors.jsonl": LineFormat(Author, without=frozenset({"listing"})),
    "glossary.jsonl": _TERM,
    "pages.jsonl": _TERM,
    "listings.jsonl": LineFormat(Listing),
}
"""The published files that are made anew each time, and what each of their lines is."""

DOCUMENTS = frozenset({COVERAGE})
"""Published files that are no lines."""


def publish(
    ledger: Ledger, folder: Path, run: int, measures: Measures, ending: Ending | None = None
) -> Manifest:
    """Make all files anew from the ledger; the manifest comes last, when the others stand.

    Raises `OSError` or SQLAlchemy's errors, and leaves the old files in place then.
    """
    good = read_manifest(folder / MANIFEST)
    with ledger.reading() as connection, StagedFiles(folder) as files:
        refresh(connection)
        manifest = manifest_of(connection, ledger.edition, run, measures, ending)
        manifest.files = [files.write(name, lines) for name, lines in _files(connection)]
        coverage, found = coverage_report(connection)
        manifest.coverage = found.says
        manifest.files.append(files.write(COVERAGE, coverage_lines(coverage, found)))
        manifest.since = _published_before(good, manifest.run)
        lines = change_lines(connection, int(manifest.since or 0), run)
        manifest.files.append(files.write(f"{FOLDER}/{manifest.run}.jsonl", lines))
        _write_manifest(files, manifest)
        files.write(REPORT, [report_page(connection, manifest, good, (coverage, found))])
        files.write(MANIFEST, [to_json(manifest)])
        files.publish()
    return manifest


def report(
    ledger: Ledger, folder: Path, run: int, measures: Measures, ending: Ending | None = None
) -> Manifest:
    """Write the manifest of a run that publishes nothing, beside those of the others.

    One that has ended by itself gets a report too.
    """
    with ledger.reading() as connection, StagedFiles(folder) as files:
        manifest = manifest_of(connection, ledger.edition, run, measures, ending)
        _write_manifest(files, manifest)
        if ending is not None:
            good, found = read_manifest(folder / MANIFEST), coverage_report(connection)
            files.write(REPORT, [report_page(connection, manifest, good, found)])
        files.publish()
    return manifest


def _published_before(good: Manifest | None, run: str) -> str:
    """The last run before this one that published."""
    if good is None:
        return ""
    return good.since if good.run == run else good.run


def format_of(name: str) -> LineFormat | None:
    """What the lines of a published file are; `None` for a file of another version."""
    return FORMAT if name.startswith(f"{FOLDER}/") else FORMATS.get(name)


def _write_manifest(files: StagedFiles, manifest: Manifest) -> None:
    files.write(path_of_run(manifest.run), [to_json(manifest)])


def _files(connection: Connection) -> Iterator[tuple[str, Iterator[bytes]]]:
    rows = (
        contents.articles(connection),
        contents.authors(connection),
        contents.terms(connection, "glossary"),
        contents.terms(connection, "page"),
        contents.listings(connection),
    )
    for (name, form), those in zip(FORMATS.items(), rows, strict=True):
        yield name, (form.line(content, known) for content, known in those)
