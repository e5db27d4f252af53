"""The archive that a crawl writes: a folder and a ledger for each edition, and one run in each."""

from __future__ import annotations

import asyncio
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

from bwcrawler.ledger.captures import lengths
from bwcrawler.ledger.earlier import Earlier
from bwcrawler.ledger.engine import cause_of
from bwcrawler.ledger.ledger import LEDGER, Ledger, LedgerError, RunFacts
from bwcrawler.ledger.lock import Lock
from bwcrawler.ledger.space import NO_SPACE, NoSpaceError, check_room, check_space, is_no_space
from bwcrawler.pages.version import PARSER
from bwcrawler.warc.files import FOLDER
from bwcrawler.warc.recovery import recover

if TYPE_CHECKING:
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
    "DOWNLOAD_DELAY_JITTER",
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "MEDIA_BUDGET_BYTES",
    "PATIENCE",
    "PUBLISH_ANYWAY",
    "REDIRECT_MAX_TIMES",
    "RETRY_DELAY",
    "RETRY_TIMES",
    "ROBOTSTXT_MAX_DELAY",
    "ROBOTSTXT_OBEY",
    "USER_AGENT",
)
"""Settings that shape what a run fetches and publishes, and how politely."""

LEDGER_FAILED = "ledger_failed"
"""Reason for which a crawl ends whose ledger cannot keep a page."""

FAILURE = "bwcrawler/archive/failure"
"""Stat that holds one sentence when something could not be kept or published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEdition:
    """The ledger of one edition, opened for a run and locked."""

    code: str
    folder: Path
    ledger: Ledger
    lock: Lock
    run: int

    @property
    def earlier(self) -> Earlier | None:
        """What the earlier runs of the same crawl did, where this one goes on with it."""
        queue = self.ledger.queue
        if not queue.resumed:
            return None
        return Earlier(connection=self.ledger.connection, crawl=queue.crawl, run=self.run)


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
        self._closing: asyncio.Task[None] | None = None

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
        """Close every ledger, and let others write."""
        while self._open:
            edition = self._open.popitem()[1]
            edition.ledger.close()
            edition.lock.free()

    def edition(self, code: str) -> OpenEdition:
        """The ledger of an edition, opened and with a run begun if it is not yet."""
        if code not in self._open:
            folder = self._folder / code
            try:
                lock = Lock.take(folder, self._started)
            except OSError as error:
                raise LedgerError(f"{folder} cannot be written to: {error.strerror}.") from error
            try:
                self._open[code] = self._begin(code, folder, lock)
            except BaseException:
                lock.free()
                raise
        return self._open[code]

    def editions(self) -> list[OpenEdition]:
        """All that are open."""
        return list(self._open.values())

    def record(self, item: Item) -> Outcome:
        """Keep an item in the ledger of its edition."""
        edition = self.edition(item.edition)
        outcome = edition.ledger.record(item, edition.run)
        try:
            check_room(edition.folder / LEDGER)
        except NoSpaceError as error:
            self.give_up(error, "The disk is nearly full")
        return outcome

    def fail(self, sentence: str) -> None:
        """Make known that something could not be kept: in the log, and in the stat `FAILURE`.

        The stat keeps the first sentence, for what comes after it follows from it.
        """
        logger.error("%s", sentence)
        if not self._crawler.stats.get_value(FAILURE):
            self._crawler.stats.set_value(FAILURE, sentence)

    def give_up(self, error: Exception, sentence: str) -> None:
        """End the crawl, because the ledger does not work: `sentence`, and what the error says."""
        # Scrapy only logs what its components raise, and would go on fetching pages for nothing.
        # Closing waits for the items in the pipelines, so none of them can wait for it.
        if self._closing is None and self._crawler.engine is not None:
            self.fail(f"{sentence}: {cause_of(error)}")
            reason = NO_SPACE if is_no_space(error) else LEDGER_FAILED
            closing = self._crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.ensure_future(closing)

    @property
    def has_given_up(self) -> bool:
        """True once the crawl is ending because the ledger does not work."""
        return self._closing is not None

    def _begin(self, code: str, folder: Path, lock: Lock) -> OpenEdition:
        """Open the ledger in a folder that is locked, and begin a run."""
        check_space(folder, self._crawler.settings.getint("MINIMUM_FREE_BYTES"))
        check_room(folder / LEDGER)
        ledger = Ledger.open(folder / LEDGER, code)
        try:
            self._recover(ledger, folder)
            run = ledger.begin_run(self._facts(code), self._started)
        except BaseException:
            ledger.close()
            raise
        return OpenEdition(code=code, folder=folder, ledger=ledger, lock=lock, run=run)

    def _recover(self, ledger: Ledger, folder: Path) -> None:
        """Finish the WARC files that a killed run has left."""
        with ledger.reading() as connection:
            known = lengths(connection)
        for problem in recover(folder / FOLDER, known):
            logger.error("%s", problem)

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
                "lxml": version("lxml"),
                "parser": PARSER,
                "python": platform.python_version(),
                "scrapy": scrapy.__version__,
            },
        )


def utc_now() -> str:
    """This instant in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
