"""What the documents of a case say, at hand for telling what they share: statements and figures by their places, whose
word each is, and the words around.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tawatur.model import Span
from tawatur.relate.bearers import Member
from tawatur.relate.cards import Card, Quantity, Statement, Words, claimed, stated
from tawatur.relate.contents import Content
from tawatur.relate.passages import pairs
from tawatur.relate.voices import Place, Voice

WINDOW = 7
"""Days between pages that quote one speech."""

_NOBODY = Voice()

OWN = -1
"""The number of a place where a page says as its own what another page attributes."""

AROUND = 8
"""Words with meaning before and behind a figure that tell how it is worded."""


class Told(NamedTuple):
    """One statement, and what of its content tells who says it and whether two say the same. `stems` are the telling
    words of what is condemned."""

    made: Statement
    who: int | None
    lemmas: frozenset[int]
    negated: frozenset[int]
    stems: tuple[int, ...] = ()


class Shelf:
    """What documents say, at hand, and their words, opened by `words`. `actor_of` tells who is one under two names."""

    def __init__(self, cards: Sequence[Card], actor_of: Mapping[Member, str], words: Callable[[int], Words]) -> None:
        self.cards = cards
        self._actor_of = actor_of
        self.words = words
        self.said: list[dict[int, Told]] = []
        self.figures: list[tuple[Quantity, ...]] = []
        self._voices: list[dict[int, Voice]] = [{} for _ in cards]
        self._days = [_number(card.day) for card in cards]
        for card in cards:
            statements, figures = stated(card)
            contents = {one.index: one for one in claimed(card)}
            self.said.append({one.index: _told(one, contents.get(one.index)) for one in statements})
            self.figures.append(figures)

    def near(self, card: int, other: int) -> bool:
        """Whether two documents may quote one speech: within days, or of unknown ones."""
        a, b = self._days[card], self._days[other]
        return a is None or b is None or abs(a - b) <= WINDOW

    def statement(self, card: int, number: int) -> Statement | None:
        """The statement made of an attribution of a document; None where none was."""
        found = self.said[card].get(number)
        return found.made if found is not None else None

    def figure(self, place: Place) -> Quantity:
        """The figure at a place of that kind."""
        return self.figures[place.card][place.number]

    def owner(self, place: Place) -> int | None:
        """The attribution that a place is, or stands in."""
        if place.kind == "figure":
            return self.figure(place).owner
        return place.number if place.number != OWN else None

    def voice(self, place: Place) -> Voice:
        """Whose word a place is, and through whom."""
        number = self.owner(place)
        if number is None:
            return _NOBODY
        found = self._voices[place.card].get(number)
        if found is None:
            found = self._voices[place.card][number] = self._voice(place.card, number)
        return found

    def _voice(self, card: int, number: int) -> Voice:
        told = self.said[card].get(number)
        if told is None:
            return _NOBODY
        name = told.made.speaker
        actor = self._actor_of.get((self.cards[card].key, told.who)) if told.who is not None else None
        return Voice(name, actor, told.lemmas if name is not None else frozenset(), told.made.via, told.made.leans)

    def span(self, place: Place) -> Span:
        """Where a place stands: its own stretch where it is a part, else that of its statement or figure."""
        if place.end:
            return Span(place.start, place.end)
        if place.kind == "figure":
            return self.figure(place).span
        found = self.statement(place.card, place.number)
        assert found is not None, place
        return found.span

    def around(self, place: Place) -> list[int]:
        """Pairs of neighbouring words with meaning around a figure: how it is worded."""
        if place.kind != "figure":
            return []
        words, span = self.words(place.card), self.figure(place).span
        first = bisect_left(words.at, bisect_left(words.starts, span.start))
        return pairs(words.stems[max(0, first - AROUND) : first + AROUND])

    def text(self, place: Place) -> str:
        """The words of a whole statement or figure."""
        if place.kind == "figure":
            return self.figure(place).text
        found = self.statement(place.card, place.number)
        return found.text if found is not None else ""


def _number(day: str | None) -> int | None:
    """Days as numbers in a row; None for what is no day of the calendar."""
    try:
        return date.fromisoformat(day).toordinal() if day is not None else None
    except ValueError:
        return None


def _told(made: Statement, content: Content | None) -> Told:
    if content is None:
        return Told(made, None, frozenset(), frozenset())
    stems = content.stems if made.stance == "condemn" else ()
    return Told(made, content.who, frozenset(content.speaker), frozenset(content.negated), stems)
