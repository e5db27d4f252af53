"""What a page of the magazine says: pure functions of a document, without network or settings."""

from bwcrawler.pages.article import read_article
from bwcrawler.pages.document import Document
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.pages.multipage import join, other_pages
from bwcrawler.pages.version import PARSER

__all__ = ["PARSER", "Document", "NotAnArticle", "join", "other_pages", "read_article"]
