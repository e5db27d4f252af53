"""Tables of data, and those that only lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.items import Link
from bwcrawler.pages.inline import emoji, plain_text
from bwcrawler.pages.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

_NO_CELL = ("table", "img", "iframe", "video", "audio")


def is_data(table: etree._Element) -> bool:
    """False for a table that only lays out: one with a picture or a table in it, or one column."""
    if any(not emoji(inner) for inner in table.iterdescendants(*_NO_CELL)):
        return False
    return any(len(row) > 1 for row in _rows(table))


def read_table(table: etree._Element, resolve: Callable[[str | None], str]) -> list[Piece]:
    """The table, and its caption as a note behind it."""
    rows = [[plain_text(cell) for cell in row] for row in _rows(table)]
    links = [
        Link(url=url, text=plain_text(link), rel=link.get("rel") or "")
        for link in table.iter("a")
        if (url := resolve(link.get("href")))
    ]
    captions = [text for one in table.iterchildren("caption") if (text := plain_text(one))]
    return [
        Piece(kind="table", rows=rows, links=links),
        *(Piece(kind="note", lines=[caption]) for caption in captions),
    ]


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    rows = ([cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr"))
    return [row for row in rows if row]
