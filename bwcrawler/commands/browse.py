"""`scrapy browse`: the archives as web pages on this machine."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.commands.options import check_port, taken
from bwcrawler.extras import missing
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

_HOST = "127.0.0.1"
"""Nobody else is to read along: who wants that puts a server of their own before it."""
_PORT = 8001


class Command(ScrapyCommand):
    """Exit codes: 0 interrupted, 1 it could not be started, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return SYNTAX

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Read and search the archives in a browser (Datasette)"

    def long_desc(self) -> str:
        """As `scrapy browse --help` says it."""
        return f"Serve the archives on http://{_HOST}. Example: scrapy browse en --port 8001"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where."""
        super().add_options(parser)
        parser.add_argument(
            "--port", type=int, default=_PORT, metavar="N", help=f"0 for any; default: {_PORT}"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        check_port(opts.port)
        assert self.settings is not None
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until Ctrl-C."""
        del args
        try:
            import uvicorn

            from bwcrawler.browse.site import browser_of
        except ModuleNotFoundError as error:
            print(missing(error.name or "", "browse"), file=sys.stderr)
            self.exitcode = Verdict.UNEXPECTED
            return
        try:
            listening = socket.create_server((_HOST, opts.port))
        except OSError as error:
            print(taken(opts.port, error), file=sys.stderr)
            self.exitcode = Verdict.UNEXPECTED
            return
        port = listening.getsockname()[1]
        print(f"The archives are on http://{_HOST}:{port}/ until you press Ctrl-C.", flush=True)
        config = uvicorn.Config(browser_of(self._folders).app(), log_level="warning")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
