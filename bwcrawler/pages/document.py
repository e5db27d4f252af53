"""One parsed page, shared by every reader of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree
from w3lib.encoding import html_to_unicode

from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.pages.metadata import Metadata
from bwcrawler.urls import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.editions import Edition

# Making a parser costs as much as parsing a small page; one serves all, lxml locks it.
_PARSER = etree.HTMLParser(
    encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
)
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_END = 4096
"""Bytes from the end of a page that hold its end tag; plug-ins put comments behind it."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
_WESTERN = "text/html; charset=windows-1252"
_MOST_LINKS = 10_000
"""More than any page of a magazine has; one of 100,000 would take half a minute to read."""
_LINKS = etree.XPath("count(//a)")
_IN_HOUSE_LINKS = etree.XPath("//a/@href | //area/@href")


@dataclass(slots=True, kw_only=True)
class Document:
    """A page as a tree, with the address it answers to.

    `url` is canonical. `replaced` counts the characters that could not be decoded.
    """

    root: etree._Element
    url: str
    site: Site
    metadata: Metadata
    replaced: int = 0
    is_whole: bool = True
    """False where the end tag of the page is missing."""
    classes: frozenset[str] = field(default_factory=frozenset)
    """Classes of the body element: WordPress's `body_class()` tells what kind of page it is."""

    @classmethod
    def parse(cls, html: str | bytes, url: str, *, site: Site | None = None) -> Document:
        """Parse a page.

        `site` is where it was fetched from; without it, the site that `url` lies on. Raises
        `NotAnArticle("not html")` where there is no element at all, `NotAnArticle("too deep")`
        where libxml2 gave up inside the page (2,048 levels) and the rest is lost, and
        `NotAnArticle("too many links")` above 10,000.
        """
        site = site or Site.of(url)
        markup, replaced = _utf8(html)
        root = _tree(markup)
        if _LINKS(root) > _MOST_LINKS:
            raise NotAnArticle("too many links", "no page of a magazine has so many")
        body = root.find("body")
        return cls(
            root=root,
            url=site.canonical(url),
            site=site,
            metadata=Metadata.read(root, site),
            replaced=replaced,
            is_whole=b"</html" in markup[-_END:].lower(),
            classes=frozenset((body.get("class") or "").split() if body is not None else ()),
        )

    @property
    def edition(self) -> Edition:
        """The edition that the page belongs to, by its host."""
        return self.site.edition

    def resolve(self, href: str | None) -> str:
        """Canonical URL that a link of this page leads to; empty for none, or a mere fragment."""
        href = (href or "").strip()
        if not href or href[0] == "#":
            return ""
        if href[0] != "/" and "://" not in href:
            try:
                href = urljoin(self.url, href)
            except ValueError:
                return ""
        return self.site.canonical(href)

    def links(self) -> Iterator[str]:
        """Canonical URL of each link of the page to this edition, once, in order."""
        root = f"https://{self.edition.host}/"
        seen = set()
        for href in _IN_HOUSE_LINKS(self.root):
            url = self.resolve(href)
            if url.startswith(root) and url not in seen:
                seen.add(url)
                yield url


def _utf8(html: str | bytes) -> tuple[bytes, int]:
    """The page in UTF-8 without NUL, and how many characters were lost on the way.

    Bytes that are valid UTF-8 are taken for it, whatever the page declares: no other encoding
    looks like it by chance. Everything else is read as the WHATWG rules say (byte order mark,
    `meta`). Where they say UTF-8, or nothing, and that loses more characters than it reads, it is
    Windows-1252, as with browsers; a UTF-8 page with a few broken bytes stays one.
    """
    if isinstance(html, bytes):
        try:
            html.decode("utf-8")
            markup = html.removeprefix(b"\xef\xbb\xbf")
        except UnicodeDecodeError:
            declared, text = html_to_unicode(None, html, default_encoding="utf-8")
            if declared == "utf-8" and text.count("\ufffd") >= len(_BEYOND_ASCII.findall(text)):
                text = html_to_unicode(_WESTERN, html)[1]
            html = text
    if isinstance(html, str):
        markup = html.encode("utf-8", "replace")
    if b"\0" in markup:
        markup = markup.replace(b"\0", b"")
    return markup, markup.count(b"\xef\xbf\xbd")


def _tree(markup: bytes) -> etree._Element:
    try:
        root = etree.fromstring(markup, _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotAnArticle("not html", "the page has no element") from error
    if root is None:
        raise NotAnArticle("not html", "the page has no element")
    if any(entry.type == _TOO_DEEP for entry in _PARSER.error_log):
        raise NotAnArticle("too deep", "elements nest so deep that the rest of the page is lost")
    return root
