"""Crawls that keep WARC files: what is in them, where the ledger says it lies, what it costs."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import sqlite3
import sys
from base64 import b64encode
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from warcio.archiveiterator import ArchiveIterator

from bwcrawler.commands.verdict import objection
from bwcrawler.ledger.archive import FAILURE
from bwcrawler.publish.check import check
from bwcrawler.publish.files import POSITION, TIMESTAMPS
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.warc import MISSING
from bwcrawler.warc.lookup import read_answer
from tests.kills import ended, start
from tests.processes import scrapy
from tests.test_spiders import Crawl, crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.warc.lookup import Answer

ARTICLES = 10
REPEATED = {"Link": "</one>\r\nLink: </two>"}
"""A header that comes twice."""


class Remembering(WordPress):
    """A site that sends bodies as gzip, fails once for each of some articles, and remembers all."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.magazine, server.url, Quirks())
        self.failing = {post.path for post in server.magazine.published[:2]}
        self.sent: list[tuple[str, int, bytes]] = []

    def respond(self, request: Request) -> Response:
        response = super().respond(request)
        if request.path in self.failing:
            self.failing.remove(request.path)
            response = Response(b"Later.", 500, "text/plain")
        elif response.content_type.startswith("text/html") and response.body:
            coded = gzip.compress(response.body, mtime=0)
            headers = {**response.headers, **REPEATED, "Content-Encoding": "gzip"}
            response = Response(coded, response.status, response.content_type, headers)
        self.sent.append((request.path, response.status, response.body))
        return response


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Server, Remembering]]:
    with running(Magazine(ARTICLES)) as server:
        site = Remembering(server)
        server.sites = {"en": site}
        yield server, site


@pytest.fixture(scope="module")
def crawled(
    site: tuple[Server, Remembering], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Crawl, list[tuple[str, int, bytes]]]:
    """A complete crawl, and what it was sent."""
    result = crawl(tmp_path_factory.mktemp("crawled"), "archive", site[0], warc="yes")
    return result, list(site[1].sent)


