"""A signal ends a crawl soon, whatever the site does, and the next one goes on."""

from __future__ import annotations

import json
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.wordpress import WordPress
from tests.kills import SECONDS, ended, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.sample.connection import Request, Response

IN_FLIGHT = 2 * 8
"""Pages that a crawl on loopback asks for at once; the server that hangs has also counted as many
that it has not sent yet."""

MOST_SOURCES = 8
"""Requests of an update of so small a magazine, beside the articles."""

AT_ONCE = ("-s", "STOP_TIMEOUT=0.5")


class Hanging(WordPress):
    """A site that answers no more after a number of requests, until it is released."""

    def __init__(self, server: Server, requests: int) -> None:
        super().__init__(server.magazine, server.url, Quirks())
        self.left = requests
        """Requests that it answers yet."""
        self.hangs = threading.Event()
        self.released = threading.Event()

    def respond(self, request: Request) -> Response:
        self.left -= 1
        if self.left < 0:
            self.hangs.set()
            self.released.wait()
        return super().respond(request)


@contextmanager
def hanging(articles: int, requests: int) -> Iterator[tuple[Server, Hanging]]:
    with running(Magazine(articles)) as server:
        site = Hanging(server, requests)
        server.sites = {"en": site}
        try:
            yield server, site
        finally:
            site.released.set()


def asked_again(server: Server) -> int:
    """Pages that were asked for more than once; robots.txt is for every process."""
    return sum(times - 1 for path, times in server.requests.items() if path != "/robots.txt")


def reason(folder: Path, run: int) -> str:
    return str(json.loads((folder / "en" / "runs" / f"{run:06d}.json").read_bytes())["reason"])


def lines(folder: Path) -> int:
    return len((folder / "en" / "articles.jsonl").read_bytes().splitlines())


def test_a_signal_stops_a_crawl_of_a_site_that_hangs_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    with hanging(30, requests=40) as (server, site):
        process = start(tmp_path, server, *AT_ONCE)
        assert site.hangs.wait(SECONDS)
        os.kill(process.pid or 0, signal.SIGTERM)
        assert ended(process) == Verdict.INTERRUPTED

        assert reason(tmp_path, 1) == "interrupted"
        assert not (tmp_path / "en" / "articles.jsonl").exists()
        site.released.set()
        assert ended(start(tmp_path, server)) == 0

        assert asked_again(server) <= IN_FLIGHT
    assert lines(tmp_path) == 30


def test_an_update_that_a_signal_stops_goes_on(tmp_path: Path) -> None:
    changes = tmp_path / "en" / "changes"
    with hanging(20, requests=1000) as (server, site):
        magazine = server.magazine
        assert ended(start(tmp_path, server)) == 0
        plain = [post for post in magazine.published if len(magazine.story(post).pages) == 1]
        for post in plain[:5]:
            magazine.edit(post)
        server.requests.clear()
        site.left = MOST_SOURCES + 2
        process = start(tmp_path, server, *AT_ONCE, spider="update")
        assert site.hangs.wait(SECONDS)
        os.kill(process.pid or 0, signal.SIGTERM)
        assert ended(process) == Verdict.INTERRUPTED

        assert reason(tmp_path, 2) == "interrupted"
        assert [path.stem for path in changes.iterdir()] == ["000001"]
        site.released.set()
        assert ended(start(tmp_path, server, spider="update")) == 0

        assert asked_again(server) <= IN_FLIGHT
    told = [json.loads(line) for line in (changes / "000003.jsonl").read_bytes().splitlines()]
    assert sorted((line["url"], line["change"]) for line in told) == sorted(
        (magazine.url(post), "changed") for post in plain[:5]
    )


def test_a_crawl_in_which_nothing_moves_ends_by_itself_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    with hanging(30, requests=40) as (server, site):
        process = start(tmp_path, server, *AT_ONCE, "-s", "WATCHDOG_TIMEOUT=1")
        assert ended(process) == Verdict.LIMIT_REACHED

        assert reason(tmp_path, 1) == "stalled"
        site.released.set()
        assert ended(start(tmp_path, server)) == 0
    assert lines(tmp_path) == 30


def test_a_second_signal_ends_it_at_once_and_loses_nothing(tmp_path: Path) -> None:
    with hanging(30, requests=40) as (server, site):
        process = start(tmp_path, server, "-s", "STOP_TIMEOUT=1000")
        assert site.hangs.wait(SECONDS)
        while process.exitcode is None:
            os.kill(process.pid or 0, signal.SIGINT)
            process.join(0.5)

        assert reason(tmp_path, 1) == "running"
        site.released.set()
        assert ended(start(tmp_path, server)) == 0

        assert asked_again(server) <= IN_FLIGHT
    assert reason(tmp_path, 1) == "aborted"
    assert lines(tmp_path) == 30


def test_requests_that_wait_for_their_turn_are_given_up_at_once(tmp_path: Path) -> None:
    with hanging(30, requests=3) as (server, site):
        slow = ("-s", "DOWNLOAD_DELAY=60", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
        site.released.set()
        process = start(tmp_path, server, *slow)
        while server.total == 0 and process.is_alive():
            process.join(0.01)
        os.kill(process.pid or 0, signal.SIGTERM)

        assert ended(process) == Verdict.INTERRUPTED
    assert server.total <= 2
