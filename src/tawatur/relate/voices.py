"""Who stands behind one statement or figure, and who brought it: labels and intervals that open to their reasons.

The same actor is one origin however often he repeats himself; pages that print one text are one voice. Two sources are
counted apart at least where both are named and nothing shows that they may be one; everything else that could be
neither joined nor parted adds to the most alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from tawatur.model import Mention, Origin, Span
from tawatur.relate.cards import Card
from tawatur.relate.groups import Union
from tawatur.relate.media import Name

Kind = Literal["attribution", "figure"]

_NAMES = 8192  # names whose words are at hand: a name meets others again and again


class Place(NamedTuple):
    """A statement or figure: which document, which kind, its place in the document's list.

    `start` and `end` are code points where it is a part of a longer statement, or words that no statement holds.
    """

    card: int
    kind: Kind
    number: int
    start: int = 0
    end: int = 0


class Voice(NamedTuple):
    """Whose word something is: the name (None: nobody is named), the actor where it is known, and the lemmas of the
    source as printed. `via` are the media among the carriers, nearest to the speaker first; `leans` those from whom the
    source says that its number is taken."""

    name: Name | None = None
    actor: str | None = None
    lemmas: frozenset[int] = frozenset()
    via: tuple[Name, ...] = ()
    leans: tuple[Name, ...] = ()

    def rests_on(self, other: Voice) -> bool:
        """Whether a source says that its number is the other's."""
        return other.name is not None and any(Voice(name).one(Voice(other.name)) for name in self.leans)

    def one(self, other: Voice) -> bool:
        """Whether two are shown to be one: the same actor, or one name holds the other."""
        if self.name is None or other.name is None:
            return False
        if self.actor is not None and self.actor == other.actor:
            return True
        if self.lemmas and other.lemmas and (self.lemmas <= other.lemmas or other.lemmas <= self.lemmas):
            return True
        ours, theirs = _words(self.name.key), _words(other.name.key)
        return ours <= theirs or theirs <= ours

    def other(self, other: Voice) -> bool:
        """Whether two are shown to be different: both named, with no word in common."""
        if self.name is None or other.name is None or not (self.lemmas and other.lemmas):
            return False
        return self.lemmas.isdisjoint(other.lemmas) and not self.one(other)


@lru_cache(maxsize=_NAMES)
def _words(name: str) -> frozenset[str]:
    """The words of a folded name."""
    return frozenset(name.split())


class Text(NamedTuple):
    """One text or report, however many print it: its places, where they stand, and whose word each says it is.

    `worded` are pairs of words around a figure.
    """

    places: tuple[tuple[Place, Span, Voice], ...]
    worded: frozenset[int] = frozenset()

    @property
    def voice(self) -> Voice:
        """The speaker whom most places name, the longer name where they tie; a voice without a name where none does."""
        named = [voice for _, _, voice in self.places if voice.name is not None]
        if len(named) < 2:
            return named[0] if named else Voice()
        counts = Counter(voice.name.shown for voice in named if voice.name is not None)
        best = min(counts, key=lambda name: (-counts[name], -len(name), name))
        return next(voice for voice in named if voice.name is not None and voice.name.shown == best)


class _Carriers(NamedTuple):
    """Who brought one text, as far as it says. `open`: others are credited too, without a name."""

    names: frozenset[Name]
    open: bool


def row(cards: Sequence[Card], texts: Sequence[Text], first: Place, span: Span, words: str) -> Origin:
    """The row of one statement or figure; `first` is the place that it is called after, with its span and words."""
    claim = _label(cards[first.card].key, first.kind, span)
    voices = [text.voice for text in texts]
    labels = _origins(voices, claim)
    carriers = [_carriers(cards, text) for text in texts]
    brought = _attestations(carriers)
    mentions = []
    for text, origin, attestation in zip(texts, labels, brought, strict=True):
        for place, where, _ in text.places:
            card = cards[place.card]
            outlet = card.outlet.shown if card.outlet is not None else None
            mentions.append(Mention(card.key, where, origin, attestation, outlet))
    at_least = _distinct(texts) if first.kind == "figure" else 1
    at_most = len(set(labels))
    apart, most = _apart(carriers), len(set(brought))
    return Origin(
        claim=claim,
        kind=first.kind,
        text=words,
        mentions=tuple(sorted(mentions, key=lambda m: (m.document, m.span))),
        origins_at_least=at_least,
        origins_at_most=at_most,
        attestations_at_least=apart,
        attestations_at_most=most,
        reasons=tuple(_reasons(texts, voices, (at_least, at_most), carriers, (apart, most))),
    )


def _label(document: str, kind: Kind, span: Span) -> str:
    data = f"{document} {kind} {span.start} {span.end}"
    return "o-" + hashlib.blake2b(data.encode(), digest_size=6).hexdigest()


# --- origins --------------------------------------------------------------------------------------------------


