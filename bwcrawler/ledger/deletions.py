"""Which articles are gone: live → missing → gone, and back to live whenever one is read again.

Missing is an article that is not at its address: 404 or 410 there or at its short link, or the
address leads elsewhere. Gone is a missing one that is asked for again 24 hours later, is still not
there, and is not named by an inventory that has been read as a whole. A magazine deletes little;
if many articles disappear at once, the site is broken or has moved, and a human must say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, bindparam, cast, exists, func, literal, select, update

from bwcrawler.ledger import inventories
from bwcrawler.ledger.observations import observe
from bwcrawler.ledger.schema import State, Status, article, found, source, url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from bwcrawler.ledger.addresses import Writing

MASS_DELETION = "mass_deletion"
"""Reason for which a crawl ends that finds too many articles missing."""

_SHARE = 0.01
"""Share of all articles that may disappear at once."""

_BETWEEN = timedelta(hours=24)
"""Time between the two checks: longer than an update of WordPress or a night's repair."""

_at = url.alias("at")
_short = url.alias("short")
_shortlink = bindparam("root", type_=String) + literal("?p=") + cast(article.c.post_id, String)
_is_named = exists().where(
    url.c.article_id == article.c.id,
    found.c.url_id == url.c.id,
    found.c.last_run >= bindparam("begun"),
)
_ABSENT = (
    select(
        article.c.id,
        article.c.post_id,
        article.c.url,
        article.c.status,
        article.c.revision,
        article.c.missing_since,
        article.c.gone_since,
        _at.c.state,
        _at.c.last_run,
        _at.c.last_checked,
        _short.c.state.label("short_state"),
        _short.c.last_run.label("short_last_run"),
        _short.c.last_checked.label("short_last_checked"),
        _is_named.label("is_named"),
    )
    .join(_at, _at.c.url == article.c.url)
    .outerjoin(_short, _short.c.url == _shortlink)
    .where(
        article.c.last_run < bindparam("begun"),
        article.c.status.in_([Status.LIVE, Status.MISSING]),
    )
    .order_by(article.c.id)
)
_was_named = exists().where(
    url.c.article_id == article.c.id,
    found.c.url_id == url.c.id,
    found.c.source_id == source.c.id,
    source.c.kind == bindparam("kind"),
    found.c.last_run >= bindparam("whole_run"),
)
_VANISHED = select(article.c.id).where(
    article.c.status == Status.LIVE,
    article.c.last_run < bindparam("begun"),
    _was_named,
    ~_is_named,
)
_COUNT = (
    select(func.count())
    .select_from(article)
    .where(article.c.status.in_([Status.LIVE, Status.MISSING]))
)
_MARK = (
    update(article)
    .where(article.c.id == bindparam("key"))
    .values(
        status=bindparam("to"), missing_since=bindparam("since"), gone_since=bindparam("not_there")
    )
)


