"""Serves faults until it is interrupted, and prints where and which."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from contextlib import suppress
from inspect import getdoc
from pathlib import Path

from tests.fault_server.certificates import KINDS, context
from tests.fault_server.server import ROUTES, FaultServer, serve


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
    parser.add_argument("--tls", choices=KINDS, help="serve over TLS too, with this certificate")
    options = parser.parse_args()
    instead = dict(pair.split("=", 1) for pair in options.instead)
    with suppress(KeyboardInterrupt):
        asyncio.run(forever(FaultServer(instead=instead), options.port, options.tls))


async def forever(server: FaultServer, port: int, tls: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        certificate = context(Path(folder), tls) if tls else None
        async with serve(server, port, certificate):
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
