"""Where on a page the article is: its main part and the element that holds its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.pages.boilerplate import is_boilerplate
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import WORDPRESS, Theme, first

if TYPE_CHECKING:
    from lxml import etree

_MOST = 0.7
"""Share of the paragraphs' text that the body holds at least."""
_OUTSIDE = frozenset({"aside", "footer", "nav", "header", "blockquote", "figure", "li"})


def main_part(root: etree._Element, theme: Theme) -> etree._Element:
    """The part of the page without menus and sidebars; the root where nothing tells."""
    for expressions in (theme.main, WORDPRESS.main):
        found = first(root, expressions)
        if found is not None:
            return found
    return root


def content_of(main: etree._Element, theme: Theme) -> tuple[etree._Element | None, str]:
    """The element that holds the body, and which source told: `theme`, `wordpress`, `text`."""
    for source, expressions in (("theme", theme.content), ("wordpress", WORDPRESS.content)):
        found = first(main, expressions)
        if found is not None:
            return found, source
    return _largest_text(main), "text"


def _largest_text(main: etree._Element) -> etree._Element | None:
    """The smallest element around most of the text in paragraphs, by letters.

    Serves a page whose classes say nothing. Boilerplate that is known by its tag or microdata
    does not count.
    """
    letters: dict[etree._Element, int] = {}
    total = 0
    for paragraph in main.iter("p"):
        around = list(paragraph.iterancestors())
        if any(one.tag in _OUTSIDE or is_boilerplate(one) for one in around):
            continue
        length = len(plain_text(paragraph))
        total += length
        for one in around:
            letters[one] = letters.get(one, 0) + length
    # Ancestors are met from the inside out, so the first that holds enough is the smallest.
    enough = [one for one, length in letters.items() if length >= _MOST * total]
    return min(enough, key=lambda one: letters[one], default=None)
