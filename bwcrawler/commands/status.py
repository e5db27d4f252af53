"""`scrapy status`: what archives hold and how they stand, without a request to anybody."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.ledger import contents, media
from bwcrawler.ledger.ledger import LEDGER, LedgerError
from bwcrawler.ledger.reading import last_run, reading, waiting
from bwcrawler.ledger.runs import run_name
from bwcrawler.ledger.survey import failures
from bwcrawler.publish.manifest import MANIFEST, path_of_run, read_manifest
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sqlalchemy import Connection

_FAILURES_SHOWN = 10


class Command(ScrapyCommand):
    """Exit codes: 0 shown, 8 a ledger cannot be read, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return SYNTAX

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Show what the archives hold, and how the last run ended"

    def long_desc(self) -> str:
        """As `scrapy status --help` says it."""
        return f"{self.short_desc()}. Example: scrapy status en"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print a paragraph for every archive."""
        del args, opts
        for folder in self._folders:
            try:
                with reading(folder / LEDGER) as connection:
                    lines = list(_lines(connection, folder))
            except LedgerError as error:
                print(error, file=sys.stderr)
                self.exitcode = Verdict.DAMAGED
            else:
                print(folder, *(f"  {label:<10} {text}" for label, text in lines), sep="\n")


def _lines(connection: Connection, folder: Path) -> Iterator[tuple[str, str]]:
    """Label and text of each line."""
    articles = contents.articles_by_status(connection)
    yield "articles", _counted(articles) or "none"
    yield "addresses", _counted(contents.addresses_by(connection, "state")) or "none"
    if files := media.counts(connection):
        yield "media", _counted(files)
    for url, state, reason in failures(connection, _FAILURES_SHOWN):
        yield state, f"{url} ({reason})"
    run = last_run(connection)
    if run is not None:
        yield "last run", f"{run_name(run.id)}, started {run.started}: {run.crawl}"
        manifest = read_manifest(folder / path_of_run(run_name(run.id)))
        verdict = manifest.verdict if manifest else ""
        yield (
            "ended",
            f"{run.ended}, {verdict or run.reason}" if run.ended else "not yet, or killed",
        )
        if manifest and manifest.says:
            yield "", manifest.says
        for gate in manifest.gates if manifest else []:
            yield "gate", f"{'passed' if gate.passed else 'FAILED'}: {gate.name}: {gate.says}"
        yield "pending", f"{waiting(connection, run.crawl):,} requests"
    good = read_manifest(folder / MANIFEST)
    yield "published", f"run {good.run}, {good.figures.articles:,} articles" if good else "nothing"


def _counted(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items())
