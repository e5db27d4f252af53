"""`scrapy doctor`: what it sees of sites that are well, closed, changed or down."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from bwcrawler.items import Article, Refusal
from bwcrawler.publish.diagnosis import Diagnosis, Findings, diagnose
from bwcrawler.publish.verdict import Verdict, of_reason
from bwcrawler.sample import Magazine, Quirks, running
from bwcrawler.sample.connection import Response
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.spiders.examination import ExaminationSpider
from tests.processes import Faulty, scrapy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request

MOST_REQUESTS = 25


def examine(site: str) -> Diagnosis:
    """What the doctor says of a site."""
    settings = Settings()
    settings.setmodule("bwcrawler.settings")
    settings.setdict({"LOG_ENABLED": False, "TWISTED_REACTOR_ENABLED": False})

    async def run() -> Diagnosis:
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(ExaminationSpider)
        await runner.crawl(crawler, site=site)
        assert isinstance(crawler.spider, ExaminationSpider)
        reason = crawler.stats.get_value("finish_reason")
        return diagnose(crawler.spider.findings, of_reason(reason))

    return asyncio.run(run())


def says(diagnosis: Diagnosis, what: str) -> str:
    [row] = [row for row in diagnosis.rows if row.what == what]
    return f"{row.state}: {row.says}"


def missing(diagnosis: Diagnosis) -> set[str]:
    return {row.what for row in diagnosis.rows if row.state == "missing"}


@pytest.fixture(scope="module", params=["genesis", "divi"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(Magazine(40, request.param)) as server:
        yield server


@pytest.fixture
def faulty(server: Server) -> Iterator[Callable[[Callable[[Request], Response | None]], Server]]:
    """The server with some requests answered otherwise, until the test ends."""
    well = server.sites["en"]

    def answer(fault: Callable[[Request], Response | None]) -> Server:
        server.sites["en"] = Faulty(server, fault)
        return server

    yield answer
    server.sites["en"] = well


def test_a_site_that_is_well(server: Server) -> None:
    theme = server.magazine.theme
    server.requests.clear()

    diagnosis = examine(server.url)

    assert (diagnosis.verdict, diagnosis.says) == (Verdict.COMPLETE, "All is well.")
    assert server.total <= MOST_REQUESTS
    assert set(server.requests.values()) == {1}
    assert re.fullmatch(r"ok: names /.*sitemap.*\.xml", says(diagnosis, "robots.txt"))
    assert "names 6 files; " in says(diagnosis, "sitemap")
    assert re.match(r"ok: names \d+ articles, the newest of 20", says(diagnosis, "REST"))
    assert "names 10 articles" in says(diagnosis, "feed")
    assert f"theme {theme}, names 16 sections, of which 6" in says(diagnosis, "home page")
    assert f"theme {theme}" in says(diagnosis, "section op-eds")
    assert f"theme {theme}" in says(diagnosis, "article of op-eds")
    assert says(diagnosis, "theme").startswith(f"ok: {theme} on ")
    assert says(diagnosis, "field title").startswith("ok: theme ")
    assert says(diagnosis, "field id").startswith("ok: body-class ")


def test_closed_sources_are_named(server: Server) -> None:
    well = server.sites["en"]
    server.sites["en"] = WordPress(
        server.magazine, server.url, Quirks(rest=False, sitemap=False, feeds=False)
    )

    diagnosis = examine(server.url)
    server.sites["en"] = well

    assert diagnosis.verdict is Verdict.PARTIAL
    assert diagnosis.says == "Missing: sitemap, REST, feed."
    tried = "/sitemap.xml, /sitemap_index.xml, /wp-sitemap.xml"
    assert says(diagnosis, "sitemap") == f"missing: none answers (tried {tried})"
    assert says(diagnosis, "REST") == "missing: HTTP 401"
    assert says(diagnosis, "feed") == "missing: not found"


def test_a_site_without_robots_txt_may_be_crawled_and_its_sitemap_is_found(
    faulty: Callable[[Callable[[Request], Response | None]], Server],
) -> None:
    server = faulty(lambda one: Response(b"", 404) if one.path == "/robots.txt" else None)

    diagnosis = examine(server.url)

    assert diagnosis.verdict is Verdict.COMPLETE
    assert says(diagnosis, "robots.txt") == "ok: there is none: everything may be fetched"


class Redesigned(WordPress):
    """The sample in a theme that nobody knows; with `bare`, the page says nothing to machines."""

    bare = False

    def respond(self, request: Request) -> Response:
        response = super().respond(request)
        if not response.content_type.startswith("text/html"):
            return response
        body = re.sub(
            rb'((?:class|id)=")([^"]*)',
            lambda match: match[1] + re.sub(rb"genesis|et[_-]\w+|et-|entry-\w+", b"new", match[2]),
            response.body,
        )
        if self.bare:
            body = re.sub(rb"(?s)<script.*?</script>|<meta[^>]*>|<time.*?</time>", b"", body)
            body = re.sub(rb"\d{4}", b"", body)
        return replace(response, body=body)


@pytest.mark.parametrize("bare", [False, True], ids=["with metadata", "without"])
def test_a_theme_that_is_not_known(server: Server, *, bare: bool) -> None:
    well = server.sites["en"]
    server.sites["en"] = changed = Redesigned(server.magazine, server.url, Quirks())
    changed.bare = bare

    diagnosis = examine(server.url)
    server.sites["en"] = well

    assert diagnosis.verdict is Verdict.PARTIAL
    assert re.match(
        r"missing: unknown on \d+ of \d+ pages – fields by metadata only", says(diagnosis, "theme")
    )
    unreadable = [row for row in diagnosis.rows if "no date" in row.says]
    assert bool(unreadable) is bare


def test_a_site_that_answers_nothing_but_429(
    faulty: Callable[[Callable[[Request], Response | None]], Server],
) -> None:
    server = faulty(lambda one: Response(b"", 429) if one.path != "/robots.txt" else None)
    server.requests.clear()

    diagnosis = examine(server.url)

    assert diagnosis.verdict is Verdict.RATE_LIMITED
    assert server.total <= MOST_REQUESTS


def test_a_site_that_allows_nothing(
    faulty: Callable[[Callable[[Request], Response | None]], Server],
) -> None:
    nothing = Response(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    server = faulty(lambda one: nothing if one.path == "/robots.txt" else None)
    server.requests.clear()

    diagnosis = examine(server.url)

    assert diagnosis.verdict is Verdict.UNREACHABLE
    assert "robots.txt" in diagnosis.says
    assert set(server.requests) == {"/robots.txt"}


def test_an_article_that_lacks_what_every_article_has() -> None:
    article = Article(
        url="https://bitterwinter.org/slug/",
        edition="en",
        language="en",
        title="A Title",
        published="2020-05-05",
        theme="divi",
    )
    diagnosis = diagnose(Findings(items=[article]))

    assert says(diagnosis, "article").endswith("no authors and no body and no id and no sections")
    assert says(diagnosis, "field body") == "missing: none 1"
    assert says(diagnosis, "field deck") == ": none 1"


def test_two_themes_at_once_are_a_change_under_way() -> None:
    old = Article(
        url="https://bitterwinter.org/a/",
        edition="en",
        language="en",
        title="A",
        published="2020-05-05",
        theme="genesis",
    )
    new = replace(old, url="https://bitterwinter.org/b/", theme="divi")

    theme = says(diagnose(Findings(items=[old, new])), "theme")

    assert theme == "missing: genesis on 1 pages, divi on 1 pages"


def test_a_site_that_has_moved_away() -> None:
    moved = Refusal(
        url="https://bitterwinter.org/",
        edition="en",
        state="redirected",
        reason="moved",
        status=301,
        location="https://elsewhere.example/",
    )

    home = says(diagnose(Findings(items=[moved])), "home page")

    assert home == "missing: leads to https://elsewhere.example/"


# The command


def test_the_command_prints_lines_where_there_is_no_terminal_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    with running(Magazine(20)) as server:
        result = scrapy("doctor", "--site", server.url, folder=tmp_path)

    assert (result.returncode, result.stderr) == (Verdict.COMPLETE, "")
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["ok", "robots.txt"]
    assert lines[-1] == "All is well."
    assert list(tmp_path.iterdir()) == []


def test_the_command_ends_with_5_where_nobody_listens(tmp_path: Path) -> None:
    with running(Magazine(1)) as gone:
        pass

    result = scrapy("doctor", "--site", gone.url, folder=tmp_path)

    assert result.returncode == Verdict.UNREACHABLE
    assert result.stdout.splitlines()[-1].startswith("Nothing may be fetched: ")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--site", "not-a-site"], "site=not-a-site is no base URL"),
        (["--edition", "en,it"], "Give one edition, and no other words."),
        ([], "names nobody whom the magazine could write to"),
    ],
)
def test_the_command_refuses_what_is_no_site(
    options: list[str], sentence: str, tmp_path: Path
) -> None:
    result = scrapy("doctor", *options, folder=tmp_path)

    assert result.returncode == Verdict.USAGE
    assert sentence in result.stderr
