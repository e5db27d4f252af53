"""What a record is made from: one request with its answer, and the capture it may repeat."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

Headers = list[tuple[bytes, bytes]]
"""Names and values in order, a repeated name once for each value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, and the answer as it came."""

    uri: str
    """As requested, without a fragment."""
    date: str
    """UTC instant in ISO 8601 with microseconds and `Z`, as WARC 1.1 has it."""
    method: str
    request_headers: Headers
    request_body: bytes = b""
    status: int
    headers: Headers
    body: bytes
    """Still content-encoded."""
    ip: str = ""
    protocol: str = ""
    """Such as `http/1.1` or `h2`; empty where it is not known."""
    truncated: str = ""
    """Reason for which the body is not whole, as WARC-Truncated names it: `length`, `time`,
    `disconnect`."""
    facts: dict[str, str] = field(default_factory=dict)
    """What else is known about it, for the metadata record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An earlier capture of the same URI, which holds the body."""

    record_id: str
    uri: str
    date: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the answer of an exchange lies."""

    file: str
    """Name that the file has in the end."""
    offset: int
    """Bytes from the start of the file to its record."""
    length: int
    """Bytes of its record."""
    end: int
    """Bytes of the file with all records of the exchange."""
    record_id: str
    digest: str
    """Of the payload."""
    is_revisit: bool


def sha1_of(data: bytes) -> str:
    """SHA-1 in base 32: the form in which WARC tools compare digests."""
    sha1 = hashlib.sha1(data, usedforsecurity=False)
    return f"sha1:{base64.b32encode(sha1.digest()).decode()}"


def warc_date() -> str:
    """This instant, as `Exchange.date`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
