"""How far a crawl is: a bar on a terminal, a line in the log elsewhere."""

from __future__ import annotations

import logging
import sys
from time import monotonic
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler

from bwcrawler.download.downloader import PausableDownloader
from bwcrawler.ledger.articles import Outcome
from bwcrawler.ledger.survey import FAILED
from bwcrawler.warc.stats import REPLAYED, TO_REPLAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_BAR_INTERVAL = 0.2
"""Seconds between two drawings."""

_OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)


class Progress:
    """Scrapy extension that shows the pages done, the pages known so far, and the rate or a pause.

    Done and known are Scrapy's own `scheduler/dequeued` and `scheduler/enqueued`; what is known
    grows while listings are read. Without a terminal a line is logged every LOGSTATS_INTERVAL
    seconds.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._bar: Bar | None = None
        self._interval = crawler.settings.getfloat("LOGSTATS_INTERVAL")
        self._call = create_looping_call(self._show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions; the setting PROGRESS_ENABLED switches it off."""
        if not crawler.settings.getbool("PROGRESS_ENABLED"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.open, signal=signals.spider_opened)
        crawler.signals.connect(extension.close, signal=signals.spider_closed)
        return extension

    def open(self) -> None:
        """Begin to show."""
        self._opened = monotonic()
        if sys.stderr.isatty():
            self._interval = _BAR_INTERVAL
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("", total=None, rate="", counts="")
            _log_to(sys.stderr)
        self._call.start(self._interval, now=False)

    def close(self) -> None:
        """Show the last figures and stop."""
        self._call.stop()
        self._show()
        if self._bar is not None:
            self._bar.stop()
            _log_to(sys.stderr)

    def _show(self) -> None:
        get = self._crawler.stats.get_value
        done = get(REPLAYED, get("scheduler/dequeued", 0))
        known = get(TO_REPLAY, get("scheduler/enqueued", 0))
        rate = f"{done / max(monotonic() - self._opened, 1):.1f} pages/s"
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        if isinstance(downloader, PausableDownloader) and (pauses := downloader.pauses()):
            rate = "; ".join(pause.reason for pause in pauses.values())
        counts = ", ".join(self._counts())
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=known, rate=rate, counts=counts)
        else:
            logger.info("%d of %d known pages done, %s; %s", done, known, rate, counts)

    def _counts(self) -> Iterator[str]:
        """Articles by what is new in them, and pages that failed."""
        get = self._crawler.stats.get_value
        for outcome in _OUTCOMES:
            yield f"{get(f'bwcrawler/article/{outcome}', 0):,} {outcome}"
        errors = sum(get(f"bwcrawler/refusal/{state}", 0) for state in FAILED)
        yield f"{errors:,} error{'' if errors == 1 else 's'}"


def _bar() -> Bar:
    """Two lines: how far the crawl is, and what came of it."""
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    left = TimeRemainingColumn(elapsed_when_finished=True)
    text = TextColumn("{task.fields[rate]}\n{task.fields[counts]}")
    return Bar(*columns, left, text, console=Console(stderr=True), transient=True)


def _log_to(stream: object) -> None:
    """Let log lines go through `sys.stderr` as it now is, so that they stand above the bar."""
    handler = get_scrapy_root_handler()
    if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
        handler.setStream(stream)
