"""What a page of the magazine says: pure functions of a document, without network or settings."""

from bwcrawler.pages.article import read_article
from bwcrawler.pages.author import read_author
from bwcrawler.pages.document import Document
from bwcrawler.pages.glossary import read_term
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.pages.listing import read_listing
from bwcrawler.pages.multipage import join, other_pages
from bwcrawler.pages.version import PARSER

__all__ = [
    "PARSER",
    "Document",
    "NotAnArticle",
    "join",
    "other_pages",
    "read_article",
    "read_author",
    "read_listing",
    "read_term",
]
