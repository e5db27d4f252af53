"""What a crawl that keeps an archive in step with its site asks the ledger of one edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.editions import EDITIONS
from bwcrawler.ledger import contents, deletions, due, inventories
from bwcrawler.ledger.addresses import Writing
from bwcrawler.ledger.deletions import Crawl

if TYPE_CHECKING:
    from bwcrawler.items import Source
    from bwcrawler.ledger.inventories import Watermark
    from bwcrawler.ledger.ledger import Ledger


class Upkeep:
    """One crawl of one edition: `run` is the present run of it.

    Args:
        accept: True where a human has said that many articles may disappear at once.
    """

    def __init__(self, ledger: Ledger, run: int, *, accept: bool) -> None:
        self._ledger = ledger
        self._run = run
        with ledger.reading() as connection:
            begun = contents.run(connection, run).begun
        self._crawl = Crawl(begun=begun, host=EDITIONS[ledger.edition].host, accept=accept)

    def watermark(self, source: Source) -> Watermark:
        """Up to where the last good crawl has read a kind of source."""
        with self._ledger.reading() as connection:
            return inventories.mark_of(connection, source)

    def posts_page(self) -> str:
        """Canonical URL of the listing of all posts, as far as one is known; else the home page."""
        with self._ledger.reading() as connection:
            return due.listing_of_posts(connection) or self._crawl.root

    def has_whole_inventory(self) -> bool:
        """True where all files of an inventory have been read."""
        with self._ledger.reading() as connection:
            return bool(inventories.trusted(connection, self._crawl.begun))

    def is_news(self, address: str) -> bool:
        """True for an address that was not heard of before this crawl."""
        with self._ledger.reading() as connection:
            return due.is_news(connection, self._crawl.begun, address)

    def due(self) -> list[str]:
        """Canonical URLs of the articles that have to be read."""
        with self._ledger.reading() as connection:
            return list(due.due(connection, self._crawl.begun))

    def oldest(self, number: int) -> list[str]:
        """Canonical URLs of so many articles that nobody has looked at for longest."""
        with self._ledger.reading() as connection:
            return list(due.oldest(connection, self._crawl.begun, number))

    def doubtful(self, *, everything: bool) -> list[str]:
        """Canonical URLs to ask for, of articles that may be gone. Raises `MassDeletion`."""
        with self._ledger.reading() as connection:
            return list(deletions.doubtful(connection, self._crawl, everything=everything))

    def finish(self) -> None:
        """Mark what is missing or gone, and move the watermarks. Raises `MassDeletion`."""
        with self._ledger.writing() as connection:
            writing = Writing(
                connection=connection,
                host=self._crawl.host,
                run=self._run,
                crawl=self._ledger.queue.crawl,
            )
            deletions.settle(writing, self._crawl)
            inventories.move(connection, self._crawl.begun, accept=self._crawl.accept)
