"""What a sitemap, a feed and the REST API say, and which answers count as none."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.editions import EDITIONS
from bwcrawler.pages.inventory import (
    NotAnInventory,
    first_file,
    lists_posts,
    read_feed,
    read_rest,
    read_sitemap,
)
from bwcrawler.urls import Kind, Site, kind

if TYPE_CHECKING:
    from pathlib import Path

    from bwcrawler.items import Inventory

SITE = Site(EDITIONS["en"], "http://127.0.0.1:8000/en")
EN = "https://bitterwinter.org"

URLSET = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc>http://127.0.0.1:8000/en/temple-closed/</loc>
    <lastmod>2023-05-12T06:30:00+00:00</lastmod>
    <image:image><image:loc>https://elsewhere.example/a.jpg</image:loc></image:image>
  </url>
  <url><loc>https://bitterwinter.org/tag/tibet</loc><lastmod>2018-05-02</lastmod></url>
  <url><loc>https://bitterwinter.org/%e5%85%a8/?utm_source=x</loc></url>
</urlset>
<!-- generated -->"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://127.0.0.1:8000/en/post-sitemap.xml</loc></sitemap>
<sitemap><loc>http://127.0.0.1:8000/en/post-sitemap2.xml</loc></sitemap></sitemapindex>"""
FEED = b"""<rss version="2.0"><channel><link>http://127.0.0.1:8000/en</link>
<item><link>http://127.0.0.1:8000/en/temple-closed/?utm_source=rss</link>
<pubDate>Fri, 12 May 2023 06:30:00 +0000</pubDate>
<guid isPermaLink="false">http://127.0.0.1:8000/en/?p=1365</guid></item>
<item><link>http://127.0.0.1:8000/en/undated/</link><pubDate>soon</pubDate></item>
</channel></rss>"""
REST = json.dumps(
    [
        {
            "id": 7,
            "link": "http://127.0.0.1:8000/en/temple-closed/",
            "date_gmt": "2023-05-12T06:30:00",
            "modified_gmt": "2023-06-01T10:00:00",
        },
        {"id": 8, "link": "http://127.0.0.1:8000/en/undated", "date_gmt": None},
    ]
).encode()
NEXT = '<http://127.0.0.1:8000/en/wp-json/wp/v2/posts?page=2>; rel="next"'


def sitemap(body: bytes) -> Inventory:
    return read_sitemap(body, "http://127.0.0.1:8000/en/sitemap.xml", SITE)


def rest(body: bytes, headers: dict[str, str] | None = None) -> Inventory:
    return read_rest(body, headers or {}, "http://127.0.0.1:8000/en/wp-json/wp/v2/posts", SITE)


def feed(body: bytes) -> Inventory:
    return read_feed(body, "http://127.0.0.1:8000/en/feed/", SITE)


def test_a_sitemap_names_pages_by_identity_with_what_it_knows_of_their_date() -> None:
    found = sitemap(URLSET)

    assert (found.url, found.edition, found.source) == (f"{EN}/sitemap.xml", "en", "sitemap")
    assert [(entry.url, entry.modified) for entry in found.entries] == [
        (f"{EN}/temple-closed/", "2023-05-12T06:30:00+00:00"),
        (f"{EN}/tag/tibet/", "2018-05-02"),
        (f"{EN}/%e5%85%a8/", ""),
    ]


def test_an_index_names_further_files() -> None:
    assert sitemap(INDEX).children == [f"{EN}/post-sitemap.xml", f"{EN}/post-sitemap2.xml"]


def test_a_gzipped_sitemap_is_the_same() -> None:
    assert sitemap(gzip.compress(URLSET)) == sitemap(URLSET)


def test_a_feed_tells_ids_and_instants() -> None:
    assert [(e.url, e.id, e.published) for e in feed(FEED).entries] == [
        (f"{EN}/temple-closed/", 1365, "2023-05-12T06:30:00+00:00"),
        (f"{EN}/undated/", None, ""),
    ]


def test_a_rest_answer_tells_ids_times_total_and_the_next_page() -> None:
    found = rest(REST, {"X-WP-Total": "1208", "link": f'<x>; rel="prev", {NEXT}'})

    assert found.total in (604, 1208)
    assert found.children == [f"{EN}/wp-json/wp/v2/posts?page=2"]
    assert [(e.id, e.url, e.published, e.modified) for e in found.entries] == [
        (7, f"{EN}/temple-closed/", "2023-05-12T06:30:00+00:00", "2023-06-01T10:00:00+00:00"),
        (8, f"{EN}/undated/", "", ""),
    ]


