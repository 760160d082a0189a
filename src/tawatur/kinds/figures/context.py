"""When a figure holds: the day that stands with it, that of the event its page tells of, or that it was said on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tawatur.kinds.figures.quantities import Quantity
from tawatur.kinds.figures.where import Where
from tawatur.kinds.figures.words import words_of
from tawatur.model import TOLLS, Attribution, Basis, Date, Document, Entity, FigureKind, Span
from tawatur.reading import Reading

_LEAD_SENTENCES: Final = 4
_LEAD_DAYS: Final = 7
"""The event of a news page lies at most a week before its publication, or the page says when."""

_COMPARED: Final = 6
"""Tokens between a word of comparing and the time it compares with: with the same months of last year."""

_CLAUSE_ENDS: Final = frozenset(",;)")
"""Behind these a day belongs to what is told next, where one was named before."""

_OWN: Final = 2
"""Tokens between a figure and the month or year behind it that is its own."""

_SINCE: Final = 12
"""Tokens before a time in which "since" makes it the beginning of a stretch: since the city's siege began in June."""

_SENTENCE_MARKS: Final = frozenset(",;.)\n")

_BY_THEN: Final = 5
"""Tokens between a figure and the time to come that it is said for."""


class Context:
    """The dates, places and owners around the figures of one document."""

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
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.words = words_of(reading.pack)
        self.document = document
        self.attributions = attributions
        self.spread = []
        self.cued = self._cued()
        published = document.published
        self.day = published.value[:10] if published is not None and len(published.value) >= 10 else None
        self.dates = dates
        self.entities = entities
        self._named: frozenset[int] | None = None
        self._where: Where | None = None
        exact = [d.span for d in dates if d.value is None or len(d.value) >= 10]  # a month is no day of a statement
        said = {span for span in exact if self._is_statement(span)}
        self.events = [d for d in dates if d.span not in said and not self._is_no_event(d)]
        day = [d for d in dates if d.value and len(d.value) >= 10]
        self.statements = [d for d in day if d.span in said and not self._is_since(d)]

    @property
    def named(self) -> frozenset[int]:
        """Tokens inside the names of people, organisations and places."""
        if self._named is None:
            before = self.tokens.before
            spans = [span for entity in self.entities for span in (entity.span, *entity.mentions)]
            self._named = frozenset(i for span in spans for i in range(before(span.start), before(span.end)))
        return self._named

    @property
    def where(self) -> Where:
        """The phrases of place of the text."""
        if self._where is None:
            before = self.tokens.before
            dated = {i for d in self.dates for i in range(before(d.span.start), before(d.span.end))}
            self._where = Where(self.reading, self.document.title, self.entities, self.attributions, dated)
        return self._where

    # --- when ---------------------------------------------------------------------------------------------------

    def _is_no_event(self, found: Date) -> bool:
        """Whether a time can't be that of an event counted."""
        return self._is_running(found) or self._is_half(found) or self._is_left_out(found) or self._is_since(found)

    def _is_since(self, found: Date) -> bool:
        """Since June, since the war broke out in June: what is counted from then on holds for later."""
        first = self.tokens.before(found.span.start)
        for i in range(first - 1, max(-1, first - _SINCE), -1):
            if self.form[i] in self.words.borne["since"]:
                return True
            if self.form[i] in _SENTENCE_MARKS:
                return False
        return False

    def _is_left_out(self, found: Date) -> bool:
        """Except in 2011: what is told does not hold for it."""
        first = self.tokens.before(found.span.start)
        return not self.words.borne["except"].isdisjoint(self.form[max(0, first - 1) : first + 1])

    def _is_running(self, found: Date) -> bool:
        """This year, this month: so far, not the time of an event; a year printed in digits is."""
        if found.value is None or len(found.value) >= 10 or self.day is None:
            return False
        return self.day.startswith(found.value) and found.value not in found.text

    def _is_ahead(self, found: Date) -> bool:
        """Whether a time lies behind the publication: what is counted now doesn't hold for it yet."""
        return self.day is not None and found.value is not None and found.value > self.day

    def _is_half(self, found: Date) -> bool:
        """One year of two joined by a slash, as of a school year: no day of an event."""
        text, span = self.reading.text, found.span
        return len(found.text) == 4 and "/" in (text[span.start - 1 : span.start], text[span.end : span.end + 1])

    def _cued(self) -> set[int]:
        """First tokens of the sentences that hold the cue of an attribution."""
        cues = (cue for attribution in self.attributions for cue in attribution.cue)
        return {self.reading.sentence_of(self.tokens.before(cue.start))[0] for cue in cues}

    def _is_statement(self, span: Span) -> bool:
        """Whether a day stands in the sentence of an attribution's cue, outside of every content."""
        if self.reading.sentence_of(self.tokens.before(span.start))[0] not in self.cued:
            return False
        return not any(part.holds(span) for attribution in self.attributions for part in attribution.content)

    def lead(self, figures: Sequence[tuple[FigureKind, int]]) -> str | None:
        """The day of the event that the title or the first sentences count people of; None where they count nobody.

        `figures`: their kinds and first tokens.
        """
        body = self.document.body
        if not body:
            return None
        token = self.tokens.before(body[0].start)
        end = token
        for _ in range(_LEAD_SENTENCES):
            if end < len(self.form):
                end = max(self.reading.sentence_of(end)[1], end + 1)
        if not any(kind in TOLLS and first < end for kind, first in figures):
            return None
        inside = [d for d in self.events if any(part.holds(d.span) for part in body)]
        return next((d.value[:10] for d in inside if d.value and self._is_recent(d.value)), None)

    def _is_recent(self, value: str) -> bool:
        if len(value) < 10:
            return False
        if self.day is None:
            return True
        apart = (date.fromisoformat(self.day) - date.fromisoformat(value[:10])).days
        return 0 <= apart <= _LEAD_DAYS

    def as_of(self, q: Quantity, kind: FigureKind, lead: str | None) -> tuple[str | None, Basis | None, str]:
        """The day a figure holds for, on what basis, and the rule behind it."""
        sentence = self.tokens.span(*self.reading.sentence_of(q.num))
        near = [d for d in self.events if sentence.holds(d.span) and (kind in TOLLS or not self._is_aside(d, q))]
        event = self._nearest(near, q)
        if event is not None and not (kind in TOLLS and self._is_ahead(event)):
            if event.value is None:
                return None, None, ""
            return event.value[:10], "event", "the day named with it"
        statement = next((d for d in self.statements if sentence.holds(d.span)), None)
        if kind in TOLLS and statement is None:
            before = self._in_paragraph(q)
            if before is not None:
                return before, "event", "the day named before it in the paragraph"
            if lead is not None:
                return lead, "event", "the day of the event that the page tells of first"
        if statement is not None and statement.value is not None:
            return statement.value[:10], "statement", "the day of the statement"
        if self.day is not None:
            return self.day, "publication", "the day of publication"
        return None, None, ""

    def _nearest(self, dates: list[Date], q: Quantity) -> Date | None:
        """The nearest date of the sentence: behind, unless another quantity stands between and one stands before."""
        here = self.tokens.start[q.num]
        behind = [d for d in dates if d.span.start > here and not self._is_ahead(d) and not self._is_measure(q, d)]
        before = [d for d in dates if d.span.start <= here and not self._is_compared(d)]
        if behind:
            first = self.tokens.before(behind[0].span.start)
            between = any(q.last <= start < first for start, _ in self.spread)
            coarse = behind[0].value is None or len(behind[0].value) < 10
            further = bool(before) and not _CLAUSE_ENDS.isdisjoint(self.form[q.last : first])
            if (not between and not further) or not (before or coarse):
                return behind[0]
        return before[-1] if before else None

    def _is_measure(self, q: Quantity, found: Date) -> bool:
        """Whether a time behind a figure is only what it is compared with: 5 % more than last year."""
        if found.value is not None and len(found.value) >= 10:
            return False
        first = self.tokens.before(found.span.start)
        return any(form in self.words.borne["compared_to"] for form in self.form[q.last : first + 1])

    def _is_aside(self, found: Date, q: Quantity) -> bool:
        """Whether a time is told in a clause between commas about something else: the ship, which was built in 1994, is
        one of three. What happened to people is often dated so: the ferry, which sank on Tuesday, took 20 lives."""
        first, form = self.tokens.before(found.span.start), self.form
        begin, _ = self.reading.sentence_of(q.num)
        opening = next((i for i in range(first - 1, begin, -1) if form[i] == ","), None)
        if opening is None or form[opening + 1] not in self.words.links["relatives"]:
            return False
        return any(form[i] == "," for i in range(first + 1, q.first))

    def _is_compared(self, found: Date) -> bool:
        """Whether a month or a year before a figure is that of another alone: up on the same months of 2014, to 70."""
        if found.value is not None and len(found.value) >= 10:
            return False
        first = self.tokens.before(found.span.start)
        ahead = max((last for _, last in self.spread if last <= first), default=0)
        if ahead and first - ahead <= _OWN:
            return True
        if ahead and first - ahead <= _COMPARED and self._is_against(ahead):
            return True
        begin = max(first - _COMPARED, ahead)
        return any(form in self.words.borne["compared_to"] for form in self.form[max(0, begin) : first])

    def _is_against(self, last: int) -> bool:
        """Whether the quantity that ends before token `last` is one compared with: against 124 thousand in May 2014."""
        first = max(first for first, end in self.spread if end == last)
        return any(form in self.words.borne["compared_to"] for form in self.form[max(0, first - _OWN) : first])

    def is_to_come(self, q: Quantity) -> bool:
        """Whether a figure is said for a time behind the publication: 13 billion by 2030."""
        for d in self.dates:
            first = self.tokens.before(d.span.start)
            if q.last < first <= q.last + _BY_THEN and self._is_ahead(d):
                between = self.form[q.last : first]
                return any(form in self.words.borne["by_then"] for form in between) and "." not in between
        return False

    def _in_paragraph(self, q: Quantity) -> str | None:
        """The last day named before, in the same paragraph."""
        at = self.tokens.before(self.tokens.start[q.num])
        while at > 0 and self.form[at - 1] != "\n":
            at -= 1
        start = self.tokens.start[at]
        ahead = self.tokens.start[q.num]
        found = [d for d in self.events if start <= d.span.start < ahead and d.value and not self._is_ahead(d)]
        value = found[-1].value if found else None
        return value[:10] if value is not None and len(value) >= 10 else None
