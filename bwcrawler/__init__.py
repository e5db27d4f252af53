"""A crawler for the magazine Bitter Winter, and what its pages say as data.

`extract` and its siblings are pure functions of one page: they take its HTML, as bytes or text,
and the URL it was asked for, and never touch the network. Which edition the page belongs to comes
from the host of the URL where that is one of the magazine's or of a mirror; else it is `edition`
(`en`, `it`, `fr`, `es`, `ko`, `zh`, `de`, `jp`), and `en` where that is not given. Each raises
`NotAnArticle`, whose `reason` is a word such as `listing` or `not found`, for a page of another
kind, and `ValueError` for an unknown edition; nothing else is ever raised.
"""

from __future__ import annotations

from bwcrawler import pages
from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.pages import Document, NotAnArticle
from bwcrawler.urls import Site

__all__ = [
    "Article",
    "Author",
    "Listing",
    "NotAnArticle",
    "Term",
    "extract",
    "extract_author",
    "extract_listing",
    "extract_term",
]


def extract(html: str | bytes, url: str, *, edition: str | None = None) -> Article:
    """The article that a page is.

    Fields that only a crawl can know (`found_on`, `revision`, `first_seen`, …) are empty.
    """
    return pages.read_article(_document(html, url, edition))


def extract_listing(html: str | bytes, url: str, *, edition: str | None = None) -> Listing:
    """The page of a section, a tag, an author, a month, the home page or the posts page."""
    return pages.read_listing(_document(html, url, edition))


def extract_author(html: str | bytes, url: str, *, edition: str | None = None) -> Author:
    """The author whose page this is, with the page's listing."""
    return pages.read_author(_document(html, url, edition))


def extract_term(html: str | bytes, url: str, *, edition: str | None = None) -> Term:
    """The glossary entry or the editorial page (about, donate, …) that a page is."""
    return pages.read_term(_document(html, url, edition))


def _document(html: str | bytes, url: str, edition: str | None) -> Document:
    return Document.parse(html, url, site=Site.of(url, edition))
