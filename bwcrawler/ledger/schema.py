"""The tables of a ledger.

A row's time is that of a run: it names the run that saw it first and last, so that all rows of one
run agree on the time. Foreign keys and bound parameters only; what is SQLite's own stands here (the
form of an upsert) and in `engine`, and nowhere else.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    and_,
    exists,
    literal_column,
    or_,
)
from sqlalchemy.dialects import sqlite

VERSION = "3"
"""Changes whenever a table does; `migrations` leads there from the version before."""


class State(StrEnum):
    """Where an address stands; all but the first are ends."""

    FOUND = "found"
    """Named by a page; no answer has come from it yet."""
    DONE = "done"
    """Fetched, and what it says is kept."""
    GONE = "gone"
    REDIRECTED = "redirected"
    EXCLUDED = "excluded"
    PROTECTED = "protected"
    SUSPECT = "suspect"
    TOO_LARGE = "too_large"
    ERROR = "error"


class Progress(StrEnum):
    """How far a request of a crawl's queue is."""

    TODO = "todo"
    DOING = "doing"
    """Handed to the downloader; after a kill it is to do again."""
    DONE = "done"


class Status(StrEnum):
    """Where an article stands."""

    LIVE = "live"
    MISSING = "missing"
    """Another post answers at its address, or none does; it may be a fault of the site."""
    GONE = "gone"
    """Known to be deleted."""
    MERGED = "merged"
    """Read without its post id once, and known by now to be another row's post."""


NOWHERE: ColumnElement[str] = literal_column("''")
"""No location, as the index on locations says it: a bound parameter would not meet the index."""

upsert = sqlite.insert
"""An INSERT that knows ON CONFLICT; PostgreSQL's has the same form."""

metadata = MetaData()


def _run_column(name: str, comment: str = "") -> Column[int]:
    return Column(name, ForeignKey("run.id"), nullable=False, comment=comment)


meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False, comment="UTC instant"),
    Column("ended", String, nullable=False, comment="UTC instant; empty until then"),
    Column("reason", String, nullable=False, comment="why it ended, in Scrapy's words"),
    Column("facts", LargeBinary, nullable=False, comment="JSON of RunFacts"),
    Column("crawl", String, nullable=False, index=True, comment="spider and arguments"),
    Column("begun", Integer, nullable=False, comment="run that began the crawl, maybe this one"),
    Column("complete", Boolean, nullable=False, comment="nothing was left to do or to publish"),
    comment="One row per process; several are one crawl where it was broken off and went on",
)

queue = Table(
    "queue",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("crawl", String, nullable=False, comment="run.crawl"),
    Column("url", String, nullable=False, comment="canonical"),
    Column("priority", Integer, nullable=False, comment="higher ones go first"),
    Column("state", String, nullable=False, comment="Progress"),
    # Last, because SQLite walks through a long value to reach those behind it.
    Column("payload", LargeBinary, nullable=False, comment="JSON of what makes the request again"),
    UniqueConstraint("crawl", "url"),
    comment="The requests of each crawl that is not complete",
)
Index(
    "ix_queue_todo",
    queue.c.crawl,
    queue.c.priority.desc(),
    queue.c.position,
    sqlite_where=queue.c.state == Progress.TODO.value,
)

