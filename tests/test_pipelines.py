"""What becomes of an item: cleaned, validated, recorded, in crawls with Scrapy's own engine."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields, is_dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.items import Article, Block, Named, Person
from bwcrawler.ledger.archive import FAILURE
from bwcrawler.pipelines.clean import CleanPipeline
from bwcrawler.pipelines.validate import fault_of
from bwcrawler.text import clean_text
from tests.crawls import crawl
from tests.records import article, author, inventory, listing, refusal, term, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def states(folder: Path) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(folder / "en" / "ledger.sqlite")) as ledger:
        rows = ledger.execute("SELECT url, state, reason FROM url").fetchall()
    return {address: (state, reason) for address, state, reason in rows}


def titles(folder: Path, edition: str = "en") -> list[str]:
    lines = (folder / edition / "articles.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line)["title"] for line in lines]


# Clean


def test_titles_and_names_lose_what_text_may_keep() -> None:
    text = "right \u202eto left\u202c\u200b\nnext\u00a0line"
    item = article(
        title=text,
        breadcrumb=[text],
        authors=[Person(name=text, bio=text)],
        blocks=[Block(kind="list", text=text, items=[text], rows=[[text]])],
    )

    CleanPipeline().process_item(item)

    line, prose = "right to left next line", "right \u202eto left\u202c\nnext\u00a0line"
    assert (item.title, item.breadcrumb, item.authors[0].name) == (line, [line], line)
    block = item.blocks[0]
    assert (item.authors[0].bio, block.text, block.items, block.rows) == (
        prose,
        prose,
        [prose],
        [[prose]],
    )


@given(st.text(st.characters(codec=None)))
def test_no_string_of_an_item_escapes(text: str) -> None:
    item = article(
        title=text,
        warnings=[text],
        tags=[Named(name=text)],
        blocks=[Block(kind="table", rows=[[text]])],
        content_sha256=text,
    )

    CleanPipeline().process_item(item)

    assert all(clean_text(one) == one for one in strings(item))
    assert fault_of(item) == ""


# Validate


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (article(published="12 May 2023"), "$.published: Expected `str` matching regex"),
        (article(published=""), "$.published: Expected `str` of length >= 10"),
        (article(word_count=-1), "$.word_count: Expected `int` >= 0"),
        (article(blocks=[Block(kind="aside")]), "$.blocks[0].kind: Invalid enum value 'aside'"),  # type: ignore[arg-type]
        (article(tags=[Named(name=None)]), "$.tags[0].name: Expected `str`, got `null`"),  # type: ignore[arg-type]
        (article(title="a\x00b"), "$.title: Expected `str` matching regex"),
        (article(title="a\ud800b"), "surrogates not allowed"),
        (article(id={1, object()}), "unsupported"),
        (listing("tag/x", page=0), "$.page: Expected `int` >= 1"),
        (author(name=""), "$.name: Expected `str` of length >= 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_fault_is_named_with_its_path(item: Any, fault: str) -> None:
    assert fault in fault_of(item)


def test_an_invalid_item_is_suspect_in_the_ledger_and_no_data(tmp_path: Path) -> None:
    crawler = crawl(tmp_path, [article("good", id=1), article("bad", id=2, word_count=-1)])

    assert titles(tmp_path) == ["Title of good"]
    assert states(tmp_path)[url("bad")] == ("suspect", "$.word_count: Expected `int` >= 0")
    assert crawler.stats.get_value("bwcrawler/invalid/article") == 1
    assert crawler.stats.get_value("bwcrawler/refusal/suspect") == 1


# Record


def test_every_item_is_counted_by_what_it_brought(tmp_path: Path) -> None:
    items = [
        article("a", id=1),
        article("a", id=1),
        article("a", id=1, text="Other."),
        listing("tag/x", "a"),
        author(),
        term(),
        inventory("sitemap.xml", "a"),
        refusal("b"),
    ]
    stats = crawl(tmp_path, items).stats.get_stats()

    assert {key: count for key, count in stats.items() if key.startswith("bwcrawler/")} == {
        "bwcrawler/article/new": 1,
        "bwcrawler/article/unchanged": 1,
        "bwcrawler/article/changed": 1,
        "bwcrawler/listing/new": 1,
        "bwcrawler/author/new": 1,
        "bwcrawler/term/new": 1,
        "bwcrawler/inventory/unchanged": 1,
        "bwcrawler/refusal/gone": 1,
    }
    assert (stats["item_scraped_count"], stats["item_dropped_count"]) == (7, 1)


def test_every_edition_has_its_own_archive(tmp_path: Path) -> None:
    italian = Article(
        url="https://it.bitterwinter.org/a/",
        edition="it",
        language="it",
        title="Titolo",
        published="2020-01-01",
    )

    crawl(tmp_path, [article("a"), italian], editions=("en", "it", "fr"))

    assert (titles(tmp_path, "en"), titles(tmp_path, "it")) == (["Title of a"], ["Titolo"])
    assert titles(tmp_path, "fr") == []


def test_a_write_that_fails_ends_the_crawl_and_leaves_the_last_good_files(tmp_path: Path) -> None:
    crawl(tmp_path, [article("a", id=1)])
    published = (tmp_path / "en" / "articles.jsonl").read_bytes()
    with closing(sqlite3.connect(tmp_path / "en" / "ledger.sqlite")) as ledger:
        ledger.execute(
            "CREATE TRIGGER full BEFORE INSERT ON article WHEN new.post_id = 3 "
            "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )

    endless = (article(f"b{number}", id=number) for number in count(2))
    stats = crawl(tmp_path, endless).stats.get_stats()

    assert stats["finish_reason"] == "ledger_failed"
    assert stats[FAILURE] == f"The ledger could not keep {url('b3')}: disk is full"
    assert (tmp_path / "en" / "articles.jsonl").read_bytes() == published
    run = msgspec.json.decode((tmp_path / "en" / "runs" / "000002.json").read_bytes())
    assert (run["reason"], run["files"]) == ("ledger_failed", [])
    assert url("b2") in states(tmp_path)
    assert url("b3") not in states(tmp_path)


def test_a_ledger_that_cannot_be_opened_ends_the_crawl_before_any_request(tmp_path: Path) -> None:
    path = tmp_path / "en" / "ledger.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"something else" * 1000)

    stats = crawl(tmp_path, [article("a")]).stats.get_stats()

    assert stats["finish_reason"] == "damaged"
    assert stats[FAILURE] == f"{path} cannot be opened: file is not a database."
    assert "item_scraped_count" not in stats
    assert path.read_bytes() == b"something else" * 1000
