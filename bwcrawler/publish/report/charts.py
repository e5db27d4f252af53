"""Where the bars of a chart stand: geometry without colours or markup, in the units of its SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 4, 8, 24
"""Margins: room for the numbers at the left and the labels below."""

_TICKS = 4
"""About so many lines behind the bars."""
_LABELS = 12
"""At most so many labels below the bars."""
_GAP = 0.15
"""Share of a bar's room that stays empty."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a bar."""

    x: float
    y: float
    width: float
    height: float
    series: int
    """Index of what it belongs to."""
    label: str
    """What it says: `2024-05, News: 12`."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number at the left or a label below, with where it stands."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars that stand side by side, their parts one above the other."""

    rectangles: list[Rectangle]
    left: list[Tick]
    below: list[Tick]


def column_chart(columns: Mapping[str, Mapping[str, int]], series: Sequence[str]) -> Chart:
    """A bar for each column, of parts by series; both in the order given."""
    highest = max((sum(parts.values()) for parts in columns.values()), default=0) or 1
    room = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    scale = (HEIGHT - _TOP - _BOTTOM) / highest
    ground = HEIGHT - _BOTTOM
    every = -(-len(columns) // _LABELS) or 1
    rectangles: list[Rectangle] = []
    below: list[Tick] = []
    for number, (column, parts) in enumerate(columns.items()):
        x, y = _LEFT + number * room, float(ground)
        if number % every == 0:
            below.append(Tick(round(x + room / 2, 1), column))
        for index, name in enumerate(series):
            if value := parts.get(name, 0):
                y -= value * scale
                label = f"{column}, {name}: {value:,}" if name else f"{column}: {value:,}"
                rectangles.append(
                    Rectangle(
                        round(x + room * _GAP / 2, 1),
                        round(y, 1),
                        round(room * (1 - _GAP), 1),
                        round(value * scale, 1),
                        index,
                        label,
                    )
                )
    step = _step(highest)
    left = [
        Tick(round(ground - value * scale, 1), f"{value:,}")
        for value in range(0, highest + 1, step)
    ]
    return Chart(rectangles=rectangles, left=left, below=below)


def _step(highest: int) -> int:
    """A round number, of which about `_TICKS` go into the highest value."""
    magnitude = 1
    while True:
        for step in (1, 2, 5):
            if step * magnitude * _TICKS >= highest:
                return step * magnitude
        magnitude *= 10
