"""Hands every item to the ledger, and ends the crawl when the ledger cannot keep it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import DropItem

from bwcrawler.items import Refusal
from bwcrawler.ledger.archive import LEDGER_FAILED, Archive
from bwcrawler.ledger.schema import cause_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RecordPipeline:
    """Records items; a `Refusal` goes no further than the ledger.

    The stats `bwcrawler/<type of item>/<new, changed or unchanged>` and
    `bwcrawler/refusal/<state>` count them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the archive before the first request; an error here ends the crawl at once."""
        self._archive = Archive.of(self._crawler)
        self._archive.open()

    async def process_item(self, item: Any) -> Any:
        """The item, once it is kept; raises `DropItem` for a `Refusal`."""
        try:
            outcome = self._archive.record(item)
        except Exception as error:
            self._stop(item, error)
            raise
        stats = self._crawler.stats
        if isinstance(item, Refusal):
            stats.inc_value(f"bwcrawler/refusal/{item.state}")
            raise DropItem(f"{item.state}, {item.reason}: {item.url}", log_level="INFO")
        stats.inc_value(f"bwcrawler/{type(item).__name__.lower()}/{outcome}")
        return item

    def _stop(self, item: Any, error: Exception) -> None:
        # Scrapy only logs what a pipeline raises, and would go on fetching pages for nothing.
        # Closing waits for the items in the pipelines, so this item cannot wait for it.
        if self._closing is None:
            self._archive.fail(f"The ledger could not keep {item.url}: {cause_of(error)}")
            closing = self._crawler.engine.close_spider_async(reason=LEDGER_FAILED)
            self._closing = asyncio.ensure_future(closing)
