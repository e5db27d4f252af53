"""The page of an author: name, bio, web site, and what they posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.items import Author, Listing
from bwcrawler.pages.authorbox import read_author_box
from bwcrawler.pages.inline import plain_text
from bwcrawler.pages.kinds import NotAnArticle
from bwcrawler.pages.listing import read_listing
from bwcrawler.pages.mainpart import main_part
from bwcrawler.pages.metadata import text_of
from bwcrawler.pages.themes import theme_of
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from bwcrawler.pages.document import Document


def read_author(document: Document) -> Author:
    """The author that an author archive is about; `listing` is the page of it that was read.

    The name is the heading. The bio stands in an author box, between heading and list, or in
    JSON-LD alone. Raises `NotAnArticle` for any other page.
    """
    listing = read_listing(document)
    if listing.kind != "author":
        raise NotAnArticle("listing", f"a {listing.kind}, not an author")
    box = read_author_box(document)
    name = _name(document, listing, box.name)
    if not name:
        raise NotAnArticle("no title", "the author's name is not printed")
    return Author(
        url=urls.first_page(listing.url),
        edition=listing.edition,
        language=listing.language,
        name=name,
        bio=box.bio or listing.description,
        website=box.website or _printed_address(document) or _address_of_metadata(document),
        parser=listing.parser,
        listing=listing,
    )


def _name(document: Document, listing: Listing, in_box: str) -> str:
    """The heading, without the words that some themes put around a name (`Author: Li Benbo`)."""
    account = clean_line(text_of(document.metadata.node("Person"), "name"))
    known = [account, in_box, *(entry.author for entry in listing.entries[:1])]
    named = (name for name in known if name and name in listing.heading)
    return next(named, listing.heading or in_box)


def _printed_address(document: Document) -> str:
    """The link of the main part whose text is its own address (`www.cesnur.org/`)."""
    for link in main_part(document.root, theme_of(document.root)).iter("a"):
        url = document.resolve(link.get("href"))
        if _is_foreign(url) and _bare(plain_text(link)) == _bare(url):
            return url
    return ""


def _address_of_metadata(document: Document) -> str:
    """The first foreign address of the JSON-LD person; Yoast puts the web site first."""
    person = document.metadata.node("Person")
    same = person.get("sameAs")
    addresses = [*(same if isinstance(same, list) else [same]), person.get("url")]
    resolved = (document.resolve(one) for one in addresses if isinstance(one, str))
    return next((url for url in resolved if _is_foreign(url)), "")


def _is_foreign(url: str) -> bool:
    return url.startswith(("http://", "https://")) and urls.edition_of(url) is None


def _bare(address: str) -> str:
    """An address as people print it: without scheme, `www.` and final slash."""
    return address.casefold().rpartition("://")[2].removeprefix("www.").rstrip("/")
