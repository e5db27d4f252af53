"""Which answers lie where in the WARC files of an edition.

A capture waits in memory until the next transaction of the ledger, as a request does for its queue.
So a page is never known to be read unless its record is known too; and before that is written down,
the record itself is on the disk.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, insert, literal_column, select

from bwcrawler.items import WarcPosition  # noqa: TC001 - msgspec looks at it
from bwcrawler.ledger.schema import (
    IS_PRESENT,
    article,
    capture,
    revision,
    run,
    upsert,
    url,
    warc_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Row

_new_file = upsert(warc_file)
_GROW = _new_file.on_conflict_do_update(
    index_elements=[warc_file.c.name], set_={"length": _new_file.excluded.length}
).returning(warc_file.c.id)
_ADD = insert(capture)

_CAPTURES = select(capture, warc_file.c.name.label("file")).join_from(capture, warc_file)
_IN_ORDER = (capture.c.file_id, capture.c.offset)
_WHOLE = (
    _CAPTURES.join(run, run.c.id == warc_file.c.run)
    .where(
        capture.c.url == bindparam("url"),
        capture.c.uri == bindparam("uri"),
        ~capture.c.is_revisit,
        run.c.complete,
    )
    .order_by(*(column.desc() for column in _IN_ORDER))
    .limit(1)
)
_SAME = _WHOLE.where(
    capture.c.digest == bindparam("digest"), capture.c.status == bindparam("status")
)
_LAST_OK = _WHOLE.where(capture.c.status == literal_column("200"))


class _Content(msgspec.Struct):
    """Of an article, what is wanted here."""

    warc: WarcPosition


_decode = msgspec.json.Decoder(_Content).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """An answer in a WARC file."""

    file: str
    """Name of the file when it is finished."""
    offset: int
    length: int
    """Bytes of the record."""
    record_id: str
    is_revisit: bool
    url: str
    """Canonical."""
    uri: str
    """As requested."""
    status: int
    digest: str
    """Of the payload."""
    date: str
    """WARC-Date of the record."""


class Captures:
    """The captures of one run; what reads them happens within a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._new: list[Capture] = []
        self._files: dict[str, tuple[int, int]] = {}
        self._sync: Callable[[], None] = _nothing

    def begin(self, sync: Callable[[], None]) -> None:
        """`sync` is called before captures are written down: it puts their records on the disk."""
        self._sync = sync

    def add(self, run: int, one: Capture, end: int) -> None:
        """Remember a capture; its file has `end` bytes with all that belongs to it."""
        self._new.append(one)
        self._files[one.file] = run, end

    def write(self) -> None:
        """Write down what waits in memory."""
        if not self._new:
            return
        self._sync()
        ids = {}
        for name, (number, end) in self._files.items():
            row = {"name": name, "run": number, "length": end}
            ids[name] = self._connection.execute(_GROW, row).scalar_one()
        self._connection.execute(_ADD, [_row(one, ids[one.file]) for one in self._new])

    def committed(self) -> None:
        """What has been written down is safe, and need not be kept in memory."""
        self._new.clear()
        self._files.clear()

    def same(self, url: str, uri: str, digest: str, status: int) -> Row[Any] | None:
        """The last whole answer of a complete run to a request for `uri`, if it was this one."""
        values = {"url": url, "uri": uri, "digest": digest, "status": status}
        return self._connection.execute(_SAME, values).one_or_none()

    def last(self, url: str, uri: str) -> Row[Any] | None:
        """The last whole answer of a complete run to a request for `uri` that had a page."""
        return self._connection.execute(_LAST_OK, {"url": url, "uri": uri}).one_or_none()


def of_article(connection: Connection, key: int | str) -> tuple[str, WarcPosition] | None:
    """URL of the article with a post id or at an address, and where the page of its record lies."""
    where = article.c.post_id == key if isinstance(key, int) else url.c.url == key
    statement = (
        select(article.c.url, revision.c.content)
        .join_from(article, revision, IS_PRESENT)
        .join(url, url.c.article_id == article.c.id, isouter=True)
        .where(where)
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    return (row.url, _decode(row.content).warc) if row else None


def lengths(connection: Connection) -> dict[str, int]:
    """Bytes that each WARC file must have, by its name."""
    statement = select(warc_file.c.name, warc_file.c.length).order_by(warc_file.c.id)
    return {row.name: row.length for row in connection.execute(statement)}


def growing(connection: Connection) -> set[str]:
    """Names of the WARC files of runs that have not ended, which may have more by now."""
    statement = select(warc_file.c.name).join_from(warc_file, run).where(run.c.ended == "")
    return set(connection.scalars(statement))


def of_url(connection: Connection, url: str) -> list[Capture]:
    """All captures of a page, oldest first."""
    statement = _CAPTURES.where(capture.c.url == url).order_by(*_IN_ORDER)
    return [_capture(row) for row in connection.execute(statement)]


def of_record(connection: Connection, record_id: str) -> Capture | None:
    """The capture with this WARC-Record-ID."""
    row = connection.execute(_CAPTURES.where(capture.c.record_id == record_id)).one_or_none()
    return _capture(row) if row else None


def by_record(connection: Connection) -> dict[str, Capture]:
    """All captures by their WARC-Record-ID."""
    captures = map(_capture, connection.execute(_CAPTURES))
    return {one.record_id: one for one in captures}


def of_file(connection: Connection, name: str) -> Iterator[Capture]:
    """All captures in a WARC file, in order."""
    statement = _CAPTURES.where(warc_file.c.name == name).order_by(*_IN_ORDER)
    return map(_capture, connection.execute(statement))


def _row(one: Capture, file_id: int) -> dict[str, Any]:
    row = asdict(one)
    del row["file"]
    return row | {"file_id": file_id}


def _capture(row: Row[Any]) -> Capture:
    found = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    del found["file_id"]
    return Capture(**found)


def _nothing() -> None:
    pass
