"""The published files: the same archive gives the same bytes, and never half a file."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.ledger.archive import FAILURE
from bwcrawler.ledger.ledger import Ledger
from bwcrawler.publish.files import TIMESTAMPS, publish
from bwcrawler.publish.jsonl import LineFormat
from bwcrawler.publish.manifest import Manifest
from bwcrawler.publish.measures import Measures
from bwcrawler.publish.staging import StagedFiles, finish
from tests.crawls import crawl
from tests.records import HOME, article, author, inventory, listing, refusal, term, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.ledger.pages import Item

NAMES = ("articles", "authors", "glossary", "pages", "listings")


def a_magazine() -> list[Item]:
    return [
        article("ten", id=10),
        article("nine", id=9),
        article("z-without-id"),
        article("b-without-id"),
        listing("category/news", "ten", "nine"),
        inventory("sitemap.xml", "ten"),
        inventory("wp-json/wp/v2/posts?page=2", "nine", source="rest", total=2),
        author("desk", listing=listing("author/desk", "ten", kind="author")),
        author("nobody"),
        term("glossary/word"),
        term("about-us", kind="page", title="About us"),
        refusal("gone"),
    ]


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    raw = (folder / "en" / f"{name}.jsonl").read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"\n") for line in raw)
    return [msgspec.json.decode(line) for line in raw]


def manifest(folder: Path, name: str = "manifest.json") -> Manifest:
    return msgspec.json.decode((folder / "en" / name).read_bytes(), type=Manifest)


# Lines


def test_articles_are_ordered_by_post_id_then_by_url(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())

    keys = [(line["id"], line["url"]) for line in lines(tmp_path, "articles")]
    assert keys == [
        (9, url("nine")),
        (10, url("ten")),
        (None, url("b-without-id")),
        (None, url("z-without-id")),
    ]


def test_every_line_has_the_keys_of_its_class_in_their_order(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())

    for name, item_type in zip(NAMES, (Article, Author, Term, Term, Listing), strict=True):
        expected = [field.name for field in fields(item_type) if field.name != "listing"]
        assert {tuple(line) for line in lines(tmp_path, name)} == {tuple(expected)}


def test_the_ledger_fills_in_what_only_it_knows(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())

    nine, ten, *_ = lines(tmp_path, "articles")
    assert nine["found_on"] == [url("category/news"), f"{HOME}wp-json/wp/v2/posts"]
    assert ten["found_on"] == [url("author/desk"), url("category/news"), f"{HOME}sitemap.xml"]
    assert ten["revision"] == 1
    assert ten["first_seen"] == ten["last_seen"] == ten["last_changed"] != ""
    desk, nobody = lines(tmp_path, "authors")
    assert (desk["articles"], nobody["articles"]) == (4, 0)
    assert [line["url"] for line in lines(tmp_path, "listings")] == [
        url("author/desk"),
        url("category/news"),
    ]


def test_a_page_that_is_gone_is_published_no_more(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())
    crawl(tmp_path, [refusal("category/news"), refusal("glossary/word", state="redirected")])

    assert [line["url"] for line in lines(tmp_path, "listings")] == [url("author/desk")]
    assert lines(tmp_path, "glossary") == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_one_line_for_every_reader(text: str) -> None:
    line = LineFormat(Article).line(msgspec.json.encode(article(title=text)), {}).decode()

    assert line.splitlines() == [line.removesuffix("\n")]
    assert msgspec.json.decode(line)["title"] == text


def test_what_an_older_version_stored_makes_a_line_of_today() -> None:
    stored = b'{"url":"https://x.example/","title":"T","dropped_since":1,"page":2}'

    line = msgspec.json.decode(LineFormat(Listing).line(stored, {}))

    assert list(line) == [field.name for field in fields(Listing)]
    assert (line["page"], line["entries"], line["theme"]) == (2, [], "wordpress")


# Files


def test_the_same_crawl_twice_changes_declared_time_stamps_only(tmp_path: Path) -> None:
    def timeless() -> dict[str, list[dict[str, Any]]]:
        return {
            name: [
                {key: value for key, value in line.items() if key not in TIMESTAMPS}
                for line in lines(tmp_path, name)
            ]
            for name in NAMES
        }

    crawl(tmp_path, a_magazine())
    first = timeless()
    crawl(tmp_path, list(reversed(a_magazine())))

    assert timeless() == first
    assert manifest(tmp_path).counts.articles == {"new": 0, "changed": 0, "unchanged": 4}


def test_publishing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())
    folder = tmp_path / "en"
    before = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}

    ledger = Ledger.open(folder / "ledger.sqlite", "en")
    publish(ledger, folder, 1, Measures())
    ledger.close()

    assert {path.name: path.read_bytes() for path in folder.glob("*.jsonl")} == before


def test_a_file_that_cannot_be_finished_leaves_all_old_ones(tmp_path: Path) -> None:
    def torn() -> Iterator[bytes]:
        yield b"half\n"
        raise OSError(28, "No space left on device")

    def write() -> None:
        with StagedFiles(tmp_path) as files:
            files.write("one.jsonl", [b"new\n"])
            files.write("two.jsonl", torn())
            files.publish()

    (tmp_path / "one.jsonl").write_bytes(b"old\n")
    with pytest.raises(OSError, match="No space"):
        write()

    assert [path.name for path in tmp_path.iterdir()] == ["one.jsonl"]
    assert (tmp_path / "one.jsonl").read_bytes() == b"old\n"


def test_what_was_staged_as_a_whole_is_finished_and_anything_less_is_forgotten(
    tmp_path: Path,
) -> None:
    (tmp_path / "one.jsonl").write_bytes(b"old\n")
    for folder in (".staging", ".staged/changes"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.jsonl").write_bytes(folder.encode())

    assert finish(tmp_path)

    left = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert left == {"one.jsonl": b"old\n", "changes/one.jsonl": b".staged/changes"}
    assert not finish(tmp_path)


def test_a_failure_to_publish_is_a_stat_and_leaves_the_last_good_manifest(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())
    before = (tmp_path / "en" / "manifest.json").read_bytes()

    def items() -> Iterator[Item]:
        yield article("more", id=11)
        (tmp_path / "en" / ".staging").touch()  # nothing can be staged any more

    stats = crawl(tmp_path, items()).stats

    assert "could not be published" in stats.get_value(FAILURE)
    assert (tmp_path / "en" / "manifest.json").read_bytes() == before
    assert len(lines(tmp_path, "articles")) == 4


# Manifest


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())

    for file in manifest(tmp_path).files:
        content = (tmp_path / "en" / file.name).read_bytes()
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert (file.bytes, file.lines) == (len(content), content.count(b"\n"))
    names = [file.name for file in manifest(tmp_path).files]
    lines = [f"{name}.jsonl" for name in NAMES]
    assert names == [*lines, "coverage.json", "changes/000001.jsonl"]


def test_the_manifest_tells_how_the_run_was_made_and_what_it_found(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())

    made = manifest(tmp_path)
    assert (made.run, made.edition, made.reason) == ("000001", "en", "finished")
    assert made.started <= made.ended
    assert (made.facts.spider, made.facts.arguments) == ("items", {"limit": "3"})
    assert set(made.facts.versions) == {"bwcrawler", "lxml", "parser", "python", "scrapy"}
    assert made.facts.settings["DOWNLOAD_DELAY"] == 0
    assert made.counts.articles == {"new": 4, "changed": 0, "unchanged": 0}
    assert made.counts.archive == {"live": 4}
    assert made.counts.addresses == {"done": 11, "gone": 1}
    assert made.counts.kinds["article"] == 5
    assert [(one.kind, one.total, one.named, one.whole) for one in made.sources] == [
        ("sitemap", None, 1, True),
        ("rest", 2, 1, True),
    ]


def test_every_run_leaves_its_own_manifest(tmp_path: Path) -> None:
    crawl(tmp_path, a_magazine())
    crawl(tmp_path, [article("more", id=11), article("ten", id=10, text="Changed.")])

    assert manifest(tmp_path, "runs/000001.json").counts.articles["new"] == 4
    assert manifest(tmp_path) == manifest(tmp_path, "runs/000002.json")
    assert manifest(tmp_path).counts.articles == {"new": 1, "changed": 1, "unchanged": 0}
