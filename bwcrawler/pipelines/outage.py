"""While the site as a whole does not answer, nothing is written down about its pages."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http.request import NO_CALLBACK

from bwcrawler.items import Refusal
from bwcrawler.ledger.archive import Archive
from bwcrawler.publish.verdict import RATE_LIMITED, UNREACHABLE

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from bwcrawler.urls import Site

PATIENCE = 5
"""Pages that fail one after the other, each with its retries, until the site counts as down."""

_LATER = frozenset({429, 503})
"""Too Many Requests, and Service Unavailable, with which WordPress answers while it is updated."""


class OutagePipeline:
    """Tells a site that is down from pages that do not answer, or answer 429 or 503.

    While the home page answers, the fault is the page's: it is asked for once more, and then its
    refusal goes on to the ledger. While it does not, refusals are held back; the next page that
    answers lets them be asked for again, and where none does the crawl ends as `rate_limited` or
    `unreachable`. What is held back stays in the queue.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: list[Refusal] = []
        self._asked_again: set[str] = set()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.spider_idle, signal=signals.spider_idle)
        return pipeline

    async def process_item(self, item: Any) -> Any:
        """The item; raises `DropItem` for a refusal that is held back."""
        if not _tells_nothing(item):
            self._let_go()
            return item
        if not self._held and await self._home_answers(item.edition):
            if item.url in self._asked_again:
                return item
            self._asked_again.add(item.url)
            self._hold(item)
            self._let_go()
        else:
            self._hold(item)
            self._lose_patience()
        raise DropItem(f"held back, {item.reason}: {item.url}", log_level="INFO")

    def spider_idle(self) -> None:
        """End the crawl where all that is left to do is what is held back."""
        if self._held:
            raise CloseSpider(self._reason())

    def _hold(self, refusal: Refusal) -> None:
        self._held.append(refusal)
        Archive.of(self._crawler).edition(refusal.edition).ledger.queue.hold(refusal.url)

    def _let_go(self) -> None:
        """The site is there: ask again for what is held back."""
        archive = Archive.of(self._crawler)
        while self._held and self._closing is None:
            refusal = self._held.pop()
            ledger = archive.edition(refusal.edition).ledger
            with ledger.writing():
                is_waiting = ledger.queue.put_back(refusal.url)
            if not is_waiting:
                archive.record(refusal)
                self._crawler.stats.inc_value(f"bwcrawler/refusal/{refusal.state}")

    def _lose_patience(self) -> None:
        if len(self._held) >= PATIENCE and self._closing is None:
            # Closing waits for the items in the pipelines, so none of them can wait for it.
            closing = self._crawler.engine.close_spider_async(reason=self._reason())
            self._closing = asyncio.ensure_future(closing)

    async def _home_answers(self, edition: str) -> bool:
        """Whether the home page says something else than "later"."""
        sites: dict[str, Site] = getattr(self._crawler.spider, "sites", {})
        home = Request(f"{sites[edition].base}/", callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(home)
        except Exception:  # noqa: BLE001 - whatever keeps the page away, it did not come
            return False
        return response.status not in _LATER

    def _reason(self) -> str:
        is_there = any(refusal.status in _LATER for refusal in self._held)
        return RATE_LIMITED if is_there else UNREACHABLE


def _tells_nothing(item: Any) -> bool:
    """True for a refusal that says nothing about its page, but maybe something about the site."""
    return (
        isinstance(item, Refusal)
        and item.state == "error"
        and (item.status == 0 or item.status in _LATER)
    )
