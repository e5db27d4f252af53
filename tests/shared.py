"""The pages in `../shared`: real WordPress pages with their truth, beside the checkout."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One article of `../shared/pages`: where its page lies, and what a reader finds on it."""

    path: Path
    truth: dict[str, Any]

    @property
    def name(self) -> str:
        """`skin/file`, without the endings."""
        return f"{self.path.parent.name}/{self.path.name.removesuffix('.html.gz')}"

    @property
    def url(self) -> str:
        return str(self.truth["url"])

    def html(self) -> bytes:
        return gzip.decompress(self.path.read_bytes())


def stored_articles() -> list[StoredArticle]:
    """Every article of every skin, skin by skin; none where `../shared` is absent.

    File names are cut to sixty letters. Where two lines of truth name one file, only the page of
    the later one is stored.
    """
    found = {}
    for truths in sorted((SHARED / "pages").glob("*/truth.jsonl")):
        for truth in map(json.loads, truths.read_text(encoding="utf-8").splitlines()):
            path = truths.parent / truth["file"]
            found[path] = StoredArticle(path, truth)
    return list(found.values())
