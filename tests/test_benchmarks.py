"""The benchmark runs and prints its table."""

from __future__ import annotations

import pytest

from benchmarks import extract, warc
from tests.shared import stored_articles


@pytest.mark.shared
def test_every_stored_article_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extract, "REPEATS", 1)

    extract.main()

    [total] = [line for line in capsys.readouterr().out.splitlines() if "│ all " in line]
    assert str(len(stored_articles())) in total.split()


@pytest.mark.slow
def test_crawls_with_and_without_warc_are_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(warc, "_PAGES", 2)

    assert warc.main(["--articles", "2"]) == 0

    printed = capsys.readouterr().out
    assert "sample, warc=no" in printed
    assert "keeping 100,000 bytes, gzip" in printed
