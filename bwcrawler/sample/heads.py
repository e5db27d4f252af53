"""Odd forms of a post's head: title, slug, date, deck, byline, account.

Each entry of `HEADS` changes a `Post` before the magazine is built; its name is the form's name.
The forms are those of the real magazine and the traps of a real WordPress.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bwcrawler.sample.pieces import escape, plain
from bwcrawler.sample.posts import Post
from bwcrawler.sample.taxonomy import COLLECTIVE, GUEST, Account

if TYPE_CHECKING:
    import random

    from bwcrawler.editions import Edition
    from bwcrawler.sample.words import Words

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form may draw from."""

    rng: random.Random
    words: Words
    edition: Edition
    accounts: tuple[Account, ...]

    def account(self, slug: str) -> Account:
        """The account with this slug."""
        return next(account for account in self.accounts if account.slug == slug)

    @property
    def and_(self) -> str:
        """The conjunction between two names."""
        joined = "、" in self.edition.conjunctions
        return "、" if joined else f" {self.edition.conjunctions[0]} "


Head = Callable[[Post, Desk], None]

_INTERVIEW = ("interview", "intervista", "entretien", "entrevista")


def sign(post: Post, desk: Desk, form: str = "plain", *names: str, by: str = "") -> None:
    """Give `post` the byline of `form`; without `names` it is its account's."""
    signers = names or (post.account.name,)
    *first, last = signers
    joined = ", ".join(first) + ("," if len(first) > 1 else "") + desk.and_ if first else ""
    people = f"{joined}{last}"
    word = (by or desk.edition.by[0]) + desk.words.byline_join
    link = f'<a href="https://{desk.edition.host}/{post.account.path}/">{people}</a>'
    post.byline_html = {
        "plain": f"{word}{people}",
        "trailing-space": f"{word}{people} ",
        "strong-name": f"{word}<strong>{people}</strong>",
        "strong": f"<strong>{word}{people}</strong>",
        "em": f"<em>{word}{people}</em>",
        "linked": f"<strong>{word}{link}</strong>",
        "starred": f"{word}{people}*",
        "bare": people,
        "capital": f"{word.capitalize()}{people}",
        "capitals": f"{word.capitalize()}{people.upper()}",
    }[form]
    post.byline = plain(post.byline_html)
    post.authors = signers


def unsigned(post: Post, _desk: Desk) -> None:
    """Take the byline away."""
    post.byline = post.byline_html = ""
    post.authors = (post.account.name,)


def _first_words(post: Post, desk: Desk) -> None:
    unsigned(post, desk)
    post.byline = post.account.name


def _dateline(post: Post, _desk: Desk) -> None:
    post.byline_html = post.byline = "[비터 윈터=중국 소식통] 쟝 타오민(江濤民)기자"
    post.authors = ("쟝 타오민(江濤民)",)
    post.deck_form = "after"


def _byline(form: str) -> Head:
    return lambda post, desk: sign(post, desk, form)


def _deck(form: str) -> Head:
    def head(post: Post, desk: Desk) -> None:
        post.deck_form = form
        if form == "joined" and not post.byline:
            sign(post, desk)
        if form in {"excerpt", "none"}:
            post.excerpt = post.deck if form == "excerpt" else ""
            post.deck = ""

    return head


def _guest(post: Post, desk: Desk) -> None:
    post.account = desk.account(GUEST)
    sign(post, desk, "starred", desk.rng.choice(desk.words.people))


def _authors(count: int) -> Head:
    def head(post: Post, desk: Desk) -> None:
        others = desk.rng.sample(desk.words.people, count - 1)
        sign(post, desk, "plain", post.account.name, *others)

    return head


def _interview_by(post: Post, desk: Desk) -> None:
    by = next((w for w in desk.edition.by if w.startswith(_INTERVIEW)), desk.edition.by[0])
    sign(post, desk, "plain", by=by[:1].upper() + by[1:])


def _translated(post: Post, desk: Desk) -> None:
    sign(post, desk)
    by = desk.edition.translated_by[0]
    translator = desk.rng.choice(desk.words.people)
    translated = f". {by[:1].upper()}{by[1:]}{desk.words.byline_join}{translator}"
    post.byline += translated
    post.byline_html = f"<em>{escape(post.byline)}</em>"


def _latin_name(post: Post, desk: Desk) -> None:
    sign(post, desk, "plain", "瑪塔·索爾貝格(Marta Solberg)")


def _collective(post: Post, desk: Desk) -> None:
    post.account = desk.account(COLLECTIVE)
    unsigned(post, desk)


def _person(post: Post, desk: Desk) -> None:
    """A bio at the end of a text is about a person, never about the magazine."""
    if post.account == desk.account(COLLECTIVE):
        post.account = desk.accounts[1]
        unsigned(post, desk)


def _bare(post: Post, desk: Desk) -> None:
    unsigned(post, desk)
    post.deck, post.deck_form = "", "none"


