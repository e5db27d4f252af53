"""Crawls of the fault server in processes of their own, and what their ledgers say afterwards."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from bwcrawler.publish.verdict import Verdict
from tests.processes import FORKS, SECONDS, execute, peak

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from tests.fault_server import FaultServer

LIVE = "https://bitterwinter.org"


class End(NamedTuple):
    """What the ledger says of an address."""

    state: str
    reason: str
    status: int


@dataclass(slots=True)
class Faulted:
    """A crawl that has ended."""

    server: FaultServer
    folder: Path
    """Of the edition."""
    verdict: Verdict
    log: str
    peak: int
    """Most bytes of memory that the process has had."""

    def ends(self) -> dict[str, End]:
        """How each address ended, by its path."""
        with closing(sqlite3.connect(self.folder / "ledger.sqlite")) as ledger:
            rows = ledger.execute("SELECT url, state, reason, last_status FROM url").fetchall()
        return {url.removeprefix(LIVE): End(*end) for url, *end in rows}

    def articles(self) -> dict[str, dict[str, Any]]:
        """The published articles, by path."""
        lines = (self.folder / "articles.jsonl").read_bytes().splitlines()
        found = map(msgspec.json.decode, lines)
        return {article["url"].removeprefix(LIVE): article for article in found}


@dataclass(slots=True)
class Crawl:
    """A crawl that runs, beside others maybe."""

    process: ForkServerProcess
    server: FaultServer
    folder: Path

    @classmethod
    def start(cls, server: FaultServer, folder: Path, spider: str, *options: str) -> Crawl:
        """`scrapy crawl` of the server."""
        folder.mkdir(exist_ok=True)
        words = [
            "crawl",
            spider,
            "-a",
            f"site={server.url}",
            *options,
            "-s",
            f"OUTPUT_DIR={folder}",
        ]
        process = FORKS.Process(target=_crawl, args=(words, dict(os.environ), folder))
        process.start()
        return cls(process, server, folder)

    @classmethod
    def of_articles(
        cls, server: FaultServer, folder: Path, paths: Iterable[str], *options: str
    ) -> Crawl:
        """A crawl of the articles at `paths` and of nothing else, published whatever they are."""
        folder.mkdir(exist_ok=True)
        urls = folder / "urls.txt"
        urls.write_text("".join(f"{server.url}{path}\n" for path in paths), encoding="utf-8")
        words = ("-a", f"urls={urls}", "--publish-anyway", *options)
        return cls.start(server, folder, "articles", *words)

    def end(self) -> Faulted:
        """Wait for it."""
        self.process.join(SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            raise TimeoutError(f"a crawl did not end within {SECONDS} seconds")
        return Faulted(
            server=self.server,
            folder=self.folder / "en",
            verdict=Verdict(self.process.exitcode),
            log=(self.folder / "log").read_text(encoding="utf-8"),
            peak=int((self.folder / "peak").read_text(encoding="utf-8")),
        )


def _crawl(words: list[str], environment: dict[str, str], folder: Path) -> None:
    try:
        execute(words, environment, folder / "printed", folder / "log")
    finally:
        (folder / "peak").write_text(str(peak()), encoding="utf-8")
