"""A crawl in which nothing moves any more ends by itself."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from bwcrawler.download.downloader import PausableDownloader
from bwcrawler.publish.verdict import STALLED

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_LOOKS = 20
"""How often it looks within the time that it allows."""


class Watchdog:
    """Scrapy extension that ends a crawl when nothing is settled for WATCHDOG_TIMEOUT seconds.

    A page is settled by an item, a `Refusal` included; while a host is paused nothing has to be.
    The crawl goes on with the next run.
    """

    def __init__(self, crawler: Crawler, patience: float) -> None:
        self._crawler = crawler
        self._patience = patience
        self._settled = monotonic()
        self._call = create_looping_call(self._look)
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions; 0 seconds switch it off."""
        patience = crawler.settings.getfloat("WATCHDOG_TIMEOUT")
        if not patience:
            raise NotConfigured
        extension = cls(crawler, patience)
        connect = crawler.signals.connect
        connect(extension.open, signal=signals.spider_opened)
        connect(extension.settled, signal=signals.item_scraped)
        connect(extension.settled, signal=signals.item_dropped)
        connect(extension.close, signal=signals.spider_closed)
        return extension

    def open(self) -> None:
        """Begin to look."""
        self._settled = monotonic()
        self._call.start(self._patience / _LOOKS, now=False)

    def settled(self) -> None:
        """A page is settled."""
        self._settled = monotonic()

    def close(self) -> None:
        """Look no more."""
        self._call.stop()

    def _look(self) -> None:
        engine = self._crawler.engine
        assert engine is not None
        assert isinstance(engine.downloader, PausableDownloader)
        if engine.downloader.pauses():
            self._settled = monotonic()
        if self._closing is None:
            if monotonic() - self._settled < self._patience:
                return
            logger.error("No page has been settled for %g seconds.", self._patience)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=STALLED))
        # Closing waits for what is on its way, and that is what does not come.
        engine.downloader.give_up(also_in_transfer=True)
