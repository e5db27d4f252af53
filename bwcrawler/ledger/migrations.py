"""How a ledger that an earlier version of bwcrawler wrote becomes one of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from bwcrawler.ledger.readable import create_tables
from bwcrawler.ledger.schema import VERSION, meta

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEPS: dict[int, tuple[str, ...]] = {2: ()}
"""By version: the SQL statements that change its tables and rows into those of the next one.

New tables and new indexes need none. A new column of an old table needs an `ALTER TABLE … ADD
COLUMN`, with a default where it is not to be null.
"""

OLDEST, NEWEST = min(STEPS), int(VERSION)


def objection(version: str) -> str:
    """Why a ledger of this version is of no use here; empty for this one and those before it."""
    if version.isdecimal() and OLDEST <= int(version) <= NEWEST:
        return ""
    return (
        f"is of version {version}, and this bwcrawler knows versions {OLDEST} to {NEWEST}: "
        "use the bwcrawler that wrote it, or give another OUTPUT_DIR."
    )


def migrate(connection: Connection, version: str) -> None:
    """Make the ledger one of this version, in the transaction that the caller has begun."""
    for step in range(int(version), NEWEST):
        for statement in STEPS[step]:
            connection.exec_driver_sql(statement)
    create_tables(connection)
    connection.execute(update(meta).where(meta.c.key == "schema_version").values(value=VERSION))
