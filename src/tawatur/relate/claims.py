"""Claims: the same statement in many documents, in one wording or several, and the denials of such statements.

Copies are collapsed first: places that print the same words of the same speaker are one wording. Wordings meet in
blocks of those that share two telling words, or a speaker and one; pairs are decided by `sameness`, groups grow from
the strongest pair on and hold no two that contradict.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from tawatur.relate.bilingual import BY_TRANSLATION
from tawatur.relate.cards import MASK, STEP, Card, claimed, said
from tawatur.relate.contents import Content
from tawatur.relate.groups import Union
from tawatur.relate.ruled import BY_USER, Pairs, numbered, placed
from tawatur.relate.sameness import FEWEST, Said, Verdict, contradict, denies, may_be_same, ready, same
from tawatur.relate.sharing import Sharing
from tawatur.relate.terms import word_hash
from tawatur.relate.vectors import Vectors

LARGEST = 2000
"""Wordings that a block may have; a larger one is split by day, and what is still larger isn't looked at."""

HEAVY = 8
"""Telling words of a wording by which others are looked for, the rarest first."""

KEYS = 2
"""Keys that two wordings share at least to be looked at."""

CROWD, NEXT = 24, 6
"""Wordings of a block that are all paired; of more, each with the next few by day."""

SAMPLE = 4
"""Members of each of two groups that are compared before the groups become one."""

_OPEN = 4096  # texts kept at hand: neighbouring pairs share them

REPORTED = 2
"""Telling words that a denial of reports has beside these: what they are, and whose."""

PARTS = 64
"""Parts of all keys looked at in turn, so that the table in memory stays small and in reach of the processor: with 16
it took a tenth longer."""


class Place(NamedTuple):
    """A statement: which card, and its place among the document's attributions."""

    card: int
    number: int


class Wording(NamedTuple):
    """Places that print the same words of the same speaker with the same stance."""

    said: Said
    places: tuple[Place, ...]


class Denial(NamedTuple):
    """One wording that denies another: their places in the list, and why."""

    denier: int
    denied: int
    reason: str


class Found(NamedTuple):
    """The places of each wording, groups of wordings that are one statement (sorted, each with the reasons of its
    joins), and denials."""

    places: tuple[tuple[Place, ...], ...]
    groups: tuple[tuple[int, ...], ...]
    reasons: dict[int, tuple[str, ...]]
    denials: tuple[Denial, ...]
    contents: dict[Place, Content]
    passed: int
    """Blocks too large to be looked at."""

    def pairs(self) -> list[tuple[Place, Place]]:
        """Places that say the same: the first of each group with each other one."""
        out: list[tuple[Place, Place]] = []
        for group in self.groups:
            places = sorted(place for one in group for place in self.places[one])
            out.extend((places[0], other) for other in places[1:])
        return out


def find(
    cards: Sequence[Card],
    vectors: Vectors | None = None,
    actor_of: Mapping[tuple[str, int], str] | None = None,
    ruled: Pairs = Pairs(),  # noqa: B008 — two empty tuples
    translated: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
) -> Found:
    """The statements of a case that say the same; `cards` sorted by key. Without `vectors`, words alone find them.

    `actor_of` says who of the case an entity is, by document and its place in the document's list; `ruled` what users
    said of two statements. `translated` are pairs (card, number) that are one in two languages.
    """
    at = numbered(cards) if ruled.together or ruled.apart else {}
    together, apart = (
        [(Place(*a), Place(*b)) for a, b in placed(pairs, at)] for pairs in (ruled.together, ruled.apart)
    )
    across = [(Place(*a), Place(*b)) for a, b in translated]
    made, contents = wordings(
        cards,
        actor_of or {},
        asked={place for pair in (*together, *across) for place in pair},
        alone={place for pair in apart for place in pair},
    )
    links: list[tuple[int, int, Verdict]] = []
    denials: list[Denial] = []
    pairs, passed = candidates(made)
    text = lru_cache(maxsize=_OPEN)(lambda place: _text(cards, made[place].places[0]))
    for a, b in pairs:
        one, other = made[a].said, made[b].said
        verdict = same(one, other)
        if verdict is None and vectors is not None and may_be_same(one, other):
            near = vectors.near(text(a), text(b))
            verdict = same(one, other, near) if near is not None else None
        if verdict is not None:
            links.append((a, b, verdict))
            continue
        for x, y in ((a, b), (b, a)):
            if not made[x].said.content.denies or _around(made[x], made[y]):
                continue
            reason = denies(made[x].said, made[y].said, reported=_inside(made[x], made[y]))
            if reason is not None:
                denials.append(Denial(x, y, reason))
    wording_of = {place: number for number, one in enumerate(made) for place in one.places} if at or across else {}
    together_now, apart_now, across_now = (
        [(wording_of[a], wording_of[b]) for a, b in pairs if a in wording_of and b in wording_of]
        for pairs in (together, apart, across)
    )
    spoken = [cards[one.places[0].card].lang for one in made] if across_now else None
    groups, reasons = _grouped(made, links, together_now, apart_now, across_now, spoken)
    return Found(tuple(one.places for one in made), groups, reasons, tuple(denials), contents, passed)


