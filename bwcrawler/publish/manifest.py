"""The manifest of a run: how it was made, what it found, and what the published files hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

import msgspec

from bwcrawler.items import Source
from bwcrawler.ledger import contents, media, robots
from bwcrawler.ledger.robots import RobotsFacts
from bwcrawler.ledger.runs import RunFacts, run_name
from bwcrawler.ledger.survey import Figures
from bwcrawler.ledger.unnamed import unnamed_change
from bwcrawler.publish.gates import Gate
from bwcrawler.publish.jsonl import WrittenFile
from bwcrawler.publish.measures import Measures

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bwcrawler.publish.ending import Ending

MANIFEST = "manifest.json"
"""The manifest of the last run that published."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """Numbers of a run, and of the archive after it."""

    articles: dict[str, int]
    """Articles that the run saw: new, changed, unchanged."""
    archive: dict[str, int]
    """All articles of the archive by status; the live ones are published."""
    parsers: dict[str, int]
    """Live articles by the version of the parser that read them."""
    addresses: dict[str, int]
    """All addresses of the archive by state."""
    kinds: dict[str, int]
    """All addresses of the archive by kind."""
    media: dict[str, int] = field(default_factory=dict[str, int])
    """All pictures and documents that were asked for, by state; the files of `done` are kept."""


@dataclass(slots=True, kw_only=True)
class Manifest:
    """`manifest.json`, and `runs/<run>.json` for every run that ended."""

    run: str
    """Number of the run, as its files are named."""
    edition: str
    """Code of the edition."""
    started: str
    """UTC instant."""
    ended: str
    """UTC instant; empty until it ended."""
    reason: str
    """Why it ended, in Scrapy's words; `finished` where it had nothing more to do."""
    facts: RunFacts
    """What the run was started with."""
    counts: Counts
    """What the run did, and what the archive holds after it."""
    sources: list[contents.SourceAnswer]
    """Sitemaps, feeds and the REST API, where they answered."""
    robots: list[RobotsFacts] = field(default_factory=list[RobotsFacts])
    """What was obeyed; empty where no robots.txt answered."""
    measures: Measures = field(default_factory=Measures)
    """What the run has cost the site and this machine."""
    verdict: str = ""
    """What came of it, as one of `publish.verdict`; empty until it ended by itself."""
    exit_code: int | None = None
    """That of the verdict; null until the run ended by itself."""
    says: str = ""
    """The verdict in one sentence; empty where all is well."""
    coverage: str = ""
    """Whether it is shown that nothing is missing, in one sentence: `complete: …` or
    `not shown complete: …`; empty for a run that published nothing."""
    unnamed_change: str = ""
    """One sentence where the feed tells of a change, and nothing tells of what; else empty."""
    figures: Figures = field(default_factory=Figures)
    """Of all live articles, as the gates of the next run compare them."""
    gates: list[Gate] = field(default_factory=list[Gate])
    """Empty for a run that was broken off."""
    since: str = ""
    """The run that published before this one: `changes/<run>.jsonl` tells what has changed since.
    Empty where none did."""
    files: list[WrittenFile] = field(default_factory=list[WrittenFile])
    """Empty for a run that published nothing."""


def manifest_of(
    connection: Connection,
    edition: str,
    run: int,
    measures: Measures,
    ending: Ending | None,
) -> Manifest:
    """The manifest of a run, as yet without files; `ending` is of one that ended by itself."""
    row = contents.run(connection, run)
    manifest = Manifest(
        run=run_name(run),
        edition=edition,
        started=row.started,
        ended=row.ended,
        reason=row.reason,
        facts=msgspec.json.decode(row.facts, type=RunFacts),
        measures=measures,
        counts=Counts(
            articles=contents.outcomes(connection, run),
            archive=contents.articles_by_status(connection),
            parsers=contents.articles_by_parser(connection),
            addresses=contents.addresses_by(connection, "state"),
            kinds=contents.addresses_by(connection, "kind"),
            media=media.counts(connection),
        ),
        sources=contents.sources(connection, run, list(get_args(Source))),
        robots=robots.of_run(connection, run),
    )
    if ending is not None:
        manifest.verdict = ending.verdict.name.lower()
        manifest.exit_code = int(ending.verdict)
        manifest.says = ending.says
        manifest.figures = ending.figures
        manifest.gates = ending.gates
        if moment := unnamed_change(connection, run):
            manifest.unnamed_change = (
                f"Something was changed on {moment} that no source names: crawl with audit=300, "
                "until all articles have been looked at, or with the spider archive."
            )
    return manifest


def read_manifest(path: Path) -> Manifest | None:
    """A manifest that was written before; `None` where there is none, or one that is not ours."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def path_of_run(run: str) -> str:
    """Where the manifest of a run lies below the folder of its edition, by the run's name."""
    return f"runs/{run}.json"


def to_json(manifest: Manifest) -> bytes:
    """The manifest for people to read: indented, keys in the order of the dataclasses."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