class MassDeletion(Exception):
    """Too many articles have disappeared at once; one sentence says how many and what to do."""

    def __init__(self, many: int, what: str) -> None:
        super().__init__(
            f"{many} articles {what}, more than a magazine deletes at once: nothing is marked. "
            "Look at the site; if they are meant to be gone, crawl with deletions=accept."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """For whom deletions are looked for."""

    begun: int
    """Run that began it."""
    host: str
    accept: bool
    """True where a human has said that many articles may disappear."""

    @property
    def root(self) -> str:
        """Canonical URL of the home page."""
        return f"https://{self.host}/"


def doubtful(connection: Connection, crawl: Crawl, *, everything: bool) -> Iterator[str]:
    """Addresses to ask for, of articles that may not be there any more.

    Those that are missing already, those whose address did not answer or leads elsewhere, and
    those that an inventory has ceased to name; with `everything`, all that the crawl has not read.
    The short link is asked for where the post id is known: it finds an article that was renamed,
    and never leads to a similar one. Raises `MassDeletion`.
    """
    vanished = _vanished(connection, crawl)
    _guard(connection, crawl, len(vanished), "are not named by any source any more")
    for row in _absent(connection, crawl):
        is_lost = row.status == Status.MISSING or row.id in vanished
        is_elsewhere = _is_now(row.state, row.last_run, crawl, State.GONE, State.REDIRECTED)
        if everything or is_lost or is_elsewhere:
            yield row.url if row.post_id is None else f"{crawl.root}?p={row.post_id}"


def settle(writing: Writing, crawl: Crawl) -> None:
    """Mark the articles that this crawl has not found as missing or gone. Raises `MassDeletion`."""
    complete = (inventories.whole if crawl.accept else inventories.trusted)(
        writing.connection, crawl.begun
    )
    missing, gone, waiting = [], [], []
    for row in _absent(writing.connection, crawl):
        checked = _not_there(row, crawl)
        leads_elsewhere = _is_now(row.state, row.last_run, crawl, State.REDIRECTED)
        if row.status == Status.LIVE and (checked or leads_elsewhere):
            missing.append(_mark(row, Status.MISSING, checked or row.last_checked, checked))
        elif checked and not row.gone_since:
            waiting.append(_mark(row, Status.MISSING, row.missing_since, checked))
        elif checked and complete and not row.is_named and _is_confirmed(row, checked):
            gone.append(_mark(row, Status.GONE, row.missing_since, row.gone_since))
    _guard(writing.connection, crawl, len(missing), "are not at their addresses")
    _guard(writing.connection, crawl, len(gone), "are gone")
    if marks := [*missing, *waiting, *gone]:
        writing.connection.execute(_MARK, marks)
    for mark in gone:
        observe(writing, mark["key"], mark["revision"], Status.GONE)


def _absent(connection: Connection, crawl: Crawl) -> list[Row[Any]]:
    """Articles that are not known to be gone and that the crawl has not read."""
    values = {"begun": crawl.begun, "root": crawl.root}
    return list(connection.execute(_ABSENT, values))


def _vanished(connection: Connection, crawl: Crawl) -> set[int]:
    """Articles that an inventory named when it was read last, and that no source names now."""
    trusted = inventories.trusted(connection, crawl.begun)
    found: set[int] = set()
    for kind in inventories.whole(connection, crawl.begun):
        if kind in trusted or crawl.accept or not _is_contradicted(connection, crawl):
            before = inventories.mark_of(connection, kind).whole_run
            values = {"begun": crawl.begun, "kind": kind, "whole_run": before}
            found |= set(connection.scalars(_VANISHED, values))
    return found


def _is_contradicted(connection: Connection, crawl: Crawl) -> bool:
    """True where the REST API knows of as many posts as ever, whatever a sitemap has lost."""
    here: int = connection.execute(_COUNT).scalar_one()
    return inventories.total(connection, crawl.begun) >= here - inventories.FEW


def _guard(connection: Connection, crawl: Crawl, many: int, what: str) -> None:
    here: int = connection.execute(_COUNT).scalar_one()
    if not crawl.accept and many > max(_SHARE * here, inventories.FEW):
        raise MassDeletion(many, what)


def _not_there(row: Row[Any], crawl: Crawl) -> str:
    """When the crawl was told that an article is not there; empty where it was not."""
    if _is_now(row.short_state, row.short_last_run, crawl, State.GONE):
        return str(row.short_last_checked)
    is_gone = _is_now(row.state, row.last_run, crawl, State.GONE)
    return str(row.last_checked) if is_gone else ""


def _is_now(state: str | None, last_run: int | None, crawl: Crawl, *states: State) -> bool:
    """True where an address has come to one of these states in the crawl."""
    return last_run is not None and last_run >= crawl.begun and state in states


def _is_confirmed(row: Row[Any], checked: str) -> bool:
    return datetime.fromisoformat(checked) - datetime.fromisoformat(row.gone_since) >= _BETWEEN


def _mark(row: Row[Any], to: Status, since: str, not_there: str) -> dict[str, Any]:
    return {
        "key": row.id,
        "revision": row.revision,
        "to": to,
        "since": since,
        "not_there": not_there,
    }
