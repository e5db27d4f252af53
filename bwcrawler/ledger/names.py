"""Which articles each source names, and what became of them. Nothing here writes.

A name is the address of an article that a source gives. It is in the archive where it leads to a
published article, be it by a redirect or a short link. Else it has a reason; where the reason is
not the site's own (deleted, behind a password, no article), the name is open: there may be an
article that the archive lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import and_, bindparam, case, distinct, func, or_, select

from bwcrawler.items import ListingKind, Source
from bwcrawler.ledger.schema import IS_PUBLISHED, State, article, found, source, url
from bwcrawler.ledger.survey import FAILED
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection, Executable, Result, Row, Select

INVENTORIES: tuple[str, ...] = ("sitemap", "rest")
"""Kinds of sources that name every post, if they are read as a whole."""

LISTINGS: tuple[str, ...] = get_args(ListingKind)
"""Kinds of sources that are pages for readers."""

KINDS: tuple[str, ...] = tuple(dict.fromkeys((*INVENTORIES, *get_args(Source), *LISTINGS)))
"""All kinds of sources. A set of them is a number: the sum of their `BITS`."""

BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}

ARCHIVED = "archived"
"""Standing of a name that leads to an article of the archive."""

DELETED = "deleted"
"""Standing of a name at which nothing is any more, or from which one is led elsewhere."""

UNREADABLE = "unreadable"
"""Standing of a name that is no article, or one for which a password is wanted."""

_ROWS_AT_A_TIME = 100
_ARTICLES = (Kind.ARTICLE, Kind.SHORTLINK)
_bit: ColumnElement[int] = case(*((source.c.kind == kind, bit) for kind, bit in BITS.items()))

# Of an inventory what it named when it was read as a whole, of all others whatever they ever named.
_is_current = found.c.last_run >= case(
    *((source.c.kind == kind, bindparam(kind)) for kind in INVENTORIES), else_=0
)

_target = url.alias("target")
_follows = and_(url.c.state == State.REDIRECTED, _target.c.state != State.DONE)
_state = case((_follows, _target.c.state), else_=url.c.state)
_status = case((_follows, _target.c.last_status), else_=url.c.last_status)
_reason = case((_follows, _target.c.reason), else_=url.c.reason)
_is_archived = and_(article.c.id.is_not(None), IS_PUBLISHED)
# A page that was seen and is no article has a status; one that robots.txt or the limits of a crawl
# kept away has none.
_is_open = or_(_state.in_([State.FOUND, *FAILED]), and_(_state == State.EXCLUDED, _status == 0))
_is_deleted = or_(_state.in_([State.GONE, State.REDIRECTED]), article.c.id.is_not(None))
_standing: ColumnElement[str] = case(
    (_is_archived, ARCHIVED), (_is_open, _state), (_is_deleted, DELETED), else_=UNREADABLE
)


def _names(*columns: ColumnElement[Any]) -> Select[Any]:
    """Every name by every source, with what it leads to."""
    return (
        select(*columns)
        .join_from(url, found, found.c.url_id == url.c.id)
        .join(source, source.c.id == found.c.source_id)
        .outerjoin(article, article.c.id == url.c.article_id)
        .outerjoin(_target, and_(_target.c.url == url.c.location, _target.c.kind.in_(_ARTICLES)))
        .where(url.c.kind.in_(_ARTICLES), _is_current)
    )


_each = (
    _names(_standing.label("standing"), func.sum(distinct(_bit)).label("bits"))
    .group_by(url.c.id)
    .subquery()
)
_BY_STANDING = select(_each.c.standing, _each.c.bits, func.count().label("many")).group_by(
    _each.c.standing, _each.c.bits
)
_BY_SOURCE = (
    _names(
        source.c.kind,
        source.c.url,
        func.count().label("named"),
        func.count().filter(_is_archived).label("archived"),
        func.count().filter(~_is_archived, _is_open).label("open"),
    )
    .group_by(source.c.id)
    .order_by(source.c.kind, source.c.url)
)
_MISSING = (
    _names(
        url.c.url,
        url.c.location,
        article.c.status,
        _state.label("state"),
        _reason.label("reason"),
        _is_open.label("is_open"),
        func.sum(distinct(_bit)).label("bits"),
    )
    .where(~_is_archived)
    .group_by(url.c.id)
    .order_by(url.c.url)
)
_named = (
    select(url.c.article_id.label("key"), func.sum(distinct(_bit)).label("bits"))
    .join_from(url, found, found.c.url_id == url.c.id)
    .join(source, source.c.id == found.c.source_id)
    .where(url.c.article_id.is_not(None), _is_current)
    .group_by(url.c.article_id)
    .subquery()
)
_bits: ColumnElement[int] = func.coalesce(_named.c.bits, 0)
_PUBLISHED: Select[Any] = (
    select(article.c.url, _bits.label("bits"))
    .outerjoin(_named, _named.c.key == article.c.id)
    .where(IS_PUBLISHED)
)
_PUBLISHED_BY_BITS = _PUBLISHED.with_only_columns(
    _bits.label("bits"), func.count().label("many")
).group_by(_bits)


class Names:
    """Answers about one state of a ledger, in bounded memory.

    `whole` tells of each inventory in which run it was last begun to be read as a whole; 0: never.
    """

    def __init__(self, connection: Connection, whole: Mapping[str, int]) -> None:
        self._connection = connection
        self._whole = whole

    def by_standing(self) -> list[tuple[str, int, int]]:
        """Standing (of an open name its state), bits, and how many names there are of these."""
        return [(row.standing, row.bits, row.many) for row in self._execute(_BY_STANDING)]

    def articles_by_bits(self) -> dict[int, int]:
        """How many articles of the archive each set of kinds names, under whatever address."""
        return {row.bits: row.many for row in self._execute(_PUBLISHED_BY_BITS)}

    def articles(self, *bits: int) -> Iterator[Row[Any]]:
        """`url` and `bits` of the articles of the archive that these sets of kinds name, by URL."""
        yield from self._execute(_PUBLISHED.where(_bits.in_(bits)).order_by(article.c.url))

    def by_source(self) -> Iterator[Row[Any]]:
        """`kind`, `url`, `named`, `archived` and `open` of every source, by kind and URL."""
        yield from self._execute(_BY_SOURCE)

    def missing(self) -> Iterator[Row[Any]]:
        """Every name that is not in the archive, by URL.

        `url`, `location` that it redirects to, `status` of the article that it led to, `state` and
        `reason` of the address or of what it redirects to, `is_open`, `bits`.
        """
        yield from self._execute(_MISSING)

    def _execute(self, statement: Executable) -> Result[Any]:
        streamed = statement.execution_options(yield_per=_ROWS_AT_A_TIME)
        return self._connection.execute(streamed, dict(self._whole))
