"""What the record of an answer holds, without the codings that it was sent in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

from bwcrawler.download.codings import CODINGS, Damaged, decode
from bwcrawler.warc.volumes import GZIP_MAGIC, ZSTD_MAGIC

if TYPE_CHECKING:
    from bwcrawler.warc.volumes import Volume

__all__ = ["Damaged", "Decoded", "read_decoded"]

Headers = list[tuple[str, str]]

_MAGIC = {"gzip": GZIP_MAGIC[:2], "x-gzip": GZIP_MAGIC[:2], "zstd": ZSTD_MAGIC}
"""What bodies in these codings begin with; the others have no such mark."""
_MARKUP = frozenset({b"<", b"{", b"["})
"""What a page, a feed, a sitemap and JSON begin with."""
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]+[ \t]*(;[^\r\n]*)?\r\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """An HTTP answer without its transfer and content codings."""

    status: int
    headers: Headers
    """As stored: what they say of codings and length holds no more."""
    body: bytes


def read_decoded(volume: Volume, offset: int, length: int, largest: int) -> Decoded:
    """The answer whose record lies there.

    Raises `Damaged` where its body is not whole, or unpacks to more than `largest` bytes.
    """
    with volume.path.open("rb") as file:
        file.seek(volume.start + offset)
        record = next(iter(ArchiveIterator(BytesIO(file.read(length)))))
    if record.http_headers is None:
        raise Damaged("there are no HTTP headers")
    headers: Headers = record.http_headers.headers
    body = _without_chunks(record.raw_stream.read(), _header(headers, "Transfer-Encoding"))
    coding = _header(headers, "Content-Encoding")
    if coding in CODINGS and _is_coded(body, coding):
        body = _decoded(body, coding, largest)
    elif not coding:
        _check_length(body, _header(headers, "Content-Length"))
    return Decoded(int(record.http_headers.get_statuscode()), headers, body)


def _header(headers: Headers, name: str) -> str:
    """All values of a header, in lower case."""
    return ",".join(text for key, text in headers if key.lower() == name.lower()).strip().lower()


def _without_chunks(body: bytes, transfer: str) -> bytes:
    """The body without its transfer coding, which some keep and others only leave the name of."""
    if transfer != "chunked" or not _CHUNK_SIZE.match(body):
        return body
    try:
        plain: bytes = ChunkedDataReader(BytesIO(body), raise_exceptions=True).read()
    except ChunkedDataException as error:
        raise Damaged("its chunks have no end") from error
    return plain


def _is_coded(body: bytes, coding: str) -> bool:
    """False for a body that was decoded before it was stored, its header kept."""
    magic = _MAGIC.get(coding)
    if magic is not None:
        return body.startswith(magic)
    return body.lstrip()[:1] not in _MARKUP


def _decoded(body: bytes, coding: str, largest: int) -> bytes:
    plain = bytearray()
    for piece in decode(body, coding):
        plain += piece
        if len(plain) > largest:
            raise Damaged(f"it unpacks to more than {largest} bytes")
    return bytes(plain)


def _check_length(body: bytes, declared: str) -> None:
    if declared.isdecimal() and len(body) < int(declared):
        raise Damaged(f"it has {len(body)} of {declared} bytes")
