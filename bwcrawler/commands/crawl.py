"""`scrapy crawl`: Scrapy's own, with checked arguments and an exit code that tells the truth."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from bwcrawler.commands.verdict import failure, objection

if TYPE_CHECKING:
    import argparse


class Command(crawl.Command):
    """Exit codes: 0 finished, 1 not finished, 2 wrong command line (nothing was requested)."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what no spider can do."""
        super().process_options(args, opts)
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("give the name of one spider", print_help=False)
        sentence = objection(get_spider_loader(self.settings), args[0], opts.spargs)
        if sentence:
            raise UsageError(sentence, print_help=False)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider named in `args`."""
        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        sentence = failure(crawler)
        if sentence or self.crawler_process.bootstrap_failed:
            print(sentence, file=sys.stderr)
            self.exitcode = 1
