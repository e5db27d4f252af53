"""Answers that put off or break off: statuses, waits, connections that end; robots.txt too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import TYPE_CHECKING

from tests.fault_server.exchange import PLAIN
from tests.fault_server.pages import stand_in

if TYPE_CHECKING:
    from tests.fault_server.exchange import Answer, Exchange

ROBOTS_LIMIT = 512 * 1024
"""Bytes of robots.txt that every crawler has to read (RFC 9309, 2.5)."""

_ABSURD = {
    "minus": "-1",
    "word": "abc",
    "huge": "1000000000",
    "past": "Thu, 01 Jan 1970 00:00:00 GMT",
}


async def status(exchange: Exchange, code: str) -> None:
    """That status."""
    await exchange.answer(stand_in(f"Status {code}").encode(), int(code))


async def wait(exchange: Exchange, code: str, seconds: str) -> None:
    """That status, `Retry-After` in seconds."""
    await _later(exchange, code, {"Retry-After": seconds})


async def wait_until(exchange: Exchange, code: str, seconds: str) -> None:
    """That status, `Retry-After` as a date so many seconds from now."""
    await _later(exchange, code, {"Retry-After": _http_date(int(seconds))})


async def wait_by_a_wrong_clock(exchange: Exchange, code: str, seconds: str) -> None:
    """As `-until-`, by a clock that is a day fast, in `Date` too."""
    fast = 24 * 60 * 60
    headers = {"Date": _http_date(fast), "Retry-After": _http_date(fast + int(seconds))}
    await _later(exchange, code, headers)


async def wait_absurdly(exchange: Exchange, code: str, value: str) -> None:
    """That status, with a `Retry-After` that makes no sense: -1, abc, 1e9, 1970."""
    await _later(exchange, code, {"Retry-After": _ABSURD[value]})


async def _later(exchange: Exchange, code: str, headers: dict[str, str]) -> None:
    await exchange.answer(stand_in("Later").encode(), int(code), headers=headers)


def _http_date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


async def reset(exchange: Exchange) -> None:
    """The connection is reset before any answer."""
    exchange.reset()


async def empty(exchange: Exchange) -> None:
    """The connection is closed without a byte."""


async def garbage(exchange: Exchange) -> None:
    """3 KB of random bytes in place of HTTP."""
    await exchange.send(Random(3).randbytes(3072))


async def hang(exchange: Exchange) -> None:
    """Nothing, for as long as the client stays."""
    await exchange.until_left()


async def late(exchange: Exchange, milliseconds: str, slug: str) -> None:  # noqa: ARG001
    """A sound page, so many milliseconds late."""
    await exchange.pause(int(milliseconds) / 1000)
    await exchange.answer_so(exchange.sound.body)


async def drip_head(exchange: Exchange) -> None:
    """Headers of one byte every half second, for ever."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        await exchange.send(b"a")
        await exchange.pause(0.5)


async def robots_of_status(exchange: Exchange, code: str) -> None:
    """robots.txt with that status, and a web page as its body."""
    await status(exchange, code)


async def robots_html(exchange: Exchange) -> None:
    """A web page in place of robots.txt, with status 200."""
    await exchange.answer(stand_in("Welcome").encode())


async def robots_that_forbid(exchange: Exchange) -> None:
    """robots.txt that forbids everything."""
    await exchange.answer(b"User-agent: *\nDisallow: /\n", content_type=PLAIN)


async def robots_that_forbid_late(exchange: Exchange) -> None:
    """robots.txt that forbids everything, half a second late."""
    await exchange.pause(0.5)
    await robots_that_forbid(exchange)


async def robots_large(exchange: Exchange) -> None:
    """600 KB of robots.txt: forbids `/early/` first and `/late/` behind 512 KiB."""
    early = b"User-agent: *\nDisallow: /early/\n"
    filling = b"# filling\n" * ((ROBOTS_LIMIT - len(early)) // 10 + 10)
    late = b"Disallow: /late/\n"
    end = b"# end\n" * ((600_000 - len(filling)) // 6)
    await exchange.answer(early + filling + late + end, content_type=PLAIN)


async def robots_with_bom(exchange: Exchange) -> None:
    """robots.txt that forbids `/early/`, after a byte order mark."""
    rules = b"\xef\xbb\xbfUser-agent: *\nDisallow: /early/\n"
    await exchange.answer(rules, content_type=PLAIN)


async def robots_delay(exchange: Exchange, seconds: str) -> None:
    """robots.txt with a `Crawl-delay`."""
    rules = f"User-agent: *\nCrawl-delay: {seconds}\nDisallow:\n"
    await exchange.answer(rules.encode(), content_type=PLAIN)


async def robots_behind_redirects(exchange: Exchange, number: str) -> None:
    """robots.txt that forbids everything, behind so many redirects."""
    left = int(number) - 1
    await exchange.redirect(f"/robots/redirects-{left}" if left else "/robots/forbid")


async def robots_in_half(exchange: Exchange) -> None:
    """robots.txt that is cut off before its end, by its Content-Length."""
    rules = b"User-agent: *\nDisallow: /early/\n"
    await exchange.head(content_type=PLAIN, content_length=2 * len(rules))
    await exchange.send(rules)


ROUTES: dict[str, Answer] = {
    r"/status-{code:\d+}/": status,
    r"/{code:429|503}-wait-{seconds:\d+}/": wait,
    r"/{code:429|503}-until-{seconds:\d+}/": wait_until,
    r"/{code:429|503}-fast-clock-{seconds:\d+}/": wait_by_a_wrong_clock,
    r"/{code:429|503}-absurd-{value:minus|word|huge|past}/": wait_absurdly,
    "/reset/": reset,
    "/empty/": empty,
    "/garbage/": garbage,
    "/hang/": hang,
    "/drip-head/": drip_head,
    r"/late-{milliseconds:\d+}-{slug:[^/]+}/": late,
    r"/robots/status-{code:\d+}": robots_of_status,
    "/robots/html": robots_html,
    "/robots/forbid": robots_that_forbid,
    "/robots/slow-forbid": robots_that_forbid_late,
    "/robots/large": robots_large,
    "/robots/bom": robots_with_bom,
    r"/robots/delay-{seconds:\d+}": robots_delay,
    r"/robots/redirects-{number:\d+}": robots_behind_redirects,
    "/robots/half": robots_in_half,
    "/robots/reset": reset,
    "/robots/hang": hang,
}
