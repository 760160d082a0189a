"""Whether two documents hang together, decided from their words alone: a pure function of a pair."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from tawatur.model import DerivationKind, Span
from tawatur.relate.cards import SHINGLE, Words
from tawatur.relate.passages import Match, Passage, passages

COPY = 0.75
"""Share of *each* document's words that stands in the other, from which they are copies. Copies that newspapers print
are edited at the edges: in a hand-judged week of the Saudi press copies share .75–1.0 of the longer one."""

CUT = 0.70
"""Share of *one* document's words that stands in the other, from which it is that text shortened, or it extended. In
the same week unrelated pages of one story share at most .21, rewritten ones .11–.86, cuts .75–.97."""

DROPPED = 25
"""Words in a row that only one of two has, from which it has a paragraph more: the other is it shortened, no copy."""

OF_TEXT = 0.12
"""Share of the text that such a paragraph must make. A note of the editors below a long text is none."""

KEPT = 0.85
"""Share of the shortened text that the other must hold; where both were edited throughout, neither was shortened."""

PART = 0.15
"""Share of the longer text that a cut makes at least; less is taken over into a page of its own."""

FEWEST = 25
"""Shared words below which nothing is said: a formula of courtesy or a dateline with a name runs to twenty."""

_STRIDE = 16  # words compared at once while they are equal
_NEAR = 8  # places of one shingle in a document that are tried; more is a refrain, and one of the first is as good


class Block(NamedTuple):
    """`size` equal words in a row: from word `a` of one document and word `b` of the other."""

    a: int
    b: int
    size: int


class Link(NamedTuple):
    """What two documents share: blocks in order of the first, and the share of each one's words they cover.

    `passages` are what is shown: the blocks themselves, or stretches with small changes within, as first and last word
    of either.
    """

    kind: DerivationKind
    blocks: tuple[Block, ...]
    contained: tuple[float, float]
    words: int
    passages: tuple[tuple[range, range], ...]


class Rows(NamedTuple):
    """Every `SHINGLE` words in a row of a document: as bytes, for these are hashed once and tuples each time they are
    looked up. `at` has the first place of each, `again` all places of those that stand in several."""

    every: Sequence[bytes]
    at: Mapping[bytes, int]
    again: Mapping[bytes, Sequence[int]]

    def places(self, row: bytes, first: int, stop: int) -> Sequence[int]:
        """Where a row stands, from the word `first` on and before `stop`, of a refrain the first few."""
        held = self.again.get(row)
        if held is None:
            place = self.at.get(row, -1)
            return (place,) if first <= place < stop else ()
        return [place for place in held if first <= place < stop][:_NEAR]


def rows(words: Sequence[int]) -> Rows:
    """The rows of a document's words, to be made once for all that it is compared with."""
    held = array("I", words)
    size = held.itemsize
    told = held.tobytes()
    every = [told[at : at + SHINGLE * size] for at in range(0, (len(held) - SHINGLE + 1) * size, size)]
    at = dict(zip(reversed(every), range(len(every) - 1, -1, -1), strict=True))
    again: dict[bytes, list[int]] = {}
    if len(at) < len(every):
        counts = Counter(every)
        for place, row in enumerate(every):
            if counts[row] > 1:
                again.setdefault(row, []).append(place)
    return Rows(every, at, again)


def link(a: Words, b: Words, held: tuple[Rows, Rows] | None = None) -> Link | None:
    """How two documents hang together, or None where their words don't show it. `held` are the rows of both, where they
    are at hand."""
    ours, theirs = held if held is not None else (rows(a.hashes), rows(b.hashes))
    least = max(FEWEST, math.floor(CUT * min(len(a.hashes), len(b.hashes))))
    blocks = _common(a.hashes, b.hashes, ours, theirs, least) or ()
    words = sum(block.size for block in blocks)
    if words < FEWEST:
        return None
    in_a = words / len(a.hashes)
    in_b = words / len(b.hashes)
    kind: DerivationKind
    if min(in_a, in_b) >= COPY:
        kind = "cut" if max(in_a, in_b) >= KEPT and dropped(a, b, blocks) else "copy"
    elif max(in_a, in_b) >= CUT:
        kind = "cut" if min(in_a, in_b) >= PART else "rewrite"
    else:
        return None
    if one_form(a, b, blocks):
        return None
    shown = tuple((range(x.a, x.a + x.size), range(x.b, x.b + x.size)) for x in blocks)
    return Link(kind, blocks, (round(in_a, 3), round(in_b, 3)), words, shown)


