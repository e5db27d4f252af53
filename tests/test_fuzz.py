"""Whatever a page looks like, `extract` gives an article, and names what it lacks, or refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bwcrawler import NotAnArticle, extract
from bwcrawler.items import Article
from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.connection import Request
from bwcrawler.sample.wordpress import WordPress
from tests.shared import stored_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

    from bwcrawler.sample.press import Theme

Mutation = Callable[[str], str]
PER_SKIN = 6
"""Pages of each kind that are mutated, spread over all of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page; a failure is told by its URL."""

    url: str
    html: str = field(repr=False)


@cache
def pages() -> list[Page]:
    """Whole pages to damage: those of `../shared` where they are, and of the sample magazine."""
    kinds: dict[str, list[Page]] = {}
    for stored in stored_articles():
        page = Page(stored.url, stored.html().decode("utf-8"))
        kinds.setdefault(stored.path.parent.name, []).append(page)
    kinds["sample, genesis"] = list(made_up("genesis"))
    kinds["sample, divi"] = list(made_up("divi"))
    return [page for kind in kinds.values() for page in kind[:: -(-len(kind) // PER_SKIN)]]


def made_up(theme: Theme) -> Iterator[Page]:
    magazine = Magazine(articles=40, theme=theme)
    site = WordPress(magazine, magazine.base, Quirks())
    for post in magazine.published:
        html = site.respond(Request("GET", post.path)).body.decode("utf-8")
        yield Page(magazine.url(post), html)


def cut(places: list[float]) -> Mutation:
    """Drop what lies between two places of the page."""
    start, end = sorted(places)
    return lambda html: html[: int(start * len(html))] + html[int(end * len(html)) :]


def truncate(place: float) -> Mutation:
    return lambda html: html[: int(place * len(html))]


def reorder(places: list[float]) -> Mutation:
    """Swap the two neighbouring stretches that three places of the page bound."""

    def swapped(html: str) -> str:
        a, b, c = sorted(int(place * len(html)) for place in places)
        return html[:a] + html[b:c] + html[a:b] + html[c:]

    return swapped


def insert(place: float, text: str) -> Mutation:
    return lambda html: html[: int(place * len(html))] + text + html[int(place * len(html)) :]


def rename_classes(suffix: str) -> Mutation:
    """Another theme's names: every class of the page ends in `suffix`."""

    def renamed(html: str) -> str:
        return re.sub(
            r'class="([^"]*)"',
            lambda found: 'class="' + " ".join(n + suffix for n in found[1].split()) + '"',
            html,
        )

    return renamed


def without(pattern: str) -> Mutation:
    """Drop every match."""
    return lambda html: re.sub(pattern, "", html, flags=re.DOTALL)


def replace(old: str, new: str) -> Mutation:
    return lambda html: html.replace(old, new)


def wrap_in_divs(depth: int) -> Mutation:
    return lambda html: re.sub(r"(<body[^>]*>)", r"\1" + "<div>" * depth, html, count=1)


PLACE = st.floats(0, 1)
JUNK = st.one_of(
    st.sampled_from(
        ["\0", "\ud800", "\udfff<p>", "\x1b", "\x85", "&#0;", "&#xD800;", "&#1114112;"]
    ),
    st.sampled_from(
        ["<p>", "</div>" * 9, "<table>", "<!--", "<![CDATA[", "<svg><p>", "<plaintext>"]
    ),
    st.sampled_from(
        ["<h1></h1>", '<time datetime="x">', "<base href='//['>", "<a href='http://['>x"]
    ),
    st.text(max_size=20),
)
MUTATIONS: SearchStrategy[Mutation] = st.one_of(
    st.builds(cut, st.lists(PLACE, min_size=2, max_size=2)),
    st.builds(truncate, PLACE),
    st.builds(reorder, st.lists(PLACE, min_size=3, max_size=3)),
    st.builds(insert, PLACE, JUNK),
    st.builds(rename_classes, st.sampled_from(["", "-2027", "é", "\0"])),
    st.sampled_from(
        [
            without(r"<script.*?</script>"),
            without(r"<h1.*?</h1>"),
            without(r"<time.*?</time>"),
            without(r"<meta[^>]*>"),
            without(r"<head.*?</head>"),
            without(r"</\w+>"),
            without(r"<p\b.*?</p>"),
            without(r"\d"),
            without(r'"'),
            replace("<p", "<div"),
            replace(">", ">\u2029"),
            replace("20", "99999"),
            replace("T", "\ud83d"),
            replace("http", "\\u0000"),
            replace("@type", "@graph"),
            replace('":', '":['),
            str.upper,
            wrap_in_divs(200),
            wrap_in_divs(3_000),
        ]
    ),
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "gb18030", "shift_jis", "big5"]


def as_text(html: str) -> str:
    return html


def as_bytes(encoding: str) -> Callable[[str], bytes]:
    """The page as a server with that encoding would send it, what it cannot say left as `?`."""
    return lambda html: html.encode(encoding, "replace")


def torn(html: str) -> bytes:
    """Bytes that no encoding explains: every thousandth one is wrong."""
    page = bytearray(html.encode("utf-8", "surrogatepass"))
    page[::1000] = b"\xff" * len(page[::1000])
    return bytes(page)


FORMS: SearchStrategy[Callable[[str], str | bytes]] = st.one_of(
    st.just(as_text), st.just(torn), st.sampled_from(ENCODINGS).map(as_bytes)
)


def assert_read_or_refused(html: str | bytes, url: str) -> None:
    try:
        article = extract(html, url)
    except NotAnArticle:
        return
    assert article.published
    assert article.title.strip() or "title: none" in article.warnings
    assert article.body.strip() or "body: none" in article.warnings
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


@given(st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_page_is_read_or_refused(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(pages()))
    html = page.html
    for mutate in data.draw(st.lists(MUTATIONS, min_size=1, max_size=4)):
        html = mutate(html)

    assert_read_or_refused(data.draw(FORMS)(html), page.url)


@given(st.one_of(st.text(), st.binary()), st.text(max_size=30))
def test_anything_at_all_is_read_or_refused(html: str | bytes, path: str) -> None:
    assert_read_or_refused(html, f"https://bitterwinter.org/{path}")


ARTICLE = """<html><head>
<meta property="article:published_time" content="2023-05-12T08:00:00+02:00"></head>
<body class="single single-post postid-7"><article class="post-7 post">
<h1 class="entry-title">T</h1><div class="entry-content">{}</div></article></body></html>"""


@pytest.mark.parametrize(
    "repeated",
    [
        *("<div>", "<p>", "</p>", "<p></p>", "<p>by ", "<p>(1) x</p>", "<b><i>", "<br>", "<li>"),
        *("<td>", "<img src=x>", "<a href=http://[>y</a>", " ", "\n\u00a0", "* ", "12/"),
        *("Source: ", "by A and ", "<h2>", "<h2>Related articles</h2>", "x<br>"),
        '<div class="gallery-item"><img src=x.jpg>',
    ],
)
def test_a_quarter_of_a_megabyte_of_one_thing_ends(repeated: str) -> None:
    page = ARTICLE.format(repeated * (250_000 // len(repeated)))

    assert_read_or_refused(page, "https://bitterwinter.org/slug/")
