"""Passages of statements that other statements repeat: a sentence of a speech that one page quotes and another holds
within a longer quotation, in like words.

Statements meet by pairs of words with meaning that few others hold, and are one as far as such words follow each other
in nearly one order in both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import combinations, product
from typing import NamedTuple

from tawatur.model import Span
from tawatur.relate.cards import Words
from tawatur.relate.passages import pairs, passages
from tawatur.relate.sharing import Sharing

TELLING = 12
"""Statements that may hold a pair of words and be looked for by it."""

COMMON = 24
"""Statements from which a pair of words is common wording: titles, names of bodies, formulas."""

SHARED = 3
"""Rare pairs of words that two statements share, at least, to be compared."""

BY_ONE, BY_NOBODY, BY_OTHERS = 5, 6, 8
"""Words with meaning that a passage has at least: of one speaker, where a page names nobody, of different speakers."""

DENSE = 0.6
"""Share of the words with meaning in its stretch, of either statement, that a passage must match."""

WHOLE = 0.7
"""Share of a statement's words with meaning from which a passage is all of it."""

PARTS, MANY = 4, 4096
"""Quarters of all pairs of words looked at in turn where statements are so many, so that the table in memory stays
small."""


class Quoted(NamedTuple):
    """A statement, or words that a page says as its own (`own`): its document, and the words with meaning that it has,
    with their places in the text. `row` are the pairs of these, `held` the same, sorted, each once."""

    document: int
    stems: array[int]
    starts: Sequence[int]
    ends: Sequence[int]
    row: Sequence[int]
    held: Sequence[int]
    own: bool = False


class Repeat(NamedTuple):
    """Two statements and what of each the other repeats; None where that is all of it."""

    a: int
    b: int
    in_a: Span | None
    in_b: Span | None
    stems: frozenset[int]
    size: int


def unquoted(document: int, words: Words, spans: Sequence[Span]) -> Iterator[Quoted]:
    """The stretches of a document between its statements."""
    at = 0
    for span in (*sorted(spans), Span(words.ends[-1] + 1, words.ends[-1] + 1)) if len(words.ends) else ():
        if at < span.start:
            made = quoted(document, words, Span(at, span.start))
            if len(made.stems) >= BY_NOBODY:
                yield made._replace(own=True)
        at = max(at, span.end)


def quoted(document: int, words: Words, span: Span) -> Quoted:
    """The statement that a span of a document is."""
    first, last = bisect_left(words.starts, span.start), bisect_left(words.starts, span.end)
    at = words.at[bisect_left(words.at, first) : bisect_left(words.at, last)]
    stems = array("I", words.stems[bisect_left(words.at, first) : bisect_left(words.at, last)])
    row = array("Q", pairs(stems))
    return Quoted(
        document,
        stems,
        array("I", [words.starts[place] for place in at]),
        array("I", [words.ends[place] for place in at]),
        row,
        array("Q", sorted(set(row))),
    )


def repeated(
    statements: Sequence[Quoted], near: Callable[[int, int], bool], worn: Set[int] = frozenset()
) -> Iterator[Repeat]:
    """Passages that statements of different documents share, by places in `statements`, in order of these.

    `near` says of two documents whether they are looked at together at all; `worn` are pairs of words that are common.
    """
    alike = _alike(statements)
    class_of = {place: number for number, members in enumerate(alike) for place in members}
    held = [statements[members[0]].held for members in alike]
    shared, common = _shared(held, [len(members) for members in alike], worn)
    documents, own = [one.document for one in statements], [one.own for one in statements]
    found = sorted(
        (a, b) if a < b else (b, a)
        for one, other in shared
        for a, b in (combinations(alike[one], 2) if one == other else product(alike[one], alike[other]))
        if documents[a] != documents[b] and not (own[a] and own[b])
    )
    kept: dict[tuple[int, int], list[tuple[list[int], list[int]]]] = {}
    for a, b in found:
        if not near(documents[a], documents[b]):
            continue
        one, other = statements[a], statements[b]
        classes = class_of[a], class_of[b]
        matched = kept.get(classes)
        if matched is None:
            matched = kept[classes] = list(_matched(one, other, common))
        for ours, theirs in matched:
            stems = frozenset(one.stems[i] for i in ours)
            yield Repeat(a, b, _part(one, ours), _part(other, theirs), stems, len(ours))


def _alike(statements: Sequence[Quoted]) -> list[list[int]]:
    """Statements of the same words with meaning, as copies have them: what one shares, all share."""
    out: dict[bytes, list[int]] = {}
    for place, one in enumerate(statements):
        out.setdefault(one.stems.tobytes(), []).append(place)
    return list(out.values())


def _shared(
    held: Sequence[Sequence[int]], sizes: Sequence[int], worn: Set[int]
) -> tuple[list[tuple[int, int]], Set[int]]:
    """The statements that share rare pairs of words (with itself, where copies of one are several); and the pairs of
    words that are common. `held` are the pairs of each, `sizes` how many copies it has."""
    met = Sharing()
    common: set[int] = set()
    parts = PARTS if sum(sizes) > MANY else 1
    size = (1 << 64) // parts
    for part in range(parts):
        slices = (
            held
            if parts == 1
            else [every[bisect_left(every, part * size) : bisect_left(every, (part + 1) * size)] for every in held]
        )
        once: set[int] = set()
        twice: set[int] = set()  # most pairs of words stand in one statement only; these cost no list
        for some, many in zip(slices, sizes, strict=True):
            twice.update(some if many > 1 else once.intersection(some))
            once.update(some)
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for number, some in enumerate(slices):
            for pair in twice.intersection(some):
                holders[pair].append(number)
        for pair, crowd in holders.items():
            statements = sum([sizes[number] for number in crowd])
            if statements > COMMON:
                common.add(pair)
            elif statements <= TELLING and pair not in worn:
                if len(crowd) > 1:
                    met.crowd(crowd)
                if statements > len(crowd):
                    met.pairs([(number, number) for number in crowd if sizes[number] > 1])
    return [(one, other) for one, other, _ in met.counted(SHARED)], common.union(worn) if common else worn


def _matched(one: Quoted, other: Quoted, common: Set[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The words with meaning of each passage that two statements share, by their places in either."""
    for passage in passages(_words(one), _words(other), common, (one.row, other.row)):
        ours = [i for i, _ in passage.matches]
        theirs = [j for _, j in passage.matches]
        if len(ours) >= BY_ONE and len(ours) >= DENSE * max(_stretch(ours), _stretch(theirs)):
            yield ours, theirs


def _words(one: Quoted) -> Words:
    return Words((), (), (), {}, one.stems, range(len(one.stems)))


def _stretch(places: Sequence[int]) -> int:
    return max(places) - min(places) + 1


def _part(one: Quoted, places: Sequence[int]) -> Span | None:
    if not one.own and len(places) >= WHOLE * len(one.stems):
        return None
    return Span(one.starts[min(places)], one.ends[max(places)])
