"""Sitemaps, the REST API, listings and conditional answers in which something is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from bwcrawler.editions import EDITIONS
from bwcrawler.pages.inventory import NotAnInventory, read_rest, read_sitemap
from bwcrawler.publish.manifest import read_manifest
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.urls import Site
from tests.fault_server import serving
from tests.faulted import Crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fault_server import FaultServer
    from tests.faulted import Faulted

REST = "/wp-json/wp/v2/posts"
SITEMAP = "/sitemap.xml"


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


def site(server: FaultServer) -> Site:
    return Site(EDITIONS["en"], server.url)


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("sound", 20),
        ("gzip", 20),
        pytest.param("many", 50_000, marks=pytest.mark.nightly),
        ("future", 1),
    ],
)
def test_a_whole_sitemap_is_read(kind: str, entries: int, server: FaultServer) -> None:
    body = urlopen(f"{server.url}/sitemaps/{kind}").read()

    found = read_sitemap(body, f"{server.url}{SITEMAP}", site(server)).entries

    assert len(found) == entries
    assert found[0].url == "https://bitterwinter.org/mapped-0/"


@pytest.mark.parametrize(
    "kind", ["cut", "html", "empty", "entities", "warning", "foreign", "half-gzip"]
)
def test_any_other_sitemap_is_none(kind: str, server: FaultServer) -> None:
    body = urlopen(f"{server.url}/sitemaps/{kind}").read()

    with pytest.raises(NotAnInventory):
        read_sitemap(body, f"{server.url}{SITEMAP}", site(server))


@pytest.mark.parametrize(("kind", "total"), [("sound", 2), ("no-total", None)])
def test_an_answer_of_the_api_is_read(kind: str, total: int | None, server: FaultServer) -> None:
    with urlopen(f"{server.url}/rest/{kind}") as answer:
        found = read_rest(answer.read(), dict(answer.headers), answer.url, site(server))

    assert [entry.url for entry in found.entries] == [
        "https://bitterwinter.org/rest-1/",
        "https://bitterwinter.org/rest-2/",
    ]
    assert found.total == total


@pytest.mark.parametrize("kind", ["html", "cut"])
def test_any_other_answer_of_the_api_is_none(kind: str, server: FaultServer) -> None:
    with urlopen(f"{server.url}/rest/{kind}") as answer, pytest.raises(NotAnInventory):
        read_rest(answer.read(), dict(answer.headers), answer.url, site(server))


# Whole crawls

BROKEN = {
    ("cut", "members"): ("error", "error"),
    ("foreign", "off"): ("error", "gone"),
}
"""What sitemap and API answer, and how the two addresses end."""


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Faulted]]:
    """Of the made-up magazine, behind sources that are broken."""
    folder = tmp_path_factory.mktemp("sources")
    with ExitStack() as stack:
        running = {}
        for sitemap, rest in BROKEN:
            magazine = Magazine(12, theme="divi")
            instead = {"/sitemap_index.xml": f"/sitemaps/{sitemap}", REST: f"/rest/{rest}"}
            server = stack.enter_context(serving(instead))
            server.sound = WordPress(magazine, server.url, Quirks()).respond
            crawl = Crawl.start(server, folder / f"{sitemap}-{rest}", "archive")
            running[sitemap, rest] = crawl
        yield {broken: crawl.end() for broken, crawl in running.items()}


@pytest.mark.slow
@pytest.mark.parametrize("broken", BROKEN)
def test_broken_sources_cost_no_article(
    broken: tuple[str, str], crawls: dict[tuple[str, str], Faulted]
) -> None:
    crawl = crawls[broken]
    ends = crawl.ends()
    rest = next(end for path, end in ends.items() if path.startswith(REST))
    manifest = read_manifest(crawl.folder / "manifest.json")
    assert manifest is not None

    # The listings have named every article, so that no page is missing.
    assert crawl.verdict is Verdict.COMPLETE
    assert len(crawl.articles()) == 12
    assert [source.kind for source in manifest.sources] == ["feed"]
    assert manifest.coverage.startswith("not shown complete: ")
    assert (ends["/sitemap_index.xml"].state, rest.state) == BROKEN[broken]
    assert not any(path.startswith("/mapped-") for path in ends)


@pytest.mark.slow
def test_a_listing_that_says_the_same_for_ever_is_left(server: FaultServer, tmp_path: Path) -> None:
    crawl = Crawl.start(server, tmp_path, "tags", "-a", "tag=same").end()

    assert crawl.verdict is Verdict.COMPLETE
    assert len(crawl.articles()) == 10
    assert server.asked("/tag/same/page/4/")
    assert not server.asked("/tag/same/page/5/")


@pytest.mark.slow
def test_a_listing_that_grows_for_ever_ends_at_a_limit_that_is_not_ok(
    server: FaultServer, tmp_path: Path
) -> None:
    limit = ("-s", "CLOSESPIDER_PAGECOUNT=40")
    crawl = Crawl.start(server, tmp_path, "tags", "-a", "tag=growing", *limit).end()

    assert crawl.verdict is Verdict.LIMIT_REACHED
    assert "closespider_pagecount" in crawl.log.splitlines()[-1]
    assert sum(path.startswith("/tag/growing/") for path in server.counts) < 40


@pytest.mark.slow
@pytest.mark.parametrize("most", [1, 3])
def test_no_more_is_asked_for_at_once_than_is_allowed(most: int, tmp_path: Path) -> None:
    paths = [f"/late-20-{number}/" for number in range(20)]
    with serving() as server:
        Crawl.of_articles(
            server, tmp_path, paths, "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={most}"
        ).end()

    assert server.most == most
    assert sum(server.counts[path] for path in paths) == 20


@pytest.mark.slow
def test_no_calendar_is_followed(tmp_path: Path) -> None:
    with serving({"/": "/2024/05/", "/tag/one/": "/2024/06/"}) as server:
        Crawl.start(server, tmp_path, "archive", "--publish-anyway").end()

    assert server.asked("/")
    assert not [path for path in server.counts if path.startswith("/20")]


@pytest.mark.slow
def test_a_tag_that_stays_while_the_page_changes_hides_nothing(
    server: FaultServer, tmp_path: Path
) -> None:
    path = "/conditional-stale/"
    first = Crawl.of_articles(server, tmp_path, [path]).end().articles()[path]
    second = Crawl.of_articles(server, tmp_path, [path]).end()

    assert second.articles()[path]["content_sha256"] != first["content_sha256"]
    with closing(sqlite3.connect(second.folder / "ledger.sqlite")) as ledger:
        assert ledger.execute("SELECT count(*) FROM revision").fetchone() == (2,)
