"""What a page tells outside its text, against which its text is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwcrawler.editions import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The edition's words and the page's names help to tell a byline, a deck or a bio from text."""

    edition: Edition
    names: list[str] = field(default_factory=list)
    """Names of the posting account and of the author box, as printed."""
    bio: str = ""
    """Text of the author box."""
    excerpt: str = ""
    """The description in the metadata: the post's excerpt, or made from its text."""
    excerpt_is_own: bool = False
    """True for an excerpt that was written for the post and says what its text does not."""
    continues: bool = False
    """True for page 2 and following of an article, which begin in the middle of the text."""

    def names_somebody(self, text: str) -> bool:
        """True for text that is one of the names."""
        return any(text.casefold() == name.casefold() for name in self.names)
