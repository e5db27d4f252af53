"""Whether an archive is what it says: the ledger sound, the files those of the manifest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bwcrawler.ledger import media
from bwcrawler.ledger.engine import faults
from bwcrawler.ledger.ledger import LEDGER, LedgerError
from bwcrawler.ledger.reading import reading, unfinished, unsettled
from bwcrawler.publish.files import DOCUMENTS, format_of
from bwcrawler.publish.manifest import MANIFEST, read_manifest
from bwcrawler.publish.staging import is_staged, whereabouts
from bwcrawler.publish.warc import check_warc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.publish.jsonl import WrittenFile
    from bwcrawler.publish.manifest import Manifest

_MANY = 10
"""Faults of one file after which no more are looked for."""


def check(folder: Path, *, thorough: bool = False) -> Iterator[str]:
    """One sentence for everything that is wrong with the archive in `folder`.

    A thorough check reads every record of the WARC files, of which else only the last is read.
    """
    yield from _ledger(folder, thorough=thorough)
    published = _published(folder)
    while (manifest := published[1]) is not None:
        problems = [problem for file in manifest.files for problem in _file(folder, file)]
        # A crawl may have published meanwhile.
        before, published = published, _published(folder)
        if published == before:
            yield from problems
            return
    if (folder / MANIFEST).exists():
        yield f"{folder / MANIFEST} is no manifest of this version of bwcrawler."
    else:
        yield f"{folder / MANIFEST} is missing: nothing has been published yet."


def interruption(folder: Path) -> str:
    """One sentence where only some of the files that belong together are in their places."""
    if not is_staged(folder):
        return ""
    return (
        f"{folder}: its publishing is not finished; if no crawl of it is running, start one, and "
        "that finishes it."
    )


def _published(folder: Path) -> tuple[bool, Manifest | None]:
    return is_staged(folder), read_manifest(whereabouts(folder, MANIFEST))


def _media(folder: Path, connection: Connection) -> Iterator[str]:
    """What is wrong with the pictures and documents, which the manifest does not name."""
    for row in media.kept(connection):
        path = folder / row.path
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield f"{path} cannot be read: {error.strerror}."
        else:
            if sha256 != row.sha256:
                yield f"{path} is not the file that came from {row.url}."


def _ledger(folder: Path, *, thorough: bool) -> Iterator[str]:
    path = folder / LEDGER
    try:
        with reading(path) as connection:
            yield from (f"{path}: {fault}." for fault in faults(connection))
            for url in unsettled(connection):
                yield f"{path}: {url} is an article, and its address was never settled."
            for crawl in unfinished(connection):
                yield f"{path}: the crawl {crawl!r} is complete, and has requests left."
            yield from _media(folder, connection)
            yield from check_warc(connection, folder, thorough=thorough)
    except LedgerError as error:
        yield str(error)


def _file(folder: Path, file: WrittenFile) -> Iterator[str]:
    path, form = whereabouts(folder, file.name), format_of(file.name)
    if form is None and file.name not in DOCUMENTS:
        yield f"{path} is no file of this version of bwcrawler."
        return
    sha256, size, count = hashlib.sha256(), 0, 0
    problems: list[str] = []
    try:
        with path.open("rb") as lines:
            for line in lines:
                sha256.update(line)
                size, count = size + len(line), count + 1
                if form and len(problems) < _MANY and (fault := form.fault(line)):
                    problems.append(f"{path}, line {count}: {fault}.")
    except OSError as error:
        yield f"{path} cannot be read: {error.strerror}."
        return
    if (sha256.hexdigest(), size, count) != (file.sha256, file.bytes, file.lines):
        yield (
            f"{path} has {count} lines and {size} bytes, and is not the file of {file.lines} lines "
            f"and {file.bytes} bytes that the manifest names."
        )
    yield from problems
