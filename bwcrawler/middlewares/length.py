"""No request is sent for an address that is longer than any that a page has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class LengthMiddleware:
    """Downloader middleware for the setting URLLENGTH_LIMIT.

    Scrapy's own drops such a request without a word, so that nobody would know what became of it.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler.settings.getint("URLLENGTH_LIMIT"))

    async def process_request(self, request: Request) -> None:
        """Raise `IgnoreRequest` for a URL of too many characters."""
        if len(request.url) > self._most:
            raise IgnoreRequest(f"its URL has more than {self._most} characters")
