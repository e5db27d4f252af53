"""A file or a folder that is written beside its place and then moved there, or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write a file or make a folder at, which takes the place of `target` in the end.

    Where the body raises, or the move fails, what was there before stays; where the process is
    killed between the two moves that a folder takes, the next call puts it back first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    new, old = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
    _remove(new)
    _put_back(old, target)
    try:
        yield new
        if target.is_dir():
            target.rename(old)
        new.replace(target)
    finally:
        _remove(new)
        _put_back(old, target)


def _put_back(old: Path, target: Path) -> None:
    """Keep the old folder where nothing has taken its place; else remove it."""
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
