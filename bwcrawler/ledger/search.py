"""Full-text search in the published articles of a ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, insert, or_, select, text

from bwcrawler.items import Named, Person, Related  # noqa: TC001 - msgspec reads the hints
from bwcrawler.ledger.readable import INDEX, INDEXED, articles, set_apart
from bwcrawler.ledger.schema import IS_PRESENT, IS_PUBLISHED, article, revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection, Row

_ROWS_AT_A_TIME = 100
_PHRASE_OR_WORD = re.compile(r'"([^"]*)"?|(\S+)')
_NOT_IN_QUOTES = str.maketrans('"\0', "  ")
_BEFORE, _AFTER = 60, 140
"""Characters of a snippet before and behind the first word that is found."""

_WEIGHTS = "10.0, 5.0, 1.0"
"""What a word counts for in title, deck and body."""

_FRESH = (
    select(article.c.id, article.c.last_run, revision.c.content)
    .join_from(article, revision, IS_PRESENT)
    .outerjoin(articles, articles.c.id == article.c.id)
    .where(IS_PUBLISHED, or_(articles.c.id.is_(None), articles.c.run != article.c.last_run))
    .order_by(article.c.id)
    .execution_options(yield_per=_ROWS_AT_A_TIME)
)
_STALE = select(articles).where(
    ~select(article.c.id).where(article.c.id == articles.c.id, IS_PUBLISHED).exists()
)
_AT = select(articles)
_columns = ", ".join(INDEXED)
_values = ", ".join(f":{name}" for name in INDEXED)
_INDEX = text(f"INSERT INTO {INDEX} (rowid, {_columns}) VALUES (:id, {_values})")  # noqa: S608
_FORGET = text(
    f"INSERT INTO {INDEX} ({INDEX}, rowid, {_columns}) VALUES ('delete', :id, {_values})"  # noqa: S608
)
_FIND = text(
    f"SELECT articles.* FROM {INDEX} JOIN articles ON articles.id = {INDEX}.rowid"  # noqa: S608
    f" WHERE {INDEX} MATCH :query AND published >= :since AND published < :until"
    " AND (:section = '' OR :section IN (SELECT lower(value) FROM json_each(sections)))"
    " AND (:author = '' OR :author IN (SELECT lower(value) FROM json_each(authors)))"
    f" ORDER BY bm25({INDEX}, {_WEIGHTS}), articles.published DESC LIMIT :limit"
)


class BadQuery(ValueError):
    """A query without a word, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is sought."""

    words: str
    """Words that must all be there, in any case and with any accents; those in quotation marks
    one after the other; `relig*` is any word that begins so."""
    since: date | None = None
    """First day of publication."""
    until: date | None = None
    """Last day of publication."""
    section: str = ""
    """Name, in any case."""
    author: str = ""
    """Name, in any case."""
    limit: int = 20
    """Hits at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    url: str
    """Canonical."""
    title: str
    published: str
    section: str
    author: str
    snippet: list[tuple[str, bool]]
    """The text around the first place, in parts; true for the words that were sought."""


class _Known(msgspec.Struct):
    """The fields of an article that are wanted here."""

    url: str
    title: str
    deck: str
    published: str
    language: str
    word_count: int
    body: str
    sections: list[Named]
    authors: list[Person]
    tags: list[Named]
    related: list[Related]


_decode = msgspec.json.Decoder(_Known).decode


def refresh(connection: Connection) -> None:
    """Bring the table `articles` and its index up to what is published now."""
    for row in connection.execute(_STALE).all():
        _forget(connection, row)
    for row in connection.execute(_FRESH):
        _put(connection, _row(row))


