"""What stands before the text: deck, byline, series line, notes, source lines, contents.

Decks carry no mark of their own. With a byline, the deck is what is printed before it, or between
it and the first picture. Without one, the first paragraph is the deck only where something says
so: the excerpt in the page's metadata, a heading or emphasis of its own, or a short paragraph cut
off from the text by the first picture, or left between the lead picture and a longer paragraph.
Otherwise it is the beginning of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from bwcrawler.pages.bylines import (
    Byline,
    is_name,
    opens_byline,
    read_byline,
    read_dateline,
    read_sign_off,
)
from bwcrawler.pages.contents import without_contents
from bwcrawler.pages.pieces import letters
from bwcrawler.pages.series import is_series_line

if TYPE_CHECKING:
    from bwcrawler.editions import Edition
    from bwcrawler.pages.known import Known
    from bwcrawler.pages.pieces import Piece

_DECK_LIMIT = 420
"""Characters; a longer paragraph is text."""
_LONELY_DECK_LIMIT = 300
"""Characters of a deck that nothing but a picture sets apart."""
_PARTS_OF_DECK = 3
"""Paragraphs before the byline that are all deck; more of them are text."""
_LINES_BEFORE_BYLINE = 6
"""Paragraphs among which the byline is looked for."""
_SENTENCES_OF_DECK = 3
_BOLD_QUESTIONS = 3
"""Further paragraphs in bold that make the first one a question of an interview."""
_WORDS_OF_NAME = range(2, 5)
"""Words of a line that is a byline for being nothing but a name."""
_SHORT_DECK_LIMIT = 170
"""Characters of a deck that only its place and its shortness set apart."""
_SUBHEAD_LIMIT = 60
"""Characters; a longer heading that opens the text is a deck."""
_FULL_STOPS = (".", "。", ".”", '."', "!", "…")
_QUESTION_MARKS = ("?", "？", "?”", '?"')
_STAR = re.compile(r"^[*†‡＊]+\s?(?=[^\s*])")
_SENTENCES = re.compile(r"[.!?…。！？][\"'”’»」』)]*(?=\s|$)|[。！？]")
_SPEAKER = re.compile(r"(?P<label>[^\s:：][^:：]{0,40}?)(?P<colon>\s?[:：])")
_GLUED_NAME = re.compile(r"^\s*(?P<name>\S[^\n]{1,60}?)(?:[\s\u00a0]{3,}|\u00a0[\s\u00a0]+)(?=\S)")


@dataclass(slots=True, kw_only=True)
class Front:
    """What was found before the text, and the pieces that are left."""

    deck: str = ""
    byline: Byline | None = None
    begins_text: bool = False
    """True where the byline stands in the first line of the text, so that no deck follows it."""
    notes: list[str] = field(default_factory=list)
    series: list[Piece] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)


def read_front(pieces: list[Piece], known: Known) -> Front:
    """Take what stands before the text out of the pieces of a body."""
    front = Front()
    pieces = without_contents(pieces, known.edition)
    if known.continues:
        front.rest = pieces
        return front
    pieces = _take_byline(pieces, front, known)
    lines = _leading_lines(pieces)
    taken: set[int] = set()
    for piece in lines:
        if is_series_line(piece.text, known.edition):
            front.series.append(piece)
        elif piece is lines[0] and _names_translator(piece, front, known.edition):
            taken.add(id(piece))
        elif is_source_line(piece, known.edition) or is_note(piece, front.byline):
            front.notes.append(piece.text)
    taken |= {id(piece) for piece in lines if piece in front.series or piece.text in front.notes}
    pieces = [piece for piece in pieces if id(piece) not in taken]
    if not front.deck and not front.begins_text:
        pieces = _take_deck(pieces, front, known)
    front.rest = pieces
    return front


def is_source_line(piece: Piece, edition: Edition) -> bool:
    """True for the `Source: …` and `Date: …` lines of 2018."""
    return piece.is_line and all(_source_label(edition).match(line) for line in piece.lines)


def is_starred(text: str) -> bool:
    """True for a note that a star in the byline leads to (`*A paper presented at …`)."""
    return bool(_STAR.match(text))


@cache
def _source_label(edition: Edition) -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in (*edition.source_labels, "source", "date"))
    return re.compile(rf"(?:{labels})\s*[:：].{{1,200}}$", re.IGNORECASE)


def is_note(piece: Piece, byline: Byline | None) -> bool:
    """True for a starred note; with a blank behind its star only where the byline is starred."""
    starred = byline is not None and byline.is_starred
    return is_starred(piece.text) and (starred or not piece.text.startswith(("* ", "*\u00a0")))


def _names_translator(piece: Piece, front: Front, edition: Edition) -> bool:
    """Add to the byline a line of its own that names the translator."""
    found = read_byline(piece.text, edition)
    if found is None or front.byline is None or any(r != "translator" for _, r in found.people):
        return False
    front.byline = Byline(f"{front.byline.text} {found.text}", front.byline.people + found.people)
    return True


def _leading_lines(pieces: list[Piece]) -> list[Piece]:
    """The lines among the first pieces, as far as a deck, a byline and notes can reach."""
    return [piece for piece in pieces if piece.is_line][:_LINES_BEFORE_BYLINE]


def _take_byline(pieces: list[Piece], front: Front, known: Known) -> list[Piece]:
    """Find the byline, take it out, and take what stands before it as the deck."""
    before: list[Piece] = []
    for position, piece in enumerate(pieces):
        if not piece.is_line:
            continue
        found = _byline_of(piece, before, known)
        if found is not None:
            front.byline, left = found
            if before and left is None and position == len(pieces) - 1:
                # At the very end it is a sign-off, and what stands before it is the text.
                front.byline = None
                return pieces
            rest = [left] if left is not None else []
            # A byline inside the first line of a paragraph opens the text itself.
            front.begins_text = left is not None and len(left.lines) == len(piece.lines)
            if not before and left is not None and _stands_before_byline(piece, left):
                before, rest = [left], []
            others = pieces[:position] + rest + pieces[position + 1 :]
            length = sum(len(one.text) for one in before)
            if len(before) > _PARTS_OF_DECK or length > _DECK_LIMIT:
                return others
            front.deck = "\n".join(one.text for one in before)
            return [one for one in others if one not in before]
        if is_source_line(piece, known.edition) or is_series_line(piece.text, known.edition):
            continue
        before.append(piece)
        if len(before) > _LINES_BEFORE_BYLINE:
            break
    return pieces


def _stands_before_byline(piece: Piece, left: Piece) -> bool:
    return piece.lines[: len(left.lines)] == left.lines


def _byline_of(
    piece: Piece, before: list[Piece], known: Known
) -> tuple[Byline, Piece | None] | None:
    """The byline in a piece, and what is left of the piece without it."""
    edition = known.edition
    whole = read_byline("\n".join(piece.lines), edition)
    if whole is None and sum(len(one.text) for one in before) <= _LONELY_DECK_LIMIT:
        whole = read_sign_off(piece.text, edition)
    if whole is not None:
        return whole, None
    for line, others in ((piece.lines[-1], piece.lines[:-1]), (piece.lines[0], piece.lines[1:])):
        byline = read_byline(line, edition) if others else None
        if byline is not None:
            return byline, replace(piece, lines=others)
    return (
        _korean_dateline(piece, before)
        or _name_alone(piece, before, known)
        or _name_glued_to_text(piece, before, known)
    )


def _name_alone(piece: Piece, before: list[Piece], known: Known) -> tuple[Byline, None] | None:
    """A line that is nothing but the author's name, as in spring 2019."""
    text = piece.text
    name = text.rstrip("*† ")
    if len(piece.lines) != 1 or len(before) > 1:
        return None
    if known.names_somebody(name):
        return Byline(text, ((name, "author"),)), None
    plain = piece.kind == "paragraph" and not piece.emphasised and not piece.links
    if not plain or opens_byline(text, known.edition):
        return None
    after_deck = len(before) == 1 and len(before[0].text) <= _LONELY_DECK_LIMIT
    if after_deck and is_name(name) and len(name.split()) in _WORDS_OF_NAME:
        return Byline(text, ((name, "author"),)), None
    return None


