"""What coverage says where sources hide articles, fail, or were not asked for everything."""

from __future__ import annotations

import hashlib
import json
from shutil import copytree
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from bwcrawler.ledger.reading import reading
from bwcrawler.publish.coverage import coverage_lines, coverage_report
from bwcrawler.publish.manifest import read_manifest
from bwcrawler.publish.schema import json_schema
from bwcrawler.sample import Magazine, Quirks, running
from bwcrawler.sample.connection import Request, Response
from tests.processes import Faulty, scrapy
from tests.test_spiders import Crawl, crawl
from tests.test_update import plain

if TYPE_CHECKING:
    from pathlib import Path

    from bwcrawler.publish.coverage import CoverageReport
    from bwcrawler.sample import Post

ARTICLES = 40
ROBOTS = b"User-agent: *\nDisallow: %s\nSitemap: %s/wp-sitemap.xml\n"


def coverage(folder: Path) -> dict[str, Any]:
    with reading(folder / "en" / "ledger.sqlite") as connection:
        found: dict[str, Any] = json.loads(b"".join(coverage_lines(*coverage_report(connection))))
    jsonschema.validate(found, json.loads(json_schema("coverage")))
    return found


def report(folder: Path) -> CoverageReport:
    with reading(folder / "en" / "ledger.sqlite") as connection:
        return coverage_report(connection)[1]


def kind(found: dict[str, Any], name: str) -> dict[str, Any]:
    [one] = (one for one in found["kinds"] if one["kind"] == name)
    return dict(one)


def half_known(found: dict[str, Any], url: str) -> tuple[set[str], set[str]]:
    """Which kinds of sources name an article, and which do not that should."""
    [one] = (one for one in found["half_known"] if one["url"] == url)
    return set(one["named_by"]), set(one["not_named_by"])


def missing(found: dict[str, Any], url: str) -> tuple[str, str, bool]:
    [one] = (one for one in found["missing"] if one["url"] == url)
    return one["state"], one["reason"], one["open"]


def shown_nowhere_but_in_listings(magazine: Magazine) -> list[Post]:
    """Plain posts that the home page does not feature and the feed has dropped."""
    return [post for post in plain(magazine) if post not in magazine.popular][:-15]


# A magazine whose sources agree


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    folder = tmp_path_factory.mktemp("whole")
    with running(Magazine(ARTICLES), quirks=Quirks(core_lastmod=True)) as server:
        return crawl(folder, "archive", server)


def test_sources_that_agree_make_it_complete(whole: Crawl) -> None:
    found = coverage(whole.folder)

    assert found["complete"]
    assert found["says"] == (
        "complete: all that the sources name is in the archive, and the archive has 40 articles, "
        "the sitemap 40, the REST API 40."
    )
    assert found["half_known"] == []
    assert {one["state"] for one in found["missing"]} == {"protected"}
    assert {one["reason"] for one in found["missing"]} == {"password"}
    for name in ("sitemap", "rest"):
        named = ARTICLES + len(found["missing"])
        one = kind(found, name)
        assert (one["whole"], one["named"], one["archived"]) == (True, named, ARTICLES)
        assert one["unreadable"] == len(found["missing"])
    assert kind(found, "month")["answers"] is False
    assert sum(found["months"].values()) == ARTICLES


def test_what_is_hidden_is_named_with_what_hides_it(tmp_path: Path) -> None:
    magazine = Magazine(ARTICLES)
    by_sitemap, by_rest, by_listings, by_both, by_all_but_sitemap, *_ = (
        shown_nowhere_but_in_listings(magazine)
    )
    quirks = Quirks(
        not_in_sitemap=frozenset({by_sitemap.id, by_both.id}),
        not_in_rest=frozenset({by_rest.id, by_both.id, by_all_but_sitemap.id}),
        not_in_listings=frozenset({by_listings.id, by_all_but_sitemap.id}),
    )
    with running(magazine, quirks=quirks) as server:
        result = crawl(tmp_path, "archive", server)
    found = coverage(tmp_path)

    def hidden(post: Post) -> tuple[set[str], set[str]]:
        return half_known(found, magazine.url(post))

    listings = {"section", "tag", "author"}
    assert len(result.lines()) == ARTICLES
    assert len(found["half_known"]) == 5
    assert hidden(by_sitemap) == ({"rest"} | (hidden(by_sitemap)[0] & listings), {"sitemap"})
    assert hidden(by_rest)[1] == {"rest"}
    assert hidden(by_listings) == ({"sitemap", "rest"}, {"listings"})
    assert hidden(by_both)[1] == {"sitemap", "rest"}
    assert hidden(by_both)[0] <= listings
    assert hidden(by_all_but_sitemap) == ({"sitemap"}, {"rest", "listings"})
    assert (kind(found, "sitemap")["only"], kind(found, "rest")["only"]) == (1, 0)
    assert found["counts"] == {"archive": 40, "sitemap": 38, "rest": 37}
    assert not found["complete"]
    assert found["says"] == (
        "not shown complete: the archive has 40 articles, the sitemap 38, the REST API 37, "
        "more than 0.5% apart."
    )


