"""Who stands behind what several documents say, as intervals that open to their reasons.

Two places hold the same statement or figure where the words of one document run on in the other (`lineage` found the
passages), or where pages written apart quote the same words of the same named speaker. Pages that share one text are
one origin and one attestation, however many print it. Nothing is counted as independent unless it is shown to be.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from tawatur.model import Mention, Origin, Span
from tawatur.relate.cards import Card, Quantity, Statement, Statements, Words, opened, said
from tawatur.relate.groups import Union
from tawatur.relate.lineage import Edge
from tawatur.relate.media import Name

SAME = 0.7
"""Share of words (F1) that two spans must have in common through passages to be the same statement."""

QUOTED = 8
"""Words of a quotation from which the same words of the same speaker are no chance: shorter ones are slogans."""

_OPEN = 2048  # documents kept unpacked at a time

Kind = Literal["attribution", "figure"]


class _Place(NamedTuple):
    """A statement or figure: which document, which kind, its place in the document's list."""

    card: int
    kind: Kind
    number: int


class _Shared(NamedTuple):
    """Places that say the same, and which of them stand in one text."""

    places: list[_Place]
    texts: list[list[_Place]]


class _Shelf:
    """Opens cards on demand, keeping a few."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = cards
        self.said = lru_cache(maxsize=_OPEN)(self._said)
        self.words = lru_cache(maxsize=_OPEN)(self._words)

    def _said(self, card: int) -> Statements:
        return said(self.cards[card])

    def _words(self, card: int) -> Words:
        return opened(self.cards[card])

    def statement(self, place: _Place) -> Statement:
        return next(one for one in self.said(place.card).said if one.index == place.number)

    def figure(self, place: _Place) -> Quantity:
        return self.said(place.card).figures[place.number]

    def owner(self, place: _Place) -> Statement | None:
        """The statement a place is, or stands in."""
        if place.kind == "attribution":
            return self.statement(place)
        owner = self.figure(place).owner
        if owner is None:
            return None
        return next((one for one in self.said(place.card).said if one.index == owner), None)

    def span(self, place: _Place) -> Span:
        return self.statement(place).span if place.kind == "attribution" else self.figure(place).span

    def text(self, place: _Place) -> str:
        return self.statement(place).text if place.kind == "attribution" else self.figure(place).text


def origins(cards: Sequence[Card], edges: Sequence[Edge]) -> tuple[Origin, ...]:
    """One row for each statement or figure that two documents or more share; `cards` sorted by key."""
    shelf = _Shelf(cards)
    texts: Union[_Place] = Union()
    claims: Union[_Place] = Union()
    for edge in edges:
        for one, other in _aligned(shelf, edge):
            # pages written apart that quote one source vouch for it each by itself, as far as is known
            (claims if edge.row.kind == "common-source" else texts).join(one, other)
    for group in texts.groups():
        for place in group[1:]:
            claims.join(group[0], place)
    for one, other in _quoted_alike(shelf):
        claims.join(one, other)
    rows = []
    for places in claims.groups():
        if len({place.card for place in places}) > 1:
            rows.append(_row(shelf, _shared(places, texts)))
    return tuple(sorted(rows, key=lambda row: (row.mentions[0].document, row.mentions[0].span, row.kind, row.claim)))


def _shared(places: list[_Place], texts: Union[_Place]) -> _Shared:
    by_text: defaultdict[_Place, list[_Place]] = defaultdict(list)
    for place in places:
        by_text[texts.top(place)].append(place)
    return _Shared(places, sorted(by_text.values()))


# --- what is the same -----------------------------------------------------------------------------------------


def _aligned(shelf: _Shelf, edge: Edge) -> Iterator[tuple[_Place, _Place]]:
    """Pairs of places that the passages of a link lay upon each other, each at most once."""
    ours, theirs = shelf.words(edge.a), shelf.words(edge.b)
    here, there = shelf.said(edge.a), shelf.said(edge.b)
    yield from _pairs(
        edge,
        [(_range(ours, one.span), _Place(edge.a, "attribution", one.index), one.stance) for one in here.said],
        [(_range(theirs, one.span), _Place(edge.b, "attribution", one.index), one.stance) for one in there.said],
    )
    yield from _pairs(
        edge,
        [(_range(ours, f.span), _Place(edge.a, "figure", f.index), (f.min, f.max, f.status)) for f in here.figures],
        [(_range(theirs, f.span), _Place(edge.b, "figure", f.index), (f.min, f.max, f.status)) for f in there.figures],
    )


_Item = tuple[range, _Place, object]


def _pairs(edge: Edge, ours: list[_Item], theirs: list[_Item]) -> Iterator[tuple[_Place, _Place]]:
    scored: list[tuple[float, _Place, _Place]] = []
    for place, one, value in ours:
        mapped = _mapped(edge, place)
        if not mapped:
            continue
        for other_place, other, other_value in theirs:
            if value != other_value or not other_place:
                continue
            both = sum(1 for word in mapped if word in other_place)
            share = 2 * both / (len(place) + len(other_place))
            if share >= SAME:
                scored.append((share, one, other))
    used: set[_Place] = set()
    for _, one, other in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if one not in used and other not in used:
            used |= {one, other}
            yield one, other


def _range(words: Words, span: Span) -> range:
    return range(bisect_left(words.starts, span.start), bisect_left(words.starts, span.end))


def _mapped(edge: Edge, place: range) -> list[int]:
    """Which words of the second document are these words of the first."""
    out: list[int] = []
    for block in edge.blocks:
        first, last = max(place.start, block.a), min(place.stop, block.a + block.size)
        out.extend(range(block.b + first - block.a, block.b + max(first, last) - block.a))
    return out


def _quoted_alike(shelf: _Shelf) -> Iterator[tuple[_Place, _Place]]:
    """Pairs of the same words of the same named speaker with the same stance, in documents written apart or not."""
    alike: defaultdict[tuple[int, str], list[tuple[_Place, str]]] = defaultdict(list)
    for card in range(len(shelf.cards)):
        for one in shelf.said(card).said:
            if one.speaker is not None and one.size >= QUOTED:
                alike[one.words, one.stance].append((_Place(card, "attribution", one.index), one.speaker.key))
    for _, found in sorted(alike.items()):
        for i, (place, speaker) in enumerate(found):
            for other, name in found[:i]:
                if _same_name(speaker, name):
                    yield other, place
                    break


def _same_name(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: all words of the shorter stand in the longer."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return shorter <= longer


# --- what is counted ------------------------------------------------------------------------------------------


class _Carriers(NamedTuple):
    """Who brought one text, as far as it says. `open`: others are credited too, without a name."""

    names: frozenset[Name]
    open: bool


def _row(shelf: _Shelf, shared: _Shared) -> Origin:
    speaker = _speaker(shelf, shared.places)
    claim = _label(shelf, shared.places[0])
    carriers = [_carriers(shelf, text) for text in shared.texts]
    labels = _attestations(carriers)
    mentions = []
    for text, label in zip(shared.texts, labels, strict=True):
        for place in text:
            card = shelf.cards[place.card]
            outlet = card.outlet.shown if card.outlet is not None else None
            mentions.append(
                Mention(card.key, shelf.span(place), speaker or f"unnamed source of {claim}", label, outlet)
            )
    at_most = len(set(labels))
    at_least = _apart(carriers)
    return Origin(
        claim=claim,
        kind=shared.places[0].kind,
        text=shelf.text(shared.places[0]),
        mentions=tuple(sorted(mentions, key=lambda m: (m.document, m.span))),
        origins_at_least=1,
        origins_at_most=1,
        attestations_at_least=at_least,
        attestations_at_most=at_most,
        reasons=tuple(_reasons(shared, speaker, carriers, at_least, at_most)),
    )


def _label(shelf: _Shelf, place: _Place) -> str:
    span = shelf.span(place)
    data = f"{shelf.cards[place.card].key} {place.kind} {span.start} {span.end}"
    return "o-" + hashlib.blake2b(data.encode(), digest_size=6).hexdigest()


def _speaker(shelf: _Shelf, places: list[_Place]) -> str | None:
    """The name that most places print, the longer where they tie; None where nobody is named."""
    counts: Counter[str] = Counter()
    for place in places:
        owner = shelf.owner(place)
        if owner is not None and owner.speaker is not None:
            counts[owner.speaker.shown] += 1
    return min(counts, key=lambda name: (-counts[name], -len(name), name)) if counts else None


def _carriers(shelf: _Shelf, text: list[_Place]) -> _Carriers:
    """The media nearest to the speaker where a chain names them, else the agencies that the pages credit."""
    nearest = {owner.via[0] for owner in (shelf.owner(place) for place in text) if owner is not None and owner.via}
    if nearest:
        return _Carriers(frozenset(nearest), False)
    cards = [shelf.cards[place.card] for place in text]
    return _Carriers(
        frozenset(name for card in cards for name in card.credits), any(card.more_credits for card in cards)
    )


def _attestations(carriers: list[_Carriers]) -> list[str]:
    """A label for each text; texts that name a common carrier have one, texts that name none stand alone."""
    groups: Union[int] = Union()
    for i, one in enumerate(carriers):
        groups.top(i)
        for j in range(i):
            if one.names & carriers[j].names:
                groups.join(j, i)
    out = [""] * len(carriers)
    for members in groups.groups():
        joint = sorted({name.shown for i in members for name in carriers[i].names})
        for i in members:
            out[i] = " / ".join(joint) if joint else f"text {members[0] + 1}, which names no carrier"
    return out


def _apart(carriers: list[_Carriers]) -> int:
    """How many carriers there are at least: sets of names that share none, taken smallest first.

    A text that credits others too, without a name, may have it from any of them and adds nothing.
    """
    taken: set[Name] = set()
    count = 0
    for one in sorted(carriers, key=lambda one: (len(one.names), sorted(one.names))):
        if one.names and not one.open and not one.names & taken:
            taken |= one.names
            count += 1
    return max(1, count)


def _reasons(
    shared: _Shared,
    speaker: str | None,
    carriers: list[_Carriers],
    at_least: int,
    at_most: int,
) -> Iterator[str]:
    documents = len({place.card for place in shared.places})
    if len(shared.texts) == 1:
        yield f"{documents} documents print one text or retell one report: one origin, one attestation"
    else:
        yield f"{documents} documents give the same words of one speaker: one origin"
        for text in shared.texts:
            cards = {place.card for place in text}
            if len(cards) > 1:
                yield f"{len(cards)} of them print one text: one attestation"
    if speaker is None:
        yield "no source is named"
    named = sorted({name.shown for one in carriers for name in one.names})
    if named:
        yield "brought by " + ", ".join(named)
    silent = sum(1 for one in carriers if not one.names)
    if len(shared.texts) > 1 and silent:
        yield f"{silent} texts name no carrier: they may be one, so they add to the most and not to the least"
    if at_least != at_most:
        yield f"attestations: at least {at_least}, at most {at_most}"
