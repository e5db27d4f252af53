"""Days and ports mean the same to every command."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.exceptions import UsageError

from bwcrawler.commands.options import check_port, since, until


def test_a_year_is_all_of_its_days() -> None:
    assert (since("2024"), until("2024")) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_day_is_itself_and_no_text_no_day() -> None:
    assert since("2024-02-29") == until("2024-02-29") == date(2024, 2, 29)
    assert since("") is until("") is None


@pytest.mark.parametrize("text", ["2023-02-30", "20245", "yesterday", "２０２４"])
def test_any_other_text_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match=rf"^--until {text} is no day: write it as 2024 or 2024-"):
        until(text)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    check_port(0)
    check_port(65535)

    with pytest.raises(UsageError, match=rf"^--port {port} is no port: give 0 to 65535\.$"):
        check_port(port)
