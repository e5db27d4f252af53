"""`scrapy verify`: a sound archive is said to be sound, and everything else is named."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.check import check
from bwcrawler.sample import Magazine, running
from tests.processes import scrapy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled")
    with running(Magazine(10)) as server:
        result = scrapy("crawl", "archive", "-a", f"site={server.url}", folder=folder)
    assert result.returncode == 0
    return folder


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    """A copy of the folder of a sound archive."""
    shutil.copytree(crawled, tmp_path / "output")
    return tmp_path / "output" / "en"


def execute(archive: Path, statement: str) -> None:
    with closing(sqlite3.connect(archive / "ledger.sqlite")) as ledger, ledger:
        ledger.execute(statement)


def test_a_sound_archive(archive: Path) -> None:
    result = scrapy("verify", folder=archive.parent)

    assert (result.returncode, result.stdout, result.stderr) == (0, f"{archive} is sound.\n", "")


def test_what_is_wrong_is_printed_and_ends_with_8(archive: Path) -> None:
    (archive / "authors.jsonl").unlink()

    result = scrapy("verify", folder=archive.parent)

    assert result.returncode == 8
    assert result.stderr == f"{archive}/authors.jsonl cannot be read: No such file or directory.\n"


def shorten(archive: Path) -> None:
    path = archive / "articles.jsonl"
    path.write_bytes(path.read_bytes()[:-100])


def rename_a_key(archive: Path) -> None:
    path = archive / "glossary.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"warnings"', b'"warning"', 1))


def change_a_type(archive: Path) -> None:
    path = archive / "listings.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"page":1', b'"page":0', 1))


def reorder_keys(archive: Path) -> None:
    path = archive / "pages.jsonl"
    path.write_bytes(path.read_bytes().replace(b'{"url":', b'{"id":7,"url":', 1))


def overwrite_pages(archive: Path) -> None:
    path = archive / "ledger.sqlite"
    half = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(half)
        file.write(b"\xff" * half)


def forget_an_address(archive: Path) -> None:
    execute(
        archive,
        "UPDATE url SET state = 'found' WHERE url = (SELECT min(url) FROM article)",
    )


def leave_a_request(archive: Path) -> None:
    execute(
        archive,
        "INSERT INTO queue (crawl, url, priority, state, payload) "
        "SELECT crawl, 'https://bitterwinter.org/left/', 0, 'todo', x'' FROM run",
    )


def dangle(archive: Path) -> None:
    execute(archive, "DELETE FROM run")


def break_the_manifest(archive: Path) -> None:
    (archive / "manifest.json").write_bytes(b"{}")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (shorten, "is not the file of 10 lines"),
        (shorten, "articles.jsonl, line 10: "),
        (rename_a_key, "glossary.jsonl, line 1: its keys are url, "),
        (change_a_type, "listings.jsonl, line 1: Expected `int` >= 1 - at `$.page`."),
        (reorder_keys, "pages.jsonl, line 1: its keys are id, "),
        (overwrite_pages, "ledger.sqlite"),
        (forget_an_address, " is an article, and its address was never settled."),
        (leave_a_request, " is complete, and has requests left."),
        (dangle, "names a missing run"),
        (break_the_manifest, "manifest.json is no manifest of this version"),
    ],
)
def test_damage_is_named(damage: Callable[[Path], None], sentence: str, archive: Path) -> None:
    assert list(check(archive)) == []

    damage(archive)

    assert any(sentence in problem for problem in check(archive)), list(check(archive))


def test_an_archive_that_has_published_nothing_is_not_sound(archive: Path) -> None:
    (archive / "manifest.json").unlink()

    [problem] = check(archive)

    assert problem.endswith("manifest.json is missing: nothing has been published yet.")
