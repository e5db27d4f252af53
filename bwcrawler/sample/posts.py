"""A post of the sample magazine: everything WordPress knows of it but its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from bwcrawler.sample.pieces import Picture, escape

if TYPE_CHECKING:
    from bwcrawler.sample.taxonomy import Account, Section, Tag

State = Literal["publish", "draft", "private", "pending", "future", "trash"]
UNPUBLISHED: tuple[State, ...] = ("draft", "private", "pending", "trash")
"""States in which a post stays unpublished."""


@dataclass(slots=True, kw_only=True, eq=False)
class Post:
    """One post. Only `Magazine` changes it once it is made."""

    id: int
    seed: int
    """From which the content is made."""
    slug: str = ""
    title: str = ""
    """As read."""
    title_html: str = ""
    """As typed, where that is more than `title` escaped."""
    state: State = "publish"
    protected: bool = False
    """True for a post behind a password."""
    published: datetime
    modified: datetime
    account: Account
    sections: tuple[Section, ...]
    """The first is the one of the breadcrumb."""
    tags: tuple[Tag, ...]
    forms: frozenset[str] = frozenset()
    """Names of the odd forms it shows."""
    subject: dict[str, str]
    """What its sentences are about: `place`, `group`, `office`, `law`, `person`."""
    deck: str = ""
    deck_form: str = "p"
    excerpt: str = ""
    """Typed as such; listings, feeds and Yoast show it instead of the first words."""
    byline: str = ""
    """As printed; empty where none is."""
    byline_html: str = ""
    authors: tuple[str, ...] = ()
    """People of the byline; the posting account where none is printed."""
    old_slugs: tuple[str, ...] = ()
    additions: int = 0
    """Paragraphs added to the body since it was published."""
    sticky: bool = False
    lead: Picture | None = None
    """The featured image."""

    @property
    def markup(self) -> str:
        """The title as HTML."""
        return self.title_html or escape(self.title)

    @property
    def path(self) -> str:
        """`/slug/`."""
        return f"/{self.slug}/"

    @property
    def order(self) -> tuple[datetime, int]:
        """Listings show the greatest first."""
        return (self.published, self.id)

    @property
    def published_utc(self) -> datetime:
        """The instant in UTC."""
        return self.published.astimezone(UTC)

    @property
    def modified_utc(self) -> datetime:
        """The instant in UTC."""
        return self.modified.astimezone(UTC)
