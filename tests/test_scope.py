"""No request leaves the crawled sites, whatever its flags."""

from __future__ import annotations

import asyncio

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.utils.test import get_crawler

from bwcrawler import settings
from bwcrawler.middlewares.scope import ScopeMiddleware
from bwcrawler.spiders.archive import ArchiveSpider


def scope(site: str = "http://127.0.0.1:8000/en") -> ScopeMiddleware:
    crawler = get_crawler(ArchiveSpider, {"CLOCK": settings.CLOCK})
    crawler.spider = ArchiveSpider.from_crawler(crawler, site=site)
    return ScopeMiddleware.from_crawler(crawler)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/en",
        "http://127.0.0.1:8000/en/",
        "http://127.0.0.1:8000/en/slug/?p=1",
        "http://127.0.0.1:8000/robots.txt",
    ],
)
def test_pages_below_the_site_are_in_scope(url: str) -> None:
    asyncio.run(scope().process_request(Request(url)))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8001/en/",
        "http://127.0.0.1:8000/it/slug/",
        "http://127.0.0.1:8000/english/",
        "http://127.0.0.1:8000/en/../it/",
        "http://127.0.0.1:8000/en/%2e%2e/it/",
        "http://127.0.0.1:8000/en/%2e%2e%2fit/",
        "https://127.0.0.1:8000/en/",
        "http://user@127.0.0.1:8000/en/",
        "http://[::1]:8000/en/",
        "http://169.254.169.254/en/",
        "https://bitterwinter.org/",
        "file:///etc/passwd",
        "data:text/html,x",
    ],
)
def test_everything_else_is_refused_and_counted(url: str) -> None:
    middleware = scope()

    with pytest.raises(IgnoreRequest, match="outside the crawled site"):
        asyncio.run(middleware.process_request(Request(url, dont_filter=True)))

    assert middleware._crawler.stats.get_value("scope/refused") == 1


def test_a_spider_without_sites_is_not_held_back() -> None:
    crawler = get_crawler()
    crawler.spider = crawler._create_spider("other")

    with pytest.raises(NotConfigured):
        ScopeMiddleware.from_crawler(crawler)
