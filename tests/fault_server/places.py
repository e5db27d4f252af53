"""Answers that lead astray: redirects to anywhere, and pages that link on for ever."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.fault_server.pages import listing, stand_in

if TYPE_CHECKING:
    from tests.fault_server.exchange import Answer, Exchange

SECRET = "/secret/"
"""The path on the other port that redirects lead to."""

_AWAY = {
    "host": "http://other.invalid/secret/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "private": "http://10.0.0.1/secret/",
    "ipv6": "http://[::1]/secret/",
    "file": "file:///etc/passwd",
    "data": "data:text/html,secret",
    "ftp": "ftp://127.0.0.1/secret",
}


async def loop(exchange: Exchange, number: str) -> None:
    """A redirect to the same with the next number."""
    await exchange.redirect(f"/loop-{int(number) + 1}/")


async def self_redirect(exchange: Exchange) -> None:
    """A redirect to itself."""
    await exchange.redirect(exchange.path)


async def away(exchange: Exchange, place: str) -> None:
    """A redirect to another host, a private address, or another scheme."""
    await exchange.redirect(_AWAY[place])


async def to_port(exchange: Exchange) -> None:
    """A redirect to the other port of this server."""
    await exchange.redirect(f"{exchange.elsewhere}{SECRET}")


async def later_to_port(exchange: Exchange) -> None:
    """503 first, then a redirect to the other port of this server."""
    if exchange.attempt == 0:
        await exchange.answer(b"Later.", HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        await to_port(exchange)


async def month(exchange: Exchange, year: str, month: str) -> None:
    """A month without entries that links to the one before and the one after, for ever."""
    now = int(year) * 12 + int(month) - 1
    before, after = (f"/{there // 12:04}/{there % 12 + 1:02}/" for there in (now - 1, now + 1))
    page = listing([], heading=f"{year}-{month}", previous=before, following=after)
    await exchange.answer(page.encode())


async def same_listing(exchange: Exchange, page: str = "1") -> None:
    """A listing that answers every page number with the same ten articles and a next page."""
    slugs = [f"listed-{number}" for number in range(10)]
    following = f"/tag/same/page/{int(page) + 1}/"
    await exchange.answer(listing(slugs, following=following).encode())


async def growing_listing(exchange: Exchange, page: str = "1") -> None:
    """A listing in which every page has another article and a next page, for ever."""
    following = f"/tag/growing/page/{int(page) + 1}/"
    await exchange.answer(listing([f"listed-on-{page}"], following=following).encode())


async def secret(exchange: Exchange) -> None:
    """What redirects lead to; its other port counts who comes."""
    await exchange.answer(stand_in("A secret").encode())


ROUTES: dict[str, Answer] = {
    r"/loop-{number:\d+}/": loop,
    "/self/": self_redirect,
    f"/to-{{place:{'|'.join(_AWAY)}}}/": away,
    "/to-port/": to_port,
    "/later-to-port/": later_to_port,
    r"/{year:\d\d\d\d}/{month:\d\d}/": month,
    "/tag/same/": same_listing,
    r"/tag/same/page/{page:\d+}/": same_listing,
    "/tag/growing/": growing_listing,
    r"/tag/growing/page/{page:\d+}/": growing_listing,
    SECRET: secret,
}
