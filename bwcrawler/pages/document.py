"""One parsed page, shared by every reader of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from bwcrawler.pages.encoding import LOST, in_utf_8
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
_LOST = LOST.encode()
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
    def parse(
        cls, html: str | bytes, url: str, *, site: Site | None = None, content_type: str = ""
    ) -> Document:
        """Parse a page.

        `site` is where it was fetched from; without it, the site that `url` lies on. `content_type`
        is the header of that name, which may tell the encoding. Raises
        `NotAnArticle("not html")` where there is no element at all, `NotAnArticle("too deep")`
        where libxml2 gave up inside the page (2,048 levels) and the rest is lost, and
        `NotAnArticle("too many links")` above 10,000.
        """
        site = site or Site.of(url)
        markup, replaced = _utf8(html, content_type)
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


def _utf8(html: str | bytes, content_type: str) -> tuple[bytes, int]:
    """The page in UTF-8 without NUL, and how many characters were lost on the way."""
    if isinstance(html, str):
        markup = html.encode("utf-8", "replace")
    else:
        markup = in_utf_8(html, content_type)
    if b"\0" in markup:
        markup = markup.replace(b"\0", b"")
    return markup, markup.count(_LOST)


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
