"""The running text inside one block: words, line breaks, emphasis and links."""

from __future__ import annotations

import re

from lxml import etree

from bwcrawler.text import fold

_BREAK = "\x1e"
"""Stands for a `br` while text is gathered; no page can print it, for `fold` drops controls."""

_EMPHASIS = frozenset({"strong", "b", "em", "i"})

BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hgroup hr li main menu ol p pre section summary table tbody td
    tfoot th thead tr ul""".split()
)
"""Elements that begin and end a line of their own; anything else runs on in the text."""

_EMOJI = frozenset({"emoji", "wp-smiley"})
_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}|[ivxlc]{1,6}|[*†‡]{1,3})[)\]]?\.?\s*$")
_SILENT = frozenset({"script", "style", "noscript", "template"})


class Run:
    """Text gathered from the inline elements of a block, until it is taken."""

    __slots__ = (
        "_depth", "_emphasised", "_letters", "_links", "_mark", "_open", "_parts", "is_marked",
    )  # fmt: skip

    def __init__(self) -> None:
        self._depth = 0
        self._open: list[tuple[etree._Element, int]] = []
        self._reset()

    def _reset(self) -> None:
        self._parts: list[str] = []
        self._links: list[tuple[etree._Element, str]] = []
        self._letters = self._emphasised = 0
        self._mark: etree._Element | None = None
        self.is_marked = False
        """True where the text begins with the mark of a note, raised or linked back to the text."""
        self._open = [(link, 0) for link, _ in self._open]

    def add(self, text: str | None) -> None:
        """Add text as it stands in the page."""
        if not text:
            return
        self._parts.append(text)
        letters = len(text.strip())
        self._letters += letters
        if self._depth:
            self._emphasised += letters

    def start(self, element: etree._Element) -> None:
        """Enter an inline element; its text comes by `add`."""
        tag = element.tag
        if self.is_blank and self._mark is None and _may_be_mark(element):
            self._mark = element
        if tag == "br":
            self._parts.append(_BREAK)
        elif tag in _EMPHASIS:
            self._depth += 1
        elif tag == "a":
            self._open.append((element, len(self._parts)))

    def end(self, element: etree._Element) -> None:
        """Leave an inline element."""
        tag = element.tag
        if element is self._mark:
            self.is_marked = _MARK.match("".join(self._parts)) is not None
        if tag in _EMPHASIS:
            self._depth -= 1
        elif tag == "a" and self._open:
            _, position = self._open.pop()
            self._links.append((element, "".join(self._parts[position:])))

    @property
    def is_blank(self) -> bool:
        """True where nothing but white space was gathered."""
        return not self._letters

    @property
    def is_emphasised(self) -> bool:
        """True where every word is in bold or italics."""
        return 0 < self._letters == self._emphasised

    def take(self) -> tuple[str, list[tuple[etree._Element, str]]]:
        """The text as it stands, and each link with its text; the run is empty afterwards."""
        raw, links = "".join(self._parts), self._links
        self._reset()
        return raw, links


def paragraphs(raw: str) -> list[list[str]]:
    """Text of a run as paragraphs of lines: a `br` ends a line, two of them a paragraph."""
    found: list[list[str]] = [[]]
    for line in raw.split(_BREAK):
        folded = fold(line)
        if folded:
            found[-1].append(folded)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def plain_text(element: etree._Element) -> str:
    """The text of an element on one line, blocks and breaks apart by a blank."""
    if len(element) == 0:
        return fold(element.text or "")
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append(" " if inner.tag in BLOCKS or inner.tag == "br" else emoji(inner))
            parts.append(inner.text or "" if inner.tag not in _SILENT else "")
        elif inner is not element:
            parts.append(" " if inner.tag in BLOCKS else "")
            parts.append(inner.tail or "")
    return fold("".join(parts))


def emoji(element: etree._Element) -> str:
    """The character that WordPress shows as a picture; empty for any other element."""
    if element.tag != "img":
        return ""
    classes = (element.get("class") or "").split()
    if _EMOJI.isdisjoint(classes) and "/core/emoji/" not in (element.get("src") or ""):
        return ""
    return element.get("alt") or ""


def is_way_back(element: etree._Element) -> bool:
    """True for the arrow behind a footnote that leads back to the text."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#") or len(element) > 1:
        return False
    text = "".join(element.itertext())
    return bool(text.strip()) and not any(map(str.isalnum, text))


def _may_be_mark(element: etree._Element) -> bool:
    if element.tag == "sup":
        return True
    return element.tag == "a" and (element.get("href") or "").startswith("#")
