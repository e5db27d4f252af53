"""The sketches of articles, and which articles are alike by them."""

from __future__ import annotations

import struct
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import and_, insert, select

from bwcrawler.editions import EDITIONS
from bwcrawler.items import Series, Translation  # noqa: TC001 - msgspec reads the hints
from bwcrawler.ledger.schema import IS_PRESENT, IS_PUBLISHED, article, revision, sketch
from bwcrawler.pages.sketch import SIZE, similarity
from bwcrawler.pages.sketch import sketch as sketch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from bwcrawler.items import Article

_COMMON = 50
"""Articles that share a hash from which on it says nothing: a sentence that many end with."""

_ADD = insert(sketch)
_ALL = (
    select(revision.c.content_sha256, revision.c.content, sketch.c.hashes)
    .join_from(article, revision, IS_PRESENT)
    .outerjoin(
        sketch,
        and_(sketch.c.article_id == revision.c.article_id, sketch.c.number == revision.c.number),
    )
    .where(IS_PUBLISHED)
    .order_by(article.c.url)
    .execution_options(yield_per=100)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A published article with what tells whether another one is like it."""

    url: str
    """Canonical."""
    title: str
    content_sha256: str
    series: frozenset[str]
    """Canonical URLs of the other parts of its series."""
    translations: frozenset[str]
    """Canonical URLs of its translations."""
    hashes: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles that are alike."""

    one: Sketched
    other: Sketched
    similarity: float
    """0 to 1: the share of four-word phrases that both have."""

    @property
    def relation(self) -> str:
        """`exact`, `series` or `translation` where that is why they are alike, else `reprint`."""
        if self.one.content_sha256 == self.other.content_sha256:
            return "exact"
        if self.one.url in self.other.series or self.other.url in self.one.series:
            return "series"
        if self.one.url in self.other.translations or self.other.url in self.one.translations:
            return "translation"
        return "reprint"


class _Known(msgspec.Struct):
    """The fields of an article that are wanted here."""

    url: str
    title: str
    edition: str
    body: str
    series: Series
    translations: list[Translation]


_decode = msgspec.json.Decoder(_Known).decode


def add_sketch(connection: Connection, article_id: int, number: int, page: Article) -> None:
    """Store the sketch of a new revision."""
    hashes = sketch_of(page.body, EDITIONS[page.edition])
    stored = struct.pack(f"<{len(hashes)}I", *hashes)  # the same on every machine
    connection.execute(_ADD, {"article_id": article_id, "number": number, "hashes": stored})


def sketches(connection: Connection) -> Iterator[Sketched]:
    """All published articles by URL; a sketch that an older version did not store is made."""
    for row in connection.execute(_ALL):
        known = _decode(row.content)
        if row.hashes is None:
            hashes = sketch_of(known.body, EDITIONS[known.edition])
        else:
            hashes = [value for (value,) in struct.iter_unpack("<I", row.hashes)]
        yield Sketched(
            url=known.url,
            title=known.title,
            content_sha256=row.content_sha256,
            series=frozenset(known.series.links),
            translations=frozenset(one.url for one in known.translations),
            hashes=array("I", hashes),
        )


def pairs(articles: Iterable[Sketched], least: float) -> list[Pair]:
    """The pairs that are alike to `least` or more, most alike first, then by URL.

    Memory: 64 numbers an article. Two articles are compared where they share enough hashes.
    """
    everything = list(articles)
    holders: dict[int, list[int]] = defaultdict(list)
    equal: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(everything):
        equal[one.content_sha256].append(index)
        for value in one.hashes:
            holders[value].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for those in holders.values():
        if 1 < len(those) <= _COMMON:
            shared.update(combinations(those, 2))
    found = [
        Pair(one=everything[first], other=everything[second], similarity=1.0)
        for those in equal.values()
        for first, second in combinations(those, 2)
    ]
    for (first, second), count in shared.items():
        one, other = everything[first], everything[second]
        if one.content_sha256 == other.content_sha256:
            continue
        # At least half of what is asked, for hashes that many articles share were not counted.
        if count >= least * min(len(one.hashes), len(other.hashes), SIZE) / 2:
            alike = similarity(one.hashes, other.hashes)
            if alike >= least:
                found.append(Pair(one=one, other=other, similarity=alike))
    return sorted(found, key=_order)


def _order(pair: Pair) -> tuple[Any, ...]:
    return (-pair.similarity, pair.one.url, pair.other.url)
