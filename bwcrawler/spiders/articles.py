"""The spider `articles`: the articles that somebody names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.spiders.arguments import COMMON
from bwcrawler.spiders.magazine import MagazineSpider
from bwcrawler.urls import edition_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bwcrawler.urls import Site


class ArticlesSpider(MagazineSpider):
    """Fetches `url=URL`, and the URLs in `urls=FILE`, one on each line, and nothing else.

    Any spelling will do: short links, `/amp/`, with or without a slash at the end.
    """

    name = "articles"
    accepts = COMMON | {"url", "urls"}

    def first_urls(self, site: Site) -> Iterable[str]:
        """Those of the URLs that are of this edition."""
        return [url for url in self.asked.urls if edition_of(url) is site.edition]
