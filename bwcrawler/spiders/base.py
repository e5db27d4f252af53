"""What every spider is built on: its arguments, one request factory, and an end for each request.

A page says one thing or none. What says something goes to a callback, which yields one item. What
says nothing ends as a `Refusal`: an answer of another status than 200, or none, in the errback; a
page that cannot be read, in `middlewares.refusals`. So every URL that was asked for has an end in
the ledger, except the page after the last one of a listing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.misc import load_object
from twisted.internet import defer
from w3lib.url import safe_url_string

from bwcrawler.items import Article, Refusal
from bwcrawler.ledger.archive import utc_now
from bwcrawler.pages import Document
from bwcrawler.spiders.arguments import COMMON, Arguments, BadArgument
from bwcrawler.spiders.contact import no_contact
from bwcrawler.spiders.selection import Selection
from bwcrawler.urls import Kind, edition_of, first_page, kind, page_number, slug
from bwcrawler.warc import POSITION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from bwcrawler.ledger.earlier import Earlier
    from bwcrawler.ledger.pages import Item
    from bwcrawler.urls import Site

ROUTES = {
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

GIVEN_UP = (asyncio.CancelledError, defer.CancelledError)
"""What a request fails with because the crawl is to stop; it says nothing about the page."""

GONE = frozenset({404, 410})
"""Statuses that say that there is no such page."""
_LONGEST_REASON = 200
"""Characters; Twisted quotes all that a server sends in place of HTTP."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECTS_SO_FAR = "redirects"
"""Key of `Request.meta`: how many redirects led here."""


