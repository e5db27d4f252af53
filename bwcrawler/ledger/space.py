"""Whether the disk has room for an archive, and whether an error says that it has not."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

from bwcrawler.ledger.ledger import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

NO_SPACE = "no_space"
"""Reason for which a crawl ends when the disk is full."""

_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SQLITE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
"""What SQLite calls a disk that is full, and a quota or a limit on the size of files."""


class NoSpaceError(LedgerError):
    """Too little room to begin, or to go on."""

    reason = NO_SPACE


def check_space(folder: Path, floor: int) -> None:
    """Raise `NoSpaceError` where less than `floor` bytes are free in an existing folder."""
    free = shutil.disk_usage(folder).free
    if free < floor:
        raise NoSpaceError(
            f"{folder} has {free / 1e6:,.0f} MB left, and {floor / 1e6:,.0f} MB are wanted: make "
            "room, give another OUTPUT_DIR, or lower MINIMUM_FREE_BYTES."
        )


def check_room(ledger: Path) -> None:
    """Raise `NoSpaceError` where what the ledger holds could not be published any more.

    The published files take about as much as the ledger, and the old ones stay until the new ones
    are written.
    """
    files = (ledger, ledger.with_name(f"{ledger.name}-wal"))
    wanted = sum(file.stat().st_size for file in files if file.exists())
    free = shutil.disk_usage(ledger.parent).free
    if free < wanted:
        raise NoSpaceError(
            f"{ledger.parent} has {free / 1e6:,.1f} MB left, and to publish takes "
            f"{wanted / 1e6:,.1f} MB: make room, and start the crawl again."
        )


def is_no_space(error: BaseException) -> bool:
    """True for an error of the system or of SQLite that a full disk causes, or ours before that."""
    if isinstance(error, NoSpaceError):
        return True
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", "")
    return name in _SQLITE or (isinstance(cause, OSError) and cause.errno in _ERRNOS)
