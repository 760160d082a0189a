"""Wording: what each outlet calls the same actor, the same event, the same thing that is counted, as printed.

Actors are those that the case shows to be one; events are entries of the timeline that several pages tell; what is
counted is taken from figures of one quantity. Only what outlets call differently is shown, and nothing is made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tawatur.model import Actor, ActorMember, Occurrence, Span, joined
from tawatur.packs import codes, load
from tawatur.show.anchors import words_anchor
from tawatur.show.items import Called, DocView, Outlet, Phrase, Quantity
from tawatur.show.text import short
from tawatur.store.search import stems

_MOST = 40
"""Actors, events and quantities of each sort that are shown: those that most outlets name."""

_PHRASES = 6
"""Phrases of one outlet that are shown, the commonest first."""

_LENGTH = 90
"""Code points of a phrase that are shown: a title with its name fits, a clause of apposition doesn't."""

_Told = tuple[str, str, str]
"""An outlet, a phrase it prints, and the anchor of the words."""


def wording(
    docs: Mapping[str, DocView],
    actors: Iterable[Actor],
    members: Iterable[ActorMember],
    timeline: Iterable[Occurrence],
    series: Mapping[str, Sequence[Quantity]],
) -> tuple[Called, ...]:
    """What several outlets call differently: actors first, then events, then what is counted."""
    found = [*_best(_actors(docs, actors, members)), *_best(_events(docs, timeline)), *_best(_counted(series))]
    return tuple(Called(f"w{place}", *one) for place, one in enumerate(found, 1))


_Found = tuple[str, str, tuple[Outlet, ...]]


def _best(found: Iterable[_Found]) -> list[_Found]:
    def weight(one: _Found) -> tuple[int, int, str]:
        return (-len(one[2]), -sum(phrase.count for outlet in one[2] for phrase in outlet.phrases), one[1])

    return sorted(found, key=weight)[:_MOST]


def _actors(docs: Mapping[str, DocView], actors: Iterable[Actor], members: Iterable[ActorMember]) -> Iterator[_Found]:
    public = {actor.actor: actor for actor in actors if not actor.private and actor.kind is not None}
    told: dict[str, list[_Told]] = {}
    for member in members:
        doc = docs.get(member.document)
        if doc is None or doc.ref.outlet is None or member.actor not in public:
            continue
        told.setdefault(member.actor, []).extend(_names(doc, member.index))
    for name, rows in sorted(told.items()):
        outlets = _outlets(rows, _folded)
        if outlets:
            actor = public[name]
            yield str(actor.kind), short(actor.name), outlets


def _names(doc: DocView, index: int) -> Iterator[_Told]:
    """The noun phrases that name an entity: as a source with its titles, else its mentions alone."""
    page, text, outlet = doc.page, doc.document.text, doc.ref.outlet or ""
    entity = page.entities[index]
    whole: list[Span] = []
    for place, said in enumerate(page.attributions):
        if said.speaker == index and not said.implicit and not set(said.source) <= set(whole):
            whole.extend(said.source)
            phrase = joined(said.source, text)
            yield outlet, phrase, words_anchor(doc.ref.anchor, "a", place)
    for mention in entity.mentions:
        if not any(span.holds(mention) for span in whole):
            yield outlet, mention.of(text), doc.ref.anchor


def _events(docs: Mapping[str, DocView], timeline: Iterable[Occurrence]) -> Iterator[_Found]:
    for row in timeline:
        if row.kind == "statement":
            continue
        told = []
        for place in row.told:
            doc = docs.get(place.document)
            if doc is None or doc.ref.outlet is None:
                continue
            for index, event in enumerate(doc.page.events):
                if event.trigger and event.trigger[0].start == place.span.start:
                    told.append((doc.ref.outlet, event.text, f"{doc.ref.anchor}-e{index + 1}"))
        outlets = _outlets(told, _stemmed)
        if outlets:
            yield f"happened.{row.kind}", short(row.text, 40), outlets


def _counted(series: Mapping[str, Sequence[Quantity]]) -> Iterator[_Found]:
    for kind, quantities in series.items():
        for one in quantities:
            told = [
                (row.doc.outlet, row.figure.counted, row.words)
                for row in one.rows
                if row.doc.outlet is not None and row.figure.counted
            ]
            outlets = _outlets(told, _stemmed)
            if outlets:
                yield f"figure.{kind}", one.marks[-1].label, outlets


def _outlets(told: Iterable[_Told], alike: Callable[[str], str]) -> tuple[Outlet, ...]:
    """Phrases by outlet; nothing where one outlet alone names it, or all call it the same."""
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for outlet, phrase, words in told:
        groups.setdefault(outlet, {}).setdefault(alike(phrase), []).append((phrase, words))
    if len(groups) < 2 or len({form for held in groups.values() for form in held}) < 2:
        return ()
    out = []
    for outlet, held in sorted(groups.items()):
        commonest = sorted(held.values(), key=lambda rows: (-len(rows), rows[0]))[:_PHRASES]
        out.append(Outlet(short(outlet), tuple(map(_phrase, commonest))))
    return tuple(out)


def _phrase(rows: Sequence[tuple[str, str]]) -> Phrase:
    printed = Counter(phrase for phrase, _ in rows)
    best = min(printed, key=lambda phrase: (-printed[phrase], phrase))
    return Phrase(short(best, _LENGTH), len(rows), next(words for phrase, words in rows if phrase == best))


def _folded(phrase: str) -> str:
    return " ".join(load(codes()[0]).fold.flat(phrase).split())


def _stemmed(phrase: str) -> str:
    return stems().words(phrase)
