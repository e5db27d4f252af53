"""Entries of the glossary, and editorial pages."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bwcrawler.items import Term
from bwcrawler.pages.document import Document
from bwcrawler.pages.glossary import read_term
from bwcrawler.pages.kinds import NotAnArticle
from tests.mutations import FORMS, MUTATIONS, rename_classes
from tests.test_listings import StoredPage, stored_pages

PAGES = {"topics": "Topics", "about": "About", "editorial-board": "Editorial Board"}


def term(html: str | bytes, url: str) -> Term:
    return read_term(Document.parse(html, url))


def refusal(html: str, url: str) -> str:
    with pytest.raises(NotAnArticle) as caught:
        term(html, url)
    return caught.value.reason


def is_editorial(page: StoredPage) -> bool:
    return page.url.split("/")[3] in PAGES


def editorial_pages() -> list[StoredPage]:
    return [page for page in stored_pages() if is_editorial(page)]


@pytest.mark.shared
@pytest.mark.parametrize("page", editorial_pages(), ids=lambda page: page.name)
def test_a_real_editorial_page(page: StoredPage) -> None:
    read = term(page.html(), page.url)

    slug = page.url.split("/")[3]
    assert (read.kind, read.url, read.title) == ("page", page.url, PAGES[slug])
    assert read.id in (114, 115, 116)
    assert read.warnings == []
    assert not {"Recent Posts", "Follow us", "Footer"} & set(read.body.split("\n"))
    if slug == "editorial-board":
        assert read.body == (
            "Editor-in-Chief: Massimo Introvigne\nDeputy Editor: Matteo Invernizzi\n\n"
            "A team of collaborators, who use pseudonyms for security reasons."
        )
    if slug == "topics":
        tags = [link.url for link in read.links]
        assert len(set(tags)) == 60
        assert all(url.startswith("https://bitterwinter.org/tag/") for url in tags)


@pytest.mark.shared
@pytest.mark.parametrize("page", editorial_pages(), ids=lambda page: page.name)
def test_an_editorial_page_in_a_theme_with_other_class_names(page: StoredPage) -> None:
    known = term(page.html(), page.url)
    unknown = term(rename_classes("-2027")(page.html()), page.url)

    assert (unknown.title, unknown.body) == (known.title, known.body)


@pytest.mark.shared
@pytest.mark.parametrize(
    "page", [p for p in stored_pages() if not is_editorial(p)], ids=lambda page: page.name
)
def test_every_other_page_is_no_term(page: StoredPage) -> None:
    with pytest.raises(NotAnArticle):
        term(page.html(), page.url)


def post(body: str, classes: str, title: str = "Xie jiao") -> str:
    return (
        f'<html><body class="{classes}"><main class="content"><article class="entry">'
        f'<h1 class="entry-title">{title}</h1><div class="entry-content">{body}</div>'
        "</article></main></body></html>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://bitterwinter.org/glossary/xie-jiao/",
        "https://es.bitterwinter.org/Glossary/xie-jiao/",
        "https://fr.bitterwinter.org/Vocabulary/xie-jiao/",
        "https://it.bitterwinter.org/vocabulary/xie-jiao/",
        "https://jp.bitterwinter.org/glossary/chuugoku-tenshukyou-aikoku-kai/",
    ],
)
@pytest.mark.parametrize("classes", ["single single-glossary postid-9", "page page-id-9", ""])
def test_a_glossary_entry_is_known_by_its_path(url: str, classes: str) -> None:
    read = term(post("<p>Used as “evil cult”,<br>wrongly.</p>", classes), url)

    assert (read.kind, read.url, read.title) == ("glossary", url, "Xie jiao")
    assert read.body == "Used as “evil cult”, wrongly."
    assert read.id == (9 if classes else None)
    assert len(read.content_sha256) == 64


def test_related_articles_below_an_entry() -> None:
    related = (
        "<p>Le mot.</p><div class='related-posts'><h3>Articles associés</h3>"
        "<ul><li><a href='/une-eglise/'>Une église</a></li></ul></div>"
    )

    read = term(post(related, "single"), "https://fr.bitterwinter.org/Vocabulary/xie-jiao/")

    assert read.body == "Le mot."
    assert [(one.kind, one.title) for one in read.related] == [("related", "Une église")]


def test_the_page_of_the_whole_glossary_is_an_editorial_page() -> None:
    url = "https://bitterwinter.org/glossary/"

    read = term(post("<ul><li><a href='/glossary/hukou/'>Hukou</a></li></ul>", "page"), url)

    assert (read.kind, [link.url for link in read.links]) == ("page", [f"{url}hukou/"])


def test_a_page_of_pictures_alone_is_read_with_a_warning() -> None:
    html = post("<img src='/wp-content/uploads/map.png'>", "page page-id-3", "Map")

    read = term(html, "https://zh.bitterwinter.org/map-of-china/")

    assert (read.title, read.body, read.warnings) == ("Map", "", ["body: none"])


@pytest.mark.parametrize(
    ("classes", "url", "reason"),
    [
        ("single single-post postid-7", "https://bitterwinter.org/slug/", "article"),
        ("archive category", "https://bitterwinter.org/category/china/", "listing"),
        ("home page page-id-1", "https://bitterwinter.org/", "home"),
        ("error404", "https://bitterwinter.org/glossary/nothing/", "not found"),
        ("attachment single", "https://bitterwinter.org/photo/", "attachment"),
        ("", "https://bitterwinter.org/slug/", "no article"),
    ],
)
def test_what_is_no_term_is_refused(classes: str, url: str, reason: str) -> None:
    assert refusal(post("<p>Text.</p>", classes), url) == reason


def test_a_page_behind_a_password_is_refused() -> None:
    form = "<form><input name='post_password'></form>"

    assert refusal(post(form, "page page-id-3"), "https://bitterwinter.org/donate/") == "password"


def test_a_page_without_a_title_is_refused() -> None:
    html = post("<p>Text.</p>", "page", "")

    assert refusal(html, "https://bitterwinter.org/about/") == "no title"


@pytest.mark.shared
@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_page_is_a_valid_term_or_refused(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(editorial_pages()))
    html = page.html()
    for mutate in data.draw(st.lists(MUTATIONS, min_size=1, max_size=4)):
        html = mutate(html)

    try:
        read = term(data.draw(FORMS)(html), page.url)
    except NotAnArticle:
        return
    assert read.body or "body: none" in read.warnings
    assert msgspec.json.decode(msgspec.json.encode(read), type=Term) == read
