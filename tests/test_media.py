"""Pictures and documents: fetched once, named by their content, told in the record."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.items import Embed, Figure
from bwcrawler.ledger import media
from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.pipelines.media import type_of, write
from bwcrawler.publish.check import check
from bwcrawler.publish.manifest import read_manifest
from bwcrawler.sample import Magazine, Server, running
from bwcrawler.sample.connection import Request, Response
from bwcrawler.urls import canonical
from tests.processes import Faulty
from tests.records import article
from tests.test_spiders import Crawl, crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UPLOADS = "https://es.bitterwinter.org/wp-content/uploads"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(Magazine(200)) as server:
        yield server


def named(server: Server, folder: Path, many: int = 1) -> dict[str, str]:
    """The argument for some articles with pictures and one with a document."""
    magazine = server.magazine
    posts = magazine.posts_with("caption-classic")[:1] + magazine.posts_with("pdf-link")[:1]
    posts += [post for post in magazine.published if post not in posts][:many]
    urls = folder / "urls.txt"
    urls.write_text("\n".join(magazine.url(post) for post in posts))
    return {"urls": str(urls)}


def files_of(result: Crawl) -> list[dict[str, Any]]:
    """Figures and documents of the published articles that lie on the magazine's host."""
    shown = [
        one
        for line in result.lines()
        for one in [*line["figures"], *(one for one in line["embeds"] if one["kind"] == "pdf")]
    ]
    return [one for one in shown if "/wp-content/uploads/" in one["url"]]


def fetched(result: Crawl) -> dict[str, int]:
    """Files that the server was asked for, and how often."""
    return {
        path: often for path, often in result.requests.items() if path.startswith("/wp-content/")
    }


def rows(folder: Path) -> dict[str, tuple[str, str, int]]:
    """State, reason and attempts by the last part of the address."""
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        found = ledger.execute("SELECT url, state, reason, attempts FROM media").fetchall()
    return {url.rpartition("/")[2]: (state, reason, times) for url, state, reason, times in found}


def test_every_file_is_fetched_once_and_stands_in_the_record(
    server: Server, tmp_path: Path
) -> None:
    asked = named(server, tmp_path)
    without = crawl(tmp_path, "articles", server, **asked)
    first = crawl(tmp_path, "articles", server, media="yes", **asked)
    again = crawl(tmp_path, "articles", server, media="yes", **asked)

    assert fetched(without) == {}
    assert {one["sha256"] for one in files_of(first)} != {""}
    assert {one["path"].rpartition(".")[2] for one in files_of(first)} == {"png", "pdf"}
    for one in files_of(first):
        path = first.folder / "en" / one["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one["sha256"]
        assert one["path"].split("/")[1:] == [one["sha256"][:2], path.name]
        assert path.stem == one["sha256"]
    assert set(fetched(first).values()) == {1}
    assert len(fetched(first)) == len({one["url"] for one in files_of(first)})
    assert fetched(again) == {}
    assert files_of(again) == files_of(first)
    assert {line["revision"] for line in again.lines()} == {1}
    manifest = read_manifest(first.folder / "en" / "manifest.json")
    assert manifest is not None
    assert manifest.counts.media == {"done": len(fetched(first))}
    assert list(check(first.folder / "en")) == []


def test_a_file_that_was_changed_is_no_sound_archive(server: Server, tmp_path: Path) -> None:
    result = crawl(tmp_path, "articles", server, media="yes", **named(server, tmp_path))
    one, other = sorted((tmp_path / "en" / "media").rglob("*.p*"))[:2]
    one.write_bytes(b"changed")
    other.unlink()

    problems = list(check(result.folder / "en"))

    assert len(problems) == 2
    assert any(problem.startswith(f"{one} is not the file that came from ") for problem in problems)
    assert f"{other} cannot be read: No such file or directory." in problems


def test_what_fails_is_counted_and_asked_for_again_in_the_next_run(
    server: Server, tmp_path: Path
) -> None:
    asked = named(server, tmp_path, many=4)
    names = sorted(fetched(crawl(tmp_path / "all", "articles", server, media="yes", **asked)))
    broken, gone, page, *others = names
    answers = {
        broken: Response(b"", 500),
        gone: Response(b"", 404),
        page: Response(b"<html></html>"),
    }

    def fault(request: Request) -> Response | None:
        return answers.get(request.path)

    well = server.sites
    server.sites = {"en": Faulty(server, fault)}
    try:
        runs = [
            crawl(tmp_path / "some", "articles", server, media="yes", **asked) for _ in range(4)
        ]
        del answers[broken]
        last = crawl(tmp_path / "some", "articles", server, media="yes", **asked)
    finally:
        server.sites = well
    found = rows(tmp_path / "some")

    def times(path: str) -> list[bool]:
        return [path in fetched(run) for run in (*runs, last)]

    assert times(broken) == [True] * 5
    assert times(gone) == [True, True, True, False, False]
    assert times(page) == [True] * 5
    assert times(others[0]) == [True, False, False, False, False]
    assert found[broken.rpartition("/")[2]] == ("done", "", 5)
    assert found[gone.rpartition("/")[2]] == ("gone", "not found", 3)
    state, reason, _ = found[page.rpartition("/")[2]]
    assert (state, reason) == ("suspect", "no picture and no document, but text/html")
    manifest = read_manifest(tmp_path / "some" / "en" / "manifest.json")
    assert manifest is not None
    assert manifest.counts.media == {"done": len(names) - 2, "gone": 1, "suspect": 1}
    assert manifest.verdict == "complete"
    assert set(manifest.counts.addresses) == {"done", "found"}


def test_a_run_fetches_no_more_than_its_budget(server: Server, tmp_path: Path) -> None:
    asked = {"media": "yes", **named(server, tmp_path, many=30)}
    first = crawl(tmp_path, "articles", server, set_too={"MEDIA_BUDGET_BYTES": 1}, **asked)
    after_first = {bool(one["sha256"]) for one in files_of(first)}
    second = crawl(tmp_path, "articles", server, **asked)

    assert len(fetched(first)) == 16
    assert first.stats["bwcrawler/media/left"] == len(fetched(second)) > 0
    assert not set(fetched(first)) & set(fetched(second))
    assert after_first == {True, False}
    assert {bool(one["sha256"]) for one in files_of(second)} == {True}


def test_a_file_that_the_ledger_does_not_know_is_fetched_again_and_stays(
    server: Server, tmp_path: Path
) -> None:
    asked = {"media": "yes", **named(server, tmp_path)}
    first = crawl(tmp_path, "articles", server, **asked)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "en" / "media").rglob("*.*")}
    with closing(sqlite3.connect(tmp_path / "en" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("DELETE FROM media")

    again = crawl(tmp_path, "articles", server, **asked)

    assert fetched(again) == fetched(first)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "en" / "media").rglob("*.*")} == kept


