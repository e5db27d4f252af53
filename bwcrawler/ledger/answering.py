"""How far the sources of a site have been read, and which of them answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from bwcrawler.ledger import inventories
from bwcrawler.ledger.names import KINDS
from bwcrawler.ledger.schema import Progress, State, answer, queue, run, source, url
from bwcrawler.ledger.survey import FAILED

if TYPE_CHECKING:
    from sqlalchemy import Connection

_is_done, _has_failed = url.c.state == State.DONE, url.c.state.in_(FAILED)
_PAGES = (
    select(
        url.c.kind,
        func.count().filter(_is_done).label("answered"),
        func.count().filter(_has_failed).label("failed"),
        func.coalesce(func.max(url.c.last_run).filter(_is_done), 0).label("last_answer"),
        func.coalesce(func.max(url.c.last_run).filter(_has_failed), 0).label("last_failure"),
    )
    .where(url.c.kind.in_(KINDS))
    .group_by(url.c.kind)
)
_TOTAL = select(func.max(source.c.total)).where(source.c.kind == "rest")
_LAST_ASKED = (
    select(run.c.begun)
    .join(answer, answer.c.run == run.c.id)
    .where(answer.c.kind == bindparam("kind"))
    .order_by(run.c.id.desc())
    .limit(1)
)
_PENDING = select(func.count()).where(queue.c.state != Progress.DONE)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages or files of one kind of source."""

    answered: int = 0
    """Those that were read at their last request."""
    failed: int = 0
    """Those that could not be fetched or read then."""
    last_answer: int = 0
    """Run in which one was read last."""
    last_failure: int = 0
    """Run in which one failed last."""

    @property
    def answers(self) -> bool:
        """False where nobody asked, or where the last that was heard are failures alone."""
        return self.answered > 0 and self.last_answer >= self.last_failure


def pages(connection: Connection) -> dict[str, Pages]:
    """By kind of source."""
    return {kind: Pages(*numbers) for kind, *numbers in connection.execute(_PAGES)}


def last_whole(connection: Connection, kind: str) -> int:
    """The run that began the last crawl in which all of an inventory was read; 0: none did."""
    begun: int | None = connection.execute(_LAST_ASKED, {"kind": kind}).scalar()
    if begun and kind in inventories.whole(connection, begun):
        return begun
    return inventories.mark_of(connection, kind).whole_run


def total(connection: Connection) -> int | None:
    """Posts that the REST API said there are when it answered last; null if it never did."""
    return connection.execute(_TOTAL).scalar()


def pending(connection: Connection) -> int:
    """Requests of crawls that have not come to an end."""
    return connection.execute(_PENDING).scalar_one()
