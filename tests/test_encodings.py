"""Pages are read in the encoding that they are in, whatever they declare."""

from __future__ import annotations

import pytest

from bwcrawler.pages import Document
from tests.fault_server.contents import ACCENTED
from tests.fault_server.pages import article


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("windows-1252", "windows-1252"),
        ("utf-8", "windows-1252"),
        ("nonsense", "windows-1252"),
    ],
)
def test_prose_is_whole(declared: str, encoding: str) -> None:
    document = read(article("slug", f"<p>{ACCENTED}</p>", charset=declared).encode(encoding))

    assert document.replaced == 0
    assert ACCENTED in "".join(document.root.itertext())


@pytest.mark.parametrize("declared", ["shift_jis", "gb18030", "big5", "euc-kr"])
def test_another_encoding_that_a_page_declares_is_believed(declared: str) -> None:
    words = "漢字" if declared != "euc-kr" else "한국"
    document = read(article("slug", f"<p>{words}</p>", charset=declared).encode(declared))

    assert document.replaced == 0
    assert words in "".join(document.root.itertext())


def test_a_broken_byte_is_counted_and_costs_no_other() -> None:
    page = article("slug", f"<p>{ACCENTED} X {ACCENTED}</p>").encode().replace(b"X", b"\xff")
    document = read(page)

    assert document.replaced == 1
    assert f"{ACCENTED} \ufffd {ACCENTED}" in "".join(document.root.itertext())


def read(page: bytes) -> Document:
    return Document.parse(page, "https://bitterwinter.org/slug/")