def test_a_limit_leaves_the_files_of_what_is_kept(server: Server, tmp_path: Path) -> None:
    result = crawl(tmp_path, "archive", server, media="yes", limit="8")

    assert len(result.lines()) == 8
    assert {bool(one["sha256"]) for one in files_of(result)} == {True}
    assert len(fetched(result)) == len({one["url"] for one in files_of(result)})


def test_only_uploads_of_the_edition_and_of_its_mirrors_are_wanted(tmp_path: Path) -> None:
    mirror = canonical("https://bitterwinteres.b-cdn.net/wp-content/uploads/2020/01/Hall.JPG")
    figures = [
        mirror,
        "https://elsewhere.example/wp-content/uploads/a.jpg",
        "https://bitterwinter.org/wp-content/uploads/a.jpg",
        "https://es.bitterwinter.org/hall/",
        mirror,
    ]
    shown = article(
        url="https://es.bitterwinter.org/a/",
        figures=[Figure(url=url) for url in figures],
        embeds=[
            Embed(kind="pdf", url=f"{UPLOADS}/file.pdf"),
            Embed(kind="pdf", url="https://elsewhere.example/file.pdf"),
            Embed(kind="video", url=f"{UPLOADS}/film.mp4"),
        ],
    )
    ledger = Ledger.open(tmp_path / "ledger.sqlite", "es")
    run = ledger.begin_run(RunFacts(spider="archive"), "2026-01-01T00:00:00+00:00")
    ledger.record(shown, run)

    with ledger.reading() as connection:
        found = media.wanted(connection, "es", None)

    ledger.close()
    assert found == [f"{UPLOADS}/2020/01/Hall.JPG", f"{UPLOADS}/file.pdf"]


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", ("image/jpeg", "jpg")),
        (b"\x89PNG\r\n\x1a\n\x00", ("image/png", "png")),
        (b"GIF89a", ("image/gif", "gif")),
        (b"RIFF\x0a\x0d\x00\x00WEBPVP8 ", ("image/webp", "webp")),
        (b"\x00\x00\x00\x1cftypavif", ("image/avif", "avif")),
        (b"II*\x00", ("image/tiff", "tif")),
        (b"BM" + bytes(12), ("image/bmp", "bmp")),
        (
            b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="x">',
            ("image/svg+xml", "svg"),
        ),
        (b"\n%PDF-1.7", ("application/pdf", "pdf")),
        (b"<!DOCTYPE html><svg></svg>", ("", "")),
        (b"#!/bin/sh\n", ("", "")),
        (b"", ("", "")),
    ],
)
def test_a_type_is_told_by_the_content(begins: bytes, expected: tuple[str, str]) -> None:
    assert type_of(begins) == expected


@given(st.binary(max_size=200), st.sampled_from([b"", b"<svg", b"<!--", b"%PDF-", b"RIFF"]))
def test_any_content_has_a_type_or_none(body: bytes, begin: bytes) -> None:
    media_type, ending = type_of(begin + body)

    assert bool(media_type) == bool(ending)
    assert ending == "" or ending.isalpha()


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "ab12.png"
    path.parent.mkdir()
    (path.parent / ".ab12.png.tmp").write_bytes(b"half of a pic")  # what a kill leaves

    write(path, b"picture")

    assert [one.name for one in path.parent.iterdir()] == ["ab12.png"]
    assert path.read_bytes() == b"picture"
