"""CPU time of `bwcrawler.extract` beside lxml's bare parse of the same bytes.

    python -m benchmarks.extract

Reads the articles of `../shared/pages`, decompressed beforehand, and prints for each skin the
milliseconds of CPU that a page takes: the least of several passes over all pages of the skin, since
anything above the least is the machine's doing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby
from time import process_time
from typing import TYPE_CHECKING

from lxml import etree
from rich.console import Console
from rich.table import Table

from bwcrawler import extract
from tests.shared import SHARED, stored_articles

if TYPE_CHECKING:
    from collections.abc import Callable

Page = tuple[bytes, str]
"""The bytes of a page and its URL."""

REPEATS = 7

_PARSER = etree.HTMLParser(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds of CPU that a set of pages took, and how large it is."""

    skin: str
    pages: int
    size: int
    """Bytes of all pages."""
    parse: float
    extract: float

    def cells(self) -> list[str]:
        """The row as the table prints it: kilobytes and milliseconds a page, and the ratio."""
        per_page = [self.size / 1e3, self.parse * 1e3, self.extract * 1e3]
        numbers = [f"{value / self.pages:.2f}" for value in per_page]
        return [self.skin, str(self.pages), *numbers, f"{self.extract / self.parse:.2f}"]


def bare_parse(html: bytes, _url: str) -> None:
    """What no reader of HTML can do without."""
    etree.fromstring(html, _PARSER)


def least_cpu(work: Callable[[bytes, str], object], pages: list[Page]) -> float:
    """Seconds of CPU of the quickest of several passes over all pages."""
    passes = []
    for _ in range(REPEATS):
        start = process_time()
        for html, url in pages:
            work(html, url)
        passes.append(process_time() - start)
    return min(passes)


def measure(skin: str, pages: list[Page]) -> Row:
    """Both times of one skin."""
    return Row(
        skin=skin,
        pages=len(pages),
        size=sum(len(html) for html, _ in pages),
        parse=least_cpu(bare_parse, pages),
        extract=least_cpu(extract, pages),
    )


def total(rows: list[Row]) -> Row:
    """All skins together."""
    return Row(
        skin="all",
        pages=sum(row.pages for row in rows),
        size=sum(row.size for row in rows),
        parse=sum(row.parse for row in rows),
        extract=sum(row.extract for row in rows),
    )


def main() -> None:
    """Measure and print."""
    if not SHARED.is_dir():
        sys.exit("Nothing to measure with: no folder `shared` lies beside this checkout.")
    skins = groupby(stored_articles(), key=lambda stored: stored.path.parent.name)
    rows = [
        measure(skin, [(stored.html(), stored.url) for stored in articles])
        for skin, articles in skins
    ]
    table = Table("skin", title=f"CPU a page, least of {REPEATS} passes")
    for heading in ("pages", "KB", "parse ms", "extract ms", "ratio"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(*row.cells())
    table.add_section()
    table.add_row(*total(rows).cells())
    Console().print(table)


if __name__ == "__main__":
    main()
