"""The record: what is kept of each page, field by field.

Every item is a plain dataclass, so Scrapy's item adapters, exporters and pipelines know it, and
`msgspec` validates and writes it. A field that a page does not give holds the empty value of its
type (`""`, `[]`, `0`), so that every line of a published file has the same keys and types; the
only field that may be null is `Article.id`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

HttpUrl = Annotated[str, Meta(pattern=r"^https?://[^\s/]+/\S*$")]
"""An absolute http or https URL with at least the root path."""

Moment = Annotated[
    str, Meta(pattern=r"^(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z))?)?$")
]
"""ISO 8601: an instant with its offset, a bare date where only the day is known, or empty."""

Text = Annotated[str, Meta(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
"""Unicode text in form NFC without control characters other than tab and line feed."""

Count = Annotated[int, Meta(ge=0)]

BlockKind = Literal["paragraph", "heading", "list", "quote", "figure", "embed", "table", "note"]
EmbedKind = Literal["video", "audio", "tweet", "pdf", "file", "frame"]
ListingKind = Literal["section", "tag", "author", "month", "home", "posts"]
RelatedKind = Literal["related", "keep_reading", "read_also"]
RefusalState = Literal[
    "gone", "redirected", "excluded", "protected", "suspect", "too_large", "error"
]
Role = Literal["author", "translator"]
Source = Literal["sitemap", "rest", "feed"]
Theme = Literal["genesis", "divi", "wordpress"]


@dataclass(slots=True, kw_only=True)
class Named:
    """A name with the page it leads to: a section, a tag, an account."""

    name: Text = ""
    """As printed."""
    url: str = ""
    """Canonical URL; empty where the page names it without a link."""


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody named in the byline."""

    name: Text
    """As printed, without "by", stars and roles."""
    url: str = ""
    """Canonical URL of the author page, where the name is that of the posting account."""
    bio: Text = ""
    """Text of the author box, paragraphs joined by a blank line, where it is about this person."""
    website: str = ""
    """The link of the author box."""
    role: Role = "author"
    """Who wrote is an author, interviewers and reporters included."""


@dataclass(slots=True, kw_only=True)
class Link:
    """A link inside the body."""

    url: str
    """Absolute; canonical where it leads to the magazine."""
    text: Text = ""
    """The linked words."""
    rel: str = ""
    """The `rel` attribute, as given."""


@dataclass(slots=True, kw_only=True)
class Block:
    """One piece of the body, in document order."""

    kind: BlockKind
    """What it is; a note is printed in the body and is not its prose."""
    text: Text = ""
    """The prose of the block; list items and table rows are joined by a line feed, table cells by
    a tab. The caption of a figure; the URL of an embed without a caption is in `Embed`."""
    level: Count = 0
    """Heading level 1 to 6; 0 for any other kind."""
    ordered: bool = False
    """True for a numbered list."""
    items: list[Text] = field(default_factory=list)
    """The items of a list, nested ones after their parent."""
    rows: list[list[Text]] = field(default_factory=list)
    """The cells of a table, row by row."""
    cite: Text = ""
    """Whom a quote is ascribed to, as printed."""
    links: list[Link] = field(default_factory=list)
    """The links in it, in order."""


@dataclass(slots=True, kw_only=True)
class Figure:
    """A picture of the article with what is printed under it."""

    url: str
    """The largest size that the page names."""
    alt: Text = ""
    """The attribute `alt`: the picture in words, for those who do not see it."""
    caption: Text = ""
    """As printed, its credit included."""
    credit: Text = ""
    """The credit at the end of the caption ("Credits.", "Source: USCIRF.", "(網絡圖片)")."""
    credit_url: str = ""
    """Where the credit links to."""
    width: Count = 0
    """Pixels as the page declares them; 0 where it does not."""
    height: Count = 0
    """Pixels as the page declares them; 0 where it does not."""
    position: Count = 0
    """Index in `Article.blocks` of the figure's block; 0 for a lead picture outside the body."""
    sha256: str = ""
    """Hexadecimal SHA-256 of its file, where that was fetched (`media=yes`)."""
    path: str = ""
    """Where that file lies, below the folder of the edition."""


@dataclass(slots=True, kw_only=True)
class Embed:
    """Something shown inside the body that is not text or a picture."""

    kind: EmbedKind
    """What it is; a frame is one of a host that is none of the others."""
    url: str
    """Absolute URL of what is shown."""
    title: Text = ""
    """The `title` of a frame, the text of a file's link, or the caption printed with it."""
    sha256: str = ""
    """Hexadecimal SHA-256 of its file, where that was fetched (`media=yes`)."""
    path: str = ""
    """Where that file lies, below the folder of the edition."""


