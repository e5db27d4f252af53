"""What a crash leaves of a WARC file is cut back to what is known to be in it.

A torn record at the end would hide every record behind it from readers, without an error, so
nothing is ever appended to such a file (https://github.com/webrecorder/warcio/issues/138).
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from bwcrawler.disk import sync_folder
from bwcrawler.warc.files import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CHUNK = 1 << 18
_GZIP = zlib.MAX_WBITS | 16


class TornFile(Exception):
    """A file that does not consist of whole gzip members; says at which byte that begins."""


def recover(folder: Path, known: Mapping[str, int]) -> list[str]:
    """Finish the files of `folder` that a killed process left; nothing may be writing there.

    Each is cut to its length in `known`, by the name that it gets then, and checked; one that is
    not known holds nothing that counts, and is removed. Gives a sentence for each that is not
    whole even so: it is left as it is.
    """
    problems = []
    for path in sorted(folder.glob(f"*{OPEN}")):
        finished = path.with_name(path.name.removesuffix(OPEN))
        length = known.get(finished.name, 0)
        if length == 0:
            path.unlink()
            continue
        _cut(path, length)
        path.rename(finished)
        sync_folder(folder)
        problems += [f"{finished} {fault}." for fault in faults(finished, length)]
    return problems


def faults(path: Path, length: int) -> list[str]:
    """What is wrong with a file that should have this many bytes, as the ends of sentences."""
    size = path.stat().st_size
    found = [] if size == length else [f"has {size} bytes, and {length} are known"]
    try:
        for _ in members(path):
            pass
    except TornFile as error:
        found.append(str(error))
    return found


def members(path: Path, start: int = 0) -> Iterator[int]:
    """Offsets of the gzip members of a file from a byte on, to its end. Raises `TornFile`."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(_CHUNK)
        while data:
            inside = zlib.decompressobj(_GZIP)
            read = 0
            while not inside.eof:
                if not data:
                    raise TornFile(f"ends inside the record at byte {start}")
                try:
                    inside.decompress(data)
                except zlib.error as error:
                    raise TornFile(f"is damaged in the record at byte {start}") from error
                read += len(data) - len(inside.unused_data)
                data = inside.unused_data or file.read(_CHUNK)
            yield start
            start += read


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as file:
        if path.stat().st_size > length:
            file.truncate(length)
        os.fsync(file.fileno())
