"""The manifest of a run: how it was made, what it found, and what the published files hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

import msgspec

from bwcrawler.items import Source
from bwcrawler.ledger import contents
from bwcrawler.ledger.ledger import RunFacts
from bwcrawler.publish.jsonl import WrittenFile

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
    responses: dict[str, int]
    """Answers by HTTP status, of the whole crawl where it went over several editions."""


@dataclass(slots=True, kw_only=True)
class Manifest:
    """`manifest.json`, and `runs/<run>.json` for every run that ended."""

    run: str
    edition: str
    started: str
    ended: str
    reason: str
    """Why it ended, in Scrapy's words; `finished` where it had nothing more to do."""
    facts: RunFacts
    counts: Counts
    sources: list[contents.SourceAnswer]
    """Sitemaps, feeds and the REST API, where they answered."""
    files: list[WrittenFile] = field(default_factory=list[WrittenFile])
    """Empty for a run that published nothing."""


def manifest_of(
    connection: Connection, edition: str, run: int, responses: dict[str, int]
) -> Manifest:
    """The manifest of a run that has ended, as yet without files."""
    row = contents.run(connection, run)
    return Manifest(
        run=run_name(run),
        edition=edition,
        started=row.started,
        ended=row.ended,
        reason=row.reason,
        facts=msgspec.json.decode(row.facts, type=RunFacts),
        counts=Counts(
            articles=contents.outcomes(connection, run),
            archive=contents.articles_by_status(connection),
            parsers=contents.articles_by_parser(connection),
            addresses=contents.addresses_by(connection, "state"),
            kinds=contents.addresses_by(connection, "kind"),
            responses=dict(sorted(responses.items())),
        ),
        sources=contents.sources(connection, run, list(get_args(Source))),
    )


def run_name(run: int) -> str:
    """`1` → `000001`: names sort as runs followed each other, whatever the clock said."""
    return f"{run:06d}"


def to_json(manifest: Manifest) -> bytes:
    """The manifest for people to read: indented, keys in the order of the dataclasses."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
