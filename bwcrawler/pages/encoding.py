"""Which encoding a page is in, whatever it declares."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LOST = "\ufffd"
"""Stands for what could not be decoded."""

_UTF_8, _WESTERN = "utf-8", "cp1252"
_WIDE = ("utf-16", "utf-32")


def in_utf_8(page: bytes, content_type: str = "") -> bytes:
    """The page in UTF-8; `content_type` is the header that came with it.

    Bytes that are valid UTF-8 are taken for it, whatever is declared: no other encoding looks like
    it by chance. For the others the order is that of the WHATWG: byte order mark, header, `meta`,
    and then UTF-8 and Windows-1252. The first one that loses fewest characters is kept, so a
    declaration that is wrong costs nothing, and one broken byte in UTF-8 costs one character.
    """
    try:
        page.decode(_UTF_8)
    except UnicodeDecodeError:
        return _decoded(page, content_type).encode(_UTF_8, "replace")
    return page.removeprefix(BOM_UTF8)


def _decoded(page: bytes, content_type: str) -> str:
    """A page that is not in UTF-8, or not all of it, as text."""
    text = to_unicode(page, _UTF_8)
    # What is beyond ASCII in UTF-8 would be two or three wrong characters in another encoding.
    fit = len(text) - len(text.encode("ascii", "ignore")) - text.count(LOST)
    mark, sign = read_bom(page)
    body = page.removeprefix(sign or b"")
    best, fewest = "", len(page) + 1
    for name in dict.fromkeys(_named(page, mark, content_type)):
        text = to_unicode(body, name)
        lost = text.count(LOST) + (0 if name in {_UTF_8, mark} else fit)
        if lost < fewest:
            best, fewest = text, lost
    return best


def _named(page: bytes, mark: str | None, content_type: str) -> Iterator[str]:
    """Python's names of the encodings that a page may be in, the likeliest first."""
    if mark:
        yield mark
    for name in (http_content_type_encoding(content_type), html_body_declared_encoding(page)):
        # Without a mark nothing tells their byte order, and anything at all can be read in them.
        if name and not name.startswith(_WIDE):
            yield name
    yield _UTF_8
    yield _WESTERN
