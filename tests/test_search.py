"""Full-text search finds what is published, in every language of the magazine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bwcrawler.items import Named, Person, Related
from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.ledger.search import BadQuery, Query, find, match_expression, refresh
from bwcrawler.pages.content import content_sha256
from tests.processes import scrapy
from tests.records import article, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.items import Article

LATER = "2026-03-01T00:00:00+00:00"


def put(ledger: Ledger, run: int, *articles: Article) -> None:
    for one in articles:
        one.content_sha256 = content_sha256(one)
        ledger.record(one, run)
    with ledger.writing() as connection:
        refresh(connection)


def begin(ledger: Ledger) -> int:
    return ledger.begin_run(RunFacts(spider="archive"), "2026-01-01T00:00:00+00:00")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "en" / "ledger.sqlite", "en")
    put(
        ledger,
        begin(ledger),
        article("tax", title="The Tai Ji Men case", text="Taxes, and the rule of law in Taiwan."),
        article("law", title="Law", text="A long text. " * 30 + "Men of Tai and Ji went to café."),
        article("zh", title="宗教自由", text="中國的宗教信仰自由與人權雜誌。"),
        article("ko", title="종교의 자유", text="한국의 종교 자유에 관한 잡지이다."),
        article(
            "op",
            published="2019-01-31",
            text="Taxes again.",
            sections=[Named(name="Op-eds Global"), Named(name="China")],
            authors=[Person(name="Marco Respinti")],
            tags=[Named(name="Taxes")],
            related=[Related(kind="related", title="Law", url=url("law"))],
        ),
    )
    yield ledger
    ledger.close()


def found(ledger: Ledger, words: str, **facts: object) -> list[str]:
    with ledger.reading() as connection:
        hits = find(connection, Query(words=words, **facts))  # type: ignore[arg-type]
        return [hit.url.split("/")[-2] for hit in hits]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("tai ji men", ["tax", "law"]),
        ('"tai ji men"', ["tax"]),
        ("TAXES law", ["tax"]),
        ("cafe", ["law"]),
        ("taiw*", ["tax"]),
        ("taiw", []),
        ("宗教", ["zh"]),
        ("人權", ["zh"]),
        ("教自", ["zh"]),
        ("종교", ["ko"]),
        ("잡지", ["ko"]),
        ("tax OR NOT", []),
        ('") OR body : (', []),
        ("nothing-of-the-sort", []),
    ],
)
def test_a_query_finds(words: str, slugs: list[str], ledger: Ledger) -> None:
    assert found(ledger, words) == slugs


@pytest.mark.parametrize(
    ("facts", "slugs"),
    [
        ({}, ["op", "tax"]),
        ({"until": date(2019, 1, 31)}, ["op"]),
        ({"since": date(2019, 2, 1)}, ["tax"]),
        ({"section": "op-eds global"}, ["op"]),
        ({"section": "China"}, ["op"]),
        ({"author": "marco respinti"}, ["op"]),
        ({"author": "Nobody"}, []),
        ({"limit": 1}, ["op"]),
    ],
)
def test_hits_are_narrowed(facts: dict[str, object], slugs: list[str], ledger: Ledger) -> None:
    assert found(ledger, "taxes", **facts) == slugs


def test_a_snippet_shows_the_words_where_they_stand(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        [hit] = find(connection, Query(words='"men of tai"'))

    assert ("Men of Tai", True) in hit.snippet
    assert hit.snippet[0] == ("… ", False)
    assert len("".join(part for part, _ in hit.snippet)) < 220


def test_words_that_stand_in_the_title_alone_give_the_beginning(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        [hit] = find(connection, Query(words="case"))

    assert hit.snippet == [("Taxes, and the rule of law in Taiwan.", False)]


@pytest.mark.parametrize("words", ["", "  ", '""', "* ** - —"])
def test_a_query_without_a_word_is_refused(words: str) -> None:
    with pytest.raises(BadQuery, match="There is no word"):
        match_expression(words)


@given(words=st.text())
def test_no_query_is_taken_for_an_operator(words: str, memory: Ledger) -> None:
    try:
        match_expression(words)
    except BadQuery:
        return
    found(memory, words)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path_factory.mktemp("ledger") / "ledger.sqlite", "en")
    put(ledger, begin(ledger), article("one"))
    yield ledger
    ledger.close()


# What is published is what is found


def test_a_changed_article_is_found_by_what_it_says_now(ledger: Ledger) -> None:
    put(ledger, begin(ledger), article("tax", title="Another", text="Something else."))

    assert found(ledger, "taiwan") == []
    assert found(ledger, "something else") == ["tax"]


def test_an_article_read_again_with_other_tags_is_filed_under_them(ledger: Ledger) -> None:
    again = article("op", published="2019-01-31", text="Taxes again.", tags=[Named(name="New")])
    again.authors = [Person(name="Marco Respinti")]
    put(ledger, begin(ledger), again)

    assert tags(ledger) == [("New", 1)]


def test_an_article_that_moved_away_is_not_found(ledger: Ledger) -> None:
    run = begin(ledger)
    ledger.record(article("tax", id=7, text="Of post seven."), run)
    ledger.record(article("tax", id=8, text="Of post eight."), run)
    put(ledger, run)

    assert found(ledger, "seven") == []
    assert found(ledger, "eight") == ["tax"]


def test_the_index_is_sound_after_changes(ledger: Ledger) -> None:
    for words in ("First.", "Second 宗教.", "First."):
        put(
            ledger,
            begin(ledger),
            article("tax", text=words),
            article("other", text=f"Beside {words}"),
        )

    with ledger.writing() as connection:
        check = "INSERT INTO articles_search (articles_search) VALUES ('integrity-check')"
        connection.execute(text(check))
    assert found(ledger, "second") == []


def test_refreshing_again_changes_nothing(ledger: Ledger) -> None:
    def rows() -> list[object]:
        with ledger.reading() as connection:
            return list(connection.execute(text("SELECT * FROM articles ORDER BY id")))

    before = rows()
    put(ledger, begin(ledger))

    assert rows() == before


# Views


def tags(ledger: Ledger) -> list[tuple[str, int]]:
    with ledger.reading() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT name, articles FROM tags"))]


def test_views_tell_what_articles_are_filed_under(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        sections = connection.execute(text("SELECT name, articles FROM sections")).all()
        people = connection.execute(text("SELECT author FROM article_authors")).all()
        related = connection.execute(text("SELECT kind, title, url FROM related")).all()

    assert sections == [("China", 1), ("Op-eds Global", 1)]
    assert people == [("Marco Respinti",)]
    assert related == [("related", "Law", url("law"))]
    assert tags(ledger) == [("Taxes", 1)]


# The command


def test_the_command_prints_hits(ledger: Ledger, tmp_path: Path) -> None:
    del ledger
    result = scrapy("search", "tai ji men", "--since", "2023", "--limit", "1", folder=tmp_path)

    assert result.stdout == (
        "The Tai Ji Men case\n  2023-05-12\n"
        f"  {url('tax')}\n  Taxes, and the rule of law in Taiwan.\n\n"
    )


def test_the_command_says_that_nothing_was_found(ledger: Ledger, tmp_path: Path) -> None:
    del ledger

    assert scrapy("search", "xyz", folder=tmp_path).stdout == "No article holds xyz.\n"
