"""The content element of a page as pieces in document order.

One walk over the tree tells structure (paragraph, heading, list, quote, table, figure, embed) and
leaves out what is no content (scripts, buttons, sharing, author boxes). What a piece means for the
article (deck, byline, note, sign-off) is told afterwards, by `front` and `tail`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.items import BlockKind, Embed, Figure, Link
from bwcrawler.pages import embeds, figures
from bwcrawler.pages.boilerplate import NOTE_CLASSES, is_boilerplate
from bwcrawler.pages.inline import BLOCKS, Run, paragraphs, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ITEMS = frozenset({"li", "dt", "dd"})
_NO_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$")
_SENTENCE_END = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]」』]*$")
_CAPTION_LIMIT = 400
"""Characters; longer text beside a picture is prose."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """A block as found, before its meaning is told."""

    kind: BlockKind
    lines: list[str] = field(default_factory=list)
    """The folded text, cut at each `br`."""
    raw: str = ""
    """The text as it stands in the page, white space included."""
    emphasised: bool = False
    """True where every word is in bold or italics."""
    level: int = 0
    ordered: bool = False
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    cite: str = ""
    links: list[Link] = field(default_factory=list)
    figure: Figure | None = None
    embed: Embed | None = None

    @property
    def text(self) -> str:
        """The lines as one text: a `br` inside a sentence is a blank, else a line feed."""
        if len(self.lines) == 1:
            return self.lines[0]
        text = ""
        for line in self.lines:
            if not text:
                text = line
            elif _SENTENCE_END.search(text) or self.kind not in ("paragraph", "heading"):
                text = f"{text}\n{line}"
            else:
                text = f"{text}{'' if _NO_SPACES.search(text) else ' '}{line}"
        return text

    @property
    def prose(self) -> str:
        """The text of any kind of piece: list items and table rows a line each."""
        if self.rows:
            return "\n".join("\t".join(row) for row in self.rows)
        return "\n".join(self.items) or self.text

    @property
    def is_line(self) -> bool:
        """True for a paragraph or a heading, which may turn out to be deck, byline or note."""
        return self.kind in ("paragraph", "heading")


def read_pieces(content: etree._Element, resolve: Callable[[str | None], str]) -> list[Piece]:
    """The pieces of `content`; `resolve` makes a link's address absolute."""
    walk = _Walk(resolve)
    walk.read(content)
    return walk.pieces


