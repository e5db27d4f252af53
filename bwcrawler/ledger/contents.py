"""What a ledger holds, in the order in which it is published. Nothing here writes.

Contents come one by one as `(JSON of the item, what the ledger knows about it)`, so that an
archive of any size is read in constant memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bwcrawler.ledger import inventories, schema
from bwcrawler.ledger.media import Shown
from bwcrawler.ledger.runs import same_crawl
from bwcrawler.ledger.schema import (
    IS_PRESENT,
    IS_PUBLISHED,
    State,
    article,
    found,
    page,
    revision,
    source,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row, Select

Content = tuple[bytes, dict[str, Any]]
"""JSON of an item, and the fields of it that the ledger sets."""

_ROWS_AT_A_TIME = 100

_first, _last, _changed = (schema.run.alias(name) for name in ("first", "last", "changed"))

_named_by = (
    select(func.aggregate_strings(source.c.url, "\n"))
    .join_from(url, found, found.c.url_id == url.c.id)
    .join(source, source.c.id == found.c.source_id)
    .where(url.c.article_id == article.c.id)
    .correlate(article)
    .scalar_subquery()
)
_LIVE = (
    select(
        revision.c.content,
        article.c.revision,
        _first.c.started.label("first_seen"),
        _last.c.started.label("last_seen"),
        _changed.c.started.label("last_changed"),
        _named_by.label("found_on"),
    )
    .join_from(article, revision, IS_PRESENT)
    .join(_first, _first.c.id == article.c.first_run)
    .join(_last, _last.c.id == article.c.last_run)
    .join(_changed, _changed.c.id == article.c.changed_run)
    .where(IS_PUBLISHED)
)
# Two statements, each in the order of an index: sorting one would sort the contents themselves.
_ARTICLES = (
    _LIVE.where(article.c.post_id.is_not(None)).order_by(article.c.post_id),
    _LIVE.where(article.c.post_id.is_(None)).order_by(article.c.url),
)
_PAGES = (
    select(
        page.c.content,
        page.c.url,
        _first.c.started.label("first_seen"),
        _last.c.started.label("last_seen"),
    )
    .join_from(page, url, url.c.url == page.c.url)
    .join(_first, _first.c.id == page.c.first_run)
    .join(_last, _last.c.id == page.c.last_run)
    .where(url.c.state.not_in([State.GONE, State.REDIRECTED]))
    .order_by(page.c.url)
)
_ARTICLES_BY_ACCOUNT = (
    select(article.c.posted_by, func.count()).where(IS_PUBLISHED).group_by(article.c.posted_by)
)


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a sitemap, a feed or the REST API said in a run."""

    url: str
    """Canonical, of its first page."""
    kind: str
    """What it is: `sitemap`, `feed` or `rest`."""
    total: int | None
    """Posts that it says there are; null where it does not say."""
    named: int
    """Pages that it named."""
    whole: bool = False
    """True where the crawl has read all files and pages of its kind of source."""


def articles(connection: Connection) -> Iterator[Content]:
    """Live articles by post id, then those without one by URL."""
    shown = Shown(connection)
    for statement in _ARTICLES:
        for row in _stream(connection, statement):
            known = {
                **shown.fields(row.content),
                "found_on": sorted(set(row.found_on.split("\n"))) if row.found_on else [],
                "revision": row.revision,
                "first_seen": row.first_seen,
                "last_seen": row.last_seen,
                "last_changed": row.last_changed,
            }
            yield row.content, known


def authors(connection: Connection) -> Iterator[Content]:
    """Authors by URL, with the number of live articles that their account posted."""
    posted = _count_by(connection, _ARTICLES_BY_ACCOUNT)
    for row in _pages(connection, "author"):
        yield row.content, {"articles": posted.get(row.url, 0), **_seen(row)}


def terms(connection: Connection, kind: str) -> Iterator[Content]:
    """Entries of the glossary (`glossary`) or editorial pages (`page`), by URL."""
    for row in _pages(connection, kind):
        yield row.content, _seen(row)


def listings(connection: Connection) -> Iterator[Content]:
    """Pages of listings by URL."""
    for row in _pages(connection, "listing"):
        yield row.content, {}


def run(connection: Connection, number: int) -> Row[Any]:
    """The row of a run."""
    return connection.execute(select(schema.run).where(schema.run.c.id == number)).one()


def outcomes(connection: Connection, number: int) -> dict[str, int]:
    """How many articles the crawl saw for the first time, saw changed, and saw unchanged.

    The crawl is that of run `number`, which may have gone on with what others had begun.
    """
    runs = same_crawl(number)
    is_new = article.c.first_run.in_(runs)
    has_changed = article.c.changed_run.in_(runs)
    statement = select(
        func.count().filter(is_new),
        func.count().filter(has_changed, ~is_new),
        func.count().filter(~has_changed),
    ).where(article.c.last_run.in_(runs))
    new, changed, unchanged = connection.execute(statement).one()
    return {"new": new, "changed": changed, "unchanged": unchanged}


def addresses_by(connection: Connection, column: str) -> dict[str, int]:
    """How many addresses there are of each `state` or `kind`."""
    return _count_by(connection, select(url.c[column], func.count()).group_by(url.c[column]))


def articles_by_status(connection: Connection) -> dict[str, int]:
    """How many articles are live, missing and merged."""
    return _count_by(connection, select(article.c.status, func.count()).group_by(article.c.status))


def articles_by_parser(connection: Connection) -> dict[str, int]:
    """How many revisions of live articles each version of the parser read."""
    statement = (
        select(revision.c.parser, func.count())
        .join(article, IS_PRESENT)
        .where(IS_PUBLISHED)
        .group_by(revision.c.parser)
    )
    return _count_by(connection, statement)


def sources(connection: Connection, number: int, kinds: list[str]) -> list[SourceAnswer]:
    """The sources of these kinds that answered in the crawl of run `number`, by URL."""
    runs = same_crawl(number)
    named = (
        select(func.count())
        .where(found.c.source_id == source.c.id, found.c.last_run.in_(runs))
        .correlate(source)
        .scalar_subquery()
    )
    statement = (
        select(source.c.url, source.c.kind, source.c.total, named)
        .where(source.c.last_run.in_(runs), source.c.kind.in_(kinds))
        .order_by(source.c.url)
    )
    begun: int = run(connection, number).begun
    whole = inventories.whole(connection, begun)
    return [SourceAnswer(*row, whole=row.kind in whole) for row in connection.execute(statement)]


def _pages(connection: Connection, kind: str) -> Iterator[Row[Any]]:
    return _stream(connection, _PAGES.where(page.c.kind == kind))


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(statement.execution_options(yield_per=_ROWS_AT_A_TIME))


def _seen(row: Row[Any]) -> dict[str, str]:
    return {"first_seen": row.first_seen, "last_seen": row.last_seen}


def _count_by(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    """From rows of a name and its number, by name."""
    return dict(sorted(map(tuple, connection.execute(statement))))
