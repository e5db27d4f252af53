"""JSON Lines that every loader reads, written so that a reader never meets half a file.

UTF-8 without mark, one object a line, the same keys in the same order on every line, neither NaN
nor lone surrogates; U+2028, U+2029 and U+0085 are escaped, for readers that split lines there.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import MISSING, Field, dataclass, fields
from typing import TYPE_CHECKING, Any, Self

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LINE_BREAKS = [(mark.encode(), f"\\u{ord(mark):04x}".encode()) for mark in "\u2028\u2029\u0085"]

_encode = msgspec.json.Encoder().encode
_parts = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class LineFormat:
    """The lines of one file: one object of a dataclass each, in the order of its fields.

    A field that the stored object does not have yet gets its default, and one that the dataclass
    has no more is left out, so that objects stored by older versions make the same lines.
    """

    def __init__(self, item_type: type[Any], *, without: frozenset[str] = frozenset()) -> None:
        wanted = [field for field in fields(item_type) if field.name not in without]
        self._defaults = {field.name: _default(field) for field in wanted}
        self._decode = msgspec.json.Decoder(item_type).decode

    def line(self, content: bytes, known: dict[str, Any]) -> bytes:
        """The stored JSON `content` as a line, with the fields that are known otherwise."""
        parts = _parts(content) | known
        line = _encode({key: parts.get(key, empty) for key, empty in self._defaults.items()})
        for mark, escaped in _LINE_BREAKS:
            line = line.replace(mark, escaped)
        return line + b"\n"

    def fault(self, line: bytes) -> str:
        """What is wrong with a line that was read somewhere; empty where it is one of these."""
        try:
            self._decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return str(error)
        keys = list(_parts(line))
        return "" if keys == list(self._defaults) else f"its keys are {', '.join(keys)}"


@dataclass(slots=True, kw_only=True)
class WrittenFile:
    """A published file, as the manifest tells it."""

    name: str
    """Path below the folder of the edition."""
    lines: int
    """Number of lines, each an object."""
    bytes: int
    """Size in bytes."""
    sha256: str
    """Hexadecimal SHA-256 of the whole file."""


class StagedFiles:
    """Files that are written beside their places and then moved there, all or none.

    A context manager: leaving it without `publish` leaves the old files as they were.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._staged: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for temporary in self._staged:
            temporary.unlink(missing_ok=True)

    def write(self, name: str, lines: Iterable[bytes]) -> WrittenFile:
        """Write a file to the disk, one line after the other, without putting it in place."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.tmp")
        sha256, count, size = hashlib.sha256(), 0, 0
        with temporary.open("wb") as file:
            self._staged[temporary] = target
            for line in lines:
                size += file.write(line)
                sha256.update(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        return WrittenFile(name=name, lines=count, bytes=size, sha256=sha256.hexdigest())

    def publish(self) -> None:
        """Put every file in its place; each is replaced in one step."""
        for temporary, target in self._staged.items():
            temporary.replace(target)
        for folder in {target.parent for target in self._staged.values()}:
            _sync(folder)
        self._staged.clear()


def _default(field: Field[Any]) -> Any:
    """Of a field that must be given, nothing: every stored object has it."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return None if field.default is MISSING else field.default


def _sync(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
