"""Copies, cuts, rewritten pages, common sources: one row for each document, to its nearest partner, and their group.

Words decide whether two documents hang together (`links`); moments and credits decide which came first, where they can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tawatur.model import Derivation, DerivationKind, Direction, Passage, Span
from tawatur.relate.candidates import alike, candidates
from tawatur.relate.cards import Card, Words, opening, said
from tawatur.relate.groups import Union, spanning
from tawatur.relate.links import Block, Link, all_said, link, retold, reworded, rows, supposed
from tawatur.relate.ruled import BY_USER, NOTHING, Ruled, numbered
from tawatur.relate.translations import translations
from tawatur.relate.vectors import Vectors

WHOLE = 0.9
"""Share of the shorter text that must stand in the longer for it to count as cut from it."""


_ROWS = 1024  # documents whose rows of words are at hand, some 40 KB each: one is compared with all that share its text


class Edge(NamedTuple):
    """A row of lineage with the blocks of words behind it: `a`, `b` are places in the cards."""

    a: int
    b: int
    row: Derivation
    blocks: tuple[Block, ...]


class Traced(NamedTuple):
    """The links of documents, in order of their keys; pairs of documents (places, the first smaller) that share rare
    wording, be they linked or not; and pairs of words so common that sharing them says nothing."""

    edges: tuple[Edge, ...]
    near: tuple[tuple[int, int], ...]
    worn: frozenset[int]


def traced(
    cards: Sequence[Card],
    vectors: Vectors | None = None,
    ruled: Ruled = NOTHING,
    words: Callable[[int], Words] | None = None,
) -> Traced:
    """How documents hang together by their words, which `words` opens by their places.

    `cards` must be sorted by key; the result depends on nothing but their contents and on what users `ruled`. `vectors`
    find translations.
    """
    at = numbered(cards) if ruled is not NOTHING else {}
    apart = [(at[a], at[b]) for a, b in ruled.no_copies if a in at and b in at]
    parted = {tuple(sorted(pair)) for pair in apart}
    words = words or opening(cards)

    def quoted(place: int) -> list[Span]:
        return [one.span for one in said(cards[place]).said]

    held = lru_cache(maxsize=_ROWS)(lambda place: rows(words(place).hashes))
    links: list[tuple[int, int, Link]] = []
    for a, b in candidates(cards):
        found = link(words(a), words(b), (held(a), held(b)))
        if found is not None and (a, b) not in parted:
            links.append((a, b, found))
    other = alike(cards, words, voices(cards, ((a, b) for a, b, _ in links)))
    for a, b in other.pairs:
        found = reworded(words(a), words(b), other.common)
        if found is None and (cards[a].gathered or cards[b].gathered):
            found = retold(words(a), words(b), other.common, quoted(a), quoted(b))
        elif (
            found is not None and found.kind == "rewrite" and all_said(words(a), words(b), found, quoted(a), quoted(b))
        ):
            found = found._replace(kind="common-source")
        if found is not None:
            links.append((a, b, found))
    links += translations(cards, words, vectors)
    links.sort(key=_nearest_first)
    kept = {links[place][:2]: links[place][2] for place in spanning(((a, b) for a, b, _ in links), apart)}
    groups: Union[int] = Union(apart)
    for a, b in kept:
        groups.join(a, b)
    joined: set[tuple[int, int]] = set()
    for copy in ruled.copies:
        if copy.a not in at or copy.b not in at:
            continue
        a, b = sorted((at[copy.a], at[copy.b]))
        if groups.join(a, b) or ((a, b) in kept and copy.kind is not None):
            kept[a, b] = supposed(words(a), words(b), copy.kind)
            joined.add((a, b))
    names = {member: f"g-{cards[group[0]].key[:12]}" for group in groups.groups() for member in group}
    edges = [
        _edge(cards, a, b, found, names[a], words(a), words(b), BY_USER if (a, b) in joined else _RULES[found.kind])
        for (a, b), found in kept.items()
    ]
    return Traced(tuple(sorted(edges, key=lambda edge: (edge.row.a, edge.row.b))), other.pairs, other.common)


_RANK: dict[DerivationKind, int] = {"copy": 0, "cut": 0, "translation": 0, "rewrite": 1, "common-source": 2}


def voices(cards: Sequence[Card], copied: Iterable[tuple[int, int]]) -> list[int]:
    """One place for each text, sorted: of copies and cuts the longest, which holds most of what the others do."""
    texts: Union[int] = Union()
    for place in range(len(cards)):
        texts.top(place)
    for a, b in copied:
        texts.join(a, b)
    return sorted(max(group, key=lambda place: (cards[place].size, -place)) for group in texts.groups())


def _nearest_first(item: tuple[int, int, Link]) -> tuple[int, float, float, int, int, int]:
    """One text comes before one report, and that before one source; then what shares most."""
    a, b, found = item
    return (_RANK[found.kind], -min(found.contained), -max(found.contained), -found.words, a, b)


def _edge(
    cards: Sequence[Card], a: int, b: int, found: Link, group: str, first: Words, second: Words, rule: str
) -> Edge:
    """The row of a link, `a` being the earlier document where moments tell, else the first by name."""
    blocks, contained, passages = found.blocks, found.contained, found.passages
    when = order(cards[a].moment, cards[b].moment)
    turned = when > 0 or (when == 0 and (cards[b].name, cards[b].key) < (cards[a].name, cards[a].key))
    if turned:
        a, b, first, second = b, a, second, first
        blocks = tuple(sorted(Block(block.b, block.a, block.size) for block in blocks))
        contained = (contained[1], contained[0])
        passages = tuple(
            sorted(((there, here) for here, there in passages), key=lambda pair: (pair[0].start, pair[1].start))
        )
    direction, reason = _direction(cards[a], cards[b], found.kind, contained)
    row = Derivation(
        a=cards[a].key,
        b=cards[b].key,
        direction=direction,
        kind=found.kind,
        evidence=tuple(Passage(_span(first, here), _span(second, there)) for here, there in passages),
        group=group,
        earlier=cards[a].key,
        later=cards[b].key,
        contained=contained,
        rule=rule,
        reasons=(_shares(found, contained), reason),
    )
    return Edge(a, b, row, blocks)


_RULES: dict[DerivationKind, str] = {
    "copy": "nearly all words of both in the other",
    "cut": "most words of one in the other",
    "translation": "sentences that say the same in the same order in two languages",
    "rewrite": "much of one in like words in the other",
    "common-source": "long passages in like words, most of both apart",
}


def _shares(found: Link, contained: tuple[float, float]) -> str:
    if found.kind == "translation":
        shares = f"{contained[0]:.0%} of a's, {contained[1]:.0%} of b's"
        return f"{found.words} of the first sentences in the same order: {shares}"
    what = (
        "words in passages of five or more" if found.kind in ("copy", "cut") else "words with meaning in like passages"
    )
    return f"{found.words} {what}: {contained[0]:.0%} of a, {contained[1]:.0%} of b"


def _span(words: Words, stretch: range) -> Span:
    return Span(words.starts[stretch.start], words.ends[stretch.stop - 1])


def _direction(a: Card, b: Card, kind: DerivationKind, contained: tuple[float, float]) -> tuple[Direction, str]:
    """Who has it from whom, and why, `a` being the earlier where moments tell: by credits, containment, moments."""
    if a.outlet is not None and a.outlet in b.credits:
        return "a→b", f"b credits {a.outlet.shown}, the outlet of a"
    if b.outlet is not None and b.outlet in a.credits:
        return "b→a", f"a credits {b.outlet.shown}, the outlet of b"
    before = order(a.moment, b.moment) < 0
    if kind == "cut" and before and contained[1] >= WHOLE and contained[1] > contained[0]:
        return "a→b", f"b is later ({b.moment} after {a.moment}) and nearly all of it stands in a, which has more"
    both = sorted(set(a.credits) & set(b.credits))
    if both:
        return "unknown", f"both credit {both[0].shown}, so either may have it from there"
    if a.credits or b.credits or a.more_credits or (b.more_credits and not b.gathered):
        return "unknown", "one credits a third source, from which the other may have it too"
    if before and b.gathered:
        return "a→b", f"a is dated {a.moment}, b {b.moment}, and b says that it was gathered from other media"
    if before:
        return "a→b", f"a is dated {a.moment}, b {b.moment}, and neither credits anybody"
    return "unknown", "no credit, and no moment that tells which came first"


def order(a: str | None, b: str | None) -> int:
    """-1 where moment `a` lies before `b`, 1 where behind, 0 where it isn't known.

    Moments are compared as far as both are precise; hours only where both give them in one zone.

    >>> order("2023-10-07", "2023-10-08T09:00"), order("2023-10", "2023-10-08"), order("2023-10-08", None)
    (-1, 0, 0)
    """
    if a is None or b is None:
        return 0
    (day_a, _, time_a), (day_b, _, time_b) = a.partition("T"), b.partition("T")
    size = min(len(day_a), len(day_b))
    if day_a[:size] != day_b[:size]:
        return -1 if day_a < day_b else 1
    if (
        len(day_a) != len(day_b)
        or not time_a
        or not time_b
        or time_a[5:].lstrip(":0123456789.") != time_b[5:].lstrip(":0123456789.")
    ):
        return 0
    size = min(len(time_a), len(time_b), 5)
    return (time_a[:size] > time_b[:size]) - (time_a[:size] < time_b[:size])
