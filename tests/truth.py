"""What a page of `../shared/pages` must give, compared with what `bwcrawler.extract` gives.

Texts are compared with white space folded, dates as instants, and the body twice: its letters
alone, so that a lost or foreign sentence shows itself however blocks are joined, and its words in
order, so that two words glued together by a lost line break show themselves too.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bwcrawler.items import Article

Truth = dict[str, Any]
Difference = tuple[Any, Any]
"""What the parser gives, what the truth says."""

PROSE = frozenset({"p", "h", "li", "quote", "cite", "q", "a", "qa", "cell"})
"""Kinds of truth blocks that make up the body."""
ASIDES = frozenset({"note", "footnote", "series", "meta"})
"""Kinds that are no prose, and yet must stand somewhere in the record."""


class _Only(dict[int, int | None]):
    """Keeps the characters a rule is true of, for `str.translate`; asks about each once."""

    def __init__(self, rule: Callable[[str], bool]) -> None:
        self._rule = rule

    def __missing__(self, code: int) -> int | None:
        self[code] = code if self._rule(chr(code)) else None
        return self[code]


_VISIBLE = _Only(lambda sign: unicodedata.category(sign) != "Cf")
_LETTERS = _Only(lambda sign: unicodedata.category(sign)[0] in "LMN")


def folded(text: str) -> str:
    """One line in form NFC, without invisible characters (Unicode category Cf)."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_VISIBLE).split())


def letters(text: str) -> str:
    """Letters, marks and numbers alone."""
    return folded(text).translate(_LETTERS)


def path(url: str) -> str:
    """The URL without its scheme and host."""
    return "/" + url.split("/", 3)[3]


def differences(article: Article, truth: Truth) -> dict[str, Difference]:
    """The fields that the page can know and that do not equal the truth."""
    return {name: (got, wanted) for name, got, wanted in _fields(article, truth) if got != wanted}


def _fields(article: Article, truth: Truth) -> Iterator[tuple[str, Any, Any]]:
    yield "id", article.id, truth["id"]
    yield "title", folded(article.title), folded(truth["title"])
    yield "published", _instant(article.published), _instant(truth["published"])
    people = [person.name for person in article.authors if person.role == "author"]
    yield "authors", _folded_all(people), _folded_all(truth["authors"])
    yield "posted_by", folded(article.posted_by.name), folded(truth["posted_by"])
    if truth["byline"] is not None:
        yield "byline", folded(article.byline), folded(_as_printed(truth["byline"]))
    if truth["deck"] is not None:
        yield "deck", folded(article.deck), folded(truth["deck"])
    if truth["tags"] is not None:
        tags = [tag.name for tag in article.tags]
        yield "tags", sorted(_folded_all(tags)), sorted(_folded_all(truth["tags"]))
    yield "sections", *_sections(article, truth)
    prose = [block["text"] for block in truth["blocks"] if _is_prose(block)]
    yield "body letters", letters(article.body), letters("".join(prose))
    yield "body words", folded(article.body), folded("\n".join(prose))
    yield "asides lost", _lost_asides(article, truth), []
    captions = [figure.caption for figure in article.figures if figure.caption]
    wanted = [figure["caption"] for figure in truth["figures"] if figure["caption"]]
    yield "captions", _folded_all(captions), _folded_all(wanted)
    for kind in ("related", "keep_reading"):
        if truth[kind] is not None:
            linked = [path(entry.url) for entry in article.related if entry.kind == kind]
            yield kind, linked, [path(url) for url in truth[kind]]


def _is_prose(block: dict[str, Any]) -> bool:
    """A block of the body; a separator such as `* * *` is none."""
    return block["kind"] in PROSE and letters(block["text"]) != ""


def _as_printed(typed: str) -> str:
    """What WordPress's `wptexturize` makes of an apostrophe."""
    return typed.replace("'", "’")


def _folded_all(texts: Iterable[str]) -> list[str]:
    return [folded(text) for text in texts]


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _sections(article: Article, truth: Truth) -> tuple[list[str], list[str]]:
    """A Genesis page names only the breadcrumb's section, a Divi page names all."""
    got = sorted(folded(section.name) for section in article.sections)
    wanted = sorted(_folded_all(truth["sections"]))
    if truth["theme"].startswith("genesis"):
        return got, [name for name in wanted if name in got] or wanted
    return got, wanted


def _lost_asides(article: Article, truth: Truth) -> list[str]:
    record = letters(" ".join(_strings(asdict(article))))
    asides = (block["text"] for block in truth["blocks"] if block["kind"] in ASIDES)
    return [aside for aside in asides if letters(aside) not in record]


def _strings(value: object) -> Iterator[str]:
    """Every string inside nested dicts and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
