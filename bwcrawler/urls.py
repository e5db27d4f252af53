"""The URLs of the magazine: one spelling for each page, and what kind of page a URL leads to.

`canonical` maps every spelling of a page to its identity; nothing but an identity is ever stored.

| spelling | becomes | why |
|---|---|---|
| `http://`, `HTTPS://`, `//host` | `https://` | the magazine answers on both |
| `www.`, a mirror's host, capitals, a port, a user name | the edition's own host | same pages |
| `#fragment` | dropped | never sent |
| `/a//b`, `/a/./b`, `/a/../b`, `/index.php/a` | `/a/b`, `/a/b`, `/b`, `/a` | WordPress redirects |
| `/slug` | `/slug/` | WordPress redirects; a last segment with a dot is a file, without slash |
| `%E5`, `å`, `%41` | `%e5`, `%c3%a5`, `a` | RFC 3986 section 6.2.2, in WordPress's lower case |
| `/SLUG/` | `/slug/` | WordPress answers both; uploads and the glossary's word keep their case |
| `/slug/amp/` | `/slug/` | the AMP view of the same page |
| `/tag/x/page/1/`, `/slug/1/`, leading zeros | `/tag/x/`, `/slug/`, none | the first page |
| `/slug/page/2/` | `/slug/` | WordPress answers with the same article |
| `/tag/x/?paged=2`, `/slug/?page=2` | `/tag/x/page/2/`, `/slug/2/` | the plain forms |
| `/2018/9/` | `/2018/09/` | WordPress answers both |
| `/?p=ID`, `/?page_id=ID` | `/?p=ID` | the short link, an identity until its redirect is known |
| `utm_*`, `fbclid`, `et_blog`, `amp`, `orderby`, `share`, … | dropped | they choose no page |

Sources: RFC 3986; WordPress `wp-includes/canonical.php` and `class-wp-rewrite.php`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote,
    unquote_to_bytes,
    urlencode,
    urlsplit,
)

from w3lib.url import safe_url_string

from bwcrawler.editions import EDITIONS, Edition, edition_of_host


class Kind(StrEnum):
    """What a URL leads to, judged by its shape alone."""

    HOME = "home"
    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"
    MONTH = "month"
    POSTS = "posts"
    """The page that lists all posts."""
    GLOSSARY = "glossary"
    ARTICLE = "article"
    """One segment under the host, or page 2 and following of such a one."""
    SHORTLINK = "shortlink"
    PAGE = "page"
    """An editorial page."""
    FEED = "feed"
    SITEMAP = "sitemap"
    REST = "rest"
    ROBOTS = "robots"
    UPLOAD = "upload"
    SEARCH = "search"
    OTHER = "other"
    """Out of scope: another host, log-in, calendars by day, replies, embeds, …"""


LISTING_KINDS = frozenset({Kind.SECTION, Kind.TAG, Kind.AUTHOR, Kind.MONTH, Kind.POSTS})
"""Kinds whose pages list articles and are numbered `/page/N/`."""

_NUMBERED_DIRECTLY = frozenset({Kind.ARTICLE, Kind.PAGE})
"""Kinds whose further pages are `/slug/2/`, `/slug/3/`, …"""

_EDITORIAL = (
    "about(-us)?|contact(-us)?|cookies?(-policy)?|donate|editorial-board|legal-notice|newsletter|"
    "privacy(-policy)?|submissions|subscribe|support(-us)?|terms-of-use|topics|"
    "(china-persecution-)?map(-of-china)?"
)
_KINDS = [
    (re.compile(pattern, re.ASCII), kind_)
    for pattern, kind_ in (
        (r"(page/[1-9]\d*)?", Kind.HOME),
        (r"(?i:wp-json)(/.*)?", Kind.REST),
        (r"(?i:wp-content)/.*", Kind.UPLOAD),
        (r"(?i:wp-(admin|content|includes))(/.*)?", Kind.OTHER),
        (r"robots\.txt", Kind.ROBOTS),
        (r"([^/]*[-_])?sitemap([-_][^/]*|\d*)?\.xml(\.gz)?", Kind.SITEMAP),
        (r".*\..*", Kind.OTHER),
        (r"(.*/)?(feed|rss2?|atom|rdf)", Kind.FEED),
        (r"(category|tag|author)(/page/[^/]*)?", Kind.OTHER),
        (r"category/.*", Kind.SECTION),
        (r"tag/.*", Kind.TAG),
        (r"author/.*", Kind.AUTHOR),
        (r"latest-news(/.*)?", Kind.POSTS),
        (rf"({_EDITORIAL})(/.*)?", Kind.PAGE),
        (r"search(/.*)?", Kind.SEARCH),
        (r"(comments|embed|trackback)(/.*)?", Kind.OTHER),
        (r"\d{4}/(0[1-9]|1[0-2])(/page/[1-9]\d*)?", Kind.MONTH),
        (r"\d{4}(/.*)?", Kind.OTHER),
        (r"[^/]+(/[1-9]\d*)?", Kind.ARTICLE),
    )
]
"""Kinds by path, without the slashes around it; the first that matches counts."""

_KEPT_AT_ROOT = re.compile(
    r"attachment_id|author(_name)?|cat(egory_name)?|day|feed|m(onthnum)?|(page)?name|post_type|"
    r"rest_route|s|tag|year"
)
"""Query parameters by which WordPress chooses a page at the root path."""

_KEPT_BY_FEED = re.compile(r"paged|s")
_KEPT_BY_PERMALINK = re.compile(r"s")
_KEPT_BY_FILE = re.compile(r"(?!utm_|mc_[ce]id$|igshid$|_g[al]$|(fb|g|dcl|gb|wb|msc|y)clid$).*")
"""All but those by which advertisers follow a reader."""

_KINDS_BY_PARAMETER = {"feed": Kind.FEED, "p": Kind.SHORTLINK, "s": Kind.SEARCH}

_PAGE = re.compile(r"(?P<first>.*?/)(?P<listing>page/)?(?P<number>[1-9]\d{0,8})/", re.ASCII)
_NO_PERMALINK = re.compile(r"(?i)wp-(admin|content|includes|json)")
"""First segment of paths whose case, slash and query stay."""

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_ESCAPE = re.compile(r"%[0-9A-F]{2}")
_SEGMENT_SAFE = "!$&'()*+,;=:@~"
"""What RFC 3986 allows in a path segment besides unreserved characters."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages of one edition are fetched from, as against what they are.

    `base` has no trailing slash: `https://bitterwinter.org`, `http://127.0.0.1:8000/it`. Where its
    last path segment is the edition's code, the other editions are taken to lie beside it.
    """

    edition: Edition
    base: str

    @classmethod
    def live(cls, edition: Edition) -> Site:
        """The edition's own host."""
        return cls(edition, f"https://{edition.host}")

    @classmethod
    def of(cls, url: str, edition: str | None = None) -> Site:
        """The site that `url` lies on.

        On a host of the magazine (mirrors included) that is the live site of the host's edition,
        whatever `edition` says; on any other host, the root of that host as `edition` or `en`.
        Raises `ValueError` for an unknown code of an edition.
        """
        by_host = edition_of(url)
        if by_host is not None:
            return cls.live(by_host)
        chosen = EDITIONS.get(edition or "en")
        if chosen is None:
            raise ValueError(f"no edition {edition!r}; the editions are {', '.join(EDITIONS)}")
        parts = split(url)
        if parts is None or not parts.netloc:
            return cls.live(chosen)
        return cls(chosen, f"{parts.scheme or 'https'}://{parts.netloc}")

    @property
    def is_loopback(self) -> bool:
        """True where the site is served by this very machine."""
        return is_loopback(urlsplit(self.base).hostname or "")

    def has(self, url: str) -> bool:
        """True for the canonical URLs of this site's edition."""
        return url.startswith(f"https://{self.edition.host}/")

    def canonical(self, url: str) -> str:
        """The identity of a page of this site, from an absolute URL or a path."""
        return _canonical_on(self.edition.code, self.base, url)

    def address(self, url: str) -> str:
        """Where the page with this identity is fetched from; foreign URLs stay as they are."""
        for edition, base in _bases(self.edition.code, self.base):
            root = f"https://{edition.host}/"
            if url.startswith(root):
                return f"{base}/{url.removeprefix(root)}"
        return url


