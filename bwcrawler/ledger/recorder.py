"""Keeps the answers that a run gets: in WARC files, and where they lie in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.items import WarcPosition
from bwcrawler.ledger.captures import Capture
from bwcrawler.ledger.runs import run_name
from bwcrawler.warc.exchange import Original, sha1_of
from bwcrawler.warc.files import FOLDER
from bwcrawler.warc.writer import WarcFile, new_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Row

    from bwcrawler.ledger.ledger import Ledger
    from bwcrawler.warc.exchange import Exchange, Written

_NOT_MODIFIED = 304


class Recorder:
    """The WARC files of one run of one edition.

    A file is begun with the first answer, and another one where it has `limit` bytes. All methods
    raise `OSError` and SQLAlchemy's errors.
    """

    def __init__(
        self, ledger: Ledger, run: int, folder: Path, fields: Mapping[str, str], limit: int
    ) -> None:
        self._ledger = ledger
        self._run = run
        self._folder = folder
        self._fields = fields
        self._limit = limit
        self._file: WarcFile | None = None
        self._files = 0
        ledger.captures.begin(self._sync)

    def keep(self, exchange: Exchange, url: str) -> WarcPosition:
        """Keep an answer to a request for the page with this canonical URL."""
        original = self._original(exchange, url)
        if self._file is not None and self._file.length >= self._limit:
            self.finish()
        if self._file is None:
            prefix = f"bitterwinter-{self._ledger.edition}-{run_name(self._run)}"
            self._file = new_file(self._folder / FOLDER, prefix, self._fields, after=self._files)
            self._files += 1
        written = self._file.write(exchange, original)
        self._ledger.captures.add(self._run, _capture(exchange, url, written), written.end)
        return WarcPosition(
            file=f"{FOLDER}/{written.file}", offset=written.offset, record_id=written.record_id
        )

    def finish(self) -> None:
        """Finish the file that is being written, after all that is in it is in the ledger."""
        if self._file is None:
            return
        file = self._file
        self._sync()
        with self._ledger.writing():
            self._file = None
        file.close()
        file.finish()

    def _sync(self) -> None:
        if self._file is not None:
            self._file.sync()

    def _original(self, exchange: Exchange, url: str) -> Original | None:
        """An earlier answer that had what this one leaves out or repeats.

        Of complete runs alone: what a run leaves that is broken off may be thrown away.
        """
        captures = self._ledger.captures
        with self._ledger.reading():
            if exchange.status == _NOT_MODIFIED:
                return _of(captures.last(url, exchange.uri))
            if not exchange.body:
                return None
            digest = sha1_of(exchange.body)
            return _of(captures.same(url, exchange.uri, digest, exchange.status))


def _of(row: Row[Any] | None) -> Original | None:
    if row is None:
        return None
    return Original(record_id=row.record_id, uri=row.uri, date=row.date, digest=row.digest)


def _capture(exchange: Exchange, url: str, written: Written) -> Capture:
    return Capture(
        file=written.file,
        offset=written.offset,
        length=written.length,
        record_id=written.record_id,
        is_revisit=written.is_revisit,
        url=url,
        uri=exchange.uri,
        status=exchange.status,
        digest=written.digest,
        date=exchange.date,
    )