def _origins(voices: Sequence[Voice], claim: str) -> list[str]:
    """A label for each text: one for all whose speakers are one, one for each text that names nobody."""
    if len(voices) == 1:  # most claims are of one text
        return [voices[0].name.shown if voices[0].name is not None else f"unnamed source of {claim}"]
    union: Union[int] = Union()
    for i, one in enumerate(voices):
        union.top(i)
        for j in range(i):
            if one.one(voices[j]) or one.rests_on(voices[j]) or voices[j].rests_on(one):
                union.join(j, i)
    out = [""] * len(voices)
    unnamed = sum(voice.name is None for voice in voices)
    taken: Counter[str] = Counter()
    for members in union.groups():
        own = [i for i in members if not any(voices[i].rests_on(voices[j]) for j in members)] or members
        names = Counter(voice.name.shown for i in own if (voice := voices[i]).name is not None)
        if names:
            label = min(names, key=lambda name: (-names[name], -len(name), name))
            taken[label] += 1
            if taken[label] > 1:  # two of one name that are not shown to be one
                label = f"{label} ({taken[label]})"
        else:
            label = f"unnamed source of {claim}" + (f" in text {members[0] + 1}" if unnamed > 1 else "")
        for i in members:
            out[i] = label
    return out


WORDED_ALIKE = 3
"""Pairs of words around a figure from which two texts word it alike, so that one may have it from the other's source;
the name of the event has two."""


def _distinct(texts: Sequence[Text]) -> int:
    """How many stand behind a figure at least: named ones, each shown to be another than all others taken, and in other
    words. Statements are found by their words, so two who say the same may have it one from the other."""
    taken: list[Text] = []
    for text in texts:
        if text.voice.name is not None and all(
            text.voice.other(held.voice)
            and not text.voice.rests_on(held.voice)
            and not held.voice.rests_on(text.voice)
            and len(text.worded & held.worded) < WORDED_ALIKE
            for held in taken
        ):
            taken.append(text)
    return max(1, len(taken))


# --- attestations ---------------------------------------------------------------------------------------------


def _carriers(cards: Sequence[Card], text: Text) -> _Carriers:
    """The media nearest to the speaker where a chain names them, else the agencies that the pages credit."""
    nearest = {voice.via[0] for _, _, voice in text.places if voice.via}
    if nearest:
        return _Carriers(frozenset(nearest), False)
    held = [cards[place.card] for place, _, _ in text.places]
    return _Carriers(frozenset(name for card in held for name in card.credits), any(card.more_credits for card in held))


def _attestations(carriers: Sequence[_Carriers]) -> list[str]:
    """A label for each text; texts that name a common carrier have one, texts that name none stand alone."""
    if len(carriers) == 1:
        joint = sorted({name.shown for name in carriers[0].names})
        return [" / ".join(joint) if joint else "text 1, which names no carrier"]
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


def _apart(carriers: Sequence[_Carriers]) -> int:
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
    texts: Sequence[Text],
    voices: Sequence[Voice],
    origins: tuple[int, int],
    carriers: Sequence[_Carriers],
    attestations: tuple[int, int],
) -> Iterator[str]:
    documents = len({place.card for text in texts for place, _, _ in text.places})
    named = [voice for voice in voices if voice.name is not None]
    if len(texts) == 1:
        yield f"{documents} documents print one text or retell one report: one origin, one attestation"
    elif origins[1] == 1:
        yield f"{documents} documents say the same on the word of one speaker: one origin"
    else:
        yield f"{documents} documents say the same in {len(texts)} texts"
    if len(texts) > 1:
        for text in texts:
            cards = {place.card for place, _, _ in text.places}
            if len(cards) > 1:
                yield f"{len(cards)} of them print one text: one attestation"
    if not named:
        yield "no source is named"
    elif origins[1] > 1:
        if origins[0] > 1:
            yield f"{origins[0]} named sources have no word of their names in common"
        if len(named) < len(voices):
            yield f"{len(voices) - len(named)} texts name no source: theirs may be one of the others"
        if any(not one.one(other) and not one.other(other) for one, other in combinations(named, 2)):
            yield "some named sources may be one: their names share a word"
    for one, other in _resting(named):
        yield f"{one} says its number is taken from {other}: one origin"
    brought = sorted({name.shown for one in carriers for name in one.names})
    if brought:
        yield "brought by " + ", ".join(brought)
    silent = sum(1 for one in carriers if not one.names)
    if len(texts) > 1 and silent:
        yield f"{silent} texts name no carrier: they may be one, so they add to the most and not to the least"
    if attestations[0] != attestations[1]:
        yield f"attestations: at least {attestations[0]}, at most {attestations[1]}"


def _resting(named: Sequence[Voice]) -> list[tuple[str, str]]:
    """Who says that his number is whose; those shown to be one are told once, under the longest name of each."""
    pairs = [(a, b) for a in named for b in named if a.rests_on(b)]
    out: dict[tuple[str, str], None] = {}
    for a, b in pairs:
        alike = [(c, d) for c, d in pairs if a.one(c) and b.one(d)]
        out[_longest(c for c, _ in alike), _longest(d for _, d in alike)] = None
    return sorted(out)


def _longest(voices: Iterable[Voice]) -> str:
    return max((voice.name.shown for voice in voices if voice.name is not None), key=lambda name: (len(name), name))
