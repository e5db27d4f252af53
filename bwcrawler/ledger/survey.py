"""What the gates before publishing look at: the published articles, and what came of the addresses.

Everything is told in two parts: what an earlier run had kept already, and what is newer than it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func, select

from bwcrawler.ledger.schema import IS_PRESENT, IS_PUBLISHED, State, article, revision, source, url
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

FIELDS = "id title deck published byline authors sections tags body figures".split()
"""Fields of an article whose coverage is counted: those that no theme takes away."""

MACHINE_SOURCES = (Kind.SITEMAP, Kind.FEED, Kind.REST)
"""Kinds of addresses that name pages and are none themselves: any of them may be closed."""

FAILED = (State.SUSPECT, State.ERROR, State.TOO_LARGE)
"""States of addresses that should have given a page and did not."""

_RECENT = 30
"""Articles from whose days of publication the usual gap is taken."""

_ROWS_AT_A_TIME = 100
_EMPTY = frozenset({b'""', b"[]", b"0", b"null"})
_parts = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_ABSENT = msgspec.Raw(b"null")

_LIVE = (
    select(revision.c.content, article.c.first_run, article.c.last_run)
    .join_from(article, revision, IS_PRESENT)
    .where(IS_PUBLISHED)
    .execution_options(yield_per=_ROWS_AT_A_TIME)
)


@dataclass(slots=True, kw_only=True)
class Figures:
    """Some articles in numbers."""

    articles: int = 0
    """How many there are."""
    coverage: dict[str, int] = field(default_factory=dict[str, int])
    """How many of them have each field."""
    words: int = 0
    """Median of `word_count`."""
    newest: str = ""
    """Last day of publication."""
    gap: int = 0
    """Usual number of days between two days of publication, among the newest articles."""


@dataclass(slots=True, kw_only=True)
class Survey:
    """What a run leaves, beside what an earlier one had left."""

    archive: Figures
    """All that are published."""
    known: Figures
    """Those that the earlier run had kept already."""
    new: Figures
    """Those that came later."""
    read: int
    """Known ones that have been read again since."""
    settled: Counter[str]
    """Addresses of pages that came to an end since, by state."""
    sources: int
    """Sitemaps, feeds and API answers that this run read."""


class _Tally:
    """Adds up articles; a few bytes for each."""

    def __init__(self) -> None:
        self._covered: Counter[str] = Counter()
        self._words = array("I")
        self._days = array("I")

    def add(self, parts: dict[str, msgspec.Raw]) -> None:
        self._covered.update(
            name for name in FIELDS if bytes(parts.get(name, _ABSENT)) not in _EMPTY
        )
        self._words.append(msgspec.json.decode(parts["word_count"], type=int))
        published = msgspec.json.decode(parts["published"], type=str)
        self._days.append(date.fromisoformat(published[:10]).toordinal())

    def figures(self) -> Figures:
        if not self._words:
            return Figures()
        days = sorted(set(self._days))
        return Figures(
            articles=len(self._words),
            coverage={name: self._covered[name] for name in FIELDS},
            words=median_low(self._words),
            newest=date.fromordinal(days[-1]).isoformat(),
            gap=_usual_gap(days[-_RECENT:]),
        )


def survey(connection: Connection, number: int, since: int) -> Survey:
    """Look at everything after run `number`, beside what run `since` left (0: nothing)."""
    archive, known, new, read = _Tally(), _Tally(), _Tally(), 0
    for row in connection.execute(_LIVE):
        parts = _parts(row.content)
        archive.add(parts)
        is_known = row.first_run <= since
        (known if is_known else new).add(parts)
        read += is_known and row.last_run > since
    return Survey(
        archive=archive.figures(),
        known=known.figures(),
        new=new.figures(),
        read=read,
        settled=settled(connection, since + 1),
        sources=_sources(connection, number),
    )


def settled(connection: Connection, first: int) -> Counter[str]:
    """How many pages came to each state in run `first` and those after it."""
    statement = (
        select(url.c.state, func.count())
        .where(url.c.last_run >= first, url.c.kind.not_in(MACHINE_SOURCES))
        .group_by(url.c.state)
    )
    return Counter(dict(map(tuple, connection.execute(statement))))


def failures(connection: Connection, most: int) -> list[tuple[str, str, str]]:
    """URL, state and reason of pages that should be there and are not, at `most` so many."""
    statement = (
        select(url.c.url, url.c.state, url.c.reason)
        .where(url.c.state.in_(FAILED), url.c.kind.not_in(MACHINE_SOURCES))
        .order_by(url.c.last_checked.desc(), url.c.url)
        .limit(most)
    )
    return [(row.url, row.state, row.reason) for row in connection.execute(statement)]


def _sources(connection: Connection, number: int) -> int:
    statement = select(func.count()).where(
        source.c.last_run == number, source.c.kind.in_(MACHINE_SOURCES)
    )
    return connection.execute(statement).scalar_one()


def _usual_gap(days: Sequence[int]) -> int:
    gaps = [later - earlier for earlier, later in pairwise(days)]
    return median_low(gaps) if gaps else 0
