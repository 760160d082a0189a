"""What documents share: statements and figures that say the same, in one text or several; `voices` says whose they are.

Two places hold the same statement or figure where the words of one document run on in the other (`lineage` found the
passages), where pages written apart quote the same words of the same named speaker, where `claims` found that they say
the same in other words, where they condemn one deed, and where they give one value of one series. Pages that share one
text are one origin and one attestation, however many print it. Nothing is counted as independent unless it is shown to
be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import msgspec

from tawatur.model import TOLLS, Origin, Series, Span, StoryMember
from tawatur.relate import tellings
from tawatur.relate.cards import Card, Quantity, Words
from tawatur.relate.groups import Union
from tawatur.relate.lineage import Edge
from tawatur.relate.links import Block
from tawatur.relate.repeated import BY_NOBODY, BY_ONE, BY_OTHERS, Quoted, quoted, repeated, unquoted
from tawatur.relate.ruled import BY_USER, NOTHING, Ruled, numbered, placed
from tawatur.relate.shelf import OWN, Shelf, Told
from tawatur.relate.tellings import Telling
from tawatur.relate.voices import Place, Text, Voice, row

SAME = 0.7
"""Share of words (F1) that two spans must have in common through passages to be the same statement."""

WHOLLY = 0.8
"""Share of the words of a statement that must stand in the other page for it to hold the statement as a part of more,
or as its own words."""

SHORTEST = 6
"""Words of such a statement, at least: fewer are a turn of speech."""

RUN = 1.5
"""Stretch of the other page that holds these words, at most, as a multiple of them; wider is no passage."""

QUOTED = 8
"""Words of a quotation from which the same words of the same speaker are no chance: shorter ones are slogans."""

SENTENCE = 12
"""Words with meaning of a part of a statement that another page says as its own, at least: no title is so long."""

OBJECTS = ((5, 2), (8, 3))
"""Telling words at the beginning of what two condemn, and those that they share, at least: the deed and what it is
called, or also where it was or whose."""


_OPEN = 4096  # documents whose own words are at hand: a page is near many others


class Near(NamedTuple):
    """Pairs of documents (places, the first smaller) that share rare wording, and pairs of words that are common."""

    pairs: tuple[tuple[int, int], ...] = ()
    worn: frozenset[int] = frozenset()


def origins(
    shelf: Shelf,
    edges: Sequence[Edge],
    *,
    same: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (),
    series: Sequence[Series] = (),
    stories: Iterable[StoryMember] = (),
    near: Near = Near(),  # noqa: B008 — it holds nothing
    ruled: Ruled = NOTHING,
) -> tuple[Origin, ...]:
    """One row for each statement or figure that two documents or more share; the cards of `shelf` sorted by key.

    `same` are pairs of (card, attribution) that say one thing in other words. `series` tells which figures count one
    quantity, `stories` which documents tell of one happening, `near` which others share rare wording, `ruled` what
    users said of two statements or figures.
    """
    together, parted = _ruled(shelf, ruled)
    texts: Union[Place] = Union(parted, _whole)
    claims: Union[Place] = Union(parted, _whole)
    reports: Union[int] = Union()
    for edge in edges:
        # pages written apart that quote one source vouch for it each by itself, as far as is known
        apart = edge.row.kind == "common-source"
        if not apart:
            reports.join(edge.a, edge.b)
        for one, other in _aligned(shelf, edge):
            (claims if apart else texts).join(one, other)
    for one, other in _parts_alike(texts):
        texts.join(one, other)
    for group in texts.groups():
        for place in group[1:]:
            claims.join(group[0], place)
    told = _stories(shelf.cards, stories)
    for one, other in (
        *_quoted_alike(shelf),
        *_repeated(shelf, told, near),
        *_condemned(shelf, told),
        *_retold(shelf, told, reports),
        *_alike(same),
        *_counted_alike(shelf, series),
        *together,
    ):
        claims.join(one, other)
    rows = []
    joined = {place for pair in together for place in pair}
    for places in claims.groups():
        if len({place.card for place in places}) > 1:
            held = _texts(shelf, places, texts, reports)
            whole = next((place for place in places if place.number != OWN and not place.end), places[0])
            made = row(shelf.cards, held, whole, shelf.span(whole), shelf.text(whole))
            if len(joined.intersection(places)) > 1:
                made = msgspec.structs.replace(made, reasons=(*made.reasons, BY_USER))
            rows.append(made)
    return tuple(
        sorted(rows, key=lambda made: (made.mentions[0].document, made.mentions[0].span, made.kind, made.claim))
    )


def _ruled(shelf: Shelf, ruled: Ruled) -> tuple[list[tuple[Place, Place]], list[tuple[Place, Place]]]:
    """What users said to be one, and not, as places; figures are one here where they give one value besides."""
    if ruled is NOTHING:
        return [], []
    at = numbered(shelf.cards)
    together: list[tuple[Place, Place]] = []
    apart: list[tuple[Place, Place]] = []
    for held, out in ((ruled.statements.together, together), (ruled.statements.apart, apart)):
        for a, b in placed(held, at):
            if shelf.statement(*a) is not None and shelf.statement(*b) is not None:
                out.append((Place(a[0], "attribution", a[1]), Place(b[0], "attribution", b[1])))
    for held, out in ((ruled.figures.together, together), (ruled.figures.apart, apart)):
        for a, b in placed(held, at):
            if all(number < len(shelf.figures[card]) for card, number in (a, b)):
                one, other = Place(a[0], "figure", a[1]), Place(b[0], "figure", b[1])
                if out is apart or _value(shelf.figure(one)) == _value(shelf.figure(other)):
                    out.append((one, other))
    return together, apart


def _whole(place: Place) -> Place:
    """The statement that a part of it belongs to."""
    return place._replace(start=0, end=0) if place.number != OWN else place


def _stories(cards: Sequence[Card], stories: Iterable[StoryMember]) -> list[list[int]]:
    at = {card.key: place for place, card in enumerate(cards)}
    out: defaultdict[str, list[int]] = defaultdict(list)
    for member in stories:
        out[member.story].append(at[member.document])
    return [sorted(some) for _, some in sorted(out.items())]


def _texts(shelf: Shelf, places: list[Place], texts: Union[Place], reports: Union[int]) -> list[Text]:
    """The places of one claim, those of one text together: the same passage, or one report and no other speaker.

    Whom a report names for it stay apart; what it says beside without a name is the first one's whom it can be.
    """
    voices = {place: shelf.voice(place) for place in places}
    if len({texts.top(place) for place in places}) == 1:
        return [_text(shelf, places, voices)]
    own: Union[Place] = Union()
    first_of: dict[Place, Place] = {}
    of_report: defaultdict[int, list[tuple[Place, Place]]] = defaultdict(list)
    for place in places:
        first = first_of.setdefault(texts.top(place), place)
        own.join(first, place)
        of_report[reports.top(place.card)].append((place, first))
    reported = [
        (voices[one].name is None or voices[other].name is None, one, other)
        for held in of_report.values()
        for (one, first), (other, second) in combinations(held, 2)
        if first is not second and not voices[one].other(voices[other])
    ]
    named: defaultdict[Place, set[Voice]] = defaultdict(set)
    for place, voice in voices.items():
        if voice.name is not None:
            named[own.top(place)].add(voice)
    for _, one, other in sorted(reported):
        first, second = own.top(one), own.top(other)
        if first == second or any(a.other(b) for a in named[first] for b in named[second]):
            continue
        own.join(one, other)
        named[own.top(one)] = named.pop(first, set()) | named.pop(second, set())
    return [_text(shelf, group, voices) for group in own.groups()]


def _text(shelf: Shelf, places: Sequence[Place], voices: Mapping[Place, Voice]) -> Text:
    return Text(
        tuple((place, shelf.span(place), voices[place]) for place in places),
        frozenset(pair for place in places for pair in shelf.around(place)),
    )


# --- what is the same -----------------------------------------------------------------------------------------


class _Item(NamedTuple):
    """A statement or figure in one of two documents: its words, its place, and what must be equal in the other."""

    words: range
    place: Place
    value: object


def _aligned(shelf: Shelf, edge: Edge) -> Iterator[tuple[Place, Place]]:
    """Pairs of places that the passages of a link lay upon each other."""
    ours, theirs = shelf.words(edge.a), shelf.words(edge.b)
    a, b = (
        [
            _Item(_range(words, one.made.span), Place(card, "attribution", number), one.made.stance)
            for number, one in shelf.said[card].items()
        ]
        for card, words in ((edge.a, ours), (edge.b, theirs))
    )
    found = list(_pairs(edge.blocks, a, b))
    yield from found
    met = {place for pair in found for place in pair}
    turned = sorted(Block(block.b, block.a, block.size) for block in edge.blocks)
    yield from _parts(shelf, edge.blocks, [one for one in a if one.place not in met], edge.b, b)
    yield from _parts(shelf, turned, [one for one in b if one.place not in met], edge.a, a)
    yield from _pairs(
        edge.blocks,
        [_Item(_range(ours, f.span), Place(edge.a, "figure", f.index), _value(f)) for f in shelf.figures[edge.a]],
        [_Item(_range(theirs, f.span), Place(edge.b, "figure", f.index), _value(f)) for f in shelf.figures[edge.b]],
    )


def _value(one: Quantity) -> tuple[float | None, float | None, str]:
    return one.min, one.max, one.status


def _pairs(blocks: Sequence[Block], ours: list[_Item], theirs: list[_Item]) -> Iterator[tuple[Place, Place]]:
    """Pairs of places that share most words, the nearest first, each place once."""
    scored: list[tuple[float, Place, Place]] = []
    for one in ours:
        mapped = _mapped(blocks, one.words)
        if not mapped:
            continue
        for other in theirs:
            if one.value != other.value or not other.words:
                continue
            share = 2 * _within(mapped, other.words) / (len(one.words) + len(other.words))
            if share >= SAME:
                scored.append((share, one.place, other.place))
    used: set[Place] = set()
    for _, first, second in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if first not in used and second not in used:
            used |= {first, second}
            yield first, second


def _parts(
    shelf: Shelf, blocks: Sequence[Block], ours: Sequence[_Item], card: int, theirs: Sequence[_Item]
) -> Iterator[tuple[Place, Place]]:
    """Statements that the other document has as a part of a longer one, or as words of its own."""
    for one in ours:
        mapped = _mapped(blocks, one.words)
        size = sum(map(len, mapped))
        if size < max(SHORTEST, WHOLLY * len(one.words)):
            continue
        first, last = min(words.start for words in mapped), max(words.stop for words in mapped) - 1
        if last - first >= RUN * size:
            continue
        held = [(_within(mapped, other.words), other) for other in theirs]
        around = [other for count, other in held if count >= WHOLLY * size]
        if around:
            whole = min(around, key=lambda other: (len(other.words), other.place))
            if (whole.value == "deny") != (one.value == "deny"):
                continue
            if shelf.voice(one.place).other(shelf.voice(whole.place)):
                continue
            number = whole.place.number
        elif any(count for count, _ in held):
            continue
        else:
            number = OWN
        words = shelf.words(card)
        yield one.place, Place(card, "attribution", number, words.starts[first], words.ends[last])


def _parts_alike(texts: Union[Place]) -> Iterator[tuple[Place, Place]]:
    """Parts of one statement that cover nearly the same words."""
    parts: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for group in texts.groups():
        for place in group:
            if place.end:
                parts[place.card, place.number].append(place)
    for _, places in sorted(parts.items()):
        for one, other in combinations(sorted(places), 2):
            both = min(one.end, other.end) - max(one.start, other.start)
            if 2 * both >= SAME * (one.end - one.start + other.end - other.start):
                yield one, other


def _range(words: Words, span: Span) -> range:
    return range(bisect_left(words.starts, span.start), bisect_left(words.starts, span.end))


def _mapped(blocks: Sequence[Block], place: range) -> list[range]:
    """Which words of the second document are these words of the first."""
    start, stop = place.start, place.stop
    out: list[range] = []
    for a, b, size in blocks:
        if a >= stop:
            break
        if a + size > start < stop:
            out.append(range(b + max(0, start - a), b + min(size, stop - a)))
    return out


def _within(mapped: Sequence[range], words: range) -> int:
    """How many of the words stand in a range."""
    return sum([max(0, min(some.stop, words.stop) - max(some.start, words.start)) for some in mapped])


def _quoted_alike(shelf: Shelf) -> Iterator[tuple[Place, Place]]:
    """Pairs of the same words of the same named speaker with the same stance, in documents written apart or not."""
    alike: defaultdict[tuple[int, str], list[tuple[Place, str]]] = defaultdict(list)
    for card in range(len(shelf.cards)):
        for one in (told.made for told in shelf.said[card].values()):
            if one.speaker is not None and one.size >= QUOTED:
                alike[one.words, one.stance].append((Place(card, "attribution", one.index), one.speaker.key))
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


def _repeated(shelf: Shelf, stories: Sequence[Sequence[int]], near: Near) -> Iterator[tuple[Place, Place]]:
    """Passages of a quotation that others have too, within longer ones or not, of speakers who may be one; inside a
    story, and where two pages share rare wording, also those that a page says as its own."""
    places: list[Place] = []
    statements: list[Quoted] = []
    at: list[range] = []
    for card in range(len(shelf.cards)):
        words = shelf.words(card)
        first = len(places)
        for number, told in shelf.said[card].items():
            places.append(Place(card, "attribution", number))
            statements.append(quoted(card, words, told.made.span))
        at.append(range(first, len(places)))
    yield from _passages(shelf, places, statements)
    told_in = {card: number for number, story in enumerate(stories) for card in story}

    @lru_cache(maxsize=_OPEN)
    def between(card: int) -> list[Quoted]:
        return list(unquoted(card, shelf.words(card), [told.made.span for told in shelf.said[card].values()]))

    apart = [pair for pair in near.pairs if told_in.get(pair[0], -1) != told_in.get(pair[1], -2)]
    for together, worn in (*((story, frozenset[int]()) for story in stories), *((pair, near.worn) for pair in apart)):
        held = [place for card in together for place in at[card]]
        own = [made for card in together for made in between(card)]
        yield from _passages(
            shelf,
            [*(places[place] for place in held), *(Place(one.document, "attribution", OWN) for one in own)],
            [*(statements[place] for place in held), *own],
            worn,
        )


def _passages(
    shelf: Shelf, places: Sequence[Place], statements: Sequence[Quoted], worn: frozenset[int] = frozenset()
) -> Iterator[tuple[Place, Place]]:
    """Pairs of places that passages of statements show to be one; `worn` are pairs of words known to be common."""
    for found in repeated(statements, shelf.near, worn):
        one, other = _innermost(shelf, places[found.a], found.in_a), _innermost(shelf, places[found.b], found.in_b)
        speaker, second = shelf.voice(one), shelf.voice(other)
        one_speaker = speaker.one(second)
        if found.size < (BY_ONE if one_speaker else BY_OTHERS if speaker.other(second) else BY_NOBODY):
            continue
        parts = found.in_a is not None and found.in_b is not None and not one_speaker
        if parts and (found.size < SENTENCE or OWN not in (places[found.a].number, places[found.b].number)):
            continue  # parts of two quotations are titles and names of bodies, unless one speaker repeats himself
        ours, theirs = (shelf.said[place.card].get(place.number) for place in (one, other))
        if _denies(ours) != _denies(theirs):
            continue
        if ours is not None and theirs is not None and (ours.negated ^ theirs.negated) & found.stems:
            continue
        yield one, other


def _condemned(shelf: Shelf, stories: Sequence[Sequence[int]]) -> Iterator[tuple[Place, Place]]:
    """Pairs of condemnations of one deed: in pages of one story, of what begins in like words, whoever condemns it."""
    for story in stories:
        held = [
            (Place(card, "attribution", number), [frozenset(told.stems[:first]) for first, _ in OBJECTS])
            for card in story
            for number, told in shelf.said[card].items()
            if told.made.stance == "condemn"
        ]
        for i, (place, ours) in enumerate(held):
            for other, theirs in held[max(0, i - MANY) : i]:
                if any(len(a & b) >= least for a, b, (_, least) in zip(ours, theirs, OBJECTS, strict=True)):
                    yield other, place


MANY = 200
"""Condemnations before one that it is compared with."""


def _retold(shelf: Shelf, stories: Sequence[Sequence[int]], reports: Union[int]) -> Iterator[tuple[Place, Place]]:
    """Pairs of a statement and what another page of its story tells in other words, as its own or another statement."""
    pages = {card: tellings.unpacked(shelf.cards[card].tellings) for story in stories for card in story}
    common = tellings.usual(list(pages.values()))

    def place(card: int, told: Telling) -> Place:
        span = told.span if told.number == OWN else Span(0, 0)
        return Place(card, "attribution", told.number, span.start, span.end)

    def apart(card: int, other: int) -> bool:
        return reports.top(card) != reports.top(other)

    def others(card: int, told: Telling, other: int, another: Telling) -> bool:
        return shelf.voice(place(card, told)).other(shelf.voice(place(other, another)))

    for story in stories:
        for found in tellings.retold({card: pages[card] for card in story}, common, apart, others):
            yield place(found.card, found.told), place(found.other_card, found.other)


def _denies(told: Told | None) -> bool:
    return told is not None and told.made.stance == "deny"


def _innermost(shelf: Shelf, place: Place, part: Span | None) -> Place:
    """The part of a statement, as the innermost statement around it has it."""
    if part is None or place.number == OWN:
        return place if part is None else place._replace(start=part.start, end=part.end)
    held = [told.made for told in shelf.said[place.card].values() if told.made.span.holds(part)]
    inner = min(held, key=lambda one: (one.span.end - one.span.start, one.index))
    return place._replace(number=inner.index, start=part.start, end=part.end)


def _alike(same: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[tuple[Place, Place]]:
    for (card, number), (other_card, other_number) in same:
        yield Place(card, "attribution", number), Place(other_card, "attribution", other_number)


def _counted_alike(shelf: Shelf, series: Sequence[Series]) -> Iterator[tuple[Place, Place]]:
    """Pairs of figures that give one value of one quantity on several pages; a bound and the number itself are one."""
    at = {card.key: place for place, card in enumerate(shelf.cards)}
    for one in series:
        values: defaultdict[tuple[float | None, str], list[Place]] = defaultdict(list)
        if len(one.points) < 2 or len({point.document for point in one.points}) < 2:
            continue
        for point in one.points:
            card = at[point.document]
            number = next(f.index for f in shelf.figures[card] if f.span == point.span)
            value = point.min if point.min is not None else point.max
            values[value, point.status].append(Place(card, "figure", number))
        for _, places in sorted(values.items(), key=lambda item: item[1]):
            first, *rest = sorted(places)
            if one.kind in TOLLS:  # told by what happened; of sums, shares, things equal numbers are often chance
                yield from ((first, other) for other in rest)
                continue
            worded = {place: set(shelf.around(place)) for place in places}
            for i, place in enumerate(rest, 1):
                for other in sorted(places)[max(0, i - NEXT) : i]:
                    if len(worded[place] & worded[other]) >= WORDED:
                        yield other, place


WORDED = 2
"""Pairs of words around two such numbers that must be the same for them to be one."""

NEXT = 24
"""Places before one that it is compared with."""
