"""One page of a listing, before a template draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.sample.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """One page of a listing, before it is drawn."""

    url: str
    """Canonical URL of the first page, with a slash at its end."""
    heading: str
    posts: Sequence[Post]
    """Those of this page in order."""
    above: Sequence[Post] = ()
    """Pinned or sticky posts that stand before them."""
    page: int = 1
    last: int = 1
    breadcrumb: Sequence[tuple[str, str]] = ()
    description: Sequence[str] = ()
    body_class: str = "archive"
    api: str = ""
    robots: str = ""

    def page_url(self, page: int) -> str:
        """Canonical URL of one of its pages."""
        lead, mark, query = self.url.partition("?")
        url = lead if page == 1 else f"{lead}page/{page}/"
        return f"{url}{mark}{query}"

    def cut(self, page: int, last: int, size: int) -> ListingPage:
        """The page `page` of `last`, with its `size` posts."""
        shown = self.posts[(page - 1) * size : page * size]
        return replace(self, posts=shown, page=page, last=last)

    @property
    def pager(self) -> list[tuple[int, str]]:
        """Numbers and URLs as the theme lists them; an empty URL stands for an omission."""
        near = {1, self.last, *range(self.page - 2, self.page + 3)}
        found: list[tuple[int, str]] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if found and number > found[-1][0] + 1:
                found.append((number - 1, ""))
            found.append((number, self.page_url(number)))
        return found
