"""Who is one and the same across the documents of a case: decisions on pairs, groups that hold no contradiction.

A gazetteer's name, a full name and an office are evidence; another first name, another middle name, another rank or
another office at one time are contradictions, and no evidence weighs against one. A family name alone joins nobody.
Pure functions of the rows of a case (`bearers` makes those of a page), in any order of rows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import combinations
from typing import NamedTuple

from tawatur.model import Actor, ActorJoin, ActorMember, ActorName, Place, Span
from tawatur.packs import pack_of
from tawatur.relate.bearers import Bearer, Member
from tawatur.relate.groups import Union
from tawatur.relate.ruled import BY_USER
from tawatur.relate.scripts import across
from tawatur.relate.spellings import Spellings

LARGEST_BLOCK = 400
"""Different names in a block that are compared pair by pair; larger blocks are split by their second word."""

AT_ONE_TIME = 60
"""Days within which one person has one office of a kind and one rank."""

LARGEST_GROUP = 20_000
"""Mentions a group may have: all the pages of a year about one president are fewer."""

MOST = 0.75
"""Share of the rows of a known name that say its nation which must say one, for the rows that say none to be of it."""

SOLE, SOLE_TRIBAL = 8, 20
"""Rows that print a name in full, from which a case knows one person by it, if all that say an office say his; more
where the name ends in a tribe's."""


FEW_OTHERS = 8
"""Rows that print his name for each other bearer of it who says an office: that one is misread, or a rare namesake."""


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


FEW_PAGES = 100
"""Pages up to which a case may be on one matter, so that pages which share names speak of one country's bodies."""


NAME, FULL, OFFICE, RARE, ONLY, BESIDE, WITHOUT, SCRIPTS, CORRECTED = (
    "one name of the gazetteer",
    "one full name",
    "one name and one office",
    "one rare name",
    "one name, and all who say an office say one person's",
    "one body's name, on pages that share other names",
    "one body's name with and without its country, on pages that share other names",
    "one name in two scripts, and nobody else of that sound",
    BY_USER,
)


def actors(
    rows: Iterable[Bearer],
    *,
    together: Iterable[tuple[Member, Member]] = (),
    apart: Iterable[tuple[Member, Member]] = (),
    lang: str = "ar",
) -> tuple[Group, ...]:
    """The actors of a case. `together` and `apart` are corrections: pairs of (document, index) that hold."""
    spellings = pack_of(lang).made(Spellings)
    ordered = sorted(rows, key=lambda row: row.place)
    by_place = {row.place: row for row in ordered}
    joins = [Join(9, min(pair), max(pair), CORRECTED) for pair in together if by_place.keys() >= set(pair)]
    joins += _links(ordered, spellings)
    groups = _Groups(ordered, {frozenset(pair) for pair in apart}, spellings)
    for join in sorted(joins, key=lambda join: (-join.strength, join.a, join.b)):
        groups.take(join)
    for join in (*_only(ordered, groups, spellings), *_beside(ordered, spellings)):
        groups.take(join)
    if len({row.document for row in ordered}) <= FEW_PAGES:
        for a, b in across(ordered, spellings, groups.top):
            groups.take(Join(1, min(a, b), max(a, b), SCRIPTS))
    return groups.made()


# --- candidates and decisions --------------------------------------------------------------------------------------


def _links(rows: Sequence[Bearer], spellings: Spellings) -> Iterator[Join]:
    """The joins of all pairs worth a look: the same name is joined in a chain, different ones pair by pair."""
    same: dict[tuple[str, ...], list[Bearer]] = {}
    usual, homes = _usual_nations(rows), _homes(rows)
    for row in rows:
        same.setdefault(_identity(row, usual, homes), []).append(row)
    blocks: dict[tuple[str, ...], list[Bearer]] = {}
    for alike in same.values():
        first = alike[0]
        if first.kind != "person" or (len(first.words) > 1 and first.name is None):
            yield from _chained(alike, spellings)
        elif first.name is not None:
            yield from (Join(8, alike[0].place, other.place, NAME) for other in alike[1:])
        if first.kind == "person":
            for row in _with_roles(alike):
                if len(row.words) > 1:
                    blocks.setdefault(_block(row, spellings), []).append(row)
    for _, block in sorted(blocks.items()):
        for part in _split(block):
            for a, b in combinations(part, 2):
                join = decide(a, b, spellings)
                if join is not None:
                    yield join


def _block(row: Bearer, spellings: Spellings) -> tuple[str, str]:
    """What spellings of one name share: the skeletons of its first and its last word."""
    return spellings.skeleton(row.words[0]), spellings.skeleton(row.words[-1])