def _name_glued_to_text(
    piece: Piece, before: list[Piece], known: Known
) -> tuple[Byline, Piece] | None:
    """The author's name as the first words of the text, set apart by blanks alone."""
    match = _GLUED_NAME.match(piece.raw)
    if match is None or len(before) > 1 or not piece.lines:
        return None
    name = " ".join(match["name"].split())
    if not known.names_somebody(name) or not piece.lines[0].startswith(name):
        return None
    first = piece.lines[0].removeprefix(name).strip()
    return Byline(name, ((name, "author"),)), replace(piece, lines=[first, *piece.lines[1:]])


def _korean_dateline(piece: Piece, before: list[Piece]) -> tuple[Byline, Piece | None] | None:
    found = read_dateline(piece.lines[0])
    if found is None or len(before) > 1:
        return None
    byline, length = found
    lines = [line for line in (piece.lines[0][length:].strip(), *piece.lines[1:]) if line]
    return byline, replace(piece, lines=lines) if lines else None


def _take_deck(pieces: list[Piece], front: Front, known: Known) -> list[Piece]:
    """Take the first line as the deck, where something says that it is one."""
    position = next((i for i, piece in enumerate(pieces) if piece.is_line), None)
    if position is None:
        return pieces
    piece, following = pieces[position], pieces[position + 1 :]
    if not any(one.is_line or one.kind in ("list", "quote") for one in following):
        return pieces
    if _is_deck(piece, pieces[:position], following, front, known):
        front.deck = piece.text
        return pieces[:position] + following
    return pieces


