"""A clock of ours that is wrong hides no change: what was told is told by the server's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bwcrawler.sample import Magazine, running
from tests.test_spiders import crawl
from tests.test_update import OPEN, changes, edit_at, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JUMPS = {
    "a day back": timedelta(days=-1),
    "an hour forth, as in summer": timedelta(hours=1),
    "ten years forth": timedelta(days=3650),
}


def clock(jump: timedelta) -> Callable[[], str]:
    return lambda: (datetime.now(UTC) + jump).isoformat(timespec="seconds")


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
@pytest.mark.parametrize("wrong", ["archive", "update"])
def test_a_change_is_found_whatever_our_clock_said(
    wrong: str, jump: timedelta, tmp_path: Path
) -> None:
    with running(Magazine(20), quirks=OPEN) as server:
        post = plain(server.magazine)[3]
        crawl(tmp_path, "archive", server, clock=clock(jump if wrong == "archive" else timedelta()))
        edit_at(datetime.now(UTC).replace(microsecond=0), server.magazine, post)

        result = crawl(
            tmp_path, "update", server, clock=clock(jump if wrong == "update" else timedelta())
        )

        assert changes(result) == {server.magazine.url(post): "changed"}
        again = crawl(tmp_path, "update", server)
        assert changes(again) == {}
        assert len(again.lines()) == len(result.lines())