def dropped(a: Words, b: Words, blocks: Sequence[Block]) -> bool:
    """Whether one of two documents has a paragraph that the other lacks."""
    for size, shared in (
        (len(a.hashes), [(block.a, block.size) for block in blocks]),
        (len(b.hashes), sorted((block.b, block.size) for block in blocks)),
    ):
        ends = [0, *(start + length for start, length in shared)]
        starts = [*(start for start, _ in shared), size]
        if max(start - end for end, start in zip(ends, starts, strict=True)) >= max(DROPPED, OF_TEXT * size):
            return True
    return False


REWRITTEN = 0.40
"""Share of one document's words with meaning that stands in like words in the other, from which it is the same report
in other words. In 129 labelled articles rewritten ones share .42 or more, others of one story at most .31."""

AT_LENGTH = 60
"""Words with meaning (some eighty of all) that pages written apart must share to quote one source at length."""

LONG = 10
"""Words with meaning of a passage that quotes; shorter ones are how everybody tells of the matter."""

LIKE = 20
"""Shared words with meaning below which nothing is said: two short pages of one event share as many names."""


def reworded(a: Words, b: Words, worn: Container[int] = ()) -> Link | None:
    """How two documents hang together that share passages in like words, or None where these don't show it.

    `worn` holds wording that many texts share, see `passages`.
    """
    found = passages(a, b, worn)
    words = sum(passage.own for passage in found)
    if words < LIKE:
        return None
    kind: DerivationKind
    if words / min(len(a.stems), len(b.stems)) >= REWRITTEN:
        kind = "rewrite"
    elif sum(passage.own for passage in found if passage.own >= LONG) >= AT_LENGTH:
        kind = "common-source"
    else:
        return None
    if one_form(a, b, common(a.hashes, b.hashes)):
        return None
    return _link(kind, a, b, found)


STATEMENTS = 3
"""Statements in like words from which a page that says it was gathered from others' reports retells one of them."""


def retold(a: Words, b: Words, worn: Container[int], in_a: Sequence[Span], in_b: Sequence[Span]) -> Link | None:
    """The rewrite that a page makes which keeps of a report little but what was said, or None.

    Only for a pair of which one says that it was gathered from other media. `in_a`, `in_b` are what each quotes.
    """
    found = passages(a, b, worn)
    words = sum(passage.own for passage in found)
    kept = [passage for passage in found if _said(a, passage.matches, 0, in_a) and _said(b, passage.matches, 1, in_b)]
    if words < LIKE or len(kept) < STATEMENTS or one_form(a, b, common(a.hashes, b.hashes)):
        return None
    return _link("rewrite", a, b, found)


WHOLLY = 0.85
"""Share of what two documents have in common that each must quote, for it to be one source and not one report."""


def all_said(a: Words, b: Words, link: Link, in_a: Sequence[Span], in_b: Sequence[Span]) -> bool:
    """Whether what two documents share are statements and nothing around them: `in_a`, `in_b` are what they quote."""
    for words, side, quoted in ((a, 0, in_a), (b, 1, in_b)):
        starts = [words.starts[i] for stretches in link.passages for i in stretches[side]]
        if sum(1 for start in starts if _within(start, quoted)) < WHOLLY * len(starts):
            return False
    return True


