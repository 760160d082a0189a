"""JSON Lines: one object a row, spans as `[start, end]`, unknown as null."""

from __future__ import annotations

from typing import TextIO

import msgspec

from tawatur.export.tables import Table
from tawatur.store import Case


def write(case: Case, table: Table, stream: TextIO, *, include_private: bool) -> int:
    """Write the rows of a table; gives their number. An empty table writes nothing."""
    count = 0
    for row in table.rows(case, include_private):
        stream.write(msgspec.json.encode(row.fields).decode() + "\n")
        count += 1
    return count
