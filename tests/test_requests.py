"""One crawl of pages that would like to be remembered, to lead away, or to be listened to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample.connection import Response
from tests.fault_server import pages, serving
from tests.faulted import Crawl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.sample.connection import Request
    from tests.faulted import Faulted

pytestmark = pytest.mark.slow

ARTICLES = ("one", "two", "three", "moved")
LONG = "long-" * 500
_LISTENS = re.compile(r"^ *\d+: \w+:\w+ \w+:\w+ 0A (?:\S+ +){5}(?P<inode>\d+)", re.MULTILINE)


@dataclass(slots=True)
class Site:
    """Sets a cookie with each page, refreshes it to a secret one, and watches who asks."""

    crawl: Crawl | None = None
    listening: set[str] = field(default_factory=set)

    def __call__(self, request: Request) -> Response:
        if self.crawl is not None:
            self.listening |= listening(self.crawl.process.pid)
        headers = {"Set-Cookie": "visitor=7; Path=/", "Refresh": "0; url=/secret/"}
        if request.path == "/moved/":
            return Response(b"", 301, headers=headers | {"Location": f"/{LONG}/"})
        if request.path == "/tag/x/":
            page = pages.listing(list(ARTICLES))
        else:
            page = pages.sound(request).body.decode()
        refresh = "<head><meta http-equiv='refresh' content='0; url=/secret/'>"
        response = replace(pages.sound(request), body=page.replace("<head>", refresh).encode())
        return replace(response, headers=headers)


def listening(process: int) -> set[str]:
    """Sockets of a process at which it waits for connections (`man 5 proc`)."""
    tables = (Path(f"/proc/{process}/net/{name}").read_text() for name in ("tcp", "tcp6"))
    waiting = {f"socket:[{inode}]" for table in tables for inode in _LISTENS.findall(table)}
    return waiting & {str(file.readlink()) for file in Path(f"/proc/{process}/fd").iterdir()}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.fixture(scope="module")
def crawl(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulted]:
    folder = tmp_path_factory.mktemp("requests")
    with serving(sound=site) as server:
        site.crawl = Crawl.start(server, folder, "tags", "-a", "tag=x")
        yield site.crawl.end()


def test_all_pages_come(crawl: Faulted) -> None:
    assert crawl.verdict is Verdict.COMPLETE
    assert crawl.articles().keys() == {"/one/", "/two/", "/three/"}


@pytest.mark.parametrize("name", ["cookie", "referer", "authorization"])
def test_no_request_tells_of_another(name: str, crawl: Faulted) -> None:
    assert not [visit for visit in crawl.server.visits if name in visit.request.headers]


def test_every_request_says_who_asks(crawl: Faulted) -> None:
    agents = {visit.request.headers["user-agent"] for visit in crawl.server.visits}

    assert len(agents) == 1
    assert agents.pop().startswith("bwcrawler/")


def test_no_coding_is_asked_for_that_cannot_be_verified(crawl: Faulted) -> None:
    accepted = {visit.request.headers["accept-encoding"] for visit in crawl.server.visits}

    assert accepted == {"gzip, deflate, br, zstd"}


def test_no_page_refreshes_itself(crawl: Faulted) -> None:
    assert crawl.server.asked("/secret/") == []


def test_an_address_that_is_too_long_is_not_asked_for_and_has_an_end(crawl: Faulted) -> None:
    assert crawl.server.asked(f"/{LONG}/") == []
    end = crawl.ends()[f"/{LONG}/"]
    assert (end.state, end.reason) == ("excluded", "its URL has more than 2083 characters")


def test_nothing_listens_while_a_crawl_runs(crawl: Faulted, site: Site) -> None:
    assert crawl.server.visits
    assert site.listening == set()
