"""robots.txt (RFC 9309) is known before anything else is asked for, and holds for every request."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import TextResponse
from scrapy.http.request import NO_CALLBACK

from bwcrawler.download.downloader import PausableDownloader
from bwcrawler.extensions.publish import CAUSE
from bwcrawler.ledger import robots
from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.robots import RobotsAnswer
from bwcrawler.middlewares.patience import PatienceMiddleware, is_passing
from bwcrawler.middlewares.robots_rules import Rules, readable
from bwcrawler.publish.verdict import ROBOTS_UNREACHABLE
from bwcrawler.spiders.base import GIVEN_UP, BaseSpider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.ledger.archive import OpenEdition

logger = logging.getLogger(__name__)

_FILE = "/robots.txt"
_OK, _REDIRECTED, _REFUSED = 200, 300, 400


@dataclass(slots=True)
class _Known:
    """What the robots.txt of one origin says."""

    answer: RobotsAnswer
    rules: Rules
    until: float
    """When it is to be asked for again, by the monotonic clock."""


class RobotsMiddleware:
    """Downloader middleware that asks each origin for its robots.txt first, and obeys it.

    Without such a file (4xx) everything is allowed. Where it does not answer, the last answer that
    is in the ledger holds, if it is no older than ROBOTSTXT_MAX_AGE; without one nothing may be
    fetched, and the crawl ends as `robots_unreachable`, with all its requests in its queue. The
    same for a redirect that leaves the site, or the sixth in a row: the RFC would allow to follow
    the one and to ignore the other, but to fetch nothing is always right.

    Where several requests wait for the rules, Scrapy 2.14 to 2.19 hands them to the first one only,
    and lets the others pass. A spider that asks for robots.txt itself, for the sitemaps it names,
    is given the answer that the rules are from.
    """

    def __init__(self, crawler: Crawler, spider: BaseSpider) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._spider = spider
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._max_age = settings.getfloat("ROBOTSTXT_MAX_AGE")
        self._max_delay = settings.getfloat("ROBOTSTXT_MAX_DELAY")
        self._known: dict[str, _Known] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        if not isinstance(crawler.spider, BaseSpider):
            raise NotConfigured
        return cls(crawler, crawler.spider)

    async def process_request(self, request: Request) -> Response | None:
        """Refuse what is forbidden; give an answer where the spider asks for the rules themselves.

        Raises `IgnoreRequest` with the rule.
        """
        is_for_rules = urlsplit(request.url).path == _FILE
        if request.callback is NO_CALLBACK and request.meta.get("dont_obey_robotstxt"):
            return None  # it is our own request for the rules, wherever it is redirected to
        known = await self._rules(request.url)
        if is_for_rules and request.callback is not NO_CALLBACK:
            answer = known.answer
            return TextResponse(
                answer.url,
                status=answer.status,
                body=answer.body,
                flags=["cached"],
                request=request,
            )
        rule = "" if is_for_rules else known.rules.refusal(request.url)
        if rule:
            self._crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest(f"robots.txt: {rule}")
        return None

    async def _rules(self, url: str) -> _Known:
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}{_FILE}"
        async with self._locks[address]:
            known = self._known.get(address)
            if known is None or monotonic() >= known.until:
                answer = await self._fetched(address)
                rules = Rules(answer.body, self._agent)
                known = _Known(answer, rules, monotonic() + self._max_age)
                self._slow_down(address, rules.crawl_delay)
                self._known[address] = known
            return known

    async def _fetched(self, address: str) -> RobotsAnswer:
        """The answer of today, else the last one; waits for the end of the crawl without any."""
        fault = ""
        try:
            response = await self._download(address)
        except GIVEN_UP:
            raise
        except Exception as error:  # noqa: BLE001 - whatever keeps it away, it did not come
            fault = f"{type(error).__name__}: {error}".rstrip(".")
        else:
            if is_answer(response.status):
                return await self._kept(address, response)
            fault = f"HTTP {response.status}"
        answer = self._last(address)
        if answer is not None:
            logger.warning(
                "%s does not answer (%s): what it said at %s holds", address, fault, answer.fetched
            )
            return answer
        cause = f"{address} does not answer ({fault})"
        logger.error("Nothing may be fetched: %s", cause)
        self._crawler.stats.set_value(CAUSE, cause)
        PatienceMiddleware.of(self._crawler).end(ROBOTS_UNREACHABLE)
        await asyncio.Future()  # the crawl ends, and with it all that wait for the rules
        raise AssertionError

    async def _download(self, address: str) -> Response:
        assert self._crawler.engine is not None
        self._crawler.stats.inc_value("robotstxt/request_count")
        request = Request(address, callback=NO_CALLBACK, meta={"dont_obey_robotstxt": True})
        response = await self._crawler.engine.download_async(request)
        self._crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return response

    async def _kept(self, address: str, response: Response) -> RobotsAnswer:
        """An answer, written down in the ledgers of the editions that it is for."""
        body = readable(response.body) if response.status < _REDIRECTED else b""
        answer = RobotsAnswer(
            url=address,
            fetched=self._spider.now(),
            status=response.status,
            body=body,
            crawl_delay=Rules(body, self._agent).crawl_delay,
        )
        try:
            for edition in self._editions(address):
                with edition.ledger.writing() as connection:
                    robots.keep(connection, edition.run, answer)
        except Exception as error:  # noqa: BLE001 - as where a page cannot be kept
            Archive.of(self._crawler).give_up(error, f"The ledger could not keep {address}")
            await asyncio.Future()  # the crawl ends
        return answer

    def _last(self, address: str) -> RobotsAnswer | None:
        """The last answer, from a ledger that has one which is young enough."""
        oldest = datetime.fromisoformat(self._spider.now()) - timedelta(seconds=self._max_age)
        found = None
        for edition in self._editions(address):
            with edition.ledger.writing() as connection:
                answer = robots.last(connection, address)
                if answer is not None and datetime.fromisoformat(answer.fetched) >= oldest:
                    robots.obey(connection, edition.run, address)
                    found = answer
        return found

    def _editions(self, address: str) -> Iterator[OpenEdition]:
        """The editions that are crawled at the origin of this robots.txt, where any are kept."""
        archive = self._crawler.get_extension(Archive)
        for code, site in self._spider.sites.items():
            is_there = urlsplit(site.base)[:2] == urlsplit(address)[:2]
            if is_there and archive is not None:
                yield archive.edition(code)

    def _slow_down(self, address: str, delay: float) -> None:
        """Honour Crawl-delay, which the RFC does not know, within bounds."""
        assert self._crawler.engine is not None
        if delay > self._max_delay:
            logger.warning(
                "%s asks for %g seconds between two requests: %g are kept",
                address,
                delay,
                self._max_delay,
            )
        downloader = self._crawler.engine.downloader
        assert isinstance(downloader, PausableDownloader)
        downloader.slow_down(downloader.get_slot_key(Request(address)), min(delay, self._max_delay))


def is_answer(status: int) -> bool:
    """True where robots.txt has said something: rules, or that there are none (section 2.3.1)."""
    return _OK <= status < _REDIRECTED or (status >= _REFUSED and not is_passing(status))
