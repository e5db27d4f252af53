"""What a listing says: every one of `../shared`, and the forms that only the live site has."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bwcrawler.items import Listing, ListingEntry
from bwcrawler.pages.document import Document
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.pages.listing import read_listing
from bwcrawler.urls import listing_page, page_number
from tests.mutations import FORMS, MUTATIONS, rename_classes
from tests.shared import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def listing(html: str | bytes, url: str) -> Listing:
    return read_listing(Document.parse(html, url))


def refusal(html: str | bytes, url: str) -> str:
    with pytest.raises(NotAnArticle) as caught:
        listing(html, url)
    return caught.value.reason


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of `../shared/pages/*-other` with what its index says of it."""

    path: Path
    index: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name.removesuffix('.html.gz')}"

    @property
    def url(self) -> str:
        return str(self.index["url"])

    @property
    def is_listing(self) -> bool:
        return "entries" in self.index

    def html(self) -> str:
        return gzip.decompress(self.path.read_bytes()).decode()


def stored_pages() -> Iterator[StoredPage]:
    for index in sorted((SHARED / "pages").glob("*-other/index.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            if page["file"].endswith(".html.gz"):
                yield StoredPage(index.parent / page["file"], page)


def stored_listings() -> list[StoredPage]:
    return [page for page in stored_pages() if page.is_listing]


def in_their_turn(read: Listing) -> list[str]:
    """Entries as the index counts them: neither pinned nor protected by a password."""
    return [e.url for e in read.entries if not e.pinned and not e.title.startswith("Protected:")]


@pytest.mark.shared
@pytest.mark.parametrize("page", stored_listings(), ids=lambda page: page.name)
def test_a_real_listing_is_read_as_its_index_says(page: StoredPage) -> None:
    read = listing(page.html(), page.url)

    number, pages = page_number(page.url), page.index["pages"]
    assert in_their_turn(read) == page.index["entries"]
    assert read.heading == page.index["heading"]
    assert read.page == number
    assert read.next == (listing_page(page.url, number + 1) if number < pages else "")
    assert read.last in (0, pages)
    assert read.kind == {"category": "section"}.get(page.url.split("/")[3], page.url.split("/")[3])


@pytest.mark.shared
@pytest.mark.parametrize("page", stored_listings(), ids=lambda page: page.name)
def test_a_real_entry_has_title_and_excerpt_and_nothing_of_the_theme(page: StoredPage) -> None:
    read = listing(page.html(), page.url)

    for entry in read.entries:
        assert entry.title
        assert "Tagged With" not in entry.excerpt
        assert entry.title not in entry.excerpt
        assert not entry.excerpt.startswith(("by |", "|", entry.published or "|"))
        if not entry.title.startswith("Protected:"):
            assert entry.excerpt
    has_meta_line = page.path.parent.name in ("genesis-other", "divi-other")
    assert all(bool(e.published and e.author) == has_meta_line for e in read.entries)


@pytest.mark.shared
@pytest.mark.parametrize("page", stored_listings()[::3], ids=lambda page: page.name)
def test_a_theme_with_other_class_names_shows_the_same_entries(page: StoredPage) -> None:
    known = listing(page.html(), page.url)
    unknown = listing(rename_classes("-2027")(page.html()), page.url)

    assert [(e.title, e.url) for e in unknown.entries] == [(e.title, e.url) for e in known.entries]
    assert (unknown.heading, unknown.next) == (known.heading, known.next)


@pytest.mark.shared
@pytest.mark.parametrize(
    "page",
    [page for page in stored_pages() if page.index["status"] != 200],
    ids=lambda page: page.name,
)
def test_a_page_beyond_the_end_is_no_listing(page: StoredPage) -> None:
    with pytest.raises(NotAnArticle, match=r"not found|not html"):
        listing(page.html(), page.url)


@pytest.mark.shared
def test_sticky_posts_stand_on_top_of_the_posts_page_alone() -> None:
    for page in stored_pages():
        if "/latest-news/" in page.url and page.index["status"] == 200:
            pinned = [entry.pinned for entry in listing(page.html(), page.url).entries]
            assert pinned == [page_number(page.url) == 1] + [False] * (len(pinned) - 1)


@pytest.mark.shared
def test_the_other_lists_of_the_site() -> None:
    kinds = {"/": "home", "/2019/05/": "month", "/?s=temple": "posts", "/latest-news/": "posts"}
    found = {}
    for page in stored_pages():
        path = page.url.removeprefix("https://bitterwinter.org")
        if path in kinds:
            read = listing(page.html(), page.url)
            assert read.entries
            found[path] = read.kind
            if path != "/latest-news/":
                assert read.next == ""
    assert found == kinds


def entry(slug: str, title: str, inside: str = "", classes: str = "post type-post entry") -> str:
    link = f'<a class="entry-title-link" rel="bookmark" href="/{slug}/">{title}</a>'
    return f'<article class="{classes}"><h2 class="entry-title">{link}</h2>{inside}</article>'


def archive(body: str, classes: str = "archive tag genesis-x") -> str:
    return f'<html><body class="{classes}"><main class="content">{body}</main></body></html>'


TAG = "https://bitterwinter.org/tag/tibet/"
NEXT = '<a class="nextpostslink" href="/tag/tibet/page/4/">»</a>'


def test_a_date_line_tells_day_and_author() -> None:
    line = '<p class="entry-meta">2020-05-31 양 루광 (楊路光)</p>'
    read = listing(
        archive(f"<h1>이미지</h1>{entry('a', '제목', line + '<p>머리글.</p>')}"),
        "https://ko.bitterwinter.org/category/pictures/page/3/",
    )

    assert read.edition == "ko"
    assert read.entries == [
        ListingEntry(
            title="제목",
            url="https://ko.bitterwinter.org/a/",
            excerpt="머리글.",
            published="2020-05-31",
            author="양 루광 (楊路光)",
        )
    ]


def test_a_date_glued_to_the_author_is_read_in_a_theme_without_names() -> None:
    html = (
        "<main><h1>China</h1><ul>"
        "<li><p>09/05/2018Bitter Winter |</p><h3><a href='/a/'>One</a></h3><p>First.</p></li>"
        "<li><p>09/04/2018Jiang Tao |</p><h3><a href='/b/'>Two</a></h3><p>Second.</p></li>"
        "</ul></main>"
    )

    read = listing(html, "https://bitterwinter.org/category/china/")

    told = [(e.title, e.published, e.author, e.excerpt) for e in read.entries]
    assert told == [
        ("One", "2018-09-05", "Bitter Winter", "First."),
        ("Two", "2018-09-04", "Jiang Tao", "Second."),
    ]


def test_the_date_in_an_excerpt_is_not_that_of_the_article() -> None:
    excerpt = "<p>Source: ChinaAid Date: May 8, 2018 Police raided a church.</p>"

    read = listing(archive(entry("a", "T", excerpt)), TAG)

    assert read.entries[0].published == ""
    assert read.entries[0].excerpt == "Source: ChinaAid Date: May 8, 2018 Police raided a church."


@pytest.mark.parametrize(
    ("edition", "more"),
    [
        ("it.", '<a class="more-link" href="/a/">[Leggi di più...] <span>infoTitolo</span></a>'),
        ("it.", "[Leggi di più...] infoTitolo"),
        ("", '<a href="/a/">Read more</a>'),
        ("", '[Read more...] <span class="screen-reader-text">about Titolo</span>'),
    ],
)
def test_an_excerpt_ends_before_read_more(edition: str, more: str) -> None:
    excerpt = f"<div class='entry-content'><p>Xin Lu I fedeli … {more}</p></div>"

    read = listing(
        archive(entry("a", "Titolo", excerpt)), f"https://{edition}bitterwinter.org/tag/xinjiang/"
    )

    assert read.entries[0].excerpt == "Xin Lu I fedeli …"


def test_words_that_only_begin_like_read_more_stay() -> None:
    read = listing(archive(entry("a", "T", "<p>Read more books, says Xi.</p>")), TAG)

    assert read.entries[0].excerpt == "Read more books, says Xi."


def test_the_pinned_article_of_a_tag_is_an_entry_out_of_its_turn() -> None:
    def dated(slug: str, day: str, classes: str = "post type-post") -> str:
        return entry(slug, slug, f'<time datetime="{day}T09:00:00+02:00">x</time>', classes)

    newer = dated("b", "2020-07-02") + dated("c", "2020-07-01")

    by_class = listing(archive(entry("a", "A", classes="post type-post pinned") + newer), TAG)
    by_date = listing(archive(dated("a", "2018-06-01") + newer), TAG)
    by_repetition = listing(archive(dated("c", "2020-07-01") + newer), TAG)
    none = listing(archive(newer), TAG)

    for read in (by_class, by_date, by_repetition):
        assert [e.pinned for e in read.entries] == [True, False, False]
    assert [e.pinned for e in none.entries] == [False, False]


def test_a_tag_description_is_no_entry() -> None:
    html = archive(
        "<div class='archive-description'><h1 class='archive-title'>교육 캠프</h1>"
        "<p>학자들에 따르면, …</p><p>둘째.</p></div>" + entry("a", "A")
    )

    read = listing(html, "https://ko.bitterwinter.org/tag/education-camp/page/2/")

    assert read.heading == "교육 캠프"
    assert read.description == "학자들에 따르면, …\n\n둘째."
    assert len(read.entries) == 1


def test_entries_beside_the_list_do_not_count() -> None:
    beside = "<aside><h4><a rel='bookmark' href='/recent/'>Recent</a></h4></aside>"
    sidebar = "<div id='sidebar'><h4><a href='/popular/'>Popular</a></h4></div>"

    read = listing(f"<body class='archive tag'>{entry('a', 'A')}{beside}{sidebar}</body>", TAG)

    assert [e.url for e in read.entries] == ["https://bitterwinter.org/a/"]


def test_a_post_without_a_title_is_still_an_entry() -> None:
    divi = '<article class="et_pb_post type-post"><h2><a href="/a/"></a></h2>Text...</article>'
    genesis = (
        '<article class="post type-post"><a href="/b/"><img src="x"></a>'
        '<p class="entry-permalink"><a href="/b/">Read more</a></p></article>'
    )

    read = listing(archive(divi + genesis), TAG)

    assert [(e.title, e.url[-3:]) for e in read.entries] == [("", "/a/"), ("", "/b/")]
    assert read.entries[0].excerpt == "Text..."


def test_the_lead_of_the_live_divi_listing() -> None:
    """Heading above the entries, each title twice, neither date nor author, pager with et_blog."""
    html = """<body class="archive category et_divi_theme"><div id="main-content">
        <div class="et_pb_text_inner">Featured China</div>
        <article class="et_pb_post type-post"><a href="/one/"><img alt="One" src="x"></a>
          <h2 class="entry-title"><a href="/one/">One</a></h2>
          <div class="post-content"><p>The deck.</p></div></article>
        <div class="pagination"><div class="alignleft">
          <a href="/category/china/weekly-feature/page/3/?et_blog">« Older Entries</a></div>
          <div class="alignright">
          <a href="/category/china/weekly-feature/?et_blog">Next Entries »</a></div></div></div>"""

    read = listing(html, "https://bitterwinter.org/category/china/weekly-feature/page/2/")

    assert read.heading == "Featured China"
    assert [(e.title, e.excerpt) for e in read.entries] == [("One", "The deck.")]
    assert read.next == "https://bitterwinter.org/category/china/weekly-feature/page/3/"
    assert read.url == "https://bitterwinter.org/category/china/weekly-feature/page/2/"
    assert read.last == 0


@pytest.mark.parametrize(
    ("pager", "following", "last"),
    [
        (NEXT, 4, 0),
        (f'<p class="wp-pagenavi"><i class="pages">Page 3 of 8</i>{NEXT}</p>', 4, 8),
        (f'<p><a href="/tag/tibet/page/2/">2</a>{NEXT}<a href="/tag/tibet/page/8/">8</a>', 4, 8),
        ('<a href="/tag/tibet/page/2/">Newer posts</a>', 0, 3),
        ('<a href="/tag/other/page/4/">another list</a>', 0, 3),
    ],
)
def test_any_pager_tells_the_next_page(pager: str, following: int, last: int) -> None:
    read = listing(archive(entry("a", "A") + pager), f"{TAG}page/3/")

    assert read.next == (f"{TAG}page/{following}/" if following else "")
    assert (read.page, read.last, read.paginated) == (3, last, True)


def test_a_list_without_a_pager_does_not_say_that_it_ends() -> None:
    assert listing(archive(entry("a", "A")), TAG).paginated is False


def test_a_section_keeps_one_address_with_and_without_its_parent() -> None:
    canonical = "https://bitterwinter.org/category/china/weekly-feature/page/2/"
    html = f"<head><link rel=canonical href='{canonical}'></head>" + archive(
        entry("a", "A") + "<a href='/category/weekly-feature/page/3/'>3</a>"
    )

    read = listing(html, "https://bitterwinter.org/category/weekly-feature/page/2/")

    assert read.url == canonical
    assert read.next == "https://bitterwinter.org/category/china/weekly-feature/page/3/"


def test_the_pager_of_a_section_may_name_the_section_above() -> None:
    html = archive(entry("a", "A") + "<a href='/category/china/weekly-feature/page/3/'>»</a>")

    read = listing(html, "https://bitterwinter.org/category/weekly-feature/page/2/")

    assert read.next == "https://bitterwinter.org/category/china/weekly-feature/page/3/"


@pytest.mark.parametrize(
    ("url", "nothing"),
    [
        ("https://bitterwinter.org/category/uncategorized/", "Sorry, no content matched."),
        ("https://bitterwinter.org/author/new-author/", "No Results Found"),
        ("https://bitterwinter.org/tag/tibet/", ""),
    ],
)
def test_a_listing_without_articles_is_one_with_a_warning(url: str, nothing: str) -> None:
    read = listing(archive(f"<h1>Name</h1><p>{nothing}</p>", "archive"), url)

    assert read.entries == []
    assert "no entries" in read.warnings


@pytest.mark.parametrize(
    "html",
    [
        archive("<h1>Tibet</h1><div><a href='/a/'>One</a></div><div><a href='/b/'>Two</a></div>"),
        archive("<h1>Tibet</h1>").removesuffix("</main></body></html>"),
        "<html><body class='archive tag'><p>Tibet</p></body></html>",
    ],
    ids=["articles without headings", "cut off", "no main part"],
)
def test_a_listing_that_only_seems_empty_is_refused(html: str) -> None:
    assert refusal(html, TAG) == "no entries"


@pytest.mark.parametrize(
    ("classes", "url", "reason"),
    [
        ("single single-post postid-7", "https://bitterwinter.org/slug/", "article"),
        ("error404", f"{TAG}page/99/", "not found"),
        ("attachment single", "https://bitterwinter.org/photo/", "attachment"),
        ("page page-id-3", "https://bitterwinter.org/topics/", "page"),
        ("", "https://bitterwinter.org/slug/", "no listing"),
    ],
)
def test_what_is_no_listing_is_refused(classes: str, url: str, reason: str) -> None:
    assert refusal(archive(entry("a", "A"), classes), url) == reason


@pytest.mark.parametrize(
    ("title", "reason"), [("Maintenance mode", "maintenance"), ("Just a moment...", "challenge")]
)
def test_what_stands_in_for_a_listing_is_refused(title: str, reason: str) -> None:
    assert refusal(f"<title>{title}</title><h1>{title}</h1>", TAG) == reason


@pytest.mark.shared
@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_listing_is_a_valid_one_or_refused(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(stored_listings()[::9]))
    html = page.html()
    for mutate in data.draw(st.lists(MUTATIONS, min_size=1, max_size=4)):
        html = mutate(html)

    try:
        read = listing(data.draw(FORMS)(html), page.url)
    except NotAnArticle:
        return
    assert read.entries or "no entries" in read.warnings
    assert msgspec.json.decode(msgspec.json.encode(read), type=Listing) == read


@given(st.one_of(st.text(), st.binary()))
def test_anything_at_all_is_a_listing_or_none(html: str | bytes) -> None:
    try:
        listing(html, TAG)
    except NotAnArticle:
        return
