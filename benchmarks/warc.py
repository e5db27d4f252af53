"""What it costs to keep WARC files: CPU and bytes a page, of the sample and of pages of 100 KB.

    python -m benchmarks.warc --articles 300

Crawls a sample magazine without and with WARC files, and keeps pages of the usual size, plain and
as gzip, in WARC files and a ledger alone.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bwcrawler.ledger.ledger import LEDGER, Ledger
from bwcrawler.ledger.recorder import Recorder
from bwcrawler.ledger.runs import RunFacts
from bwcrawler.sample import Magazine, running
from bwcrawler.warc.exchange import Exchange, warc_date

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE = 100_000
"""Bytes of a page, which is what articles of the magazine have."""
_PAGES = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    options = parser.parse_args(arguments)
    table = Table("", "CPU a page, ms", "WARC bytes a page")
    with running(Magazine(options.articles)) as server:
        for warc in ("no", "yes"):
            cpu, size = _crawl(server.url, warc)
            table.add_row(f"sample, warc={warc}", f"{cpu * 1e3:.2f}", f"{size:,.0f}")
    page = _page()
    for name, body in (("plain", page), ("gzip", gzip.compress(page))):
        cpu, size = _keep(body)
        table.add_row(f"keeping {len(page):,} bytes, {name}", f"{cpu * 1e3:.2f}", f"{size:,.0f}")
    Console().print(table)
    return 0


def _crawl(site: str, warc: str) -> tuple[float, float]:
    """Seconds of CPU and bytes of WARC files, a page, of a crawl that is a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["crawl", "archive", "-a", f"site={site}", "-a", f"warc={warc}", "-L", "ERROR"]
        command += ["-s", f"OUTPUT_DIR={folder}", "-s", "PROGRESS_ENABLED=False"]
        words = [sys.executable, "-m", "scrapy", *command]
        with subprocess.Popen(words, stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        ledger = Ledger.open(Path(folder) / "en" / LEDGER, "en")
        with ledger.reading() as connection:
            pages = connection.exec_driver_sql("SELECT count(*) FROM url WHERE last_run = 1")
            number = pages.scalar_one()
        ledger.close()
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.warc.gz"))
    return (usage.ru_utime + usage.ru_stime) / number, size / number


def _keep(body: bytes) -> tuple[float, float]:
    """Seconds of CPU and bytes, a page, of keeping pages and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / LEDGER, "en")
        run = ledger.begin_run(RunFacts(spider="benchmark"), "2026-01-20T00:00:00+00:00")
        recorder = Recorder(ledger, run, Path(folder), {"software": "benchmark"}, 10**9)
        start = process_time()
        for number in range(_PAGES):
            url = f"https://bitterwinter.org/page-{number}/"
            recorder.keep(_exchange(url, body), url)
            with ledger.writing():
                pass
        recorder.finish()
        seconds = process_time() - start
        ledger.close()
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.warc.gz"))
    return seconds / _PAGES, size / _PAGES


def _exchange(url: str, body: bytes) -> Exchange:
    return Exchange(
        uri=url,
        date=warc_date(),
        method="GET",
        request_headers=[(b"Host", b"bitterwinter.org")],
        status=200,
        headers=[(b"Content-Type", b"text/html")],
        body=body,
    )


def _page() -> bytes:
    """Text that is about as easy to compress as a page of a WordPress theme."""
    rng = random.Random(0)  # noqa: S311 - text to compress
    words = [bytes(rng.choices(b"abcdefghijklmnop<>=/", k=rng.randint(2, 9))) for _ in range(2_000)]
    return b" ".join(rng.choices(words, k=_PAGE))[:_PAGE]


if __name__ == "__main__":
    sys.exit(main())
