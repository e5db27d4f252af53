"""Everything that the README says to type does what it says.

Its two commands that install are what `.ci/run` runs; `test_house.py` holds that they are.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from bwcrawler.items import (
    Article,
    Block,
    Embed,
    Figure,
    Link,
    Named,
    Person,
    Related,
    Series,
    Translation,
)
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, Quirks, running
from bwcrawler.sample.connection import Request
from bwcrawler.sample.wordpress import WordPress
from bwcrawler.spiders.arguments import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bwcrawler.sample import Server

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEMO = Path("output/demo/en/articles.jsonl")
LOADERS = dict(re.findall(r"^\| (\w+) \| `(\w+\..*)` \|$", README, re.MULTILINE))
"""Library → the expression that loads the demo's articles."""
EDITIONS = ("en", "it", "fr")
"""Those that the README's commands name."""


def code(language: str) -> list[str]:
    """Fenced blocks of the README."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def shell_lines(beginning: str) -> list[str]:
    return re.findall(rf"^{re.escape(beginning)}.*$", "".join(code("sh")), re.MULTILINE)


def rows(heading: str) -> list[list[list[str]]]:
    """The `code` words of each cell of the table whose first column has this heading."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert table is not None
    cells = (line.strip("|").split("|") for line in table[1].splitlines())
    return [[re.findall(r"`(\w+)`", cell) for cell in row] for row in cells]


def first_column(heading: str) -> list[str]:
    return [word for row in rows(heading) for word in row[0]]


