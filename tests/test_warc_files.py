"""WARC files: records that say what came, files that are whole whatever happens to the process."""

from __future__ import annotations

import gzip
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from bwcrawler.warc.exchange import Exchange, Original, sha1_of
from bwcrawler.warc.lookup import BadRecord, check_records, read_answer
from bwcrawler.warc.recovery import TornFile, members, recover
from bwcrawler.warc.writer import WarcFile, new_file
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URI = "https://bitterwinter.org/a-slug/?paged=2&x=%20"
DATE = "2026-01-20T10:11:12.123456Z"


def exchange(body: bytes = b"<html>", **facts: Any) -> Exchange:
    return Exchange(
        **{
            "uri": URI,
            "date": DATE,
            "method": "GET",
            "request_headers": [
                (b"Host", b"bitterwinter.org"),
                (b"Cookie", b"session=secret"),
                (b"Authorization", b"Basic c2VjcmV0"),
                (b"Accept", b"*/*"),
            ],
            "status": 200,
            "headers": [
                (b"Link", b"</a>"),
                (b"Link", b"</b>"),
                (b"X-Latin", b"caf\xe9"),
                (b"Transfer-Encoding", b"chunked"),
            ],
            "body": body,
            "ip": "192.0.2.7",
            "protocol": "http/1.1",
            "facts": {"run": "000001", "retries": "2"},
        }
        | facts
    )


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WarcFile]:
    file = new_file(tmp_path, "magazine", {"software": "bwcrawler"})
    yield file
    file.close()


def unfinished(file: WarcFile) -> Path:
    return file.path.with_name(f"{file.path.name}.open")


