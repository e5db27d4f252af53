"""A crawl through a server that fails at random, in every way that may pass, loses nothing.

What does not pass by itself (a bomb, a page of 404, a browser check with status 200) ends as what
it is, and is in the other tests of faults.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.files import TIMESTAMPS
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks
from bwcrawler.sample.wordpress import WordPress
from tests.fault_server import PASSING, route_of, serving, storm
from tests.faulted import Crawl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fault_server import FaultServer
    from tests.faulted import Faulted

SHARE = 0.3
FILES = ("articles", "authors", "glossary", "pages")
_TIME = re.compile(rb'"(%s)":"[^"]*"' % "|".join(TIMESTAMPS).encode())


@pytest.mark.slow
@pytest.mark.parametrize("articles", [40, pytest.param(1_000, marks=pytest.mark.nightly)])
def test_a_storm_costs_nothing_but_time(articles: int, tmp_path: Path) -> None:
    magazine = Magazine(articles)
    with serving() as server:
        calm = crawl(server, magazine, tmp_path / "calm")
    with serving(plan=storm(PASSING, share=SHARE, seed=articles)) as server:
        stormy = crawl(server, magazine, tmp_path / "storm")

    assert stormy.verdict is Verdict.COMPLETE
    wanted = {post.path for post in magazine.published if not post.protected}
    assert stormy.articles().keys() == wanted
    assert {name: published(stormy, name) for name in FILES} == {
        name: published(calm, name) for name in FILES
    }
    assert {end.state for end in stormy.ends().values()} == {
        end.state for end in calm.ends().values()
    }
    asked, needed = len(stormy.server.visits), len(calm.server.visits)
    assert needed * (1 + SHARE / 2) < asked < needed * (1 + 2 * SHARE)


def test_every_fault_of_the_storm_is_one() -> None:
    assert [fault for fault in PASSING if route_of(fault)[0] is None] == []


def crawl(server: FaultServer, magazine: Magazine, folder: Path) -> Faulted:
    """A crawl of the made-up magazine behind the fault server."""
    server.sound = WordPress(magazine, server.url, Quirks()).respond
    waits = ("-s", "DOWNLOAD_TIMEOUT=2", "-s", "PATIENCE=60")
    return Crawl.start(server, folder, "archive", *waits).end()


def published(crawl: Faulted, name: str) -> bytes:
    """A published file without its times."""
    return _TIME.sub(rb'"\1":""', (crawl.folder / f"{name}.jsonl").read_bytes())