url = Table(
    "url",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True, comment="canonical"),
    Column("kind", String, nullable=False, comment="urls.Kind"),
    Column("state", String, nullable=False, index=True, comment="State"),
    Column("reason", String, nullable=False, comment="why it is in that state"),
    Column("attempts", Integer, nullable=False, comment="how often it was settled"),
    Column("last_status", Integer, nullable=False, comment="HTTP status; 0 where none came"),
    Column("last_checked", String, nullable=False, comment="UTC instant"),
    Column("location", String, nullable=False, comment="canonical URL that a redirect led to"),
    Column("article_id", ForeignKey("article.id"), index=True, comment="what it leads to"),
    _run_column("first_run", "that heard of it first"),
    Column("last_run", ForeignKey("run.id"), comment="that settled it last; null until then"),
    comment="Every address that a page named or that was asked for",
)
Index("ix_url_location", url.c.location, sqlite_where=url.c.location != NOWHERE)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, comment="WordPress; null where no page tells it"),
    Column("url", String, nullable=False, comment="canonical, at the last reading"),
    Column("status", String, nullable=False, comment="Status"),
    Column("revision", Integer, nullable=False, comment="number of the present one"),
    Column("posted_by", String, nullable=False, comment="URL of the account"),
    _run_column("first_run"),
    _run_column("last_run"),
    _run_column("changed_run", "that saw the present content first"),
    Column("missing_since", String, nullable=False, default="", comment="UTC instant; empty: live"),
    Column("gone_since", String, nullable=False, default="", comment="instant of the first 404"),
    comment="One row per article; its key is its post id, else its address",
)
_post_id = article.c.post_id
Index("ux_article_post_id", _post_id, unique=True, sqlite_where=_post_id.is_not(None))
Index("ix_article_url", article.c.url, sqlite_where=_post_id.is_(None))

_home = url.alias("home")
IS_PUBLISHED = or_(
    article.c.status == Status.LIVE,
    and_(
        article.c.status == Status.MISSING,
        exists().where(_home.c.url == article.c.url, _home.c.article_id == article.c.id),
    ),
)
"""The articles of the archive: until a missing one is known to be gone it stays, unless another
post has taken its address."""

revision = Table(
    "revision",
    metadata,
    Column("article_id", ForeignKey("article.id")),
    Column("number", Integer, comment="from 1"),
    Column("content_sha256", String, nullable=False),
    Column("parser", String, nullable=False),
    _run_column("first_run"),
    _run_column("last_run"),
    # Last, because SQLite walks through a long value to reach those behind it.
    Column("content", LargeBinary, nullable=False, comment="JSON of Article, at the last reading"),
    PrimaryKeyConstraint("article_id", "number"),
    UniqueConstraint("article_id", "content_sha256"),
    comment="Each different content of an article, once",
)

IS_PRESENT = and_(revision.c.article_id == article.c.id, revision.c.number == article.c.revision)
"""What joins an article with the content that it has now."""

sketch = Table(
    "sketch",
    metadata,
    Column("article_id", Integer),
    Column("number", Integer, comment="of the revision"),
    Column("hashes", LargeBinary, nullable=False, comment="pages.sketch, 32 bits each"),
    PrimaryKeyConstraint("article_id", "number"),
    ForeignKeyConstraint(["article_id", "number"], ["revision.article_id", "revision.number"]),
    comment="What tells how alike the contents of articles are",
)

observation = Table(
    "observation",
    metadata,
    Column("article_id", ForeignKey("article.id")),
    Column("run", ForeignKey("run.id")),
    Column("number", Integer, nullable=False, comment="of the revision, the last where gone"),
    Column("status", String, nullable=False, comment="Status, live or gone"),
    PrimaryKeyConstraint("article_id", "run"),
    Index("ix_observation_run", "run"),
    comment="Which revision of an article each run saw at its last reading, or that it was gone",
)

page = Table(
    "page",
    metadata,
    Column("kind", String, comment="listing, author, or kind of Term"),
    Column("url", ForeignKey("url.url")),
    Column("content_sha256", String, nullable=False),
    _run_column("first_run"),
    _run_column("last_run"),
    Column("content", LargeBinary, nullable=False, comment="JSON of the item, at the last reading"),
    PrimaryKeyConstraint("kind", "url"),
    comment="What a page that is no article last said",
)

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True, comment="canonical, of its first page"),
    Column("kind", String, nullable=False, comment="kind of Listing, or Source of Inventory"),
    Column("total", Integer, comment="posts there are, where it says so"),
    _run_column("last_run", "that it answered in last"),
    comment="Whatever names articles: listings, sitemaps, feeds, the REST API",
)

found = Table(
    "found",
    metadata,
    Column("url_id", ForeignKey("url.id")),
    Column("source_id", ForeignKey("source.id")),
    Column("modified", String, nullable=False, comment="UTC instant, as the source last said"),
    Column("covered", String, nullable=False, comment="that instant when the page was last read"),
    _run_column("last_run", "in which the source named it last"),
    PrimaryKeyConstraint("url_id", "source_id"),
    Index("ix_found_source", "source_id", "last_run"),
    comment="Which source names which address",
)


