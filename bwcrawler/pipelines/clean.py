"""Gives every string of an item its normal form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from bwcrawler.text import clean_line, clean_text

LINES = frozenset(
    {"author", "breadcrumb", "byline", "heading", "line", "name", "published_raw", "title"}
)
"""Fields that are one line each: titles, names and the like."""

Cleaner = Callable[[str], str]


class CleanPipeline:
    """Cleans all strings of an item in place: titles and names as lines, any other as text."""

    def process_item(self, item: Any) -> Any:
        """The same item."""
        return _clean(item, clean_text)


def _clean(value: Any, cleaner: Cleaner) -> Any:
    if isinstance(value, str):
        return cleaner(value)
    if isinstance(value, list):
        value[:] = [_clean(one, cleaner) for one in value]
    elif is_dataclass(value) and not isinstance(value, type):
        for name, its_cleaner in _cleaners(type(value)):
            before = getattr(value, name)
            after = _clean(before, its_cleaner)
            if after is not before:
                setattr(value, name, after)
    return value


@cache
def _cleaners(item_type: type) -> list[tuple[str, Cleaner]]:
    """The cleaner of each field of a dataclass."""
    names = [field.name for field in fields(item_type)]
    return [(name, clean_line if name in LINES else clean_text) for name in names]
