"""Whether the archive holds all that the magazine has published, as far as that can be shown.

The rule: every name that an answering source gives leads to an article of the archive, or to a
reason of the site's own why there is none; and at least one inventory (a sitemap, or the list of
posts of the REST API) has been read as a whole, and counts as many articles as the archive, within
`TOLERANCE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from bwcrawler.ledger import answering
from bwcrawler.ledger.coverage import (
    Coverage,
    HalfKnown,
    KindCoverage,
    MissingName,
    SourceCoverage,
)
from bwcrawler.ledger.figures import months_between
from bwcrawler.ledger.names import INVENTORIES, LISTINGS
from bwcrawler.ledger.reading import last_run
from bwcrawler.ledger.runs import RunFacts, narrowing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

COVERAGE = "coverage.json"
"""The report beside the manifest."""

TOLERANCE = 0.005
"""Share by which the REST API, the sitemap and the archive may differ in their number of articles:
40 of 8,000. A crawl takes hours, in which posts come and go, and caches serve the sitemap of
yesterday. An archive of less than 200 articles must agree exactly."""

_WORDS = {
    "sitemap": "the sitemap",
    "rest": "the REST API",
    "feed": "the feed",
    "home": "the home page",
    "posts": "the list of all posts",
    "section": "sections",
    "tag": "tags",
    "author": "authors",
    "month": "months",
}
_OPEN = {
    "found": "not asked for or not answered",
    "excluded": "not allowed or not wanted",
    "error": "answered with an error",
    "suspect": "could not be read",
    "too_large": "too large",
}


@dataclass(slots=True, kw_only=True)
class CoverageReport:
    """What is in memory of `coverage.json`."""

    complete: bool
    """True where it is shown that nothing is missing."""
    says: str
    """`complete: …` or `not shown complete: …`, with the figures or the reasons."""
    tolerance: float
    """Share by which the numbers in `counts` may differ."""
    counts: dict[str, int]
    """Articles by the archive and by every inventory that answers and is known as a whole, without
    posts for which a password is wanted."""
    articles: int
    """Articles of the archive."""
    unnamed: int
    """Articles of the archive that no source names."""
    open: dict[str, int]
    """Names that are not in the archive and may be articles, by what became of them."""
    pending: int
    """Requests that are still to be done."""
    kinds: list[KindCoverage]
    """Every kind of source."""
    months: dict[str, int]
    """Articles of the archive by month of publication."""
    gaps: list[str]
    """Months without an article between the first and the last one with any."""
    sources: list[SourceCoverage]
    """Every source that names an article."""


@dataclass(slots=True, kw_only=True)
class CoverageFile(CoverageReport):
    """`coverage.json`: what each source names, what of it is in the archive, and what is not."""

    missing: list[MissingName]
    """Every name that does not lead to an article of the archive."""
    half_known: list[HalfKnown]
    """Articles of the archive that a source should name and does not, or that only one names."""


def coverage_report(connection: Connection) -> tuple[Coverage, CoverageReport]:
    """What the sources name and the archive holds, by one state of a ledger."""
    coverage = Coverage(connection)
    return coverage, _report(connection, coverage)


def coverage_lines(coverage: Coverage, report: CoverageReport) -> Iterator[bytes]:
    """The lines of a `CoverageFile`; its lists of addresses are never in memory as a whole."""
    head = msgspec.json.format(msgspec.json.encode(report), indent=2).removesuffix(b"\n}")
    yield from (head + b",\n").splitlines(keepends=True)
    yield from _list("missing", coverage.missing(), b",")
    yield from _list("half_known", coverage.half_known())
    yield b"}\n"


def _list(
    name: str, those: Iterable[MissingName | HalfKnown], after: bytes = b""
) -> Iterator[bytes]:
    """The lines of a key with a list, one for each object."""
    line, comma = f'  "{name}": ['.encode(), b""
    for one in those:
        yield line + comma + b"\n"
        line, comma = b"    " + msgspec.json.encode(one), b","
    if comma:
        yield line + b"\n"
        line = b"  "
    yield line + b"]" + after + b"\n"


def _report(connection: Connection, coverage: Coverage) -> CoverageReport:
    months = coverage.months()
    kinds = coverage.kinds()
    report = CoverageReport(
        complete=False,
        says="",
        tolerance=TOLERANCE,
        counts=_counts(kinds, answering.total(connection), coverage.articles),
        articles=coverage.articles,
        unnamed=coverage.unnamed,
        open=coverage.open(),
        pending=answering.pending(connection),
        kinds=kinds,
        months=months,
        gaps=_gaps(months),
        sources=coverage.sources,
    )
    reasons = list(_reasons(report))
    if reasons:
        reasons += _limits(connection)
        report.says = f"not shown complete: {'; '.join(reasons)}."
    else:
        report.complete, report.says = True, f"complete: {_agreement(report)}."
    return report


def _counts(kinds: Iterable[KindCoverage], total: int | None, articles: int) -> dict[str, int]:
    """The numbers of articles that are to agree.

    Posts with a password are taken off: WordPress core names them, Yoast does not, and nobody can
    read them. The API's own total is told with every answer, its list is read more rarely.
    """
    counts = {"archive": articles}
    for one in kinds:
        if one.kind in INVENTORIES and one.answers and one.whole:
            counts[one.kind] = one.articles + one.open
            if one.kind == "rest" and total is not None:
                counts["rest"] = total - one.unreadable
    return counts


def _reasons(report: CoverageReport) -> Iterator[str]:
    """Why it is not shown that nothing is missing, the gravest first."""
    if not report.articles:
        yield "the archive has no articles"
    if report.open:
        each = ", ".join(f"{many:,} {_OPEN[state]}" for state, many in report.open.items())
        yield f"{_addresses(sum(report.open.values()))} named and not in the archive ({each})"
    if len(report.counts) == 1:
        names = " nor ".join(_WORDS[kind] for kind in INVENTORIES)
        yield f"neither {names} has been read as a whole"
    for one in report.kinds:
        if one.kind in INVENTORIES and one.answers and not one.whole:
            yield f"{_WORDS[one.kind]} answers, and has not been read as a whole"
        if one.failed and (one.answers or one.kind in LISTINGS):
            pages = "page" if one.failed == 1 else "pages"
            yield f"{one.failed:,} {pages} of {_WORDS[one.kind]} could not be read"
    if _differ(report.counts):
        yield f"{_counted(report)}, more than {TOLERANCE:.1%} apart"
    if report.pending:
        yield f"{report.pending:,} requests are still to be done"


def _limits(connection: Connection) -> Iterator[str]:
    """That the last crawl was not to ask for everything, if it was so."""
    run = last_run(connection)
    facts = msgspec.json.decode(run.facts, type=RunFacts) if run else RunFacts(spider="")
    if given := narrowing(facts.arguments):
        yield f"the last crawl was limited by {' and '.join(given)}"


def _differ(counts: dict[str, int]) -> bool:
    most = max(counts.values())
    return most - min(counts.values()) > TOLERANCE * most


def _agreement(report: CoverageReport) -> str:
    return f"all that the sources name is in the archive, and {_counted(report)}"


def _counted(report: CoverageReport) -> str:
    """`the archive has 200 articles, the sitemap 200`."""
    others = [
        f"{_WORDS[kind]} {many:,}" for kind, many in report.counts.items() if kind != "archive"
    ]
    return ", ".join([f"the archive has {report.articles:,} articles", *others])


def _addresses(number: int) -> str:
    return "1 address is" if number == 1 else f"{number:,} addresses are"


def _gaps(months: dict[str, int]) -> list[str]:
    """The months that are not there between the first and the last."""
    every = months_between(min(months), max(months)) if months else []
    return [month for month in every if month not in months]
