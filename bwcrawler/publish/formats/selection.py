"""Which of the published articles are wanted, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from bwcrawler.items import Article
from bwcrawler.publish.files import ARTICLES
from bwcrawler.urls import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from bwcrawler.items import Named, Person

_decode = msgspec.json.Decoder(Article).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an article must be; an empty value asks for nothing."""

    section: str = ""
    """Name of a section, or the last part of its URL, in any case; so the next two."""
    tag: str = ""
    author: str = ""
    """Somebody named in the byline."""
    since: date | None = None
    """First day of publication."""
    until: date | None = None
    """Last day of publication."""
    language: str = ""
    """BCP 47 tag; `zh` takes `zh-Hant` too."""
    query: str = ""
    """Words that title, deck and body must all hold, in any case."""

    def takes(self, article: Article) -> bool:
        """True for an article that is wanted."""
        day = article.published[:10]
        return (
            _is_among(self.section, article.sections)
            and _is_among(self.tag, article.tags)
            and _is_among(self.author, article.authors)
            and (self.since is None or day >= self.since.isoformat())
            and (self.until is None or day <= self.until.isoformat())
            and self.language.lower() in ("", article.language.lower(), _primary(article.language))
            and self._is_found(article)
        )

    def _is_found(self, article: Article) -> bool:
        words = self.query.casefold().split()
        if not words:
            return True
        text = f"{article.title}\n{article.deck}\n{article.body}".casefold()
        return all(word in text for word in words)


def selected(folders: Iterable[Path], selection: Selection) -> Iterator[Article]:
    """The wanted articles of some published archives, one after the other.

    Raises `OSError` where an archive has published nothing.
    """
    for folder in folders:
        with (folder / ARTICLES).open("rb") as lines:
            yield from filter(selection.takes, map(_decode, lines))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_among(wanted: str, named: Iterable[Named | Person]) -> bool:
    if not wanted:
        return True
    word = wanted.casefold()
    return any(word in (one.name.casefold(), slug(one.url)) for one in named)
