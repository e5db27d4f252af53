"""The spider `update`: what has changed since the archive was made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bwcrawler.pages.inventory import lists_posts
from bwcrawler.spiders.magazine import next_page
from bwcrawler.spiders.upkeep import UpkeepSpider
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request

    from bwcrawler.items import Inventory, Listing
    from bwcrawler.ledger.upkeep import Upkeep
    from bwcrawler.urls import Site

_CHANGED_LAST = (
    "/wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt"
    "&order=desc&orderby=modified&page=1&per_page=100"
)
"""One answer tells both how many posts there are and which were changed last. WordPress compares
`modified_after` with local times, which are ambiguous for an hour a year, and counts only what it
has chosen; so where to stop is decided here."""

_OVERLAP = timedelta(hours=48)
"""How far behind the watermark is looked: caches and clocks may be late."""


class UpdateSpider(UpkeepSpider):
    """Asks every source what is new or has changed, and fetches what any of them names.

    `audit=N` adds the N articles that nobody has looked at for longest: what was changed behind the
    sources' backs comes to light so. `deletions=accept` says that many articles may be gone.
    """

    name = "update"
    accepts = frozenset({"audit", "deletions", "edition", "media", "site", "warc"})
    follows = frozenset({Kind.SITEMAP, Kind.REST})

    def first_urls(self, site: Site) -> Iterable[str]:
        """Robots.txt (for the sitemaps) and REST API; the feed is asked for with conditions."""
        return map(site.canonical, ("/robots.txt", _CHANGED_LAST))

    def first_requests(self, site: Site) -> Iterator[Request]:
        """Those of `first_urls`, and the feed, if it has changed."""
        yield from super().first_requests(site)
        mark = self.upkeep(site.edition.code).watermark("feed")
        request = self.request(site.canonical("/feed/"))
        # With both conditions both must hold (RFC 9110, section 13.2.2, has ETag go first).
        if mark.etag:
            request.headers["If-None-Match"] = mark.etag
        elif mark.last_modified:
            request.headers["If-Modified-Since"] = mark.last_modified
        if mark.etag or mark.last_modified:
            request.meta["handle_httpstatus_list"] = [304]
        yield request

    def stages(self, upkeep: Upkeep) -> Iterator[Iterable[str]]:
        """What readers see, what is due, what may be gone."""
        yield [upkeep.posts_page()]
        yield [*upkeep.due(), *upkeep.oldest(self.asked.audit)]
        yield upkeep.doubtful(everything=False)

    def after_inventory(self, inventory: Inventory) -> Iterator[Request]:
        """Further files of sitemaps; of the REST API, as far back as the last crawl."""
        if inventory.source == "rest":
            if self._is_news(inventory):
                yield from self.follow(inventory.children)
        else:
            yield from self.follow(filter(lists_posts, inventory.children))

    def after_listing(self, listing: Listing, stale: int) -> Iterator[Request]:
        """The next page, where this one ends with news and no inventory tells all of them."""
        del stale
        upkeep, following = self.upkeep(listing.edition), next_page(listing)
        in_order = [entry.url for entry in listing.entries if not entry.pinned]
        is_news = bool(in_order) and upkeep.is_news(in_order[-1])
        if following and is_news and not upkeep.has_whole_inventory():
            yield self.request(following)

    def _is_news(self, inventory: Inventory) -> bool:
        """True where the API may have more to tell than this page."""
        mark = self.upkeep(inventory.edition).watermark("rest").modified
        if not mark:
            return True
        oldest = min((entry.modified for entry in inventory.entries if entry.modified), default="")
        known = datetime.fromisoformat(mark) - _OVERLAP
        return bool(oldest) and datetime.fromisoformat(oldest) >= known
