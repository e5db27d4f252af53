"""Downloads as the project makes them, in a process of their own: no spider of ours, no ledger.

`python -m tests.downloads` reads settings and URLs as JSON and prints what came of each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from tests.processes import ROOT, peak

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from scrapy.http import Response
    from twisted.python.failure import Failure

ALONE: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "bwcrawler.middlewares.connection.ConnectionMiddleware": 800,
    },
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "LOG_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "RETRY_ENABLED": False,
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "SPIDER_MIDDLEWARES": {},
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOADER": "scrapy.core.downloader.Downloader",
}
"""Of the project's settings, those that concern a single download stay as they are."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one URL."""

    status: int = 0
    """0 where no answer was taken."""
    body: str = ""
    """Its first 100 characters."""
    size: int = 0
    error: str = ""
    """Name of the exception."""
    says: str = ""
    flags: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Downloads:
    """What came of all."""

    outcomes: dict[str, Outcome]
    peak: int
    """Most bytes of memory that the process has had."""
    seconds: float


def download(
    urls: Iterable[str],
    settings: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Downloads:
    """Download all `urls`."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.downloads"],
        cwd=ROOT,
        input=json.dumps([dict(settings or {}), list(urls)]),
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    outcomes, peak, seconds = json.loads(result.stdout)
    return Downloads({url: Outcome(**one) for url, one in outcomes.items()}, peak, seconds)


class _Downloader(Spider):
    name = "downloader"
    urls: list[str]
    outcomes: dict[str, dict[str, Any]]

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(
                url,
                self.came,
                errback=self.failed,
                meta={"dont_redirect": True, "handle_httpstatus_all": True, "asked": url},
                dont_filter=True,
            )

    def came(self, response: Response) -> None:
        self.outcomes[response.meta["asked"]] = {
            "status": response.status,
            "body": response.body[:100].decode("latin-1"),
            "size": len(response.body),
            "flags": response.flags,
        }

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        says = {"error": type(error).__name__, "says": str(error)}
        self.outcomes[request.meta["asked"]] = says


def main() -> None:
    """Do what standard input says."""
    given, urls = json.load(sys.stdin)
    settings = get_project_settings()
    settings.setdict(ALONE | given, priority="cmdline")
    outcomes: dict[str, dict[str, Any]] = {}
    began = monotonic()
    process = AsyncCrawlerProcess(settings)
    process.crawl(_Downloader, urls=urls, outcomes=outcomes)
    process.start()
    json.dump([outcomes, peak(), monotonic() - began], sys.stdout)


if __name__ == "__main__":
    main()
