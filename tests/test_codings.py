"""A coded body is decoded to its end or not at all, and nothing else is taken for whole."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from bwcrawler.download.codings import Damaged, decode, zstd
from bwcrawler.download.whole import TooLarge, fault_of

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1024 * 1024
PAGE = b"<html><p>Words.</p></html>"


def raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate without its header": ("deflate", raw_deflate),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}
# What compresses well, what does not, and what ends where a decoder's buffers end.
bodies = st.one_of(
    st.binary(max_size=2_000),
    st.builds(
        lambda one, times: one * times, st.binary(min_size=1, max_size=40), st.integers(0, 9_000)
    ),
    st.sampled_from([bytes(64 * 1024 * times + more) for times in (1, 2) for more in (-1, 0, 1)]),
)
packers = pytest.mark.parametrize(("coding", "pack"), PACKERS.values(), ids=PACKERS)


@packers
@given(body=bodies)
def test_what_was_packed_comes_out(
    coding: str, pack: Callable[[bytes], bytes], body: bytes
) -> None:
    assert b"".join(decode(pack(body), coding)) == body


@packers
@given(body=bodies, place=st.floats(0, 1, exclude_max=True))
def test_a_body_that_is_cut_anywhere_is_damaged(
    coding: str, pack: Callable[[bytes], bytes], body: bytes, place: float
) -> None:
    packed = pack(body)

    with pytest.raises(Damaged):
        list(decode(packed[: int(place * len(packed))], coding))


@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_anything_at_all_is_decoded_or_damaged(body: bytes, coding: str) -> None:
    try:
        for piece in decode(body, coding):
            assert len(piece) <= 64 * 1024
    except Damaged:
        pass


@pytest.mark.parametrize(
    "behind",
    [b"", b"\0" * 512, b"garbage", gzip.compress(PAGE, mtime=0)],
    ids=["nothing", "padding", "garbage", "a third member"],
)
def test_gzip_may_have_several_members_and_anything_behind_them(behind: bytes) -> None:
    whole = PAGE * 3 if behind[:2] == b"\x1f\x8b" else PAGE * 2

    assert b"".join(decode(gzip.compress(PAGE) * 2 + behind, "gzip")) == whole


def test_zstandard_may_have_several_frames() -> None:
    skippable = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"

    packed = zstd.compress(PAGE) + skippable + zstd.compress(PAGE)

    assert b"".join(decode(packed, "zstd")) == PAGE * 2


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_countless_empty_streams_is_damaged(coding: str) -> None:
    with pytest.raises(Damaged, match="too many"):
        list(decode(PACKERS[coding][1](b"") * 100_000, coding))


def test_a_zstandard_window_of_more_than_8_mb_is_refused() -> None:
    compressor = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 24})
    packed = compressor.compress(PAGE) + compressor.flush()

    with pytest.raises(Damaged):
        list(decode(packed, "zstd"))


# Answers


def answer(
    body: bytes,
    content_type: str = "text/html; charset=UTF-8",
    coding: str = "",
    status: int = 200,
    *flags: str,
) -> Response:
    headers = {"Content-Type": content_type} | ({"Content-Encoding": coding} if coding else {})
    return Response("https://x/", status, headers, body, list(flags))


@packers
def test_an_answer_in_any_coding_is_whole(coding: str, pack: Callable[[bytes], bytes]) -> None:
    assert fault_of(answer(pack(PAGE), coding=coding), MIB) == ""


@packers
def test_what_unpacks_to_too_much_is_told_before_all_of_it_is_out(
    coding: str, pack: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(TooLarge):
        fault_of(answer(pack(PAGE * 10), coding=coding), 10 * len(PAGE) - 1)


@pytest.mark.parametrize("coding", ["compress", "gzip, br", "gzip,gzip", "identity, foo", "utf-8"])
def test_a_coding_that_nobody_asked_for_is_a_fault(coding: str) -> None:
    assert "nobody asked for" in fault_of(answer(PAGE, coding=coding), MIB)


@pytest.mark.parametrize("coding", ["identity", "Identity", "", "GZIP", " gzip , identity"])
def test_codings_are_read_as_the_rfc_has_them(coding: str) -> None:
    body = gzip.compress(PAGE) if "gzip" in coding.lower() else PAGE

    assert fault_of(answer(body, coding=coding), MIB) == ""


@pytest.mark.parametrize("status", [301, 304, 404, 503])
def test_only_a_page_must_have_an_end(status: int) -> None:
    assert fault_of(answer(b"Not here", status=status), MIB) == ""
    assert fault_of(answer(b"", coding="gzip", status=status), MIB) == ""


@pytest.mark.parametrize(
    ("body", "content_type", "is_whole"),
    [
        (PAGE, "text/html", True),
        (PAGE.upper() + b"<!-- cached -->", "TEXT/HTML; charset=utf-8", True),
        (PAGE[:-7], "text/html", False),
        (PAGE[:-7], "application/xhtml+xml", False),
        (b"", "text/html", False),
        (b"<b>Warning</b>: x <!DOCTYPE HTML><p>", "text/html", False),
        (b"User-agent: *\nDisallow: /x\n", "text/html", True),
        (b"<?xml version='1.0'?><urlset></urlset>", "text/html; charset=UTF-8", True),
        (b"User-agent: *\nDis", "text/plain", True),  # its length was announced
        (b"<urlset><url>", "text/xml", True),  # whoever reads it will see
    ],
)
def test_a_page_ends_with_its_end_tag(body: bytes, content_type: str, is_whole: bool) -> None:  # noqa: FBT001
    assert (fault_of(answer(body, content_type), MIB) == "") is is_whole


@pytest.mark.parametrize(
    ("body", "content_type", "is_whole"),
    [
        (PAGE, "text/html", True),
        (b'[{"id": 1}]', "application/json; charset=UTF-8", True),
        (b'[{"id": 1}, {"id": ', "application/json", False),
        (b"<urlset><url/></urlset>", "text/xml", True),
        (b"<rss><channel/></rss>", "application/rss+xml", True),
        (b"<urlset><url/>", "application/xml", False),
        (b"User-agent: *\nDisallow: /x\n", "text/plain", False),
        (b"User-agent: *\n", "", False),
    ],
)
def test_what_ends_with_the_connection_must_prove_that_it_is_whole(
    body: bytes,
    content_type: str,
    is_whole: bool,  # noqa: FBT001
) -> None:
    assert (fault_of(answer(body, content_type, "", 200, "partial"), MIB) == "") is is_whole


def test_a_coding_proves_it() -> None:
    body = gzip.compress(b"User-agent: *\n")

    assert fault_of(answer(body, "text/plain", "gzip", 200, "partial"), MIB) == ""
