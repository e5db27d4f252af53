"""What all spiders share: their arguments, one request factory, a callback for each kind of page.

A callback yields one item that holds all that its page says, and requests for the pages that the
spider goes after. A page that says nothing ends as a `Refusal`: those of another status in the
errback, those that cannot be read in `middlewares.refusals`. So every URL that was asked for has
an end, except the page after the last one of a listing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.sitemap import sitemap_urls_from_robots

from bwcrawler import pages
from bwcrawler.items import Refusal
from bwcrawler.pages.author import read_author
from bwcrawler.pages.glossary import read_term
from bwcrawler.pages.inventory import read_feed, read_rest, read_sitemap
from bwcrawler.pages.listing import read_listing
from bwcrawler.spiders.arguments import COMMON, Arguments
from bwcrawler.spiders.selection import Selection
from bwcrawler.urls import Kind, edition_of, first_page, kind, listing_page, page_number, slug

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from bwcrawler.items import Article, Inventory, Listing, Named, Person
    from bwcrawler.pages.document import Document
    from bwcrawler.urls import Site

_ROUTES = {
    Kind.ROBOTS: ("parse_robots", 5),
    Kind.HOME: ("parse_home", 5),
    Kind.SITEMAP: ("parse_sitemap", 4),
    Kind.FEED: ("parse_feed", 4),
    Kind.ARTICLE: ("parse_article", 3),
    Kind.SHORTLINK: ("parse_article", 3),
    Kind.GLOSSARY: ("parse_term", 2),
    Kind.PAGE: ("parse_term", 2),
    Kind.AUTHOR: ("parse_author", 1),
    Kind.SECTION: ("parse_listing", 1),
    Kind.TAG: ("parse_listing", 1),
    Kind.MONTH: ("parse_listing", 1),
    Kind.POSTS: ("parse_listing", 1),
    Kind.REST: ("parse_rest", 0),
}
"""Callback and priority of each kind of page. Articles go before listings, so that few requests
wait in memory and `limit` is reached soon; the REST API, which only confirms, comes last."""

_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps lie if robots.txt names none."""

_FULL_PAGE = 9
"""Entries on a listing page of the theme that shows fewest; with fewer it is the last page."""

_STALE_PAGES = 3
"""Listing pages without a new entry after which a listing counts as read: a WordPress may answer
every page number with the same page."""

_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECTS_SO_FAR = "redirects"
"""Key of `Request.meta`: how many redirects led here."""


