"""RSS 2.0 feeds of the sample, as WordPress writes them: ten posts with their full text."""

from __future__ import annotations

from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from bwcrawler.sample.pieces import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.skins import Skins

PER_PAGE = 10
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def validators(magazine: Magazine) -> dict[str, str]:
    """`Last-Modified` and `ETag`: the newest change of the whole site."""
    newest = max((post.modified_utc for post in magazine.listed), default=None)
    moment = format_datetime(newest, usegmt=True) if newest else ""
    tag = sha256(moment.encode()).hexdigest()[:32]
    return {"Last-Modified": moment, "ETag": f'"{tag}"'}


def unchanged(now: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """True where a conditional request has the newest state already (RFC 9110, section 13).

    Args:
        now: The validators of the feed.
        asked: Headers of the request, names in lower case.
    """
    if "if-none-match" in asked:
        return asked["if-none-match"] == now["ETag"]
    return asked.get("if-modified-since") == now["Last-Modified"]


def rss(magazine: Magazine, skins: Skins, title: str, path: str, posts: Sequence[Post]) -> str:
    """The feed of these posts; `path` is its own."""
    built = format_datetime(max(post.modified_utc for post in posts)) if posts else ""
    items = "".join(_item(magazine, skins, post) for post in posts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {_NAMESPACES}>\n<channel>\n'
        f"<title>{escape(title)}</title>\n"
        f'<atom:link href="{magazine.base}{path}" rel="self" type="application/rss+xml" />\n'
        f"<link>{magazine.base}</link>\n<description>{magazine.words.tagline}</description>\n"
        f"<lastBuildDate>{built}</lastBuildDate>\n<language>en-US</language>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _item(magazine: Magazine, skins: Skins, post: Post) -> str:
    names = [*(section.name for section in post.sections), *(tag.name for tag in post.tags)]
    categories = "".join(f"<category><![CDATA[{name}]]></category>\n" for name in names)
    content = "" if post.protected else skins.content(post)
    return (
        f"<item>\n<title>{escape(skins.title(post))}</title>\n<link>{magazine.url(post)}</link>\n"
        f"<dc:creator><![CDATA[{post.account.name}]]></dc:creator>\n"
        f"<pubDate>{format_datetime(post.published_utc)}</pubDate>\n{categories}"
        f'<guid isPermaLink="false">{magazine.base}/?p={post.id}</guid>\n'
        f"<description><![CDATA[{skins.excerpt(post)}]]></description>\n"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>\n</item>\n"
    )
