"""Series: the values of one quantity over a whole case, by the day they hold for, each with its owner.

Pairs of figures are decided by `quantities`, strongest evidence first; what one page counts apart never meets in one
series. A later value of one owner is a revision, values of different owners for one moment a conflict. Nothing is
weighed and no value wins; `views` shows a series by the rules of others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, pairwise

from tawatur.model import Point, Series, StoryMember
from tawatur.relate.cards import Card, said
from tawatur.relate.counts import Count
from tawatur.relate.groups import Union
from tawatur.relate.quantities import (
    HARD,
    NEAR,
    ONE_NUMBER,
    Item,
    alike,
    below,
    clash,
    days,
    decide,
    meet,
    reach,
    same_owner,
)
from tawatur.relate.ruled import Pairs
from tawatur.relate.sharing import Sharing

MOST = 2000
"""Points a series may have. More is a mistake of joining, not a quantity."""

FEW = 250
"""Figures of one kind up to which all pairs are looked at; beyond, those that share telling words."""

CROWD, NEXT = 40, 6
"""Figures that may share a telling word and still all be paired; of more, each with the next few by day."""

LEAST = 2
"""Telling words that two figures share at least to be looked at, where they stand on two pages."""

TABLE = 200
"""Figures of one kind on one page compared at most; of a longer list, what comes behind stands alone."""

OFTEN = ((12, 0.1, 0), (12, 0.02, 1), (30, 0.005, 2))
"""The weight that a word has at most (last) where more pages than these and a larger share of the case hold it: what
stands on every tenth page tells no happening from another."""

SAMPLE, SHARE = 5, 0.4
"""Members of each of two groups that are compared before the groups become one, and the share of pairs that must be
one quantity: else a chain of pages joins all raids of a war."""

STORY = 40
"""Pages up to which a case may be of one story, so that words which stand on most of them tell it all the same."""

STEPS = 3
"""Numbers of a toll, each higher than the one before, that a paragraph gives in a row where it tells how the toll rose;
two may stand against each other."""

LATER = 2
"""Days at least after which such a page looks back: on the next day sources may still differ over the first."""

OUTVOTED = 2
"""Pairs on other pages that must be one toll for each pair that a page says apart, for them to be one all the same."""


def series(
    cards: Sequence[Card],
    ruled: Pairs = Pairs(),  # noqa: B008 — two empty tuples
    stories: Iterable[StoryMember] = (),
) -> tuple[Series, ...]:
    """The series of a case; `cards` in any order. `ruled` is what users said of two figures; pages of one of `stories`
    are about one happening where their leads share words, in a case of few pages."""
    told_in = {member.document: member.story for member in stories}
    items = _items(sorted(cards, key=lambda made: made.key), told_in)
    places = {(item.document, item.counted.index): place for place, item in enumerate(items)}
    together, apart = (
        [(places[a], places[b]) for a, b in pairs if a in places and b in places]
        for pairs in (ruled.together, ruled.apart)
    )
    groups = _groups(items, together, apart)
    named = {place: _name(items[group[0]]) for group in groups for place in group}
    rows = [_row([items[place] for place in group], named, places) for group in groups]
    return tuple(sorted(rows, key=lambda row: (row.points[0].document, row.points[0].span, row.series)))


def _items(cards: Sequence[Card], told_in: Mapping[str, str]) -> list[Item]:
    """The figures that are stated or held possible, with what their pages are about."""
    pages = [(made, said(made).told) for made in cards]
    pages = [(made, found) for made, found in pages if found.counts]
    held: Counter[str] = Counter()
    for _, found in pages:
        held.update({stem for stem, _ in found.lead} | {stem for one in found.counts for stem, _ in one.around})
    caps: dict[str, int] = {}
    if len(pages) > STORY:
        for least, share, most in reversed(OFTEN):
            caps.update((stem, most) for stem, n in held.items() if n > least and n > share * len(pages))

    def weighed(stems: Iterable[tuple[str, int]]) -> dict[str, int]:
        weights = {stem: min(weight, caps.get(stem, weight)) for stem, weight in stems}
        return {stem: weight for stem, weight in weights.items() if weight}

    names = {name for _, found in pages for name in found.craft}
    out = []
    for made, found in pages:
        title, lead = weighed(found.title), weighed(found.lead)
        # the day of fetching is no day of publication: pages of a month may be fetched in one hour
        craft = tuple(name for name in found.marked if name in names)
        # in a war's year of pages a story holds many a raid; in a case gathered on one happening it tells that
        story = told_in.get(made.key) if len(pages) <= STORY else None
        published = made.moment if made.moment is not None and len(made.moment) >= 10 else None
        for one in found.counts:
            if one.status in ("stated", "possible"):
                whole = found.counts[one.part_of] if one.part_of is not None else None
                around = weighed(one.around)
                about = {**title, **around} if one.main else around
                out.append(Item(made.key, published, title, lead, around, about, one, whole, craft, story))
    return out


# --- which figures are one quantity ---------------------------------------------------------------------------


def _groups(
    items: Sequence[Item], together: Sequence[tuple[int, int]] = (), parted: Sequence[tuple[int, int]] = ()
) -> list[list[int]]:
    """Figures of one quantity each, sorted. Joins are made from the strongest on and never over what is apart.

    `together` and `parted` are pairs that users said to be one quantity, and not.
    """
    joins: list[tuple[int, int, int]] = []
    one_with: defaultdict[int, set[int]] = defaultdict(set)
    apart: tuple[defaultdict[int, set[int]], ...] = (defaultdict(set), defaultdict(set))
    for a, b in _candidates(items):
        found = decide(items[a], items[b])
        if found is None:
            continue
        if found.same:
            joins.append((-found.strength, a, b))
            one_with[a].add(b)
            one_with[b].add(a)
        else:
            apart[found.strength == HARD][a].add(b)
            apart[found.strength == HARD][b].add(a)
    soft, hard = apart
    union: Union[int] = Union(parted)
    members = {place: [place] for place in range(len(items))}
    for place in range(len(items)):
        union.top(place)
    for _, a, b in sorted(joins):
        one, other = union.top(a), union.top(b)
        if one == other or len(members[one]) + len(members[other]) > MOST:
            continue
        small, large = sorted((one, other), key=lambda top: (len(members[top]), top))
        held = set(members[large])
        if any(hard[place] & held for place in members[small] if place in hard):
            continue
        against = [(place, other) for place in members[small] if place in soft for other in soft[place] & held]
        if against:
            told = {items[place].document for place, _ in against}
            pairs = ((place, other) for place in members[small] for other in one_with[place] & held)
            votes = sum(1 for pair in pairs if not {items[place].document for place in pair} & told)
            if votes < OUTVOTED * len(against) and not all(
                _given(items, place, one_with[place] & held, told) for place, _ in against
            ):
                continue
        if not _agreed(items, members[small], members[large]):
            continue
        if union.join(one, other):
            members[union.top(one)] = members.pop(one) + members.pop(other)
    for a, b in together:
        union.join(a, b)
    return union.groups()


def _given(items: Sequence[Item], place: int, one_with: Iterable[int], told: Set[str]) -> bool:
    """Whether another page gives the number too, as one of that quantity: `told` only looks back over it."""
    return any(
        items[other].document not in told and alike(items[place].counted, items[other].counted) for other in one_with
    )


def _agreed(items: Sequence[Item], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether enough pairs across two groups are one quantity. Pairs on one page that say nothing don't count."""
    same = asked = 0
    for a in _spread(one):
        for b in _spread(other):
            found = decide(items[a], items[b])
            if found is not None or items[a].document != items[b].document:
                asked += 1
                same += found is not None and found.same
    return same >= SHARE * asked


