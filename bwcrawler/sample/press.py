"""Makes the posts of a magazine: dates, titles, bylines, states, and which forms each shows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Literal

from bwcrawler.sample.bodies import BODIES
from bwcrawler.sample.drafts import Draft
from bwcrawler.sample.heads import HEADS, ROME, Desk, sign, unsigned
from bwcrawler.sample.pieces import Picture
from bwcrawler.sample.posts import UNPUBLISHED, Post
from bwcrawler.sample.seeds import SEEDS, Seed
from bwcrawler.sample.words import ENGLISH

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from bwcrawler.sample.taxonomy import Section, Tag

Theme = Literal["genesis", "divi"]

FIRST = datetime(2018, 5, 2, 8, tzinfo=ROME)
LAST = datetime(2026, 1, 2, 8, tzinfo=ROME)
BARE_NAMES = datetime(2019, 3, 1, tzinfo=ROME)
"""Before, the body had no byline; from then on for some months the bare name."""
BY_NAMES = datetime(2019, 7, 1, tzinfo=ROME)
FORMS_WITHIN = 200
"""Every form occurs among so many articles."""
OF_EACH_STATE = 2
SCHEDULED = 12
"""Posts whose time has not come."""
PROTECTED = 2
RESERVED = ("about", "editorial-board", "topics", "donate", "latest-news", "category", "tag")

SAME_SECOND, EQUAL_TITLE, SAME_TEXT = "same-second", "equal-title", "same-text"
GROUPS = {SAME_SECOND: 3, EQUAL_TITLE: 3, SAME_TEXT: 2}
"""Forms that take several posts in a row."""

_LATIN = frozenset({"en", "it", "fr", "es", "de"})
_ONLY_IN: dict[str, frozenset[str]] = {
    "ko-dateline": frozenset({"ko"}),
    "byline-latin-name": frozenset({"zh"}),
    **dict.fromkeys(
        ("interview-by", "begins-with-by", "byline-in-capitals", "byline-capital", "three-authors"),
        _LATIN,
    ),
    **dict.fromkeys(
        ("series-line", "series-line-chained", "series-in-words", "several-sections", *SEEDS),
        frozenset({"en"}),
    ),
}
_ONLY_OF: dict[str, Theme] = {
    "glued-date-line": "genesis",
    "crawl-day-date": "genesis",
    "empty-author": "divi",
    "no-title-on-page": "divi",
    "builder-content": "divi",
}
_PLURAL = {
    "place": "places", "group": "groups", "office": "offices", "law": "laws", "person": "people",
}  # fmt: skip


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


@dataclass(slots=True)
class Press:
    """Makes posts one after the other; ids and slugs never repeat."""

    desk: Desk
    theme: Theme
    sections: tuple[Section, ...]
    tags: tuple[Tag, ...]
    posts: list[Post] = field(default_factory=list)
    _slugs: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RESERVED, 1))
    """Slugs in use, and the last number put behind each."""
    _last_id: int = 200

    @property
    def rng(self) -> random.Random:
        """The only source of chance."""
        return self.desk.rng

    def print(self, articles: int) -> list[Post]:
        """So many public articles, and a few posts in every other state."""
        step = (LAST - FIRST) / max(articles, 1)
        for number, names in enumerate(self._schedule(articles)):
            moment = FIRST + (number + self.rng.random() * 0.9) * step
            self._add(moment.replace(microsecond=0), frozenset(names))
        for state in UNPUBLISHED:
            for _ in range(OF_EACH_STATE):
                self._add(self._any_day(), frozenset({state})).state = state
        for day in range(1, SCHEDULED + 1):
            self._add(LAST + timedelta(days=day), frozenset({"future"})).state = "future"
        for _ in range(PROTECTED):
            self._add(self._any_day(), frozenset({"protected"})).protected = True
        return self.posts

    def print_one(self, moment: datetime) -> Post:
        """One more public article, published at this moment."""
        return self._add(moment, frozenset())

    def _any_day(self) -> datetime:
        return FIRST + timedelta(days=self.rng.randint(900, 2500), hours=3)

    def _schedule(self, articles: int) -> Iterator[tuple[str, ...]]:
        """The forms of each article in turn: every form once, at a place that chance chooses."""
        single = [n for n in forms(self.desk.edition.code, self.theme) if n not in GROUPS]
        groups = [name for name, size in GROUPS.items() for _ in range(size)]
        if articles < 3 * len(groups):
            groups = []
        room = min(articles, FORMS_WITHIN) - len(groups)
        rows: list[tuple[str, ...]] = [(name,) for name in single[:room]]
        rows += [()] * (room - len(rows))
        self.rng.shuffle(rows)
        rows = [*rows, *((name,) for name in groups)][:articles]
        yield from rows
        yield from [()] * (articles - len(rows))

    def _add(self, moment: datetime, names: frozenset[str]) -> Post:
        post = self._draw(moment, names)
        group = next((name for name in names if name in GROUPS), "")
        if group and self.posts and group in self.posts[-1].forms:
            _copy(post, self.posts[-1])
        elif group == EQUAL_TITLE:
            # The first of them has a slug without a number.
            post.title += f" – {self.desk.words.headings[0]}"
            post.slug += "-first-of-three"
        for name in sorted(names & HEADS.keys()):
            HEADS[name](post, self.desk)
        if seed := next((SEEDS[name] for name in names if name in SEEDS), None):
            self._plant(post, seed)
        self._picture(post)
        post.slug = self._unused(post.slug)
        self.posts.append(post)
        return post

    def _unused(self, slug: str) -> str:
        """The slug, with a number at its end if it is taken."""
        unused = slug
        while unused in self._slugs:
            self._slugs[slug] += 1
            unused = f"{slug}-{self._slugs[slug]}"
        self._slugs[unused] = 1
        return unused

    def _draw(self, moment: datetime, names: frozenset[str]) -> Post:
        rng, words = self.rng, self.desk.words
        self._last_id += rng.randint(1, 6)
        # Neither the guest nor the silent account posts by itself.
        account = rng.choice(self.desk.accounts[:-2])
        leaves = [s for s in self.sections if not any(o.parent is s for o in self.sections)]
        tags = 0 if "no-tags" in names else rng.randint(1, 3)
        post = Post(
            id=self._last_id,
            seed=rng.getrandbits(32),
            published=moment,
            modified=moment,
            account=account,
            authors=(account.name,),
            sections=tuple(rng.sample(leaves, 3 if "several-sections" in names else 1)),
            tags=tuple(rng.sample(self.tags, tags)),
            forms=names,
            subject={key: rng.choice(getattr(words, _PLURAL[key])) for key in _PLURAL},
        )
        template = rng.randrange(len(words.titles))
        draft = Draft(post, words, self.desk.edition, ())
        post.title = unescape(draft.fill(words.titles[template]))
        post.deck = unescape(draft.fill(rng.choice(words.decks)))
        post.slug = slugify(post.title)
        if self.desk.edition.counts_characters:
            # Editions whose script is not Latin have English slugs.
            subject = {key: rng.choice(getattr(ENGLISH, _PLURAL[key])) for key in _PLURAL}
            english = ENGLISH.titles[template % len(ENGLISH.titles)]
            post.slug = slugify(english.format(n=rng.randint(3, 90), **subject))
        self._sign_by_time(post)
        return post

    def _sign_by_time(self, post: Post) -> None:
        """The byline that was usual when the post was published; the Japanese never had any."""
        if post.published < BARE_NAMES or self.desk.edition.code == "jp":
            unsigned(post, self.desk)
        elif post.published < BY_NAMES:
            sign(post, self.desk, "bare")
        else:
            sign(post, self.desk, self.rng.choice(("plain", "strong-name", "em", "strong")))

    def _picture(self, post: Post) -> None:
        """A lead picture for most posts.

        A deck without a byline below it always has one there: nothing else would tell a reader
        that it is the deck.
        """
        if "without-lead-picture" in post.forms:
            sign(post, self.desk)
        elif post.seed % 7 or post.deck_form == "after" or not post.byline_html:
            number = post.seed % 300
            caption = Draft(post, self.desk.words, self.desk.edition, ()).fill(
                self.desk.words.captions[number % len(self.desk.words.captions)]
            )
            post.lead = Picture(
                id=15_000 + number,
                path=f"{post.published:%Y/%m}/lead-{number:03}",
                alt=unescape(caption),
                caption=caption,
            )

    def _plant(self, post: Post, seed: Seed) -> None:
        post.title, post.deck, post.slug = seed.title, seed.deck, slugify(seed.title)
        post.published = post.modified = datetime(*seed.moment, tzinfo=ROME)
        post.sections = tuple(s for s in self.sections if s.slug == seed.section)
        post.tags = tuple(t for t in self.tags if t.slug in seed.tags)
        post.account = self.desk.accounts[0]
        sign(post, self.desk, "strong-name")


def _copy(post: Post, twin: Post) -> None:
    """What the posts of a group have in common."""
    if SAME_SECOND in post.forms:
        post.published = post.modified = twin.published
    if EQUAL_TITLE in post.forms:
        post.title, post.slug = twin.title, re.sub(r"-\d$", "", twin.slug)
    if SAME_TEXT in post.forms:
        post.seed, post.subject = twin.seed, twin.subject
        post.deck, post.byline, post.byline_html = twin.deck, twin.byline, twin.byline_html
        post.authors, post.account = twin.authors, twin.account
