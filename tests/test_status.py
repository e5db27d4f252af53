"""`scrapy status`: what archives hold and how they stand, whoever writes to them meanwhile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bwcrawler.ledger.ledger import Ledger
from bwcrawler.ledger.lock import Lock
from bwcrawler.ledger.runs import RunFacts
from bwcrawler.sample import Magazine, running
from bwcrawler.sample.connection import Response
from tests.processes import Faulty, scrapy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of two editions, of which the first one has an article that answers 500."""
    folder = tmp_path_factory.mktemp("archives")
    with running(Magazine(5), Magazine(4, edition="it")) as server:
        broken = server.magazine.published[2].path
        server.sites["en"] = Faulty(
            server, lambda request: Response(b"", 500) if request.path == broken else None
        )
        server.sites["en"].url = server.url.replace("{edition}", "en")
        result = scrapy(
            "crawl", "archive", "-a", f"site={server.url}", "-a", "edition=en,it", folder=folder
        )
    assert result.returncode == 3, result.stderr
    return folder


def test_every_archive_is_shown(folder: Path) -> None:
    result = scrapy("status", folder=folder)

    assert result.returncode == 0, result.stderr
    english, italian = re.split(r"(?m)^(?=\S)", result.stdout)[1:]
    assert english.splitlines()[0] == str(folder / "en")
    assert "  articles   4 live" in english
    assert re.search(r"  error      https://bitterwinter\.org/[\w-]+/ \(HTTP 500\)", english)
    assert re.search(r"  last run   000001, started 20\S+: archive edition=en,it site=", english)
    assert re.search(r"  ended      20\S+, partial\n +1 page could not be fetched", english)
    assert "  gate       passed: articles: 4 articles" in english
    assert "  pending    0 requests" in english
    assert "  published  run 000001, 4 articles" in english
    assert "  articles   4 live" in italian
    assert ", complete" in italian


def test_one_archive_is_shown(folder: Path) -> None:
    result = scrapy("status", "it", folder=folder)

    assert [line for line in result.stdout.splitlines() if line[0] != " "] == [str(folder / "it")]


def test_a_crawl_under_way_is_shown_and_not_waited_for(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / "en", "2026-01-01T00:00:00+00:00")
    ledger = Ledger.open(tmp_path / "en" / "ledger.sqlite", "en")
    ledger.begin_run(RunFacts(spider="archive"), "2026-01-01T00:00:00+00:00")

    with ledger.connection.begin():  # holds the write lock
        result = scrapy("status", folder=tmp_path)

    ledger.close()
    lock.free()
    assert result.returncode == 0, result.stderr
    assert "  last run   000001, started 2026-01-01T00:00:00+00:00: archive\n" in result.stdout
    assert "  ended      not yet, or killed" in result.stdout
    assert "  published  nothing" in result.stdout


@pytest.mark.parametrize("command", ["status", "verify"])
def test_an_archive_that_is_not_there_is_one_sentence(command: str, tmp_path: Path) -> None:
    result = scrapy(command, "it", folder=tmp_path)

    assert result.returncode == 2
    assert f"There is no archive in {tmp_path / 'it'}: crawl first" in result.stderr
    assert not any(tmp_path.iterdir())


def test_a_damaged_ledger_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "ledger.sqlite").write_bytes(b"No ledger. " * 1000)

    result = scrapy("status", folder=tmp_path)

    assert result.returncode == 8
    assert "ledger.sqlite cannot be read: file is not a database." in result.stderr
