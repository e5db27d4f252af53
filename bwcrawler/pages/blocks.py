"""The content element of a page as pieces in document order.

One walk over the tree tells structure (paragraph, heading, list, quote, table, figure, embed) and
leaves out what is no content (scripts, buttons, sharing, author boxes). What a piece means for the
article (deck, byline, note, sign-off) is told afterwards, by `front` and `tail`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from bwcrawler.items import BlockKind, Figure, Link
from bwcrawler.pages import embeds, figures
from bwcrawler.pages.boilerplate import NOTE_CLASSES, is_boilerplate
from bwcrawler.pages.inline import BLOCKS, Run, emoji, is_way_back, paragraphs, plain_text
from bwcrawler.pages.pieces import Piece
from bwcrawler.pages.tables import is_data, read_table

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ITEMS = frozenset({"li", "dt", "dd"})


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
        self.ways_back = 0
        """Items of the open list that lead back to the text, as footnotes do."""
        self.citing: etree._Element | None = None
        self.waiting: list[Piece] = []
        """Pictures met inside a text that has not ended yet."""
        self.captioned: Piece | None = None
        """The last piece that a caption was offered to."""
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
        if element.tag in ("img", "amp-img"):
            self._image(element)
        elif is_way_back(element):
            self.ways_back += 1
        elif found := self._pieces_of(element):
            self._flush()
            self.pieces.extend(found)
        elif figures.is_caption(element):
            self._flush()
            self._caption(element)
        else:
            return False
        return True

    def _pieces_of(self, element: etree._Element) -> list[Piece]:
        """The picture, the embed or the table that an element is; nothing for any other."""
        figure = figures.read_figure(element, self.resolve)
        if figure is not None:
            return [Piece(kind="figure", figure=figure)]
        embed = embeds.read_embed(element, self.resolve)
        if embed is not None:
            return [Piece(kind="embed", embed=embed)]
        if element.tag == "table" and is_data(element):
            return read_table(element, self.resolve)
        return []

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if self._is_attribution(element):
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

    def _is_attribution(self, element: etree._Element) -> bool:
        """True for the `cite` or `footer` that ends a quote; one inside a sentence is text."""
        quote = self.container
        if element.tag not in ("cite", "footer") or quote is None or quote.kind != "quote":
            return False
        around = element.getparent()
        return (
            self.citing is None
            and bool(quote.lines or not self.run.is_blank)
            and _ends(element)
            and (around is self.container_element or around is None or _ends(around))
        )

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
        self.ways_back = 0

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
        if character := emoji(element):
            self.run.add(character)
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
        """A caption apart from its picture or film belongs to the piece before it.

        That of a gallery or a table is nobody's: it is kept as a note.
        """
        previous = self.pieces[-1] if self.pieces else None
        if previous is not None and previous is not self.captioned:
            self.captioned = previous
            if previous.embed is not None:
                previous.embed.title = plain_text(element)
                return
            if previous.figure is not None and figures.is_caption_of(previous.figure, element):
                figures.set_caption(previous.figure, element, self.resolve)
                return
        if caption := plain_text(element):
            self.pieces.append(Piece(kind="note", lines=[caption]))

    def _flush(self) -> None:
        """End the run: its text becomes a piece, or part of the open container."""
        if not self.run.is_blank:
            emphasised, marked = self.run.is_emphasised, self.run.is_marked
            raw, found = self.run.take()
            links = [
                Link(url=url, text=plain, rel=link.get("rel") or "")
                for link, text in found
                if (url := self.resolve(link.get("href")))
                and not url.startswith("javascript:")
                and (plain := " ".join(text.split()))
            ]
            self._add_text(raw, links, emphasised=emphasised, marked=marked)
        else:
            self.run.take()
        self.pieces.extend(self.waiting)
        self.waiting.clear()

    def _add_text(self, raw: str, links: list[Link], *, emphasised: bool, marked: bool) -> None:
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
                        marked=marked,
                        level=self.level,
                        links=links,
                    )
                )
                links, marked = [], False
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
        if figure.caption or len(caption) > figures.CAPTION_LIMIT:
            return False
        figure.caption, figure.credit = caption, figures.credit_of(caption)
        return True

    def _emit(self, piece: Piece) -> None:
        """Keep a container that has ended; a list that leads back to the text is footnotes."""
        notes = piece.lines if piece.kind == "note" else []
        if piece.kind == "list" and 0 < len(piece.items) <= self.ways_back:
            notes = piece.items
        if notes:
            self.pieces.extend(Piece(kind="note", lines=[line]) for line in notes)
        else:
            self.pieces.append(piece)


def _is_word(line: str) -> bool:
    """False for a separator: a line without letter, digit or symbol such as an emoji."""
    return any(c.isalnum() or (c > "\u2100" and unicodedata.category(c) == "So") for c in line)


def _ends(element: etree._Element) -> bool:
    """True for an element that nothing but a line break or another one like it follows."""
    following = element.getnext()
    after = following is None or following.tag in ("cite", "footer", "br")
    return after and not (element.tail or "").strip()
