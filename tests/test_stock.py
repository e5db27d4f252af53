"""What Scrapy does by itself where this project does otherwise.

A test that fails here means that Scrapy does better now, and that a component of ours may go.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.fault_server import serving
from tests.fault_server.certificates import context
from tests.fault_server.contents import ACCENTED
from tests.fault_server.pages import LAST_WORDS
from tests.processes import ROOT, SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fault_server import FaultServer

pytestmark = [pytest.mark.slow, pytest.mark.stock]

SPIDER = Path(__file__).with_name("stock_spider.py")
NOBODY = "http://localhost:9/"
FAULTS = (
    "/429-wait-600/", "/reset/", "/empty/", "/garbage/", "/short/", "/chunks/", "/cut/",
    "/half-gzip/", "/half-br/", "/half-deflate/", "/half-zstd/", "/gzip-without-trailer/",
    "/without-end/", "/bomb-br-256/", "/endless-header/", "/loop-0/", "/self/", "/to-port/",
    "/later-to-port/", "/deep-3000/", "/encoding-lying-header/", "/instead-challenge/", "/sound/",
)  # fmt: skip
LATE = tuple(f"/late-100-{number}/" for number in range(20))
TEN = tuple(f"/{number}/" for number in range(10))


@dataclass(slots=True)
class Crawl:
    """A crawl that has ended: what it yielded, its exit code, and whom it asked."""

    outcomes: dict[str, dict[str, Any]]
    """By path; a page that has none has vanished."""
    code: int
    server: FaultServer


@dataclass(slots=True)
class Stock:
    """A crawl that runs beside others."""

    process: subprocess.Popen[bytes]
    feed: Path
    server: FaultServer

    @classmethod
    def start(cls, server: FaultServer, urls: list[str], feed: Path, *options: str) -> Stock:
        words = [sys.executable, "-m", "scrapy", "runspider", str(SPIDER), "-O", str(feed)]
        words += ["-a", f"urls={' '.join(urls)}", "-s", "LOG_ENABLED=0", *options]
        environment = {name: value for name, value in os.environ.items() if "SCRAPY" not in name}
        process = subprocess.Popen(words, cwd=feed.parent, env=environment)
        return cls(process, feed, server)

    def end(self) -> Crawl:
        code = self.process.wait(timeout=SECONDS)
        items = [json.loads(line) for line in self.feed.read_text(encoding="utf-8").splitlines()]
        outcomes = {urlsplit(item["asked"]).path: item for item in items}
        return Crawl(outcomes, code, self.server)


def addresses(site: str, *paths: str) -> list[str]:
    """On `localhost`, so that the other port, on 127.0.0.1, is another domain."""
    return [site.replace("127.0.0.1", "localhost") + path for path in paths]


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Crawl]]:
    """One over all faults, and one for each robots.txt, all at once."""
    folder = tmp_path_factory.mktemp("stock")
    with ExitStack() as stack:
        server = stack.enter_context(serving(certificate=context(folder, "self-signed")))
        urls = [*addresses(server.url, *FAULTS), NOBODY, *addresses(server.tls, "/tls/")]
        running = {"faults": Stock.start(server, urls, folder / "faults.jsonl")}
        late = stack.enter_context(serving())
        urls, feed = addresses(late.url, *LATE), folder / "late.jsonl"
        running["late"] = Stock.start(late, urls, feed, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
        for name in ("status-503", "slow-forbid", "delay-5"):
            robots = stack.enter_context(serving({"/robots.txt": f"/robots/{name}"}))
            urls, feed = addresses(robots.url, *TEN), folder / f"{name}.jsonl"
            running[name] = Stock.start(robots, urls, feed, "-s", "ROBOTSTXT_OBEY=1")
        for crawl in running.values():
            stack.callback(crawl.process.wait)
            stack.callback(crawl.process.kill)
        yield {name: crawl.end() for name, crawl in running.items()}


@pytest.fixture
def faults(crawls: dict[str, Crawl]) -> Crawl:
    return crawls["faults"]


def test_a_sound_page_is_read(faults: Crawl) -> None:
    assert LAST_WORDS in faults.outcomes["/sound/"]["text"]


def test_retry_after_is_ignored(faults: Crawl) -> None:
    first, *_, last = visits = faults.server.asked("/429-wait-600/")

    assert len(visits) == 3
    assert last.at - first.at < 60
    assert faults.outcomes["/429-wait-600/"]["failed"] == "HttpError"


@pytest.mark.parametrize("path", ["/reset/", "/empty/", "/garbage/"])
def test_a_connection_that_breaks_is_tried_three_times_at_once(path: str, faults: Crawl) -> None:
    first, *_, last = visits = faults.server.asked(path)

    # Twisted by itself asks once more where the connection had served before.
    assert 3 <= len(visits) <= 6
    assert last.at - first.at < 60
    assert faults.outcomes[path]["failed"] == "DownloadFailedError"


def test_the_exit_code_says_nothing_of_all_this(faults: Crawl) -> None:
    assert faults.outcomes["/"]["failed"] == "DownloadConnectionRefusedError"
    assert faults.code == 0


@pytest.mark.parametrize("path", ["/short/", "/chunks/"])
def test_a_body_that_is_shorter_than_announced_is_refused(path: str, faults: Crawl) -> None:
    assert faults.outcomes[path]["failed"] == "ResponseDataLossError"


@pytest.mark.parametrize("path", ["/half-gzip/", "/half-br/", "/half-deflate/", "/without-end/"])
def test_half_a_page_is_a_page(path: str, faults: Crawl) -> None:
    outcome = faults.outcomes[path]

    assert (outcome["status"], outcome["flags"]) == (200, [])
    assert "This is the article" in outcome["text"]
    assert LAST_WORDS not in outcome["text"]


def test_half_a_zstd_body_is_an_empty_page(faults: Crawl) -> None:
    assert faults.outcomes["/half-zstd/"]["status"] == 200
    assert faults.outcomes["/half-zstd/"]["length"] == 0


def test_a_body_that_is_cut_is_a_page_with_a_flag(faults: Crawl) -> None:
    assert faults.outcomes["/cut/"]["flags"] == ["partial"]
    assert LAST_WORDS not in faults.outcomes["/cut/"]["text"]


def test_a_bomb_of_256_mib_is_a_page(faults: Crawl) -> None:
    assert faults.outcomes["/bomb-br-256/"]["length"] == 256 * 1024 * 1024


def test_a_redirect_to_itself_vanishes(faults: Crawl) -> None:
    assert "/self/" not in faults.outcomes
    assert len(faults.server.asked("/self/")) == 1


def test_a_loop_is_followed_twenty_times(faults: Crawl) -> None:
    assert faults.server.counts["/loop-20/"] == 1
    assert faults.outcomes["/loop-0/"]["failed"] == "IgnoreRequest"


def test_a_redirect_to_another_domain_vanishes_but_after_a_503_is_followed(faults: Crawl) -> None:
    assert "/to-port/" not in faults.outcomes
    assert [visit.path for visit in faults.server.secrets] == ["/secret/"]
    assert "A secret" in faults.outcomes["/later-to-port/"]["text"]


def test_any_certificate_will_do(faults: Crawl) -> None:
    assert faults.outcomes["/tls/"]["status"] == 200


def test_what_stands_behind_deep_nesting_is_lost_without_a_word(faults: Crawl) -> None:
    assert faults.outcomes["/deep-3000/"]["status"] == 200
    assert "After them." not in faults.outcomes["/deep-3000/"]["text"]


def test_the_header_wins_over_what_the_bytes_are(faults: Crawl) -> None:
    text = faults.outcomes["/encoding-lying-header/"]["text"]

    assert "\ufffd" in text
    assert ACCENTED not in text


def test_a_browser_check_is_a_page(faults: Crawl) -> None:
    assert faults.outcomes["/instead-challenge/"]["status"] == 200


def test_a_robots_txt_that_is_not_available_allows_everything(crawls: dict[str, Crawl]) -> None:
    assert {*TEN} <= crawls["status-503"].server.counts.keys()


def test_eight_of_ten_pages_that_robots_txt_forbids_are_fetched(crawls: dict[str, Crawl]) -> None:
    assert crawls["slow-forbid"].server.counts.keys() - {"/robots.txt"} == {*TEN[2:]}


def test_a_crawl_delay_is_ignored(crawls: dict[str, Crawl]) -> None:
    visits = [crawls["delay-5"].server.asked(path)[0].at for path in TEN]

    assert max(visits) - min(visits) < 5 * (len(TEN) - 1)


def test_one_request_at_a_time_is_a_dozen(crawls: dict[str, Crawl]) -> None:
    assert crawls["late"].server.most > 1


# What the reports in docs/ say


@dataclass(frozen=True, slots=True)
class Report:
    """A fault of Scrapy's: a script that shows it, and a patch."""

    name: str
    module: str
    """What the patch is for."""
    wrong: str
    """What the script prints."""
    right: str

    def parts(self) -> tuple[str, str]:
        """The script and the patch."""
        text = (ROOT / "docs" / f"{self.name}.md").read_text(encoding="utf-8")
        [script] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        [patch] = re.findall(r"```diff\n(.*?)```", text, re.DOTALL)
        return script, patch


