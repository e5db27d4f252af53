"""Which kind of page a document is, and the refusal of those that are no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from lxml import etree

from bwcrawler import urls

if TYPE_CHECKING:
    from bwcrawler.pages.document import Document


class NotAnArticle(ValueError):
    """The page is no article, or not one that could be read without guessing.

    `reason` is one of: `home`, `listing`, `search`, `page`, `glossary`, `attachment`, `not found`,
    `password`, `maintenance`, `challenge`, `login`, `amp`, `not html`, `too deep`, `too many
    links`, `no article`, `no title`, `no date`, `no author`, `no body`; where a listing, an author
    or a term was wanted, also `article`, `no listing`, `no entries`. `detail` says more in words.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


_BODY_CLASSES = (
    ("error404", "not found"),
    ("attachment", "attachment"),
    ("search", "search"),
    ("search-results", "search"),
    ("archive", "listing"),
    ("category", "listing"),
    ("tag", "listing"),
    ("author", "listing"),
    ("date", "listing"),
    ("blog", "listing"),
    ("home", "home"),
    ("login", "login"),
    ("page", "page"),
)
"""Classes that WordPress's `body_class()` gives to pages that are no post, first match wins."""

_KINDS = {
    urls.Kind.HOME: "home",
    urls.Kind.SECTION: "listing",
    urls.Kind.TAG: "listing",
    urls.Kind.AUTHOR: "listing",
    urls.Kind.MONTH: "listing",
    urls.Kind.POSTS: "listing",
    urls.Kind.SEARCH: "search",
}
"""What the shape of the URL tells where the body has no class that does."""

_TITLES = (
    (
        re.compile(
            r"scheduled maintenance|under maintenance|maintenance mode|^maintenance\b",
            re.IGNORECASE,
        ),
        "maintenance",
    ),
    (
        re.compile(
            r"just a moment|attention required|checking your browser|ddos[- ]guard|access denied"
            r"|verify(ing)? (that )?you are (a )?human|security check|are you a robot",
            re.IGNORECASE,
        ),
        "challenge",
    ),
    (
        re.compile(
            r"page not found|^404\b|nothing found|pagina non trovata|página no encontrada"
            r"|page non trouvée|seite nicht gefunden",
            re.IGNORECASE,
        ),
        "not found",
    ),
    (re.compile(r"^log ?in\b|^sign in\b", re.IGNORECASE), "login"),
)
"""Titles of pages that answer in place of an article, also with status 200."""

_PASSWORD = etree.XPath("boolean(//form//input[@name='post_password'])")
_LOGIN = etree.XPath("boolean(//form[@id='loginform'])")
_CHALLENGE = etree.XPath(
    "boolean(//*[@id='challenge-form' or @id='cf-wrapper' or @id='challenge-error-text']"
    " | //script[contains(@src, '/cdn-cgi/challenge-platform/')][not(//h1)])"
)
_MICRODATA = etree.XPath("boolean(//*[@itemprop='datePublished'] and //*[@itemprop='headline'])")
_TITLE = etree.XPath("string(//h1)")


def require_article(document: Document) -> None:
    """Raise `NotAnArticle` unless the page is one published post of the magazine."""
    root, classes = document.root, document.classes
    if root.get("amp") is not None or root.get("\u26a1") is not None:
        raise NotAnArticle("amp", f"read {document.metadata.canonical or 'the canonical page'}")
    kind = urls.kind(document.url)
    if kind is urls.Kind.GLOSSARY:
        raise NotAnArticle("glossary")
    for name, reason in _BODY_CLASSES:
        if name in classes and not is_post(document):
            raise NotAnArticle(reason)
    # Only now: a listing may show the form of a protected post in place of its excerpt.
    if _PASSWORD(root):
        raise NotAnArticle("password")
    refuse_stand_ins(document)
    if is_post(document):
        return
    if kind in _KINDS:
        raise NotAnArticle(_KINDS[kind])
    if not _says_article(document):
        raise NotAnArticle("no article", "neither class nor metadata says that this is a post")


def require_term(document: Document) -> Literal["glossary", "page"]:
    """Whether the page is an entry of the glossary or an editorial page; raises for any other.

    An editorial page is a WordPress page, whatever its address; the glossary is known by its path.
    """
    for name, reason in _BODY_CLASSES:
        if name in document.classes and reason != "page":
            raise NotAnArticle(reason)
    # Only now: a listing may show the form of a protected post in place of its excerpt.
    if _PASSWORD(document.root):
        raise NotAnArticle("password")
    refuse_stand_ins(document)
    kind = urls.kind(document.url)
    is_the_glossary = urls.slug(document.url).lower() in document.edition.glossary
    if kind is urls.Kind.GLOSSARY and not is_the_glossary:
        return "glossary"
    if is_post(document):
        raise NotAnArticle("article")
    if "page" in document.classes or kind is urls.Kind.PAGE or is_the_glossary:
        return "page"
    raise NotAnArticle("no article", "neither class nor address says that this is a page")


def refuse_stand_ins(document: Document) -> None:
    """Raise for what stands in for a page: maintenance, a browser check, a log-in form."""
    if _LOGIN(document.root):
        raise NotAnArticle("login")
    if document.classes & {"single-post", "single"}:
        return
    if _CHALLENGE(document.root):
        raise NotAnArticle("challenge")
    for title in (document.metadata.title.strip(), _TITLE(document.root).strip()):
        for pattern, reason in _TITLES:
            if pattern.search(title):
                raise NotAnArticle(reason, title)


def is_post(document: Document) -> bool:
    """True where WordPress's own classes say that the page is a single post."""
    classes = document.classes
    return "single-post" in classes or (
        "single" in classes
        and "attachment" not in classes
        and any(name.startswith("postid-") for name in classes)
    )


def _says_article(document: Document) -> bool:
    metadata = document.metadata
    return bool(
        metadata.article or "article:published_time" in metadata.meta or _MICRODATA(document.root)
    )
