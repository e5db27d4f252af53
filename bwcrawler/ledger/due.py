"""Which articles a crawl has to read again: what any source tells is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, exists, or_, select

from bwcrawler.ledger.schema import State, Status, article, found, source, url
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_UNREAD = (State.FOUND, State.ERROR, State.SUSPECT)
_named = exists().where(found.c.url_id == url.c.id)
_named_now = exists().where(found.c.url_id == url.c.id, found.c.last_run >= bindparam("begun"))
_changed = exists().where(found.c.url_id == url.c.id, found.c.modified != found.c.covered)
_gone = exists().where(article.c.id == url.c.article_id, article.c.status == Status.GONE)
_DUE = (
    select(url.c.url)
    .where(
        url.c.kind.in_([Kind.ARTICLE, Kind.SHORTLINK]),
        or_(url.c.last_run.is_(None), url.c.last_run < bindparam("begun")),
        or_(and_(url.c.state.in_(_UNREAD), _named), _changed, and_(_gone, _named_now)),
    )
    .order_by(url.c.id)
)
_OLDEST = (
    select(article.c.url)
    .join(url, url.c.url == article.c.url)
    .where(article.c.status == Status.LIVE, article.c.last_run < bindparam("begun"))
    .order_by(url.c.last_checked, article.c.id)
    .limit(bindparam("number"))
)
_LISTING = select(source.c.url).where(source.c.kind == "posts").order_by(source.c.last_run.desc())
_HEARD_OF = select(url.c.id).where(
    url.c.url == bindparam("address"), url.c.first_run < bindparam("begun")
)


def due(connection: Connection, begun: int) -> Iterator[str]:
    """Addresses of articles that a source names and that have not been read since they changed.

    New ones, those that could not be read, those that a source tells another time of modification
    of than at the last reading, and those known to be gone that are named again. `begun` is the run
    that began the crawl; what it has asked for already is left out.
    """
    yield from connection.scalars(_DUE, {"begun": begun})


def oldest(connection: Connection, begun: int, number: int) -> Iterator[str]:
    """Addresses of the live articles that have not been looked at for longest."""
    yield from connection.scalars(_OLDEST, {"begun": begun, "number": number})


def listing_of_posts(connection: Connection) -> str | None:
    """Address of the listing of all posts, if a crawl has met one."""
    return connection.scalars(_LISTING).first()


def is_news(connection: Connection, begun: int, address: str) -> bool:
    """True for an address that was not heard of before the crawl."""
    values = {"begun": begun, "address": address}
    return connection.execute(_HEARD_OF, values).first() is None
