"""A crawl that is told to stop does not wait for slow pages."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.core.downloader import Downloader
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.misc import load_object

from bwcrawler.ledger.archive import Archive

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred

_INTERVAL = 0.25
"""Seconds between two looks whether the crawl is to stop."""


class StoppableDownloader(Downloader):
    """Scrapy's own, but what it has not finished can be given up.

    The request fails with a `CancelledError` then, and stays in the queue of the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fetching: dict[Request, Deferred[Any]] = {}

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        """As Scrapy's."""
        del spider
        fetching: Deferred[Response | Request] = super().fetch(request)
        self._fetching[request] = fetching
        return fetching.addBoth(self._fetched, request)

    def give_up(self, *, also_in_transfer: bool) -> None:
        """Give up the requests that wait for their turn, and maybe those that have been sent."""
        sent = {request for slot in self.slots.values() for request in slot.transferring}
        for request, fetching in list(self._fetching.items()):
            if also_in_transfer or request not in sent:
                fetching.cancel()

    def _fetched(self, result: Any, request: Request) -> Any:
        del self._fetching[request]
        return result


class Stop:
    """Scrapy extension that ends a crawl soon after a signal, or after the ledger has failed.

    Scrapy waits for everything it has in hand: 16 requests with the pauses between them, and pages
    that may take DOWNLOAD_TIMEOUT. Here requests not yet sent are given up at once, and the others
    after STOP_TIMEOUT seconds. What has come is still read and kept.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._patience = crawler.settings.getfloat("STOP_TIMEOUT")
        self._until = 0.0
        self._call = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        if not issubclass(load_object(crawler.settings["DOWNLOADER"]), StoppableDownloader):
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
        assert isinstance(engine.downloader, StoppableDownloader)
        if engine.running and not Archive.of(self._crawler).has_given_up:
            return
        self._until = self._until or monotonic() + self._patience
        engine.downloader.give_up(also_in_transfer=monotonic() >= self._until)
