"""Every odd form in every edition and skin: the parser against the sample magazine's truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bwcrawler import pages
from bwcrawler.editions import EDITIONS
from bwcrawler.sample import Magazine, Quirks, truth
from bwcrawler.sample.wordpress import Request, WordPress
from bwcrawler.urls import Site
from tests.truth import differences

if TYPE_CHECKING:
    from bwcrawler.items import Article
    from bwcrawler.sample import Post

SKINS: dict[str, dict[str, Any]] = {
    "genesis": {"theme": "genesis"},
    "genesis-2021": {"theme": "genesis", "habits": 2021},
    "divi": {"theme": "divi", "builder": "none"},
    "divi-builder": {"theme": "divi", "builder": "all"},
}
BASE = "http://127.0.0.1:8000"


class Reader:
    """Reads articles of a sample magazine without a network between."""

    def __init__(self, magazine: Magazine) -> None:
        self.magazine = magazine
        self.site = Site(magazine.edition, BASE)
        self.wordpress = WordPress(magazine, BASE, Quirks())

    def document(self, url: str) -> pages.Document:
        address = self.site.address(url)
        response = self.wordpress.respond(Request("GET", address.removeprefix(BASE)))
        return pages.Document.parse(response.body, address, site=self.site)

    def article(self, post: Post) -> Article:
        document = self.document(self.magazine.url(post))
        rest = [pages.read_article(self.document(url)) for url in pages.other_pages(document)]
        return pages.join(pages.read_article(document), rest)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edition", "skin"),
    [
        *(("en", skin) for skin in SKINS),
        *((code, skin) for code in EDITIONS if code != "en" for skin in ("genesis", "divi")),
    ],
)
def test_every_form_gives_its_truth(edition: str, skin: str) -> None:
    magazine = Magazine(articles=200, edition=edition, **SKINS[skin])
    reader = Reader(magazine)
    posts = [post for post in magazine.published if post.forms]
    assert len(posts) > 50
    wrong = {}
    for post in posts:
        told = differences(reader.article(post), truth(magazine, post))
        if EDITIONS[edition].counts_characters:
            # A line break between two Chinese signs is no blank.
            told.pop("body words", None)
        if told:
            wrong[magazine.url(post), *sorted(post.forms)] = told
    assert wrong == {}


@pytest.mark.parametrize("form", ["seed-full-page", "seed-bio-in-body"])
@pytest.mark.parametrize("skin", SKINS)
def test_the_two_seeds(form: str, skin: str) -> None:
    """What a reader sees in the texts of ../shared/seeds, on pages of the same skeleton."""
    magazine = Magazine(articles=200, **SKINS[skin])
    article = Reader(magazine).article(magazine.post_with(form))
    assert article.byline == "by Massimo Introvigne"
    assert [person.name for person in article.authors] == ["Massimo Introvigne"]
    assert article.deck
    assert article.authors[0].bio
    assert article.authors[0].bio not in article.body
    if form == "seed-full-page":
        assert article.published.startswith("2023-05-12")
        assert article.authors[0].website == "https://www.cesnur.org/"
        assert [figure.credit for figure in article.figures if figure.caption] == [
            "Credits.",
            "Source: Ministry of Foreign Affairs of Pakistan.",
        ]
        assert [section.name for section in article.sections] == ["Op-eds Global"]
        assert [tag.name for tag in article.tags] == ["China", "Pakistan"]
        if article.theme == "genesis":
            assert article.breadcrumb == ["From the World", "Op-eds Global"]
            kinds = [related.kind for related in article.related]
            assert (kinds.count("related"), kinds.count("keep_reading")) == (4, 4)
