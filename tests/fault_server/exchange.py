"""One request to the fault server, and the wire that its answer goes over."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

    from bwcrawler.sample.connection import Request, Response

HTML = "text/html; charset=UTF-8"
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was asked, and when."""

    request: Request
    at: float
    """Seconds of the monotonic clock."""
    port: int

    @property
    def path(self) -> str:
        """Path as sent."""
        return self.request.path


@dataclass(slots=True)
class Exchange:
    """One request, and what can be done on the wire in answer to it.

    Where a route writes raw bytes, the connection ends with them; only `answer` keeps it open.
    """

    visit: Visit
    sound: Response
    """What a server without faults answers."""
    attempt: int
    """How often this path was asked for before."""
    url: str
    """Address of this server, without a slash at the end."""
    elsewhere: str
    """Address of its other port, which nobody who stays on the site asks."""
    reader: StreamReader
    writer: StreamWriter
    keeps_open: bool = field(default=False, init=False)

    @property
    def path(self) -> str:
        """Path as sent."""
        return self.visit.path

    async def send(self, *chunks: bytes) -> None:
        """Raw bytes. Raises `ConnectionError` where the client has left."""
        for chunk in chunks:
            self.writer.write(chunk)
            await self.writer.drain()

    async def head(self, **headers: str | int) -> None:
        """Status line and headers of the sound answer; `content_length=7` is a header more."""
        named = {name.replace("_", "-").title(): str(value) for name, value in headers.items()}
        fields = {"Content-Type": self.sound.content_type, "Date": now(), **self.sound.headers}
        await self.send(_head(self.sound.status, fields | named))

    async def answer_so(self, body: bytes, **headers: str) -> None:
        """As the sound answer, with another body, and headers more; the connection stays open."""
        await self.head(content_length=len(body), **headers)
        await self.send(b"" if self._is_bodiless else body)
        self.keeps_open = True

    async def answer(
        self,
        body: bytes,
        status: int = 200,
        content_type: str = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """A whole answer of known length, after which the connection stays open."""
        fields = {"Date": now(), "Content-Type": content_type, "Content-Length": str(len(body))}
        bodiless = self._is_bodiless or status == HTTPStatus.NOT_MODIFIED
        await self.send(_head(status, fields | dict(headers or {})) + (b"" if bodiless else body))
        self.keeps_open = True

    @property
    def _is_bodiless(self) -> bool:
        return self.visit.request.method == "HEAD"

    async def redirect(self, location: str, status: int = 302) -> None:
        """A whole answer that leads elsewhere."""
        await self.answer(b"", status, headers={"Location": location})

    def reset(self) -> None:
        """Tear the connection down with a TCP reset."""
        lingers_for_no_time = struct.pack("ii", 1, 0)
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingers_for_no_time)
        self.writer.transport.abort()

    async def until_left(self) -> None:
        """Wait until the client has closed the connection."""
        while await self.reader.read(1024):
            pass

    async def pause(self, seconds: float) -> None:
        """Wait; raises `ConnectionError` where the client leaves meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                await self.until_left()
        except TimeoutError:
            return
        raise ConnectionAbortedError


Answer = Callable[..., Awaitable[None]]
"""A route: takes an `Exchange` and the named parts of its path."""


def now() -> str:
    """The time as HTTP writes it (RFC 9110, 5.6.7)."""
    return formatdate(usegmt=True)


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
