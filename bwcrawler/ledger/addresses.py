"""Addresses in the ledger: where each stands, which article it leads to, and who names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from bwcrawler.ledger import queue
from bwcrawler.ledger.schema import NOWHERE, State, article, found, source, upsert, url
from bwcrawler.urls import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bwcrawler.items import InventoryEntry, ListingEntry

_NO_PAGES = frozenset({Kind.UPLOAD, Kind.SEARCH, Kind.ROBOTS, Kind.OTHER})
"""Kinds that no crawl ever asks for as a page, so that the ledger does not keep them."""

_new = upsert(url).values(
    url=bindparam("url"),
    kind=bindparam("kind"),
    state=bindparam("state"),
    reason=bindparam("reason"),
    attempts=bindparam("attempts"),
    last_status=bindparam("last_status"),
    last_checked=bindparam("last_checked"),
    location=bindparam("location"),
    article_id=bindparam("article_id"),
    first_run=bindparam("run"),
    last_run=bindparam("run"),
)
_SETTLE = _new.on_conflict_do_update(
    index_elements=[url.c.url],
    set_={
        "state": _new.excluded.state,
        "reason": _new.excluded.reason,
        "attempts": url.c.attempts + 1,
        "last_status": _new.excluded.last_status,
        "last_checked": _new.excluded.last_checked,
        "location": _new.excluded.location,
        "article_id": func.coalesce(_new.excluded.article_id, url.c.article_id),
        "last_run": _new.excluded.last_run,
    },
)
_COVER = (
    update(found)
    .where(
        found.c.url_id
        == select(url.c.id).where(url.c.url == bindparam("address")).scalar_subquery()
    )
    .values(covered=found.c.modified)
)
_FIND = (
    upsert(url)
    .values(
        url=bindparam("url"),
        kind=bindparam("kind"),
        state=literal_column(f"'{State.FOUND}'"),
        reason=literal_column("''"),
        attempts=literal_column("0"),
        last_status=literal_column("0"),
        last_checked=literal_column("''"),
        location=literal_column("''"),
        article_id=bindparam("article_id"),
        first_run=bindparam("run"),
    )
    .on_conflict_do_nothing(index_elements=[url.c.url])
)

_ARTICLE_AT = select(url.c.article_id).where(url.c.url == bindparam("url"))
_ARTICLE_OF_POST = select(article.c.id).where(article.c.post_id == bindparam("post_id"))
# Looked up by these two, not by the missing article: most addresses lead to none.
_orphans = union_all(
    select(url.c.id).where(url.c.url == bindparam("shortlink")),
    select(url.c.id).where(url.c.location == bindparam("address"), url.c.location != NOWHERE),
)
_ADOPT = (
    update(url)
    .where(url.c.id.in_(_orphans), url.c.article_id.is_(None))
    .values(article_id=bindparam("article"))
)

_new_source = upsert(source).values(
    url=bindparam("url"),
    kind=bindparam("kind"),
    total=bindparam("total"),
    last_run=bindparam("run"),
)
_SOURCE = _new_source.on_conflict_do_update(
    index_elements=[source.c.url],
    set_={
        "kind": _new_source.excluded.kind,
        "total": func.coalesce(_new_source.excluded.total, source.c.total),
        "last_run": _new_source.excluded.last_run,
    },
).returning(source.c.id)

_DOUBT = timedelta(hours=48)
"""A page read within this time after it was changed may have come from a cache."""

# What a source tells of a page for the first time is no news if the page was read well after, or if
# another source had told the same before it was read.
_other = found.alias("other")
_is_covered = and_(
    url.c.state != State.FOUND,
    url.c.state != State.ERROR,
    or_(
        url.c.last_checked >= bindparam("certain"),
        exists().where(_other.c.url_id == url.c.id, _other.c.covered == bindparam("modified")),
    ),
)
_new_name = upsert(found).from_select(
    ["url_id", "source_id", "modified", "covered", "last_run"],
    select(
        url.c.id,
        bindparam("source_id"),
        bindparam("modified"),
        case((_is_covered, bindparam("modified")), else_=literal("")),
        bindparam("run"),
    ).where(url.c.url == bindparam("url")),
)
_NAME = _new_name.on_conflict_do_update(
    index_elements=[found.c.url_id, found.c.source_id],
    set_={"modified": _new_name.excluded.modified, "last_run": _new_name.excluded.last_run},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The transaction of one page: where it writes, for which host, in which run of which crawl."""

    connection: Connection
    host: str
    run: int
    crawl: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of an address that was asked for."""

    state: State
    checked: str
    """UTC instant."""
    status: int = 200
    reason: str = ""
    location: str = ""
    article_id: int | None = None
    """The article it leads to now; null leaves it with the one it led to before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whatever names pages: a listing, a sitemap, a feed, the REST API."""

    url: str
    """Canonical URL of its first page: articles move from page to page as others are added."""
    kind: str
    total: int | None = None
    """Posts that it says there are."""


def settle(writing: Writing, address: str, standing: Standing) -> None:
    """Write down where `address` stands; its request is done."""
    values = {
        "url": address,
        "kind": kind(address),
        "state": standing.state,
        "reason": standing.reason,
        "attempts": 1,
        "last_status": standing.status,
        "last_checked": standing.checked,
        "location": standing.location,
        "article_id": standing.article_id,
        "run": writing.run,
    }
    writing.connection.execute(_SETTLE, values)
    if standing.state is not State.ERROR:
        writing.connection.execute(_COVER, {"address": address})
    writing.connection.execute(queue.END, {"of_crawl": writing.crawl, "address": address})


def find(writing: Writing, addresses: Iterable[str]) -> int:
    """Write down the pages of the host among `addresses`; gives how many were not known."""
    root = f"https://{writing.host}/"
    rows = [
        {
            "url": address,
            "kind": what,
            "article_id": _article_of_shortlink(writing, address, what),
            "run": writing.run,
        }
        for address in dict.fromkeys(addresses)
        if address.startswith(root) and (what := kind(address)) not in _NO_PAGES
    ]
    return writing.connection.execute(_FIND, rows).rowcount if rows else 0


def name(writing: Writing, by: Source, entries: Iterable[ListingEntry | InventoryEntry]) -> None:
    """Write down that a source answered and names these pages, which have been found already."""
    values = {"url": by.url, "kind": by.kind, "total": by.total, "run": writing.run}
    source_id = writing.connection.execute(_SOURCE, values).scalar_one()
    modified = {entry.url: in_utc(getattr(entry, "modified", "")) for entry in entries}
    rows = [
        {
            "url": address,
            "source_id": source_id,
            "modified": moment,
            "certain": in_utc(moment, _DOUBT),
            "run": writing.run,
        }
        for address, moment in modified.items()
    ]
    if rows:
        writing.connection.execute(_NAME, rows)


def article_at(writing: Writing, address: str) -> int | None:
    """Id of the article that `address` leads to, if it is known to lead to one."""
    return writing.connection.execute(_ARTICLE_AT, {"url": address}).scalar()


def adopt(writing: Writing, address: str, article_id: int, post_id: int | None) -> None:
    """Let the short link of a post, and what redirects to `address`, lead to the article too."""
    shortlink = f"https://{writing.host}/?p={post_id}"
    values = {"shortlink": shortlink, "address": address, "article": article_id}
    writing.connection.execute(_ADOPT, values)


def in_utc(moment: str, later: timedelta = timedelta(0)) -> str:
    """An instant in UTC to the second, so that instants compare as strings; a day at its start."""
    if not moment:
        return ""
    instant = datetime.fromisoformat(moment)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    try:
        return (instant.astimezone(UTC) + later).isoformat(timespec="seconds")
    except OverflowError:
        return moment


def _article_of_shortlink(writing: Writing, address: str, what: Kind) -> int | None:
    if what is not Kind.SHORTLINK:
        return None
    post_id = int(parse_qs(urlsplit(address).query)["p"][0])
    return writing.connection.execute(_ARTICLE_OF_POST, {"post_id": post_id}).scalar()
