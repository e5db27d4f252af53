"""Which article a page is: its post id and its canonical URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.pages.themes import first

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.pages.document import Document

_BODY_CLASS = re.compile(r"postid-(\d+)")
_POST_CLASS = re.compile(r"post-(\d+)")
_POST_ELEMENT = "(.//article | .//main)[starts-with(@id, 'post-') or contains(@class, 'post-')]"


def read_post_id(document: Document, main: etree._Element) -> tuple[int | None, str]:
    """Post id and its source: WordPress's body class, the shortlink, the post's own element."""
    by_class = _number(_BODY_CLASS, document.classes)
    if by_class is not None:
        return by_class, "body-class"
    if document.metadata.post_id is not None:
        return document.metadata.post_id, "shortlink"
    post = first(main, (_POST_ELEMENT,))
    names = [] if post is None else [post.get("id") or "", *(post.get("class") or "").split()]
    by_element = _number(_POST_CLASS, names)
    return by_element, "" if by_element is None else "post-class"


def read_url(document: Document) -> tuple[str, str]:
    """Canonical URL of page 1 of the article, and its source.

    The page's own word counts where it names an article of this edition, else what was asked for.
    """
    named = urls.first_page(document.metadata.canonical)
    is_ours = named.startswith(f"https://{document.edition.host}/")
    if is_ours and urls.kind(named) is urls.Kind.ARTICLE:
        return named, "canonical"
    return urls.first_page(document.url), "request"


def _number(pattern: re.Pattern[str], names: list[str] | frozenset[str]) -> int | None:
    return next((int(m[1]) for name in names if (m := pattern.fullmatch(name))), None)
