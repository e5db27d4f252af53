"""The spider `update`: what it costs, what it finds by which source, and what it leaves alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from shutil import copytree
from typing import TYPE_CHECKING, Any, Literal

import pytest

from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.ledger.upkeep import Upkeep
from bwcrawler.pages.inventory import lists_posts, read_feed, read_rest, read_sitemap
from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.urls import Site
from tests.records import article
from tests.test_spiders import Broken, Crawl, crawl, urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.items import Inventory
    from bwcrawler.sample import Post

Theme = Literal["genesis", "divi"]
OPEN = Quirks(core_lastmod=True, sitemap_size=20)
"""Small sitemap files, which tell of changes in either theme."""

MOST_REQUESTS = 16
"""That an update of 10,000 articles may take, beside the articles themselves."""


@pytest.fixture(scope="module", params=["genesis", "divi"])
def crawled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Theme, Path]:
    """The archive of a magazine of 40 articles."""
    theme: Theme = request.param
    folder = tmp_path_factory.mktemp("crawled")
    with running(Magazine(40, theme), quirks=OPEN) as server:
        crawl(folder, "archive", server)
    return theme, folder


@pytest.fixture
def server(crawled: tuple[Theme, Path]) -> Iterator[Server]:
    """The same magazine, to which editors may do what they like."""
    with running(Magazine(40, crawled[0]), quirks=OPEN) as server:
        yield server


@pytest.fixture
def folder(crawled: tuple[Theme, Path], tmp_path: Path) -> Path:
    """A copy of its archive."""
    copytree(crawled[1], tmp_path, dirs_exist_ok=True)
    return tmp_path


def plain(magazine: Magazine) -> list[Post]:
    """Posts of one page, each of which is one request."""
    return [post for post in magazine.published if len(magazine.story(post).pages) == 1]


def hide(server: Server, **quirks: bool) -> None:
    """Close some sources."""
    hidden = Quirks(core_lastmod=True, sitemap_size=20, **quirks)  # type: ignore[arg-type]
    server.sites = {"en": WordPress(server.magazine, server.url, hidden)}


def edit_at(moment: datetime, magazine: Magazine, post: Post) -> None:
    """Edit a post as if it were another time."""
    magazine.edit(post)
    post.modified = moment


def read(result: Crawl, magazine: Magazine) -> set[str]:
    """URLs of the articles that were asked for."""
    asked = {f"{magazine.base}{path}" for path in result.requests}
    return asked & set(urls(magazine, magazine.posts))


def changes(result: Crawl) -> dict[str, str]:
    """What the last run has published as changed, by URL."""
    newest = max((result.folder / "en" / "changes").iterdir())
    lines = result.lines(f"changes/{newest.stem}")
    return {line["url"]: line["change"] for line in lines}


# What it costs


def test_an_unchanged_magazine_is_asked_for_its_sources_alone(folder: Path, server: Server) -> None:
    before = Crawl(folder, {}, server.requests).lines()

    result = crawl(folder, "update", server)

    files = {path for path in result.requests if path.endswith(".xml")}
    others = {path.partition("?")[0] for path in result.requests if path not in files}
    assert others == {"/", "/robots.txt", "/feed/", "/wp-json/wp/v2/posts"}
    assert all(lists_posts(path) for path in files)
    assert max(result.requests.values()) == 1
    assert result.lines() == before
    assert changes(result) == {}
    assert wholly_read(result) == {"sitemap", "rest"}


def test_a_feed_that_has_not_changed_is_not_sent(folder: Path, server: Server) -> None:
    result = crawl(folder, "update", server)

    assert result.stats["downloader/response_status_count/304"] == 1
    assert result.state(f"{server.magazine.base}/feed/")[0] == "done"
    again = crawl(folder, "update", server)
    assert again.stats["downloader/response_status_count/304"] == 1


def test_new_and_edited_articles_are_read_and_no_others(folder: Path, server: Server) -> None:
    magazine = server.magazine
    edited = plain(magazine)[:5]
    for post in edited:
        magazine.edit(post)
    new = [magazine.add() for _ in range(5)]

    result = crawl(folder, "update", server)

    assert read(result, magazine) == set(urls(magazine, [*edited, *new]))
    assert result.urls() == urls(magazine, magazine.published)
    assert changes(result) == dict.fromkeys(urls(magazine, edited), "changed") | dict.fromkeys(
        urls(magazine, new), "added"
    )
    assert read(crawl(folder, "update", server), magazine) == set()


# One source is enough


@pytest.mark.parametrize("closed", [("rest", "feeds"), ("sitemap", "feeds")], ids=" ".join)
def test_an_edited_body_is_found_by_sitemap_or_by_rest(
    closed: tuple[str, str], folder: Path, server: Server
) -> None:
    post = plain(server.magazine)[3]
    server.magazine.edit(post)
    hide(server, **dict.fromkeys(closed, False))

    result = crawl(folder, "update", server)

    assert changes(result) == {server.magazine.url(post): "changed"}


def test_new_articles_are_found_by_the_feed_alone(folder: Path, server: Server) -> None:
    new = [server.magazine.add() for _ in range(3)]
    hide(server, sitemap=False, rest=False)

    result = crawl(folder, "update", server)

    assert read(result, server.magazine) == set(urls(server.magazine, new))


def test_new_articles_are_found_by_the_listing_alone(folder: Path, server: Server) -> None:
    magazine = server.magazine
    learn_of_the_posts_page(folder)
    new = [magazine.add() for _ in range(15)]
    hide(server, sitemap=False, rest=False, feeds=False)

    result = crawl(folder, "update", server)

    assert read(result, magazine) == set(urls(magazine, new))
    assert "/latest-news/page/2/" in result.requests
    assert "/latest-news/page/3/" not in result.requests


def learn_of_the_posts_page(folder: Path) -> None:
    """As if an archive crawl had met a link to it."""
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute(
            "INSERT INTO source (url, kind, last_run) "
            "VALUES ('https://bitterwinter.org/latest-news/', 'posts', 1)"
        )


def test_what_no_source_tells_comes_to_light_in_the_audit(folder: Path, server: Server) -> None:
    magazine = server.magazine
    post = plain(magazine)[3]
    edit_at(post.modified, magazine, post)

    assert changes(crawl(folder, "update", server)) == {}
    found: dict[str, str] = {}
    for _ in range(4):
        result = crawl(folder, "update", server, audit="10")
        assert len(read(result, magazine)) >= 10
        found |= changes(result)

    assert found == {magazine.url(post): "changed"}


def test_a_change_that_only_the_feed_tells_of_is_told(folder: Path, server: Server) -> None:
    magazine = server.magazine
    bare = Quirks(rest=False)  # core sitemaps before WordPress 6.5 have no times
    server.sites = {"en": WordPress(magazine, server.url, bare)}
    crawl(folder, "update", server)
    post = plain(magazine)[3]
    magazine.edit(post)

    result = crawl(folder, "update", server)

    if magazine.theme == "genesis":
        assert changes(result) == {}
        moment = post.modified_utc.isoformat()
        assert hint(result).startswith(f"Something was changed on {moment} that no source names")
    else:  # Yoast's sitemaps have them
        assert changes(result) == {magazine.url(post): "changed"}
        assert hint(result) == ""
    assert hint(crawl(folder, "update", server)) == ""


def test_a_new_article_explains_what_the_feed_tells(folder: Path, server: Server) -> None:
    hide(server, sitemap=False, rest=False)
    server.magazine.add()

    result = crawl(folder, "update", server)

    assert "added" in changes(result).values()
    assert hint(result) == ""


def manifest(result: Crawl) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((result.folder / "en" / "manifest.json").read_bytes())
    return content


def hint(result: Crawl) -> str:
    return str(manifest(result)["unnamed_change"])


def wholly_read(result: Crawl) -> set[str]:
    """The kinds of sources of which the manifest says that all was read."""
    return {source["kind"] for source in manifest(result)["sources"] if source["whole"]}


# What is broken


def test_a_sitemap_that_is_cut_is_no_answer(folder: Path, server: Server) -> None:
    magazine = server.magazine
    post = plain(magazine)[3]
    magazine.edit(post)
    files = ["/wp-sitemap-posts-post-1.xml", "/post-sitemap.xml"]
    path = files[magazine.theme == "divi"]
    whole = server.sites["en"].respond(Request("GET", path))
    cut = Response(whole.body[:-60], content_type="application/xml")
    server.sites = {"en": Broken(server, path, cut)}

    result = crawl(folder, "update", server)

    assert result.state(magazine.base + path)[0] == "error"
    assert "sitemap" not in wholly_read(result)
    assert changes(result) == {magazine.url(post): "changed"}


def test_an_article_that_could_not_be_read_is_due_until_it_is(folder: Path, server: Server) -> None:
    magazine = server.magazine
    post = plain(magazine)[3]
    magazine.edit(post)
    whole = server.sites
    server.sites = {"en": Broken(server, post.path, Response(b"", 500))}
    assert changes(crawl(folder, "update", server)) == {}
    server.sites = whole
    hide(server, sitemap=False, rest=False, feeds=False)

    result = crawl(folder, "update", server)

    assert changes(result) == {magazine.url(post): "changed"}


def test_a_time_in_the_future_hides_nothing(folder: Path, server: Server) -> None:
    magazine = server.magazine
    far, near = plain(magazine)[3:5]
    magazine.clock = lambda: datetime(2099, 1, 1, tzinfo=far.modified.tzinfo)
    magazine.touch(far)
    crawl(folder, "update", server)
    moment = datetime.now(far.modified.tzinfo).replace(microsecond=0)
    edit_at(moment, magazine, near)
    hide(server, sitemap=False)

    result = crawl(folder, "update", server)

    assert changes(result) == {magazine.url(near): "changed"}
    assert read(result, magazine) == {magazine.url(near)}
    mark = watermark(folder)
    assert moment - timedelta(hours=2) <= mark <= moment + timedelta(hours=1)


def watermark(folder: Path) -> datetime:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        [[text]] = ledger.execute("SELECT modified FROM watermark WHERE kind = 'rest'")
    return datetime.fromisoformat(text)


def test_watermarks_stay_where_a_run_is_broken_off(folder: Path, server: Server) -> None:
    before = watermark(folder)
    for post in plain(server.magazine)[:30]:
        server.magazine.delete(post)

    result = crawl(folder, "update", server)

    assert result.stats["finish_reason"] == "mass_deletion"
    assert watermark(folder) == before


# How it grows


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["genesis", "divi"])
@pytest.mark.parametrize("articles", [1_500, pytest.param(10_000, marks=pytest.mark.nightly)])
def test_an_update_costs_16_requests_however_many_articles_there_are(
    articles: int, theme: Theme, tmp_path: Path
) -> None:
    magazine = Magazine(articles, theme)
    with running(magazine, quirks=Quirks(core_lastmod=True)) as server:
        fill(tmp_path, magazine)
        assert crawl(tmp_path, "update", server).requests.total() <= MOST_REQUESTS
        ordinary = [post for post in magazine.published if not post.forms]
        for post in ordinary[:: articles // 35][:25]:
            magazine.edit(post)
        new = [magazine.add() for _ in range(25)]

        result = crawl(tmp_path, "update", server)

        assert len(new) == 25
        assert result.requests.total() <= 50 + MOST_REQUESTS
        assert len(read(result, magazine)) == 50


def fill(folder: Path, magazine: Magazine) -> None:
    """The ledger of a whole crawl, without the pages."""
    here = WordPress(magazine, magazine.base, Quirks(core_lastmod=True))
    ledger = Ledger.open(folder / "en" / "ledger.sqlite", "en")
    run = ledger.begin_run(RunFacts(spider="archive"), "2026-01-20T00:00:00+00:00")
    for inventory in inventories(here, Site.live(magazine.edition)):
        ledger.record(inventory, run)
    for post in magazine.published:
        ledger.record(article(post.slug, id=post.id), run)
    Upkeep(ledger, run, accept=False).finish()
    with ledger.ending(run, "finished", "2026-01-20T04:00:00+00:00"):
        pass
    ledger.close()


def inventories(here: WordPress, site: Site) -> Iterator[Inventory]:
    feed = here.respond(Request("GET", "/feed/"))
    yield read_feed(feed.body, site.canonical("/feed/"), site)
    path = "/wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt&orderby=modified"
    query = {"_fields": "date_gmt,id,link,modified_gmt", "orderby": "modified", "per_page": "100"}
    rest = here.respond(Request("GET", "/wp-json/wp/v2/posts", query))
    found = read_rest(rest.body, rest.headers, site.canonical(path), site)
    found.date = "2026-01-20T00:00:00+00:00"
    yield found
    index = "/wp-sitemap.xml" if here.magazine.theme == "genesis" else "/sitemap_index.xml"
    paths = [index]
    while paths:
        address = site.canonical(paths.pop())
        body = here.respond(Request("GET", address.removeprefix(here.magazine.base))).body
        sitemap = read_sitemap(body, address, site)
        paths += filter(lists_posts, sitemap.children)
        yield sitemap
