"""The requests of a crawl: to do, being done, done.

What is put in waits in memory until the next transaction of the ledger, which writes it before
anything else. So a page is never known to be done unless all that it named is in the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, literal_column, select, update

from bwcrawler.ledger.schema import Progress, State, queue, upsert, url

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Written out, for a bound parameter would not meet the index on what is to do.
_IS_TODO = queue.c.state == literal_column(f"'{Progress.TODO}'")
_IS_DOING = queue.c.state == literal_column(f"'{Progress.DOING}'")
_OF_CRAWL = queue.c.crawl == bindparam("of_crawl")

_ADD = (
    upsert(queue)
    .values(
        crawl=bindparam("crawl"),
        url=bindparam("url"),
        priority=bindparam("priority"),
        state=literal_column(f"'{Progress.TODO}'"),
        payload=bindparam("payload"),
    )
    .on_conflict_do_nothing(index_elements=[queue.c.crawl, queue.c.url])
)
_NEXT = (
    select(queue.c.position)
    .where(_OF_CRAWL, _IS_TODO)
    .order_by(queue.c.priority.desc(), queue.c.position)
    .limit(bindparam("number"))
)
_TAKE = (
    update(queue)
    .where(queue.c.position.in_(_NEXT))
    .values(state=Progress.DOING)
    .returning(queue.c.position, queue.c.url, queue.c.priority, queue.c.payload)
)
END = (
    update(queue)
    .where(_OF_CRAWL, queue.c.url == bindparam("address"), _IS_DOING)
    .values(state=Progress.DONE)
)
"""Ends the request for `address` in `of_crawl`, if it is being done."""
_NAME_END = (
    update(url)
    .where(url.c.url == bindparam("address"), url.c.state == State.FOUND)
    .values(state=State.EXCLUDED, reason="nothing to keep")
)
_AGAIN = update(queue).where(_OF_CRAWL, _IS_DOING).values(state=Progress.TODO)
_COUNT = select(func.count()).where(_OF_CRAWL)
_CLEAR = delete(queue).where(_OF_CRAWL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request as it is kept."""

    url: str
    """Canonical; the queue has each once."""
    priority: int
    """Higher ones go first, equal ones in the order they came in."""
    payload: bytes
    """JSON of what makes the request again."""


class Queue:
    """What one crawl has to ask one edition for.

    What reads or writes the table happens within a transaction that the caller has begun.
    """

    def __init__(self, connection: Connection, crawl: str) -> None:
        self.crawl = crawl
        self._connection = connection
        self._new: list[dict[str, Any]] = []
        self._over: list[dict[str, Any]] = []
        self._taken: set[str] = set()
        self._settled: set[str] = set()
        self._written = 0
        self.todo = 0
        """How many are to do, as far as they have been written."""
        self.known = 0
        """All that was to do when the run began, or came in since."""
        self.resumed = False
        """True where an earlier run of the crawl was broken off."""

    def __len__(self) -> int:
        """How many may be to do: some of those that wait in memory may be known already."""
        return self.todo + len(self._new)

    def resume(self) -> None:
        """Go on with what a run left that was broken off: what it was doing is to do again."""
        self.resumed = True
        self._connection.execute(_AGAIN, {"of_crawl": self.crawl})
        self.todo = self.known = self.count(Progress.TODO)

    def clear(self) -> None:
        """Forget all requests."""
        self._connection.execute(_CLEAR, {"of_crawl": self.crawl})

    def count(self, *states: Progress) -> int:
        """How many are in one of these states."""
        statement = _COUNT.where(queue.c.state.in_(states))
        number: int = self._connection.execute(statement, {"of_crawl": self.crawl}).scalar_one()
        return number

    def put(self, entry: Entry) -> None:
        """Add a request; one for a URL that is there already changes nothing."""
        row = {"url": entry.url, "priority": entry.priority, "payload": entry.payload}
        self._new.append({"crawl": self.crawl, **row})

    def over(self, address: str) -> None:
        """Nothing more will come of this request, which has been taken."""
        self._taken.discard(address)
        if address in self._settled:
            self._settled.remove(address)
            return
        self._over.append({"of_crawl": self.crawl, "address": address})

    def settled(self, address: str) -> None:
        """What came of this request has been written, and its end with it."""
        if address in self._taken:
            self._settled.add(address)

    def write(self) -> None:
        """Write what waits in memory."""
        self._written = 0
        if self._new:
            self._written = self._connection.execute(_ADD, self._new).rowcount
        if self._over:
            self._connection.execute(END, self._over)
            self._connection.execute(_NAME_END, self._over)

    def committed(self) -> None:
        """What has been written is safe, and need not be kept in memory."""
        self.todo += self._written
        self.known += self._written
        self._written = 0
        self._new.clear()
        self._over.clear()

    def take(self, number: int) -> list[Entry]:
        """The next requests, which are being done from now on."""
        values = {"of_crawl": self.crawl, "number": number}
        rows = self._connection.execute(_TAKE, values).all()
        self.todo -= len(rows)
        addresses = [row.url for row in rows]
        self._taken.update(addresses)
        rows = sorted(rows, key=lambda row: (-row.priority, row.position))
        return [Entry(url=row.url, priority=row.priority, payload=row.payload) for row in rows]
