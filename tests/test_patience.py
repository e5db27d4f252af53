"""How long a host is left alone, and when it is given up: the rules, without a request."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler import settings
from bwcrawler.download.failures import NO_ANSWER
from bwcrawler.middlewares.breaker import GIVE_UP, SHORTEST, Breaker, Limits
from bwcrawler.middlewares.patience import is_passing
from bwcrawler.middlewares.retry import backoff
from bwcrawler.middlewares.retry_after import retry_after
from bwcrawler.spiders.contact import no_contact
from bwcrawler.spiders.refusals import state_and_reason

DATE = b"Fri, 20 Nov 2026 10:00:00 GMT"

instants = st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


def http_date(moment: datetime) -> bytes:
    return format_datetime(moment, usegmt=True).encode()


# Retry-After


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120),
        (b" 0 ", 0),
        (b"1000000000", 1e9),
        (b"9" * 400, math.inf),
        (b"Fri, 20 Nov 2026 10:02:00 GMT", 120),
        (b"Friday, 20-Nov-26 10:02:00 GMT", 120),
        (b"Fri Nov 20 10:02:00 2026", 120),
        (b"Fri, 20 Nov 2026 11:02:00 +0100", 120),
        (b"Thu, 01 Jan 1970 00:00:00 GMT", -1795168800),
    ],
)
def test_retry_after_is_read_in_both_forms(value: bytes, seconds: float) -> None:
    assert retry_after(value, DATE) == seconds


@pytest.mark.parametrize(
    "value", [None, b"", b"-1", b"1.5", b"1e9", b"abc", b"soon", b"\xff\xfe", b"32 Foo 99999"]
)
def test_retry_after_of_neither_form_says_nothing(value: bytes | None) -> None:
    assert retry_after(value, DATE) is None


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.one_of(st.none(), st.binary()))
def test_no_header_is_too_strange(value: bytes, date: bytes | None) -> None:
    seconds = retry_after(value, date)

    assert seconds is None or not math.isnan(seconds)


@given(st.integers(0, 10**12))
def test_seconds_are_themselves(seconds: int) -> None:
    assert retry_after(str(seconds).encode(), DATE) == seconds


@given(instants, st.integers(-(10**9), 10**9))
def test_a_date_counts_from_the_clock_of_the_server(now: datetime, seconds: int) -> None:
    try:
        until = now + timedelta(seconds=seconds)
        value = http_date(until)
    except (OverflowError, ValueError):
        return
    if until.year >= 1900:
        assert retry_after(value, http_date(now)) == seconds


def test_without_a_date_our_own_clock_counts() -> None:
    value = http_date(datetime.now(UTC) + timedelta(hours=1))

    assert 3500 < (retry_after(value, None) or 0) <= 3600
    assert 3500 < (retry_after(value, b"yesterday") or 0) <= 3600


# Pages


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 522, 599])
def test_some_statuses_may_pass(status: int) -> None:
    assert is_passing(status)


@pytest.mark.parametrize("status", [200, 206, 301, 304, 400, 401, 403, 404, 410, 451])
def test_others_are_what_the_page_says(status: int) -> None:
    assert not is_passing(status)


@pytest.mark.parametrize("failure", NO_ANSWER)
def test_a_further_page_that_gets_no_answer_is_an_error_of_the_page(
    failure: type[Exception],
) -> None:
    assert state_and_reason(failure()) == ("error", f"a further page: {failure.__name__}")


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_the_waits_of_a_page_double_within_bounds(failures: int, chance: float) -> None:
    wait = backoff(failures, 10, 900, lambda: chance)

    assert min(10 * 2 ** min(failures - 1, 10), 900) <= wait <= 900
    assert wait <= 1.5 * 10 * 2 ** min(failures - 1, 10)


def test_a_page_gets_at_least_three_attempts_in_at_least_a_minute() -> None:
    waits = [
        backoff(number, settings.RETRY_DELAY, settings.PAUSE_LONGEST, lambda: 0.0)
        for number in range(1, settings.RETRY_TIMES + 1)
    ]

    assert len(waits) + 1 >= 3
    assert sum(waits) >= 60


# Hosts

LIMITS = Limits(failures=5, first=30, longest=900, patience=1800)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def breaker(clock: Clock, limits: Limits = LIMITS) -> Breaker:
    return Breaker(limits, clock, jitter=lambda: 0.0)


def test_five_failures_in_a_row_pause_a_host() -> None:
    one = breaker(Clock())

    assert [one.failed() for _ in range(5)] == [0, 0, 0, 0, 30]


def test_an_answer_in_between_forgets_them() -> None:
    one = breaker(Clock())
    for _ in range(100):
        assert [one.failed() for _ in range(4)] == [0, 0, 0, 0]
        one.answered()


def test_pauses_double_until_there_is_no_patience_left() -> None:
    clock = Clock()
    one = breaker(clock)
    for _ in range(4):
        one.failed()
    pauses = []
    while (pause := one.failed()) != GIVE_UP:
        pauses.append(pause)
        clock.now += pause

    assert pauses == [30, 60, 120, 240, 480]
    assert sum(pauses) + 900 > LIMITS.patience


def test_an_answer_gives_all_patience_back() -> None:
    clock = Clock()
    one = breaker(clock)
    for _ in range(10):
        assert one.failed(busy=True, asked=900) == 900
        clock.now += 900
        one.answered()
        assert one.answered_at == clock.now


def test_a_host_that_is_busy_is_paused_at_once() -> None:
    assert breaker(Clock()).failed(busy=True) == 30


def test_it_is_paused_for_as_long_as_it_asks() -> None:
    assert breaker(Clock()).failed(busy=True, asked=600) == 600


@pytest.mark.parametrize("asked", [0, -1, -1e9, 0.5])
def test_but_for_a_second_at_least(asked: float) -> None:
    assert breaker(Clock()).failed(busy=True, asked=asked) == SHORTEST


@pytest.mark.parametrize("asked", [901, 1e9, math.inf])
def test_a_host_that_asks_for_too_much_is_given_up(asked: float) -> None:
    assert breaker(Clock()).failed(busy=True, asked=asked) == GIVE_UP


def test_what_was_sent_before_a_pause_does_not_make_it_longer() -> None:
    clock = Clock()
    one = breaker(clock)
    assert one.failed(busy=True) == 30
    clock.now += 1

    assert [one.failed() for _ in range(20)] == [0] * 20
    assert one.failed(busy=True) == 0
    assert one.paused_until == 1030
    clock.now += 29
    assert one.failed(busy=True) == 60


def test_unless_it_brings_a_longer_one_and_time_counts_once() -> None:
    clock = Clock()
    one = breaker(clock)
    assert one.failed(busy=True, asked=900) == 900
    for _ in range(800):
        clock.now += 1
        assert one.failed(busy=True, asked=900) == 900

    assert one.failed(busy=True, asked=10) == 0
    assert one.paused_until == 2700
    clock.now = 2700
    assert one.failed(busy=True, asked=100) == 100
    clock.now = 2800
    assert one.failed(busy=True, asked=1) == GIVE_UP


events = st.lists(
    st.one_of(
        st.just("answered"),
        st.just("failed"),
        st.just("busy"),
        st.integers(-10, 2000),
        st.floats(0, 2000).map(lambda seconds: ("wait", seconds)),
    )
)


@given(events, st.floats(0, 1))
def test_no_pause_is_cut_short_and_patience_is_never_overdrawn(
    happened: list[object], chance: float
) -> None:
    clock = Clock()
    one = Breaker(LIMITS, clock, jitter=lambda: chance)
    until, paused_since_answer = -math.inf, 0.0
    for event in happened:
        if isinstance(event, tuple):
            clock.now += event[1]
            continue
        if event == "answered":
            one.answered()
            paused_since_answer = 0.0
            continue
        asked = float(event) if isinstance(event, int) else None
        pause = one.failed(busy=event != "failed", asked=asked)
        if pause == GIVE_UP:
            assert pause == math.inf
            return
        assert 0 <= pause <= LIMITS.longest
        if asked is not None:
            assert one.paused_until >= clock.now + asked
        paused_since_answer += max(0.0, one.paused_until - max(until, clock.now))
        assert one.paused_until >= until
        until = one.paused_until
        assert paused_since_answer <= LIMITS.patience + 1e-6


# Who asks


@pytest.mark.parametrize(
    "contact",
    ["you@university.example", "https://university.example/crawl", "Ada, ada@sub.lab.example"],
)
def test_a_contact_is_an_address_to_write_to_or_to_look_at(contact: str) -> None:
    assert no_contact(f"bwcrawler/1.0 ({contact})") == ""


@pytest.mark.parametrize(
    "contact", ["no contact given", "", "me", "@", "me@", "http://", "a@b", "a@b.example\nX: y"]
)
def test_anything_else_is_refused_in_one_sentence(contact: str) -> None:
    assert "BWCRAWLER_CONTACT" in no_contact(f"bwcrawler/1.0 ({contact})")
