"""How fast pages are replayed from WARC files, and where the time goes.

    python -m benchmarks.replay --pages 10000 --processes 1

Makes a WARC file of so many captures of the sample magazine's articles, each padded with prose to
about 100 KB, replays it into an empty archive, and prints the seconds of the whole, and those of
each step, measured alone on a part of the pages.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import sys
import tempfile
import zlib
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.pipelines.clean import CleanPipeline
from bwcrawler.pipelines.validate import fault_of
from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.connection import Request
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.spiders.base import ROUTES
from bwcrawler.spiders.replay import ReplaySpider
from bwcrawler.spiders.rereading import Job
from bwcrawler.warc.decoded import read_decoded
from bwcrawler.warc.index import index, search
from bwcrawler.warc.volumes import volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

SIZE = 100_000
"""Bytes of a page."""
ARTICLES = 200
"""Different pages; each is stored under many addresses."""
PART = 500
"""Pages on which single steps are measured."""

_LARGEST = 16 * 1024 * 1024


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--theme", choices=("genesis", "divi"), default="divi")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        size = make(path, options.pages, options.theme)
        steps = list(measure(path, Path(folder), min(PART, options.pages)))
        seconds, cpu = replay(path, Path(folder) / "output", options.processes)
    table = Table("step", "ms a page")
    table.columns[1].justify = "right"
    for name, took in steps:
        table.add_row(name, f"{took * 1e3:.2f}")
    table.caption = (
        f"{options.pages:,} pages of {size / options.pages / 1e3:.0f} KB in {options.processes} "
        f"processes: {seconds:.1f} s, of which this one worked {cpu:.1f} s"
    )
    Console().print(table)
    return 0


def make(path: Path, pages: int, theme: str) -> int:
    """Write the WARC file; gives the bytes of all pages."""
    magazine = Magazine(ARTICLES, theme)
    site = WordPress(magazine, magazine.base, Quirks())
    bodies = [_padded(site.respond(Request("GET", post.path)).body) for post in magazine.published]
    slugs = [post.path.strip("/").encode() for post in magazine.published]
    headers = [("Content-Type", "text/html; charset=UTF-8"), ("Content-Encoding", "gzip")]
    size = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for number in range(pages):
            slug, post = slugs[number % len(slugs)], number + 1_000_000
            body = bodies[number % len(slugs)].replace(slug, b"%b-%d" % (slug, number))
            body = _with_id(body, post)
            size += len(body)
            coded = gzip.compress(body, 6)
            buffer = BytesIO()
            writer.out = buffer
            record = writer.create_warc_record(
                f"{magazine.base}/{slug.decode()}-{number}/",
                "response",
                payload=BytesIO(coded),
                length=len(coded),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            )
            writer.write_record(record)
            file.write(zlib.compress(buffer.getvalue(), 1, zlib.MAX_WBITS | 16))
    return size


def _padded(body: bytes) -> bytes:
    """The page with its own paragraphs repeated, and scripts as large as those of a theme."""
    start = body.find(b"<p>")
    paragraph = body[start : body.find(b"</p>", start) + 4]
    prose = paragraph * (10_000 // len(paragraph))
    script = b"<script>" + b"var x = [1, 2, 3]; " * ((SIZE - len(body) - len(prose)) // 19)
    body = body[:start] + prose + body[start:]
    return body.replace(b"</head>", script + b"</script></head>", 1)


def _with_id(body: bytes, post: int) -> bytes:
    """The page as that of another post."""
    head, mark, rest = body.partition(b"postid-")
    number = rest[: len(rest) - len(rest.lstrip(b"0123456789"))]
    whole = head + mark + rest
    return (
        whole.replace(b"postid-" + number, b"postid-%d" % post)
        .replace(b"?p=" + number, b"?p=%d" % post)
        .replace(b"/posts/" + number, b"/posts/%d" % post)
    )


def replay(path: Path, folder: Path, processes: int) -> tuple[float, float]:
    """Seconds of a whole replay, and of CPU in this process."""
    settings = Settings()
    settings.setmodule("bwcrawler.settings")
    settings.setdict(
        {"LOG_ENABLED": False, "OUTPUT_DIR": str(folder), "TWISTED_REACTOR_ENABLED": False}
    )

    async def run() -> None:
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(ReplaySpider)
        await runner.crawl(crawler, warc=str(path), processes=str(processes))

    started, cpu = perf_counter(), process_time()
    asyncio.run(run())
    return perf_counter() - started, process_time() - cpu


def measure(path: Path, folder: Path, pages: int) -> Iterable[tuple[str, float]]:
    """Seconds of CPU a page that each step takes."""
    spider = ReplaySpider(warc=str(path))
    spider.volumes = volumes(path)
    spider.largest = _LARGEST
    [volume], sites = spider.volumes, list(spider.sites.values())
    started = process_time()
    found = search(volume, sites, ROUTES)
    yield "look for records", (process_time() - started) / len(found.heads)
    captures = index([found]).captures[:pages]
    yield (
        "read and decode",
        _each(
            lambda one: read_decoded(volume, one.body.offset, one.body.length, _LARGEST), captures
        ),
    )
    items: list[Any] = []
    yield (
        "read, decode and parse",
        _each(lambda one: items.extend(spider.reread(Job(one, [])).items), captures),
    )
    yield "clean", _each(CleanPipeline().process_item, items)
    yield "validate", _each(fault_of, items)
    ledger = Ledger.open(folder / "ledger.sqlite", "en")
    run = ledger.begin_run(RunFacts(spider="replay"), "2020-01-01T00:00:00+00:00")
    yield "record", _each(lambda item: ledger.record(item, run), items)
    ledger.close()


def _each(work: Callable[[Any], object], those: list[Any]) -> float:
    started = process_time()
    for one in those:
        work(one)
    return (process_time() - started) / len(those)


if __name__ == "__main__":
    sys.exit(main())