class BaseSpider(Spider):
    """Asks for pages and settles those that say nothing; `magazine` has the callbacks."""

    accepts: ClassVar[frozenset[str]] = COMMON
    """Names of its arguments."""
    follows: frozenset[Kind] = frozenset()
    """Kinds of the linked pages that it goes after; the articles of a listing it always does."""

    def __init__(self, **given: str) -> None:
        super().__init__()
        self.arguments = given
        """As the user gave them."""
        self.asked = Arguments.parse(given, self.accepts)
        self.sites = self.asked.sites
        self.selection = Selection(self.asked)
        self.keeps_warc = False
        """Whether every answer is kept as WARC."""
        self.now: Callable[[], str] = utc_now
        """The clock: a UTC instant in ISO 8601."""
        self._paths: dict[tuple[str, str], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes its spiders; on loopback nobody has to be spared."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        default = spider.name in crawler.settings.getlist("WARC_SPIDERS")
        spider.keeps_warc = spider.asked.keeps_warc(default=default)
        spider.now = load_object(crawler.settings["CLOCK"])
        if all(site.is_loopback for site in spider.sites.values()):
            for name, value in crawler.settings.getdict("LOOPBACK_SETTINGS").items():
                crawler.settings.set(name, value, priority="spider")
        elif not spider.asked.files and (sentence := no_contact(crawler.settings["USER_AGENT"])):
            raise BadArgument(sentence)
        return spider

    def go_on(self, edition: str, earlier: Earlier) -> None:
        """Know what earlier runs of this crawl did; its requests are in the queue already."""
        if self.asked.limit:
            self.selection.count(edition, earlier.articles())
        for url in earlier.requests():
            self._is_first_path(url)

    async def start(self) -> AsyncIterator[Request]:
        """The first requests of each edition."""
        for site in self.sites.values():
            for request in self.first_requests(site):
                yield request

    def first_requests(self, site: Site) -> Iterator[Request]:
        """The requests that a crawl of `site` begins with."""
        yield from map(self.request, self.first_urls(site))

    def first_urls(self, site: Site) -> Iterable[str]:
        """Canonical URLs that a crawl of `site` begins with."""
        raise NotImplementedError

    def request(self, url: str, *, redirects: int = 0, **cb_kwargs: Any) -> Request:
        """The request for a canonical URL of a kind that has a callback."""
        callback, priority = ROUTES[kind(url)]
        request = self.ask(url, getattr(self, callback), priority)
        request.cb_kwargs.update(cb_kwargs)
        request.meta[_REDIRECTS_SO_FAR] = redirects
        return request

    def ask(self, url: str, callback: Callable[..., Any], priority: int) -> Request:
        """A request for a canonical URL of one of the sites, whose every end is settled."""
        edition = edition_of(url)
        assert edition is not None
        return Request(
            self.sites[edition.code].address(url),
            callback=callback,
            errback=self.refuse,
            priority=priority,
            # Scrapy would drop a redirect to a page it has seen without a word.
            meta={
                "dont_redirect": True,
                "dont_obey_robotstxt": kind(url) is Kind.ROBOTS,  # RFC 9309: it is always allowed
                _REDIRECTS_SO_FAR: 0,
            },
        )

    def follow(self, urls: Iterable[str]) -> Iterator[Request]:
        """Requests for those of `urls` that the spider goes after."""
        for url in urls:
            if kind(url) in self.follows and self.is_ours(url) and self._is_first_path(url):
                yield self.request(url)

    def settle(self, response: Response, item: Item) -> Iterator[Item]:
        """What a page says, with the time; and that the address asked for is not its own."""
        item.fetched = self.now()
        if isinstance(item, Article):
            item.warc = response.meta.get(POSITION, item.warc)
        yield item
        if item.url != self.identity(response):
            yield self.refusal(
                response,
                state="redirected",
                reason="declares another address",
                status=response.status,
                location=item.url,
            )

    def refuse(self, failure: Failure) -> Iterator[Any]:
        """A page of another status than 200, or none at all."""
        error, request = failure.value, failure.request  # type: ignore[attr-defined]
        if isinstance(error, HttpError):
            yield from self.refused_by_server(error.response)
        elif isinstance(error, IgnoreRequest):
            if not self.selection.has_enough(self.site_of(request).edition.code):
                yield self.refusal(request, state="excluded", reason=str(error))
        elif isinstance(error, DownloadCancelledError):  # by DOWNLOAD_MAXSIZE
            yield self.refusal(request, state="too_large", reason=str(error))
        elif not isinstance(error, GIVEN_UP):
            reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON].rstrip(": ")
            yield self.refusal(request, state="error", reason=reason)

    def refusal(self, about: Request | Response, **facts: Any) -> Refusal:
        """The item for a page that is no content."""
        site = self.site_of(about)
        url, code = site.canonical(about.url), site.edition.code
        return Refusal(url=url, edition=code, fetched=self.now(), **facts)

    def refused_by_server(self, response: Response) -> Iterator[Any]:
        """An answer of another status than 200."""
        assert response.request is not None
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location is not None:
            try:
                yield from self._redirected(response, location.decode("utf-8", "replace"))
            except ValueError as error:
                reason, status = f"bad redirect: {error}", response.status
                yield self.refusal(response, state="error", reason=reason, status=status)
        elif response.status not in GONE:
            status = response.status
            yield self.refusal(response, state="error", reason=f"HTTP {status}", status=status)
        elif page_number(self.identity(response)) == 1:
            yield self.refusal(response, state="gone", reason="not found", status=response.status)

    def _redirected(self, response: Response, location: str) -> Iterator[Any]:
        """Follow a redirect: to the page it names, or to another spelling of the same one."""
        assert response.request is not None
        status, done = response.status, response.meta[_REDIRECTS_SO_FAR] + 1
        address = safe_url_string(urljoin(response.url, location))
        target = self.site_of(response).canonical(address)
        if done > self.settings.getint("REDIRECT_MAX_TIMES"):
            yield self.refusal(response, state="error", reason="redirect loop", status=status)
        elif target == self.identity(response):
            meta = {"dont_redirect": True, _REDIRECTS_SO_FAR: done}
            yield response.request.replace(url=address, meta=meta, dont_filter=True)
        else:
            yield self.refusal(
                response, state="redirected", reason="moved", status=status, location=target
            )
            if self.is_ours(target) and kind(target) in ROUTES:
                yield self.request(target, redirects=done)

    def site_of(self, about: Request | Response) -> Site:
        """The site that a request or a response belongs to."""
        return next(site for site in self.sites.values() if site.has(site.canonical(about.url)))

    def identity(self, response: Response) -> str:
        """Canonical URL of a response."""
        return self.site_of(response).canonical(response.url)

    def document(self, response: Response) -> Document:
        """The parsed page; raises `NotAnArticle`."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        site = self.site_of(response)
        return Document.parse(response.body, response.url, site=site, content_type=content_type)

    def is_ours(self, url: str) -> bool:
        """True for canonical URLs of the editions that are crawled."""
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
