"""Where the answers of servers lie in WARC files, whoever made these.

WARC 1.0 and 1.1, plain or compressed record by record (ISO 28500, annex D). Damage does not end
the reading: the next whole record is looked for, and each gap is told in one sentence. (warcio
stops there without a word: https://github.com/webrecorder/warcio/issues/138.)
"""

from __future__ import annotations

import mmap
import re
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeadersParser

from bwcrawler.warc.volumes import GZIP_MAGIC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.warc.volumes import Volume

_GZIP = zlib.MAX_WBITS | 16
_CHUNK = 1 << 16
_HEAD = 1 << 16
"""Bytes from the start of a record that hold its headers and the status line of the answer."""
_BETWEEN = 16
"""Most bytes between a record and the next one; four end a record."""

_NOT_MODIFIED = 304
_PARSER = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0"])
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\S+[ \t]+(\d{3})\b")
_LENGTH = re.compile(rb"(?i)\r?\ncontent-length:[ \t]*(\d+)[ \t]*\r?\n")
_ANSWERS = re.compile(rb"(?i)\r?\nwarc-type:[ \t]*(response|revisit)[ \t]*\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the headers of a `response` or `revisit` record tell, and where it lies."""

    offset: int
    """Bytes from the start of the volume."""
    length: int
    """Bytes of the record as it lies there, compressed or not."""
    is_revisit: bool
    record_id: str
    uri: str
    date: str
    digest: str
    """Of the payload, as the record says; may be empty."""
    status: int
    """HTTP status; 0 for a revisit without HTTP headers, 304 for one that says "not modified"."""
    truncated: str
    """WARC-Truncated; empty for a whole record."""
    refers_to: str
    refers_to_uri: str
    refers_to_date: str


@dataclass(slots=True)
class Gaps:
    """What could not be read: one sentence for each gap."""

    sentences: list[str] = field(default_factory=list)

    def add(self, volume: Volume, position: int, why: str) -> None:
        """There is one at this byte of the file."""
        self.sentences.append(f"{volume.name} {why} at byte {position - volume.start}.")


def heads(volume: Volume, gaps: Gaps) -> Iterator[Head]:
    """The answers in a volume, in order; what cannot be read is added to `gaps`."""
    with _mapped(volume.path) as data:
        is_gzip = data[volume.start : volume.start + len(GZIP_MAGIC)] == GZIP_MAGIC
        read, find_next = (_member, _next_member) if is_gzip else (_plain, _next_plain)
        position = volume.start
        while position < volume.end:
            try:
                record = read(data, position, volume.end)
            except _Broken as error:
                gaps.add(volume, position, str(error))
                if error.is_hopeless:
                    return
                position = find_next(data, position + 1, volume.end)
                continue
            if (head := _head(record, position - volume.start)) is not None:
                yield head
            position += record.length


class _Broken(Exception):
    """What is the matter with a record."""

    def __init__(self, why: str, *, is_hopeless: bool = False) -> None:
        super().__init__(why)
        self.is_hopeless = is_hopeless


@dataclass(frozen=True, slots=True)
class _Record:
    length: int
    start: bytes
    """Its headers, and what follows them as far as it was read."""
    headers: bytes


def _member(data: mmap.mmap, position: int, end: int) -> _Record:
    """A gzip member, which holds one record."""
    inside = zlib.decompressobj(_GZIP)
    start, size, read = b"", 0, 0
    while not inside.eof:
        chunk = data[position + read : min(position + read + _CHUNK, end)]
        if not chunk:
            raise _Broken("ends inside the record")
        try:
            piece = inside.decompress(chunk)
        except zlib.error as error:
            raise _Broken("is damaged in the record") from error
        size += len(piece)
        start += piece[: _HEAD - len(start)]
        read += len(chunk) - len(inside.unused_data)
    headers = _headers(start)
    rest = size - len(headers) - _content_length(headers)
    if rest < 0:
        raise _Broken("ends inside the record")
    if rest > _BETWEEN:
        why = "is compressed as a whole; `warcio recompress` makes a file that can be read from it,"
        raise _Broken(why, is_hopeless=True)
    return _Record(read, start, headers)


def _plain(data: mmap.mmap, position: int, end: int) -> _Record:
    """A record that is not compressed, with the empty lines behind it."""
    start = data[position : min(position + _HEAD, end)]
    headers = _headers(start)
    length = len(headers) + _content_length(headers)
    if position + length > end:
        raise _Broken("ends inside the record")
    behind = data[position + length : min(position + length + _BETWEEN, end)]
    length += len(behind) - len(behind.lstrip(b"\r\n"))
    return _Record(length, start, headers)


def _next_member(data: mmap.mmap, position: int, end: int) -> int:
    """Where the next gzip member begins that holds a record."""
    while (position := data.find(GZIP_MAGIC, position, end)) != -1:
        try:
            beginning = zlib.decompressobj(_GZIP).decompress(data[position : position + _CHUNK], 5)
        except zlib.error:
            beginning = b""
        if beginning == b"WARC/":
            return position
        position += 1
    return end


def _next_plain(data: mmap.mmap, position: int, end: int) -> int:
    found = data.find(b"\nWARC/1.", position - 1, end)
    return end if found == -1 else found + 1


def _headers(start: bytes) -> bytes:
    """The WARC headers that a record begins with, and the empty line behind them."""
    end = _EMPTY_LINE.search(start)
    if not start.startswith(b"WARC/1.") or end is None:
        raise _Broken("has no record")
    return start[: end.end()]


def _content_length(headers: bytes) -> int:
    match = _LENGTH.search(headers)
    if match is None:
        raise _Broken("does not tell the length of the record")
    return int(match[1])


def _head(record: _Record, offset: int) -> Head | None:
    """What a record tells; `None` where it is no answer of an HTTP server."""
    kind = _ANSWERS.search(record.headers)
    if kind is None:
        return None
    fields = _PARSER.parse(BytesIO(record.headers))

    def get(name: str) -> str:
        return (fields.get_header(name) or "").strip()

    uri, status = (
        get("WARC-Target-URI").strip("<>"),
        _STATUS.match(record.start[len(record.headers) :]),
    )
    is_revisit = kind[1].lower() == b"revisit"
    if not uri.lower().startswith(("http:", "https:")) or not (status or is_revisit):
        return None
    is_not_modified = get("WARC-Profile").endswith("server-not-modified")
    return Head(
        offset=offset,
        length=record.length,
        is_revisit=is_revisit,
        record_id=get("WARC-Record-ID"),
        uri=uri,
        date=get("WARC-Date"),
        digest=get("WARC-Payload-Digest"),
        status=_NOT_MODIFIED if is_not_modified else int(status[1]) if status else 0,
        truncated=get("WARC-Truncated") or ("segment" if get("WARC-Segment-Number") else ""),
        refers_to=get("WARC-Refers-To"),
        refers_to_uri=get("WARC-Refers-To-Target-URI").strip("<>"),
        refers_to_date=get("WARC-Refers-To-Date"),
    )


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data
