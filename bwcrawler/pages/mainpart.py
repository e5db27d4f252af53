"""Where on a page the article is: its main part and the element that holds its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.pages.boilerplate import is_boilerplate
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.related import kind_of
from bwcrawler.pages.themes import WORDPRESS, Theme, first

if TYPE_CHECKING:
    from bwcrawler.editions import Edition

_MOST = 0.7
"""Share of the paragraphs' text that the body holds at least."""
_OUTSIDE = frozenset({"aside", "footer", "nav", "header", "blockquote", "figure", "li"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


def main_part(root: etree._Element, theme: Theme) -> etree._Element:
    """The part of the page without menus and sidebars; the root where nothing tells."""
    for expressions in (theme.main, WORDPRESS.main):
        found = first(root, expressions)
        if found is not None:
            return found
    return root


def content_of(
    main: etree._Element, theme: Theme, edition: Edition
) -> tuple[etree._Element | None, str]:
    """The element that holds the body, and which source told: `theme`, `wordpress`, `text`."""
    for source, expressions in (("theme", theme.content), ("wordpress", WORDPRESS.content)):
        found = first(main, expressions)
        if found is not None:
            return found, source
    return _largest_text(main, edition), "text"


def _largest_text(main: etree._Element, edition: Edition) -> etree._Element | None:
    """The smallest element around most of the text in paragraphs, and around its beginning.

    Serves a page whose classes say nothing. Boilerplate that is known by its tag or microdata
    does not count, nor do the lists of other articles.
    """
    letters = _letters(main, edition)
    total = letters.get(main, 0)
    enough = [one for one, length in letters.items() if length >= _MOST * total]
    found = min(enough, key=lambda one: letters[one], default=None)
    return None if found is None else _with_beginning(found, main, letters)


def _letters(main: etree._Element, edition: Edition) -> dict[etree._Element, int]:
    """Characters of the paragraphs in each element that holds any, inner elements first."""
    found: dict[etree._Element, int] = {}
    sums = [0]
    walk = etree.iterwalk(main, events=("start", "end"))
    is_over = False
    skipped: etree._Element | None = None
    for event, element in walk:
        if event == "start":
            if element.tag in _OUTSIDE or is_boilerplate(element):
                walk.skip_subtree()
                skipped = element
            elif element.tag in _HEADINGS and kind_of(element, edition):
                is_over = True
            sums.append(0)
            continue
        length = sums.pop()
        if element.tag == "p" and element is not skipped and not is_over:
            length = len(plain_text(element))
        elif length:
            found[element] = length
        sums[-1] += length
    return found


def _with_beginning(
    found: etree._Element, main: etree._Element, letters: dict[etree._Element, int]
) -> etree._Element:
    """The smallest element around `found` and the paragraphs between it and the title.

    Deck and byline may stand in a part of their own, as in the modules of a page builder.
    """
    title = next(main.iter("h1"), None)
    around_title = set(title.iterancestors()) if title is not None else set()
    widest = child = found
    for around in found.iterancestors():
        if around is main or child is main or around in around_title:
            break
        if any(one.tag == "p" or one in letters for one in child.itersiblings(preceding=True)):
            widest = around
        child = around
    return widest
