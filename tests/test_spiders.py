"""Whole crawls of the sample magazine: what is found, what it costs, what is left alone."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import pytest
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from bwcrawler.ledger.archive import utc_now
from bwcrawler.sample import Magazine, Quirks, Server, running, truth
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.wordpress import WordPress

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bwcrawler.sample import Post

Theme = Literal["genesis", "divi"]


@dataclass(slots=True)
class Crawl:
    """A crawl that has ended."""

    folder: Path
    stats: dict[str, Any]
    requests: Counter[str]
    """Paths that the server was asked for."""

    def lines(self, file: str = "articles", edition: str = "en") -> list[dict[str, Any]]:
        text = (self.folder / edition / f"{file}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n") if line]

    def urls(self, file: str = "articles", edition: str = "en") -> list[str]:
        return sorted(line["url"] for line in self.lines(file, edition))

    def state(self, url: str) -> tuple[str, str, str]:
        """State, reason and location of an address."""
        with closing(sqlite3.connect(self.folder / "en" / "ledger.sqlite")) as ledger:
            row = ledger.execute("SELECT state, reason, location FROM url WHERE url = ?", [url])
            state, reason, location = row.fetchone()
            return state, reason, location


def crawl(
    folder: Path,
    spider: str,
    server: Server,
    *,
    clock: Callable[[], str] = utc_now,
    set_too: Mapping[str, object] | None = None,
    **arguments: str,
) -> Crawl:
    """Run a spider with the project's settings against a sample magazine."""
    settings = Settings()
    settings.setmodule("bwcrawler.settings")
    settings.setdict(
        {
            "CLOCK": clock,
            # Where the machine is busy, the sample magazine is slow, and that is no fault of it.
            "DOWNLOAD_TIMEOUT": 180,
            "LOG_ENABLED": False,
            "OUTPUT_DIR": str(folder),
            "RETRY_TIMES": 1,
            # Without a reactor there may be any number of crawls in one process.
            "TWISTED_REACTOR_ENABLED": False,
            **(set_too or {}),
        }
    )

    async def run() -> Crawl:
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(spider)
        await runner.crawl(crawler, **{"site": server.url} | arguments)
        return Crawl(folder, crawler.stats.get_stats(), server.requests.copy())

    server.requests.clear()
    return asyncio.run(run())


def urls(magazine: Magazine, posts: list[Post]) -> list[str]:
    """URLs of those of `posts` that anybody may read."""
    return sorted(magazine.url(post) for post in posts if not post.protected)


