"""Dates as the editions print them and as machines write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from bwcrawler.editions import EDITIONS, Edition
from bwcrawler.items import Moment
from bwcrawler.pages.dates import instant, parse_date, split_date_line

editions = st.sampled_from(sorted(EDITIONS.values(), key=lambda edition: edition.code))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
anything = st.text() | st.text("0123456789/-.:+TZ, ")


@pytest.mark.parametrize(
    ("code", "printed", "day"),
    [
        ("en", "05/12/2023", "2023-05-12"),
        ("en", "Jun 20, 2024", "2024-06-20"),
        ("en", "May 12, 2023", "2023-05-12"),
        ("en", "Jan 2, 2026", "2026-01-02"),
        ("it", "03/04/2019", "2019-04-03"),
        ("es", "26/07/2018", "2018-07-26"),
        ("de", "18/08/2019", "2019-08-18"),
        ("zh", "2019-03-05", "2019-03-05"),
        ("zh", "2019年3月5日", "2019-03-05"),
        ("ko", "2018년 7월 29일", "2018-07-29"),
        ("jp", "2019-01-05", "2019-01-05"),
        ("en", "  05/12/2023\u00a0", "2023-05-12"),
    ],
)
def test_the_order_of_a_printed_date_is_that_of_the_edition(
    code: str, printed: str, day: str
) -> None:
    assert parse_date(printed, EDITIONS[code]) == day


@pytest.mark.parametrize(
    "text",
    [
        "Thu, January 21, 2021",  # the day of the crawl, above the breadcrumb
        "26/07/2018",  # no month 26 in the English order
        "02/30/2020",
        "05/12/2023Massimo Introvigne |",
        "A paper presented on April 5, 2022",
        "2023",
        "",
    ],
)
def test_anything_but_a_full_date_is_no_date(text: str) -> None:
    assert parse_date(text, EDITIONS["en"]) == ""


@given(edition=editions, day=days, data=st.data())
def test_every_form_of_every_edition_reads_back(
    edition: Edition, day: date, data: st.DataObject
) -> None:
    printed = day.strftime(data.draw(st.sampled_from(edition.date_formats)))
    assert parse_date(printed, edition) == day.isoformat()
    assert split_date_line(f"{printed}Ana Li | ", edition) == (printed, "Ana Li")
    assert parse_date(f"Thu, {printed}", edition) == ""


@given(edition=editions, text=anything)
def test_a_printed_date_is_a_day_or_nothing(edition: Edition, text: str) -> None:
    day = parse_date(text, edition)
    assert day == "" or date.fromisoformat(day).isoformat() == day
    raw, _rest = split_date_line(text, edition)
    assert bool(raw) == bool(parse_date(raw, edition))


@pytest.mark.parametrize(
    ("code", "line", "parts"),
    [
        ("en", "05/12/2023Massimo Introvigne |", ("05/12/2023", "Massimo Introvigne")),
        ("ko", "2018-07-29장 타오 (江濤) |", ("2018-07-29", "장 타오 (江濤)")),
        ("ko", "2020-05-31 양 루광 (楊路光)", ("2020-05-31", "양 루광 (楊路光)")),
        ("zh", "2019-03-05唐哲 |", ("2019-03-05", "唐哲")),
        ("en", "05/12/2023", ("05/12/2023", "")),
        ("en", "by Ana Li 05/12/2023", ("", "by Ana Li 05/12/2023")),
        ("en", "Thu, January 21, 2021", ("", "Thu, January 21, 2021")),
        ("en", "26/07/2018Jiang Tao |", ("", "26/07/2018Jiang Tao |")),
        ("en", "05/12/20231", ("", "05/12/20231")),
    ],
)
def test_a_date_line_is_split_only_after_a_date_at_its_very_start(
    code: str, line: str, parts: tuple[str, str]
) -> None:
    assert split_date_line(line, EDITIONS[code]) == parts


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-05-12T06:00:00+02:00", "2023-05-12T06:00:00+02:00"),
        ("2023-05-12T04:00:00Z", "2023-05-12T04:00:00+00:00"),
        ("2023-05-12T04:00:00.123Z", "2023-05-12T04:00:00+00:00"),
        ("2023-05-12 04:00 +0200", "2023-05-12T04:00:00+02:00"),
        ("2023-05-12T04:00+02", "2023-05-12T04:00:00+02:00"),
        ("2023-05-12", "2023-05-12"),
        ("2023-05-12T04:00:00", "2023-05-12"),
        ("2023-02-30", ""),
        ("2023-05-12T25:00:00Z", ""),
        ("2023-05-12T04:00:00+99:00", ""),
        ("05/12/2023", ""),
        ("2023-05", ""),
        ("", ""),
    ],
)
def test_an_instant_keeps_its_offset(text: str, moment: str) -> None:
    assert instant(text) == moment


@given(st.datetimes(timezones=offsets | st.just(UTC)))
def test_an_instant_is_the_same_instant_to_the_second(moment: datetime) -> None:
    written = instant(moment.isoformat())
    assert datetime.fromisoformat(written) == moment.replace(microsecond=0)
    assert instant(written) == written


@given(anything)
def test_an_instant_always_fits_the_record(text: str) -> None:
    convert(instant(text), Moment)
