"""The timeline: events and statements by when they happened, merged across documents.

Two events are one where kind, status, day, place and who takes part go together and their sentences share telling
words. What one page tells apart is never one. Days that can't both be are laid out, none is chosen for good.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from tawatur.model import Occurrence, Place, Span, Status, Told
from tawatur.relate.cards import Card, happened, said
from tawatur.relate.claims import Found
from tawatur.relate.groups import Union
from tawatur.relate.happenings import Happening, Named
from tawatur.relate.lineage import Edge
from tawatur.relate.sameness import TELLING

CONTACTS = frozenset(("meeting", "visit", "call", "talks", "summons"))
"""Kinds that who takes part tells apart: two people meet once a day as a rule, while a town is raided many times."""

LIKE = {"contact": 0.22, "act": 0.34}
"""Share of weight (F1) that the sentences of two events have in common at least."""

OTHER_DAY = 0.55
"""The same where their days differ by one, as those of pages of one text may: else a town is raided twice."""

HEAVY = 6
"""Telling words of an event's sentence by which others are looked for, beside its names."""

CROWD, NEXT = 40, 8
"""Events of a block that are all paired; of more, each with the next few by date."""

LARGEST = 2000
"""Events that a block may have; of a larger one only those of one day are looked at together."""


class Item(NamedTuple):
    """An event made ready: which card, which text that is a copy of, its words with weights, and its date."""

    card: int
    text: int
    event: Happening
    weights: Mapping[int, int]
    total: int
    date: str


def timeline(cards: Sequence[Card], found: Found, edges: Sequence[Edge] = ()) -> tuple[Occurrence, ...]:
    """All dated events and statements of a case, by date; `cards` sorted by key."""
    texts: Union[int] = Union()
    for edge in edges:
        if edge.row.kind in ("copy", "cut", "rewrite", "translation"):
            texts.join(edge.a, edge.b)
    items = _items(cards, texts)
    rows = [_event(cards, [items[place] for place in group], texts) for group in groups(items)]
    rows.extend(_statements(cards, found, texts))
    return tuple(sorted(rows, key=lambda row: (row.date, row.kind, row.places[0].document, row.places[0].span)))


def _items(cards: Sequence[Card], texts: Union[int]) -> list[Item]:
    low, most = TELLING
    out = []
    for place, card in enumerate(cards):
        for event in happened(card):
            if event.date is None:
                continue
            pairs = zip(event.stems, event.costs, strict=True)
            weights = {stem: min(most, cost - low) for stem, cost in pairs}
            out.append(Item(place, texts.top(place), event, weights, sum(weights.values()), event.date))
    return out


# --- which events are one ---------------------------------------------------------------------------------------


def groups(items: Sequence[Item]) -> list[list[int]]:
    """Events that are one, the strongest pairs joined first; two of one page never are."""
    links = [(strength, a, b) for a, b in _candidates(items) if (strength := same(items[a], items[b])) is not None]
    union: Union[int] = Union()
    held: dict[int, list[int]] = {}
    for place in range(len(items)):
        union.top(place)
        held[place] = [place]
    for _, a, b in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        one, other = union.top(a), union.top(b)
        if one == other:
            continue
        if {items[x].card for x in held[one]} & {items[x].card for x in held[other]}:
            continue
        if any(apart(items[x], items[y]) for x in held[one][:LEAD] for y in held[other][:LEAD]):
            continue
        union.join(a, b)
        held[union.top(a)] = sorted(held.pop(one) + held.pop(other))
    return union.groups()


LEAD = 6
"""Members of each of two groups that are compared before they become one."""


def same(a: Item, b: Item) -> int | None:
    """How strongly two events are one (thousandths), None where that isn't shown."""
    if apart(a, b):
        return None
    shared = sum(min(weight, b.weights[stem]) for stem, weight in a.weights.items() if stem in b.weights)
    f1 = 2 * shared / (a.total + b.total) if a.total + b.total else 0.0
    if f1 < (OTHER_DAY if not _agree(a.date, b.date) else LIKE["contact" if a.event.kind in CONTACTS else "act"]):
        return None
    both = sum(1 for one in a.event.participants if _in(one, b.event.participants))
    place = a.event.place is not None and b.event.place is not None
    if a.event.kind in CONTACTS:
        fewest = min(len(a.event.participants), len(b.event.participants))
        if both < min(2, fewest) or not both:
            return None
    elif not both and not place:
        return None
    if not _agree(a.date, b.date) and not (both and place):
        return None
    return round(1000 * f1) + 200 * both + 200 * place


def apart(a: Item, b: Item) -> bool:
    """Whether two events can't be one: of one page, or of kinds, statuses, days, places that don't go together."""
    one, other = a.event, b.event
    if a.card == b.card or one.kind != other.kind or one.status != other.status:
        return True
    if not _agree(a.date, b.date) and not (a.text == b.text and _neighbours(a.date, b.date)):
        return True
    if one.place is not None and other.place is not None:
        return one.place.stems[0] not in b.weights and other.place.stems[0] not in a.weights
    return False


def _in(one: Named, others: Iterable[Named]) -> bool:
    """Whether somebody is among others: the rarest word of the shorter name stands in the other."""
    for other in others:
        small, large = sorted((one.stems, other.stems), key=lambda stems: (len(stems), stems))
        if small[0] in large:
            return True
    return False


def _agree(a: str, b: str) -> bool:
    """Whether two dates can be one, as far as both are precise.

    >>> _agree("2031-04", "2031-04-06"), _agree("2031-04-05", "2031-04-06")
    (True, False)
    """
    (a, _, _), (b, _, _) = a.partition("T"), b.partition("T")
    return a.startswith(b) or b.startswith(a)


def _neighbours(a: str, b: str) -> bool:
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) == 1
    except ValueError:
        return False


