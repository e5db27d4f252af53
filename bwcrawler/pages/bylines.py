"""Who wrote it: names and roles in a printed byline.

A byline is a short line of nothing but introducing words, names and what belongs to a name. A
sentence that begins with "By" is none: every name must look like one, and no verb follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.items import Person, Role
from bwcrawler.text import clean_line

_MOST_WORDS, _LONGEST_NAME = 7, 60
"""Words and characters of a name."""
_ABBREVIATION = 4
"""Letters of a word that can end in a full stop inside of a name ("Prof.")."""
_LIMIT = 160
"""Characters; no byline of the magazine is longer."""

_STARS = re.compile(r"[*†‡＊]+$|[*†‡＊]+(?=[\s.,;])")
_PARTICLES = frozenset(
    """a al bin binti bint d da dal dalla das de degli dei del della der des di do dos du e el en et
    ibn la las le les lo los of og och ould san st ten ter the til um und v van vande vanden vander
    von y zu zum zur""".split()
) - {"of", "a", "um"}
_SUFFIX = re.compile(r"(?i:jr|sr|esq|ph\.?\s?d|ii|iii|iv)\.?|(?:[^\W\d_a-z][a-z]?\.\s?){2,4}")
"""What belongs to the name before its comma: a generation, a degree, an order."""
_TOKEN = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’‘ʼ.·・\-‐–])*|[“\"(（][^\W\d_].*?[”\")）]"
)
_NO_CASE = re.compile(
    r"[\u0590-\u08ff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_PARENTHESIS = re.compile(r"\s*[(（][^()（）]*[)）]")
_ARTICLE = re.compile(r"(?:al|el|d|l|o|n|de|ul|as|ad)[-'’]|[“\"(（]")
_OFFICE = re.compile(r"an?\s|the\s|[^\W\d_a-z]")
"""How what follows a name and its comma begins, where it is an office or a place."""
_ABBREVIATED = re.compile(r"\b(?:\w|(?i:jr|sr|esq|st|ph\.d))$")
"""The end of a name that a full stop belongs to."""
_SENTENCE = re.compile(r"[!?;。！？]|\.\s+[a-z]")
_KOREAN_DATELINE = re.compile(
    r"^\[[^\]]{2,60}\]\s*(?P<name>\S.{0,38}?\S)\s*기자(?=\s|$|[.,])\s*"
    r"|^(?P<alone>[^\s\[.,][^\[.,]{0,28})\s기자$"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, and the people it names."""

    text: str
    people: tuple[tuple[str, Role], ...]

    @property
    def is_starred(self) -> bool:
        """True where a star leads to a note."""
        return bool(_STARS.search(self.text))

    def persons(self) -> list[Person]:
        """The people, as the record has them."""
        return [Person(name=name, role=role) for name, role in self.people]


def read_byline(text: str, edition: Edition) -> Byline | None:
    """The byline that a whole line is; `None` for any other line."""
    return _read(text, _introductions(edition))


def read_sign_off(text: str, edition: Edition) -> Byline | None:
    """The line that names the reporter at the end of a text ("Reported by Jiang Tao")."""
    return _read(text, _sign_offs(edition))


def read_dateline(text: str) -> tuple[Byline, int] | None:
    """The Korean opening `[비터 윈터=중국 소식통] 쟝 타오(江濤)기자` and how long it is."""
    match = _KOREAN_DATELINE.match(text)
    if match is None:
        return None
    return Byline(
        match[0].strip(), ((clean_line(match["name"] or match["alone"]), "author"),)
    ), match.end()


def opens_byline(text: str, edition: Edition) -> bool:
    """True for text that begins with the words of a byline or a sign-off."""
    return bool(_introductions(edition)[0].match(text) or _sign_offs(edition)[0].match(text))


def is_name(text: str) -> bool:
    """True for text that can be a person's or a desk's name: capitals, particles, no sentence."""
    tokens = _PARENTHESIS.sub("", text).split()
    if not 1 <= len(tokens) <= _MOST_WORDS or len(text) > _LONGEST_NAME or _SENTENCE.search(text):
        return False
    capitals = 0
    for position, token in enumerate(tokens):
        bare = token.strip(".,")
        if not _TOKEN.fullmatch(bare) and not _SUFFIX.fullmatch(bare):
            return False
        if _stands_for_capital(bare):
            capitals += 1
        elif bare.lower() not in _PARTICLES:
            return False
        if token.endswith(".") and len(bare) > _ABBREVIATION and position < len(tokens) - 1:
            return False
    return capitals >= (2 if tokens[0].lower() == "the" else 1) and len(text) > 1


