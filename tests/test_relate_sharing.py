"""Pairs that share keys, counted a place at a time, are those of the whole table."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tawatur.relate.sharing import Sharing

CROWDS = st.lists(st.sets(st.integers(0, 12), min_size=1, max_size=8).map(sorted), max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1]), max_size=12)


@given(CROWDS, PAIRS, st.integers(1, 3))
def test_pairs_are_those_of_the_whole_table(crowds: list[list[int]], pairs: list[tuple[int, int]], least: int) -> None:
    table = Counter(pairs)
    for crowd in crowds:
        table.update(combinations(crowd, 2))
    met = Sharing()
    met.pairs(pairs)
    for crowd in crowds:
        met.crowd(crowd)
    assert list(met.counted(least)) == sorted((*pair, count) for pair, count in table.items() if count >= least)
