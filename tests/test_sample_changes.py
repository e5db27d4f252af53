"""What the editors of the sample magazine do, and how its sources tell of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from bwcrawler.sample import Magazine, Quirks, Server, running, truth
from tests.test_sample import get, locations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.sample import Post

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Server]:
    minutes = count()
    magazine = Magazine(30, clock=lambda: NOON + timedelta(minutes=next(minutes)))
    with running(magazine, quirks=Quirks(core_lastmod=True)) as server:
        yield server


@pytest.fixture
def post(server: Server) -> Post:
    return server.magazine.published[4]


def test_an_edited_post_has_one_more_paragraph_and_every_source_tells_its_time(
    server: Server, post: Post
) -> None:
    magazine = server.magazine
    before, feed = truth(magazine, post)["blocks"], get(server, "/feed/").headers["ETag"]

    magazine.edit(post)

    after = truth(magazine, post)["blocks"]
    assert (after[: len(before)], len(after)) == (before, len(before) + 1)
    assert after[-1]["text"] in get(server, post.path).body
    assert post.modified_utc == NOON
    newest = get(server, "/wp-json/wp/v2/posts?orderby=modified&per_page=1&_fields=id,modified_gmt")
    assert newest.body == f'[{{"id":{post.id},"modified_gmt":"2026-06-01T12:00:00"}}]'
    assert "2026-06-01T12:00:00+00:00" in get(server, "/wp-sitemap-posts-post-1.xml").body
    assert get(server, "/feed/").headers["ETag"] != feed
    assert get(server, "/feed/", **{"If-None-Match": feed}).status == 200


def test_a_reverted_post_is_as_it_was_but_for_its_time(server: Server, post: Post) -> None:
    before = truth(server.magazine, post)

    server.magazine.edit(post)
    server.magazine.revert(post)

    after = truth(server.magazine, post)
    assert after | {"modified": ""} == before | {"modified": ""}
    assert after["modified"] > before["modified"]


def test_a_deleted_post_is_nowhere(server: Server, post: Post) -> None:
    server.magazine.delete(post)

    assert get(server, post.path).status == 404
    assert get(server, f"/?p={post.id}").status == 404
    assert get(server, f"/wp-json/wp/v2/posts/{post.id}").status == 401
    assert post.path not in locations(get(server, "/wp-sitemap-posts-post-1.xml"))
    other = server.magazine.published[5]
    assert post not in [*server.magazine.story(other).related, *server.magazine.popular]


def test_a_deleted_slug_may_lead_to_a_similar_one(server: Server, post: Post) -> None:
    magazine = server.magazine
    other = magazine.published[5]
    magazine.rename(other, f"{post.slug}-second-part")

    magazine.delete(post)

    assert get(server, post.path).location == other.path
    assert get(server, f"/?p={post.id}").status == 404


def test_a_restored_post_is_back(server: Server, post: Post) -> None:
    server.magazine.delete(post)
    server.magazine.restore(post)

    assert get(server, post.path).status == 200
    assert post in server.magazine.listing("posts")


def test_a_renamed_post_is_found_by_its_old_slug_until_another_post_takes_it(
    server: Server, post: Post
) -> None:
    magazine, old = server.magazine, post.slug
    magazine.rename(post, "another-slug")

    assert get(server, f"/{old}/").location == "/another-slug/"
    assert get(server, f"/?p={post.id}").location == "/another-slug/"

    magazine.rename(magazine.published[5], old)

    assert get(server, f"/{old}/").status == 200
    with pytest.raises(ValueError, match=f"The post {post.id} has the slug 'another-slug'"):
        magazine.rename(magazine.published[6], "another-slug")


def test_a_new_post_is_the_first_everywhere(server: Server) -> None:
    post = server.magazine.add()

    assert server.magazine.listing("posts")[0] is post
    assert f"<link>{server.url}{post.path}</link>" in get(server, "/feed/").body
    assert locations(get(server, "/wp-sitemap-posts-post-1.xml"))[-1] == post.path


def test_a_theme_can_be_changed_while_the_magazine_is_served(server: Server, post: Post) -> None:
    before = truth(server.magazine, post)

    server.magazine.theme = "divi"

    after = truth(server.magazine, post)
    assert (before["theme"], after["theme"][:4]) == ("genesis", "divi")
    assert after["blocks"] == before["blocks"]
    assert "et_pb_" in get(server, post.path).body
    assert post.path in locations(get(server, "/post-sitemap.xml"))
    assert get(server, "/wp-sitemap.xml").location == "/sitemap_index.xml"
