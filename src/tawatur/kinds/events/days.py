"""When an event took place: which of the dates of its sentence is its own, and which somebody else's or another's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.events.places import Places
from tawatur.kinds.events.words import CONTACTS, EventWords
from tawatur.model import Date, Span
from tawatur.words import WORD

_YEAR_FAR: Final = 6
"""Tokens behind a name in which a bare year is its own."""
_DASHES: Final = " -/\u2013\u2014"


class Days:
    """The dates of one text. `contents` are those of its attributions, the innermost first; `cues` their cues."""

    def __init__(
        self,
        places: Places,
        words: EventWords,
        dates: Sequence[Date],
        contents: Sequence[tuple[Span, int]],
        cues: Sequence[Span],
    ) -> None:
        self.scene = places.scene
        self.reading = places.reading
        self.form = places.form
        self.words = words
        self._places = places
        self._dates = sorted(dates, key=lambda d: d.span.start)
        self._contents = contents
        self._cues = cues
        self._conjunctions = self.scene.grammar.conjunctions

    def of(
        self,
        i: int,
        end: int,
        first: int,
        last: int,
        *,
        present: bool = False,
        violent: bool = False,
        known: bool = False,
    ) -> str | None:
        """The day, month or year that stands with the name: behind it in its sentence, else before it.

        `known`: the name is of what is known already.
        """
        start, stop = self.scene.tokens.start[first], self.scene.tokens.end[last - 1]
        here = self.scene.tokens.start[i]
        inside = [d for d in self._dates if start <= d.span.start < stop and self._holds_for_day(d, end)]
        inside = [d for d in inside if not self._said_apart(d, i)]
        if (
            i > first and self.form[i - 1] in self.words.stretches
        ):  # since the invasion: only what stands right behind it
            inside = [d for d in inside if 0 <= self.scene.range(d.span)[0] - end <= _YEAR_FAR]
        said = [d for d in inside if self._of_statement(d, start, stop)]
        own = [d for d in inside if d not in said]
        if not own:  # in what somebody said, the day of saying it is the act's where it follows, or for what goes on
            told = any(part.start <= here < part.end for part, _ in self._contents)
            own = [d for d in said if not told or present or d.span.start > here]
        behind = [d for d in own if d.span.start > here and not self._of_known(d, end, violent=violent)]
        before = [] if self._places.in_answer(i, first) else [d for d in own if d.span.start < here]
        led = i > first and self.form[i - 1] in self.words.led_by
        if before and known and violent and not led and self._of_other_verb(before[-1], i, first):
            before = []
        if behind and not self._another_between(end, self.scene.tokens.before(behind[0].span.start)):
            night = len(behind) > 1 and not self.reading.text[behind[0].span.end : behind[1].span.start].strip(_DASHES)
            return _day(behind[1] if night else behind[0])  # in the night Friday - Saturday
        if before:
            return _day(before[-1])
        return _day(behind[0]) if behind else None

    def said(self, i: int, first: int, last: int) -> str | None:
        """The day of the week or the date that a sentence names once, where nothing says of which week or year."""
        start, stop = self.scene.tokens.start[first], self.scene.tokens.end[last - 1]
        inside = [d for d in self._dates if start <= d.span.start < stop]
        if len(inside) != 1 or inside[0].value is not None or self._said_apart(inside[0], i):
            return None
        return self.form[self.scene.range(inside[0].span)[1] - 1]

    def _said_apart(self, date: Date, i: int) -> bool:
        """Whether a date stands in a content that the name isn't part of: what was said at a meeting of tomorrow."""
        here = self.scene.tokens.start[i]
        holder = next((part for part, _ in self._contents if part.holds(date.span)), None)
        return holder is not None and not holder.start <= here < holder.end

    def _holds_for_day(self, date: Date, end: int) -> bool:
        """Whether a date may be the day of an act: not the end of a stretch, a bare year only close by."""
        if date.value is None:
            return False
        first, behind = self.scene.range(date.span)
        if first and self.form[first - 1] in self.words.stretches:
            return False
        if self._of_stretch(first, behind):
            return False
        return len(date.value) > 4 or (date.basis == "stated" and 0 <= first - end <= _YEAR_FAR)

    def _of_stretch(self, first: int, last: int) -> bool:
        """Whether a date is one of two between which something was: between the first and the last of a month."""
        dated, conjunctions = self._places.dated, self._conjunctions
        if (
            last + 1 < len(self.form)
            and self.form[last].startswith(conjunctions)
            and not dated.isdisjoint((last, last + 1))
        ):
            j = first - 1
        else:
            j = first - 1 - (first > 1 and self.form[first - 1] in conjunctions)
            if j not in dated or not (j < first - 1 or self.form[first].startswith(conjunctions)):
                return False
        while j in dated:
            j -= 1
        return j >= 0 and self.scene.grammar.without_conjunction(self.form[j]) in self.words.between

    def _another_between(self, first: int, last: int) -> bool:
        """Whether another event's verb stands between a name and a date."""
        return any(
            self.form[j] in self.words.forms and self.words.forms[self.form[j]][0].tense != "noun"
            for j in range(first, last)
        )

    def _of_other_verb(self, date: Date, i: int, first: int) -> bool:
        """Whether a date before a name is that of a verb which tells of something else: they published on Y a list."""
        s = self.scene
        begin, behind = s.range(date.span)
        if not any(self._weighs(j) for j in range(behind, i)):
            return False  # the fights | ended yesterday
        verb = self._verb_before(i, first)
        if verb >= begin and verb >= first and not (self._tells_other(verb) or self._of_violence(verb)):
            verb = self._verb_before(begin, first)  # what happened is told of it, but who did what on that day
        return verb >= first and self._tells_other(verb)

    def _verb_before(self, i: int, first: int) -> int:
        s = self.scene
        return next((j for j in range(i - 1, first - 1, -1) if j not in s.in_name and s.finite(j)), -1)

    def _tells_other(self, j: int) -> bool:
        return self.form[j] not in self.words.happen and not self._of_violence(j)

    def _of_violence(self, j: int) -> bool:
        """Whether a verb tells of violence, or of what comes with it."""
        senses = self.words.forms.get(self.form[j], ())
        return self.form[j] in self.words.harming or any(sense.act.kind not in CONTACTS for sense in senses)

    def _weighs(self, j: int) -> bool:
        s = self.scene
        return s.kinds[j] == WORD and self.form[j] not in s.grammar.time and self.form[j] not in s.grammar.prepositions

    def _of_known(self, date: Date, end: int, *, violent: bool) -> bool:
        """Whether a date behind a name is that of an act which the words before it take for known: since the attack of.

        What violence led to, or was part of, has its day.
        """
        first, _ = self.scene.range(date.span)
        apart = self.words.apart if violent else self.words.apart | self.words.led_by
        return any(
            self.form[j] in self.words.forms and not apart.isdisjoint(self.form[max(end, j - 2) : j])
            for j in range(end + 1, first)
        )

    def _of_statement(self, date: Date, start: int, stop: int) -> bool:
        """Whether a date says when something was said: beside a cue of its sentence, outside of every content."""
        if any(part.holds(date.span) for part, _ in self._contents):
            return False
        return any(start <= cue.start < stop for cue in self._cues)


def _day(date: Date) -> str | None:
    return date.value[:10] if date.value is not None else None
