"""Which archives a command looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from bwcrawler.ledger.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

SYNTAX = "[options] [edition …]"
"""As `scrapy <command> --help` shows it."""


def archives(output: Path, codes: Collection[str]) -> list[Path]:
    """The folders of these editions, or of all that `output` has; raises `UsageError`."""
    there = sorted(path.parent for path in output.glob(f"*/{LEDGER}"))
    missing = sorted(set(codes) - {folder.name for folder in there})
    if missing or not there:
        raise UsageError(
            f"There is no archive in {output / missing[0] if missing else output}: crawl first, or "
            "give another place with -s OUTPUT_DIR=FOLDER.",
            print_help=False,
        )
    return [folder for folder in there if not codes or folder.name in codes]