@pytest.fixture
def folder(crawled: tuple[Crawl, object], tmp_path: Path) -> Path:
    """A copy of its archive."""
    shutil.copytree(crawled[0].folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


def files(folder: Path, code: str = "en") -> list[Path]:
    return sorted((folder / code / "warc").iterdir())


def records(folder: Path) -> list[dict[str, Any]]:
    """Type, address, status and body of the records of all files."""
    found = []
    for path in files(folder):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                body = record.raw_stream.read()
                head, headers = record.http_headers, record.rec_headers
                found.append(
                    {
                        "type": record.rec_type,
                        "uri": headers.get_header("WARC-Target-URI"),
                        "status": int(head.get_statuscode())
                        if record.rec_type in ("response", "revisit")
                        else 0,
                        "body": body,
                        "head": head.headers if head else [],
                        "profile": headers.get_header("WARC-Profile", "").rpartition("/")[2],
                    }
                )
    return found


def answers(folder: Path) -> list[dict[str, Any]]:
    return [one for one in records(folder) if one["type"] in ("response", "revisit")]


def sql(folder: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger, ledger:
        return ledger.execute(statement).fetchall()


def record_of(folder: Path, article: dict[str, Any]) -> Answer:
    position = article["warc"]
    answer = read_answer(folder / "en" / position["file"], position["offset"])
    assert answer.record_id == position["record_id"]
    return answer


# What is in them


def test_every_answer_is_kept_as_it_was_sent(
    site: tuple[Server, Remembering], crawled: tuple[Crawl, list[tuple[str, int, bytes]]]
) -> None:
    result, sent = crawled
    address = site[0].url

    kept = sorted(
        (unquote(one["uri"].removeprefix(address).partition("?")[0]), one["status"], one["body"])
        for one in answers(result.folder)
    )

    assert kept == sorted((unquote(path), status, body) for path, status, body in sent)
    assert {status for _, status, _ in kept} >= {200, 404, 500}
    paths = {path for path, _, _ in kept}
    assert {"/robots.txt", "/feed/", "/wp-sitemap.xml", "/wp-json/wp/v2/posts", "/"} <= paths


def test_each_answer_has_its_request_and_its_metadata(crawled: tuple[Crawl, object]) -> None:
    found = records(crawled[0].folder)

    assert [one["type"] for one in found] == [
        "warcinfo",
        *["request", "response", "metadata"] * (len(found) // 3),
    ]
    for request, response, metadata in zip(found[1::3], found[2::3], found[3::3], strict=True):
        assert request["uri"] == response["uri"] == metadata["uri"]
        assert b"run: 000001\r\nkind: " in metadata["body"]
    retried = [one["body"] for one in found if one["type"] == "metadata"]
    assert sum(b"retries: 1" in one for one in retried) == 2


def test_headers_are_kept_with_their_codings_and_their_repetitions(
    crawled: tuple[Crawl, object],
) -> None:
    pages = [one for one in answers(crawled[0].folder) if one["status"] == 200]
    article = next(one for one in pages if ("Content-Encoding", "gzip") in one["head"])

    assert [value for name, value in article["head"] if name == "Link"] == ["</one>", "</two>"]
    assert article["body"].startswith(b"\x1f\x8b")


def test_the_warcinfo_says_who_asked_and_what_is_not_as_it_came(
    crawled: tuple[Crawl, object],
) -> None:
    [info] = [one["body"].decode() for one in records(crawled[0].folder) if not one["uri"]]

    fields = dict(line.split(": ", 1) for line in info.splitlines())
    assert fields["software"].startswith("bwcrawler/")
    assert " Scrapy/2." in fields["software"]
    assert fields["robots"] == "obey"
    assert fields["http-header-user-agent"].startswith("bwcrawler/")
    assert "header names in title case" in fields["description"]
    assert json.loads(fields["settings"])["DOWNLOAD_DELAY"] == 0


def test_the_same_crawl_without_warc_publishes_the_same(
    crawled: tuple[Crawl, object], site: tuple[Server, Remembering], tmp_path: Path
) -> None:
    without = crawl(tmp_path, "archive", site[0])

    for lines in zip(crawled[0].lines(), without.lines(), strict=True):
        kept, plain = [
            {key: value for key, value in line.items() if key not in (*TIMESTAMPS, POSITION)}
            for line in lines
        ]
        assert kept == plain
    assert without.lines()[0]["warc"] == {"file": "", "offset": 0, "record_id": ""}
    assert not (tmp_path / "en" / "warc").exists()


# Where it lies


def test_the_record_of_an_article_is_the_page_it_was_read_from(
    crawled: tuple[Crawl, list[tuple[str, int, bytes]]], site: tuple[Server, Remembering]
) -> None:
    result, sent = crawled
    bodies = {(path, body) for path, status, body in sent if status == 200}

    for article in result.lines():
        answer = record_of(result.folder, article)
        assert answer.uri == article["url"].replace("https://bitterwinter.org", site[0].url)
        assert (article["url"].removeprefix("https://bitterwinter.org"), answer.body) in bodies
    assert len(result.lines()) == ARTICLES


def test_the_ledger_knows_every_answer_and_the_length_of_its_file(
    crawled: tuple[Crawl, object],
) -> None:
    folder = crawled[0].folder
    [path] = files(folder)

    assert path.name == "bitterwinter-en-000001-00001.warc.gz"
    assert sql(folder, "SELECT name, run, length FROM warc_file") == [
        (path.name, 1, path.stat().st_size)
    ]
    kept = sql(folder, "SELECT uri, status FROM capture ORDER BY offset")
    assert kept == [(one["uri"], one["status"]) for one in answers(folder)]
    assert list(check(folder / "en", thorough=True)) == []


def test_a_file_that_is_full_is_followed_by_another(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        result = crawl(tmp_path, "archive", server, set_too={"WARC_FILE_BYTES": 30_000}, warc="yes")

    assert len(files(tmp_path)) > 2
    assert [path.name[-13:] for path in files(tmp_path)][:2] == ["00001.warc.gz", "00002.warc.gz"]
    assert all(path.stat().st_size < 80_000 for path in files(tmp_path))
    assert len({article["warc"]["file"] for article in result.lines()}) > 1
    assert list(check(tmp_path / "en", thorough=True)) == []


def test_each_edition_has_its_own_files(tmp_path: Path) -> None:
    with running(Magazine(3), Magazine(3, edition="it")) as server:
        crawl(tmp_path, "archive", server, edition="en,it", warc="yes")

    assert [path.name for path in files(tmp_path, "it")] == ["bitterwinter-it-000001-00001.warc.gz"]
    for code in ("en", "it"):
        assert list(check(tmp_path / code, thorough=True)) == []
    uris = {one["uri"] for one in answers(tmp_path)}
    assert not any(uri.startswith(f"{server.url.removesuffix('{edition}')}it/") for uri in uris)


# What was kept before


def test_what_has_not_changed_is_a_revisit(folder: Path, site: tuple[Server, Remembering]) -> None:
    crawl(folder, "archive", site[0], warc="yes")

    first, second = (path.stat().st_size for path in files(folder))
    again = answers(folder)[len(answers(folder)) // 2 :]
    revisits = {one["uri"] for one in again if one["profile"] == "identical-payload-digest"}
    pages = {one["uri"] for one in again if one["uri"].endswith("/") and one["status"] == 200}
    assert revisits >= {uri for uri in pages if not uri.endswith("/feed/")}
    assert second < first / 2
    assert list(check(folder / "en", thorough=True)) == []


def test_a_feed_that_answers_304_is_a_revisit(
    folder: Path, site: tuple[Server, Remembering]
) -> None:
    crawl(folder, "update", site[0], warc="yes")

    [feed] = [one for one in answers(folder) if one["status"] == 304]
    assert feed["uri"].endswith("/feed/")
    assert (feed["type"], feed["profile"]) == ("revisit", "server-not-modified")


def test_nothing_leans_on_a_run_that_was_not_complete(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        more = {"CLOSESPIDER_ITEMCOUNT": 15}
        assert (
            crawl(tmp_path, "archive", server, set_too=more, warc="yes")
            .stats["finish_reason"]
            .startswith("closespider")
        )
        crawl(tmp_path, "archive", server, warc="yes", limit="5")

    assert len(files(tmp_path)) == 2
    assert {one["type"] for one in answers(tmp_path)} == {"response"}


def test_an_article_that_is_read_again_is_no_new_revision(
    folder: Path, site: tuple[Server, Remembering]
) -> None:
    result = crawl(folder, "archive", site[0], warc="yes")

    assert {article["revision"] for article in result.lines()} == {1}
    newest = max((folder / "en" / "changes").iterdir())
    assert newest.read_bytes() == b""
    assert {article["warc"]["file"] for article in result.lines()} == {
        "warc/bitterwinter-en-000002-00001.warc.gz"
    }


# What goes wrong


class Bulky(WordPress):
    """A site whose pages fill a WARC file long before they fill the ledger."""

    def respond(self, request: Request) -> Response:
        response = super().respond(request)
        if not response.content_type.startswith("text/html"):
            return response
        noise = b64encode(random.Random(request.path).randbytes(200_000))
        body = response.body.replace(b"</body>", b"<!-- " + noise + b" --></body>")
        return replace(response, body=body)


@pytest.mark.slow
def test_a_full_disk_ends_the_run_and_what_was_kept_is_good(tmp_path: Path) -> None:
    with running(Magazine(20)) as server:
        server.sites = {"en": Bulky(server.magazine, server.url, Quirks())}
        full = start(tmp_path, server, "-a", "warc=yes", file_size=2_000_000)
        assert ended(full) == Verdict.NO_SPACE
        [manifest] = [json.loads(path.read_bytes()) for path in (tmp_path / "en/runs").iterdir()]
        assert manifest["reason"] == "no_space"
        assert files(tmp_path)[0].stat().st_size > 1_500_000
        assert ended(start(tmp_path, server, "-a", "warc=yes")) == 0

    assert len(files(tmp_path)) == 2
    assert list(check(tmp_path / "en", thorough=True)) == []
    lines = (tmp_path / "en" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20
    for line in lines:
        assert record_of(tmp_path, json.loads(line)).body


def test_nothing_is_kept_without_its_record(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "warc").write_bytes(b"in the way")

    with running(Magazine(3)) as server:
        result = crawl(tmp_path, "archive", server, warc="yes")

    assert result.stats["finish_reason"] == "ledger_failed"
    assert "The WARC file could not take " in result.stats[FAILURE]
    assert sql(tmp_path, "SELECT count(*) FROM url WHERE state != 'found'") == [(0,)]


def remove(folder: Path) -> None:
    files(folder)[0].unlink()


def shorten(folder: Path) -> None:
    path = files(folder)[0]
    path.write_bytes(path.read_bytes()[:-1])


def break_the_end(folder: Path) -> None:
    path = files(folder)[0]
    path.write_bytes(path.read_bytes()[:-8] + bytes(8))


def lose_a_record(folder: Path) -> None:
    sql(folder, "UPDATE capture SET offset = offset + 1 WHERE status = 404")


def confuse_records(folder: Path) -> None:
    sql(folder, "UPDATE capture SET record_id = 'x' WHERE status = 404")


@pytest.mark.parametrize(
    ("damage", "sentence", "thorough"),
    [
        (remove, "cannot be read: No such file or directory.", False),
        (shorten, " were written.", False),
        (break_the_end, "is damaged in the record at byte", False),
        (lose_a_record, "has no record at byte", True),
        (confuse_records, "another record lies at byte", True),
    ],
)
def test_verify_names_what_is_wrong(
    damage: Any,
    sentence: str,
    thorough: bool,  # noqa: FBT001
    folder: Path,
) -> None:
    damage(folder)

    problems = list(check(folder / "en", thorough=thorough))

    assert problems
    assert all(sentence in problem for problem in problems)


# What users type


def test_the_page_of_a_record_is_printed_or_saved(
    crawled: tuple[Crawl, list[tuple[str, int, bytes]]], tmp_path: Path
) -> None:
    result, sent = crawled
    article = result.lines()[3]
    path = article["url"].removeprefix("https://bitterwinter.org")
    page = next(body for where, status, body in sent if (where, status) == (path, 200))

    printed = scrapy("warc", str(article["id"]), folder=result.folder)
    saved = scrapy("warc", article["url"], "-o", str(tmp_path / "page"), folder=result.folder)

    assert (printed.returncode, saved.returncode) == (0, 0), printed.stderr
    assert printed.stdout == gzip.decompress(page).decode()
    assert (tmp_path / "page").read_bytes() == gzip.decompress(page)


def test_a_page_that_was_left_to_an_earlier_record_is_printed_whole(
    folder: Path, site: tuple[Server, Remembering]
) -> None:
    article = crawl(folder, "archive", site[0], warc="yes").lines()[3]
    assert record_of(folder, article).body == b""

    result = scrapy("warc", article["url"], "--raw", "-o", str(folder / "page"), folder=folder)

    assert result.returncode == 0, result.stderr
    raw = (folder / "page").read_bytes()
    assert raw.startswith(b"HTTP/1.1 200 OK\r\n")
    assert article["title"] in gzip.decompress(raw.partition(b"\r\n\r\n")[2]).decode()


def test_a_page_that_no_file_has_is_one_sentence(crawled: tuple[Crawl, object]) -> None:
    result = scrapy("warc", "https://bitterwinter.org/nowhere/", folder=crawled[0].folder)

    assert (result.returncode, result.stdout) == (Verdict.USAGE, "")
    assert result.stderr.startswith("No WARC file has https://bitterwinter.org/nowhere/:")


@pytest.mark.parametrize(
    ("given", "spiders", "sentence"),
    [
        ({"warc": "yes"}, "", MISSING),
        ({}, "archive,update", MISSING),
        ({"warc": "no"}, "archive,update", ""),
        ({}, "update", ""),
        ({"warc": "maybe"}, "", "warc=maybe is not known: give warc=yes or warc=no."),
    ],
)
def test_a_missing_library_is_one_sentence_before_any_request(
    given: dict[str, str], spiders: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    settings.setmodule("bwcrawler.settings")
    settings.set("WARC_SPIDERS", spiders)
    loader = SpiderLoader.from_settings(settings)
    monkeypatch.setitem(sys.modules, "warcio", None)

    said = objection(loader, "archive", {"site": "http://127.0.0.1:1"} | given, settings)

    assert said == sentence


def test_a_setting_names_the_spiders_that_keep_warc_files(tmp_path: Path) -> None:
    with running(Magazine(3)) as server:
        crawl(tmp_path, "archive", server, set_too={"WARC_SPIDERS": "archive,update"})

    assert len(files(tmp_path)) == 1
