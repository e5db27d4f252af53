"""How the file of a ledger is opened and checked: the pragmas and transactions of SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, create_engine, event

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def engine_of(path: Path) -> Engine:
    """An engine on the SQLite file at `path`, which is made when the first connection is."""
    address = URL.create("sqlite", database=str(path))
    # An error must not carry a whole article into the log.
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def reader_of(path: Path) -> Engine:
    """An engine that reads the SQLite file at `path`, takes no lock, and makes no file."""
    where = f"file:{quote(str(path.absolute()))}"
    address = URL.create("sqlite", database=where, query={"mode": "ro", "uri": "true"})
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _leave_alone)
    event.listen(engine, "begin", _begin_reading)
    return engine


def broken_pages(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its file in a fraction of a second."""
    return _found(connection, "quick_check(1)")


def faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its file: broken pages and indexes, keys that lead nowhere."""
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check")
    dangling = {f"a row of {table} names a missing {parent}" for table, _, parent, _ in lost}
    return _found(connection, "integrity_check") + sorted(dangling)


def _found(connection: Connection, check: str) -> list[str]:
    """What a check of SQLite's says, each fault on one line."""
    found = [" ".join(row[0].split()) for row in connection.exec_driver_sql(f"PRAGMA {check}")]
    return [fault for fault in found if fault != "ok"]


def cause_of(error: Exception) -> str:
    """What the database or the system said, without SQLAlchemy's wrapping, for a sentence."""
    return str(getattr(error, "orig", None) or error)


def _leave_alone(connection: Any, _record: object) -> None:
    # The driver must leave transactions alone: by itself it begins none before a SELECT.
    connection.isolation_level = None


def _set_up(connection: Any, record: object) -> None:
    _leave_alone(connection, record)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that took the write lock only at its first INSERT could fail half-way.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
