"""Revisions: what counts as a change, what is stored of it, and what `changes/` says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bwcrawler.sample import Magazine, Quirks, Server, running
from tests.test_spiders import Crawl, crawl, urls
from tests.test_update import changes, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.sample import Post


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Magazine(12), quirks=Quirks(core_lastmod=True)) as server:
        yield server


@pytest.fixture
def post(server: Server) -> Post:
    return plain(server.magazine)[3]


def select(folder: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        return ledger.execute(statement).fetchall()


def line(result: Crawl, magazine: Magazine, post: Post) -> dict[str, Any]:
    return next(one for one in result.lines() if one["url"] == magazine.url(post))


def test_the_first_run_adds_every_article(server: Server, tmp_path: Path) -> None:
    result = crawl(tmp_path, "archive", server)

    magazine = server.magazine
    assert changes(result) == dict.fromkeys(urls(magazine, magazine.published), "added")
    first = result.lines("changes/000001")[0]
    assert first == {
        "change": "added",
        "id": magazine.published[0].id,
        "url": magazine.url(magazine.published[0]),
        "revision": 1,
        "content_sha256": result.lines()[0]["content_sha256"],
        "previous_sha256": "",
    }


def test_there_and_back_is_three_observations_and_two_bodies(
    server: Server, post: Post, tmp_path: Path
) -> None:
    magazine = server.magazine
    before = line(crawl(tmp_path, "archive", server), magazine, post)
    magazine.edit(post)
    edited = crawl(tmp_path, "update", server)
    magazine.revert(post)
    reverted = crawl(tmp_path, "update", server)

    seen = f"FROM article JOIN observation ON article_id = article.id WHERE post_id = {post.id}"
    assert select(tmp_path, f"SELECT run, number {seen} ORDER BY run") == [(1, 1), (2, 2), (3, 1)]
    bodies = f"FROM article JOIN revision ON article_id = article.id WHERE post_id = {post.id}"
    assert select(tmp_path, f"SELECT count(*) {bodies}") == [(2,)]
    [there] = edited.lines("changes/000002")
    [back] = reverted.lines("changes/000003")
    assert there["previous_sha256"] == back["content_sha256"] == before["content_sha256"]
    assert back["previous_sha256"] == there["content_sha256"]
    assert (there["change"], there["revision"]) == ("changed", 2)
    assert (back["change"], back["revision"]) == ("changed", 1)
    after = line(reverted, magazine, post)
    assert (after["body"], after["revision"]) == (before["body"], 1)
    assert after["last_changed"] >= before["last_changed"]


def test_a_saved_post_is_read_and_has_not_changed(
    server: Server, post: Post, tmp_path: Path
) -> None:
    crawl(tmp_path, "archive", server)
    server.magazine.touch(post)

    result = crawl(tmp_path, "update", server)

    assert result.requests[post.path] == 1
    assert changes(result) == {}
    assert line(result, server.magazine, post)["revision"] == 1


def test_a_new_theme_makes_no_revision(tmp_path: Path) -> None:
    magazine = Magazine(40, builder="none")
    with running(magazine) as server:
        before = crawl(tmp_path, "archive", server).lines()
        magazine.theme = "divi"
        result = crawl(tmp_path, "archive", server)

    assert {one["theme"] for one in before} == {"genesis"}
    assert {one["theme"] for one in result.lines()} == {"divi"}
    # A deck that stands in the excerpt alone is on no Genesis page: that is a change for a reader.
    hidden = magazine.post_with("deck-in-excerpt")
    assert changes(result) == {magazine.url(hidden): "changed"}


def test_what_a_run_without_files_has_changed_is_told_by_the_next(
    server: Server, post: Post, tmp_path: Path
) -> None:
    magazine = server.magazine
    crawl(tmp_path, "archive", server)
    magazine.edit(post)
    manifest = tmp_path / "en" / "manifest.json"
    published = manifest.read_bytes()
    crawl(tmp_path, "update", server)
    # As if the second run had been killed just before it published.
    manifest.write_bytes(published)
    (tmp_path / "en" / "changes" / "000002.jsonl").unlink()

    result = crawl(tmp_path, "update", server)

    names = [path.name for path in sorted((tmp_path / "en" / "changes").iterdir())]
    assert names == ["000001.jsonl", "000003.jsonl"]
    assert changes(result) == {magazine.url(post): "changed"}
