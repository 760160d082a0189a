"""Values as rows: the column layout of a type, and the way both ways.

A plain field is a column; a field whose type is a struct of plain fields (a span, a moment) is one column for each of
them, all null where the field is; anything else is a column of JSON.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)
_SQL = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


class Column(NamedTuple):
    """One column: its name, SQL type, and whether null may stand in it."""

    name: str
    sql: str
    nullable: bool


class _Field(NamedTuple):
    """A field of a value: its columns, and the ways from it to their cells and back."""

    name: str
    columns: tuple[Column, ...]
    pack: Callable[[Any], tuple[Any, ...]]
    unpack: Callable[[Sequence[Any]], Any]


def _plain(kind: Any) -> str | None:
    """The SQL type of a plain type, or None."""
    if typing.get_origin(kind) is typing.Literal:
        return "TEXT"
    return _SQL.get(kind) if isinstance(kind, type) else None


def _optional(kind: Any) -> tuple[Any, bool]:
    """A type without `None`, and whether it had it."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        rest = [part for part in typing.get_args(kind) if part is not type(None)]
        if len(rest) == 1:
            return rest[0], True
    return kind, False


def _one(value: Any) -> tuple[Any]:
    return (value,)


def _first(cells: Sequence[Any]) -> Any:
    return cells[0]


def _flag(cells: Sequence[Any]) -> bool | None:
    return None if cells[0] is None else bool(cells[0])


def _field(info: Any) -> _Field:
    name: str = info.encode_name
    kind, nullable = _optional(info.type)
    sql = _plain(kind)
    if sql is not None:
        return _Field(name, (Column(name, sql, nullable),), _one, _flag if kind is bool else _first)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        parts = msgspec.structs.fields(kind)
        kinds = [_optional(part.type) for part in parts]
        if all(_plain(part) for part, _ in kinds):
            struct = kind
            columns = tuple(
                Column(f"{name}_{part.encode_name}", str(_plain(of)), nullable or null)
                for part, (of, null) in zip(parts, kinds, strict=True)
            )
            empty = (None,) * len(columns)
            return _Field(
                name,
                columns,
                lambda value: empty if value is None else msgspec.structs.astuple(value),
                lambda cells: None if all(cell is None for cell in cells) else struct(*cells),
            )
    decoder = msgspec.json.Decoder(info.type)
    return _Field(
        name,
        (Column(name, "TEXT", nullable),),
        lambda value: (None if value is None else msgspec.json.encode(value).decode(),),
        lambda cells: None if cells[0] is None else decoder.decode(cells[0]),
    )


class Layout(Generic[T]):
    """How one struct type lies in a table."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self._fields = [_field(info) for info in msgspec.structs.fields(kind)]
        self.columns: tuple[Column, ...] = tuple(c for field in self._fields for c in field.columns)

    def row(self, value: T) -> tuple[Any, ...]:
        """The cells of a value, in the order of `columns`."""
        cells: list[Any] = []
        for field, part in zip(self._fields, msgspec.structs.astuple(value), strict=True):
            cells.extend(field.pack(part))
        return tuple(cells)

    def value(self, cells: Sequence[Any]) -> T:
        """The value behind cells that `row` made."""
        at = 0
        parts: list[Any] = []
        for field in self._fields:
            size = len(field.columns)
            parts.append(field.unpack(cells[at : at + size]))
            at += size
        return self.kind(*parts)

    def names(self) -> str:
        """The column names, quoted, for a SELECT or INSERT."""
        return ", ".join(quoted(column.name) for column in self.columns)

    def definitions(self) -> Iterator[str]:
        """The column definitions for CREATE TABLE."""
        for column in self.columns:
            yield f"{quoted(column.name)} {column.sql}" + ("" if column.nullable else " NOT NULL")


def quoted(name: str) -> str:
    """A column or table name as SQL takes it, whatever words SQL keeps for itself."""
    return '"' + name.replace('"', '""') + '"'


_LAYOUTS: dict[type[msgspec.Struct], Layout[Any]] = {}


def layout(kind: type[T]) -> Layout[T]:
    """The layout of a type, made once."""
    found = _LAYOUTS.get(kind)
    if found is None:
        found = _LAYOUTS[kind] = Layout(kind)
    return found
