"""Whether something was changed on a site that none of its sources names.

WordPress stamps its feed with the newest modification of all that it shows
(`get_lastpostmodified`): articles, glossary entries, editorial pages. Without the REST API and
without times in the sitemap that is the only trace of an article that was edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import bindparam, exists, func, select

from bwcrawler.ledger.addresses import in_utc
from bwcrawler.ledger.schema import IS_PRESENT, Status, answer, article, revision, run
from bwcrawler.pages.inventory import rfc_822

if TYPE_CHECKING:
    from sqlalchemy import Connection

_BEGUN = select(run.c.begun).where(run.c.id == bindparam("number"))
_STAMP = (
    select(answer.c.last_modified)
    .where(answer.c.kind == "feed", answer.c.last_modified != "")
    .order_by(answer.c.run.desc())
    .limit(1)
)
_NOW = _STAMP.where(answer.c.run >= bindparam("begun"))
_BEFORE = _STAMP.where(answer.c.run < bindparam("begun"))
_NEWEST_NAMED = select(func.max(answer.c.newest)).where(answer.c.run >= bindparam("begun"))
_UNREAD = select(
    exists().where(article.c.status == Status.LIVE, article.c.last_run < bindparam("begun"))
)
_READ = (
    select(revision.c.content)
    .join_from(article, revision, IS_PRESENT)
    .where(article.c.last_run >= bindparam("begun"))
)


class _Dates(msgspec.Struct):
    published: str
    modified: str


_dates = msgspec.json.Decoder(_Dates).decode


def unnamed_change(connection: Connection, number: int) -> str:
    """The UTC instant of the newest change, where the crawl of this run does not know of what.

    Empty where the feed tells of no change since it answered an earlier crawl, where a source or an
    article that was read tells of the same, and where the crawl has read every article anyway.
    """
    values = {"begun": connection.execute(_BEGUN, {"number": number}).scalar_one()}
    now = _instant(connection.execute(_NOW, values).scalar())
    before = _instant(connection.execute(_BEFORE, values).scalar())
    if not before or now <= before or not connection.execute(_UNREAD, values).scalar_one():
        return ""
    if (connection.execute(_NEWEST_NAMED, values).scalar() or "") >= now:
        return ""
    read = (_dates(content) for content in connection.execute(_READ, values).scalars())
    return "" if any(_last(dates) >= now for dates in read) else now


def _instant(header: str | None) -> str:
    return in_utc(rfc_822(header or ""))


def _last(dates: _Dates) -> str:
    """When an article was changed, at the latest; a bare date is all of its day."""
    moment = dates.modified or dates.published
    return f"{moment}T23:59:59" if "T" not in moment else in_utc(moment)
