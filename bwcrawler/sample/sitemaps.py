"""Sitemaps of the sample: those of WordPress core (with Genesis) and of Yoast (with Divi).

Core lists protected posts and tells no date; Yoast leaves protected posts out and gives the last
change and the pictures of every post.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bwcrawler.sample.pieces import escape, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post

CORE_SIZE, YOAST_SIZE = 500, 250
"""Posts in one file."""

_CORE_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def chunks(posts: Sequence[Post], size: int) -> list[Sequence[Post]]:
    """Runs of at most `size` posts."""
    return [posts[at : at + size] for at in range(0, len(posts), size)]


def core(magazine: Magazine, hidden: frozenset[int]) -> dict[str, Callable[[], str]]:
    """Path of each file of WordPress core and what writes it."""
    posts = [post for post in magazine.listed if post.id not in hidden]
    files: dict[str, Callable[[], str]] = {}
    for number, chunk in enumerate(chunks(posts, CORE_SIZE), start=1):
        paths = [post.path for post in chunk]
        files[f"/wp-sitemap-posts-post-{number}.xml"] = _plain(magazine, paths)
    for name, paths in _others(magazine).items():
        core_name = {
            "page": "posts-page",
            "glossary": "posts-glossary",
            "category": "taxonomies-category",
            "post_tag": "taxonomies-post_tag",
            "author": "users",
        }[name]
        files[f"/wp-sitemap-{core_name}-1.xml"] = _plain(magazine, paths)
    locations = [f"<sitemap><loc>{magazine.base}{path}</loc></sitemap>" for path in files]
    index = f'{_CORE_HEAD}<sitemapindex xmlns="{_SCHEMA}">{"".join(locations)}</sitemapindex>\n'
    files["/wp-sitemap.xml"] = lambda: index
    return files


def yoast(magazine: Magazine, hidden: frozenset[int]) -> dict[str, Callable[[], str]]:
    """Path of each file of Yoast and what writes it."""
    posts = [post for post in magazine.published if post.id not in hidden]
    files: dict[str, Callable[[], str]] = {}
    lines = []

    def add(path: str, newest: datetime, write: Callable[[], str]) -> None:
        files[path] = write
        moment = newest.astimezone(UTC).isoformat()
        location = f"<loc>{magazine.base}{path}</loc>"
        lines.append(f"\t<sitemap>\n\t\t{location}\n\t\t<lastmod>{moment}</lastmod>\n\t</sitemap>")

    for number, chunk in enumerate(chunks(posts, YOAST_SIZE), start=1):
        path = f"/post-sitemap{number if number > 1 else ''}.xml"
        newest = max(post.modified for post in chunk)
        add(path, newest, partial(_dated, magazine, chunk))
    newest = max((post.modified for post in posts), default=datetime.fromtimestamp(0, UTC))
    for name, paths in _others(magazine).items():
        add(f"/{name}-sitemap.xml", newest, _plain(magazine, paths))
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


def _plain(magazine: Magazine, paths: Iterable[str]) -> Callable[[], str]:
    def write() -> str:
        locations = "".join(f"<url><loc>{magazine.base}{path}</loc></url>" for path in paths)
        return f'{_CORE_HEAD}<urlset xmlns="{_SCHEMA}">{locations}</urlset>\n'

    return write


def _dated(magazine: Magazine, posts: Iterable[Post]) -> str:
    urls = []
    for post in posts:
        images = "".join(
            "<image:image><image:loc>"
            f"{magazine.base}/wp-content/uploads/{escape(picture.full)}"
            "</image:loc></image:image>"
            for picture in shown(magazine.story(post).pieces)
        )
        moment = post.modified_utc.isoformat()
        location = f"<loc>{magazine.url(post)}</loc><lastmod>{moment}</lastmod>"
        urls.append(f"\t<url>{location}{images}</url>")
    head = f'<urlset xmlns:image="{_IMAGES}" xmlns="{_SCHEMA}">'
    return f"{_CORE_HEAD}{head}\n{chr(10).join(urls)}\n</urlset>\n"
