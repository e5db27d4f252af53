"""Listings: the pages of sections, tags, authors and months, the posts page, the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.items import Listing, ListingEntry, ListingKind
from bwcrawler.pages import listing_themes as where
from bwcrawler.pages.entries import Card, article_url, find_cards, lines, read_entry
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.kinds import NotAnArticle, refuse_stand_ins
from bwcrawler.pages.mainpart import main_part
from bwcrawler.pages.metadata import text_of
from bwcrawler.pages.pager import Pager, read_pager
from bwcrawler.pages.themes import compiled, first, theme_of
from bwcrawler.pages.title import without_site
from bwcrawler.pages.version import PARSER
from bwcrawler.text import clean_line, clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from bwcrawler.pages.document import Document

_REFUSED = (
    ("error404", "not found"),
    ("attachment", "attachment"),
    ("single", "article"),
    ("single-post", "article"),
)
"""Classes that WordPress's `body_class()` gives to pages that are no listing."""

_KINDS_BY_CLASS: tuple[tuple[str, ListingKind], ...] = (
    ("home", "home"),
    ("category", "section"),
    ("tag", "tag"),
    ("author", "author"),
    ("date", "month"),
    ("blog", "posts"),
    ("search", "posts"),
    ("archive", "posts"),
)
"""Classes that `body_class()` gives to listings, first match wins."""

_KINDS_BY_URL: dict[urls.Kind, ListingKind] = {
    urls.Kind.HOME: "home",
    urls.Kind.SECTION: "section",
    urls.Kind.TAG: "tag",
    urls.Kind.AUTHOR: "author",
    urls.Kind.MONTH: "month",
    urls.Kind.POSTS: "posts",
    urls.Kind.SEARCH: "posts",
}
"""What the shape of the URL tells where the body has no class that does."""


def read_listing(document: Document) -> Listing:
    """What a listing says: heading, entries in order, pager. A search is of kind `posts`.

    Raises `NotAnArticle` for any other page, and `NotAnArticle("no entries")` for a listing whose
    entries cannot be told though it links to articles. A listing of a section or an author
    without articles is read, with the warning `no entries`.
    """
    kind = _kind(document)
    theme = theme_of(document.root)
    main = main_part(document.root, theme)
    cards = find_cards(document, main)
    entries = [read_entry(document, card) for card in cards]
    _mark_pinned(entries, cards, newest_first=kind != "home")
    heading = first(main, where.HEADING)
    url = _identity(document)
    pager = _pager(document, kind, url)
    listing = Listing(
        url=url,
        edition=document.edition.code,
        language=document.edition.language,
        kind=kind,
        heading=clean_line(plain_text(heading)) if heading is not None else "",
        description=_description(main, heading, cards),
        entries=entries,
        page=pager.page,
        next=pager.next,
        last=pager.last,
        paginated=pager.paginated,
        theme=theme.name,
        warnings=[] if cards else [_why_empty(document, main)],
        parser=PARSER,
    )
    if not listing.heading and kind != "home":
        listing.heading, source = _heading_of_metadata(document, kind)
        listing.warnings.append(f"heading: not printed, from {source}")
    listing.description = listing.description or _description_of_metadata(document, kind)
    return listing


def _kind(document: Document) -> ListingKind:
    classes = document.classes
    for name, reason in _REFUSED:
        if name in classes:
            raise NotAnArticle(reason)
    for name, kind in _KINDS_BY_CLASS:
        if name in classes:
            return kind
    refuse_stand_ins(document)
    by_url = _KINDS_BY_URL.get(urls.kind(document.url))
    if by_url is None:
        raise NotAnArticle("page" if "page" in classes else "no listing")
    return by_url


def _identity(document: Document) -> str:
    """The canonical URL that the page declares, if it is this page of a listing of this kind."""
    asked, declared = document.url, document.metadata.canonical
    is_same = (
        declared.startswith(f"https://{document.edition.host}/")
        and urls.kind(declared) is urls.kind(asked)
        and urls.page_number(declared) == urls.page_number(asked)
    )
    return declared if is_same else asked


def _pager(document: Document, kind: ListingKind, url: str) -> Pager:
    # A static home page shows some articles; any page number of it gives the same page again.
    if kind == "home" and "page" in document.classes:
        return Pager()
    return read_pager(document, url)


def _mark_pinned(entries: list[ListingEntry], cards: list[Card], *, newest_first: bool) -> None:
    """Mark the entries at the top that stand there out of their turn.

    They have a class that says so, come again in their own place, or are older than the next one.
    """
    for place, (entry, card) in enumerate(zip(entries, cards, strict=True)):
        rest = entries[place + 1 :]
        classes = (card.element.get("class") or "").split()
        entry.pinned = not where.PINNED_CLASSES.isdisjoint(classes) or (
            newest_first
            and bool(rest)
            and (entry.url in {one.url for one in rest} or _is_older(entry, rest[0]))
        )
        if not entry.pinned:
            return


def _is_older(entry: ListingEntry, following: ListingEntry) -> bool:
    """By day: the time of day is not comparable where offsets differ."""
    return bool(entry.published) and entry.published[:10] < following.published[:10]


def _why_empty(document: Document, main: _Element) -> str:
    """The warning for a listing without entries; raises where it only seems to have none."""
    links = {url for link in main.iter("a") if (url := article_url(document, link, main))}
    if links:
        raise NotAnArticle("no entries", f"{len(links)} articles are linked, none as an entry")
    if main.tag in ("body", "html") or not document.is_whole:
        raise NotAnArticle("no entries", "the main part of the page is missing or cut off")
    return "no entries"


def _heading_of_metadata(document: Document, kind: ListingKind) -> tuple[str, str]:
    """The heading where the theme prints none (Divi), and its source."""
    metadata = document.metadata
    name = text_of(metadata.node("Person"), "name") if kind == "author" else ""
    if name:
        return clean_line(name), "json-ld"
    if kind != "author" and len(metadata.breadcrumb) > 1:
        return clean_line(metadata.breadcrumb[-1]), "json-ld"
    return without_site(metadata.title), "title"


def _description(main: _Element, heading: _Element | None, cards: list[Card]) -> str:
    """What stands between heading and entries, paragraphs joined by a blank line."""
    box = first(main, where.DESCRIPTION)
    if box is not None:
        return "\n\n".join(lines(box, frozenset(compiled(where.HEADINGS)(box))))
    if heading is None or not cards:
        return ""
    found: list[str] = []
    is_after_heading = False
    for element in main.iter():
        if element is cards[0].element:
            break
        is_after_heading = is_after_heading or element is heading
        if is_after_heading and element.tag == "p":
            found.extend(lines(element))
    return "\n\n".join(found)


def _description_of_metadata(document: Document, kind: ListingKind) -> str:
    """An author's own words (JSON-LD), or what an editor wrote of a section or a tag."""
    if kind == "author":
        return clean_text(text_of(document.metadata.node("Person"), "description")).strip()
    if kind in ("section", "tag"):
        return clean_line(document.metadata.meta.get("og:description", ""))
    return ""