def run(command: list[str | Path], folder: Path, **variables: str) -> str:
    """Output of a command that must succeed, run in a folder of its own."""
    environment = {
        "PYTHONPATH": str(ROOT),
        "SCRAPY_SETTINGS_MODULE": "bwcrawler.settings",
        "HF_HOME": str(folder / "cache"),
        "HF_HUB_OFFLINE": "1",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def scrapy(*arguments: str) -> list[str | Path]:
    return [sys.executable, "-m", "scrapy", *arguments]


@pytest.fixture(scope="module")
def sample() -> Iterator[Server]:
    with running(*(Magazine(articles=40, edition=edition) for edition in EDITIONS)) as server:
        yield server


@pytest.mark.parametrize("command", shell_lines(".venv/bin/scrapy crawl"))
def test_a_crawl_finds_articles(command: str, sample: Server, tmp_path: Path) -> None:
    english = sample.sites["en"].magazine
    posts = english.published[:3]
    (tmp_path / "urls.txt").write_text("\n".join(english.url(post) for post in posts))

    run(scrapy(*shlex.split(command)[1:], "-a", f"site={sample.url}"), tmp_path)

    found = list((tmp_path / "output").rglob("articles.jsonl"))
    assert found
    assert all(path.stat().st_size for path in found)


def test_what_is_typed_after_a_crawl(sample: Server, tmp_path: Path) -> None:
    site = ["-a", f"site={sample.url}", "-a", "edition=en"]
    run(scrapy("crawl", "archive", *site), tmp_path)

    by_cron = re.findall(r"\.venv/bin/scrapy [^&\n]+", "".join(code("crontab")))
    for command in [*shell_lines(".venv/bin/scrapy"), *by_cron]:
        words = shlex.split(command)[1:]
        if words[0] in ("status", "verify", "coverage"):
            assert "output/en" in run(scrapy(*words), tmp_path)
        elif words[0] in ("export", "duplicates", "search"):
            assert run(scrapy(*words), tmp_path)
        elif words[:2] == ["crawl", "update"]:
            run(scrapy(*words, *site), tmp_path)


def test_the_table_of_exit_codes_is_the_verdicts() -> None:
    table = re.findall(r"^\| (\d+) \| `(\w+)` \| .+ \|$", README, re.MULTILINE)

    assert table == [(str(int(one)), one.name.lower()) for one in Verdict]


def test_the_contact_stands_in_the_user_agent(tmp_path: Path) -> None:
    [export] = shell_lines("export ")
    name, _, value = export.removeprefix("export ").partition("=")
    contact = value.strip('"')

    agent = run(scrapy("settings", "--get", "USER_AGENT"), tmp_path, **{name: contact})

    assert contact in agent


def test_the_sample_explains_itself(tmp_path: Path) -> None:
    [command] = re.findall(r"`\.venv/bin/scrapy (\w+)` serves", README)

    explained = run(scrapy(command, "--help"), tmp_path)

    assert {"--articles", "--edition"} <= set(explained.split())


def test_what_has_to_pass_can_be_run() -> None:
    [script] = re.findall(r"`(\.ci/\w+)`", README)

    assert os.access(ROOT / script, os.X_OK)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run."""
    folder = tmp_path_factory.mktemp("demo")
    run(scrapy("demo"), folder)
    return folder


def test_the_demo_publishes_what_the_readme_names(demo: Path) -> None:
    named = set(re.findall(r"`(\w+\.(?:jsonl|json|sqlite))`", README))

    assert named <= {path.name for path in (demo / DEMO).parent.iterdir()}
    assert len((demo / DEMO).read_bytes().splitlines()) == 200


@pytest.fixture(scope="module")
def late_fields(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive whose first megabytes hold little more than empty values.

    Loaders take the types of all lines from the first ones, and an old article has no embeds.
    """
    bare = Article(
        url="https://bitterwinter.org/slug/",
        edition="en",
        language="en",
        title="A Title",
        published="2018-05-02",
        body="word " * 2_500,
    )
    full = replace(
        bare,
        id=1,
        published="2026-01-02T08:00:00+01:00",
        modified="2026-01-02T08:00:00+01:00",
        authors=[Person(name="Name")],
        sections=[Named(name="Name")],
        breadcrumb=["Name"],
        tags=[Named(name="Name")],
        series=Series(part=1, of=2, links=[bare.url]),
        notes=["Note"],
        blocks=[Block(kind="table", items=["Item"], rows=[["Cell"]], links=[Link(url=bare.url)])],
        figures=[Figure(url=bare.url)],
        embeds=[Embed(kind="video", url=bare.url)],
        links=[Link(url=bare.url)],
        related=[Related(kind="related", title="Title", url=bare.url)],
        translations=[Translation(language="it", url=bare.url)],
        found_on=[bare.url],
        warnings=["Warning"],
    )
    folder = tmp_path_factory.mktemp("late")
    (folder / DEMO).parent.mkdir(parents=True)
    archive = [bare] * 1_000 + [full] * 10
    (folder / DEMO).write_bytes(b"\n".join(map(msgspec.json.encode, archive)))
    return folder


def test_the_libraries_that_the_test_extra_brings_for_it_are_shown() -> None:
    assert list(LOADERS) == ["pandas", "polars", "duckdb", "datasets"]


@pytest.mark.parametrize("archive", ["demo", "late_fields"])
@pytest.mark.parametrize(("library", "expression"), LOADERS.items())
def test_a_line_loads_every_article(
    library: str, expression: str, archive: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    (tmp_path / "output").symlink_to(request.getfixturevalue(archive) / "output")
    count = len((tmp_path / DEMO).read_bytes().splitlines())
    program = f"import {library}; print(len({expression}))"

    assert run([sys.executable, "-W", "error", "-c", program], tmp_path) == f"{count}\n"


def test_a_page_at_hand_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = code("python")
    magazine = Magazine(articles=10)
    post = magazine.published[0]
    site = WordPress(magazine, magazine.base, Quirks())
    page = site.respond(Request("GET", post.path)).body

    exec(example, {"html": page, "url": magazine.url(post)})
    exec(example, {"html": b"<title>Page not found</title>", "url": magazine.url(post)})

    assert capsys.readouterr().out.splitlines() == [
        f"{post.published.isoformat()} {post.title} {list(post.authors)}",
        "not found",
    ]


def test_the_table_of_keys_is_the_record() -> None:
    assert first_column("key") == [field.name for field in fields(Article)]


def test_the_tables_of_arguments_are_those_of_the_spiders() -> None:
    settings = Settings()
    settings.setmodule("bwcrawler.settings")
    loader = SpiderLoader.from_settings(settings)
    own = {name: loader.load(name).accepts - COMMON for name in loader.list()}

    assert {row[0][0]: set(row[2]) for row in rows("spider")} == own
    assert set(first_column("common argument")) == COMMON
