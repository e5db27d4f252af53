"""What users type: the commands in processes of their own, with their exit codes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from bwcrawler.sample import Magazine, Server, running
from tests.processes import ROOT, scrapy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Demo:
    folder: Path
    result: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(Magazine(20)) as server:
        yield server


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demo that has ended, and its folder."""
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder / "demo" / "en", scrapy("demo", folder=folder))


def test_demo_crawls_publishes_and_shows(demo: Demo) -> None:
    assert (demo.result.returncode, demo.result.stderr) == (0, "")
    lines = (demo.folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(Magazine().published)
    assert {"articles.jsonl", "authors.jsonl", "glossary.jsonl", "listings.jsonl"} <= {
        path.name for path in demo.folder.iterdir()
    }
    assert json.loads((demo.folder / "manifest.json").read_bytes())["reason"] == "finished"
    assert re.search(rf"articles +│ +{len(lines)} │ +0 │ +0 │", demo.result.stdout)
    assert re.search(r"[\d,]+ requests in [\d.]+ seconds", demo.result.stdout)
    assert demo.result.stdout.rstrip().endswith("python3 -m json.tool")


def test_a_second_demo_finds_nothing_new(demo: Demo) -> None:
    before = (demo.folder / "articles.jsonl").read_bytes()

    result = scrapy("demo", folder=demo.folder.parents[1])

    assert result.returncode == 0
    assert re.search(r"articles +│ +0 │ +0 │ +\d+ │", result.stdout)
    stamps = re.compile(rb'"(first_seen|last_seen|last_changed|fetched)":"[^"]*"')
    after = (demo.folder / "articles.jsonl").read_bytes()
    assert stamps.sub(b"", after) == stamps.sub(b"", before)


def test_crawl_ends_with_0_when_it_has_finished(server: Server, tmp_path: Path) -> None:
    result = scrapy("crawl", "archive", "-a", f"site={server.url}", folder=tmp_path)

    assert result.returncode == 0
    lines = (tmp_path / "en/articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(server.magazine.published)
    assert "known pages done" in result.stderr  # no terminal, so progress is in the log


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["archive", "-a", "edition=ru"], "There is no edition 'ru'"),
        (["archive", "-a", "since=soon"], "since=soon is no day: write it as 2023-05-12."),
        (["articles"], "There is no URL to fetch: give url=URL, or urls=FILE"),
        (["archives"], "There is no spider 'archives': give one of archive, articles"),
    ],
)
def test_a_bad_argument_is_one_sentence_and_no_request(
    arguments: list[str], sentence: str, server: Server, tmp_path: Path
) -> None:
    server.requests.clear()

    result = scrapy("crawl", *arguments, "-a", f"site={server.url}", folder=tmp_path)

    assert result.returncode == 2
    *usage, error = result.stderr.splitlines()
    assert sentence in error
    assert "scrapy crawl [options] <spider>" in usage[-1]
    assert server.total == 0
    assert not any(tmp_path.iterdir())


def test_contracts_hold_on_the_sample(tmp_path: Path) -> None:
    result = scrapy("check", folder=tmp_path)

    assert result.returncode == 0, result.stderr
    assert "OK" in result.stderr


def test_sample_serves_what_its_crawl_command_crawls(tmp_path: Path) -> None:
    command = ["sample", "--articles", "5", "--theme", "divi", "--edition", "en,it"]
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        crawl = process.stdout.readline().split()[1:]

        result = scrapy(*crawl, folder=tmp_path)
        process.send_signal(signal.SIGINT)

    assert (result.returncode, process.returncode) == (0, 0)
    for code in ("en", "it"):
        lines = (tmp_path / code / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 5


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--edition", "ru"], 2, "There is no edition 'ru': give en, it"),
        (["--articles", "0"], 2, "--articles 0 makes no magazine: give 1 or more."),
        (["--port", "99999"], 2, "--port 99999 is no port: give 0 to 65535."),
    ],
)
def test_sample_refuses_what_cannot_be(
    options: list[str], code: int, sentence: str, tmp_path: Path
) -> None:
    result = scrapy("sample", *options, folder=tmp_path)

    assert result.returncode == code
    assert sentence in result.stderr


def test_sample_says_that_a_port_is_taken(server: Server, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]

    result = scrapy("sample", "--articles", "1", "--port", port, folder=tmp_path)

    assert result.returncode == 1
    assert f"Port {port} cannot be had" in result.stderr


COMMANDS = [
    path.stem
    for path in (ROOT / "bwcrawler" / "commands").glob("*.py")
    if "class Command(ScrapyCommand)" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", ["crawl", *COMMANDS])
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = import_module(f"bwcrawler.commands.{name}").Command()

    assert command.short_desc()
    assert f"Example: scrapy {name}" in command.long_desc()


def test_a_quiet_crawl_says_only_how_it_ended(tmp_path: Path) -> None:
    with running(Magazine(3)) as server:
        result = scrapy("crawl", "archive", "--quiet", "-a", f"site={server.url}", folder=tmp_path)

    assert (result.returncode, result.stdout) == (0, "")
    assert len(result.stderr.splitlines()) == 1
