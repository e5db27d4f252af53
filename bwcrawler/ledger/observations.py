"""How each run saw each article, and what has changed from one run to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, bindparam, func, select

from bwcrawler.ledger.schema import Status, article, observation, revision, upsert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row, Select

    from bwcrawler.ledger.addresses import Writing

_new = upsert(observation)
_OBSERVE = _new.on_conflict_do_update(
    index_elements=[observation.c.article_id, observation.c.run],
    set_={"number": _new.excluded.number, "status": _new.excluded.status},
)

_ROWS_AT_A_TIME = 100
_before, _after = (observation.alias(name) for name in ("before", "after"))
_before_revision, _after_revision = (
    revision.alias(name) for name in ("before_revision", "after_revision")
)
_last_before = (
    select(func.max(observation.c.run))
    .where(observation.c.article_id == article.c.id, observation.c.run <= bindparam("since"))
    .correlate(article)
    .scalar_subquery()
)
_last_after = (
    select(func.max(observation.c.run))
    .where(observation.c.article_id == article.c.id, observation.c.run <= bindparam("until"))
    .correlate(article)
    .scalar_subquery()
)
_OBSERVED = (
    select(observation.c.article_id)
    .where(observation.c.run > bindparam("since"), observation.c.run <= bindparam("until"))
    .distinct()
)
_COMPARE: Select[Any] = (
    select(
        article.c.post_id,
        article.c.url,
        _before.c.status.label("status_before"),
        _after.c.status.label("status_after"),
        _before_revision.c.content_sha256.label("sha256_before"),
        _after_revision.c.content_sha256.label("sha256_after"),
        _after.c.number.label("revision"),
    )
    .join_from(article, _after, _after.c.article_id == article.c.id)
    .join(
        _after_revision,
        and_(
            _after_revision.c.article_id == article.c.id,
            _after_revision.c.number == _after.c.number,
        ),
    )
    .outerjoin(_before, and_(_before.c.article_id == article.c.id, _before.c.run == _last_before))
    .outerjoin(
        _before_revision,
        and_(
            _before_revision.c.article_id == article.c.id,
            _before_revision.c.number == _before.c.number,
        ),
    )
    .where(
        article.c.id.in_(_OBSERVED),
        _after.c.run == _last_after,
        article.c.status != Status.MERGED,
    )
    .order_by(article.c.post_id.is_(None), article.c.post_id, article.c.url)
    .execution_options(yield_per=_ROWS_AT_A_TIME)
)


@dataclass(slots=True, kw_only=True)
class Change:
    """What became of one article between two runs."""

    change: Literal["added", "changed", "gone", "back"]
    """What happened to it; `back` is an article that was gone before."""
    id: int | None
    """WordPress post id, as in the article's own line."""
    url: str
    """Canonical, at the last reading."""
    revision: int
    """Number of the content now, the last one of an article that is gone."""
    content_sha256: str
    """Hash of the content now; empty for an article that is gone."""
    previous_sha256: str
    """Hash of the content before; empty for an article that was added."""


def observe(writing: Writing, article_id: int, number: int, status: Status) -> None:
    """Write down that the run saw an article live with this revision, or gone after it."""
    row = {"article_id": article_id, "run": writing.run, "number": number, "status": status}
    writing.connection.execute(_OBSERVE, row)


def changes(connection: Connection, since: int, until: int) -> Iterator[Change]:
    """What changed after run `since` (0: from the beginning) up to run `until`.

    In the order of the articles: by post id, then those without one by URL. An article that came
    and went in between, or is again as it was, has not changed.
    """
    for row in connection.execute(_COMPARE, {"since": since, "until": until}):
        if (change := _change(row)) is not None:
            yield change


def _change(row: Row[Any]) -> Change | None:
    is_gone, was_gone = row.status_after == Status.GONE, row.status_before == Status.GONE
    what: Literal["added", "changed", "gone", "back"]
    if row.status_before is None or was_gone:
        if is_gone:
            return None
        what = "back" if was_gone else "added"
    elif is_gone:
        what = "gone"
    elif row.sha256_before != row.sha256_after:
        what = "changed"
    else:
        return None
    return Change(
        change=what,
        id=row.post_id,
        url=row.url,
        revision=row.revision,
        content_sha256="" if is_gone else row.sha256_after,
        previous_sha256=row.sha256_before or "",
    )
