"""Our WARC files in the tools of others: warcio, pywb, wacz; and the file of another, wget.

pywb and wacz are looked for in the folder that BWCRAWLER_INTEROP names; see `interop.txt`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from bwcrawler.publish.check import check
from bwcrawler.sample import Magazine, Server, running
from tests.processes import scrapy
from tests.test_spiders import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

TOOLS = os.environ.get("BWCRAWLER_INTEROP", "")

PYWB = """
from gevent.monkey import patch_all
patch_all()
import json, sys
from pywb.apps.frontendapp import FrontEndApp
from werkzeug.test import Client
client = Client(FrontEndApp())
answers = [client.get(path) for path in sys.argv[1:]]
print(json.dumps([(a.status_code, a.headers.get("Memento-Datetime"), a.text) for a in answers]))
"""
"""Asks pywb for paths, and prints the status, the date and the text of each answer as JSON."""


def tool(name: str) -> str:
    """Path of a tool; skips the test where nobody has said where the tools are."""
    if not TOOLS:
        pytest.skip(f"{name} is not there: BWCRAWLER_INTEROP names no folder of tools")
    path = Path(TOOLS) / name
    assert path.exists(), f"{path} is missing"
    return str(path)


def run(*command: str, folder: Path) -> str:
    """What a tool prints; fails where it ends with another code than 0."""
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=100
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@dataclass(frozen=True, slots=True)
class Kept:
    """The archive of a magazine that was crawled twice, and of which nothing is served any more."""

    folder: Path
    articles: list[dict[str, Any]]
    warc: list[str]
    url: str
    pages: dict[str, str]
    """Text of each article, by canonical URL."""

    def uri(self, article: dict[str, Any]) -> str:
        return str(article["url"]).replace("https://bitterwinter.org", self.url)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    with running(Magazine(6)) as server:
        crawl(folder, "archive", server, warc="yes")
        articles = crawl(folder, "archive", server, warc="yes").lines()
        crawl(folder, "update", server, warc="yes")
        pages = {one["url"]: page_of(server, one) for one in articles}
        url = server.url
    files = sorted(map(str, (folder / "en" / "warc").iterdir()))
    assert len(files) == 3
    return Kept(folder, articles, files, url, pages)


def page_of(server: Server, article: dict[str, Any]) -> str:
    from bwcrawler.sample.connection import Request

    path = str(article["url"]).removeprefix("https://bitterwinter.org")
    return server.sites["en"].respond(Request("GET", path)).body.decode()


def types(path: str) -> Iterator[tuple[str, str]]:
    with Path(path).open("rb") as stream:
        for record in ArchiveIterator(stream):
            headers = record.rec_headers
            yield record.rec_type, headers.get_header("WARC-Profile", "").rpartition("/")[2]


def test_warcio_finds_all_digests_right(kept: Kept) -> None:
    warcio = str(Path(sys.executable).with_name("warcio"))

    printed = run(warcio, "check", "-v", *kept.warc, folder=kept.folder)

    assert "digest pass" in printed
    assert "fail" not in printed


def test_gzip_finds_all_files_whole(kept: Kept) -> None:
    if (gzip := shutil.which("gzip")) is None:
        pytest.skip("gzip is not there")

    run(gzip, "-t", *kept.warc, folder=kept.folder)


def test_pywb_replays_an_article_and_its_revisit(kept: Kept, tmp_path: Path) -> None:
    manager, python = tool("wb-manager"), tool("python")
    run(manager, "init", "bw", folder=tmp_path)
    run(manager, "add", "bw", *kept.warc, folder=tmp_path)
    article = kept.articles[2]
    uri = kept.uri(article)
    first, second = (capture_dates(kept, uri)[number] for number in (0, 1))

    paths = [f"/bw/{date}id_/{uri}" for date in (first, second)]
    printed = run(python, "-c", PYWB, *paths, folder=tmp_path).splitlines()[-1]

    [original, revisit] = json.loads(printed)
    assert [original[0], revisit[0]] == [200, 200]
    assert original[2] == revisit[2] == kept.pages[article["url"]]
    assert ("revisit", "identical-payload-digest") in types(kept.warc[1])


def test_pywb_replays_what_was_not_modified(kept: Kept, tmp_path: Path) -> None:
    manager, python = tool("wb-manager"), tool("python")
    run(manager, "init", "bw", folder=tmp_path)
    run(manager, "add", "bw", *kept.warc, folder=tmp_path)
    uri = f"{kept.url}/feed/"

    last = capture_dates(kept, uri)[-1]
    printed = run(python, "-c", PYWB, f"/bw/{last}id_/{uri}", folder=tmp_path).splitlines()[-1]

    assert ("revisit", "server-not-modified") in types(kept.warc[2])
    [[status, _, text]] = json.loads(printed)
    assert (status, text) == (304, "")


def capture_dates(kept: Kept, uri: str) -> list[str]:
    """When a page was captured, in the 14 digits of web archives."""
    dates = []
    for path in kept.warc:
        with Path(path).open("rb") as stream:
            for record in ArchiveIterator(stream):
                headers = record.rec_headers
                is_answer = record.rec_type in ("response", "revisit")
                if is_answer and headers.get_header("WARC-Target-URI") == uri:
                    date = headers.get_header("WARC-Date")
                    dates.append("".join(filter(str.isdigit, date))[:14])
    return dates


def test_wacz_takes_the_files_and_the_list_of_articles(kept: Kept, tmp_path: Path) -> None:
    wacz = tool("wacz")
    pages = tmp_path / "pages.jsonl"
    assert scrapy("warc", "--pages", "-o", str(pages), folder=kept.folder).returncode == 0

    files = ("-f", *kept.warc, "-p", str(pages), "-o", "magazine.wacz")
    created = run(wacz, "create", *files, folder=tmp_path)
    validated = run(wacz, "validate", "-f", "magazine.wacz", folder=tmp_path)

    assert "Invalid passed page" not in created
    assert "Validation succeeded" in validated
    with zipfile.ZipFile(tmp_path / "magazine.wacz") as archive:
        listed = archive.read("pages/pages.jsonl").decode().splitlines()[1:]
    assert {json.loads(line)["url"] for line in listed} == {kept.uri(one) for one in kept.articles}


def test_a_file_that_wget_wrote_is_replayed(tmp_path: Path) -> None:
    if (wget := shutil.which("wget")) is None:
        pytest.skip("wget is not there")
    magazine = Magazine(6)
    with running(magazine) as server:
        urls = [f"{server.url}{post.path}" for post in magazine.published]
        (tmp_path / "urls").write_text("\n".join(urls), encoding="utf-8")
        options = ("-q", "--warc-file=theirs", "-i", "urls", "-P", "pages")
        run(wget, *options, folder=tmp_path)
        site = server.url

    result = scrapy(
        "crawl",
        "replay",
        "-a",
        f"warc={tmp_path / 'theirs.warc.gz'}",
        "-a",
        f"site={site}",
        "--publish-anyway",
        folder=tmp_path / "output",
    )

    assert result.returncode == 0, result.stderr
    lines = (tmp_path / "output/en/articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == sorted(
        post.id for post in magazine.published
    )
    assert list(check(tmp_path / "output" / "en")) == []