def _usual_nations(rows: Sequence[Bearer]) -> dict[tuple[str, str], str]:
    """The nation that nearly all say who say one with a known name: papers of several countries have one name."""
    said: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        if row.name is not None and row.nation is not None:
            said.setdefault((row.kind, row.name), Counter())[row.nation] += 1
    out = {}
    for name, counts in said.items():
        nation = min(counts, key=lambda nation: (-counts[nation], nation))
        if counts[nation] >= MOST * counts.total():
            out[name] = nation
    return out


def _homes(rows: Sequence[Bearer]) -> dict[str, str]:
    """The nation of each outlet: the one that most of its pages are about that name a body without a nation."""
    told: dict[str, Counter[str]] = {}
    for row in rows:
        if row.outlet is not None and row.about is not None:
            told.setdefault(row.outlet, Counter())[row.about] += 1
    return {outlet: min(counts, key=lambda nation: (-counts[nation], nation)) for outlet, counts in told.items()}


def _general(row: Bearer, homes: Mapping[str, str]) -> tuple[str, ...]:
    """What a body that many countries have is told by: the nation its page is about. At home it is one for all outlets,
    abroad for one outlet; what a town may have is one within a document only."""
    home = homes.get(row.outlet or "", "")
    nation = row.about or home
    if row.local:
        return (row.kind, "in", row.document, *row.words)
    if nation and nation == home:
        return (row.kind, "of", nation, *row.words)
    return (row.kind, "of", nation, row.outlet or row.document, *row.words)


def _identity(row: Bearer, usual: Mapping[tuple[str, str], str], homes: Mapping[str, str]) -> tuple[str, ...]:
    if row.general:
        return _general(row, homes)
    if row.name is not None:
        other = row.nation is not None and usual.get((row.kind, row.name)) != row.nation
        return (row.kind, "=", row.name, row.nation or "" if other else "")
    if row.kind == "person" and len(row.words) < 2:
        return (row.kind, row.document, str(row.index))
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
    """One row for every spelling and every set of roles that a name occurs with."""
    return list({(row.words, row.roles): row for row in reversed(alike)}.values())


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
    if a.kind != b.kind or (a.name is not None and b.name is not None and a.name != b.name):
        return None
    if b.place < a.place:
        a, b = b, a
    if a.kind != "person":
        same = a.words == b.words or (a.name is not None and a.name == b.name)
        return Join(7, a.place, b.place, NAME if a.name else FULL) if same else None
    if a.name is not None and a.name == b.name:
        return Join(8, a.place, b.place, NAME)
    shorter, longer = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
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
    size: int
    members: frozenset[Member]
    """Only where some members are kept apart."""


_NOBODY: frozenset[Member] = frozenset()


class _Groups:
    """Groups that grow by joins and never hold a contradiction; what is taken first stands."""

    def __init__(self, rows: Sequence[Bearer], apart: Set[frozenset[Member]], spellings: Spellings) -> None:
        self.rows = {row.place: row for row in rows}
        self._apart = apart
        self._spellings = spellings
        self._union: Union[Member] = Union()
        self._taken: dict[Member, list[Join]] = {}
        self._held: dict[Member, _Held] = {}
        for row in rows:
            self._union.top(row.place)
            names = frozenset((row.name,)) if row.name is not None else frozenset[str]()
            full = (
                frozenset((row.words,)) if row.kind == "person" and row.name is None else frozenset[tuple[str, ...]]()
            )
            self._held[row.place] = _Held(names, full, 1, frozenset((row.place,)) if apart else _NOBODY)

    def top(self, place: Member) -> Member:
        """What stands for the group of a row."""
        return self._union.top(place)

    def take(self, join: Join) -> None:
        """Make two groups one, unless something in them contradicts."""
        first, second = self.top(join.a), self.top(join.b)
        if first == second:
            return
        one, two = self._held[first], self._held[second]
        if (join.reason != CORRECTED and not self._agree(one, two)) or self._kept_apart(one, two):
            return
        self._union.join(join.a, join.b)
        top = self.top(join.a)
        members = one.members | two.members if self._apart else _NOBODY
        self._held[top] = _Held(one.names | two.names, one.full | two.full, one.size + two.size, members)
        # grown in place: a list made anew for each of a group's thousands of joins costs their square
        self._taken.setdefault(top, []).extend((*self._taken.pop(second if top == first else first, ()), join))

    def made(self) -> tuple[Group, ...]:
        """The groups as actors, in order of their first members."""
        return tuple(
            _made([self.rows[place] for place in members], self._taken.get(self.top(members[0]), ()), self.rows)
            for members in self._union.groups()
        )

    def _agree(self, one: _Held, two: _Held) -> bool:
        """Whether two groups may be one: no two gazetteer names, no two full names that contradict each other."""
        if len(one.names | two.names) > 1 or one.size + two.size > LARGEST_GROUP:
            return False
        shortens = self._spellings.shortens
        return all(shortens(a, b) if len(a) <= len(b) else shortens(b, a) for a in one.full for b in two.full if a != b)

    def _kept_apart(self, one: _Held, two: _Held) -> bool:
        return any(len(pair & one.members) == 1 and len(pair & two.members) == 1 for pair in self._apart)


