"""Pages that arrive whole, and have something wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fault_server.exchange import HTML
from tests.fault_server.pages import article, stand_in

if TYPE_CHECKING:
    from tests.fault_server.exchange import Answer, Exchange

ACCENTED = "“Così è” – naïve café"
"""Says the same in UTF-8 and in Windows-1252, in different bytes."""

TITLES = {
    "equals": '=HYPERLINK("http://other.invalid/","x")',
    "plus": "+1",
    "minus": "-1",
    "at": "@SUM(A1)",
    "script": "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "bidi": "Left \u202e right \u2066 end",
}
_TEXTS = {
    "nul": "a\0b\x01c\x0bd",
    "surrogate": "one &#xD800; two &#xDFFF; three",
    "bidi": "Left \u202e right",
    "c1": "one \x85 two \x9f three",
}
_STAND_INS = {
    "soft-404": "Page not found",
    "challenge": "Just a moment...",
    "maintenance": "Maintenance mode",
    "login": "Log In",
}


async def large(exchange: Exchange, mib: str) -> None:
    """An article of so many MiB of prose."""
    paragraph = f"<p>{'Words and words. ' * 60}</p>\n"
    body = paragraph * (int(mib) * 1024 * 1024 // len(paragraph))
    await exchange.answer(article(_slug(exchange), body).encode())


async def links(exchange: Exchange, number: str) -> None:
    """An article with so many links to other articles."""
    body = "".join(f'<a href="/linked-{one}/">link</a> ' for one in range(int(number)))
    await exchange.answer(article(_slug(exchange), f"<p>{body}</p>").encode())


async def deep(exchange: Exchange, levels: str) -> None:
    """An article inside of so many nested elements, and more text after them."""
    depth = int(levels)
    body = f"{'<div>' * depth}<p>The innermost.</p>{'</div>' * depth}<p>After them.</p>"
    await exchange.answer(article(_slug(exchange), body).encode())


async def encoding(exchange: Exchange, kind: str) -> None:
    """Windows-1252 that is declared as UTF-8, in the header, or nowhere; UTF-8 with a BOM."""
    slug, prose = _slug(exchange), f"<p>{ACCENTED}</p>"
    bare = "text/html"
    body, content_type = {
        "lying-header": (article(slug, prose, charset="windows-1252").encode("cp1252"), HTML),
        "lying-both": (article(slug, prose).encode("cp1252"), HTML),
        "meta": (article(slug, prose, charset="windows-1252").encode("cp1252"), bare),
        "bom": (article(slug, prose, charset="windows-1252").encode("utf-8-sig"), bare),
        "invalid": (article(slug, f"{prose}<p>X</p>").encode().replace(b"X", b"\xff"), HTML),
    }[kind]
    await exchange.answer(body, content_type=content_type)


async def text(exchange: Exchange, kind: str) -> None:
    """An article with NUL, controls, lone surrogates or bidi controls in its prose."""
    await exchange.answer(article(_slug(exchange), f"<p>{_TEXTS[kind]}</p>").encode())


async def title(exchange: Exchange, kind: str) -> None:
    """An article whose title is a formula, a script, or bidi controls."""
    await exchange.answer(article(_slug(exchange), title=TITLES[kind]).encode())


async def instead(exchange: Exchange, kind: str) -> None:
    """Another page in place of the article, with status 200."""
    await exchange.answer(stand_in(_STAND_INS[kind]).encode())


def _slug(exchange: Exchange) -> str:
    return exchange.path.strip("/")


ROUTES: dict[str, Answer] = {
    r"/large-{mib:\d+}/": large,
    r"/links-{number:\d+}/": links,
    r"/deep-{levels:\d+}/": deep,
    "/encoding-{kind:lying-header|lying-both|meta|bom|invalid}/": encoding,
    f"/text-{{kind:{'|'.join(_TEXTS)}}}/": text,
    f"/title-{{kind:{'|'.join(TITLES)}}}/": title,
    f"/instead-{{kind:{'|'.join(_STAND_INS)}}}/": instead,
}
