"""The records of an exchange, each a gzip member of its own, as readers that seek need them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from http.client import responses
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bwcrawler.warc.exchange import sha1_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bwcrawler.warc.exchange import Exchange, Headers, Original

_GZIP = zlib.MAX_WBITS | 16
_LEVEL = 6
"""zlib's default; with warcio's 9 the stored pages of the magazine are 0.6 % smaller."""

_NOT_MODIFIED = 304
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"

_SECRETS = frozenset({b"cookie", b"authorization", b"proxy-authorization"})
"""Headers of a request that are nobody's business."""

_FRAMING = frozenset({b"transfer-encoding"})
"""Headers of an answer that tell how its body was sent; it is stored without that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The records of one exchange."""

    request: bytes
    answer: bytes
    metadata: bytes
    record_id: str
    """Of the answer."""
    digest: str
    """Of its payload."""


class Records:
    """Makes records that belong to one file, and so to one `warcinfo` record."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=False, warc_version="1.1")
        self._warcinfo = ""

    def warcinfo(self, name: str, fields: Mapping[str, str]) -> bytes:
        """The first record of a file of this name."""
        record = self._writer.create_warcinfo_record(name, fields)
        self._warcinfo = record.rec_headers.get_header("WARC-Record-ID")
        return self._member(record)

    def members(self, exchange: Exchange, original: Original | None) -> Members:
        """The records of an exchange; the answer only points to `original` where there is one."""
        digest = original.digest if original else sha1_of(exchange.body)
        answer = self._revisit(exchange, original) if original else self._response(exchange, digest)
        record_id = answer.rec_headers.get_header("WARC-Record-ID")
        return Members(
            request=self._member(self._request(exchange, record_id)),
            answer=self._member(answer),
            metadata=self._member(self._metadata(exchange, record_id)),
            record_id=record_id,
            digest=digest,
        )

    def _request(self, exchange: Exchange, answer: str) -> Any:
        parts = urlsplit(exchange.uri)
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        head = _Head(f"{exchange.method} {target} HTTP/1.1", [], is_http_request=True)
        head.keep(exchange.request_headers, without=_SECRETS)
        headers = self._headers(exchange) | {"WARC-Concurrent-To": answer}
        return self._record("request", exchange, exchange.request_body, headers, head)

    def _response(self, exchange: Exchange, digest: str) -> Any:
        headers = self._of_answer(exchange) | {"WARC-Payload-Digest": digest}
        return self._record("response", exchange, exchange.body, headers, _head_of(exchange))

    def _revisit(self, exchange: Exchange, original: Original) -> Any:
        headers = self._of_answer(exchange) | {"WARC-Refers-To": original.record_id}
        record = self._writer.create_revisit_record(
            exchange.uri,
            original.digest,
            original.uri,
            original.date,
            http_headers=_head_of(exchange),
            warc_headers_dict=headers,
        )
        is_empty = exchange.status == _NOT_MODIFIED
        profile = "server-not-modified" if is_empty else "identical-payload-digest"
        record.rec_headers.replace_header("WARC-Profile", f"{_PROFILE}{profile}")
        return record

    def _metadata(self, exchange: Exchange, answer: str) -> Any:
        text = "".join(f"{name}: {value}\r\n" for name, value in exchange.facts.items())
        headers = self._headers(exchange) | {"WARC-Concurrent-To": answer}
        return self._record("metadata", exchange, text.encode(), headers, None)

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        return {"WARC-Date": exchange.date, "WARC-Warcinfo-ID": self._warcinfo}

    def _of_answer(self, exchange: Exchange) -> dict[str, str]:
        known = {
            "WARC-IP-Address": exchange.ip,
            "WARC-Protocol": exchange.protocol,
            "WARC-Truncated": exchange.truncated,
        }
        return self._headers(exchange) | {name: value for name, value in known.items() if value}

    def _record(
        self,
        kind: str,
        exchange: Exchange,
        body: bytes,
        headers: dict[str, str],
        head: StatusAndHeaders | None,
    ) -> Any:
        return self._writer.create_warc_record(
            exchange.uri,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict=headers,
        )

    def _member(self, record: Any) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(record)
        return zlib.compress(self._buffer.getbuffer(), _LEVEL, _GZIP)


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """First line and headers as the bytes that came; warcio would percent-encode some of them."""

    def keep(self, headers: Headers, *, without: frozenset[bytes]) -> None:
        """Add these headers but for those named."""
        for name, value in headers:
            if name.lower() not in without:
                self.add_header(name.decode("latin-1"), value.decode("latin-1"))

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """As warcio's, which calls it."""
        self.headers_buff = self.to_bytes(header_filter, encoding="latin-1")


def _head_of(exchange: Exchange) -> _Head:
    """Of the answer; its reason is the canonical one, for Scrapy does not tell that which came."""
    reason = responses.get(exchange.status, "")
    head = _Head(f"{exchange.status} {reason}", [], protocol="HTTP/1.1")
    head.keep(exchange.headers, without=_FRAMING)
    return head
