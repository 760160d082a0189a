"""What the finders of attributions give before sources become speakers and contents become parents."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.model import Mode, Span, Stance, Step


class Item(NamedTuple):
    """An attribution before it is linked to the others."""

    at: int
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    first: int
    last: int
    source: tuple[Span, ...]
    via: tuple[Span, ...]
    implicit: bool
    mode: Mode
    stance: Stance
    rule: str
    said_on: str | None
    title: bool
    why: tuple[Step, ...]
