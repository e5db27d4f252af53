"""A page that cannot be read becomes an item that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
    ResponseDataLossError,
)

from bwcrawler.pages.inventory import NotAnInventory
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.items import Refusal, RefusalState

_STATES: dict[str, RefusalState] = {
    "password": "protected",
    **dict.fromkeys(
        ("amp", "article", "attachment", "glossary", "home", "listing", "page", "search"),
        "excluded",
    ),
}
"""State of a URL by the reason of `NotAnArticle`; any other reason makes it suspect: there may be
an article that today's theme, or a page in its place, hides."""

_NOT_FETCHED = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
"""What becomes of a further page of an article that does not come."""


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
        state: RefusalState = "error"
        if isinstance(exception, NotAnArticle):
            state, reason = _STATES.get(exception.reason, "suspect"), exception.reason
        elif isinstance(exception, NotAnInventory):
            reason = exception.reason
        elif isinstance(exception, _NOT_FETCHED):
            reason = f"a further page: {type(exception).__name__}"
        else:
            return None
        return [self._spider.refusal(response, state=state, reason=reason, status=response.status)]
