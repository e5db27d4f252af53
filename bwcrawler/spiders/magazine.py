"""What a spider does with each kind of page of the magazine: read it, and go on from there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.sitemap import sitemap_urls_from_robots

from bwcrawler import pages
from bwcrawler.items import Inventory
from bwcrawler.pages.inventory import read_feed, read_rest, read_sitemap, rfc_822
from bwcrawler.spiders.base import GONE
from bwcrawler.spiders.media import MediaSpider
from bwcrawler.urls import Kind, first_page, kind, listing_page, page_number

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from bwcrawler.items import Article, Listing, Named, Person
    from bwcrawler.ledger.earlier import Earlier
    from bwcrawler.urls import Site

_ENTRIES = frozenset({Kind.ARTICLE, Kind.SHORTLINK, Kind.GLOSSARY})
"""Kinds that the entries of a listing are of."""

_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps lie if robots.txt names none."""

_FULL_PAGE = 9
"""Entries on a listing page of the theme that shows fewest; with fewer it is the last page."""

_STALE_PAGES = 3
"""Listing pages without a new entry after which a listing counts as read: a WordPress may answer
every page number with the same page."""

_OK = 200
_NOT_MODIFIED = 304


class MagazineSpider(MediaSpider):
    """Has a callback for each kind of page; subclasses say what they start with and go after."""

    sitemaps: ClassVar[re.Pattern[str]] = re.compile("")
    """Which files of a sitemap index it reads."""

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._listed: dict[str, set[str]] = {}

    def go_on(self, edition: str, earlier: Earlier) -> None:
        """Know what the listings have named that are still being read."""
        super().go_on(edition, earlier)
        for url in earlier.requests(to_do=True):
            if page_number(url) > 1:
                self._listed[first_page(url)] = set(earlier.named_by(first_page(url)))

    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """An article with all its pages, and what it is filed under.

        @page the-ministry-papers-how-a-leaked-note-describes-pakistans-choice-of-china/
        @returns items 1 1
        @scrapes id title published authors body
        """
        document = self.document(response)
        try:
            article = pages.read_article(document)
        except pages.NotAnArticle as refusal:
            if refusal.reason != "page":
                raise
            for output in self.parse_term(response):
                yield output
            return
        article = pages.join(article, await self.further_pages(document))
        filed: list[Named | Person] = [
            *article.sections,
            *article.tags,
            *article.authors,
            article.posted_by,
        ]
        named = [*(one.url for one in filed), *(link.url for link in article.links)]
        for request in self.follow(_but_articles(named)):
            yield request
        if self.selection.take(article):
            for item in self.settle(response, article):
                yield item

    def parse_listing(self, response: Response, stale: int = 0) -> Iterator[Any]:
        """A page of a section, a tag, an author or all posts.

        @page category/news/
        @returns items 1 1
        @returns requests 2
        @scrapes url kind entries
        """
        listing = pages.read_listing(self.document(response))
        yield from self.settle(response, listing)
        yield from self.after_listing(listing, stale)

    def parse_author(self, response: Response, stale: int = 0) -> Iterator[Any]:
        """The first page of an author, which is a listing too.

        @page author/hiaab/
        @returns items 1 1
        @scrapes name listing
        """
        if page_number(self.identity(response)) > 1:
            yield from self.parse_listing(response, stale)
            return
        author = pages.read_author(self.document(response))
        yield from self.settle(response, author)
        if author.listing is not None:
            author.listing.fetched = author.fetched
            yield from self.after_listing(author.listing, stale)

    def parse_term(self, response: Response) -> Iterator[Any]:
        """An entry of the glossary, or an editorial page such as the list of topics.

        @page topics/
        @returns items 1 1
        @scrapes title body
        """
        document = self.document(response)
        yield from self.settle(response, pages.read_term(document))
        yield from self.follow(_but_articles(document.links()))

    def parse_home(self, response: Response) -> Iterator[Any]:
        """The home page: its menus lead to sections and editorial pages.

        @page /
        @returns requests 5
        """
        document = self.document(response)
        yield from self.follow(document.links())
        yield from self.settle(response, pages.read_listing(document))

    def parse_robots(self, response: Response) -> Iterator[Any]:
        """The sitemaps that robots.txt names, else those at the well-known places.

        @page robots.txt
        @returns requests 1 3
        """
        site = self.site_of(response)
        yield from self.follow(sitemaps_named(response, site) or map(site.canonical, _SITEMAPS))

    def parse_sitemap(self, response: Response) -> Iterator[Any]:
        """A sitemap or an index of sitemaps.

        @page sitemap.xml
        @returns items 1 1
        """
        inventory = read_sitemap(response.body, response.url, self.site_of(response))
        yield from self._named(response, inventory)

    def parse_feed(self, response: Response) -> Iterator[Any]:
        """The feed of the newest posts.

        @page feed/
        @returns items 1 1
        @returns requests 5
        """
        site = self.site_of(response)
        if response.status == _NOT_MODIFIED:
            code = site.edition.code
            inventory = Inventory(url=self.identity(response), edition=code, source="feed")
        else:
            inventory = read_feed(response.body, response.url, site)
        yield from self._named(response, inventory)

    def parse_rest(self, response: Response) -> Iterator[Any]:
        """A page of the REST API's list of posts.

        @page wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt
        @returns items 1 1
        @returns requests 5
        """
        headers = {str(name): text for name, text in response.headers.to_unicode_dict().items()}
        inventory = read_rest(response.body, headers, response.url, self.site_of(response))
        yield from self._named(response, inventory)

    def refuse(self, failure: Failure) -> Iterator[Any]:
        """As for any page; where there is no robots.txt, sitemaps lie at the well-known places."""
        yield from super().refuse(failure)
        error = failure.value
        if isinstance(error, HttpError) and error.response.status in GONE:
            site = self.site_of(error.response)
            if kind(self.identity(error.response)) is Kind.ROBOTS:
                yield from self.follow(map(site.canonical, _SITEMAPS))

    # What a page leads to

    async def further_pages(self, document: pages.Document) -> list[Article]:
        """Pages 2 and following of an article."""
        return [await self._further_page(url, document) for url in pages.other_pages(document)]

    async def _further_page(self, url: str, document: pages.Document) -> Article:
        """Page 2 and following of an article; one missing page makes the article unreadable."""
        assert self.crawler.engine is not None
        request = Request(
            document.site.address(url), callback=NO_CALLBACK, meta={"dont_redirect": True}
        )
        response = await self.crawler.engine.download_async(request)
        if response.status != _OK:
            raise pages.NotAnArticle("truncated", f"{url} answered {response.status}")
        return pages.read_article(self.document(response))

    def _named(self, response: Response, inventory: Inventory) -> Iterator[Any]:
        inventory.date = rfc_822(_header(response, "Date"))
        inventory.etag = _header(response, "ETag")
        inventory.last_modified = _header(response, "Last-Modified")
        yield from self.settle(response, inventory)
        yield from self.after_inventory(inventory)

    def after_inventory(self, inventory: Inventory) -> Iterator[Request]:
        """The further files, and the articles that are named."""
        yield from self.follow(url for url in inventory.children if self.sitemaps.search(url))
        yield from self.follow(
            entry.url
            for entry in inventory.entries
            if kind(entry.url) is not Kind.ARTICLE
            or self.selection.may_take(published=entry.published, modified=entry.modified)
        )

    def after_listing(self, listing: Listing, stale: int) -> Iterator[Request]:
        """The articles of a listing page, and the next page."""
        for entry in listing.entries:
            is_wanted = self.selection.may_take(published=entry.published)
            if is_wanted and kind(entry.url) in _ENTRIES and self.is_ours(entry.url):
                yield self.request(entry.url)
        urls = {entry.url for entry in listing.entries}
        known = self._listed.setdefault(first_page(listing.url), set())
        stale = stale + 1 if urls <= known else 0
        known |= urls
        following = next_page(listing)
        if following and stale < _STALE_PAGES and not self.selection.is_past(listing):
            yield self.request(following, stale=stale)
        else:
            del self._listed[first_page(listing.url)]


def next_page(listing: Listing) -> str:
    """Canonical URL of the page after this one; empty where there is none."""
    if not listing.paginated and len(listing.entries) >= _FULL_PAGE:
        return listing_page(listing.url, listing.page + 1)
    return listing.next


def sitemaps_named(robots: Response, site: Site) -> list[str]:
    """Canonical URLs of the sitemaps that a robots.txt names."""
    return [site.canonical(url) for url in sitemap_urls_from_robots(robots.body)]


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _but_articles(urls: Iterable[str]) -> Iterator[str]:
    """Articles are named by listings and inventories; a link may lead to an attachment."""
    return (url for url in urls if kind(url) is not Kind.ARTICLE)
