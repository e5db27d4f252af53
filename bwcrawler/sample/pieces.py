"""Pieces of a post's content: the markup an editor typed, and the truth about it.

A piece is independent of the theme except for pictures, whose captions WordPress marks up as the
theme asks; the templates draw those.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Style = Literal["gutenberg", "centred", "classic", "bare"]


class Text(NamedTuple):
    """One text block of the truth."""

    kind: str
    """`p`, `h`, `li`, `quote`, `cite`, `q`, `a`, `qa`, `cell`, `deck`, `byline`, `deck+byline`,
    `meta`, `caption`, `crosslink`, `series`, `note`, `footnote`, `toc`, `signoff`, `videocap`,
    `bio`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the media library, as one post shows it."""

    id: int
    path: str
    """Under `wp-content/uploads/`, without size and suffix: `2023/05/hall-007`."""
    alt: str = ""
    caption: str = ""
    """Inline HTML."""
    width: int = 1200
    height: int = 800
    style: Style = "gutenberg"
    lazy: bool = False

    @property
    def full(self) -> str:
        """Path of the file as uploaded."""
        return f"{self.path}.jpg"

    def sized(self, width: int) -> str:
        """Path of the file scaled to `width` pixels, as WordPress names it."""
        return f"{self.path}-{width}x{width * self.height // self.width}.jpg"


@dataclass(frozen=True, slots=True)
class Piece:
    """Markup, what a reader reads in it, and the pictures in it."""

    html: str = ""
    texts: tuple[Text, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """Pictures to draw in place of `html`: one is a figure, several are a gallery."""
    starts_page: bool = field(default=False, kw_only=True)
    """True for the first piece of a further page (`<!--nextpage-->`)."""


def plain(markup: str) -> str:
    """The text of inline HTML: a line break is a line feed, white space is folded."""
    lines = re.split(r"<br\s*/?>", markup)
    texts = (html.unescape(re.sub(r"<[^>]+>", "", line)) for line in lines)
    return "\n".join(" ".join(text.split()) for text in texts)


def paragraph(markup: str, kind: str = "p", attributes: str = "") -> Piece:
    """A `p`, or with `kind` "h" … no other element."""
    return Piece(f"<p{attributes}>{markup}</p>", (Text(kind, plain(markup)),))


def heading(markup: str, level: int = 2, kind: str = "h") -> Piece:
    """A heading."""
    return Piece(f"<h{level}>{markup}</h{level}>", (Text(kind, plain(markup)),))


def raw(markup: str, *texts: Text) -> Piece:
    """Any markup with the truth about it."""
    return Piece(markup, texts)


def listing(items: Sequence[str], *, ordered: bool = False, kind: str = "li") -> Piece:
    """A list."""
    name = "ol" if ordered else "ul"
    inner = "".join(f"<li>{item}</li>" for item in items)
    return Piece(f"<{name}>{inner}</{name}>", tuple(Text(kind, plain(item)) for item in items))


def quote(paragraphs: Sequence[str], cite: str = "") -> Piece:
    """A block quote, with whom it is ascribed to."""
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    inner += f"<cite>{cite}</cite>" if cite else ""
    texts = [Text("quote", plain(text)) for text in paragraphs]
    texts += [Text("cite", plain(cite))] if cite else []
    return Piece(f'<blockquote class="wp-block-quote">{inner}</blockquote>', tuple(texts))


def table(rows: Sequence[Sequence[str]], caption: str = "") -> Piece:
    """A table whose first row is its head."""
    inner = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    texts = [Text("cell", plain(cell)) for row in rows for cell in row]
    texts += [Text("caption", plain(caption))] if caption else []
    markup = f'<figure class="wp-block-table"><table><tbody>{inner}</tbody></table>{below}</figure>'
    return Piece(markup, tuple(texts))


def pictures(*shown: Picture) -> Piece:
    """A figure, or with several pictures a gallery."""
    captions = tuple(Text("caption", plain(p.caption)) for p in shown if p.caption)
    return Piece("", captions, shown)


def texts(content: Iterable[Piece]) -> list[Text]:
    """All text blocks in order."""
    return [text for piece in content for text in piece.texts]


def shown(content: Iterable[Piece]) -> list[Picture]:
    """All pictures in order."""
    return [picture for piece in content for picture in piece.pictures]


def escape(text: str) -> str:
    """Text as HTML; quotes are left alone, as WordPress leaves typographic ones."""
    return html.escape(text, quote=False)
