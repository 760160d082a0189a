"""Mentions of one event become one item, where the subject stands before its verb."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tawatur.kinds.clauses.phrases import Noun, Scene
from tawatur.kinds.events.clauses_words import Act
from tawatur.model import Event, Span, Status
from tawatur.words import MARK


class Mention(NamedTuple):
    """One place that names an event, with what its clause says of it."""

    at: int
    act: Act
    span: Span
    who: tuple[Noun, ...]
    place: Span | None
    date: str | None
    status: Status
    attribution: int | None
    title: bool
    back: bool
    rule: str


class Merger:
    """Merges the mentions of one text. `counted`: tokens of figures of people."""

    def __init__(self, scene: Scene, counted: Collection[int]) -> None:
        self.s = scene
        self.w = scene.w
        self.reading = scene.reading
        self.counted = counted

    def merge(self, mentions: Sequence[Mention]) -> tuple[Event, ...]:
        """One event per group of mentions, in the order of their triggers; lone references are abstentions."""
        groups: list[list[Mention]] = []
        for m in sorted(mentions, key=lambda m: (m.title, m.at)):
            same = next((g for g in groups if self._same(g, m)), None)
            if same is not None:
                same.append(m)
            elif not m.back or m.title:
                groups.append([m])
            else:
                reason = "nothing in the page that it refers to"
                self.reading.abstain(m.span, "events", f"{m.act.kind}: a reference", reason)
        return tuple(sorted((self._event(g) for g in groups), key=lambda event: event.trigger))

    def _same(self, group: Sequence[Mention], m: Mention) -> bool:
        """Whether a mention speaks of the event of a group: one kind, nothing contradicts, something joins them."""
        if group[0].act.kind != m.act.kind or (m.status == "denied") != (group[0].status == "denied"):
            return False
        dates = {g.date for g in group if g.date}
        if m.date and dates and not any(m.date.startswith(d) or d.startswith(m.date) for d in dates):
            return False
        places = {self._plain(g.place) for g in group if g.place}
        if m.place and places and self._plain(m.place) not in places:
            return False
        counts = {c for g in group for n in g.who for c in self._counts(n)}
        mine = {c for n in m.who for c in self._counts(n)}
        if counts and mine and not counts & mine:
            return False
        who = {f for g in group for n in g.who for f in self._names(n)}
        own = {f for n in m.who for f in self._names(n)}
        if own and who:
            return bool(own & who)
        return m.back or not own or bool(m.place and places) or bool(m.date and dates)

    def _plain(self, span: Span | None) -> str:
        return self.reading.pack.fold.form(span.of(self.s.tokens.text)) if span is not None else ""

    def _counts(self, noun: Noun) -> set[str]:
        return {self.s.form[i] for i in range(noun.first, noun.last) if i in self.counted and self.s.form[i].isdigit()}

    def _names(self, noun: Noun) -> set[str]:
        """Words of weight of a phrase."""
        s, w = self.s, self.w
        skip = w.determiners | w.prepositions | w.joins
        return {
            s.form[i]
            for i in range(noun.first, noun.last)
            if s.word(i) and len(s.form[i]) > 2 and s.form[i] not in skip
        }

    def _event(self, group: Sequence[Mention]) -> Event:
        best = max(group, key=lambda m: (not m.title, bool(m.who), bool(m.place) + bool(m.date), not m.back, -m.at))
        others = [m for m in group if m is not best]
        who = best.who or next((m.who for m in others if m.who), ())
        text = self.s.tokens.text
        return Event(
            trigger=(best.span,),
            text=best.span.of(text),
            mentions=tuple(sorted(m.span for m in others)),
            kind=best.act.kind,
            participants=tuple(self.s.span(*self._bare(n)) for n in who),
            place=best.place or next((m.place for m in others if m.place), None),
            date=best.date or next((m.date for m in others if m.date), None),
            status=best.status,
            rule=best.rule,
            attribution=best.attribution,
        )

    def _bare(self, noun: Noun) -> tuple[int, int]:
        first, last = noun.first, noun.last
        while last - 1 > first and self.s.kinds[last - 1] == MARK:
            last -= 1
        return first, last
