"""Listings of the sample: which posts a page of a section, tag, author, month or search shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from bwcrawler.sample.listing_page import ListingPage
from bwcrawler.sample.taxonomy import Account, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.sample.magazine import ListingKind, Magazine
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.quirks import Quirks
    from bwcrawler.sample.taxonomy import Term

_MONTH = re.compile(r"^/(?P<month>20\d\d/\d\d)/$")
_BODY_CLASS = {"section": "archive category", "posts": "blog", "month": "archive date"}
_REST = {"section": "categories", "tag": "tags", "author": "users"}


def tidy(path: str) -> str:
    """A path in one spelling: lower case, percent-encoded where it must be."""
    return quote(unquote(path)).lower()


@dataclass(frozen=True, slots=True)
class Archive:
    """What a listing is about."""

    kind: ListingKind
    slug: str = ""
    term: Term | None = None

    @property
    def path(self) -> str:
        """Path of its first page."""
        return f"/{self.term.path}/" if self.term else f"/{self.slug or 'latest-news'}/"

    @property
    def heading(self) -> str:
        """What is printed above."""
        return self.term.name if self.term else self.slug or "Latest News"


@dataclass(frozen=True, slots=True)
class Archives:
    """The listings of a magazine, as a server with these quirks shows them."""

    magazine: Magazine
    quirks: Quirks

    def find(self, path: str) -> Archive | None:
        """The listing whose first page is at `path`; a section is found without its parent too."""
        if path == "/latest-news/":
            return Archive("posts")
        if month := _MONTH.match(path):
            found = Archive("month", month["month"])
            return found if self.magazine.listing("month", found.slug) else None
        first, *parts = tidy(path).strip("/").split("/")
        if not parts or (len(parts) > 1 and first != "category"):
            return None
        magazine = self.magazine
        kinds: dict[str, tuple[ListingKind, Sequence[Term]]] = {
            "category": ("section", magazine.sections),
            "tag": ("tag", magazine.tags),
            "author": ("author", magazine.accounts),
        }
        kind, terms = kinds.get(first, ("posts", ()))
        term = next((term for term in terms if term.slug == parts[-1]), None)
        return Archive(kind, term.slug, term) if term else None

    def page(self, archive: Archive, number: int) -> ListingPage | None:
        """One page of a listing; None past its end."""
        posts = self.quirks.arrange(self.magazine.listing(archive.kind, archive.slug), number)
        above: Sequence[Post] = ()
        if archive.kind == "posts" and number == 1:
            above = [post for post in posts if post.sticky]
        if archive.kind == "tag" and self.magazine.of_2021:
            above = posts[-1:]
        term = archive.term
        listing = ListingPage(
            url=f"{self.magazine.base}{archive.path}",
            heading=archive.heading,
            posts=posts,
            above=above,
            breadcrumb=self._crumbs(archive),
            description=term.bio if isinstance(term, Account) else (),
            body_class=_BODY_CLASS.get(archive.kind, f"archive {archive.kind}"),
            api=f"{_REST[archive.kind]}/{term.id}" if term else "",
        )
        return self._cut(listing, number)

    def search(self, text: str, number: int) -> ListingPage | None:
        """One page of the posts whose title holds `text`; None past its end."""
        listing = ListingPage(
            url=f"{self.magazine.base}/?s={quote(text)}",
            heading=f"Search Results for: {text}",
            posts=[p for p in self.magazine.listing("posts") if text.lower() in p.title.lower()],
            body_class="search search-results",
            robots="noindex, follow",
        )
        return self._cut(listing, number)

    def _cut(self, listing: ListingPage, number: int) -> ListingPage | None:
        size = self.magazine.per_page
        last = max(1, -(-len(listing.posts) // size))
        return listing.cut(number, last, size) if 1 <= number <= last else None

    def _crumbs(self, archive: Archive) -> list[tuple[str, str]]:
        line = archive.term.line[:-1] if isinstance(archive.term, Section) else ()
        parents = [(section.name, f"{self.magazine.base}/{section.path}/") for section in line]
        return [*parents, (archive.heading, "")]
