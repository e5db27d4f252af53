"""The body of an article: its blocks, and the views of them that the record holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bwcrawler.items import Block, Embed, Figure, Link
from bwcrawler.pages.embeds import linked_file

if TYPE_CHECKING:
    from bwcrawler.pages.pieces import Piece

_NO_PROSE = frozenset({"figure", "embed", "note"})


@dataclass(slots=True, kw_only=True)
class Body:
    """Everything that the pieces of a body say."""

    blocks: list[Block] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The prose, blocks joined by a blank line."""
        return prose(self.blocks)


def prose(blocks: list[Block]) -> str:
    """The text of blocks without captions, embeds and notes, joined by a blank line."""
    return "\n\n".join(
        f"{block.text}\n{block.cite}" if block.cite else block.text
        for block in blocks
        if block.kind not in _NO_PROSE and (block.text or block.cite)
    )


def read_body(pieces: list[Piece]) -> Body:
    """Blocks, figures, embeds and links of the pieces that are the body."""
    body = Body()
    seen: set[str] = set()
    for piece in pieces:
        if piece.figure is not None:
            piece.figure.position = len(body.blocks)
            body.figures.append(piece.figure)
        found = [piece.embed] if piece.embed is not None else []
        found += [one for link in piece.links if (one := linked_file(link.url, link.text))]
        for embed in found:
            if embed.url not in seen:
                seen.add(embed.url)
                body.embeds.append(embed)
        body.links.extend(piece.links)
        body.blocks.append(_block(piece))
    return body


def _block(piece: Piece) -> Block:
    return Block(
        kind=piece.kind,
        text=piece.prose or _caption(piece),
        level=piece.level,
        ordered=piece.ordered,
        items=piece.items,
        rows=piece.rows,
        cite=piece.cite,
        links=piece.links,
    )


def _caption(piece: Piece) -> str:
    if piece.figure is not None:
        return piece.figure.caption
    return piece.embed.title if piece.embed is not None else ""
