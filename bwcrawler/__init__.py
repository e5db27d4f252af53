"""A crawler for the magazine Bitter Winter, and what its pages say as data.

`extract` and its siblings are pure functions of a page; nothing here imports Scrapy.
"""

from __future__ import annotations

from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.pages.article import read_article
from bwcrawler.pages.document import Document
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.urls import Site

__all__ = ["Article", "NotAnArticle", "extract"]


def extract(html: str | bytes, url: str, *, edition: str | None = None) -> Article:
    """The article that a page is."""
    return read_article(Document.parse(html, url, site=Site.of(url, edition)))
