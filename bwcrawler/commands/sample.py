"""`scrapy sample`: serves the bundled magazine until it is interrupted."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.options import check_port, taken
from bwcrawler.editions import EDITIONS
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from bwcrawler.sample import Magazine


class Command(ScrapyCommand):
    """Exit codes: 0 interrupted, 1 the port is taken, 2 wrong command line."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Serve the made-up magazine on loopback, to try a crawl on"

    def long_desc(self) -> str:
        """As `scrapy sample --help` says it."""
        return f"{self.short_desc()}. Example: scrapy sample --articles 500 --theme divi"

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

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be served."""
        super().process_options(args, opts)
        check_port(opts.port)
        opts.codes = list(EDITIONS) if opts.edition == "all" else opts.edition.split(",")
        sentence = _objection(opts)
        if sentence:
            raise UsageError(sentence, print_help=False)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until Ctrl-C."""
        from bwcrawler.sample import Magazine

        del args
        magazines = [Magazine(opts.articles, opts.theme, code, opts.seed) for code in opts.codes]
        try:
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve_forever(magazines, opts.port))
        except OSError as error:
            print(taken(opts.port, error), file=sys.stderr)
            self.exitcode = Verdict.UNEXPECTED


def _objection(opts: argparse.Namespace) -> str:
    """One sentence that says why there is no such magazine, or `""`."""
    for code in opts.codes:
        if code not in EDITIONS:
            return f"There is no edition {code!r}: give {', '.join(EDITIONS)}, or all."
    if opts.articles < 1:
        return f"--articles {opts.articles} makes no magazine: give 1 or more."
    return ""


async def _serve_forever(magazines: list[Magazine], port: int) -> None:
    from bwcrawler.sample import serve

    async with serve(*magazines, port=port) as server:
        editions = ",".join(magazine.edition.code for magazine in magazines)
        print(f"The sample magazine is at {server.url} until you press Ctrl-C. To crawl it:")
        print(f"scrapy crawl archive -a edition={editions} -a site={server.url}", flush=True)
        await asyncio.Event().wait()
