"""Figures: what is counted, where, as of when, on whose word, and whether it is stated, possible, planned or denied.

Quantities become figures where a noun, a trigger or a construction says what they count; all others are abstentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

import msgspec

from tawatur.kinds.figures_context import Context
from tawatur.kinds.figures_quantities import Quantity, find_quantities
from tawatur.kinds.figures_words import Words, words_of
from tawatur.kinds.numbers import Numeral
from tawatur.model import (
    Attribution,
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
    if not reading.pack.has("figures"):
        return ()
    within = tuple(([document.title] if document.title is not None else []) + list(document.body))
    quantities = find_quantities(reading, within, numbers, [found.span for found in dates])
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
        self.attributions = attributions
        self.made: list[Figure] = []
        self.quantities: list[Quantity] = []
        self.context = Context(reading, document, dates, entities, attributions)

    def make(self, quantities: list[Quantity]) -> tuple[Figure, ...]:
        """The figures behind the quantities."""
        if not quantities:
            return ()
        self.context.spread = [(q.first, q.last) for q in quantities]
        for quantity in quantities:
            decided = self._decide(quantity)
            if decided is None:
                continue
            self.made.append(self._figure(quantity, decided))
            self.quantities.append(quantity)
        lead = self.context.lead(self.made)
        return tuple(self._placed(figure, q, lead) for figure, q in zip(self.made, self.quantities, strict=True))

    def _placed(self, figure: Figure, q: Quantity, lead: str | None) -> Figure:
        """The figure with its day and place, which the lead of the page may give."""
        as_of, basis, rule = self.context.as_of(q, figure, lead)
        place, where = self.context.where.place(q, figure, self.context.spread)
        why = list(figure.why)
        changed: dict[str, object] = {"as_of": as_of, "as_of_basis": basis, "place_span": place}
        if place is not None:
            changed["place"] = place.of(self.reading.text)
            why.append(Step(place.of(self.reading.text), where, place))
        if as_of is not None:
            why.append(Step(as_of, rule))
        return msgspec.structs.replace(figure, why=tuple(why), **changed)

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
        counted = self.tokens.span(*q.counted) if q.counted is not None else None
        if counted is not None and q.counted is not None and q.counted[0] == q.first and cut:
            counted = Span(counted.start + cut, counted.end)
        text = self.reading.text
        why = [
            Step("number", q.rule, self.tokens.span(q.num, q.num_end)),
            Step(decided.kind, decided.rule, counted),
            Step(status, status_rule),
        ]
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
            status=status,
            part_of=decided.part_of,
            unit=q.unit,
            attribution=owner,
            counted_span=counted,
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
