"""The archive that a crawl writes: a folder and a ledger for each edition, and one run in each."""

from __future__ import annotations

import logging
import platform
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

import scrapy
from scrapy import signals

from bwcrawler.ledger.ledger import Ledger, RunFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler

    from bwcrawler.ledger.articles import Outcome
    from bwcrawler.ledger.pages import Item
    from bwcrawler.urls import Site

logger = logging.getLogger(__name__)

_SETTINGS = (
    "AUTOTHROTTLE_ENABLED",
    "AUTOTHROTTLE_TARGET_CONCURRENCY",
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "DOWNLOAD_DELAY",
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "RETRY_TIMES",
    "ROBOTSTXT_OBEY",
    "USER_AGENT",
)
"""Settings that shape what a run fetches, and how politely."""

LEDGER_FAILED = "ledger_failed"
"""Reason for which a crawl ends whose ledger cannot keep a page."""

FAILURE = "bwcrawler/archive/failure"
"""Stat that holds one sentence when something could not be kept or published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEdition:
    """The ledger of one edition, opened for a run."""

    folder: Path
    ledger: Ledger
    run: int


class Archive:
    """Scrapy extension that holds the open ledgers of a crawl; other components ask it for them.

    The spider's attribute `sites` names the editions: a dictionary of `urls.Site` by code. Each has
    its own folder in OUTPUT_DIR.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._folder = Path(crawler.settings["OUTPUT_DIR"])
        self._open: dict[str, OpenEdition] = {}
        self._started = utc_now()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        archive = cls(crawler)
        crawler.signals.connect(archive.close, signal=signals.engine_stopped)
        return archive

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The archive of a crawl; raises `RuntimeError` where the crawl has none."""
        archive = crawler.get_extension(cls)
        if archive is None:
            raise RuntimeError(f"{cls.__module__}.{cls.__name__} is missing from EXTENSIONS.")
        return archive

    def open(self) -> None:
        """Open the ledgers of the spider's editions; raises `LedgerError` where one is unusable."""
        try:
            for code in self._sites():
                self.edition(code)
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Close every ledger."""
        while self._open:
            self._open.popitem()[1].ledger.close()

    def edition(self, code: str) -> OpenEdition:
        """The ledger of an edition, opened and with a run begun if it is not yet."""
        if code not in self._open:
            folder = self._folder / code
            ledger = Ledger.open(folder / "ledger.sqlite", code)
            run = ledger.begin_run(self._facts(code), self._started)
            self._open[code] = OpenEdition(folder=folder, ledger=ledger, run=run)
        return self._open[code]

    def editions(self) -> Iterator[OpenEdition]:
        """All that are open."""
        yield from self._open.values()

    def record(self, item: Item) -> Outcome:
        """Keep an item in the ledger of its edition."""
        edition = self.edition(item.edition)
        return edition.ledger.record(item, edition.run)

    def fail(self, sentence: str) -> None:
        """Make known that something could not be kept: in the log, and in the stat `FAILURE`."""
        logger.error("%s", sentence)
        self._crawler.stats.set_value(FAILURE, sentence)

    def _sites(self) -> dict[str, Site]:
        sites: dict[str, Site] = getattr(self._crawler.spider, "sites", {})
        return sites

    def _facts(self, code: str) -> RunFacts:
        spider, settings = self._crawler.spider, self._crawler.settings
        site = self._sites().get(code)
        program, *arguments = sys.argv
        return RunFacts(
            spider=spider.name if spider else "",
            command=shlex.join([Path(program).name, *arguments]),
            site=site.base if site else "",
            arguments=dict(getattr(spider, "arguments", {})),
            settings={name: settings.get(name) for name in _SETTINGS},
            versions={
                "bwcrawler": version("bwcrawler"),
                "python": platform.python_version(),
                "scrapy": scrapy.__version__,
            },
        )


def utc_now() -> str:
    """This instant in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
