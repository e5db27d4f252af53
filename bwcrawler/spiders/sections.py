"""The spider `sections`: what is filed under one section, or under any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler.spiders.arguments import COMMON
from bwcrawler.spiders.magazine import MagazineSpider
from bwcrawler.urls import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bwcrawler.urls import Site


class SectionsSpider(MagazineSpider):
    """Walks through the listing of `section=SLUG`; without it, of all sections.

    Sections come to light in the menus of the home page, in the sitemap of categories, and in
    what the articles found are filed under.
    """

    name = "sections"
    accepts = COMMON | {"section"}
    sitemaps = re.compile("category")

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        if not self.asked.section:
            self.follows = frozenset({Kind.SECTION, Kind.SITEMAP})

    def first_urls(self, site: Site) -> Iterable[str]:
        """The section, or where sections are named."""
        if self.asked.section:
            return [site.canonical(f"/category/{self.asked.section}/")]
        return map(site.canonical, ("/", "/robots.txt"))
