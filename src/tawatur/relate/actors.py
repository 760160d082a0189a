"""Who is one and the same across the documents of a case: decisions on pairs, groups that hold no contradiction.

A gazetteer's name, a full name and an office are evidence; another first name, another middle name, another rank or
another office at one time are contradictions, and no evidence weighs against one. A family name alone joins nobody.
Pure functions: `bearers` makes the rows of a page, `actors` groups the rows of a case, in any order of rows.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

import msgspec

from tawatur.kinds.names_epithets import Role, roles_of
from tawatur.model import Actor, ActorJoin, ActorMember, ActorName, EntityKind, Page, Place, Span
from tawatur.packs import Pack, codes, load
from tawatur.relate.groups import Union
from tawatur.relate.spellings import Spellings

LARGEST_BLOCK = 400
"""Different names in a block that are compared pair by pair; larger blocks are split by their second word."""

AT_ONE_TIME = 60
"""Days within which one person has one office of a kind and one rank."""

LARGEST_GROUP = 20_000
"""Mentions a group may have: all the pages of a year about one president are fewer."""


Member = tuple[str, int]
"""An entity of a case: the key of its document and its place in the document's list."""


class Bearer(msgspec.Struct, frozen=True, array_like=True):
    """One entity of one document, as far as telling who it is needs it.

    `words` are the folded words of its fullest mention without article, which stands `at`, `shown` as printed; `name`
    the English name that a gazetteer gives, `latin` one that the page prints behind it. `places` are all its mentions,
    `prints` their words. `roles` are its titles, `outlet` and `day` those of the document. `general` says that many
    countries have such a body, so that its name alone is nobody's.
    """

    document: str
    index: int
    kind: EntityKind
    name: str | None
    words: tuple[str, ...]
    shown: str
    at: Span
    roles: tuple[Role, ...]
    places: tuple[Span, ...]
    prints: tuple[str, ...]
    day: str | None
    outlet: str | None
    private: bool
    general: bool
    latin: str | None = None

    @property
    def place(self) -> Member:
        """The document and the index there, by which corrections name it."""
        return self.document, self.index


class Join(NamedTuple):
    """Why two bearers are one: their places and the rule, stronger ones first."""

    strength: int
    a: Member
    b: Member
    reason: str


class Group(NamedTuple):
    """An actor and the entities that it is, sorted."""

    actor: Actor
    members: tuple[Member, ...]

    @property
    def rows(self) -> tuple[ActorMember, ...]:
        """One row for each entity."""
        return tuple(ActorMember(self.actor.actor, document, index) for document, index in self.members)


NAME, FULL, OFFICE, RARE, CORRECTED = (
    "one name of the gazetteer",
    "one full name",
    "one name and one office",
    "one rare name",
    "a correction joins them",
)


_LATIN = re.compile(r"\s?\(\s?(?P<name>[A-Z][A-Za-z.'’\u00c0-\u024f-]+(?: [A-Za-z.'’\u00c0-\u024f-]+){0,5})\s?\)")
"""A name in Latin letters in brackets, as pages print it behind one in their own."""


def packed_rows(rows: Sequence[Bearer]) -> bytes:
    """The rows of a page as bytes for the case."""
    return msgspec.msgpack.encode(rows)


_ROWS = msgspec.msgpack.Decoder(tuple[Bearer, ...])


def unpacked_rows(data: bytes) -> tuple[Bearer, ...]:
    """The rows behind bytes that `packed_rows` made."""
    return _ROWS.decode(data)


def bearers(page: Page) -> tuple[Bearer, ...]:
    """The rows of a page: everybody and everything with a kind."""
    document = page.document
    pack = load(document.lang if document.lang in codes() else codes()[0])
    spellings = pack.made(Spellings)
    day = document.published.value[:10] if document.published is not None else None
    out: list[Bearer] = []
    for index, entity in enumerate(page.entities):
        if entity.kind is None:
            continue
        person = entity.kind == "person"
        latin = _LATIN.match(document.text, entity.span.end)
        out.append(
            Bearer(
                document=document.key,
                index=index,
                kind=entity.kind,
                name=entity.name,
                words=spellings.words(entity.text, person=person),
                shown=entity.text,
                at=entity.span,
                roles=_roles(pack, document.text, entity.mentions) if person else (),
                places=entity.mentions,
                prints=tuple(span.of(document.text) for span in entity.mentions),
                day=day if day is not None and len(day) == 10 else None,
                outlet=document.outlet,
                private=entity.private,
                general=not person and entity.name is None and spellings.general(entity.text),
                latin=latin["name"] if latin is not None else None,
            )
        )
    return tuple(out)


def _roles(pack: Pack, text: str, mentions: Sequence[Span]) -> tuple[Role, ...]:
    found: dict[Role, None] = {}
    for span in mentions:
        found.update(dict.fromkeys(roles_of(pack, text, span)))
    return tuple(sorted(found))


