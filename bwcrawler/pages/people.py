"""Who wrote an article, and which account posted it: often not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.items import Named, Person
from bwcrawler.pages.pieces import letters
from bwcrawler.pages.themes import WORDPRESS, Theme, find, first
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.pages.authorbox import AuthorBox
    from bwcrawler.pages.bylines import Byline
    from bwcrawler.pages.document import Document

_LINK = ("self::a[@href]", ".//a[@href]", "ancestor::a[@href]")
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


def read_account(
    document: Document, main: etree._Element, theme: Theme, box: AuthorBox, glued: str
) -> tuple[Named, str]:
    """The posting account and its source.

    In this order: the line under the title, a name `glued` to the printed date, JSON-LD, metadata,
    the author box.
    """
    for source, expressions in (("theme", theme.account), ("wordpress", WORDPRESS.account)):
        found = find(main, expressions)
        if found and (name := clean_line("".join(found[0].itertext()))):
            link = first(found[0], _LINK)
            return Named(name=name, url=document.resolve(_href(link))), source
        if found:
            # The theme prints the line with an empty name: other links name other authors.
            break
    if glued:
        return Named(name=glued), "printed"
    name, url = document.metadata.author
    if name:
        return Named(name=clean_line(name), url=document.resolve(url)), "json-ld"
    name = clean_line(document.metadata.meta.get("author", ""))
    if name:
        return Named(name=name, url=box.url if box.name == name else ""), "meta"
    return Named(name=box.name, url=box.url), "author-box" if box.name else ""


def read_authors(
    byline: Byline | None, sign_offs: list[Byline], account: Named
) -> tuple[list[Person], str]:
    """The authors and their source: the byline, else the sign-off, else the posting account."""
    printed = [byline] if byline is not None else sign_offs
    people = [person for line in printed for person in line.persons()]
    if byline is not None:
        signed = [person for line in sign_offs for person in line.persons()]
        people += [one for one in signed if one.role == "translator" and one not in people]
    source = "byline" if byline is not None else "sign-off" if people else ""
    if account.name and not any(person.role == "author" for person in people):
        people.insert(0, Person(name=account.name))
        source = source or "account"
    return people, source


def describe(people: list[Person], account: Named, box: AuthorBox, bio: str) -> None:
    """Give each person the page, bio and web site that the page tells of them.

    `bio` is the text at the end of the article that is about its author.
    """
    for person in people:
        # WordPress curls the apostrophe of a byline; the account has it as it was typed.
        if _plain(person.name) == _plain(account.name):
            person.name, person.url = account.name, account.url
        if _plain(person.name) == _plain(box.name):
            person.url = person.url or box.url
            person.bio, person.website = box.bio, box.website
    named = [person for person in people if _plain(bio).startswith(_plain(person.name))]
    for person in (named or people)[:1]:
        if letters(bio) not in letters(person.bio):
            person.bio = f"{person.bio}\n\n{bio}".strip()


def _href(link: etree._Element | None) -> str:
    return (link.get("href") or "") if link is not None else ""


def _plain(name: str) -> str:
    return name.casefold().translate(_APOSTROPHES)
