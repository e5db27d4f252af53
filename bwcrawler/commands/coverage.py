"""`scrapy coverage`: whether archives hold all that the sources name, without a request."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.ledger.ledger import LEDGER, LedgerError
from bwcrawler.ledger.reading import reading
from bwcrawler.publish.coverage import COVERAGE, coverage_lines, coverage_report
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bwcrawler.ledger.coverage import Coverage, KindCoverage
    from bwcrawler.publish.coverage import CoverageReport

_SHOWN = 10
"""Addresses of each sort that the terminal shows; the file has all."""

_NUMBERS = ("named", "archived", "open", "deleted", "unreadable", "only")


class Command(ScrapyCommand):
    """Exit codes: 0 complete, 3 not shown complete, 8 a ledger cannot be read, 2 wrong usage."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return SYNTAX

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Show what each source names, how much of it is kept, and what is missing"

    def long_desc(self) -> str:
        """As `scrapy coverage --help` says it."""
        return f"{self.short_desc()}. Example: scrapy coverage en"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """In which form."""
        super().add_options(parser)
        parser.add_argument(
            "--json", action="store_true", help=f"print what {COVERAGE} holds, with every address"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what is known of every archive; the worst of them gives the exit code."""
        del args
        for folder in self._folders:
            try:
                with reading(folder / LEDGER) as connection:
                    coverage, report = coverage_report(connection)
                    if opts.json:
                        lines = coverage_lines(coverage, report)
                        sys.stdout.writelines(line.decode() for line in lines)
                    else:
                        _show(folder, coverage, report)
            except LedgerError as error:
                print(error, file=sys.stderr)
                self.exitcode = Verdict.DAMAGED
            else:
                self.exitcode = self.exitcode or int(not report.complete and Verdict.PARTIAL)


def _show(folder: Path, coverage: Coverage, report: CoverageReport) -> None:
    console = Console()
    # Lines that a program reads are not wrapped at the width of a terminal that is not there.
    plain = not console.is_terminal
    table = Table("source", "read", *_NUMBERS, title=str(folder), title_justify="left")
    table.box = None if plain else table.box
    for column in table.columns[2:]:
        column.justify = "right"
    for one in report.kinds:
        table.add_row(one.kind, _read(one), *(f"{getattr(one, name):,}" for name in _NUMBERS))
    console.print(table)
    for line in _lines(coverage, report):
        console.print(line, markup=False, highlight=False, soft_wrap=plain)


def _read(one: KindCoverage) -> str:
    """How far a kind of source was read, in a few words."""
    if not one.answers:
        return "did not answer" if one.failed else "not asked"
    failed = f", {one.failed:,} failed" if one.failed else ""
    pages = f"{one.answered:,} page{'s' * (one.answered != 1)}{failed}"
    return f"whole, {pages}" if one.whole else pages


def _lines(coverage: Coverage, report: CoverageReport) -> Iterator[str]:
    """The addresses, the gaps and the sentence."""
    missing = (one for one in coverage.missing() if one.open)
    for name in islice(missing, _SHOWN):
        named_by = ", ".join(name.named_by)
        yield f"missing: {name.url} ({name.state}; {name.reason or 'no answer'}; {named_by})"
    for half in islice(coverage.half_known(), _SHOWN):
        named_by = ", ".join(half.named_by) or "nothing"
        lacking = f", not by {', '.join(half.not_named_by)}" if half.not_named_by else " alone"
        yield f"half known: {half.url} (named by {named_by}{lacking})"
    if report.gaps:
        more = ", …" if len(report.gaps) > _SHOWN else ""
        first = ", ".join(report.gaps[:_SHOWN])
        yield f"months without an article ({len(report.gaps):,}): {first}{more}"
    yield report.says
