"""The examples of docs/analysis.md answer what they ask."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bwcrawler.items import Named, Person, Related
from bwcrawler.pages.content import content_sha256
from tests.crawls import crawl
from tests.records import article, url

PAGE = (Path(__file__).parents[1] / "docs" / "analysis.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^## (.+?)\n\n```python\n(.+?)```", PAGE, re.MULTILINE | re.DOTALL))
CHINA, TAXES = Named(name="China"), Named(name="Taxes")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of four articles, one of which was changed."""
    folder = tmp_path_factory.mktemp("analysis")
    first, second = Person(name="Ann Ames"), Person(name="Bob Beck")
    items = [
        article("one", id=1, sections=[CHINA], tags=[TAXES], authors=[first, second]),
        article("two", id=2, sections=[CHINA], tags=[TAXES], authors=[first]),
        article("three", id=3, published="2019-01-31"),
        article("four", id=4, published="2019-01-30"),
    ]
    items[0].related = [Related(kind="related", title="Two", url=url("two"))]
    items[1].related = [Related(kind="read_also", title="Four", url=url("four"))]
    for text in ("Before.\nThe same.", "After.\nThe same."):
        items[2].body = items[2].blocks[0].text = text
        for item in items:
            item.content_sha256 = content_sha256(item)
        crawl(folder / "output", items)
    return folder


def answer(question: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", EXAMPLES[question]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_question_is_answered_here() -> None:
    assert len(EXAMPLES) == 4


def test_articles_a_month_by_section(folder: Path) -> None:
    lines = answer("How many articles a month, by section?", folder).splitlines()

    assert [line.split() for line in lines] == [
        ["section", "China"],
        ["month"],
        ["2019-01", "2", "0"],
        ["2023-05", "0", "2"],
    ]


def test_who_writes_on_what(folder: Path) -> None:
    said = answer("Who writes on what?", folder)

    assert re.search(r"Ann Ames +│ Taxes +│ +2", said)
    assert re.search(r"Bob Beck +│ Taxes +│ +1", said)


def test_which_articles_belong_together(folder: Path) -> None:
    said = answer("Which articles belong together, by their related links?", folder)

    assert said == "1 clusters; the largest has 3 articles\n"


def test_how_an_article_changed(folder: Path) -> None:
    lines = answer("How did an article change from one revision to the next?", folder).splitlines()

    assert lines[0].startswith(url("three"))
    assert lines[-2:] == ["-Before.", "+After."]
