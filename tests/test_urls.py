"""One spelling for each page, and the kind of page that a URL leads to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.editions import EDITIONS
from bwcrawler.urls import (
    Kind,
    Site,
    canonical,
    edition_of,
    first_page,
    kind,
    listing_page,
    page_number,
    slug,
)

EN = "https://bitterwinter.org"

SPELLINGS = {
    f"{EN}/": [
        "http://bitterwinter.org",
        "HTTPS://WWW.BitterWinter.org:443/#top",
        f"{EN}//",
        f"{EN}/index.php",
        f"{EN}/?utm_source=x&fbclid=y",
        f"{EN}/page/1/",
        "//bitterwinter.org/",
        "  https://bitterwinter.org./\n",
    ],
    f"{EN}/pakileaks/": [
        f"{EN}/pakileaks",
        f"{EN}//pakileaks//",
        f"{EN}/PakiLeaks/",
        f"{EN}/pakileaks/amp/",
        f"{EN}/pakileaks/?amp=1",
        f"{EN}/pakileaks/?fbclid=IwAR1&gclid=2",
        f"{EN}/pakileaks/?replytocom=17#respond",
        f"{EN}/pakileaks/?share=facebook&nb=1",
        f"{EN}/pakileaks/page/2/",
        f"{EN}/pakileaks/1/",
        f"{EN}/pakile%61ks/",
        f"{EN}/x/../pakileaks/./",
        f"{EN}/index.php/pakileaks/",
        "http://editor@bitterwinter.org:80/pakileaks",
    ],
    f"{EN}/pakileaks/2/": [f"{EN}/pakileaks/02", f"{EN}/pakileaks/?page=2"],
    f"{EN}/page/": [f"{EN}/page", f"{EN}/Page/?x=1"],
    f"{EN}/2020-2/": [f"{EN}/2020-2"],
    f"{EN}/?p=21198": [
        f"{EN}/?p=021198",
        f"{EN}?p=21198&utm_medium=x",
        f"{EN}/index.php?p=21198",
        f"{EN}/?page_id=21198",
    ],
    f"{EN}/tag/muslim-uyghurs/": [
        f"{EN}/tag/muslim-uyghurs/page/1/",
        f"{EN}/tag/muslim-uyghurs?orderby=date&order=asc",
        f"{EN}/tag/Muslim-Uyghurs/page/01",
    ],
    f"{EN}/tag/muslim-uyghurs/page/51/": [
        f"{EN}/tag/muslim-uyghurs/page/51",
        f"{EN}/tag/muslim-uyghurs/page/51/?et_blog",
        f"{EN}/tag/muslim-uyghurs/?paged=51",
    ],
    f"{EN}/category/china/weekly-feature/": [f"{EN}/category/china//weekly-feature"],
    "https://es.bitterwinter.org/2018/09/page/10/": ["http://es.bitterwinter.org/2018/9/page/10"],
    "https://es.bitterwinter.org/Glossary/three-self-church/": [
        "https://bitterwinteres.b-cdn.net/Glossary/Three-Self-Church",
    ],
    "https://zh.bitterwinter.org/%e5%85%a8%e5%9f%9f/": [
        "https://zh.bitterwinter.org/%e5%85%a8%e5%9f%9f",
        "https://bitterwintertw.b-cdn.net/全域/",
    ],
    "https://ko.bitterwinter.org/government-controlled-church-forcibly-repurposed/": [
        "https://ko.bitterwinter.org/government-controlled-church-forcibly-repurposed/amp/",
    ],
    f"{EN}/wp-content/uploads/2019/02/Islamic-books.jpg": [
        "http://bitterwinter.org/wp-content/uploads/2019/02/Islamic-books.jpg?utm_source=x",
    ],
    f"{EN}/wp-sitemap.xml": ["http://bitterwinter.org//wp-sitemap.xml"],
    f"{EN}/wp-json/wp/v2/posts?_fields=id%2Clink&page=2": [
        f"{EN}/wp-json/wp/v2/posts?page=2&_fields=id,link",
    ],
    f"{EN}/feed/?paged=2": [f"{EN}/feed?paged=2&utm_source=rss"],
    f"{EN}/?s=temple": [f"{EN}/?utm_source=x&s=temple"],
}

KINDS = {
    Kind.HOME: ["/", "/page/2/"],
    Kind.SECTION: ["/category/news/", "/category/from-world/op-eds-international/page/11/"],
    Kind.TAG: ["/tag/tibet/", "/tag/tibet/page/8/", "/tag/page/", "/tag/2/"],
    Kind.AUTHOR: ["/author/ruth-ingram/page/20/"],
    Kind.MONTH: ["/2018/09/", "/2018/10/page/2/"],
    Kind.POSTS: ["/latest-news/", "/latest-news/page/2/"],
    Kind.GLOSSARY: ["/Glossary/patriotic-church/", "/glossary/"],
    Kind.ARTICLE: ["/pakileaks/", "/pakileaks/2/", "/page/", "/2020-2/", "/13-year-old-temple/"],
    Kind.SHORTLINK: ["/?p=21198"],
    Kind.PAGE: ["/about/", "/topics/", "/map-of-china/", "/about/editorial-board/"],
    Kind.FEED: ["/feed/", "/slug/feed/", "/category/news/feed/", "/comments/feed/", "/?feed=rss2"],
    Kind.SITEMAP: [
        "/wp-sitemap.xml",
        "/wp-sitemap-posts-post-1.xml",
        "/sitemap_index.xml",
        "/post-sitemap2.xml",
        "/sitemap.xml",
    ],
    Kind.REST: ["/wp-json/wp/v2/posts?page=2"],
    Kind.ROBOTS: ["/robots.txt"],
    Kind.UPLOAD: ["/wp-content/uploads/2019/02/Islamic-books.jpg"],
    Kind.SEARCH: ["/?s=temple", "/search/temple/"],
    Kind.OTHER: [
        "/wp-login.php",
        "/wp-admin",
        "/xmlrpc.php",
        "/2018/",
        "/2018/09/21/",
        "/slug/embed/",
        "/slug/trackback/",
        "/tag/",
        "/category/",
        "/?cat=3",
        "/a/b/c/",
    ],
}


@pytest.mark.parametrize(
    ("spelling", "identity"),
    [
        (spelling, identity)
        for identity, many in SPELLINGS.items()
        for spelling in [*many, identity]
    ],
)
def test_every_spelling_of_a_page_has_one_identity(spelling: str, identity: str) -> None:
    assert canonical(spelling) == identity


@pytest.mark.parametrize(
    ("path", "expected"), [(path, expected) for expected, many in KINDS.items() for path in many]
)
def test_kind_is_told_by_shape(path: str, expected: Kind) -> None:
    assert canonical(EN + path) == EN + path
    assert kind(EN + path) is expected


def test_the_glossary_has_its_own_word_in_each_edition() -> None:
    assert kind("https://it.bitterwinter.org/vocabulary/chiesa/") is Kind.GLOSSARY
    assert kind("https://fr.bitterwinter.org/Vocabulary/eglise/") is Kind.GLOSSARY
    assert kind(f"{EN}/vocabulary/") is Kind.ARTICLE


@pytest.mark.parametrize(
    "url",
    ["https://example.org/x?b=2&a=1#c", "mailto:info@example.org", "https://th.bitterwinter.org/x"],
)
def test_foreign_urls_keep_their_meaning_and_are_out_of_scope(url: str) -> None:
    assert canonical(url) == url
    assert kind(url) is Kind.OTHER
    assert edition_of(url) is None


def test_pages_of_a_listing_and_of_an_article_are_counted() -> None:
    assert (first_page(f"{EN}/tag/tibet/page/8/"), page_number(f"{EN}/tag/tibet/page/8/")) == (
        f"{EN}/tag/tibet/",
        8,
    )
    assert (first_page(f"{EN}/long-read/3/"), page_number(f"{EN}/long-read/3/")) == (
        f"{EN}/long-read/",
        3,
    )
    assert page_number("https://es.bitterwinter.org/2018/10/") == 1
    assert listing_page(f"{EN}/tag/tibet/page/8/", 9) == f"{EN}/tag/tibet/page/9/"
    assert listing_page(f"{EN}/tag/tibet/page/8/", 1) == f"{EN}/tag/tibet/"
    assert slug(f"{EN}/category/china/weekly-feature/page/26/") == "weekly-feature"


SEGMENTS = re.findall(
    r"\S+",
    "page amp 1 2 02 index.php category tag 2018 9 feed Glossary slug SLUG %41 %2F %zz .. . a.b é "
    "%E5%85 wp-json wp-content latest-news about İ ΑΣ embed",
)
QUERIES = re.findall(
    r"\S+", "p=5 p=0 page=2 paged=3 paged=x s=a+b feed=rss2 utm_x=1 cat=3 amp x=%ff"
)
ANYTHING = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())).map(lambda text: f"{EN}/{text}"),
    st.lists(st.sampled_from(SEGMENTS), max_size=6).map(lambda parts: f"{EN}/" + "/".join(parts)),
)
QUERY = st.lists(st.sampled_from(QUERIES), max_size=3).map(
    lambda pairs: "?" * bool(pairs) + "&".join(pairs)
)


@given(ANYTHING, QUERY)
def test_canonical_never_raises_and_is_idempotent(url: str, query: str) -> None:
    once = canonical(url + query)
    assert canonical(once) == once
    assert kind(once) in Kind
    assert first_page(first_page(once)) == first_page(once)
    assert page_number(once) >= 1


SLUG = st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,8}){1,4}", fullmatch=True)


@st.composite
def spellings(draw: st.DrawFn, path: str, host: str) -> str:
    """A way in which somebody may write the URL of the article at `path`."""
    letters = [draw(st.sampled_from((c, c.upper(), f"%{ord(c):02x}"))) for c in path]
    scheme = draw(st.sampled_from(("https://", "http://", "HTTP://", "//")))
    host = draw(st.sampled_from((host, host.upper(), f"www.{host}", f"{host}:8080")))
    slash = draw(st.sampled_from(("/", "//", "/./", "/index.php/")))
    end = draw(st.sampled_from(("", "/", "//", "/amp", "/amp/", "/page/2/", "/1/")))
    query = draw(st.sampled_from(("", "?fbclid=x", "?utm_source=a&amp=1", "?orderby=date", "?x")))
    fragment = draw(st.sampled_from(("", "#", "#respond", "#p=5")))
    return scheme + host + slash + "".join(letters) + end + query + fragment


@given(st.data(), SLUG, st.sampled_from(sorted(EDITIONS)))
def test_no_two_spellings_of_one_article_survive(data: st.DataObject, path: str, code: str) -> None:
    host = EDITIONS[code].host
    spelling = data.draw(spellings(path, host))
    assert canonical(spelling) == f"https://{host}/{path}/"
    assert kind(canonical(spelling)) is Kind.ARTICLE


def test_a_site_maps_between_identity_and_address() -> None:
    site = Site(EDITIONS["it"], "http://127.0.0.1:8000/it")
    identity = "https://it.bitterwinter.org/pagode/"
    for spelling in (
        "http://127.0.0.1:8000/it/pagode",
        "http://it.bitterwinter.org/pagode/",
        "//127.0.0.1:8000/it/pagode/",
        "/it/pagode/",
        "/pagode/",
        "pagode",
    ):
        assert site.canonical(spelling) == identity
    assert site.address(identity) == "http://127.0.0.1:8000/it/pagode/"
    assert site.address("https://it.bitterwinter.org/") == "http://127.0.0.1:8000/it/"
    assert site.address("https://example.org/x") == "https://example.org/x"


def test_other_editions_lie_beside_a_site_that_ends_with_its_edition() -> None:
    site = Site(EDITIONS["it"], "http://127.0.0.1:8000/it")
    assert site.canonical("http://127.0.0.1:8000/en/pagodas/") == f"{EN}/pagodas/"
    assert site.address(f"{EN}/pagodas/") == "http://127.0.0.1:8000/en/pagodas/"
    alone = Site(EDITIONS["it"], "http://127.0.0.1:8000")
    assert alone.address(f"{EN}/pagodas/") == f"{EN}/pagodas/"
    assert alone.canonical("http://127.0.0.1:8000/en/") == "https://it.bitterwinter.org/en/"


def test_a_site_at_the_root_of_a_port_and_the_live_site() -> None:
    site = Site.of("http://127.0.0.1:8081/slug/", "en")
    assert site == Site(EDITIONS["en"], "http://127.0.0.1:8081")
    assert site.canonical("http://127.0.0.1:8081/?p=7") == f"{EN}/?p=7"
    assert site.canonical("http://127.0.0.1:8082/x") == "http://127.0.0.1:8082/x"
    assert Site.of("https://bitterwinterjp.b-cdn.net/x", "en") == Site.live(EDITIONS["jp"])
    assert Site.live(EDITIONS["en"]).address(f"{EN}/x/") == f"{EN}/x/"
    assert Site.of("page.html") == Site.live(EDITIONS["en"])


def test_an_unknown_edition_is_named() -> None:
    with pytest.raises(ValueError, match="no edition 'xx'"):
        Site.of("http://127.0.0.1/", "xx")


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("http://127.0.0.1:8000/en", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("https://bitterwinter.org", False),
    ],
)
def test_a_loopback_site_is_known(base: str, *, expected: bool) -> None:
    assert Site(EDITIONS["en"], base).is_loopback is expected


@given(ANYTHING)
def test_a_site_never_raises_and_round_trips(url: str) -> None:
    site = Site(EDITIONS["en"], "http://127.0.0.1:8000/en")
    identity = site.canonical(url)
    assert site.canonical(site.address(identity)) == identity
