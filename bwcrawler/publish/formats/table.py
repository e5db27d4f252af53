"""A flat table of articles: CSV (RFC 4180) for spreadsheets and statistics.

A spreadsheet would execute a cell that begins like a formula, so such text gets an apostrophe
before it, as OWASP advises.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from bwcrawler.publish.formats.names import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bwcrawler.items import Article

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with; the wide forms are those of Chinese and Japanese keyboards."""

_BETWEEN = "; "
"""Between the values of a cell that holds several."""

COLUMNS: dict[str, tuple[Callable[[Article], str | int], str]] = {
    "key": (key_of, "Edition and post id, or a hash of the URL where there is none"),
    "url": (lambda one: one.url, "Canonical URL"),
    "edition": (lambda one: one.edition, "Code of the edition"),
    "language": (lambda one: one.language, "BCP 47 tag"),
    "title": (lambda one: one.title, "As printed"),
    "deck": (lambda one: one.deck, "The subtitle"),
    "published": (lambda one: one.published, "ISO 8601: an instant with offset, or a day"),
    "modified": (lambda one: one.modified, "ISO 8601"),
    "authors": (lambda one: _names(one.authors), "People of the byline"),
    "byline": (lambda one: one.byline, "As printed"),
    "posted_by": (lambda one: one.posted_by.name, "The WordPress account"),
    "sections": (lambda one: _names(one.sections), "Categories"),
    "tags": (lambda one: _names(one.tags), "Tags"),
    "series_part": (lambda one: one.series.part, "1 for the first; 0 where in no series"),
    "word_count": (lambda one: one.word_count, "Words; characters for zh, jp and ko"),
    "figures": (lambda one: len(one.figures), "Number of pictures"),
    "links": (lambda one: len(one.links), "Number of links in the text"),
    "related": (lambda one: _BETWEEN.join(r.url for r in one.related), "Canonical URLs"),
    "theme": (lambda one: one.theme, "Which markup the page was in"),
    "content_sha256": (lambda one: one.content_sha256, "Changes with the content"),
    "revision": (lambda one: one.revision, "1 for the first content seen"),
    "first_seen": (lambda one: one.first_seen, "UTC instant"),
    "last_seen": (lambda one: one.last_seen, "UTC instant"),
    "last_changed": (lambda one: one.last_changed, "UTC instant"),
}
"""Columns in order: what they hold, and how it is described."""

TEXT = "body"
"""The last column, which a table beside the texts leaves out."""


def write_csv(articles: Iterable[Article], target: Path, *, body: bool = True) -> int:
    """Write a table with a header line, in UTF-8; gives the number of articles."""
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([*COLUMNS, TEXT] if body else COLUMNS)
        for article in articles:
            rows.writerow(row_of(article, body=body))
            count += 1
    return count


def row_of(article: Article, *, body: bool) -> list[str | int]:
    """The cells of an article."""
    cells = [value(article) for value, _ in COLUMNS.values()]
    if body:
        cells.append(article.body)
    return [_safe(cell) if isinstance(cell, str) else cell for cell in cells]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _names(named: Iterable[object]) -> str:
    return _BETWEEN.join(str(getattr(one, "name", "")) for one in named)
