"""A full disk ends a crawl in good order, and nothing that was published is touched."""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.ledger.space import NoSpaceError, check_space, is_no_space
from bwcrawler.publish.verdict import Verdict
from tests.kills import deadly, ended, start

if TYPE_CHECKING:
    from pathlib import Path


def published(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "en").glob("*.json*")}


def test_too_little_room_is_told_in_one_sentence(tmp_path: Path) -> None:
    check_space(tmp_path, 0)

    with pytest.raises(NoSpaceError, match=r"MB left, and 1,000,000,000,000 MB are wanted"):
        check_space(tmp_path, 10**18)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_the_system_says_that_a_disk_is_full(number: int) -> None:
    assert is_no_space(OSError(number, "?"))
    assert not is_no_space(OSError(errno.EACCES, "?"))


def test_sqlite_says_that_a_disk_is_full(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as ledger:
        ledger.execute("CREATE TABLE x (y)")
        ledger.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as told:
            ledger.execute("INSERT INTO x VALUES (zeroblob(100000))")

    assert is_no_space(told.value)
    assert not is_no_space(sqlite3.OperationalError("?"))


def test_a_crawl_does_not_begin_without_room(tmp_path: Path) -> None:
    with deadly(30) as (server, _):
        process = start(tmp_path, server, "-s", f"MINIMUM_FREE_BYTES={10**18}")
        assert ended(process) == Verdict.NO_SPACE

        assert server.total == 0


@pytest.mark.parametrize("kilobytes", [300, 1000])
def test_a_disk_that_fills_up_ends_the_crawl_and_the_next_one_goes_on(
    kilobytes: int, tmp_path: Path
) -> None:
    with deadly(100) as (server, _):
        assert ended(start(tmp_path, server, "-a", "limit=5")) == 0
        before = published(tmp_path)
        full = start(tmp_path, server, file_size=kilobytes * 1024)
        assert ended(full) == Verdict.NO_SPACE
        assert published(tmp_path) == before
        with closing(sqlite3.connect(tmp_path / "en" / "ledger.sqlite")) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        server.requests.clear()
        assert ended(start(tmp_path, server)) == 0

        assert server.requests["/"] == 0
    assert json.loads(published(tmp_path)["manifest.json"])["counts"]["archive"]["live"] == 100
