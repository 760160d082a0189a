"""Which attribution holds which, and through whom nested ones came: the same for every way attributions are found."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.kinds.attributions.items import Item
from tawatur.model import Span


def parents(items: Sequence[Item]) -> list[int | None]:
    """Of each item, the smallest other content that holds the whole of it: its cue and its content."""
    contents = sorted(
        ((item.last - item.first, m, span.start, span.end) for m, item in enumerate(items) for span in item.content)
    )
    out: list[int | None] = []
    for item in items:
        words = (*item.cue, *item.content)
        start, end = min(w.start for w in words), max(w.end for w in words)
        around = (m for _, m, a, b in contents if a <= start and end <= b and items[m].content != item.content)
        out.append(next(around, None))
    return out


def chains(items: Sequence[Item], held: Sequence[int | None], himself: Sequence[bool] = ()) -> list[tuple[Span, ...]]:
    """Of each item its carriers, and behind them who holds it (`held`, as `parents` gives it) with his own.

    Nobody carries his own words: what is part of the source is left out, and who holds the item where he is its speaker
    (`himself`, one for each item).
    """
    made: dict[int, tuple[Span, ...]] = {}
    for n in _outer_first(held):
        item, parent = items[n], held[n]
        via = tuple(span for span in item.via if not _touches(span, item.source))
        if parent is not None:
            add = [*(() if himself and himself[n] else items[parent].source), *made[parent]]
            via = (*via, *(span for span in add if span not in via and not _touches(span, item.source)))
        made[n] = via
    return [made[n] for n in range(len(items))]


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _outer_first(held: Sequence[int | None]) -> list[int]:
    done: list[int] = []
    seen: set[int] = set()
    for n in range(len(held)):
        chain: list[int] = []
        at: int | None = n
        while at is not None and at not in seen:
            seen.add(at)
            chain.append(at)
            at = held[at]
        done += reversed(chain)
    return done