REPORTS = [
    Report(
        "robots-leak",
        "scrapy.downloadermiddlewares.robotstxt",
        "8 of 10 forbidden pages fetched",
        "0 of 10 forbidden pages fetched",
    ),
    Report(
        "concurrency-leak",
        "scrapy.core.downloader",
        r"at most (\d\d|[2-9]) requests at once",
        "at most 1 requests at once",
    ),
]


def printed(program: str, folder: Path) -> str:
    words = [sys.executable, "-c", program]
    result = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return result.stdout.strip()


@pytest.mark.parametrize("report", REPORTS, ids=attrgetter("name"))
def test_the_script_of_a_report_shows_what_it_says(report: Report, tmp_path: Path) -> None:
    script, _ = report.parts()

    assert re.search(f"{report.wrong}$", printed(script, tmp_path))


@pytest.mark.parametrize("report", REPORTS, ids=attrgetter("name"))
def test_the_remedy_of_a_report_is_one(report: Report, tmp_path: Path) -> None:
    script, patch = report.parts()
    before = "".join(re.findall(r"^[ -](.*\n)", patch, re.MULTILINE))
    after = "".join(re.findall(r"^[ +](.*\n)", patch, re.MULTILINE))
    mended = f"""
import inspect
import {report.module} as module
source = inspect.getsource(module)
assert {before!r} in source
exec(source.replace({before!r}, {after!r}), vars(module))
"""

    assert printed(mended + script, tmp_path).endswith(report.right)
