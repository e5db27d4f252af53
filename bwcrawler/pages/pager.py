"""The pager of a listing: which page comes next, and how many there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.pages import listing_themes as where
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import first
from bwcrawler.urls import LISTING_KINDS, Kind, first_page, kind, listing_page, page_number, slug

if TYPE_CHECKING:
    from bwcrawler.pages.document import Document

_NUMBERED_LINKS = etree.XPath("//a[contains(@href, 'page')] | //link[@rel='next' or @rel='prev']")
_NUMBERED_KINDS = LISTING_KINDS | {Kind.HOME, Kind.GLOSSARY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a page of a listing stands among the others; the names are those of `Listing`."""

    page: int = 1
    next: str = ""
    last: int = 0
    paginated: bool = False


def read_pager(document: Document, url: str) -> Pager:
    """The pager of the listing page `url`.

    Whatever a theme calls its pager, page 3 of a listing links to page 4 of the same listing; so
    the address of a link counts, not its class. It is spelled as the page's canonical URL where
    there is one. Searches and archives of a day are out of scope: nothing is said of their
    pages.
    """
    if kind(url) not in _NUMBERED_KINDS:
        return Pager()
    page = page_number(url)
    pages = _linked_pages(document, url)
    following = pages[page + 1].url if page + 1 in pages else ""
    if following and url == document.metadata.canonical:
        following = listing_page(url, page + 1)
    paginated = page > 1 or bool(pages) or first(document.root, where.PAGER) is not None
    is_last = paginated and not following
    last = page if is_last else _last(document, page, pages)
    return Pager(page=page, next=following, last=last, paginated=paginated)


@dataclass(slots=True)
class _Linked:
    """A page of the listing that is linked to, and whether a link's text is its number."""

    url: str
    printed: bool


def _linked_pages(document: Document, listing: str) -> dict[int, _Linked]:
    found: dict[int, _Linked] = {}
    for link in _NUMBERED_LINKS(document.root):
        url = document.resolve(link.get("href"))
        number = page_number(url)
        if number == 1 or not _is_same_listing(url, listing):
            continue
        linked = found.setdefault(number, _Linked(url, printed=False))
        linked.printed |= link.tag == "a" and str(number) in re.findall(r"\d+", plain_text(link))
    return found


def _is_same_listing(one: str, other: str) -> bool:
    """A section has one address with and one without the name of the section above it."""
    if first_page(one) == first_page(other):
        return True
    return kind(one) is kind(other) is Kind.SECTION and slug(one) == slug(other)


def _last(document: Document, page: int, pages: dict[int, _Linked]) -> int:
    """The highest number that the pager or the title ("Page 2 of 18") prints, else 0.

    A mere link to the next page says nothing of how many there are.
    """
    highest = max(pages, default=0)
    if highest > page + 1 or (highest in pages and pages[highest].printed):
        return highest
    in_words = first(document.root, where.PAGES_IN_WORDS)
    words = plain_text(in_words) if in_words is not None else document.metadata.title
    match = re.search(rf"\b{page}\s+\w+\s+(\d{{1,6}})\b", words)
    return int(match[1]) if match and (page > 1 or in_words is not None) else 0
