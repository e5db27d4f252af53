"""WARC files as they grow: each record is written whole or not at all, and no old file is opened.

A file is called `<name>.open` until it is finished. Whoever keeps account of its records says so
before that: what a crash leaves behind the last account is cut off by `recovery`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bwcrawler.disk import sync_folder
from bwcrawler.warc.exchange import Written
from bwcrawler.warc.files import OPEN
from bwcrawler.warc.records import Records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bwcrawler.warc.exchange import Exchange, Original


class WarcFile:
    """One new file; all its methods raise `OSError`."""

    def __init__(self, path: Path, fields: Mapping[str, str]) -> None:
        """Make the file at `path`, its name aside, with a `warcinfo` record of these fields.

        Raises `FileExistsError` where there is one.
        """
        self.path = path
        self.length = 0
        """Bytes so far."""
        self._unfinished = path.with_name(path.name + OPEN)
        self._records = Records()
        self._is_synced = False
        if path.exists():
            raise FileExistsError(path)
        self._file = self._unfinished.open("xb", buffering=0)
        try:
            self._append(self._records.warcinfo(path.name, fields))
            sync_folder(path.parent)
        except BaseException:
            self._file.close()
            self._unfinished.unlink()
            raise

    def write(self, exchange: Exchange, original: Original | None) -> Written:
        """Append the records of an exchange; where that fails, the file is as it was before."""
        members = self._records.members(exchange, original)
        start = self.length
        self._append(members.request + members.answer + members.metadata)
        return Written(
            file=self.path.name,
            offset=start + len(members.request),
            length=len(members.answer),
            end=self.length,
            record_id=members.record_id,
            digest=members.digest,
            is_revisit=original is not None,
        )

    def sync(self) -> None:
        """Make what has been written survive a loss of power."""
        if not self._is_synced:
            os.fsync(self._file.fileno())
            self._is_synced = True

    def close(self) -> None:
        """Write no more; a file is closed once."""
        try:
            self.sync()
        finally:
            self._file.close()

    def finish(self) -> None:
        """Give the closed file its name."""
        self._unfinished.rename(self.path)
        sync_folder(self.path.parent)

    def _append(self, data: bytes) -> None:
        self._is_synced = False
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except BaseException:
            self._file.truncate(self.length)
            self._file.seek(self.length)
            raise
        self.length += len(data)


def new_file(folder: Path, prefix: str, fields: Mapping[str, str], *, after: int = 0) -> WarcFile:
    """The next file `<prefix>-<serial>.warc.gz` of a folder, by a serial number above `after`."""
    folder.mkdir(parents=True, exist_ok=True)
    serial = after
    while True:
        serial += 1
        try:
            return WarcFile(folder / f"{prefix}-{serial:05d}.warc.gz", fields)
        except FileExistsError:
            continue