class MagazineSpider(Spider):
    """A spider of the magazine; subclasses say where they start and what they go after."""

    accepts: ClassVar[frozenset[str]] = COMMON
    """Names of its arguments."""
    follows: frozenset[Kind] = frozenset()
    """Kinds of the linked pages that it goes after; the articles of a listing it always does."""
    sitemaps: ClassVar[re.Pattern[str]] = re.compile("")
    """Which files of a sitemap index it reads."""

    def __init__(self, **given: str) -> None:
        super().__init__()
        self.arguments = given
        """As the user gave them."""
        self.asked = Arguments.parse(given, self.accepts)
        self.sites = self.asked.sites
        self.selection = Selection(self.asked)
        self._paths: dict[tuple[str, str], str] = {}
        self._listed: dict[str, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes its spiders; on loopback nobody has to be spared."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if all(site.is_loopback for site in spider.sites.values()):
            for name, value in crawler.settings.getdict("LOOPBACK_SETTINGS").items():
                crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first requests of each edition."""
        for site in self.sites.values():
            for url in self.first_urls(site):
                yield self.request(url)

    def first_urls(self, site: Site) -> Iterable[str]:
        """Canonical URLs that a crawl of `site` begins with."""
        raise NotImplementedError

    def request(self, url: str, *, redirects: int = 0, **cb_kwargs: Any) -> Request:
        """The request for a canonical URL of a kind that has a callback."""
        callback, priority = _ROUTES[kind(url)]
        edition = edition_of(url)
        assert edition is not None
        return Request(
            self.sites[edition.code].address(url),
            callback=getattr(self, callback),
            errback=self.refuse,
            priority=priority,
            cb_kwargs=cb_kwargs,
            # Scrapy would drop a redirect to a page it has seen without a word.
            meta={"dont_redirect": True, _REDIRECTS_SO_FAR: redirects},
        )

    def follow(self, urls: Iterable[str]) -> Iterator[Request]:
        """Requests for those of `urls` that the spider goes after."""
        for url in urls:
            if kind(url) in self.follows and self._is_ours(url) and self._is_first_path(url):
                yield self.request(url)

    # Callbacks

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
            for output in self._term(document):
                yield output
            return
        rest = [await self._further_page(url, document) for url in pages.other_pages(document)]
        article = pages.join(article, rest)
        filed: list[Named | Person] = [
            *article.sections,
            *article.tags,
            *article.authors,
            article.posted_by,
        ]
        named = [*(one.url for one in filed), *(link.url for link in article.links)]
        for request in self.follow(url for url in named if kind(url) is not Kind.ARTICLE):
            yield request
        if self.selection.take(article):
            article.fetched = _now()
            yield article

    def parse_listing(self, response: Response, stale: int = 0) -> Iterator[Any]:
        """A page of a section, a tag, an author or all posts.

        @page category/news/
        @returns items 1 1
        @returns requests 2
        @scrapes url kind entries
        """
        listing = read_listing(self.document(response))
        listing.fetched = _now()
        yield listing
        yield from self._after(listing, stale)

    def parse_author(self, response: Response, stale: int = 0) -> Iterator[Any]:
        """The first page of an author, which is a listing too.

        @page author/hiaab/
        @returns items 1 1
        @scrapes name listing
        """
        if page_number(self.identity(response)) > 1:
            yield from self.parse_listing(response, stale)
            return
        author = read_author(self.document(response))
        author.fetched = _now()
        yield author
        if author.listing is not None:
            author.listing.fetched = author.fetched
            yield from self._after(author.listing, stale)

    def parse_term(self, response: Response) -> Iterator[Any]:
        """An entry of the glossary, or an editorial page such as the list of topics.

        @page topics/
        @returns items 1 1
        @scrapes title body
        """
        yield from self._term(self.document(response))

    def parse_home(self, response: Response) -> Iterator[Any]:
        """The home page: its menus lead to sections and editorial pages.

        @page /
        @returns requests 5
        """
        document = self.document(response)
        yield from self.follow(document.links())
        listing = read_listing(document)
        listing.fetched = _now()
        yield listing

    def parse_robots(self, response: Response) -> Iterator[Any]:
        """The sitemaps that robots.txt names, else those at the well-known places.

        @page robots.txt
        @returns requests 1 3
        """
        site = self.site_of(response)
        named = [site.canonical(url) for url in sitemap_urls_from_robots(response.body)]
        yield from self.follow(named or map(site.canonical, _SITEMAPS))

    def parse_sitemap(self, response: Response) -> Iterator[Any]:
        """A sitemap or an index of sitemaps.

        @page sitemap.xml
        @returns items 1 1
        """
        yield from self._named(read_sitemap(response.body, response.url, self.site_of(response)))

    def parse_feed(self, response: Response) -> Iterator[Any]:
        """The feed of the newest posts.

        @page feed/
        @returns items 1 1
        @returns requests 5
        """
        yield from self._named(read_feed(response.body, response.url, self.site_of(response)))

    def parse_rest(self, response: Response) -> Iterator[Any]:
        """A page of the REST API's list of posts.

        @page wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt
        @returns items 1 1
        @returns requests 5
        """
        headers = {str(name): text for name, text in response.headers.to_unicode_dict().items()}
        site = self.site_of(response)
        yield from self._named(read_rest(response.body, headers, response.url, site))

    # What becomes of a request that no callback gets

    def refuse(self, failure: Failure) -> Iterator[Any]:
        """A page of another status than 200, or none at all."""
        error, request = failure.value, failure.request  # type: ignore[attr-defined]
        if isinstance(error, HttpError):
            yield from self._refused_by_server(error.response)
        elif isinstance(error, IgnoreRequest):
            if not self.selection.has_enough(self.site_of(request).edition.code):
                yield self.refusal(request, state="excluded", reason=str(error))
        else:
            reason = f"{type(error).__name__}: {error}"
            yield self.refusal(request, state="error", reason=reason)

    def refusal(self, about: Request | Response, **facts: Any) -> Refusal:
        """The item for a page that is no content."""
        site = self.site_of(about)
        url, code = site.canonical(about.url), site.edition.code
        return Refusal(url=url, edition=code, fetched=_now(), **facts)

    def _refused_by_server(self, response: Response) -> Iterator[Any]:
        assert response.request is not None
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location is not None:
            yield from self._redirected(response, location.decode("utf-8", "replace"))
        elif response.status not in _GONE:
            status = response.status
            yield self.refusal(response, state="error", reason=f"HTTP {status}", status=status)
        elif page_number(self.identity(response)) == 1:
            yield self.refusal(response, state="gone", reason="not found", status=response.status)

    def _redirected(self, response: Response, location: str) -> Iterator[Any]:
        """Follow a redirect: to the page it names, or to another spelling of the same one."""
        assert response.request is not None
        status, done = response.status, response.meta[_REDIRECTS_SO_FAR] + 1
        address = urljoin(response.url, location)
        target = self.site_of(response).canonical(address)
        if done > self.settings.getint("REDIRECT_MAX_TIMES"):
            yield self.refusal(response, state="error", reason="redirect loop", status=status)
        elif target == self.identity(response):
            meta = {"dont_redirect": True, _REDIRECTS_SO_FAR: done}
            yield response.request.replace(url=address, meta=meta)
        else:
            yield self.refusal(
                response, state="redirected", reason="moved", status=status, location=target
            )
            if self._is_ours(target) and kind(target) in _ROUTES:
                yield self.request(target, redirects=done)

    # Where a page lies

    def site_of(self, about: Request | Response) -> Site:
        """The site that a request or a response belongs to."""
        return next(site for site in self.sites.values() if site.has(site.canonical(about.url)))

    def identity(self, response: Response) -> str:
        """Canonical URL of a response."""
        return self.site_of(response).canonical(response.url)

    def document(self, response: Response) -> Document:
        """The parsed page; raises `NotAnArticle`."""
        return pages.Document.parse(response.body, response.url, site=self.site_of(response))

    def _is_ours(self, url: str) -> bool:
        edition = edition_of(url)
        return edition is not None and edition.code in self.sites

    def _is_first_path(self, url: str) -> bool:
        """False for a section that has come up under another path.

        WordPress answers `/category/news/` with the same pages as `/category/china/news/`.
        """
        edition = edition_of(url)
        if kind(url) is not Kind.SECTION or edition is None:
            return True
        first = first_page(url)
        return self._paths.setdefault((edition.code, slug(url)), first) == first

    # What a page leads to

    async def _further_page(self, url: str, document: Document) -> Article:
        """Page 2 and following of an article; one missing page makes the article unreadable."""
        assert self.crawler.engine is not None
        request = Request(
            document.site.address(url), callback=NO_CALLBACK, meta={"dont_redirect": True}
        )
        response = await self.crawler.engine.download_async(request)
        if response.status != 200:  # noqa: PLR2004
            raise pages.NotAnArticle("truncated", f"{url} answered {response.status}")
        return pages.read_article(self.document(response))

    def _term(self, document: Document) -> Iterator[Any]:
        term = read_term(document)
        term.fetched = _now()
        yield term
        yield from self.follow(url for url in document.links() if kind(url) is not Kind.ARTICLE)

    def _named(self, inventory: Inventory) -> Iterator[Any]:
        inventory.fetched = _now()
        yield inventory
        yield from self.follow(url for url in inventory.children if self.sitemaps.search(url))
        yield from self.follow(
            entry.url
            for entry in inventory.entries
            if kind(entry.url) is not Kind.ARTICLE
            or self.selection.may_take(published=entry.published, modified=entry.modified)
        )

    def _after(self, listing: Listing, stale: int) -> Iterator[Request]:
        """The articles of a listing page, and the next page."""
        for entry in listing.entries:
            if self._is_ours(entry.url) and self.selection.may_take(published=entry.published):
                yield self.request(entry.url)
        urls = {entry.url for entry in listing.entries}
        known = self._listed.setdefault(first_page(listing.url), set())
        stale = stale + 1 if urls <= known else 0
        known |= urls
        following = listing.next
        if not listing.paginated and len(listing.entries) >= _FULL_PAGE:
            following = listing_page(listing.url, listing.page + 1)
        if following and stale < _STALE_PAGES and not self.selection.is_past(listing):
            yield self.request(following, stale=stale)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
