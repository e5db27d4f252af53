"""A page that cannot be read becomes an item that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from bwcrawler.pages.inventory import NotAnInventory
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.spiders.base import MagazineSpider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.items import Refusal, RefusalState

_STATES: dict[str, RefusalState] = {
    "password": "protected",
    **dict.fromkeys(
        ("amp", "article", "attachment", "glossary", "home", "listing", "login", "page", "search"),
        "excluded",
    ),
}
"""State of a URL by the reason of `NotAnArticle`; any other reason makes it suspect: there may be
an article that today's theme, or a page in its place, hides."""


class RefusalMiddleware:
    """Spider middleware that turns `NotAnArticle` and `NotAnInventory` into a `Refusal`."""

    def __init__(self, spider: MagazineSpider) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        if not isinstance(crawler.spider, MagazineSpider):
            raise NotConfigured
        return cls(crawler.spider)

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[Refusal] | None:
        """The refusal; `None` leaves any other exception to Scrapy."""
        if isinstance(exception, NotAnArticle):
            state = _STATES.get(exception.reason, "suspect")
        elif isinstance(exception, NotAnInventory):
            state = "error"
        else:
            return None
        reason = exception.reason
        return [self._spider.refusal(response, state=state, reason=reason, status=response.status)]
