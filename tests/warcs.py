"""WARC files as others make them, from pages of the sample magazine at its live address."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.connection import Request
from bwcrawler.sample.wordpress import WordPress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HTML = ("Content-Type", "text/html; charset=UTF-8")


@dataclass(slots=True, kw_only=True)
class Stored:
    """A record to write."""

    uri: str
    body: bytes = b""
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [HTML])
    date: str = "2020-01-01T00:00:00Z"
    kind: str = "response"
    warc_headers: dict[str, str] = field(default_factory=dict)


def page(magazine: Magazine, path: str) -> bytes:
    """A page as the live magazine would serve it."""
    return WordPress(magazine, magazine.base, Quirks()).respond(Request("GET", path)).body


def stored(magazine: Magazine, path: str, **more: Any) -> Stored:
    """A record of a page."""
    return Stored(uri=f"{magazine.base}{path}", body=page(magazine, path), **more)


def write(
    path: Path, records: Iterable[Stored], *, gzip: bool = True, version: str = "1.1"
) -> Path:
    """A WARC file with requests, other sorts of records, and these."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzip, warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for one in records:
            head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
            request = writer.create_warc_record(
                one.uri, "request", payload=BytesIO(), length=0, http_headers=head
            )
            writer.write_record(request)
            writer.write_record(_record(writer, one))
    return path


def _record(writer: WARCWriter, one: Stored) -> Any:
    date = {"WARC-Date": one.date}
    head = StatusAndHeaders(one.status, one.headers, protocol="HTTP/1.1")
    if one.kind == "revisit":
        return writer.create_revisit_record(
            one.uri,
            "sha1:X",
            one.warc_headers.get("refers-to-uri", ""),
            one.warc_headers.get("refers-to-date", ""),
            http_headers=head,
            warc_headers_dict=date,
        )
    return writer.create_warc_record(
        one.uri,
        one.kind,
        payload=BytesIO(one.body),
        length=len(one.body),  # without it warcio leaves a temporary file open
        http_headers=head,
        warc_headers_dict=date | one.warc_headers,
    )
