"""How long a text is."""

from __future__ import annotations

from bwcrawler.editions import Edition


def count_words(text: str, edition: Edition) -> int:
    """Words of `text`: what blanks set apart and holds a letter or digit.

    Where an edition's language sets no words apart, its letters and digits are counted instead.
    """
    if edition.counts_characters:
        return sum(map(str.isalnum, text))
    return sum(any(map(str.isalnum, word)) for word in text.split())
