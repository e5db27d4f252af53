"""Glossary terms and editorial pages of the sample magazine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bwcrawler.sample.pieces import Piece, escape, heading, listing, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.editions import Edition
    from bwcrawler.sample.taxonomy import Tag
    from bwcrawler.sample.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no post."""

    id: int
    kind: Literal["page", "glossary"]
    path: str
    title: str
    pieces: tuple[Piece, ...]


def editorial_pages(words: Words, tags: Sequence[Tag], base: str) -> list[Page]:
    """About, editorial board, topics (which links every tag), donate."""
    about, board, topics, donate = words.menu_pages
    text = tuple(paragraph(escape(line)) for line in words.about)
    people = (heading("Editor-in-Chief"), paragraph(words.people[0].upper()))
    links = listing([f'<a href="{base}/{tag.path}/">{escape(tag.name)}</a>' for tag in tags])
    return [
        Page(114, "page", "/about/", about, text),
        Page(115, "page", "/editorial-board/", board, people),
        Page(116, "page", "/topics/", topics, (links,)),
        Page(117, "page", "/donate/", donate, text[:1]),
    ]


def glossary_terms(words: Words, edition: Edition, first_id: int) -> list[Page]:
    """The entries of the glossary, whose path begins with a word that differs per edition."""
    return [
        Page(
            first_id + number,
            "glossary",
            f"/{_FOLDER.get(edition.code, edition.glossary[0])}/{slug}/",
            title,
            tuple(paragraph(escape(line.format(term=title))) for line in words.term),
        )
        for number, (slug, title) in enumerate(words.glossary, start=1)
    ]


# The capital differs per edition as well.
_FOLDER = {"es": "Glossary", "fr": "Vocabulary", "it": "vocabulary"}
