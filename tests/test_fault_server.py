"""The fault server does on the wire what its routes say."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import brotli
import pytest
from scrapy.utils import _compression

from bwcrawler import NotAnArticle, extract
from tests.fault_server import ROUTES, route_of, serving, storm
from tests.fault_server.certificates import KINDS, context
from tests.fault_server.pages import LAST_WORDS
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fault_server import FaultServer

MIB = 1024 * 1024
_zstd: Any = _compression.zstd  # whichever module Scrapy unpacks with


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


def wire(server: FaultServer, path: str, at_most: int = 100_000) -> bytes:
    """The bytes that come before the server ends the connection, or so many of them."""
    parts = urlsplit(server.url)
    received = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as client:
        request = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
        client.sendall(request.encode())
        while len(received) < at_most and (data := client.recv(65536)):
            received += data
    return received


def fetched(server: FaultServer, path: str, at_most: int = 100_000) -> tuple[int, str, bytes]:
    """Status, head and body."""
    head, _, body = wire(server, path, at_most).partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), head.decode("latin-1"), body


def test_any_other_slug_is_an_article(server: FaultServer) -> None:
    status, _, body = fetched(server, "/any-slug/")

    assert status == 200
    assert extract(body, "https://bitterwinter.org/any-slug/").warnings == []


def test_a_path_is_answered_instead_of_another() -> None:
    with serving({"/robots.txt": "/robots/status-503"}) as server:
        assert fetched(server, "/robots.txt")[0] == 503


def test_a_fault_can_end(server: FaultServer) -> None:
    statuses = [fetched(server, "/2-times-429-wait-7/") for _ in range(3)]

    assert [status for status, _, _ in statuses] == [429, 429, 200]
    assert "Retry-After: 7" in statuses[0][1]
    visits = server.asked("/2-times-429-wait-7/")
    assert sorted(visit.at for visit in visits) == [visit.at for visit in visits]


def test_a_reset_is_a_reset_and_nothing_is_nothing(server: FaultServer) -> None:
    assert wire(server, "/empty/") == b""
    with pytest.raises(ConnectionResetError):
        wire(server, "/reset/")


def test_the_other_port_is_counted_apart(server: FaultServer) -> None:
    parts = urlsplit(server.elsewhere)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as client:
        client.sendall(b"GET /secret/ HTTP/1.1\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")

    assert [visit.path for visit in server.secrets] == ["/secret/"]
    assert server.asked("/secret/") == []
    assert server.elsewhere in fetched(server, "/to-port/")[1]


@pytest.mark.parametrize(
    ("coding", "unpack"),
    [
        ("gzip", gzip.decompress),
        ("deflate", zlib.decompress),
        ("br", brotli.decompress),
        ("zstd", _zstd.decompress),
    ],
)
def test_what_is_packed_unpacks_and_its_half_does_not(
    coding: str, unpack: Any, server: FaultServer
) -> None:
    assert LAST_WORDS in unpack(fetched(server, f"/whole-{coding}/")[2]).decode()
    half = fetched(server, f"/half-{coding}/")[2]
    with pytest.raises((EOFError, zlib.error, brotli.error, _zstd.ZstdError)):
        unpack(half)


@pytest.mark.parametrize(
    ("coding", "unpack"),
    [("gzip", gzip.decompress), ("br", brotli.decompress), ("zstd", _zstd.decompress)],
)
def test_a_bomb_is_what_it_says(coding: str, unpack: Any, server: FaultServer) -> None:
    body = fetched(server, f"/bomb-{coding}-20/")[2]

    assert len(body) < 25_000
    assert unpack(body) == bytes(20 * MIB)


@pytest.mark.parametrize("path", ["/short/", "/chunks/", "/cut/", "/without-end/"])
def test_half_of_a_page_lacks_its_last_words(path: str, server: FaultServer) -> None:
    _, _, body = fetched(server, path)

    assert b"</h1>" in body
    assert LAST_WORDS.encode() not in body


@pytest.mark.parametrize("path", ["/endless/", "/endless-header/"])
def test_endless_is_endless(path: str, server: FaultServer) -> None:
    assert len(wire(server, path, at_most=20 * MIB)) >= 20 * MIB


@pytest.mark.parametrize("kind", ["soft-404", "challenge", "maintenance", "login"])
def test_what_stands_in_for_an_article_is_none(kind: str, server: FaultServer) -> None:
    status, _, body = fetched(server, f"/instead-{kind}/")

    assert status == 200
    with pytest.raises(NotAnArticle):
        extract(body, "https://bitterwinter.org/slug/")


@pytest.mark.parametrize("kind", KINDS)
def test_no_client_that_checks_accepts_a_certificate(kind: str, tmp_path: Path) -> None:
    with serving(certificate=context(tmp_path, kind)) as server:
        parts = urlsplit(server.tls)
        trusting = ssl.create_default_context()
        if kind == "wrong-host":
            trusting.load_verify_locations(tmp_path / "authority.pem")
        with (
            socket.create_connection((parts.hostname, parts.port), timeout=10) as client,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            trusting.wrap_socket(client, server_hostname="127.0.0.1")


def test_a_storm_is_the_same_each_time_and_passes() -> None:
    plan = storm(["/reset/", "/short/"], share=0.3, seed=7)
    paths = [f"/slug-{number}/" for number in range(1000)]
    met = [plan(path, 0) for path in paths]

    assert met == [storm(["/reset/", "/short/"], share=0.3, seed=7)(path, 0) for path in paths]
    assert 250 < sum(path.startswith("/slug") is False for path in met) < 350
    assert {path for path in met if not path.startswith("/slug")} == {"/reset/", "/short/"}
    assert [plan(path, 2) for path in paths] == paths


def test_by_hand() -> None:
    words = [sys.executable, "-m", "tests.fault_server", "--articles", "5", "--storm", "0.3"]
    words += ["--instead", "/robots.txt=/robots/html"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        lines = [process.stdout.readline() for _ in ROUTES]
        process.terminate()

    assert all(len(line.split()) > 2 for line in lines)


def test_a_path_finds_its_route_and_its_parts() -> None:
    assert route_of("/half-br/")[1] == {"coding": "br"}
    assert route_of("/half-lzma/") == (None, {})
