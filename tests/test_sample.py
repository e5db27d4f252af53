"""The sample magazine: made from its seed alone, odd in every known way, served as WordPress."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import Magazine, Quirks, Server, forms, running, serve, truth
from bwcrawler.sample.skins import Skins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.sample.press import Theme

THEMES: tuple[Theme, ...] = ("genesis", "divi")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str

    @property
    def location(self) -> str:
        return urlsplit(self.headers["Location"]).path


def get(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(server.url)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection(parts.netloc)) as connection:
        connection.request(method, parts.path + path, headers=named)
        response = connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read().decode())


def linked(answer: Answer) -> list[str]:
    """Paths of the entries of a listing page, in order."""
    links = html.fromstring(answer.body).cssselect("article h2.entry-title a")
    return [urlsplit(link.get("href")).path for link in links]


def walk(server: Server, path: str) -> list[str]:
    """Paths of all entries of a listing, page after page, until the 404 behind the last."""
    found = linked(get(server, path))
    page = 2
    while (answer := get(server, f"{path}page/{page}/")).status == 200:
        found += linked(answer)
        page += 1
    assert answer.status == 404
    return found


def locations(answer: Answer) -> list[str]:
    names = etree.fromstring(answer.body.encode()).iterfind(".//{*}loc")
    return [urlsplit(name.text or "").path for name in names]


@pytest.fixture(scope="module", params=THEMES)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(Magazine(theme=request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def genesis() -> Iterator[Server]:
    with running(Magazine()) as server:
        yield server


@pytest.fixture(scope="module")
def divi() -> Iterator[Server]:
    with running(Magazine(theme="divi")) as server:
        yield server


# The magazine


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_same_arguments_give_the_same_bytes(edition: str, theme: Theme) -> None:
    first, second = (Magazine(40, theme, edition, 7) for _ in range(2))
    drawn = [[Skins(m).article(post) for post in m.published] for m in (first, second)]
    assert drawn[0] == drawn[1]
    assert [truth(first, post) for post in first.posts] == [
        truth(second, post) for post in second.posts
    ]


def test_another_seed_gives_another_magazine() -> None:
    titles = [[post.title for post in Magazine(20, seed=seed).published] for seed in (1, 2)]
    assert titles[0] != titles[1]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_form_occurs_among_two_hundred_articles(edition: str, theme: Theme) -> None:
    magazine = Magazine(200, theme, edition)
    assert [name for name in forms(edition, theme) if not magazine.posts_with(name)] == []
    assert len(magazine.published) == 200


@pytest.mark.parametrize("articles", [0, 1, 7, 30, 2_500])
def test_any_number_of_articles(articles: int) -> None:
    magazine = Magazine(articles)
    assert len(magazine.published) == articles
    assert len({post.slug for post in magazine.posts}) == len(magazine.posts)
    assert len({post.id for post in magazine.posts}) == len(magazine.posts)


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(LookupError, match="'no-such-form'"):
        Magazine(10).post_with("no-such-form")


def test_groups_share_what_their_name_says() -> None:
    magazine = Magazine()
    assert len({post.published for post in magazine.posts_with("same-second")}) == 1
    first, second, third = magazine.posts_with("equal-title")
    assert first.title == second.title == third.title
    assert (second.slug, third.slug) == (f"{first.slug}-2", f"{first.slug}-3")
    one, other = (truth(magazine, post)["blocks"] for post in magazine.posts_with("same-text"))
    assert one == other


def test_the_full_seed_has_what_a_reader_of_the_real_page_sees() -> None:
    magazine = Magazine()
    seed = truth(magazine, magazine.post_with("seed-full-page"))
    assert seed["published"] == "2023-05-12T09:10:00+02:00"
    assert seed["byline"] == "by Massimo Introvigne"
    assert seed["breadcrumb"] == ["From the World", "Op-eds Global"]
    assert seed["tags"] == ["China", "Pakistan"]
    captions = [figure["caption"] for figure in seed["figures"]]
    assert captions[0].endswith(". Credits.")
    assert "Source: " in captions[1]
    assert (len(captions), len(seed["related"]), len(seed["keep_reading"])) == (2, 4, 4)
    account = magazine.post_with("seed-full-page").account
    assert account.bio
    assert account.website == "https://www.cesnur.org/"


# The truth beside the pages


def test_every_block_of_the_truth_is_on_its_page(server: Server) -> None:
    magazine = server.magazine
    for post in magazine.published[:80]:
        facts = truth(magazine, post)
        pages = [get(server, post.path)]
        pages += [get(server, f"{post.path}{n}/") for n in range(2, facts["pages"] + 1)]
        for block in facts["blocks"]:
            element = html.fromstring(pages[block["page"] - 1].body)
            shown = " ".join(element.text_content().split())
            assert " ".join(block["text"].split()) in shown, (post.forms, block)
        head = pages[0].body
        assert f"postid-{facts['id']}" in head
        assert all(urlsplit(url).path in head for url in facts["related"])


def test_a_genesis_page_shows_date_and_author_glued_together(genesis: Server) -> None:
    post = genesis.magazine.post_with("glued-date-line")
    (meta, *_) = html.fromstring(get(genesis, post.path).body).cssselect("header .entry-meta")
    assert meta.text_content() == f"06/05/2023{post.account.name} |  "


def test_the_builder_leaves_the_author_empty(divi: Server) -> None:
    magazine = divi.magazine
    post = next(p for p in magazine.published if magazine.skin(p) == "divi-builder" and p.title)
    page = html.fromstring(get(divi, post.path).body)
    (meta,) = page.cssselect("p.et_pb_title_meta_container")
    assert re.match(r" by  \| \w{3} \d+, \d{4} \| ", meta.text_content())
    assert not page.cssselect(".entry-content")
    (graph,) = page.xpath("//script[@type='application/ld+json']/text()")
    nodes = {node["@type"]: node for node in json.loads(graph)["@graph"]}
    assert nodes["Article"]["author"]["name"] == post.account.name
    assert nodes["Article"]["datePublished"] == post.published_utc.isoformat()


# Listings


@pytest.mark.parametrize(
    ("kind", "slug", "path"),
    [
        ("section", "china", "/category/china/"),
        ("section", "news", "/category/china/news/"),
        ("section", "news", "/category/news/"),
        ("tag", "china", "/tag/china/"),
        ("tag", "%e5%85%a8%e8%83%bd%e7%a5%9e%e6%95%99%e6%9c%83",
         "/tag/%E5%85%A8%E8%83%BD%E7%A5%9E%E6%95%99%E6%9C%83/"),
        ("author", "hiaab", "/author/hiaab/"),
        ("month", "2019/05", "/2019/05/"),
    ],
)  # fmt: skip
def test_a_listing_holds_its_posts_newest_first(
    server: Server, kind: str, slug: str, path: str
) -> None:
    posts = server.magazine.listing(kind, slug)  # type: ignore[arg-type]
    assert posts
    assert walk(server, path) == [post.path for post in posts]


def test_a_sticky_post_is_on_top_and_again_in_its_place(server: Server) -> None:
    post = server.magazine.post_with("sticky")
    found = walk(server, "/latest-news/")
    assert found[0] == post.path
    assert found.count(post.path) == 2
    assert set(found) == {post.path for post in server.magazine.listed}


def test_in_2021_tag_pages_had_nine_entries_and_a_pinned_one() -> None:
    with running(Magazine(habits=2021)) as server:
        page = get(server, "/tag/china/page/2/")
        oldest = server.magazine.listing("tag", "china")[-1]
        assert linked(page)[0] == oldest.path
        assert len(linked(page)) == 1 + 9
        assert "Thu, January 21, 2021" in page.body
        assert "data-lazy-src=" in page.body


def test_an_unstable_order_hides_twins_but_only_from_listings() -> None:
    magazine = Magazine(600)
    twins = {post.path for post in magazine.posts_with("same-second")}
    with running(magazine, quirks=Quirks(unstable_order=True)) as server:
        found = walk(server, "/latest-news/")
        assert len(found) == len(walk(server, "/latest-news/"))
        assert set(found) | twins == {post.path for post in magazine.listed}


def test_scheduled_posts_come_out_during_a_crawl() -> None:
    with running(Magazine(60), quirks=Quirks(release_every=2)) as server:
        before = len(server.magazine.published)
        found = walk(server, "/latest-news/")
        assert len(server.magazine.published) > before
        assert len(found) > len(set(found)) + 1


# One article, many addresses


def test_an_article_answers_at_many_addresses(server: Server) -> None:
    post = server.magazine.post_with("two-pages")
    page = get(server, post.path)
    for path in (f"{post.path}?utm_source=x", f"{post.path}page/2/", post.path.upper()):
        assert get(server, path).body == page.body
    for path in (post.path.rstrip("/"), f"/{post.path}", f"/?p={post.id}", f"{post.path}3/"):
        answer = get(server, path)
        assert (answer.status, answer.location) == (301, post.path)
    second = get(server, f"{post.path}2/")
    assert second.status == 200
    assert second.body != page.body
    assert get(server, f"{post.path}amp/").status == 200


def test_old_and_truncated_slugs_lead_to_the_article(server: Server) -> None:
    magazine = server.magazine
    post = magazine.post_with("old-slug")
    assert get(server, f"/{post.old_slugs[0]}/").location == post.path
    # Nothing else begins with these words.
    seed = magazine.post_with("seed-full-page")
    assert get(server, "/the-ministry-papers/").location == seed.path


def test_slugs_that_look_like_something_else(server: Server) -> None:
    for form in ("slug-page", "slug-like-a-year", "percent-slug", "no-title"):
        post = server.magazine.post_with(form)
        assert f"postid-{post.id}" in get(server, post.path).body


def test_pages_of_pictures(genesis: Server, divi: Server) -> None:
    assert get(genesis, "/hall-012/").status == 200
    assert get(divi, "/hall-012/").location == "/wp-content/uploads/2021/01/hall-012.jpg"


# What must not be found


def test_unpublished_posts_appear_nowhere(server: Server) -> None:
    magazine = server.magazine
    hidden = [post for post in magazine.posts if post.state != "publish"]
    assert {post.state for post in hidden} == {"draft", "private", "pending", "trash", "future"}
    public = {post.path for post in magazine.listed}
    for post in hidden:
        assert get(server, f"/?p={post.id}").status == 404
        if post.path not in public:
            assert get(server, post.path).status in {404, 301}
    paths = {post.path for post in hidden}
    assert paths.isdisjoint(walk(server, "/latest-news/"))
    everything = ["/", "/feed/", "/topics/", "/wp-json/wp/v2/posts?per_page=100&_fields=link"]
    for path in everything:
        body = get(server, path).body.replace("\\/", "/")
        assert not [path for path in paths if f"{path}<" in body or f'{path}"' in body]


def test_a_protected_post_is_listed_but_not_shown(server: Server) -> None:
    magazine = server.magazine
    post = magazine.post_with("protected")
    answer = get(server, post.path)
    assert answer.status == 200
    assert 'class="post-password-form"' in answer.body
    assert f"Protected: {post.title}" in answer.body
    for block in truth(magazine, post)["blocks"]:
        if block["kind"] == "p":
            assert block["text"] not in answer.body
    assert post.path in walk(server, "/latest-news/")
    assert post not in magazine.published
    rest = json.loads(get(server, f"/wp-json/wp/v2/posts/{post.id}").body)
    assert rest["content"] == {"rendered": "", "protected": True}


@pytest.mark.parametrize(
    "path",
    ["/no-such-page/", "/no-such-page", "/tag/no-such-tag/", "/author/nobody/", "/2031/01/",
     "/category/china/page/9999/", "/feed/?paged=999", "/?p=1", "/wp-sitemap-posts-post-9.xml"],
)  # fmt: skip
def test_what_does_not_exist_is_a_404(genesis: Server, path: str) -> None:
    assert get(genesis, path).status == 404


def test_an_author_without_posts_has_an_empty_page(server: Server) -> None:
    answer = get(server, "/author/no-posts-yet/")
    assert answer.status == 200
    assert linked(answer) == []


# Machine-readable sources


def test_core_sitemap_lists_every_post_and_the_protected_ones(genesis: Server) -> None:
    assert "/wp-sitemap.xml" in get(genesis, "/robots.txt").body
    answer = get(genesis, "/sitemap.xml")
    assert (answer.status, answer.location) == (302, "/wp-sitemap.xml")
    index = locations(get(genesis, "/wp-sitemap.xml"))
    posts = [path for path in index if "posts-post" in path]
    found = [path for file in posts for path in locations(get(genesis, file))]
    assert found == [post.path for post in genesis.magazine.listed]
    assert "lastmod" not in get(genesis, posts[0]).body
    users = locations(get(genesis, "/wp-sitemap-users-1.xml"))
    assert "/author/no-posts-yet/" not in users


def test_yoast_sitemap_dates_every_post_but_the_protected_ones(divi: Server) -> None:
    for path in ("/sitemap.xml", "/wp-sitemap.xml"):
        answer = get(divi, path)
        assert (answer.status, answer.location) == (301, "/sitemap_index.xml")
    index = locations(get(divi, "/sitemap_index.xml"))
    assert "/post-sitemap.xml" in index
    answer = get(divi, "/post-sitemap.xml")
    tree = etree.fromstring(answer.body.encode())
    found = [urlsplit(url.findtext("{*}loc") or "").path for url in tree.iterfind("{*}url")]
    by_change = sorted(divi.magazine.published, key=lambda post: (post.modified, post.id))
    assert found == [post.path for post in by_change]
    assert answer.body.count("<lastmod>") == len(found)
    assert "<image:loc>" in answer.body


def test_large_sitemaps_come_in_several_files() -> None:
    magazine = Magazine(1_200, "divi")
    with running(magazine, quirks=Quirks(sitemap_size=250)) as server:
        index = locations(get(server, "/sitemap_index.xml"))
        files = [path for path in index if path.startswith("/post-sitemap")]
        assert files[:2] == ["/post-sitemap.xml", "/post-sitemap2.xml"]
        assert len(files) == 5


def test_rest_counts_pages_and_ends_with_a_400(server: Server) -> None:
    magazine = server.magazine
    total = len(magazine.listed)
    path = "/wp-json/wp/v2/posts?per_page=100&_fields=id,link&page="
    answers = [get(server, f"{path}{page}") for page in (1, 2, 3, 4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 400]
    assert answers[0].headers["X-WP-Total"] == str(total)
    assert answers[0].headers["X-WP-TotalPages"] == "3"
    assert 'rel="next"' in answers[0].headers["Link"]
    rows = [row for answer in answers[:3] for row in json.loads(answer.body)]
    assert [row["id"] for row in rows] == [p.id for p in magazine.listing("posts")]
    assert list(rows[0]) == ["id", "link"]
    assert json.loads(answers[3].body)["code"] == "rest_post_invalid_page_number"


def test_rest_answers_head_and_tells_what_was_modified(server: Server) -> None:
    head = get(server, "/wp-json/wp/v2/posts?per_page=1", "HEAD")
    assert head.headers["X-WP-Total"] == str(len(server.magazine.listed))
    assert head.body == ""
    post = server.magazine.post_with("modified-later")
    moment = post.modified - timedelta(minutes=1)
    since = moment.isoformat().replace("+", "%2B")
    query = f"modified_after={since}&orderby=modified&order=asc&per_page=100&_fields=id"
    path = f"/wp-json/wp/v2/posts?{query}"
    rows = json.loads(get(server, path).body)
    wanted = [p for p in server.magazine.listed if p.modified > moment]
    assert post in wanted
    assert [row["id"] for row in rows] == [
        post.id for post in sorted(wanted, key=lambda post: (post.modified, post.id))[:100]
    ]


def test_feed_answers_conditional_requests(server: Server) -> None:
    answer = get(server, "/feed/")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    items = etree.fromstring(answer.body.encode()).findall(".//item")
    newest = server.magazine.listing("posts")[:10]
    assert [urlsplit(item.findtext("link") or "").path for item in items] == [
        post.path for post in newest
    ]
    assert items[0].findtext("guid") == f"{server.url}/?p={newest[0].id}"
    assert get(server, "/feed/", If_None_Match=answer.headers["ETag"]).status == 304
    since = answer.headers["Last-Modified"]
    assert get(server, "/feed/", If_Modified_Since=since).status == 304
    assert get(server, "/feed/", If_None_Match='"other"').status == 200


def test_sources_can_be_hidden() -> None:
    magazine = Magazine(60)
    first, second, third, *_ = magazine.published
    quirks = Quirks(
        not_in_sitemap=frozenset({first.id}),
        not_in_listings=frozenset({second.id}),
        not_in_rest=frozenset({third.id}),
    )
    with running(magazine, quirks=quirks) as server:
        assert first.path not in locations(get(server, "/wp-sitemap-posts-post-1.xml"))
        assert second.path not in walk(server, "/latest-news/")
        rest = get(server, "/wp-json/wp/v2/posts?per_page=100&_fields=id").body
        assert third.id not in [row["id"] for row in json.loads(rest)]
        assert {get(server, p.path).status for p in (first, second, third)} == {200}
    with running(magazine, quirks=Quirks(sitemap=False, rest=False, feeds=False)) as server:
        assert get(server, "/wp-sitemap.xml").status == 404
        assert get(server, "/wp-json/wp/v2/posts").status == 401
        assert get(server, "/feed/").status == 404
        assert "Sitemap" not in get(server, "/robots.txt").body


# The server


def test_links_and_redirects_stay_on_the_server(server: Server) -> None:
    real = server.magazine.base
    for post in server.magazine.published[:30]:
        assert f'"{real}/' not in get(server, post.path).body
    for path in ("/", "/latest-news/", "/wp-json/wp/v2/posts", "/feed/", "/robots.txt"):
        assert real not in get(server, path).body.replace("\\/", "/")
    post = server.magazine.published[0]
    assert get(server, f"/?p={post.id}").headers["Location"] == f"{server.url}{post.path}"


def test_several_editions_are_served_below_their_codes() -> None:
    editions = [Magazine(20, edition=code) for code in ("en", "zh")]
    with running(*editions) as server:
        assert server.url.endswith("/{edition}")
        for magazine in editions:
            code, post = magazine.edition.code, magazine.published[3]
            root = server.url.format(edition=code)
            at = Server(root, {})
            assert f'rel="canonical" href="{root}{post.path}"' in get(at, post.path).body
            assert get(at, f"/?p={post.id}").headers["Location"] == f"{root}{post.path}"


def test_requests_are_counted(genesis: Server) -> None:
    before, total = genesis.requests["/about/"], genesis.total
    get(genesis, "/about/")
    assert (genesis.requests["/about/"], genesis.total) == (before + 1, total + 1)


def test_one_connection_carries_many_requests(genesis: Server) -> None:
    with closing(HTTPConnection(urlsplit(genesis.url).netloc)) as connection:
        for path in ("/about/", "/no-such-page/", "/wp-content/uploads/2020/01/any-name.jpg"):
            connection.request("GET", path)
            socket = connection.sock
            assert len(connection.getresponse().read()) > 50
            assert connection.sock is socket


def test_methods_that_write_are_refused(genesis: Server) -> None:
    assert get(genesis, "/wp-login.php", "POST").status == 405


def test_it_serves_inside_a_running_loop() -> None:
    async def visit() -> bytes:
        async with serve(Magazine(10)) as server:
            parts = urlsplit(server.url)
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            return answer

    assert asyncio.run(visit()).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_taken_port_is_an_error() -> None:
    with running(Magazine(5)) as server:
        port = urlsplit(server.url).port or 0
        with pytest.raises(OSError, match="in use"), running(Magazine(5), port=port):
            pass
