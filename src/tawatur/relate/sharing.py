"""How many keys two places share, counted a place at a time: a table of all pairs of a case would not fit into memory,
and looking up one entry of it after another costs most of the time that it takes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence


class Sharing:
    """Places by the crowds that share a key, one crowd for each key; pairs with how often they met.

    >>> met = Sharing()
    >>> met.crowd([1, 4, 7])
    >>> met.crowd([4, 7])
    >>> met.pairs([(7, 9)])
    >>> list(met.counted(1))
    [(1, 4, 1), (1, 7, 1), (4, 7, 2), (7, 9, 1)]
    >>> list(met.counted(2))
    [(4, 7, 2)]
    >>> list(met.enough([0, 1, 0, 0, 3, 0, 0, 2, 0, 3]))
    [(1, 4), (1, 7), (4, 7)]
    """

    def __init__(self) -> None:
        self._crowds: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        self._single: defaultdict[int, list[int]] = defaultdict(list)

    def crowd(self, places: Sequence[int]) -> None:
        """Places that all share one key, ascending, each once."""
        if len(places) == 2:  # most crowds are
            self._single[places[0]].append(places[1])
            return
        for place in places[:-1]:
            self._crowds[place].append(places)

    def first_few(self, places: Sequence[int], few: int) -> None:
        """Places that all share one key, ascending, of which only the first few are paired with all behind them."""
        for at, place in enumerate(places[:few], 1):
            self._single[place] += places[at:]

    def pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Pairs of places (first < second) that share one key more."""
        for first, second in pairs:
            self._single[first].append(second)

    def counted(self, least: int) -> Iterator[tuple[int, int, int]]:
        """Pairs that share `least` keys or more, sorted, with how many."""
        for first, counts in self._counts():
            yield from sorted((first, second, count) for second, count in counts.items() if count >= least)

    def enough(self, needs: Sequence[float]) -> Iterator[tuple[int, int]]:
        """Pairs that share as many keys as the less demanding of the two needs, sorted; `needs` by place."""
        for first, counts in self._counts():
            need = needs[first]
            near = sorted(second for second, count in counts.items() if count >= need or count >= needs[second])
            yield from ((first, second) for second in near)

    def _counts(self) -> Iterator[tuple[int, Counter[int]]]:
        """Each place in order with those behind it that it shares keys with, and how many."""
        for first in sorted(self._crowds.keys() | self._single.keys()):
            met = [*self._single.get(first, ())]
            for places in self._crowds.get(first, ()):
                met += places[bisect_right(places, first) :]
            yield first, Counter(met)
