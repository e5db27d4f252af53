"""A crawl that keeps WARC files may be killed at any moment: each file is whole, none lacks a page.

Contents are compared, not sizes: a file can have its length and be full of zeros.
"""

from __future__ import annotations

import json
import random
import signal
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.check import check
from bwcrawler.sample.connection import Request
from bwcrawler.warc.lookup import read_answer
from bwcrawler.warc.recovery import members
from tests.kills import deadly, ended, start

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 20

LIVE = "https://bitterwinter.org"


@pytest.mark.slow
def test_after_20_kills_every_record_can_be_read_and_every_article_has_its_own(
    tmp_path: Path,
) -> None:
    rng = random.Random(7)
    kills, articles = 0, []
    finishing = (("os.rename", ".warc.gz.open"),)
    with deadly(60) as (server, site):
        while kills < KILLS - 1:
            process = start(tmp_path, server, "-a", "warc=yes")
            site.aim(process, rng.randint(3, 14), rng.choice((0, rng.uniform(0, 0.05))))
            assert ended(process) == -signal.SIGKILL
            kills += 1
        assert ended(start(tmp_path, server, "-a", "warc=yes", moment=finishing)) != 0
        assert ended(start(tmp_path, server, "-a", "warc=yes")) == 0

        lines = (tmp_path / "en" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        for article in map(json.loads, lines):
            page = site.respond(Request("GET", article["url"].removeprefix(LIVE))).body
            answer = read_answer(
                tmp_path / "en" / article["warc"]["file"], article["warc"]["offset"]
            )
            assert answer.record_id == article["warc"]["record_id"]
            assert answer.body == page
            articles.append(article["id"])

    assert len(articles) == len(set(articles)) == 60
    files = list((tmp_path / "en" / "warc").iterdir())
    assert len(files) > KILLS / 2
    assert [path.name for path in files if path.suffix != ".gz"] == []
    assert sum(1 for path in files for _ in members(path)) > 3 * 60
    assert list(check(tmp_path / "en", thorough=True)) == []
