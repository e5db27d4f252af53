"""Whether the archive may be published: it must not be worse than at the last good run.

Old and new are compared on the same articles, so that an archive may grow as it likes. A gate that
fails leaves the published files as they are and the ledger as it has become; the next run is
compared with the last good one again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bwcrawler.ledger.schema import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.ledger.survey import Figures, Survey

FEW = 5
"""Articles or pages that say nothing about a site: so many are odd in any magazine."""

SHRINKAGE = 0.02
"""Share of the articles that may be gone at once. Magazines hardly ever delete."""

COVERAGE_LOSS = 0.05
"""Share of the articles read again that may have lost a field. Editors remove some bylines and
tags; a theme that the parser does not know takes them from every article."""

FLOORS = {"title": 0.95, "authors": 0.90, "body": 0.95}
"""Least coverage among new articles. Nearly every article has these; a post may have no title,
or be a picture without words."""

LENGTH_CHANGE = 0.30
"""By how much the usual length may change: bodies cut short, or with half the page in them."""

SUSPECTS = 0.02
"""Share of the pages that may answer with something that cannot be read."""

ERRORS = 0.01
"""Share of the pages that may not answer. A whole server that fails is another verdict."""

STALE_GAPS, STALE_DAYS = 5, 14
"""No new article for so many usual gaps, and no less than so many days: a cache serves an old
feed and old sitemaps. Two weeks are a holiday."""


@dataclass(slots=True, kw_only=True)
class Gate:
    """One thing that was looked at before publishing."""

    name: str
    """What was looked at."""
    passed: bool
    """False where it keeps the run from publishing."""
    says: str
    """The figures, in one sentence."""


def gates(survey: Survey, good: Figures, then: str, now: str) -> list[Gate]:
    """Every gate, in the order of its importance.

    `good` are the archive's figures of the last good run, empty where there was none; `then` and
    `now` are the instants at which that run and this one started.
    """
    return [
        _articles(survey, good),
        *_coverage(survey, good),
        *_new_articles(survey),
        _length(survey, good),
        _share(survey, "suspects", State.SUSPECT, SUSPECTS),
        _share(survey, "errors", State.ERROR, ERRORS),
        _freshness(survey, good, then, now),
    ]


def _articles(survey: Survey, good: Figures) -> Gate:
    now = survey.archive.articles
    return Gate(
        name="articles",
        passed=good.articles - now <= max(SHRINKAGE * good.articles, FEW),
        says=f"{now} articles, {good.articles} at the last good run.",
    )


def _coverage(survey: Survey, good: Figures) -> Iterator[Gate]:
    """Of the articles that are known: how many have lost a field since."""
    known = survey.known
    for name, covered in good.coverage.items():
        before = covered / good.articles
        lost = round(before * known.articles) - known.coverage.get(name, 0)
        yield Gate(
            name=f"coverage of {name}",
            passed=lost <= max(COVERAGE_LOSS * survey.read, FEW),
            says=f"{max(lost, 0)} of {survey.read} articles read again have lost it.",
        )


def _new_articles(survey: Survey) -> Iterator[Gate]:
    new = survey.new
    for name, floor in FLOORS.items():
        lacking = new.articles - new.coverage.get(name, 0)
        yield Gate(
            name=f"{name} of new articles",
            passed=lacking <= max((1 - floor) * new.articles, FEW),
            says=f"{lacking} of {new.articles} new articles have none.",
        )


def _length(survey: Survey, good: Figures) -> Gate:
    before, now = good.words, survey.known.words
    few = min(good.articles, survey.known.articles) <= FEW
    return Gate(
        name="length",
        passed=few or abs(now - before) <= LENGTH_CHANGE * before,
        says=f"{now} words in the usual article, {before} at the last good run.",
    )


def _share(survey: Survey, name: str, state: State, most: float) -> Gate:
    of_state, total = survey.settled[state], survey.settled.total()
    return Gate(
        name=name,
        passed=of_state <= max(most * total, FEW),
        says=f"{of_state} of {total} pages.",
    )


def _freshness(survey: Survey, good: Figures, then: str, now: str) -> Gate:
    """Silence is a fault in a run that asked for news, of a magazine that was not silent before."""
    newest, days = survey.archive.newest, max(STALE_GAPS * survey.archive.gap, STALE_DAYS)
    fell_silent = (
        survey.sources > 0
        and newest == good.newest != ""
        and _days(newest, then) <= days < _days(newest, now)
    )
    says = (
        f"the newest article is of {newest or 'no day'}, the usual gap {survey.archive.gap} days."
    )
    return Gate(name="freshness", passed=not fell_silent, says=says)


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
