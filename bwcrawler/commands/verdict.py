"""Whether a crawl can be run as asked, and whether it was: what Scrapy's exit code leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.ledger.archive import FAILURE
from bwcrawler.spiders.arguments import Arguments, BadArgument
from bwcrawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.spiderloader import SpiderLoaderProtocol


def objection(spiders: SpiderLoaderProtocol, name: str, given: Mapping[str, str]) -> str:
    """One sentence that says why a spider cannot be run with these arguments, or `""`."""
    try:
        spider = spiders.load(name)
    except KeyError:
        return f"There is no spider {name!r}: give one of {', '.join(sorted(spiders.list()))}."
    if issubclass(spider, BaseSpider):
        try:
            Arguments.parse(given, spider.accepts)
        except BadArgument as error:
            return str(error)
    return ""


def failure(crawler: Crawler) -> str:
    """One sentence that says why a crawl that has ended did not do its work, or `""`."""
    stats = crawler.stats.get_stats()
    reason = stats.get("finish_reason", "it did not begin")
    exceptions = stats.get("spider_exceptions/count", 0)
    if stats.get(FAILURE):
        return str(stats[FAILURE])
    if reason != "finished":
        return f"The crawl did not finish: {reason}."
    if exceptions:
        return f"The spider failed on {exceptions} pages: the log says where."
    if not stats.get("downloader/response_status_count/200"):
        return "Not one page could be fetched: is the site there, and does its robots.txt allow it?"
    return ""