answer = Table(
    "answer",
    metadata,
    Column("url", String, comment="canonical, of one file or page of a source"),
    _run_column("run"),
    Column("kind", String, nullable=False, comment="Source of Inventory"),
    Column("named", Integer, nullable=False, comment="articles"),
    Column("total", Integer, comment="posts there are, where it says so"),
    Column("newest", String, nullable=False, comment="last modification it tells, UTC instant"),
    Column("date", String, nullable=False, comment="UTC instant, server's clock"),
    Column("etag", String, nullable=False, comment="as the server sent it"),
    Column("last_modified", String, nullable=False, comment="as the server sent it"),
    Column("children", String, nullable=False, comment="canonical, each on a line"),
    PrimaryKeyConstraint("url", "run"),
    Index("ix_answer_run", "run"),
    comment="What each run was told by sitemaps, feeds and the REST API",
)

robots = Table(
    "robots",
    metadata,
    Column("url", String, primary_key=True, comment="where it was fetched from"),
    Column("fetched", String, nullable=False, comment="UTC instant"),
    Column("status", Integer, nullable=False, comment="HTTP status, 2xx or 4xx"),
    Column("crawl_delay", Float, nullable=False, comment="seconds that it asks for"),
    _run_column("run", "that was told so"),
    _run_column("last_run", "that obeyed it last"),
    Column("body", LargeBinary, nullable=False, comment="the part that is read, at most 512 KiB"),
    comment="What each robots.txt said when it answered last",
)

media = Table(
    "media",
    metadata,
    Column("url", String, primary_key=True, comment="canonical, of a file on the edition's host"),
    Column("state", String, nullable=False, index=True, comment="State; done: the file is kept"),
    Column("reason", String, nullable=False, comment="why it is in that state"),
    Column("status", Integer, nullable=False, comment="HTTP status; 0 where none came"),
    Column("attempts", Integer, nullable=False, comment="how often it was asked for"),
    Column("checked", String, nullable=False, comment="UTC instant of the last time"),
    Column("sha256", String, nullable=False, comment="of the file; empty where none is kept"),
    Column("path", String, nullable=False, comment="below the edition's folder"),
    Column("bytes", Integer, nullable=False),
    Column("type", String, nullable=False, comment="media type, by the file's content"),
    _run_column("run", "that asked for it last"),
    comment="Pictures and documents that were asked for",
)

watermark = Table(
    "watermark",
    metadata,
    Column("kind", String, primary_key=True, comment="Source of Inventory"),
    Column("etag", String, nullable=False, comment="as the server sent it"),
    Column("last_modified", String, nullable=False, comment="as the server sent it"),
    Column("modified", String, nullable=False, comment="UTC instant, server's clock"),
    Column("named", Integer, nullable=False, comment="articles, when all of it was read last"),
    Column("whole_run", Integer, nullable=False, comment="that read all of it last; 0: none"),
    comment="Up to where each kind of source has been read by a good crawl",
)

warc_file = Table(
    "warc_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True, comment="when it is finished"),
    _run_column("run"),
    Column("length", Integer, nullable=False, comment="bytes that are accounted for"),
    comment="The files in which runs kept the answers they got",
)

capture = Table(
    "capture",
    metadata,
    Column("file_id", ForeignKey("warc_file.id")),
    Column("offset", Integer, comment="bytes from the start of the file"),
    Column("length", Integer, nullable=False, comment="bytes of the record"),
    Column("record_id", String, nullable=False, comment="WARC-Record-ID"),
    Column("is_revisit", Boolean, nullable=False, comment="an earlier record has the body"),
    Column("url", String, nullable=False, index=True, comment="canonical"),
    Column("uri", String, nullable=False, comment="as requested"),
    Column("status", Integer, nullable=False, comment="HTTP status"),
    Column("digest", String, nullable=False, comment="of the payload, as in the record"),
    Column("date", String, nullable=False, comment="UTC instant, as in the record"),
    PrimaryKeyConstraint("file_id", "offset"),
    comment="Every answer in a WARC file",
)
