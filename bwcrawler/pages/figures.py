"""Pictures with what is printed under them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from bwcrawler.editions import EDITIONS
from bwcrawler.items import Figure
from bwcrawler.pages.inline import emoji, plain_text
from bwcrawler.pages.pieces import letters
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from lxml import etree

Resolve = Callable[[str | None], str]

CAPTION_CLASSES = frozenset(
    """wp-caption-text wp-element-caption gallery-caption et_pb_gallery_caption
    blocks-gallery-caption wp-caption-dd""".split()
)
_FRAMES = frozenset({"wp-caption", "gallery-item", "et_pb_gallery_item", "wp-block-image"})
"""Classes of an element that holds one picture and its caption."""
_NO_PICTURE = frozenset({"avatar"})
_MOST_ELEMENTS = 100
"""Elements inside of a frame that are looked at; one that holds more frames other things too."""
CAPTION_LIMIT = 400
"""Characters; longer text beside a picture is prose, where no element says otherwise."""
_NOT_ONE_PICTURE = frozenset(
    {"table", "iframe", "video", "audio", "blockquote", "pre", "figure", "object", "embed"}
)
_SOURCES = (
    "data-lazy-src",
    "data-src",
    "data-original",
    "data-orig-file",
    "data-large-file",
    "src",
)
_SOURCE_SETS = ("data-lazy-srcset", "data-srcset", "srcset")
_PICTURE_FILE = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg|tiff?|bmp)(\?.*)?$", re.IGNORECASE)
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)|-scaled(?=\.\w+$)")
_NUMBER = re.compile(r"\d{1,5}")

_CREDIT_WORDS = "|".join(
    re.escape(word)
    for word in sorted(
        {word for edition in EDITIONS.values() for word in edition.credit_words},
        key=len,
        reverse=True,
    )
)
_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…。！？”\"»])\s*|\s*(?=[(（]))"
    rf"(?P<credit>[(（]\s*(?:[^()（）]*?)(?:{_CREDIT_WORDS})[^()（）]*[)）]\.?|(?:{_CREDIT_WORDS})(?![^\W\d_])[^.。]*(?:\.[^.]{{1,40}})?[.。]?)$",
    re.IGNORECASE,
)


def read_figure(element: etree._Element, resolve: Resolve) -> Figure | None:
    """The picture that an element frames, with its caption and credit.

    `None` for an element that frames no picture or several, or holds more than their caption.
    """
    if not _is_frame(element):
        return None
    image, captions = _picture_and_captions(element)
    figure = read_image(image, resolve) if image is not None else None
    if figure is None or len(captions) > 1:
        return None
    # A frame without an element for it may hold the caption as mere text.
    caption = captions[0] if captions else element
    if not _is_titled(element) and letters(plain_text(caption)) != letters(plain_text(element)):
        return None
    set_caption(figure, caption, resolve)
    return figure if len(figure.caption) <= CAPTION_LIMIT or captions else None


def _is_titled(element: etree._Element) -> bool:
    """True for an item of Divi's gallery, which prints the title of the picture's file as well."""
    return "et_pb_gallery_item" in (element.get("class") or "").split()


def _is_frame(element: etree._Element) -> bool:
    if element.tag == "figure":
        return True
    if element.tag not in ("div", "dl", "li"):
        return False
    framed = not _FRAMES.isdisjoint((element.get("class") or "").split())
    return framed or (element.tag == "div" and _has_shape_of_caption(element))


def _picture_and_captions(
    element: etree._Element,
) -> tuple[etree._Element | None, list[etree._Element]]:
    """The only picture in a frame, copies for readers without scripts aside, and its captions."""
    picture: etree._Element | None = None
    captions: list[etree._Element] = []
    for inner in islice(element.iterdescendants(), _MOST_ELEMENTS):
        if inner.tag in _NOT_ONE_PICTURE:
            return None, []
        if inner.tag in ("img", "amp-img") and not emoji(inner) and not _is_copy(inner):
            if picture is not None:
                return None, []
            picture = inner
        elif is_caption(inner):
            captions.append(inner)
    if not captions and element.tag == "div" and _has_shape_of_caption(element):
        captions = [element[1]]
    return picture, captions


def _is_copy(image: etree._Element) -> bool:
    """True for the copy of a lazy picture: `noscript`, around it or around its link."""
    around = image.getparent()
    while around is not None and around.tag in ("a", "picture", "span"):
        around = around.getparent()
    return around is not None and around.tag == "noscript"


def _has_shape_of_caption(element: etree._Element) -> bool:
    """True for a picture and one paragraph alone: WordPress's `wp-caption` under any class."""
    if [child.tag for child in element[1:]] != ["p"] or (element.text or "").strip():
        return False
    picture, paragraph = element
    if picture.tag == "a" and len(picture) == 1:
        picture = picture[0]
    return picture.tag == "img" and bool(plain_text(paragraph))


