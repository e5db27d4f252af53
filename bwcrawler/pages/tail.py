"""What stands after the text or interrupts it: notes, sign-offs, pointers, the author's bio."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS, MAGAZINE, Edition
from bwcrawler.items import Embed, Related
from bwcrawler.pages.bylines import Byline, read_byline, read_sign_off
from bwcrawler.pages.front import is_note, is_source_line, is_starred
from bwcrawler.pages.series import is_series_line

if TYPE_CHECKING:
    from bwcrawler.pages.known import Known
    from bwcrawler.pages.pieces import Piece

_TAIL = 8
"""Lines from the end among which a sign-off, a bio or a starred note can stand."""
_FOOTNOTE = re.compile(r"^\[(?:\d{1,3}|[ivxlc]{1,6}|\*+)\]\s*\S")
_SIGN_OFF_LIMIT = 80
"""Characters of a line that may follow the footnotes."""
_POINTER_LIMIT = 300
"""Characters of a pointer that says more than the linked title."""
_VIDEO_LIMIT = 300
_SHORTEST_BIO, _SHORTEST_BIO_IN_SIGNS = 60, 20
"""Characters; the second where an edition's language sets no words apart."""


@dataclass(slots=True, kw_only=True)
class Tail:
    """What was taken out of the text, and the pieces that are left."""

    notes: list[str] = field(default_factory=list)
    sign_offs: list[Byline] = field(default_factory=list)
    series: list[Piece] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    bio: list[str] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)


def read_tail(pieces: list[Piece], known: Known, byline: Byline | None) -> Tail:
    """Tell text from what interrupts and follows it."""
    edition = known.edition
    tail = Tail()
    closing = {id(piece) for piece in [one for one in pieces if one.is_line][-_TAIL:]}
    footnotes = _footnotes(pieces, known, byline)
    pieces = _without_pointers(_without_author_box(pieces, known, byline, tail), edition, tail)
    for position, piece in enumerate(pieces):
        if piece.kind == "note":
            tail.notes.append(piece.text)
        elif id(piece) in footnotes:
            each = len(piece.lines) > 1 and all(map(_FOOTNOTE.match, piece.lines))
            tail.notes.extend(piece.lines if each else [piece.text])
        elif not piece.is_line:
            tail.rest.append(piece)
        elif _is_caption_of_video(piece, pieces, position, edition):
            _caption_video(piece, pieces, position, tail)
        elif id(piece) in closing and _closes(piece, known, byline, tail):
            continue
        else:
            tail.rest.append(piece)
    return tail


def _without_author_box(
    pieces: list[Piece], known: Known, byline: Byline | None, tail: Tail
) -> list[Piece]:
    """The pieces without a box under an unknown class: the author's name as a link, then a bio."""
    names = {name.casefold() for name in known.names}
    names |= {name.casefold() for name, _ in (byline.people if byline else ())}
    for position in range(max(len(pieces) - _TAIL, 1), len(pieces)):
        piece = pieces[position]
        leads_to_author = any(urls.kind(x.url) is urls.Kind.AUTHOR for x in piece.links)
        if piece.is_line and piece.is_link and leads_to_author and piece.text.casefold() in names:
            box = pieces[position + 1 :]
            tail.bio.extend(one.text for one in box if one.is_line and not one.is_link)
            return pieces[:position]
    return pieces


def _without_pointers(pieces: list[Piece], edition: Edition, tail: Tail) -> list[Piece]:
    """The pieces but those that point elsewhere; a bare "Read also:" heads what it points to."""
    kept: list[Piece] = []
    label: Piece | None = None
    for piece in pieces:
        if label is not None and piece.is_link:
            if kept and kept[-1] is label:
                kept.pop()
            _point(piece, tail)
            continue
        label = piece if piece.is_line and _pointer(edition).fullmatch(piece.text) else None
        if (piece.is_line and _is_pointer(piece, edition)) or _is_card(piece):
            _point(piece, tail)
        elif not (piece.is_line and _is_read_more(piece, edition)):
            kept.append(piece)
    return kept


def _is_card(piece: Piece) -> bool:
    """True for what WordPress leaves of the card of another post: a quote that is one link."""
    return piece.kind == "quote" and len(piece.links) == 1 and piece.is_link


