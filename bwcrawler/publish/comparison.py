"""Two files of articles side by side: which articles only one has, and which fields differ.

Both are read once and in the order of their keys, so that archives of any size take no memory.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

from bwcrawler.items import Article
from bwcrawler.publish.files import POSITION, TIMESTAMPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Parts = dict[str, msgspec.Raw]

LEFT_OUT = frozenset({*TIMESTAMPS, POSITION, "parser"})
"""Fields that tell when, from where and by what a page was read, and not what it says."""

SAMPLES = 3
"""Articles that are shown of each field, and of those that only one file has."""

_EMPTY: tuple[Any, ...] = (None, "", 0, [], {})
_CONTEXT = 20
"""Characters that are shown before the first difference."""
_SHOWN = 60
"""Characters that are shown of each side."""


class _Keyed(msgspec.Struct):
    edition: str
    url: str
    id: int | None = None


_key = msgspec.json.Decoder(_Keyed).decode
_parts = msgspec.json.Decoder(Parts).decode


@dataclass(frozen=True, slots=True)
class _Line:
    key: tuple[str, bool, int, str]
    """What lines are ordered by: edition, whether there is no post id, post id, URL without one."""
    url: str
    text: bytes


class NotComparable(Exception):
    """A file that is none of articles in the order of their keys; one sentence says so."""


@dataclass(slots=True)
class FieldChanges:
    """What became of one field."""

    changed: int = 0
    filled: int = 0
    """So many of them were empty before."""
    emptied: int = 0
    """So many of them are empty now."""
    samples: list[tuple[str, str, str]] = field(default_factory=list)
    """URL, and what stood there and stands there now, around the first difference."""

    def add(self, url: str, old: Any, new: Any) -> None:
        """Count a change."""
        self.changed += 1
        self.filled += old in _EMPTY
        self.emptied += new in _EMPTY
        if len(self.samples) < SAMPLES:
            self.samples.append((url, *_around(old, new)))


@dataclass(slots=True)
class Only:
    """Articles that only one of the files has."""

    number: int = 0
    samples: list[str] = field(default_factory=list)
    """URLs."""

    def add(self, url: str) -> None:
        """Count one."""
        self.number += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(url)


@dataclass(slots=True)
class Comparison:
    """How a newer file differs from an older one."""

    same: int = 0
    changed: int = 0
    gone: Only = field(default_factory=Only)
    added: Only = field(default_factory=Only)
    fields: dict[str, FieldChanges] = field(default_factory=lambda: defaultdict(FieldChanges))
    """By name, in the order of the record."""

    @property
    def differs(self) -> bool:
        """True unless both say the same."""
        return bool(self.changed or self.gone.number or self.added.number)


def compare(old: Path, new: Path) -> Comparison:
    """Compare two `articles.jsonl`. Raises `OSError` and `NotComparable`."""
    found = Comparison()
    olds, news = _lines(old), _lines(new)
    left, right = next(olds, None), next(news, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left.key < right.key):
            assert left is not None
            found.gone.add(left.url)
            left = next(olds, None)
        elif left is None or right.key < left.key:
            found.added.add(right.url)
            right = next(news, None)
        else:
            _compare(found, left, right)
            left, right = next(olds, None), next(news, None)
    order = [*(one.name for one in fields(Article)), *sorted(found.fields)]
    found.fields = {name: found.fields[name] for name in order if name in found.fields}
    return found


def _compare(found: Comparison, old: _Line, new: _Line) -> None:
    before, after = _parts(old.text), _parts(new.text)
    is_changed = False
    for name in {**before, **after}:
        if name in LEFT_OUT or before.get(name) == after.get(name):
            continue
        was, now = _value(before, name), _value(after, name)
        if was != now:
            is_changed = True
            found.fields[name].add(new.url, was, now)
    if is_changed:
        found.changed += 1
    else:
        found.same += 1


def _value(parts: Parts, name: str) -> Any:
    """`None` for a field that this version of the file does not have."""
    return msgspec.json.decode(parts[name]) if name in parts else None


def _lines(path: Path) -> Iterator[_Line]:
    last = None
    with path.open("rb") as file:
        for number, text in enumerate(file, 1):
            try:
                one = _key(text)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise NotComparable(f"{path}, line {number} is no article: {error}.") from error
            key = (one.edition, one.id is None, one.id or 0, one.url if one.id is None else "")
            if last is not None and key <= last:
                raise NotComparable(f"{path}, line {number} is not in the order of the post ids.")
            last = key
            yield _Line(key, one.url, text)


def _around(old: Any, new: Any) -> tuple[str, str]:
    """Both values as JSON, cut to what surrounds the first difference."""
    texts = [msgspec.json.encode(value).decode() for value in (old, new)]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False))
    start = max(0, sum(1 for _ in same) - _CONTEXT)
    left, right = ((f"…{text[start:]}" if start else text) for text in texts)
    return _cut(left), _cut(right)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
