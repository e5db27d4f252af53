"""The benchmark runs and prints its table."""

from __future__ import annotations

import pytest

from benchmarks import extract
from tests.shared import stored_articles


@pytest.mark.shared
def test_every_stored_article_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extract, "REPEATS", 1)

    extract.main()

    [total] = [line for line in capsys.readouterr().out.splitlines() if "│ all " in line]
    assert str(len(stored_articles())) in total.split()
