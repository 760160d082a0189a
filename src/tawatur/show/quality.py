"""The measured error rates that the method page prints: `quality.toml` beside this module, where there is one.

Its form, rates between 0 and 1, `kind` a key of the interface words' table `quality`:

    version = "0.1.0"     # the version that was measured
    pages = 37            # how many annotated pages
    [[measure]]
    kind = "attribution"
    precision = 0.80
    recall = 0.55
    items = 412           # items in the annotation
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Measure(msgspec.Struct, frozen=True):
    """Precision and recall of one kind, and over how many items; None where one wasn't measured."""

    kind: str
    precision: float | None = None
    recall: float | None = None
    items: int | None = None


class Quality(msgspec.Struct, frozen=True):
    """What was measured, with which version and on how many pages."""

    version: str
    pages: int
    measure: tuple[Measure, ...]


@cache
def quality() -> Quality | None:
    """The measured rates, or None where nothing has been measured. A malformed file is an error, not a silence."""
    file = files("tawatur.show") / "quality.toml"
    if not file.is_file():
        return None
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Quality)