@lru_cache(maxsize=64)
def _bases(code: str, base: str) -> list[tuple[Edition, str]]:
    """The editions of a site with their bases, its own first."""
    parent = base.removesuffix(f"/{code}")
    beside = [(edition, f"{parent}/{edition.code}") for edition in EDITIONS.values()]
    others = [(edition, at) for edition, at in beside if edition.code != code and parent != base]
    return [(EDITIONS[code], base), *others]


@lru_cache(maxsize=8192)
def _canonical_on(code: str, base: str, url: str) -> str:
    parts = split(url)
    netloc = urlsplit(base).netloc.lower()
    if parts is None or (parts.netloc or netloc).lower() != netloc:
        return canonical(url)
    if parts.scheme not in ("", "http", "https"):
        return canonical(url)
    for edition, at in _bases(code, base):
        root = urlsplit(at).path
        if parts.path == root or parts.path.startswith(f"{root}/"):
            return _identity(edition, parts._replace(path=parts.path[len(root) :]))
    return canonical(url) if parts.netloc else _identity(EDITIONS[code], parts)


@lru_cache(maxsize=8192)
def canonical(url: str) -> str:
    """The identity of a page of the magazine; any other URL, with unsafe characters encoded."""
    parts = split(url)
    if parts is None:
        return url.strip(_C0_AND_SPACE)
    edition = edition_of_host(_host(parts)) if parts.scheme in ("", "http", "https") else None
    if edition is not None:
        return _identity(edition, parts)
    try:
        return safe_url_string(url)
    except (ValueError, UnicodeError):
        return url.strip(_C0_AND_SPACE)


