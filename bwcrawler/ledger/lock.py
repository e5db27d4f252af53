"""One writer for each folder of an archive."""

from __future__ import annotations

import fcntl
import os
import socket
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

import msgspec

from bwcrawler.ledger.ledger import LedgerError

if TYPE_CHECKING:
    from pathlib import Path


class ArchiveLockedError(LedgerError):
    """Another process writes to the folder."""

    reason = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock."""

    pid: int
    host: str
    since: str
    """UTC instant."""


class Lock:
    """A lock that its holder cannot leave behind: the system frees it when the process ends.

    It is `flock` on the file `lock`, which stays where it is and tells of the last holder. Nobody
    has to take it to read.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: Path, since: str) -> Self:
        """Lock a folder; raises `ArchiveLockedError`, which names the holder, and `OSError`."""
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            holder = Holder(pid=os.getpid(), host=socket.gethostname(), since=since)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, msgspec.json.encode(asdict(holder)) + b"\n", 0)
        except BlockingIOError:
            text = os.pread(descriptor, 4096, 0)
            os.close(descriptor)
            raise ArchiveLockedError(_sentence(folder, text)) from None
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor)

    def free(self) -> None:
        """Let others have it; a lock is freed once."""
        os.close(self._descriptor)


def _sentence(folder: Path, text: bytes) -> str:
    try:
        holder = msgspec.json.decode(text, type=Holder)
    except msgspec.DecodeError:  # the holder has not come to write yet
        return f"{folder} is in use by another process: wait until it has ended."
    return (
        f"{folder} is in use by process {holder.pid} on {holder.host} since {holder.since}: "
        "wait until it has ended, or give another OUTPUT_DIR."
    )
