"""Files that are published together: all of them or none, whenever the process is killed.

They are written into the folder `.staging`; once they all are on the disk, the folder becomes
`.staged`, and from then on nothing has to be written any more: they are only moved to their places,
the manifest last. Where that is broken off, the next run moves the rest.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Self

from bwcrawler.disk import sync_folder
from bwcrawler.publish.jsonl import WrittenFile
from bwcrawler.publish.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STAGING, STAGED = ".staging", ".staged"
"""Folders of files that are being written, and of those that are all there."""


class StagedFiles:
    """A context manager: leaving it without `publish` leaves the old files as they were."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._staging = folder / STAGING

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        _remove(self._staging)

    def write(self, name: str, lines: Iterable[bytes]) -> WrittenFile:
        """Write a file to the disk, one line after the other, without putting it in place."""
        path = self._staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        sha256, count, size = hashlib.sha256(), 0, 0
        with path.open("wb") as file:
            for line in lines:
                size += file.write(line)
                sha256.update(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        return WrittenFile(name=name, lines=count, bytes=size, sha256=sha256.hexdigest())

    def publish(self) -> None:
        """Put every file in its place."""
        for folder in {path.parent for path in _files(self._staging)}:
            sync_folder(folder)
        self._staging.rename(self._folder / STAGED)
        finish(self._folder)


def finish(folder: Path) -> bool:
    """Finish what was broken off: true where staged files were moved to their places now.

    What had not been staged as a whole is removed.
    """
    _remove(folder / STAGING)
    staged, is_unfinished = folder / STAGED, is_staged(folder)
    targets = {path: folder / path.relative_to(staged) for path in _files(staged)}
    for path, target in targets.items():
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    for changed in {target.parent for target in targets.values()}:
        sync_folder(changed)
    _remove(staged)
    return is_unfinished


def is_staged(folder: Path) -> bool:
    """True where there are files that are to be moved to their places yet."""
    return (folder / STAGED).is_dir()


def whereabouts(folder: Path, name: str) -> Path:
    """Where a published file is to be read: among the staged ones while it is still there."""
    staged = folder / STAGED / name
    return staged if staged.exists() else folder / name


def _files(folder: Path) -> list[Path]:
    """The files of a folder, the manifest at the end."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: path == folder / MANIFEST)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
