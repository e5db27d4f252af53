"""Serves faults until it is interrupted, and prints where and which."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from contextlib import suppress
from inspect import getdoc
from pathlib import Path

from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.wordpress import WordPress
from tests.fault_server.certificates import KINDS, context
from tests.fault_server.server import ROUTES, FaultServer, serve
from tests.fault_server.weather import PASSING, storm


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fault_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="any free one, if not given")
    parser.add_argument(
        "--instead",
        action="append",
        default=[],
        metavar="PATH=ROUTE",
        help="answer a path as a route: /robots.txt=/robots/status-503",
    )
    parser.add_argument(
        "--articles", type=int, help="serve a made-up magazine of so many, where no fault is"
    )
    parser.add_argument(
        "--storm", type=float, default=0, metavar="SHARE", help="of all requests meets a fault"
    )
    parser.add_argument("--tls", choices=KINDS, help="serve over TLS too, with this certificate")
    options = parser.parse_args()
    instead = dict(pair.split("=", 1) for pair in options.instead)
    server = FaultServer(instead=instead)
    if options.storm:
        server.plan = storm(PASSING, share=options.storm)
    magazine = Magazine(options.articles) if options.articles else None
    with suppress(KeyboardInterrupt):
        asyncio.run(forever(server, magazine, options.port, options.tls))


async def forever(
    server: FaultServer, magazine: Magazine | None, port: int, tls: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        certificate = context(Path(folder), tls) if tls else None
        async with serve(server, port, certificate):
            if magazine is not None:
                server.sound = WordPress(magazine, server.url, Quirks()).respond
            sys.stdout.write(f"{server.url} {server.tls}\n{listed()}")
            sys.stdout.flush()
            await asyncio.Event().wait()


def listed() -> str:
    """The routes, one a line."""
    helps = {pattern: (getdoc(route) or "").splitlines()[0] for pattern, route in ROUTES.items()}
    helps["/{number}-times-{route}/"] = "The route so many times, then a page."
    helps["/{any other slug}/"] = "A sound article."
    return "".join(f"  {pattern:44} {text}\n" for pattern, text in helps.items())


if __name__ == "__main__":
    main()
