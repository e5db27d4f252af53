"""The ledger of one edition: every page that is recorded is one transaction in one file.

The transaction holds all that the page tells: its content, the addresses it is known by, the
addresses it names, and that this address is settled. What a crash loses it loses together, and the
page is simply fetched again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Self

from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.editions import EDITIONS
from bwcrawler.ledger import engine, migrations, pages, readable, runs, schema
from bwcrawler.ledger.addresses import Writing
from bwcrawler.ledger.captures import Captures
from bwcrawler.ledger.queue import Queue
from bwcrawler.ledger.runs import RunFacts
from bwcrawler.ledger.schema import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.ledger.articles import Outcome
    from bwcrawler.ledger.pages import Item
    from bwcrawler.ledger.queue import Entry


__all__ = ["LEDGER", "Ledger", "LedgerError", "RunFacts"]

LEDGER = "ledger.sqlite"
"""Name of the ledger in the folder of its edition."""


class LedgerError(Exception):
    """A ledger that cannot be used, in one sentence that says why and what to do."""

    reason: ClassVar[str] = "damaged"
    """Reason of the end of a crawl that needs it."""


class Ledger:
    """One open ledger; nothing else may write to its file meanwhile."""

    def __init__(self, connection: Connection, edition: str) -> None:
        self.connection = connection
        self.edition = edition
        self.queue = Queue(connection, "")
        """The requests of the crawl that the run begun last is a part of."""
        self.captures = Captures(connection)
        """What the run has put into WARC files."""
        self._host = EDITIONS[edition].host

    @classmethod
    def open(cls, path: Path, edition: str) -> Self:
        """Open the ledger at `path`; make it where there is none, migrate it where it is older.

        Raises `LedgerError` where the file is no ledger, or one of a newer version.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = engine.engine_of(path).connect()
        except (OSError, SQLAlchemyError) as error:
            raise LedgerError(f"{path} cannot be opened: {engine.cause_of(error)}.") from error
        try:
            _check(connection, path, edition)
        except BaseException:
            connection.close()
            raise
        return cls(connection, edition)

    def close(self) -> None:
        """Close the file; a ledger is closed once."""
        self.connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger throughout."""
        if self.connection.in_transaction():
            yield self.connection
            return
        with self.connection.begin():
            yield self.connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that first of all writes what waits in memory."""
        with self.connection.begin():
            self.queue.write()
            self.captures.write()
            yield self.connection
        self.queue.committed()
        self.captures.committed()

    def begin_run(self, facts: RunFacts, started: str) -> int:
        """Start a run at this UTC instant; gives its number, which `record` takes."""
        with self.connection.begin():
            run = runs.begin(self.connection, facts, started)
            self.queue = Queue(self.connection, facts.crawl)
            if run.number == run.begun:
                self.queue.clear()
            else:
                self.queue.resume()
        return run.number

    @contextmanager
    def aborting(self, run: int, noticed: str) -> Iterator[list[int]]:
        """Numbers of the runs before this one that were killed, for they have no end.

        A transaction; with it they end as aborted ones, some time before this UTC instant.
        """
        with self.connection.begin():
            yield runs.abort(self.connection, run, noticed)

    @contextmanager
    def ending(self, run: int, reason: str, ended: str) -> Iterator[Connection]:
        """A transaction at the end of a run; with it the run ends at this UTC instant, or not.

        What is published in it stands before it is known that the run has ended: a run that is
        killed meanwhile is an aborted one, and the next run publishes again.
        """
        with self.writing() as connection:
            is_complete = not self.queue.count(Progress.TODO, Progress.DOING)
            runs.end(connection, run, reason, ended, complete=is_complete)
            yield connection
            if is_complete:
                self.queue.clear()

    def record(self, item: Item, run: int) -> Outcome:
        """Keep everything that one page says, in one transaction."""
        with self.writing() as connection:
            crawl = self.queue.crawl
            outcome = pages.record(
                Writing(connection=connection, host=self._host, run=run, crawl=crawl), item
            )
        self.queue.settled(item.url)
        return outcome

    def next_requests(self, number: int) -> list[Entry]:
        """The requests that are to be done next; from now on they are being done."""
        with self.writing():
            return self.queue.take(number)


def _check(connection: Connection, path: Path, edition: str) -> None:
    """Make the tables of a new file; make sure of what an old one is, and migrate it."""
    try:
        with connection.begin():
            if not inspect(connection).has_table(schema.meta.name):
                readable.create_tables(connection)
                new = {"schema_version": schema.VERSION, "edition": edition}
                rows = [{"key": key, "value": value} for key, value in new.items()]
                connection.execute(insert(schema.meta), rows)
            stored = {row.key: row.value for row in connection.execute(select(schema.meta))}
            version = stored.get("schema_version", "")
            if said := _objection(connection, version, stored.get("edition", ""), edition):
                raise LedgerError(f"{path} {said}")
            if version != schema.VERSION:
                migrations.migrate(connection, version)
    except SQLAlchemyError as error:
        raise LedgerError(
            f"{path} cannot be used as a ledger: {engine.cause_of(error)}."
        ) from error


def _objection(connection: Connection, version: str, stored: str, edition: str) -> str:
    """Why a crawl of `edition` cannot use a ledger; empty where it can."""
    if said := migrations.objection(version):
        return said
    if stored != edition:
        return (
            f"is the ledger of the edition {stored!r}, not of {edition!r}: give another OUTPUT_DIR."
        )
    if broken := engine.broken_pages(connection):
        return (
            f"is damaged: {broken[0]}. Put a copy of it in its place, or crawl anew into another "
            "OUTPUT_DIR."
        )
    return ""
