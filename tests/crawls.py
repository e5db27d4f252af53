"""Crawls of items that a test makes up: Scrapy's real engine, no request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner

from bwcrawler.editions import EDITIONS
from bwcrawler.urls import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from scrapy.crawler import Crawler

SETTINGS = {
    "EXTENSIONS": {
        "bwcrawler.ledger.archive.Archive": 0,
        "bwcrawler.extensions.publish.Publish": 100,
    },
    "ITEM_PIPELINES": {
        "bwcrawler.pipelines.clean.CleanPipeline": 100,
        "bwcrawler.pipelines.validate.ValidatePipeline": 200,
        "bwcrawler.pipelines.record.RecordPipeline": 300,
    },
    # Nothing is downloaded.
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "ftp", "s3")),
    "LOG_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    # Without a reactor there may be any number of crawls in one process.
    "TWISTED_REACTOR_ENABLED": False,
}


class ItemSpider(Spider):
    """Yields the items it is given."""

    name = "items"
    sites: dict[str, Site]
    arguments: dict[str, str]
    items: Iterable[Any]

    async def start(self) -> AsyncIterator[Any]:
        for item in self.items:
            yield item
            await asyncio.sleep(0)


def crawl(folder: Path, items: Iterable[Any], *, editions: tuple[str, ...] = ("en",)) -> Crawler:
    """The crawler of a crawl that has ended."""

    async def run() -> Crawler:
        runner = AsyncCrawlerRunner(SETTINGS | {"OUTPUT_DIR": str(folder)})
        crawler = runner.create_crawler(ItemSpider)
        sites = {code: Site.live(EDITIONS[code]) for code in editions}
        await runner.crawl(crawler, items=items, sites=sites, arguments={"limit": "3"})
        return crawler

    return asyncio.run(run())
