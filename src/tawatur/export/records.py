"""The line that `tawatur annotate` prints for one page: the output contract, in its own order of keys.

Field names are those of `tawatur.model`; fields may be added, never renamed, retyped or removed. Reasons (`why`) stay
inside: `tawatur explain` shows them.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tawatur.model import (
    SCHEMA,
    Abstention,
    Attribution,
    Credit,
    Date,
    Entity,
    Event,
    Figure,
    Moment,
    Number,
    Page,
    Span,
)

INTERNAL = frozenset({"why"})
"""Fields of annotations that are kept in the case but not printed."""


class Record(msgspec.Struct, frozen=True):
    """One annotated page as printed: spans are code points of `text`, unknown is null, not yet built is null or []."""

    schema: int
    source: str
    """The path as given, or `file#line`."""
    id: str | None
    """The input's own id."""
    key: str
    """The document's key in a case."""
    url: str | None
    text: str
    text_starts: int
    """Where the page's own text begins in `text`: behind title and blank line where these came apart, else 0."""
    lang: str | None
    title: Span | None
    outlet: str | None
    published: Moment | None
    body: tuple[Span, ...]
    credits: tuple[Credit, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...]
    abstained: tuple[Abstention, ...]


def record(page: Page, *, why: bool = False) -> dict[str, Any]:
    """The contract's object for one page in plain values; with `why`, the reasons too."""
    document = page.document
    made = Record(
        schema=SCHEMA,
        source=document.source,
        id=document.id,
        key=document.key,
        url=document.url,
        text=document.text,
        text_starts=document.text_starts,
        lang=document.lang,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        body=document.body,
        credits=document.credits,
        numbers=page.numbers,
        dates=page.dates,
        figures=page.figures,
        attributions=page.attributions,
        events=page.events,
        entities=page.entities,
        abstained=page.abstained,
    )
    out: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(made))
    for value in () if why else out.values():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    for name in INTERNAL:
                        item.pop(name, None)
    return out


def line(page: Page) -> bytes:
    """`record(page)` as one line of JSON in UTF-8, without the line end."""
    return msgspec.json.encode(record(page))
