"""What people read and search in a ledger: the table `articles`, its full-text index, and views.

They are made from the other tables when a run publishes, and hold what is published. The index is
SQLite's FTS5 with its Unicode tokeniser. That takes a run of Chinese, Japanese or Korean for one
word, so their characters are set apart before they are indexed, and a word of them is sought as a
phrase of characters. (The tokeniser `trigram` finds no word of two characters, the usual length in
Chinese, and its index is three times as large.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import DDL, Column, ForeignKey, Integer, String, Table, event

from bwcrawler.ledger.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

INDEX = "articles_search"
"""The full-text index on `articles`; it holds no text of its own."""

INDEXED = ("title", "deck", "body")

articles = Table(
    "articles",
    metadata,
    Column("id", ForeignKey("article.id"), primary_key=True),
    Column("url", String, nullable=False, comment="canonical"),
    Column("title", String, nullable=False),
    Column("deck", String, nullable=False),
    Column("published", String, nullable=False, index=True, comment="as the page has it"),
    Column("year", Integer, nullable=False, index=True),
    Column("section", String, nullable=False, index=True, comment="name of the first one"),
    Column("author", String, nullable=False, index=True, comment="name of the first one"),
    Column("language", String, nullable=False, comment="BCP 47 tag"),
    Column("words", Integer, nullable=False),
    Column("sections", String, nullable=False, comment="JSON array of names"),
    Column("authors", String, nullable=False, comment="JSON array of names"),
    Column("tags", String, nullable=False, comment="JSON array of names"),
    Column("related", String, nullable=False, comment="JSON array of kind, title and url"),
    Column("body", String, nullable=False),
    Column("run", Integer, nullable=False, comment="article.last_run when this row was made"),
    comment="The published articles, for readers",
)

_OF_EACH = (
    "SELECT articles.id AS article_id, value AS {one} FROM articles, json_each(articles.{many})"
)
_COUNTED = "SELECT {one} AS name, count(*) AS articles FROM article_{many} GROUP BY {one}"

_VIEWS = {
    **{
        f"article_{many}": _OF_EACH.format(one=one, many=many)
        for one, many in (("section", "sections"), ("author", "authors"), ("tag", "tags"))
    },
    **{
        many: _COUNTED.format(one=one, many=many)
        for one, many in (("section", "sections"), ("author", "authors"), ("tag", "tags"))
    },
    "related": (
        "SELECT articles.id AS article_id, json_extract(value, '$.kind') AS kind,"
        " json_extract(value, '$.title') AS title, json_extract(value, '$.url') AS url"
        " FROM articles, json_each(articles.related)"
    ),
}
"""What each article is filed under and leads to, and how many there are of each."""

_CHARACTER = re.compile(
    "(["
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"  # Hangul
    "\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "])"
)


def set_apart(text: str) -> str:
    """Text in which every Han character, kana and Hangul syllable is a word."""
    return _CHARACTER.sub(r" \1 ", text)


def create_tables(connection: Connection) -> None:
    """Make what is missing of the tables of a ledger, their indexes and views."""
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _statement(sql: str) -> None:
    event.listen(metadata, "after_create", DDL(sql))  # type: ignore[no-untyped-call]


_statement(
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5"
    f"({', '.join(INDEXED)}, content='', tokenize='unicode61 remove_diacritics 2')"
)
for _name, _query in _VIEWS.items():
    _statement(f"CREATE VIEW IF NOT EXISTS {_name} AS {_query}")