def actors(
    rows: Iterable[Bearer],
    *,
    together: Iterable[tuple[Member, Member]] = (),
    apart: Iterable[tuple[Member, Member]] = (),
    lang: str = "ar",
) -> tuple[Group, ...]:
    """The actors of a case. `together` and `apart` are corrections: pairs of (document, index) that hold."""
    spellings = load(lang if lang in codes() else codes()[0]).made(Spellings)
    ordered = sorted(rows, key=lambda row: row.place)
    by_place = {row.place: row for row in ordered}
    joins = [Join(9, min(pair), max(pair), CORRECTED) for pair in together if by_place.keys() >= set(pair)]
    joins += _links(ordered, spellings)
    return _grouped(ordered, by_place, joins, {frozenset(pair) for pair in apart}, spellings)


# --- candidates and decisions --------------------------------------------------------------------------------------


def _links(rows: Sequence[Bearer], spellings: Spellings) -> Iterator[Join]:
    """The joins of all pairs worth a look: the same name is joined in a chain, different ones pair by pair."""
    same: dict[tuple[str, ...], list[Bearer]] = {}
    for row in rows:
        same.setdefault(_identity(row), []).append(row)
    blocks: dict[tuple[str, ...], list[Bearer]] = {}
    for alike in same.values():
        first = alike[0]
        if first.kind != "person" or (len(first.words) > 1 and first.name is None):
            yield from _chained(alike, spellings)
        elif first.name is not None:
            yield from (Join(8, alike[0].place, other.place, NAME) for other in alike[1:])
        if first.kind == "person" and len(first.words) > 1:
            key = (spellings.skeleton(first.words[0]), spellings.skeleton(first.words[-1]))
            blocks.setdefault(key, []).extend(_with_roles(alike))
    for _, block in sorted(blocks.items()):
        for part in _split(block):
            for a, b in combinations(part, 2):
                join = decide(a, b, spellings)
                if join is not None:
                    yield join


def _identity(row: Bearer) -> tuple[str, ...]:
    if row.name is not None:
        return (row.kind, "=", row.name)
    if row.kind == "person" and len(row.words) < 2:
        return (row.kind, row.document, str(row.index))
    if row.general:
        return (row.kind, row.outlet or row.document, *row.words)
    return (row.kind, *row.words)


def _chained(alike: Sequence[Bearer], spellings: Spellings) -> Iterator[Join]:
    """Joins among rows of one name: each to the first one before it that it goes with."""
    heads: list[Bearer] = []
    for row in alike:
        for head in heads:
            join = decide(head, row, spellings)
            if join is not None:
                yield join
                break
        else:
            heads.append(row)


def _with_roles(alike: Sequence[Bearer]) -> list[Bearer]:
    """One row for every set of roles that a name occurs with."""
    return list({row.roles: row for row in reversed(alike)}.values())


def _split(block: Sequence[Bearer]) -> Iterator[list[Bearer]]:
    if len(block) <= LARGEST_BLOCK:
        yield sorted(block, key=lambda row: row.place)
        return
    parts: dict[str, list[Bearer]] = {}
    for row in block:
        parts.setdefault(row.words[1] if len(row.words) > 2 else "", []).append(row)
    for _, part in sorted(parts.items()):
        yield sorted(part, key=lambda row: row.place)[:LARGEST_BLOCK]


def decide(a: Bearer, b: Bearer, spellings: Spellings) -> Join | None:
    """The join of two bearers, or None where the evidence is too little or something contradicts."""
    a, b = sorted((a, b), key=lambda row: row.place)
    if a.kind != b.kind or (a.name is not None and b.name is not None and a.name != b.name):
        return None
    if a.kind != "person":
        same = a.words == b.words or (a.name is not None and a.name == b.name)
        return Join(7, a.place, b.place, NAME if a.name else FULL) if same else None
    if a.name is not None and a.name == b.name:
        return Join(8, a.place, b.place, NAME)
    shorter, longer = sorted((a.words, b.words), key=len)
    if len(shorter) < 2 or not spellings.shortens(shorter, longer) or contradict(a, b):
        return None
    if share_office(a, b):
        return Join(6, a.place, b.place, OFFICE)
    if shorter == longer and spellings.full(shorter):
        return Join(5, a.place, b.place, FULL)
    if shorter[-1] == longer[-1] and spellings.rare(shorter) and spellings.one_family(shorter, longer):
        return Join(4, a.place, b.place, RARE)
    return None


def contradict(a: Bearer, b: Bearer) -> bool:
    """Whether two persons have different ranks, or different offices of one kind, at one time."""
    if not _at_one_time(a.day, b.day):
        return False
    for x in a.roles:
        for y in b.roles:
            if x.rank and y.rank:
                if x.head != y.head:
                    return True
            elif x.single and x.head == y.head and x.words and y.words and not _within(x.words, y.words):
                return not share_office(a, b)
    return False


