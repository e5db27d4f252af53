"""When two readings of a page say the same: a hash of the content that no theme changes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import msgspec

from bwcrawler.items import Article, Block, Term
from bwcrawler.text import fold


def content_sha256(item: Article | Term) -> str:
    """Hexadecimal SHA-256 over the normalised content of `item`.

    Every string is folded and every instant is in UTC. Left out is what follows the theme, the
    state of the site or the parser: sections and tags (a theme shows fewer), related articles,
    sizes and addresses of pictures, alternative texts, time of modification, posting account.
    """
    content = _of_article(item) if isinstance(item, Article) else _of_term(item)
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def _of_article(article: Article) -> tuple[object, ...]:
    return (
        fold(article.title),
        fold(article.deck),
        _instant(article.published),
        _people(article),
        fold(article.byline),
        (article.series.part, article.series.of),
        [fold(note) for note in article.notes],
        _prose(article.blocks),
        [caption for figure in article.figures if (caption := fold(figure.caption))],
        [fold(embed.url) for embed in article.embeds],
    )


def _of_term(term: Term) -> tuple[object, ...]:
    return (term.kind, fold(term.title), _prose(term.blocks))


def _people(article: Article) -> list[tuple[str, str]]:
    """Names and roles; not the posting account that stands in for a byline nobody printed."""
    account = fold(article.posted_by.name)
    people = [(fold(person.name), str(person.role)) for person in article.authors]
    return people if article.byline else [one for one in people if one != (account, "author")]


def _prose(blocks: list[Block]) -> list[tuple[object, ...]]:
    return [
        (
            block.kind,
            fold(block.text),
            block.level,
            [fold(item) for item in block.items],
            [[fold(cell) for cell in row] for row in block.rows],
            fold(block.cite),
        )
        for block in blocks
        if block.kind != "figure"
    ]


def _instant(published: str) -> str:
    """The instant in UTC, to the second; whatever else is printed, as it stands."""
    try:
        instant = datetime.fromisoformat(published)
    except ValueError:
        return fold(published)
    # Without an offset there is no instant: the local zone of this machine must not make one.
    if instant.tzinfo is None:
        return published
    return instant.astimezone(UTC).isoformat(timespec="seconds")
