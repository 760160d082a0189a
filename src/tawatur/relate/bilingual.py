"""Statements of a page and of its translation that are one: they stand in sentences that say the same.

`translations` aligned the sentences of both; what decides of two statements in them is what needs no word in common:
how many there are and in which order, stance, status, negation, numbers and days.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.model import Span
from tawatur.relate.cards import Card, claimed
from tawatur.relate.contents import Content
from tawatur.relate.lineage import Edge
from tawatur.relate.sameness import asserted

BY_TRANSLATION = "the same sentence in two languages"

_MARKS = 3
"""Code points behind a shown sentence that its last statement may end in: a full stop, a mark that closes."""

At = tuple[int, int]
"""A statement: the place of its card, and its place among the document's attributions."""


def translated(cards: Sequence[Card], edges: Sequence[Edge]) -> list[tuple[At, At]]:
    """Pairs of statements that are one in two languages, by the translations among `edges`."""
    out: list[tuple[At, At]] = []
    for edge in edges:
        if edge.row.kind != "translation":
            continue
        first, second = (edge.a, edge.b) if cards[edge.a].key == edge.row.a else (edge.b, edge.a)
        ours, theirs = claimed(cards[first]), claimed(cards[second])
        for passage in edge.row.evidence:
            here, there = _outermost(ours, passage.a), _outermost(theirs, passage.b)
            if len(here) == len(there) and all(_fit(a, b) for a, b in zip(here, there, strict=True)):
                out += [((first, a.index), (second, b.index)) for a, b in zip(here, there, strict=True)]
    return out


def _outermost(contents: Sequence[Content], sentence: Span) -> list[Content]:
    """The statements of a sentence that stand in no other of it, in order."""
    inside = [
        one
        for one in contents
        if not one.in_title and sentence.start <= one.span.start and one.span.end <= sentence.end + _MARKS
    ]
    outer = [one for one in inside if not any(o is not one and o.span.holds(one.span) for o in inside)]
    return sorted(outer, key=lambda one: (one.span.start, one.index))


def _fit(a: Content, b: Content) -> bool:
    """Whether nothing that needs no word in common tells two statements apart."""
    if a.stance != b.stance and not (asserted(a.stance) and asserted(b.stance)):
        return False
    if a.status != b.status or bool(a.negated) != bool(b.negated):
        return False
    ours, theirs = {value for value, _ in a.numbers}, {value for value, _ in b.numbers}
    if ours and theirs and not (ours <= theirs or theirs <= ours):
        return False
    return not a.days or not b.days or any(x.startswith(y) or y.startswith(x) for x in a.days for y in b.days)
