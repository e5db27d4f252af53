"""The content of a post: written from its seed whenever somebody asks for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bwcrawler.sample.bodies import BODIES
from bwcrawler.sample.drafts import Draft
from bwcrawler.sample.pieces import Piece, Text, heading, paragraph, pictures, plain, raw
from bwcrawler.sample.seeds import SEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.editions import Edition
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.words import Words

RELATED = 4
KEEP_READING = 4

# What ordinary posts show besides paragraphs; the empty name keeps many of them plain.
COMMON = (
    "", "", "", "section-heads", "list", "block-quote", "read-also", "separators", "pdf-link",
    "line-break-in-sentence", "more-tag", "caption-credit-link", "video-captions",
)  # fmt: skip

_EMPHASISED = {"em": "<em>{}</em>", "strong": "<strong>{}</strong>"}


@dataclass(frozen=True, slots=True)
class Story:
    """A post's content."""

    pieces: tuple[Piece, ...]
    related: tuple[Post, ...]
    """What "Related articles" shows; a theme may show fewer."""
    keep_reading: tuple[Post, ...]

    @property
    def pages(self) -> list[tuple[Piece, ...]]:
        """The pieces of each page; a post without page breaks has one."""
        found: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece.starts_page:
                found.append([])
            found[-1].append(piece)
        return [tuple(page) for page in found]


def write(post: Post, words: Words, edition: Edition, others: Sequence[Post]) -> Story:
    """The content of `post`, with links to some of `others`: the same for the same arguments."""
    draft = Draft(post, words, edition, others)
    seed = next((SEEDS[form] for form in post.forms if form in SEEDS), None)
    if seed:
        draft.body = seed.content()
    else:
        draft.body = draft.paragraphs(draft.rng.randint(4, 7))
        if post.lead:
            draft.body.insert(0, pictures(post.lead))
        names = sorted(post.forms & BODIES.keys()) or draft.rng.sample(COMMON, 2)
        for name in names:
            if name:
                BODIES[name](draft)
    nearby = list(others)
    with suppress(ValueError):
        nearby.remove(post)
    pointed = draft.rng.sample(nearby, min(len(nearby), RELATED + KEEP_READING))
    added = Draft(post, words, edition, others, "additions").paragraphs(post.additions)
    body = (*draft.body, *added, *draft.closing)
    pieces = (*draft.above, *_opening(post), *draft.below_byline, *body)
    related, keep_reading = pointed[:RELATED], pointed[RELATED:]
    return Story(pieces, _public(related), _public(keep_reading))


def _public(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Those that have not been deleted since; what is left stays in its order."""
    return tuple(post for post in posts if post.state == "publish")


def _opening(post: Post) -> list[Piece]:
    """Deck and byline in the form of the post."""
    deck, byline = post.deck, post.byline_html
    signed = [paragraph(byline, "byline")] if byline else []
    if not deck:
        return signed
    form = post.deck_form
    if form == "joined" and byline:
        markup = f"<strong>{deck}</strong><br />\n{byline}"
        return [raw(f"<p>{markup}</p>", Text("deck+byline", plain(markup)))]
    if form in {"h2", "h4"}:
        subtitle = heading(deck, int(form[1:]), "deck")
    else:
        subtitle = paragraph(_EMPHASISED.get(form, "{}").format(deck), "deck")
    return [*signed, subtitle] if form == "after" else [subtitle, *signed]
