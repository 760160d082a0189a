"""Rows of claims: statements that documents share and values that they give for one quantity, with who stands behind
them, what they deny and what they can't hold beside.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tawatur.model import Claim, Mention, Origin, Point, Series, Span, Status
from tawatur.relate.cards import Card, stated
from tawatur.relate.claims import Found, Place
from tawatur.relate.quantities import ONE_NUMBER, ROUND

_Stands = tuple[str, Span]

_OPEN = 256  # documents whose texts of statements are at hand: neighbouring claims begin on one page


class _Behind(NamedTuple):
    """Who stands behind the places of a claim, as far as origins say."""

    mentions: tuple[Mention, ...]
    origins: tuple[int, int | None]
    attestations: tuple[int, int | None]
    reasons: tuple[str, ...]


class _Origins:
    """Origin rows by where they stand."""

    def __init__(self, rows: Sequence[Origin]) -> None:
        self._rows: dict[tuple[str, _Stands], Origin] = {}
        self._labels: dict[tuple[str, _Stands], Mention] = {}
        for row in rows:
            for one in row.mentions:
                self._rows.setdefault((row.kind, (one.document, one.span)), row)
                self._labels.setdefault((row.kind, (one.document, one.span)), one)

    def behind(self, kind: str, places: Sequence[Mention]) -> _Behind:
        """`places` with the labels that origins give them, and the bounds of the rows that they stand in."""
        found: dict[str, Origin] = {}
        mentions = []
        alone = 0
        for one in places:
            key = (kind, (one.document, one.span))
            row = self._rows.get(key)
            if row is None:
                alone += 1
                mentions.append(one)
            else:
                found[row.claim] = row
                mentions.append(self._labels[key])
        rows = [found[name] for name in sorted(found)]
        return _Behind(
            tuple(mentions),
            _bounds([(row.origins_at_least, row.origins_at_most) for row in rows], alone),
            _bounds([(row.attestations_at_least, row.attestations_at_most) for row in rows], alone),
            tuple(reason for row in rows for reason in row.reasons),
        )


def _bounds(held: Sequence[tuple[int, int | None]], alone: int) -> tuple[int, int | None]:
    """Bounds over several rows that may be one: the least is the largest of the leasts, the most all added up."""
    most: int | None = alone
    for _, upper in held:
        most = None if most is None or upper is None else most + upper
    least = max([lower for lower, _ in held], default=1)
    return least, None if most is None else max(least, most)


def rows(cards: Sequence[Card], found: Found, series: Sequence[Series], origins: Sequence[Origin]) -> tuple[Claim, ...]:
    """One row for each statement or value that two documents share, that another denies, or that can't hold beside
    another; `cards` sorted by key."""
    held = _Origins(origins)
    made = [*_statements(cards, found, held), *_values(cards, series, held)]
    return tuple(sorted(made, key=lambda row: (row.mentions[0].document, row.mentions[0].span, row.kind, row.claim)))


def _name(kind: str, first: Mention) -> str:
    data = f"{first.document} {kind} {first.span.start} {first.span.end}"
    return "c-" + hashlib.blake2b(data.encode(), digest_size=6).hexdigest()


# --- statements -------------------------------------------------------------------------------------------------


def _statements(cards: Sequence[Card], found: Found, held: _Origins) -> Iterator[Claim]:
    group_of = {place: number for number, group in enumerate(found.groups) for place in group}
    denies: defaultdict[int, set[int]] = defaultdict(set)
    why: defaultdict[int, list[str]] = defaultdict(list)
    for one in found.denials:
        denier, denied = group_of[one.denier], group_of[one.denied]
        if denier != denied:
            denies[denier].add(denied)
            why[denier].append(one.reason)
    linked = set(denies) | {denied for some in denies.values() for denied in some}
    taken = [
        number
        for number, group in enumerate(found.groups)
        if number in linked or len({place.card for one in group for place in found.places[one]}) > 1
    ]
    places = {
        number: sorted((place, one) for one in found.groups[number] for place in found.places[one]) for number in taken
    }
    named = {number: _name("attribution", _mention(cards, found, some[0][0])) for number, some in places.items()}
    texts = lru_cache(maxsize=_OPEN)(lambda card: {one.index: one.text for one in stated(cards[card])[0]})
    for number in taken:
        yield _statement(
            cards,
            found,
            places[number],
            held,
            texts,
            tuple(sorted(named[other] for other in denies[number])) if number in denies else (),
            (*found.reasons.get(found.groups[number][0], ()), *sorted(set(why[number]))),
        )


def _mention(cards: Sequence[Card], found: Found, place: Place) -> Mention:
    card = cards[place.card]
    content = found.contents[place]
    outlet = card.outlet.shown if card.outlet is not None else None
    who = content.shown or f"unnamed source in {card.name}"
    return Mention(card.key, content.span, who, outlet or card.name, outlet)


def _statement(
    cards: Sequence[Card],
    found: Found,
    places: Sequence[tuple[Place, int]],
    held: _Origins,
    texts: Callable[[int], Mapping[int, str]],
    denies: tuple[str, ...],
    reasons: tuple[str, ...],
) -> Claim:
    plain = [_mention(cards, found, place) for place, _ in places]
    behind = held.behind("attribution", plain)
    printed: dict[int, list[int]] = {}
    for index, (place, _) in enumerate(places):
        printed.setdefault(found.contents[place].words, []).append(index)
    variants = sorted(printed.values(), key=lambda some: (-len(some), some))
    first, _ = places[variants[0][0]]
    content = found.contents[first]
    names = Counter(shown for place, _ in places if (shown := found.contents[place].shown) is not None)
    days = sorted(day for place, _ in places if (day := found.contents[place].said_on) is not None)
    return Claim(
        claim=_name("attribution", plain[0]),
        text=texts(first.card)[first.number],
        stance=content.stance,
        status=content.status,
        mentions=behind.mentions,
        speaker=min(names, key=lambda name: (-names[name], -len(name), name)) if names else None,
        day=days[0] if days else None,
        variants=tuple(tuple(some) for some in variants) if len(variants) > 1 else (),
        denies=denies,
        origins_at_least=behind.origins[0],
        origins_at_most=behind.origins[1],
        attestations_at_least=behind.attestations[0],
        attestations_at_most=behind.attestations[1],
        reasons=(*reasons, *behind.reasons),
    )


# --- values -----------------------------------------------------------------------------------------------------

_Value = tuple[float | None, float | None, bool, Status]


def _values(cards: Sequence[Card], series: Sequence[Series], held: _Origins) -> Iterator[Claim]:
    by_key = {card.key: card for card in cards}
    for one in series:
        groups: dict[_Value, list[int]] = {}
        for index, point in enumerate(one.points):
            groups.setdefault(_value(point), []).append(index)
        against: defaultdict[_Value, set[_Value]] = defaultdict(set)
        for conflict in one.conflicts:
            values = {_value(one.points[index]) for index in conflict}
            for value in values:
                against[value] |= values - {value}
        taken = {
            value: some
            for value, some in groups.items()
            if value in against or len({one.points[index].document for index in some}) > 1
        }
        mentions = {value: [_told(by_key, one.points[index]) for index in some] for value, some in taken.items()}
        named = {value: _name("figure", some[0]) for value, some in mentions.items()}
        for value, some in taken.items():
            behind = held.behind("figure", mentions[value])
            if value not in against and not _telling(one, one.points[some[0]], behind):
                continue
            first = one.points[some[0]]
            owners = Counter(owner for index in some if (owner := one.points[index].owner) is not None)
            days = sorted(day for index in some if (day := one.points[index].as_of) is not None)
            yield Claim(
                claim=named[value],
                text=first.text,
                stance="report",
                status=first.status,
                mentions=behind.mentions,
                kind="figure",
                speaker=min(owners, key=lambda name: (-owners[name], -len(name), name)) if owners else None,
                day=days[0] if days else None,
                variants=_printed(one.points, some),
                conflicts=tuple(sorted(named[other] for other in against[value] if other in named))
                if value in against
                else (),
                series=one.series,
                origins_at_least=behind.origins[0],
                origins_at_most=behind.origins[1],
                attestations_at_least=behind.attestations[0],
                attestations_at_most=behind.attestations[1],
                reasons=(f"one value of the series {one.series}", *behind.reasons),
            )


def _telling(one: Series, point: Point, behind: _Behind) -> bool:
    """Whether a value told by texts written apart is no chance: two teams and six photographs are everywhere."""
    if one.kind in ONE_NUMBER or behind.attestations[1] == 1:
        return True
    return (point.min or point.max or 0) >= ROUND


def _value(point: Point) -> _Value:
    return point.min, point.max, point.approx, point.status


def _told(cards: Mapping[str, Card], point: Point) -> Mention:
    card = cards[point.document]
    outlet = card.outlet.shown if card.outlet is not None else None
    return Mention(card.key, point.span, point.owner or f"unnamed source in {card.name}", outlet or card.name, outlet)


def _printed(points: Sequence[Point], some: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    by_text: dict[str, list[int]] = {}
    for place, index in enumerate(some):
        by_text.setdefault(points[index].text, []).append(place)
    groups = sorted(by_text.values(), key=lambda part: (-len(part), part))
    return tuple(tuple(part) for part in groups) if len(groups) > 1 else ()
