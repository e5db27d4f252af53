"""What a page says of itself to machines: `meta`, `link` and JSON-LD."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bwcrawler.items import Translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from bwcrawler.urls import Site

_JSON_LD = "application/ld+json"
_ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle"}
)
_POST_ID = re.compile(r"[?&]p=(\d+)|/wp/v2/posts/(\d+)")

Node = dict[str, Any]
"""A JSON-LD node."""


@dataclass(slots=True, kw_only=True)
class Metadata:
    """Head of a page. Names are as printed (`og:title`, `article:published_time`, `author`)."""

    title: str = ""
    """Text of the `title` element."""
    meta: dict[str, str] = field(default_factory=dict)
    """First `content` of each `property` or `name`."""
    canonical: str = ""
    post_id: int | None = None
    """Post id of the shortlink or of the link to the REST API."""
    translations: list[Translation] = field(default_factory=list)
    article: Node = field(default_factory=dict)
    """JSON-LD node of the article, with its author resolved; empty if there is none."""
    nodes: list[Node] = field(default_factory=list)
    """All JSON-LD nodes, in order."""
    types: frozenset[str] = frozenset()
    """Types of all JSON-LD nodes."""
    broken: int = 0
    """JSON-LD scripts that are no JSON."""

    @classmethod
    def read(cls, root: etree._Element, site: Site) -> Metadata:
        """Metadata of a page that was fetched from `site`."""
        found = cls()
        scripts: list[str] = []
        for element in root.iter("meta", "link", "script", "title"):
            tag = element.tag
            if tag == "meta":
                name = element.get("property") or element.get("name")
                if name:
                    found.meta.setdefault(name.lower(), element.get("content") or "")
            elif tag == "link":
                found._read_link(element, site)
            elif tag == "title":
                found.title = found.title or element.text or ""
            elif element.get("type") == _JSON_LD:
                scripts.append(element.text or "")
        found._read_json_ld(scripts)
        return found

    def _read_link(self, link: etree._Element, site: Site) -> None:
        rel = link.get("rel", "").lower().split()
        href = link.get("href", "")
        if "canonical" in rel:
            self.canonical = self.canonical or site.canonical(href)
        elif "alternate" in rel and link.get("hreflang"):
            self.translations.append(
                Translation(language=link.get("hreflang", ""), url=site.canonical(href))
            )
        elif "shortlink" in rel or "alternate" in rel:
            match = _POST_ID.search(href)
            if match and self.post_id is None:
                self.post_id = int(match[1] or match[2])

    def _read_json_ld(self, scripts: list[str]) -> None:
        nodes: list[Node] = []
        for script in scripts:
            try:
                nodes.extend(_nodes(json.loads(script)))
            except (ValueError, RecursionError):
                self.broken += 1
        self.nodes = nodes
        self.types = frozenset(kind for node in nodes for kind in _types(node))
        article = next((node for node in nodes if _ARTICLE_TYPES & _types(node)), None)
        if article is not None:
            self.article = article | {"author": _author(article, nodes)}

    @property
    def author(self) -> tuple[str, str]:
        """Name and URL of the posting account, as JSON-LD tells them."""
        author = self.article.get("author", {})
        return text_of(author, "name"), text_of(author, "url")

    def node(self, kind: str) -> Node:
        """The first JSON-LD node of this type; empty if there is none."""
        return next((node for node in self.nodes if kind in _types(node)), {})

    @property
    def breadcrumb(self) -> list[str]:
        """Names of the JSON-LD breadcrumb, the home page first."""
        found = self.node("BreadcrumbList").get("itemListElement")
        steps = (
            [step for step in found if isinstance(step, dict)] if isinstance(found, list) else []
        )
        return [name for step in steps if (name := text_of(step, "name"))]

    def value(self, key: str) -> str:
        """A string of the JSON-LD article, or empty."""
        return text_of(self.article, key)

    def values(self, key: str) -> list[str]:
        """A list of strings of the JSON-LD article; a comma-separated string counts as one."""
        found = self.article.get(key)
        if isinstance(found, str):
            found = found.split(",")
        if not isinstance(found, list):
            return []
        return [html.unescape(one).strip() for one in found if isinstance(one, str) and one.strip()]


def _nodes(data: object) -> Iterator[Node]:
    """The nodes of a JSON-LD document: a node, a list, or an `@graph` of them."""
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting = one + waiting
        elif isinstance(one, dict):
            yield one
            if "@graph" in one:
                waiting.insert(0, one["@graph"])


def _types(node: Node) -> set[str]:
    kinds = node.get("@type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return {kind for kind in kinds if isinstance(kind, str)} if isinstance(kinds, list) else set()


def _author(article: Node, nodes: list[Node]) -> Node:
    """The article's author, completed by the node that its `@id` refers to."""
    author = article.get("author")
    if isinstance(author, list):
        author = author[0] if author else {}
    if isinstance(author, str):
        author = {"name": author}
    if not isinstance(author, dict):
        return {}
    identity = author.get("@id")
    full = next((n for n in nodes if identity and n.get("@id") == identity and "name" in n), {})
    return full | author


def text_of(node: Node, key: str) -> str:
    """The string under `key`, character references resolved; empty if it is no string."""
    found = node.get(key)
    return html.unescape(found).strip() if isinstance(found, str) else ""
