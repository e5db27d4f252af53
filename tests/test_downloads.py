"""What a single download makes of the bytes on the wire, by the project's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bwcrawler.publish.verdict import Verdict
from tests.downloads import download
from tests.fault_server import serving
from tests.fault_server.certificates import context
from tests.faulted import Crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.downloads import Downloads, Outcome
    from tests.fault_server import FaultServer

pytestmark = pytest.mark.slow

MIB = 1024 * 1024
LOSS = "ResponseDataLossError"
CUT = {
    "/short/": "the connection ended before the body",
    "/chunks/": "the connection ended before the body",
    "/cut/": "the page stops before its end tag",
    "/without-end/": "the page stops before its end tag",
    "/half-gzip/": "the gzip body is damaged: it stops before its end",
    "/half-br/": "the br body is damaged: it stops before its end",
    "/half-deflate/": "the deflate body is damaged: it stops before its end",
    "/half-zstd/": "the zstd body is damaged: it stops before its end",
    "/gzip-without-trailer/": "the gzip body is damaged: it stops before its end",
    "/gzip-wrong-checksum/": "incorrect data check",
}
WHOLE = ("/until-close/", "/whole-gzip/", "/whole-br/", "/whole-deflate/", "/whole-zstd/")
HEADS = ("/endless-header/", "/endless-headers/")
TOO_LARGE = (
    "/bomb-gzip-1500/",
    "/bomb-br-1500/",
    "/bomb-zstd-1500/",
    "/endless/",
    "/large-17/",
)
SLOW = ("/drip/", "/drip-head/", "/hang/")
ELSEWHERE = {
    "http://10.0.0.1/": "10.0.0.1",
    "http://192.168.0.1/": "192.168.0.1",
    "http://169.254.169.254/latest/meta-data/": "169.254.169.254",
    "http://0.0.0.0/": "0.0.0.0",
    "http://224.0.0.1/": "224.0.0.1",
    "http://[fe80::1]/": "fe80::1",
    "http://[::ffff:127.0.0.1]/": "::ffff:127.0.0.1",
}
OTHER_SCHEMES = ("file:///etc/passwd", "data:text/html,x", "ftp://127.0.0.1/x", "s3://a/b")


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def downloads(server: FaultServer) -> Downloads:
    """All of them at once, in one process."""
    paths = (*CUT, *WHOLE, *HEADS, *TOO_LARGE, *SLOW)
    urls = [*(f"{server.url}{path}" for path in paths), *ELSEWHERE, *OTHER_SCHEMES]
    return download(urls, {"DOWNLOAD_TIMEOUT": 10})


def of(path: str, server: FaultServer, downloads: Downloads) -> Outcome:
    return downloads.outcomes[f"{server.url}{path}"]


@pytest.mark.parametrize(("path", "why"), CUT.items())
def test_a_body_without_its_end_is_a_loss(
    path: str, why: str, server: FaultServer, downloads: Downloads
) -> None:
    outcome = of(path, server, downloads)

    assert (outcome.error, outcome.status) == (LOSS, 0)
    assert why in outcome.says


@pytest.mark.parametrize("path", WHOLE)
def test_a_whole_body_is_taken(path: str, server: FaultServer, downloads: Downloads) -> None:
    outcome = of(path, server, downloads)

    assert outcome.status == 200
    assert outcome.size > 7000


@pytest.mark.parametrize("path", TOO_LARGE)
def test_what_is_sent_or_unpacks_to_more_than_16_mib_is_left(
    path: str, server: FaultServer, downloads: Downloads
) -> None:
    outcome = of(path, server, downloads)

    assert (outcome.error, outcome.says) == ("DownloadCancelledError", "more than 16777216 bytes")


@pytest.mark.parametrize("path", HEADS)
def test_a_head_without_end_is_left(path: str, server: FaultServer, downloads: Downloads) -> None:
    assert of(path, server, downloads).error == "DownloadFailedError"


@pytest.mark.parametrize("path", SLOW)
def test_the_time_is_that_of_the_whole_answer(
    path: str, server: FaultServer, downloads: Downloads
) -> None:
    assert of(path, server, downloads).error == "DownloadTimeoutError"


def test_all_that_together_takes_less_than_250_mib(downloads: Downloads) -> None:
    assert downloads.peak < 250 * MIB


@pytest.mark.parametrize(("url", "address"), ELSEWHERE.items())
def test_no_connection_goes_to_an_address_that_is_not_public(
    url: str, address: str, downloads: Downloads
) -> None:
    outcome = downloads.outcomes[url]

    assert outcome.error == "Untrusted"
    assert outcome.says.endswith(f"has no public address, only {address}")


@pytest.mark.parametrize("url", OTHER_SCHEMES)
def test_nothing_else_than_http_is_spoken(url: str, downloads: Downloads) -> None:
    assert downloads.outcomes[url].error == "NotSupported"


def test_who_wants_broken_bodies_gets_them_marked(server: FaultServer) -> None:
    url = f"{server.url}/without-end/"
    outcome = download([url], {"DOWNLOAD_FAIL_ON_DATALOSS": False}).outcomes[url]

    assert (outcome.status, outcome.flags) == (200, ["dataloss"])


@pytest.mark.parametrize(
    ("kind", "known", "why"),
    [
        ("self-signed", "nobody", "it has expired, or nobody known has signed it"),
        ("expired", "authority.pem", "it has expired, or nobody known has signed it"),
        ("wrong-host", "authority.pem", "it is another host's"),
    ],
)
def test_a_certificate_that_is_not_valid_is_refused(
    kind: str, known: str, why: str, tmp_path: Path
) -> None:
    with serving(certificate=context(tmp_path, kind)) as server:
        url = f"{server.tls}/slug/"
        authorities = {"SSL_CERT_FILE": str(tmp_path / known)}
        outcome = download([url], environment=authorities).outcomes[url]

    assert outcome.error == "Untrusted"
    assert outcome.says == f"the TLS certificate of 127.0.0.1 is not valid, {why}"
    assert server.visits == []


def test_a_certificate_that_is_valid_is_not(tmp_path: Path) -> None:
    with serving(certificate=context(tmp_path, "self-signed")) as server:
        url = f"{server.tls}/slug/"
        authorities = {"SSL_CERT_FILE": str(tmp_path / "authority.pem")}

        assert download([url], environment=authorities).outcomes[url].status == 200


def test_a_site_without_a_valid_certificate_ends_the_crawl(tmp_path: Path) -> None:
    with serving(certificate=context(tmp_path, "self-signed")) as server:
        server.url = server.tls
        crawl = Crawl.of_articles(server, tmp_path / "crawl", ["/slug/"]).end()

    assert crawl.verdict is Verdict.UNREACHABLE
    assert "Nothing may be fetched: the TLS certificate of 127.0.0.1" in crawl.log.splitlines()[-1]
    assert crawl.ends() == {}  # nothing is failed or gone because of it
    assert server.visits == []
