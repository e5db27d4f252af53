"""The sample magazine: posts, terms and pages, made from a seed."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import taxonomy
from bwcrawler.sample.heads import Desk
from bwcrawler.sample.pages import editorial_pages, glossary_terms
from bwcrawler.sample.press import Press, Theme
from bwcrawler.sample.stories import Story, write
from bwcrawler.sample.vocabularies import WORDS

if TYPE_CHECKING:
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.taxonomy import Account, Section, Tag

Skin = Literal["genesis", "divi", "divi-builder"]
ListingKind = Literal["section", "tag", "author", "month", "posts"]
Habits = Literal[2021, 2023]

_BY_DIVI_ITSELF = frozenset({"empty-author", "builder-content"})
_BY_BUILDER = frozenset({"no-title-on-page"})


class Magazine:
    """A made-up magazine: the same arguments always make the same one.

    Args:
        articles: How many public articles there are (drafts, protected posts, glossary terms and
            pages come in addition). All forms occur if there are at least 200.
        theme: `genesis` with core sitemaps, or `divi` with those of Yoast.
        edition: Code of a language edition.
        seed: Any number; another one makes another magazine.
        builder: Whether Divi serves `none`, `some` (every second) or `all` of its posts by a
            Theme Builder template; with `all`, the listings too.
        habits: 2021 gives Genesis pages the habits of that time: the day of the crawl above the
            breadcrumb, nine entries a page, lazy images, a pinned entry on tag pages.
    """

    def __init__(  # noqa: PLR0913
        self,
        articles: int = 200,
        theme: Theme = "genesis",
        edition: str = "en",
        seed: int = 0,
        *,
        builder: Literal["none", "some", "all"] = "some",
        habits: Habits = 2023,
    ) -> None:
        self.theme: Theme = theme
        self.edition = EDITIONS[edition]
        self.words = WORDS[edition]
        self.base = f"https://{self.edition.host}"
        self.builder = builder
        self.of_2021 = habits == 2021  # noqa: PLR2004
        self.per_page = 9 if self.of_2021 else 10
        self.sections: tuple[Section, ...] = taxonomy.sections(edition)
        self.tags: tuple[Tag, ...] = taxonomy.tags(edition)
        self.accounts: tuple[Account, ...] = taxonomy.accounts(edition, self.words)
        rng = random.Random(f"{seed} {edition} {theme} {articles}")  # noqa: S311
        desk = Desk(rng, self.words, self.edition, self.accounts)
        self.posts = Press(desk, theme, self.sections, self.tags).print(articles)
        """All posts in any state, oldest id first."""
        self.linkable = [post for post in self.published if post.title]
        """What other posts may point to."""
        self.pages = editorial_pages(self.words, self.tags, self.base)
        self.terms = glossary_terms(self.words, self.edition, self.posts[-1].id)
        self.story = lru_cache(maxsize=1000)(self._write)
        self._by_slug = {post.slug: post for post in self.posts}
        self._by_id = {post.id: post for post in self.posts}
        self._listings = self._list()

    @property
    def published(self) -> list[Post]:
        """The public articles: what a crawl must find, and nothing else."""
        return [post for post in self.listed if not post.protected]

    @property
    def listed(self) -> list[Post]:
        """The public articles and the protected posts: what listings show."""
        return [post for post in self.posts if post.state == "publish"]

    def posts_with(self, form: str) -> list[Post]:
        """The posts that show a form."""
        return [post for post in self.posts if form in post.forms]

    def post_with(self, form: str) -> Post:
        """The first post that shows a form.

        Raises:
            LookupError: No post of this magazine shows it.
        """
        if not (found := self.posts_with(form)):
            raise LookupError(f"No post of this sample magazine shows the form {form!r}.")
        return found[0]

    def by_slug(self, slug: str) -> Post | None:
        """The post with this slug, in any state."""
        return self._by_slug.get(slug)

    def by_id(self, number: int) -> Post | None:
        """The post with this id, in any state."""
        return self._by_id.get(number)

    def url(self, post: Post) -> str:
        """The canonical URL."""
        return f"{self.base}{post.path}"

    def skin(self, post: Post) -> Skin:
        """By which template the post is shown."""
        if self.theme == "genesis":
            return "genesis"
        if post.forms & _BY_DIVI_ITSELF:
            return "divi"
        every_second = self.builder == "some" and post.seed % 2
        by_builder = self.builder == "all" or every_second or post.forms & _BY_BUILDER
        return "divi-builder" if by_builder else "divi"

    def release(self) -> Post | None:
        """Publish the next scheduled post, as WordPress does when its time has come.

        It is newer than all others, so every listing that shows it moves on by one entry. None
        where no scheduled post is left.
        """
        post = next((post for post in self.posts if post.state == "future"), None)
        if post:
            post.state = "publish"
            self._listings = self._list()
        return post

    def listing(self, kind: ListingKind, slug: str = "") -> list[Post]:
        """The posts that a listing shows, newest first, protected ones included.

        Args:
            kind: `section`, `tag`, `author`, `month` or `posts`.
            slug: Last part of the section's path, slug of tag or author, `2019/05`.
        """
        return self._listings.get((kind, slug), [])

    def _list(self) -> dict[tuple[ListingKind, str], list[Post]]:
        found: dict[tuple[ListingKind, str], list[Post]] = defaultdict(list)
        for post in sorted(self.listed, key=lambda post: post.order, reverse=True):
            found["posts", ""].append(post)
            found["month", f"{post.published:%Y/%m}"].append(post)
            found["author", post.account.slug].append(post)
            for tag in post.tags:
                found["tag", tag.slug].append(post)
            for slug in {part.slug for section in post.sections for part in section.line}:
                found["section", slug].append(post)
        return dict(found)

    def _write(self, post: Post) -> Story:
        return write(post, self.words, self.edition, self.linkable)
