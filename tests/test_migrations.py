"""A ledger of an earlier version is migrated in one step, whatever happens meanwhile.

`ledgers/version2.sql` is what a crawl of three articles and an update that a limit ended left
under version 2; `ledgers/version2.jsonl` are the articles that it published, and
`ledgers/version2.json` its manifest.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bwcrawler.ledger import schema
from bwcrawler.ledger.ledger import Ledger, LedgerError, RunFacts
from bwcrawler.ledger.reading import reading
from bwcrawler.publish.files import publish
from bwcrawler.publish.manifest import read_manifest
from bwcrawler.publish.measures import Measures
from bwcrawler.sample import Magazine, running
from tests.processes import scrapy

LEDGERS = Path(__file__).parent / "ledgers"
SITE = "http://127.0.0.1:8000"
"""Where the stored crawl went; nothing listens there any more."""

KILLS = 6
"""Spread over the statements of a migration; one more hits the last."""

_FORKS = multiprocessing.get_context("forkserver")


def old_ledger(path: Path, *, site: str = SITE) -> Path:
    """A ledger of version 2."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (LEDGERS / "version2.sql").read_text(encoding="utf-8").replace(SITE, site)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(text)
    return path


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that version 2 has, by table."""
    columns = {
        "run": "id, started, ended, reason, facts, crawl, begun, complete",
        "queue": "position, crawl, url, priority, state, payload",
        "url": "id, url, kind, state, reason, attempts, last_status, last_checked, location, "
        "article_id, first_run, last_run",
        "article": "id, post_id, url, status, revision, posted_by, first_run, last_run, "
        "changed_run, missing_since, gone_since",
        "revision": "article_id, number, content_sha256, parser, first_run, last_run, content",
        "observation": "article_id, run, number, status",
        "page": "kind, url, content_sha256, first_run, last_run, content",
        "source": "id, url, kind, total, last_run",
        "found": "url_id, source_id, modified, covered, last_run",
        "answer": "url, run, kind, named, total, newest, date, etag, last_modified, children",
        "watermark": "kind, etag, last_modified, modified, named, whole_run",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {names} FROM {table}").fetchall()
            for table, names in columns.items()
        }


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT value FROM meta WHERE key = 'schema_version'"
        return str(connection.execute(statement).fetchone()[0])


def shape(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Columns and foreign keys of all tables and the statements of all indexes, in no order."""
    indexes = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'"
    columns = (
        'SELECT t.name, c.name, c.type, c."notnull", c.pk '
        "FROM pragma_table_list AS t, pragma_table_info(t.name) AS c WHERE t.schema = 'main'"
    )
    keys = (
        'SELECT t.name, k."from", k."table", k."to" '
        "FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS k WHERE t.schema = 'main'"
    )
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: set(connection.execute(statement))
            for name, statement in (("indexes", indexes), ("columns", columns), ("keys", keys))
        }


