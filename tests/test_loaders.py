"""Every published file has the same rows, columns and types in each library that analysts use."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from bwcrawler.publish.schema import json_schema
from tests.processes import scrapy
from tests.records import article

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

FILES = {
    "articles.jsonl": "article",
    "authors.jsonl": "author",
    "glossary.jsonl": "term",
    "listings.jsonl": "listing",
    "pages.jsonl": "term",
    "changes/000001.jsonl": "change",
}
BARE = 1_000
"""Articles before the others that hold little more than empty values."""

LOADERS = {
    "pandas": """
import pandas
def load(path):
    table = pandas.read_json(path, lines=True)
    return len(table), {name: "" for name in table.columns}
""",
    "polars": """
import polars
def load(path):
    table = polars.read_ndjson(path, infer_schema_length=None)
    return len(table), {name: str(kind) for name, kind in table.schema.items()}
""",
    "duckdb": """
import duckdb
def load(path):
    table = duckdb.read_json(path, sample_size=-1)
    return len(table), dict(zip(table.columns, map(str, table.types)))
""",
    "datasets": """
import datasets
def load(path):
    table = datasets.load_dataset("json", data_files=path, split="train", chunksize=2**30)
    return len(table), {name: str(kind) for name, kind in table.features.items()}
""",
}
PRINT = """
import json, sys
print(json.dumps({path: load(path) for path in sys.argv[1:]}))
"""

TYPES = {
    "string": (
        "String",
        "VARCHAR",
        "DATE",
        "TIMESTAMP",
        "UUID",
        "Value('string')",
        "Value('timestamp",
    ),
    "integer": ("Int64", "BIGINT", "Value('int64')"),
    "boolean": ("Boolean", "BOOLEAN", "Value('bool')"),
    "array": ("List(", "[]", "Sequence("),
    "object": ("Struct(", "STRUCT(", "{'"),
    "null": ("Null", "NULL", "JSON", "Value('null')"),
}
"""What each library calls a type of JSON; two of them know an instant when they see one."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive with every odd form, and before it articles that lack nearly all."""
    folder = tmp_path_factory.mktemp("demo")
    assert scrapy("demo", folder=folder).returncode == 0
    path = folder / "demo" / "en" / "articles.jsonl"
    bare = replace(
        article("bare", text="word " * 1_000), blocks=[], posted_by=type(article("b").posted_by)()
    )
    path.write_bytes(b"\n".join([msgspec.json.encode(bare)] * BARE) + b"\n" + path.read_bytes())
    return path.parent


@pytest.fixture(scope="module", params=LOADERS)
def loaded(request: pytest.FixtureRequest, archive: Path) -> dict[str, tuple[int, dict[str, str]]]:
    """Rows and types of the columns of each file, as one library has them."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LOADERS[request.param] + PRINT, *FILES],
        cwd=archive,
        env={"HF_HOME": str(archive / "cache"), "HF_HUB_OFFLINE": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int, dict[str, str]]] = json.loads(done.stdout)
    return found


def fields(name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(json_schema(FILES[name]))["properties"]
    return known


def type_of(known: dict[str, Any]) -> str:
    """The type of JSON by a schema; an id may be null, and is a number."""
    if "$ref" in known:
        return "object"
    if "enum" in known:
        return "string"
    return str(known.get("type") or known["anyOf"][0]["type"])


def test_every_line_is_a_row(loaded: dict[str, tuple[int, dict[str, str]]], archive: Path) -> None:
    lines = {name: len((archive / name).read_bytes().splitlines()) for name in FILES}

    assert {name: count for name, (count, _) in loaded.items()} == lines


def test_every_key_is_a_column(loaded: dict[str, tuple[int, dict[str, str]]]) -> None:
    for name, (_, columns) in loaded.items():
        # Polars has an order of its own.
        assert sorted(columns) == sorted(fields(name)), name


def test_every_type_is_that_of_the_schema(loaded: dict[str, tuple[int, dict[str, str]]]) -> None:
    for name, (_, columns) in loaded.items():
        for field, said in columns.items():
            wanted = type_of(fields(name)[field])
            # Of a list that is empty on every line, or an id nobody has, no library knows more.
            allowed = TYPES[wanted] + (TYPES["null"] if wanted == "integer" else ())
            assert not said or any(part in said for part in allowed), f"{name}: {field} is {said}"
