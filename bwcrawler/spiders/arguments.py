"""What a user may give to a spider with `-a NAME=VALUE`, checked before any request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bwcrawler.editions import EDITIONS
from bwcrawler.ledger.runs import narrowing
from bwcrawler.urls import Kind, Site, edition_of, first_page, kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

COMMON = frozenset({"edition", "since", "until", "limit", "media", "site", "warc"})
"""Arguments that every spider takes."""

_EDITION_MARK = "{edition}"
_SINGLE_PAGES = frozenset({Kind.ARTICLE, Kind.SHORTLINK, Kind.GLOSSARY, Kind.PAGE})


class BadArgument(ValueError):
    """One sentence that names the argument and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """The arguments of a spider as values."""

    sites: dict[str, Site]
    """Where each edition is fetched from, by the edition's code."""
    since: date | None = None
    """First day of publication to keep."""
    until: date | None = None
    """Last day of publication to keep."""
    limit: int = 0
    """Articles to keep of each edition; 0 for all."""
    section: str = ""
    tag: str = ""
    is_of_a_part: bool = False
    """True where not every article is asked for."""
    audit: int = 0
    """Articles to read again that nobody has looked at for longest."""
    accepts_deletions: bool = False
    """True where any number of articles may disappear at once."""
    warc: bool | None = None
    """Whether to keep every answer as WARC; null where the settings decide."""
    media: bool = False
    """Whether to fetch the pictures and documents of the articles too."""
    urls: list[str] = field(default_factory=list)
    """Canonical URLs, each once."""
    files: list[Path] = field(default_factory=list)
    """WARC files to read pages from, instead of the network."""
    processes: int = 0
    """How many processes may read them; 0 for one on each core."""

    @classmethod
    def parse(cls, given: Mapping[str, str], accepted: Collection[str]) -> Arguments:
        """Read what a user gave; raises `BadArgument`."""
        for name in given:
            if name not in accepted:
                known = ", ".join(sorted(accepted))
                raise BadArgument(f"There is no argument {name!r}: this spider takes {known}.")
        wants_urls, wants_files = "urls" in accepted, "processes" in accepted
        sites = _sites(given.get("edition", ""), given.get("site", ""), every=wants_urls)
        urls = _pages(_addresses(given), sites) if wants_urls else {}
        since, until = _day(given, "since"), _day(given, "until")
        if since and until and since > until:
            raise BadArgument(f"since={since} is after until={until}: nothing lies between them.")
        return cls(
            sites={code: sites[code] for code in urls.values()} if wants_urls else sites,
            since=since,
            until=until,
            limit=_number(given, "limit"),
            section=_slug(given, "section", "category"),
            tag=_slug(given, "tag", "tag"),
            is_of_a_part=bool(narrowing(given)),
            audit=_number(given, "audit"),
            accepts_deletions=_accepts(given, "deletions"),
            warc=None if wants_files else _yes_or_no(given, "warc"),
            media=_yes_or_no(given, "media") or False,
            urls=list(urls),
            files=_files(given, "warc") if wants_files else [],
            processes=_number(given, "processes"),
        )

    def keeps_warc(self, *, default: bool) -> bool:
        """Whether every answer is to be kept as WARC."""
        return default if self.warc is None else self.warc


def _sites(editions: str, base: str, *, every: bool) -> dict[str, Site]:
    """The chosen editions; without a choice, that of `base`'s host, else all or `en`."""
    base = base.rstrip("/")
    of_host = edition_of(base) if base else None
    if not editions:
        everywhere = every and (not base or _EDITION_MARK in base)
        editions = "all" if everywhere else of_host.code if of_host else "en"
    codes = list(EDITIONS) if editions == "all" else [code.strip() for code in editions.split(",")]
    for code in codes:
        if code not in EDITIONS:
            raise BadArgument(
                f"There is no edition {code!r}: give one or several of {', '.join(EDITIONS)}, "
                "with commas between them, or all."
            )
    if not base:
        return {code: Site.live(EDITIONS[code]) for code in codes}
    if len(codes) > 1 and _EDITION_MARK not in base:
        raise BadArgument(
            f"site={base} is one place for {len(codes)} editions: "
            f"write {_EDITION_MARK} where the code of the edition belongs."
        )
    return {code: _site(base.replace(_EDITION_MARK, code), code) for code in codes}


