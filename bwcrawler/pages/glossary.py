"""Entries of the glossary, and editorial pages (about, donate, topics, …)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.items import Term
from bwcrawler.pages.blocks import read_pieces
from bwcrawler.pages.body import read_body
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.kinds import NotAnArticle, require_term
from bwcrawler.pages.mainpart import content_of, main_part
from bwcrawler.pages.related import read_related
from bwcrawler.pages.themes import theme_of
from bwcrawler.pages.title import read_title
from bwcrawler.pages.version import PARSER

if TYPE_CHECKING:
    from bwcrawler.pages.document import Document

_ID_CLASS = re.compile(r"(?:page-id|postid)-(\d+)")
_TERM_KINDS = frozenset({urls.Kind.GLOSSARY, urls.Kind.PAGE, urls.Kind.ARTICLE})
"""Kinds of the addresses of pages: WordPress lets a page have any slug, as an article."""


def read_term(document: Document) -> Term:
    """The glossary entry or editorial page that a page is.

    Raises `NotAnArticle` for any other page, and for one without a title or whose body cannot be
    found; a page whose content element is empty is read, with the warning `body: none`.
    """
    kind = require_term(document)
    theme = theme_of(document.root)
    main = main_part(document.root, theme)
    title, _ = read_title(main, theme, document.metadata)
    if not title:
        raise NotAnArticle("no title")
    content, source = content_of(main, theme, document.edition)
    body = read_body(read_pieces(content, document.resolve)) if content is not None else None
    if body is None or (source == "text" and not body.text):
        raise NotAnArticle("no body")
    term = Term(
        url=_url(document),
        edition=document.edition.code,
        language=document.edition.language,
        id=_page_id(document),
        kind=kind,
        title=title,
        body=body.text,
        blocks=body.blocks,
        related=read_related(document),
        links=body.links,
        theme=theme.name,
        warnings=[] if body.text else ["body: none"],
        parser=PARSER,
    )
    term.content_sha256 = content_sha256(term)
    return term


def _url(document: Document) -> str:
    """The canonical URL that the page declares, where it names a page; else what was asked."""
    declared = urls.first_page(document.metadata.canonical)
    is_in_edition = declared.startswith(f"https://{document.edition.host}/")
    if is_in_edition and urls.kind(declared) in _TERM_KINDS:
        return declared
    return urls.first_page(document.url)


def _page_id(document: Document) -> int | None:
    """WordPress's id of the page: `body_class()`, else the shortlink."""
    found = (match for name in document.classes if (match := _ID_CLASS.fullmatch(name)))
    match = next(found, None)
    return int(match[1]) if match else document.metadata.post_id
