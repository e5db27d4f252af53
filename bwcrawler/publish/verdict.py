"""How a crawl ended: the one table of exit codes, and which end gives which."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from bwcrawler.ledger.archive import LEDGER_FAILED
from bwcrawler.ledger.deletions import MASS_DELETION
from bwcrawler.ledger.ledger import LedgerError
from bwcrawler.ledger.lock import ArchiveLockedError
from bwcrawler.ledger.space import NoSpaceError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(IntEnum):
    """What came of a crawl; the number is the exit code of `scrapy crawl`.

    0 to 2 are what every program means by them.
    """

    COMPLETE = 0
    """All that was asked for is kept and published, `limit` articles included."""
    UNEXPECTED = 1
    """A fault of this program: the log has it."""
    USAGE = 2
    """The command line is wrong; nothing was requested."""
    PARTIAL = 3
    """Published; pages are missing that could not be fetched or read."""
    GATE_FAILED = 4
    """Not published: the archive would have become worse, and somebody must look."""
    UNREACHABLE = 5
    """No answer, no valid certificate, or a robots.txt that allows nothing."""
    LIMIT_REACHED = 6
    """A `CLOSESPIDER_…`, `MEMUSAGE_…` or `WATCHDOG_…` setting ended it; the next run goes on."""
    NO_SPACE = 7
    """The disk is full; the next run goes on."""
    DAMAGED = 8
    """The ledger cannot be used, or does not take a page."""
    LOCKED = 9
    """Another process writes this archive."""
    RATE_LIMITED = 10
    """The site answers nothing but 429 or 503; the next run goes on."""
    INTERRUPTED = 11
    """Ctrl-C or SIGTERM; the next run goes on."""


INTERRUPTED = "interrupted"
NOTHING_TO_REPLAY = "nothing_to_replay"
RATE_LIMITED = "rate_limited"
ROBOTS_UNREACHABLE = "robots_unreachable"
STALLED = "stalled"
UNREACHABLE = "unreachable"
UNTRUSTED = "untrusted"

_BY_REASON = {
    "finished": Verdict.COMPLETE,
    INTERRUPTED: Verdict.INTERRUPTED,
    "shutdown": Verdict.INTERRUPTED,
    LEDGER_FAILED: Verdict.DAMAGED,
    LedgerError.reason: Verdict.DAMAGED,
    ArchiveLockedError.reason: Verdict.LOCKED,
    NOTHING_TO_REPLAY: Verdict.USAGE,
    NoSpaceError.reason: Verdict.NO_SPACE,
    MASS_DELETION: Verdict.GATE_FAILED,
    RATE_LIMITED: Verdict.RATE_LIMITED,
    UNREACHABLE: Verdict.UNREACHABLE,
    UNTRUSTED: Verdict.UNREACHABLE,
    ROBOTS_UNREACHABLE: Verdict.UNREACHABLE,
    "memusage_exceeded": Verdict.LIMIT_REACHED,
    STALLED: Verdict.LIMIT_REACHED,
}
"""By Scrapy's `finish_reason`, ours among them."""

_LIMITS = "closespider_"
"""What the reasons of Scrapy's extension CloseSpider begin with."""


def of_reason(reason: str) -> Verdict:
    """What a finish reason means, before anybody has looked at what was kept."""
    if reason.startswith(_LIMITS):
        return Verdict.LIMIT_REACHED
    return _BY_REASON.get(reason, Verdict.UNEXPECTED)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one to end with where editions differ: a fault of the program, else the highest."""
    return max(verdicts, key=lambda one: (one is Verdict.UNEXPECTED, one))
