"""What is shown inside a body and is neither text nor picture: films, sound, posts, files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.items import Embed, EmbedKind
from bwcrawler.pages.inline import plain_text

if TYPE_CHECKING:
    from lxml import etree

Resolve = Callable[[str | None], str]

_HOSTS: tuple[tuple[re.Pattern[str], EmbedKind], ...] = (
    (
        re.compile(
            r"youtube|youtu\.be|vimeo|dailymotion|rumble|bitchute|odysee|videopress|ted\.com"
        ),
        "video",
    ),
    (re.compile(r"soundcloud|spotify|podbean|anchor\.fm|spreaker|buzzsprout"), "audio"),
    (re.compile(r"(^|\.)(twitter|x)\.com$"), "tweet"),
)
_FILES: tuple[tuple[re.Pattern[str], EmbedKind], ...] = (
    (re.compile(r"\.pdf$", re.IGNORECASE), "pdf"),
    (re.compile(r"\.(mp4|m4v|mov|webm|ogv|avi)$", re.IGNORECASE), "video"),
    (re.compile(r"\.(mp3|m4a|ogg|oga|wav)$", re.IGNORECASE), "audio"),
    (re.compile(r"\.(docx?|xlsx?|pptx?|odt|ods|rtf|epub|zip|csv|txt)$", re.IGNORECASE), "file"),
)
_SOURCES = ("data-lazy-src", "data-src", "data-litespeed-src", "src", "data")
_PLAYERS = frozenset({"iframe", "video", "audio", "embed", "object", "amp-youtube"})
_POSTS = frozenset(
    {"twitter-tweet", "twitter-video", "instagram-media", "fb-post", "fb-video", "tiktok-embed"}
)
_CARD = "wp-embedded-content"
"""WordPress's frame with the card of another post, whose title stands in a quote before it."""
_ADDRESS = re.compile(r"https?://\S+")


def read_embed(element: etree._Element, resolve: Resolve) -> Embed | None:
    """The embed that an element shows; `None` where it is none."""
    classes = (element.get("class") or "").split()
    if element.tag in _PLAYERS:
        if _CARD in classes:
            return None
        url = _source(element)
        return _embed(resolve(url), element.get("title") or "", "frame") if url else None
    if _POSTS.intersection(classes):
        links = [link.get("href") for link in element.iter("a") if link.get("href")]
        address = element.get("cite") or element.get("data-href") or next(reversed(links), "")
        return _embed(resolve(address), plain_text(element), "frame") if address else None
    if "wp-block-file" in classes:
        link = next((one for one in element.iter("a") if one.get("href")), None)
        return (
            _embed(resolve(link.get("href")), plain_text(link), "file")
            if link is not None
            else None
        )
    return None


def linked_file(url: str, text: str) -> Embed | None:
    """The document that a link in the text leads to; `None` for a link to a page or picture."""
    kind = _kind_of_file(url)
    return Embed(kind=kind, url=url, title=text) if kind else None


def bare_address(text: str, resolve: Resolve) -> Embed | None:
    """The player of a paragraph that is nothing but its address (oEmbed without an answer)."""
    if not _ADDRESS.fullmatch(text):
        return None
    embed = _embed(resolve(text), "", "frame")
    return embed if embed.kind != "frame" else None


def _source(element: etree._Element) -> str:
    for one in (element, *element.iter("source")):
        for name in _SOURCES:
            value = (one.get(name) or "").strip()
            if value and not value.startswith(("data:", "about:", "javascript:")):
                return value
    return ""


def _embed(url: str, title: str, otherwise: EmbedKind) -> Embed:
    parts = urls.split(url)
    host = parts.hostname or "" if parts is not None else ""
    by_host = next((kind for pattern, kind in _HOSTS if pattern.search(host)), None)
    return Embed(kind=by_host or _kind_of_file(url) or otherwise, url=url, title=title)


def _kind_of_file(url: str) -> EmbedKind | None:
    parts = urls.split(url)
    path = parts.path if parts is not None else ""
    return next((kind for pattern, kind in _FILES if pattern.search(path)), None)
