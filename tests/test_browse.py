"""The archive in a browser: it is searched, narrowed and read, on a desk and on a phone."""

from __future__ import annotations

import re
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bwcrawler.items import Named, Person
from tests.browser import WIDTHS, chromium, opened, overflow
from tests.crawls import crawl
from tests.processes import ROOT, command, scrapy
from tests.records import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, LocatorAssertions, Page

pytestmark = pytest.mark.slow

TEXT = "They asked for the tax records of Tai Ji Men.\n\n“It is the law,” they were told."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    items = [
        article(
            f"a{number}",
            id=number + 1,
            title=f"<b>Title</b> {number}",
            text=TEXT if number == 3 else f"A text of number {number}. {'Longword' * 30}",
            sections=[Named(name="Op-eds" if number % 2 else "News")],
            authors=[Person(name=f"Author {number % 3}")],
            published=f"20{18 + number % 4}-05-12",
        )
        for number in range(12)
    ]
    items.append(article("zh", id=99, title="宗教自由", text="中國的宗教信仰自由。"))
    crawl(folder, items)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The URL of `scrapy browse`."""
    asked = command("browse", "--port", "0", folder=folder)
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        assert said
        yield said[0]
        server.terminate()


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    del site  # must be there first: while Playwright is open, no crawl can begin in its thread
    with chromium() as browser:
        yield browser


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    with ExitStack() as stack:
        yield stack.enter_context(opened(browser, f"{site}/en/articles", width=request.param))


def hits(page: Page) -> LocatorAssertions:
    """What is said of the titles is waited for."""
    return expect(page.locator(".hits h2"))


def test_an_article_is_found_and_read(page: Page) -> None:
    page.get_by_label("Search").fill("tax records")
    page.get_by_role("button", name="Apply").click()

    hits(page).to_have_text(["<b>Title</b> 3"])
    page.locator(".hits a").click()
    expect(page.locator("article h1")).to_have_text("<b>Title</b> 3")
    expect(page.locator("article .paragraph")).to_have_text(TEXT.split("\n\n"))
    assert overflow(page) == 0


def test_a_facet_narrows(page: Page) -> None:
    hits(page).to_have_count(13)
    page.get_by_role("link", name="Op-eds").click()

    hits(page).to_have_count(6)
    assert overflow(page) == 0


def test_chinese_words_are_found(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/en/articles?_search=信仰") as page:
        hits(page).to_have_text(["宗教自由"])


def test_a_search_for_nothing_finds_nothing(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/en/articles?_search=%22%29") as page:
        assert page.get_by_text("0 records").count() == 1


def test_what_the_crawl_needs_for_itself_is_out_of_sight(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/en") as page:
        shown = page.locator(".db-table h3").all_text_contents()

    assert "articles" in shown
    assert not {"queue", "url", "revision"} & set(shown)


def test_a_port_that_is_taken_is_an_error(site: str, folder: Path) -> None:
    refused = scrapy("browse", "--port", site.rpartition(":")[2], folder=folder)

    assert refused.returncode == 1
    assert "cannot be had: Address already in use" in refused.stderr
