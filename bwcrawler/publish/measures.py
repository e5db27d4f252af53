"""What a run has cost the site and this machine; it differs from run to run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Measures:
    """Of the whole process, where a crawl goes over several editions."""

    seconds: float = 0.0
    """From the first request to the end, by a clock that nobody sets."""
    responses: dict[str, int] = field(default_factory=dict[str, int])
    """Answers by HTTP status."""
    bytes: int = 0
    """Of the answers' bodies, as they came over the wire."""
    retries: int = 0
    """Requests that repeated one that had failed."""
    pauses: int = 0
    """How often a host was left alone, because it asked for it or did not answer."""
    paused: float = 0.0
    """Seconds of these pauses."""
    latency: dict[str, float] = field(default_factory=dict[str, float])
    """Seconds until an answer was there: `median`, `most` (of 95 of 100 answers), `longest`."""
    peak_memory: int = 0
    """Bytes that the process had resident at most."""
    free_space: int = 0
    """Bytes free on the disk of the archive."""
    ledger: int = 0
    """Bytes of the ledger, its log included."""
