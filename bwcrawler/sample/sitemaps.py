"""Sitemaps of the sample: those of WordPress core (with Genesis) and of Yoast (with Divi).

Core lists protected posts in the order of their ids, and tells no date before WordPress 6.5. Yoast
leaves protected posts out, lists those changed last at the end, and gives the last change and the
pictures of every post.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bwcrawler.sample.pieces import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.quirks import Quirks

CORE_SIZE, YOAST_SIZE = 2_000, 1_000
"""Posts in one file, unless it is configured otherwise."""

_CORE_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def chunks(posts: Sequence[Post], size: int) -> list[Sequence[Post]]:
    """Runs of at most `size` posts."""
    return [posts[at : at + size] for at in range(0, len(posts), size)]


def core(magazine: Magazine, quirks: Quirks) -> dict[str, Callable[[], str]]:
    """Path of each file of WordPress core and what writes it."""
    posts = [post for post in magazine.listed if post.id not in quirks.not_in_sitemap]
    files: dict[str, Callable[[], str]] = {}
    for number, chunk in enumerate(chunks(posts, quirks.sitemap_size or CORE_SIZE), start=1):
        moments = [post.modified_utc.isoformat() * quirks.core_lastmod for post in chunk]
        lines = dict(zip([post.path for post in chunk], moments, strict=True))
        files[f"/wp-sitemap-posts-post-{number}.xml"] = _plain(magazine, lines)
    for name, paths in _others(magazine).items():
        core_name = {
            "page": "posts-page",
            "glossary": "posts-glossary",
            "category": "taxonomies-category",
            "post_tag": "taxonomies-post_tag",
            "author": "users",
        }[name]
        files[f"/wp-sitemap-{core_name}-1.xml"] = _plain(magazine, dict.fromkeys(paths, ""))
    locations = [f"<sitemap><loc>{magazine.base}{path}</loc></sitemap>" for path in files]
    index = f'{_CORE_HEAD}<sitemapindex xmlns="{_SCHEMA}">{"".join(locations)}</sitemapindex>\n'
    files["/wp-sitemap.xml"] = lambda: index
    return files


def yoast(magazine: Magazine, quirks: Quirks) -> dict[str, Callable[[], str]]:
    """Path of each file of Yoast and what writes it."""
    posts = [post for post in magazine.published if post.id not in quirks.not_in_sitemap]
    posts.sort(key=lambda post: (post.modified, post.id))
    files: dict[str, Callable[[], str]] = {}
    lines = []

    def add(path: str, newest: datetime, write: Callable[[], str]) -> None:
        files[path] = write
        moment = newest.astimezone(UTC).isoformat()
        location = f"<loc>{magazine.base}{path}</loc>"
        lines.append(f"\t<sitemap>\n\t\t{location}\n\t\t<lastmod>{moment}</lastmod>\n\t</sitemap>")

    for number, chunk in enumerate(chunks(posts, quirks.sitemap_size or YOAST_SIZE), start=1):
        path = f"/post-sitemap{number if number > 1 else ''}.xml"
        newest = max(post.modified for post in chunk)
        add(path, newest, partial(_dated, magazine, chunk))
    newest = max((post.modified for post in posts), default=datetime.fromtimestamp(0, UTC))
    for name, paths in _others(magazine).items():
        add(f"/{name}-sitemap.xml", newest, _plain(magazine, dict.fromkeys(paths, "")))
    index = (
        f'{_CORE_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n{chr(10).join(lines)}\n</sitemapindex>\n'
    )
    files["/sitemap_index.xml"] = lambda: index
    return files


def _others(magazine: Magazine) -> dict[str, list[str]]:
    """Paths of everything but posts; terms and accounts without posts are left out."""
    return {
        "page": ["/", *(page.path for page in magazine.pages)],
        "glossary": [term.path for term in magazine.terms],
        "category": [
            f"/{section.path}/"
            for section in magazine.sections
            if magazine.listing("section", section.slug)
        ],
        "post_tag": [f"/{t.path}/" for t in magazine.tags if magazine.listing("tag", t.slug)],
        "author": [f"/{a.path}/" for a in magazine.accounts if magazine.listing("author", a.slug)],
    }


def _plain(magazine: Magazine, lines: Mapping[str, str]) -> Callable[[], str]:
    """A file of paths, each with the moment of its last change where that is told."""

    def write() -> str:
        locations = "".join(
            f"<url><loc>{magazine.base}{path}</loc>{_lastmod(moment)}</url>"
            for path, moment in lines.items()
        )
        return f'{_CORE_HEAD}<urlset xmlns="{_SCHEMA}">{locations}</urlset>\n'

    return write


def _lastmod(moment: str) -> str:
    return f"<lastmod>{moment}</lastmod>" if moment else ""


def _dated(magazine: Magazine, posts: Iterable[Post]) -> str:
    urls = []
    for post in posts:
        images = "".join(
            "<image:image><image:loc>"
            f"{magazine.base}/wp-content/uploads/{escape(picture.full)}"
            "</image:loc></image:image>"
            for picture in magazine.pictures(post)
        )
        moment = post.modified_utc.isoformat()
        location = f"<loc>{magazine.url(post)}</loc>{_lastmod(moment)}"
        urls.append(f"\t<url>{location}{images}</url>")
    head = f'<urlset xmlns:image="{_IMAGES}" xmlns="{_SCHEMA}">'
    return f"{_CORE_HEAD}{head}\n{chr(10).join(urls)}\n</urlset>\n"
