"""The spider `replay`: the pages of WARC files, read again by today's parser."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import CloseSpider
from scrapy.settings import Settings

from bwcrawler.items import Refusal
from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.reading import last_checked
from bwcrawler.publish.verdict import NOTHING_TO_REPLAY
from bwcrawler.spiders.base import ROUTES
from bwcrawler.spiders.rereading import Job, Outcome, RereadingSpider
from bwcrawler.warc.stats import LOST, REPLAYED, TO_REPLAY
from bwcrawler.warc.volumes import NotWarc, Volume, volumes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from bwcrawler.warc.index import Found, Index

_AT_ONCE = 32
"""Captures that a process is given at once: 3 MB of pages."""
_SLACK = timedelta(hours=1)
"""How much later an archive may know its pages than the WARC files that were written with it."""
_SENTENCES = 5
"""Gaps that are told one by one."""
_SETTINGS = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "data", "file", "ftp", "s3")),
    "WATCHDOG_TIMEOUT": 0,  # nobody is waited for
}


class ReplaySpider(RereadingSpider):
    """Reads the WARC or WACZ files that `warc=PATTERN` matches, and asks nobody for anything.

    What was captured of a page comes in the order in which it was, so that revisions arise as they
    did. `processes=N` may read at once, by default one on each core; what they read is kept in the
    same order whatever their number. That an article is gone is for a crawl to say: it stays.
    """

    name = "replay"
    accepts = frozenset({"edition", "processes", "since", "site", "until", "warc"})
    custom_settings = _SETTINGS

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._run: _Run | None = None

    async def start(self) -> AsyncIterator[Any]:
        """What the captures say; the errors of those pages last of which nothing else is known."""
        errors: dict[str, Refusal] = {}
        known: set[str] = set()
        with _workers(self.asked.processes or os.cpu_count() or 1) as run:
            self._run = run
            found = await self._index(run)
            stats = self.crawler.stats
            stats.set_value(TO_REPLAY, len(found.captures))
            async for outcome in self._outcomes(found, run):
                stats.inc_value(REPLAYED)
                if outcome.fault:
                    self.logger.error("A page could not be read: %s", outcome.fault)
                    stats.inc_value("spider_exceptions/count")
                for item in outcome.items:
                    if isinstance(item, Refusal) and item.state == "error":
                        errors[item.url] = item
                    else:
                        known.add(item.url)
                        yield item
        for url, refusal in errors.items():
            if url not in known:
                yield refusal
        self._tell(found.gaps)

    def closed(self, reason: str) -> None:
        """Scrapy does not go on with `start` where a crawl is broken off."""
        del reason
        if self._run is not None:
            self._run.stop()

    async def _index(self, run: _Run) -> Index:
        """Everything that is to be read; raises `CloseSpider` where that is nothing."""
        from bwcrawler.warc.index import index  # without the extra there is no warcio

        try:
            self.volumes = [one for path in self.asked.files for one in volumes(path)]
        except (OSError, NotWarc) as error:
            raise self._objection(str(error)) from error
        sites = list(self.sites.values())
        found: list[Found] = [await run(_search, volume, sites) for volume in self.volumes]
        result = index(found)
        if not result.captures:
            self._tell(result.gaps)
            codes = ", ".join(self.sites)
            raise self._objection(
                f"The WARC files hold no page of edition {codes}: give edition=CODE, or site=URL "
                "if the pages were fetched from elsewhere."
            )
        for edition in Archive.of(self.crawler).editions():
            with edition.ledger.reading() as connection:
                here, there = last_checked(connection), result.captures[-1].date
            if here and datetime.fromisoformat(here) > datetime.fromisoformat(there) + _SLACK:
                raise self._objection(
                    f"{edition.folder} knows pages of {here}, and the WARC files end at {there}: "
                    "give another folder with -s OUTPUT_DIR=FOLDER."
                )
        return result

    async def _outcomes(self, found: Index, run: _Run) -> AsyncIterator[Outcome]:
        """What the captures say, in their order, however many are read at once."""
        settings = _Reading(
            tuple(self.arguments.items()),
            tuple(self.volumes),
            self.settings.getint("DOWNLOAD_MAXSIZE"),
            self.settings.getint("REDIRECT_MAX_TIMES"),
        )
        waiting: deque[asyncio.Future[list[Outcome]]] = deque()
        for jobs in _batches(found):
            waiting.append(run(_reread, settings, jobs))
            if len(waiting) >= run.at_once:
                for outcome in await waiting.popleft():
                    yield outcome
        while waiting:
            for outcome in await waiting.popleft():
                yield outcome

    def _objection(self, sentence: str) -> CloseSpider:
        Archive.of(self.crawler).fail(sentence)
        return CloseSpider(NOTHING_TO_REPLAY)

    def _tell(self, gaps: list[str]) -> None:
        """Say what could not be read, and let the crawl end as one that lacks something."""
        if gaps:
            more = [f"And {len(gaps) - _SENTENCES} gaps more."] * (len(gaps) > _SENTENCES)
            Archive.of(self.crawler).fail(" ".join([*gaps[:_SENTENCES], *more]))
            self.crawler.stats.inc_value(LOST, len(gaps))


# What runs in each process


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a process must know to read captures."""

    arguments: tuple[tuple[str, str], ...]
    volumes: tuple[Volume, ...]
    largest: int
    redirects: int


class _Run:
    """Calls functions in other processes, or in this one where there is to be no other."""

    def __init__(self, pool: ProcessPoolExecutor | None, processes: int) -> None:
        self._pool = pool
        self.at_once = 2 * processes if pool is not None else 1

    def __call__(self, work: Callable[..., Any], *arguments: Any) -> asyncio.Future[Any]:
        if self._pool is not None:
            return asyncio.wrap_future(self._pool.submit(work, *arguments))
        done = asyncio.get_running_loop().create_future()
        done.set_result(work(*arguments))
        return done

    def stop(self) -> None:
        """Do no more than what has been begun."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _workers(processes: int) -> Iterator[_Run]:
    if processes == 1:
        yield _Run(None, 1)
        return
    # A process that is forked would take over the open ledger, and threads in any state.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _leave_interrupts_to_the_first)
    try:
        yield _Run(pool, processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _search(volume: Volume, sites: list[Any]) -> Found:
    from bwcrawler.warc.index import search

    return search(volume, sites, ROUTES)


def _reread(reading: _Reading, jobs: list[Job]) -> list[Outcome]:
    return list(map(_spider(reading).reread, jobs))


@cache
def _spider(reading: _Reading) -> ReplaySpider:
    """The one of this process."""
    spider = ReplaySpider(**dict(reading.arguments))
    spider.settings = Settings({"REDIRECT_MAX_TIMES": reading.redirects})
    spider.volumes = list(reading.volumes)
    spider.largest = reading.largest
    return spider


def _batches(found: Index) -> Iterator[list[Job]]:
    jobs = [Job(one, found.further.get(one.url, [])) for one in found.captures]
    for start in range(0, len(jobs), _AT_ONCE):
        yield jobs[start : start + _AT_ONCE]