def _spread(members: Sequence[int]) -> list[int]:
    ordered = sorted(members)
    return [ordered[i * len(ordered) // SAMPLE] for i in range(SAMPLE)] if len(ordered) > SAMPLE else ordered


def _candidates(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `items`, first < second, each once, that may be one quantity."""
    kinds: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    on_page: Counter[tuple[str, str, str]] = Counter()
    for place, item in enumerate(items):
        kind = (item.counted.kind, item.counted.unit or "")
        on_page[item.document, *kind] += 1
        if on_page[item.document, *kind] <= TABLE:
            kinds[kind].append(place)
    for _, places in sorted(kinds.items()):
        if len(places) <= FEW:
            yield from combinations(places, 2)
        else:
            yield from _sharing(items, places)


def _sharing(items: Sequence[Item], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    pages: defaultdict[str, list[int]] = defaultdict(list)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        item = items[place]
        pages[item.document].append(place)
        for stem in item.about:
            holders[stem].append(place)
    days = {place: items[place].day or "" for place in places}
    met = Sharing()
    for _, found in sorted(holders.items()):
        if len(found) <= CROWD:
            met.crowd(found)
        else:
            ordered = sorted(found, key=days.__getitem__)
            met.pairs(
                (place, later) if place < later else (later, place)
                for i, place in enumerate(ordered)
                for later in ordered[i + 1 : i + 1 + NEXT]
            )
    for found in pages.values():  # those of one page are looked at whatever they share
        for _ in range(LEAST):
            met.crowd(found)
    for first, second, _ in met.counted(LEAST):
        yield first, second


# --- the row of a quantity ------------------------------------------------------------------------------------


def _name(first: Item) -> str:
    data = f"{first.document} {first.counted.span.start} {first.counted.span.end}"
    return "s-" + hashlib.blake2b(data.encode(), digest_size=6).hexdigest()


def _order(item: Item) -> tuple[str, str, str, int]:
    return (item.day or "9", item.published or "9", item.document, item.counted.span.start)


def _row(group: list[Item], named: Mapping[int, str], places: Mapping[tuple[str, int], int]) -> Series:
    ordered, first = sorted(group, key=_order), group[0]
    owners = _owners(ordered)
    conflicts = tuple(_conflicts(ordered, owners))
    own = named[places[first.document, first.counted.index]]
    wholes = Counter(
        named[place]
        for item in ordered
        if item.counted.part_of is not None
        and (place := places.get((item.document, item.counted.part_of))) is not None
        and named[place] != own
    )
    pages = len({item.document for item in ordered})
    reasons = [f"{len(ordered)} figures of {pages} pages"] if len(ordered) > 1 else ["told once"]
    reasons.extend(_said(ordered, one) for one in conflicts)
    return Series(
        series=own,
        kind=first.counted.kind,
        text=ordered[0].counted.text,
        points=tuple(_point(item) for item in ordered),
        conflicts=conflicts,
        revisions=tuple(_revisions(ordered, owners)),
        part_of=min(wholes, key=lambda name: (-wholes[name], name)) if wholes else None,
        running=any(item.counted.period == "so far" for item in ordered),
        unit=first.counted.unit,
        reasons=tuple(reasons),
    )


def _point(item: Item) -> Point:
    one = item.counted
    return Point(
        document=item.document,
        span=one.span,
        min=one.min,
        max=one.max,
        as_of=one.as_of,
        owner=one.owner.shown if one.owner is not None else None,
        text=one.text,
        approx=one.approx,
        as_of_basis=one.basis,
        status=one.status,
    )


# --- owners, revisions, conflicts -----------------------------------------------------------------------------


def _owners(ordered: Sequence[Item]) -> list[str | None]:
    """A label for the owner of each point, equal where they are one; None where a page says a number as its own.

    A page's own number is the owner's who gives that very number, where there is one only: pages repeat without
    saying whose word it is.
    """
    union: Union[int] = Union()
    held = [place for place, item in enumerate(ordered) if item.counted.owner is not None]
    for place in held:
        union.top(place)
    for a, b in combinations(held, 2):
        one, other = ordered[a].counted.owner, ordered[b].counted.owner
        here = ordered[a].document == ordered[b].document and one and other and one.shown == other.shown is not None
        if here or same_owner(one, other):
            union.join(a, b)
    out: list[str | None] = [None] * len(ordered)
    for group in union.groups():
        for place in group:
            out[place] = f"owner {group[0]}"
    given: defaultdict[tuple[float | None, float | None], set[str]] = defaultdict(set)
    for place in held:
        label = out[place]
        if label is not None:
            given[_value(ordered[place].counted)].add(label)
    for place, item in enumerate(ordered):
        if item.counted.owner is None:
            only = given.get(_value(item.counted), set())
            if len(only) == 1:
                out[place] = next(iter(only))
    return out


def _value(one: Count) -> tuple[float | None, float | None]:
    return one.min, one.max


def _revisions(ordered: Sequence[Item], owners: Sequence[str | None]) -> Iterator[tuple[int, ...]]:
    """For each owner who gave more than one number on more than one day: his own points, in order."""
    by_owner: defaultdict[str, list[int]] = defaultdict(list)
    for place, (item, owner) in enumerate(zip(ordered, owners, strict=True)):
        if owner is not None and item.counted.owner is not None:
            by_owner[owner].append(place)
    for _, places in sorted(by_owner.items()):
        places.sort(key=lambda place: (ordered[place].published or ordered[place].day or "9", place))
        if any(not meet(ordered[a].counted, ordered[b].counted) for a, b in pairwise(places)):
            yield tuple(places)


def _conflicts(ordered: Sequence[Item], owners: Sequence[str | None]) -> Iterator[tuple[int, ...]]:
    """Groups of points of two values that can't both hold for one moment, on the word of different owners.

    Whoever gave both values revised his own and stands in no group of the two.
    """
    values: defaultdict[tuple[float, float, bool], list[int]] = defaultdict(list)
    for place, item in enumerate(ordered):
        one = item.counted
        if owners[place] is not None and (one.status == "stated" or one.kind not in ONE_NUMBER):
            values[*reach(one), one.approx].append(place)
    first = {value: min((ordered[place].published or "9") for place in places) for value, places in values.items()}
    steps = _steps(ordered)
    out = set()
    for (one_value, ours), (other_value, theirs) in combinations(sorted(values.items()), 2):
        low, high = sorted((ours, theirs), key=lambda places: _middle(ordered[places[0]].counted))
        retold = first[one_value if low is ours else other_value]
        both = {owners[place] for place in low} & {owners[place] for place in high}
        pairs = [
            (a, b)
            for a in low
            for b in high
            if not {owners[a], owners[b]} & both
            and (steps.get(a) is None or steps.get(a) != steps.get(b))
            and clash(ordered[a].counted, ordered[b].counted)
            and _at_one_moment(ordered[a], ordered[b], retold)
        ]
        if pairs:
            out.add(tuple(sorted({place for pair in pairs for place in pair})))
    if out and ordered[0].counted.aboard:  # how many were on board is one question, however many answers it has
        out = {tuple(sorted({place for group in out for place in group}))}
    yield from sorted(out)


def _steps(ordered: Sequence[Item]) -> dict[int, tuple[str, int]]:
    """The points with which a page, days later, tells how a toll rose: one number after the other in a paragraph,
    each higher than the one before. For each its page and paragraph."""
    told: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for place, item in enumerate(ordered):
        if item.counted.kind in ONE_NUMBER:
            told[item.document, item.counted.paragraph].append(place)
    out: dict[int, tuple[str, int]] = {}
    for where, places in sorted(told.items()):
        places.sort(key=lambda place: ordered[place].counted.span)
        first = ordered[places[0]]
        rises = all(below(ordered[a].counted, ordered[b].counted) for a, b in pairwise(places))
        if len(places) >= STEPS and rises and (days(first.counted.as_of, first.published) or 0) >= LATER:
            out.update(dict.fromkeys(places, where))
    return out


def _middle(one: Count) -> float:
    low, high = reach(one)
    return low + high


def _at_one_moment(low: Item, high: Item, first: str) -> bool:
    """Whether a lower and a higher value are said of one moment, so that neither can be the other risen.

    On one page they are, and so are numbers of those on board. On two, of a toll, where the lower is said `first`
    after the higher (a later page may look back at an old number); of other kinds, where the days are near.
    """
    if low.counted.aboard and high.counted.aboard:
        return True
    if low.document == high.document:  # a page that says whose word neither is looks back over a toll
        return low.counted.owner is not None or high.counted.owner is not None
    apart = days(low.day, high.day)
    if apart is None or apart > NEAR:
        return False
    if low.counted.kind not in ONE_NUMBER or low.counted.kind == "missing":
        return apart <= 1
    return low.published is not None and high.published is not None and first > high.published


def _said(ordered: Sequence[Item], group: Sequence[int]) -> str:
    said_by = []
    for place in group:
        one = ordered[place].counted
        shown = one.owner.shown if one.owner is not None and one.owner.shown is not None else "no named source"
        if f"{one.text} ({shown})" not in said_by:
            said_by.append(f"{one.text} ({shown})")
    return "can't all hold for one moment: " + ", ".join(said_by)
