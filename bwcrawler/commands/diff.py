"""`scrapy diff`: how the articles of a newer archive differ from those of an older one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.publish.comparison import LEFT_OUT, NotComparable, compare
from bwcrawler.publish.files import ARTICLES
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from bwcrawler.publish.comparison import Comparison

_COLUMNS = ("field", "changed", "was empty", "is empty")


class Command(ScrapyCommand):
    """Exit codes: 0 both say the same, 3 they differ, 2 wrong command line, 8 not readable."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return "[options] OLD NEW"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Show how the articles of two archives differ, field by field"

    def long_desc(self) -> str:
        """As `scrapy diff --help` shows it."""
        names = ", ".join(sorted(LEFT_OUT))
        return (
            f"OLD and NEW are two folders of one edition, or two files like {ARTICLES}. What tells "
            f"only when, from where and by what a page was read is not compared: {names}. "
            "Example: scrapy diff output/en replayed/en"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find both files."""
        super().process_options(args, opts)
        try:
            old, new = map(_file, args)
        except ValueError:
            raise UsageError("Give two folders of one edition, or two files of articles.") from None
        for path in (old, new):
            if not path.is_file():
                raise UsageError(f"There is no file {path}.", print_help=False)
        self._paths = old, new

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Compare and show."""
        del args, opts
        try:
            found = compare(*self._paths)
        except NotComparable as error:
            print(error, file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
            return
        _show(found)
        self.exitcode = Verdict.PARTIAL if found.differs else Verdict.COMPLETE


def _file(name: str) -> Path:
    path = Path(name)
    return path / ARTICLES if path.is_dir() else path


def _show(found: Comparison) -> None:
    """Print a table on a terminal, lines elsewhere; then the samples."""
    rows = [
        (name, f"{one.changed:,}", f"{one.filled:,}", f"{one.emptied:,}")
        for name, one in found.fields.items()
    ]
    console = Console()
    if console.is_terminal and rows:
        table = Table(*_COLUMNS)
        for column in table.columns[1:]:
            column.justify = "right"
        for row in rows:
            table.add_row(*row)
        console.print(table)
    else:
        for row in [_COLUMNS, *rows] if rows else []:
            print("".join(f"{cell:<15}" for cell in row).rstrip())
    for name, one in found.fields.items():
        print(f"\n{name}")
        for url, old, new in one.samples:
            print(f"  {url}\n    - {old}\n    + {new}")
    for name, only in (("gone", found.gone), ("added", found.added)):
        if only.number:
            print(f"\n{name}: {only.number:,} articles", *only.samples, sep="\n  ")
    print(
        f"\n{found.same:,} articles are the same, {found.changed:,} changed, "
        f"{found.gone.number:,} gone, {found.added.number:,} added."
    )
