"""Scrapy's scheduler on the queues in the ledgers of the crawled editions.

A request is known by the canonical URL of its page, of which each queue has every one once. It
stays in the queue while it is being done, and so is done again where the process is killed.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Self

import msgspec
from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.request import request_from_dict
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.queue import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler

    from bwcrawler.urls import Site

_AT_ONCE = 16
"""Requests that are taken from a queue in one transaction."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class LedgerScheduler(BaseScheduler):
    """Keeps requests in the ledger of their edition, and hands them out, one edition after another.

    Two sorts of requests are kept in memory and go first: those with `dont_filter`, which are for
    another spelling of a page that is being done, or repeat it; and those that are not for a page
    of `spider.sites`, or cannot be written down (a callback that is no method of the spider, a
    body, a `meta` that is no JSON).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._memory: deque[Request] = deque()
        self._taken: dict[str, deque[Entry]] = {}
        self._doing: dict[tuple[str, str], Request] = {}
        self._remembered = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its scheduler."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Remember the spider; the archive is opened by the pipeline that writes to it."""
        self._archive = Archive.of(self._crawler)
        self._spider = spider
        self._sites: dict[str, Site] = getattr(spider, "sites", {})

    def has_pending_requests(self) -> bool:
        """True while there is something to do that is not yet being done."""
        if self._memory or any(self._taken.values()):
            return True
        return any(edition.ledger.queue for edition in self._archive.editions())

    def enqueue_request(self, request: Request) -> bool:
        """Keep a request; always true, for what is known already is told apart when it is written.

        What became of a page that is known is in the ledger, so nothing has to be told.
        """
        page = self._page(request)
        payload = b"" if page is None or request.dont_filter else self._payload(request, page)
        if page is not None and payload:
            code, url = page
            entry = Entry(url=url, priority=request.priority, payload=payload)
            self._archive.edition(code).ledger.queue.put(entry)
            return True
        if page in self._doing:
            self._doing[page] = request
        self._memory.append(request)
        self._remembered += 1
        return True

    def next_request(self) -> Request | None:
        """What to do next, if anything."""
        self._end()
        try:
            request = self._memory.popleft() if self._memory else self._next()
        except SQLAlchemyError as error:
            self._archive.give_up(error, "The ledger could not give out a request")
            return None
        stats = self._crawler.stats
        known = sum(edition.ledger.queue.known for edition in self._archive.editions())
        stats.set_value("scheduler/enqueued", known + self._remembered)
        if request is not None:
            stats.inc_value("scheduler/dequeued")
        return request

    def _next(self) -> Request | None:
        """The next request of the edition whose turn it is."""
        for edition in self._archive.editions():
            self._taken.setdefault(edition.code, deque())
        for code in list(self._taken):
            taken = self._taken.pop(code)
            self._taken[code] = taken  # at the end: the others come first next time
            ledger = self._archive.edition(code).ledger
            # What only waits in memory is mostly known, and will be written with the next page.
            if not taken and (ledger.queue.todo or (ledger.queue and not self._writes_soon())):
                taken.extend(ledger.next_requests(_AT_ONCE))
            if taken:
                entry = taken.popleft()
                request = self._request(self._sites[code], entry)
                self._doing[code, entry.url] = request
                return request
        return None

    def _writes_soon(self) -> bool:
        """Whether a page is being done, and none is asked for again, which may go on for long."""
        return bool(self._doing) and not any(one.dont_filter for one in self._doing.values())

    def _end(self) -> None:
        """Tell the queue of the requests that have left both the downloader and the spider.

        Most of them left something that has ended them already, but not all: a page can be empty,
        and a request refused without a word.
        """
        assert self._crawler.engine is not None
        scraping = self._crawler.engine.scraper.slot
        downloading = self._crawler.engine.downloader.active
        assert scraping is not None
        for (code, url), request in list(self._doing.items()):
            if not (request in downloading or request in scraping.active):
                if request in self._memory:
                    continue
                del self._doing[code, url]
                self._archive.edition(code).ledger.queue.over(url)

    def _page(self, request: Request) -> tuple[str, str] | None:
        """Edition and canonical URL of the page that a request is for."""
        for code, site in self._sites.items():
            url = site.canonical(request.url)
            if site.has(url):
                return code, url
        return None

    def _payload(self, request: Request, page: tuple[str, str]) -> bytes:
        """What makes the request again; empty where that cannot be written down."""
        callback, errback = self._name(request.callback), self._name(request.errback)
        if callback is None or errback is None or request.method != "GET" or request.body:
            return b""
        code, url = page
        address = self._sites[code].address(url)
        parts = {
            "url": "" if request.url == address else request.url,
            "callback": callback,
            "errback": errback,
            "headers": {
                name.decode("latin-1"): [value.decode("latin-1") for value in values]
                for name, values in request.headers.items()
            },
            "meta": request.meta,
            "cb_kwargs": request.cb_kwargs,
        }
        try:
            return _encode({name: part for name, part in parts.items() if part})
        except (TypeError, ValueError):
            return b""

    def _name(self, method: Callable[..., Any] | None) -> str | None:
        """Name of a method of the spider; `None` for any other function."""
        if method is None:
            return ""
        is_ours = getattr(method, "__self__", None) is self._spider
        return method.__name__ if is_ours else None

    def _request(self, site: Site, entry: Entry) -> Request:
        parts = {"url": site.address(entry.url), **_decode(entry.payload)}
        return request_from_dict(parts | {"priority": entry.priority}, spider=self._spider)
