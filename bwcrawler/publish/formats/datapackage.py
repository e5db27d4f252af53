"""`datapackage.json`: what lies in a folder of exports, as Frictionless Data has it (v1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from bwcrawler.publish.formats.replacing import replacing
from bwcrawler.publish.formats.table import COLUMNS, TEXT

if TYPE_CHECKING:
    from pathlib import Path

NAME = "datapackage.json"

_NUMBERS = frozenset({"series_part", "word_count", "figures", "links", "revision"})


@dataclass(frozen=True, slots=True)
class Resource:
    """An exported file, for the list of them."""

    name: str
    path: str
    """Below the folder."""
    mediatype: str
    columns: tuple[str, ...] = ()
    """Of a flat table; empty for anything else."""


def describe(folder: Path, resource: Resource) -> None:
    """Put a file that was just exported on the list, and take those off that are gone."""
    path = folder / NAME
    try:
        known = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])["resources"]
    except (FileNotFoundError, msgspec.DecodeError, KeyError):
        known = []
    kept = [
        one
        for one in known
        if one["name"] != resource.name and (folder / str(one["path"])).exists()
    ]
    resources = sorted([*kept, _described(resource)], key=lambda one: str(one["name"]))
    package = {"name": "bwcrawler-export", "title": "Bitter Winter", "resources": resources}
    with replacing(path) as new:
        new.write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n")


def _described(resource: Resource) -> dict[str, Any]:
    one: dict[str, Any] = {
        "name": resource.name,
        "path": resource.path,
        "format": resource.path.rpartition(".")[2],
        "mediatype": resource.mediatype,
    }
    if resource.columns:
        fields = [_field(name) for name in resource.columns]
        schema = {"fields": fields, "primaryKey": "key", "missingValues": [""]}
        one |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}
    return one


def _field(name: str) -> dict[str, str]:
    says = "The prose" if name == TEXT else COLUMNS[name][1]
    return {
        "name": name,
        "type": "integer" if name in _NUMBERS else "string",
        "description": says,
    }
