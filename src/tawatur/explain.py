"""Why each annotation was made: a sentence or a page, annotated with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tawatur.model import Page, Refusal
from tawatur.pipeline import process
from tawatur.read import from_content, read


def explained(what: str, *, now: str | None = None, lang: str = "ar") -> Iterator[Page | Refusal]:
    """The annotated pages of a file, or of a sentence given as it is; refusals and warnings between them.

    What names a file or a folder that exists is read; anything else is taken as text.
    """
    for item in read([what]) if _is_path(what) else [from_content(what, source="text")]:
        if isinstance(item, Refusal):
            yield item
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
