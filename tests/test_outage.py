"""A site that is down is told from pages that are: nothing is written down about its pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, running
from bwcrawler.sample.connection import Response
from tests.processes import Faulty, scrapy

if TYPE_CHECKING:
    from pathlib import Path

    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request

BUSY = Response(b"Busy.", 503, "text/plain")


def crawl(server: Server, folder: Path) -> Verdict:
    quick = ("-s", "PATIENCE=0.3")
    result = scrapy("crawl", "archive", "-a", f"site={server.url}", *quick, folder=folder)
    return Verdict(result.returncode)


def in_state(folder: Path, state: str) -> set[str]:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        return {url for (url,) in ledger.execute("SELECT url FROM url WHERE state = ?", [state])}


@pytest.mark.parametrize(("number", "end"), [(3, Verdict.PARTIAL), (15, Verdict.GATE_FAILED)])
def test_pages_that_are_busy_for_themselves_are_errors(
    number: int, end: Verdict, tmp_path: Path
) -> None:
    with running(Magazine(30)) as server:
        magazine = server.magazine
        busy = {post.path for post in magazine.published[-number:]}
        server.sites["en"] = Faulty(server, lambda request: BUSY if request.path in busy else None)

        assert crawl(server, tmp_path) is end

    assert in_state(tmp_path, "error") == {magazine.base + path for path in busy}


def test_a_site_that_goes_down_for_a_while_is_crawled_whole_in_the_end(tmp_path: Path) -> None:
    answers = iter(range(0))

    def down_after_a_while(_: Request) -> Response | None:
        return BUSY if next(answers, None) is None else None

    with running(Magazine(20)) as server:
        server.sites["en"] = Faulty(server, down_after_a_while)
        ends: list[Verdict] = []
        while not ends or ends[-1] is Verdict.RATE_LIMITED:
            answers = iter(range(40))
            ends.append(crawl(server, tmp_path))
        articles = len(server.magazine.published)

    assert ends[-1] is Verdict.COMPLETE
    assert len(ends) > 1
    assert in_state(tmp_path, "error") == set()
    assert len((tmp_path / "en" / "articles.jsonl").read_bytes().splitlines()) == articles
