"""Articles as Markdown (CommonMark, tables as GitHub has them) with front matter in YAML."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from bwcrawler.publish.formats.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bwcrawler.items import Article, Block, Figure, Link

_INLINE = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_START = re.compile(r"^(\s*\d*)((?<!\d)[#>+=-]|(?<=\d)[.)])", re.MULTILINE)
_UNSAFE = re.compile(r"[\s()<>\\]")


def write_markdown(articles: Iterable[Article], target: Path) -> int:
    """Write a file for each article into a new folder; gives their number."""
    target.mkdir()
    number = 0
    for article in articles:
        (target / f"{key_of(article)}.md").write_text(to_markdown(article), encoding="utf-8")
        number += 1
    return number


def to_markdown(article: Article) -> str:
    """Front matter, title, deck, and the body in order."""
    parts = [f"# {escaped(article.title)}"] if article.title else []
    if article.deck:
        parts.append(f"**{escaped(article.deck)}**")
    figures: dict[int, list[Figure]] = defaultdict(list)
    for figure in article.figures:
        figures[figure.position].append(figure)
    embeds = iter(article.embeds)
    for position, block in enumerate(article.blocks):
        if block.kind == "figure":
            parts += map(_picture, figures[position])
        if block.kind == "embed" and (embed := next(embeds, None)) is not None:
            parts.append(f"<{_target(embed.url)}>")
        parts.append(_BLOCKS.get(block.kind, _linked)(block))
    return "\n\n".join([_front_matter(article), *filter(None, parts)]) + "\n"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return _LINE_START.sub(r"\1\\\2", _INLINE.sub(r"\\\1", text))


def _front_matter(article: Article) -> str:
    """YAML 1.2, of which JSON is a part: every value is written as JSON."""
    facts = {
        "title": article.title,
        "deck": article.deck,
        "url": article.url,
        "edition": article.edition,
        "language": article.language,
        "published": article.published,
        "modified": article.modified,
        "authors": [person.name for person in article.authors],
        "sections": [one.name for one in article.sections],
        "tags": [one.name for one in article.tags],
        "content_sha256": article.content_sha256,
        "last_seen": article.last_seen,
    }
    lines = (f"{key}: {msgspec.json.encode(value).decode()}" for key, value in facts.items())
    return "\n".join(["---", *lines, "---"])


def _heading(block: Block) -> str:
    return f"{'#' * block.level} {_on_one_line(_linked(block))}"


def _list(block: Block) -> str:
    marks = (f"{number}." if block.ordered else "-" for number in count(1))
    items = (_on_one_line(escaped(item)) for item in block.items)
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=False))


def _quote(block: Block) -> str:
    cite = [f"— {escaped(block.cite)}"] if block.cite else []
    lines = "\n\n".join([_linked(block), *cite]).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _table(block: Block) -> str:
    """As GitHub has tables; the first row is the head."""
    width = max(map(len, block.rows), default=0)
    rows = [
        [_on_one_line(escaped(cell)) for cell in row] + [""] * (width - len(row))
        for row in block.rows
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines[:1], "|" + "---|" * width, *lines[1:]])


def _caption(block: Block) -> str:
    return f"*{escaped(block.text)}*" if block.text else ""


def _picture(figure: Figure) -> str:
    return f"![{escaped(figure.alt)}]({_target(figure.url)})"


def _linked(block: Block) -> str:
    """The text of a block with its links, each where its words stand next."""
    parts, rest = [], block.text
    for link in block.links:
        before, found, after = rest.partition(link.text) if link.text else ("", "", "")
        if found:
            parts += [escaped(before), _link(link)]
            rest = after
    return "".join([*parts, escaped(rest)])


def _link(link: Link) -> str:
    return f"[{escaped(link.text)}]({_target(link.url)})"


def _target(url: str) -> str:
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", url)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


_BLOCKS = {
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "figure": _caption,
}
"""How each kind of block is written; any other is text with links."""
