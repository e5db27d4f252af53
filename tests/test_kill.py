"""A crawl may be killed at any moment: the same command again goes on, and nothing is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.kills import PUBLISHING, Report, deadly, ended, kill_and_compare, start

if TYPE_CHECKING:
    from pathlib import Path

_IN_FLIGHT = 16
"""CONCURRENT_REQUESTS: on loopback 8 pages are on their way, and others have come unread."""


def assert_nothing_is_lost(report: Report, kills: int, *, whole: int = 1) -> None:
    assert (report.missing, report.duplicates, report.differences) == (0, 0, [])
    assert report.damage == []
    assert report.kills == kills
    assert report.reasons == {"aborted": kills, "finished": whole}
    assert report.refetches <= _IN_FLIGHT * kills


@pytest.mark.slow
def test_killed_while_crawling_and_while_publishing_it_publishes_the_same(tmp_path: Path) -> None:
    report = kill_and_compare(tmp_path, kills=20 + len(PUBLISHING))

    assert report.articles == 600
    assert_nothing_is_lost(report, kills=20 + len(PUBLISHING))


@pytest.mark.slow
def test_a_killed_update_publishes_the_same_as_one_that_was_never_killed(tmp_path: Path) -> None:
    kills = 3 + len(PUBLISHING)

    report = kill_and_compare(tmp_path, kills, spider="update", articles=30)

    assert report.articles == 35
    assert_nothing_is_lost(report, kills, whole=2)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(4))
def test_killed_a_hundred_times(seed: int, tmp_path: Path) -> None:
    assert_nothing_is_lost(kill_and_compare(tmp_path, kills=25, seed=seed), kills=25)


def test_a_limit_is_exact_although_the_crawl_is_killed(tmp_path: Path) -> None:
    with deadly(200) as (server, site):
        for requests in (30, 20):
            process = start(tmp_path, server, "-a", "limit=40")
            site.aim(process, requests, 0)
            assert ended(process) != 0
        assert ended(start(tmp_path, server, "-a", "limit=40")) == 0

    assert len((tmp_path / "en" / "articles.jsonl").read_bytes().splitlines()) == 40


def test_a_run_is_seen_from_its_start_and_a_killed_one_as_aborted(tmp_path: Path) -> None:
    run = tmp_path / "en" / "runs" / "000001.json"
    with deadly(30) as (server, site):
        process = start(tmp_path, server)
        site.aim(process, 10, 0)
        ended(process)
        assert json.loads(run.read_bytes())["reason"] == "running"

        assert ended(start(tmp_path, server)) == 0

    assert json.loads(run.read_bytes())["reason"] == "aborted"
    assert json.loads((tmp_path / "en" / "manifest.json").read_bytes())["run"] == "000002"


def test_another_crawl_does_not_go_on_with_what_was_broken_off(tmp_path: Path) -> None:
    with deadly(30) as (server, site):
        process = start(tmp_path, server)
        site.aim(process, 20, 0)
        ended(process)
        server.requests.clear()

        assert ended(start(tmp_path, server, "-a", "limit=5")) == 0
        assert server.requests["/"] == 1
        assert ended(start(tmp_path, server)) == 0

        assert server.requests["/"] == 1
    assert len((tmp_path / "en" / "articles.jsonl").read_bytes().splitlines()) == 30
