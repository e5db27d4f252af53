"""The spider `tags`: what carries one tag, or any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler.spiders.arguments import COMMON
from bwcrawler.spiders.magazine import MagazineSpider
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bwcrawler.urls import Site


class TagsSpider(MagazineSpider):
    """Walks through the listing of `tag=SLUG`; without it, of all tags.

    Tags come to light on the page of topics, in the sitemap of tags, and on the articles found.
    """

    name = "tags"
    accepts = COMMON | {"tag"}
    sitemaps = re.compile("post_tag")

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        if not self.asked.tag:
            self.follows = frozenset({Kind.TAG, Kind.SITEMAP})

    def first_urls(self, site: Site) -> Iterable[str]:
        """The tag, or where tags are named."""
        if self.asked.tag:
            return [site.canonical(f"/tag/{self.asked.tag}/")]
        return map(site.canonical, ("/topics/", "/robots.txt"))
