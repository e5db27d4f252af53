"""Parquet with the nested types of the record, by pyarrow (extra `parquet`)."""

from __future__ import annotations

import types
from dataclasses import is_dataclass
from itertools import islice
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet

from bwcrawler.items import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ROWS = 500
"""Articles in memory at a time, and in a row group: about 10 MB."""

_COMPRESSION = "zstd"
_SCALARS = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64()}


def write_parquet(articles: Iterable[Article], target: Path) -> int:
    """Write one file with a column for each field; gives the number of articles."""
    schema, count = arrow_schema(), 0
    with pa.parquet.ParquetWriter(target, schema, compression=_COMPRESSION) as writer:
        for batch in _batches(articles, schema):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def write_partitions(articles: Iterable[Article], target: Path) -> int:
    """Write a folder of files, `edition=en/year=2024/part-0.parquet`; gives the number of articles.

    Edition and year are in the names of the folders alone, as Hive has it; every reader of
    Parquet puts them back.
    """
    schema = arrow_schema().append(pa.field("year", pa.int32()))
    count = 0

    def with_year() -> Iterator[pa.RecordBatch]:
        nonlocal count
        for batch in _batches(articles, arrow_schema()):
            count += batch.num_rows
            years = [int(day.as_py()[:4]) for day in batch.column("published")]
            columns = [*batch.columns, pa.array(years, pa.int32())]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    partitions = pa.schema([schema.field("edition"), schema.field("year")])
    form = pa.dataset.ParquetFileFormat()
    pa.dataset.write_dataset(
        with_year(),
        target,
        schema=schema,
        format=form,
        file_options=form.make_write_options(compression=_COMPRESSION),
        partitioning=pa.dataset.partitioning(partitions, flavor="hive"),
        basename_template="part-{i}.parquet",
        preserve_order=True,
    )
    return count


def arrow_schema() -> pa.Schema:
    """The columns of an article: as in `articles.jsonl`, with the same names and types."""
    return pa.schema(list(_struct(Article)))


def _batches(articles: Iterable[Article], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    waiting = iter(articles)
    while some := list(islice(waiting, _ROWS)):
        yield pa.RecordBatch.from_pylist(msgspec.to_builtins(some), schema=schema)


def _struct(item: type[Any]) -> Iterator[pa.Field]:
    hints = get_type_hints(item)
    for name, hint in hints.items():
        yield pa.field(name, _type(hint), nullable=type(None) in get_args(hint))


def _type(hint: Any) -> pa.DataType:
    """The type of a column by the type hint of a field."""
    origin = get_origin(hint)
    parts = [part for part in get_args(hint) if part is not type(None)]
    if is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(list(_struct(hint)))
    if origin is list:
        return pa.list_(pa.field("element", _type(parts[0]), nullable=False))
    if origin is Literal:
        return pa.string()
    if origin in (Union, types.UnionType, Annotated):
        return _type(parts[0])
    return _SCALARS[hint]
