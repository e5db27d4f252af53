"""Measures what a crawl costs the site and this machine."""

from __future__ import annotations

import resource
import shutil
import sys
from array import array
from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import signals

from bwcrawler.ledger.ledger import LEDGER
from bwcrawler.publish.measures import Measures

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_STATUS = "downloader/response_status_count/"
_SHARE = 0.95
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of the unit of `ru_maxrss`, by getrusage(2)."""


class Meter:
    """Scrapy extension that notes how long each answer took; the rest is in Scrapy's stats."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._latencies = array("d")
        self._bytes = 0
        self._opened = monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.downloaded, signal=signals.response_downloaded)
        return extension

    def opened(self) -> None:
        """Begin to count the time."""
        self._opened = monotonic()

    def downloaded(self, response: Response, request: Request) -> None:
        """Note an answer."""
        self._bytes += len(response.body)
        if (latency := request.meta.get("download_latency")) is not None:
            self._latencies.append(latency)

    def measures(self, folder: Path) -> Measures:
        """The figures up to now, of the archive in `folder`."""
        get, stats = self._crawler.stats.get_value, self._crawler.stats.get_stats()
        statuses = {
            key.removeprefix(_STATUS): count
            for key, count in sorted(stats.items())
            if key.startswith(_STATUS)
        }
        return Measures(
            seconds=round(monotonic() - self._opened, 3),
            responses=statuses,
            bytes=self._bytes,
            retries=get("retry/count", 0),
            pauses=get("patience/pauses", 0),
            paused=round(get("patience/paused", 0.0), 3),
            latency=self._quantiles(),
            peak_memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT,
            free_space=shutil.disk_usage(folder).free,
            ledger=sum(path.stat().st_size for path in folder.glob(f"{LEDGER}*")),
        )

    def _quantiles(self) -> dict[str, float]:
        latencies = sorted(self._latencies)
        if not latencies:
            return {}
        median, most = (latencies[int(share * (len(latencies) - 1))] for share in (0.5, _SHARE))
        named = {"median": median, "most": most, "longest": latencies[-1]}
        return {name: round(seconds, 4) for name, seconds in named.items()}
