"""`changes/<run>.jsonl`: what a run has changed, for those who follow an archive day by day.

A file tells what has changed since the last run that published, whatever was broken off or held
back in between: whoever applies every file in the order of their names misses nothing, and meets
nothing twice.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from bwcrawler.ledger.observations import Change, changes
from bwcrawler.publish.jsonl import LineFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

FOLDER = "changes"
FORMAT = LineFormat(Change)


def change_lines(connection: Connection, since: int, run: int) -> Iterator[bytes]:
    """What has changed after run `since`, one line for each article."""
    return (FORMAT.line(b"{}", asdict(change)) for change in changes(connection, since, run))
