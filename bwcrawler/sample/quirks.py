"""What a server of the sample keeps from its visitors, so that tests can hide things."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.sample.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """Sets hold post ids. Whatever is hidden here still answers at its own address."""

    not_in_listings: frozenset[int] = frozenset()
    not_in_sitemap: frozenset[int] = frozenset()
    not_in_rest: frozenset[int] = frozenset()
    not_in_feed: frozenset[int] = frozenset()
    listings: bool = True
    """False: no listing has entries."""
    sitemap: bool = True
    """False: every sitemap is a 404, and robots.txt names none."""
    rest: bool = True
    """False: the API answers 401 to everybody, as security plugins make it."""
    feeds: bool = True
    sitemap_size: int = 0
    """Posts in one file of a sitemap; 0: 2,000 with WordPress core, 1,000 with Yoast."""
    core_lastmod: bool = False
    """True: core sitemaps tell when a post was last changed, as from WordPress 6.5 on."""
    unstable_order: bool = False
    """True: posts of the same second change places from one listing page to the next, as without
    a second sort key; a post can show on two pages and its twin on none."""
    release_every: int = 0
    """After each so many requests a scheduled post is published, so that pages drift; 0: never."""

    def arrange(self, posts: Sequence[Post], page: int) -> list[Post]:
        """The posts that a listing shows, in the order it has while `page` is drawn."""
        if not self.listings:
            return []
        shown = [post for post in posts if post.id not in self.not_in_listings]
        if not self.unstable_order or page % 2:
            return shown
        groups = groupby(shown, key=lambda post: post.published)
        return [post for _, group in groups for post in reversed(list(group))]
