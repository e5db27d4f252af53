"""Makes the report: figures from the ledger and the manifest, put into one HTML page."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from bwcrawler.editions import EDITIONS, MAGAZINE
from bwcrawler.ledger.figures import counted, length_classes, months_by_section
from bwcrawler.ledger.survey import failures
from bwcrawler.publish.report.charts import HEIGHT, WIDTH, Chart, column_chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from bwcrawler.ledger.coverage import Coverage
    from bwcrawler.publish.coverage import CoverageReport
    from bwcrawler.publish.manifest import Manifest

REPORT = "report.html"
"""The report of the last run, beside the manifest."""

_ROWS = 500
"""Rows of a table of names or failures; what is rarer is in the data."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the table behind it."""

    title: str
    chart: Chart
    series: list[str]
    columns: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Covered:
    """How many articles have a field, now and at the last good run; percentages."""

    field: str
    now: float
    before: float | None


def report_page(
    connection: Connection,
    manifest: Manifest,
    good: Manifest | None,
    coverage: tuple[Coverage, CoverageReport],
) -> bytes:
    """The page in UTF-8; the same bytes for the same state of ledger and manifest."""
    months = months_by_section(connection)
    sections = list(dict.fromkeys(name for parts in months.values() for name in parts))
    lengths = length_classes(connection)
    template = _environment().get_template("report.html")
    page = template.render(
        magazine=MAGAZINE,
        language=EDITIONS[manifest.edition].language,
        manifest=manifest,
        coverage=coverage[1],
        missing=list(islice(coverage[0].missing(), _ROWS)),
        covered=_covered(manifest, good),
        figures=[
            Figure(
                "Articles by month and section", column_chart(months, sections), sections, months
            ),
            Figure("Length of articles in words", column_chart(lengths, [""]), [""], lengths),
        ],
        tables={
            "Sections": counted(connection, "sections", _ROWS),
            "Authors": counted(connection, "authors", _ROWS),
            "Tags": counted(connection, "tags", _ROWS),
        },
        failures=failures(connection, _ROWS),
        width=WIDTH,
        height=HEIGHT,
        style=_asset("report.css"),
        script=_asset("report.js"),
        policy=_policy(),
    )
    return page.encode()


def _covered(manifest: Manifest, good: Manifest | None) -> list[Covered]:
    now, before = manifest.figures, good.figures if good else None
    return [
        Covered(
            name,
            100 * count / now.articles,
            100 * before.coverage.get(name, 0) / before.articles
            if before and before.articles
            else None,
        )
        for name, count in now.coverage.items()
        if now.articles
    ]


def _policy() -> str:
    """Content Security Policy: nothing is loaded, and only our own style and script are used."""
    style, script = (_hash(_asset(name)) for name in ("report.css", "report.js"))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    """A file that stands in the page as it is; it is ours and holds no text of the site."""
    return (files("bwcrawler.publish.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    loader = PackageLoader("bwcrawler.publish.report", "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["duration"] = lambda seconds: str(timedelta(seconds=round(seconds)))
    environment.filters["percent"] = lambda value: f"{value:.1f} %"
    return environment
