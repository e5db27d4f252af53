"""The end of a run, looked at: what came of it, and whether the archive may be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bwcrawler.ledger import contents
from bwcrawler.ledger.schema import State
from bwcrawler.ledger.survey import FAILED, Figures, settled, survey
from bwcrawler.publish.gates import Gate, gates
from bwcrawler.publish.verdict import ROBOTS_UNREACHABLE, UNTRUSTED, Verdict, of_reason

if TYPE_CHECKING:
    from collections import Counter

    from sqlalchemy import Connection

    from bwcrawler.publish.manifest import Manifest

_ENDS_TO_PUBLISH = (Verdict.COMPLETE, Verdict.LIMIT_REACHED)
"""What finish reasons must mean for the gates to be asked; after any other the old files stay."""

_SAYS: dict[str | Verdict, str] = {
    **dict.fromkeys(
        (ROBOTS_UNREACHABLE, UNTRUSTED),
        "Nothing may be fetched: {cause}. Start the crawl again later, and it goes on.",
    ),
    Verdict.UNREACHABLE: "The site does not answer. Start the crawl again later, and it goes on.",
    Verdict.RATE_LIMITED: (
        "The site answers nothing but 429 or 503. Start the crawl again later, and it goes on."
    ),
    Verdict.INTERRUPTED: "The crawl was interrupted. Start it again, and it goes on.",
    Verdict.LIMIT_REACHED: "A setting ended the crawl ({reason}). Start it again, and it goes on.",
}


@dataclass(slots=True, kw_only=True)
class Ending:
    """How a run ended."""

    verdict: Verdict
    says: str = ""
    """One sentence; empty where all is well."""
    publishes: bool = False
    figures: Figures = field(default_factory=Figures)
    gates: list[Gate] = field(default_factory=list[Gate])


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the ledger does not know about the end of a run."""

    reason: str
    """Scrapy's `finish_reason`."""
    cause: str
    """What the component says that ended the crawl; empty where none did."""
    waiting: int
    """Requests left in the queue."""
    faults: int
    """Pages on which the spider raised an exception."""
    anyway: bool
    """True where the user wants the files whatever the gates say."""


def ending(
    connection: Connection, run: int, circumstances: Circumstances, good: Manifest | None
) -> Ending:
    """Judge a run that has ended by what it left, beside the last good one."""
    meant = of_reason(circumstances.reason)
    if meant not in _ENDS_TO_PUBLISH:
        return Ending(verdict=meant, says=_broken_off(circumstances))
    this = contents.run(connection, run)
    since = int(good.run) if good else 0
    seen = survey(connection, run, since)
    figures, then = (good.figures, good.started) if good else (Figures(), "")
    asked = gates(seen, figures, then, this.started)
    result = Ending(verdict=meant, publishes=True, figures=seen.archive, gates=asked)
    failed = [f"{gate.name}: {gate.says}" for gate in asked if not gate.passed]
    if failed and not circumstances.anyway:
        result.publishes = False
        result.verdict = Verdict.GATE_FAILED
        result.says = " ".join(["The files of the last good run stay.", *failed])
    elif meant is Verdict.LIMIT_REACHED:
        result.says = _broken_off(circumstances)
    else:
        came_to = settled(connection, this.begun)
        result.verdict, result.says = _finished(circumstances, came_to)
    return result


def _finished(circumstances: Circumstances, came_to: Counter[str]) -> tuple[Verdict, str]:
    """Of a run that had nothing more to do."""
    missing = sum(came_to[state] for state in FAILED) + circumstances.waiting
    if circumstances.faults:
        says = f"The spider failed on {_pages(circumstances.faults)}: the log says where."
        return Verdict.UNEXPECTED, says
    if came_to and set(came_to) == {State.EXCLUDED}:
        return Verdict.UNREACHABLE, "Not one page may be fetched: look at the site's robots.txt."
    if missing:
        says = f"{_pages(missing)} could not be fetched or read: `scrapy status` tells which."
        return Verdict.PARTIAL, says
    return Verdict.COMPLETE, ""


def _broken_off(circumstances: Circumstances) -> str:
    reason = circumstances.reason
    says = _SAYS.get(reason) or _SAYS.get(of_reason(reason), "The crawl did not finish: {reason}.")
    return says.format(reason=reason, cause=circumstances.cause)


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
