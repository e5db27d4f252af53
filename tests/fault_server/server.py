"""The server itself: finds the route of a request, and writes down who asked for what and when."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections import Counter
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bwcrawler.sample.connection import Request, Response, parse
from tests.fault_server import bodies, contents, inventories, pages, places, refusals
from tests.fault_server.exchange import Answer, Exchange, Visit
from tests.fault_server.weather import calm

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from ssl import SSLContext

    from tests.fault_server.weather import Plan

HOST = "127.0.0.1"
ROUTES: dict[str, Answer] = {
    **refusals.ROUTES,
    **bodies.ROUTES,
    **places.ROUTES,
    **contents.ROUTES,
    **inventories.ROUTES,
}
"""Patterns of paths; `{name:regex}` is handed on under that name. The docstring is the help."""

_REPEATED = re.compile(r"/(\d+)-times-(.*)")
_PART = re.compile(r"\{(\w+):([^}]*)\}")
_COMPILED = [
    (re.compile(_PART.sub(r"(?P<\1>\2)", pattern)), route) for pattern, route in ROUTES.items()
]
_TURNS_TO_CLOSE = 5


@dataclass(slots=True)
class FaultServer:
    """A running server: its addresses, its visits, and what it does otherwise."""

    sound: Callable[[Request], Response] = pages.sound
    """What answers where no fault does, and gives the page that a fault breaks."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """Paths that are answered as other paths: `{"/robots.txt": "/robots/status-503"}`."""
    plan: Plan = calm
    """The route that answers a path at its nth attempt; the path itself where none does."""
    url: str = ""
    """Without a slash at the end."""
    elsewhere: str = ""
    """Its other port, which redirects lead to."""
    tls: str = ""
    """The same over TLS, where a certificate was given."""
    visits: list[Visit] = field(default_factory=list)
    most: int = 0
    """Requests that waited for their answers at the same time, at most."""
    _waiting: int = 0
    _attempts: Counter[str] = field(default_factory=Counter)

    def asked(self, path: str) -> list[Visit]:
        """The requests for a path, at the site's own port."""
        return [visit for visit in self.visits if visit.path == path and not self.strayed(visit)]

    def strayed(self, visit: Visit) -> bool:
        """True for a request at the other port."""
        return self.elsewhere.endswith(f":{visit.port}")

    @property
    def secrets(self) -> list[Visit]:
        """The requests at the other port: there should be none."""
        return [visit for visit in self.visits if self.strayed(visit)]

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for at the site's own port."""
        return Counter(visit.path for visit in self.visits if not self.strayed(visit))

    async def connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer a connection's requests, in order, until a route ends it or the client leaves."""
        port = writer.get_extra_info("sockname")[1]
        try:
            while await self._answered(reader, writer, port):
                pass
            await writer.drain()
        except (OSError, EOFError, ValueError):
            writer.transport.abort()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answered(self, reader: StreamReader, writer: StreamWriter, port: int) -> bool:
        request = parse((await reader.readuntil(b"\r\n\r\n"))[:-4])
        visit = Visit(request, time.monotonic(), port)
        attempt = self._attempts[visit.path]
        self._attempts[visit.path] += 1
        self.visits.append(visit)
        exchange = Exchange(
            visit, self.sound(request), attempt, self.url, self.elsewhere, reader, writer
        )
        self._waiting += 1
        self.most = max(self.most, self._waiting)
        try:
            await self.answer(exchange)
        finally:
            self._waiting -= 1
        closes = request.headers.get("connection", "").lower() == "close"
        return exchange.keeps_open and not closes

    async def answer(self, exchange: Exchange) -> None:
        """Let the route that a request belongs to answer, or what is sound."""
        path = self.plan(exchange.path, exchange.attempt)
        path = self.instead.get(path, path)
        repeated = _REPEATED.fullmatch(path)
        if repeated and exchange.attempt < int(repeated[1]):
            path = f"/{repeated[2]}"
        route, parts = route_of(path)
        if route is not None:
            await route(exchange, **parts)
            return
        sound = exchange.sound
        await exchange.answer(sound.body, sound.status, sound.content_type, sound.headers)


def route_of(path: str) -> tuple[Answer | None, dict[str, str]]:
    """The route of a path and the named parts of it; `None` where the path is no fault's."""
    for pattern, route in _COMPILED:
        if match := pattern.fullmatch(path):
            return route, match.groupdict()
    return None, {}


@asynccontextmanager
async def serve(
    server: FaultServer, port: int = 0, certificate: SSLContext | None = None
) -> AsyncIterator[FaultServer]:
    """Serve within the running event loop until the block ends.

    Raises:
        OSError: The port is taken.
    """
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await server.connected(reader, writer)

    listeners = [
        await asyncio.start_server(connected, HOST, port),
        await asyncio.start_server(connected, HOST, 0),
    ]
    if certificate is not None:
        listeners.append(await asyncio.start_server(connected, HOST, 0, ssl=certificate))
    ports = [listener.sockets[0].getsockname()[1] for listener in listeners]
    server.url, server.elsewhere = (f"http://{HOST}:{number}" for number in ports[:2])
    server.tls = f"https://{HOST}:{ports[2]}" if certificate is not None else ""
    loop = asyncio.get_running_loop()
    try:
        yield server
    finally:
        # asyncio loses a connection that is accepted but not made yet when its server closes, so
        # nothing more is accepted first.
        for listener in listeners:
            for socket in listener.sockets:
                loop.remove_reader(socket.fileno())
        for _ in range(_TURNS_TO_CLOSE):
            for task in tasks:
                task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        for listener in listeners:
            listener.close()
            await listener.wait_closed()


@contextmanager
def serving(
    instead: Mapping[str, str] | None = None,
    *,
    sound: Callable[[Request], Response] = pages.sound,
    plan: Plan = calm,
    certificate: SSLContext | None = None,
) -> Iterator[FaultServer]:
    """Serve from a thread with an event loop of its own, on random ports of loopback."""
    server = FaultServer(sound=sound, instead=instead or {}, plan=plan)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="fault server", daemon=True)
    thread.start()
    context = serve(server, certificate=certificate)
    try:
        asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result()
        try:
            yield server
        finally:
            leave = context.__aexit__(None, None, None)
            asyncio.run_coroutine_threadsafe(leave, loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
