"""A plain spider on Scrapy's own settings, for `scrapy runspider` outside of any project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure


class StockSpider(Spider):
    """Asks for `urls` (with blanks between them) and yields what became of each."""

    name = "stock"
    allowed_domains = ("localhost",)

    def __init__(self, urls: str) -> None:
        super().__init__()
        self.urls = urls.split()

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, callback=self.parse, errback=self.failed, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> Iterator[dict[str, Any]]:
        yield {
            "asked": asked,
            "status": response.status,
            "flags": response.flags,
            "length": len(response.body),
            "text": "" if len(response.body) > 10**6 else " ".join(response.css("::text").getall()),
        }

    def failed(self, failure: Failure) -> Iterator[dict[str, Any]]:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        yield {"asked": asked, "failed": type(failure.value).__name__}
