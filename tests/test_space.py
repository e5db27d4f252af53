"""A full disk ends a crawl in good order, and nothing that was published is touched."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from bwcrawler.ledger.space import NoSpaceError, check_room, check_space, is_no_space
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.wordpress import WordPress
from tests.kills import deadly, ended, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.sample.connection import Request, Response

DISK = 20_000_000
ANY_FLOOR = ("-s", "MINIMUM_FREE_BYTES=0")


def mount(*arguments: str) -> None:
    """Skip the test where that is not permitted."""
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no command to mount a disk with")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"to mount a disk takes root and a capability: {error.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of twenty megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def resize(disk: Path, size: int) -> None:
    mount("-o", f"remount,size={size}", str(disk))


class Filling(WordPress):
    """A site that fills its reader's disk at the request of a number."""

    def __init__(self, server: Server, disk: Path, requests: int) -> None:
        super().__init__(server.magazine, server.url, Quirks())
        self._filler = disk / "filler"
        self._left = requests

    def respond(self, request: Request) -> Response:
        self._left -= 1
        if self._left == 0:
            with suppress(OSError), self._filler.open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
        return super().respond(request)

    def clear(self) -> None:
        """Make room again."""
        self._filler.unlink()


def assert_sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def live(folder: Path) -> int:
    return int(json.loads(published(folder)["manifest.json"])["counts"]["archive"]["live"])


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
        assert_sound(tmp_path)
        server.requests.clear()
        assert ended(start(tmp_path, server)) == 0

        assert server.requests["/"] == 0
    assert live(tmp_path) == 100


def test_a_ledger_is_not_allowed_to_outgrow_what_is_free(disk: Path) -> None:
    ledger = disk / "ledger.sqlite"
    check_room(ledger)
    ledger.write_bytes(b"x" * 9_000_000)
    check_room(ledger)
    (disk / "ledger.sqlite-wal").write_bytes(b"x" * 1_000_000)

    with pytest.raises(NoSpaceError, match=r"10\.0 MB left, and to publish takes 10\.0 MB"):
        check_room(ledger)


def test_a_small_disk_ends_the_crawl_while_it_can_still_say_so(disk: Path) -> None:
    with deadly(60) as (server, _):
        assert ended(start(disk, server, *ANY_FLOOR, "-a", "limit=5")) == 0
        before = published(disk)
        wanted = (disk / "en" / "ledger.sqlite").stat().st_size
        resize(disk, shutil.disk_usage(disk).used + wanted + 2_000_000)

        assert ended(start(disk, server, *ANY_FLOOR)) == Verdict.NO_SPACE

        assert published(disk) == before
        run = json.loads((disk / "en" / "runs" / "000002.json").read_bytes())
        assert (run["reason"], run["verdict"]) == ("no_space", "no_space")
        assert run["counts"]["archive"]["live"] > 5
        assert_sound(disk)
        server.requests.clear()
        resize(disk, 3 * DISK)
        assert ended(start(disk, server, *ANY_FLOOR)) == 0

        assert server.requests["/"] == 0
    assert live(disk) == 60


def test_a_disk_that_somebody_else_fills_ends_the_crawl_and_loses_nothing(disk: Path) -> None:
    with running(Magazine(20)) as server:
        assert ended(start(disk, server, *ANY_FLOOR, "-a", "limit=5")) == 0
        before = published(disk)
        site = Filling(server, disk, requests=15)
        server.sites = {"en": site}

        assert ended(start(disk, server, *ANY_FLOOR)) == Verdict.NO_SPACE

        assert published(disk) == before
        site.clear()
        assert_sound(disk)
        assert ended(start(disk, server, *ANY_FLOOR)) == 0
    assert live(disk) == 20
