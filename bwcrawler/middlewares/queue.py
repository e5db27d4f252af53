"""What a page names is in the queue before the page itself is known to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from bwcrawler.ledger.archive import Archive
from bwcrawler.spiders.base import GIVEN_UP, BaseSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure


class QueueMiddleware:
    """Spider middleware that hands on the requests of a page first and its items after them.

    Recording an item ends the request for its page, so all that the page names must be on its way
    into the queue by then. A page over which the spider fails leaves no items, but is an error.
    """

    def __init__(self, crawler: Crawler, spider: BaseSpider) -> None:
        self._crawler = crawler
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        if not isinstance(crawler.spider, BaseSpider):
            raise NotConfigured
        middleware = cls(crawler, crawler.spider)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_failed, signal=signals.spider_error)
        return middleware

    def spider_opened(self) -> None:
        """Tell the spider of a crawl that was broken off how far it had come."""
        for edition in Archive.of(self._crawler).editions():
            if edition.earlier is not None:
                self._spider.go_on(edition.code, edition.earlier)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """The requests, then the items."""
        del response
        items = []
        async for output in result:
            if isinstance(output, Request):
                yield output
            else:
                items.append(output)
        for item in items:
            yield item

    def spider_failed(self, failure: Failure, response: Response | Failure | None) -> None:
        """Write down that a page could not be read, by a fault of ours."""
        about = response if isinstance(response, Response) else getattr(response, "request", None)
        if about is None or isinstance(failure.value, GIVEN_UP):
            return
        reason = f"{type(failure.value).__name__}: {failure.value}"
        refusal = self._spider.refusal(about, state="error", reason=reason)
        Archive.of(self._crawler).record(refusal)
        self._crawler.stats.inc_value("bwcrawler/refusal/error")
