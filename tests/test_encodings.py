"""Pages are read in the encoding that they are in, whatever they declare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler import extract
from bwcrawler.pages import Document
from bwcrawler.pages.encoding import in_utf_8
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


@pytest.mark.parametrize(
    ("header", "declared"),
    [("shift_jis", "utf-8"), ("utf-8", "shift_jis"), ("nonsense", "shift_jis")],
)
def test_one_declaration_that_lies_costs_nothing(header: str, declared: str) -> None:
    page = article("slug", f"<p>{'漢字' * 50}</p>", charset=declared).encode("shift_jis")
    document = read(page, f"text/html; charset={header}")

    assert document.replaced == 0
    assert "漢字" * 50 in "".join(document.root.itertext())


def test_the_header_goes_before_the_declaration_as_with_browsers() -> None:
    page = article("slug", "<p>привет</p>", charset="windows-1252").encode("windows-1251")

    for header, words in {
        "text/html; charset=windows-1251": "привет",
        "text/html": "ïðèâåò",
    }.items():
        assert words in "".join(read(page, header).root.itertext())


@given(st.binary(), st.text(max_size=40))
def test_any_bytes_become_utf_8(page: bytes, header: str) -> None:
    in_utf_8(page, header).decode()


@given(st.text(st.characters(codec="utf-8")))
def test_utf_8_stays_as_it_is(text: str) -> None:
    page = text.removeprefix("\ufeff").encode()

    assert in_utf_8(page, "text/html; charset=windows-1252") is page


def test_a_broken_byte_is_counted_and_costs_no_other() -> None:
    page = article("slug", f"<p>{ACCENTED} X {ACCENTED}</p>").encode().replace(b"X", b"\xff")
    document = read(page)

    assert document.replaced == 1
    assert f"{ACCENTED} \ufffd {ACCENTED}" in "".join(document.root.itertext())


@pytest.mark.parametrize(
    ("prose", "warnings"),
    [
        ("one &#xD800; two &#0;", ["text: 2 undecodable characters"]),
        ("one \ufffd two", ["text: 1 undecodable characters"]),
        ("one &#xfc; &#x2603; two", []),
    ],
)
def test_what_is_lost_is_in_the_warnings(prose: str, warnings: list[str]) -> None:
    page = article("slug", f"<p>{prose}</p>").encode()

    assert extract(page, "https://bitterwinter.org/slug/").warnings == warnings


def test_directions_stay_in_prose_and_leave_titles_and_names() -> None:
    page = article("slug", "<p>Left \u202e right</p>", title="A \u202etitle\u2066")
    read = extract(page.replace("Ann Author", "An\u202en Author"), "https://bitterwinter.org/slug/")

    assert (read.title, read.authors[0].name) == ("A title", "Ann Author")
    assert "Left \u202e right" in read.body


def read(page: bytes, content_type: str = "") -> Document:
    return Document.parse(page, "https://bitterwinter.org/slug/", content_type=content_type)
