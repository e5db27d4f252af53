"""What a user may give to a spider, and the sentence that meets anything else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bwcrawler.editions import EDITIONS
from bwcrawler.spiders.archive import ArchiveSpider
from bwcrawler.spiders.arguments import Arguments, BadArgument
from bwcrawler.spiders.articles import ArticlesSpider
from bwcrawler.spiders.sections import SectionsSpider
from bwcrawler.spiders.update import UpdateSpider

if TYPE_CHECKING:
    from pathlib import Path

EN = "https://bitterwinter.org"


def parse(**given: str) -> Arguments:
    return Arguments.parse(given, SectionsSpider.accepts)


def parse_urls(**given: str) -> Arguments:
    return Arguments.parse(given, ArticlesSpider.accepts)


def bases(arguments: Arguments) -> dict[str, str]:
    return {code: site.base for code, site in arguments.sites.items()}


def test_nothing_given_is_the_live_english_edition() -> None:
    arguments = parse()

    assert bases(arguments) == {"en": EN}
    assert (arguments.since, arguments.until, arguments.limit) == (None, None, 0)


def test_some_arguments_ask_for_a_part() -> None:
    parts = ({"limit": "3"}, {"since": "2023-01-01"}, {"until": "2023-01-01"}, {"section": "china"})
    wholes: tuple[dict[str, str], ...] = ({}, {"edition": "it", "media": "yes"}, {"limit": ""})

    assert all(parse(**given).is_of_a_part for given in parts)
    assert parse_urls(url=f"{EN}/temple/").is_of_a_part
    assert not any(parse(**given).is_of_a_part for given in wholes)


def test_editions_are_one_several_or_all() -> None:
    assert bases(parse(edition="it, ko")) == {
        "it": "https://it.bitterwinter.org",
        "ko": "https://ko.bitterwinter.org",
    }
    assert list(parse(edition="all").sites) == list(EDITIONS)


def test_a_site_may_have_a_place_for_each_edition() -> None:
    site = "http://127.0.0.1:8000/{edition}/"

    assert bases(parse(site=site, edition="en,jp")) == {
        "en": "http://127.0.0.1:8000/en",
        "jp": "http://127.0.0.1:8000/jp",
    }
    assert bases(parse(site=site)) == {"en": "http://127.0.0.1:8000/en"}


def test_the_host_of_a_site_tells_its_edition() -> None:
    assert bases(parse(site="https://BitterWinterES.b-cdn.net")) == {
        "es": "https://bitterwinteres.b-cdn.net"
    }


def test_days_and_limit() -> None:
    arguments = parse(since="2023-05-12", until="2023-05-12", limit="20")

    assert arguments.since == arguments.until == date(2023, 5, 12)
    assert arguments.limit == 20


def test_an_update_takes_an_audit_and_deletions() -> None:
    arguments = Arguments.parse({"audit": "300", "deletions": "accept"}, UpdateSpider.accepts)

    assert (arguments.audit, arguments.accepts_deletions) == (300, True)
    for given in ({"audit": "all"}, {"deletions": "yes"}, {"limit": "3"}):
        with pytest.raises(BadArgument, match=r"give \w|takes audit, deletions, edition, media"):
            Arguments.parse(given, UpdateSpider.accepts)


def test_urls_come_from_an_argument_and_a_file_in_any_spelling(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(
        "# chosen by hand\n\nhttps://it.bitterwinter.org/pagode\n"
        f"{EN}/temple/amp/\n{EN}/temple/2/?fbclid=x\n{EN}/?p=21198\n",
        encoding="utf-8",
    )

    arguments = parse_urls(urls=str(file), url=f"{EN}/Temple")

    assert arguments.urls == [
        f"{EN}/temple/",
        "https://it.bitterwinter.org/pagode/",
        f"{EN}/?p=21198",
    ]
    assert set(arguments.sites) == {"en", "it"}


def test_urls_of_a_mirror_are_known_by_the_site() -> None:
    arguments = parse_urls(
        url="http://127.0.0.1:8000/it/pagode/", site="http://127.0.0.1:8000/{edition}"
    )

    assert arguments.urls == ["https://it.bitterwinter.org/pagode/"]
    assert list(arguments.sites) == ["it"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"secton": "news"}, "no argument 'secton': this spider takes edition, limit, media"),
        ({"edition": "ru"}, "no edition 'ru': give one or several of en, it"),
        ({"edition": "en,"}, "no edition ''"),
        ({"since": "yesterday"}, "since=yesterday is no day: write it as 2023-05-12"),
        ({"until": "2023-02-30"}, "until=2023-02-30 is no day"),
        ({"since": "2024-01-01", "until": "2023-01-01"}, "since=2024-01-01 is after until"),
        ({"limit": "0"}, "limit=0 is no number: give 1 or more"),
        ({"limit": "-3"}, "limit=-3 is no number"),
        ({"limit": "ten"}, "limit=ten is no number"),
        ({"site": "127.0.0.1:8000"}, "is no base URL: give one such as http"),
        ({"site": "ftp://127.0.0.1"}, "is no base URL"),
        ({"site": "http://127.0.0.1:http"}, "is no base URL"),
        ({"site": "http://127.0.0.1/?x=1"}, "is no base URL"),
        ({"site": "http://user@127.0.0.1"}, "is no base URL"),
        ({"site": "http://127.0.0.1", "edition": "en,it"}, "one place for 2 editions: write {edi"),
        ({"site": "https://it.bitterwinter.org", "edition": "en"}, "is edition it, not en"),
        ({"section": ""}, "section= is no slug: give the last part of the URL of a section"),
        ({"section": "news/page/2"}, "is no slug"),
        ({"section": f"{EN}/category/news/"}, "is no slug"),
        ({"section": "news?x"}, "is no slug"),
    ],
)
def test_anything_else_is_met_by_one_clear_sentence(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadArgument) as error:
        parse(**given)

    assert sentence in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "There is no URL to fetch: give url=URL, or urls=FILE"),
        ({"urls": "no-such-file"}, "urls=no-such-file cannot be read: No such file"),
        ({"url": "https://example.org/x"}, "is no page of edition en, it"),
        ({"url": f"{EN}/tag/tibet/"}, "is no article: its URL is of the kind tag"),
        ({"url": f"{EN}/x/", "edition": "it"}, "is no page of edition it"),
    ],
)
def test_urls_that_are_no_articles_are_refused(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadArgument) as error:
        parse_urls(**given)

    assert sentence in str(error.value)


def test_a_spider_refuses_what_its_arguments_refuse() -> None:
    with pytest.raises(BadArgument):
        ArchiveSpider(section="news")
