"""What the earlier runs of a crawl did, for the run that goes on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bwcrawler.ledger.runs import same_crawl
from bwcrawler.ledger.schema import Progress, article, found, queue, source, url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Answers about a crawl that was broken off; all URLs are canonical."""

    connection: Connection
    crawl: str
    run: int
    """The run that goes on."""

    def articles(self) -> list[str]:
        """URLs of the articles that were kept."""
        statement = select(article.c.url).where(article.c.last_run.in_(same_crawl(self.run)))
        return self._urls(statement)

    def requests(self, *, to_do: bool = False) -> list[str]:
        """URLs that were asked for, or of those only what is still to do, oldest first."""
        statement = select(queue.c.url).where(queue.c.crawl == self.crawl)
        if to_do:
            statement = statement.where(queue.c.state == Progress.TODO)
        return self._urls(statement.order_by(queue.c.position))

    def named_by(self, listing: str) -> list[str]:
        """URLs that a listing has named, given that of its first page."""
        statement = (
            select(url.c.url)
            .join_from(url, found, found.c.url_id == url.c.id)
            .join(source, source.c.id == found.c.source_id)
            .where(source.c.url == listing, found.c.last_run.in_(same_crawl(self.run)))
        )
        return self._urls(statement)

    def _urls(self, statement: Select[tuple[str]]) -> list[str]:
        with self.connection.begin():
            return list(self.connection.scalars(statement))
