"""Hands every item to the ledger, and ends the crawl when the ledger cannot keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import CloseSpider, DropItem

from bwcrawler.items import Refusal
from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.ledger import LedgerError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RecordPipeline:
    """Records items; a `Refusal` goes no further than the ledger.

    The stats `bwcrawler/<type of item>/<new, changed or unchanged>` and
    `bwcrawler/refusal/<state>` count them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the archive before the first request; an error here ends the crawl at once."""
        self._archive = Archive.of(self._crawler)
        try:
            self._archive.open()
        except LedgerError as error:
            self._archive.fail(str(error))
            raise CloseSpider(error.reason) from error

    async def process_item(self, item: Any) -> Any:
        """The item, once it is kept; raises `DropItem` for a `Refusal`.

        Where the crawl is ending because something could not be kept, nothing more is: what came
        meanwhile is still in the queue.
        """
        if self._archive.has_given_up:
            raise DropItem(f"not kept: {item.url}", log_level="INFO")
        try:
            outcome = self._archive.record(item)
        except Exception as error:
            self._archive.give_up(error, f"The ledger could not keep {item.url}")
            raise
        stats = self._crawler.stats
        if isinstance(item, Refusal):
            stats.inc_value(f"bwcrawler/refusal/{item.state}")
            raise DropItem(f"{item.state}, {item.reason}: {item.url}", log_level="INFO")
        stats.inc_value(f"bwcrawler/{type(item).__name__.lower()}/{outcome}")
        return item
