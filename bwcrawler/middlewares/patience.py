"""A host that does not answer is left alone, and the crawl ended when it stays away too long."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from bwcrawler.download.downloader import PausableDownloader
from bwcrawler.download.failures import NO_ANSWER
from bwcrawler.middlewares.breaker import GIVE_UP, Breaker, Limits
from bwcrawler.middlewares.retry_after import retry_after
from bwcrawler.publish.verdict import RATE_LIMITED, UNREACHABLE

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

_BUSY = frozenset({429, 503})
"""Too Many Requests, and Service Unavailable, with which WordPress answers while it is updated."""
_LATER = frozenset({408, 425}) | _BUSY
_SERVER_ERROR = 500


def is_passing(status: int) -> bool:
    """True for statuses that say nothing about the page: the same request may succeed later."""
    return status in _LATER or status >= _SERVER_ERROR


class PatienceMiddleware:
    """Downloader middleware that pauses a host that says so, or that fails several times in a row.

    The answer 429 or 503 pauses its host at once, for as long as Retry-After says; other errors do
    after PAUSE_AFTER_FAILURES of them. Where the pauses between two answers would come to more than
    PATIENCE seconds, or Retry-After asks for more than PAUSE_LONGEST, the crawl ends as
    `rate_limited` or `unreachable`, and what it still had to do stays in its queue.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._limits = Limits(
            failures=settings.getint("PAUSE_AFTER_FAILURES"),
            first=settings.getfloat("PAUSE_FIRST"),
            longest=settings.getfloat("PAUSE_LONGEST"),
            patience=settings.getfloat("PATIENCE"),
        )
        self._breakers: dict[str, Breaker] = {}
        self._paused = 0.0
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        middleware = cls(crawler)
        # It is sent before the downloader takes the next request from its queue.
        crawler.signals.connect(middleware.downloaded, signal=signals.response_downloaded)
        return middleware

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The one of a crawl; raises `NotConfigured` where there is none."""
        middleware = crawler.get_downloader_middleware(cls)
        if middleware is None:
            raise NotConfigured(f"{cls.__name__} is missing from DOWNLOADER_MIDDLEWARES.")
        return middleware

    @property
    def is_spent(self) -> bool:
        """True once the crawl is ending because there is no patience left."""
        return self._closing is not None

    def answered_at(self, request: Request) -> float:
        """When the host of a request gave its last answer, by the monotonic clock."""
        return self._breaker(request).answered_at

    def downloaded(self, response: Response, request: Request) -> None:
        """Look at every answer as soon as it is there."""
        if not is_passing(response.status):
            return
        asked = None
        is_busy = response.status in _BUSY
        if is_busy:
            asked = retry_after(response.headers.get("Retry-After"), response.headers.get("Date"))
        self._failed(request, str(response.status), busy=is_busy, asked=asked)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that the host answers, once the answer is known to be whole."""
        if not is_passing(response.status) and "cached" not in response.flags:
            self._breaker(request).answered()
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that the host does not answer."""
        if isinstance(exception, NO_ANSWER):
            self._failed(request, type(exception).__name__)

    def end(self, reason: str) -> None:
        """End the crawl; what it still had to do stays in its queue."""
        assert self._crawler.engine is not None
        if self._closing is None:
            # Closing waits for what is on its way, so nothing that is can wait for it.
            closing = self._crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.ensure_future(closing)

    def _failed(
        self, request: Request, why: str, *, busy: bool = False, asked: float | None = None
    ) -> None:
        host, downloader = self._host(request), self._downloader()
        seconds = self._breaker(request).failed(busy=busy, asked=asked)
        if seconds == GIVE_UP and not self.is_spent:
            wish = f", and asks for {asked:.0f} seconds" if asked else ""
            logger.error("No patience is left with %s: %s%s", host, why, wish)
            downloader.pause(host, self._limits.longest, "the crawl ends")
            self.end(RATE_LIMITED if busy else UNREACHABLE)
        elif 0 < seconds < GIVE_UP:
            until = datetime.now().astimezone() + timedelta(seconds=seconds)
            says = f"paused until {until:%H:%M:%S}: {why} from {host}"
            logger.log(logging.INFO if seconds < 1 else logging.WARNING, "Crawl %s", says)
            self._crawler.stats.inc_value("patience/pauses")
            self._paused += seconds
            self._crawler.stats.set_value("patience/paused", self._paused)
            downloader.pause(host, seconds, says)

    def _breaker(self, request: Request) -> Breaker:
        return self._breakers.setdefault(self._host(request), Breaker(self._limits))

    def _host(self, request: Request) -> str:
        return self._downloader().get_slot_key(request)

    def _downloader(self) -> PausableDownloader:
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        assert isinstance(downloader, PausableDownloader)
        return downloader
