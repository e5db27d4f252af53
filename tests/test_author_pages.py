"""Who an author page is about, and where the bio stands in each theme."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bwcrawler.items import Author
from bwcrawler.pages.author import read_author
from bwcrawler.pages.document import Document
from bwcrawler.pages.kinds import NotAnArticle
from tests.mutations import FORMS, MUTATIONS
from tests.test_listings import StoredPage, archive, entry, stored_listings

URL = "https://bitterwinter.org/author/li-benbo/"
ENTRY = entry("a", "A", '<a rel="author" href="/author/li-benbo/">Li Benbo</a>')


def author(html: str, url: str = URL) -> Author:
    return read_author(Document.parse(html, url))


def author_pages() -> list[StoredPage]:
    return [page for page in stored_listings() if "/author/" in page.url]


@pytest.mark.shared
@pytest.mark.parametrize("page", author_pages(), ids=lambda page: page.name)
def test_a_real_author_page_names_its_author(page: StoredPage) -> None:
    read = author(page.html(), page.url)

    assert read.name == page.index["heading"]
    assert read.url == page.url.partition("page/")[0]
    assert read.listing is not None
    assert read.listing.url == page.url
    # Yoast's JSON-LD tells the bio; neither Genesis skin prints one.
    assert bool(read.bio) == page.path.parent.name.startswith("divi")


@pytest.mark.shared
def test_a_bio_in_json_ld_is_text_with_its_web_site() -> None:
    pages = [p for p in author_pages() if "matteo" in p.url and "divi" in str(p.path)]

    for page in pages:
        read = author(page.html(), page.url)
        assert read.bio.endswith("“The Price of Belief” & other works.")
        assert read.website == "https://www.example.org/matteo-invernizzi"


def test_the_bio_between_tagline_and_list() -> None:
    read = author(
        archive(
            "<div class='bw-today'>Thu, January 21, 2021</div><h1>Li Benbo</h1>"
            f"<p>Uses a pseudonym for security reasons.</p>{ENTRY}",
            "archive author",
        )
    )

    assert read.name == "Li Benbo"
    assert read.bio == "Uses a pseudonym for security reasons."
    assert read.website == ""


def test_the_bio_and_web_site_of_an_author_box() -> None:
    box = """<div class="saboxplugin-wrap"><div class="saboxplugin-authorname">
        <a rel="author" href="/author/li-benbo/"><span class="fn">Li Benbo</span></a></div>
        <div class="saboxplugin-desc"><div itemprop="description"><p>First.</p><p>Second.</p>
        </div></div><div class="saboxplugin-web"><a href="https://www.cesnur.org/">cesnur</a>
        </div></div>"""

    read = author(archive(f"<h1>Li Benbo</h1>{box}{ENTRY}", "archive author"))

    assert read.bio == "First.\n\nSecond."
    assert read.website == "https://www.cesnur.org/"
    assert read.listing is not None
    assert len(read.listing.entries) == 1


def test_a_printed_address_is_the_web_site() -> None:
    bio = '<p>A scholar, see <a href="https://hrwf.eu/">HRWF</a>.</p>'
    site = '<p><a href="https://www.cesnur.org/">www.cesnur.org/</a></p>'

    read = author(archive(f"<h1>Li Benbo</h1>{bio}{site}{ENTRY}", "archive author"))

    assert read.website == "https://www.cesnur.org/"


@pytest.mark.parametrize("heading", ["Author: Li Benbo", "Archives for Li Benbo", "Li Benbo"])
def test_the_name_stands_without_the_words_around_it(heading: str) -> None:
    read = author(archive(f"<h1>{heading}</h1>{ENTRY}", "archive author"))

    assert read.name == "Li Benbo"


def test_an_author_without_posts_or_heading_is_known_by_json_ld() -> None:
    person = {"@graph": [{"@type": "Person", "name": "Li Benbo", "description": "A &amp; B."}]}
    html = (
        f'<script type="application/ld+json">{json.dumps(person)}</script>'
        f"{archive('<p>No results.</p>', 'archive author et_divi_theme')}"
    )

    read = author(html)

    assert (read.name, read.bio) == ("Li Benbo", "A & B.")
    assert read.listing is not None
    assert read.listing.entries == []


@pytest.mark.parametrize(
    ("classes", "url", "reason"),
    [
        ("archive tag", "https://bitterwinter.org/tag/tibet/", "listing"),
        ("single single-post", "https://bitterwinter.org/slug/", "article"),
        ("error404", URL, "not found"),
    ],
)
def test_what_is_no_author_page_is_refused(classes: str, url: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        author(archive(f"<h1>X</h1>{ENTRY}", classes), url)

    assert caught.value.reason == reason


@pytest.mark.shared
@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_page_is_a_valid_author_or_refused(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(author_pages()[::5]))
    html = page.html()
    for mutate in data.draw(st.lists(MUTATIONS, min_size=1, max_size=4)):
        html = mutate(html)

    try:
        read = read_author(Document.parse(data.draw(FORMS)(html), page.url))
    except NotAnArticle:
        return
    assert msgspec.json.decode(msgspec.json.encode(read), type=Author) == read


def test_a_link_that_is_no_address_is_no_web_site() -> None:
    read = author(archive(f"<h1>Li Benbo</h1><a href='http://['>x</a>{ENTRY}", "archive author"))

    assert read.website == ""
