"""Pictures and documents of articles: which files are kept, and which are to be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import and_, bindparam, func, or_, select

from bwcrawler.editions import EDITIONS
from bwcrawler.items import Embed, Figure
from bwcrawler.ledger import queue
from bwcrawler.ledger.articles import Outcome
from bwcrawler.ledger.runs import same_crawl
from bwcrawler.ledger.schema import (
    IS_PRESENT,
    IS_PUBLISHED,
    State,
    article,
    media,
    revision,
    upsert,
)
from bwcrawler.urls import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row, Select

    from bwcrawler.items import Medium, Refusal
    from bwcrawler.ledger.addresses import Writing

BYTES = "bwcrawler/media/bytes"
"""Stat: bytes of all files that a run has fetched."""

_MOST_ATTEMPTS = 3
"""How often a file is asked for that is not there or is too large: it may be put in its place
some day, but a daily crawl is not to ask for the same dead pictures for years."""

_DEAD = (State.GONE, State.REDIRECTED, State.TOO_LARGE)
_NO_FILE = {"sha256": "", "path": "", "bytes": 0, "type": ""}
_ROWS_AT_A_TIME = 100

_new = upsert(media)
_SETTLE = _new.on_conflict_do_update(
    index_elements=[media.c.url],
    set_={
        column.name: _new.excluded[column.name]
        for column in media.c
        if column.name not in ("url", "attempts")
    }
    | {"attempts": media.c.attempts + 1},
)
_CONTENTS = (
    select(revision.c.content)
    .join(article, IS_PRESENT)
    .where(IS_PUBLISHED)
    .order_by(article.c.id)
    .execution_options(yield_per=_ROWS_AT_A_TIME)
)
_is_kept = media.c.state == State.DONE
_SETTLED = select(media.c.url).where(
    or_(_is_kept, and_(media.c.state.in_(_DEAD), media.c.attempts >= _MOST_ATTEMPTS))
)
_KEPT: Select[Any] = select(media.c.url, media.c.sha256, media.c.path, media.c.bytes).where(
    _is_kept
)
_OF_URLS = _KEPT.where(media.c.url.in_(bindparam("urls", expanding=True)))
_COUNTS = (
    select(media.c.state, func.count().label("many"))
    .group_by(media.c.state)
    .order_by(media.c.state)
)


class _Shown(msgspec.Struct):
    """What an article shows, of the JSON of its record."""

    figures: list[Figure] = msgspec.field(default_factory=list[Figure])
    embeds: list[Embed] = msgspec.field(default_factory=list[Embed])


_shown = msgspec.json.Decoder(_Shown).decode


def keep(writing: Writing, item: Medium) -> Outcome:
    """Write down that a file is kept; it must be on the disk by then."""
    file = {"sha256": item.sha256, "path": item.path, "bytes": item.bytes, "type": item.type}
    _settle(writing, item, State.DONE, "", file)
    return Outcome.NEW


def refuse(writing: Writing, item: Refusal) -> Outcome:
    """Write down that a file did not come, and why."""
    _settle(writing, item, State(item.state), item.reason, _NO_FILE)
    return Outcome.REFUSED


def wanted(connection: Connection, edition: str, run: int | None) -> list[str]:
    """Canonical URLs of the files that are to be fetched, in the order of the articles.

    They lie on the edition's own host, and are shown by the articles of the archive; given a run,
    by those that its crawl has read.
    """
    root = f"https://{EDITIONS[edition].host}/"
    statement = _CONTENTS
    if run is not None:
        statement = statement.where(article.c.last_run.in_(same_crawl(run)))
    found = {
        url: None
        for row in connection.execute(statement)
        for url in _files(_shown(row.content))
        if url.startswith(root) and kind(url) is Kind.UPLOAD
    }
    for url in connection.scalars(_SETTLED):
        found.pop(url, None)
    return list(found)


class Shown:
    """Finds the files of an article, while articles are published."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._has_files = connection.execute(_KEPT.limit(1)).first() is not None

    def fields(self, content: bytes) -> dict[str, Any]:
        """`figures` and `embeds` of the JSON of an article, with the files that are kept."""
        shown = _shown(content)
        if self._has_files:
            both: list[Figure | Embed] = [*shown.figures, *shown.embeds]
            urls = {"urls": [one.url for one in both]}
            rows = {row.url: row for row in self._connection.execute(_OF_URLS, urls)}
            for one in both:
                if one.url in rows:
                    one.sha256, one.path = rows[one.url].sha256, rows[one.url].path
        return {"figures": shown.figures, "embeds": shown.embeds}


def kept(connection: Connection) -> Iterator[Row[Any]]:
    """`url`, `sha256`, `path` and `bytes` of every file, by URL."""
    yield from connection.execute(_KEPT.order_by(media.c.url))


def counts(connection: Connection) -> dict[str, int]:
    """How many files were asked for, by state; `done` are kept."""
    return {row.state: row.many for row in connection.execute(_COUNTS)}


def _settle(
    writing: Writing, item: Medium | Refusal, state: State, reason: str, file: dict[str, Any]
) -> None:
    row = {
        "url": item.url,
        "state": state,
        "reason": reason,
        "status": item.status,
        "attempts": 1,
        "checked": item.fetched,
        "run": writing.run,
        **file,
    }
    writing.connection.execute(_SETTLE, row)
    writing.connection.execute(queue.END, {"of_crawl": writing.crawl, "address": item.url})


def _files(shown: _Shown) -> Iterable[str]:
    """Pictures and PDF documents."""
    yield from (figure.url for figure in shown.figures)
    yield from (embed.url for embed in shown.embeds if embed.kind == "pdf")