@dataclass(slots=True, kw_only=True)
class Series:
    """The place of an article in a series ("Article 2 of 5. Read article 1.")."""

    title: Text = ""
    """Name of the series, where the title of the article holds it ("The Case. 2. The Law")."""
    line: Text = ""
    """The line that says so in the text, as printed."""
    part: Count = 0
    """1 for the first; 0 where not said."""
    of: Count = 0
    """How many parts there are; 0 where not said."""
    links: list[str] = field(default_factory=list)
    """Canonical URLs of the other parts, as linked."""


@dataclass(slots=True, kw_only=True)
class Related:
    """An article that this one points its readers to."""

    kind: RelatedKind
    """Where it stands: `Related articles`, `Keep Reading`, or a paragraph `Read also: …`."""
    title: Text
    """As printed there."""
    url: str
    """Canonical URL."""
    excerpt: Text = ""
    """As printed there; empty where only the title is."""


@dataclass(slots=True, kw_only=True)
class Translation:
    """The same article in another edition (`link rel=alternate hreflang`)."""

    language: str
    """BCP 47 tag, as the page gives it."""
    url: str
    """Canonical URL in the other edition."""


@dataclass(slots=True, kw_only=True)
class FieldSources:
    """Which source gave each field: `json-ld`, `meta`, `byline`, `theme`, `rel`, … or empty."""

    id: str = ""
    """Of `id`."""
    url: str = ""
    """Of `url`."""
    title: str = ""
    """Of `title`."""
    deck: str = ""
    """Of `deck`."""
    published: str = ""
    """Of `published`."""
    modified: str = ""
    """Of `modified`."""
    authors: str = ""
    """Of `authors`."""
    posted_by: str = ""
    """Of `posted_by`."""
    sections: str = ""
    """Of `sections`."""
    breadcrumb: str = ""
    """Of `breadcrumb`."""
    tags: str = ""
    """Of `tags`."""
    body: str = ""
    """Of `body` and `blocks`."""
    related: str = ""
    """Of `related`."""


@dataclass(slots=True, kw_only=True)
class WarcPosition:
    """Where the page lies in the archive; empty values where the run kept none."""

    file: str = ""
    """The file, by its path below the folder of the edition (`warc/…`); of a page that was read
    from elsewhere, its name."""
    offset: Count = 0
    """Bytes from the start of the file."""
    record_id: str = ""
    """`WARC-Record-ID` of the response, a URI in angle brackets."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One article of the magazine."""

    id: int | None = None
    """WordPress post id; null where the page does not tell it. From the class `postid-N` of the
    body, the short link, or the REST API's link."""
    url: HttpUrl
    """Canonical URL: https, the edition's host, trailing slash. From `link rel=canonical`, else the
    address."""
    edition: str
    """Code of the edition: `en`, `it`, `fr`, `es`, `ko`, `zh`, `de`, `jp`. From the host."""
    language: str
    """BCP 47 tag of the edition (`en`, `zh-Hant`, …). From the host, for pages often declare
    another."""
    title: Text
    """As printed; a post may have none, which is a warning. From the heading, else `og:title`."""
    deck: Text = ""
    """The subtitle under the title; empty where none is printed. From the page."""
    published: Annotated[Moment, Meta(min_length=10)]
    """When it was published: an instant with the offset given, or a bare date. From the metadata,
    else the printed date."""
    published_raw: Text = ""
    """The date as printed, in the edition's own order. From the page."""
    modified: Moment = ""
    """When an editor last saved it: an instant with its offset, or empty. From the metadata."""
    authors: list[Person] = field(default_factory=list)
    """The people of the printed byline in order; the posting account where none is printed. From
    the page."""
    byline: Text = ""
    """The byline as printed (`by Charlotte Lee*`); empty where none is printed. From the page."""
    posted_by: Named = field(default_factory=Named)
    """The WordPress account that posted it, which is often not who wrote it. From the meta line,
    else the metadata."""
    sections: list[Named] = field(default_factory=list)
    """Categories. A Genesis page names only those of its breadcrumb. From the page, else the
    metadata."""
    breadcrumb: list[Text] = field(default_factory=list)
    """As printed, without the home word. From the page, else the metadata."""
    tags: list[Named] = field(default_factory=list)
    """In the order printed. From the page, else the metadata."""
    series: Series = field(default_factory=Series)
    """The place in a series; empty values where it is in none. From a line of the text."""
    notes: list[Text] = field(default_factory=list)
    """Starred notes, footnotes, `Source:` and `Date:` lines, sign-offs, in document order. From the
    page."""
    body: Text = ""
    """The prose: blocks joined by a blank line, without captions and notes. Computed from
    `blocks`."""
    blocks: list[Block] = field(default_factory=list)
    """The body in order and structure. From the page."""
    figures: list[Figure] = field(default_factory=list)
    """The pictures, lead picture first. From the page."""
    embeds: list[Embed] = field(default_factory=list)
    """Video, audio, tweets, PDF, other files and frames, in order. From the page."""
    links: list[Link] = field(default_factory=list)
    """Every link of the body, in order. From the page."""
    related: list[Related] = field(default_factory=list)
    """Articles that this one points its readers to. From the page."""
    translations: list[Translation] = field(default_factory=list)
    """The same article in other editions. From `link rel=alternate hreflang`."""
    word_count: Count = 0
    """Words of `body`; characters other than white space and punctuation for zh, jp and ko.
    Computed."""
    found_on: list[str] = field(default_factory=list)
    """Canonical URLs of the listings, sitemaps, feeds and API answers that named it, each by its
    first page, so that nothing depends on where in a listing it stood; sorted. From the ledger."""
    theme: Theme = "wordpress"
    """Which theme's markup the page was in. From the page."""
    sources: FieldSources = field(default_factory=FieldSources)
    """Which source gave each field. From the parser."""
    warnings: list[str] = field(default_factory=list)
    """What the parser could not understand or saw contradicted. From the parser."""
    content_sha256: str = ""
    """Hexadecimal SHA-256 of the normalised content (`pages.content`). Computed."""
    revision: Count = 0
    """1 for the first content seen. From the ledger, as the next three."""
    first_seen: Moment = ""
    """UTC instant of the first run that kept this article."""
    last_seen: Moment = ""
    """UTC instant of the last run that saw it."""
    last_changed: Moment = ""
    """UTC instant of the run that saw its present content first."""
    fetched: Moment = ""
    """UTC instant of the download. From the crawl."""
    warc: WarcPosition = field(default_factory=WarcPosition)
    """Where the very page lies in the archive of pages. From the crawl."""
    parser: str = ""
    """Version of `pages` that read the page."""


