"""The lists of other articles below an article."""

from __future__ import annotations

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
_LISTED = (
    ".//li[.//a[@href]] | .//article[.//a[@href]]"
    " | .//div[contains(@class, 'related-item')][.//a[@href]]"
)


def read_related(document: Document) -> list[Related]:
    """Entries of the lists headed "Related articles" and "Keep Reading", in document order.

    A list is known by its heading, in the edition's words; its entries are the items or nested
    articles of the smallest element around the heading that holds any.
    """
    found: list[Related] = []
    kinds = _kinds(document.edition)
    for heading in document.root.iter(*_HEADINGS):
        kind = kinds.get(clean_line(plain_text(heading)).rstrip(" :：").casefold())
        block = _block(heading) if kind else None
        if kind and block is not None:
            found.extend(_entries(block, kind, document))
    return found


def _kinds(edition: Edition) -> dict[str, RelatedKind]:
    kinds: dict[str, RelatedKind] = {}
    for one in (EDITIONS["en"], edition):
        kinds |= dict.fromkeys(one.related_labels, "related")
        kinds |= dict.fromkeys(one.keep_reading_labels, "keep_reading")
    return kinds


def _block(heading: etree._Element) -> etree._Element | None:
    """The smallest element around a heading that holds entries, if it heads nothing else."""
    for element in heading.iterancestors("div", "section", "aside", "article"):
        if compiled(_LISTED)(element):
            return element
        if element.tag == "article":
            return None
    return None


def _entries(block: etree._Element, kind: RelatedKind, document: Document) -> Iterator[Related]:
    seen = {document.url}
    for entry in compiled(_LISTED)(block):
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
