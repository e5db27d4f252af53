"""A page that fails is asked for again, and is an error only where others answer meanwhile."""

from __future__ import annotations

import asyncio
import logging
import random
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from bwcrawler.download.failures import NO_ANSWER
from bwcrawler.middlewares.patience import PatienceMiddleware, is_passing

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.urls import Site

logger = logging.getLogger(__name__)

_FAILURES, _FAILED_AT = "retry_times", "failed_at"
"""Keys of `Request.meta`: how often the page has failed, in Scrapy's own, and when it did last."""
_JITTER = 0.5


def backoff(
    failures: int, first: float, longest: float, jitter: Callable[[], float] = random.random
) -> float:
    """Seconds until a page that has failed so many times is asked for again.

    They double each time, and are up to half as much longer, but no more than `longest`.
    """
    return min(first * 2.0 ** min(failures - 1, 60) * (1 + _JITTER * jitter()), longest)


class RetryMiddleware:
    """Downloader middleware for answers that may be others later, and for none.

    Scrapy's own asks again at once and gives up after three attempts, whether it is the page that
    fails or the whole site. Here a page is asked for RETRY_TIMES more times, RETRY_DELAY seconds
    after the first failure and twice as long after each further one, while other pages go on. After
    that it is an error if another page has answered meanwhile, or the home page does now; else the
    site is down, and the page asked for until `PatienceMiddleware` ends the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._times = crawler.settings.getint("RETRY_TIMES")
        self._delay = crawler.settings.getfloat("RETRY_DELAY")
        self._longest = crawler.settings.getfloat("PAUSE_LONGEST")
        self._probing = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer, or the request for the same page again."""
        if not is_passing(response.status) or "cached" in response.flags:
            return response
        return await self._again(request, f"HTTP {response.status}") or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request for the same page again; `None` leaves the exception as it is."""
        if not isinstance(exception, NO_ANSWER):
            return None
        return await self._again(request, type(exception).__name__)

    async def _again(self, request: Request, reason: str) -> Request | None:
        """The request again, when its time has come; `None` where the page is given up."""
        if request.meta.get("dont_retry"):
            return None
        patience = PatienceMiddleware.of(self._crawler)
        failed_at = monotonic()
        failures = request.meta.get(_FAILURES, 0) + 1
        before = request.meta.get(_FAILED_AT, failed_at)
        if failures > self._times and not patience.is_spent:
            if await self._site_answers(request, before):
                self._crawler.stats.inc_value("retry/max_reached")
                return None
            failures = self._times  # it was not the page's fault
        if patience.is_spent:
            await asyncio.Future()  # the crawl ends, and with it this request
        delay = backoff(failures, self._delay, self._longest)
        self._crawler.stats.inc_value("retry/count")
        self._crawler.stats.inc_value(f"retry/reason_count/{reason}")
        logger.info("%s: %s, again in %.3g s", request.url, reason, delay)
        await asyncio.sleep(delay)
        again = request.copy()
        again.meta.update({_FAILURES: failures, _FAILED_AT: failed_at})
        again.dont_filter = True
        return again

    async def _site_answers(self, request: Request, since: float) -> bool:
        """Whether anything but the failing page has answered, or the home page does now."""
        patience = PatienceMiddleware.of(self._crawler)
        path = urlsplit(request.url).path
        if path == "/robots.txt":
            return True  # before it is known nothing else may be asked for
        async with self._probing:
            if patience.answered_at(request) > since:
                return True
            if patience.is_spent:
                return False
            home = self._home(request.url)
            probe = urljoin(home, "/robots.txt") if request.url == home else home
            request = Request(probe, callback=NO_CALLBACK, meta={"dont_retry": True})
            assert self._crawler.engine is not None
            try:
                response = await self._crawler.engine.download_async(request)
            except NO_ANSWER:
                return False
        return not is_passing(response.status)

    def _home(self, url: str) -> str:
        """Address of the home page of the site that a page belongs to."""
        sites: dict[str, Site] = getattr(self._crawler.spider, "sites", {})
        bases = (f"{site.base}/" for site in sites.values())
        return next((base for base in bases if url.startswith(base)), urljoin(url, "/"))
