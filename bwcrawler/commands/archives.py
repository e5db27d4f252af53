"""What `status` and `verify` have in common: the archives that they look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.publish.check import LEDGER

if TYPE_CHECKING:
    import argparse


class ArchivesCommand(ScrapyCommand):
    """Takes codes of editions; without any it takes all that OUTPUT_DIR has."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy <command> --help` shows it."""
        return "[options] [edition …]"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        output = Path(self.settings["OUTPUT_DIR"])
        there = sorted(path.parent for path in output.glob(f"*/{LEDGER}"))
        self.folders = [folder for folder in there if not args or folder.name in args]
        missing = sorted(set(args) - {folder.name for folder in there})
        if missing or not there:
            what = f"{output}/{missing[0]}" if missing else f"{output}"
            raise UsageError(
                f"There is no archive in {what}: crawl first, or give another place with "
                "-s OUTPUT_DIR=FOLDER.",
                print_help=False,
            )
