"""What the machine-readable sources of a site have told a crawl, and up to where they are read.

A crawl may take several runs; what they were told belongs together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bwcrawler.ledger.addresses import in_utc
from bwcrawler.ledger.schema import answer as answer_table
from bwcrawler.ledger.schema import upsert, watermark
from bwcrawler.pages.inventory import lists_posts
from bwcrawler.urls import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from bwcrawler.items import Inventory
    from bwcrawler.ledger.addresses import Writing

FEW = 20
"""Articles that may disappear at once from any magazine, however small it is."""

_SHRINKAGE = 0.02
"""Share of its articles that an inventory may lose from one reading to the next; with more it is
taken for broken."""

_CAUTION = timedelta(hours=1)
"""How far behind the server's clock a watermark stays: what is saved now may be told later."""

_new_answer = upsert(answer_table)
_ANSWER = _new_answer.on_conflict_do_update(
    index_elements=[answer_table.c.url, answer_table.c.run],
    set_={
        column.name: _new_answer.excluded[column.name]
        for column in answer_table.c
        if not column.primary_key
    },
)
_new_mark = upsert(watermark)
_MARK = _new_mark.on_conflict_do_update(
    index_elements=[watermark.c.kind],
    set_={
        column.name: _new_mark.excluded[column.name]
        for column in watermark.c
        if not column.primary_key
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """Up to where a kind of source has been read."""

    etag: str = ""
    last_modified: str = ""
    """As the server sent both."""
    modified: str = ""
    """UTC instant by the server's clock: what was changed before it has been told."""
    named: int = 0
    """Articles that it named when all of it was read last."""
    whole_run: int = 0
    """Run in which that was; 0 where it never was."""


def answer(writing: Writing, item: Inventory) -> None:
    """Write down what one file or page of a source said."""
    row = {
        "url": item.url,
        "run": writing.run,
        "kind": item.source,
        "named": sum(kind(entry.url) is Kind.ARTICLE for entry in item.entries),
        "total": item.total,
        "newest": max((in_utc(entry.modified) for entry in item.entries), default=""),
        "date": in_utc(item.date or item.fetched),
        "etag": item.etag,
        "last_modified": item.last_modified,
        "children": "\n".join(item.children),
    }
    writing.connection.execute(_ANSWER, row)


def mark_of(connection: Connection, source: str) -> Watermark:
    """The watermark of a kind of source, with empty values where there is none."""
    statement = select(watermark).where(watermark.c.kind == source)
    row = connection.execute(statement).one_or_none()
    if row is None:
        return Watermark()
    return Watermark(
        etag=row.etag,
        last_modified=row.last_modified,
        modified=row.modified,
        named=row.named,
        whole_run=row.whole_run,
    )


def whole(connection: Connection, begun: int) -> dict[str, int]:
    """How many articles each kind of source names of which the crawl has read every file.

    `begun` is the run that began the crawl.
    """
    answers = _answers(connection, begun)
    children = {child for row in answers.values() for child in _children(row)}
    found: Counter[str] = Counter()
    cut = set()
    for url, row in answers.items():
        if url not in children and row.kind != "feed":  # which names only the newest
            named = _named_below(url, answers)
            found[row.kind] += named or 0
            cut |= {row.kind} if named is None else set()
    return {source: named for source, named in found.items() if named and source not in cut}


def trusted(connection: Connection, begun: int) -> dict[str, int]:
    """Those of `whole` that have not shrunk, so that what they do not name may be gone."""
    return {
        source: named
        for source, named in whole(connection, begun).items()
        if not _has_shrunk(named, mark_of(connection, source).named)
    }


def total(connection: Connection, begun: int) -> int:
    """How many posts the REST API says there are; 0 where the crawl was not told."""
    return max((row.total or 0 for row in _answers(connection, begun).values()), default=0)


def move(connection: Connection, begun: int, *, accept: bool) -> None:
    """Set the watermarks to what the crawl was told.

    An inventory that has shrunk is compared with what it was before, until somebody accepts it.
    """
    answers = _answers(connection, begun).values()
    complete = (whole if accept else trusted)(connection, begun)
    for source in sorted({row.kind for row in answers}):
        told = [row for row in answers if row.kind == source]
        mark = mark_of(connection, source)
        newest = max(row.newest for row in told)
        new = replace(
            mark,
            etag=max(row.etag for row in told),
            last_modified=max(row.last_modified for row in told),
            # A time in the future would hide all changes up to then.
            modified=max(mark.modified, min(newest, _earlier(min(row.date for row in told)))),
        )
        if source in complete:
            new = replace(new, named=complete[source], whole_run=begun)
        connection.execute(_MARK, {"kind": source, **asdict(new)})


def _answers(connection: Connection, begun: int) -> dict[str, Row[Any]]:
    """The last answer of each address in a crawl, by address."""
    statement = select(answer_table).where(answer_table.c.run >= begun).order_by(answer_table.c.run)
    return {row.url: row for row in connection.execute(statement)}


def _named_below(first: str, answers: Mapping[str, Row[Any]]) -> int | None:
    """Articles that a source names in this file and all it leads to; `None` if one is missing."""
    named, seen, pending = 0, {first}, [first]
    while pending:
        row = answers.get(pending.pop())
        if row is None:
            return None
        named += row.named
        wanted = {child for child in _children(row) if row.kind == "rest" or lists_posts(child)}
        pending.extend(wanted - seen)
        seen |= wanted
    return named


def _children(row: Row[Any]) -> list[str]:
    return row.children.split("\n") if row.children else []


def _has_shrunk(now: int, before: int) -> bool:
    return before - now > max(_SHRINKAGE * before, FEW)


def _earlier(moment: str) -> str:
    return in_utc(moment, -_CAUTION)
