"""The published articles in numbers: by month, by length, by what they are filed under."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from bwcrawler.ledger.readable import articles

if TYPE_CHECKING:
    from sqlalchemy import Connection

SECTIONS_SHOWN = 5
"""Sections that are told apart in a chart: more colours nobody can tell apart."""

OTHERS = "other sections"

_LIMITS = (100, 200, 300, 500, 700, 1000, 1500, 2000, 3000)
"""Words: the upper ends of the classes of length."""

_month = func.substr(articles.c.published, 1, 7)


def months_by_section(connection: Connection) -> dict[str, dict[str, int]]:
    """Articles by month (`2024-05`) and section, without gaps between the first and last month.

    The largest sections by name, in every month in the same order; the rest as `OTHERS`.
    """
    rows = connection.execute(
        select(_month, articles.c.section, func.count()).group_by(_month, articles.c.section)
    ).all()
    sizes: Counter[str] = Counter()
    for _, section, count in rows:
        sizes[section] += count
    largest = [name for name, _ in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))]
    shown = [name for name in largest if name][:SECTIONS_SHOWN]
    found = (
        {
            month: dict.fromkeys((*shown, OTHERS), 0)
            for month in months_between(rows[0][0], rows[-1][0])
        }
        if rows
        else {}
    )
    for month, section, count in rows:
        found[month][section if section in shown else OTHERS] += count
    return found


def length_classes(connection: Connection) -> dict[str, dict[str, int]]:
    """Articles by classes of their number of words."""
    lengths = connection.scalars(select(articles.c.words)).all()
    classes = [
        *(f"{low:,}–{high - 1:,}" for low, high in pairwise((0, *_LIMITS))),
        f"{_LIMITS[-1]:,}–",
    ]
    found = {name: {"": 0} for name in classes}
    for length in lengths:
        found[classes[bisect_right(_LIMITS, length)]][""] += 1
    return found


def counted(connection: Connection, view: str, most: int) -> list[tuple[str, int]]:
    """Names with their numbers of articles, of one of the views `sections`, `authors`, `tags`."""
    statement = text(f"SELECT name, articles FROM {view} ORDER BY articles DESC, name LIMIT :most")  # noqa: S608
    return [(name, count) for name, count in connection.execute(statement, {"most": most})]


def months_between(first: str, last: str) -> list[str]:
    """Every month (`2024-05`) from the first to the last."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, end + 1)]
