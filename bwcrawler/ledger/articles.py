"""Articles in the ledger: which row a page belongs to, and which revision it shows."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, or_, select, update

from bwcrawler.ledger.observations import observe
from bwcrawler.ledger.schema import Status, article, revision, url
from bwcrawler.ledger.sketches import add_sketch

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from bwcrawler.items import Article
    from bwcrawler.ledger.addresses import Writing


class Outcome(StrEnum):
    """What recording a page did to what is kept."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


_at_address = select(url.c.article_id).where(url.c.url == bindparam("address")).scalar_subquery()
_CANDIDATES = select(
    article.c.id,
    article.c.post_id,
    article.c.revision,
    (article.c.id == _at_address).label("at_address"),
).where(or_(article.c.post_id == bindparam("post"), article.c.id == _at_address))
_ADD = insert(article).returning(article.c.id)
_SEE = (
    update(article)
    .where(article.c.id == bindparam("key"))
    .values(
        post_id=func.coalesce(bindparam("post"), article.c.post_id),
        url=bindparam("address"),
        status=Status.LIVE,
        revision=bindparam("number"),
        posted_by=bindparam("account"),
        last_run=bindparam("run"),
        changed_run=func.coalesce(bindparam("changed_run"), article.c.changed_run),
        missing_since="",
        gone_since="",
    )
)
_LOSE_ADDRESS = (
    update(article)
    .where(article.c.id == bindparam("key"), article.c.url == bindparam("address"))
    .values(status=Status.MISSING, missing_since=bindparam("since"))
)
_MERGE = update(article).where(article.c.id == bindparam("key")).values(status=Status.MERGED)
_MOVE_ADDRESSES = (
    update(url).where(url.c.article_id == bindparam("old")).values(article_id=bindparam("new"))
)
_REVISIONS = select(revision.c.content_sha256, revision.c.number).where(
    revision.c.article_id == bindparam("key")
)
_ADD_REVISION = insert(revision)
_READ_AGAIN = (
    update(revision)
    .where(revision.c.article_id == bindparam("key"), revision.c.number == bindparam("which"))
    .values(content=bindparam("json"), parser=bindparam("version"), last_run=bindparam("run"))
)


def record(writing: Writing, page: Article, content: bytes) -> tuple[int, Outcome]:
    """Store what the page of an article says; gives the id of the article's row.

    The row is that of the page's post id, else the one its address leads to, and never that of
    another post. Content that the article had before is not stored again.
    """
    known = _known(writing.connection, page)
    if known is None:
        key = _add(writing, page, content)
        observe(writing, key, 1, Status.LIVE)
        return key, Outcome.NEW
    number = _revise(writing, known.id, page, content)
    changed = number != known.revision
    seen = {
        "key": known.id,
        "post": page.id,
        "address": page.url,
        "number": number,
        "account": page.posted_by.url,
        "run": writing.run,
        "changed_run": writing.run if changed else None,
    }
    writing.connection.execute(_SEE, seen)
    observe(writing, known.id, number, Status.LIVE)
    return known.id, Outcome.CHANGED if changed else Outcome.UNCHANGED


def _known(connection: Connection, page: Article) -> Row[int, int | None, int, bool] | None:
    """The row that the page belongs to, after whatever its address led to has made way for it."""
    rows = connection.execute(_CANDIDATES, {"post": page.id, "address": page.url}).all()
    there = next((row for row in rows if row.at_address), None)
    if page.id is None or there is None or there.post_id == page.id:
        return rows[0] if rows else None
    known = next((row for row in rows if row.post_id == page.id), None)
    if there.post_id is not None:
        lost = {"key": there.id, "address": page.url, "since": page.fetched}
        connection.execute(_LOSE_ADDRESS, lost)
        return known
    if known is None:
        return there
    connection.execute(_MOVE_ADDRESSES, {"old": there.id, "new": known.id})
    connection.execute(_MERGE, {"key": there.id})
    return known


def _add(writing: Writing, page: Article, content: bytes) -> int:
    row = {
        "post_id": page.id,
        "url": page.url,
        "status": Status.LIVE,
        "revision": 1,
        "posted_by": page.posted_by.url,
        "first_run": writing.run,
        "last_run": writing.run,
        "changed_run": writing.run,
    }
    key: int = writing.connection.execute(_ADD, row).scalar_one()
    _add_revision(writing, key, 1, page, content)
    return key


def _revise(writing: Writing, key: int, page: Article, content: bytes) -> int:
    """Store the content under its number: the one it had before, or the next."""
    rows = writing.connection.execute(_REVISIONS, {"key": key})
    numbers: dict[str, int] = {row.content_sha256: row.number for row in rows}
    number = numbers.get(page.content_sha256)
    if number is None:
        number = max(numbers.values()) + 1
        _add_revision(writing, key, number, page, content)
        return number
    again = {"key": key, "which": number, "json": content, "version": page.parser}
    writing.connection.execute(_READ_AGAIN, again | {"run": writing.run})
    return number


def _add_revision(writing: Writing, key: int, number: int, page: Article, content: bytes) -> None:
    row = {
        "article_id": key,
        "number": number,
        "content_sha256": page.content_sha256,
        "parser": page.parser,
        "first_run": writing.run,
        "last_run": writing.run,
        "content": content,
    }
    writing.connection.execute(_ADD_REVISION, row)
    add_sketch(writing.connection, key, number, page)
