"""The sample magazine: posts, terms and pages, made from a seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import taxonomy
from bwcrawler.sample.bodies import BODIES
from bwcrawler.sample.drafts import Draft
from bwcrawler.sample.heads import HEADS, ROME, Desk, sign, unsigned
from bwcrawler.sample.languages import WORDS
from bwcrawler.sample.pages import Page, editorial_pages, glossary_terms
from bwcrawler.sample.pieces import Picture
from bwcrawler.sample.posts import UNPUBLISHED, Post
from bwcrawler.sample.seeds import SEEDS
from bwcrawler.sample.stories import Story, write
from bwcrawler.sample.words import ENGLISH

Theme = Literal["genesis", "divi"]
Skin = Literal["genesis", "divi", "divi-builder"]
ListingKind = Literal["section", "tag", "author", "month", "posts"]

FIRST = datetime(2018, 5, 2, 8, tzinfo=ROME)
LAST = datetime(2026, 1, 2, 8, tzinfo=ROME)
SAME_SECOND, EQUAL_TITLE, SAME_TEXT = "same-second", "equal-title", "same-text"
GROUPS = {SAME_SECOND: 3, EQUAL_TITLE: 3, SAME_TEXT: 2}
"""Forms that take several posts in a row."""
PROTECTED = 2
OF_EACH_STATE = 2
RESERVED = ("about", "editorial-board", "topics", "donate", "latest-news", "home", "category")

_ONLY_IN: dict[str, frozenset[str]] = {
    "ko-dateline": frozenset({"ko"}),
    "byline-latin-name": frozenset({"zh"}),
    "interview-by": frozenset({"en", "it", "fr", "es", "de"}),
    "begins-with-by": frozenset({"en", "it", "fr", "es", "de"}),
    "byline-in-capitals": frozenset({"en", "it", "fr", "es", "de"}),
    "byline-capital": frozenset({"en", "it", "fr", "es", "de"}),
    "three-authors": frozenset({"en", "it", "fr", "es", "de"}),
    "series-line": frozenset({"en"}),
    "series-line-chained": frozenset({"en"}),
    "series-in-words": frozenset({"en"}),
    "several-sections": frozenset({"en"}),
    "seed-full-page": frozenset({"en"}),
    "seed-bio-in-body": frozenset({"en"}),
}
_ONLY_OF: dict[str, Theme] = {
    "glued-date-line": "genesis",
    "crawl-day-date": "genesis",
    "empty-author": "divi",
    "no-title-on-page": "divi",
    "builder-content": "divi",
}


def forms(edition: str, theme: Theme) -> list[str]:
    """The names of all forms that a magazine of this edition and theme shows."""
    names = dict.fromkeys([*HEADS, *BODIES, *GROUPS, *SEEDS])
    return [
        name
        for name in names
        if edition in _ONLY_IN.get(name, {edition}) and _ONLY_OF.get(name, theme) == theme
    ]


def slugify(title: str) -> str:
    """A title as WordPress spells it in a URL; what is not Latin is left out."""
    latin = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:200].rstrip("-")


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

    def __init__(
        self,
        articles: int = 200,
        theme: Theme = "genesis",
        edition: str = "en",
        seed: int = 0,
        *,
        builder: Literal["none", "some", "all"] = "some",
        habits: Literal[2021, 2023] = 2023,
    ) -> None:
        self.theme: Theme = theme
        self.edition = EDITIONS[edition]
        self.words = WORDS[edition]
        self.builder = builder
        self.habits = habits
        self.base = f"https://{self.edition.host}"
        self.per_page = 9 if habits == 2021 else 10  # noqa: PLR2004 - the year names the habits
        self.sections = taxonomy.sections(edition)
        self.tags = taxonomy.tags(edition)
        self.accounts = taxonomy.accounts(
            edition, self.words.bio, self.words.pseudonym, self.words.self_description
        )
        self._rng = random.Random(f"{seed} {edition} {theme} {articles}")  # noqa: S311
        self._desk = Desk(self._rng, self.words, self.edition, self.accounts)
        self._slugs = Counter(RESERVED)
        self._next_id = 200
        self.posts: list[Post] = []
        """All posts in any state, oldest id first."""
        self._build(articles)
        self._by_slug = {post.slug: post for post in self.posts}
        self._by_id = {post.id: post for post in self.posts}
        self.pages: list[Page] = editorial_pages(self.words, self.tags, self.base)
        self.terms: list[Page] = glossary_terms(self.words, self.edition, self._next_id)
        self.linkable = [post for post in self.published if post.title]
        self.story = lru_cache(maxsize=1000)(self._write)
        self._listings: dict[tuple[str, str], list[Post]] = {}

    # What there is

    @property
    def published(self) -> list[Post]:
        """The public articles: what a crawl must find, and nothing else."""
        return [p for p in self.posts if p.state == "publish" and not p.protected]

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
            KeyError: No post of this magazine shows it.
        """
        for post in self.posts:
            if form in post.forms:
                return post
        raise KeyError(form)

    def by_slug(self, slug: str) -> Post | None:
        """The post with this slug, in any state."""
        return self._by_slug.get(slug)

    def by_id(self, number: int) -> Post | None:
        """The post with this id, in any state."""
        return self._by_id.get(number)

    def skin(self, post: Post) -> Skin:
        """By which template the post is shown."""
        if self.theme == "genesis":
            return "genesis"
        if "empty-author" in post.forms or "builder-content" in post.forms:
            return "divi"
        by_builder = {"none": False, "all": True, "some": post.seed % 2 == 1}[self.builder]
        return "divi-builder" if by_builder or "no-title-on-page" in post.forms else "divi"

    def url(self, post: Post) -> str:
        """The canonical URL."""
        return f"{self.base}{post.path}"

    def listing(self, kind: ListingKind, slug: str = "") -> list[Post]:
        """The posts that a listing shows, newest first, protected ones included.

        Args:
            kind: `section`, `tag`, `author`, `month` or `posts`.
            slug: Last part of the section's path, slug of tag or author, `2019/05`.
        """
        if not self._listings:
            self._list()
        return self._listings.get((kind, slug), [])

    def _list(self) -> None:
        found: dict[tuple[str, str], list[Post]] = defaultdict(list)
        for post in sorted(self.listed, key=lambda post: post.order, reverse=True):
            found["posts", ""].append(post)
            found["month", f"{post.published:%Y/%m}"].append(post)
            found["author", post.account.slug].append(post)
            for tag in post.tags:
                found["tag", tag.slug].append(post)
            for slug in {part.slug for section in post.sections for part in section.line}:
                found["section", slug].append(post)
        self._listings = dict(found)

    def _write(self, post: Post) -> Story:
        return write(post, self.words, self.edition, self.linkable)

    # How it is made

    def _build(self, articles: int) -> None:
        step = (LAST - FIRST) / max(articles, 1)
        rows = list(self._schedule(articles))
        for number, names in enumerate(rows):
            moment = FIRST + (number + self._rng.random() * 0.9) * step
            group = next((name for name in names if name in GROUPS), "")
            twin = self.posts[-1] if group and number and group in self.posts[-1].forms else None
            self._add(moment.replace(microsecond=0), frozenset(names), twin)
        for state in UNPUBLISHED:
            for _ in range(OF_EACH_STATE):
                late = FIRST + timedelta(days=self._rng.randint(900, 2500), hours=3)
                self._add(late, frozenset({state})).state = state
        for _ in range(PROTECTED):
            late = FIRST + timedelta(days=self._rng.randint(900, 2500), hours=5)
            self._add(late, frozenset({"protected"})).protected = True

    def _schedule(self, articles: int) -> Iterator[tuple[str, ...]]:
        """The forms of each article in turn: every form once, at a place that the seed chooses."""
        single = [n for n in forms(self.edition.code, self.theme) if n not in GROUPS]
        groups = [name for name, size in GROUPS.items() for _ in range(size)]
        room = max(0, articles - len(groups))
        rows: list[tuple[str, ...]] = [(name,) for name in single[:room]]
        window = min(room, 200 - len(groups))
        rows += [()] * max(0, window - len(rows))
        self._rng.shuffle(rows)
        rows = [*rows, *((name,) for name in groups)][:articles]
        yield from rows
        yield from [()] * (articles - len(rows))

    def _add(self, moment: datetime, names: frozenset[str], twin: Post | None = None) -> Post:
        post = self._draw(moment, names)
        if twin:
            self._copy(post, twin)
        else:
            for name in sorted(names & HEADS.keys()):
                HEADS[name](post, self._desk)
            if seed := next((SEEDS[name] for name in names if name in SEEDS), None):
                self._plant(post, seed.title, seed.deck, seed.moment, seed.section, seed.tags)
        self._slugs[post.slug] += 1
        if (count := self._slugs[post.slug]) > 1:
            post.slug = f"{post.slug}-{count}"
            self._slugs[post.slug] += 1
        self.posts.append(post)
        return post

    def _draw(self, moment: datetime, names: frozenset[str]) -> Post:
        rng, words = self._rng, self.words
        self._next_id += rng.randint(1, 6)
        account = rng.choice(self.accounts[: len(self.accounts) - 2])
        leaves = [s for s in self.sections if not any(o.parent is s for o in self.sections)]
        chosen = rng.sample(leaves, 3 if "several-sections" in names else 1)
        count = 0 if "no-tags" in names else rng.randint(1, 3)
        subject = {
            "place": rng.choice(words.places),
            "group": rng.choice(words.groups),
            "office": rng.choice(words.offices),
            "law": rng.choice(words.laws),
            "person": rng.choice(words.people),
        }
        template = rng.randrange(len(words.titles))
        post = Post(
            id=self._next_id,
            seed=rng.getrandbits(32),
            slug="",
            title="",
            published=moment,
            modified=moment,
            account=account,
            sections=tuple(chosen),
            tags=tuple(rng.sample(self.tags, min(count, len(self.tags)))),
            forms=names,
            subject=subject,
            authors=(account.name,),
        )
        draft = Draft(post, words, self.edition, ())
        post.title = _text(draft.fill(words.titles[template]))
        post.deck = _text(draft.fill(rng.choice(words.decks)))
        post.slug = slugify(post.title) if post.title.isascii() or self._latin else ""
        if len(post.slug) < 8:  # noqa: PLR2004 - nothing of the title could be spelt
            english = ENGLISH.titles[template % len(ENGLISH.titles)]
            subject = {key: rng.choice(getattr(ENGLISH, _PLURAL[key])) for key in subject}
            post.slug = slugify(english.format(n=rng.randint(3, 90), **subject))
        if post.seed % 7:
            number = post.seed % 300
            path = f"{moment:%Y/%m}/lead-{number:03}"
            caption = _text(draft.fill(rng.choice(words.captions)))
            post.lead = Picture(id=15_000 + number, path=path, alt=caption, caption=caption)
        self._sign_by_time(post)
        return post

    @property
    def _latin(self) -> bool:
        return not self.edition.counts_characters

    def _sign_by_time(self, post: Post) -> None:
        """The byline that was usual when the post was published."""
        moment = post.published
        if moment < datetime(2019, 3, 1, tzinfo=ROME) or self.edition.code == "jp":
            unsigned(post, self._desk)
        elif moment < datetime(2019, 7, 1, tzinfo=ROME):
            sign(post, self._desk, "bare")
        else:
            sign(post, self._desk, self._rng.choice(("plain", "strong-name", "em", "strong")))

    def _copy(self, post: Post, twin: Post) -> None:
        if SAME_SECOND in post.forms:
            post.published = post.modified = twin.published
        if EQUAL_TITLE in post.forms:
            post.title = twin.title
            post.slug = slugify(twin.title) or twin.slug
        if SAME_TEXT in post.forms:
            post.seed, post.subject = twin.seed, twin.subject
            post.deck, post.byline, post.byline_html = twin.deck, twin.byline, twin.byline_html
            post.authors, post.account, post.lead = twin.authors, twin.account, twin.lead

    def _plant(
        self,
        post: Post,
        title: str,
        deck: str,
        moment: tuple[int, int, int, int, int],
        section: str,
        tags: Sequence[str],
    ) -> None:
        post.title, post.deck, post.slug = title, deck, slugify(title)
        post.published = post.modified = datetime(*moment, tzinfo=ROME)
        post.sections = tuple(s for s in self.sections if s.slug == section)
        post.tags = tuple(t for t in self.tags if t.slug in tags)
        post.account = self.accounts[0]
        sign(post, self._desk, "strong-name")


_PLURAL = {
    "place": "places", "group": "groups", "office": "offices", "law": "laws", "person": "people",
}  # fmt: skip


def _text(markup: str) -> str:
    from html import unescape

    return unescape(markup)
