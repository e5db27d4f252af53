"""Bodies that are cut, packed wrongly, endless, slow, or unpack to far too much."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fault_server.exchange import Answer, Exchange

MIB = 1024 * 1024
_ZSTD_BLOCK = 128 * 1024
"""Bytes in a block, at most (RFC 8878, 3.1.1.2)."""
_ZSTD_RAW, _ZSTD_REPEATED = 0, 1


async def short(exchange: Exchange) -> None:
    """Half of the body that Content-Length promises."""
    body = exchange.sound.body
    await exchange.head(content_length=len(body))
    await exchange.send(body[: len(body) // 2])


async def unterminated_chunks(exchange: Exchange) -> None:
    """Half of the body in chunks, without the last chunk (RFC 9112, 7.1)."""
    half = exchange.sound.body[: len(exchange.sound.body) // 2]
    await exchange.head(transfer_encoding="chunked")
    await exchange.send(b"%x\r\n%s\r\n" % (len(half), half))


async def cut(exchange: Exchange) -> None:
    """Half of a body that only the end of the connection delimits."""
    await exchange.head(connection="close")
    await exchange.send(exchange.sound.body[: len(exchange.sound.body) // 2])


async def until_close(exchange: Exchange) -> None:
    """The whole body, which only the end of the connection delimits: legal, and sound."""
    await exchange.head(connection="close")
    await exchange.send(exchange.sound.body)


async def half(exchange: Exchange, coding: str) -> None:
    """Half of a packed body, with the right Content-Length for that half."""
    body = packed(exchange.sound.body, coding)
    body = body[: len(body) // 2]
    await exchange.answer_so(body, content_encoding=coding)


async def whole(exchange: Exchange, coding: str) -> None:
    """The page, packed as it should be."""
    body = packed(exchange.sound.body, coding)
    await exchange.answer_so(body, content_encoding=coding)


async def without_trailer(exchange: Exchange) -> None:
    """A gzip body that lacks nothing but its checksum and length (RFC 1952, 2.3.1)."""
    body = packed(exchange.sound.body, "gzip")[:-8]
    await exchange.answer_so(body, content_encoding="gzip")


async def wrong_checksum(exchange: Exchange) -> None:
    """A gzip body whose checksum is another page's."""
    body = packed(exchange.sound.body, "gzip")
    await exchange.answer_so(body[:-8] + b"\0" * 4 + body[-4:], content_encoding="gzip")


async def without_end(exchange: Exchange) -> None:
    """A page that stops in the middle, and whose length says that this is all."""
    await exchange.answer_so(exchange.sound.body[: len(exchange.sound.body) // 2])


async def bomb(exchange: Exchange, coding: str, mib: str) -> None:
    """So many MiB of zeros, in a body of a few bytes."""
    await exchange.head(content_encoding=coding, connection="close")
    await exchange.send(*BOMBS[coding](int(mib)))


async def endless(exchange: Exchange) -> None:
    """A body that never ends."""
    await exchange.head(connection="close")
    while True:
        await exchange.send(b"<p>On and on.</p>\n" * 4096)


async def endless_header(exchange: Exchange) -> None:
    """One header that never ends."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    while True:
        await exchange.send(b"a" * 65536)


async def endless_headers(exchange: Exchange) -> None:
    """Short headers without end."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.send(b"X-Endless: a\r\n" * 4096)


async def drip(exchange: Exchange) -> None:
    """A body of one byte every half second, for ever."""
    await exchange.head(connection="close")
    while True:
        await exchange.send(b"a")
        await exchange.pause(0.5)


def packed(body: bytes, coding: str) -> bytes:
    """The body in a content coding (RFC 9110, 8.4.1; RFC 7932; RFC 8878)."""
    match coding:
        case "gzip":
            return gzip.compress(body, mtime=0)
        case "deflate":
            return zlib.compress(body)
        case "br":
            return bytes(brotli.compress(body, quality=5))
        case _:
            blocks = range(0, len(body), _ZSTD_BLOCK) or range(1)
            return _ZSTD_START + b"".join(
                _zstd_block(
                    _ZSTD_RAW,
                    body[start : start + _ZSTD_BLOCK],
                    is_last=start + _ZSTD_BLOCK >= len(body),
                )
                for start in blocks
            )


_ZSTD_START = b"\x28\xb5\x2f\xfd\x00\x38"
"""Magic number, and a frame header with a window of 128 KiB and no length."""


def _zstd_block(kind: int, data: bytes, *, is_last: bool, length: int = 0) -> bytes:
    length = length or len(data)
    return (length << 3 | kind << 1 | is_last).to_bytes(3, "little") + data


def _gzip_bomb(mib: int) -> Iterator[bytes]:
    deflate = zlib.compressobj(9, wbits=-15)
    zeros = bytes(MIB)
    # After a full flush a block stands for itself, so that it can be sent again and again.
    block = deflate.compress(zeros) + deflate.flush(zlib.Z_FULL_FLUSH)
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    yield from (block for _ in range(mib))
    yield deflate.flush() + _crc_of_zeros(mib) + (mib * MIB).to_bytes(4, "little")


@cache
def _crc_of_zeros(mib: int) -> bytes:
    crc, zeros = 0, bytes(MIB)
    for _ in range(mib):
        crc = zlib.crc32(zeros, crc)
    return crc.to_bytes(4, "little")


def _brotli_bomb(mib: int) -> tuple[bytes, ...]:
    compressor, zeros = brotli.Compressor(quality=5), bytes(MIB)
    # From the second on, every block of zeros says no more than "as before".
    first, next_one = (compressor.process(zeros) + compressor.flush() for _ in range(2))
    return (first, next_one * (mib - 1), compressor.finish())


def _zstd_bomb(mib: int) -> tuple[bytes, ...]:
    block = _zstd_block(_ZSTD_REPEATED, b"\0", is_last=False, length=_ZSTD_BLOCK)
    end = _zstd_block(_ZSTD_RAW, b"", is_last=True)
    return (_ZSTD_START, block * (mib * MIB // _ZSTD_BLOCK), end)


BOMBS = {"gzip": _gzip_bomb, "br": _brotli_bomb, "zstd": _zstd_bomb}

_CODINGS = "gzip|br|deflate|zstd"
ROUTES: dict[str, Answer] = {
    "/short/": short,
    "/chunks/": unterminated_chunks,
    "/cut/": cut,
    "/until-close/": until_close,
    f"/half-{{coding:{_CODINGS}}}/": half,
    f"/whole-{{coding:{_CODINGS}}}/": whole,
    "/gzip-without-trailer/": without_trailer,
    "/gzip-wrong-checksum/": wrong_checksum,
    "/without-end/": without_end,
    r"/bomb-{coding:gzip|br|zstd}-{mib:\d+}/": bomb,
    "/endless/": endless,
    "/endless-header/": endless_header,
    "/endless-headers/": endless_headers,
    "/drip/": drip,
}
