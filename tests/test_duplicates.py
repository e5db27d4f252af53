"""Articles that say the same, or nearly, are found by 64 numbers of each."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from bwcrawler.editions import EDITIONS
from bwcrawler.items import Series, Translation
from bwcrawler.ledger import schema
from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.ledger.sketches import pairs, sketches
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.sketch import SIZE, similarity, sketch
from tests.processes import scrapy
from tests.records import article, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.items import Article

EN, ZH = EDITIONS["en"], EDITIONS["zh"]


def prose(seed: int, words: int = 400) -> list[str]:
    chosen = random.Random(seed)
    return [f"w{chosen.randrange(5000)}" for _ in range(words)]


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(4)), strict=False))


@given(st.integers(0, 400), st.integers(0, 10_000))
def test_the_similarity_is_about_that_of_all_phrases(changed: int, seed: int) -> None:
    words = prose(seed)
    other = prose(seed + 1, changed) + words[changed:]
    one, two = shingles(words), shingles(other)

    told = similarity(sketch(" ".join(words), EN), sketch(" ".join(other), EN))

    assert told == pytest.approx(len(one & two) / len(one | two), abs=0.3)


@given(st.text(), st.text())
def test_a_similarity_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = sketch(one, EN), sketch(other, EN)

    assert 0 <= similarity(first, second) == similarity(second, first) <= 1
    assert first == sorted(set(first))
    assert len(first) <= SIZE
    assert similarity(first, first) == (1 if first else 0)


def test_case_and_punctuation_change_nothing() -> None:
    assert sketch("One two, three: four five.", EN) == sketch("one TWO three four — five", EN)


def test_where_no_blanks_stand_between_words_characters_are_compared() -> None:
    assert sketch("宗教自由與人權雜誌", EN) == []
    assert len(sketch("宗教自由與人權雜誌", ZH)) == 6


LONG = " ".join(prose(1))
LIKE = " ".join(["A new beginning of it.", *prose(1)[30:]])
OTHER = " ".join(prose(2))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "en" / "ledger.sqlite", "en")
    run = ledger.begin_run(RunFacts(spider="archive"), "2026-01-01T00:00:00+00:00")
    part = Series(part=2, of=2, links=[url("part-one")])
    translated = [Translation(language="it", url=url("first"))]
    for one in (
        article("first", text=LONG),
        article("again", text=LIKE),
        article("other", text=OTHER),
        article("part-one", text=LONG + " one"),
        article("part-two", text=LONG + " two", series=part),
        article("translated", text=LONG + " three", translations=translated),
        article("same", text="Short.", title="T"),
        article("same-again", text="Short.", title="T"),
    ):
        one.content_sha256 = content_sha256(one)
        ledger.record(one, run)
    yield ledger
    ledger.close()


def relations(ledger: Ledger, least: float) -> dict[tuple[str, str], str]:
    with ledger.reading() as connection:
        found = pairs(sketches(connection), least)
    return {(slug(pair.one.url), slug(pair.other.url)): pair.relation for pair in found}


def slug(address: str) -> str:
    return address.split("/")[-2]


def test_pairs_are_told_with_why_they_are_alike(ledger: Ledger) -> None:
    found = relations(ledger, 0.5)

    assert found["again", "first"] == "reprint"
    assert found["part-one", "part-two"] == "series"
    assert found["first", "translated"] == "translation"
    assert not any("other" in pair for pair in found)


def test_only_what_is_alike_enough_is_told(ledger: Ledger) -> None:
    assert ("again", "first") not in relations(ledger, 0.99)


def test_the_same_content_is_exact_however_short(ledger: Ledger) -> None:
    assert relations(ledger, 0.5)["same-again", "same"] == "exact"


def test_an_article_of_an_older_version_gets_its_sketch_when_it_is_wanted(ledger: Ledger) -> None:
    before = relations(ledger, 0.5)
    with ledger.writing() as connection:
        connection.execute(delete(schema.sketch))

    assert relations(ledger, 0.5) == before


def test_a_changed_article_is_compared_as_it_is_now(ledger: Ledger) -> None:
    changed: Article = article("again", text=OTHER)
    changed.content_sha256 = content_sha256(changed)
    ledger.record(changed, 1)

    assert relations(ledger, 0.5)["again", "other"] == "reprint"
    assert ("again", "first") not in relations(ledger, 0.5)


def test_the_command_lists_them_by_relation(ledger: Ledger, tmp_path: Path) -> None:
    del ledger
    result = scrapy("duplicates", "en", "--least", "0.9", folder=tmp_path)

    assert result.returncode == 0, result.stderr
    assert "The same content: 1\n  1.00  " in result.stdout
    assert "Translations of each other: 1\n  1.00  https://bitterwinter.org/first/" in result.stdout


def test_a_share_that_is_none_is_refused(tmp_path: Path) -> None:
    result = scrapy("duplicates", "--least", "7", folder=tmp_path)

    assert (result.returncode, "--least 7.0 is no share" in result.stderr) == (2, True)
