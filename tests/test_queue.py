"""The queue of a crawl: nothing is done before what it names is safe, nothing is done twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from bwcrawler.editions import EDITIONS
from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.ledger.queue import Entry
from bwcrawler.ledger.scheduler import LedgerScheduler
from bwcrawler.ledger.schema import Progress
from bwcrawler.urls import Site
from tests.records import article, refusal, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGAN = "2026-01-01T00:00:00+00:00"
FACTS = RunFacts(spider="archive")


def entry(slug: str, priority: int = 0) -> Entry:
    return Entry(url=url(slug), priority=priority, payload=b"{}")


class Run:
    """A run of a crawl on a ledger of its own, which can be killed."""

    def __init__(self, path: Path, facts: RunFacts = FACTS) -> None:
        self.ledger = Ledger.open(path, "en")
        self.number = self.ledger.begin_run(facts, BEGAN)
        with self.ledger.aborting(self.number, BEGAN) as aborted:
            self.aborted = aborted
        self.queue = self.ledger.queue

    def put(self, *entries: Entry) -> None:
        for one in entries:
            self.queue.put(one)

    def take(self, number: int = 10) -> list[str]:
        return [one.url for one in self.ledger.next_requests(number)]

    def end(self, reason: str = "finished") -> None:
        with self.ledger.ending(self.number, reason, BEGAN):
            pass
        self.ledger.close()

    def kill(self) -> None:
        self.ledger.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def run(path: Path) -> Iterator[Run]:
    run = Run(path)
    yield run
    run.kill()


def states(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as ledger:
        return dict(ledger.execute("SELECT url, state FROM queue ORDER BY position").fetchall())


# In which order


def test_the_highest_priority_goes_first_then_the_first_that_came(run: Run) -> None:
    run.put(entry("a"), entry("b", 3), entry("c", 3), entry("d", 5))

    assert run.take(3) == [url("d"), url("b"), url("c")]
    assert run.take() == [url("a")]
    assert run.take() == []


def test_each_url_is_in_the_queue_once(run: Run) -> None:
    run.put(entry("a"), entry("a", 7))
    assert run.take() == [url("a")]

    run.put(entry("a"), entry("b"))

    assert run.take() == [url("b")]
    assert run.queue.known == 2


# What is safe when


def test_what_a_page_names_is_written_with_it(run: Run, path: Path) -> None:
    run.put(entry("a"))
    run.take()
    run.put(entry("b"))
    assert states(path) == {url("a"): "doing"}

    run.ledger.record(article("a"), run.number)

    assert states(path) == {url("a"): "done", url("b"): "todo"}


def test_a_refusal_ends_a_request_too(run: Run, path: Path) -> None:
    run.put(entry("a"))
    run.take()

    run.ledger.record(refusal("a"), run.number)

    assert states(path) == {url("a"): "done"}


def test_another_address_of_a_page_leaves_its_request_to_do(run: Run, path: Path) -> None:
    run.put(entry("a"), entry("b", 1))
    run.take(1)

    run.ledger.record(article("a"), run.number)

    assert states(path) == {url("a"): "todo", url("b"): "doing"}


def test_what_waits_in_memory_outlives_a_write_that_fails(run: Run, path: Path) -> None:
    run.put(entry("a"))
    with pytest.raises(RuntimeError), run.ledger.writing():
        raise RuntimeError

    assert states(path) == {}
    assert run.take() == [url("a")]


def test_a_page_that_says_nothing_has_a_named_end(run: Run, path: Path) -> None:
    run.ledger.record(refusal("x", state="redirected", location=url("a")), run.number)
    run.put(entry("a"))
    run.take()
    run.queue.over(url("a"))
    with run.ledger.writing():
        pass

    assert states(path) == {url("a"): "done"}
    with closing(sqlite3.connect(path)) as ledger:
        ends = ledger.execute("SELECT state, reason FROM url WHERE url = ?", [url("a")])
        assert ends.fetchone() == ("excluded", "nothing to keep")


# The run after


def test_a_killed_crawl_goes_on_where_it_was(path: Path) -> None:
    first = Run(path)
    first.put(entry("a"), entry("b"), entry("c"))
    first.take(2)
    first.ledger.record(article("a"), first.number)
    first.kill()

    second = Run(path)

    assert second.aborted == [first.number]
    assert second.queue.resumed
    second.put(entry("a"))
    assert second.take() == [url("b"), url("c")]
    second.kill()


def test_a_crawl_that_was_interrupted_goes_on(path: Path) -> None:
    first = Run(path)
    first.put(entry("a"))
    first.take()
    first.end("interrupted")

    second = Run(path)

    assert (second.aborted, second.queue.resumed, second.take()) == ([], True, [url("a")])
    second.kill()


def test_a_complete_crawl_begins_anew(path: Path) -> None:
    first = Run(path)
    first.put(entry("a"))
    first.take()
    first.ledger.record(article("a"), first.number)
    first.end()

    second = Run(path)

    assert not second.queue.resumed
    second.put(entry("a"))
    assert second.take() == [url("a")]
    second.kill()


def test_a_run_that_is_killed_while_it_publishes_has_not_ended(path: Path) -> None:
    first = Run(path)
    first.put(entry("a"))
    first.take()
    first.ledger.record(article("a"), first.number)
    with pytest.raises(OSError), first.ledger.ending(first.number, "finished", BEGAN):  # noqa: PT011
        raise OSError
    first.kill()

    second = Run(path)

    assert (second.aborted, second.queue.resumed) == ([first.number], True)
    second.put(entry("a"))
    assert second.take() == []
    second.kill()


def test_crawls_with_other_arguments_have_queues_of_their_own(path: Path) -> None:
    first = Run(path)
    first.put(entry("a"), entry("b"))
    first.take(1)
    first.kill()

    other = Run(path, RunFacts(spider="archive", arguments={"limit": "3"}))
    assert not other.queue.resumed
    other.put(entry("a"))
    assert other.take() == [url("a")]
    other.ledger.record(article("a"), other.number)
    other.end()

    again = Run(path)
    assert again.take() == [url("a"), url("b")]
    again.kill()


@pytest.mark.parametrize("given", [{"since": "2020-01-01", "limit": "3"}, {}])
def test_a_crawl_is_the_spider_and_its_arguments_in_any_order(given: dict[str, str]) -> None:
    turned = dict(reversed(given.items()))
    ours, theirs = (RunFacts(spider="tags", arguments=one).crawl for one in (given, turned))
    assert ours == theirs


# As Scrapy sees it


class Pages(Spider):
    name = "pages"
    sites: ClassVar = {
        code: Site(EDITIONS[code], f"http://127.0.0.1:1/{code}") for code in ("en", "it")
    }
    arguments: ClassVar[dict[str, str]] = {}

    def page(self, response: Any) -> None: ...

    def failed(self, failure: Any) -> None: ...


class Downloading:
    """What the scheduler looks at in Scrapy's engine: which requests somebody is busy with."""

    def __init__(self) -> None:
        self.active: set[Request] = set()
        self.downloader = self.scraper = self.slot = self


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[LedgerScheduler]:
    settings = {
        "OUTPUT_DIR": str(tmp_path),
        "EXTENSIONS": {"bwcrawler.ledger.archive.Archive": 0},
        "MINIMUM_FREE_BYTES": 0,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    crawler = get_crawler(Pages, settings)
    crawler.spider = Pages()
    crawler._apply_settings()
    crawler.engine = Downloading()
    scheduler = LedgerScheduler.from_crawler(crawler)
    scheduler.open(crawler.spider)
    scheduler._archive.open()
    yield scheduler
    scheduler._archive.close()


def request(scheduler: LedgerScheduler, path: str, **parts: Any) -> Request:
    spider: Any = scheduler._spider
    parts = {"callback": spider.page, "errback": spider.failed} | parts
    return Request(f"http://127.0.0.1:1/{path}", **parts)


def test_a_request_comes_back_as_it_went_in(scheduler: LedgerScheduler) -> None:
    whole = {"headers": {"If-None-Match": '"x"'}, "meta": {"a": 1}, "cb_kwargs": {"stale": 2}}
    sent = request(scheduler, "en/a/?utm_source=x", priority=4, **whole)
    scheduler.enqueue_request(sent)

    got = scheduler.next_request()

    assert got is not None
    assert got is not sent
    assert got.to_dict(spider=scheduler._spider) == sent.to_dict(spider=scheduler._spider)
    assert scheduler.next_request() is None
    assert not scheduler.has_pending_requests()


def test_spellings_of_one_page_are_one_request(scheduler: LedgerScheduler) -> None:
    for path in ("en/a/", "en/a", "en/a/?utm_source=x"):
        scheduler.enqueue_request(request(scheduler, path))

    assert scheduler.next_request() is not None
    assert scheduler.next_request() is None


def test_editions_take_turns(scheduler: LedgerScheduler) -> None:
    for path in ("en/a/", "en/b/", "it/a/", "it/b/"):
        scheduler.enqueue_request(request(scheduler, path))

    got = [scheduler.next_request() for _ in range(4)]

    assert [one.url[-5:] for one in got if one] == ["en/a/", "it/a/", "en/b/", "it/b/"]


@pytest.mark.parametrize(
    "parts",
    [
        {"dont_filter": True},
        {"callback": print},
        {"method": "POST", "body": b"x"},
        {"meta": {"no JSON": object()}},
    ],
)
def test_what_cannot_be_kept_goes_first_and_through_memory(
    scheduler: LedgerScheduler, parts: dict[str, Any]
) -> None:
    scheduler.enqueue_request(request(scheduler, "en/a/"))
    sent = request(scheduler, "en/b/", **parts)
    scheduler.enqueue_request(sent)

    assert scheduler.next_request() is sent


def test_a_request_is_over_when_nobody_is_busy_with_it(scheduler: LedgerScheduler) -> None:
    edition = scheduler._archive.edition("en")
    engine: Any = scheduler._crawler.engine
    scheduler.enqueue_request(request(scheduler, "en/a/"))
    first = scheduler.next_request()
    assert first is not None
    engine.active = {first}
    assert scheduler.next_request() is None

    again = first.replace(dont_filter=True)
    scheduler.enqueue_request(again)  # another try, or another spelling
    engine.active = set()
    assert scheduler.next_request() is again
    engine.active = {again}
    scheduler.next_request()
    with edition.ledger.writing():
        assert edition.ledger.queue.count(Progress.DOING) == 1

    engine.active = set()
    scheduler.next_request()
    with edition.ledger.writing():
        assert edition.ledger.queue.count(Progress.DONE) == 1


def test_a_page_that_is_asked_for_again_keeps_no_other_waiting(scheduler: LedgerScheduler) -> None:
    engine: Any = scheduler._crawler.engine
    scheduler.enqueue_request(request(scheduler, "en/fails/"))
    first = scheduler.next_request()
    assert first is not None
    engine.active = {first}
    scheduler.enqueue_request(request(scheduler, "en/other/"))
    assert scheduler.next_request() is None, "it is written with the page"

    again = first.replace(dont_filter=True)
    scheduler.enqueue_request(again)
    engine.active = {again}

    assert scheduler.next_request() is again
    other = scheduler.next_request()
    assert other is not None
    assert other.url.endswith("/en/other/")
