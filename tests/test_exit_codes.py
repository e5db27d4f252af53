"""Every exit code, by the condition that it stands for."""

from __future__ import annotations

import fcntl
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.manifest import Manifest, read_manifest
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks, running
from bwcrawler.sample.connection import Response
from tests.processes import ROOT, Faulty, command, scrapy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request

pytestmark = pytest.mark.slow
"""Together; each test starts one or more processes."""

ARTICLES = 20
TOO_MANY = Response(b"Slow down.", 429, "text/plain", {"Retry-After": "3600"})
UPDATING = Response(b"Briefly unavailable.", 503, "text/html", {"Retry-After": "600"})


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Magazine(ARTICLES)) as server:
        yield server


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A crawl that was complete, and the server it was made from."""
    folder = tmp_path_factory.mktemp("crawled")
    with running(Magazine(ARTICLES)) as server:
        assert crawl(server, folder)[0] is Verdict.COMPLETE
        yield server, folder


@pytest.fixture
def archive(crawled: tuple[Server, Path], tmp_path: Path) -> tuple[Server, Path]:
    """A copy of that crawl's output; its server has no faults yet."""
    server, folder = crawled
    shutil.copytree(folder, tmp_path / "output")
    server.sites = {"en": Faulty(server, lambda _: None)}
    return server, tmp_path / "output"


def crawl(server: Server, folder: Path, *options: str) -> tuple[Verdict, str]:
    """Exit code of a crawl of everything, and the last line it printed."""
    result = scrapy("crawl", "archive", "-a", f"site={server.url}", *options, folder=folder)
    return Verdict(result.returncode), (result.stderr.splitlines() or [""])[-1]


def published(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "en").glob("*.json*")}


def states(folder: Path) -> Counter[str]:
    """How many addresses stand where."""
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        return Counter(state for (state,) in ledger.execute("SELECT state FROM url"))


def last_manifest(folder: Path) -> Manifest:
    manifest = read_manifest(max((folder / "en" / "runs").iterdir()))
    assert manifest is not None
    return manifest


# 0 to 2


def test_complete(server: Server, tmp_path: Path) -> None:
    assert crawl(server, tmp_path)[0] is Verdict.COMPLETE

    manifest = last_manifest(tmp_path)
    assert (manifest.verdict, manifest.exit_code, manifest.says) == ("complete", 0, "")
    assert manifest.figures.articles == ARTICLES
    assert all(gate.passed for gate in manifest.gates)


def test_a_limit_that_the_user_gave_is_complete(server: Server, tmp_path: Path) -> None:
    assert crawl(server, tmp_path, "-a", "limit=3")[0] is Verdict.COMPLETE
    assert last_manifest(tmp_path).figures.articles == 3


def test_a_closed_api_is_complete(server: Server, tmp_path: Path) -> None:
    server.sites["en"].quirks = Quirks(rest=False, sitemap=False, feeds=False)

    assert crawl(server, tmp_path)[0] is Verdict.COMPLETE
    assert last_manifest(tmp_path).figures.articles == ARTICLES


def test_unexpected_where_the_files_cannot_be_put_in_place(
    archive: tuple[Server, Path],
) -> None:
    server, folder = archive
    (folder / "en" / "articles.jsonl").unlink()
    (folder / "en" / "articles.jsonl" / "in the way").mkdir(parents=True)

    verdict, says = crawl(server, folder)

    assert verdict is Verdict.UNEXPECTED
    assert "could not be published" in says


def test_usage(server: Server, tmp_path: Path) -> None:
    verdict, says = crawl(server, tmp_path, "-a", "edition=ru")

    assert verdict is Verdict.USAGE
    assert "There is no edition 'ru'" in says
    assert server.total == 0


# Something is missing, or wrong


