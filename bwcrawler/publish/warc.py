"""The WARC files of an archive: whether they are those of its ledger, and which pages they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bwcrawler.items import WarcPosition  # noqa: TC001 - msgspec looks at it
from bwcrawler.ledger import contents
from bwcrawler.ledger.captures import by_record, growing, lengths, of_file
from bwcrawler.warc.files import FOLDER, OPEN
from bwcrawler.warc.recovery import TornFile, members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_encode = msgspec.json.Encoder().encode

_MANY = 10
"""Faults of one file after which no more are looked for."""


class _Page(msgspec.Struct):
    """Of an article, what is wanted here."""

    title: str
    warc: WarcPosition


_decode = msgspec.json.Decoder(_Page).decode


def check_warc(connection: Connection, folder: Path, *, thorough: bool) -> Iterator[str]:
    """One sentence for everything that is wrong.

    Every file is there and has its length, and its last record is whole; if the check is to be
    thorough, every record is whole, has its digests, and lies where the ledger says.
    """
    unfinished = growing(connection)
    for name, length in lengths(connection).items():
        path = whereabouts(folder / FOLDER / name)
        known = {one.offset: one.record_id for one in of_file(connection, name)}
        start = 0 if thorough else max(known, default=0)
        try:
            size = path.stat().st_size
            if size < length or (size > length and name not in unfinished):
                yield f"{path} has {size} bytes, and {length} were written."
                continue
            for _ in members(path, start):
                pass
            if thorough:
                yield from _records(path, known)
        except OSError as error:
            yield f"{path} cannot be read: {error.strerror}."
        except TornFile as error:
            if name not in unfinished:
                yield f"{path} {error}."


def page_list(connection: Connection) -> Iterator[bytes]:
    """The lines of the `pages.jsonl` that a WACZ file has (WACZ 1.1.1, section 5.2.2)."""
    yield _encode({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + b"\n"
    captures = by_record(connection)
    for content, _ in contents.articles(connection):
        page = _decode(content)
        if capture := captures.get(page.warc.record_id):
            known = {"id": capture.record_id, "url": capture.uri, "ts": capture.date}
            yield _encode(known | {"title": page.title}) + b"\n"


def whereabouts(path: Path) -> Path:
    """Where a WARC file is, which may not be finished yet."""
    unfinished = path.with_name(path.name + OPEN)
    return unfinished if unfinished.exists() and not path.exists() else path


def _records(path: Path, known: dict[int, str]) -> Iterator[str]:
    from bwcrawler.warc.lookup import BadRecord, check_records  # takes warcio

    problems = []
    try:
        for record in check_records(path):
            if not record.is_sound:
                problems.append(f"{path}: the record at byte {record.offset} is damaged.")
            if known.pop(record.offset, record.record_id) != record.record_id:
                problems.append(f"{path}: another record lies at byte {record.offset}.")
    except BadRecord as error:
        problems.append(str(error))
    problems += [f"{path} has no record at byte {offset}." for offset in known]
    yield from problems[:_MANY]
