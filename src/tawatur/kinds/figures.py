"""Figures: what is counted, where, as of when, on whose word, and whether it is stated, possible, planned or denied.

Quantities become figures where a noun, a trigger or a construction says what they count; all others are abstentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, get_args

from tawatur.kinds.figures_quantities import Quantity, find_quantities
from tawatur.kinds.figures_words import Words, words_of
from tawatur.kinds.numbers import Numeral
from tawatur.model import (
    Attribution,
    Basis,
    Date,
    Document,
    Entity,
    Figure,
    FigureKind,
    Span,
    Status,
    Step,
)
from tawatur.reading import Reading
from tawatur.words import MARK

_KINDS = frozenset(get_args(FigureKind))
_TOLLS = frozenset(
    ["killed", "injured", "hostages", "prisoners", "released", "displaced", "evacuated", "missing", "arrested"]
)


class _Kind(NamedTuple):
    kind: FigureKind
    rule: str
    part_of: int | None = None


def find_figures(
    reading: Reading,
    document: Document,
    numbers: Sequence[Numeral],
    dates: Sequence[Date],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
) -> tuple[Figure, ...]:
    """All figures of the title and body, in order."""
    if not numbers and not reading.pack.has("figures"):
        return ()
    within = tuple(([document.title] if document.title is not None else []) + list(document.body))
    quantities = find_quantities(reading, within, [found.span for found in dates])
    return _Maker(reading, document, dates, entities, attributions).make(quantities)


class _Maker:
    def __init__(
        self,
        reading: Reading,
        document: Document,
        dates: Sequence[Date],
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
    ) -> None:
        self.reading = reading
        self.words: Words = words_of(reading.pack)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.document = document
        self.dates = [d for d in dates if d.value is not None]
        self.places = sorted(
            {span for entity in entities if entity.kind == "place" for span in (entity.span, *entity.mentions)}
        )
        self.attributions = attributions
        self.made: list[Figure] = []
        self.quantities: list[Quantity] = []

    def make(self, quantities: list[Quantity]) -> tuple[Figure, ...]:
        """The figures behind the quantities."""
        for quantity in quantities:
            decided = self._decide(quantity)
            if decided is None:
                continue
            self.made.append(self._figure(quantity, decided))
            self.quantities.append(quantity)
        return tuple(self.made)

    def _abstain(self, q: Quantity, reason: str) -> None:
        self.reading.abstain(self.tokens.span(q.first, q.last), "figure", q.rule, reason)

    # --- is it a figure, and of what kind -------------------------------------------------------------------------

    def _decide(self, q: Quantity) -> _Kind | None:
        words, form = self.words, self.form
        sentence, _ = self.reading.sentence_of(q.num)
        loose = q.cls in ("elided", "unknown")
        before = form[q.first - 1] if q.first > sentence else ""
        if loose and before and words.strip(before, words.excluded_before):
            self._abstain(q, "a label, a number by name or a moment")
            return None
        if q.cls == "percent":
            return _Kind("percent", "a share of a hundred", self._whole(q, sentence) if q.subset else None)
        if q.cls == "money":
            return _Kind("money", "counts a currency")
        whole = self._whole(q, sentence)
        trigger = self._trigger(q, sentence)
        if trigger is not None and trigger[0] == "injured" and self._is_sickness(q):
            trigger = ("other", "cases of a sickness", trigger[2])
        if q.cls in _KINDS and q.cls != "other":
            if trigger is not None and trigger[0] == "released" and q.cls in ("hostages", "prisoners"):
                return _Kind("released", trigger[1], whole)
            return _Kind(self._kind(q.cls), "the noun counted says its kind", whole)
        if q.cls == "people" or loose:
            if trigger is not None and (whole is None or trigger[2] <= self.words.reach["among"]):
                if q.cls == "elided" and not (trigger[2] <= 2 or q.subset or self._is_others(q)):
                    pass
                else:
                    return _Kind(self._kind(trigger[0]), trigger[1], whole)
            if whole is not None:
                return _Kind(self.made[whole].kind, "a part has the kind of its whole", whole)
            listed = self._listed(q, sentence)
            if listed is not None and listed not in ("money", "percent"):
                return _Kind(listed, "goes on with the list before it")
        if q.cls in ("people", "things"):
            return _Kind("other", "counts people or things")
        if q.cls == "unknown":
            if trigger is None and q.definite:
                self._abstain(q, "a definite number of an unknown noun")
                return None
            return _Kind("other", "a noun of the form that follows this number")
        listed = self._listed(q, sentence)
        if listed is not None:
            return _Kind(listed, "goes on with the list before it")
        self._abstain(q, "number with no counted noun")
        return None

    def _is_sickness(self, q: Quantity) -> bool:
        first, last = self.reading.sentence_of(q.num)
        return any(form in self.words.sickness for form in self.form[first:last])

    def _kind(self, name: str) -> FigureKind:
        return next(kind for kind in get_args(FigureKind) if kind == name)

    def _is_others(self, q: Quantity) -> bool:
        return q.last > q.num_end and self.form[q.num_end] in self.words.links["others"]

    def _whole(self, q: Quantity, sentence: int) -> int | None:
        """The figure that this one is a part of: the one before it in the sentence, where a word says so."""
        if not self.quantities or self.quantities[-1].first < sentence:
            return None
        words, last = self.words, self.quantities[-1]
        says = q.subset or words.including.ending(self.tokens, q.first, words.proclitics) < q.first
        if not says:
            if self.made[-1].part_of is not None and self._joined(last, q):
                return self.made[-1].part_of
            return None
        return len(self.made) - 1

    def _joined(self, one: Quantity, two: Quantity) -> bool:
        """Whether two quantities are members of one list."""
        between = self.form[one.last : two.first]
        head = self.form[two.first]
        glued = self.words.bare_noun(head) is None and any(head.startswith(word) for word in self.words.links["and"])
        last = between[-1] if between else ""
        if not glued and last not in self.words.links["and"] and last not in self.words.links["range_plain"]:
            return False
        return len(between) <= self.words.reach["list"]

    def _trigger(self, q: Quantity, sentence: int) -> tuple[str, str, int] | None:
        """The nearest trigger before or behind: its kind, the rule, its distance in tokens."""
        words, form, tokens = self.words, self.form, self.tokens
        best: tuple[str, str, int] | None = None
        distance = 0
        for i in range(q.first - 1, max(sentence, q.first - 40) - 1, -1):
            if any(other.first <= i < other.last for other in self.quantities[-4:]):
                continue
            if tokens.kinds[i] == MARK:
                distance += 2 if form[i] in (",", ";", ".") else 0
                continue
            kind = words.kind_before(form[i])
            if kind is not None:
                best = (kind, "what happened, said before the number", distance)
                break
            distance += 1
            if distance > words.reach["trigger"]:
                break
        distance, i = 0, q.last
        while i < len(form) and distance <= words.reach["after"]:
            if form[i] == "," and i + 1 < len(form) and form[i + 1] in words.links["among"]:
                i = self._behind_aside(i + 1)  # ten people, two officers among them, were hurt
                continue
            if form[i] in (",", ".", ";", "\n", "(", ":"):
                break
            kind = words.kinds_after.get(form[i])
            if kind is not None and (best is None or distance < best[2] or distance == 0):
                return kind, "what happened, said behind the number", distance
            distance += 1
            i += 1
        return best

    def _behind_aside(self, at: int) -> int:
        """Behind the comma that closes an aside; the end of the text where none does."""
        form = self.form
        while at < len(form) and form[at] not in (",", ".", "\n"):
            at += 1
        return at + 1 if at < len(form) and form[at] == "," else at

    def _listed(self, q: Quantity, sentence: int) -> FigureKind | None:
        """The kind of the figure before, where a bare number goes on with its list."""
        if self.quantities and self.quantities[-1].first >= sentence and self._joined(self.quantities[-1], q):
            return self.made[-1].kind
        return None

    # --- the figure -----------------------------------------------------------------------------------------------

    def _figure(self, q: Quantity, decided: _Kind) -> Figure:
        span = self.tokens.span(q.first, q.last)
        cut = self._glued(q.first)
        span = Span(span.start + cut, span.end) if cut else span
        owner = self._owner(span)
        status, status_rule = self._status(q, owner)
        as_of, basis, as_of_rule = self._as_of(q, decided.kind, owner)
        place = self._place(q, decided.kind)
        counted = self.tokens.span(*q.counted) if q.counted is not None else None
        if counted is not None and q.counted is not None and q.counted[0] == q.first and cut:
            counted = Span(counted.start + cut, counted.end)
        text = self.reading.text
        why = [
            Step("number", q.rule, self.tokens.span(q.num, q.num_end)),
            Step(decided.kind, decided.rule, counted),
            Step(status, status_rule),
        ]
        if as_of is not None:
            why.append(Step(as_of, as_of_rule))
        return Figure(
            id=f"f{len(self.made) + 1}",
            span=span,
            text=span.of(text),
            min=q.min,
            max=q.max,
            approx=q.approx,
            kind=decided.kind,
            rule=decided.rule,
            counted=counted.of(text) if counted is not None else None,
            place=place.of(text) if place is not None else None,
            as_of=as_of,
            as_of_basis=basis,
            status=status,
            part_of=decided.part_of,
            unit=q.unit,
            attribution=owner,
            counted_span=counted,
            place_span=place,
            why=tuple(why),
        )

    def _glued(self, token: int) -> int:
        """How many letters of proclitics stand before the first word of the phrase."""
        form, words = self.form[token], self.words
        if words.bare_noun(form) is not None or words.is_bound(form):
            return 0
        for clitic in words.proclitics:
            if clitic in words.definite_proclitics or not form.startswith(clitic):
                continue
            rest = form[len(clitic) :]
            if words.bare_noun(rest) is not None or words.is_number(rest) or words.is_bound(rest):
                return len(clitic)
        return 0

    def _owner(self, span: Span) -> int | None:
        """The innermost attribution whose content holds the figure."""
        best: tuple[int, int] | None = None
        for index, attribution in enumerate(self.attributions):
            if any(part.holds(span) for part in attribution.content):
                size = sum(part.end - part.start for part in attribution.content)
                if best is None or size < best[0]:
                    best = (size, index)
        return best[1] if best is not None else None

    def _status(self, q: Quantity, owner: int | None) -> tuple[Status, str]:
        words, form = self.words, self.form
        sentence, _ = self.reading.sentence_of(q.num)
        for i in range(q.first - 1, max(sentence, q.first - words.reach["status"]) - 1, -1):
            word = form[i]
            for name in ("denied", "possible", "planned"):
                if words.status_phrases[name].ending(self.tokens, i + 1, words.proclitics) <= i:
                    return self._status_of(name), "said by a phrase before it"
            found = words.status_of(word)
            if found is not None:
                return self._status_of(found), "said by a word before it"
            if words.is_future(word):
                return "planned", "governed by a future verb"
            if form[i] == "." or (form[i] == "," and i < q.first - 8):
                break
        stance = self.attributions[owner].stance if owner is not None else None
        if stance == "deny":
            return "denied", "the source denies it"
        if stance == "believe":
            return "possible", "the source believes or fears it"
        if stance in ("promise", "demand"):
            return "planned", "the source promises or demands it"
        return "stated", "nothing before it makes it less"

    def _status_of(self, name: str) -> Status:
        return next(status for status in get_args(Status) if status == name)

    # --- when and where -------------------------------------------------------------------------------------------

    def _as_of(self, q: Quantity, kind: str, owner: int | None) -> tuple[str | None, Basis | None, str]:
        sentence = self.tokens.span(*self.reading.sentence_of(q.num))
        here = self.tokens.start[q.num]
        published = self.document.published
        near = [d for d in self.dates if sentence.holds(d.span)]
        statement = [d for d in near if owner is not None and not self._in_content(owner, d.span)]
        event = [d for d in near if d not in statement]
        if event:
            behind = [d for d in event if d.span.start > here]
            chosen = min(behind or event, key=lambda d: abs(d.span.start - here))
            if chosen.value is not None:
                return chosen.value[:10], "event", "the day named with it"
        if statement and kind not in _TOLLS and statement[0].value is not None:
            return statement[0].value[:10], "statement", "the day of the statement"
        if kind in _TOLLS:
            lead = self._lead_day()
            if lead is not None:
                return lead, "event", "the day of the event that the page tells of first"
        if statement and statement[0].value is not None:
            return statement[0].value[:10], "statement", "the day of the statement"
        if published is not None and len(published.value) >= 10:
            return published.value[:10], "publication", "the day of publication"
        return None, None, ""

    def _in_content(self, owner: int, span: Span) -> bool:
        return any(part.holds(span) for part in self.attributions[owner].content)

    def _lead_day(self) -> str | None:
        """The first day named in the body, not later than the publication."""
        body = self.document.body
        published = self.document.published
        for found in self.dates:
            if found.value is None or len(found.value) < 10 or not any(part.holds(found.span) for part in body):
                continue
            if published is not None and len(published.value) >= 10:
                apart = (date.fromisoformat(published.value[:10]) - date.fromisoformat(found.value[:10])).days
                if not 0 <= apart <= 7:
                    continue
            return found.value[:10]
        return None

    def _place(self, q: Quantity, kind: str) -> Span | None:
        if kind in ("money", "percent"):
            return None
        first, last = self.reading.sentence_of(q.num)
        sentence = self.tokens.span(first, last)
        here = self.tokens.end[q.last - 1]
        near = [p for p in self.places if sentence.holds(p)]
        behind = [p for p in near if p.start >= here and self._governed(p)]
        chosen: Span | None = None
        if behind:
            chosen = behind[0]
        elif near:
            before = [p for p in near if p.end <= here and self._governed(p)]
            chosen = before[-1] if before else None
        if chosen is None and kind in _TOLLS:
            lead = [p for p in self.places if self._governed(p)]
            chosen = lead[0] if lead else None
        return chosen

    def _governed(self, place: Span) -> bool:
        """Whether a preposition of place or a noun that heads places stands before it."""
        token = self.tokens.before(place.start)
        words = self.words
        for i in range(token - 1, max(-1, token - 4), -1):
            if self.form[i] in words.place_before or words.strip(self.form[i], words.place_heads):
                return True
        glued = self.form[token] if token < len(self.form) else ""
        return self.tokens.start[token] < place.start or glued[:1] in words.place_glued
