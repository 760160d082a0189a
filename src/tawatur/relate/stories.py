"""Stories: documents that tell of one happening, told apart from others of the same topic by what both say.

Each document is a vector of its lemmas, rare ones weighing more. How rare a lemma is comes from the language's frozen
list and from the documents of its own and earlier days, never of later ones: so what was decided doesn't drift as days
arrive. Documents of neighbouring days that share what stands out in them are compared, and the two groups whose middles
are nearest are joined until none are near enough. A pair compares with words of other groups in sight, so pages that
only share a topic (a war, a nuclear deal) stay apart as long as each tells more of its own.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice, repeat
from operator import mul
from typing import NamedTuple

from tawatur.model import StoryMember
from tawatur.relate.cards import Card
from tawatur.relate.groups import Union
from tawatur.relate.terms import Terms, unpacked

NEAR = 0.30
"""Cosine of the middles of two groups from which they tell of one happening. On 129 labelled articles of Saudi papers
pairs have an F1 above 91 from .26 to .36."""

WINDOW = 3
"""Days between documents that are compared. A story that runs on is carried by its documents in between."""

BEFORE = 2000
"""Documents that the language's list weighs as much as: a small case says little about what is rare."""

LENGTH = 150
"""Words of a usual text: what turns the frequency of a word into the share of texts that hold it."""

TELLING = 2.5
"""Least weight of a lemma: one in twelve documents holds it. More common ones tell nothing about a story."""

HEAVY = 20
"""Lemmas of a document that stand out most, by which its partners are looked for."""

CROWD = 200
"""Documents of one window that may share such a lemma and find each other by it; more share a topic, no happening."""

GUESS = 0.04
"""Least part of a pair's cosine that these lemmas give. Pairs of one story share the most telling words of both."""

PARTNERS = 48
"""Documents at most that one is compared with, those of the greatest part first: work grows with the documents."""

SEEN = 0.1
"""Least cosine of a pair that counts at all."""

ALIKE = 700_000
"""Cosine in millionths at which one report in other words counts at least, however long what stands around it."""

_SCALE = 1_000_000  # cosines are whole millionths, so that sums are the same in every order


class Vector(NamedTuple):
    """Weights of lemmas, of length 1, sorted by lemma; `heavy` are those that stand out most."""

    stems: Sequence[int]
    weights: Sequence[float]
    heavy: tuple[tuple[int, float], ...]


def stories(
    cards: Sequence[Card], copied: Iterable[tuple[int, int]] = (), retold: Iterable[tuple[int, int]] = ()
) -> tuple[StoryMember, ...]:
    """The stories of two documents or more. `cards` are sorted by key.

    `copied` are pairs of one text (copies, cuts): one voice here too, the longest of them is compared for all. `retold`
    are pairs of one report; they count as alike, yet a page that gathers many reports doesn't join these.

    The result doesn't depend on anything but the cards' contents. A story is named after the first key in it.
    """
    texts: Union[int] = Union()
    for place in range(len(cards)):
        texts.top(place)
    for a, b in copied:
        texts.join(a, b)
    held = texts.groups()
    voices = [max(group, key=lambda place: (cards[place].size, -place)) for group in held]
    chosen = [cards[place] for place in voices]
    cosines = dict(_cosines(chosen))
    voice_of = {place: voice for voice, group in enumerate(held) for place in group}
    for a, b in retold:
        first, second = sorted((voice_of[a], voice_of[b]))
        if first != second:
            cosines[first, second] = max(ALIKE, cosines.get((first, second), 0))
    groups = _grouped([_number(made.day) for made in chosen], cosines)
    groups = [sorted(place for voice in group for place in held[voice]) for group in groups]
    rows = [
        StoryMember(f"s-{cards[group[0]].key[:12]}", cards[place].key)
        for group in groups
        if len(group) > 1
        for place in group
    ]
    return tuple(sorted(rows, key=lambda row: (row.story, row.document)))


_Holders = defaultdict[int, defaultdict[int | None, list[tuple[int, float]]]]
"""By lemma and day the documents in which it stands out, sorted, with its weight."""


def _cosines(cards: Sequence[Card]) -> Iterator[tuple[tuple[int, int], int]]:
    """Pairs of places (first < second) worth comparing and their cosines in millionths, from `SEEN` up."""
    vectors: dict[int, Vector] = {}
    holders: _Holders = defaultdict(lambda: defaultdict(list))
    for day, today in _by_day(cards):
        for place, made in today:
            vectors[place] = made
            for stem, weight in made.heavy:
                holders[stem][day].append((place, weight))
        for place, mine in today:
            weights = dict(zip(mine.stems, mine.weights, strict=True))
            for other in _partners(place, mine, day, holders):
                theirs = vectors[other]
                cosine = sum(map(mul, theirs.weights, map(weights.get, theirs.stems, repeat(0.0))))
                if cosine >= SEEN:
                    yield (min(place, other), max(place, other)), round(cosine * _SCALE)


def _partners(place: int, mine: Vector, day: int | None, holders: _Holders) -> list[int]:
    """Documents to compare with one: of its window, of the same day only those before it in the cards.

    Every pair is met once, from the later day's document. An undated document is compared with all.
    """
    parts: defaultdict[int, float] = defaultdict(float)
    for stem, weight in mine.heavy:
        held = holders[stem]
        days = held if day is None else range(day - WINDOW, day)
        before = [held[one] for one in days if one != day and one in held]
        today = held[day]
        first = bisect_left(today, (place,))
        if sum(map(len, before)) + first <= CROWD:
            for other, theirs in chain(*before, islice(today, first)):
                parts[other] += weight * theirs
    found = sorted((-round(part * _SCALE), other) for other, part in parts.items() if part >= GUESS)
    return [other for _, other in found[:PARTNERS]]


