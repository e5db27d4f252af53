"""The report of a run, in a real browser: it reads well, and runs nothing of the site's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.items import Named, Person
from bwcrawler.publish.report.charts import HEIGHT, WIDTH, column_chart
from tests.browser import WIDTHS, chromium, faint, opened, overflow
from tests.crawls import crawl
from tests.records import article, inventory, listing, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a run of 30 articles, some of which are named to do harm, and some failed pages."""
    folder = tmp_path_factory.mktemp("report")
    items = [
        article(
            f"a{number}",
            id=number + 1,
            published=f"20{18 + number % 6}-{number % 12 + 1:02d}-03",
            title=HOSTILE,
            authors=[Person(name=f"Author {number % 15}"), Person(name=HOSTILE)],
            byline=HOSTILE,
            sections=[Named(name=HOSTILE if number % 2 else f"Section {number % 9}")],
            tags=[Named(name=f"Tag {number}")],
            word_count=150 * number,
        )
        for number in range(30)
    ]
    failed = [
        refusal(f"failed-{number}", state="error", reason=HOSTILE, status=500)
        for number in range(3)
    ]
    named = inventory(
        "wp-sitemap-posts-post-1.xml", *(f"a{number}" for number in range(30)), "failed-0"
    )
    crawl(folder, [named, listing("category/news", "a1", "a2"), *items, *failed])
    return folder / "en" / "report.html"


@pytest.fixture(scope="module")
def browser(report: Path) -> Iterator[Browser]:
    del report  # must be there first: while Playwright is open, no crawl can begin in its thread
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    with opened(browser, report.as_uri()) as page:
        yield page


def test_the_page_holds_one_script_and_no_handler(report: Path) -> None:
    html = report.read_text(encoding="utf-8")

    assert len(re.findall("<script", html)) == len(re.findall("</script", html)) == 1
    assert not re.search(r"<[^>]*\son\w+=", html)
    assert "https://" not in re.sub(r"https://bitterwinter\.org/", "", html)


def test_nothing_of_the_site_runs(page: Page) -> None:
    assert page.get_by_text('<script>alert("x")').count() > 0
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_page_fits_its_window(width: int, browser: Browser, report: Path) -> None:
    with opened(browser, report.as_uri(), width=width) as page:
        assert overflow(page) == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_can_be_read(dark: bool, browser: Browser, report: Path) -> None:  # noqa: FBT001
    with opened(browser, report.as_uri(), dark=dark) as page:
        assert faint(page) == []


def test_it_says_what_the_run_did(page: Page) -> None:
    assert page.locator(".tiles dd").first.text_content() == "30"
    says = page.locator("#completeness + p").text_content() or ""
    assert says.startswith("not shown complete: 1 address is named and not in the archive")
    missing = page.locator("#missing-table tbody td").all_text_contents()
    assert missing == ["error", "https://bitterwinter.org/failed-0/", HOSTILE, "sitemap"]
    assert page.locator("#failures-table tbody tr").count() == 3
    assert page.get_by_role("img", name="Articles by month and section").count() == 1


def test_a_chart_has_its_numbers_as_a_table(page: Page) -> None:
    figure = page.locator("figure").nth(1)
    figure.locator("summary").click()

    numbers = figure.locator("td").all_text_contents()
    assert sum(map(int, numbers)) == 30


def test_a_table_is_searched_while_one_types(page: Page) -> None:
    page.get_by_label("Find in tags").fill("TAG 17")
    shown = page.locator("#tags-table tbody tr:visible th").all_text_contents()

    assert shown == ["Tag 17"]
    assert page.locator("#tags-table-shown").text_content() == "1 of 30 rows"


def test_on_paper_everything_is_there(page: Page) -> None:
    page.emulate_media(media="print")

    assert not page.get_by_label("Find in tags").is_visible()
    assert page.locator("#tags-table tbody tr").last.is_visible()
    assert faint(page) == []


counts = st.dictionaries(
    st.text(max_size=8), st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6)), max_size=40
)


@given(counts)
def test_the_bars_of_a_chart_stand_inside_it_and_are_as_high_as_they_say(
    columns: dict[str, dict[str, int]],
) -> None:
    chart = column_chart(columns, ["a", "b", "c"])

    for one in chart.rectangles:
        assert 0 <= one.x <= one.x + one.width <= WIDTH
        assert -0.2 <= one.y <= one.y + one.height <= HEIGHT
    by_value = sorted(
        (int(one.label.rpartition(": ")[2].replace(",", "")), one.height)
        for one in chart.rectangles
    )
    heights = [height for _, height in by_value]
    assert heights == sorted(heights)
    assert len(chart.below) <= 13
