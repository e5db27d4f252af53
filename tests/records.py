"""Small items for tests of what is kept; every one is valid as it is."""

from __future__ import annotations

from typing import Any

from bwcrawler.items import (
    Article,
    Author,
    Block,
    Inventory,
    InventoryEntry,
    Listing,
    ListingEntry,
    Named,
    Refusal,
    Term,
)

HOME = "https://bitterwinter.org/"
FETCHED = "2026-01-02T03:04:05+00:00"


def url(path: str) -> str:
    return f"{HOME}{path}/"


def article(slug: str = "a", *, text: str = "Prose.", **facts: Any) -> Article:
    said: dict[str, Any] = {
        "url": url(slug),
        "title": f"Title of {slug}",
        "published": "2023-05-12T10:00:00+02:00",
        "body": text,
        "blocks": [Block(kind="paragraph", text=text)],
        "posted_by": Named(name="Desk", url=url("author/desk")),
        "fetched": FETCHED,
        "parser": "1",
    }
    return Article(edition="en", language="en", **(said | facts))


def listing(path: str, *slugs: str, **facts: Any) -> Listing:
    entries = [ListingEntry(title=f"Title of {slug}", url=url(slug)) for slug in slugs]
    said: dict[str, Any] = {"kind": "section", "entries": entries, "fetched": FETCHED}
    return Listing(url=url(path), edition="en", language="en", **(said | facts))


def inventory(address: str, *slugs: str, **facts: Any) -> Inventory:
    entries = [InventoryEntry(url=url(slug)) for slug in slugs]
    said: dict[str, Any] = {"source": "sitemap", "entries": entries, "fetched": FETCHED}
    return Inventory(url=HOME + address, edition="en", **(said | facts))


def author(name: str = "desk", **facts: Any) -> Author:
    said: dict[str, Any] = {"name": name.title(), "fetched": FETCHED}
    return Author(url=url(f"author/{name}"), edition="en", language="en", **(said | facts))


def term(path: str = "glossary/word", **facts: Any) -> Term:
    said: dict[str, Any] = {"title": "Word", "body": "Meaning.", "fetched": FETCHED}
    return Term(url=url(path), edition="en", language="en", **(said | facts))


def refusal(path: str, **facts: Any) -> Refusal:
    said: dict[str, Any] = {"state": "gone", "reason": "not found", "status": 404}
    return Refusal(url=url(path), edition="en", fetched=FETCHED, **(said | facts))
