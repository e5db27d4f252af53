"""Every article that a real WordPress rendered comes out as the truth beside it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bwcrawler import extract
from tests.shared import StoredArticle, stored_articles
from tests.truth import differences

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("stored", stored_articles(), ids=lambda stored: stored.name)
def test_every_field_equals_the_truth(stored: StoredArticle) -> None:
    article = extract(stored.html(), stored.url)

    assert differences(article, stored.truth) == {}


@pytest.mark.slow
def test_the_measure_beside_the_pages_finds_nothing_wrong(shared: Path) -> None:
    score = shared / "pages" / "score.py"
    this_tree = {"PYTHONPATH": str(Path(__file__).parents[1])}

    run = subprocess.run(
        [sys.executable, score],
        env=os.environ | this_tree,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
