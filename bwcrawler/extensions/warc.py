"""Keeps every answer that comes over the wire as WARC."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Self
from urllib.parse import urldefrag, urlsplit

import msgspec
from scrapy import signals
from scrapy.exceptions import NotConfigured
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.ledger import contents
from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.engine import cause_of
from bwcrawler.ledger.runs import RunFacts, run_name
from bwcrawler.urls import kind
from bwcrawler.warc import MISSING, POSITION, is_installed
from bwcrawler.warc.exchange import Exchange, warc_date

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from bwcrawler.ledger.archive import OpenEdition
    from bwcrawler.ledger.recorder import Recorder
    from bwcrawler.urls import Site

_FORMAT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_NOTE = (
    "Bodies are as received, content encodings included. Scrapy writes header names in title case "
    "and the values of a repeated header one after the other, and does not tell the reason phrase "
    "(the canonical one is given), Transfer-Encoding and Connection. Of requests neither Cookie "
    "nor Authorization is kept."
)
_TRUNCATED = {"download_stopped": "length", "partial": "disconnect", "dataloss": "disconnect"}
"""WARC-Truncated by the flag with which Scrapy hands on a body that is not whole."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Warc:
    """Scrapy extension that records each answer of the downloader, and where it lies.

    Pages, robots.txt, sitemaps, redirects, failed attempts: whatever was sent for the crawl. The
    position is left in `Request.meta`; where it cannot be written the crawl ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._limit = crawler.settings.getint("WARC_FILE_BYTES")
        self._recorders: dict[str, Recorder] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its extensions."""
        spider = crawler.spider
        if not getattr(spider, "keeps_warc", False):
            raise NotConfigured
        if not is_installed():
            raise RuntimeError(MISSING)
        extension = cls(crawler)
        crawler.signals.connect(extension.keep, signal=signals.response_downloaded)
        crawler.signals.connect(extension.finish, signal=signals.spider_closed)
        return extension

    def keep(self, response: Response, request: Request) -> None:
        """Record an answer, before any middleware has touched it."""
        found = self._page(request.url)
        archive = Archive.of(self._crawler)
        if found is None or archive.has_given_up:
            return
        code, url = found
        try:
            recorder = self._recorder(archive.edition(code))
            position = recorder.keep(_exchange(request, response, self._facts(code, url)), url)
        except Exception as error:
            # Scrapy only logs it, and the page would be kept without its record.
            archive.give_up(error, f"The WARC file could not take {request.url}")
            raise
        request.meta[POSITION] = position

    def finish(self) -> None:
        """Finish all files, before the runs themselves end."""
        archive = Archive.of(self._crawler)
        for code, recorder in self._recorders.items():
            try:
                recorder.finish()
            except (OSError, SQLAlchemyError) as error:
                folder = archive.edition(code).folder
                archive.fail(f"The WARC file in {folder} is not finished: {cause_of(error)}")

    def _recorder(self, edition: OpenEdition) -> Recorder:
        if edition.code not in self._recorders:
            from bwcrawler.ledger.recorder import Recorder  # without the extra there is no warcio

            self._recorders[edition.code] = Recorder(
                edition.ledger, edition.run, edition.folder, self._fields(edition), self._limit
            )
        return self._recorders[edition.code]

    def _page(self, url: str) -> tuple[str, str] | None:
        """Edition and canonical URL of what was asked for."""
        sites: dict[str, Site] = getattr(self._crawler.spider, "sites", {})
        for code, site in sites.items():
            canonical = site.canonical(url)
            if site.has(canonical):
                return code, canonical
        # The robots.txt of a host of which only a part is the site.
        beside = (site for site in sites.values() if _origin(site.base) == _origin(url))
        first = next(beside, None)
        return None if first is None else (first.edition.code, first.canonical(url))

    def _facts(self, code: str, url: str) -> dict[str, str]:
        run = Archive.of(self._crawler).edition(code).run
        return {"run": run_name(run), "kind": str(kind(url))}

    def _fields(self, edition: OpenEdition) -> dict[str, str]:
        """Of the `warcinfo` record: how the run was made."""
        with edition.ledger.reading() as connection:
            row = contents.run(connection, edition.run)
        facts = msgspec.json.decode(row.facts, type=RunFacts)
        versions = facts.versions
        return {
            "software": (
                f"bwcrawler/{versions['bwcrawler']} Scrapy/{versions['scrapy']} "
                f"warcio/{version('warcio')} Python/{versions['python']}"
            ),
            "format": "WARC File Format 1.1",
            "conformsTo": _FORMAT,
            "operator": self._crawler.settings["CONTACT"],
            "isPartOf": f"Bitter Winter, edition {edition.code}, run {run_name(edition.run)}",
            "robots": "obey" if self._crawler.settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": self._crawler.settings["USER_AGENT"],
            "description": _NOTE,
            "command": facts.command,
            "settings": msgspec.json.encode(facts.settings).decode(),
        }


def _exchange(request: Request, response: Response, facts: dict[str, str]) -> Exchange:
    latency = request.meta.get("download_latency", 0)
    flags = [*request.flags, *response.flags]
    facts = facts | {
        "fetchTimeMs": str(round(latency * 1000)),
        "retries": str(request.meta.get("retry_times", 0)),
        "flags": " ".join(flags),
    }
    return Exchange(
        uri=urldefrag(request.url).url,
        date=warc_date(),
        method=request.method,
        request_headers=[(b"Host", _host(request.url)), *_headers(request)],
        request_body=request.body,
        status=response.status,
        headers=_headers(response),
        body=response.body,
        ip=str(response.ip_address or ""),
        protocol=(response.protocol or "").lower(),
        truncated=next((_TRUNCATED[flag] for flag in flags if flag in _TRUNCATED), ""),
        facts={name: fact for name, fact in facts.items() if fact},
    )


def _headers(message: Request | Response) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in message.headers.items() for value in values]


def _host(url: str) -> bytes:
    """The header that HTTP clients add: without the port where it is the scheme's own."""
    parts = urlsplit(url)
    return parts.netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme, "")).encode("ascii")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
