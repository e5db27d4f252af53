"""A page that cannot be read becomes an item that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from bwcrawler.spiders.base import BaseSpider
from bwcrawler.spiders.refusals import state_and_reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.items import Refusal


class RefusalMiddleware:
    """Spider middleware that turns what callbacks raise for a page into a `Refusal`."""

    def __init__(self, spider: BaseSpider) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        if not isinstance(crawler.spider, BaseSpider):
            raise NotConfigured
        return cls(crawler.spider)

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[Refusal] | None:
        """The refusal; `None` leaves any other exception to Scrapy."""
        refused = state_and_reason(exception)
        if refused is None:
            return None
        state, reason = refused
        return [self._spider.refusal(response, state=state, reason=reason, status=response.status)]
