"""How long a text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwcrawler.editions import Edition

_WORD = re.compile(r"\w\S*")


def count_words(text: str, edition: Edition) -> int:
    """Words of `text`: what blanks set apart and holds a letter or a digit.

    Where an edition's language sets no words apart, its letters and digits are counted instead.
    """
    if edition.counts_characters:
        return sum(map(str.isalnum, text))
    return len(_WORD.findall(text))