def test_every_missing_article_has_its_reason(tmp_path: Path) -> None:
    magazine = Magazine(ARTICLES)
    failing, gone, forbidden, moved, nonsense, *_ = shown_nowhere_but_in_listings(magazine)

    def fault(request: Request) -> Response | None:
        if request.path == "/robots.txt":
            return Response(
                ROBOTS % (forbidden.path.encode(), server.url.encode()), content_type="text/plain"
            )
        if request.path == moved.path:
            return Response(b"", 301, headers={"Location": server.url + gone.path})
        answers = {failing.path: 500, gone.path: 410, nonsense.path: 200}
        return (
            Response(b"<html>?</html>", answers[request.path]) if request.path in answers else None
        )

    with running(magazine) as server:
        server.sites = {"en": Faulty(server, fault)}
        crawl(tmp_path, "archive", server)
    found = coverage(tmp_path)

    assert missing(found, magazine.url(failing)) == ("error", "HTTP 500", True)
    assert missing(found, magazine.url(gone)) == ("gone", "not found", False)
    assert missing(found, magazine.url(moved)) == (
        "gone",
        f"leads to {magazine.url(gone)}: not found",
        False,
    )
    state, reason, is_open = missing(found, magazine.url(forbidden))
    assert (state, is_open) == ("excluded", True)
    assert "robots.txt" in reason
    assert missing(found, magazine.url(nonsense))[::2] == ("suspect", True)
    assert found["open"] == {"error": 1, "excluded": 1, "suspect": 1}
    assert kind(found, "sitemap")["deleted"] == 2
    assert found["says"].startswith(
        "not shown complete: 3 addresses are named and not in the archive "
        "(1 answered with an error, 1 not allowed or not wanted, 1 could not be read); "
    )


def test_a_source_that_does_not_answer_is_no_reason_and_none_at_all_is_one(
    tmp_path: Path,
) -> None:
    closed = {"no-api": Quirks(rest=False), "neither": Quirks(rest=False, sitemap=False)}
    for name, quirks in closed.items():
        with running(Magazine(ARTICLES), quirks=quirks) as server:
            crawl(tmp_path / name, "archive", server)
    one, neither = report(tmp_path / "no-api"), report(tmp_path / "neither")

    assert one.says.endswith("the archive has 40 articles, the sitemap 40.")
    assert (one.complete, one.counts) == (True, {"archive": 40, "sitemap": 40})
    assert neither.says == (
        "not shown complete: neither the sitemap nor the REST API has been read as a whole."
    )


def test_an_inventory_with_a_hole_has_not_been_read_as_a_whole(tmp_path: Path) -> None:
    def fault(request: Request) -> Response | None:
        return Response(b"", 500) if request.path.endswith("post-2.xml") else None

    with running(Magazine(ARTICLES)) as server:
        server.sites = {"en": Faulty(server, fault, Quirks(sitemap_size=10))}
        crawl(tmp_path, "archive", server)

    assert report(tmp_path).says == (
        "not shown complete: the sitemap answers, and has not been read as a whole; "
        "1 page of the sitemap could not be read."
    )


def test_a_limited_crawl_says_that_it_was(tmp_path: Path) -> None:
    with running(Magazine(ARTICLES)) as server:
        crawl(tmp_path / "limit", "archive", server, limit="3", since="")
        crawl(tmp_path / "since", "archive", server, since="2023-01-01", until="2024-12-31")
        crawl(tmp_path / "section", "sections", server, section="china")
    limit, since, section = (report(tmp_path / name) for name in ("limit", "since", "section"))

    assert limit.says.endswith("the last crawl was limited by limit=3.")
    assert since.says.endswith("limited by since=2023-01-01 and until=2024-12-31.")
    assert since.open
    assert section.says.endswith("the last crawl was limited by section=china.")
    assert {limit.complete, since.complete, section.complete} == {False}


# After later crawls


@pytest.fixture
def folder(whole: Crawl, tmp_path: Path) -> Path:
    copytree(whole.folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_an_update_brings_keeps_it_complete(folder: Path) -> None:
    magazine = Magazine(ARTICLES)
    with running(magazine, quirks=Quirks(core_lastmod=True)) as server:
        post = plain(magazine)[5]
        magazine.add()
        magazine.rename(post, "another-slug")
        crawl(folder, "update", server)
    found = coverage(folder)

    assert found["says"].endswith("the archive has 41 articles, the sitemap 41, the REST API 41.")
    assert found["complete"]


def test_a_sitemap_that_has_lost_articles_since_disagrees(folder: Path) -> None:
    magazine = Magazine(ARTICLES)
    hidden = frozenset(post.id for post in magazine.published[:5])
    with running(magazine, quirks=Quirks(core_lastmod=True, not_in_sitemap=hidden)) as server:
        crawl(folder, "update", server)

    assert report(folder).counts == {"archive": 40, "sitemap": 35, "rest": 40}


def test_a_crawl_of_a_part_takes_nothing_from_what_was_shown(folder: Path) -> None:
    with running(Magazine(ARTICLES)) as server:
        crawl(folder, "sections", server, section="china")

    assert report(folder).complete


# As a command


def test_the_command_shows_a_table_and_ends_by_what_it_says(folder: Path) -> None:
    result = scrapy("coverage", folder=folder)

    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert any(line.split()[:3] == ["sitemap", "whole,", "7"] for line in lines)
    assert lines[-1] == report(folder).says
    assert "\x1b" not in result.stdout


def test_the_command_prints_the_file(folder: Path) -> None:
    result = scrapy("coverage", "en", "--json", folder=folder)

    assert (result.returncode, json.loads(result.stdout)) == (0, coverage(folder))


def test_a_run_publishes_it_and_says_it(whole: Crawl) -> None:
    manifest = read_manifest(whole.folder / "en" / "manifest.json")
    path = whole.folder / "en" / "coverage.json"

    assert manifest is not None
    assert (
        manifest.coverage == whole.stats["coverage"].partition(": ")[2] == report(whole.folder).says
    )
    assert json.loads(path.read_bytes()) == coverage(whole.folder)
    [file] = (file for file in manifest.files if file.name == path.name)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.lines == len(path.read_bytes().splitlines())
