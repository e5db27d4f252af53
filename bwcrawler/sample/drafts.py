"""A post's content in the making: where the forms put their pieces."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bwcrawler.sample.pieces import Picture, Piece, Style, escape, paragraph, pictures, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.editions import Edition
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.words import Words


GUTENBERG: tuple[Style, ...] = ("gutenberg", "centred")
BLOCKS_SINCE = 2020
"""Year since which pictures are blocks."""


def label_of(word: str) -> str:
    """A word of `bwcrawler.editions` with a capital letter, as pages print it."""
    return word[:1].upper() + word[1:]


class Draft:
    """The parts of a content in order, and the means to write them."""

    def __init__(
        self,
        post: Post,
        words: Words,
        edition: Edition,
        others: Sequence[Post],
        part: str = "",
    ) -> None:
        self.post = post
        self.words = words
        self.edition = edition
        self.others = others
        """Published posts to point to; never empty."""
        # A part that is written later must not change what stands already.
        seed = f"{post.seed} {part}" if part else post.seed
        self.rng = random.Random(seed)  # noqa: S311 - a made-up text needs no secret
        self.above: list[Piece] = []
        """Before the deck."""
        self.below_byline: list[Piece] = []
        self.body: list[Piece] = []
        self.closing: list[Piece] = []

    def fill(self, template: str) -> str:
        """A template of the vocabulary as HTML, with new numbers."""
        rng, words = self.rng, self.words
        text = template.format(
            n=rng.randint(3, 90),
            m=rng.randint(2, 40),
            day=rng.randint(1, 28),
            month=rng.choice(words.months),
            **self.post.subject,
        )
        return escape(text[:1].upper() + text[1:])

    def sentence(self) -> str:
        """One sentence."""
        return self.fill(self.rng.choice(self.words.sentences))

    def prose(self, sentences: int = 0) -> str:
        """Several sentences."""
        count = sentences or self.rng.randint(2, 4)
        chosen = self.rng.sample(self.words.sentences, min(count, len(self.words.sentences)))
        return self.words.blank.join(self.fill(template) for template in chosen)

    def paragraphs(self, count: int) -> list[Piece]:
        """Plain paragraphs."""
        return [paragraph(self.prose()) for _ in range(count)]

    def heading(self) -> str:
        """A section head."""
        return self.fill(self.rng.choice(self.words.headings))

    def other(self) -> Post:
        """Another post to point to."""
        return self.rng.choice(self.others)

    def link(self, post: Post, text: str = "") -> str:
        """A link to another post."""
        return f'<a href="https://{self.edition.host}{post.path}">{text or post.markup}</a>'

    def insert(self, *pieces: Piece) -> None:
        """Put pieces between the paragraphs of the body, never at its start."""
        at = self.rng.randint(1, max(1, len(self.body)))
        self.body[at:at] = pieces

    def credit(self) -> str:
        """The end of a caption: a linked word or one of the other endings."""
        if self.rng.choice((True, False)):
            site = "https://commons.example.org/wiki/File:Hall"
            return f'<a href="{site}" target="_blank">{self.words.credit_link}</a>.'
        return self.rng.choice(self.words.credits)

    def picture(self, style: Style | None = None, **given: Any) -> Picture:
        """A picture with a caption and a credit, unless `given` says otherwise.

        Args:
            style: Markup of the caption; by default that of the post's year.
            given: Fields of `Picture`.
        """
        moment = self.post.published
        number = self.rng.randint(1, 400)
        caption = f"{self.fill(self.rng.choice(self.words.captions))} {self.credit()}"
        gutenberg = self.rng.choice(GUTENBERG)
        drawn = Picture(
            id=20_000 + number,
            path=f"{moment:%Y/%m}/hall-{number:03}",
            caption=caption,
            width=self.rng.choice((640, 1200, 1600)),
            height=self.rng.choice((480, 800, 900)),
            style=style or (gutenberg if moment.year >= BLOCKS_SINCE else "classic"),
        )
        drawn = replace(drawn, **given)
        return drawn if "alt" in given else replace(drawn, alt=plain(drawn.caption))

    def figure(self, style: Style | None = None, **given: Any) -> Piece:
        """A picture as a piece."""
        return pictures(self.picture(style, **given))