@dataclass(slots=True, kw_only=True)
class ListingEntry:
    """One article as a listing shows it."""

    title: Text
    """As printed in the listing, which may shorten it."""
    url: HttpUrl
    """Canonical URL."""
    excerpt: Text = ""
    """As printed; empty where the listing shows none."""
    published: Moment = ""
    """A bare date or an instant, where the listing prints one."""
    author: Text = ""
    """As printed; empty where the listing names none."""
    pinned: bool = False
    """True for an entry that stands above the listing's own order (sticky or pinned)."""


@dataclass(slots=True, kw_only=True)
class Listing:
    """One page of a section, a tag, an author, a month, or the posts page."""

    url: HttpUrl
    """Canonical URL of this page of the listing (`…/page/2/`)."""
    edition: str
    """Code of the edition. From the host."""
    language: str
    """BCP 47 tag of the edition. From the host."""
    kind: ListingKind
    """What it lists. From the URL."""
    heading: Text = ""
    """As printed; empty where the theme prints none. From the page."""
    description: Text = ""
    """The introduction over the entries; empty where none is printed. From the page."""
    entries: list[ListingEntry] = field(default_factory=list)
    """The articles in the order shown. From the page."""
    page: Annotated[int, Meta(ge=1)] = 1
    """Which page of the listing this is, from 1. From the URL."""
    next: str = ""
    """Canonical URL of the next page; empty on the last one. From the pager."""
    last: Count = 0
    """Number of the last page as the pager prints it; 0 where it does not."""
    paginated: bool = False
    """True where the page carries any pager, so that an empty `next` means the end."""
    theme: Theme = "wordpress"
    """Which theme's markup the page was in."""
    warnings: list[str] = field(default_factory=list)
    """What the parser could not understand or saw contradicted."""
    fetched: Moment = ""
    """UTC instant of the download. From the crawl."""
    parser: str = ""
    """Version of `pages` that read the page."""


