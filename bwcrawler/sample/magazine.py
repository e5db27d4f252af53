"""The sample magazine: posts, terms and pages, made from a seed, and what its editors do later."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import taxonomy
from bwcrawler.sample.heads import ROME, Desk
from bwcrawler.sample.pages import editorial_pages, glossary_terms
from bwcrawler.sample.pieces import shown
from bwcrawler.sample.press import Press, Theme
from bwcrawler.sample.stories import Story, write
from bwcrawler.sample.vocabularies import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bwcrawler.sample.pieces import Picture
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.taxonomy import Account, Section, Tag

Skin = Literal["genesis", "divi", "divi-builder"]
ListingKind = Literal["section", "tag", "author", "month", "posts"]
Habits = Literal[2021, 2023]

_BY_DIVI_ITSELF = frozenset({"empty-author", "builder-content"})
_BY_BUILDER = frozenset({"no-title-on-page"})
_POPULAR = 7
"""Posts that every page lists as the most read."""


def now() -> datetime:
    """This moment in Rome, where the magazine is made."""
    return datetime.now(ROME)


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
        clock: What time it is for the editors, who may `add`, `edit`, `touch`, `rename`, `delete`
            and `restore` posts once the magazine is made.

    The theme may be changed at any time, by assigning `theme`.
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
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.clock = clock
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
        self._press = Press(desk, theme, self.sections, self.tags)
        self.posts = self._press.print(articles)
        """All posts in any state, oldest id first."""
        self.linkable = [post for post in self.published if post.title]
        """What other posts may point to."""
        self.pages = editorial_pages(self.words, self.tags, self.base)
        self.terms = glossary_terms(self.words, self.edition, self.posts[-1].id)
        self.story = lru_cache(maxsize=1000)(self._write)
        self.pictures = cache(self._illustrate)
        self._index()

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
        """The post with this slug, in any state; the public one where another was deleted."""
        return self._by_slug.get(slug)

    def by_old_slug(self, slug: str) -> Post | None:
        """The public post that had this slug before it was renamed."""
        return self._by_old_slug.get(slug)

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

    @property
    def popular(self) -> list[Post]:
        """What every page lists as the most read."""
        return [post for post in self.linkable if post.state == "publish"][-_POPULAR:]

    # What editors do

    def add(self) -> Post:
        """Publish a new post."""
        post = self._press.print_one(self._moment())
        self._index()
        return post

    def edit(self, post: Post) -> None:
        """Add a paragraph at the end of the body."""
        post.additions += 1
        self.touch(post)

    def revert(self, post: Post) -> None:
        """Take the paragraph of the last `edit` out again."""
        post.additions -= 1
        self.touch(post)

    def touch(self, post: Post) -> None:
        """Save a post without a change; its time of modification moves all the same."""
        post.modified = self._moment()
        self.story.cache_clear()

    def rename(self, post: Post, slug: str) -> None:
        """Give a post another slug; the old one leads to it from now on.

        Raises:
            ValueError: A public post has that slug.
        """
        taken = self.by_slug(slug)
        if taken is not None and taken is not post and taken.state == "publish":
            raise ValueError(f"The post {taken.id} has the slug {slug!r}.")
        post.old_slugs = (*(old for old in post.old_slugs if old != slug), post.slug)
        post.slug = slug
        self._change(post)

    def delete(self, post: Post) -> None:
        """Move a post to the trash, which frees its slug."""
        post.state = "trash"
        self._index()

    def restore(self, post: Post) -> None:
        """Take a post out of the trash again."""
        post.state = "publish"
        self._change(post)

    def release(self) -> Post | None:
        """Publish the next scheduled post, as WordPress does when its time has come.

        It is newer than all others, so every listing that shows it moves on by one entry. None
        where no scheduled post is left.
        """
        post = next((post for post in self.posts if post.state == "future"), None)
        if post:
            post.state = "publish"
            self._index()
        return post

    def listing(self, kind: ListingKind, slug: str = "") -> list[Post]:
        """The posts that a listing shows, newest first, protected ones included.

        Args:
            kind: `section`, `tag`, `author`, `month` or `posts`.
            slug: Last part of the section's path, slug of tag or author, `2019/05`.
        """
        return self._listings.get((kind, slug), [])

    def _moment(self) -> datetime:
        """The present second, or the one after the last change if the clock stands before it."""
        last = max(post.modified for post in self.listed)
        return max(self.clock().replace(microsecond=0), last + timedelta(seconds=1))

    def _change(self, post: Post) -> None:
        self.touch(post)
        self._index()

    def _index(self) -> None:
        """Look at all posts anew."""
        ordered = sorted(self.posts, key=lambda post: post.state == "publish")
        self._by_slug = {post.slug: post for post in ordered}
        self._by_id = {post.id: post for post in self.posts}
        self._by_old_slug = {slug: post for post in self.listed for slug in post.old_slugs}
        self._listings = self._list()
        self.story.cache_clear()

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

    def _illustrate(self, post: Post) -> list[Picture]:
        """The pictures of a post, which no editor changes."""
        return shown(self.story(post).pieces)
