"""A connection that must not be made ends the crawl, and says why."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from twisted.web.client import ResponseFailed

from bwcrawler.download.resolver import PublicResolver
from bwcrawler.extensions.publish import CAUSE
from bwcrawler.middlewares.patience import PatienceMiddleware
from bwcrawler.publish.verdict import UNTRUSTED

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_NOT_THE_HOST = "service_identity.exceptions.VerificationError"
_UNVERIFIED = "certificate verify failed"
"""OpenSSL's word for it; its further reasons are not handed on."""


class Untrusted(Exception):
    """The server cannot show that it is the site, or is at an address that is not public."""


class ConnectionMiddleware:
    """Downloader middleware that ends the crawl where a connection may not be made.

    To try again would change nothing, and the next page lies at the same host. It stands nearer to
    the downloader than whatever tries again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Wait for the end of the crawl; raise `Untrusted` where nothing can end it."""
        host = urlsplit(request.url).hostname or ""
        why = ""
        if isinstance(exception, CannotResolveHostError) and (address := _passed_over(host)):
            why = f"{host} has no public address, only {address}"
        elif isinstance(exception, DownloadFailedError) and (fault := _fault(exception)):
            why = f"the TLS certificate of {host} is not valid, {fault}"
        if not why:
            return
        patience = self._crawler.get_downloader_middleware(PatienceMiddleware)
        if patience is None:
            raise Untrusted(why) from exception
        logger.error("No connection to the site: %s", why)
        self._crawler.stats.set_value(CAUSE, why)
        patience.end(UNTRUSTED)
        await asyncio.Future()  # what is asked for stays in the queue


def _passed_over(host: str) -> str:
    """The address of a name for which there was no public one."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.refused.get(host, "") if isinstance(resolver, PublicResolver) else ""


def _fault(error: DownloadFailedError) -> str:
    """What is wrong with the certificate; empty where it was not the certificate."""
    cause = error.__cause__
    for reason in cause.reasons if isinstance(cause, ResponseFailed) else ():
        if reason.check(_NOT_THE_HOST):
            return "it is another host's"
        if _UNVERIFIED in str(reason.value):
            return "it has expired, or nobody known has signed it"
    return ""
