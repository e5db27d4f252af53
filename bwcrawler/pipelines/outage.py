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
"""Pages that fail one after the other, each with its retries, until the home page is asked."""

_LATER = frozenset({429, 503})
"""Too Many Requests, and Service Unavailable, with which WordPress answers while it is updated."""


class OutagePipeline:
    """Holds back the refusals of pages that did not answer, or answered 429 or 503.

    When another page answers, the fault was theirs, and they go on to the ledger. When none does,
    the crawl ends as `rate_limited` or `unreachable`, and what was held back stays in the queue.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: list[Refusal] = []
        self._has_answered = False
        self._asking = False
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.spider_idle, signal=signals.spider_idle)
        return pipeline

    async def process_item(self, item: Any) -> Any:
        """The item; raises `DropItem` for one that is held back."""
        if not _tells_nothing(item):
            self._let_go()
            return item
        self._hold(item)
        if len(self._held) >= PATIENCE and not self._asking:
            self._asking = True
            if await self._home_answers(item.edition):
                self._let_go()
            elif self._held and self._closing is None:
                # Closing waits for the items in the pipelines, so this one cannot wait for it.
                closing = self._crawler.engine.close_spider_async(reason=self._reason())
                self._closing = asyncio.ensure_future(closing)
            self._asking = False
        raise DropItem(f"held back, {item.reason}: {item.url}", log_level="INFO")

    def spider_idle(self) -> None:
        """Where nothing is left to ask for, decide about what is held back."""
        if self._held and not self._has_answered:
            raise CloseSpider(self._reason())
        self._let_go()

    def _hold(self, refusal: Refusal) -> None:
        self._held.append(refusal)
        Archive.of(self._crawler).edition(refusal.edition).ledger.queue.hold(refusal.url)

    def _let_go(self) -> None:
        """The site is there: what is held back was no outage."""
        self._has_answered = True
        archive = Archive.of(self._crawler)
        while self._held:
            refusal = self._held.pop()
            archive.edition(refusal.edition).ledger.queue.let_go(refusal.url)
            archive.record(refusal)
            self._crawler.stats.inc_value(f"bwcrawler/refusal/{refusal.state}")

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
