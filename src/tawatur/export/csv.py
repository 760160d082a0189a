"""CSV for sheets: UTF-8 with a byte order mark, which Excel needs to read Arabic, and a header line.

A span is three columns: the words as printed, `…_start` and `…_end`; where a row has `text`, that is the words already.
Several spans are the words joined by " … " and a column `…_spans` of JSON. Other lists and records are JSON.

A cell of text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets a leading apostrophe: a sheet would
run it as a formula, and pages are written by strangers. Numbers are written bare.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TextIO

import msgspec

from tawatur.export.tables import Row, Table
from tawatur.model import Moment, Span, joined
from tawatur.store import Case

FORMULA = ("=", "+", "-", "@", "\t", "\r")

_Cells = Callable[[Any, str], tuple[Any, ...]]


def write(case: Case, table: Table, stream: TextIO, *, include_private: bool) -> int:
    """Write the header and the rows of a table; gives the number of rows."""
    plan = list(_plan(table))
    stream.write("\ufeff")
    out = csv.writer(stream, lineterminator="\r\n")
    out.writerow([column for _, columns, _ in plan for column in columns])
    text = lru_cache(maxsize=8)(lambda key: case.document(key).text)
    spans = any(len(columns) > 1 for _, columns, _ in plan)
    count = 0
    for row in table.rows(case, include_private):
        printed = text(row.document) if spans and row.document is not None else ""
        out.writerow([safe(cell) for cell in _cells(row, plan, printed)])
        count += 1
    return count


def _cells(row: Row, plan: list[tuple[str, tuple[str, ...], _Cells]], text: str) -> Iterator[Any]:
    for field, _, cells in plan:
        yield from cells(row.fields[field], text)


def _plan(table: Table) -> Iterator[tuple[str, tuple[str, ...], _Cells]]:
    """Each field with its columns and the way from its value to their cells."""
    kinds = {info.encode_name: info.type for info in msgspec.structs.fields(table.kind)}
    for field in table.fields:
        kind = kinds.get(field)
        if kind == Span and "text" in table.fields:
            yield field, (f"{field}_start", f"{field}_end"), lambda span, _: (span.start, span.end)
        elif kind in (Span, Span | None):
            yield field, (field, f"{field}_start", f"{field}_end"), _span
        elif kind == tuple[Span, ...]:
            yield field, (field, f"{field}_spans"), _several
        elif kind == Moment | None:
            yield field, (field, f"{field}_basis", f"{field}_calendar"), _moment
        else:
            yield field, (field,), lambda value, _: (_plain(value),)


def _span(span: Span | None, text: str) -> tuple[Any, ...]:
    return (None, None, None) if span is None else (span.of(text), span.start, span.end)


def _several(spans: tuple[Span, ...], text: str) -> tuple[Any, ...]:
    return joined(spans, text), msgspec.json.encode(spans).decode()


def _moment(moment: Moment | None, _: str) -> tuple[Any, ...]:
    return (None, None, None) if moment is None else (moment.value, moment.basis, moment.calendar)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, str | int | float) else msgspec.json.encode(value).decode()


def safe(cell: Any) -> Any:
    """A cell as it is written: no text that a sheet would run, whole numbers without a point."""
    if isinstance(cell, str):
        # a lone carriage return would end the line in some sheets
        return "'" + cell if cell.startswith(FORMULA) else cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell
