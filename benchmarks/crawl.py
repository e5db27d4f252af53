"""Memory and CPU of a long crawl: whether the last page costs what the first one did.

    python -m benchmarks.crawl --articles 100000

Serves a sample magazine from a process of its own, crawls all of it without delay, and prints the
resident memory of the crawl at its beginning and at its end, and the CPU time that an article and
a listing take at the beginning and at the end. Ratios near 1 say that nothing grows with the crawl.
Articles and listings are told apart because a crawl reads nearly all articles before most listings,
and a listing costs more than an article.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRAPY = (sys.executable, "-m", "scrapy")
EARLY_ARTICLES = 5_000
"""Articles after which every cache and table is warm."""
LOOKS = 400
"""About how often the crawl is looked at; a look makes SQLite count, which takes its time too."""

_DONE = "SELECT count(*) FROM queue WHERE state = 'done'"
_ARTICLES = "SELECT max(id) FROM article"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Look:
    """What the crawl had done and used at one moment."""

    pages: int
    articles: int
    memory: int
    """Peak resident bytes so far."""
    cpu: float
    """Seconds so far."""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 0 where the crawl ended complete."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--theme", choices=("genesis", "divi"), default="genesis")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        _sample(options.articles, options.theme) as site,
    ):
        looks, code = _crawl(site, Path(folder), options.articles)
    print_table(looks, options.articles)
    return code


def print_table(looks: list[Look], articles: int) -> None:
    """Print the beginning of a crawl beside its end."""
    early_articles = min(EARLY_ARTICLES, articles // 10)
    early = next((look for look in looks if look.articles >= early_articles), looks[-1])
    end = looks[-1]
    reading = [look for look in looks if look.articles < 0.98 * end.articles]
    listing = [look for look in looks if look.articles >= 0.98 * end.articles]
    table = Table("", f"at {early.articles:,} articles", f"at {end.articles:,} articles", "ratio")
    table.add_row(
        "peak memory, MB",
        f"{early.memory / 1e6:.0f}",
        f"{end.memory / 1e6:.0f}",
        f"{end.memory / early.memory:.2f}",
    )
    for name, part in (("while articles are read", reading), ("while listings are", listing)):
        first, last = _cpu(part, 0, 0.1), _cpu(part, 0.9, 1)
        row = (f"{first * 1e3:.2f}", f"{last * 1e3:.2f}", f"{last / first:.2f}")
        table.add_row(f"CPU a page {name}, ms", *row)
    table.caption = (
        f"{end.pages:,} pages in {end.cpu:.0f} s of CPU; first and last tenth of either part"
    )
    Console().print(table)


def _cpu(looks: list[Look], start: float, end: float) -> float:
    """Seconds of CPU a page, from one share of the pages to another."""
    pages = [look.pages for look in looks]
    low, high = (pages[0] + share * (pages[-1] - pages[0]) for share in (start, end))
    inside = [look for look in looks if low <= look.pages <= high]
    count = inside[-1].pages - inside[0].pages
    return (inside[-1].cpu - inside[0].cpu) / count if count else float("nan")


@contextmanager
def _sample(articles: int, theme: str) -> Iterator[str]:
    """A sample magazine in a process of its own; gives its URL."""
    command = [*SCRAPY, "sample", "--articles", str(articles), "--theme", theme]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stdout)
            yield next(match[0] for match in found if match)
        finally:
            server.terminate()


def _crawl(site: str, folder: Path, articles: int) -> tuple[list[Look], int]:
    """Crawl the site, and look at the crawl until it ends; gives its exit code too."""
    command = [*SCRAPY, "crawl", "archive", "-a", f"site={site}", "-L", "ERROR"]
    command += ["-s", f"OUTPUT_DIR={folder}", "-s", "PROGRESS_ENABLED=False"]
    command += ["-s", "CLOSESPIDER_PAGECOUNT=0"]  # a magazine larger than any is no runaway crawl
    looks: list[Look] = []
    interval = max(0.1, articles * 0.01 / LOOKS)
    with subprocess.Popen(command) as crawl:
        while crawl.poll() is None:
            look = _look(crawl.pid, folder / "en" / "ledger.sqlite")
            if look is not None and (not looks or look.pages > looks[-1].pages):
                looks.append(look)
            time.sleep(interval)
    return looks, crawl.returncode


def _look(process: int, ledger: Path) -> Look | None:
    """One look; `None` before the first page and where the crawl has just ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            pages = connection.execute(_DONE).fetchone()[0]
            articles = connection.execute(_ARTICLES).fetchone()[0] or 0
    except (OSError, sqlite3.Error):
        return None
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    if peak is None or not pages:
        return None
    cpu = (int(fields[11]) + int(fields[12])) / _TICKS
    return Look(pages, articles, int(peak[1]) * 1024, cpu)


if __name__ == "__main__":
    sys.exit(main())
