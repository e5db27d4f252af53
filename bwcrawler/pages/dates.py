"""Dates: as an edition prints them, and as machines write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from bwcrawler.text import fold

if TYPE_CHECKING:
    from bwcrawler.editions import Edition

_ISO_8601 = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<minute>\d\d:\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\ ?(?:(?P<utc>Z)|(?P<hours>[+-]\d\d)(?::?(?P<minutes>\d\d))?)?)?",
    re.ASCII | re.IGNORECASE,
)
_DIRECTIVES = {"%Y": r"\d{4}", "%m": r"\d{1,2}", "%d": r"\d{1,2}", "%B": "[a-z]+", "%b": "[a-z]+"}
_DIRECTIVE_OR_BLANK = re.compile(r"(%[a-zA-Z])|(\s+)")


def parse_date(text: str, edition: Edition) -> str:
    """ISO 8601 date of a date as `edition` prints it, `""` where the text is anything else.

    The whole text has to be a date in one of the edition's forms: `Thu, January 21, 2021`, the
    day of the crawl that some pages print, is none.
    """
    text = fold(text)
    if not text or len(text) > _longest(edition.date_formats):
        return ""
    for form in edition.date_formats:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return ""


def split_date_line(text: str, edition: Edition) -> tuple[str, str]:
    """The printed date that `text` begins with, and what follows it.

    Genesis glues the author to the date: `05/12/2023Massimo Introvigne |` gives `05/12/2023` and
    `Massimo Introvigne`. The bars and blanks around the rest go. Without a date at the very start
    the first string is empty and the second is the folded text.
    """
    text = fold(text)
    match = _date_at_start(edition.date_formats).match(text)
    if match is None or not parse_date(match[0], edition):
        return "", text
    return match[0], text[match.end() :].strip(" |")


def instant(text: str) -> str:
    """ISO 8601 of a machine-written date, to the second and with the offset given.

    `Z` becomes `+00:00`, fractions of a second go. A time without an offset tells no instant, so
    only its day is kept. `""` where the text is no such date.
    """
    match = _ISO_8601.fullmatch(text.strip())
    if match is None:
        return ""
    time = f"{match['minute'] or '00:00'}:{match['second'] or '00'}"
    offset = "+00:00" if match["utc"] else f"{match['hours'] or '+00'}:{match['minutes'] or '00'}"
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{time}{offset}")
    except ValueError:
        return ""
    has_offset = match["utc"] or match["hours"]
    return moment.isoformat(timespec="seconds") if has_offset else match["day"]


@cache
def _longest(forms: tuple[str, ...]) -> int:
    """Characters of the longest date in these forms; `September` is the longest month."""
    widths = {"%Y": 4, "%m": 2, "%d": 2, "%B": 9, "%b": 3}
    return max(
        len(form) + sum(form.count(directive) * (width - 2) for directive, width in widths.items())
        for form in forms
    )


@cache
def _date_at_start(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all `strptime` forms; a digit after it would make it another number."""

    def piece(part: str) -> str:
        return _DIRECTIVES.get(part) or (r"\s+" if part.isspace() else re.escape(part))

    patterns = (
        "".join(piece(part) for part in _DIRECTIVE_OR_BLANK.split(form) if part) for form in forms
    )
    return re.compile(rf"(?:{'|'.join(patterns)})(?!\d)", re.ASCII | re.IGNORECASE)
