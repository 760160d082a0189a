"""Tables as columns: Parquet files, and frames for Python. DuckDB makes both.

    frame(case, "figures")                    # a pandas DataFrame
    arrow(case, "figures")                    # a pyarrow Table

Columns are the fields of `jsonl`: a span is a list of two numbers, several are a list of such lists, records are
structs. pandas and pyarrow are not installed by default.
"""

from __future__ import annotations

import shutil
import types
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import duckdb
import msgspec

from tawatur.errors import UsageError
from tawatur.export.records import INTERNAL
from tawatur.export.tables import Table, table
from tawatur.model import Span
from tawatur.store import Case
from tawatur.store.rows import quoted

_PLAIN = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
_ADDED = {"document": "VARCHAR", "index": "BIGINT", "actor": "VARCHAR"}
"""Columns that export puts before what was found, or behind it."""
_LINE_MOST = 1 << 28
"""Bytes of a row on its way: a page of the largest size that is read, written in JSON, stays below it."""


def write(case: Case, held: Table, stream: BinaryIO, *, include_private: bool) -> int:
    """Write a table as Parquet; gives the number of rows. The same rows give the same bytes."""
    with TemporaryDirectory(prefix="tawatur-") as folder, _read(case, held, include_private, Path(folder)) as made:
        db, rows = made
        path = Path(folder) / "rows.parquet"
        db.execute(f"COPY rows TO {_literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        with path.open("rb") as whole:
            shutil.copyfileobj(whole, stream)
        return rows


def frame(case: Case, name: str, *, include_private: bool = False) -> Any:
    """A table as a pandas DataFrame. Raises UsageError for a table that there isn't, or where pandas is missing."""
    _needed("pandas")
    return _given(case, name, include_private, lambda db: db.table("rows").df())


def arrow(case: Case, name: str, *, include_private: bool = False) -> Any:
    """A table as a pyarrow Table. Raises UsageError for a table that there isn't, or where pyarrow is missing."""
    _needed("pyarrow")
    return _given(case, name, include_private, lambda db: db.table("rows").to_arrow_table())


def _needed(library: str) -> None:
    if find_spec(library) is None:
        raise UsageError(f"This needs {library}: pip install {library}.")


def _given(case: Case, name: str, include_private: bool, take: Any) -> Any:
    held = table(name)
    with TemporaryDirectory(prefix="tawatur-") as folder, _read(case, held, include_private, Path(folder)) as made:
        return take(made[0])


@contextmanager
def _read(
    case: Case, held: Table, include_private: bool, folder: Path
) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
    """A database with a table `rows`, and their number; by way of JSON lines, for rows one by one are far slower."""
    lines, count = folder / "rows.jsonl", 0
    encode = msgspec.json.Encoder().encode
    with lines.open("wb") as stream:
        for row in held.rows(case, include_private):
            stream.write(encode(row.fields) + b"\n")
            count += 1
    columns = ", ".join(f"{_literal(name)}: {_literal(kind)}" for name, kind in columns_of(held).items())
    with duckdb.connect(config={"threads": 1}) as db:
        db.execute(
            f"CREATE TABLE rows AS SELECT * FROM read_json({_literal(str(lines))}, format = 'newline_delimited', "
            f"columns = {{{columns}}}, maximum_object_size = {_LINE_MOST})"
        )
        lines.unlink()
        yield db, count


def columns_of(held: Table) -> dict[str, str]:
    """Each field of a table with DuckDB's type of it."""
    kinds = {info.encode_name: info.type for info in msgspec.structs.fields(held.kind)}
    return {name: _type(kinds[name]) if name in kinds else _ADDED[name] for name in held.fields}


def _type(kind: Any) -> str:
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin is typing.Literal:
        return "VARCHAR"
    if origin in (types.UnionType, typing.Union):
        (rest,) = (part for part in parts if part is not type(None))
        return _type(rest)
    if origin is tuple:
        # a pair of one type is a list of two
        return f"{_type(parts[0])}[]"
    if kind is Span:
        return "BIGINT[]"
    fields = [info for info in msgspec.structs.fields(kind) if info.name not in INTERNAL]
    if kind.__struct_config__.array_like:
        return f"{_type(fields[0].type)}[]"
    return f"STRUCT({', '.join(f'{quoted(info.encode_name)} {_type(info.type)}' for info in fields)})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
