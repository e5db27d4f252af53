"""What a first look at a site shows: what answers, in which theme, and which field is found where.

A pure judgement of what was read; `spiders.examination` does the reading.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from bwcrawler.items import Article, Author, FieldSources, Inventory, Listing, Refusal
from bwcrawler.publish.verdict import Verdict
from bwcrawler.urls import Kind, kind, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bwcrawler.ledger.pages import Item

State = Literal["ok", "missing", ""]
"""Empty for what is told without being judged."""

ALWAYS_THERE = frozenset({"id", "url", "title", "published", "authors", "sections", "body"})
"""Fields that nearly every article of the magazine has; the others depend on article and theme."""

_LATER = frozenset({429, 503})
_UNKNOWN: Literal["wordpress"] = "wordpress"
"""Theme of a page that carries the marks of none."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What came of the requests of an examination."""

    items: list[Item] = field(default_factory=list["Item"])
    """What the pages said, and the refusals of those that said nothing, in order of arrival."""
    robots: list[str] | None = None
    """Sitemaps that robots.txt names; `None` where robots.txt could not be had."""
    sections: list[str] = field(default_factory=list)
    """Canonical URLs of the sections that the home page names."""
    samples: dict[str, str] = field(default_factory=dict)
    """Where each article was found: canonical URL of the article, of a listing or of the feed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    state: State
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The table, and what it comes to."""

    rows: list[Row]
    verdict: Verdict
    says: str
    """The verdict in one sentence."""


def diagnose(findings: Findings, end: Verdict = Verdict.COMPLETE) -> Diagnosis:
    """Judge an examination that ended like that."""
    items = findings.items
    articles = [one for one in items if isinstance(one, Article)]
    rows = [
        _robots(findings),
        _sitemap(items),
        _source("REST", "rest", Kind.REST, items),
        _source("feed", "feed", Kind.FEED, items),
        _home(findings),
        *_sections(findings),
        _theme(items),
        *_fields(articles),
    ]
    missing = [row.what for row in rows if row.state == "missing"]
    verdict = end or _verdict(items, missing)
    says = _SAYS.get(verdict, f"The examination did not finish: {verdict.name.lower()}.")
    return Diagnosis(rows=rows, verdict=verdict, says=says.format(missing=", ".join(missing)))


_SAYS = {
    Verdict.COMPLETE: "All is well.",
    Verdict.PARTIAL: "Missing: {missing}.",
    Verdict.UNREACHABLE: "The site does not answer, or its robots.txt allows nothing.",
    Verdict.RATE_LIMITED: "The site answers nothing but 429 or 503: ask later.",
}


def _verdict(items: list[Item], missing: list[str]) -> Verdict:
    refusals = [one for one in items if isinstance(one, Refusal)]
    if len(refusals) == len(items):
        if any(one.status in _LATER for one in refusals):
            return Verdict.RATE_LIMITED
        if all(one.status == 0 for one in refusals):
            return Verdict.UNREACHABLE
    return Verdict.PARTIAL if missing else Verdict.COMPLETE


def _robots(findings: Findings) -> Row:
    if findings.robots is not None:
        named = ", ".join(map(_path, findings.robots)) or "no sitemap"
        return Row("robots.txt", "ok", f"names {named}")
    refusal = next(_refusals(findings.items, Kind.ROBOTS), None)
    if refusal is not None and refusal.state == "gone":
        return Row("robots.txt", "ok", "there is none: everything may be fetched")
    return Row("robots.txt", "missing", _why([refusal] if refusal else []))


def _sitemap(items: list[Item]) -> Row:
    answers = [one for one in items if isinstance(one, Inventory) and one.source == "sitemap"]
    refused = sorted(_path(one.url) for one in _refusals(items, Kind.SITEMAP))
    if not answers:
        return Row("sitemap", "missing", f"none answers (tried {', '.join(refused) or 'nothing'})")
    told = [_count(one) for one in answers]
    if any(one.entries for one in answers):
        return Row("sitemap", "ok", "; ".join(told))
    told.append(f"none names a page (tried {', '.join(refused)})" if refused else "no page")
    return Row("sitemap", "missing", "; ".join(told))


def _count(sitemap: Inventory) -> str:
    if sitemap.children:
        return f"{_path(sitemap.url)} names {len(sitemap.children)} files"
    dated = sum(bool(one.modified) for one in sitemap.entries)
    pages = len(sitemap.entries)
    return f"{_path(sitemap.url)} names {pages} pages, {dated} of them with the day of a change"


def _source(what: str, source: str, of_kind: Kind, items: list[Item]) -> Row:
    answer = next(
        (one for one in items if isinstance(one, Inventory) and one.source == source), None
    )
    if answer is None:
        return Row(what, "missing", _why(_refusals(items, of_kind)))
    newest = max((one.published or one.modified for one in answer.entries), default="")
    total = len(answer.entries) if answer.total is None else answer.total
    says = f"names {total} articles, the newest of {newest[:10] or 'no day'}"
    return Row(what, "ok" if answer.entries else "missing", says)


