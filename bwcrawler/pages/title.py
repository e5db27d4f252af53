"""The title of a page, as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler.editions import MAGAZINE
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import WORDPRESS, Theme, first
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.pages.metadata import Metadata

_SITE = re.compile(rf"(?:\s*[-–—|«»·•]\s*|^){MAGAZINE}(?:\s*[-–—|].*)?$", re.IGNORECASE)
"""What plug-ins put behind a title in the metadata."""


def read_title(main: etree._Element, theme: Theme, metadata: Metadata) -> tuple[str, str]:
    """The title and its source; two empty strings where the page has none."""
    for source, expressions in (("theme", theme.title), ("wordpress", WORDPRESS.title)):
        heading = first(main, expressions)
        title = clean_line(plain_text(heading)) if heading is not None else ""
        if title:
            return title, source
    for source, title in (
        ("json-ld", metadata.value("headline")),
        ("meta", without_site(metadata.meta.get("og:title", ""))),
        ("title", without_site(metadata.title)),
    ):
        if title := clean_line(title):
            return title, source
    return "", ""


def without_site(title: str) -> str:
    """A title of the metadata without the name of the site behind it."""
    return _SITE.sub("", clean_line(title))
