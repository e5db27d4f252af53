"""Articles that WordPress cuts into several pages (`<!--nextpage-->`), as one record."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS
from bwcrawler.pages.body import prose
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.words import count_words

if TYPE_CHECKING:
    from bwcrawler.items import Article, Figure
    from bwcrawler.pages.document import Document


def other_pages(document: Document) -> list[str]:
    """Canonical URLs of pages 2, 3, … of the article that the document is page 1 of.

    The pager is known by where it leads, not by its class: to `/slug/2/` from `/slug/`.
    """
    first = urls.first_page(document.metadata.canonical or document.url)
    linked = {urls.page_number(url) for url in document.links() if urls.first_page(url) == first}
    following = itertools.takewhile(linked.__contains__, itertools.count(2))
    return [f"{first}{number}/" for number in following]


def join(first: Article, rest: list[Article]) -> Article:
    """One article of its pages in order; everything but the body comes from the first page.

    A sign-off on a later page names the author where the first page only has its account.
    """
    pages = [first, *rest]
    joined = replace(
        first,
        notes=[note for page in pages for note in page.notes],
        blocks=[block for page in pages for block in page.blocks],
        figures=_figures(pages),
        embeds=list({one.url: one for page in pages for one in page.embeds}.values()),
        links=[link for page in pages for link in page.links],
        related=list({(one.kind, one.url): one for page in pages for one in page.related}.values()),
        warnings=list(dict.fromkeys(warning for page in pages for warning in page.warnings)),
    )
    signed = next((page for page in rest if page.sources.authors == "sign-off"), None)
    if signed is not None and first.sources.authors == "account":
        joined.authors = signed.authors
        joined.sources = replace(first.sources, authors="sign-off")
    joined.body = prose(joined.blocks)
    joined.word_count = count_words(joined.body, EDITIONS[first.edition])
    joined.content_sha256 = content_sha256(joined)
    return joined


def _figures(pages: list[Article]) -> list[Figure]:
    """Every figure once, with its position among the blocks of all pages."""
    found: dict[str, Figure] = {}
    offset = 0
    for page in pages:
        for figure in page.figures:
            found.setdefault(figure.url, replace(figure, position=figure.position + offset))
        offset += len(page.blocks)
    return list(found.values())
