"""A first look at a site: few pages of each kind, read as a crawl reads them, and nothing kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bwcrawler.pages.inventory import lists_posts
from bwcrawler.publish.diagnosis import Findings
from bwcrawler.spiders.magazine import MagazineSpider, sitemaps_named
from bwcrawler.urls import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response

    from bwcrawler.items import Article, Inventory, InventoryEntry, Listing, ListingEntry, Refusal
    from bwcrawler.ledger.pages import Item
    from bwcrawler.pages import Document
    from bwcrawler.urls import Site

_AT_MOST = {
    Kind.AUTHOR: 1,
    Kind.SECTION: 6,
    Kind.SITEMAP: 4,
    Kind.TAG: 1,
}
"""Pages of each kind that are asked for, besides robots.txt, home page, feed and REST API, and one
article of each listing and of the feed."""

_SETTINGS = {
    # Nothing of what writes an archive; all that keeps a crawl polite stays.
    "EXTENSIONS": {
        "bwcrawler.extensions.stop.Stop": 250,
        "bwcrawler.extensions.watchdog.Watchdog": 260,
    },
    "ITEM_PIPELINES": {},
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "SPIDER_MIDDLEWARES": {"bwcrawler.middlewares.refusals.RefusalMiddleware": 100},
    # Whoever waits for the answer at a terminal asks again soon enough.
    "PATIENCE": 30,
    "PAUSE_FIRST": 5,
    "PAUSE_LONGEST": 15,
    "REDIRECT_MAX_TIMES": 2,
    "RETRY_DELAY": 2,
    "RETRY_TIMES": 1,
}

_NEWEST_POSTS = "/wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt&page=1&per_page=10"


class ExaminationSpider(MagazineSpider):
    """Asks for some twenty pages and remembers what they say, for `scrapy doctor`.

    It has no ledger and no pipelines, so whoever runs it leaves no trace but in `findings`. It has
    no name of its own class either, and so is no spider for `scrapy crawl`.
    """

    accepts = frozenset({"edition", "site"})
    follows = frozenset(_AT_MOST)
    custom_settings = _SETTINGS

    def __init__(self, **given: str) -> None:
        self.name = "doctor"
        super().__init__(**given)
        self.findings = Findings()
        self._left = dict(_AT_MOST)

    def first_urls(self, site: Site) -> Iterable[str]:
        """Robots.txt, home page, feed and REST API."""
        return map(site.canonical, ("/robots.txt", "/", "/feed/", _NEWEST_POSTS))

    def settle(self, response: Response, item: Item) -> Iterator[Item]:
        """Remember what a page says."""
        self.findings.items.append(item)
        yield from super().settle(response, item)

    def refusal(self, about: Request | Response, **facts: Any) -> Refusal:
        """Remember what a page does not say."""
        refusal = super().refusal(about, **facts)
        self.findings.items.append(refusal)
        return refusal

    def parse_robots(self, response: Response) -> Iterator[Any]:
        """Remember which sitemaps are named."""
        self.findings.robots = sitemaps_named(response, self.site_of(response))
        yield from super().parse_robots(response)

    def parse_home(self, response: Response) -> Iterator[Any]:
        """Remember which sections are named."""
        links = self.document(response).links()
        self.findings.sections = [url for url in links if kind(url) is Kind.SECTION]
        yield from super().parse_home(response)

    def follow(self, urls: Iterable[str]) -> Iterator[Request]:
        """Requests for those of `urls` that are still within what an examination asks for."""
        for request in super().follow(urls):
            what = kind(self.site_of(request).canonical(request.url))
            if self._left[what] > 0:
                self._left[what] -= 1
                yield request

    def after_inventory(self, inventory: Inventory) -> Iterator[Request]:
        """One file of a sitemap index; the newest article of the feed."""
        yield from self.follow(list(filter(lists_posts, inventory.children))[:1])
        if inventory.source == "feed":
            yield from self._sample(inventory.url, inventory.entries)

    def after_listing(self, listing: Listing, stale: int) -> Iterator[Request]:
        """One article, and no further page."""
        del stale
        yield from self._sample(listing.url, listing.entries)

    async def further_pages(self, document: Document) -> list[Article]:
        """The first page tells enough."""
        del document
        return []

    def _sample(
        self, by: str, entries: Iterable[ListingEntry | InventoryEntry]
    ) -> Iterator[Request]:
        """A request for the first article that nothing else has led to."""
        samples = self.findings.samples
        new = (one.url for one in entries if kind(one.url) is Kind.ARTICLE)
        url = next((url for url in new if url not in samples), "")
        if url:
            samples[url] = by
            yield self.request(url)