def share_office(a: Bearer, b: Bearer) -> bool:
    """Whether two persons are printed with one office: the same head, and words of which one holds the other's."""
    return any(
        not x.rank and x.head == y.head and bool(x.words) and bool(y.words) and _within(x.words, y.words)
        for x in a.roles
        for y in b.roles
    )


def _within(a: Sequence[str], b: Sequence[str]) -> bool:
    return set(a) <= set(b) or set(b) <= set(a)


def _at_one_time(a: str | None, b: str | None) -> bool:
    """Whether two days are near; unknown ones are taken to be."""
    if a is None or b is None:
        return True
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= AT_ONE_TIME


# --- groups ---------------------------------------------------------------------------------------------------------


class _Held(NamedTuple):
    """What a group holds: its members' gazetteer names and full names, and how many they are."""

    names: frozenset[str]
    full: frozenset[tuple[str, ...]]
    members: frozenset[Member]


def _grouped(
    rows: Sequence[Bearer],
    by_place: dict[Member, Bearer],
    joins: Sequence[Join],
    apart: set[frozenset[Member]],
    spellings: Spellings,
) -> tuple[Group, ...]:
    groups: Union[Member] = Union()
    held: dict[Member, _Held] = {}
    for row in rows:
        groups.top(row.place)
        names = frozenset((row.name,)) if row.name is not None else frozenset[str]()
        full = frozenset((row.words,)) if row.kind == "person" and row.name is None else frozenset[tuple[str, ...]]()
        held[row.place] = _Held(names, full, frozenset((row.place,)))
    taken: dict[Member, list[Join]] = {}
    for join in sorted(joins, key=lambda join: (-join.strength, join.a, join.b)):
        first, second = groups.top(join.a), groups.top(join.b)
        if first == second:
            continue
        one, two = held[first], held[second]
        if join.reason != CORRECTED and not _agree(one, two, spellings):
            continue
        if _kept_apart(one, two, apart):
            continue
        groups.join(join.a, join.b)
        top = groups.top(join.a)
        held[top] = _Held(one.names | two.names, one.full | two.full, one.members | two.members)
        taken[top] = [*taken.pop(first, ()), *taken.pop(second, ()), join]
    return tuple(
        _made([by_place[place] for place in members], taken.get(groups.top(members[0]), ()), by_place)
        for members in groups.groups()
    )


def _agree(one: _Held, two: _Held, spellings: Spellings) -> bool:
    """Whether two groups may be one: no two gazetteer names, no two full names that contradict each other."""
    if len(one.names | two.names) > 1 or len(one.members) + len(two.members) > LARGEST_GROUP:
        return False
    return all(
        spellings.shortens(*sorted((a, b), key=len)) for a in sorted(one.full) for b in sorted(two.full) if a != b
    )


def _kept_apart(one: _Held, two: _Held, apart: set[frozenset[Member]]) -> bool:
    if not apart:
        return False
    return any(len(pair & one.members) == 1 and len(pair & two.members) == 1 for pair in apart)


def _made(members: Sequence[Bearer], joins: Sequence[Join], by_place: Mapping[Member, Bearer]) -> Group:
    shown = Counter(row.shown for row in members)
    latin = Counter(row.latin for row in members if row.latin is not None)
    english = next((row.name for row in members if row.name is not None), None) or _commonest(latin)
    first = min(row.place for row in members)
    digest = hashlib.blake2b(f"{members[0].kind}\0{first[0]}\0{first[1]}".encode(), digest_size=8).hexdigest()
    actor = Actor(
        actor=f"a-{digest}",
        name=_commonest(shown) or members[0].shown,
        kind=members[0].kind,
        places=tuple(sorted((Place(row.document, span) for row in members for span in row.places), key=_order)),
        private=all(row.private for row in members),
        english=english,
        names=_names(members),
        joins=tuple(ActorJoin(join.reason, _at(by_place[join.a]), _at(by_place[join.b])) for join in joins),
    )
    return Group(actor, tuple(row.place for row in members))


def _names(members: Sequence[Bearer]) -> tuple[ActorName, ...]:
    """The ways in which an actor is printed, commonest first, each with its first place."""
    counts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for row in members:
        for printed, span in zip(row.prints, row.places, strict=True):
            counts[printed] += 1
            place = Place(row.document, span)
            if printed not in first or _order(place) < _order(first[printed]):
                first[printed] = place
    ordered = sorted(counts, key=lambda printed: (-counts[printed], -len(printed), printed))
    return tuple(ActorName(one, counts[one], first[one].document, first[one].span) for one in ordered)


def _commonest(counts: Counter[str]) -> str | None:
    """What is printed most often; of equals the longer, then the first by letters."""
    return min(counts, key=lambda one: (-counts[one], -len(one), one)) if counts else None


def _at(row: Bearer) -> Place:
    return Place(row.document, row.at)


def _order(place: Place) -> tuple[str, Span]:
    return place.document, place.span
