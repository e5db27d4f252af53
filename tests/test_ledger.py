"""The ledger: one transaction per page, one row per article whatever it is called."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bwcrawler.items import Block, InventoryEntry, Link, Named, Person, Related, Series
from bwcrawler.ledger import addresses, contents, schema
from bwcrawler.ledger.ledger import Ledger, LedgerError, RunFacts
from tests.records import HOME, article, author, inventory, listing, refusal, term, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Select

    from bwcrawler.ledger.pages import Item


class Kept:
    """An open ledger with one run begun, and what a test asks about it."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger.open(path, "en")
        self.run = self.begin_run("2026-01-01T00:00:00+00:00")

    def begin_run(self, started: str) -> int:
        self.run = self.ledger.begin_run(RunFacts(spider="archive"), started)
        return self.run

    def record(self, *items: Item) -> list[str]:
        return [str(self.ledger.record(item, self.run)) for item in items]

    def articles(self) -> list[dict[str, Any]]:
        with self.ledger.reading() as connection:
            rows = list(contents.articles(connection))
        return [msgspec.json.decode(content) | known for content, known in rows]

    def published(self) -> list[tuple[int | None, str]]:
        return [(one["id"], one["url"]) for one in self.articles()]

    def rows(self, statement: Select[Any]) -> list[tuple[Any, ...]]:
        with self.ledger.reading() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    def states(self) -> dict[str, str]:
        rows = self.rows(select(schema.url.c.url, schema.url.c.state))
        return {address.removeprefix(HOME): state for address, state in rows}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path / "ledger.sqlite")
    yield kept
    kept.ledger.close()


# One row per article


def test_a_page_read_twice_is_one_article(kept: Kept) -> None:
    assert kept.record(article(id=7), article(id=7)) == ["new", "unchanged"]
    assert kept.published() == [(7, url("a"))]


def test_the_same_post_under_another_slug_is_an_alias(kept: Kept) -> None:
    kept.record(listing("category/news", "old"), article("old", id=7))

    assert kept.record(article("new", id=7, title="Title of old")) == ["unchanged"]

    assert kept.published() == [(7, url("new"))]
    assert kept.articles()[0]["found_on"] == [url("category/news")]


def test_a_page_that_does_not_tell_its_id_joins_the_article_at_its_address(kept: Kept) -> None:
    kept.record(article(id=7))

    assert kept.record(article(id=None)) == ["unchanged"]
    assert kept.record(article(id=7)) == ["unchanged"]
    assert len(kept.published()) == 1


def test_an_article_learns_its_id_later(kept: Kept) -> None:
    kept.record(article(id=None))

    assert kept.record(article(id=7)) == ["unchanged"]
    assert kept.record(article("other-slug", id=7, title="Title of a")) == ["unchanged"]
    assert kept.published() == [(7, url("other-slug"))]


def test_two_posts_never_merge_though_one_takes_the_address_of_the_other(kept: Kept) -> None:
    kept.record(article(id=7, text="Old."))

    assert kept.record(article(id=9, text="New.")) == ["new"]

    assert kept.published() == [(9, url("a"))]
    assert kept.rows(select(schema.article.c.post_id, schema.article.c.status)) == [
        (7, "missing"),
        (9, "live"),
    ]
    assert kept.record(article("moved", id=7, text="Old.", title="Title of a")) == ["unchanged"]
    assert kept.published() == [(7, url("moved")), (9, url("a"))]


def test_an_article_once_read_without_id_merges_into_its_post(kept: Kept) -> None:
    kept.record(article("new", id=7), article("old", id=None))

    kept.record(article("old", id=7))

    assert kept.published() == [(7, url("old"))]


def test_pages_without_ids_are_told_apart_by_address(kept: Kept) -> None:
    assert kept.record(article("a"), article("b")) == ["new", "new"]


@given(
    pages=st.lists(
        st.tuples(st.sampled_from([None, 1, 2, 3]), st.sampled_from("abc"), st.sampled_from("xy"))
    )
)
@settings(max_examples=40)
def test_whatever_the_order_one_live_row_per_post_and_per_address(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[int | None, str, str]]
) -> None:
    kept = Kept(tmp_path_factory.mktemp("ledger") / "ledger.sqlite")
    for post_id, slug, text in pages:
        kept.record(article(slug, id=post_id, text=text))

    posts = [post_id for post_id, _ in kept.published() if post_id is not None]
    addresses = [address for _, address in kept.published()]
    kept.ledger.close()

    assert len(posts) == len(set(posts))
    assert len(addresses) == len(set(addresses))
    assert set(addresses) <= {url(slug) for _, slug, _ in pages}
    if pages:
        post_id, slug, _ = pages[-1]
        assert url(slug) in addresses
        assert post_id is None or post_id in posts


