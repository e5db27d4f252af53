"""`scrapy diff`: what differs between the articles of two archives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwcrawler.items import Article, Named
from bwcrawler.publish.comparison import NotComparable, compare
from bwcrawler.publish.verdict import Verdict
from tests.processes import scrapy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def article(number: int | None, **fields: object) -> Article:
    bare = Article(
        id=number,
        url=f"https://bitterwinter.org/{number or 'none'}/",
        edition="en",
        language="en",
        title=f"Title {number}",
        published="2020-05-05",
    )
    return replace(bare, **fields)  # type: ignore[arg-type]


def write(path: Path, articles: Iterable[Article]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in articles))
    return path


def test_the_same_articles_read_another_time_do_not_differ(tmp_path: Path) -> None:
    old = write(tmp_path / "old", [article(1, fetched="2020-01-01"), article(2)])
    new = write(tmp_path / "new", [article(1, fetched="2021-01-01", parser="9"), article(2)])

    found = compare(old, new)

    assert (found.differs, found.same) == (False, 2)


def test_each_field_is_counted_and_shown(tmp_path: Path) -> None:
    long = "The beginning of a title that goes on for a while: "
    old = write(
        tmp_path / "old",
        [article(1, title=f"{long}A"), article(2, deck="Deck"), article(3), article(4)],
    )
    new = write(
        tmp_path / "new",
        [article(1, title=f"{long}B"), article(2), article(3, tags=[Named(name="T")]), article(4)],
    )

    found = compare(old, new)

    assert (found.same, found.changed) == (1, 3)
    assert list(found.fields) == ["title", "deck", "tags"]
    title, deck, tags = found.fields.values()
    assert (title.changed, title.filled, title.emptied) == (1, 0, 0)
    assert title.samples == [(article(1).url, '…oes on for a while: A"', '…oes on for a while: B"')]
    assert (deck.changed, deck.emptied, deck.samples[0][1:]) == (1, 1, ('"Deck"', '""'))
    assert (tags.changed, tags.filled) == (1, 1)


def test_an_article_is_known_by_its_post_id_whatever_its_url(tmp_path: Path) -> None:
    old = write(tmp_path / "old", [article(1)])
    new = write(tmp_path / "new", [article(1, url="https://bitterwinter.org/renamed/")])

    found = compare(old, new)

    assert (found.changed, found.gone.number, found.added.number) == (1, 0, 0)
    assert list(found.fields) == ["url"]


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_what_only_one_has_is_found_in_one_pass(
    tmp_path_factory: pytest.TempPathFactory, old: set[int], new: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("diff")
    last = [article(None)]

    found = compare(
        write(folder / "old", [*map(article, sorted(old)), *last]),
        write(folder / "new", [*map(article, sorted(new)), *last]),
    )

    assert found.gone.number == len(old - new)
    assert found.added.number == len(new - old)
    assert found.same == len(old & new) + 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no JSON\n", "line 1 is no article"),
        (b'{"url":"u","edition":"en","id":2}\n{"url":"v","edition":"en","id":1}\n', "the order"),
    ],
)
def test_what_is_no_file_of_articles_is_refused(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(NotComparable, match=sentence):
        compare(tmp_path / "file", tmp_path / "file")


def test_the_command_takes_folders_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    for name, title in (("old", "A"), ("new", "B")):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "articles.jsonl", [article(1, title=title), article(2)])

    differing = scrapy("diff", str(tmp_path / "old"), str(tmp_path / "new"), folder=tmp_path)
    same = scrapy("diff", str(tmp_path / "old"), str(tmp_path / "old"), folder=tmp_path)
    missing = scrapy("diff", str(tmp_path / "old"), str(tmp_path / "none"), folder=tmp_path)

    assert differing.returncode == Verdict.PARTIAL
    assert differing.stdout.splitlines()[1].split() == ["title", "1", "0", "0"]
    assert '    - "A"\n    + "B"\n' in differing.stdout
    assert differing.stdout.endswith("1 articles are the same, 1 changed, 0 gone, 0 added.\n")
    assert same.returncode == Verdict.COMPLETE
    assert missing.returncode == Verdict.USAGE
    assert "There is no file" in missing.stderr