def _candidates(items: Sequence[Item]) -> list[tuple[int, int]]:
    blocks: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for stem in _keys(item):
            blocks[item.event.kind, stem].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        for part in _split(items, block):
            if len(part) <= CROWD:
                shared.update(combinations(part, 2))
                continue
            ordered = sorted(part, key=lambda place: (items[place].date, place))
            for i, place in enumerate(ordered):
                shared.update((min(place, x), max(place, x)) for x in ordered[i + 1 : i + 1 + NEXT])
    return sorted(pair for pair, n in shared.items() if n > 1)


def _keys(item: Item) -> list[int]:
    named = {stem for one in item.event.participants for stem in one.stems[:2]}
    if item.event.place is not None:
        named.add(item.event.place.stems[0])
    heavy = sorted(item.weights, key=lambda stem: (-item.weights[stem], stem))[:HEAVY]
    return sorted({*named, *heavy})


def _split(items: Sequence[Item], block: list[int]) -> Iterator[list[int]]:
    if len(block) <= LARGEST:
        yield block
        return
    days: defaultdict[str, list[int]] = defaultdict(list)
    for place in block:
        days[items[place].date].append(place)
    for _, part in sorted(days.items()):
        yield part


# --- rows -------------------------------------------------------------------------------------------------------


def _event(cards: Sequence[Card], group: Sequence[Item], texts: Union[int]) -> Occurrence:
    ordered = sorted(group, key=lambda item: (cards[item.card].key, item.event.span))
    told = tuple(_told(cards, item.card, item.event.span, item.date) for item in ordered)
    chosen, given = _dates([item.date for item in ordered])
    first = min(ordered, key=lambda item: (item.date != chosen, -len(item.event.participants), cards[item.card].key))
    places = Counter(item.event.place.shown for item in ordered if item.event.place is not None)
    reasons = []
    if len(ordered) > 1:
        reasons.append(f"{len(ordered)} pages tell of one {first.event.kind}: day, names and words go together")
    if given:
        reasons.append("pages give it different days: " + ", ".join(given))
    least, most = _texts(cards, [item.card for item in ordered], texts)
    return Occurrence(
        occurrence=_name(told[0]),
        date=chosen,
        text=first.event.text,
        status=first.event.status,
        places=tuple(Place(one.document, one.span) for one in told),
        kind=first.event.kind,
        dates=given,
        place=min(places, key=lambda shown: (-places[shown], shown)) if places else None,
        participants=tuple(dict.fromkeys(one.shown for one in first.event.participants)),
        told=told,
        texts_at_least=least,
        texts_at_most=most,
        reasons=tuple(reasons),
    )


def _statements(cards: Sequence[Card], found: Found, texts: Union[int]) -> Iterator[Occurrence]:
    """Statements whose day a page gives, those that are one claim together."""
    for group in found.groups:
        places = sorted(place for one in group for place in found.places[one])
        days = [day for place in places if (day := found.contents[place].said_on) is not None]
        if not days:
            continue
        told = tuple(
            _told(cards, place.card, found.contents[place].span, found.contents[place].said_on) for place in places
        )
        chosen, given = _dates(days)
        first = next(place for place in places if found.contents[place].said_on == chosen)
        content = found.contents[first]
        names = Counter(shown for place in places if (shown := found.contents[place].shown) is not None)
        least, most = _texts(cards, [place.card for place in places], texts)
        status: Status = "stated"  # that it was said is no fear and no plan, whatever was said
        yield Occurrence(
            occurrence=_name(told[0]),
            date=chosen,
            text=next(one.text for one in said(cards[first.card]).said if one.index == content.index),
            status=status,
            places=tuple(Place(one.document, one.span) for one in told),
            dates=given,
            participants=(min(names, key=lambda name: (-names[name], -len(name), name)),) if names else (),
            told=told,
            texts_at_least=least,
            texts_at_most=most,
            reasons=("pages give it different days: " + ", ".join(given),) if given else (),
        )


def _told(cards: Sequence[Card], card: int, span: Span, day: str | None) -> Told:
    outlet = cards[card].outlet
    return Told(cards[card].key, span, day, outlet.shown if outlet is not None else None)


def _name(first: Told) -> str:
    data = f"{first.document} {first.span.start} {first.span.end}"
    return "t-" + hashlib.blake2b(data.encode(), digest_size=6).hexdigest()


def _dates(given: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The date told most often of those as precise as any that agrees with it; and all, where two can't both be."""
    counts = Counter(given)
    ordered = sorted(counts, key=lambda day: (-counts[day], -len(day), day))
    best = ordered[0]
    for day in ordered[1:]:
        if len(day) > len(best) and day.startswith(best):
            best = day
    clash = [day for day in ordered if not any(day != other and other.startswith(day) for other in ordered)]
    return best, tuple(clash) if any(not _agree(a, b) for a, b in combinations(clash, 2)) else ()


def _texts(cards: Sequence[Card], places: Sequence[int], texts: Union[int]) -> tuple[int, int]:
    """How many texts tell of it, at least and at most: copies are one, and so are texts that credit one agency."""
    credits: dict[int, set[str]] = {}
    for place in sorted(set(places)):
        credits.setdefault(texts.top(place), set()).update(name.key for name in cards[place].credits)
    joint: Union[int] = Union()
    tops = sorted(credits)
    for top in tops:
        joint.top(top)
    for a, b in combinations(tops, 2):
        if credits[a] & credits[b]:
            joint.join(a, b)
    open_ = {texts.top(place) for place in places if cards[place].more_credits}  # they may have it from any of these
    named = {joint.top(top) for top in tops if credits[top]} - {joint.top(top) for top in open_}
    return max(1, len(named)), len({joint.top(top) for top in tops})