def find(connection: Connection, query: Query) -> Iterator[Hit]:
    """The best hits first: a word in the title counts more than one in the text.

    Raises `BadQuery` where there is no word in the query.
    """
    wanted = {
        "query": match_expression(query.words),
        "since": query.since.isoformat() if query.since else "",
        # Later than any instant of the day.
        "until": f"{query.until.isoformat()}U" if query.until else "~",
        "section": query.section.lower(),
        "author": query.author.lower(),
        "limit": query.limit,
    }
    words = _marks(query.words)
    for row in connection.execute(_FIND, wanted):
        yield Hit(
            url=row.url,
            title=row.title,
            published=row.published,
            section=row.section,
            author=row.author,
            snippet=_snippet(f"{row.deck}\n{row.body}".strip(), words),
        )


def match_expression(words: str) -> str:
    """A query in the syntax of FTS5: every word is quoted, so that none is an operator."""
    terms = []
    for phrase, is_prefix in _terms(words):
        inner = " ".join(set_apart(phrase.translate(_NOT_IN_QUOTES)).split())
        if any(map(str.isalnum, inner)):
            terms.append(f'"{inner}"' + ("*" if is_prefix else ""))
    if not terms:
        raise BadQuery(f"There is no word in {words!r}: give at least one.")
    return " ".join(terms)


def _terms(words: str) -> Iterator[tuple[str, bool]]:
    for found in _PHRASE_OR_WORD.finditer(words):
        phrase, word = found.groups()
        yield (phrase, False) if word is None else (word.rstrip("*"), word.endswith("*"))


def _marks(words: str) -> re.Pattern[str]:
    """What is marked in a snippet."""
    terms = [
        r"\W+".join(map(re.escape, parts)) + ("" if is_prefix else r"\b" * parts[-1].isascii())
        for phrase, is_prefix in _terms(words)
        if (parts := re.findall(r"\w+", phrase))
    ]
    return re.compile("|".join(terms), re.IGNORECASE)


def _snippet(body: str, words: re.Pattern[str]) -> list[tuple[str, bool]]:
    first = words.search(body)
    start = max(first.start() - _BEFORE, 0) if first else 0
    start = body.find(" ", start - 1 if start else 0) + 1 if start else 0
    piece = " ".join(body[start : start + _BEFORE + _AFTER].split())
    parts, end = [("… ", False)] if start else [], 0
    for found in words.finditer(piece):
        parts += [(piece[end : found.start()], False), (found[0], True)]
        end = found.end()
    more = "…" if start + _BEFORE + _AFTER < len(body) else ""
    return [part for part in [*parts, (piece[end:] + more, False)] if part[0]]


def _row(row: Row[Any]) -> dict[str, Any]:
    known = _decode(row.content)
    sections, authors, tags = (
        [one.name for one in those] for those in (known.sections, known.authors, known.tags)
    )
    related = [{"kind": one.kind, "title": one.title, "url": one.url} for one in known.related]
    return {
        "id": row.id,
        "url": known.url,
        "title": known.title,
        "deck": known.deck,
        "published": known.published,
        "year": int(known.published[:4]),
        "section": next(iter(sections), ""),
        "author": next(iter(authors), ""),
        "language": known.language,
        "words": known.word_count,
        "sections": _json(sections),
        "authors": _json(authors),
        "tags": _json(tags),
        "related": _json(related),
        "body": known.body,
        "run": row.last_run,
    }


def _put(connection: Connection, new: dict[str, Any]) -> None:
    """Put an article in place of what is there of it; an unchanged text is not indexed again."""
    old = connection.execute(_AT.where(articles.c.id == new["id"])).one_or_none()
    if old is not None and all(getattr(old, name) == new[name] for name in INDEXED):
        connection.execute(articles.update().where(articles.c.id == old.id).values(new))
        return
    if old is not None:
        _forget(connection, old)
    connection.execute(insert(articles), new)
    connection.execute(_INDEX, _indexed(new))


def _forget(connection: Connection, old: Row[Any]) -> None:
    # An index that holds no text has to be told the text that it is to forget.
    connection.execute(_FORGET, _indexed(old._asdict()))
    connection.execute(delete(articles).where(articles.c.id == old.id))


def _indexed(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], **{name: set_apart(row[name]) for name in INDEXED}}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