@dataclass(slots=True, kw_only=True)
class Author:
    """The page of an author: who it is, and the first page of what they posted."""

    url: HttpUrl
    """Canonical URL of the author's page."""
    edition: str
    """Code of the edition. From the host."""
    language: str
    """BCP 47 tag of the edition. From the host."""
    name: Annotated[Text, Meta(min_length=1)]
    """As printed. From the heading or the author box."""
    bio: Text = ""
    """Text of the author box, paragraphs joined by a blank line. From the page."""
    website: str = ""
    """The link of the author box; empty where there is none. From the page."""
    articles: Count = 0
    """Articles by this account in the archive. From the ledger."""
    first_seen: Moment = ""
    """UTC instant of the first run that kept this page. From the ledger."""
    last_seen: Moment = ""
    """UTC instant of the last run that saw it. From the ledger."""
    fetched: Moment = ""
    """UTC instant of the download. From the crawl."""
    parser: str = ""
    """Version of `pages` that read the page."""
    listing: Listing | None = None
    """The page's listing; it is published with the listings, not with the author."""


@dataclass(slots=True, kw_only=True)
class Term:
    """An entry of the glossary, or an editorial page (about, donate, …)."""

    url: HttpUrl
    """Canonical URL."""
    edition: str
    """Code of the edition. From the host."""
    language: str
    """BCP 47 tag of the edition. From the host."""
    id: int | None = None
    """WordPress post id; null where the page does not tell it."""
    kind: Literal["glossary", "page"] = "glossary"
    """An entry of the glossary, or an editorial page (about, donate, …). From the URL."""
    title: Annotated[Text, Meta(min_length=1)]
    """As printed. From the heading."""
    body: Text = ""
    """The prose: blocks joined by a blank line. Computed from `blocks`."""
    blocks: list[Block] = field(default_factory=list)
    """The text in order and structure. From the page."""
    related: list[Related] = field(default_factory=list)
    """Articles that it points its readers to. From the page."""
    links: list[Link] = field(default_factory=list)
    """Every link of the text, in order. From the page."""
    content_sha256: str = ""
    """Hexadecimal SHA-256 of the normalised content. Computed."""
    theme: Theme = "wordpress"
    """Which theme's markup the page was in."""
    warnings: list[str] = field(default_factory=list)
    """What the parser could not understand or saw contradicted."""
    first_seen: Moment = ""
    """UTC instant of the first run that kept this page. From the ledger."""
    last_seen: Moment = ""
    """UTC instant of the last run that saw it. From the ledger."""
    fetched: Moment = ""
    """UTC instant of the download. From the crawl."""
    parser: str = ""
    """Version of `pages` that read the page."""


@dataclass(slots=True, kw_only=True)
class InventoryEntry:
    """One page as a sitemap, a feed or the REST API names it."""

    url: HttpUrl
    """Canonical URL."""
    id: int | None = None
    """WordPress post id, where the source tells it."""
    modified: Moment = ""
    published: Moment = ""


@dataclass(slots=True, kw_only=True)
class Inventory:
    """One answer of a machine-readable source: which pages exist."""

    url: HttpUrl
    """Canonical URL of the answer."""
    edition: str
    source: Source
    entries: list[InventoryEntry] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    """Canonical URLs of further files: the sitemaps of an index, the next page of an answer."""
    total: int | None = None
    """How many posts the source says there are (`X-WP-Total`); null where it does not say."""
    date: Moment = ""
    """What time it was for the server (header `Date`), in UTC."""
    etag: str = ""
    """The header `ETag`; WordPress sends it with feeds alone."""
    last_modified: str = ""
    """The header `Last-Modified`, as sent."""
    fetched: Moment = ""


@dataclass(slots=True, kw_only=True)
class MediaAnswer:
    """A picture or document as it came, before it is a file."""

    url: str
    """Canonical URL."""
    edition: str
    """Code of the edition."""
    body: bytes
    """The whole file."""
    type: str = ""
    """The header `Content-Type`, as sent."""
    status: int = 200
    """HTTP status."""
    fetched: Moment = ""
    """UTC instant of the download."""


@dataclass(slots=True, kw_only=True)
class Medium:
    """A picture or document of which there is a file."""

    url: HttpUrl
    """Canonical URL."""
    edition: str
    """Code of the edition."""
    sha256: str
    """Hexadecimal SHA-256 of the file."""
    path: str
    """Where it lies, below the folder of the edition."""
    bytes: Count
    """Its length."""
    type: str
    """Media type, by its content."""
    status: int = 200
    """HTTP status."""
    fetched: Moment = ""
    """UTC instant of the download."""


@dataclass(slots=True, kw_only=True)
class Refusal:
    """A page or file that was asked for and gave nothing to keep, with the reason."""

    url: HttpUrl
    """Canonical URL that was asked for."""
    edition: str
    state: RefusalState
    reason: str
    """One word or phrase of `NotAnArticle.reason`, an HTTP status, or a validation path."""
    status: int = 0
    """HTTP status of the answer; 0 where none came."""
    location: str = ""
    """Canonical URL that a redirect led to."""
    fetched: Moment = ""
