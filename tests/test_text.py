"""Text has one normal form, and nothing invisible in it survives by accident."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.text import clean_line, clean_text, fold

# Characters that the rules are about, so that random strings meet them and their neighbours.
TRICKY = (
    "\x00\x01\t\n\x0b\x0c\r\x1f\x7f\x85\x9f \xa0\xad\u061c\u200b\u200c\u200d"
    "\u200e\u2028\u202e\u2060\u2066\u3000\ufeff\ud83d\ude00\ufe0f\u0301\u0653aé한한اनक्👨👩❤漢"
)
any_text = st.text(st.one_of(st.characters(codec=None), st.sampled_from(TRICKY)))


@given(any_text)
def test_each_strength_is_idempotent(text: str) -> None:
    for clean in (clean_text, fold, clean_line):
        assert clean(clean(text)) == clean(text)


@given(any_text)
def test_clean_text_holds_nothing_that_a_loader_rejects(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not set(cleaned) & set("\xad\u200b\u2060\ufeff")
    cleaned.encode("utf-8")


@given(any_text)
def test_a_line_has_single_blanks_and_no_direction_marks(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert not {c for c in line if unicodedata.bidirectional(c) in _DIRECTION_CONTROLS}
    assert not set(line) & set("\u061c\u200e\u200f")


_DIRECTION_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_visible_text_only_changes_its_form(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),  # what stood between base and accent is gone before composing
        ("one\r\ntwo\rthree\x0cfour", "one\ntwo\nthree\nfour"),
        ("reli\xadgious", "religious"),
        ("a\x00b\x01c\x85d", "abcd"),
        ("half \ud83d pair", "half  pair"),
        ("the \u202eReverse\u202c", "the \u202eReverse\u202c"),
        ("free\u200cdom of\u200d", "freedom of"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("👨\u200d👩\u200d👧,", "👨\u200d👩\u200d👧,"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("👨\u200d.", "👨."),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_clean_text(given_text: str, expected: str) -> None:
    assert clean_text(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("  two \n lines\u00a0here\u3000", "two lines here"),
        ("a  b", "a b"),
        (" a", "a"),
        ("", ""),
        ("para\u2029graph\u2028line", "para graph line"),
        ("\u200b \ufeff", ""),
        ("the \u202eReverse", "the \u202eReverse"),
    ],
)
def test_fold(given_text: str, expected: str) -> None:
    assert fold(given_text) == expected


def test_a_title_cannot_be_disguised() -> None:
    assert clean_line("Report \u202egpj.exe\u2066 \n here\u200f") == "Report gpj.exe here"
