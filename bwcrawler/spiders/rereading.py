"""Reads stored pages as a crawl reads those that it has just fetched, and asks nobody for any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from bwcrawler import pages
from bwcrawler.download.codings import Damaged
from bwcrawler.download.whole import fault_of
from bwcrawler.items import Refusal, WarcPosition
from bwcrawler.spiders.base import ROUTES
from bwcrawler.spiders.magazine import MagazineSpider
from bwcrawler.spiders.refusals import state_and_reason
from bwcrawler.urls import kind
from bwcrawler.warc import POSITION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from bwcrawler.items import Article, Inventory, Listing
    from bwcrawler.ledger.pages import Item
    from bwcrawler.pages import Document
    from bwcrawler.warc.index import Capture
    from bwcrawler.warc.volumes import Volume

_OK = 200
_CODINGS = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that no longer hold for a decoded body."""


@dataclass(frozen=True, slots=True)
class Job:
    """A capture to read."""

    capture: Capture
    further: list[Capture]
    """Captures of the further pages of the same article."""


@dataclass(slots=True)
class Outcome:
    """What came of a job."""

    items: list[Item] = field(default_factory=list["Item"])
    fault: str = ""
    """An error of this program, if there was one."""


class RereadingSpider(MagazineSpider):
    """Has the callbacks of a crawl; what they would go after is left alone."""

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.volumes: list[Volume] = []
        self.largest = 0
        """Bytes of a body; a larger one counts as damaged."""
        self._further: list[Capture] = []

    def reread(self, job: Job) -> Outcome:
        """What a capture says."""
        capture = job.capture
        self.now = lambda: capture.date
        self._further = job.further
        about = self.request(capture.url)
        try:
            outputs = list(self._read(about, capture))
        except Damaged as error:
            outputs = [self.refusal(about, state="error", reason=f"WARC record: {error}")]
        except Exception as error:  # noqa: BLE001 - the other captures can be read even so
            fault = f"{type(error).__name__}: {error}"
            return Outcome([self.refusal(about, state="error", reason=fault)], fault)
        return Outcome([one for one in outputs if self._counts(one, capture)])

    def _read(self, about: Request, capture: Capture) -> Iterator[Any]:
        response = self._response(about, capture)
        if response.status != _OK:
            yield from self.refused_by_server(response)
            return
        callback = getattr(self, ROUTES[kind(capture.url)][0])
        try:
            yield from _all_of(callback(response))
        except Exception as error:
            refused = state_and_reason(error)
            if refused is None:
                raise
            state, reason = refused
            yield self.refusal(about, state=state, reason=reason, status=response.status)

    def _response(self, about: Request, capture: Capture) -> Response:
        """The answer as a downloader hands it on."""
        from bwcrawler.warc.decoded import read_decoded  # without the extra there is no warcio

        if capture.truncated:
            raise Damaged(f"its body is not whole ({capture.truncated})")
        place = capture.body
        volume = self.volumes[place.volume]
        answer = read_decoded(volume, place.offset, place.length, self.largest)
        headers: dict[str, list[str]] = {}
        for name, text in answer.headers:
            if name.lower() not in _CODINGS:
                headers.setdefault(name, []).append(text)
        about.meta[POSITION] = WarcPosition(
            file=self.volumes[capture.record.volume].name,
            offset=capture.record.offset,
            record_id=capture.record_id,
        )
        # The callbacks take bytes, so Scrapy need not find out what they hold.
        made = Response(
            capture.uri, status=answer.status, headers=headers, body=answer.body, request=about
        )
        if fault := fault_of(made, self.largest):
            raise Damaged(fault)
        return made

    def _counts(self, output: Any, capture: Capture) -> bool:
        """False for a request, and for what another spelling of an address does not say."""
        if isinstance(output, Request):
            return False
        address = self.site_of(self.request(capture.url)).address(capture.url)
        is_own = _schemeless(address) == _schemeless(capture.uri)
        return is_own or not isinstance(output, Refusal)

    async def further_pages(self, document: Document) -> list[Article]:
        """Pages 2 and following, as they were captured next after page 1, or last before it."""
        found = []
        for url in pages.other_pages(document):
            captures = [one for one in self._further if one.url == url]
            later = (one for one in captures if one.date >= self.now())
            capture = next(later, captures[-1] if captures else None)
            if capture is None:
                raise pages.NotAnArticle("truncated", f"{url} is in no WARC file")
            response = self._response(self.request(url), capture)
            found.append(pages.read_article(self.document(response)))
        return found

    def follow(self, urls: Iterable[str]) -> Iterator[Request]:
        """None."""
        del urls
        yield from ()

    def after_inventory(self, inventory: Inventory) -> Iterator[Request]:
        """None."""
        del inventory
        yield from ()

    def after_listing(self, listing: Listing, stale: int) -> Iterator[Request]:
        """None."""
        del listing, stale
        yield from ()


def _all_of(outputs: Iterable[Any] | AsyncIterator[Any]) -> list[Any]:
    """What a callback yields; an asynchronous one that never waits needs no event loop."""
    if not hasattr(outputs, "__aiter__"):
        return list(outputs)

    async def collected() -> list[Any]:
        return [one async for one in outputs]

    try:
        collected().send(None)
    except StopIteration as end:
        found: list[Any] = end.value
        return found
    raise AssertionError("A stored page has nothing to wait for.")


def _schemeless(address: str) -> str:
    return address.partition("://")[2]