def migrate(path: Path, *, dies_at: int = 0) -> int:
    """Open a ledger, and kill this process at a statement; gives the number of statements."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1
        if made == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    try:
        Ledger.open(path, "en").close()
    finally:
        event.remove(Engine, "after_cursor_execute", count)
    return made


def test_a_migrated_ledger_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.sqlite", "en").close()

    Ledger.open(old_ledger(tmp_path / "old.sqlite"), "en").close()

    assert shape(tmp_path / "old.sqlite") == shape(tmp_path / "new.sqlite")
    assert version(tmp_path / "old.sqlite") == schema.VERSION


def test_every_row_is_kept_and_the_same_articles_are_published(tmp_path: Path) -> None:
    path = old_ledger(tmp_path / "ledger.sqlite")
    before = rows(path)
    assert all(before[table] for table in before if table != "watermark")

    ledger = Ledger.open(path, "en")

    assert rows(path) == before
    run = ledger.begin_run(RunFacts(spider="articles"), "2027-01-01T00:00:00+00:00")
    publish(ledger, tmp_path, run, Measures())
    ledger.close()
    then = (LEDGERS / "version2.jsonl").read_bytes().splitlines()
    now = (tmp_path / "articles.jsonl").read_bytes().splitlines()
    assert repeated([json.loads(line) for line in now], [json.loads(line) for line in then])


def test_a_run_of_this_version_is_compared_with_the_last_good_one_of_the_old_version() -> None:
    good = read_manifest(LEDGERS / "version2.json")

    assert good is not None
    assert (good.run, good.verdict, good.figures.articles) == ("000002", "limit_reached", 3)


def repeated(now: Any, then: Any) -> bool:
    """True where all that was said then is said now; later versions may have more fields."""
    if isinstance(then, dict):
        return all(name in now and repeated(now[name], then[name]) for name in then)
    if isinstance(then, list):
        return len(now) == len(then) and all(map(repeated, now, then))
    return bool(now == then)


def test_a_migration_that_is_killed_at_any_moment_is_done_by_the_next_start(
    tmp_path: Path,
) -> None:
    path = old_ledger(tmp_path / "ledger.sqlite")
    before, tables = rows(path), shape(path)
    last = migrate(old_ledger(tmp_path / "another.sqlite"))

    for moment in (*range(1, last, last // KILLS), last):
        process = _FORKS.Process(target=migrate, args=(path,), kwargs={"dies_at": moment})
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert (version(path), shape(path)) == ("2", tables)

    migrate(path)
    assert version(path) == schema.VERSION
    assert rows(path) == before


@pytest.mark.parametrize("unknown", ["1", "99", "two"])
def test_a_ledger_of_a_version_that_is_not_known_is_refused_untouched(
    tmp_path: Path, unknown: str
) -> None:
    path = old_ledger(tmp_path / "ledger.sqlite")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (unknown,))
    sentence = rf"ledger\.sqlite is of version {unknown}, .* use the bwcrawler that wrote it"

    with pytest.raises(LedgerError, match=sentence):
        Ledger.open(path, "en")
    with pytest.raises(LedgerError, match=sentence), reading(path):
        pass

    assert version(path) == unknown


def test_a_damaged_ledger_is_not_migrated(tmp_path: Path) -> None:
    path = old_ledger(tmp_path / "ledger.sqlite")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 9000)

    with pytest.raises(LedgerError, match="is damaged: "):
        Ledger.open(path, "en")

    assert version(path) == "2"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a ledger of version 2."""
    folder = tmp_path_factory.mktemp("archive")
    old_ledger(folder / "en" / "ledger.sqlite")
    return folder


@pytest.mark.parametrize("command", ["status", "verify"])
def test_who_only_reads_is_told_what_migrates_it(archive: Path, command: str) -> None:
    told = scrapy(command, folder=archive)

    assert told.returncode == 8
    assert told.stderr.splitlines()[0].endswith(
        f"is of version 2, and {schema.VERSION} is wanted: the next crawl of it brings it there, "
        "such as `scrapy crawl update`."
    )


def test_the_crawl_that_migrates_goes_on_with_what_the_old_version_left(tmp_path: Path) -> None:
    with running(Magazine(6)) as server:
        old_ledger(tmp_path / "en" / "ledger.sqlite", site=server.url)

        ended = scrapy("crawl", "update", "-a", f"site={server.url}", folder=tmp_path)

        assert ended.returncode == 0, ended.stderr
        assert "queue" in rows(tmp_path / "en" / "ledger.sqlite")
    with closing(sqlite3.connect(tmp_path / "en" / "ledger.sqlite")) as connection:
        runs = connection.execute("SELECT id, begun, complete FROM run ORDER BY id").fetchall()
    assert runs == [(1, 1, 1), (2, 2, 0), (3, 2, 1)]
    assert rows(tmp_path / "en" / "ledger.sqlite")["queue"] == []
    assert scrapy("verify", folder=tmp_path).returncode == 0
