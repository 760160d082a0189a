"""Tasks for Label Studio, what the machine found as their predictions, for its import as JSON.

Make a project with the labelling interface that `tawatur export --format label-studio-config` writes. What is said
there comes back by `tawatur corrections --import`.
"""

from __future__ import annotations

from typing import TextIO

import msgspec

from tawatur.corrections.labelled import config, task
from tawatur.store import Case


def write(case: Case, stream: TextIO, *, include_private: bool) -> int:
    """Write a task for each page; gives their number. People named only as victims or relatives are never shown."""
    del include_private
    count = 0
    stream.write("[")
    for page in case.pages():
        stream.write((",\n" if count else "\n") + msgspec.json.encode(task(page)).decode())
        count += 1
    stream.write("\n]\n")
    return count


def write_config(case: Case, stream: TextIO, *, include_private: bool) -> int:
    """Write the labelling interface; it is the same for every case."""
    del case, include_private
    stream.write(config() + "\n")
    return 0