# Revisions


def test_changed_content_is_a_revision(kept: Kept) -> None:
    kept.record(article(id=7, text="Before."))
    kept.begin_run("2026-01-02T00:00:00+00:00")

    assert kept.record(article(id=7, text="After.")) == ["changed"]

    (now,) = kept.articles()
    assert (now["body"], now["revision"]) == ("After.", 2)
    assert now["first_seen"] < now["last_changed"] == now["last_seen"]


def test_content_that_comes_back_is_not_stored_again(kept: Kept) -> None:
    outcomes = kept.record(*(article(id=7, text=text) for text in ("A", "B", "A")))

    assert outcomes == ["new", "changed", "changed"]
    assert kept.articles()[0]["revision"] == 1
    assert len(kept.rows(select(schema.revision.c.number))) == 2


def test_another_theme_is_no_revision_and_the_last_reading_is_kept(kept: Kept) -> None:
    kept.record(article(id=7, theme="genesis"))

    assert kept.record(article(id=7, theme="divi", tags=[Named(name="Tag")])) == ["unchanged"]

    (now,) = kept.articles()
    assert (now["theme"], now["revision"], len(now["tags"])) == ("divi", 1, 1)


def test_the_time_of_an_unchanged_article_is_that_of_its_runs(kept: Kept) -> None:
    kept.record(article(id=7))
    kept.begin_run("2026-02-01T00:00:00+00:00")
    kept.record(article(id=7))

    (now,) = kept.articles()
    assert now["first_seen"] == now["last_changed"] == "2026-01-01T00:00:00+00:00"
    assert now["last_seen"] == "2026-02-01T00:00:00+00:00"


# Who names whom


def test_found_on_names_listings_sitemaps_and_feeds_by_their_first_page(kept: Kept) -> None:
    kept.record(
        article("a", id=7),
        listing("category/news/page/3", "a", "b"),
        inventory("wp-sitemap-posts-post-1.xml", "a"),
        inventory("feed/?paged=2", "a", source="feed"),
        author("desk", listing=listing("author/desk", "a", kind="author")),
    )

    assert kept.articles()[0]["found_on"] == [
        url("author/desk"),
        url("category/news"),
        url("feed"),
        f"{HOME}wp-sitemap-posts-post-1.xml",
    ]


def test_found_on_follows_redirects_whoever_came_first(kept: Kept) -> None:
    kept.record(
        listing("tag/early", "old"),
        refusal("old", state="redirected", reason="moved", status=301, location=url("a")),
        article("a", id=7),
        refusal("older", state="redirected", reason="moved", status=301, location=url("a")),
        listing("tag/late", "older"),
    )

    assert kept.articles()[0]["found_on"] == [url("tag/early"), url("tag/late")]


def test_a_short_link_leads_to_its_post_whoever_came_first(kept: Kept) -> None:
    entries = [InventoryEntry(url=f"{HOME}?p={post_id}") for post_id in (7, 8)]
    feed = inventory("feed/", source="feed", entries=entries)

    kept.record(article("a", id=7), feed, article("b", id=8))

    assert [one["found_on"] for one in kept.articles()] == [[url("feed")], [url("feed")]]


def test_a_deleted_slug_that_is_sent_to_a_similar_one_stays_its_own_article(kept: Kept) -> None:
    kept.record(article("a", id=7), article("a-similar", id=8), listing("tag/x", "a"))

    kept.record(refusal("a", state="redirected", reason="moved", location=url("a-similar")))

    assert kept.published() == [(7, url("a")), (8, url("a-similar"))]
    assert [one["found_on"] for one in kept.articles()] == [[url("tag/x")], []]


# Where every address stands


