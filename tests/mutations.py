"""What may be wrong with a page, as Hypothesis strategies: damages, and how its text is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Mutation = Callable[[str], str]


def cut(places: list[float]) -> Mutation:
    """Drop what lies between two places of the page."""
    start, end = sorted(places)
    return lambda html: html[: int(start * len(html))] + html[int(end * len(html)) :]


def truncate(place: float) -> Mutation:
    return lambda html: html[: int(place * len(html))]


def reorder(places: list[float]) -> Mutation:
    """Swap the two neighbouring stretches that three places of the page bound."""

    def swapped(html: str) -> str:
        a, b, c = sorted(int(place * len(html)) for place in places)
        return html[:a] + html[b:c] + html[a:b] + html[c:]

    return swapped


def insert(place: float, text: str) -> Mutation:
    return lambda html: html[: int(place * len(html))] + text + html[int(place * len(html)) :]


def rename_classes(suffix: str) -> Mutation:
    """Another theme's names: every class of the page ends in `suffix`."""

    def renamed(html: str) -> str:
        return re.sub(
            r'class="([^"]*)"',
            lambda found: 'class="' + " ".join(n + suffix for n in found[1].split()) + '"',
            html,
        )

    return renamed


def without(pattern: str) -> Mutation:
    """Drop every match."""
    return lambda html: re.sub(pattern, "", html, flags=re.DOTALL)


def replace(old: str, new: str) -> Mutation:
    return lambda html: html.replace(old, new)


def wrap_in_divs(depth: int) -> Mutation:
    return lambda html: re.sub(r"(<body[^>]*>)", r"\1" + "<div>" * depth, html, count=1)


PLACE = st.floats(0, 1)
JUNK = st.one_of(
    st.sampled_from(
        ["\0", "\ud800", "\udfff<p>", "\x1b", "\x85", "&#0;", "&#xD800;", "&#1114112;"]
    ),
    st.sampled_from(
        ["<p>", "</div>" * 9, "<table>", "<!--", "<![CDATA[", "<svg><p>", "<plaintext>"]
    ),
    st.sampled_from(
        ["<h1></h1>", '<time datetime="x">', "<base href='//['>", "<a href='http://['>x"]
    ),
    st.text(max_size=20),
)
MUTATIONS: SearchStrategy[Mutation] = st.one_of(
    st.builds(cut, st.lists(PLACE, min_size=2, max_size=2)),
    st.builds(truncate, PLACE),
    st.builds(reorder, st.lists(PLACE, min_size=3, max_size=3)),
    st.builds(insert, PLACE, JUNK),
    st.builds(rename_classes, st.sampled_from(["", "-2027", "é", "\0"])),
    st.sampled_from(
        [
            without(r"<script.*?</script>"),
            without(r"<h1.*?</h1>"),
            without(r"<time.*?</time>"),
            without(r"<meta[^>]*>"),
            without(r"<head.*?</head>"),
            without(r"</\w+>"),
            without(r"<p\b.*?</p>"),
            without(r"\d"),
            without(r'"'),
            replace("<p", "<div"),
            replace(">", ">\u2029"),
            replace("20", "99999"),
            replace("T", "\ud83d"),
            replace("http", "\\u0000"),
            replace("@type", "@graph"),
            replace('":', '":['),
            str.upper,
            wrap_in_divs(200),
            wrap_in_divs(3_000),
        ]
    ),
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "gb18030", "shift_jis", "big5"]


def as_text(html: str) -> str:
    return html


def as_bytes(encoding: str) -> Callable[[str], bytes]:
    """The page as a server with that encoding would send it, what it cannot say left as `?`."""
    return lambda html: html.encode(encoding, "replace")


def torn(html: str) -> bytes:
    """Bytes that no encoding explains: every thousandth one is wrong."""
    page = bytearray(html.encode("utf-8", "surrogatepass"))
    page[::1000] = b"\xff" * len(page[::1000])
    return bytes(page)


FORMS: SearchStrategy[Callable[[str], str | bytes]] = st.one_of(
    st.just(as_text), st.just(torn), st.sampled_from(ENCODINGS).map(as_bytes)
)
