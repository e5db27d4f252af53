"""The box about the author that stands below or inside an article, or on the author's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.themes import first
from bwcrawler.text import clean_line, fold

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.pages.document import Document

_BOX = (
    "//div[contains(@class, 'saboxplugin-wrap')]",
    "//section[contains(concat(' ', @class, ' '), ' author-box ')]",
    "//*[contains(concat(' ', @class, ' '), ' et_pb_team_member ')]",
    "//*[contains(@itemtype, 'schema.org/Person')][.//*[@itemprop='description']]",
)
_NAME = (
    ".//*[contains(@class, 'saboxplugin-authorname')]",
    ".//*[@itemprop='name']",
    ".//*[contains(@class, 'et_pb_module_header')]",
    ".//*[contains(@class, 'author-box-title')]//*[@itemprop='name']",
)
_LINK = (".//a[contains(@rel, 'author')]", ".//a[@itemprop='url']")
_BIO = (
    ".//*[contains(@class, 'saboxplugin-desc')]",
    ".//*[@itemprop='description']",
    ".//*[contains(@class, 'author-box-content')]",
    ".//*[contains(@class, 'et_pb_team_member_description')]",
)
_WEBSITE = (".//*[contains(@class, 'saboxplugin-web')]//a[@href]",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorBox:
    """Empty values for what the box does not tell, or where there is none."""

    name: str = ""
    url: str = ""
    bio: str = ""
    """Paragraphs joined by a blank line."""
    website: str = ""


def read_author_box(document: Document) -> AuthorBox:
    """The box of the page; an empty one where it has none."""
    box = first(document.root, _BOX)
    if box is None:
        return AuthorBox()
    name, link, website = first(box, _NAME), first(box, _LINK), first(box, _WEBSITE)
    return AuthorBox(
        name=clean_line(plain_text(name)) if name is not None else "",
        url=document.resolve(link.get("href")) if link is not None else "",
        bio=_bio(first(box, _BIO)),
        website=document.resolve(website.get("href")) if website is not None else "",
    )


def _bio(element: etree._Element | None) -> str:
    if element is None:
        return ""
    paragraphs = list(element.iter("p")) or [element]
    return "\n\n".join(text for one in paragraphs if (text := fold(plain_text(one))))
