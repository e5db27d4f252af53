"""How alike two texts are, told from 64 numbers of each: the smallest hashes of its shingles.

A bottom-k sketch (Cohen and Kaplan, 2007). Two texts share about as large a part of the smallest
hashes of both as they share of all their shingles (Jaccard's index).
"""

from __future__ import annotations

import re
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bwcrawler.editions import Edition

SIZE = 64
"""Hashes of a sketch: similarities are right to about 0.06."""

_SHINGLE = 4
"""Words that are taken together: fewer are common phrases, more miss a text with small changes."""

_WORD = re.compile(r"\w+")
_CHARACTER = re.compile(r"\w")


def sketch(text: str, edition: Edition) -> list[int]:
    """The smallest CRC-32 hashes of the text's shingles in ascending order, up to `SIZE`.

    Shingles of words; of characters where an edition's language sets no words apart. A text of
    fewer than four words has none.
    """
    unit = _CHARACTER if edition.counts_characters else _WORD
    words = unit.findall(text.casefold())
    following = (islice(words, start, None) for start in range(_SHINGLE))
    return nsmallest(SIZE, {crc32(" ".join(few).encode()) for few in zip(*following, strict=False)})


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of the shingles that two texts have in common, 0 to 1, told from their sketches."""
    shared = set(one) & set(other)
    smallest = nsmallest(SIZE, {*one, *other})
    return sum(value in shared for value in smallest) / len(smallest) if smallest else 0.0
