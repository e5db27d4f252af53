"""Plans of which request meets which fault."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Plan = Callable[[str, int], str]

PASSING = (
    "/reset/", "/empty/", "/garbage/", "/hang/", "/drip/", "/drip-head/", "/endless-header/",
    "/short/", "/chunks/", "/cut/", "/without-end/", "/half-gzip/", "/half-br/", "/half-deflate/",
    "/half-zstd/", "/gzip-without-trailer/", "/gzip-wrong-checksum/", "/self/", "/status-408/",
    "/status-500/", "/status-502/", "/status-504/", "/429-wait-1/", "/429-absurd-word/",
    "/503-until-1/", "/503-absurd-minus/", "/503-fast-clock-1/",
)  # fmt: skip
"""The faults after which the same request may be answered soundly."""


def calm(path: str, _attempt: int) -> str:
    """Every path answers for itself."""
    return path


def storm(faults: Sequence[str], *, share: float, seed: int = 0, at_most: int = 2) -> Plan:
    """A plan by which a share of all requests meets a fault, each path at most so many times.

    Which one depends on nothing but the seed, the path and the attempt, so that a storm is the same
    whatever the order of the requests.
    """

    def choose(path: str, attempt: int) -> str:
        if attempt >= at_most:
            return path
        number = crc32(f"{seed} {path} {attempt}".encode()) / 2**32
        return faults[int(number / share * len(faults))] if number < share else path

    return choose