def _home(findings: Findings) -> Row:
    home = next(
        (one for one in findings.items if isinstance(one, Listing) and one.kind == "home"), None
    )
    if home is None:
        return Row("home page", "missing", _why(_refusals(findings.items, Kind.HOME)))
    named = len(findings.sections)
    looked = sum(isinstance(one, Listing) and one.kind == "section" for one in findings.items)
    says = f"theme {_name(home.theme)}, names {named} sections, of which {looked} were read"
    return Row("home page", "ok" if named else "missing", says)


def _sections(findings: Findings) -> Iterator[Row]:
    """Each listing with the article that was found on it; then what was found elsewhere."""
    items, samples = findings.items, {by: url for url, by in findings.samples.items()}
    said = {one.url: one for one in items if not _leads_on(one)}
    for item in items:
        listing = item.listing if isinstance(item, Author) else item
        if isinstance(listing, Listing) and listing.kind != "home":
            name = slug(listing.url)
            state: State = "ok" if listing.entries else "missing"
            yield Row(f"{listing.kind} {name}", state, _listed(listing))
            article = said.pop(samples.get(listing.url, ""), None)
            if article is not None:
                yield _page(f"article of {name}", article)
    for item in said.values():
        is_failed = isinstance(item, Refusal) and kind(item.url) not in _ROWS_OF_THEIR_OWN
        if is_failed or isinstance(item, Article):
            yield _page(kind(item.url), item)


_ROWS_OF_THEIR_OWN = frozenset({Kind.ROBOTS, Kind.SITEMAP, Kind.REST, Kind.FEED, Kind.HOME})


def _listed(listing: Listing) -> str:
    dated = sum(bool(one.published) for one in listing.entries)
    further = f"page 1 of {listing.last or 'more'}" if listing.next else "no further page"
    says = f"theme {_name(listing.theme)}, {len(listing.entries)} articles, {dated} with a date"
    return f"{says}, {further}"


def _page(what: str, page: Item) -> Row:
    if not isinstance(page, Article):
        is_protected = isinstance(page, Refusal) and page.state == "protected"
        return Row(what, "" if is_protected else "missing", f"{_path(page.url)}: {_why([page])}")
    lacking = sorted(name for name in ALWAYS_THERE if not getattr(page, name))
    told = [f"{_path(page.url)}: theme {_name(page.theme)}, {page.word_count} words"]
    told += [f"no {' and no '.join(lacking)}"] if lacking else []
    return Row(what, "missing" if lacking else "ok", "; ".join([*told, *page.warnings]))


def _theme(items: list[Item]) -> Row:
    themes = Counter(one.theme for one in items if isinstance(one, Article | Listing))
    if not themes:
        return Row("theme", "missing", "no page could be read")
    if themes[_UNKNOWN]:
        on = f"on {themes[_UNKNOWN]} of {themes.total()} pages"
        return Row("theme", "missing", f"unknown {on} – fields by metadata only")
    says = ", ".join(f"{name} on {count} pages" for name, count in themes.most_common())
    return Row("theme", "ok" if len(themes) == 1 else "missing", says)


def _fields(articles: list[Article]) -> Iterator[Row]:
    """Where each field came from, over all articles."""
    for one in fields(FieldSources) if articles else []:
        found = Counter(getattr(article.sources, one.name) for article in articles)
        lacking = found.pop("", 0)
        told = [f"{source} {count}" for source, count in found.most_common()]
        told += [f"none {lacking}"] if lacking else []
        state: State = ""
        if one.name in ALWAYS_THERE:
            state = "missing" if 2 * lacking > len(articles) else "ok"
        yield Row(f"field {one.name}", state, ", ".join(told))


def _refusals(items: list[Item], of_kind: Kind) -> Iterator[Refusal]:
    """Those of one kind that were not led on to another page of that kind."""
    for one in items:
        if isinstance(one, Refusal) and kind(one.url) is of_kind and not _leads_on(one):
            yield one


def _leads_on(item: Item) -> bool:
    """True for a redirect to a page that was asked for in turn."""
    if not isinstance(item, Refusal) or item.state != "redirected":
        return False
    return kind(item.location) is not Kind.OTHER


def _why(refusals: Iterable[Item]) -> str:
    reasons = (
        f"leads to {one.location}" if one.state == "redirected" else one.reason
        for one in refusals
        if isinstance(one, Refusal)
    )
    return "; ".join(dict.fromkeys(reasons)) or "no answer"


def _name(theme: str) -> str:
    return "unknown" if theme == _UNKNOWN else theme


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
