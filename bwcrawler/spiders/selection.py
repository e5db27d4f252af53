"""Which articles are kept: those of the days, and as many, as the user asked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bwcrawler.items import Article, Listing
    from bwcrawler.spiders.arguments import Arguments

_SLACK = timedelta(days=1)
"""The day of an instant depends on the offset it is given in, and sources differ in that."""


class Selection:
    """Decides by the arguments `since`, `until` and `limit`; counts what it takes."""

    def __init__(self, asked: Arguments) -> None:
        self._since = asked.since or date.min
        self._until = asked.until or date.max
        self._limit = asked.limit
        self._taken: defaultdict[str, set[str]] = defaultdict(set)

    def take(self, article: Article) -> bool:
        """True for an article that is to be kept, which then counts for the limit."""
        if not self._since <= _day(article.published) <= self._until:
            return False
        if self.has_enough(article.edition):
            return False
        if self._limit:
            self.count(article.edition, [article.url])
        return True

    def count(self, edition: str, urls: Iterable[str]) -> None:
        """Count articles that are kept; each counts once, whatever number of times it is read."""
        self._taken[edition].update(urls)

    def has_enough(self, edition: str) -> bool:
        """True where the limit is reached for an edition."""
        return 0 < self._limit <= len(self._taken[edition])

    def may_take(self, *, published: str = "", modified: str = "") -> bool:
        """False where what a listing or a sitemap tells is enough to do without the article.

        What was last changed before a day was published before it.
        """
        last = published or modified
        is_older = last and _day(last) < self._since - _SLACK if self._since > date.min else False
        is_newer = published and self._until < date.max and _day(published) > self._until + _SLACK
        return not (is_older or is_newer)

    def is_past(self, listing: Listing) -> bool:
        """True where all that a listing's page shows in order is too old.

        Listings begin with the newest post, so nothing on the pages after it can be wanted.
        """
        in_order = [entry for entry in listing.entries if not entry.pinned]
        dated = [entry for entry in in_order if entry.published]
        if not in_order or len(dated) < len(in_order) or self._since == date.min:
            return False
        return all(_day(entry.published) < self._since - _SLACK for entry in in_order)


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
