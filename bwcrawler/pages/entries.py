"""The entries of a listing: which articles it shows, and what it says of each.

An entry is found by its title, a link to an article in or around a heading; its card is the
largest element around the title that shows no other article. That needs no class name, so it
holds for themes that nobody has seen yet. What is left of a card without title, date, author and
links is the excerpt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.items import ListingEntry
from bwcrawler.pages import listing_themes as where
from bwcrawler.pages.dates import instant, parse_date, split_date_line
from bwcrawler.pages.inline import BLOCKS, plain_text
from bwcrawler.pages.themes import compiled, first
from bwcrawler.text import clean_line, fold
from bwcrawler.urls import Kind, kind, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from bwcrawler.editions import Edition
    from bwcrawler.pages.document import Document

_ENTRY_KINDS = frozenset({Kind.ARTICLE, Kind.SHORTLINK, Kind.GLOSSARY})
_FILED_UNDER = frozenset({Kind.SECTION, Kind.TAG})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_TEXT = frozenset(
    "button figure form iframe noscript script select style svg template textarea".split()
)
_LONGEST_DATE_LINE = 100
"""Characters. A longer text that begins with a date is an excerpt."""


@dataclass(slots=True)
class Card:
    """The element of an entry, the link of its title, and the canonical URL it leads to."""

    element: _Element
    link: _Element
    url: str


def find_cards(document: Document, main: _Element) -> list[Card]:
    """The card of each entry below `main`: in order, repetitions included."""
    nodes = compiled(f"{where.TITLES} | {where.POSTS}")(main)
    titles = {
        node: url
        for node in nodes
        if node.tag == "a" and (url := article_url(document, node, main))
    }
    posts = {node for node in nodes if node.tag != "a"}
    shown: dict[_Element, set[str]] = {}
    for link, url in titles.items():
        for ancestor in _ancestors(link, main):
            shown.setdefault(ancestor, set()).add(url)
    cards: dict[_Element, Card] = {}
    for node in nodes:
        card = None
        if node in titles:
            card = Card(_around(node, main, shown, posts), node, titles[node])
        elif node in posts and node not in shown and posts.isdisjoint(node.iterdescendants()):
            card = _untitled(document, node, main)
        if card is not None:
            cards.setdefault(card.element, card)
    return list(cards.values())


def read_entry(document: Document, card: Card) -> ListingEntry:
    """What a card says. A title that is not printed is empty."""
    heading = next((e for e in card.link.iterdescendants() if e.tag in _HEADINGS), card.link)
    title = clean_line(plain_text(heading))
    links = [(link, document.resolve(link.get("href"))) for link in card.element.iter("a")]
    filed = frozenset(link for link, url in links if kind(url) in _FILED_UNDER)
    published, name, date = _date(card.element, filed, document.edition)
    author = _author(card.element, links)
    lines_of_meta = [one for one in (date, author, *filed) if one is not None]
    left_out = {heading, *_not_excerpt(card, links, document.edition)}
    left_out.update(_line_around(one, card.element) for one in lines_of_meta)
    text = " ".join(lines(card.element, frozenset(left_out)))
    return ListingEntry(
        title=title,
        url=card.url,
        excerpt=_without_read_more(text, title, document.edition),
        published=published,
        author=clean_line(plain_text(author)) if author is not None else clean_line(name),
    )


def article_url(document: Document, link: _Element, main: _Element) -> str:
    """Canonical URL of the article that a link among the entries leads to; else empty."""
    url = document.resolve(link.get("href"))
    if not url.startswith(f"https://{document.edition.host}/") or kind(url) not in _ENTRY_KINDS:
        return ""
    is_the_glossary = slug(url).lower() in document.edition.glossary
    return "" if is_the_glossary or any(map(_is_beside, _ancestors(link, main))) else url


def lines(element: _Element, left_out: frozenset[_Element] = frozenset()) -> list[str]:
    """The text of an element, block by block, without the elements that are left out."""
    found: list[list[str]] = [[]]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner.tag in BLOCKS or inner.tag == "br":
            found.append([])
        if event == "end":
            if inner is not element:
                found[-1].append(inner.tail or "")
        elif inner in left_out or inner.tag in _NO_TEXT:
            walk.skip_subtree()
        else:
            found[-1].append(inner.text or "")
    return [line for parts in found if (line := fold("".join(parts)))]


def _around(
    link: _Element, main: _Element, shown: dict[_Element, set[str]], posts: set[_Element]
) -> _Element:
    """The largest element around a title that shows one article, but no more than a post."""
    card = link
    for ancestor in _ancestors(link, main):
        if len(shown[ancestor]) > 1:
            break
        card = ancestor
        if ancestor in posts or ancestor.tag == "li":
            break
    return card


def _untitled(document: Document, post: _Element, main: _Element) -> Card | None:
    """The card of a post whose title is no heading, or empty: its first link with words, if any."""
    links = [(a, url) for a in post.iter("a") if (url := article_url(document, a, main))]
    if not links:
        return None
    worded = (
        one for one in links if plain_text(one[0]) and not _leads_on(one[0], document.edition)
    )
    return Card(post, *next(worded, links[0]))


def _date(
    card: _Element, filed: frozenset[_Element], edition: Edition
) -> tuple[str, str, _Element | None]:
    """ISO date of a card, the name printed after it on its line, and its element."""
    for time in card.iter("time"):
        if moment := instant(time.get("datetime", "")):
            return moment, "", time
    for element in card.iter("time", "span", "p", "div"):
        if not _is_line(element):
            continue
        text = " ".join(lines(element, filed))
        raw, rest = split_date_line(text, edition) if len(text) <= _LONGEST_DATE_LINE else ("", "")
        if raw:
            return parse_date(raw, edition), "" if "|" in rest else rest, element
    return "", "", None


def _author(card: _Element, links: list[tuple[_Element, str]]) -> _Element | None:
    """The link to the page of the author, or the element that a theme has for the name."""
    named = (link for link, url in links if kind(url) is Kind.AUTHOR and plain_text(link))
    found = next(named, None)
    return found if found is not None else first(card, where.AUTHOR)


def _not_excerpt(
    card: Card, links: list[tuple[_Element, str]], edition: Edition
) -> Iterator[_Element]:
    """What a card holds besides title, date, author, sections, tags and excerpt."""
    for element in card.element.iterdescendants():
        classes = element.get("class")
        if classes and not where.NO_EXCERPT_CLASSES.isdisjoint(classes.split()):
            yield element
    for link, url in links:
        if url == card.url and link is not card.link and _leads_on(link, edition):
            yield link


def _leads_on(link: _Element, edition: Edition) -> bool:
    """True for a link whose words say no more than "read on"."""
    if not where.READ_MORE_CLASSES.isdisjoint(link.get("class", "").split()):
        return True
    text = plain_text(link).casefold().lstrip("[(…. ")
    return any(text.startswith(words.casefold()) for words in edition.read_more)


def _without_read_more(text: str, title: str, edition: Edition) -> str:
    """An excerpt without a "read more" at its end that is no link of its own.

    Genesis puts the title after it, for screen readers: `… [Leggi di più...] infoTITLE`.
    """
    for words in edition.read_more:
        found = re.search(rf"\[?{re.escape(words)}\s*[.…›»→]*\]?", text, re.IGNORECASE)
        if found is None:
            continue
        rest = text[found.end() :].strip()
        if not rest or (found[0][0] == "[" and rest.endswith(title)):
            return text[: found.start()].rstrip()
    return text


def _line_around(element: _Element, card: _Element) -> _Element:
    """The block that an inline element stands in, if it is one line of the card; else itself."""
    block = element
    while block.tag not in BLOCKS and block is not card:
        parent = block.getparent()
        if parent is None:
            return element
        block = parent
    return block if block is not card and _is_line(block) else element


def _is_line(element: _Element) -> bool:
    """True for a block without blocks inside, and for an inline element of text alone."""
    if element.tag in BLOCKS:
        return not any(inner.tag in BLOCKS for inner in element.iterdescendants())
    return len(element) == 0


def _ancestors(element: _Element, main: _Element) -> Iterator[_Element]:
    """The elements around `element`, from the inside out, below `main`."""
    for ancestor in element.iterancestors():
        if ancestor is main:
            return
        yield ancestor


def _is_beside(element: _Element) -> bool:
    if element.tag in where.BESIDE_TAGS or element.get("id") in where.BESIDE_NAMES:
        return True
    classes = element.get("class")
    return classes is not None and not where.BESIDE_NAMES.isdisjoint(classes.split())
