"""A corpus of plain texts with a table of what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.publish.formats.names import key_of
from bwcrawler.publish.formats.table import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bwcrawler.items import Article

META = "meta.csv"
"""The table beside the texts."""

WHOLE = "corpus.txt"
"""All texts one after the other, each after a line `### <key>`."""


def write_texts(articles: Iterable[Article], target: Path) -> int:
    """Write a folder with `<key>.txt` for each article, and `meta.csv`; gives their number."""
    target.mkdir()

    def written() -> Iterator[Article]:
        for article in articles:
            (target / f"{key_of(article)}.txt").write_text(_text(article), encoding="utf-8")
            yield article

    return write_csv(written(), target / META, body=False)


def write_text(articles: Iterable[Article], target: Path) -> int:
    """Write a folder with `corpus.txt` and `meta.csv`; gives the number of articles."""
    target.mkdir()
    with (target / WHOLE).open("w", encoding="utf-8") as file:

        def written() -> Iterator[Article]:
            for article in articles:
                file.write(f"### {key_of(article)}\n\n{_text(article)}\n")
                yield article

        return write_csv(written(), target / META, body=False)


def _text(article: Article) -> str:
    parts = (article.title, article.deck, article.body)
    return "\n\n".join(part for part in parts if part) + "\n"