def _site(base: str, code: str) -> Site:
    try:
        parts = urlsplit(base)
        is_base = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_base = False
    if not is_base or parts.query or parts.fragment or parts.username is not None:
        raise BadArgument(f"site={base} is no base URL: give one such as http://127.0.0.1:8000.")
    of_host = edition_of(base)
    if of_host is not None and of_host.code != code:
        raise BadArgument(f"site={base} is edition {of_host.code}, not {code}: give only one.")
    return Site(EDITIONS[code], parts._replace(netloc=parts.netloc.lower()).geturl())


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadArgument(f"{name}={text} is no day: write it as 2023-05-12.") from None


def _number(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "")
    if text and not re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII):
        raise BadArgument(f"{name}={text} is no number: give 1 or more.")
    return int(text or 0)


def _accepts(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "")
    if text not in ("", "accept"):
        raise BadArgument(f"{name}={text} is not known: give {name}=accept, or nothing.")
    return bool(text)


def _yes_or_no(given: Mapping[str, str], name: str) -> bool | None:
    text = given.get(name, "")
    if text not in ("", "yes", "no"):
        raise BadArgument(f"{name}={text} is not known: give {name}=yes or {name}=no.")
    return {"yes": True, "no": False}.get(text)


def _files(given: Mapping[str, str], name: str) -> list[Path]:
    """The files that a pattern matches, in the order of their names."""
    pattern = given.get(name, "")
    # `Path.glob` takes no absolute pattern.
    found = sorted(map(Path, glob(pattern, recursive=True)))  # noqa: PTH207
    files = [path for path in found if path.is_file()]
    if not files:
        example = f"{name}='output/en/warc/*.warc.gz'"
        raise BadArgument(f"{name}={pattern} matches no file: give WARC or WACZ files, {example}.")
    return files


def _slug(given: Mapping[str, str], name: str, base: str) -> str:
    text = given.get(name, "").strip("/")
    url = Site.live(EDITIONS["en"]).canonical(f"/{base}/{text}/")
    is_listing = kind(url) in (Kind.SECTION, Kind.TAG) and first_page(url) == url
    if name in given and (not is_listing or "?" in text or ":" in text):
        raise BadArgument(f"{name}={text} is no slug: give the last part of the URL of a {name}.")
    return text


def _addresses(given: Mapping[str, str]) -> list[str]:
    """The URLs given, those of a file without its blank lines and `#` comments."""
    found = [given["url"]] if given.get("url") else []
    name = given.get("urls", "")
    if name:
        try:
            lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            cause = getattr(error, "strerror", None) or "it is not UTF-8"
            raise BadArgument(f"urls={name} cannot be read: {cause}.") from error
        found += [line.strip() for line in lines if line.strip() and line.strip()[0] != "#"]
    if not found:
        raise BadArgument("There is no URL to fetch: give url=URL, or urls=FILE with one a line.")
    return found


def _pages(addresses: Iterable[str], sites: Mapping[str, Site]) -> dict[str, str]:
    """Edition by canonical URL."""
    found = {}
    for address in addresses:
        code, url = next(
            (
                (code, url)
                for code, site in sites.items()
                if site.has(url := site.canonical(address))
            ),
            ("", ""),
        )
        if not code:
            raise BadArgument(f"{address} is no page of edition {', '.join(sites)}.")
        if kind(url) not in _SINGLE_PAGES:
            raise BadArgument(f"{address} is no article: its URL is of the kind {kind(url)}.")
        found[first_page(url)] = code
    return found
