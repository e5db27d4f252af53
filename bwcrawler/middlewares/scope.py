"""No request leaves the sites of the spider, whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Request
    from scrapy.crawler import Crawler

    from bwcrawler.urls import Site


class ScopeMiddleware:
    """Downloader middleware that refuses requests to other places than the spider's `sites`.

    Scrapy's own filter lets `dont_filter` requests pass, so a server can lead a crawler anywhere
    by a 503 and then a redirect. Here flags, redirects and retries change nothing: a request goes
    to the origin and below the path of a site, or to the robots.txt of its origin. The stat
    `scope/refused` counts the others.
    """

    def __init__(self, crawler: Crawler, sites: Iterable[Site]) -> None:
        self._crawler = crawler
        bases = [urlsplit(site.base) for site in sites]
        self._bases = [((base.scheme, base.netloc), f"{base.path}/") for base in bases]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares; a spider without `sites` is not ours to hold back."""
        sites = getattr(crawler.spider, "sites", None)
        if not sites:
            raise NotConfigured
        return cls(crawler, sites.values())

    async def process_request(self, request: Request) -> None:
        """Raise `IgnoreRequest` for a request that is out of scope."""
        if not self._is_in_scope(request.url):
            self._crawler.stats.inc_value("scope/refused")
            raise IgnoreRequest(f"outside the crawled site: {request.url}")

    def _is_in_scope(self, url: str) -> bool:
        parts = urlsplit(url)
        origin, path = (parts.scheme, parts.netloc.lower()), unquote(parts.path)
        if ".." in path.split("/"):
            return False
        return any(
            origin == base_origin and (path == "/robots.txt" or f"{path}/".startswith(base_path))
            for base_origin, base_path in self._bases
        )