def _stands_for_capital(word: str) -> bool:
    """True for a word with a capital, of a script without them, or like `al-Ghamdi`."""
    return bool(word[0].isupper() or _NO_CASE.match(word) or _ARTICLE.match(word))


def _read(text: str, introductions: tuple[re.Pattern[str], ...]) -> Byline | None:
    opening, inside = introductions
    if len(text) > _LIMIT or not opening.match(text):
        return None
    people: list[tuple[str, Role]] = []
    matches = [opening.match(text), *inside.finditer(text, 1)]
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        if match is None:
            return None
        part = text[match.end() : following.start() if following else len(text)]
        if following and following[0].startswith(".") and _ABBREVIATED.search(part):
            part += "."
        names = _names(part)
        if not names or _is_phrase(match[0], names):
            return None
        role: Role = "translator" if match["translator"] else "author"
        people.extend((name, role) for name in names)
    return Byline(" ".join(text.split()), tuple(people))


def _names(text: str) -> list[str]:
    """The names of one part of a byline; empty where it holds anything but names."""
    text = _STARS.sub("", clean_line(text)).strip(" ,;|/–—-")
    if text.count("(") < text.count(")"):
        text = text.rstrip(") ")
    if text.endswith(".") and not _ABBREVIATED.search(text[:-1]):
        text = text.rstrip(". ")
        if " " not in text and not _NO_CASE.search(text):
            return []
    found: list[str] = []
    for part in filter(None, map(str.strip, _separator().split(text))):
        if found and _SUFFIX.fullmatch(part):
            found[-1] = f"{found[-1]}, {part}"
        elif is_name(part):
            found.append(part)
        elif len(found) == 1 and _OFFICE.match(part):
            break
        else:
            return []
    return found


def _is_phrase(introduction: str, names: list[str]) -> bool:
    """True for "By Design" or "Por Dios": one Latin word after a capital letter is no name."""
    return (
        introduction[:1].isupper()
        and len(introduction.split()) == 1
        and all(" " not in name and not _NO_CASE.search(name) for name in names)
    )


@cache
def _separator() -> re.Pattern[str]:
    """Comma, semicolon, slash, or the word between the last two names, in any language."""
    words = {word for edition in EDITIONS.values() for word in edition.conjunctions}
    letters = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True) if w.isascii())
    signs = "、，&"
    # A single capital letter between two names is an initial.
    capitals = "|".join(word.upper() for word in words if word.isascii() and len(word) > 1)
    return re.compile(
        rf"\s*[,;/|{signs}]\s*(?:(?:{letters}|{capitals})\s+)?"
        rf"|\s+(?:{letters}|{capitals}|和|與|及|및)\s+"
    )


@cache
def _introductions(edition: Edition) -> tuple[re.Pattern[str], ...]:
    """Opening of a byline in this edition or in English, and openings inside of one."""
    english = EDITIONS["en"]
    return _patterns(edition.by + english.by, edition.translated_by + english.translated_by)


@cache
def _sign_offs(edition: Edition) -> tuple[re.Pattern[str], ...]:
    english = EDITIONS["en"]
    return _patterns(
        edition.reported_by + english.reported_by, edition.translated_by + english.translated_by
    )


def _patterns(
    authors: tuple[str, ...], translators: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    author, translator = map(_alternatives, (authors, translators))
    # A word of letters wants a blank or a colon after it; Chinese and the like want a colon or
    # a blank as well, for the bare word may open a sentence.
    words = rf"(?:(?P<translator>{translator})|(?:{author}))(?:\s*[:：/／]\s*|\s+)"
    # Inside of a byline a blank is enough where a colon follows the word.
    between = rf"[.,;|/\n–—-]\s*|\s+(?:and|e|et|y|und)\s+|\s*[(（]|\s+(?=(?:{translator})\s*[:：])"
    return (
        re.compile(rf"^[\s(（\[—–-]*{words}", re.IGNORECASE),
        re.compile(rf"(?:{between}){words}", re.IGNORECASE),
    )


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
