"""Whatever a page looks like, `extract` gives an article, and names what it lacks, or refuses."""

from __future__ import annotations

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
from tests.mutations import FORMS, MUTATIONS
from tests.shared import stored_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.sample.press import Theme

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