def _closes(piece: Piece, known: Known, byline: Byline | None, tail: Tail) -> bool:
    """Take a line near the end that is a sign-off, a note, a series line or a bio."""
    text, edition = piece.text, known.edition
    sign_off = read_sign_off(text, edition) or read_byline(text, edition)
    if sign_off is not None:
        tail.sign_offs.append(sign_off)
        tail.notes.append(text)
    elif is_note(piece, byline) or is_source_line(piece, edition):
        tail.notes.append(text)
    elif is_series_line(text, edition):
        tail.series.append(piece)
    elif _is_bio(text, known, byline) and any(one.is_line for one in tail.rest):
        tail.bio.append(text)
    else:
        return False
    return True


def _footnotes(pieces: list[Piece], known: Known, byline: Byline | None) -> set[int]:
    """The notes at the end: an unbroken run of `[1] …`, before starred notes and a bio at most."""
    found: set[int] = set()
    for piece in reversed([one for one in pieces if one.is_line]):
        text = piece.text
        if piece.marked or _FOOTNOTE.match(text):
            found.add(id(piece))
        elif found or not (
            is_starred(text) or len(text) <= _SIGN_OFF_LIMIT or _is_bio(text, known, byline)
        ):
            break
    return found


def _is_pointer(piece: Piece, edition: Edition) -> bool:
    """True for a paragraph that points to another article ("Read also: …")."""
    text = piece.text
    match = _pointer(edition).match(text)
    if match is None or not piece.links:
        return False
    rest = text[match.end() :].strip(' :：.»›“”"')
    linked = "".join(link.text for link in piece.links)
    return len(linked) >= 0.8 * len(rest) or bool(match["colon"] and len(text) <= _POINTER_LIMIT)


def _point(piece: Piece, tail: Tail) -> None:
    tail.related.extend(
        Related(kind="read_also", title=link.text, url=link.url) for link in piece.links
    )


def _is_read_more(piece: Piece, edition: Edition) -> bool:
    """True for a paragraph that is nothing but a link to the rest ("Lea el texto completo ››")."""
    text = piece.text.strip(" .…[]›»>→:").casefold()
    return bool(piece.links) and text in edition.read_more


def _is_caption_of_video(
    piece: Piece, pieces: list[Piece], position: int, edition: Edition
) -> bool:
    """True for "Video: …", and beside a film for "Video", "Video – …" and "Watch the video …"."""
    match = _video_label(edition).match(piece.text)
    if match is None or len(piece.text) > _VIDEO_LIMIT:
        return False
    beside = pieces[position + 1 : position + 2] + pieces[max(position - 1, 0) : position]
    return bool(match["colon"]) or any(one.embed is not None for one in beside)


def _caption_video(piece: Piece, pieces: list[Piece], position: int, tail: Tail) -> None:
    """Give the caption of a film to the film beside it; without one, keep it among the notes."""
    beside = pieces[position + 1 : position + 2] + pieces[max(position - 1, 0) : position]
    embed: Embed | None = next((one.embed for one in beside if one.embed is not None), None)
    if embed is not None and not embed.title:
        embed.title = piece.text
    else:
        tail.notes.append(piece.text)


def _is_bio(text: str, known: Known, byline: Byline | None) -> bool:
    """True for a paragraph about the author: the author box's own words, or how a bio begins."""
    edition, folded = known.edition, text.casefold()
    shortest = _SHORTEST_BIO_IN_SIGNS if edition.counts_characters else _SHORTEST_BIO
    if folded.startswith(edition.pseudonym_notices + edition.self_descriptions):
        return True
    if len(text) < shortest:
        return False
    if folded in " ".join(known.bio.split()).casefold():
        return True
    openings = edition.bio_openings + EDITIONS["en"].bio_openings
    names = [*known.names, *(name for name, _ in (byline.people if byline else ()))]
    return any(
        folded.startswith(name.casefold()) and folded[len(name) :].lstrip(" ,").startswith(openings)
        for name in names
        # What the magazine is or does may well end an article; whoever has a bio is a person.
        if MAGAZINE not in name
    )


@cache
def _pointer(edition: Edition) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in edition.read_also + EDITIONS["en"].read_also)
    return re.compile(rf"[\s›»>→(\[]*(?:{words})\b\s*(?P<colon>[:：])?\s*", re.IGNORECASE)


@cache
def _video_label(edition: Edition) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in edition.video_labels + EDITIONS["en"].video_labels)
    return re.compile(
        rf"(?:{words})s?\s*\d*\s*(?:(?P<colon>[:：])|[.–—-]|$)|watch the video\b", re.IGNORECASE
    )
