"""One crawl of articles that arrive whole and are huge, deep, odd, or not what they say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from tests.fault_server import serving
from tests.fault_server.contents import ACCENTED
from tests.faulted import Crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faulted import Faulted

pytestmark = pytest.mark.slow

MIB = 1024 * 1024
TOO_LARGE = (
    "/bomb-gzip-1500/",
    "/bomb-br-1500/",
    "/bomb-zstd-1500/",
    "/endless/",
    "/large-17/",
)
SUSPECT = {
    "/deep-3000/": "too deep",
    "/deep-100000/": "too deep",
    "/links-100000/": "too many links",
    "/instead-soft-404/": "not found",
    "/instead-challenge/": "challenge",
    "/instead-maintenance/": "maintenance",
    "/instead-login/": "login",
}
BODIES = {
    "/deep-200/": "The innermost.\n\nAfter them.",
    "/text-nul/": "abc d",
    "/text-bidi/": "Left \u202e right",
    "/encoding-lying-header/": ACCENTED,
    "/encoding-lying-both/": ACCENTED,
    "/encoding-meta/": ACCENTED,
    "/encoding-bom/": ACCENTED,
}
TITLES = {
    "/title-equals/": '=HYPERLINK("http://other.invalid/","x")',
    "/title-plus/": "+1",
    "/title-minus/": "-1",
    "/title-at/": "@SUM(A1)",
    "/title-script/": "</script><script>alert(1)</script>",
    "/title-bidi/": "Left right end",
}
NAMES = ("/con/", "/nul/", "/-rf/", f"/{'x' * 300}/", "/%e5%ae%97%e6%95%99/", "/'%20or%201=1--/")
OTHERS = ("/text-surrogate/", "/text-c1/", "/encoding-invalid/", "/deep-300/")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulted]:
    paths = [*TOO_LARGE, *SUSPECT, *BODIES, *TITLES, *NAMES, *OTHERS]
    with serving() as server:
        yield Crawl.of_articles(server, tmp_path_factory.mktemp("contents"), paths).end()


def test_a_crawl_that_lacks_pages_says_so(crawl: Faulted) -> None:
    assert crawl.verdict is Verdict.PARTIAL
    assert f"{len(TOO_LARGE) + len(SUSPECT)} pages could not be fetched or read" in crawl.log


@pytest.mark.parametrize("path", TOO_LARGE)
def test_what_is_too_large_has_an_end_of_its_own(path: str, crawl: Faulted) -> None:
    assert crawl.ends()[path][:2] == ("too_large", "more than 16777216 bytes")
    assert len(crawl.server.asked(path)) == 1


def test_no_bomb_and_no_endless_page_takes_more_than_250_mib(crawl: Faulted) -> None:
    assert crawl.peak < 250 * MIB


@pytest.mark.parametrize(("path", "reason"), SUSPECT.items())
def test_what_is_no_article_is_suspect(path: str, reason: str, crawl: Faulted) -> None:
    assert crawl.ends()[path] == ("suspect", reason, 200)
    assert path not in crawl.articles()


@pytest.mark.parametrize(("path", "prose"), BODIES.items())
def test_prose_is_what_a_reader_sees(path: str, prose: str, crawl: Faulted) -> None:
    article = crawl.articles()[path]

    assert f"\n\n{prose}\n\n" in article["body"]
    assert article["warnings"] == []


@pytest.mark.parametrize(("path", "title"), TITLES.items())
def test_titles_are_what_a_reader_sees(path: str, title: str, crawl: Faulted) -> None:
    assert crawl.articles()[path]["title"] == title


def test_characters_that_are_lost_are_counted(crawl: Faulted) -> None:
    warnings = crawl.articles()["/encoding-invalid/"]["warnings"]

    assert any("1 undecodable" in warning for warning in warnings)


def test_no_control_and_no_lone_surrogate_is_stored(crawl: Faulted) -> None:
    stored = (crawl.folder / "articles.jsonl").read_bytes()

    assert b"\\u00" not in stored
    assert b"\\ud" not in stored
    assert not {character for character in stored.decode() if character < " "} - {"\n"}


@pytest.mark.parametrize("path", NAMES)
def test_a_slug_is_an_identity_whatever_it_says(path: str, crawl: Faulted) -> None:
    assert crawl.ends()[path].state == "done"


def test_no_file_is_named_by_the_site(crawl: Faulted) -> None:
    kinds = {"articles", "authors", "glossary", "listings", "pages"}
    named = {path.name for path in crawl.folder.iterdir()}

    assert {f"{kind}.jsonl" for kind in kinds} <= named
    assert not {name for name in named if any(path.strip("/") in name for path in NAMES)}
    beside = {path.name for path in crawl.folder.parent.iterdir()}
    assert beside == {"en", "log", "peak", "printed", "urls.txt"}


def test_the_ledger_is_sound_after_all_that(crawl: Faulted) -> None:
    with closing(sqlite3.connect(crawl.folder / "ledger.sqlite")) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.nightly
def test_a_page_of_15_mib_is_read(tmp_path: Path) -> None:
    with serving() as server:
        crawl = Crawl.of_articles(server, tmp_path, ["/large-15/"]).end()

    assert crawl.verdict is Verdict.COMPLETE
    assert len(crawl.articles()["/large-15/"]["body"]) > 14 * MIB
    assert crawl.peak < 512 * MIB
