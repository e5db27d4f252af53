"""Which pages of a magazine WARC files hold, in the order in which they were captured."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bwcrawler.urls import Kind, first_page, kind, page_number
from bwcrawler.warc.heads import Gaps, Head, heads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bwcrawler.urls import Site
    from bwcrawler.warc.volumes import Volume

_NOT_MODIFIED = 304
_OK = 200
_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?)?)?Z?", re.ASCII)
_FIRST_MOMENT = "0000-01-01T00:00:00"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies."""

    volume: int
    """Index of the volume."""
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """An answer to a request for a page of the magazine."""

    url: str
    """Canonical."""
    uri: str
    """As requested."""
    date: str
    """UTC instant, to the second."""
    truncated: str
    """Why its body is not whole, as WARC-Truncated names it; else empty."""
    record_id: str
    record: Place
    body: Place
    """The record that holds its body: an earlier one for a revisit."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one volume holds of the magazine."""

    heads: list[tuple[str, Head]]
    """Each with its canonical URL."""
    gaps: list[str]


@dataclass(slots=True, kw_only=True)
class Index:
    """All captures of pages, oldest first."""

    captures: list[Capture] = field(default_factory=list)
    further: dict[str, list[Capture]] = field(default_factory=dict)
    """Captures of pages 2 and following of articles, by the URL of page 1."""
    gaps: list[str] = field(default_factory=list)
    """One sentence for everything that is damaged, or is not there."""


def search(volume: Volume, sites: Iterable[Site], kinds: Collection[Kind]) -> Found:
    """The answers for pages of these kinds in one volume."""
    gaps = Gaps()
    found = []
    sites = list(sites)
    for head in heads(volume, gaps):
        url = next((url for site in sites if site.has(url := site.canonical(head.uri))), "")
        if url and kind(url) in kinds:
            found.append((url, head))
    return Found(found, gaps.sentences)


def index(found: list[Found]) -> Index:
    """The captures of all volumes, in the order of the volumes."""
    result = Index(gaps=[gap for one in found for gap in one.gaps])
    originals = _Originals(found)
    captures, unknown = [], 0
    for url, head, place in _places(found):
        if head.status == _NOT_MODIFIED or not (date := _moment(head.date)):
            continue
        body = originals.of(head) if head.is_revisit else place
        if body is None:
            unknown += 1
            continue
        capture = Capture(
            url=url,
            uri=head.uri,
            date=date,
            truncated=head.truncated,
            record_id=head.record_id,
            record=place,
            body=body,
        )
        captures.append((head.date.rstrip("Z"), head.status, capture))
    # Sorting is stable: what is equally old stays in the order of the files.
    captures.sort(key=lambda one: one[0])
    further = defaultdict(list)
    for _, status, capture in captures:
        if kind(capture.url) is not Kind.ARTICLE or page_number(capture.url) == 1:
            result.captures.append(capture)
        elif status in (0, _OK):
            further[first_page(capture.url)].append(capture)
    result.further = dict(further)
    if unknown:
        result.gaps.append(f"The originals of {unknown} revisits are in none of the files.")
    return result


class _Originals:
    """Finds the records that revisits refer to."""

    def __init__(self, found: list[Found]) -> None:
        self._by_id: dict[str, Place] = {}
        self._by_date: dict[tuple[str, str], Place] = {}
        self._by_digest: dict[str, Place] = {}
        for _, head, place in _places(found):
            if not head.is_revisit:
                self._by_id.setdefault(head.record_id, place)
                self._by_date.setdefault((head.uri, head.date), place)
                if head.digest:
                    self._by_digest.setdefault(head.digest, place)

    def of(self, revisit: Head) -> Place | None:
        by_date = self._by_date.get((revisit.refers_to_uri, revisit.refers_to_date))
        by_id = self._by_id.get(revisit.refers_to)
        return by_id or by_date or self._by_digest.get(revisit.digest)


def _places(found: list[Found]) -> Iterator[tuple[str, Head, Place]]:
    for volume, one in enumerate(found):
        for url, head in one.heads:
            yield url, head, Place(volume, head.offset, head.length)


def _moment(date: str) -> str:
    """A WARC-Date, which may be less precise, to the second; empty for anything else."""
    if not _MOMENT.fullmatch(date):
        return ""
    known = date.rstrip("Z")[: len(_FIRST_MOMENT)]
    return f"{known}{_FIRST_MOMENT[len(known) :]}+00:00"
