"""Articles that are not there: when they are missing or gone, and what counts as neither."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.wordpress import WordPress
from tests.test_spiders import Broken, Crawl, crawl, urls
from tests.test_update import changes, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.sample import Post

OPEN = Quirks(core_lastmod=True)


class Days:
    """A clock that stands still until a test moves it on."""

    def __init__(self) -> None:
        # The site's own clock is the machine's.
        self.moment = datetime.now(UTC)

    def __call__(self) -> str:
        return self.moment.isoformat(timespec="seconds")

    def pass_by(self, hours: int) -> None:
        self.moment += timedelta(hours=hours)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a magazine of 40 articles."""
    folder = tmp_path_factory.mktemp("crawled")
    with running(Magazine(40), quirks=OPEN) as server:
        crawl(folder, "archive", server)
    return folder


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Magazine(40), quirks=OPEN) as server:
        yield server


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    copytree(crawled, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def post(server: Server) -> Post:
    return plain(server.magazine)[3]


@pytest.fixture
def clock() -> Days:
    return Days()


def update(folder: Path, server: Server, clock: Days, **arguments: str) -> Crawl:
    return crawl(folder, "update", server, clock=clock, **arguments)


def status(folder: Path, post: Post) -> str:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        statement = "SELECT status FROM article WHERE post_id = ?"
        [[found]] = ledger.execute(statement, [post.id]).fetchall()
        return str(found)


# Live, missing, gone, back


def test_a_deleted_article_is_missing_first_and_gone_a_day_later(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    magazine = server.magazine
    url = magazine.url(post)
    magazine.delete(post)

    first = update(folder, server, clock)
    assert status(folder, post) == "missing"
    assert (url in first.urls(), changes(first)) == (True, {})

    clock.pass_by(hours=23)
    second = update(folder, server, clock)
    assert status(folder, post) == "missing"
    assert (url in second.urls(), changes(second)) == (True, {})

    clock.pass_by(hours=1)
    third = update(folder, server, clock)
    assert status(folder, post) == "gone"
    assert (url in third.urls(), changes(third)) == (False, {url: "gone"})

    clock.pass_by(hours=24)
    fourth = update(folder, server, clock)
    assert changes(fourth) == {}
    assert post.path not in fourth.requests
    assert f"/?p={post.id}" not in fourth.requests


def test_an_article_that_is_there_again_has_only_been_missing(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    server.magazine.delete(post)
    update(folder, server, clock)
    server.magazine.restore(post)
    clock.pass_by(hours=30)

    result = update(folder, server, clock)

    assert status(folder, post) == "live"
    assert changes(result) == {}
    server.magazine.delete(post)
    update(folder, server, clock)
    assert status(folder, post) == "missing"


def test_an_article_that_is_gone_can_come_back(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    magazine = server.magazine
    magazine.delete(post)
    update(folder, server, clock)
    clock.pass_by(hours=25)
    update(folder, server, clock)
    assert status(folder, post) == "gone"
    magazine.restore(post)

    result = update(folder, server, clock)

    assert status(folder, post) == "live"
    assert changes(result) == {magazine.url(post): "back"}
    [line] = result.lines("changes/000004")
    assert line["content_sha256"] == line["previous_sha256"] != ""
    assert result.urls() == urls(magazine, magazine.published)


def test_a_crawl_of_everything_tells_the_same(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    server.magazine.delete(post)
    crawl(folder, "archive", server, clock=clock)
    assert status(folder, post) == "missing"
    clock.pass_by(hours=24)

    result = crawl(folder, "archive", server, clock=clock)

    assert status(folder, post) == "gone"
    assert changes(result) == {server.magazine.url(post): "gone"}


@pytest.mark.parametrize("arguments", [{"limit": "3"}, {"since": "2024-01-01"}], ids=str)
def test_a_crawl_of_some_articles_tells_nothing_of_the_others(
    arguments: dict[str, str], folder: Path, server: Server, clock: Days
) -> None:
    for post in plain(server.magazine)[:30]:
        server.magazine.delete(post)

    result = crawl(folder, "archive", server, clock=clock, **arguments)

    assert result.stats["finish_reason"] == "finished"
    assert status(folder, plain(server.magazine)[0]) == "live"


# What is no evidence


@pytest.mark.parametrize("state", ["cut", "html", "empty"])
def test_nothing_is_gone_while_no_inventory_is_whole(
    state: str, folder: Path, server: Server, post: Post, clock: Days
) -> None:
    path = "/wp-sitemap-posts-post-1.xml"
    server.magazine.delete(post)
    whole = server.sites["en"].respond(Request("GET", path)).body
    body = {"cut": whole[:-60], "html": b"<!DOCTYPE html><p>Sorry", "empty": b""}[state]
    broken = Broken(server, path, Response(body, content_type="application/xml"))
    server.sites = {"en": broken}
    close_rest(broken)
    update(folder, server, clock)
    clock.pass_by(hours=30)

    update(folder, server, clock)

    assert status(folder, post) != "gone"
    server.sites = {"en": WordPress(server.magazine, server.url, OPEN)}
    clock.pass_by(hours=30)
    update(folder, server, clock)
    clock.pass_by(hours=30)
    update(folder, server, clock)
    assert status(folder, post) == "gone"


def close_rest(site: WordPress) -> None:
    site.quirks = Quirks(core_lastmod=True, rest=False)


def test_an_article_that_an_inventory_still_names_is_not_gone(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    """As of a cache plug-in that has lost a page."""
    lost = Response(b"Not found", 404)
    site = Lost(server, {post.path: lost, "/": lost}, post)
    server.sites = {"en": site}
    crawl(folder, "articles", server, clock=clock, url=server.magazine.url(post))
    for _ in range(3):
        clock.pass_by(hours=30)
        result = update(folder, server, clock)

    assert status(folder, post) in ("live", "missing")
    assert server.magazine.url(post) in result.urls()


class Lost(WordPress):
    """The sample, but for one post, which is only in its lists."""

    def __init__(self, server: Server, answers: dict[str, Response], post: Post) -> None:
        super().__init__(server.magazine, server.url, OPEN)
        self._answers = answers
        self._number = str(post.id)

    def respond(self, request: Request) -> Response:
        is_short = request.path == "/" and request.query.get("p") == self._number
        if request.path != "/" or is_short:
            return self._answers.get(request.path) or super().respond(request)
        return super().respond(request)


def test_an_error_of_the_server_is_no_deletion(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    server.magazine.touch(post)
    server.sites = {"en": Broken(server, post.path, Response(b"", 503))}
    for _ in range(3):
        update(folder, server, clock)
        clock.pass_by(hours=30)

    assert status(folder, post) == "live"


def test_an_article_that_no_source_names_is_asked_for_and_stays(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    hidden = frozenset({post.id})
    quirks = Quirks(
        core_lastmod=True,
        not_in_sitemap=hidden,
        not_in_rest=hidden,
        not_in_feed=hidden,
        not_in_listings=hidden,
    )
    server.sites = {"en": WordPress(server.magazine, server.url, quirks)}

    first = update(folder, server, clock)
    clock.pass_by(hours=30)
    second = update(folder, server, clock)

    assert status(folder, post) == "live"
    assert first.requests[f"/?p={post.id}"] == 1
    assert f"/?p={post.id}" not in second.requests


# Renamed, merged, guessed


def test_a_renamed_article_is_the_same_one(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    magazine = server.magazine
    old = magazine.url(post)
    magazine.rename(post, "a-better-slug")

    result = update(folder, server, clock)

    assert result.urls() == urls(magazine, magazine.published)
    assert changes(result) == {}
    assert old not in result.urls()
    assert status(folder, post) == "live"


def test_a_slug_that_leads_to_a_similar_one_overwrites_nothing(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    magazine = server.magazine
    other = plain(magazine)[4]
    magazine.rename(other, f"{post.slug}-continued")
    update(folder, server, clock)
    before = next(one for one in crawl(folder, "update", server).lines() if one["id"] == post.id)
    magazine.delete(post)
    assert server.sites["en"].respond(Request("GET", post.path)).status == 301

    result = update(folder, server, clock, audit="40")

    assert status(folder, post) == "missing"
    assert status(folder, other) == "live"
    kept = {one["id"]: one for one in result.lines()}
    assert kept[post.id] == before
    assert kept[other.id]["url"] == magazine.url(other)
    clock.pass_by(hours=30)
    assert changes(update(folder, server, clock)) == {magazine.url(post): "gone"}


def test_a_slug_that_another_post_takes_is_that_post_s(
    folder: Path, server: Server, post: Post, clock: Days
) -> None:
    magazine = server.magazine
    other = plain(magazine)[4]
    slug = post.slug
    magazine.delete(post)
    magazine.rename(other, slug)

    result = update(folder, server, clock)

    assert (status(folder, post), status(folder, other)) == ("missing", "live")
    assert [one["id"] for one in result.lines() if one["url"] == magazine.url(other)] == [other.id]
    assert result.urls() == urls(magazine, magazine.published)
    clock.pass_by(hours=30)
    update(folder, server, clock)
    assert status(folder, post) == "gone"


# Many at once


def test_a_mass_disappearance_stops_the_run_and_marks_nothing(
    folder: Path, server: Server, clock: Days
) -> None:
    magazine = server.magazine
    deleted = plain(magazine)[:25]
    before = (folder / "en" / "articles.jsonl").read_bytes()
    for post in deleted:
        magazine.delete(post)

    result = update(folder, server, clock)

    assert result.stats["finish_reason"] == "mass_deletion"
    assert {status(folder, post) for post in deleted} == {"live"}
    assert (folder / "en" / "articles.jsonl").read_bytes() == before
    assert result.requests.total() < 15
    assert "25 articles are not named by any source any more" in str(
        result.stats["bwcrawler/archive/failure"]
    )
    assert update(folder, server, clock).stats["finish_reason"] == "mass_deletion"


def test_a_human_can_accept_a_mass_disappearance(folder: Path, server: Server, clock: Days) -> None:
    magazine = server.magazine
    deleted = plain(magazine)[:25]
    for post in deleted:
        magazine.delete(post)

    update(folder, server, clock, deletions="accept")
    assert {status(folder, post) for post in deleted} == {"missing"}
    clock.pass_by(hours=24)
    update(folder, server, clock, deletions="accept")

    assert {status(folder, post) for post in deleted} == {"gone"}


def test_a_site_that_answers_404_to_everything_loses_nothing(
    folder: Path, server: Server, clock: Days
) -> None:
    server.sites = {"en": Nothing(server)}
    for _ in range(2):
        result = update(folder, server, clock, audit="40")
        assert result.stats["finish_reason"] == "mass_deletion"
        clock.pass_by(hours=30)

    assert {status(folder, post) for post in server.magazine.published} == {"live"}


class Nothing(WordPress):
    """A host on which the magazine is no more."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.magazine, server.url, Quirks())

    def respond(self, request: Request) -> Response:
        del request
        return Response(b"Not found", 404)


def test_a_sitemap_that_has_lost_half_its_articles_is_not_believed(
    folder: Path, server: Server, clock: Days
) -> None:
    lost = plain(server.magazine)[:25]
    hidden = frozenset(post.id for post in lost)
    quirks = Quirks(core_lastmod=True, not_in_sitemap=hidden)
    server.sites = {"en": RestOfTotals(server.magazine, server.url, quirks)}

    result = update(folder, server, clock)

    assert result.stats["finish_reason"] == "finished"
    assert {status(folder, post) for post in lost} == {"live"}
    assert result.requests.total() < 15


class RestOfTotals(WordPress):
    """A REST API that names no posts but says how many there are."""

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if request.path.startswith("/wp-json/wp/v2/posts"):
            return Response(b"[]", 200, answer.content_type, answer.headers)
        return answer
