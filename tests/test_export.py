"""Exports hold the published articles, load in the tools they are made for, and lose nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import bibtexparser
import frictionless
import msgspec
import pyarrow.dataset
import pyarrow.parquet
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bwcrawler.items import Article, Block, Embed, Figure, Link, Named, Person
from bwcrawler.publish.formats.citations import to_bibtex, to_csl
from bwcrawler.publish.formats.forms import FORMS, export
from bwcrawler.publish.formats.markdown import to_markdown
from bwcrawler.publish.formats.names import key_of
from bwcrawler.publish.formats.parquet import arrow_schema
from bwcrawler.publish.formats.selection import ARTICLES, Selection, selected
from bwcrawler.publish.formats.table import row_of
from tests.processes import scrapy
from tests.records import article, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHARLOTTE = Person(name="Charlotte Lee", url=url("author/charlotte"))
NEWS = Named(name="News", url=url("category/news"))

MANY = [
    article("one", id=1, authors=[CHARLOTTE], sections=[NEWS], tags=[Named(name="China")]),
    article("two", id=2, title="=HYPERLINK(1)", published="2019-01-31", text="Lines\nof text."),
    article("three", title="Ünïcode 宗教", deck="@deck", byline="+1", published="2018-05-01"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A published archive of three articles."""
    folder = tmp_path / "en"
    folder.mkdir()
    lines = b"\n".join(map(msgspec.json.encode, MANY)) + b"\n"
    (folder / ARTICLES).write_bytes(lines)
    (folder / "ledger.sqlite").touch()
    return folder


def exported(form: str, archive: Path) -> Path:
    folder = archive.parent / "export"
    assert export(FORMS[form], selected([archive], Selection()), folder) == len(MANY)
    return folder / FORMS[form].target


# Which articles


@pytest.mark.parametrize(
    ("selection", "slugs"),
    [
        (Selection(), ["one", "two", "three"]),
        (Selection(section="news"), ["one"]),
        (Selection(tag="CHINA"), ["one"]),
        (Selection(author="charlotte lee"), ["one"]),
        (Selection(author="charlotte"), ["one"]),
        (Selection(section="op-eds"), []),
        (Selection(since=date(2019, 1, 31)), ["one", "two"]),
        (Selection(until=date(2019, 1, 31)), ["two", "three"]),
        (Selection(language="EN"), ["one", "two", "three"]),
        (Selection(language="it"), []),
        (Selection(query="of LINES"), ["two"]),
        (Selection(query="宗教"), ["three"]),
    ],
)
def test_a_selection_takes(selection: Selection, slugs: list[str], archive: Path) -> None:
    assert [one.url for one in selected([archive], selection)] == list(map(url, slugs))


def test_a_language_takes_its_scripts() -> None:
    chinese = article("one")
    chinese.language = "zh-Hant"

    assert Selection(language="zh").takes(chinese)
    assert Selection(language="zh-Hant").takes(chinese)
    assert not Selection(language="zh-Hans").takes(chinese)


# Parquet


def test_parquet_gives_every_field_back(archive: Path) -> None:
    table = pyarrow.parquet.read_table(exported("parquet", archive))

    assert table.column_names == [field.name for field in fields(Article)]
    assert table.to_pylist() == [msgspec.to_builtins(one) for one in MANY]


def test_only_what_may_be_null_is_nullable() -> None:
    assert [field.name for field in arrow_schema() if field.nullable] == ["id"]


def test_partitions_are_by_edition_and_year(archive: Path) -> None:
    folder = exported("partitions", archive)
    found = pyarrow.dataset.dataset(folder, partitioning="hive").to_table()

    names = {str(path.relative_to(folder)) for path in folder.rglob("*.parquet")}
    assert names == {f"edition=en/year={year}/part-0.parquet" for year in (2018, 2019, 2023)}
    assert sorted(found["url"].to_pylist()) == sorted(one.url for one in MANY)
    assert set(found["year"].to_pylist()) == {2018, 2019, 2023}


