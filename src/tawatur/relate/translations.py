"""Translations: documents in two languages whose sentences say the same in the same order.

Vectors across languages find what may be one; the order of the sentences, their numbers and the names that gazetteers
know in both languages decide. Without an encoder nothing is said.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations
from operator import add
from typing import NamedTuple

from tawatur.relate.candidates import near_days
from tawatur.relate.cards import Card, Words
from tawatur.relate.leads import Lead, Sentence, unpacked
from tawatur.relate.links import Link
from tawatur.relate.vectors import Vectors, cosine, whole

POOLED = 0.45
"""Cosine of the mean vectors of two leads from which they are compared sentence by sentence. Of 41 true pairs of news
the lowest has .55; of unrelated pages one in a hundred has more than .45."""

NEAREST = 4
"""Documents of the other language that each is compared with at most: the nearest."""

ALIGNED = 0.52
"""Cosine of two sentences from which one may be the other's translation; the mean over true pairs of news is .72."""

SAME = 0.46
"""Mean, over the sentences of one lead, of the cosine with the best sentence of the other. In 41 true pairs of news the
least is .52; pages of one matter written apart in two languages stay below .43."""

MARGIN = 0.01
"""How far above `SAME` the mean must lie: another processor may round the last digits of a vector otherwise."""

IN_ORDER = 0.4
"""Share of the sentences of the shorter lead that must have theirs in the other, in the same order."""

FEWEST = 2
"""Sentences that must be aligned, the title counted."""

AT_ODDS = 0.34
"""Share of the aligned sentences with numbers on both sides whose numbers may all differ: dates are often left out."""

SURE = 0.6
"""The same mean from which no number or name need be shared: short pages have none."""

_OPEN = 4096  # leads whose vectors are held, 17 of 1 KB each


class _Held(NamedTuple):
    """A lead opened: its sentences, the title first, with a vector each, and the mean of these."""

    lead: Lead
    sentences: tuple[Sentence, ...]
    vectors: tuple[bytes, ...]
    pooled: bytes


class _Pair(NamedTuple):
    """Two sentences by their places in their leads, and the cosine of their vectors."""

    a: int
    b: int
    cosine: float


def translations(
    cards: Sequence[Card], words: Callable[[int], Words], vectors: Vectors | None
) -> list[tuple[int, int, Link]]:
    """Pairs of places in `cards` (first < second) that are one text in two languages, with what is aligned.

    `words` opens the words of a place. Empty without vectors, and where all documents are in one language.
    """
    spoken: defaultdict[str, list[int]] = defaultdict(list)
    for place, made in enumerate(cards):
        if made.lang is not None:
            spoken[made.lang].append(place)
    if vectors is None or len(spoken) < 2:
        return []
    held = lru_cache(maxsize=_OPEN)(lambda place: _hold(cards[place], vectors))
    out = []
    for one, other in combinations(sorted(spoken), 2):
        for a, b in _nearest(cards, spoken[one], spoken[other], held):
            aligned = _aligned(held(a), held(b))
            if aligned is not None:
                first, second = min(a, b), max(a, b)
                pairs = aligned if a < b else [_Pair(pair.b, pair.a, pair.cosine) for pair in aligned]
                out.append((first, second, _link(held(first), held(second), pairs, words(first), words(second))))
    return sorted(out, key=lambda found: found[:2])


def _hold(card: Card, vectors: Vectors) -> _Held:
    lead = unpacked(card.lead)
    sentences = (lead.title, *lead.sentences) if lead.title is not None else lead.sentences
    found = tuple(vectors.vector(one.text) for one in sentences)
    return _Held(lead, sentences, found, _pooled(found))


def _pooled(vectors: Sequence[bytes]) -> bytes:
    total: list[int] = []
    for data in vectors:
        values = array("h")
        values.frombytes(data)
        total = list(map(add, total, values)) if total else values.tolist()
    return whole(total)


def _nearest(
    cards: Sequence[Card], ours: Sequence[int], theirs: Sequence[int], held: Callable[[int], _Held]
) -> list[tuple[int, int]]:
    """Pairs of neighbouring days of which one is among the nearest to the other."""
    near: defaultdict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for a in ours:
        for b in theirs:
            if cards[a].lead and cards[b].lead and near_days(cards[a].day, cards[b].day):
                found = cosine(held(a).pooled, held(b).pooled)
                if found >= POOLED:
                    near[a].append((-found, a, b))
                    near[b].append((-found, a, b))
    return sorted({(a, b) for some in near.values() for _, a, b in sorted(some)[:NEAREST]})


def _aligned(a: _Held, b: _Held) -> list[_Pair] | None:
    """The sentences that say the same in the same order, or None where these don't make a translation."""
    table = [[cosine(x, y) for y in b.vectors] for x in a.vectors]
    if len(a.vectors) <= len(b.vectors):
        best = [max(row) for row in table]
    else:
        best = [max(row[j] for row in table) for j in range(len(b.vectors))]
    mean = sum(best) / len(best)
    pairs = in_order(table)
    if mean < SAME + MARGIN or len(pairs) < max(FEWEST, IN_ORDER * len(best)):
        return None
    counted = [(set(a.sentences[pair.a].numbers), set(b.sentences[pair.b].numbers)) for pair in pairs]
    both = [(x, y) for x, y in counted if x and y]
    if sum(x.isdisjoint(y) for x, y in both) > AT_ODDS * len(both):
        return None
    if any(x & y for x, y in both) or _named(a, b) or _named(b, a) or mean >= SURE:
        return pairs
    return None


def _named(a: _Held, b: _Held) -> bool:
    """Whether a name that gazetteers give for somebody in one text stands in the other."""
    text = "\n".join(one.text for one in b.sentences)
    return any(name in text for name in a.lead.names)


def in_order(table: Sequence[Sequence[float]]) -> list[_Pair]:
    """Of all ways to pair sentences without crossing, the one of the greatest sum of cosines above `ALIGNED`."""
    width = len(table[0])
    best = [[0.0] * (width + 1)]
    for row in table:
        last, now = best[-1], [0.0]
        for j, found in enumerate(row):
            now.append(max(last[j + 1], now[j], last[j] + found if found >= ALIGNED else 0.0))
        best.append(now)
    pairs: list[_Pair] = []
    i, j = len(table), width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append(_Pair(i, j, table[i][j]))
    return pairs[::-1]


def _link(a: _Held, b: _Held, pairs: Sequence[_Pair], in_a: Words, in_b: Words) -> Link:
    shown = [
        (_words(in_a, a.sentences[pair.a]), _words(in_b, b.sentences[pair.b]))
        for pair in pairs
        if a.sentences[pair.a] is not a.lead.title and b.sentences[pair.b] is not b.lead.title
    ]
    shown = [(here, there) for here, there in shown if here and there]
    contained = (round(len(pairs) / len(a.sentences), 3), round(len(pairs) / len(b.sentences), 3))
    return Link("translation", (), contained, len(pairs), tuple(shown))


def _words(words: Words, sentence: Sentence) -> range:
    """The places of a sentence's words among those of the body."""
    return range(bisect_left(words.starts, sentence.span.start), bisect_left(words.starts, sentence.span.end))
