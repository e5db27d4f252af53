"""Sitemaps, answers of the REST API and conditional answers in which something is wrong."""

from __future__ import annotations

import gzip
import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.fault_server.pages import article, post_id, stand_in

if TYPE_CHECKING:
    from tests.fault_server.exchange import Answer, Exchange

XML = "application/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


async def sitemap(exchange: Exchange, kind: str) -> None:
    """A sitemap: sound, cut, HTML, empty, explosive, foreign, long, packed, of tomorrow."""
    here = exchange.url
    whole = _sitemap([f"{here}/mapped-{number}/" for number in range(20)])
    body: bytes = {
        "sound": lambda: whole,
        "cut": lambda: whole[: len(whole) // 2],
        "html": lambda: stand_in("Sitemap").encode(),
        "empty": lambda: b"",
        "entities": lambda: whole.replace(b"?>", b"?>" + _ENTITIES.encode()).replace(
            b"mapped-0", b"&c;"
        ),
        "warning": lambda: b"<br />\n<b>Warning</b>: Undefined variable<br />\n" + whole,
        "foreign": lambda: _sitemap([f"{here}/mapped-0/", "http://other.invalid/mapped-1/"]),
        "many": lambda: _sitemap([f"{here}/mapped-{number}/" for number in range(50_000)]),
        "gzip": lambda: gzip.compress(whole),
        "half-gzip": lambda: gzip.compress(whole)[: len(gzip.compress(whole)) // 2],
        "future": lambda: _sitemap([f"{here}/mapped-0/"], "2099-01-01T00:00:00+00:00"),
    }[kind]()
    await exchange.answer(body, content_type=XML)


async def rest(exchange: Exchange, kind: str) -> None:
    """The REST API: sound, closed, for members, HTML, without total, or beyond its last page."""
    number = exchange.visit.request.query.get("page", "1")
    posts = [
        {
            "id": post_id(slug),
            "link": f"{exchange.url}/{slug}/",
            "date_gmt": "2024-03-05T07:00:00",
            "modified_gmt": "2024-03-05T07:00:00",
        }
        for slug in ("rest-1", "rest-2")
    ]
    found, total = json.dumps(posts).encode(), {"X-WP-Total": "2", "X-WP-TotalPages": "1"}
    match kind:
        case "sound" if number == "1":
            await exchange.answer(found, content_type=JSON, headers=total)
        case "no-total" if number == "1":
            await exchange.answer(found, content_type=JSON)
        case "html":
            await exchange.answer(stand_in("Not for machines").encode())
        case "off":
            await _fails(exchange, 404, "rest_no_route")
        case "members":
            await _fails(exchange, 401, "rest_not_logged_in")
        case "forbidden":
            await _fails(exchange, 403, "rest_forbidden")
        case "cut":
            await exchange.answer(found[: len(found) // 2], content_type=JSON, headers=total)
        case _:
            await _fails(exchange, 400, "rest_post_invalid_page_number")


async def _fails(exchange: Exchange, status: int, code: str) -> None:
    body = json.dumps({"code": code, "message": "No.", "data": {"status": status}})
    await exchange.answer(body.encode(), status, JSON)


async def conditional(exchange: Exchange, kind: str) -> None:
    """304 for what nobody has; a strong or weak tag; a tag that stays while the page changes."""
    slug = exchange.path.strip("/")
    asked = exchange.visit.request.headers.get("if-none-match", "")
    etag = {"strong": '"1"', "weak": 'W/"1"', "stale": '"1"'}.get(kind, "")
    if kind == "never-sent" or (etag and asked == etag):
        await exchange.answer(b"", HTTPStatus.NOT_MODIFIED)
        return
    edited = f"<p>Edited {exchange.attempt} times.</p>" if kind == "stale" else ""
    await exchange.answer(article(slug, edited).encode(), headers={"ETag": etag})


def _sitemap(locations: list[str], modified: str = "2024-03-05T07:00:00+00:00") -> bytes:
    entries = "".join(
        f"<url><loc>{location}</loc><lastmod>{modified}</lastmod></url>\n" for location in locations
    )
    return f'{_PROLOG}<urlset xmlns="{_NAMESPACE}">\n{entries}</urlset>'.encode()


_SITEMAPS = "sound|cut|html|empty|entities|warning|foreign|many|gzip|half-gzip|future"
ROUTES: dict[str, Answer] = {
    f"/sitemaps/{{kind:{_SITEMAPS}}}": sitemap,
    "/rest/{kind:sound|off|members|forbidden|html|no-total|cut}": rest,
    "/conditional-{kind:never-sent|strong|weak|stale}/": conditional,
}
