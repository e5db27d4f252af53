"""What is looked at before publishing: growth passes, loss does not, and nothing creeps in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bwcrawler.items import Named, Person
from bwcrawler.ledger.survey import FIELDS, Figures, Survey
from bwcrawler.publish.gates import gates
from bwcrawler.publish.manifest import Manifest, read_manifest
from bwcrawler.sample import Magazine, running
from tests.crawls import crawl
from tests.processes import Faulty, scrapy
from tests.records import article, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from bwcrawler.items import Article
    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request, Response

THEN, NOW = "2026-01-10T04:00:00+00:00", "2026-01-20T04:00:00+00:00"


def figures(articles: int, *, newest: str = "2026-01-09", gap: int = 1, **changed: int) -> Figures:
    """Articles that have every field, but for those given, and 500 words."""
    words = changed.pop("words", 500)
    coverage = dict.fromkeys(FIELDS, articles) | changed
    return Figures(articles=articles, coverage=coverage, words=words, newest=newest, gap=gap)


def survey(
    known: Figures, new: Figures | None = None, *, read: int = 1000, **settled: int
) -> Survey:
    return Survey(
        archive=known,
        known=known,
        new=new or Figures(),
        read=read,
        settled=Counter({"done": 1000} | settled),
        sources=2,
    )


def failing(of: Survey, good: Figures | None = None, *, now: str = THEN) -> list[str]:
    asked = gates(of, good or figures(1000), THEN, now)
    assert all(gate.says for gate in asked)
    return [gate.name for gate in asked if not gate.passed]


# Each gate


def test_an_unchanged_archive_passes_every_gate() -> None:
    assert failing(survey(figures(1000))) == []


@pytest.mark.parametrize(
    ("after", "gate"),
    [
        (survey(figures(979)), "articles"),
        (survey(figures(1000, tags=949)), "coverage of tags"),
        (survey(figures(1000, body=994), read=25), "coverage of body"),
        (survey(figures(1000, words=351), read=1000), None),
        (survey(figures(1000, words=349)), "length"),
        (survey(figures(1000, words=651)), "length"),
        (survey(figures(1000), suspect=30), "suspects"),
        (survey(figures(1000), error=15), "errors"),
        (survey(figures(1000), figures(100, title=90)), "title of new articles"),
        (survey(figures(1000), figures(100, authors=80)), "authors of new articles"),
        (survey(figures(1000), figures(100, body=90)), "body of new articles"),
    ],
)
def test_a_loss_fails_the_gate_that_names_it(after: Survey, gate: str | None) -> None:
    assert failing(after) == ([gate] if gate else [])


@pytest.mark.parametrize(
    "after",
    [
        survey(figures(990)),
        survey(figures(1000, tags=960)),
        survey(figures(1000, tags=996), read=10),
        survey(figures(1000, words=400)),
        survey(figures(1000), suspect=5, error=5),
        survey(figures(1000), figures(5000, deck=0, tags=0)),
        survey(figures(1000), figures(3, title=0, authors=0, body=0)),
    ],
)
def test_what_editors_do_passes(after: Survey) -> None:
    assert failing(after) == []


def test_the_first_run_is_measured_by_itself() -> None:
    first = replace(
        survey(Figures(), figures(1000, authors=100), suspect=60), archive=figures(1000)
    )

    assert failing(first, Figures()) == ["authors of new articles", "suspects"]


def test_a_magazine_that_falls_silent_is_looked_at() -> None:
    silent = survey(figures(1000))

    assert failing(silent, now=NOW) == []
    assert failing(silent, now="2026-01-24T04:00:00+00:00") == ["freshness"]


def test_a_magazine_that_was_silent_already_is_not() -> None:
    closed = figures(1000, newest="2020-12-24")

    assert failing(survey(closed), closed, now="2026-06-01T00:00:00+00:00") == []


def test_nobody_expects_news_of_a_run_that_did_not_ask_for_any() -> None:
    named = replace(survey(figures(1000)), sources=0)

    assert failing(named, now="2026-06-01T00:00:00+00:00") == []


# In crawls


def written(number: int, **facts: object) -> Article:
    said = {"tags": [Named(name="Tag")], "authors": [Person(name="Name")]}
    return article(f"article-{number}", id=number, **(said | facts))


def manifest(folder: Path, name: str = "manifest.json") -> Manifest:
    found = read_manifest(folder / "en" / name)
    assert found is not None
    return found


def test_what_a_gate_holds_back_never_becomes_the_measure(tmp_path: Path) -> None:
    crawl(tmp_path, [written(number) for number in range(1, 21)])
    before = (tmp_path / "en" / "articles.jsonl").read_bytes()

    for run in ("000002", "000003"):
        crawl(tmp_path, [written(number, tags=[]) for number in range(1, 11)])
        held = manifest(tmp_path, f"runs/{run}.json")
        assert (held.verdict, held.files) == ("gate_failed", [])
        assert "coverage of tags: 10 of 10 articles read again have lost it." in held.says
        assert manifest(tmp_path).run == "000001"
        assert (tmp_path / "en" / "articles.jsonl").read_bytes() == before

    crawl(tmp_path, [written(number) for number in range(1, 21)])
    assert (manifest(tmp_path).run, manifest(tmp_path).verdict) == ("000004", "complete")


def test_an_archive_may_grow_by_articles_of_another_kind(tmp_path: Path) -> None:
    crawl(tmp_path, [written(number, deck="Deck") for number in range(1, 21)])
    crawl(tmp_path, [written(number, tags=[], text="Short.") for number in range(21, 90)])

    assert manifest(tmp_path).run == "000002"
    assert manifest(tmp_path).figures.articles == 89
    assert manifest(tmp_path).figures.coverage["tags"] == 20


def test_errors_of_an_earlier_run_that_was_held_back_count_until_they_are_gone(
    tmp_path: Path,
) -> None:
    crawl(tmp_path, [written(1)])
    bad = [refusal(f"article-{n}", state="suspect", reason="challenge") for n in range(2, 12)]
    crawl(tmp_path, bad)
    assert manifest(tmp_path, "runs/000002.json").verdict == "gate_failed"
    crawl(tmp_path, [written(1)])
    assert manifest(tmp_path, "runs/000003.json").verdict == "gate_failed"

    crawl(tmp_path, [written(number) for number in range(1, 12)])
    assert manifest(tmp_path).run == "000004"


# A theme that is changed half-way


class Deployed(Faulty):
    """Changes its pages of articles from the `first` one that is asked for."""

    def __init__(self, server: Server, first: int, pattern: bytes, replacement: bytes) -> None:
        super().__init__(server, lambda _: None)
        self._left = first
        self._pattern = re.compile(pattern, re.DOTALL)
        self._replacement = replacement

    def respond(self, request: Request) -> Response:
        response = super().respond(request)
        if self.magazine.by_slug(request.path.strip("/")) is None or response.status != 200:
            return response
        self._left -= 1
        if self._left >= 0:
            return response
        return replace(response, body=self._pattern.sub(self._replacement, response.body))


@pytest.mark.parametrize("is_known", [True, False], ids=["known magazine", "first crawl"])
def test_pages_without_content_from_the_60th_on_trip_a_gate(
    *, is_known: bool, tmp_path: Path
) -> None:
    with running(Magazine(120)) as server:
        words = ("crawl", "archive", "-a", f"site={server.url}")
        if is_known:
            assert scrapy(*words, folder=tmp_path).returncode == 0
        server.sites["en"] = Deployed(
            server, 60, rb"<(main|article)\b.*?</\1>", b'<div id="app"></div>'
        )
        result = scrapy(*words, folder=tmp_path)

    assert result.returncode == 4
    assert "suspects: " in result.stderr.splitlines()[-1]
    assert (tmp_path / "en" / "articles.jsonl").exists() is is_known


def test_pages_without_classes_from_the_60th_on_are_read_or_counted(tmp_path: Path) -> None:
    with running(Magazine(120)) as server:
        server.sites["en"] = Deployed(server, 60, rb' class="[^"]*"', b"")
        result = scrapy("crawl", "archive", "-a", f"site={server.url}", folder=tmp_path)

    found = manifest(tmp_path)
    unread = found.counts.addresses["suspect"]
    assert (result.returncode, found.verdict) == (3, "partial")
    assert found.figures.articles == 120 - unread
    assert unread <= 3  # posts of a picture or a film alone, and an empty one
