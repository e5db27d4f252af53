"""robots.txt as RFC 9309 has it: before anything else, for every address, and when it is silent."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample.connection import Request, Response
from tests.fault_server import serving
from tests.fault_server.pages import sound
from tests.forks import crawl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fault_server import FaultServer

pytestmark = pytest.mark.slow
"""Together; nearly every test is a crawl of its own."""

PAGES = [f"/page-{number}/" for number in range(4)]
AT_ONCE = {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0}


# What is asked for


def articles(server: FaultServer) -> list[str]:
    return [visit.path for visit in server.visits if visit.path != "/robots.txt"]


def test_nothing_forbidden_is_fetched_however_many_ask_at_once(tmp_path: Path) -> None:
    many = [f"/page-{number}/" for number in range(20)]
    with serving({"/robots.txt": "/robots/forbid"}) as server:
        crawled = crawl(server, tmp_path, *many, **AT_ONCE)

    assert articles(server) == []
    assert crawled.verdict is Verdict.UNREACHABLE
    said = ("excluded", "robots.txt: Disallow: / (User-agent: *)")
    assert crawled.states() == dict.fromkeys(many, said)


@pytest.mark.parametrize("robots", ["status-404", "status-403", "status-401", "html"])
def test_without_rules_everything_is_allowed(robots: str, tmp_path: Path) -> None:
    with serving({"/robots.txt": f"/robots/{robots}"}) as server:
        assert crawl(server, tmp_path, *PAGES).verdict is Verdict.COMPLETE

    assert server.visits[0].path == "/robots.txt"
    assert sorted(articles(server)) == PAGES


@pytest.mark.parametrize(
    "robots",
    ["status-500", "status-503", "status-429", "reset", "hang", "half", "redirects-6"],
)
def test_where_it_does_not_answer_nothing_is_fetched_and_nothing_written_down(
    robots: str, tmp_path: Path
) -> None:
    settings = AT_ONCE | {"DOWNLOAD_TIMEOUT": 0.2, "RETRY_TIMES": 2}
    with serving({"/robots.txt": f"/robots/{robots}"}) as server:
        crawled = crawl(server, tmp_path, *PAGES, **settings)
        assert {path for path in articles(server) if "robots" not in path} == set()
        assert crawled.verdict is Verdict.UNREACHABLE
        assert "/robots.txt does not answer" in crawled.manifest().says
        assert {state for state, _ in crawled.states().values()} <= {"found"}

        server.instead = {}
        assert crawl(server, tmp_path, *PAGES).verdict is Verdict.COMPLETE


def test_five_redirects_are_followed(tmp_path: Path) -> None:
    with serving({"/robots.txt": "/robots/redirects-5"}) as server:
        crawled = crawl(server, tmp_path, *PAGES)

    assert set(articles(server)) <= {f"/robots/redirects-{left}" for left in range(5)} | {
        "/robots/forbid"
    }
    assert {reason for _, reason in crawled.states().values()} == {
        "robots.txt: Disallow: / (User-agent: *)"
    }


def test_a_redirect_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    with serving({"/robots.txt": "/to-port/"}) as server:
        crawled = crawl(server, tmp_path, *PAGES)

    assert server.secrets == []
    assert articles(server) == []
    assert "outside the crawled site" in crawled.manifest().says


def test_a_byte_order_mark_and_what_lies_behind_half_a_mebibyte(tmp_path: Path) -> None:
    for robots in ("bom", "large"):
        with serving({"/robots.txt": f"/robots/{robots}"}) as server:
            crawled = crawl(server, tmp_path / robots, "/early/", "/late/", "/page/")

        assert sorted(articles(server)) == ["/late/", "/page/"]
        assert crawled.states()["/early/"][0] == "excluded"


def test_what_a_redirect_leads_to_is_checked_too(tmp_path: Path) -> None:
    def moved(request: Request) -> Response:
        if request.path == "/moved/":
            return Response(b"", 301, headers={"Location": "/early/"})
        return sound(request)

    with serving({"/robots.txt": "/robots/bom"}, sound=moved) as server:
        crawled = crawl(server, tmp_path, "/moved/")

    assert articles(server) == ["/moved/"]
    assert crawled.states()["/early/"][0] == "excluded"


def test_crawl_delay_is_honoured_up_to_a_bound(tmp_path: Path) -> None:
    with serving({"/robots.txt": "/robots/delay-3600"}) as server:
        crawled = crawl(server, tmp_path, *PAGES, **AT_ONCE, ROBOTSTXT_MAX_DELAY=0.5)

    times = [visit.at for visit in server.visits]
    assert len(times) == len(PAGES) + 1
    # The server sees each as much later as the wire takes, and the first takes longest.
    assert times[-1] - times[0] >= 0.5 * len(PAGES) - 0.4
    assert "asks for 3600 seconds between two requests: 0.5 are kept" in crawled.log
    assert [one.crawl_delay for one in crawled.manifest().robots] == [3600]


def test_a_crawl_that_takes_longer_asks_again(tmp_path: Path) -> None:
    with serving() as server:
        crawl(server, tmp_path, *PAGES, ROBOTSTXT_MAX_AGE=0)

    assert len(server.asked("/robots.txt")) == len(PAGES)


# What was said last


def test_a_young_answer_holds_while_there_is_none(tmp_path: Path) -> None:
    with serving({"/robots.txt": "/robots/bom"}) as server:
        first = crawl(server, tmp_path, "/early/", *PAGES)
        (told,) = first.manifest().robots
        server.instead = {"/robots.txt": "/robots/status-503"}
        server.visits.clear()
        second = crawl(server, tmp_path, "/early/", *PAGES)

        assert sorted(articles(server)) == PAGES
        assert (first.verdict, second.verdict) == (Verdict.COMPLETE, Verdict.COMPLETE)
        (held,) = second.manifest().robots
        digest = hashlib.sha256(b"\xef\xbb\xbfUser-agent: *\nDisallow: /early/\n").hexdigest()
        assert (told.from_ledger, held.from_ledger) == (False, True)
        assert told.sha256 == held.sha256 == digest
        assert (told.status, held.fetched) == (200, told.fetched)

        make_older(tmp_path, "2020-01-01T00:00:00+00:00")
        server.visits.clear()
        third = crawl(server, tmp_path, "/early/", *PAGES)

    assert articles(server) == []
    assert third.verdict is Verdict.UNREACHABLE
    assert third.manifest().robots == []


def make_older(folder: Path, fetched: str) -> None:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE robots SET fetched = ?", [fetched])
        ledger.commit()
