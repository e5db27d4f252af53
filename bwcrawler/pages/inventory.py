"""What a sitemap, a feed or the REST API says: which pages exist.

All three are read strictly. A cut sitemap still parses leniently, into a shorter list with half a
URL at its end; whoever takes that list for complete misses articles and may call others gone. So
an answer that is not whole and well-formed raises `NotAnInventory` and counts as no answer.
"""

from __future__ import annotations

import re
import zlib
from datetime import UTC
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from bwcrawler.items import Inventory, InventoryEntry
from bwcrawler.pages.dates import instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bwcrawler.items import Source
    from bwcrawler.urls import Site

LARGEST = 64 * 1024 * 1024
"""Bytes of an uncompressed file; the sitemap protocol allows 50 MiB."""

_NUMBERED_FILE = re.compile(r"(-|(?<=sitemap))\d+(?=\.xml)")
_FILE_OF_OTHERS = re.compile(r"author|categor|glossary|page|post_tag|taxonom|user")
_GZIP_MAGIC = b"\x1f\x8b"
_POST_ID = re.compile(r"[?&]p=(\d+)")
_NEXT = re.compile(r'<([^>]*)>\s*;[^,<]*\brel="?next"?', re.IGNORECASE)


def first_file(url: str) -> str:
    """The first file of a sitemap in several files, by which all of them are known.

    `post-sitemap3.xml` → `post-sitemap.xml` (Yoast), `…-post-3.xml` → `…-post-1.xml` (core).
    """
    return _NUMBERED_FILE.sub(lambda number: "-1" if number[1] else "", url)


def lists_posts(sitemap: str) -> bool:
    """False for the files of a sitemap index that list terms, accounts or editorial pages.

    A kind of file that is not known may list posts.
    """
    return not _FILE_OF_OTHERS.search(sitemap.rpartition("/")[2])


class NotAnInventory(ValueError):
    """The answer is no complete sitemap, feed or list of posts; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_sitemap(body: bytes, url: str, site: Site) -> Inventory:
    """A sitemap or a sitemap index (sitemaps.org protocol 0.9), plain or gzipped.

    WordPress core writes no `lastmod`, Yoast does. The files that an index names are `children`.
    """
    found = _inventory("sitemap", url, site)
    for element in _elements(body, {"urlset": "url", "sitemapindex": "sitemap"}):
        location = _page(_text(element, "loc"), site)
        if _name(element) == "sitemap":
            found.children.append(location)
        else:
            modified = instant(_text(element, "lastmod"))
            found.entries.append(InventoryEntry(url=location, modified=modified))
    return found


def read_feed(body: bytes, url: str, site: Site) -> Inventory:
    """An RSS 2.0 feed as WordPress writes it: the newest posts, the id in each `guid`."""
    found = _inventory("feed", url, site)
    for element in _elements(body, {"rss": "item"}):
        post = _POST_ID.search(_text(element, "guid"))
        entry = InventoryEntry(
            url=_page(_text(element, "link"), site),
            id=int(post[1]) if post else None,
            published=rfc_822(_text(element, "pubDate")),
        )
        found.entries.append(entry)
    return found


class _Post(msgspec.Struct):
    id: int
    link: str
    date_gmt: str | None = None
    modified_gmt: str | None = None


def read_rest(body: bytes, headers: Mapping[str, str], url: str, site: Site) -> Inventory:
    """A page of `wp/v2/posts`; the next page, named in the `Link` header, is the only child.

    Times are UTC and without offset (`date_gmt`). `total` is the header `X-WP-Total`.
    """
    try:
        posts = msgspec.json.decode(body, type=list[_Post])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotAnInventory(f"no list of posts: {error}") from error
    header = {name.lower(): value for name, value in headers.items()}
    total = header.get("x-wp-total", "")
    following = _NEXT.search(header.get("link", ""))
    found = _inventory("rest", url, site)
    found.total = int(total) if re.fullmatch(r"\d{1,9}", total, re.ASCII) else None
    found.children = [_page(following[1], site)] if following else []
    found.entries = [
        InventoryEntry(
            url=_page(post.link, site),
            id=post.id,
            modified=instant(f"{post.modified_gmt}Z"),
            published=instant(f"{post.date_gmt}Z"),
        )
        for post in posts
    ]
    return found


def _inventory(source: Source, url: str, site: Site) -> Inventory:
    return Inventory(url=site.canonical(url), edition=site.edition.code, source=source)


def _page(address: str, site: Site) -> str:
    """Canonical URL of a page that an answer names; raises where it is not of this edition."""
    url = site.canonical(address)
    if not address or not site.has(url):
        raise NotAnInventory(f"names a page outside {site.edition.host}: {address[:100]!r}")
    return url


def _elements(body: bytes, wanted: dict[str, str]) -> Iterator[etree._Element]:
    """The entries of an XML file, one at a time, each emptied after use.

    `wanted` maps the possible roots to the name of their entries. Entities stay unresolved: a
    document type is refused, no file of this kind has one.
    """
    source = BytesIO(_unzipped(body))
    entry = ""
    try:
        walker = etree.iterparse(
            source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in walker:
            if not entry:
                entry = wanted.get(_name(element), "")
                _check_root(element, wanted)
            elif event == "end" and _name(element) == entry:
                yield element
                element.clear()
    except etree.XMLSyntaxError as error:
        raise NotAnInventory(f"not well-formed: {error.msg}") from error


def _check_root(root: etree._Element, wanted: dict[str, str]) -> None:
    if root.getroottree().docinfo.doctype:
        raise NotAnInventory("has a document type")
    if _name(root) not in wanted:
        raise NotAnInventory(f"its root is {_name(root)!r}, not {' or '.join(wanted)}")


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(body, LARGEST)
    except zlib.error as error:
        raise NotAnInventory(f"not well-formed: {error}") from error
    if not unzip.eof:
        raise NotAnInventory("gzip data is cut, or larger than any sitemap may be")
    return plain


def _name(element: etree._Element) -> str:
    """Local name of an element, whatever its namespace."""
    return str(element.tag).rpartition("}")[2]


def _text(element: etree._Element, name: str) -> str:
    """Text of a child in the same namespace as `element` (`image:loc` is no `loc`)."""
    prefix = str(element.tag).rpartition("}")[0]
    return (element.findtext(f"{prefix}}}{name}" if prefix else name) or "").strip()


def rfc_822(text: str) -> str:
    """ISO 8601 of the date of a feed or a header; `""` where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
