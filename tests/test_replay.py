"""`scrapy crawl replay`: the pages of WARC files, ours and others', read without the network."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest

from bwcrawler import extract
from bwcrawler.extensions.publish import VERDICT
from bwcrawler.ledger.archive import FAILURE
from bwcrawler.publish.comparison import compare
from bwcrawler.publish.files import FORMATS, TIMESTAMPS
from bwcrawler.publish.verdict import Verdict
from bwcrawler.sample import Magazine, running
from bwcrawler.spiders.arguments import Arguments, BadArgument
from bwcrawler.spiders.replay import ReplaySpider
from tests.processes import scrapy
from tests.test_spiders import Crawl, crawl
from tests.warcs import HTML, Stored, page, stored, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bwcrawler.sample import Server


@pytest.fixture(scope="module")
def magazine() -> Magazine:
    return Magazine(40)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(Magazine(1)) as server:
        yield server


def replay(folder: Path, files: Path | str, server: Server, site: str = "", **more: str) -> Crawl:
    """A replay; `server` must see nothing of it."""
    arguments = {"processes": "1", "warc": str(files)} | more
    result = crawl(folder, "replay", server, site=site, **arguments)
    assert server.total == 0
    assert "downloader/request_count" not in result.stats
    return result


def verdict(result: Crawl) -> tuple[Verdict, str]:
    return Verdict(result.stats[VERDICT]), result.stats.get(FAILURE, "")


def files(folder: Path) -> dict[str, list[dict[str, object]]]:
    """What is published, without what tells when."""
    crawl = Crawl(folder, {}, {})  # type: ignore[arg-type]
    return {
        name: [
            {key: value for key, value in line.items() if key not in TIMESTAMPS}
            for line in crawl.lines(name.removesuffix(".jsonl"))
        ]
        for name in FORMATS
    }


# Our own files


@pytest.fixture(scope="module", params=["genesis", "divi"])
def crawled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Path]]:
    """A crawl of everything that kept WARC files."""
    folder = tmp_path_factory.mktemp("crawled")
    with running(Magazine(25, request.param)) as server:
        result = crawl(folder, "archive", server, warc="yes")
        assert verdict(result) == (Verdict.COMPLETE, "")
        yield server, folder


@pytest.fixture(scope="module")
def replayed(
    crawled: tuple[Server, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Server, Path]:
    server, folder = crawled
    result = replay(
        tmp_path_factory.mktemp("replayed"), folder / "en/warc/*.warc.gz", server, server.url
    )
    assert verdict(result) == (Verdict.COMPLETE, "")
    return server, result.folder


def test_a_replay_publishes_what_the_crawl_did(
    crawled: tuple[Server, Path], replayed: tuple[Server, Path]
) -> None:
    before, after = files(crawled[1]), files(replayed[1])

    assert len(after["articles.jsonl"]) == 25
    assert all(line["warc"] for line in after["articles.jsonl"])
    assert before == after


def test_what_was_fetched_keeps_its_time(
    crawled: tuple[Server, Path], replayed: tuple[Server, Path]
) -> None:
    times = [
        [line["fetched"][:16] for line in Crawl(folder, {}, {}).lines()]  # type: ignore[arg-type]
        for _, folder in (crawled, replayed)
    ]

    assert times[0] == times[1]


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(
    crawled: tuple[Server, Path], replayed: tuple[Server, Path], tmp_path: Path
) -> None:
    server, folder = crawled

    replay(tmp_path, folder / "en/warc/*.warc.gz", server, server.url, processes="2")

    assert files(tmp_path) == files(replayed[1])
    same = compare(*(one / "en" / "articles.jsonl" for one in (tmp_path, replayed[1])))
    assert not same.differs


def test_a_replay_can_be_repeated_in_its_own_archive(replayed: tuple[Server, Path]) -> None:
    server, folder = replayed
    before = files(folder)
    warc = str(folder.parent / "crawled*" / "en/warc/*.warc.gz")

    result = replay(folder, warc, server, server.url)

    assert verdict(result)[0] is Verdict.COMPLETE
    assert files(folder) == before


# Files of others


def chunked(body: bytes) -> bytes:
    parts = (body[:1000], body[1000:])
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


GZIP, BR = ("Content-Encoding", "gzip"), ("Content-Encoding", "br")
CHUNKED = ("Transfer-Encoding", "chunked")
FORMS = {
    "as it is": (bytes, []),
    "gzip": (gzip.compress, [GZIP]),
    "br": (brotli.compress, [BR]),
    "deflate": (raw_deflate, [("Content-Encoding", "deflate")]),
    "decoded, header kept": (bytes, [GZIP, CHUNKED, ("Content-Length", "17")]),
    "decoded, br kept": (bytes, [BR]),
    "chunks kept": (chunked, [CHUNKED]),
    "gzip in chunks": (lambda body: chunked(gzip.compress(body)), [GZIP, CHUNKED]),
}


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_any_form_of_a_page_is_read(
    version: str,
    magazine: Magazine,
    server: Server,
    tmp_path: Path,
    *,
    packed: bool,
) -> None:
    posts = [one for one in magazine.published if one.path.count("/") == 2][: len(FORMS)]
    records = [
        Stored(uri=f"{magazine.base}{post.path}", body=code(page(magazine, post.path)),
               headers=[HTML, *headers])
        for post, (code, headers) in zip(posts, FORMS.values(), strict=True)
    ]  # fmt: skip
    elsewhere = Stored(uri="https://elsewhere.example/slug/", body=b"<html></html>")
    picture = Stored(uri=f"{magazine.base}/wp-content/uploads/a.jpg", body=b"\xff\xd8")
    dns = Stored(uri="dns:bitterwinter.org", body=b"1.2.3.4", kind="resource")
    path = tmp_path / "others.warc"
    write(path, [elsewhere, *records, picture, dns], gzip=packed, version=version)

    result = replay(tmp_path, path, server)

    assert verdict(result) == (Verdict.COMPLETE, "")
    expected = {
        url: extract(page(magazine, url.removeprefix(magazine.base)), url).body
        for url in (record.uri for record in records)
    }
    assert {line["url"]: line["body"] for line in result.lines()} == expected
    assert result.lines()[0]["fetched"] == "2020-01-01T00:00:00+00:00"
    assert result.lines()[0]["warc"]["file"] == "others.warc"


def test_a_wacz_file_is_read(magazine: Magazine, server: Server, tmp_path: Path) -> None:
    post = magazine.published[0]
    warc = write(tmp_path / "data.warc.gz", [stored(magazine, post.path)])
    with zipfile.ZipFile(tmp_path / "pages.wacz", "w") as wacz:
        wacz.writestr("pages/pages.jsonl", "{}\n", zipfile.ZIP_DEFLATED)
        wacz.write(warc, "archive/data.warc.gz")

    result = replay(tmp_path, tmp_path / "*.wacz", server)

    assert result.urls() == [magazine.url(post)]
    assert result.lines()[0]["warc"]["file"] == "pages.wacz/archive/data.warc.gz"


def test_an_article_of_several_pages_is_read_from_all_of_them(
    server: Server, tmp_path: Path
) -> None:
    magazine = Magazine(200)
    first, post = next(
        (html, post)
        for post in magazine.published
        if b"post-page-numbers" in (html := page(magazine, post.path))
    )
    rest = sorted(set(re.findall(rf"{post.path}\d/".encode(), first)))
    paths = [post.path, *(path.decode() for path in rest)]
    whole = write(tmp_path / "a.warc", [stored(magazine, path) for path in paths])
    part = write(tmp_path / "b.warc", [stored(magazine, post.path)])

    complete = replay(tmp_path / "whole", whole, server)
    incomplete = replay(tmp_path / "part", part, server)

    [article] = complete.lines()
    assert len(article["blocks"]) > len(extract(first, magazine.url(post)).blocks)
    assert incomplete.lines() == []
    assert verdict(incomplete)[0] is Verdict.PARTIAL
    assert incomplete.state(magazine.url(post))[:2] == ("suspect", "truncated")


# Several captures


def test_captures_come_in_the_order_of_their_dates_and_revisits_bring_back_what_was(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    post = magazine.published[0]
    old = stored(magazine, post.path, date="2020-01-01T00:00:00Z")
    changed = old.body.replace(b"</h1>", b", changed</h1>")
    new = Stored(uri=old.uri, body=changed, date="2021-01-01T00:00:00Z")
    refers = {"refers-to-uri": old.uri, "refers-to-date": old.date}
    again = Stored(uri=old.uri, kind="revisit", date="2022-01-01T00:00:00Z", warc_headers=refers)
    same = Stored(uri=old.uri, status="304 Not Modified", date="2023-01-01T00:00:00Z")
    write(tmp_path / "b.warc.gz", [old])
    write(tmp_path / "a.warc.gz", [new])
    write(tmp_path / "c.warc.gz", [again, same])

    two = replay(tmp_path / "two", tmp_path / "[ab].warc.gz", server)
    three = replay(tmp_path / "three", tmp_path / "*.warc.gz", server)

    [after_two], [after_three] = two.lines(), three.lines()
    assert (after_two["revision"], after_two["title"][-9:]) == (2, ", changed")
    assert (after_three["revision"], after_three["title"]) == (1, post.title)
    assert after_three["fetched"] == "2022-01-01T00:00:00+00:00"
    assert after_three["warc"]["file"] == "c.warc.gz"


def test_an_error_counts_only_where_nothing_else_is_known_of_a_page(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    one, two = magazine.published[:2]
    busy = {"status": "503 Service Unavailable", "date": "2022-01-01T00:00:00Z"}
    records = [
        stored(magazine, one.path),
        Stored(uri=f"{magazine.base}{one.path}", **busy),  # type: ignore[arg-type]
        Stored(uri=f"{magazine.base}{two.path}", **busy),  # type: ignore[arg-type]
    ]

    result = replay(tmp_path, write(tmp_path / "a.warc", records), server)

    assert result.urls() == [magazine.url(one)]
    assert result.state(magazine.url(one))[0] == "done"
    assert result.state(magazine.url(two))[:2] == ("error", "HTTP 503")
    assert verdict(result)[0] is Verdict.PARTIAL


def test_another_spelling_of_an_address_says_nothing_against_the_page(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    post = magazine.published[0]
    amp = Stored(
        uri=f"{magazine.base}{post.path}amp/",
        body=b"<html amp><head></head><body><p>AMP</p></body></html>",
        date="2022-01-01T00:00:00Z",
    )
    slashless = Stored(
        uri=f"http://www.bitterwinter.org{post.path.rstrip('/')}",
        status="301 Moved Permanently",
        headers=[("Location", f"{magazine.base}{post.path}")],
    )
    path = write(tmp_path / "a.warc", [slashless, stored(magazine, post.path), amp])

    result = replay(tmp_path, path, server)

    assert verdict(result) == (Verdict.COMPLETE, "")
    assert result.state(magazine.url(post))[0] == "done"


# Damage


def damaged(name: str, data: bytes) -> bytes:
    half = len(data) // 2
    third = [at for at in range(len(data)) if data[at : at + 3] == b"\x1f\x8b\x08"][4]
    return {
        "cut": data[:-20],
        "cut, and others behind": data[:half] + data[third:],
        "overwritten": data[:half] + b"\xff" * 40 + data[half + 40 :],
    }[name]


@pytest.mark.parametrize("name", ["cut", "cut, and others behind", "overwritten"])
def test_what_is_whole_is_read_and_damage_is_told(
    name: str, magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    posts = magazine.published[:4]
    path = write(tmp_path / "a.warc.gz", [stored(magazine, post.path) for post in posts])
    path.write_bytes(damaged(name, path.read_bytes()))

    result = replay(tmp_path, path, server)

    found, says = verdict(result)
    assert found is Verdict.PARTIAL
    assert says.startswith("a.warc.gz ")
    assert says.count("at byte") == 1
    assert len(set(result.urls())) >= 2


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (lambda page: gzip.compress(page)[:-9], [GZIP], "it stops before its end"),
        (lambda page: page[:-200], [], "the page stops before its end tag"),
        (lambda page: chunked(page)[:-30], [CHUNKED], "its chunks have no end"),
        (lambda page: page, [("Content-Length", "9999999")], "of 9999999 bytes"),
    ],
    ids=["coding", "page", "chunks", "length"],
)
def test_a_body_that_is_not_whole_is_never_a_page(  # noqa: PLR0913, PLR0917
    body: Callable[[bytes], bytes],
    headers: list[tuple[str, str]],
    reason: str,
    magazine: Magazine,
    server: Server,
    tmp_path: Path,
) -> None:
    post = magazine.published[0]
    record = stored(magazine, post.path, headers=[HTML, *headers])
    record.body = body(record.body)

    result = replay(tmp_path, write(tmp_path / "a.warc.gz", [record]), server)

    assert result.lines() == []
    assert verdict(result)[0] is Verdict.PARTIAL
    assert reason in result.state(magazine.url(post))[1]


def test_a_file_that_is_compressed_as_a_whole_is_named_with_the_remedy(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    posts = magazine.published[:2]
    plain = write(tmp_path / "a", [stored(magazine, one.path) for one in posts], gzip=False)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(plain.read_bytes()))

    found, says = verdict(replay(tmp_path, path, server))

    assert found is Verdict.USAGE
    assert "`warcio recompress`" in says


def test_a_revisit_without_its_original_is_told(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    one, two = magazine.published[:2]
    revisit = Stored(uri=f"{magazine.base}{two.path}", kind="revisit")
    path = write(tmp_path / "a.warc", [stored(magazine, one.path), revisit])

    found, says = verdict(replay(tmp_path, path, server))

    assert (found, says) == (
        Verdict.PARTIAL,
        "The originals of 1 revisits are in none of the files.",
    )


# An end before the end


def test_a_replay_that_is_broken_off_ends_and_the_next_one_reads_everything(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    posts = magazine.published
    path = write(tmp_path / "a.warc.gz", [stored(magazine, post.path) for post in posts])
    limit = {"CLOSESPIDER_ITEMCOUNT": 3}

    broken_off = crawl(
        tmp_path, "replay", server, site="", warc=str(path), processes="1", set_too=limit
    )
    whole = replay(tmp_path, path, server)

    assert verdict(broken_off)[0] is Verdict.LIMIT_REACHED
    assert len(whole.urls()) == len(posts)
    assert verdict(whole)[0] is Verdict.COMPLETE


# What cannot be replayed


def test_files_without_a_page_of_the_edition_are_refused(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.warc", [stored(magazine, magazine.published[0].path)])

    found, says = verdict(replay(tmp_path, path, server, edition="it"))

    assert found is Verdict.USAGE
    assert says.startswith("The WARC files hold no page of edition it:")
    assert not (tmp_path / "it" / "articles.jsonl").exists()


def test_older_pages_do_not_replace_newer_ones(
    magazine: Magazine, server: Server, tmp_path: Path
) -> None:
    record = stored(magazine, magazine.published[0].path)
    old = write(tmp_path / "old.warc", [record])
    record.date = "2022-01-01T00:00:00Z"
    new = write(tmp_path / "new.warc", [record])
    replay(tmp_path, new, server)

    found, says = verdict(replay(tmp_path, old, server))

    assert found is Verdict.USAGE
    assert "give another folder with -s OUTPUT_DIR=FOLDER" in says


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "warc= matches no file"),
        ({"warc": "nowhere/*.warc.gz"}, "warc=nowhere/*.warc.gz matches no file"),
        ({"warc": __file__, "processes": "0"}, "processes=0 is no number"),
        ({"warc": __file__, "limit": "3"}, "There is no argument 'limit'"),
    ],
)
def test_arguments_are_checked_first(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadArgument) as error:
        Arguments.parse(given, ReplaySpider.accepts)

    assert sentence in str(error.value)


def test_the_command_ends_with_what_was_damaged(magazine: Magazine, tmp_path: Path) -> None:
    posts = magazine.published[:2]
    path = write(tmp_path / "a.warc.gz", [stored(magazine, post.path) for post in posts])
    path.write_bytes(path.read_bytes()[:-20])
    arguments = ("-a", f"warc={path}", "-a", "processes=2")

    result = scrapy("crawl", "replay", *arguments, folder=tmp_path / "output")

    assert result.returncode == Verdict.PARTIAL
    assert "a.warc.gz ends inside the record at byte" in result.stderr.splitlines()[-1]
