"""Why each annotation was made: a sentence or a page, annotated with its reasons."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tawatur.model import Page, Refusal
from tawatur.pipeline import process
from tawatur.read import from_content, read
from tawatur.read.batch import READERS
from tawatur.read.walk import ending_of


def explained(what: str, *, now: str | None = None, lang: str = "ar") -> Iterator[Page | Refusal]:
    """The annotated pages of a file, or of a sentence given as it is; refusals and warnings between them.

    What names a file or a folder that exists is read; anything else is taken as text, but for one word that is written
    as the name of a file is: that is refused, for it was mistyped.
    """
    there = _is_path(what)
    for item in read([what]) if there or _is_like_a_path(what) else [from_content(what, source="text")]:
        if isinstance(item, Refusal):
            yield item if there else _or_text(item)
            continue
        page, refusals = process(item, lang=lang, now=now)
        yield from refusals
        if page is not None:
            yield page


def _is_path(what: str) -> bool:
    try:
        return "\n" not in what and Path(what).exists()
    except (OSError, ValueError):  # too long for a file name, or with a NUL
        return False


def _is_like_a_path(what: str) -> bool:
    """Whether it is one word that ends as files that are read do, or that holds folders; 3/4/2026 is a day."""
    if any(letter.isspace() for letter in what) or not any(letter.isalpha() for letter in what):
        return False
    return ending_of(what)[0] in READERS or "/" in what or os.sep in what


def _or_text(problem: Refusal) -> Refusal:
    """The refusal of a file that isn't there, which also says how the same word is given as text."""
    return msgspec.structs.replace(problem, mend=f"{problem.mend} If it is meant as text, put a space behind it.")
