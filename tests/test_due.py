"""Which articles have to be read again, by what sources tell of them and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bwcrawler.items import InventoryEntry
from bwcrawler.ledger import contents, due, inventories
from bwcrawler.ledger.ledger import Ledger, RunFacts
from bwcrawler.ledger.upkeep import Upkeep
from tests.records import HOME, article, inventory, listing, refusal, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.items import Inventory
    from bwcrawler.ledger.pages import Item

READ = "2026-03-10T12:00:00+00:00"
LONG_BEFORE = "2026-03-08T12:00:00+00:00"
JUST_BEFORE = "2026-03-08T12:00:01+00:00"
AFTER = "2026-03-10T12:00:01+00:00"


class Kept:
    """A ledger, written in one complete run after the other."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger.open(path, "en")

    def run(self, *items: Item, finish: bool = True) -> list[str]:
        """What is due in the end, as slugs."""
        run = self.ledger.begin_run(RunFacts(spider="update"), READ)
        for item in items:
            self.ledger.record(item, run)
        with self.ledger.reading() as connection:
            begun = contents.run(connection, run).begun
            found = [address.removeprefix(HOME) for address in due.due(connection, begun)]
        if finish:
            Upkeep(self.ledger, run, accept=False).finish()
        with self.ledger.ending(run, "finished", READ):
            pass
        return found


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path / "ledger.sqlite")
    yield kept
    kept.ledger.close()


def told(moment: str, *, by: str = "sitemap.xml", slug: str = "a") -> Inventory:
    """A source that tells when an article was changed."""
    return inventory(by, entries=[InventoryEntry(url=url(slug), modified=moment)])


def test_what_a_source_names_and_nobody_has_read_is_due(kept: Kept) -> None:
    assert kept.run(inventory("sitemap.xml", "a"), listing("category/news", "b")) == ["a/", "b/"]


def test_what_only_an_article_links_to_is_not_due(kept: Kept) -> None:
    kept.run(article(links=[]))

    assert kept.run(replace(article("b"), series=replace(article().series, links=[url("c")]))) == []


@pytest.mark.parametrize(
    ("moment", "expected"), [(LONG_BEFORE, []), (JUST_BEFORE, ["a/"]), (AFTER, ["a/"]), ("", [])]
)
def test_a_source_that_is_heard_for_the_first_time_after_the_reading(
    kept: Kept, moment: str, expected: list[str]
) -> None:
    kept.run(article(fetched=READ))

    assert kept.run(told(moment)) == expected


def test_two_sources_that_agree_are_one(kept: Kept) -> None:
    kept.run(told(JUST_BEFORE), article(fetched=READ), told(JUST_BEFORE, by="wp-json/wp/v2/posts"))

    assert kept.run() == []


def test_any_other_time_than_at_the_reading_makes_it_due_until_it_is_read(kept: Kept) -> None:
    kept.run(told(AFTER), article(fetched=READ))

    for moment in ("2026-04-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"):
        assert kept.run(told(moment)) == ["a/"]
        assert kept.run() == ["a/"]
        assert kept.run(refusal("a", state="error", reason="HTTP 500", status=500)) == []
        assert kept.run() == ["a/"]
        assert kept.run(article(fetched=READ)) == []
        assert kept.run(told(moment)) == []


def test_the_same_instant_in_another_zone_is_no_change(kept: Kept) -> None:
    kept.run(told("2026-03-11T10:00:00+01:00"), article(fetched=READ))

    assert kept.run(told("2026-03-11T09:00:00Z")) == []


def test_an_article_that_moves_to_another_file_of_a_sitemap_is_not_due(kept: Kept) -> None:
    kept.run(told(AFTER, by="post-sitemap2.xml"), article(fetched=READ))

    assert kept.run(told(AFTER, by="post-sitemap.xml")) == []


def test_a_page_that_is_not_there_is_due_when_it_is_said_to_have_changed(kept: Kept) -> None:
    kept.run(told(AFTER), refusal("a"))

    assert kept.run(told(AFTER)) == []
    assert kept.run(told("2026-04-01T00:00:00+00:00")) == ["a/"]


# Inventories


def index(*files: str) -> Inventory:
    return inventory("sitemap_index.xml", children=[HOME + file for file in files])


def whole(kept: Kept, *items: Item) -> dict[str, int]:
    kept.run(*items, finish=False)
    with kept.ledger.reading() as connection:
        [run] = connection.exec_driver_sql("SELECT max(id) FROM run").one()
        return inventories.whole(connection, run)


def test_an_index_is_whole_with_all_files_that_may_list_posts(kept: Kept) -> None:
    files = index("post-sitemap.xml", "post-sitemap2.xml", "author-sitemap.xml")
    first, second = inventory("post-sitemap.xml", "a"), inventory("post-sitemap2.xml", "b", "c")

    assert whole(kept, files, first) == {}
    assert whole(kept, files, second) == {}
    assert whole(kept, files, first, second) == {"sitemap": 3}


def test_a_list_of_the_api_is_whole_to_its_last_page(kept: Kept) -> None:
    pages = [f"{HOME}wp-json/wp/v2/posts?page={number}" for number in (1, 2)]
    first = replace(inventory("", "a", source="rest", children=[pages[1]]), url=pages[0])
    last = replace(inventory("", "b", source="rest"), url=pages[1])

    assert whole(kept, first) == {}
    assert whole(kept, first, last) == {"rest": 2}


def test_a_feed_is_no_inventory(kept: Kept) -> None:
    assert whole(kept, inventory("feed/", "a", source="feed")) == {}


@pytest.mark.parametrize(("lost", "expected"), [(20, {"sitemap": 80}), (21, {})])
def test_an_inventory_that_has_shrunk_is_not_trusted(
    kept: Kept, lost: int, expected: dict[str, int]
) -> None:
    slugs = [f"slug-{number}" for number in range(100)]
    kept.run(inventory("sitemap.xml", *slugs))

    kept.run(inventory("sitemap.xml", *slugs[lost:]), finish=False)

    with kept.ledger.reading() as connection:
        assert inventories.trusted(connection, 2) == expected


def test_the_watermark_is_behind_the_server_and_never_goes_back(kept: Kept) -> None:
    def mark(newest: str, date: str) -> str:
        kept.run(replace(told(newest), date=date))
        with kept.ledger.reading() as connection:
            return inventories.mark_of(connection, "sitemap").modified

    assert mark("2026-03-01T00:00:00+00:00", READ) == "2026-03-01T00:00:00+00:00"
    assert mark("2099-01-01T00:00:00+00:00", READ) == "2026-03-10T11:00:00+00:00"
    assert mark("2026-03-02T00:00:00+00:00", READ) == "2026-03-10T11:00:00+00:00"