@lru_cache(maxsize=8192)
def kind(url: str) -> Kind:
    """What a canonical URL leads to; `Kind.OTHER` outside the magazine."""
    parts = split(url)
    edition = edition_of(url)
    if parts is None or edition is None:
        return Kind.OTHER
    query = dict(parse_qsl(parts.query))
    path = parts.path.strip("/")
    if path:
        return Kind.SEARCH if "s" in query else _kind_of_path(path, edition)
    return next((_KINDS_BY_PARAMETER.get(name, Kind.OTHER) for name in query), Kind.HOME)


def edition_of(url: str) -> Edition | None:
    """The edition on whose host (or mirror) `url` lies."""
    parts = split(url)
    return edition_of_host(_host(parts)) if parts is not None else None


def page_number(url: str) -> int:
    """Which page of a listing or of an article a canonical URL names, counted from 1."""
    return _split_page(url)[1]


def first_page(url: str) -> str:
    """Page 1 of the listing or of the article that a canonical URL names a page of."""
    return _split_page(url)[0]


def listing_page(url: str, number: int) -> str:
    """Page `number` of the listing that a canonical URL names a page of."""
    first = first_page(url)
    return first if number == 1 else f"{first}page/{number}/"


def slug(url: str) -> str:
    """Last path segment of page 1: the slug of an article, a section, a tag, an author."""
    return urlsplit(first_page(url)).path.rstrip("/").rpartition("/")[2]


def _split_page(url: str) -> tuple[str, int]:
    match = _PAGE.fullmatch(url)
    if match is None:
        return url, 1
    numbered = LISTING_KINDS | {Kind.HOME, Kind.GLOSSARY}
    if not match["listing"]:
        numbered = _NUMBERED_DIRECTLY
    is_numbered = {kind(url), kind(match["first"])} <= numbered
    return (match["first"], int(match["number"])) if is_numbered else (url, 1)


