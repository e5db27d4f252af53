"""Publishes the archive when a crawl has ended by itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.ledger.archive import LEDGER_FAILED, Archive, utc_now
from bwcrawler.ledger.schema import cause_of
from bwcrawler.ledger.space import NO_SPACE
from bwcrawler.publish.export import publish, report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from bwcrawler.ledger.archive import OpenEdition

logger = logging.getLogger(__name__)

INTERRUPTED = "interrupted"
"""Reason of a run that a signal ended."""

UNFINISHED = frozenset({INTERRUPTED, LEDGER_FAILED, NO_SPACE, "start_error"})
"""Reasons of an end after which the files of the last good run stay."""

_STATUS_STAT = "downloader/response_status_count/"


class Publish:
    """Ends the run in each ledger and makes the files of each edition anew.

    A run that was broken off leaves only its own manifest in `runs/`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Make the manifest of the run, and those of the killed ones that could not do it."""
        archive = Archive.of(self._crawler)
        for edition in archive.editions():
            try:
                for run in (*edition.aborted, edition.run):
                    report(edition.ledger, edition.folder, run, {})
            except (OSError, SQLAlchemyError) as error:
                archive.give_up(error, f"{edition.folder} cannot be written to")

    def spider_closed(self, reason: str) -> None:
        """Publish every edition, whatever happens to another one."""
        archive = Archive.of(self._crawler)
        for edition in archive.editions():
            try:
                # Scrapy's word for the end by a signal.
                self._end(edition, INTERRUPTED if reason == "shutdown" else reason)
            except (OSError, SQLAlchemyError) as error:
                archive.fail(f"{edition.folder} could not be published: {cause_of(error)}")

    def _end(self, edition: OpenEdition, reason: str) -> None:
        write = report if reason in UNFINISHED else publish
        with edition.ledger.ending(edition.run, reason, utc_now()):
            manifest = write(edition.ledger, edition.folder, edition.run, self._responses())
        for file in manifest.files:
            logger.info("Published %s (%d lines)", edition.folder / file.name, file.lines)

    def _responses(self) -> dict[str, int]:
        stats = self._crawler.stats.get_stats().items()
        return {
            key.removeprefix(_STATUS_STAT): count
            for key, count in stats
            if key.startswith(_STATUS_STAT)
        }
