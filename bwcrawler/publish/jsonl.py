"""JSON Lines that every loader reads.

UTF-8 without mark, one object a line, the same keys in the same order on every line, neither NaN
nor lone surrogates; U+2028, U+2029 and U+0085 are escaped, for readers that split lines there.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

import msgspec

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


def _default(field: Field[Any]) -> Any:
    """Of a field that must be given, nothing: every stored object has it."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return None if field.default is MISSING else field.default
