"""Nothing that a reader sees in a body vanishes, but what `pages.boilerplate` names."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bwcrawler import Article, extract
from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.pages import Document
from bwcrawler.pages.boilerplate import is_boilerplate
from bwcrawler.pages.inline import is_way_back
from bwcrawler.pages.mainpart import content_of, main_part
from bwcrawler.pages.themes import theme_of
from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.connection import Request
from bwcrawler.sample.wordpress import WordPress
from tests.shared import StoredArticle, stored_articles
from tests.truth import _strings, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy
    from lxml import etree

URL = "https://bitterwinter.org/a-slug/"
PAGE = """<html><head><meta property="article:published_time" content="2023-05-12T08:00:00+02:00">
</head><body class="single single-post postid-7"><article class="post-7 post">
<h1 class="entry-title">A Title</h1><div class="entry-content">{}</div></article></body></html>"""


def visible(element: etree._Element) -> Iterator[str]:
    """The text nodes inside an element, boilerplate aside."""
    yield element.text or ""
    for inner in element:
        if not is_boilerplate(inner) and not is_way_back(inner):
            yield from visible(inner)
        yield inner.tail or ""


def labels(edition: Edition) -> set[str]:
    """Words that only head what the record keeps elsewhere."""
    english = EDITIONS["en"]
    return {
        letters(word).casefold()
        for one in (edition, english)
        for word in (*one.contents_labels, *one.read_also, *one.read_more)
    }


def lost(html: str | bytes, url: str, article: Article) -> list[str]:
    """Text of the content element that stands nowhere in the record."""
    document = Document.parse(html, url)
    theme = theme_of(document.root)
    content, _ = content_of(main_part(document.root, theme), theme, document.edition)
    assert content is not None
    record = letters(" ".join(_strings(asdict(article))))
    known = labels(document.edition)
    return [
        text.strip()
        for text in visible(content)
        if letters(text) not in record and letters(text).casefold() not in known
    ]


@pytest.mark.shared
@pytest.mark.parametrize("stored", stored_articles(), ids=lambda stored: stored.name)
def test_of_a_real_page(stored: StoredArticle) -> None:
    html = stored.html()

    assert lost(html, stored.url, extract(html, stored.url)) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("theme", ["genesis", "divi"])
def test_of_every_form_of_the_sample(edition: str, theme: Literal["genesis", "divi"]) -> None:
    magazine = Magazine(articles=120, edition=edition, theme=theme)
    site = WordPress(magazine, magazine.base, Quirks())
    missing = {}
    for post in (one for one in magazine.published if one.forms):
        html, url = site.respond(Request("GET", post.path)).body, magazine.url(post)
        if gone := lost(html, url, extract(html, url)):
            missing[url] = gone

    assert missing == {}


BLOCKS = ["p", "div", "section", "blockquote", "ul", "ol", "li", "h2", "h4", "pre", "figure", "td",
          "table", "tr", "dl", "dt", "dd", "figcaption", "center", "details"]  # fmt: skip
INLINE = ["span", "em", "strong", "a href='/x/'", "a href='#y'", "cite", "sup", "footer", "q", "i"]
LEAVES = [
    "<br>",
    "<hr>",
    "<img src='/a.jpg'>",
    "<img src='data:x'>",
    "<iframe src='//y.tv'></iframe>",
]
WORDS = st.integers(100, 999).map("word{}".format)


def element(inside: SearchStrategy[str]) -> SearchStrategy[str]:
    def built(tag: str, parts: list[str]) -> str:
        return f"<{tag}>{' '.join(parts)}</{tag.partition(' ')[0]}>"

    return st.builds(built, st.sampled_from(BLOCKS + INLINE), st.lists(inside, max_size=4))


CONTENT = st.lists(
    st.recursive(WORDS | st.sampled_from(LEAVES), element, max_leaves=12), min_size=1, max_size=6
).map("".join)


@given(CONTENT)
@settings(max_examples=400)
def test_of_any_nesting(content: str) -> None:
    html = PAGE.format(content)

    assert lost(html, URL, extract(html, URL)) == []
