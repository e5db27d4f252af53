"""Runs and crawls: a run is one process, a crawl is what a user asked for.

A crawl that is broken off goes on in the next run of the same spider with the same arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import bindparam, insert, select, update

from bwcrawler.ledger.schema import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

RUNNING = "running"
"""Reason of a run that has not ended."""

ABORTED = "aborted"
"""Reason of a run whose process was killed."""

_NARROWING = ("limit", "since", "until", "section", "tag", "url", "urls")

_LAST_OF_CRAWL = (
    select(run.c.begun, run.c.complete)
    .where(run.c.crawl == bindparam("crawl"))
    .order_by(run.c.id.desc())
    .limit(1)
)


@dataclass(slots=True, kw_only=True)
class RunFacts:
    """What a run was, as it was started."""

    spider: str
    """Its name."""
    command: str = ""
    """The command line, without the path of the program."""
    site: str = ""
    """Base URL that was crawled."""
    arguments: dict[str, str] = field(default_factory=dict)
    """Those of the spider."""
    settings: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    """Those that shape what is fetched and published, and how politely."""
    versions: dict[str, str] = field(default_factory=dict)
    """Of this program and its parser, of Python, Scrapy and lxml."""

    @property
    def crawl(self) -> str:
        """What was asked for: the spider and its arguments, in one order."""
        arguments = (f"{name}={value}" for name, value in sorted(self.arguments.items()))
        return " ".join([self.spider, *arguments])


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run that has begun."""

    number: int
    begun: int
    """Number of the run that began its crawl: its own, unless it goes on with an earlier one."""


def run_name(number: int) -> str:
    """`1` → `000001`: names sort as runs followed each other, whatever the clock said."""
    return f"{number:06d}"


def narrowing(arguments: Mapping[str, str]) -> list[str]:
    """Those with which a crawl asks for less than everything, as they were given: `limit=3`."""
    return [f"{name}={arguments[name]}" for name in _NARROWING if arguments.get(name)]


def begin(connection: Connection, facts: RunFacts, started: str) -> Begun:
    """Start a run at this UTC instant, as part of its crawl."""
    last = connection.execute(_LAST_OF_CRAWL, {"crawl": facts.crawl}).one_or_none()
    row = {
        "started": started,
        "ended": "",
        "reason": RUNNING,
        "facts": msgspec.json.encode(facts),
        "crawl": facts.crawl,
        "begun": 0,
        "complete": False,
    }
    number: int = connection.execute(insert(run).returning(run.c.id), row).scalar_one()
    begun = number if last is None or last.complete else last.begun
    connection.execute(update(run).where(run.c.id == number).values(begun=begun))
    return Begun(number=number, begun=begun)


def same_crawl(number: int) -> Select[tuple[int]]:
    """Numbers of all runs of the crawl that this run is a part of."""
    begun = select(run.c.begun).where(run.c.id == number).scalar_subquery()
    return select(run.c.id).where(run.c.begun == begun)


def end(connection: Connection, number: int, reason: str, ended: str, *, complete: bool) -> None:
    """Write down that a run ended at this UTC instant, why, and whether its crawl is complete."""
    statement = update(run).where(run.c.id == number)
    connection.execute(statement.values(ended=ended, reason=reason, complete=complete))


def abort(connection: Connection, number: int, noticed: str) -> list[int]:
    """Write down that the earlier runs without an end were killed some time before this instant."""
    statement = update(run).where(run.c.ended == "", run.c.id < number).returning(run.c.id)
    return sorted(connection.scalars(statement.values(ended=noticed, reason=ABORTED)))