def supposed(a: Words, b: Words, kind: DerivationKind | None) -> Link:
    """The link of two documents of which a user says that they hang together: with whatever words they share.

    `kind` None: what these words show, else the least that can be said, a rewrite.
    """
    found = link(a, b) or reworded(a, b)
    if found is None:
        blocks = common(a.hashes, b.hashes)
        words = sum(block.size for block in blocks)
        contained = tuple(round(words / max(1, len(one.hashes)), 3) for one in (a, b))
        shown = tuple((range(x.a, x.a + x.size), range(x.b, x.b + x.size)) for x in blocks)
        found = Link("rewrite", blocks, (contained[0], contained[1]), words, shown)
    return found if kind is None else found._replace(kind=kind)


def _within(start: int, quoted: Sequence[Span]) -> bool:
    return any(span.start <= start < span.end for span in quoted)


def _said(words: Words, matches: Sequence[Match], side: int, quoted: Sequence[Span]) -> bool:
    """Whether most words of a passage are quoted."""
    starts = [words.starts[words.at[match[side]]] for match in matches]
    return 2 * sum(1 for start in starts if _within(start, quoted)) > len(starts)


def _link(kind: DerivationKind, a: Words, b: Words, found: Sequence[Passage]) -> Link:
    words = sum(passage.own for passage in found)
    shown = tuple((_stretch(a, passage.matches, 0), _stretch(b, passage.matches, 1)) for passage in found)
    contained = (round(words / len(a.stems), 3), round(words / len(b.stems), 3))
    return Link(kind, like_blocks(a, b, found), contained, words, shown)


def _stretch(words: Words, matches: Sequence[Match], side: int) -> range:
    return range(words.at[matches[0][side]], words.at[matches[-1][side]] + 1)


def like_blocks(a: Words, b: Words, found: Sequence[Passage]) -> tuple[Block, ...]:
    """Blocks of equal lemmas, with the small words between where both have as many."""
    out: list[Block] = []
    for passage in found:
        for i, j in passage.matches:
            here, there = a.at[i], b.at[j]
            last = out[-1] if out else None
            step = here - (last.a + last.size) if last is not None else -1
            if last is not None and 0 <= step <= _SMALL and there - (last.b + last.size) == step:
                out[-1] = Block(last.a, last.b, last.size + step + 1)
            else:
                out.append(Block(here, there, 1))
    return tuple(sorted(out))


_SMALL = 2  # particles between two words with meaning: "in the", "and from"


SLOT = 8
"""Words between two shared passages, at most, that can be what fills a slot of a form: a title, a name, a country."""

FILLED = 2
"""Different rare words in slots of each document from which they fill one form with different names."""

OF_RARE = 0.15
"""Share of these among the rare words of the shared passages: the longer a text, the more spellings it changes."""


def one_form(a: Words, b: Words, blocks: Sequence[Block]) -> bool:
    """Whether the shared words are a form that each document fills in with other names: a congratulation, a verdict.

    Slots are short gaps between passages that follow each other in both. What fills them are rare words that the
    other document doesn't hold in any spelling.
    """
    ours: set[str] = set()
    theirs: set[str] = set()
    for first, second in pairwise(blocks):
        here = range(first.a + first.size, second.a)
        there = range(first.b + first.size, second.b)
        if 0 < len(here) <= SLOT and 0 < len(there) <= SLOT:
            left = {a.rare[i] for i in here if i in a.rare}
            right = {b.rare[i] for i in there if i in b.rare}
            if left and right:
                ours |= left
                theirs |= right
    most = min(len(ours), len(theirs))
    if most < FILLED:
        return False
    kept = len({a.rare[i] for block in blocks for i in range(block.a, block.a + block.size) if i in a.rare})
    if most < OF_RARE * (most + kept):  # whatever their spelling
        return False
    all_ours, all_theirs = set(a.rare.values()), set(b.rare.values())
    changed = min(
        sum(1 for word in ours if not _spelt_in(word, all_theirs)),
        sum(1 for word in theirs if not _spelt_in(word, all_ours)),
    )
    return changed >= FILLED and changed >= OF_RARE * (changed + kept)


def _spelt_in(word: str, others: set[str]) -> bool:
    """Whether a word stands among others, be it in another spelling: two thirds of the letters in the same order."""
    if word in others:
        return True
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    for other in sorted(others):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _SPELT and matcher.quick_ratio() >= _SPELT and matcher.ratio() >= _SPELT:
            return True
    return False


