"""Which documents are worth comparing: those that share rare sampled shingles.

A shingle that many documents hold (a royal formula, a line of furniture) pairs each of them with the first few only, so
the number of pairs grows with the documents and not with their square; whether a pair holds is decided from its words.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tawatur.relate.cards import Card, Words, sampled
from tawatur.relate.passages import pairs
from tawatur.relate.sharing import Sharing

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
    needs = [LEAST * (len(made.samples) // 8) for made in cards]
    met = Sharing()
    for part in range(PARTS):
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for place, made in enumerate(cards):
            every = sampled(made)
            for value in every[bisect_left(every, part * _PART) : bisect_left(every, (part + 1) * _PART)]:
                holders[value].append(place)
        for crowd in holders.values():
            if 1 < len(crowd) <= CROWD:
                met.crowd(crowd)
            elif len(crowd) > CROWD:
                met.first_few(crowd, FIRST)
    yield from met.enough(needs)


_PART = (1 << 64) // PARTS  # values are spread over 64 bits, so each sixteenth of these holds a sixteenth of them

ALIKE = 0.15
"""Share of the shorter document's pairs of words that must be shared. Rewritten pages share .2 of theirs and more."""

TELLING = 10
"""Texts that may hold a pair of words and be looked for by it. What more of them hold still counts as shared wording,
but two that are one report share rarer pairs too."""

ALIKE_LEAST = 5
"""Shared pairs of words, at least: a name with its title is one or two."""

ALIKE_MOST = 30
"""Shared pairs of words that are enough for documents of any length: half of what a source quoted at length gives."""

WINDOW = 7
"""Days between documents that may be one report in other words; a weekly prints what the dailies had."""


class Alike(NamedTuple):
    """Pairs of places that may be one report in other words, and the pairs of words that are common to many texts."""

    pairs: tuple[tuple[int, int], ...]
    common: frozenset[int]


def alike(cards: Sequence[Card], words: Callable[[int], Words], places: Sequence[int]) -> Alike:
    """Documents of neighbouring days that share pairs of words with meaning which few texts hold.

    `places` are those looked at, sorted: one for each text, however many printed it. A pair of words that more than
    `CROWD` of them hold is common.
    """
    held = {place: array("Q", sorted(set(pairs(words(place).stems)))) for place in places}
    met = Sharing()
    common: set[int] = set()
    for part in range(PARTS):
        slices = {
            place: set(every[bisect_left(every, part * _PART) : bisect_left(every, (part + 1) * _PART)])
            for place, every in held.items()
        }
        once: set[int] = set()
        twice: set[int] = set()  # most pairs of words stand in one text only; these cost no list
        for some in slices.values():
            twice |= once & some
            once |= some
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for place, some in slices.items():
            for pair in some & twice:
                holders[pair].append(place)
        for pair, crowd in holders.items():
            if len(crowd) > CROWD:
                common.add(pair)
            elif 1 < len(crowd) <= TELLING:
                met.crowd(crowd)
    found = []
    for first, second, count in met.counted(ALIKE_LEAST):
        size = min(len(held[first]), len(held[second]))
        if count >= min(ALIKE * size, ALIKE_MOST) and near_days(cards[first].day, cards[second].day):
            found.append((first, second))
    return Alike(tuple(found), frozenset(common))


def near_days(a: str | None, b: str | None) -> bool:
    """Whether two days lie in one window; where one isn't known, they may."""
    if a is None or b is None:
        return True
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= WINDOW
    except ValueError:
        return True
