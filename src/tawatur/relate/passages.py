"""Passages that two documents share in like words: the same lemmas in nearly one order, with small changes between.

What is common to the wording of many texts (titles of a court, an agency's line) is passed in and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from tawatur.relate.cards import Words

GAP = 3
"""Words with meaning that may be put in, left out or changed before a passage goes on."""

SHORTEST = 4
"""Fewer words with meaning in a row, though changed between, are chance."""

_NEAR = 6  # places of one pair of lemmas that are tried; more is a refrain, and one of the first is as good

Match = tuple[int, int]
"""A word with meaning of one document and one of the other, by their places among these."""


class Passage(NamedTuple):
    """Matching words in order of both documents."""

    matches: tuple[Match, ...]

    @property
    def own(self) -> int:
        """How many words match."""
        return len(self.matches)


def pairs(stems: Sequence[int]) -> list[int]:
    """One 64-bit value for every two words with meaning in a row."""
    return [a << 32 | b for a, b in pairwise(stems)]


def passages(
    a: Words,
    b: Words,
    common: Container[int] = (),
    held: tuple[Sequence[int], Sequence[int]] | None = None,
) -> tuple[Passage, ...]:
    """What two documents share in like words, in order of the first, each word of either used once.

    `common` holds pairs of words (as `pairs` gives them) that join nothing; a passage must have `SHORTEST` others.
    `held` are the pairs of both, where they are at hand.
    """
    ours, theirs = held if held is not None else (pairs(a.stems), pairs(b.stems))
    if a.stems == b.stems:
        return _whole(ours, common)
    places: dict[int, list[int]] = {pair: [] for pair in set(ours).intersection(theirs) if pair not in common}
    if not places:
        return ()
    for j, pair in enumerate(theirs):
        if pair in places:
            places[pair].append(j)
    grown: list[list[Match]] = []
    seen: set[Match] = set()
    for i, pair in enumerate(ours):
        if pair not in places:
            continue
        for j in places[pair][:_NEAR]:
            if (i, j) not in seen:
                matches = _grown(a.stems, b.stems, i, j)
                seen.update(matches)
                grown.append(matches)
    return _apart(grown, ours, common) if grown else ()


def _whole(ours: Sequence[int], common: Container[int]) -> tuple[Passage, ...]:
    """What a document shares with one of the same words: all of them, in one passage, but the ends that are common."""
    own = _own(ours, common)
    matches = tuple((i, i) for i, told in enumerate(own) if told)
    return (Passage(matches),) if len(matches) >= SHORTEST else ()


def _grown(a: Sequence[int], b: Sequence[int], i: int, j: int) -> list[Match]:
    """The passage around two words that match, `i` and `j` being the first of them."""
    before: list[Match] = []
    last: Match | None = (i, j)
    while last is not None and (last := _next(a, b, *last, -1)) is not None:
        before.append(last)
    matches = [*before[::-1], (i, j), (i + 1, j + 1)]
    size_a, size_b = len(a), len(b)
    x, y = i + 2, j + 2
    while True:
        while x < size_a and y < size_b and a[x] == b[y]:  # the nearest match, without a gap
            matches.append((x, y))
            x += 1
            y += 1
        found = _next(a, b, x - 1, y - 1, 1)
        if found is None:
            return matches
        matches.append(found)
        x, y = found[0] + 1, found[1] + 1


_STEPS = sorted(
    ((di, dj) for di in range(1, GAP + 2) for dj in range(1, GAP + 2)), key=lambda step: (sum(step), step[0])
)


def _next(a: Sequence[int], b: Sequence[int], i: int, j: int, way: int) -> Match | None:
    """The nearest match behind (way 1) or before (-1) one, over a gap."""
    size_a, size_b = len(a), len(b)
    here = a[i + 1 : i + 2 + GAP] if way > 0 else a[max(0, i - 1 - GAP) : max(0, i)]
    there = b[j + 1 : j + 2 + GAP] if way > 0 else b[max(0, j - 1 - GAP) : max(0, j)]
    if set(here).isdisjoint(there):
        return None
    for di, dj in _STEPS:
        x, y = i + way * di, j + way * dj
        if 0 <= x < size_a and 0 <= y < size_b and a[x] == b[y]:
            return x, y
    return None


def _apart(grown: list[list[Match]], ours: Sequence[int], common: Container[int]) -> tuple[Passage, ...]:
    """Passages that don't overlap, the longest first taken; matches that only common wording makes are left out."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    told = _own(ours, common)
    out: list[Passage] = []
    for matches in sorted(grown, key=lambda matches: (-len(matches), matches[0])):
        own = [(i, j) for i, j in matches if told[i] and i not in taken_a and j not in taken_b]
        if len(own) >= SHORTEST:
            out.append(Passage(tuple(own)))
            taken_a.update(range(own[0][0], own[-1][0] + 1))
            taken_b.update(range(own[0][1], own[-1][1] + 1))
    return tuple(sorted(out))


def _own(ours: Sequence[int], common: Container[int]) -> list[bool]:
    """Of each word whether it stands in wording that isn't common: with the word before it or the one behind."""
    told = [pair not in common for pair in ours]
    return [before or behind for before, behind in zip([False, *told], [*told, False], strict=True)]
