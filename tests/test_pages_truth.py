"""Every article that a real WordPress rendered comes out as the truth beside it says."""

from __future__ import annotations

import json
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


@pytest.fixture
def stored_pages(tmp_path: Path) -> Path:
    """The stored pages in the same folders, each with the line of truth that is about it."""
    for stored in stored_articles():
        folder = tmp_path / stored.path.parent.name
        folder.mkdir(exist_ok=True)
        (folder / stored.path.name).symlink_to(stored.path)
        with (folder / "truth.jsonl").open("a", encoding="utf-8") as truths:
            truths.write(json.dumps(stored.truth) + "\n")
    return tmp_path


def test_the_measure_beside_the_pages_finds_nothing_wrong(shared: Path, stored_pages: Path) -> None:
    score = [sys.executable, shared / "pages" / "score.py", "--pages", stored_pages]
    this_tree = {"PYTHONPATH": str(Path(__file__).parents[1])}

    run = subprocess.run(
        score, env=os.environ | this_tree, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr
