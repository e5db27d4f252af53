"""The place of an article in a series, as its text or its title tells it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.items import Series

if TYPE_CHECKING:
    from bwcrawler.pages.pieces import Piece

_NUMBER = r"(?P<{0}>\d{{1,3}}|[ivx]{{1,6}}|[IVX]{{1,6}})"
_LONGEST_LINE = 500
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBERED_TITLE = re.compile(r"^(?P<title>\S.*?[^.\d])\.\s+(?P<part>\d{1,2})\.\s+\S")
_ROMAN_IN_BRACKETS = re.compile(r"^(?P<title>.*?)\s*\((?P<part>[IVX]{1,5})\)(?=\s*[:：]|$)")


def is_series_line(text: str, edition: Edition) -> bool:
    """True for `Article 2 of 5. …` and `First in a series of four …`, never for `Article 1 …`."""
    return len(text) <= _LONGEST_LINE and any(pattern.match(text) for pattern in _lines(edition))


def read_series(lines: list[Piece], title: str, edition: Edition) -> Series:
    """The series told by its lines in the text, completed from the title of the article."""
    series = Series(line=" ".join(piece.text for piece in lines))
    for piece in lines:
        match = next((m for p in _lines(edition) if (m := p.match(piece.text))), None)
        if match is not None and not series.part:
            found = match.groupdict()
            series.part = _number(found["part"], edition.ordinals)
            series.of = _number(found.get("of") or "", edition.numerals)
        series.links.extend(link.url for link in piece.links)
    match = next((m for p in _titles(edition) if (m := p.search(title))), None)
    if match is not None:
        series.part = series.part or _number(match["part"], ())
        series.title = match["title"].strip(" .,:：—–-")
    return series


@cache
def _lines(edition: Edition) -> tuple[re.Pattern[str], ...]:
    english = EDITIONS["en"]
    words = _alternatives(edition.series_words + english.series_words)
    of = _alternatives(edition.series_of + english.series_of + ("/",))
    numbered = rf"(?:{words})\s*{_NUMBER.format('part')}\s*(?:{of})\s*{_NUMBER.format('of')}\b"
    ordinal = (
        rf"(?:the\s+)?(?P<part>{_alternatives(english.ordinals)})\s+"
        rf"(?:{_alternatives(english.series_in)})(?:\s+of)?(?:\s+(?P<of>\w+))?"
    )
    return re.compile(numbered, re.IGNORECASE), re.compile(ordinal, re.IGNORECASE)


@cache
def _titles(edition: Edition) -> tuple[re.Pattern[str], ...]:
    words = _alternatives(tuple(w for w in edition.series_words if w not in ("article", "기사")))
    part = re.compile(
        rf"^(?P<title>.*?)[\s.,:：—–(-]*\b(?:{words})\s+{_NUMBER.format('part')}\)?(?=[:：.]|$)",
        re.IGNORECASE,
    )
    return _NUMBERED_TITLE, _ROMAN_IN_BRACKETS, part


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _number(text: str, words: tuple[str, ...]) -> int:
    """The value of digits, Roman numerals, or the n-th of `words`; 0 for anything else."""
    text = text.lower()
    if text.isdigit():
        return int(text)
    if text in words:
        return words.index(text) + 1
    if not text or not set(text) <= _ROMAN.keys():
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
