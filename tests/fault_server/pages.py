"""Sound pages, small enough to be read at a glance, in the markup of a plain WordPress."""

from __future__ import annotations

import re
from html import escape
from zlib import crc32

from bwcrawler.sample.connection import Request, Response
from tests.fault_server.exchange import PLAIN

HOST = "https://bitterwinter.org"
LAST_WORDS = "These are the last words of the article."
_SLUG = re.compile(r"/([^/.]+)/")
_LISTING = re.compile(r"/(tag|category|author)/.*")

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>{title}</title>
<link rel="canonical" href="{host}/{slug}/"><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-03-05T08:00:00+01:00"></head>
<body class="single single-post postid-{id}"><article><h1 class="entry-title">{title}</h1>
<p class="byline">by <a rel="author" href="{host}/author/ann-author/">Ann Author</a></p>
<div class="entry-content"><p>This is the article at {slug}.</p>
{body}
<p>{last}</p></div></article></body></html>
"""


def article(slug: str, body: str = "", *, title: str = "", charset: str = "utf-8") -> str:
    """An article of which our reader has nothing to complain; `title` and `body` are markup."""
    return _PAGE.format(
        slug=slug,
        id=post_id(slug),
        title=title or f"About {escape(slug)}",
        body=body or "\n".join(f"<p>Paragraph {number} of the prose.</p>" for number in range(200)),
        last=LAST_WORDS,
        host=HOST,
        charset=charset,
    )


def post_id(slug: str) -> int:
    """WordPress's id of the post with this slug."""
    return crc32(slug.encode()) % 1_000_000 + 1


def listing(
    slugs: list[str], *, heading: str = "A Tag", previous: str = "", following: str = ""
) -> str:
    """A page of a listing with links to the pages before and after it."""
    entries = "".join(
        f'<article class="post type-post entry"><h2 class="entry-title">'
        f'<a rel="bookmark" href="/{slug}/">About {slug}</a></h2>'
        f'<div class="entry-content"><p>An excerpt.</p></div></article>'
        for slug in slugs
    )
    pager = "".join(
        f'<a class="{name}" rel="{name}" href="{path}">{name}</a>'
        for name, path in (("prev", previous), ("next", following))
        if path
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{heading}</title></head>'
        f'<body class="archive tag"><main><h1 class="archive-title">{heading}</h1>{entries}'
        f'<div class="pagination">{pager}</div></main></body></html>'
    )


def stand_in(title: str) -> str:
    """A page that is no article, as plug-ins and firewalls send it in an article's place."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{title}</body></html>"


def sound(request: Request) -> Response:
    """What a server without faults answers: an article at every `/slug/`."""
    if request.path == "/robots.txt":
        return Response(b"User-agent: *\nDisallow:\n", content_type=PLAIN)
    if request.path == "/":
        return Response(listing(["one", "two"], heading="Home").encode())
    if slug := _SLUG.fullmatch(request.path):
        return Response(article(slug[1]).encode())
    if _LISTING.fullmatch(request.path):
        return Response(listing(["one", "two"]).encode())
    return Response(stand_in("Page not found").encode(), 404)