def is_loopback(host: str) -> bool:
    """True for `localhost` and the addresses of the very machine that asks."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def split(url: str) -> SplitResult | None:
    """Scheme, host, path and query of a URL; `None` where it is none, instead of an error."""
    try:
        parts = urlsplit(url.encode("utf-8", "ignore").decode().strip(_C0_AND_SPACE))
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".")


def _identity(edition: Edition, parts: SplitResult) -> str:
    """Canonical URL of a path and query on an edition; scheme and host of `parts` do not count."""
    segments = _segments(parts.path)
    while segments and segments[0].lower() == "index.php":
        segments = segments[1:]
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    root = f"https://{edition.host}/"
    if segments and (_NO_PERMALINK.fullmatch(segments[0]) or any("." in part for part in segments)):
        return root + "/".join(map(_quoted, segments)) + _query(query, _KEPT_BY_FILE)
    return root + _permalink(_lowered(segments, edition), query, edition)


def _segments(path: str) -> list[str]:
    """Path segments, percent-decoded (undecodable bytes as surrogates), `.` and `..` resolved."""
    found: list[str] = []
    for raw in path.split("/"):
        segment = unquote_to_bytes(raw).decode("utf-8", "surrogateescape")
        if segment == "..":
            found = found[:-1]
        elif segment not in ("", "."):
            found.append(segment)
    return found


def _lowered(segments: list[str], edition: Edition) -> list[str]:
    """Path segments in lower case and percent-encoded again; a month in two digits."""
    lowered = [_quoted(segment.lower()) for segment in segments]
    if segments and segments[0].lower() in edition.glossary:
        lowered[0] = _quoted(segments[0])
    if len(lowered) > 1 and re.fullmatch(r"\d{4}/[1-9]", "/".join(lowered[:2]), re.ASCII):
        lowered[1] = lowered[1].zfill(2)
    return lowered


def _permalink(segments: list[str], query: dict[str, str], edition: Edition) -> str:
    post = _number(query.get("p") or query.get("page_id") or "")
    if not segments and post:
        return f"?p={post}"
    segments, number = _unpaged(segments, edition)
    what = _kind_of_path("/".join(segments), edition)
    is_listing = _is_listing(segments, edition)
    if number == "1" and (is_listing or what in _NUMBERED_DIRECTLY):
        number = _number(query.get("paged" if is_listing else "page", "")) or "1"
    if number != "1":
        segments = [*segments, "page", number] if is_listing else [*segments, number]
    kept = _KEPT_BY_PERMALINK if segments else _KEPT_AT_ROOT
    if what is Kind.FEED:
        kept = _KEPT_BY_FEED
    return "".join(f"{segment}/" for segment in segments) + _query(query, kept)


def _unpaged(segments: list[str], edition: Edition) -> tuple[list[str], str]:
    """Path segments without `/amp/` and page number, and that number."""
    while len(segments) > 1:
        last, number = segments[-1], segments[-1].lstrip("0") or "1"
        is_number = last.isascii() and last.isdigit()
        first = segments[:-2] if is_number and segments[-2] == "page" else segments[:-1]
        what = _kind_of_path("/".join(first), edition)
        if what is Kind.OTHER or not (is_number or last == "amp"):
            break
        if is_number and len(first) == len(segments) - 1:
            if len(first) > 1 or what not in _NUMBERED_DIRECTLY:
                break
            return first, number
        if is_number and number != "1" and _is_listing(first, edition):
            return first, number
        segments = first
    return segments, "1"


def _is_listing(segments: list[str], edition: Edition) -> bool:
    """True where `/page/2/` after these segments is another page, not the same one again."""
    what = _kind_of_path("/".join(segments), edition)
    is_index = len(segments) <= 1 and what in (Kind.HOME, Kind.GLOSSARY)
    return is_index or what in LISTING_KINDS


def _kind_of_path(path: str, edition: Edition) -> Kind:
    if unquote(path.partition("/")[0]).lower() in edition.glossary:
        return Kind.GLOSSARY
    return next((what for pattern, what in _KINDS if pattern.fullmatch(path)), Kind.OTHER)


def _quoted(segment: str) -> str:
    """Percent-encoded with lower-case digits, as WordPress's `sanitize_title` writes permalinks."""
    quoted = quote(segment.encode("utf-8", "surrogateescape"), safe=_SEGMENT_SAFE)
    return _ESCAPE.sub(lambda escape: escape[0].lower(), quoted) if "%" in quoted else quoted


def _query(query: dict[str, str], kept: re.Pattern[str]) -> str:
    chosen = sorted((name, value) for name, value in query.items() if kept.fullmatch(name))
    return f"?{urlencode(chosen)}" if chosen else ""


def _number(text: str) -> str:
    return text.lstrip("0") if text.isascii() and text.isdigit() else ""
