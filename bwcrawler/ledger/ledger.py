"""The ledger of one edition: every page that is recorded is one transaction in one file.

The transaction holds all that the page tells: its content, the addresses it is known by, the
addresses it names, and that this address is settled. What a crash loses it loses together, and the
page is simply fetched again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.editions import EDITIONS
from bwcrawler.ledger import pages, runs, schema
from bwcrawler.ledger.addresses import Writing
from bwcrawler.ledger.runs import RunFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.ledger.articles import Outcome
    from bwcrawler.ledger.pages import Item


__all__ = ["Ledger", "LedgerError", "RunFacts"]


class LedgerError(Exception):
    """A ledger that cannot be used, in one sentence that says why and what to do."""


class Ledger:
    """One open ledger; nothing else may write to its file meanwhile."""

    def __init__(self, connection: Connection, edition: str) -> None:
        self.connection = connection
        self.edition = edition
        self._host = EDITIONS[edition].host

    @classmethod
    def open(cls, path: Path, edition: str) -> Self:
        """Open the ledger at `path`, and make it where there is none.

        Raises `LedgerError` where the file is no ledger, or one of another version.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = schema.engine_of(path).connect()
        except (OSError, SQLAlchemyError) as error:
            raise LedgerError(f"{path} cannot be opened: {schema.cause_of(error)}.") from error
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
        with self.connection.begin():
            yield self.connection

    def begin_run(self, facts: RunFacts, started: str) -> int:
        """Start a run at this UTC instant; gives its number, which `record` takes."""
        with self.connection.begin():
            return runs.begin(self.connection, facts, started)

    def end_run(self, run: int, reason: str, ended: str) -> None:
        """Write down that a run ended at this UTC instant, and why."""
        statement = update(schema.run).where(schema.run.c.id == run)
        with self.connection.begin():
            self.connection.execute(statement.values(ended=ended, reason=reason))

    def record(self, item: Item, run: int) -> Outcome:
        """Keep everything that one page says, in one transaction."""
        with self.connection.begin():
            writing = Writing(connection=self.connection, host=self._host, run=run)
            return pages.record(writing, item)


def _check(connection: Connection, path: Path, edition: str) -> None:
    """Make the tables of a new file; make sure of what an old one is."""
    expected = {"schema_version": schema.VERSION, "edition": edition}
    try:
        with connection.begin():
            if not inspect(connection).has_table(schema.meta.name):
                schema.metadata.create_all(connection)
                rows = [{"key": key, "value": value} for key, value in expected.items()]
                connection.execute(insert(schema.meta), rows)
            stored = {row.key: row.value for row in connection.execute(select(schema.meta))}
    except SQLAlchemyError as error:
        raise LedgerError(
            f"{path} cannot be used as a ledger: {schema.cause_of(error)}."
        ) from error
    if stored != expected:
        raise LedgerError(
            f"{path} holds {stored}, but {expected} is wanted: "
            "give another OUTPUT_DIR, or use the version of bwcrawler that wrote it."
        )
