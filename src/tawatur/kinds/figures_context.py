"""When and where a figure holds: the day and the place that stand with it, or those of the event its page tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tawatur.kinds.figures_quantities import Quantity
from tawatur.kinds.figures_words import words_of
from tawatur.model import Attribution, Basis, Date, Document, Entity, Figure, Span
from tawatur.reading import Reading
from tawatur.words import WORD

TOLLS = frozenset(
    ["killed", "injured", "hostages", "prisoners", "released", "displaced", "evacuated", "missing", "arrested"]
)
"""Kinds that a finished event leaves: they hold for its day and place."""

_BESIDE = 6
"""Code points between a figure and a vague place that holds for it: room for a preposition."""

_LEAD_SENTENCES = 4
_LEAD_DAYS = 7
"""The event of a news page lies at most a week before its publication, or the page says when."""


class Lead(NamedTuple):
    """The event that a page tells of first; empty where its first sentences count nobody hit by one."""

    day: str | None
    place: Span | None


class Context:
    """The dates, places and owners around the figures of one document."""

    vague: set[Span]
    """Places that are only a noun (the site, the hospital): they hold for what stands right before them."""
    spread: list[tuple[int, int]]
    """Token ranges of all quantities, in order."""

    def __init__(
        self,
        reading: Reading,
        document: Document,
        dates: Sequence[Date],
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
    ) -> None:
        self.reading = reading
        self.words = words_of(reading.pack)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.document = document
        self.attributions = attributions
        self.spread = []
        published = document.published
        self.day = published.value[:10] if published is not None and len(published.value) >= 10 else None
        text = reading.text
        self.events = [
            d
            for d in dates
            if not self._is_running(d)
            and not self._is_statement(d.span)
            and not (
                len(d.text) == 4 and "/" in (text[d.span.start - 1 : d.span.start], text[d.span.end : d.span.end + 1])
            )
        ]
        self.statements = [d for d in dates if d.value and len(d.value) >= 10 and self._is_statement(d.span)]
        self.dated = {i for d in dates for i in range(self.tokens.before(d.span.start), self.tokens.before(d.span.end))}
        self.places = self._places(entities)

    # --- when ---------------------------------------------------------------------------------------------------

    def _is_running(self, found: Date) -> bool:
        """This year, this month: so far, not the time of an event."""
        if found.value is None or len(found.value) >= 10 or self.day is None:
            return False
        return self.day.startswith(found.value)

    def _is_statement(self, span: Span) -> bool:
        """Whether a day stands beside the cue of an attribution in its sentence, outside of every content."""
        first, last = self.reading.sentence_of(self.tokens.before(span.start))
        sentence = self.tokens.span(first, last)
        beside = False
        for attribution in self.attributions:
            if any(part.holds(span) for part in attribution.content):
                return False
            beside = beside or any(sentence.holds(cue) for cue in attribution.cue)
        return beside

    def lead(self, figures: Sequence[Figure]) -> Lead:
        """The day and place of the event that the title or the first sentences count people of."""
        body = self.document.body
        if not body:
            return Lead(None, None)
        token = self.tokens.before(body[0].start)
        end = token
        for _ in range(_LEAD_SENTENCES):
            if end < len(self.form):
                end = max(self.reading.sentence_of(end)[1], end + 1)
        limit = self.tokens.start[end] if end < len(self.form) else len(self.reading.text)
        if not any(f.kind in TOLLS and f.span.start < limit for f in figures):
            return Lead(None, None)
        inside = [d for d in self.events if any(part.holds(d.span) for part in body)]
        day = next((d.value[:10] for d in inside if d.value and self._is_recent(d.value)), None)
        place = next((p for p in self.places if p.start < limit), None)
        return Lead(day, place)

    def _is_recent(self, value: str) -> bool:
        if len(value) < 10:
            return False
        if self.day is None:
            return True
        apart = (date.fromisoformat(self.day) - date.fromisoformat(value[:10])).days
        return 0 <= apart <= _LEAD_DAYS

    def as_of(self, q: Quantity, figure: Figure, lead: Lead) -> tuple[str | None, Basis | None, str]:
        """The day a figure holds for, on what basis, and the rule behind it."""
        sentence = self.tokens.span(*self.reading.sentence_of(q.num))
        event = self._nearest([d for d in self.events if sentence.holds(d.span)], q)
        if event is not None:
            if event.value is None:
                return None, None, ""
            return event.value[:10], "event", "the day named with it"
        statement = next((d for d in self.statements if sentence.holds(d.span)), None)
        if figure.kind in TOLLS:
            before = self._in_paragraph(q)
            if before is not None:
                return before, "event", "the day named before it in the paragraph"
            if lead.day is not None:
                return lead.day, "event", "the day of the event that the page tells of first"
        if statement is not None and statement.value is not None:
            return statement.value[:10], "statement", "the day of the statement"
        if self.day is not None:
            return self.day, "publication", "the day of publication"
        return None, None, ""

    def _nearest(self, dates: list[Date], q: Quantity) -> Date | None:
        """The nearest date of the sentence: behind, unless another quantity stands between and one stands before."""
        here = self.tokens.start[q.num]
        behind = [d for d in dates if d.span.start > here]
        before = [d for d in dates if d.span.start <= here]
        if behind:
            first = self.tokens.before(behind[0].span.start)
            between = any(q.last <= start < first for start, _ in self.spread)
            coarse = behind[0].value is None or len(behind[0].value) < 10
            if not between or not (before or coarse):
                return behind[0]
        return before[-1] if before else None

    def _in_paragraph(self, q: Quantity) -> str | None:
        """The last day named before, in the same paragraph."""
        at = self.tokens.before(self.tokens.start[q.num])
        while at > 0 and self.form[at - 1] != "\n":
            at -= 1
        start = self.tokens.start[at]
        found = [d for d in self.events if start <= d.span.start < self.tokens.start[q.num] and d.value]
        value = found[-1].value if found else None
        return value[:10] if value is not None and len(value) >= 10 else None

    # --- where --------------------------------------------------------------------------------------------------

    def _places(self, entities: Sequence[Entity]) -> list[Span]:
        """Places behind a preposition of place: named ones with their heads, and heads alone (the mosque, the site)."""
        words, form, kinds = self.words, self.form, self.tokens.kinds
        named: dict[int, int] = {}
        whole: set[int] = set()
        for entity in entities:
            if entity.kind == "place":
                for span in (entity.span, *entity.mentions):
                    first, last = self.tokens.before(span.start + 1) - 1, self.tokens.before(span.end)
                    named[first] = max(last, named.get(first, 0))
                    if self.tokens.start[first] == span.start:
                        whole.add(first)
        out: list[tuple[int, int, int]] = []
        signs_of = words.place_forms
        until = 0
        for i in [i for i, word in enumerate(form) if signs_of.get(word, True) is not None or i in named]:
            if i < until:
                continue
            glued, headed, is_head = words.place_signs(form[i]) or (0, 0, False)
            if i in whole:
                glued = 0
            if not glued and not headed and not is_head and i not in named:
                continue
            before = form[i - 1] if i else ""
            governed = glued > 0 or before in words.place_before
            if not governed and (headed or (is_head and before in words.head_before)):
                glued, governed = headed, True
            if kinds[i] != WORD or not governed:
                continue
            end = self._place_end(i, glued, named)
            if end == i:
                continue
            if out and ((i - out[-1][1] == 0 and glued) or (i - out[-1][1] == 1 and form[i - 1] in words.place_joins)):
                out[-1] = (out[-1][0], end, out[-1][2])  # a mosque in the quarters of the force in the region
            else:
                out.append((i, end, glued))
            until = end
        spans = [Span(self.tokens.start[first] + cut, self.tokens.end[last - 1]) for first, last, cut in out]
        self.vague = {
            span for span, (first, last, _) in zip(spans, out, strict=True) if last - first == 1 and first not in named
        }
        return spans

    def _place_end(self, i: int, glued: int, named: dict[int, int]) -> int:
        words, form, kinds = self.words, self.form, self.tokens.kinds
        if i in named:
            return named[i]
        if not words.is_place_head(form[i][glued:]):
            return i
        end = i + 1
        while end < len(form) and end < i + 5 and kinds[end] == WORD and end not in self.dated:
            if end in named:
                return named[end]
            if (
                not words.defines(form[end])
                and not words.is_place_head(form[end])
                and form[end] not in words.place_parts
            ):
                break
            end += 1
        return end

    def place(self, q: Quantity, figure: Figure, lead: Lead) -> Span | None:
        """Where: behind it before the next quantity, else before it, else farther behind, else where the lead is."""
        if figure.kind == "money":
            return None
        first, last = self.reading.sentence_of(q.num)
        sentence = self.tokens.span(first, last)
        here = self.tokens.end[q.last - 1]
        near = [p for p in self.places if sentence.holds(p) and (p not in self.vague or 0 <= p.start - here <= _BESIDE)]
        behind = [p for p in near if p.start >= here]
        before = [p for p in near if p.end <= here]
        following = next((start for start, _ in self.spread if start >= q.last), None)
        limit = self.tokens.start[following] if following is not None and following < last else sentence.end
        if behind and behind[0].start < limit:
            return behind[0]
        if figure.kind == "percent" and figure.part_of is None:
            return None
        if before and figure.kind in TOLLS:
            return before[-1]
        if behind and figure.kind in TOLLS:
            return behind[0]
        if figure.kind not in TOLLS:
            return None
        earlier = self.reading.sentence_of(max(0, first - 1))[0]
        told = [p for p in self.places if self.tokens.start[earlier] <= p.start < here and p not in self.vague]
        return told[-1] if told else lead.place
