"""The pager of a listing: which page comes next, and how many there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.pages import listing_themes as where
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import first
from bwcrawler.urls import LISTING_KINDS, Kind, first_page, kind, listing_page, page_number

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
    the address of a link counts, not its class. `url` and the address asked for may differ: the
    same section is served with and without its parent's name in the path. Searches and archives
    of a day are out of scope: nothing is said of their pages.
    """
    if kind(url) not in _NUMBERED_KINDS:
        return Pager()
    page = page_number(url)
    numbers = _numbers(document, {first_page(url), first_page(document.url)})
    following = listing_page(url, page + 1) if page + 1 in numbers else ""
    paginated = page > 1 or bool(numbers) or first(document.root, where.PAGER) is not None
    last = _last(document, page, numbers)
    if paginated and not following:
        last = page
    return Pager(page=page, next=following, last=last, paginated=paginated)


def _numbers(document: Document, first_pages: set[str]) -> dict[int, bool]:
    """The pages that are linked to, and whether a link's text is that number."""
    found: dict[int, bool] = {}
    for link in _NUMBERED_LINKS(document.root):
        url = document.resolve(link.get("href"))
        number = page_number(url)
        if number > 1 and first_page(url) in first_pages:
            printed = link.tag == "a" and str(number) in re.findall(r"\d+", plain_text(link))
            found[number] = found.get(number, False) or printed
    return found


def _last(document: Document, page: int, numbers: dict[int, bool]) -> int:
    """The highest number that the pager or the title ("Page 2 of 18") prints, else 0.

    A mere link to the next page says nothing of how many there are.
    """
    highest = max(numbers, default=0)
    if highest > page + 1 or numbers.get(highest, False):
        return max(highest, page)
    in_words = first(document.root, where.PAGES_IN_WORDS)
    words = plain_text(in_words) if in_words is not None else document.metadata.title
    match = re.search(rf"\b{page}\s+\w+\s+(\d{{1,6}})\b", words)
    return int(match[1]) if match and (page > 1 or in_words is not None) else 0
