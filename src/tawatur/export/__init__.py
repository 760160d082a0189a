"""Taking a case elsewhere: one module for each format, over the tables of `tables.TABLES` or over the whole case.

    with open_case("story.tawatur") as case, open("figures.csv", "w", newline="") as stream:
        export_table(case, "figures", "csv", stream)
        export_case(case, "ftm", stream)

    frame(case, "figures")        # a pandas DataFrame

To add a format: a module with `write(case, table, stream, *, include_private)` and a line in FORMATS, or one without a
table and a line in WHOLE.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, TextIO

from tawatur.errors import UsageError
from tawatur.export import columnar, csv, ftm, jsonl, label_studio, ucdp, w3c
from tawatur.export.columnar import arrow, frame
from tawatur.export.tables import TABLES, table
from tawatur.store import Case

FORMATS: dict[str, Callable[..., int]] = {"jsonl": jsonl.write, "csv": csv.write, "parquet": columnar.write}
"""Format of one table -> its writer, which gives the number of rows."""

BINARY = frozenset(("parquet",))
"""Formats that are written to a stream of bytes, the others to one of text."""

WHOLE: dict[str, Callable[..., int]] = {
    "w3c": w3c.write,
    "ftm": ftm.write,
    "ucdp": ucdp.write,
    "label-studio": label_studio.write,
    "label-studio-config": label_studio.write_config,
}
"""Format of a whole case -> its writer, which gives the number of things written."""

__all__ = ["BINARY", "FORMATS", "TABLES", "WHOLE", "arrow", "export_case", "export_table", "frame"]


def export_table(case: Case, name: str, format: str, stream: IO[Any], *, include_private: bool = False) -> int:
    """Write one table of a case to a stream of text (opened with `newline=""`), Parquet to one of bytes.

    Gives the number of rows. People named only as victims or relatives are left out unless `include_private`. Raises
    UsageError for a table or format that there isn't.
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise UsageError(f"There is no format {format!r}; there are: {', '.join(FORMATS)}.")
    return writer(case, table(name), stream, include_private=include_private)


def export_case(case: Case, format: str, stream: TextIO, *, include_private: bool = False) -> int:
    """Write a whole case to a text stream (opened with `newline=""`); gives the number of things written.

    Raises UsageError for a format that there isn't.
    """
    writer = WHOLE.get(format)
    if writer is None:
        raise UsageError(f"There is no format {format!r} of a whole case; there are: {', '.join(WHOLE)}.")
    return writer(case, stream, include_private=include_private)
