"""Versions: captures of one address whose text changed, with what changed, word for word.

Addresses are compared without what doesn't name a page (`addresses`). Words are compared folded, so a change of
spelling or punctuation alone is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from tawatur.model import Change, Span, Version
from tawatur.relate.cards import Card, opened
from tawatur.relate.lineage import order

APART = 3
"""Equal words between two changes, from which these are two and not one: fewer are chance (and, in, the)."""

KEPT = 0.2
"""Share of the shorter capture's words that the other keeps at least; less is another page under one address."""

LONGEST = 20_000
"""Words of a page up to which it is compared; the time grows with the square of what changed."""

Basis = Literal["fetched", "published", "unknown"]


def versions(cards: Sequence[Card]) -> tuple[Version, ...]:
    """One row for each capture but the first of an address, beside the one before it, where their words differ.

    `cards` sorted by key. A page without a path (an outlet's front page) is another page each day and has no versions.
    """
    captures: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.address is not None and ("/" in card.address or "?" in card.address):
            captures[card.address].append(card)
    rows: list[Version] = []
    for name, some in sorted(captures.items()):
        if len(some) > 1:
            rows.extend(_rows(name, some))
    return tuple(sorted(rows, key=lambda row: (row.address, row.document)))


def _rows(name: str, some: Sequence[Card]) -> Iterator[Version]:
    basis, ordered = _ordered(some)
    kept: Card | None = None
    for card in ordered:
        if kept is None:
            kept = card
            continue
        changes = compare(kept, card)
        if not changes:
            continue  # the same words again, or none of them
        after = tuple(change.after for change in changes if change.after is not None)
        yield Version(card.key, kept.key, after, name, basis, changes)
        kept = card


def _ordered(some: Sequence[Card]) -> tuple[Basis, list[Card]]:
    """The captures of an address, the earliest first, and what tells so."""
    for basis, moments in (
        ("fetched", [card.fetched for card in some]),
        ("published", [card.moment for card in some]),
    ):
        held = sorted(zip(moments, range(len(some)), strict=True), key=lambda item: (item[0] or "", item[1]))
        if all(order(a, b) < 0 for (a, _), (b, _) in pairwise(held)):
            return ("fetched" if basis == "fetched" else "published"), [some[place] for _, place in held]
    return "unknown", list(some)


class _Text(NamedTuple):
    """Words of title and body in order: a hash of each and where it stands."""

    hashes: list[int]
    spans: list[Span]


def _text(card: Card) -> _Text:
    """The words of title and body in order, with where they stand."""
    words = opened(card)
    spans = [Span(start, end) for start, end in zip(words.starts, words.ends, strict=True)]
    held = [(span, hashed) for span, hashed in zip(spans, words.hashes, strict=True)]
    seen = set(spans)
    held += [(span, hashed) for hashed, span in card.heading if span not in seen]
    held.sort()
    return _Text([hashed for _, hashed in held], [span for span, _ in held])


def compare(a: Card, b: Card) -> tuple[Change, ...]:
    """What changed from one capture to the other: whole runs of words. None where too few were kept."""
    ours, theirs = _text(a), _text(b)
    if ours.hashes == theirs.hashes:
        return ()
    if max(len(ours.hashes), len(theirs.hashes)) > LONGEST:
        return _whole(ours, theirs)
    runs: list[list[int]] = []
    equal = 0
    for tag, i, j, k, m in SequenceMatcher(None, ours.hashes, theirs.hashes, autojunk=False).get_opcodes():
        if tag == "equal":
            equal += j - i
            continue
        if runs and i - runs[-1][1] < APART and k - runs[-1][3] < APART:
            runs[-1][1], runs[-1][3] = j, m
        else:
            runs.append([i, j, k, m])
    if equal < KEPT * min(len(ours.hashes), len(theirs.hashes)):
        return ()
    return tuple(_change(ours.spans[i:j], theirs.spans[k:m]) for i, j, k, m in runs)


def _whole(ours: _Text, theirs: _Text) -> tuple[Change, ...]:
    """One change from the first word that differs to the last, for pages too long to compare in between."""
    size = min(len(ours.hashes), len(theirs.hashes))
    head = next((i for i in range(size) if ours.hashes[i] != theirs.hashes[i]), size)
    tail = next((i for i in range(size - head) if ours.hashes[-1 - i] != theirs.hashes[-1 - i]), size - head)
    return (_change(ours.spans[head : len(ours.spans) - tail], theirs.spans[head : len(theirs.spans) - tail]),)


def _change(before: Sequence[Span], after: Sequence[Span]) -> Change:
    one = Span(before[0].start, before[-1].end) if before else None
    other = Span(after[0].start, after[-1].end) if after else None
    return Change("added" if one is None else "removed" if other is None else "changed", one, other)
