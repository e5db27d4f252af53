"""A revision is a change of what is said, not of how a theme shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bwcrawler import extract
from bwcrawler.items import (
    Article,
    Block,
    Embed,
    Figure,
    Named,
    Person,
    Related,
    Series,
    Term,
)
from bwcrawler.pages.content import content_sha256
from tests.shared import stored_articles

ARTICLE = Article(
    id=7,
    url="https://bitterwinter.org/a-slug/",
    edition="en",
    language="en",
    title="A “Title”",
    deck="A deck.",
    published="2023-05-12T10:00:00+02:00",
    authors=[Person(name="Lily Chen"), Person(name="Ann Grey", role="translator")],
    byline="by Lily Chen*",
    posted_by=Named(name="Desk", url="https://bitterwinter.org/author/desk/"),
    series=Series(title="Article 2 of 5.", part=2, of=5),
    notes=["*A paper presented at a conference."],
    blocks=[
        Block(kind="paragraph", text="First paragraph."),
        Block(kind="figure", text="A caption."),
        Block(kind="list", text="one\ntwo", items=["one", "two"]),
        Block(kind="quote", text="Quoted.", cite="Somebody"),
    ],
    figures=[
        Figure(url="https://bitterwinter.org/a.jpg", alt="alt", caption="A caption.", width=9)
    ],
    embeds=[Embed(kind="video", url="https://video.example/1")],
)
PARAGRAPH, FIGURE, *REST = ARTICLE.blocks

SAME: dict[str, dict[str, Any]] = {
    "same instant": {"published": "2023-05-12T08:00:00Z"},
    "no-break blanks": {"title": "A\u00a0“Title” "},
    "decomposed letters": {"deck": "A deck\u200b."},
    "picture size": {
        "figures": [replace(ARTICLE.figures[0], width=1200, url="https://x.example/")]
    },
    "place of a figure": {"blocks": [FIGURE, PARAGRAPH, *REST]},
    "sections and tags": {"sections": [Named(name="China")], "tags": [Named(name="Uyghurs")]},
    "related": {"related": [Related(kind="related", title="Other", url="https://x.example/")]},
    "parser and theme": {"parser": "9", "theme": "divi", "warnings": ["x"]},
    "posting account": {"posted_by": Named(name="Somebody Else")},
    "modified": {"modified": "2024-01-01"},
}

OTHER: dict[str, dict[str, Any]] = {
    "title": {"title": "A “Tittle”"},
    "deck": {"deck": ""},
    "published": {"published": "2023-05-12T10:00:00Z"},
    "role": {"authors": [Person(name="Lily Chen"), Person(name="Ann Grey")]},
    "byline": {"byline": "by Lily Chen"},
    "series": {"series": Series(part=3, of=5)},
    "note": {"notes": []},
    "word in a paragraph": {"blocks": [replace(PARAGRAPH, text="First sentence."), FIGURE, *REST]},
    "kind of a block": {"blocks": [replace(PARAGRAPH, kind="heading"), FIGURE, *REST]},
    "order of blocks": {"blocks": [FIGURE, *REST, PARAGRAPH]},
    "caption": {"figures": [replace(ARTICLE.figures[0], caption="Another.")]},
    "embed": {"embeds": []},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_the_same_content(change: dict[str, Any]) -> None:
    assert content_sha256(replace(ARTICLE, **change)) == content_sha256(ARTICLE)


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER.keys())
def test_other_content(change: dict[str, Any]) -> None:
    assert content_sha256(replace(ARTICLE, **change)) != content_sha256(ARTICLE)


def test_an_account_that_stands_in_for_a_byline_is_no_content() -> None:
    shown = replace(ARTICLE, byline="", authors=[Person(name="Desk")])
    assert content_sha256(shown) == content_sha256(replace(shown, authors=[]))


def test_terms_and_articles_never_share_a_hash() -> None:
    term = Term(url=ARTICLE.url, edition="en", language="en", title=ARTICLE.title)
    assert content_sha256(term) != content_sha256(ARTICLE)
    assert content_sha256(term) != content_sha256(replace(term, body="", kind="page"))
    assert content_sha256(term) == content_sha256(replace(term, links=[], theme="divi"))


@pytest.mark.shared
def test_no_theme_changes_the_content() -> None:
    hashes: dict[tuple[str, str], dict[str, str]] = {}
    for page in stored_articles():
        # Another post of the same name is another article.
        skins = hashes.setdefault((page.url, page.truth["published"]), {})
        skins[page.path.parent.name] = extract(page.html(), page.url).content_sha256
    in_several = {post: skins for post, skins in hashes.items() if len(skins) > 1}

    assert len(in_several) > 50
    assert {post: skins for post, skins in in_several.items() if len(set(skins.values())) > 1} == {}
