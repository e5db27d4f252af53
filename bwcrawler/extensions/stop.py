"""A crawl that is told to stop does not wait for slow pages."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.misc import load_object

from bwcrawler.download.downloader import PausableDownloader

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine
    from scrapy.core.scraper import Scraper
    from scrapy.crawler import Crawler

_INTERVAL = 0.25
"""Seconds between two looks whether the crawl is to stop."""


class Stop:
    """Scrapy extension that ends a crawl soon after a signal, or after anything else has closed it.

    Scrapy waits for everything it has in hand: 16 requests with the pauses between them, hosts that
    are paused, pages that may take DOWNLOAD_TIMEOUT. Here requests not yet sent are given up at
    once, and the others after STOP_TIMEOUT seconds. What has come is still read and kept.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._patience = crawler.settings.getfloat("STOP_TIMEOUT")
        self._until = 0.0
        self._call = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        if not issubclass(load_object(crawler.settings["DOWNLOADER"]), PausableDownloader):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.open, signal=signals.spider_opened)
        crawler.signals.connect(extension.close, signal=signals.spider_closed)
        return extension

    def open(self) -> None:
        """Begin to look."""
        self._call.start(_INTERVAL, now=False)

    def close(self) -> None:
        """Look no more."""
        self._call.stop()

    def _look(self) -> None:
        engine = self._crawler.engine
        assert engine is not None
        assert isinstance(engine.downloader, PausableDownloader)
        if engine.running and not _is_closing(engine):
            return
        self._until = self._until or monotonic() + self._patience
        engine.downloader.give_up(also_in_transfer=monotonic() >= self._until)
        _end_of_items(engine.scraper)


def _is_closing(engine: ExecutionEngine) -> bool:
    slot = engine._slot  # noqa: SLF001 - Scrapy has no signal for it
    return slot is not None and slot.closing is not None


def _end_of_items(scraper: Scraper) -> None:
    """Let a crawl close once its last item is done, even if that came from `Spider.start`.

    Scrapy 2.19 looks for that moment only behind answers, and would wait for ever.
    """
    slot = scraper.slot
    if slot is not None and slot.closing is not None and not slot.closing.called:
        scraper._check_if_closing()  # noqa: SLF001 - nothing else fires `closing`
