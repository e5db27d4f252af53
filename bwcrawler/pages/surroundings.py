"""What a theme puts around a text, known by what it says and where it links, not by its class.

A theme's own names for these are in `boilerplate`; this serves the page of a theme whose names
nobody knows, and plug-ins that write into the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.pages.pieces import letters
from bwcrawler.pages.related import heading_kind

if TYPE_CHECKING:
    from bwcrawler.pages.pieces import Piece

_SHARE = re.compile(
    r"facebook\.com/(sharer|share|dialog)|(twitter|x)\.com/(intent|share)|wa\.me/\?|whatsapp\.com/send"
    r"|t\.me/share|telegram\.me/share|linkedin\.com/(shareArticle|sharing)|pinterest\.\w+/pin/create"
    r"|reddit\.com/submit|vk\.com/share|line\.me/R|service\.weibo\.com/share|^mailto:\?"
)
_LABEL_LIMIT = 40


def before_lists(pieces: list[Piece], edition: Edition) -> list[Piece]:
    """The pieces as far as the first heading of a list of other articles."""
    heads = (i for i in range(len(pieces)) if _heads_list(pieces, i, edition))
    return pieces[: next(heads, len(pieces))]


def without_surroundings(
    pieces: list[Piece], url: str, title: str, edition: Edition
) -> list[Piece]:
    """The pieces of the article at `url` without what surrounds a text."""
    kept: list[Piece] = []
    in_list = False
    for position, piece in enumerate(pieces):
        in_list = _heads_list(pieces, position, edition) or (in_list and _is_of_list(piece))
        if in_list or _is_title(piece, title) or _is_tag_line(piece, edition):
            continue
        if _is_pager(piece, url):
            continue
        if _is_share(piece):
            if kept and _is_share_label(kept[-1], edition):
                kept.pop()
            continue
        kept.append(piece)
    return kept


def _heads_list(pieces: list[Piece], position: int, edition: Edition) -> bool:
    """True for the heading of a list of other articles, with nothing or such a list behind it."""
    piece, following = pieces[position], pieces[position + 1 : position + 2]
    is_label = piece.kind == "heading" and heading_kind(piece.text, edition) is not None
    return is_label and all(map(_is_of_list, following))


def _is_of_list(piece: Piece) -> bool:
    """True for a picture, or a list or line with a link to another article."""
    if piece.figure is not None:
        return not piece.figure.caption
    return (piece.kind == "list" and bool(piece.links)) or (piece.is_line and piece.is_link)


def _is_title(piece: Piece, title: str) -> bool:
    return piece.level == 1 and letters(piece.text) == letters(title)


def _is_tag_line(piece: Piece, edition: Edition) -> bool:
    """True for "Tagged With: …": a label, and links to nothing but tags."""
    if not piece.is_line or not piece.links:
        return False
    match = _tag_label(edition).match(piece.text)
    if match is None or any(urls.kind(link.url) is not urls.Kind.TAG for link in piece.links):
        return False
    return letters(piece.text[match.end() :]) == letters("".join(x.text for x in piece.links))


def _is_pager(piece: Piece, url: str) -> bool:
    """True for the links to the other pages of this article ("Pages: 1 2 3")."""
    return (
        piece.is_line
        and len(piece.text) <= _LABEL_LIMIT
        and bool(piece.links)
        and all(x.text.strip().isdigit() and urls.first_page(x.url) == url for x in piece.links)
    )


def _is_share(piece: Piece) -> bool:
    """True for a row of links that share the article."""
    return piece.is_link and all(_SHARE.search(link.url) for link in piece.links)


def _is_share_label(piece: Piece, edition: Edition) -> bool:
    labels = edition.share_labels + EDITIONS["en"].share_labels
    return piece.is_line and piece.text.rstrip(" :：!").casefold() in labels


@cache
def _tag_label(edition: Edition) -> re.Pattern[str]:
    labels = "|".join(map(re.escape, (*edition.tag_labels, *EDITIONS["en"].tag_labels)))
    return re.compile(rf"(?:{labels})\s*[:：]?\s*", re.IGNORECASE)
