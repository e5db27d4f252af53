"""The content codings of HTTP (RFC 9110, section 8.4.1), decoded to their end or not at all.

Scrapy's decoders give what they can of a body that was cut. Here a stream must have its end: the
trailer of gzip with checksum and length (RFC 1952), the last block of deflate (RFC 1951) and its
checksum (RFC 1950), the last meta-block of Brotli (RFC 7932), the end of a Zstandard frame (RFC
8878). What a browser takes is taken: several gzip members, deflate with and without its header,
and anything behind the end of these two.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

_SLICE = 16 * 1024
"""Bytes that are decoded at once; what lies behind the end of a stream is copied with them."""
_PIECE = 64 * 1024
"""Most bytes that come out at once, whatever goes in."""
_MOST_STREAMS = 1_000
"""Members of a gzip or frames of a Zstandard body: each takes as long as a small page."""

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_DEFLATE = 8
"""Low bits of the first byte of the header that a deflate body has, or lacks."""
# RFC 9659: a body may not make its reader keep more than 8 MB.
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class Damaged(Exception):
    """A body that stops before the end of its coding, or is not in this coding at all."""


def decode(body: bytes, coding: str) -> Iterator[bytes]:
    """What `body` holds, in pieces of at most 64 KiB.

    Raises `Damaged` where the end is missing, and `KeyError` for a coding not in `CODINGS`.
    """
    try:
        yield from CODINGS[coding](memoryview(body))
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise Damaged(str(error)) from error


def _gunzip(body: memoryview) -> Iterator[bytes]:
    end = yield from _inflate(body, _GZIP)
    for _ in range(_MOST_STREAMS):
        if body[end : end + len(_GZIP_MAGIC)] != _GZIP_MAGIC:
            return
        end += yield from _inflate(body[end:], _GZIP)
    raise Damaged("too many members")


def _undeflate(body: memoryview) -> Iterator[bytes]:
    has_header = len(body) > 1 and body[0] & 0x8F == _DEFLATE and (body[0] << 8 | body[1]) % 31 == 0
    yield from _inflate(body, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _inflate(body: memoryview, wbits: int) -> Generator[bytes, None, int]:
    """Decode one stream; returns where it ends."""
    decompressor = zlib.decompressobj(wbits)
    for start in range(0, len(body), _SLICE):
        coded: bytes | memoryview = body[start : start + _SLICE]
        while piece := decompressor.decompress(coded, _PIECE):
            yield piece
            coded = decompressor.unconsumed_tail
        if decompressor.eof:
            return min(start + _SLICE, len(body)) - len(decompressor.unused_data)
    raise Damaged("it stops before its end")


def _unbrotli(body: memoryview) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    for start in range(0, len(body), _SLICE):
        coded = bytes(body[start : start + _SLICE])
        while piece := decompressor.process(coded, output_buffer_limit=_PIECE):
            yield piece
            coded = b""
    if not decompressor.is_finished():
        raise Damaged("it stops before its end")


def _unzstd(body: memoryview) -> Iterator[bytes]:
    for _ in range(_MOST_STREAMS):
        end = yield from _frame(body)
        if end == len(body):
            return
        body = body[end:]
    raise Damaged("too many frames")


def _frame(body: memoryview) -> Generator[bytes, None, int]:
    """Decode one frame; returns where it ends."""
    decompressor = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
    for start in range(0, len(body), _SLICE):
        coded: bytes | memoryview = body[start : start + _SLICE]
        while not decompressor.eof and (piece := decompressor.decompress(coded, _PIECE)):
            yield piece
            coded = b""
        if decompressor.eof:
            return min(start + _SLICE, len(body)) - len(decompressor.unused_data)
    raise Damaged("it stops before its end")


CODINGS: dict[str, Callable[[memoryview], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
"""Decoders by the name in Content-Encoding."""
