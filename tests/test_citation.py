"""How the project asks to be cited: `CITATION.cff`, in the Citation File Format 1.2.0."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]

REQUIRED = {"authors", "cff-version", "message", "title"}
"""Keys that the schema of the format demands."""

ALLOWED = REQUIRED | set(
    """abstract commit contact date-released doi identifiers keywords license license-url
    preferred-citation references repository repository-artifact repository-code type url
    version""".split()
)
"""All keys that it knows; it allows no others."""


@pytest.fixture
def citation() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def test_the_citation_file_is_valid(citation: dict[str, Any]) -> None:
    assert set(citation) >= REQUIRED
    assert set(citation) <= ALLOWED
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert all(set(author) == {"name"} for author in citation["authors"])
    assert all(isinstance(citation[key], str) for key in set(citation) - {"authors", "keywords"})
    assert len(set(citation["keywords"])) == len(citation["keywords"])


def test_the_citation_is_of_this_version(citation: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    for key, own in (("title", "name"), ("version", "version"), ("license", "license")):
        assert citation[key] == project[own]
