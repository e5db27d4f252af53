"""`scrapy crawl`: Scrapy's own, with checked arguments and an exit code that tells the truth."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from bwcrawler.commands.verdict import objection, verdict
from bwcrawler.extensions.publish import COVERAGE

if TYPE_CHECKING:
    import argparse


class Command(crawl.Command):
    """Exit codes: see `publish.verdict.Verdict`."""

    def long_desc(self) -> str:
        """As `scrapy crawl --help` says it."""
        return (
            "Run a spider: `scrapy list` names them, the README tells their arguments. The exit "
            "code tells how it ended. Example: scrapy crawl archive -a limit=20"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Those of Scrapy, how much is said, and whether the gates hold anything up."""
        super().add_options(parser)
        parser.add_argument(
            "--quiet", action="store_true", help="say nothing but warnings, and how it ended"
        )
        parser.add_argument(
            "--publish-anyway",
            action="store_true",
            help="publish even where a gate says that the archive has become worse",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what no spider can do."""
        super().process_options(args, opts)
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("give the name of one spider", print_help=False)
        spiders = get_spider_loader(self.settings)
        sentence = objection(spiders, args[0], opts.spargs, self.settings)
        if sentence:
            raise UsageError(sentence, print_help=False)
        if opts.quiet:
            self.settings.set("PROGRESS_ENABLED", value=False, priority="cmdline")
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        if opts.publish_anyway:
            self.settings.set("PUBLISH_ANYWAY", value=True, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider named in `args`."""
        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self.exitcode, sentence = verdict(crawler)
        for line in (crawler.stats.get_value(COVERAGE), sentence):
            if line:
                print(line, file=sys.stderr)