def test_every_page_named_is_found_and_every_page_read_is_settled(kept: Kept) -> None:
    kept.record(
        listing("category/news", "a", "b", next=url("category/news/page/2")),
        article(
            "a",
            authors=[Person(name="Ann", url=url("author/ann"))],
            sections=[Named(name="News", url=url("category/news"))],
            tags=[Named(name="Tag", url=url("tag/x")), Named(name="Unlinked")],
            related=[Related(kind="related", title="C", url=url("c"))],
            links=[Link(url="https://elsewhere.example/"), Link(url=f"{HOME}wp-content/x.jpg")],
            series=Series(links=[url("part-one")]),
        ),
        term(related=[Related(kind="related", title="D", url=url("d"))]),
        author("desk"),
        refusal("b"),
        refusal("secret", state="protected", reason="password", status=200),
    )

    assert kept.states() == {
        "category/news/": "done",
        "category/news/page/2/": "found",
        "a/": "done",
        "b/": "gone",
        "c/": "found",
        "d/": "found",
        "author/ann/": "found",
        "author/desk/": "done",
        "tag/x/": "found",
        "part-one/": "found",
        "glossary/word/": "done",
        "secret/": "protected",
    }


def test_an_address_keeps_its_last_answer_and_the_number_of_them(kept: Kept) -> None:
    kept.record(article("a"), refusal("a", state="error", reason="HTTP 503", status=503))

    columns = [schema.url.c[name] for name in ("state", "reason", "attempts", "last_status")]
    assert kept.rows(select(*columns).where(schema.url.c.url == url("a"))) == [
        ("error", "HTTP 503", 2, 503)
    ]
    assert len(kept.articles()) == 1


def test_pages_other_than_articles_tell_what_is_new_in_them(kept: Kept) -> None:
    later = "2026-05-05T05:05:05+00:00"
    assert kept.record(listing("tag/x", "a"), listing("tag/x", "a", fetched=later)) == [
        "new",
        "unchanged",
    ]
    assert kept.record(listing("tag/x", "b"), author(), author(bio="Writes.")) == [
        "changed",
        "new",
        "changed",
    ]
    assert kept.record(term(), term(blocks=[Block(kind="paragraph", text="More.")])) == [
        "new",
        "changed",
    ]
    assert kept.record(inventory("sitemap.xml", "z"), inventory("sitemap.xml", "z")) == [
        "new",
        "unchanged",
    ]
    assert kept.record(refusal("q")) == ["refused"]


# The file


def test_a_page_is_kept_whole_or_not_at_all(kept: Kept) -> None:
    kept.record(article("a", id=7))
    before = kept.states()
    entries = listing("tag/x", "b").entries
    broken = listing("tag/x", entries=entries, kind=object())

    with pytest.raises(SQLAlchemyError):
        kept.record(broken)

    assert kept.states() == before
    assert kept.record(listing("tag/x", "b")) == ["new"]


def test_a_ledger_opened_again_holds_what_it_held(tmp_path: Path) -> None:
    first = Kept(tmp_path / "ledger.sqlite")
    first.record(article(id=7))
    first.ledger.close()

    again = Kept(tmp_path / "ledger.sqlite")
    assert again.run == first.run + 1
    assert again.record(article(id=7)) == ["unchanged"]
    again.ledger.close()


def test_readers_are_not_blocked_while_a_page_is_written(kept: Kept, tmp_path: Path) -> None:
    reader = sqlite3.connect(tmp_path / "ledger.sqlite", timeout=0)
    with kept.ledger.reading():
        assert reader.execute("SELECT count(*) FROM url").fetchone() == (0,)
    reader.close()


def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)

    with pytest.raises(LedgerError, match=r"ledger\.sqlite cannot be .*: file is not a database"):
        Ledger.open(path, "en")


def test_a_ledger_of_another_edition_or_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.open(path, "it").close()

    with pytest.raises(LedgerError, match="give another OUTPUT_DIR"):
        Ledger.open(path, "en")


def test_publishing_never_sorts_contents_and_no_page_scans_the_addresses(kept: Kept) -> None:
    statements = [*contents._ARTICLES, contents._PAGES.where(schema.page.c.kind == "listing")]
    statements.append(addresses._ADOPT)
    dialect = kept.ledger.connection.dialect
    with kept.ledger.reading() as connection:
        for statement in statements:
            options = {"render_postcompile": True}
            text = str(statement.compile(dialect=dialect, compile_kwargs=options))
            nothing = (None,) * text.count("?")
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", nothing)
            steps = [step.detail for step in plan]
            assert not [step for step in steps if "TEMP B-TREE" in step or step == "SCAN url"]