# CSV


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_has_a_row_for_each_article(archive: Path) -> None:
    one, two, three = rows(exported("csv", archive))

    assert (one["key"], one["authors"], one["tags"]) == ("en-1", "Charlotte Lee", "China")
    assert two["body"] == "Lines\nof text."
    assert three["key"] == key_of(MANY[2])


def test_no_cell_is_a_formula(archive: Path) -> None:
    _, two, three = rows(exported("csv", archive))

    assert two["title"] == "'=HYPERLINK(1)"
    assert (three["deck"], three["byline"]) == ("'@deck", "'+1")


@given(st.text())
def test_no_text_at_all_makes_a_formula(text: str) -> None:
    cells = row_of(article("one", title=text, text=text), body=True)

    assert not [cell for cell in cells if str(cell).startswith(("=", "+", "-", "@", "\t", "\r"))]


# Markdown


def parsed(markdown: str) -> tuple[dict[str, Any], list[Any]]:
    _, front, body = markdown.split("---\n", 2)
    return yaml.safe_load(front), MarkdownIt().enable("table").parse(body)


def words_of(tokens: list[Any]) -> str:
    inner = [child for token in tokens for child in token.children or []]
    return "".join(child.content if child.type == "text" else " " for child in inner)


@example("0.")
@example("12) x")
@example("---")
@example("&amp;")
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1))
def test_nothing_in_a_text_is_taken_for_markup(text: str) -> None:
    front, tokens = parsed(to_markdown(article("one", title=text, text=text)))

    assert front["title"] == text
    assert [token.type for token in tokens] == [
        *("heading_open", "inline", "heading_close"),
        *("paragraph_open", "inline", "paragraph_close"),
    ]
    assert words_of(tokens).replace(" ", "") == 2 * text.replace(" ", "")


def test_each_kind_of_block_is_written() -> None:
    blocks = [
        Block(kind="heading", text="Head", level=3),
        Block(kind="list", text="a\nb", items=["a", "b"], ordered=True),
        Block(kind="quote", text="Said.", cite="Somebody"),
        Block(kind="figure", text="Caption"),
        Block(kind="table", text="x\ty\n1\t2", rows=[["x", "y"], ["1", "2"]]),
        Block(kind="embed"),
        Block(kind="paragraph", text="See this.", links=[Link(url=url("two"), text="this")]),
    ]
    one = article(
        "one",
        blocks=blocks,
        figures=[Figure(url=url("uploads/a(1).jpg"), alt="Alt", position=3)],
        embeds=[Embed(kind="video", url="https://video.example/1")],
    )

    assert to_markdown(one).split("\n\n", 2)[2] == (
        "### Head\n\n1. a\n2. b\n\n> Said.\n>\n> — Somebody\n\n"
        f"![Alt]({url('uploads/a%281%29.jpg')})\n\n*Caption*\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n\n<https://video.example/1>\n\n"
        f"See [this]({url('two')}).\n"
    )


def test_there_is_a_file_for_each_article_with_a_name_of_ours(archive: Path) -> None:
    folder = exported("markdown", archive)

    assert {path.stem for path in folder.iterdir()} == {key_of(one) for one in MANY}


# Citations


def test_bibtex_is_read_by_its_parser(archive: Path) -> None:
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    found = bibtexparser.loads(exported("bibtex", archive).read_text("utf-8"), parser).entries_dict

    assert found["en-1"]["author"] == "Charlotte Lee"
    assert found["en-1"]["date"] == "2023-05-12"
    assert found["en-1"]["url"] == url("one")
    assert len(found) == len(MANY)


def test_bibtex_escapes_what_latex_would_take_for_its_own() -> None:
    entry = to_bibtex(article("one", title="50% of A_B & {C} \\d"))

    assert "title = {{50\\% of A\\_B \\& \\{C\\} \\textbackslash{}d}}" in entry


