"""What robots.txt last said, for when it does not answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from bwcrawler.ledger.schema import robots, upsert

if TYPE_CHECKING:
    from sqlalchemy import Connection

_KEEP = upsert(robots)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=[robots.c.url],
    set_={column.name: _KEEP.excluded[column.name] for column in robots.c if column.name != "url"},
)
_LAST = select(robots).where(robots.c.url == bindparam("address"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsAnswer:
    """An answer that holds: rules, or that there are none."""

    url: str
    fetched: str
    """UTC instant."""
    status: int
    """HTTP status: 2xx, or one that says that there is no such file."""
    body: bytes = b""
    """The part that is read; empty where there is no such file."""
    crawl_delay: float = 0.0
    """Seconds that it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFacts:
    """The robots.txt that a run obeyed."""

    url: str
    """Where it lies."""
    fetched: str
    """When it answered, a UTC instant."""
    status: int
    """HTTP status of that answer."""
    sha256: str
    """Of the part that is read."""
    crawl_delay: float
    """Seconds between two requests that it asks for; 0 where it asks for none."""
    from_ledger: bool
    """True where it did not answer in this run, and what an earlier one had been told held."""
    text: str
    """What it said, as far as it is read; bytes that are no UTF-8 as U+FFFD."""


def keep(connection: Connection, run: int, answer: RobotsAnswer) -> None:
    """Write down an answer that a run has got."""
    row = {name: getattr(answer, name) for name in RobotsAnswer.__slots__}
    connection.execute(_KEEP, row | {"run": run, "last_run": run})


def last(connection: Connection, url: str) -> RobotsAnswer | None:
    """The last answer of the robots.txt at `url`; `None` where there is none."""
    row = connection.execute(_LAST, {"address": url}).one_or_none()
    if row is None:
        return None
    return RobotsAnswer(**{name: getattr(row, name) for name in RobotsAnswer.__slots__})


def obey(connection: Connection, run: int, url: str) -> None:
    """Write down that a run obeys the last answer, although it did not get it itself."""
    connection.execute(update(robots).where(robots.c.url == url).values(last_run=run))


def of_run(connection: Connection, run: int) -> list[RobotsFacts]:
    """The robots.txt that a run obeyed, as long as no later one has obeyed it."""
    rows = connection.execute(select(robots).where(robots.c.last_run == run))
    return [
        RobotsFacts(
            url=row.url,
            fetched=row.fetched,
            status=row.status,
            sha256=hashlib.sha256(row.body).hexdigest(),
            crawl_delay=row.crawl_delay,
            from_ledger=row.run != run,
            text=row.body.decode("utf-8", "replace"),
        )
        for row in rows
    ]
