"""The REST API of the sample: `wp/v2/posts` and lists of terms, users and pages.

Shapes, headers and errors are those of WordPress; parameters that no crawler needs are ignored.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bwcrawler.sample.connection import Response
from bwcrawler.sample.heads import ROME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bwcrawler.sample.magazine import ListingKind, Magazine
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.quirks import Quirks
    from bwcrawler.sample.skins import Skins
    from bwcrawler.sample.taxonomy import Term

DEFAULT_SIZE, LARGEST_SIZE = 10, 100
ROOT = "/wp-json/wp/v2/"
_LOCAL = "%Y-%m-%dT%H:%M:%S"


def answer(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Data as JSON with escaped slashes, as PHP writes it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/")
    content_type = "application/json; charset=UTF-8"
    return Response(text.encode(), status, content_type, {"Allow": "GET", **(headers or {})})


def error(status: int, code: str, message: str) -> Response:
    """An error object."""
    return answer({"code": code, "message": message, "data": {"status": status}}, status)


def respond(
    magazine: Magazine, skins: Skins, quirks: Quirks, path: str, query: Mapping[str, str]
) -> Response:
    """The answer to a path below `/wp-json/`."""
    if not quirks.rest:
        return error(401, "rest_not_logged_in", "You are not currently logged in.")
    if path.rstrip("/") in {"/wp-json", "/wp-json/wp/v2"}:
        return answer({"name": "Bitter Winter", "url": magazine.base, "namespaces": ["wp/v2"]})
    kind, _, number = path.removeprefix(ROOT).rstrip("/").partition("/")
    if kind == "posts" and number.isdigit():
        return _one(magazine, skins, int(number), query)
    if kind == "posts" and not number:
        return _many(magazine, skins, quirks, query)
    if kind in _LISTS and not number:
        return _page(magazine, kind, _LISTS[kind](magazine), query, lambda row: row)
    return error(404, "rest_no_route", "No route was found matching the URL and request method.")


def _one(magazine: Magazine, skins: Skins, number: int, query: Mapping[str, str]) -> Response:
    post = magazine.by_id(number)
    if post is None:
        return error(404, "rest_post_invalid_id", "Invalid post ID.")
    if post.state != "publish":
        return error(401, "rest_forbidden", "Sorry, you are not allowed to do that.")
    return answer(_represent(magazine, skins, post, query))


def _many(magazine: Magazine, skins: Skins, quirks: Quirks, query: Mapping[str, str]) -> Response:
    posts = [post for post in magazine.listed if post.id not in quirks.not_in_rest]
    try:
        for name, keep in _FILTERS.items():
            if name in query:
                posts = [post for post in posts if keep(post, query[name])]
        key = _ORDERS[query.get("orderby", "date")]
        descending = {"asc": False, "desc": True}[query.get("order", "desc")]
    except (KeyError, ValueError):
        return error(400, "rest_invalid_param", "Invalid parameter(s)")
    posts.sort(key=key, reverse=descending)
    return _page(
        magazine, "posts", posts, query, lambda post: _represent(magazine, skins, post, query)
    )


def _page(
    magazine: Magazine,
    kind: str,
    rows: Sequence[Any],
    query: Mapping[str, str],
    represent: Callable[[Any], object],
) -> Response:
    try:
        size, page = int(query.get("per_page", DEFAULT_SIZE)), int(query.get("page", 1))
    except ValueError:
        size = page = 0
    if not 1 <= size <= LARGEST_SIZE or page < 1:
        return error(400, "rest_invalid_param", "Invalid parameter(s): per_page, page")
    last = -(-len(rows) // size)
    if page > max(last, 1):
        message = "The page number requested is larger than the number of pages available."
        return error(400, "rest_post_invalid_page_number", message)
    headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(last)}
    links = [("prev", page - 1)] * (page > 1) + [("next", page + 1)] * (page < last)
    if links:
        headers["Link"] = ", ".join(
            f'<{magazine.base}{ROOT}{kind}?{urlencode({**query, "page": to})}>; rel="{name}"'
            for name, to in links
        )
    return answer([represent(row) for row in rows[(page - 1) * size : page * size]], 200, headers)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ROME)


_FILTERS: dict[str, Callable[[Post, str], bool]] = {
    "after": lambda post, value: post.published > _moment(value),
    "before": lambda post, value: post.published < _moment(value),
    "modified_after": lambda post, value: post.modified > _moment(value),
    "modified_before": lambda post, value: post.modified < _moment(value),
    "slug": lambda post, value: post.slug in value.split(","),
    "include": lambda post, value: str(post.id) in value.split(","),
    "exclude": lambda post, value: str(post.id) not in value.split(","),
    "search": lambda post, value: value.lower() in post.title.lower(),
    "categories": lambda post, value: any(str(s.id) in value.split(",") for s in post.sections),
    "tags": lambda post, value: any(str(t.id) in value.split(",") for t in post.tags),
}
_ORDERS: dict[str, Callable[[Post], Any]] = {
    "date": lambda post: post.order,
    "modified": lambda post: (post.modified, post.id),
    "id": lambda post: post.id,
    "slug": lambda post: post.slug,
    "title": lambda post: (post.title, post.id),
}


def _represent(
    magazine: Magazine, skins: Skins, post: Post, query: Mapping[str, str]
) -> dict[str, Any]:
    hidden = {"rendered": "", "protected": True}
    fields: dict[str, Callable[[], Any]] = {
        "id": lambda: post.id,
        "date": lambda: post.published.strftime(_LOCAL),
        "date_gmt": lambda: post.published_utc.strftime(_LOCAL),
        "guid": lambda: {"rendered": f"{magazine.base}/?p={post.id}"},
        "modified": lambda: post.modified.strftime(_LOCAL),
        "modified_gmt": lambda: post.modified_utc.strftime(_LOCAL),
        "slug": lambda: post.slug,
        "status": lambda: "publish",
        "type": lambda: "post",
        "link": lambda: magazine.url(post),
        "title": lambda: {"rendered": skins.title(post)},
        "content": lambda: (
            hidden if post.protected else {"rendered": skins.content(post), "protected": False}
        ),
        "excerpt": lambda: (
            hidden
            if post.protected
            else {"rendered": f"<p>{skins.excerpt(post)}</p>\n", "protected": False}
        ),
        "author": lambda: post.account.id,
        "sticky": lambda: post.sticky,
        "categories": lambda: [section.id for section in post.sections],
        "tags": lambda: [tag.id for tag in post.tags],
    }
    wanted = query.get("_fields")
    names = {part.split(".")[0] for part in wanted.split(",")} if wanted else fields.keys()
    return {name: value() for name, value in fields.items() if name in names}


def _terms(magazine: Magazine, kind: ListingKind, terms: Sequence[Term]) -> list[dict[str, Any]]:
    """Terms or accounts as rows; those without posts are left out."""
    rows = []
    for term in terms:
        if count := len(magazine.listing(kind, term.slug)):
            link = f"{magazine.base}/{term.path}/"
            names = {"slug": term.slug, "name": term.name}
            rows.append({"id": term.id, "count": count, "link": link, **names})
    return rows


def _page_rows(magazine: Magazine) -> list[dict[str, Any]]:
    return [
        {"id": page.id, "link": f"{magazine.base}{page.path}", "title": {"rendered": page.title}}
        for page in magazine.pages
    ]


_LISTS: dict[str, Callable[[Magazine], list[dict[str, Any]]]] = {
    "categories": lambda magazine: _terms(magazine, "section", magazine.sections),
    "tags": lambda magazine: _terms(magazine, "tag", magazine.tags),
    "users": lambda magazine: _terms(magazine, "author", magazine.accounts),
    "pages": _page_rows,
}
