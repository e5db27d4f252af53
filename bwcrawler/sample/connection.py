"""A small HTTP/1.1 server over asyncio: enough for a crawler on loopback, and fast.

It answers GET and HEAD with a body of known length and keeps connections open (RFC 9112).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

LARGEST_HEAD = 64 * 1024
_TURNS_TO_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    method: str
    path: str
    """As sent, still percent-encoded."""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Application = Callable[[Request], Response]


def parse(head: bytes) -> Request:
    """The request of a head (request line and headers).

    Raises:
        ValueError: The head is malformed.
    """
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    parts = urlsplit(target if target.startswith("/") else f"/{target}")
    # `//slug/` is a path here, not a host.
    path = target.partition("?")[0].partition("#")[0] if target.startswith("//") else parts.path
    headers = dict(line.split(":", 1) for line in lines if line)
    return Request(
        method,
        path,
        dict(parse_qsl(parts.query, keep_blank_values=True)),
        {name.lower(): value.strip() for name, value in headers.items()},
    )


def encode(request: Request, response: Response) -> bytes:
    """The bytes of an answer."""
    lines = [
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}",
        f"Date: {formatdate(usegmt=True)}",
        f"Content-Type: {response.content_type}",
        f"Content-Length: {len(response.body)}",
        *(f"{name}: {value}" for name, value in response.headers.items()),
    ]
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    bodiless = request.method == "HEAD" or response.status == HTTPStatus.NOT_MODIFIED
    return head if bodiless else head + response.body


class Connection(asyncio.Protocol):
    """One client: requests in, answers out, in order."""

    def __init__(self, application: Application, connections: set[asyncio.Transport]) -> None:
        self._application = application
        self._connections = connections
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Forget the connection, whoever ended it."""
        if self._transport is not None:
            self._connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        """Answer every complete request of what has arrived."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            if not self._answer(head):
                return
        if len(self._buffer) > LARGEST_HEAD:
            self._close(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _answer(self, head: bytes) -> bool:
        """Answer one request; false where the connection ends with it."""
        assert self._transport is not None
        try:
            request = parse(head)
        except ValueError:
            self._close(HTTPStatus.BAD_REQUEST)
            return False
        if request.method not in {"GET", "HEAD"}:
            self._close(HTTPStatus.METHOD_NOT_ALLOWED)
            return False
        self._transport.write(encode(request, self._application(request)))
        if request.headers.get("connection", "").lower() == "close":
            self._transport.close()
            return False
        return True

    def _close(self, status: HTTPStatus) -> None:
        assert self._transport is not None
        answer = Response(status=status, headers={"Connection": "close"})
        self._transport.write(encode(Request("GET", "/"), answer))
        self._transport.close()


@asynccontextmanager
async def listening(application: Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve on `host` and `port` (0: any free one) in the running event loop.

    Yields:
        The port. At the end of the block every connection is cut.

    Raises:
        OSError: The port is taken.
    """
    connections: set[asyncio.Transport] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(application, connections), host, port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        # asyncio loses a connection that is accepted but not made yet when the server closes, so
        # nothing more is accepted first. An aborted connection closes its socket a turn later.
        for socket in server.sockets:
            loop.remove_reader(socket.fileno())
        for _ in range(_TURNS_TO_CLOSE):
            for connection in list(connections):
                connection.abort()
            await asyncio.sleep(0)
        server.close()
        await server.wait_closed()