def _author_deck(post: Post, desk: Desk) -> None:
    sign(post, desk)
    post.deck = desk.words.author_deck.format(name=post.account.name, **post.subject)


def _title(template: str, markup: str = "") -> Head:
    def head(post: Post, _desk: Desk) -> None:
        post.title_html = markup.format(title=escape(post.title)) if markup else ""
        post.title = plain(post.title_html) if markup else template.format(title=post.title)

    return head


def _long_title(post: Post, desk: Desk) -> None:
    post.title = desk.words.blank.join([post.title, *desk.words.headings] * 3)


def _video_title(post: Post, desk: Desk) -> None:
    label = desk.edition.video_labels[0]
    post.title += f" ({label[:1].upper()}{label[1:]}s)" if label.isascii() else f" ({label})"


def _no_title(post: Post, _desk: Desk) -> None:
    post.title = ""
    post.slug = str(post.id)


def _part_slug(post: Post, _desk: Desk) -> None:
    post.slug += "-2"
    post.title += " (2)"


def _slug(slug: str) -> Head:
    def head(post: Post, _desk: Desk) -> None:
        post.slug = slug

    return head


def _percent_slug(post: Post, _desk: Desk) -> None:
    post.title = "河邊的大廳:鎖匠之夜"
    post.slug = "%e6%b2%b3%e9%82%8a%e7%9a%84%e5%a4%a7%e5%bb%b3"


def _old_slug(post: Post, _desk: Desk) -> None:
    post.old_slugs = (f"{post.slug}-first-draft",)


def _at(*moment: int, fold: int = 0) -> Head:
    def head(post: Post, _desk: Desk) -> None:
        year, month, day, hour, minute = moment
        post.published = datetime(year, month, day, hour, minute, tzinfo=ROME, fold=fold)
        post.modified = post.published

    return head


def _modified(post: Post, _desk: Desk) -> None:
    post.modified += timedelta(days=400, minutes=17)


def _sticky(post: Post, _desk: Desk) -> None:
    post.sticky = True


HEADS: dict[str, Head] = {
    # Decks
    "deck-p": _deck("p"),
    "deck-em": _deck("em"),
    "deck-strong": _deck("strong"),
    "deck-h2": _deck("h2"),
    "deck-h4": _deck("h4"),
    "deck-joined-with-byline": _deck("joined"),
    "deck-after-byline": _deck("after"),
    "deck-in-excerpt": _deck("excerpt"),
    "deck-none": _deck("none"),
    "deck-names-author": _author_deck,
    # Bylines
    "byline-none": unsigned,
    "byline-bare-name": _byline("bare"),
    "byline-by": _byline("plain"),
    "byline-capital": _byline("capital"),
    "byline-trailing-space": _byline("trailing-space"),
    "byline-strong": _byline("strong"),
    "byline-strong-name": _byline("strong-name"),
    "byline-em": _byline("em"),
    "byline-linked": _byline("linked"),
    "byline-in-capitals": _byline("capitals"),
    "byline-guest": _guest,
    "byline-latin-name": _latin_name,
    "note-paper": _byline("starred"),
    "note-introduction": _byline("starred"),
    "note-report": _byline("starred"),
    "two-authors": _authors(2),
    "three-authors": _authors(3),
    "interview-by": _interview_by,
    "translated-by": _translated,
    "collective-author": _collective,
    "source-date-lines": unsigned,
    "source-date-one-line": unsigned,
    "author-first-words": _first_words,
    "sign-off": unsigned,
    "sign-off-before-video-caption": unsigned,
    "ko-dateline": _dateline,
    "begins-with-by": _byline("plain"),
    "bio-in-body": _person,
    "no-body": _bare,
    "very-short": _bare,
    "video-only": _bare,
    "picture-only": _bare,
    "pdf-only": _bare,
    # Titles and slugs
    "html-in-title": _title("", "{title} <em>Redux</em>"),
    "entities-in-title": _title("{title} & “Q&A” <Part 1>"),
    "emoji-in-title": _title("{title} 🎹"),
    "title-in-chinese": _title("{title} 河邊的大廳"),
    "title-in-arabic": _title("{title} القاعة الهادئة"),
    "title-in-korean": _title("{title} 조용한 회관"),
    "title-in-russian": _title("{title} Тихий зал"),
    "long-title": _long_title,
    "video-title": _video_title,
    "series-in-title": _title("The File. 2. {title}"),
    "part-slug": _part_slug,
    "no-title": _no_title,
    "slug-page": _slug("page"),
    "slug-like-a-year": _slug("2020-2"),
    "percent-slug": _percent_slug,
    "old-slug": _old_slug,
    # Dates
    "glued-date-line": _at(2023, 6, 5, 10, 20),
    "late-evening": _at(2023, 12, 31, 23, 45),
    "after-midnight": _at(2024, 1, 1, 0, 5),
    "clock-change-summer": _at(2021, 3, 28, 3, 5),
    "clock-change-winter": _at(2020, 10, 25, 2, 30, fold=1),
    "modified-later": _modified,
    "sticky": _sticky,
}
