"""`scrapy verify`: checks that archives are sound, without a request to anybody."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.publish.check import check, interruption
from bwcrawler.publish.verdict import Verdict

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

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check every archive, and print one line for everything that is wrong."""
        del args, opts
        for folder in self._folders:
            problems = list(check(folder))
            for problem in problems:
                print(problem, file=sys.stderr)
            if problems:
                self.exitcode = Verdict.DAMAGED
            elif said := interruption(folder):
                print(said, file=sys.stderr)
                self.exitcode = self.exitcode or Verdict.INTERRUPTED
            else:
                print(f"{folder} is sound.")
