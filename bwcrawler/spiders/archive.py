"""The spider `archive`: the whole magazine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.spiders.arguments import COMMON
from bwcrawler.spiders.upkeep import UpkeepSpider
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bwcrawler.ledger.upkeep import Upkeep
    from bwcrawler.urls import Site

_POSTS_OF_REST = "/wp-json/wp/v2/posts?_fields=date_gmt,id,link,modified_gmt&order=asc&orderby=id"
"""Ordered by id: pages of a list ordered by date have no fixed limits where dates are equal."""


class ArchiveSpider(UpkeepSpider):
    """Fetches every article, and all that lists or explains them.

    No source is trusted alone: listings can miss a post (equal dates have no fixed order between
    pages), sitemaps can be incomplete or name protected posts, the REST API can be closed. An
    article is fetched once, whoever names it; at the end those of the archive that nobody names.
    `deletions=accept` says that many of them may be gone.
    """

    name = "archive"
    accepts = COMMON | {"deletions"}
    follows = frozenset(
        {
            Kind.SECTION,
            Kind.TAG,
            Kind.AUTHOR,
            Kind.POSTS,
            Kind.ARTICLE,
            Kind.GLOSSARY,
            Kind.PAGE,
            Kind.SITEMAP,
            Kind.REST,
        }
    )

    def first_urls(self, site: Site) -> Iterable[str]:
        """Robots.txt (for the sitemaps), home page, feed and REST API."""
        paths = ("/robots.txt", "/", "/feed/", f"{_POSTS_OF_REST}&page=1&per_page=100")
        return map(site.canonical, paths)

    def stages(self, upkeep: Upkeep) -> Iterator[Iterable[str]]:
        """What no source has named."""
        yield upkeep.doubtful(everything=True)
