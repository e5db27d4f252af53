"""What each kind of page leaves in the ledger.

Every function writes into the transaction it is given: content, the addresses the page names, and
that its own address is settled.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import bindparam, select

from bwcrawler.items import (
    Article,
    Author,
    Inventory,
    InventoryEntry,
    Link,
    Listing,
    ListingEntry,
    Medium,
    Named,
    Person,
    Refusal,
    Related,
    Term,
)
from bwcrawler.ledger import addresses, articles, inventories, media
from bwcrawler.ledger.addresses import Source, Standing
from bwcrawler.ledger.articles import Outcome
from bwcrawler.ledger.schema import State, page, upsert
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.inventory import first_file
from bwcrawler.urls import Kind, first_page, kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bwcrawler.ledger.addresses import Writing

Item = Article | Author | Term | Listing | Inventory | Medium | Refusal
"""Everything that a page can say."""

_HasUrl = Person | Named | Link | Related | ListingEntry | InventoryEntry

_encode = msgspec.json.Encoder().encode

_new_page = upsert(page)
_BEFORE = select(page.c.content_sha256).where(
    page.c.kind == bindparam("kind"), page.c.url == bindparam("url")
)
_KEEP = _new_page.on_conflict_do_update(
    index_elements=[page.c.kind, page.c.url],
    set_={
        "content_sha256": _new_page.excluded.content_sha256,
        "content": _new_page.excluded.content,
        "last_run": _new_page.excluded.last_run,
    },
)


def record(writing: Writing, item: Item) -> Outcome:
    """Write everything that a page says."""
    match item:
        case Article():
            outcome = _article(writing, item)
        case Author():
            outcome = _author(writing, item)
        case Listing():
            outcome = _listing(writing, item)
        case Term():
            outcome = _term(writing, item)
        case Inventory():
            outcome = _inventory(writing, item)
        case Medium():
            outcome = media.keep(writing, item)
        case Refusal() if kind(item.url) is Kind.UPLOAD:
            outcome = media.refuse(writing, item)
        case Refusal():
            outcome = _refusal(writing, item)
    return outcome


def _article(writing: Writing, item: Article) -> Outcome:
    item.content_sha256 = item.content_sha256 or content_sha256(item)
    key, outcome = articles.record(writing, item, _encode(item))
    standing = Standing(state=State.DONE, checked=item.fetched, article_id=key)
    addresses.settle(writing, item.url, standing)
    addresses.adopt(writing, item.url, key, item.id)
    addresses.find(writing, _named_by(item))
    return outcome


def _named_by(item: Article) -> list[str]:
    return [
        item.posted_by.url,
        *_urls(item.authors),
        *_urls(item.sections),
        *_urls(item.tags),
        *_urls(item.links),
        *_urls(item.related),
        *item.series.links,
    ]


def _author(writing: Writing, item: Author) -> Outcome:
    _done(writing, item)
    if item.listing is not None:
        _entries(writing, item.listing)
    return _keep(writing, "author", replace(item, listing=None))


def _listing(writing: Writing, item: Listing) -> Outcome:
    _done(writing, item)
    return _entries(writing, item)


def _entries(writing: Writing, item: Listing) -> Outcome:
    addresses.find(writing, [*_urls(item.entries), item.next])
    by = Source(url=first_page(item.url), kind=item.kind)
    addresses.name(writing, by, item.entries)
    return _keep(writing, "listing", item)


def _term(writing: Writing, item: Term) -> Outcome:
    item.content_sha256 = item.content_sha256 or content_sha256(item)
    _done(writing, item)
    addresses.find(writing, [*_urls(item.related), *_urls(item.links)])
    return _keep(writing, item.kind, item)


def _inventory(writing: Writing, item: Inventory) -> Outcome:
    """New where it names a page that nobody had named before."""
    _done(writing, item)
    found = addresses.find(writing, [*_urls(item.entries), *item.children])
    # Further pages of one answer differ in the query alone (`?paged=2`, `?page=2`).
    first = first_file(item.url.partition("?")[0])
    by = Source(url=first, kind=item.source, total=item.total)
    addresses.name(writing, by, item.entries)
    inventories.answer(writing, item)
    return Outcome.NEW if found else Outcome.UNCHANGED


def _refusal(writing: Writing, item: Refusal) -> Outcome:
    leads_to = None
    if item.location:
        addresses.find(writing, [item.location])
        # WordPress sends a deleted slug to a similar one: what led to an article goes on to.
        leads_to = addresses.article_at(writing, item.url)
        leads_to = leads_to or addresses.article_at(writing, item.location)
    standing = Standing(
        state=State(item.state),
        checked=item.fetched,
        status=item.status,
        reason=item.reason,
        location=item.location,
        article_id=leads_to,
    )
    addresses.settle(writing, item.url, standing)
    return Outcome.REFUSED


def _urls(those: Iterable[_HasUrl]) -> Iterator[str]:
    return (one.url for one in those)


def _done(writing: Writing, item: Author | Term | Listing | Inventory) -> None:
    addresses.settle(writing, item.url, Standing(state=State.DONE, checked=item.fetched))


def _keep(writing: Writing, kind: str, item: Author | Term | Listing) -> Outcome:
    sha256 = _sha256(item)
    before = writing.connection.execute(_BEFORE, {"kind": kind, "url": item.url}).scalar()
    row = {
        "kind": kind,
        "url": item.url,
        "content_sha256": sha256,
        "first_run": writing.run,
        "last_run": writing.run,
        "content": _encode(item),
    }
    writing.connection.execute(_KEEP, row)
    if before is None:
        return Outcome.NEW
    return Outcome.UNCHANGED if before == sha256 else Outcome.CHANGED


def _sha256(item: Author | Term | Listing) -> str:
    """Of all that the page said, but not of when and by what it was read."""
    if isinstance(item, Term):
        return item.content_sha256
    return hashlib.sha256(_encode(replace(item, fetched="", parser=""))).hexdigest()