def _by_day(cards: Sequence[Card]) -> Iterator[tuple[int | None, list[tuple[int, Vector]]]]:
    """Days in order, each with its documents' vectors by what was known that day; the undated come last."""
    by_day: defaultdict[int | None, list[int]] = defaultdict(list)
    for place, made in enumerate(cards):
        by_day[_number(made.day)].append(place)
    held: Counter[int] = Counter()
    documents = 0
    for day in sorted(by_day, key=lambda day: (day is None, day or 0)):
        places = by_day[day]
        documents += len(places)
        opened = [unpacked(cards[place].terms) for place in places]
        for terms in opened:
            held.update(terms.stems)
        rare = _Rare(held, documents)
        yield day, [(place, _vector(terms, rare)) for place, terms in zip(places, opened, strict=True)]


def _number(day: str | None) -> int | None:
    """Days as numbers in a row; None for what is no day of the calendar."""
    try:
        return date.fromisoformat(day).toordinal() if day is not None else None
    except ValueError:
        return None


class _Rare(dict[tuple[int, int], float]):
    """How rare lemmas are on one day, by lemma and cost: of what was `held` by so many `documents` until then. Pages of
    a day share most of theirs."""

    def __init__(self, held: Mapping[int, int], documents: int) -> None:
        super().__init__()
        self._held, self._documents = held, documents

    def __missing__(self, term: tuple[int, int]) -> float:
        stem, cost = term
        found = self[term] = -math.log((BEFORE * _share(cost) + self._held[stem]) / (BEFORE + self._documents))
        return found


def _vector(terms: Terms, rare: _Rare) -> Vector:
    told = map(rare.__getitem__, zip(terms.stems, terms.costs, strict=True))
    weighed = [
        (stem, weight if count == 1 else (1 + math.log(count)) * weight)
        for stem, weight, count in zip(terms.stems, told, terms.counts, strict=True)
        if weight >= TELLING
    ]
    stems = array("I", [stem for stem, _ in weighed])
    weights = [weight for _, weight in weighed]
    length = math.sqrt(math.fsum([weight * weight for weight in weights])) or 1.0
    heavy = sorted(zip([-weight for weight in weights], stems, strict=True))[:HEAVY]
    return Vector(
        stems,
        array("d", [weight / length for weight in weights]),
        tuple([(stem, -weight / length) for weight, stem in heavy]),
    )


_SHARES: list[float] = []


def _share(cost: int) -> float:
    """The share of texts of usual length that hold a word of this cost (centibels of its frequency)."""
    while len(_SHARES) <= cost:
        _SHARES.append(1 - math.exp(-LENGTH * 10 ** (-len(_SHARES) / 100)))
    return _SHARES[cost]


class _Group:
    """Places of a group, how many of each day (None: undated), and the sum of the cosines within, each with itself."""

    def __init__(self, place: int, day: int | None) -> None:
        self.places = [place]
        self.days: dict[int | None, int] = {day: 1}
        self.within = _SCALE
        self.pairs = 1
        """Its pairs of documents that lie in one window, each with itself included."""

    def take(self, other: _Group, across: int) -> None:
        self.places += other.places
        for day, count in other.days.items():
            self.days[day] = self.days.get(day, 0) + count
        self.within += other.within + 2 * across
        self.pairs = self.compared(self)

    def compared(self, other: _Group) -> int:
        """Pairs of the two groups that lie in one window, each document of a group with itself included."""
        pairs = 0
        for day, ours in self.days.items():
            for another, theirs in other.days.items():
                if day is None or another is None or -WINDOW <= day - another <= WINDOW:
                    pairs += ours * theirs
        return pairs


def _near(a: _Group, b: _Group, across: int) -> float:
    """The cosine of the middles of two groups, from the pairs that lie in one window: a story may run on for weeks.

    A pair in sight that has no cosine counts as 0.
    """
    pairs = a.compared(b)
    if not pairs:
        return 0.0
    return across / pairs / math.sqrt(a.within / a.pairs * (b.within / b.pairs))


def _grouped(days: Sequence[int | None], cosines: Mapping[tuple[int, int], int]) -> list[list[int]]:
    """Groups of places after joining, nearest middles first (ties: first places)."""
    groups = {place: _Group(place, day) for place, day in enumerate(days)}
    across: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), cosine in cosines.items():
        across[a][b] = across[b][a] = cosine

    def join(a: int, b: int) -> None:
        groups[a].take(groups.pop(b), across[a].pop(b, 0))
        for other, cosine in across.pop(b, {}).items():
            across[other].pop(b, None)
            if other != a:
                across[a][other] = across[other][a] = across[a].get(other, 0) + cosine

    def near(a: int, b: int) -> float:
        return _near(groups[a], groups[b], across[a][b])

    heap = [(-near(a, b), a, b) for a in sorted(groups) for b in across.get(a, ()) if a < b]
    heap = [item for item in heap if -item[0] >= NEAR]
    heapq.heapify(heap)
    while heap:
        told_near, a, b = heapq.heappop(heap)
        if b not in across.get(a, ()) or near(a, b) != -told_near:
            continue
        join(a, b)
        for other in across[a]:
            if (now := near(a, other)) >= NEAR:
                heapq.heappush(heap, (-now, min(a, other), max(a, other)))
    return [sorted(groups[place].places) for place in sorted(groups)]