_SPELT = 0.66


def common(a: Sequence[int], b: Sequence[int]) -> tuple[Block, ...]:
    """The words that two documents share, longest blocks first taken, each word of either used once.

    Blocks of fewer than SHINGLE words are chance and left out. The order of passages may differ.
    """
    return _common(a, b, rows(a), rows(b), 0) or ()


def _common(a: Sequence[int], b: Sequence[int], ours: Rows, theirs: Rows, least: int) -> tuple[Block, ...] | None:
    """The words that two documents share, given their rows; None where they can't be `least`."""
    if len(a) >= SHINGLE and a == b:
        return (Block(0, 0, len(a)),)
    head, tail = _ends(a, b)
    met = _met(ours, theirs, head, tail)
    if least and head + tail + min(_covered(met), _covered(_met(theirs, ours, head, tail))) < least:
        return None
    blocks = _between(a, b, ours, theirs, head, tail, met)
    if head:
        blocks.append(Block(0, 0, head))
    if tail:
        blocks.append(Block(len(a) - tail, len(b) - tail, tail))
    return _without_overlap(blocks)


def _ends(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """How many words two documents share at their beginnings and at their ends; most copies are told by these alone."""
    size = min(len(a), len(b))
    head = next((i for i in range(size) if a[i] != b[i]), size)
    if head < SHINGLE:
        head = 0
    rest = size - head
    tail = next((i for i in range(rest) if a[-1 - i] != b[-1 - i]), rest)
    return head, tail if tail >= SHINGLE else 0


def _met(ours: Rows, theirs: Rows, head: int, tail: int) -> bytes:
    """For each row between the ends whether the other document has it, as 1 or 0."""
    return bytes(map(theirs.at.__contains__, ours.every[head : max(head, len(ours.every) - tail)]))


def _covered(met: bytes) -> int:
    """How many words stand in rows that both have, at most: each row begins one, each run of rows ends with more."""
    return met.count(1) + (SHINGLE - 1) * (met.count(b"\0\1") + met[:1].count(1))


def _between(
    a: Sequence[int], b: Sequence[int], ours: Rows, theirs: Rows, head: int, tail: int, met: bytes
) -> list[Block]:
    """For each run of equal words from a place of the first on, the longest in the second; these may overlap there.
    Only between the words that both begin with and those that both end with; `met` tells where it is worth a look."""
    found: list[Block] = []
    stop = len(theirs.every) - tail
    ends_a, ends_b = len(a) - tail, len(b) - tail
    at = met.find(1)
    while at >= 0:
        i = head + at
        best = Block(i, 0, 0)
        for j in theirs.places(ours.every[i], head, stop):
            size = SHINGLE
            most = min(ends_a - i, ends_b - j)
            while size + _STRIDE <= most and a[i + size : i + size + _STRIDE] == b[j + size : j + size + _STRIDE]:
                size += _STRIDE
            while size < most and a[i + size] == b[j + size]:
                size += 1
            if size > best.size:
                best = Block(i, j, size)
        if best.size:
            found.append(best)
        at = met.find(1, at + (best.size or 1))
    return found


def _without_overlap(found: list[Block]) -> tuple[Block, ...]:
    """Blocks cut so that no word of the second document serves twice; the longest keeps its words."""
    placed = sorted(found, key=lambda block: block.b)
    if all(one.b + one.size <= other.b for one, other in pairwise(placed)):
        return tuple(sorted(found))
    taken: set[int] = set()
    out: list[Block] = []
    for block in sorted(found, key=lambda block: (-block.size, block.a)):
        start = 0
        while start < block.size:
            while start < block.size and block.b + start in taken:
                start += 1
            end = start
            while end < block.size and block.b + end not in taken:
                end += 1
            if end - start >= SHINGLE:
                out.append(Block(block.a + start, block.b + start, end - start))
                taken.update(range(block.b + start, block.b + end))
            start = end
    return tuple(sorted(out))
