"""A block of a content element as found, before its meaning for the article is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwcrawler.items import BlockKind, Embed, Figure, Link

_NO_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$")
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]」』]*$")


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
    marked: bool = False
    """True where it begins with the mark of a note, raised or linked back to the text."""
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
        parts: list[str] = []
        previous = ""
        for line in self.lines:
            parts += [_join(previous, in_sentence=self.is_line), line] if parts else [line]
            previous = line
        return "".join(parts)

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

    @property
    def is_link(self) -> bool:
        """True for a text that is nothing but links."""
        linked = "".join(link.text for link in self.links)
        # Most texts are longer by far, which is quicker to tell.
        return 2 * len(linked) > len(self.prose) and letters(self.prose) == letters(linked)


def letters(text: str) -> str:
    """Letters and digits alone, without regard to case: equal however a text is set."""
    return _NO_LETTER.sub("", text).casefold()


def _join(line: str, *, in_sentence: bool) -> str:
    """What stands for the `br` behind a line."""
    if not in_sentence or _SENTENCE_END.search(line):
        return "\n"
    return "" if _NO_SPACES.search(line) else " "
