"""How much of what the sources name is in the archive, and how far the sources have been read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from bwcrawler.ledger import answering, contents
from bwcrawler.ledger.answering import Pages
from bwcrawler.ledger.names import (
    ARCHIVED,
    BITS,
    DELETED,
    INVENTORIES,
    KINDS,
    LISTINGS,
    UNREADABLE,
    Names,
)
from bwcrawler.ledger.schema import IS_PRESENT, IS_PUBLISHED, State, article, revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

_CONTENTS = (
    select(revision.c.content)
    .join(article, IS_PRESENT)
    .where(IS_PUBLISHED)
    .execution_options(yield_per=100)
)


class _Dated(msgspec.Struct):
    published: str


_dated = msgspec.json.Decoder(_Dated).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCoverage:
    """All sources of one kind: whether they answer, what they name, what of it is kept."""

    kind: str
    """`sitemap`, `rest`, `feed`, or a kind of listing."""
    answers: bool
    """False where nobody asked, or where the last that was heard is that one did not answer."""
    whole: bool
    """True where every file of the inventory has been read; false of what is no inventory."""
    as_of: str
    """UTC instant of the run that read all of it last; empty where none did."""
    answered: int
    """Pages or files of these sources that were read."""
    failed: int
    """Pages or files that could not be fetched or read."""
    sources: int
    """Sources of this kind that name an article."""
    named: int
    """Addresses of articles that they name; if `whole`, that they named then."""
    archived: int
    """Those of them that lead to an article of the archive."""
    open: int
    """Those that are not in the archive and may be articles."""
    deleted: int
    """Those at which nothing is any more, or from which one is led elsewhere."""
    unreadable: int
    """Those that are no article, or one for which a password is wanted."""
    articles: int
    """Articles of the archive that they name, each once under whatever address."""
    only: int
    """Articles of the archive that no other kind of source names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """One source: what it names, and what of it is kept."""

    kind: str
    """`sitemap`, `rest`, `feed`, or a kind of listing."""
    url: str
    """Canonical URL of its first page or file."""
    named: int
    """Addresses of articles that it names."""
    archived: int
    """Those of them that lead to an article of the archive."""
    open: int
    """Those that are not in the archive and may be articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingName:
    """A name that does not lead to an article of the archive."""

    url: str
    """Canonical URL, as the sources name it."""
    state: str
    """What became of it, in the ledger's words: `found` where no answer came, `gone`,
    `redirected`, `excluded`, `protected`, `suspect`, `too_large`, `error`; `done` where the
    article is gone, or there is none."""
    reason: str
    """Why; empty where there is no more to say."""
    open: bool
    """True where there may be an article that the archive lacks."""
    named_by: list[str]
    """Kinds of the sources that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfKnown:
    """An article of the archive that a source should name and does not, or that only one names."""

    url: str
    """Canonical URL."""
    named_by: list[str]
    """Kinds of the sources that name it."""
    not_named_by: list[str]
    """`sitemap`, `rest` or `listings`, where they were read and do not name it."""


class Coverage:
    """Answers about one state of a ledger, in bounded memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pages = answering.pages(connection)
        self._whole = {kind: answering.last_whole(connection, kind) for kind in INVENTORIES}
        self._names = Names(connection, self._whole)
        self._by_standing = self._names.by_standing()
        self._by_bits = self._names.articles_by_bits()
        self.sources = [
            SourceCoverage(
                kind=row.kind, url=row.url, named=row.named, archived=row.archived, open=row.open
            )
            for row in self._names.by_source()
        ]
        """Every source that names an article, by kind and URL."""

    @property
    def articles(self) -> int:
        """How many articles the archive has."""
        return sum(self._by_bits.values())

    @property
    def unnamed(self) -> int:
        """Articles of the archive that no source names."""
        return self._by_bits.get(0, 0)

    def kinds(self) -> list[KindCoverage]:
        """Every kind of source, in the order of `KINDS`."""
        return [self._kind(kind) for kind in KINDS]

    def open(self) -> dict[str, int]:
        """How many names are open, by state."""
        states = Counter[str]()
        for standing, _, many in self._by_standing:
            if _is_open(standing):
                states[standing] += many
        return dict(sorted(states.items()))

    def missing(self) -> Iterator[MissingName]:
        """Every name that does not lead to an article of the archive, by URL."""
        for row in self._names.missing():
            yield MissingName(
                url=row.url,
                state=row.state,
                reason=_reason(row),
                open=bool(row.is_open),
                named_by=_kinds(row.bits),
            )

    def half_known(self) -> Iterator[HalfKnown]:
        """Articles of the archive that not all sources name, or at most one, by URL."""
        wanted = self._wanted()
        few = [
            bits
            for bits in self._by_bits
            if bits.bit_count() <= 1 or not all(bits & mask for mask in wanted.values())
        ]
        for row in self._names.articles(*few):
            lacking = [name for name, mask in wanted.items() if not row.bits & mask]
            yield HalfKnown(url=row.url, named_by=_kinds(row.bits), not_named_by=lacking)

    def months(self) -> dict[str, int]:
        """How many articles of the archive were published in each month (`2019-05`)."""
        rows = self._connection.execute(_CONTENTS)
        return dict(sorted(Counter(_dated(row.content).published[:7] for row in rows).items()))

    def _kind(self, kind: str) -> KindCoverage:
        pages, bit = self._pages.get(kind, Pages()), BITS[kind]
        begun = self._whole.get(kind, 0)
        names = [(standing, many) for standing, bits, many in self._by_standing if bits & bit]
        return KindCoverage(
            kind=kind,
            answers=pages.answers,
            whole=begun > 0,
            as_of=contents.run(self._connection, begun).started if begun else "",
            answered=pages.answered,
            failed=pages.failed,
            sources=sum(one.kind == kind for one in self.sources),
            named=sum(many for _, many in names),
            archived=sum(many for standing, many in names if standing == ARCHIVED),
            open=sum(many for standing, many in names if _is_open(standing)),
            deleted=sum(many for standing, many in names if standing == DELETED),
            unreadable=sum(many for standing, many in names if standing == UNREADABLE),
            articles=sum(many for bits, many in self._by_bits.items() if bits & bit),
            only=self._by_bits.get(bit, 0),
        )

    def _wanted(self) -> dict[str, int]:
        """What should name every article: whole inventories, and the listings taken together."""
        wanted = {kind: BITS[kind] for kind, begun in self._whole.items() if begun}
        listings = sum(BITS[kind] for kind in LISTINGS)
        has_listings = any(bits & listings for bits in self._by_bits)
        return wanted | ({"listings": listings} if has_listings else {})


def _is_open(standing: str) -> bool:
    return standing not in (ARCHIVED, DELETED, UNREADABLE)


def _kinds(bits: int) -> list[str]:
    return [kind for kind, bit in BITS.items() if bits & bit]


def _reason(row: Row[Any]) -> str:
    if row.status is not None:
        return f"the article is {row.status}"
    if row.state == State.DONE:
        return "no article"
    if not row.location:
        return str(row.reason)
    return (
        f"leads to {row.location}"
        if row.state == State.REDIRECTED
        else (f"leads to {row.location}: {row.reason}")
    )
