"""Publishes the archive when a crawl has ended by itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.extensions.meter import Meter
from bwcrawler.ledger.archive import Archive, utc_now
from bwcrawler.ledger.engine import cause_of
from bwcrawler.ledger.schema import Progress
from bwcrawler.ledger.space import is_no_space
from bwcrawler.publish.ending import Circumstances, ending
from bwcrawler.publish.files import publish, report
from bwcrawler.publish.manifest import MANIFEST, read_manifest
from bwcrawler.publish.measures import Measures
from bwcrawler.publish.staging import finish
from bwcrawler.publish.verdict import INTERRUPTED, Verdict, of_reason, worst
from bwcrawler.warc.stats import LOST

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

    from bwcrawler.ledger.archive import OpenEdition
    from bwcrawler.publish.manifest import Manifest

logger = logging.getLogger(__name__)

VERDICT, SAYS = "verdict", "verdict/says"
"""Stats: the number of the verdict on the whole run, and what there is to say about it."""

CAUSE = "finish_cause"
"""Stat: why a component has ended the crawl, as a clause."""

COVERAGE = "coverage"
"""Stat: what each archive that was published says of its own completeness, a line each."""


class Publish:
    """Ends the run in each ledger and makes the files of each edition anew.

    A run that was broken off, or one that a gate holds back, leaves only its own manifest in
    `runs/`.
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
                self._begin(edition)
            except (OSError, SQLAlchemyError) as error:
                archive.give_up(error, f"{edition.folder} cannot be written to")

    def spider_closed(self, reason: str) -> None:
        """Publish every edition, whatever happens to another one; then say how it all ended."""
        archive = Archive.of(self._crawler)
        reason = INTERRUPTED if reason == "shutdown" else reason  # Scrapy's word for a signal
        self._crawler.stats.set_value(VERDICT, int(Verdict.UNEXPECTED))  # until it is known
        verdicts: list[Verdict] = []
        sentences: list[str] = []
        coverage: list[str] = []
        for edition in archive.editions():
            try:
                verdict, manifest = self._end(edition, reason)
            except (OSError, SQLAlchemyError) as error:
                archive.fail(f"{edition.folder} could not be published: {cause_of(error)}")
                verdicts.append(_of_error(error))
                continue
            verdicts.append(verdict)
            sentences += [f"{edition.folder}: {manifest.says}"] if manifest.says else []
            coverage += [f"{edition.folder}: {manifest.coverage}"] if manifest.coverage else []
        self._crawler.stats.set_value(VERDICT, int(worst(verdicts or [of_reason(reason)])))
        self._crawler.stats.set_value(SAYS, "\n".join(sentences))
        self._crawler.stats.set_value(COVERAGE, "\n".join(coverage))

    def _begin(self, edition: OpenEdition) -> None:
        ledger, folder = edition.ledger, edition.folder
        if finish(folder):
            logger.info("Finished the publishing of %s, which was broken off", folder)
        with ledger.aborting(edition.run, utc_now()) as aborted:
            for run in (*aborted, edition.run):
                report(ledger, folder, run, Measures())

    def _end(self, edition: OpenEdition, reason: str) -> tuple[Verdict, Manifest]:
        ledger, folder, run = edition.ledger, edition.folder, edition.run
        stats, settings = self._crawler.stats, self._crawler.settings
        with ledger.ending(run, reason, utc_now()) as connection:
            circumstances = Circumstances(
                reason=reason,
                cause=stats.get_value(CAUSE, ""),
                waiting=ledger.queue.count(Progress.TODO, Progress.DOING)
                + stats.get_value(LOST, 0),
                faults=stats.get_value("spider_exceptions/count", 0),
                anyway=settings.getbool("PUBLISH_ANYWAY"),
            )
            end = ending(connection, run, circumstances, read_manifest(folder / MANIFEST))
            write = publish if end.publishes else report
            manifest = write(ledger, folder, run, self._measures(folder), end)
        if manifest.unnamed_change:
            logger.warning("%s: %s", folder, manifest.unnamed_change)
        for file in manifest.files:
            logger.info("Published %s (%d lines)", folder / file.name, file.lines)
        return end.verdict, manifest

    def _measures(self, folder: Path) -> Measures:
        meter = self._crawler.get_extension(Meter)
        return meter.measures(folder) if meter is not None else Measures()


def _of_error(error: Exception) -> Verdict:
    """What kept an archive from being published."""
    if is_no_space(error):
        return Verdict.NO_SPACE
    return Verdict.DAMAGED if isinstance(error, SQLAlchemyError) else Verdict.UNEXPECTED
