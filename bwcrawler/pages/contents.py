"""The table of contents that an editor has typed: a label, and lines that repeat the headings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bwcrawler.editions import EDITIONS
from bwcrawler.pages.pieces import letters

if TYPE_CHECKING:
    from bwcrawler.editions import Edition
    from bwcrawler.pages.pieces import Piece

_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,5})[.)]\s+")
_LONGEST_ENTRY = 150
"""Characters of a heading."""
_FEWEST_ITEMS = 2
"""Items of a list that is a table of contents without a label."""


def without_contents(pieces: list[Piece], edition: Edition) -> list[Piece]:
    """The pieces without tables of contents; the headings themselves stay."""
    words = edition.contents_labels + EDITIONS["en"].contents_labels
    labels = {label.casefold() for label in words}
    short = (one.text for one in pieces if one.is_line and len(one.text) <= _LONGEST_ENTRY)
    lines = Counter(map(_entry, short))
    kept: list[Piece] = []
    after_label = False
    for piece in pieces:
        if piece.is_line and _is_label(piece, labels, lines):
            after_label = True
        elif piece.kind == "list" and _is_contents(piece, lines, after_label=after_label):
            after_label = False
        elif after_label and _is_entry(piece, lines):
            lines[_entry(piece.text)] -= 1
        else:
            after_label = after_label and not piece.is_line
            kept.append(piece)
    return kept


def _is_label(piece: Piece, labels: set[str], lines: Counter[str]) -> bool:
    """True for the label, alone or with the entries as further lines of its paragraph."""
    first, *others = piece.lines
    is_label = first.rstrip(" :：").casefold() in labels
    return is_label and all(lines[_entry(line)] for line in others)


def _is_entry(piece: Piece, lines: Counter[str]) -> bool:
    """True for a paragraph under the label that comes again as a heading."""
    is_short = piece.kind == "paragraph" and len(piece.text) <= _LONGEST_ENTRY
    return is_short and lines[_entry(piece.text)] > 1


def _is_contents(piece: Piece, lines: Counter[str], *, after_label: bool) -> bool:
    repeated = sum(lines[_entry(item)] > 0 for item in piece.items)
    if after_label:
        return not piece.links or 2 * repeated >= len(piece.items)
    return len(piece.items) == repeated >= _FEWEST_ITEMS


def _entry(text: str) -> str:
    """A heading as a table of contents may print it: without its number."""
    return letters(_NUMBER.sub("", text))