def _around(denier: Wording, denied: Wording) -> bool:
    """Whether a page tells the denial and what would be denied in one breath: one inside the other, or the same words
    read twice (in headline and text). Neither denies the other, unless the denial is of reports and these are all of it
    ("denied reports that …")."""
    if {place.card for place in denier.places}.isdisjoint(place.card for place in denied.places):
        return False
    inner, outer = denier.said.content.span, denied.said.content.span
    if inner.holds(outer):
        return len(denier.said.content.stems) > len(denied.said.content.stems) + REPORTED
    return outer.meets(inner) or denier.said.pairs <= denied.said.pairs


def _inside(denier: Wording, denied: Wording) -> bool:
    """Whether a page tells one inside the other."""
    if {place.card for place in denier.places}.isdisjoint(place.card for place in denied.places):
        return False
    return denier.said.content.span.holds(denied.said.content.span)


def _text(cards: Sequence[Card], place: Place) -> str:
    return next(one.text for one in said(cards[place.card]).said if one.index == place.number)


def wordings(
    cards: Sequence[Card],
    actor_of: Mapping[tuple[str, int], str] = MappingProxyType({}),
    *,
    asked: Set[Place] = frozenset(),
    alone: Set[Place] = frozenset(),
) -> tuple[list[Wording], dict[Place, Content]]:
    """All statements with enough telling words, those in the same words of the same speaker together; and each.

    Those `asked` for are taken whatever words they have; those `alone` stand with no other.
    """
    contents: dict[Place, Content] = {}
    held: dict[tuple[object, ...], list[tuple[Place, Said]]] = {}
    for place, card in enumerate(cards):
        day = _number(card.day)
        for content in claimed(card):
            where = Place(place, content.index)
            if len(set(content.stems)) < FEWEST and where not in asked:
                continue
            key: tuple[object, ...] = (content.words, content.size, content.stance, content.status, content.speaker)
            if where in alone:
                key = (*key, where)
            contents[where] = content
            some = held.setdefault(key, [])
            actor = actor_of.get((card.key, content.who)) if content.who is not None else None
            some.append((where, some[0][1] if some else ready(content, day, actor)))
    return [Wording(found[0][1], tuple(place for place, _ in found)) for found in held.values()], contents


