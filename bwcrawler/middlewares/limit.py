"""No request is sent for an edition of which enough articles are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured

from bwcrawler.spiders.base import BaseSpider
from bwcrawler.urls import Kind, kind

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class LimitMiddleware:
    """Downloader middleware that empties the queue once the argument `limit` is reached."""

    def __init__(self, spider: BaseSpider) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        spider = crawler.spider
        if not isinstance(spider, BaseSpider) or not spider.asked.limit:
            raise NotConfigured
        return cls(spider)

    async def process_request(self, request: Request) -> None:
        """Raise `IgnoreRequest` for a request that can bring nothing that is wanted.

        What an article that is kept shows is wanted all the same, and so is robots.txt, which may
        lie above the site.
        """
        if urlsplit(request.url).path == "/robots.txt":
            return
        site = self._spider.site_of(request)
        if kind(site.canonical(request.url)) is Kind.UPLOAD:
            return
        if self._spider.selection.has_enough(site.edition.code):
            raise IgnoreRequest("enough articles")