class _Walk:
    """One pass over a content element: text gathers in a run until a block element ends it."""

    def __init__(self, resolve: Callable[[str | None], str]) -> None:
        self.pieces: list[Piece] = []
        self.resolve = resolve
        self.run = Run()
        self.level = 0
        self.container: Piece | None = None
        """The list, quote or notes that text belongs to; what nests inside it is part of it."""
        self.container_element: etree._Element | None = None
        self.begins_item = False
        self.citing: etree._Element | None = None
        self.waiting: list[Piece] = []
        """Pictures met inside a text that has not ended yet."""
        self.uncaptioned: Figure | None = None
        """The picture that opened the present paragraph."""

    def read(self, content: etree._Element) -> None:
        walk = etree.iterwalk(content, events=("start", "end"))
        skipped: etree._Element | None = None
        self.run.add(content.text)
        for event, element in walk:
            if element is content:
                continue
            if event == "start":
                if is_boilerplate(element) or self._taken_whole(element):
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._start(element)
                    self.run.add(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            self.run.add(element.tail)
        self._flush()

    def _taken_whole(self, element: etree._Element) -> bool:
        """Read an element that is one piece by itself; False for any other."""
        tag = element.tag
        if tag in ("img", "amp-img"):
            self._image(element)
            return True
        if figures.is_figure(element):
            self._flush()
            figure = figures.read_figure(element, self.resolve)
            if figure is not None:
                self.pieces.append(Piece(kind="figure", figure=figure))
            return True
        if figures.is_caption(element):
            self._flush()
            self._caption(element)
            return True
        embed = embeds.read_embed(element, self.resolve)
        if embed is not None:
            self._flush()
            self.pieces.append(Piece(kind="embed", embed=embed))
            return True
        if tag == "table" and _is_data(element):
            self._flush()
            self._emit(_table(element, self.resolve))
            return True
        return False

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "cite" and self.container is not None and self.container.kind == "quote":
            self._flush()
            self.citing = element
            return
        if tag not in BLOCKS:
            self.run.start(element)
            return
        self._flush()
        self.uncaptioned = None
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in _ITEMS:
            self.begins_item = True
        if self.container is None:
            self._open_container(element)

    def _open_container(self, element: etree._Element) -> None:
        tag = element.tag
        if not NOTE_CLASSES.isdisjoint((element.get("class") or "").split()):
            self.container = Piece(kind="note")
        elif tag in _LISTS:
            self.container = Piece(kind="list", ordered=tag == "ol")
        elif tag == "blockquote":
            self.container = Piece(kind="quote")
        else:
            return
        self.container_element = element

    def _end(self, element: etree._Element) -> None:
        if element is self.citing:
            self._flush()
            self.citing = None
        elif element.tag not in BLOCKS:
            self.run.end(element)
        else:
            self._flush()
            self.uncaptioned = None
            if element.tag in _HEADINGS:
                self.level = 0
            if element is self.container_element:
                closed, self.container, self.container_element = self.container, None, None
                if closed is not None and (closed.lines or closed.items or closed.cite):
                    self._emit(closed)

    def _image(self, element: etree._Element) -> None:
        if "emoji" in (element.get("class") or "").split():
            self.run.add(element.get("alt"))
            return
        figure = figures.read_image(element, self.resolve)
        if figure is None:
            return
        piece = Piece(kind="figure", figure=figure)
        if self.run.is_blank:
            self.pieces.append(piece)
            self.uncaptioned = figure
        else:
            self.waiting.append(piece)

    def _caption(self, element: etree._Element) -> None:
        """A caption apart from its picture belongs to the piece before it."""
        previous = self.pieces[-1] if self.pieces else None
        if previous is not None and previous.figure is not None and not previous.figure.caption:
            figures.set_caption(previous.figure, element, self.resolve)
        elif previous is not None and previous.embed is not None:
            previous.embed.title = plain_text(element)

    def _flush(self) -> None:
        """End the run: its text becomes a piece, or part of the open container."""
        if not self.run.is_blank:
            emphasised = self.run.is_emphasised
            raw, found = self.run.take()
            links = [
                Link(url=url, text=plain, rel=link.get("rel") or "")
                for link, text in found
                if (url := self.resolve(link.get("href")))
                and not url.startswith("javascript:")
                and (plain := " ".join(text.split()))
            ]
            self._add_text(raw, links, emphasised=emphasised)
        else:
            self.run.take()
        self.pieces.extend(self.waiting)
        self.waiting.clear()

    def _add_text(self, raw: str, links: list[Link], *, emphasised: bool) -> None:
        texts = paragraphs(raw)
        if self._is_caption_of_picture(texts, emphasised=emphasised):
            return
        for lines in texts:
            if not any(map(_is_word, lines)):
                continue
            if self.container is None:
                kind: BlockKind = "heading" if self.level else "paragraph"
                embed = embeds.bare_address(lines[0], self.resolve) if len(lines) == 1 else None
                if embed is not None:
                    self.pieces.append(Piece(kind="embed", embed=embed))
                    continue
                self.pieces.append(
                    Piece(
                        kind=kind,
                        lines=lines,
                        raw=raw,
                        emphasised=emphasised,
                        level=self.level,
                        links=links,
                    )
                )
                links = []
            else:
                self._add_to(self.container, lines)
        if self.container is not None:
            self.container.links.extend(links)

    def _add_to(self, container: Piece, lines: list[str]) -> None:
        if self.citing is not None:
            container.cite = " ".join([container.cite, *lines]).strip()
        elif container.kind == "list":
            if self.begins_item or not container.items:
                container.items.append("\n".join(lines))
                self.begins_item = False
            else:
                container.items[-1] += "\n" + "\n".join(lines)
        else:
            container.lines.append(
                " ".join(lines) if container.kind == "note" else "\n".join(lines)
            )

    def _is_caption_of_picture(self, texts: list[list[str]], *, emphasised: bool) -> bool:
        """A short text in italics that follows a picture in its own paragraph is its caption."""
        figure, self.uncaptioned = self.uncaptioned, None
        if figure is None or not emphasised or len(texts) != 1 or self.container is not None:
            return False
        caption = " ".join(texts[0])
        if figure.caption or len(caption) > _CAPTION_LIMIT:
            return False
        figure.caption, figure.credit = caption, figures.credit_of(caption)
        return True

    def _emit(self, piece: Piece) -> None:
        if piece.kind == "note":
            self.pieces.extend(Piece(kind="note", lines=[line]) for line in piece.lines)
        else:
            self.pieces.append(piece)


def _is_word(line: str) -> bool:
    """False for a separator: a line without letter, digit or symbol such as an emoji."""
    return any(c.isalnum() or (c > "\u2100" and unicodedata.category(c) == "So") for c in line)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    rows = ([cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr"))
    return [row for row in rows if row]


def _is_data(table: etree._Element) -> bool:
    """False for a table that only lays out: another one inside it, or a single column."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(len(row) > 1 for row in _rows(table))


def _table(table: etree._Element, resolve: Callable[[str | None], str]) -> Piece:
    rows = [[plain_text(cell) for cell in row] for row in _rows(table)]
    links = [
        Link(url=url, text=plain_text(link), rel=link.get("rel") or "")
        for link in table.iter("a")
        if (url := resolve(link.get("href")))
    ]
    return Piece(kind="table", rows=rows, links=links)
