"""A ledger for those who only look: no writer is held up by them, and they by none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.ledger import engine, migrations, schema
from bwcrawler.ledger.ledger import LedgerError
from bwcrawler.ledger.schema import IS_PUBLISHED, Progress, State, article, queue, run, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Connection, Row

_PENDING = (Progress.TODO, Progress.DOING)
_UNSETTLED = (
    select(article.c.url, url.c.state)
    .join_from(article, url, url.c.url == article.c.url, isouter=True)
    .where(IS_PUBLISHED)
    .where(url.c.state.is_(None) | url.c.state.in_([State.FOUND]))
    .order_by(article.c.url)
)


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """One state of the ledger at `path`, whatever is written meanwhile.

    Raises `LedgerError` where the file is no ledger, is damaged, or is of another version.
    """
    try:
        with engine.reader_of(path).connect() as connection, connection.begin():
            statement = select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
            version = connection.execute(statement).scalar() or ""
            if said := migrations.objection(version):
                raise LedgerError(f"{path} {said}")
            if version != schema.VERSION:
                raise LedgerError(
                    f"{path} is of version {version}, and {schema.VERSION} is wanted: "
                    "the next crawl of it brings it there, such as `scrapy crawl update`."
                )
            yield connection
    except SQLAlchemyError as error:
        raise LedgerError(f"{path} cannot be read: {engine.cause_of(error)}.") from error


def last_run(connection: Connection) -> Row[Any] | None:
    """The row of the run that began last, if there is any."""
    return connection.execute(select(run).order_by(run.c.id.desc()).limit(1)).one_or_none()


def waiting(connection: Connection, crawl: str) -> int:
    """How many requests of a crawl have not come to an end."""
    statement = select(func.count()).where(queue.c.crawl == crawl, queue.c.state.in_(_PENDING))
    return connection.execute(statement).scalar_one()


def unsettled(connection: Connection) -> list[str]:
    """Published articles of whose address the ledger does not know where it stands."""
    return [row.url for row in connection.execute(_UNSETTLED)]


def unfinished(connection: Connection) -> list[str]:
    """Crawls that are said to be complete, and have requests left all the same."""
    crawls = select(queue.c.crawl).where(queue.c.state.in_(_PENDING)).distinct()
    last = select(func.max(run.c.id)).where(run.c.crawl.in_(crawls)).group_by(run.c.crawl)
    statement = select(run.c.crawl).where(run.c.id.in_(last), run.c.complete)
    return list(connection.scalars(statement.order_by(run.c.crawl)))


def last_checked(connection: Connection) -> str:
    """UTC instant at which the page was fetched that was read last; empty where none was."""
    return connection.execute(select(func.max(url.c.last_checked))).scalar_one() or ""
