"""Datasette plugin: a search means the same in the browser as in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import hookimpl

from bwcrawler.ledger.search import BadQuery, match_expression

if TYPE_CHECKING:
    import sqlite3

_NOTHING = '""'
"""Matches no article."""


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Put our function in the place of Datasette's, which knows no Chinese."""
    conn.create_function("escape_fts", 1, _expression)


def _expression(words: str) -> str:
    try:
        return match_expression(words)
    except BadQuery:
        return _NOTHING