@pytest.fixture(scope="module", params=["genesis", "divi"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(Magazine(200, request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def genesis() -> Iterator[Server]:
    with running(Magazine(200, "genesis")) as server:
        yield server


# What is found


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """A crawl of everything."""
    return crawl(tmp_path_factory.mktemp("archive"), "archive", server)


def assert_complete_and_cheap(result: Crawl, magazine: Magazine) -> None:
    assert result.urls() == urls(magazine, magazine.published)
    existing = result.stats["downloader/response_status_count/200"]
    assert result.requests.total() <= 1.05 * existing
    assert {path for path, times in result.requests.items() if times > 1} == set()
    assert "bwcrawler/refusal/suspect" not in result.stats
    assert "bwcrawler/refusal/error" not in result.stats


def test_archive_finds_every_published_article_once(server: Server, archive: Crawl) -> None:
    assert_complete_and_cheap(archive, server.magazine)


@pytest.mark.nightly
@pytest.mark.parametrize("theme", ["genesis", "divi"])
def test_archive_of_2000_articles(theme: Theme, tmp_path: Path) -> None:
    with running(Magazine(2000, theme)) as server:
        assert_complete_and_cheap(crawl(tmp_path, "archive", server), server.magazine)


def test_archive_finds_authors_glossary_and_editorial_pages(server: Server, archive: Crawl) -> None:
    magazine = server.magazine
    accounts = [a for a in magazine.accounts if magazine.listing("author", a.slug)]

    assert set(archive.urls(file="authors")) >= {f"{magazine.base}/{a.path}/" for a in accounts}
    assert archive.urls(file="glossary") == sorted(magazine.base + t.path for t in magazine.terms)
    assert archive.urls(file="pages") == sorted(magazine.base + p.path for p in magazine.pages)


def test_archive_records_protected_posts_without_a_body(server: Server, archive: Crawl) -> None:
    protected = [post for post in server.magazine.listed if post.protected]

    assert protected
    for post in protected:
        assert archive.state(server.magazine.url(post))[:2] == ("protected", "password")


def test_sections_alone_are_exact(server: Server, tmp_path: Path) -> None:
    magazine = server.magazine
    filed = [post for post in magazine.published if post.sections]

    assert crawl(tmp_path, "sections", server).urls() == urls(magazine, filed)


def test_one_section_alone_is_exact(server: Server, tmp_path: Path) -> None:
    magazine = server.magazine
    section = max(magazine.sections, key=lambda s: len(magazine.listing("section", s.slug)))

    result = crawl(tmp_path, "sections", server, section=section.slug)

    listed = magazine.listing("section", section.slug)
    assert len(listed) > 20
    assert result.urls() == urls(magazine, listed)


def test_tags_alone_are_exact(server: Server, tmp_path: Path) -> None:
    magazine = server.magazine
    tagged = [post for post in magazine.published if post.tags]

    assert crawl(tmp_path, "tags", server).urls() == urls(magazine, tagged)


def test_one_tag_alone_is_exact(server: Server, tmp_path: Path) -> None:
    magazine = server.magazine
    tag = max(magazine.tags, key=lambda tag: len(magazine.listing("tag", tag.slug)))

    result = crawl(tmp_path, "tags", server, tag=tag.slug)

    assert result.urls() == urls(magazine, magazine.listing("tag", tag.slug))


def test_pinned_entries_do_not_end_a_listing(tmp_path: Path) -> None:
    with running(Magazine(200, habits=2021)) as server:
        magazine = server.magazine
        tag = max(magazine.tags, key=lambda tag: len(magazine.listing("tag", tag.slug)))

        result = crawl(tmp_path, "tags", server, tag=tag.slug)

    assert result.urls() == urls(magazine, magazine.listing("tag", tag.slug))


def test_several_editions_are_archives_of_their_own(tmp_path: Path) -> None:
    magazines = [Magazine(30, edition=code) for code in ("en", "it")]
    with running(*magazines) as server:
        result = crawl(tmp_path, "archive", server, edition="en,it")

    for magazine in magazines:
        found = result.urls(edition=magazine.edition.code)
        assert found == urls(magazine, magazine.published)


# Articles


def test_articles_fetches_what_is_named_and_nothing_else(genesis: Server, tmp_path: Path) -> None:
    magazine = genesis.magazine
    first, second = magazine.post_with("seed-full-page"), magazine.post_with("byline-by")
    file = tmp_path / "urls.txt"
    file.write_text(f"{magazine.url(first)}?utm_source=x\n/?p={second.id}\n", encoding="utf-8")

    result = crawl(tmp_path, "articles", genesis, urls=str(file))

    assert result.urls() == urls(magazine, [first, second])
    assert sum(path != "/robots.txt" for path in genesis.requests.elements()) == 3
    shortlink = f"{magazine.base}/?p={second.id}"
    assert result.state(shortlink) == ("redirected", "moved", magazine.url(second))


@pytest.mark.parametrize("form", ["two-pages", "three-pages"])
def test_an_article_of_several_pages_is_one_record(
    form: str, server: Server, tmp_path: Path
) -> None:
    magazine = server.magazine
    post = magazine.post_with(form)

    (article,) = crawl(tmp_path, "articles", server, url=magazine.url(post)).lines()

    said = truth(magazine, post)
    assert said["pages"] > 1
    for number in range(1, said["pages"] + 1):
        texts = [b["text"] for b in said["blocks"] if b["page"] == number and b["kind"] == "p"]
        assert texts[-1] in article["body"]


def test_a_missing_page_makes_an_article_suspect(tmp_path: Path) -> None:
    with running(Magazine(200)) as server:
        post = server.magazine.post_with("two-pages")
        server.sites = {"en": Broken(server, f"{post.path}2/")}

        result = crawl(tmp_path, "articles", server, url=server.magazine.url(post))

    assert result.lines() == []
    assert result.state(server.magazine.url(post))[:2] == ("suspect", "truncated")


def test_a_draft_is_gone(genesis: Server, tmp_path: Path) -> None:
    draft = next(post for post in genesis.magazine.posts if post.state == "draft")

    result = crawl(tmp_path, "articles", genesis, url=f"{genesis.magazine.base}/?p={draft.id}")

    assert result.lines() == []
    assert result.state(f"{genesis.magazine.base}/?p={draft.id}")[0] == "gone"


def test_an_old_slug_leads_to_the_article(genesis: Server, tmp_path: Path) -> None:
    post = genesis.magazine.post_with("old-slug")
    old = f"{genesis.magazine.base}/{post.old_slugs[0]}/"

    result = crawl(tmp_path, "articles", genesis, url=old)

    assert result.urls() == urls(genesis.magazine, [post])
    assert result.state(old) == ("redirected", "moved", genesis.magazine.url(post))


# No source is trusted alone


def hidden(magazine: Magazine) -> frozenset[int]:
    return frozenset(post.id for post in magazine.published[::7])


@pytest.mark.parametrize(
    "names",
    [
        {"not_in_listings"},
        {"not_in_sitemap"},
        {"not_in_rest"},
        {"not_in_listings", "not_in_sitemap", "not_in_feed"},
        {"not_in_sitemap", "not_in_rest", "not_in_feed"},
        {"not_in_listings", "not_in_rest", "not_in_feed"},
    ],
    ids=lambda names: " ".join(sorted(names)),
)
def test_what_some_sources_miss_the_others_tell(names: set[str], tmp_path: Path) -> None:
    magazine = Magazine(30)
    quirks = Quirks(**dict.fromkeys(names, hidden(magazine)))  # type: ignore[arg-type]
    with running(magazine, quirks=quirks) as server:
        assert crawl(tmp_path, "archive", server).urls() == urls(magazine, magazine.published)


@pytest.mark.parametrize(
    "quirks",
    [
        Quirks(sitemap=False),
        Quirks(rest=False),
        Quirks(feeds=False),
        Quirks(sitemap=False, rest=False, feeds=False),
        Quirks(listings=False),
        Quirks(unstable_order=True),
    ],
    ids=["no sitemap", "no REST", "no feed", "only listings", "no listings", "unstable order"],
)
def test_closed_sources_do_not_matter(quirks: Quirks, tmp_path: Path) -> None:
    magazine = Magazine(30)
    with running(magazine, quirks=quirks) as server:
        result = crawl(tmp_path, "archive", server)

    assert result.urls() == urls(magazine, magazine.published)
    assert result.stats["finish_reason"] == "finished"


# How much of it


@pytest.mark.parametrize(("spider", "limit"), [("archive", 17), ("sections", 1), ("tags", 25)])
def test_limit_is_exact(spider: str, limit: int, server: Server, tmp_path: Path) -> None:
    result = crawl(tmp_path, spider, server, limit=str(limit))

    assert len(result.lines()) == limit
    assert result.stats["finish_reason"] == "finished"
    assert server.total < limit + 60


def test_since_and_until_are_days_of_publication(server: Server, tmp_path: Path) -> None:
    magazine = server.magazine
    days = sorted(post.published.date() for post in magazine.published)
    since, until = days[len(days) // 2], days[-20]

    result = crawl(tmp_path, "archive", server, since=str(since), until=str(until))

    kept = {article["url"]: article["published"][:10] for article in result.lines()}
    assert all(str(since) <= day <= str(until) for day in kept.values())
    inside = [
        post
        for post in magazine.published
        if since + timedelta(1) < post.published.date() < until - timedelta(1)
    ]
    assert set(urls(magazine, inside)) <= set(kept)


def test_since_saves_what_listings_and_sitemaps_can_rule_out(
    server: Server, tmp_path: Path
) -> None:
    days = sorted(post.published.date() for post in server.magazine.published)
    since: date = days[-10]

    result = crawl(tmp_path, "sections", server, since=str(since))

    assert 5 <= len(result.lines()) <= 20
    if server.magazine.theme == "genesis":  # Divi's listings print no dates
        assert server.total < 80


# A server that misbehaves


class Broken(WordPress):
    """The sample, but for one path."""

    def __init__(self, server: Server, path: str, response: Response | None = None) -> None:
        super().__init__(server.magazine, server.url, Quirks())
        self._path = path
        self._response = response or Response(b"", 404)

    def respond(self, request: Request) -> Response:
        return self._response if request.path == self._path else super().respond(request)


class Endless(WordPress):
    """A WordPress that answers every page number past the end with the first page."""

    def respond(self, request: Request) -> Response:
        response = super().respond(request)
        if response.status != 404 or "/page/" not in request.path:
            return response
        path, _, number = request.path.rstrip("/").rpartition("/page/")
        first = super().respond(Request("GET", f"{path}/"))
        following = f'<link rel="next" href="{self.url}{path}/page/{int(number) + 1}/">'.encode()
        return Response(first.body.replace(b"</head>", following + b"</head>"))


def test_a_listing_without_an_end_is_left(tmp_path: Path) -> None:
    with running(Magazine(40)) as server:
        server.sites = {"en": Endless(server.magazine, server.url, Quirks())}
        tag = max(server.magazine.tags, key=lambda t: len(server.magazine.listing("tag", t.slug)))

        result = crawl(tmp_path, "tags", server, tag=tag.slug)
        listed = server.magazine.listing("tag", tag.slug)

    assert result.urls() == urls(server.magazine, listed)
    pages = -(-len(listed) // 10)
    assert sum(path.startswith("/tag/") for path in server.requests) <= pages + 3


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_out_of_the_site_is_not_followed(status: int, tmp_path: Path) -> None:
    with running(Magazine(10)) as secret, running(Magazine(10)) as server:
        post = server.magazine.published[0]
        away = Response(b"", status, headers={"Location": f"{secret.url}/secret/"})
        server.sites = {"en": Broken(server, post.path, away)}

        result = crawl(tmp_path, "articles", server, url=server.magazine.url(post))

        assert secret.total == 0
    assert result.state(server.magazine.url(post)) == (
        "redirected",
        "moved",
        f"{secret.url}/secret/",
    )


def test_a_redirect_loop_ends(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        post = server.magazine.published[0]
        path = post.path
        loop = Response(b"", 301, headers={"Location": f"{server.url}{path.rstrip('/')}/#x"})
        server.sites = {"en": Broken(server, path, loop)}

        result = crawl(tmp_path, "articles", server, url=server.magazine.url(post))

    assert server.requests[path] <= 6
    assert result.state(server.magazine.url(post))[:2] == ("error", "redirect loop")


def test_a_redirect_to_no_address_is_an_error(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        post = server.magazine.published[0]
        nowhere = Response(b"", 301, headers={"Location": "http://[nowhere/"})
        server.sites = {"en": Broken(server, post.path, nowhere)}

        result = crawl(tmp_path, "articles", server, url=server.magazine.url(post))

    assert result.state(server.magazine.url(post))[0] == "error"
    assert "spider_exceptions/count" not in result.stats


def test_a_page_that_is_too_large_has_an_end_of_its_own(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        post = server.magazine.published[0]
        server.sites = {"en": Broken(server, post.path, Response(bytes(17 * 1024 * 1024)))}

        result = crawl(tmp_path, "articles", server, url=server.magazine.url(post))

    assert result.state(server.magazine.url(post))[0] == "too_large"


def test_an_error_of_the_server_is_recorded(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        post = server.magazine.published[0]
        server.sites = {"en": Broken(server, post.path, Response(b"", 500))}

        result = crawl(tmp_path, "archive", server)

    assert result.state(server.magazine.url(post))[:2] == ("error", "HTTP 500")
    assert len(result.lines()) == len(server.magazine.published) - 1


def test_robots_txt_holds_for_the_first_requests_too(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        rules = Response(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
        server.sites = {"en": Broken(server, "/robots.txt", rules)}

        result = crawl(tmp_path, "archive", server)

    assert set(server.requests) == {"/robots.txt"}
    assert result.state(f"{server.magazine.base}/")[:2] == (
        "excluded",
        "robots.txt: Disallow: / (User-agent: *)",
    )


def test_a_sitemap_that_is_cut_counts_as_none(tmp_path: Path) -> None:
    with running(Magazine(10)) as server:
        path = "/wp-sitemap-posts-post-1.xml"
        whole = WordPress(server.magazine, server.url, Quirks()).respond(Request("GET", path))
        cut = Response(whole.body[:-60], content_type="application/xml")
        server.sites = {"en": Broken(server, path, cut)}

        result = crawl(tmp_path, "archive", server)

    assert result.state(f"{server.magazine.base}{path}")[0] == "error"
    assert result.urls() == urls(server.magazine, server.magazine.published)
