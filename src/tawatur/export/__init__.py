"""Taking a case elsewhere: one module for each format, over the tables of `tables.TABLES`.

    with open_case("story.tawatur") as case, open("figures.csv", "w", newline="") as stream:
        export_table(case, "figures", "csv", stream)

To add a format: a module with `write(case, table, stream, *, include_private)` and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from tawatur.errors import UsageError
from tawatur.export import csv, jsonl
from tawatur.export.tables import TABLES, table
from tawatur.store import Case

FORMATS: dict[str, Callable[..., int]] = {"jsonl": jsonl.write, "csv": csv.write}
"""Format -> its writer, which gives the number of rows."""

__all__ = ["FORMATS", "TABLES", "export_table"]


def export_table(case: Case, name: str, format: str, stream: TextIO, *, include_private: bool = False) -> int:
    """Write one table of a case to a text stream (opened with `newline=""`); gives the number of rows.

    People named only as victims or relatives are left out unless `include_private`. Raises UsageError for a table or
    format that there isn't.
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise UsageError(f"There is no format {format!r}; there are: {', '.join(FORMATS)}.")
    return writer(case, table(name), stream, include_private=include_private)