def records(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """Headers and block of each record."""
    with path.open("rb") as stream:
        return [
            (dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]


# What a record says


def test_an_exchange_is_a_request_an_answer_and_what_else_is_known(file: WarcFile) -> None:
    written = file.write(exchange(), None)

    _, (request, asked), (response, answered), (metadata, known) = records(unfinished(file))
    assert asked == (
        b"GET /a-slug/?paged=2&x=%20 HTTP/1.1\r\nHost: bitterwinter.org\r\nAccept: */*\r\n\r\n"
    )
    assert answered == (
        b"HTTP/1.1 200 OK\r\nLink: </a>\r\nLink: </b>\r\nX-Latin: caf\xe9\r\n\r\n<html>"
    )
    assert known == b"run: 000001\r\nretries: 2\r\n"
    assert [one["WARC-Type"] for one in (request, response, metadata)] == [
        "request",
        "response",
        "metadata",
    ]
    assert {one["WARC-Target-URI"] for one in (request, response, metadata)} == {URI}
    assert {one["WARC-Date"] for one in (request, response, metadata)} == {DATE}
    assert response["WARC-Record-ID"] == written.record_id
    assert {one["WARC-Concurrent-To"] for one in (request, metadata)} == {written.record_id}
    assert response["WARC-Payload-Digest"] == written.digest == sha1_of(b"<html>")
    assert response["WARC-Block-Digest"] == sha1_of(answered)
    assert (response["WARC-IP-Address"], response["WARC-Protocol"]) == ("192.0.2.7", "http/1.1")
    assert "WARC-Truncated" not in response


def test_the_first_record_says_what_made_the_file(file: WarcFile) -> None:
    file.write(exchange(), None)

    (warcinfo, fields), (request, _), *_ = records(unfinished(file))
    assert warcinfo["WARC-Type"] == "warcinfo"
    assert warcinfo["WARC-Filename"] == "magazine-00001.warc.gz"
    assert fields == b"software: bwcrawler\r\n"
    assert request["WARC-Warcinfo-ID"] == warcinfo["WARC-Record-ID"]


def test_a_body_that_was_cut_says_so(file: WarcFile) -> None:
    file.write(exchange(truncated="length"), None)

    assert records(unfinished(file))[2][0]["WARC-Truncated"] == "length"


@pytest.mark.parametrize(
    ("status", "profile"), [(200, "identical-payload-digest"), (304, "server-not-modified")]
)
def test_a_revisit_leaves_the_body_to_the_record_that_has_it(
    status: int, profile: str, file: WarcFile
) -> None:
    original = Original(
        record_id="<urn:uuid:1>", uri=URI, date="2025-01-01T00:00:00.000000Z", digest="sha1:X"
    )

    file.write(exchange(b"<html>" if status == 200 else b"", status=status), original)

    headers, block = records(unfinished(file))[2]
    assert headers["WARC-Type"] == "revisit"
    assert headers["WARC-Profile"] == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
    assert headers["WARC-Refers-To"] == "<urn:uuid:1>"
    assert headers["WARC-Refers-To-Target-URI"] == URI
    assert headers["WARC-Refers-To-Date"] == "2025-01-01T00:00:00.000000Z"
    assert headers["WARC-Payload-Digest"] == "sha1:X"
    assert block.startswith(b"HTTP/1.1 ")
    assert block.endswith(b"\r\n\r\n")


NAMES = st.text("ABCdef-", min_size=1, max_size=8).map(str.encode)
VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"))
HEADERS = st.lists(st.tuples(NAMES, VALUES.map(lambda text: text.encode("latin-1"))), max_size=5)


@given(st.lists(st.tuples(HEADERS, st.binary(max_size=200), st.integers(200, 599)), max_size=4))
def test_whatever_comes_is_read_back_as_it_came(
    tmp_path_factory: pytest.TempPathFactory,
    answers: list[tuple[list[tuple[bytes, bytes]], bytes, int]],
) -> None:
    file = new_file(tmp_path_factory.mktemp("warc"), "magazine", {})
    written = [
        file.write(exchange(body, headers=headers, status=status), None)
        for headers, body, status in answers
    ]
    file.close()
    file.finish()

    for one, (headers, body, status) in zip(written, answers, strict=True):
        answer = read_answer(file.path, one.offset)
        assert answer.head.startswith(b"HTTP/1.1 %d " % status)
        assert (answer.headers, answer.body) == (headers, body)
        assert answer.record_id == one.record_id
    checked = list(check_records(file.path))
    assert all(record.is_sound for record in checked)
    assert [record.offset for record in checked] == list(members(file.path))
    assert len(checked) == 1 + 3 * len(answers)


# How files are named and read


def test_a_file_gets_its_name_when_it_is_finished(file: WarcFile) -> None:
    assert unfinished(file).exists()
    file.close()
    file.finish()

    assert file.path.exists()
    assert not unfinished(file).exists()


def test_no_old_file_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "m-00001.warc.gz").write_bytes(b"old")
    (tmp_path / "m-00002.warc.gz.open").write_bytes(b"left")

    file = new_file(tmp_path, "m", {})
    file.close()

    assert file.path.name == "m-00003.warc.gz"
    assert (tmp_path / "m-00001.warc.gz").read_bytes() == b"old"
    assert (tmp_path / "m-00002.warc.gz.open").read_bytes() == b"left"


def test_there_is_no_answer_where_none_was_written(file: WarcFile) -> None:
    written = file.write(exchange(), None)

    for offset in (0, written.offset + 1, written.end, written.end + 1):
        with pytest.raises(BadRecord):
            read_answer(unfinished(file), offset)


def test_an_answer_that_was_tampered_with_is_not_given(file: WarcFile) -> None:
    written = file.write(exchange(), None)
    data = unfinished(file).read_bytes()
    member = data[written.offset : written.offset + written.length]
    changed = gzip.compress(gzip.decompress(member).replace(b"<html>", b"<HTML>"))
    (path := file.path.with_name("x.warc.gz")).write_bytes(changed)

    with pytest.raises(BadRecord, match="no sound record"):
        read_answer(path, 0)
    assert [record.is_sound for record in check_records(path)] == [False]


# What a crash leaves


def torn(tmp_path: Path) -> tuple[Path, bytes, int]:
    """A left-over file, what of it is known, and the name it will get."""
    file = new_file(tmp_path, "magazine", {})
    file.write(exchange(b"first"), None)
    end = file.write(exchange(b"second"), None).end
    file.write(exchange(b"third"), None)
    file.close()
    return file.path, unfinished(file).read_bytes(), end


@pytest.mark.parametrize("more", [0, 1, 200, 10_000])
def test_what_nobody_knows_of_is_cut_off_and_the_rest_is_as_it_was(
    more: int, tmp_path: Path
) -> None:
    path, data, end = torn(tmp_path)
    left_over = path.with_name(f"{path.name}.open")
    left_over.write_bytes(data[: end + more])

    assert recover(tmp_path, {path.name: end}) == []

    assert path.read_bytes() == data[:end]
    assert not left_over.exists()
    assert b"third" not in gzip.decompress(path.read_bytes())


def test_a_file_that_nobody_knows_of_is_removed(tmp_path: Path) -> None:
    torn(tmp_path)
    (tmp_path / "other-00001.warc.gz").write_bytes(b"finished")

    assert recover(tmp_path, {}) == []

    assert [path.name for path in tmp_path.iterdir()] == ["other-00001.warc.gz"]


def test_a_file_that_lacks_what_is_known_is_told_and_kept(tmp_path: Path) -> None:
    path, data, end = torn(tmp_path)
    path.with_name(f"{path.name}.open").write_bytes(data[: end - 10])

    [said] = [recover(tmp_path, {path.name: end})]

    assert [one.partition(path.name)[2] for one in said] == [
        f" has {end - 10} bytes, and {end} are known.",
        f" ends inside the record at byte {last_member(data[:end], tmp_path)}.",
    ]
    assert path.read_bytes() == data[: end - 10]


def last_member(data: bytes, folder: Path) -> int:
    (path := folder / "whole").write_bytes(data)
    return list(members(path))[-1]


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path, data, end = torn(tmp_path)
    damaged = bytearray(data[:end])
    damaged[end // 2 : end // 2 + 8] = b"\xff" * 8
    path.write_bytes(damaged)

    with pytest.raises(TornFile):
        list(members(path))


FULL = """
import resource, sys
from pathlib import Path
from tests.test_warc_files import exchange, new_file
file = new_file(Path(sys.argv[1]), "magazine", {})
end = file.write(exchange(b"first"), None).end
resource.setrlimit(resource.RLIMIT_FSIZE, (end + 700, resource.RLIM_INFINITY))
try:
    file.write(exchange(b"second" * 1000), None)
except OSError as error:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert file.length == end
    file.write(exchange(b"third"), None)
    file.close()
    file.finish()
    print(error.errno)
"""


def test_a_record_that_does_not_fit_on_the_disk_leaves_the_others_as_they_were(
    tmp_path: Path,
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "27"  # EFBIG
    [path] = tmp_path.iterdir()
    bodies = [block for headers, block in records(path) if headers["WARC-Type"] == "response"]
    assert [body.rpartition(b"\r\n")[2] for body in bodies] == [b"first", b"third"]
    assert all(record.is_sound for record in check_records(path))
