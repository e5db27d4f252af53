"""The stored schemas are those of the dataclasses, and every published line is valid by them."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from bwcrawler.ledger.observations import Change
from bwcrawler.publish.dictionary import data_dictionary
from bwcrawler.publish.files import FORMATS
from bwcrawler.publish.schema import NOT_PUBLISHED, PUBLISHED, json_schema
from tests.processes import scrapy
from tests.records import article

ROOT = Path(__file__).parents[1]

AGAIN = "make it anew with `scrapy schema {0} > bwcrawler/schema/{0}.schema.json`"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_stored_schema_is_that_of_the_dataclass(name: str) -> None:
    stored = ROOT / "bwcrawler" / "schema" / f"{name}.schema.json"

    assert stored.read_bytes() == json_schema(name), AGAIN.format(name)


def test_the_data_dictionary_is_that_of_the_dataclasses() -> None:
    stored = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")

    assert stored == data_dictionary(), (
        "make it anew with `scrapy schema --markdown > docs/data.md`"
    )


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_field_is_described_and_has_an_empty_value_or_is_always_given(name: str) -> None:
    schema = json.loads(json_schema(name))

    for one in (schema, *schema["$defs"].values()):
        for field, known in one["properties"].items():
            assert known.get("description", "").endswith("."), f"{one['title']}.{field}"


def test_a_schema_has_the_keys_of_a_published_line_in_their_order() -> None:
    for name, kind in PUBLISHED.items():
        wanted = [one.name for one in fields(kind) if one.name not in NOT_PUBLISHED.get(kind, ())]
        assert json.loads(json_schema(name))["required"] == wanted


def test_a_published_article_is_valid_and_a_spoiled_one_is_not() -> None:
    line = FORMATS["articles.jsonl"].line(msgspec.json.encode(article()), {})
    said: dict[str, Any] = json.loads(line)
    validator = jsonschema.Draft202012Validator(json.loads(json_schema("article")))

    validator.validate(said)
    for spoiled in ({"title": None}, {"word_count": -1}, {"published": "yesterday"}, {"extra": 1}):
        assert not validator.is_valid(said | spoiled), spoiled
    del said["deck"]
    assert not validator.is_valid(said)


def test_a_change_is_valid() -> None:
    change = Change(
        change="added", id=1, url="u", revision=1, content_sha256="a", previous_sha256=""
    )

    jsonschema.validate(msgspec.to_builtins(change), json.loads(json_schema("change")))


def test_the_command_prints_a_schema_and_refuses_an_unknown_one(tmp_path: Path) -> None:
    shown = scrapy("schema", "term", folder=tmp_path)
    refused = scrapy("schema", "articles", folder=tmp_path)

    assert shown.stdout.encode() == json_schema("term")
    assert (refused.returncode, "give one of article, author" in refused.stderr) == (2, True)