def test_partial_where_a_page_cannot_be_fetched(server: Server, tmp_path: Path) -> None:
    broken = server.magazine.published[3].path
    server.sites["en"] = Faulty(
        server, lambda request: Response(b"", 500) if request.path == broken else None
    )

    verdict, says = crawl(server, tmp_path)

    assert verdict is Verdict.PARTIAL
    assert "1 page could not be fetched or read" in says
    assert last_manifest(tmp_path).figures.articles == ARTICLES - 1
    assert len((tmp_path / "en" / "articles.jsonl").read_bytes().splitlines()) == ARTICLES - 1


def test_gate_failed_and_published_anyway(archive: tuple[Server, Path]) -> None:
    server, folder = archive
    server.sites = {"en": Faulty(server, checking_your_browser)}
    before = published(folder)

    verdict, says = crawl(server, folder)

    assert verdict is Verdict.GATE_FAILED
    assert "suspects: " in says
    assert published(folder) == before
    assert last_manifest(folder).verdict == "gate_failed"

    assert crawl(server, folder, "--publish-anyway")[0] is Verdict.PARTIAL
    assert last_manifest(folder).run == read_good(folder).run


def checking_your_browser(request: Request) -> Response | None:
    is_article = re.fullmatch(r"/[^/]+/", request.path) and request.path != "/feed/"
    return Response(b"<title>Just a moment...</title></html>") if is_article else None


def read_good(folder: Path) -> Manifest:
    manifest = read_manifest(folder / "en" / "manifest.json")
    assert manifest is not None
    return manifest


def test_gate_failed_where_half_of_the_articles_are_gone(tmp_path: Path) -> None:
    with running(Magazine(60)) as server:
        assert crawl(server, tmp_path)[0] is Verdict.COMPLETE
        before = published(tmp_path)
        for post in server.magazine.published[::2]:
            server.magazine.delete(post)

        verdict, says = crawl(server, tmp_path)

    assert verdict is Verdict.GATE_FAILED
    assert "deletions=accept" in says
    assert published(tmp_path) == before


# The site as a whole


def test_unreachable_where_nobody_listens(archive: tuple[Server, Path]) -> None:
    _, folder = archive
    before, stood = published(folder), states(folder)
    with running(Magazine(1)) as gone:
        pass

    verdict, says = crawl(gone, folder)

    assert verdict is Verdict.UNREACHABLE
    assert "robots.txt does not answer" in says
    assert says.endswith("refused). Start the crawl again later, and it goes on.")
    assert (published(folder), states(folder)) == (before, stood)


