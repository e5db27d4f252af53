"""Serves sample magazines on loopback: inside a running event loop, or from a thread of its own.

In a program that already runs asyncio (a Scrapy command or spider does)::

    async with serve(Magazine(articles=100)) as server:
        ...  # server.url

Where nothing runs yet, as in a test::

    with running(Magazine(theme="divi")) as server:
        ...  # server.url, server.requests

A command that serves until it is interrupted needs no more than::

    async def forever(magazine: Magazine, port: int) -> None:
        async with serve(magazine, port=port) as server:
            print(server.url)
            await asyncio.Event().wait()
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bwcrawler.sample.connection import Request, Response, listening
from bwcrawler.sample.quirks import Quirks
from bwcrawler.sample.wordpress import WordPress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bwcrawler.sample.magazine import Magazine

HOST = "127.0.0.1"


@dataclass(slots=True)
class Server:
    """A running server: its address, and what was asked of it."""

    url: str
    """Without a slash at the end; with several editions, `{edition}` is its last part."""
    sites: dict[str, WordPress]
    """By code of the edition."""
    requests: Counter[str] = field(default_factory=Counter)
    """Paths with their decoded query, and how often each was asked for."""

    @property
    def total(self) -> int:
        """Number of requests so far."""
        return self.requests.total()

    @property
    def magazine(self) -> Magazine:
        """The magazine served, the first one where there are several."""
        return next(iter(self.sites.values())).magazine

    def respond(self, request: Request) -> Response:
        """Count the request and let the site it belongs to answer."""
        query = "&".join(f"{name}={value}" for name, value in request.query.items())
        self.requests[f"{request.path}?{query}" if query else request.path] += 1
        if len(self.sites) == 1:
            return self._respond(next(iter(self.sites.values())), request)
        _, code, *_ = request.path.split("/")
        if code not in self.sites:
            return Response(b"Not found: no such edition.", 404, "text/plain; charset=utf-8")
        path = request.path.removeprefix(f"/{code}") or "/"
        return self._respond(self.sites[code], replace(request, path=path))

    def _respond(self, site: WordPress, request: Request) -> Response:
        every = site.quirks.release_every
        if every and self.total % every == 0:
            site.magazine.release()
        return site.respond(request)


@asynccontextmanager
async def serve(
    *magazines: Magazine, port: int = 0, quirks: Quirks | None = None
) -> AsyncIterator[Server]:
    """Serve within the running event loop until the block ends.

    Args:
        magazines: One magazine, served at `/`; or several editions, each at `/{code}/`.
        port: 0 for any free one.
        quirks: What to hide, in all of them.

    Raises:
        OSError: The port is taken.
    """
    server = Server("", {})
    async with listening(server.respond, HOST, port) as bound:
        address = f"http://{HOST}:{bound}"
        several = len(magazines) > 1
        server.url = f"{address}/{{edition}}" if several else address
        for magazine in magazines:
            code = magazine.edition.code
            url = f"{address}/{code}" if several else address
            server.sites[code] = WordPress(magazine, url, quirks or Quirks())
        yield server


@contextmanager
def running(*magazines: Magazine, port: int = 0, quirks: Quirks | None = None) -> Iterator[Server]:
    """Serve from a thread with an event loop of its own until the block ends; as `serve`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sample magazine", daemon=True)
    thread.start()
    context = serve(*magazines, port=port, quirks=quirks)
    try:
        server = asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result()
        try:
            yield server
        finally:
            leave = context.__aexit__(None, None, None)
            asyncio.run_coroutine_threadsafe(leave, loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