def _only(rows: Sequence[Bearer], groups: _Groups, spellings: Spellings) -> Iterator[Join]:
    """Joins of names without an office to the one person whom the case knows by that name."""
    blocks: dict[tuple[str, str], list[Bearer]] = {}
    for row in rows:
        if row.kind == "person" and len(row.words) > 1:
            base = spellings.base(row.words)
            blocks.setdefault((spellings.skeleton(base[0]), spellings.skeleton(base[-1])), []).append(row)
    for _, block in sorted(blocks.items()):
        tops: dict[Member, list[Bearer]] = {}
        for row in block:
            tops.setdefault(groups.top(row.place), []).append(row)
        if len(tops) < 2:
            continue
        names = {top: {row.words for row in members} for top, members in tops.items()}
        for top, members in sorted(tops.items()):
            least = SOLE_TRIBAL if spellings.tribal(members[0].words) else SOLE
            for words, count in sorted(Counter(row.words for row in members).items()):
                if count < least:
                    continue
                others = [
                    other
                    for other in tops
                    if other != top and any(_may_be(words, name, spellings) for name in names[other])
                ]
                longer = {name for other in others for name in names[other] if name != words}
                if len(longer) > 1 or any(spellings.base(name) != words for name in longer):
                    continue
                bearing = {
                    other for other in others if any(_says_office(row) and row.words == words for row in tops[other])
                }
                if len(bearing) * FEW_OTHERS <= count:
                    head = next(row for row in members if row.words == words)
                    yield from (
                        Join(3, min(head.place, other), max(head.place, other), ONLY)
                        for other in sorted(others)
                        if other not in bearing
                    )


def _beside(rows: Sequence[Bearer], spellings: Spellings) -> Iterator[Join]:
    """Joins of bodies that many countries have, and of their names without the country, in a case of few pages: where
    pages hang together by persons and places whom no gazetteer knows, and print no two nations of the body."""
    if len({row.document for row in rows}) > FEW_PAGES:
        return
    near: Union[str] = Union()
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.kind in ("person", "place") and row.name is None and len(row.words) > 1:
            near.join(first.setdefault((row.kind, *row.words), row.document), row.document)
    bodies: dict[str, dict[tuple[str, ...], list[Bearer]]] = {}
    for row in rows:
        if row.kind == "organisation":
            bodies.setdefault(near.top(row.document), {}).setdefault(row.words, []).append(row)
    for _, told in sorted(bodies.items()):
        for words, alike in sorted(told.items()):
            if len({row.about for row in alike if row.about is not None}) > 1:
                continue
            if alike[0].general:
                # what towns have too is one only where its name holds the country's
                held = alike if spellings.of_country(words[-1]) else [row for row in alike if not row.local]
                yield from (Join(2, held[0].place, other.place, BESIDE) for other in held[1:])
            country = words[-1]
            named = told.get(words[:-1], ())
            nations = {row.nation or row.about for row in (*alike, *named)} - {None}
            others = [
                longer
                for longer in told
                if longer[:-1] == words[:-1] and spellings.of_country(longer[-1]) and longer != words
            ]
            # of countries that tables know a page may name several: there the nation that the page is about decides
            if alike[0].nation is not None:
                continue
            if (
                named
                and named[0].general
                and not named[0].local
                and len(nations) < 2
                and not others
                and spellings.of_country(country)
            ):
                a, b = sorted((alike[0].place, named[0].place))
                yield Join(2, a, b, WITHOUT)


def _says_office(row: Bearer) -> bool:
    """Whether a row tells of an office: a bare title, such as prince, and a rank tell none."""
    return any(role.words and not role.rank for role in row.roles)


def _may_be(a: Sequence[str], b: Sequence[str], spellings: Spellings) -> bool:
    return spellings.shortens(*sorted((a, b), key=len))


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