def test_unreachable_where_robots_txt_allows_nothing(server: Server, tmp_path: Path) -> None:
    server.sites["en"] = Faulty(
        server,
        lambda request: (
            Response(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
            if request.path == "/robots.txt"
            else None
        ),
    )

    verdict, says = crawl(server, tmp_path)

    assert verdict is Verdict.UNREACHABLE
    assert "look at the site's robots.txt" in says
    assert set(server.requests) == {"/robots.txt"}


@pytest.mark.parametrize("answer", [TOO_MANY, UPDATING], ids=["429", "503"])
def test_rate_limited_from_the_start(answer: Response, archive: tuple[Server, Path]) -> None:
    server, folder = archive
    server.sites = {"en": Faulty(server, lambda _: answer)}
    before, stood = published(folder), states(folder)

    assert crawl(server, folder)[0] is Verdict.RATE_LIMITED

    assert (published(folder), states(folder)) == (before, stood)


def test_rate_limited_half_way_loses_nothing(server: Server, tmp_path: Path) -> None:
    served = threading.Semaphore(25)
    server.sites["en"] = Faulty(
        server, lambda _: None if served.acquire(blocking=False) else TOO_MANY
    )

    assert crawl(server, tmp_path)[0] is Verdict.RATE_LIMITED
    assert not published(tmp_path)
    assert states(tmp_path)["error"] == 0
    until_now = server.total

    server.sites["en"] = Faulty(server, lambda _: None)
    assert crawl(server, tmp_path)[0] is Verdict.COMPLETE
    assert last_manifest(tmp_path).figures.articles == ARTICLES
    assert server.total < 2 * until_now + 200


# Ended from without


def test_limit_reached(server: Server, tmp_path: Path) -> None:
    verdict, says = crawl(server, tmp_path, "-s", "CLOSESPIDER_PAGECOUNT=15")

    assert verdict is Verdict.LIMIT_REACHED
    assert "closespider_pagecount" in says
    assert crawl(server, tmp_path)[0] is Verdict.COMPLETE
    assert last_manifest(tmp_path).figures.articles == ARTICLES


def test_interrupted(server: Server, tmp_path: Path) -> None:
    asked = threading.Event()

    def tell(request: Request) -> None:
        if request.path.startswith("/tag/"):
            asked.set()

    server.sites["en"] = Faulty(server, tell)
    words = command("crawl", "archive", "-a", f"site={server.url}", folder=tmp_path)
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        asked.wait()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()

    assert process.returncode == Verdict.INTERRUPTED
    assert "The crawl was interrupted." in errors.splitlines()[-1]
    assert not published(tmp_path)


def test_interrupted_by_a_second_signal_at_once(server: Server, tmp_path: Path) -> None:
    asked, released = threading.Event(), threading.Event()

    def hang(request: Request) -> None:
        if request.path.startswith("/tag/"):
            asked.set()
            released.wait()

    server.sites["en"] = Faulty(server, hang)
    words = command("crawl", "archive", "-a", f"site={server.url}", folder=tmp_path)
    patience = ("-s", "STOP_TIMEOUT=1000", "-s", "DOWNLOAD_TIMEOUT=1000")
    with subprocess.Popen(
        [*words, *patience], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        asked.wait()
        process.send_signal(signal.SIGINT)
        while "Received SIGINT" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
    released.set()

    assert process.returncode == Verdict.INTERRUPTED
    assert errors.splitlines()[-1] == "The crawl was cut off; the next run goes on."
    assert not published(tmp_path)


def test_no_space_to_begin_with(archive: tuple[Server, Path]) -> None:
    server, folder = archive
    server.requests.clear()

    verdict, says = crawl(server, folder, "-s", f"MINIMUM_FREE_BYTES={10**18}")

    assert verdict is Verdict.NO_SPACE
    assert "make room" in says
    assert server.total == 0


def test_no_space_half_way(server: Server, tmp_path: Path) -> None:
    def as_on_a_small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    words = command("crawl", "archive", "-a", f"site={server.url}", folder=tmp_path)
    result = subprocess.run(
        words,
        cwd=ROOT,
        preexec_fn=as_on_a_small_disk,
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert result.returncode == Verdict.NO_SPACE
    assert not published(tmp_path)
    assert crawl(server, tmp_path)[0] is Verdict.COMPLETE


# The archive


def test_damaged_where_the_ledger_is_none(archive: tuple[Server, Path]) -> None:
    server, folder = archive
    (folder / "en" / "ledger.sqlite").write_bytes(b"Not a ledger. " * 1000)
    server.requests.clear()

    verdict, says = crawl(server, folder)

    assert verdict is Verdict.DAMAGED
    assert "ledger.sqlite cannot be opened: file is not a database." in says
    assert server.total == 0


def test_damaged_where_pages_of_the_ledger_are_overwritten(archive: tuple[Server, Path]) -> None:
    server, folder = archive
    overwrite_the_second_half(folder / "en" / "ledger.sqlite")
    before = published(folder)

    verdict, says = crawl(server, folder)

    assert (verdict, says) == (Verdict.DAMAGED, says)
    assert "ledger.sqlite is damaged" in says
    assert published(folder) == before


def overwrite_the_second_half(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 2))


def test_locked(archive: tuple[Server, Path]) -> None:
    server, folder = archive
    server.requests.clear()
    with (folder / "en" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        verdict, says = crawl(server, folder)

    assert verdict is Verdict.LOCKED
    assert re.search(r"is in use by process \d+ on \S+ since 20", says)
    assert server.total == 0