def test_names_that_bibtex_would_take_apart_are_kept_whole() -> None:
    entry = to_bibtex(article("one", authors=[Person(name="Aid, Inc."), Person(name="Hu Jia")]))

    assert "author = {{Aid, Inc.} and Hu Jia}" in entry


def test_csl_has_what_a_citation_needs(archive: Path) -> None:
    found = json.loads(exported("csl", archive).read_text("utf-8"))

    assert [item["URL"] for item in found] == [one.url for one in MANY]
    assert found[0]["author"] == [{"literal": "Charlotte Lee"}]
    assert to_csl(MANY[1])["issued"] == {"date-parts": [[2019, 1, 31]]}


# Texts


def test_texts_stand_beside_a_table_of_them(archive: Path) -> None:
    folder = exported("texts", archive)

    keys = [row["key"] for row in rows(folder / "meta.csv")]
    assert keys == [key_of(one) for one in MANY]
    assert (folder / f"{keys[1]}.txt").read_text("utf-8") == "=HYPERLINK(1)\n\nLines\nof text.\n"


def test_all_texts_are_one_file_on_request(archive: Path) -> None:
    whole = (exported("text", archive) / "corpus.txt").read_text("utf-8")

    assert whole.count("\n### ") + 1 == len(MANY)
    assert whole.startswith("### en-1\n\nTitle of one\n\nProse.\n")


# What all have in common


def test_the_data_package_is_valid_and_lists_what_there_is(archive: Path) -> None:
    for form in FORMS:
        exported(form, archive)
    folder = archive.parent / "export"
    (folder / "articles.bib").unlink()
    exported("csv", archive)

    package = json.loads((folder / "datapackage.json").read_bytes())
    assert [one["name"] for one in package["resources"]] == [
        *("csl", "csv", "parquet", "text", "texts")
    ]
    tables = [one for one in package["resources"] if one["name"] in ("csv", "text", "texts")]
    (folder / "tables.json").write_text(json.dumps(package | {"resources": tables}))
    report = frictionless.validate(str(folder / "tables.json"), type="package")
    assert report.valid, report.flatten(["message"])


def failing() -> Iterator[Article]:
    yield MANY[0]
    raise OSError(28, "No space left on device", "x")


@pytest.mark.parametrize("form", FORMS)
def test_an_export_that_fails_leaves_the_old_one(form: str, archive: Path) -> None:
    before = exported(form, archive)
    names = {path.name for path in before.parent.iterdir()}

    with pytest.raises(OSError, match="No space"):
        export(FORMS[form], failing(), before.parent)

    assert before.exists()
    assert {path.name for path in before.parent.iterdir()} == names
    if before.is_file():
        assert before.stat().st_size > 0


def test_a_folder_that_a_kill_left_aside_is_put_back(archive: Path) -> None:
    folder = exported("markdown", archive)
    folder.rename(folder.with_name(".markdown.old"))

    with pytest.raises(OSError, match="No space"):
        export(FORMS["markdown"], failing(), folder.parent)

    assert {path.stem for path in folder.iterdir()} == {key_of(one) for one in MANY}


def test_two_exports_are_the_same_bytes(archive: Path) -> None:
    for form in FORMS:
        path = exported(form, archive)
        files = [path] if path.is_file() else sorted(path.rglob("*.*"))
        before = [one.read_bytes() for one in files if one.is_file()]
        exported(form, archive)
        assert [one.read_bytes() for one in files if one.is_file()] == before


def test_the_command_says_what_it_wrote(archive: Path) -> None:
    folder = archive.parent
    done = scrapy("export", "csv", "en", "--since", "2019-01-01", folder=folder)
    wrong = scrapy("export", "docx", folder=folder)

    assert done.stdout == f"2 articles in {folder / 'export' / 'articles.csv'}\n"
    assert (wrong.returncode, "no format 'docx': give one of parquet" in wrong.stderr) == (2, True)
