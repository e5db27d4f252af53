"""Scrapy's downloader, with which a host can be left alone and a crawl be ended."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader import Downloader
from scrapy.utils.asyncio import call_later

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred


@dataclass(frozen=True, slots=True)
class Pause:
    """A host is left alone."""

    until: float
    """By the monotonic clock."""
    reason: str


class PausableDownloader(Downloader):
    """Scrapy's own, but no request leaves for a host that is paused, and all can be given up."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fetching: dict[Request, Deferred[Any]] = {}
        self._pauses: dict[str, Pause] = {}

    def pause(self, host: str, seconds: float, reason: str) -> None:
        """Send nothing to a host for some time, whoever asks for it; a longer pause stays."""
        until = monotonic() + seconds
        if host in self._pauses and self._pauses[host].until >= until:
            return
        self._pauses[host] = Pause(until, reason)
        if host in self.slots:
            self.slots[host].close()  # its timer, and with it what would be sent next
            self._process_queue(self.slots[host])

    def pauses(self) -> dict[str, Pause]:
        """The pauses of now, by host."""
        now = monotonic()
        self._pauses = {host: one for host, one in self._pauses.items() if one.until > now}
        return self._pauses

    def slow_down(self, host: str, delay: float) -> None:
        """Let at least `delay` seconds pass between two requests to a host."""
        if delay > self._delay:
            self.per_slot_settings[host] = {"delay": delay, "jitter": 0}
            if host in self.slots:
                self.slots[host].delay, self.slots[host].jitter = delay, 0

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        """As Scrapy's."""
        del spider
        fetching: Deferred[Response | Request] = super().fetch(request)
        self._fetching[request] = fetching
        return fetching.addBoth(self._fetched, request)

    def give_up(self, *, also_in_transfer: bool) -> None:
        """Give up the requests that wait for their turn, and maybe those that have been sent.

        A request that is given up fails with a `CancelledError`, and stays in the crawl's queue.
        """
        sent = {request for slot in self.slots.values() for request in slot.transferring}
        for request, fetching in list(self._fetching.items()):
            if also_in_transfer or request not in sent:
                fetching.cancel()

    def _fetched(self, result: Any, request: Request) -> Any:
        del self._fetching[request]
        return result

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        # Scrapy counts a request when its task runs, and by then has sent all that was waiting.
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    def _process_queue(self, slot: Slot) -> None:
        # All that is ever sent comes through here.
        for host, pause in self.pauses().items():
            if self.slots.get(host) is slot:
                if slot.latercall is None:
                    slot.latercall = call_later(pause.until - monotonic(), self._latercall, slot)
                return
        super()._process_queue(slot)
