"""The JSON Schema of what is published, made from the dataclasses and their docstrings.

JSON Schema 2020-12. Every line has every key, so all of them are required; `default` is the value
of a field that the page does not give.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec

from bwcrawler.items import Article, Author, Listing, Term
from bwcrawler.ledger.observations import Change
from bwcrawler.publish.coverage import CoverageFile
from bwcrawler.publish.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLISHED: dict[str, type[Any]] = {
    "article": Article,
    "author": Author,
    "change": Change,
    "coverage": CoverageFile,
    "listing": Listing,
    "manifest": Manifest,
    "term": Term,
}
"""What there is a schema of, by its name; a `term` is a line of the glossary or of the pages."""

NOT_PUBLISHED = {Author: frozenset({"listing"})}
"""Fields that stand in another file."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> bytes:
    """The schema of a line of a published file, or of one that is no lines, as indented JSON."""
    root = PUBLISHED[name]
    _, components = msgspec.json.schema_components([root], ref_template="#/$defs/{name}")
    described = {one.__name__: _described(one, components[one.__name__]) for one in _types(root)}
    main = described.pop(root.__name__)
    schema = {"$schema": _DRAFT, **main, "$defs": dict(sorted(described.items()))}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def descriptions(one: type[Any]) -> dict[str, str]:
    """The docstring below each field of a dataclass, on one line, by the field's name."""
    classes = [base for base in reversed(one.__mro__) if is_dataclass(base)]
    found = {}
    for statement, after in chain.from_iterable(pairwise(_body(base)) for base in classes):
        match statement, after:
            case (
                ast.AnnAssign(target=ast.Name(name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.split())
    return found


def _described(one: type[Any], component: dict[str, Any]) -> dict[str, Any]:
    """What msgspec says of a dataclass, with descriptions and the empty values it leaves out."""
    says, properties = descriptions(one), {}
    for field in fields(one):
        if field.name in NOT_PUBLISHED.get(one, ()):
            continue
        known = component["properties"][field.name]
        if field.default_factory is not MISSING:
            known = known | {"default": msgspec.to_builtins(field.default_factory())}
        text = {"description": says[field.name]} if field.name in says else {}
        properties[field.name] = text | known
    return {
        "title": one.__name__,
        "description": " ".join((inspect.getdoc(one) or "").split()),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _types(root: type[Any]) -> Iterator[type[Any]]:
    """A dataclass and those that its published fields are made of, each once."""
    seen: set[type[Any]] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        yield one
        hidden = NOT_PUBLISHED.get(one, ())
        hints = get_type_hints(one)
        waiting += [
            part for name in hints if name not in hidden for part in _dataclasses(hints[name])
        ]


def _dataclasses(hint: Any) -> Iterator[type[Any]]:
    """The dataclasses inside a type hint."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _dataclasses(part)


def _body(one: type[Any]) -> list[ast.stmt]:
    """The statements of a class."""
    return _definitions(inspect.getsourcefile(one) or "")[one.__name__].body


@cache
def _definitions(path: str) -> dict[str, ast.ClassDef]:
    """The classes of a module, by name."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
