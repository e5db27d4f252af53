"""`scrapy verify`: checks that archives are sound, without a request to anybody."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.publish.check import check, interruption
from bwcrawler.publish.verdict import Verdict
from bwcrawler.warc import MISSING, is_installed

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    """Exit codes: 0 sound, 8 wrong, 11 publishing is not finished, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return SYNTAX

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Check the ledgers and the published files"

    def long_desc(self) -> str:
        """As `scrapy verify --help` says it."""
        return f"{self.short_desc()}. Example: scrapy verify en"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How thoroughly."""
        super().add_options(parser)
        parser.add_argument(
            "--full",
            action="store_true",
            help="read every record of the WARC files, which takes a while",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        if opts.full and not is_installed():
            raise UsageError(MISSING, print_help=False)
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check every archive, and print one line for everything that is wrong."""
        del args
        for folder in self._folders:
            problems = list(check(folder, thorough=opts.full))
            for problem in problems:
                print(problem, file=sys.stderr)
            if problems:
                self.exitcode = Verdict.DAMAGED
            elif said := interruption(folder):
                print(said, file=sys.stderr)
                self.exitcode = self.exitcode or Verdict.INTERRUPTED
            else:
                print(f"{folder} is sound.")
