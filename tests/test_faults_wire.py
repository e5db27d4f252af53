"""One crawl of articles whose answers break on the wire or lead astray: how each of them ends.

What waits for a server (429, 503, robots.txt) is in `test_patience` and `test_robots`; what a
single download makes of its bytes is in `test_downloads`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from tests.fault_server import serving
from tests.faulted import Crawl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faulted import Faulted

pytestmark = pytest.mark.slow

TIMES = 2
"""How often a page is asked for that never arrives: once, and RETRY_TIMES more."""

NEVER_WHOLE = {
    "/short/": "ResponseDataLossError",
    "/chunks/": "ResponseDataLossError",
    "/cut/": "before its end",
    "/half-gzip/": "the gzip body is damaged",
    "/half-br/": "the br body is damaged",
    "/half-deflate/": "the deflate body is damaged",
    "/half-zstd/": "the zstd body is damaged",
    "/gzip-without-trailer/": "the gzip body is damaged",
    "/gzip-wrong-checksum/": "the gzip body is damaged",
    "/without-end/": "before its end tag",
    "/reset/": "DownloadFailedError",
    "/empty/": "DownloadFailedError",
    "/garbage/": "DownloadFailedError",
    "/endless-header/": "DownloadFailedError",
    "/hang/": "DownloadTimeoutError",
    "/drip/": "DownloadTimeoutError",
    "/drip-head/": "DownloadTimeoutError",
    "/status-500/": "HTTP 500",
}
WHOLE = (
    "/until-close/",
    "/whole-gzip/",
    "/whole-br/",
    "/whole-deflate/",
    "/whole-zstd/",
    "/1-times-reset/",
    "/1-times-short/",
    "/1-times-cut/",
    "/1-times-half-gzip/",
    "/1-times-half-br/",
    "/1-times-half-zstd/",
    "/1-times-without-end/",
    "/1-times-garbage/",
    "/1-times-status-502/",
)
ASTRAY = ("to-port", "to-host", "to-metadata", "to-private", "to-ipv6", "to-file", "to-data")
SAID_ONCE = {
    "/status-404/": ("gone", "not found"),
    "/status-410/": ("gone", "not found"),
    "/status-403/": ("error", "HTTP 403"),
    "/conditional-never-sent/": ("error", "HTTP 304"),
    **{f"/{place}/": ("redirected", "moved") for place in ASTRAY},
}
LOOPS = ("/self/", "/loop-0/")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulted]:
    sound = [f"/sound-{number}/" for number in range(len(NEVER_WHOLE))]
    # The faults stand apart, so that the site never seems to be down.
    mixed = [path for pair in zip(NEVER_WHOLE, sound, strict=True) for path in pair]
    paths = [*mixed, *WHOLE, *SAID_ONCE, *LOOPS, "/later-to-port/"]
    waits = ("-s", f"RETRY_TIMES={TIMES - 1}", "-s", "DOWNLOAD_TIMEOUT=3", "-s", "PATIENCE=60")
    with serving() as server:
        yield Crawl.of_articles(server, tmp_path_factory.mktemp("wire"), paths, *waits).end()


def test_a_crawl_that_lacks_pages_says_so(crawl: Faulted) -> None:
    missing = len(NEVER_WHOLE) + len(LOOPS) + 2  # and 403 and 304

    assert crawl.verdict is Verdict.PARTIAL
    assert f"{missing} pages could not be fetched or read" in crawl.log


@pytest.mark.parametrize(("path", "why"), NEVER_WHOLE.items())
def test_what_never_arrives_whole_is_an_error(path: str, why: str, crawl: Faulted) -> None:
    end = crawl.ends()[path]

    assert end.state == "error"
    assert why in end.reason
    assert len(end.reason) <= 200
    assert end.reason[-1] not in ": "
    # Twisted by itself asks once more where the connection had served before.
    assert TIMES <= len(crawl.server.asked(path)) <= 2 * TIMES
    assert path not in crawl.articles()


@pytest.mark.parametrize("path", WHOLE)
def test_what_arrives_whole_in_the_end_is_kept_whole(path: str, crawl: Faulted) -> None:
    assert crawl.ends()[path].state == "done"
    assert crawl.articles()[path]["body"].endswith("These are the last words of the article.")
    assert crawl.articles()[path]["warnings"] == []


@pytest.mark.parametrize(("path", "end"), SAID_ONCE.items())
def test_what_an_answer_says_is_asked_once(path: str, end: tuple[str, str], crawl: Faulted) -> None:
    assert crawl.ends()[path][:2] == end
    assert len(crawl.server.asked(path)) == 1


def test_no_redirect_leads_off_the_site(crawl: Faulted) -> None:
    assert crawl.ends()["/later-to-port/"][:2] == ("redirected", "moved")
    assert len(crawl.server.asked("/later-to-port/")) == 2
    assert crawl.server.secrets == []


def test_a_redirect_to_itself_has_an_end(crawl: Faulted) -> None:
    assert crawl.ends()["/self/"][:2] == ("error", "redirect loop")
    assert len(crawl.server.asked("/self/")) == 6


def test_a_redirect_loop_is_left_after_five(crawl: Faulted) -> None:
    ends = crawl.ends()

    assert ends["/loop-0/"].state == "redirected"
    assert ends["/loop-5/"][:2] == ("error", "redirect loop")
    assert crawl.server.asked("/loop-6/") == []


def test_every_address_that_was_asked_for_has_an_end(crawl: Faulted) -> None:
    asked = crawl.server.counts.keys() - {"/robots.txt", "/"}

    assert {path for path in asked if crawl.ends()[path].state == "found"} == set()
