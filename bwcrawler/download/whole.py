"""Whether the body of an answer is whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.download.codings import CODINGS, Damaged, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.http import Response

_OK = 200
_CLOSED = "partial"
"""Scrapy's flag of a body that neither Content-Length nor chunks end, only the connection."""

_END = 4096
"""Bytes at either end of a page that hold its tags: PHP puts warnings before it, plug-ins comments
behind it."""
_BEGINS = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_NONE = frozenset({"", "identity"})


class TooLarge(Exception):
    """A body that unpacks to more than was allowed."""


def fault_of(response: Response, largest: int) -> str:
    """What tells that the end of a body is missing; empty for a whole one.

    `response` is as it was sent. Its coding must end, and with status 200 what begins as an HTML
    page must have its end tag: WordPress prints it last, and where PHP dies half-way nothing else
    tells. (robots.txt, sitemaps and the API may say that they are HTML as well.) A body that only
    the end of the connection ends must prove its end by one of them, or be JSON or XML that can be
    read. Raises `TooLarge` where more than `largest` bytes come out of a coding.
    """
    coding = _coding(response)
    if coding not in {"", *CODINGS}:
        return f"nobody asked for the content coding {coding!r}"
    try:
        start, end = _ends(decode(response.body, coding) if coding else [response.body], largest)
    except Damaged as error:
        return f"the {coding} body is damaged: {error}"
    if response.status != _OK:
        return ""
    if _content_type(response) in _HTML and (not start or _BEGINS.search(start)):
        return "" if b"</html" in end.lower() else "the page stops before its end tag"
    if _CLOSED in response.flags and not coding and not _can_be_read(response):
        return "it ended with the connection, and nothing tells whether that was its end"
    return ""


def _coding(response: Response) -> str:
    """The content coding in lower case; empty for none, and where nothing was sent."""
    if not response.body:
        return ""
    codings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    return ",".join(name for one in codings.split(",") if (name := one.strip()) not in _NONE)


def _ends(pieces: Iterable[bytes], largest: int) -> tuple[bytes, bytes]:
    """The first and the last bytes of a body."""
    start, end, size = b"", b"", 0
    for piece in pieces:
        size += len(piece)
        if size > largest:
            raise TooLarge
        start = start or piece[:_END]
        end = (end + piece[-_END:])[-_END:]
    return start, end


def _content_type(response: Response) -> str:
    header = response.headers.get("Content-Type") or b""
    return header.partition(b";")[0].strip().decode("latin-1").lower()


def _can_be_read(response: Response) -> bool:
    kind = _content_type(response).partition("/")[2].rpartition("+")[2]
    try:
        _READERS[kind](response.body)
    except (KeyError, ValueError, etree.XMLSyntaxError):
        return False
    return True


def _read_xml(body: bytes) -> object:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, huge_tree=True))


_READERS: dict[str, Callable[[bytes], object]] = {"json": json.loads, "xml": _read_xml}
"""By the last part of the media type."""
