"""`scrapy verify`: a sound archive is said to be sound, and everything else is named."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.check import check
from bwcrawler.publish.staging import STAGED
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


def break_off_publishing(archive: Path) -> None:
    """As if a run had been killed when it had moved some of its files, but not these."""
    for name in ("articles.jsonl", "listings.jsonl", "manifest.json"):
        path = archive / STAGED / name
        path.parent.mkdir(exist_ok=True)
        shutil.move(archive / name, path)
        (archive / name).write_text("{}\n")


def test_publishing_that_was_broken_off_is_no_damage(archive: Path) -> None:
    break_off_publishing(archive)

    result = scrapy("verify", folder=archive.parent)

    assert (result.returncode, result.stdout) == (11, "")
    assert result.stderr == (
        f"{archive}: its publishing is not finished; if no crawl of it is running, start one, and "
        "that finishes it.\n"
    )


def test_damage_is_seen_where_publishing_was_broken_off(archive: Path) -> None:
    break_off_publishing(archive)
    shorten(archive / STAGED)

    assert any("the manifest names" in problem for problem in check(archive))


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