def is_caption(element: etree._Element) -> bool:
    """True for the element of a caption, in any theme."""
    return element.tag == "figcaption" or not CAPTION_CLASSES.isdisjoint(
        (element.get("class") or "").split()
    )


def is_caption_of(figure: Figure, element: etree._Element) -> bool:
    """True for the caption of a picture before it, not of a gallery whose last picture that is."""
    before = element.getprevious()
    of_gallery = "blocks-gallery-caption" in (element.get("class") or "").split()
    return (
        not figure.caption
        and not of_gallery
        and (before is None or before.tag not in ("figure", "ul"))
    )


def set_caption(figure: Figure, element: etree._Element, resolve: Resolve) -> None:
    """Caption of the figure from its element: the text, and what of it is the credit."""
    figure.caption = clean_line(plain_text(element))
    figure.credit = credit_of(figure.caption)
    links = [link for link in element.iter("a") if link.get("href")]
    if figure.credit and links and plain_text(links[-1]) in figure.credit:
        figure.credit_url = resolve(links[-1].get("href"))


def credit_of(caption: str) -> str:
    """The credit at the end of a caption, as printed; empty if there is none."""
    match = _CREDIT.search(caption)
    return match["credit"].strip() if match else ""


def read_image(image: etree._Element, resolve: Resolve) -> Figure | None:
    """The picture of an `img`; `None` for avatars, tracking pixels and pictures without address."""
    if not _NO_PICTURE.isdisjoint((image.get("class") or "").split()):
        return None
    width, height = _pixels(image.get("width")), _pixels(image.get("height"))
    if width == 1 or height == 1:
        return None
    url = resolve(_largest(image))
    if not url or url.startswith("data:"):
        return None
    return Figure(url=url, alt=clean_line(image.get("alt") or ""), width=width, height=height)


def picture_key(url: str) -> str:
    """What all sizes of one picture have in common: its address without `-1024x768`."""
    return _SIZE.sub("", url)


def _largest(image: etree._Element) -> str:
    """Address of the largest size named: the linked file, the widest of `srcset`, the source."""
    parent = image.getparent()
    if parent is not None and parent.tag == "a" and _PICTURE_FILE.search(parent.get("href") or ""):
        return parent.get("href") or ""
    widest, address = 0, ""
    for name in _SOURCE_SETS:
        for candidate in (image.get(name) or "").split(", "):
            one, _, size = candidate.strip().rpartition(" ")
            if size.endswith("w") and _pixels(size[:-1]) > widest and not one.startswith("data:"):
                widest, address = _pixels(size[:-1]), one
    return address or _source(image) or _source_without_script(image)


def _source(image: etree._Element) -> str:
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if value and not value.startswith(("data:", "about:")):
            return value
    # Other plug-ins that load pictures late have other attributes.
    late = (value for name, value in image.items() if name.startswith("data-"))
    return next((value for value in late if _PICTURE_FILE.search(value)), "")


def _source_without_script(image: etree._Element) -> str:
    """Source of the copy for readers without JavaScript that a lazy picture is followed by."""
    following = image.getnext()
    if following is None or following.tag != "noscript":
        return ""
    copy = next(following.iter("img"), None)
    return _source(copy) if copy is not None else ""


def _pixels(value: str | None) -> int:
    match = _NUMBER.match((value or "").strip())
    return int(match[0]) if match else 0