def _number(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day is not None else None
    except ValueError:
        return None


# --- which wordings are looked at together --------------------------------------------------------------------


def candidates(made: Sequence[Wording]) -> tuple[list[tuple[int, int]], int]:
    """Pairs of wordings (first < second) that share two keys, sorted, and how many blocks were too large to look at.

    One shared key is two words in common: of 13,165 pairs of a week that are one statement 30 shared no more, while
    three of four pairs that are looked at would.
    """
    met = Sharing()
    passed = 0
    keys = [array("Q") for _ in range(PARTS)]
    holders = [array("L") for _ in range(PARTS)]
    for place, one in enumerate(made):
        for key in _keys(one.said):
            keys[key % PARTS].append(key)
            holders[key % PARTS].append(place)
    for part in range(PARTS):
        shared = Counter(keys[part])
        blocks: defaultdict[int, list[int]] = defaultdict(list)  # most keys are one wording's only; these cost no list
        for key, place in zip(keys[part], holders[part], strict=True):
            if shared[key] > 1:
                blocks[key].append(place)
        for block in blocks.values():
            if len(block) <= CROWD:
                met.crowd(block)
                continue
            for smaller in _split(made, block):
                if len(smaller) > LARGEST:
                    passed += 1
                else:
                    met.pairs(_pairs(made, smaller))
    return [(first, second) for first, second, _ in met.counted(KEYS)], passed


def _keys(said: Said) -> list[int]:
    """A key for every two of the rarest words, and for every word of the speaker with one of them."""
    ranked = sorted([(-weight, stem) for stem, weight in said.weights.items()])
    heavy = sorted([stem for _, stem in ranked[:HEAVY]])
    own = [(a, b) for a, b in combinations(heavy, 2)]
    own += [(name ^ 0xFFFFFFFF, stem) for name in said.content.speaker for stem in heavy]
    if said.actor is not None:
        own += [(word_hash(said.actor), stem) for stem in heavy]
    return [((a * STEP + b * 31) & MASK) >> 8 for a, b in own]


def _split(made: Sequence[Wording], block: list[int]) -> Iterator[list[int]]:
    """A block, or its days where it is too large."""
    if len(block) <= LARGEST:
        yield block
        return
    days: defaultdict[int, list[int]] = defaultdict(list)
    for place in block:
        days[made[place].said.day or 0].append(place)
    for _, part in sorted(days.items()):
        yield part


def _pairs(made: Sequence[Wording], block: list[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= CROWD:  # a day of a block that was too large
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda place: (made[place].said.day or 0, made[place].said.total, place))
    for i, place in enumerate(ordered):
        for later in ordered[i + 1 : i + 1 + NEXT]:
            yield (place, later) if place < later else (later, place)


# --- which of them are one ------------------------------------------------------------------------------------


def _grouped(
    made: Sequence[Wording],
    links: Sequence[tuple[int, int, Verdict]],
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
    across: Sequence[tuple[int, int]] = (),
    spoken: Sequence[str | None] | None = None,
) -> tuple[tuple[tuple[int, ...], ...], dict[int, tuple[str, ...]]]:
    """Groups of wordings, the strongest pairs joined first, never over a contradiction or what is `apart`; then those
    that are one `across` languages, of which `spoken` says each one's; at last those of the pairs `together`."""
    union: Union[int] = Union(apart)
    members: dict[int, list[int]] = {}
    why: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for place in range(len(made)):
        union.top(place)
        members[place] = [place]
    ordered = sorted(links, key=lambda link: (-link[2].strength, link[0], link[1]))
    ordered += [(a, b, Verdict(0, BY_TRANSLATION)) for a, b in sorted(across)]
    for a, b, verdict in (*ordered, *((a, b, Verdict(0, BY_USER)) for a, b in together)):
        one, other = union.top(a), union.top(b)
        if one == other:
            continue
        languages = spoken if verdict.reason == BY_TRANSLATION else None
        if verdict.reason != BY_USER and not _agreed(made, members[one], members[other], languages):
            continue
        if not union.join(a, b):
            continue
        top = union.top(a)
        members[top] = sorted(members.pop(one) + members.pop(other))
        reasons = why.pop(one, Counter[str]()) + why.pop(other, Counter[str]())
        reasons.update(verdict.reason.split("; "))
        why[top] = reasons
    groups = tuple(tuple(group) for group in union.groups())
    return groups, {group[0]: tuple(sorted(why[union.top(group[0])])) for group in groups if len(group) > 1}


def _agreed(
    made: Sequence[Wording], one: Sequence[int], other: Sequence[int], spoken: Sequence[str | None] | None = None
) -> bool:
    """Whether no member of one group contradicts one of the other; only those of one language, where these are given,
    for words of two have nothing in common that could tell."""
    pairs = ((a, b) for a in _spread(one) for b in _spread(other) if spoken is None or spoken[a] == spoken[b])
    return not any(contradict(made[a].said, made[b].said) for a, b in pairs)


def _spread(members: Sequence[int]) -> list[int]:
    return [members[i * len(members) // SAMPLE] for i in range(SAMPLE)] if len(members) > SAMPLE else list(members)