def test_a_rest_answer_without_headers_knows_no_total_and_no_next_page() -> None:
    assert (rest(REST).total, rest(REST).children) == (None, [])
    assert rest(REST, {"X-WP-Total": "many"}).total is None


BOMB = b"""<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>&b;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not well-formed"),
        (URLSET[:-80], "not well-formed"),
        (URLSET[:300], "not well-formed"),
        (b"Warning: Undefined array key\n" + URLSET, "not well-formed"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "document type"),
        (b"<html><body>404</body></html>", "root is 'html'"),
        (FEED, "root is 'rss'"),
        (BOMB, "document type"),
        (gzip.compress(URLSET, mtime=0)[:-20], "gzip data is cut"),
        (b"\x1f\x8b nonsense", "not well-formed"),
        (URLSET.replace(b"bitterwinter.org/tag", b"evil.example/tag"), "outside bitterwinter.org"),
        (URLSET.replace(b"https://bitterwinter.org/tag/tibet", b""), "outside"),
    ],
)
def test_a_sitemap_that_is_not_whole_or_not_ours_is_no_inventory(body: bytes, reason: str) -> None:
    with pytest.raises(NotAnInventory, match=reason):
        sitemap(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        REST[:-3],
        b"<html>",
        b'{"code":"rest_forbidden","message":"no"}',
        b'[{"id": "x", "link": "y"}]',
        b"[" * 100_000,
        b"\xff",
        REST.replace(b"127.0.0.1:8000", b"evil.example"),
    ],
)
def test_any_other_json_is_no_list_of_posts(body: bytes) -> None:
    with pytest.raises(NotAnInventory):
        rest(body)


@given(st.binary() | st.integers(0, len(URLSET)).map(lambda cut: URLSET[:cut]))
def test_readers_answer_or_refuse(body: bytes) -> None:
    for read in (sitemap, feed, rest):
        with suppress(NotAnInventory):
            read(body)


@pytest.mark.shared
@pytest.mark.parametrize("skin", ["genesis", "genesis-9", "divi", "divi-builder"])
def test_answers_of_a_real_wordpress(skin: str, shared: Path) -> None:
    site = Site.live(EDITIONS["en"])
    folder = shared / "pages" / f"{skin}-other"
    counts: dict[str, int] = {}
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        what = kind(site.canonical(page["url"]))
        body = gzip.decompress((folder / page["file"]).read_bytes())
        if what not in (Kind.SITEMAP, Kind.FEED, Kind.REST):
            continue
        if page["status"] != 200:
            with pytest.raises(NotAnInventory):
                read_sitemap(body, page["url"], site)
            continue
        if what is Kind.SITEMAP:
            found = read_sitemap(body, page["url"], site)
        elif what is Kind.FEED:
            found = read_feed(body, page["url"], site)
        else:
            found = read_rest(body, page["headers"], page["url"], site)
            assert found.total in (604, 1208)
            assert found.children
        counts[found.source] = counts.get(found.source, 0) + len(found.entries)
        assert found.entries or found.children
        assert all(entry.id and entry.published for entry in found.entries if what is Kind.FEED)

    assert counts["rest"] == 20
    assert counts["feed"] == 20
    assert counts["sitemap"] > 100


@pytest.mark.parametrize(
    ("file", "first"),
    [
        ("post-sitemap3.xml", "post-sitemap.xml"),
        ("post-sitemap.xml", "post-sitemap.xml"),
        ("wp-sitemap-posts-post-12.xml", "wp-sitemap-posts-post-1.xml"),
        ("sitemap_index.xml", "sitemap_index.xml"),
    ],
)
def test_a_sitemap_in_several_files_is_known_by_the_first(file: str, first: str) -> None:
    assert first_file(f"{EN}/{file}") == f"{EN}/{first}"


def test_files_of_a_sitemap_index_list_posts_unless_their_name_says_otherwise() -> None:
    files = [
        *("post-sitemap2.xml", "wp-sitemap-posts-post-1.xml", "sitemap-misc.xml"),
        *("page-sitemap.xml", "wp-sitemap-posts-page-1.xml", "post_tag-sitemap.xml"),
        *("wp-sitemap-taxonomies-category-1.xml", "wp-sitemap-users-1.xml", "author-sitemap.xml"),
    ]

    assert [file for file in files if lists_posts(f"{EN}/{file}")] == files[:3]