def _is_deck(
    piece: Piece, before: list[Piece], following: list[Piece], front: Front, known: Known
) -> bool:
    text = piece.text
    if len(text) > _DECK_LIMIT:
        return False
    if known.excerpt and letters(text) == letters(known.excerpt):
        return True
    if _is_speech(piece, following):
        return False
    if piece.kind == "heading" or piece.emphasised:
        return all(one.figure or one.embed for one in before) and _stands_out(piece, following)
    return not known.excerpt_is_own and _is_set_apart(piece, before, following, front)


def _stands_out(piece: Piece, following: list[Piece]) -> bool:
    """True for a heading or an emphasised paragraph that is a sentence, not a subhead."""
    if piece.kind == "heading":
        return piece.text.endswith(_FULL_STOPS) or len(piece.text) > _SUBHEAD_LIMIT
    return bool(_SENTENCES.search(piece.text[-3:])) and not _is_question(piece, following)


def _is_set_apart(piece: Piece, before: list[Piece], following: list[Piece], front: Front) -> bool:
    """True for a plain paragraph that its place and its shortness set apart from the text."""
    text = piece.text
    if not before and (following[0].figure or following[0].embed):
        return len(text) <= _LONELY_DECK_LIMIT and _sentences(text) <= _SENTENCES_OF_DECK
    # Right behind the byline, or behind the lead picture of an article without one, as in 2018.
    in_place = not before if front.byline else bool(before)
    return in_place and _is_short_beside(piece, following)


def _is_speech(piece: Piece, following: list[Piece]) -> bool:
    """True for a turn of an interview: its label ("Q:", "Bitter Winter:") comes again, or "A:"."""
    match = _SPEAKER.match(piece.text)
    if match is None:
        return False
    labels = tuple(f"{label}{match['colon']}" for label in (match["label"], "A"))
    return any(one.text.startswith(labels) for one in following if one.is_line)


def _is_question(piece: Piece, following: list[Piece]) -> bool:
    """True for the first question of an interview, whose questions are all set in bold."""
    others = [one.text for one in following if one.kind == "paragraph" and one.emphasised]
    asks = piece.text.endswith(_QUESTION_MARKS)
    return len(others) >= _BOLD_QUESTIONS or (
        asks and any(text.endswith(_QUESTION_MARKS) for text in others)
    )


def _is_short_beside(piece: Piece, following: list[Piece]) -> bool:
    """True for one or two sentences before a text whose next paragraph is clearly longer."""
    text = piece.text
    following_line = next((one.text for one in following if one.is_line), "")
    return (
        len(text) <= _SHORT_DECK_LIMIT
        and 1 <= _sentences(text) < _SENTENCES_OF_DECK
        and len(following_line) >= 1.5 * len(text)
    )


def _sentences(text: str) -> int:
    return len(_SENTENCES.findall(text))
