"""Where an article is filed: breadcrumb, sections and tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS
from bwcrawler.items import Named
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import WORDPRESS, Theme, find, first
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from bwcrawler.pages.document import Document

_POST = (
    "(.//article | .//main | .//div)"
    "[contains(concat(' ', @class), ' post-')][contains(@class, ' type-post')]"
)
_TERM_CLASS = re.compile(r"(category|tag)-(.+)")
_SEPARATORS = frozenset({"/", "»", "›", ">", "|", "·", "→", "«", "::", "\\"})
_NO_SLUG = re.compile(r"[^\w\s-]")


def read_breadcrumb(main: etree._Element, theme: Theme, document: Document) -> list[Named]:
    """The breadcrumb as printed, without the home word, with links where it has them."""
    crumbs = first(main, theme.breadcrumb)
    if crumbs is None:
        crumbs = first(main, WORDPRESS.breadcrumb)
    if crumbs is None:
        return []
    found = list(_crumbs(crumbs, document))
    home = {word.casefold() for word in document.edition.home_words + EDITIONS["en"].home_words}
    if found and (found[0].name.casefold() in home or urls.kind(found[0].url) is urls.Kind.HOME):
        found = found[1:]
    return found


def read_sections(
    main: etree._Element, theme: Theme, document: Document, breadcrumb: list[Named]
) -> tuple[list[Named], str]:
    """The categories and their source.

    The theme's own links come first. A breadcrumb names the parents of a category as well, so it
    counts only for what the post's classes confirm, and without classes for its last step.
    """
    named = _links(find(main, theme.sections) or find(main, WORDPRESS.sections), document)
    if named:
        return named, "rel"
    slugs = _slugs(main, "category")
    steps = [one for one in breadcrumb if urls.kind(one.url) is urls.Kind.SECTION]
    confirmed = [one for one in steps if urls.slug(one.url) in slugs]
    if confirmed or steps:
        return confirmed or steps[-1:], "breadcrumb"
    names = document.metadata.values("articleSection")
    if names:
        return [
            Named(name=name, url=_term_url(name, slugs, document, "category")) for name in names
        ], "json-ld"
    return breadcrumb[-1:], "breadcrumb" if breadcrumb else ""


def read_tags(main: etree._Element, theme: Theme, document: Document) -> tuple[list[Named], str]:
    """The tags and their source; Divi prints none and names them in JSON-LD alone."""
    named = _links(find(main, theme.tags) or find(main, WORDPRESS.tags), document)
    if named:
        return named, "rel"
    slugs = _slugs(main, "tag")
    names = document.metadata.values("keywords")
    return [
        Named(name=n, url=_term_url(n, slugs, document, "tag")) for n in names
    ], "json-ld" if names else ""


def _crumbs(element: etree._Element, document: Document) -> Iterator[Named]:
    """Links and loose texts in order; what separates them is no step."""
    texts = [(element.text, "")]
    for inner in element.iterdescendants():
        if inner.tag == "a":
            texts.append((plain_text(inner), inner.get("href") or ""))
        elif next(inner.iterancestors("a"), None) is None:
            texts.append((inner.text, ""))
        texts.append((inner.tail, ""))
    for text, href in texts:
        name = clean_line(text).strip("/»›> ") if text and not text.isspace() else ""
        if name and name not in _SEPARATORS:
            yield Named(name=name, url=document.resolve(href))


def _links(elements: list[etree._Element], document: Document) -> list[Named]:
    found: dict[str, Named] = {}
    for element in elements:
        url, name = document.resolve(element.get("href")), clean_line(plain_text(element))
        if name:
            found.setdefault(url or name, Named(name=name, url=url))
    return list(found.values())


def _slugs(main: etree._Element, taxonomy: str) -> set[str]:
    """Slugs in the classes that WordPress's `post_class()` gives to the post."""
    post = first(main, (_POST,))
    classes = (post.get("class") or "").split() if post is not None else []
    return {m[2] for name in classes if (m := _TERM_CLASS.fullmatch(name)) and m[1] == taxonomy}


def _term_url(name: str, slugs: set[str], document: Document, base: str) -> str:
    """The address of a term that is only named, where the post's classes confirm its slug."""
    slug = "-".join(_NO_SLUG.sub("", name.lower()).split())
    return document.resolve(f"/{base}/{slug}/") if slug in slugs and base == "tag" else ""
