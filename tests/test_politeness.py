"""No host is asked for anything while it wants to be left alone, and no page pays for its host."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from tests.fault_server import FaultServer, serving
from tests.fault_server.weather import calm
from tests.forks import Crawl, crawl
from tests.processes import scrapy

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
"""Together; nearly every test is a crawl of its own."""

PAGES = [f"/page-{number}/" for number in range(6)]


def silence(server: FaultServer, path: str) -> float:
    """Seconds in which nobody asked for anything after the first attempt at a page."""
    first = server.asked(path)[0]
    later = server.visits[server.visits.index(first) + 1 :]
    return later[0].at - first.at


def published(crawled: Crawl) -> int:
    return len((crawled.folder / "en" / "articles.jsonl").read_bytes().splitlines())


# A host that asks to be left alone


SECONDS = {
    "/2-times-429-wait-1/": 1,
    "/1-times-503-wait-1/": 1,
    "/1-times-503-until-1/": 1,
    "/1-times-429-fast-clock-1/": 1,
}
"""Pages that ask for it, each in its own way."""


@pytest.fixture(scope="module")
def waited(tmp_path_factory: pytest.TempPathFactory) -> tuple[FaultServer, Crawl]:
    """One crawl of all these pages, and as many others."""
    with serving() as server:
        paths = [path for pair in zip(SECONDS, PAGES, strict=False) for path in pair]
        quick = {"WATCHDOG_TIMEOUT": 0.8, "LOGSTATS_INTERVAL": 0.2}
        return server, crawl(server, tmp_path_factory.mktemp("waited"), *paths, **quick)


@pytest.mark.parametrize("path", SECONDS)
def test_nothing_at_all_is_asked_for_before_the_time_has_come(
    path: str, waited: tuple[FaultServer, Crawl]
) -> None:
    assert silence(waited[0], path) >= SECONDS[path]


def test_every_page_is_had_in_the_end(waited: tuple[FaultServer, Crawl]) -> None:
    server, crawled = waited

    assert crawled.verdict is Verdict.COMPLETE
    assert published(crawled) == 2 * len(SECONDS)
    attempts = {path: len(server.asked(path)) for path in SECONDS}
    assert attempts == {path: int(path[1]) + 1 for path in SECONDS}


def test_the_watchdog_knows_that_it_is_a_pause(waited: tuple[FaultServer, Crawl]) -> None:
    assert "No page has been settled" not in waited[1].log


def test_the_progress_tells_of_it(waited: tuple[FaultServer, Crawl]) -> None:
    lines = [line for line in waited[1].log.splitlines() if "known pages done" in line]

    assert any("paused until" in line and "429 from 127.0.0.1" in line for line in lines)


def test_what_makes_no_sense_counts_for_a_second_or_for_nothing(
    tmp_path: Path,
) -> None:
    absurd = ["/1-times-429-absurd-minus/", "/1-times-503-absurd-word/"]
    past = "/1-times-503-absurd-past/"
    with serving() as server:
        crawled = crawl(server, tmp_path, *absurd, past, *PAGES)

    assert crawled.verdict is Verdict.COMPLETE
    assert silence(server, past) >= 1


@pytest.mark.parametrize("path", ["/429-absurd-huge/", "/503-wait-901/"])
def test_a_host_that_asks_for_too_much_ends_the_run(path: str, tmp_path: Path) -> None:
    with serving() as server:
        server.instead = {"/page-3/": path}
        crawled = crawl(server, tmp_path, *PAGES)

        assert crawled.verdict is Verdict.RATE_LIMITED
        assert len(server.asked("/page-3/")) == 1
        assert server.visits[-1].path == "/page-3/"
        assert {state for state, _ in crawled.states().values()} <= {"done", "found"}

        server.instead = {}
        assert crawl(server, tmp_path, *PAGES).verdict is Verdict.COMPLETE
    assert published(crawled) == len(PAGES)


# A host that fails


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        ("/status-503/", Verdict.RATE_LIMITED),
        ("/status-429/", Verdict.RATE_LIMITED),
        ("/status-500/", Verdict.UNREACHABLE),
        ("/reset/", Verdict.UNREACHABLE),
        ("/garbage/", Verdict.UNREACHABLE),
    ],
)
def test_a_site_that_goes_down_half_way_ends_the_run_and_no_page_pays_for_it(
    fault: str, verdict: Verdict, tmp_path: Path
) -> None:
    is_down: list[str] = []

    def plan(path: str, _attempt: int) -> str:
        if path == PAGES[2]:
            is_down.append(path)
        return fault if is_down else path

    with serving(plan=plan) as server:
        crawled = crawl(server, tmp_path, *PAGES, PATIENCE=0.3)
        assert {state for state, _ in crawled.states().values()} <= {"done", "found"}
        assert crawled.verdict is verdict
        manifest = crawled.manifest()
        assert (manifest.verdict, manifest.figures.articles) == (verdict.name.lower(), 0)

        server.plan = calm
        assert crawl(server, tmp_path, *PAGES).verdict is Verdict.COMPLETE
        assert len(server.asked(PAGES[0])) == 1, "what was had is not asked for again"
    assert published(crawled) == len(PAGES)


def test_the_pauses_of_a_host_that_fails_grow(tmp_path: Path) -> None:
    with serving(plan=lambda path, _: path if path == "/robots.txt" else "/reset/") as server:
        settings = {"PAUSE_FIRST": 0.1, "PATIENCE": 1, "PAUSE_AFTER_FAILURES": 3}
        crawl(server, tmp_path, *PAGES, **settings)

    times = [visit.at for visit in server.visits]
    waits = [after - before for before, after in pairwise(times)]
    assert sum(wait >= 0.1 for wait in waits) >= 3
    assert max(waits) >= 0.4


def test_nobody_listens(tmp_path: Path) -> None:
    with serving() as server:
        pass
    crawled = crawl(server, tmp_path, *PAGES)

    assert crawled.verdict is Verdict.UNREACHABLE
    assert "robots.txt does not answer (DownloadConnectionRefusedError" in crawled.manifest().says


def test_there_is_no_such_name(tmp_path: Path) -> None:
    server = FaultServer(url="http://no-such-host.invalid")
    quick = {"RETRY_DELAY": 0.01, "PAUSE_FIRST": 0.01, "USER_AGENT": "a@b.example"}
    crawled = crawl(server, tmp_path, *PAGES, **quick)

    assert crawled.verdict is Verdict.UNREACHABLE


# A page that fails


BROKEN = ["/status-500/", "/status-503/", "/reset/", "/empty/", "/garbage/"]
PASSING = ["/2-times-reset/", "/4-times-status-502/", "/1-times-empty/"]
SOUND = [f"/sound-{number}/" for number in range(60)]
DELAY = 0.05


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[FaultServer, Crawl]:
    """One crawl in which some pages fail, most of them for good, and the others do not."""
    folder = tmp_path_factory.mktemp("broken")
    with serving() as server:
        paths = [*BROKEN, *PASSING, *SOUND]
        return server, crawl(server, folder, *paths, RETRY_DELAY=DELAY, DOWNLOAD_DELAY=0.01)


def test_a_page_that_fails_is_an_error_and_the_others_are_kept(
    broken: tuple[FaultServer, Crawl],
) -> None:
    states = broken[1].states()
    errors = {path: reason for path, (state, reason) in states.items() if state == "error"}

    assert set(errors) == set(BROKEN)
    assert (errors["/status-500/"], errors["/status-503/"]) == ("HTTP 500", "HTTP 503")
    assert {states[path][0] for path in PASSING + SOUND} == {"done"}


@pytest.mark.parametrize("path", BROKEN)
def test_it_had_five_attempts_further_and_further_apart(
    path: str, broken: tuple[FaultServer, Crawl]
) -> None:
    times = [visit.at for visit in broken[0].asked(path)]
    waits = [after - before for before, after in pairwise(times)]

    assert len(waits) >= 4
    assert all(wait >= DELAY * 2**number for number, wait in enumerate(waits[:4]))


@pytest.mark.parametrize("path", BROKEN)
def test_others_were_asked_for_meanwhile(path: str, broken: tuple[FaultServer, Crawl]) -> None:
    paths = [visit.path for visit in broken[0].visits]
    first, last = paths.index(path), len(paths) - 1 - paths[::-1].index(path)

    assert set(paths[first:last]) & set(SOUND)


def test_the_last_page_of_all_can_fail_too(tmp_path: Path) -> None:
    with serving() as server:
        crawled = crawl(server, tmp_path, "/status-500/")

    assert crawled.verdict is Verdict.PARTIAL
    assert crawled.states()["/status-500/"] == ("error", "HTTP 500")
    assert len(server.asked("/")) == 1, "the home page answers, so it is the page's fault"


# Who asks


def test_a_crawl_that_names_nobody_is_refused(tmp_path: Path) -> None:
    result = scrapy("crawl", "archive", "-s", "USER_AGENT=bwcrawler/1.0 ()", folder=tmp_path)

    assert result.returncode == Verdict.USAGE
    assert "BWCRAWLER_CONTACT" in result.stderr.splitlines()[-1]
    assert not any(tmp_path.iterdir())
