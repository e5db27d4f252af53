"""The data dictionary: the schemas as tables for people to read, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from bwcrawler.publish.schema import PUBLISHED, json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = {
    "article": "`articles.jsonl`",
    "author": "`authors.jsonl`",
    "change": "`changes/<run>.jsonl`",
    "coverage": "`coverage.json`",
    "listing": "`listings.jsonl`",
    "manifest": "`manifest.json` and `runs/<run>.json`",
    "term": "`glossary.jsonl` and `pages.jsonl`",
}


def data_dictionary() -> str:
    """A section for each published file, with a table for each kind of object in it."""
    return "\n".join(
        [
            "# Data dictionary",
            "",
            "Made by `scrapy schema --markdown` from the dataclasses; `bwcrawler/schema/` has the",
            "same as JSON Schema. UTF-8, one JSON object a line, every key on every line. Instants",
            "are ISO 8601. What a page does not say has the empty value of the third column.",
            *(line for name in PUBLISHED for line in _section(name)),
            "",
        ]
    )


def _section(name: str) -> Iterator[str]:
    schema = msgspec.json.decode(json_schema(name))
    yield from ("", f"## {_FILES[name]}")
    for one in (schema, *schema["$defs"].values()):
        yield from ("", f"### {one['title']}", "", one["description"], "")
        yield from ("| field | type | empty | what it holds |", "|---|---|---|---|")
        for field, known in one["properties"].items():
            empty = f"`{_json(known['default'])}`" if "default" in known else ""
            says = known.get("description", "").replace("|", "\\|")
            yield f"| `{field}` | {_type(known)} | {empty} | {says} |"


def _type(known: dict[str, Any]) -> str:
    """The type of a value in words."""
    if "$ref" in known:
        return str(known["$ref"]).rpartition("/")[2]
    if "anyOf" in known:
        return " or ".join(_type(one) for one in known["anyOf"])
    if "enum" in known:
        return ", ".join(f"`{value}`" for value in known["enum"])
    if known.get("type") == "array":
        return f"list of {_type(known['items'])}"
    if known.get("type") == "object":
        return f"object of {_type(known['additionalProperties'])}"
    return str(known.get("type", "any"))


def _json(value: Any) -> str:
    """An empty value; an object of empty values is told by its own table."""
    return "{…}" if value and isinstance(value, dict) else msgspec.json.encode(value).decode()
