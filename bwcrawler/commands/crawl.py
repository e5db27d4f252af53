"""`scrapy crawl`: Scrapy's own, with checked arguments and an exit code that tells the truth."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from bwcrawler.commands.verdict import failure, objection

if TYPE_CHECKING:
    import argparse


class Command(crawl.Command):
    """Exit codes: 0 finished, 1 not finished, 2 wrong command line (nothing was requested)."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider named in `args`."""
        assert self.crawler_process is not None
        if len(args) != 1:
            raise UsageError
        sentence = objection(self.crawler_process.spider_loader, args[0], opts.spargs)
        if sentence:
            self.exitcode = 2
        else:
            crawler = self._create_crawler(args[0])
            self.crawler_process.crawl(crawler, **opts.spargs)
            self.crawler_process.start()
            sentence = failure(crawler)
            self.exitcode = int(bool(sentence) or self.crawler_process.bootstrap_failed)
        if sentence:
            print(sentence, file=sys.stderr)
