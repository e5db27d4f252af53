"""Scrapy's HTTP/1.1 downloads, but every answer has an end, and a head of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers import http11
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from twisted.python.failure import Failure

from bwcrawler.download.whole import TooLarge, fault_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as TxRequest
    from twisted.web.iweb import IResponse

LARGEST_HEAD = 256 * 1024
"""Bytes. Twisted bounds each header, but not how many there are; browsers take as much as this."""

_BODY = "BODY"
"""State of Twisted's parser once the head is over."""


class WholeBodyHandler(BaseDownloadHandler):
    """Treats any body without its end as Scrapy treats one shorter than its Content-Length.

    So the settings DOWNLOAD_FAIL_ON_DATALOSS and RETRY_EXCEPTIONS hold for it. What unpacks to
    more than DOWNLOAD_MAXSIZE fails like what is sent larger than that. It is Twisted that
    downloads, as is Scrapy's rule; where a program runs Scrapy without it, that is aiohttp.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._handler = _handler(crawler)
        self._fails = crawler.settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """As Scrapy's; raises `ResponseDataLossError` for a body that is not whole."""
        too_large = f"more than {self._largest} bytes"
        try:
            response = await self._handler.download_request(request)
            fault = fault_of(response, self._largest) if request.method != "HEAD" else ""
        except ResponseDataLossError as error:
            raise ResponseDataLossError("the connection ended before the body") from error
        except (DownloadCancelledError, TooLarge) as error:
            raise DownloadCancelledError(too_large) from error
        if not fault:
            return response
        if request.meta.get("download_fail_on_dataloss", self._fails):
            raise ResponseDataLossError(fault)
        return response.replace(flags=[*response.flags, "dataloss"])

    async def close(self) -> None:
        """Close the connections that are kept open."""
        await self._handler.close()


def _handler(crawler: Crawler) -> BaseDownloadHandler:
    if crawler.settings.getbool("TWISTED_REACTOR_ENABLED"):
        return _BoundedHandler(crawler)
    from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler

    return AiohttpDownloadHandler(crawler)


class _BoundedHandler(http11.HTTP11DownloadHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory  # noqa: SLF001 - as Scrapy sets its own
        # Twisted would repeat at once what was sent over a connection that is then closed.
        self._pool.retryAutomatically = False


class _BoundedProtocol(http11._LenientHTTP11ClientProtocol):  # noqa: SLF001 - the pool knows it
    """Gives up a connection on which the head of an answer does not end."""

    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """As Scrapy's."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's names
        """As Twisted's."""
        if self._parser is not None and self._parser.state != _BODY:
            self._head += len(bytes)
            if self._head > LARGEST_HEAD:
                error = ValueError("the head of the answer does not end")
                self._giveUp(Failure(error))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _BoundedFactory(http11._LenientHTTP11ClientFactory):  # noqa: SLF001
    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:  # noqa: ARG002, N802
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
