"""Which files are published, from what, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.ledger import contents
from bwcrawler.publish.jsonl import LineFormat, StagedFiles
from bwcrawler.publish.manifest import MANIFEST, Manifest, manifest_of, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.ledger.ledger import Ledger
    from bwcrawler.publish.ending import Ending

TIMESTAMPS = ("first_seen", "last_seen", "last_changed", "fetched")
"""Keys that tell when a run was: nothing else differs between two crawls of an unchanged site."""

_TERM = LineFormat(Term)
FORMATS = {
    "articles.jsonl": LineFormat(Article),
    # The listing of an author's page is a line of the listings.
    "authors.jsonl": LineFormat(Author, without=frozenset({"listing"})),
    "glossary.jsonl": _TERM,
    "pages.jsonl": _TERM,
    "listings.jsonl": LineFormat(Listing),
}
"""The published files, and what each of their lines is."""


def publish(
    ledger: Ledger, folder: Path, run: int, responses: dict[str, int], ending: Ending | None = None
) -> Manifest:
    """Make all files anew from the ledger; the manifest comes last, when the others stand.

    `responses` counts the answers of the run by HTTP status. Raises `OSError` or SQLAlchemy's
    errors, and leaves the old files in place then.
    """
    with ledger.reading() as connection, StagedFiles(folder) as files:
        manifest = manifest_of(connection, ledger.edition, run, responses, ending)
        manifest.files = [files.write(name, lines) for name, lines in _files(connection)]
        files.publish()
        _write_manifest(files, manifest)
        files.write(MANIFEST, [to_json(manifest)])
        files.publish()
    return manifest


def report(
    ledger: Ledger, folder: Path, run: int, responses: dict[str, int], ending: Ending | None = None
) -> Manifest:
    """Write the manifest of a run that publishes nothing, beside those of the others."""
    with ledger.reading() as connection, StagedFiles(folder) as files:
        manifest = manifest_of(connection, ledger.edition, run, responses, ending)
        _write_manifest(files, manifest)
        files.publish()
    return manifest


def _write_manifest(files: StagedFiles, manifest: Manifest) -> None:
    files.write(f"runs/{manifest.run}.json", [to_json(manifest)])


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
