"""`scrapy demo`: crawls the bundled magazine and shows what came of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand

from bwcrawler.commands.verdict import verdict
from bwcrawler.ledger.survey import FAILED
from bwcrawler.publish.files import ARTICLES
from bwcrawler.publish.manifest import MANIFEST, Manifest
from bwcrawler.publish.report.page import REPORT
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from scrapy.crawler import Crawler

_OUTCOMES = ("new", "changed", "unchanged")
_ROWS = {
    "articles": "article",
    "listing pages": "listing",
    "authors": "author",
    "glossary and editorial pages": "term",
    "sitemaps, feed, REST": "inventory",
}
"""What the table calls each type of item."""

_REFUSALS = {
    "protected": "with a password, recorded without a body",
    "redirected": "moved, recorded as another address",
    "excluded": "no content",
    "gone": "not there",
    "suspect": "failed: could not be read",
    "too_large": "failed: too large",
    "error": "failed: could not be fetched",
}


class Command(ScrapyCommand):
    """Exit codes: those of `publish.verdict`, and 1 where articles are missing."""

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Crawl the made-up magazine on loopback and show the result"

    def long_desc(self) -> str:
        """As `scrapy demo --help` says it."""
        return f"{self.short_desc()}. Example: scrapy demo"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write beside, not into, the archive of the real magazine."""
        super().process_options(args, opts)
        assert self.settings is not None
        folder = Path(self.settings["OUTPUT_DIR"]) / "demo"
        self.settings.set("OUTPUT_DIR", str(folder), priority="cmdline")
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve, crawl, publish, show."""
        from bwcrawler.sample import Magazine, running

        del args, opts
        assert self.crawler_process is not None
        magazine = Magazine()
        with running(magazine) as server:
            crawler = self.crawler_process.create_crawler("archive")
            self.crawler_process.crawl(crawler, site=server.url)
            self.crawler_process.start()
        folder = Path(crawler.settings["OUTPUT_DIR"]) / magazine.edition.code
        self.exitcode, sentence = verdict(crawler)
        if not sentence:
            sentence = _show(crawler, folder, len(magazine.published))
            self.exitcode = Verdict.UNEXPECTED if sentence else Verdict.COMPLETE
        if sentence:
            print(sentence, file=sys.stderr)


def _show(crawler: Crawler, folder: Path, published: int) -> str:
    """Print the tables; gives a sentence where something failed."""
    console = Console()
    stats = crawler.stats.get_stats()
    console.print(_pages(stats))
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    files = Table("file", "lines", "bytes", title=f"Published in {folder}", title_justify="left")
    for file in manifest.files:
        files.add_row(file.name, f"{file.lines:,}", f"{file.bytes:,}")
    console.print(files)
    requests, seconds = stats["downloader/request_count"], stats["elapsed_time_seconds"]
    console.print(f"{requests:,} requests in {seconds:.1f} seconds. To look at in a browser:")
    console.print(str(folder / REPORT), soft_wrap=True)
    console.print("The first article:")
    console.print(f"head -n 1 {folder / ARTICLES} | python3 -m json.tool", soft_wrap=True)
    found = sum(stats.get(f"bwcrawler/article/{outcome}", 0) for outcome in _OUTCOMES)
    failed = sum(stats.get(f"bwcrawler/refusal/{state}", 0) for state in FAILED)
    if failed or found != published:
        return f"{failed} pages failed, and {found} of {published} articles were found."
    return ""


def _pages(stats: dict[str, Any]) -> Table:
    table = Table("pages", *_OUTCOMES, title="The sample magazine", title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for label, item in _ROWS.items():
        counts = [stats.get(f"bwcrawler/{item}/{outcome}", 0) for outcome in _OUTCOMES]
        table.add_row(label, *map(str, counts))
    table.add_section()
    for state, label in _REFUSALS.items():
        table.add_row(label, str(stats.get(f"bwcrawler/refusal/{state}", 0)))
    return table
