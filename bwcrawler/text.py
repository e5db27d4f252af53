"""What text may hold: one normal form for every string that leaves a page.

Three strengths: `clean_text` for prose with its line breaks, `fold` for one line of prose, and
`clean_line` for titles and names. Each is idempotent and returns a clean string unchanged.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_SURROGATES = r"\ud800-\udfff"
# Soft hyphens count as well: they are hints for a renderer and would split words in a search.
_INVISIBLE = r"\xad\u200b\u2060\ufeff"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

# Scripts whose spelling needs the joiners: Arabic to Sinhala, Myanmar, Khmer and Mongolian.
_JOINING = r"\u0600-\u0dff\u1000-\u109f\u1780-\u18af"
_EMOJI = r"\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = "|".join(
    (
        rf"(?<![{_JOINING}])\u200c",
        rf"(?<![{_JOINING}{_EMOJI}])\u200d",
        rf"(?<![{_JOINING}])\u200d(?![{_EMOJI}])",
    )
)

_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c]")
_UNWANTED_IN_TEXT = re.compile(rf"[{_CONTROLS}{_SURROGATES}{_INVISIBLE}]|{_STRAY_JOINER}")
_UNWANTED_IN_LINE = re.compile(rf"[{_CONTROLS}{_SURROGATES}{_INVISIBLE}{_BIDI}]|{_STRAY_JOINER}")
# One character class tells in a single pass whether a string needs any of the work above.
_SUSPECT = re.compile(rf"[{_CONTROLS}{_SURROGATES}{_INVISIBLE}{_BIDI}\u200c\u200d]")


def clean_text(text: str) -> str:
    """`text` in Unicode form NFC without control, invisible and lone surrogate characters.

    Line feeds, tabs and bidirectional controls stay; other line ends become a line feed. The
    joiners U+200C and U+200D stay only where a script is spelled with them or emoji are joined.
    """
    return _clean(text, _UNWANTED_IN_TEXT)


def fold(text: str) -> str:
    """`clean_text` on one line: every run of white space, no-break ones included, is one blank."""
    return _one_line(text, _UNWANTED_IN_TEXT)


def clean_line(text: str) -> str:
    """`fold` without bidirectional controls, which could disguise a title or a name."""
    return _one_line(text, _UNWANTED_IN_LINE)


def _clean(text: str, unwanted: re.Pattern[str]) -> str:
    # Nothing that is unwanted counts as printable, and asking costs a tenth of a search.
    if not text.isprintable() and _SUSPECT.search(text):
        text = unwanted.sub("", _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def _one_line(text: str, unwanted: re.Pattern[str]) -> str:
    text = _clean(text, unwanted)
    # The plain blank is the only printable white space.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())
