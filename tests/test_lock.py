"""One process writes to a folder; the others say who it is, and readers do not care."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.ledger.archive import FAILURE
from bwcrawler.ledger.lock import ArchiveLockedError, Lock
from bwcrawler.publish.verdict import Verdict
from tests.crawls import crawl
from tests.kills import deadly, ended, start
from tests.records import article

if TYPE_CHECKING:
    from pathlib import Path

SINCE = "2026-01-01T00:00:00+00:00"


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path, SINCE)

    with pytest.raises(ArchiveLockedError) as told:
        Lock.take(tmp_path, "2026-01-02T00:00:00+00:00")

    assert re.search(rf"process {os.getpid()} on .+ since {re.escape(SINCE)}", str(told.value))
    assert json.loads((tmp_path / "lock").read_bytes())["pid"] == os.getpid()
    lock.free()
    Lock.take(tmp_path, SINCE).free()


def test_a_holder_that_has_not_written_yet_is_nameless(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path, SINCE)
    (tmp_path / "lock").write_bytes(b"")

    with pytest.raises(ArchiveLockedError, match="in use by another process"):
        Lock.take(tmp_path, SINCE)
    lock.free()


def test_a_crawl_of_an_archive_in_use_ends_before_any_request(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / "en", SINCE)

    stats = crawl(tmp_path, [article("a")]).stats.get_stats()
    lock.free()

    assert stats["finish_reason"] == "locked"
    assert f"process {os.getpid()}" in stats[FAILURE]
    assert "item_scraped_count" not in stats
    assert not (tmp_path / "en" / "ledger.sqlite").exists()


def test_an_archive_is_free_after_a_crawl_even_one_that_was_killed(tmp_path: Path) -> None:
    with deadly(30) as (server, site):
        process = start(tmp_path, server)
        site.aim(process, 5, 0)
        assert ended(process) != 0

        process = start(tmp_path, server)
        second = start(tmp_path, server)
        codes = [ended(process), ended(second)]

    assert sorted(codes) == [Verdict.COMPLETE, Verdict.LOCKED]
    Lock.take(tmp_path / "en", SINCE).free()


def test_whoever_reads_is_not_held_up(tmp_path: Path) -> None:
    crawl(tmp_path, [article("a")])
    lock = Lock.take(tmp_path / "en", SINCE)
    with closing(sqlite3.connect(tmp_path / "en" / "ledger.sqlite", timeout=0)) as reader:
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (1,)
    lock.free()
