"""The lists of other articles below an article."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.items import Related, RelatedKind
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import compiled
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from bwcrawler.pages.document import Document

_HEADINGS = ("h2", "h3", "h4", "h5")
_MOST_LISTS = 8
"""Lists of a page that are read; more of them are no lists of related articles."""
_MOST_ELEMENTS = 10
"""Elements inside the heading of a list."""
_LISTED = (
    "//a[@href]/ancestor::*[self::li or self::article"
    " or (self::div and contains(@class, 'related-item'))][1]"
)
"""The innermost entry around each link."""


def read_related(document: Document) -> list[Related]:
    """Entries of the lists headed "Related articles" and "Keep Reading", in document order.

    A list is known by its heading, in the edition's words; its entries are the items or nested
    articles of the smallest element around the heading that holds any.
    """
    headings = list(islice(_headings(document), _MOST_LISTS))
    if not headings:
        return []
    listed = dict.fromkeys(compiled(_LISTED)(document.root))
    # Whatever holds the title as well is the page, not a list on it.
    title = next(document.root.iter("h1"), None)
    around = _ancestors(listed) - (set(title.iterancestors()) if title is not None else set())
    found: list[Related] = []
    for heading, kind in headings:
        block = _block(heading, around)
        if block is not None:
            entries = [
                one for one in block.iterdescendants("li", "article", "div") if one in listed
            ]
            found.extend(_entries(entries, kind, document))
    return found


def kind_of(heading: etree._Element, edition: Edition) -> RelatedKind | None:
    """Which list this heading is above; `None` for any other, and for one that holds a page."""
    if next(islice(heading.iterdescendants(), _MOST_ELEMENTS, None), None) is not None:
        return None
    return heading_kind(clean_line(plain_text(heading)), edition)


def heading_kind(text: str, edition: Edition) -> RelatedKind | None:
    """Which list a heading with this text is above; `None` for any other heading."""
    return _kinds(edition).get(text.rstrip(" :：").casefold())


def _headings(document: Document) -> Iterator[tuple[etree._Element, RelatedKind]]:
    for heading in document.root.iter(*_HEADINGS):
        kind = kind_of(heading, document.edition)
        if kind:
            yield heading, kind


@cache
def _kinds(edition: Edition) -> dict[str, RelatedKind]:
    kinds: dict[str, RelatedKind] = {}
    for one in (EDITIONS["en"], edition):
        kinds |= dict.fromkeys(one.related_labels, "related")
        kinds |= dict.fromkeys(one.keep_reading_labels, "keep_reading")
    return kinds


def _ancestors(elements: dict[etree._Element, None]) -> set[etree._Element]:
    """Every element around one of these, each looked at once."""
    around: set[etree._Element] = set()
    for element in elements:
        for one in element.iterancestors():
            if one in around:
                break
            around.add(one)
    return around


def _block(heading: etree._Element, around: set[etree._Element]) -> etree._Element | None:
    """The smallest element around a heading that holds entries, if it heads nothing else."""
    for element in heading.iterancestors("div", "section", "aside", "article"):
        if element in around:
            return element
        if element.tag == "article":
            return None
    return None


def _entries(
    entries: list[etree._Element], kind: RelatedKind, document: Document
) -> Iterator[Related]:
    seen = {document.url}
    for entry in entries:
        link = _titled_link(entry)
        url = document.resolve(link.get("href")) if link is not None else ""
        if link is None or url in seen or urls.kind(url) is not urls.Kind.ARTICLE:
            continue
        seen.add(url)
        title = clean_line(plain_text(link))
        yield Related(kind=kind, title=title, url=url, excerpt=_excerpt(entry, title))


def _titled_link(entry: etree._Element) -> etree._Element | None:
    """The link with a text of its own; else the first one."""
    links = [link for link in entry.iter("a") if link.get("href")]
    return next((link for link in links if plain_text(link)), links[0] if links else None)


def _excerpt(entry: etree._Element, title: str) -> str:
    for paragraph in entry.iter("p"):
        text = clean_line(plain_text(paragraph))
        if text and text != title and "meta" not in (paragraph.get("class") or ""):
            return text
    return ""
