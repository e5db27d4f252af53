"""`scrapy sample`: serves the bundled magazine until it is interrupted."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import Magazine, serve

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    """Exit codes: 0 interrupted, 1 the port is taken, 2 wrong command line."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Serve the made-up magazine on loopback, to try a crawl on"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which magazine."""
        super().add_options(parser)
        parser.add_argument("--articles", type=int, default=200, metavar="N", help="default: 200")
        parser.add_argument("--theme", choices=("genesis", "divi"), default="genesis")
        parser.add_argument(
            "--edition", default="en", metavar="CODE[,CODE]", help="or `all`; default: en"
        )
        parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
        parser.add_argument("--port", type=int, default=0, metavar="N", help="default: any free")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve."""
        del args
        codes = list(EDITIONS) if opts.edition == "all" else opts.edition.split(",")
        unknown = [code for code in codes if code not in EDITIONS]
        if unknown:
            self._fail(2, f"There is no edition {unknown[0]!r}: give {', '.join(EDITIONS)} or all.")
            return
        magazines = [Magazine(opts.articles, opts.theme, code, opts.seed) for code in codes]
        try:
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve(magazines, opts.port))
        except OSError as error:
            self._fail(1, f"Port {opts.port} cannot be had: {error.strerror}; give another --port.")

    def _fail(self, code: int, sentence: str) -> None:
        print(sentence, file=sys.stderr)
        self.exitcode = code


async def _serve(magazines: list[Magazine], port: int) -> None:
    async with serve(*magazines, port=port) as server:
        editions = ",".join(magazine.edition.code for magazine in magazines)
        print(f"The sample magazine is at {server.url} until you press Ctrl-C. To crawl it:")
        print(f"scrapy crawl archive -a edition={editions} -a site={server.url}", flush=True)
        await asyncio.Event().wait()
