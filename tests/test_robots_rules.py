"""What a robots.txt says: which rule forbids what, what is read of it, which answers are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from bwcrawler.middlewares.robots import is_answer
from bwcrawler.middlewares.robots_rules import LONGEST, Rules, readable

AGENT = "bwcrawler"
SITE = "https://magazine.example"


def rules(*lines: str) -> Rules:
    return Rules("\n".join(lines).encode(), AGENT)


# Which rule


@pytest.mark.parametrize(
    ("lines", "path", "refusal"),
    [
        (["User-agent: *", "Disallow: /wp-admin/"], "/", ""),
        (
            ["User-agent: *", "Disallow: /wp-admin/"],
            "/wp-admin/x",
            "Disallow: /wp-admin/ (User-agent: *)",
        ),
        (
            ["User-agent: *", "Disallow: /a", "Disallow: /a/b", "Disallow: /c"],
            "/a/b/",
            "Disallow: /a/b (User-agent: *)",
        ),
        (
            ["User-agent: *", "Disallow: /", "Allow: /tag/"],
            "/tag/x/",
            "",
        ),
        (
            ["User-agent: *", "Disallow: /*?s=*&page=$", "# Disallow: /"],
            "/?s=1&page=",
            "Disallow: /*?s=*&page=$ (User-agent: *)",
        ),
        (
            ["User-agent: *", "Disallow: /", "", "User-agent: BWcrawler", "Disallow: /tag/"],
            "/tag/",
            "Disallow: /tag/ (User-agent: bwcrawler)",
        ),
        (
            ["User-agent: *", "Disallow: /", "", "User-agent: BWcrawler", "Disallow: /tag/"],
            "/",
            "",
        ),
        (
            ["User-agent: other", "User-agent: bwcrawler", "Crawl-delay: 1", "Disallow: /x"],
            "/x",
            "Disallow: /x (User-agent: bwcrawler)",
        ),
        (["User-agent: gptbot", "Disallow: /"], "/", ""),
        (["Sitemap: https://magazine.example/s.xml"], "/", ""),
        (["<!DOCTYPE html><html><head><title>Disallow: /</title></head>"], "/", ""),
        ([], "/", ""),
    ],
)
def test_a_refusal_names_the_rule_and_its_group(lines: list[str], path: str, refusal: str) -> None:
    assert rules(*lines).refusal(SITE + path) == refusal


a_line = st.one_of(
    st.sampled_from(["User-agent: *", "User-agent: bwcrawler", "User-agent: other", ""]),
    st.builds(
        "{}: {}".format,
        st.sampled_from(["Disallow", "Allow", "disallow ", "Crawl-delay", "Sitemap", "Dissallow"]),
        st.text("/abc*$?#: é%2f", max_size=6),
    ),
    st.text(max_size=20),
)


@given(st.lists(a_line, max_size=12), st.text("/abcé?%$", max_size=6))
def test_the_parser_decides_and_whatever_it_forbids_has_a_reason(
    lines: list[str], path: str
) -> None:
    body = "\n".join(lines).encode()
    allowed = ProtegoRobotParser(body, None).allowed(f"{SITE}/{path}", AGENT)

    assert (Rules(body, AGENT).refusal(f"{SITE}/{path}") == "") is allowed


@given(st.binary(max_size=200))
def test_no_robots_txt_is_too_strange(body: bytes) -> None:
    assert Rules(body, AGENT).crawl_delay >= 0
    Rules(body, AGENT).refusal(f"{SITE}/page/")


@pytest.mark.parametrize(
    ("said", "delay"), [("2", 2), ("0.5", 0.5), ("-1", 0), ("soon", 0), ("nan", 0), ("inf", 0)]
)
def test_crawl_delay_is_a_number_of_seconds_or_none(said: str, delay: float) -> None:
    assert rules("User-agent: *", f"Crawl-delay: {said}").crawl_delay == delay


def test_half_a_mebibyte_is_read_and_no_half_line() -> None:
    early, late = b"User-agent: *\nDisallow: /early/\n", b"Disallow: /late/\n"
    body = early + b"Disallow: /" + b"x" * LONGEST + b"\n" + late

    assert readable(body) == early
    assert readable(early + late) == early + late
    assert len(readable(early * 100_000)) == LONGEST - LONGEST % len(early)
    assert readable(b"x" * (LONGEST + 1)) == b""


@pytest.mark.parametrize("status", [200, 204, 400, 401, 403, 404, 410, 451])
def test_some_statuses_are_an_answer(status: int) -> None:
    assert is_answer(status)


@pytest.mark.parametrize("status", [301, 304, 408, 429, 500, 502, 503, 504])
def test_others_are_none(status: int) -> None:
    assert not is_answer(status)
