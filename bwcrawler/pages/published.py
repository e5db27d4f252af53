"""When an article was published and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bwcrawler.pages.bylines import is_name
from bwcrawler.pages.dates import instant, parse_date, split_date_line
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import WORDPRESS, Theme, compiled, find, outside_cards
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.editions import Edition
    from bwcrawler.pages.metadata import Metadata

_AFTER_TITLE = (
    "(//h1)[1]/following::*[self::p or self::div or self::span or self::li][not(*/*)]"
    "[position() <= 6]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Dates as ISO 8601; empty where the page does not tell."""

    published: str = ""
    source: str = ""
    raw: str = ""
    """The printed date."""
    modified: str = ""
    modified_source: str = ""
    name: str = ""
    """The account's name where it is glued to the printed date."""
    warning: str = ""


def read_published(
    root: etree._Element, main: etree._Element, theme: Theme, metadata: Metadata, edition: Edition
) -> Published:
    """The dates of an article, the metadata's instant before what is printed."""
    element = next(iter(find(main, theme.date) or find(main, WORDPRESS.date)), None)
    raw, name = _printed(element, root, edition)
    printed = parse_date(raw, edition)
    machine = (
        (element.get("datetime") or element.get("content") or "") if element is not None else ""
    )
    candidates = (
        ("meta", instant(metadata.meta.get("article:published_time", ""))),
        ("json-ld", instant(metadata.value("datePublished"))),
        ("time", instant(machine)),
        ("printed", printed),
    )
    source, published = next(((s, value) for s, value in candidates if value), ("", ""))
    modified_source, modified = next(
        (
            (s, value)
            for s, value in (
                ("meta", instant(metadata.meta.get("article:modified_time", ""))),
                ("json-ld", instant(metadata.value("dateModified"))),
            )
            if value
        ),
        ("", ""),
    )
    return Published(
        published=published,
        source=source,
        raw=raw,
        modified=modified,
        modified_source=modified_source,
        name=name,
        warning=_contradiction(published, printed),
    )


def _printed(
    element: etree._Element | None, root: etree._Element, edition: Edition
) -> tuple[str, str]:
    """The printed date, and the name glued to it if any."""
    if element is not None:
        text = clean_line(plain_text(element))
        raw, name = split_date_line(text, edition)
        return (raw, name) if raw else (text, "")
    for line in outside_cards(compiled(_AFTER_TITLE)(root)):
        text = clean_line(plain_text(line))
        raw, name = split_date_line(text, edition)
        # A sentence may begin with a date.
        if raw and (not name or is_name(name)):
            return raw, name
        for part in text.split("|"):
            if parse_date(part, edition):
                return part.strip(), ""
    return "", ""


def _contradiction(published: str, printed: str) -> str:
    """A warning where the printed day is not the instant's, zones allowed for."""
    if not printed or published.startswith(printed):
        return ""
    apart = abs(date.fromisoformat(published[:10]) - date.fromisoformat(printed))
    if apart <= timedelta(days=1):
        return ""
    return f"published: {published} in the metadata, {printed} as printed"
