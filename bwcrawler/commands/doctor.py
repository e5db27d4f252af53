"""`scrapy doctor`: asks a site for a few pages and shows what can be read of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.extensions.publish import CAUSE
from bwcrawler.publish.diagnosis import Diagnosis, diagnose
from bwcrawler.publish.verdict import Verdict, of_reason
from bwcrawler.spiders.arguments import Arguments, BadArgument
from bwcrawler.spiders.contact import no_contact
from bwcrawler.spiders.examination import ExaminationSpider

if TYPE_CHECKING:
    import argparse

    from scrapy.crawler import Crawler

_STYLES = {"ok": "green", "missing": "bold red", "": "dim"}


class Command(ScrapyCommand):
    """Exit codes: those of `publish.verdict`; 3 where something is missing, 5 for no answer."""

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Look at a site with few requests: what answers, and what can be read"

    def long_desc(self) -> str:
        """As `scrapy doctor --help` says it."""
        return f"{self.short_desc()}. Example: scrapy doctor --edition it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which site."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="URL", help="default: the live magazine")
        parser.add_argument("--edition", metavar="CODE", help="default: en, or that of the URL")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is no site."""
        super().process_options(args, opts)
        assert self.settings is not None
        given = {"site": opts.site, "edition": opts.edition}
        self._given = {name: text for name, text in given.items() if text}
        try:
            asked = Arguments.parse(self._given, ExaminationSpider.accepts)
        except BadArgument as error:
            raise UsageError(str(error), print_help=False) from error
        if args or len(asked.sites) != 1:
            raise UsageError("Give one edition, and no other words.", print_help=False)
        is_live = not all(site.is_loopback for site in asked.sites.values())
        if is_live and (sentence := no_contact(self.settings["USER_AGENT"])):
            raise UsageError(sentence, print_help=False)
        if not opts.loglevel:
            # The table says what is wrong.
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Examine and show."""
        del args, opts
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(ExaminationSpider)
        self.crawler_process.crawl(crawler, **self._given)
        self.crawler_process.start()
        diagnosis = _diagnosis(crawler)
        _show(diagnosis)
        self.exitcode = diagnosis.verdict


def _diagnosis(crawler: Crawler) -> Diagnosis:
    """What came of the examination, or that there was none."""
    spider = crawler.spider
    if not isinstance(spider, ExaminationSpider):
        says = "The examination did not begin: `--loglevel ERROR` says why."
        return Diagnosis(rows=[], verdict=Verdict.UNEXPECTED, says=says)
    reason = crawler.stats.get_value("finish_reason", "shutdown")
    diagnosis = diagnose(spider.findings, of_reason(reason))
    cause = crawler.stats.get_value(CAUSE)
    return replace(diagnosis, says=f"Nothing may be fetched: {cause}.") if cause else diagnosis


def _show(diagnosis: Diagnosis) -> None:
    """Print a table on a terminal, lines elsewhere."""
    console = Console()
    if console.is_terminal and diagnosis.rows:
        table = Table("what", "", "says")
        for row in diagnosis.rows:
            table.add_row(row.what, row.state, row.says, style=_STYLES[row.state])
        console.print(table)
    else:
        width = max((len(row.what) for row in diagnosis.rows), default=0)
        for row in diagnosis.rows:
            print(f"{row.state or '-':<7}  {row.what:<{width}}  {row.says}")
    print(diagnosis.says)
