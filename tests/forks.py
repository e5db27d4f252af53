"""The `articles` spider against a server with faults, as a user starts it.

Each crawl is a process of its own, forked from one that has Scrapy loaded: half a second instead of
three, and the reactor and the download handlers are those of every crawl.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bwcrawler.publish.manifest import Manifest, read_manifest
from bwcrawler.publish.verdict import Verdict
from tests.processes import FORKS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fault_server import FaultServer

SECONDS = 60
"""That a crawl may take on a busy machine."""

QUICK = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0.001, "PATIENCE": 30}
"""Settings of a crawl that asks for one page after the other."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl that has ended."""

    folder: Path
    verdict: Verdict
    log: str

    def states(self) -> dict[str, tuple[str, str]]:
        """State and reason of every address, by its path."""
        with closing(sqlite3.connect(self.folder / "en" / "ledger.sqlite")) as ledger:
            rows = ledger.execute("SELECT url, state, reason FROM url").fetchall()
        return {"/" + url.split("/", 3)[3]: (state, reason) for url, state, reason in rows}

    def manifest(self) -> Manifest:
        """That of the last run."""
        manifest = read_manifest(max((self.folder / "en" / "runs").iterdir()))
        assert manifest is not None
        return manifest


def crawl(server: FaultServer, folder: Path, *paths: str, **settings: object) -> Crawl:
    """A crawl of the pages at `paths` that ended with this code."""
    folder.mkdir(exist_ok=True)
    urls, log = folder / "urls.txt", folder / "log.txt"
    urls.write_text("".join(f"{server.url}{path}\n" for path in paths))
    log.unlink(missing_ok=True)
    everything = {**QUICK, "OUTPUT_DIR": folder, "LOG_FILE": log, **settings}
    words = ["scrapy", "crawl", "articles", "-a", f"site={server.url}", "-a", f"urls={urls}"]
    words += [word for name, value in everything.items() for word in ("-s", f"{name}={value}")]
    process = FORKS.Process(target=_scrapy, args=(words,))
    process.start()
    process.join(SECONDS)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"a crawl did not end within {SECONDS} seconds: {log.read_text()}")
    return Crawl(folder, Verdict(process.exitcode), log.read_text())


def _scrapy(words: list[str]) -> None:
    from scrapy.cmdline import execute

    os.chdir(ROOT)
    execute(words)
