"""Which documents are worth comparing: those that share rare sampled shingles.

A shingle that many documents hold (a royal formula, a line of furniture) pairs each of them with the first few only, so
the number of pairs grows with the documents and not with their square; whether a pair holds is decided from its words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tawatur.relate.cards import Card, sampled

PARTS = 16
"""Sixteenths of all samples looked at in turn, so that the table in memory stays a sixteenth."""

CROWD = 24
"""Documents that may hold a shingle and still all be paired by it: 276 pairs."""

FIRST = 4
"""With how many of a larger crowd each of its members is paired. A text that 60 outlets printed stays one group."""

LEAST = 0.22
"""Share of the shorter document's samples that must be shared. A cut shares three quarters of its words or more, and
a shingle is lost at every change, so this is far below what `links` asks."""


def candidates(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `cards` (first < second) that may be copies or cuts of one another, sorted."""
    sizes = [len(made.samples) // 8 for made in cards]
    shared: Counter[tuple[int, int]] = Counter()
    for part in range(PARTS):
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for place, made in enumerate(cards):
            for value in sampled(made):
                if value % PARTS == part:
                    holders[value].append(place)
        for crowd in holders.values():
            if len(crowd) > 1:
                shared.update(_pairs(crowd))
    for pair in sorted(shared):
        if shared[pair] >= max(1, LEAST * min(sizes[pair[0]], sizes[pair[1]])):
            yield pair


def _pairs(crowd: list[int]) -> Iterator[tuple[int, int]]:
    if len(crowd) <= CROWD:
        for i, first in enumerate(crowd):
            for second in crowd[i + 1 :]:
                yield first, second
    else:
        for i, second in enumerate(crowd):
            for first in crowd[: min(i, FIRST)]:
                yield first, second
