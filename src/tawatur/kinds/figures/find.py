"""Figures: what is counted, where, as of when, on whose word, and whether it is stated, possible, planned or denied.

Quantities become figures where a noun, a trigger or a construction says what they count; all others are abstentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tawatur.kinds.figures.context import Context
from tawatur.kinds.figures.lists import listed
from tawatur.kinds.figures.quantities import Quantity, find_quantities
from tawatur.kinds.figures.status import Statuses
from tawatur.kinds.figures.triggers import KINDS, Trigger, Triggers
from tawatur.kinds.figures.words import Words, words_of
from tawatur.kinds.numbers.find import Numeral
from tawatur.model import (
    TOLLS,
    Attribution,
    Date,
    Document,
    Entity,
    Figure,
    FigureKind,
    Span,
    Step,
)
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

_STATES: Final = frozenset(("injured", "hostages", "prisoners", "displaced", "missing"))
"""Kinds that a noun says of people before something more happens to them."""

_OF_THINGS: Final = frozenset(("money", "percent", "vehicles", "facilities"))
"""Kinds that no list hands on to people: two boats and 40 divers."""

_REFERRED: Final = 10
"""Up to so many, those behind "the" were named before: the two men."""

_MANY: Final = 1_000_000
"""From here on an open plural by itself may be of money as well as of people: millions."""

_MONEY: Final = 1e9
"""From so much on, a round number without its noun is money: people and things of that number are named."""


class _Kind(NamedTuple):
    kind: FigureKind
    rule: str
    part_of: int | None = None
    unit: str | None = None
    """The currency of what it is compared with, where its own isn't printed."""


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
    if not quantities:
        return ()
    return _Maker(reading, document, quantities, dates, entities, attributions).make()


class _Maker:
    def __init__(
        self,
        reading: Reading,
        document: Document,
        quantities: Sequence[Quantity],
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
        self.contents = [
            (part, sum(p.end - p.start for p in attribution.content), index)
            for index, attribution in enumerate(attributions)
            for part in attribution.content
        ]
        """Parts of contents, each with the size of the whole content and the index of its attribution."""
        self.made: list[_Kind] = []
        """What was decided of each of the quantities that became figures."""
        self.quantities: list[Quantity] = []
        self.inside: set[int] = set()
        """Tokens inside the quantities that became figures so far."""
        self._label_end = -1
        """Behind the last number that was a label."""
        self.candidates = quantities
        self.triggers = Triggers(reading, quantities)
        self.lists = listed(self.tokens, self.words, quantities)
        """By the first token of a number in a list of labels and numbers, the noun that the list counts."""
        self.context = Context(reading, document, dates, entities, attributions)
        self.context.spread = [(q.first, q.last) for q in quantities]
        self.statuses = Statuses(reading, attributions, self.context)

    def make(self) -> tuple[Figure, ...]:
        """The figures behind the quantities."""
        for quantity in self.candidates:
            decided = self._decide(quantity)
            if decided is None:
                continue
            self.made.append(decided)
            self.quantities.append(quantity)
            self.inside.update(range(quantity.first, quantity.last))
        lead = self.context.lead([(made.kind, q.first) for made, q in self._told()])
        return tuple(self._figure(number, q, made, lead) for number, (made, q) in enumerate(self._told(), 1))

    def _told(self) -> Iterator[tuple[_Kind, Quantity]]:
        return zip(self.made, self.quantities, strict=True)

    def _abstain(self, q: Quantity, reason: str) -> None:
        self.reading.abstain(self.tokens.span(q.first, q.last), "figure", q.rule, reason)

    # --- is it a figure, and of what kind -------------------------------------------------------------------------

    def _decide(self, q: Quantity) -> _Kind | None:
        words, form = self.words, self.form
        sentence, _ = self.reading.sentence_of(q.num)
        loose = q.cls in ("elided", "unknown")
        before = form[q.first - 1] if q.first > sentence else ""
        bare = q.first == q.num and q.min == q.max
        if loose and bare and ((before and before in words.excluded_before) or self._goes_on(q)):
            self._label_end = q.last
            self._abstain(q, "a label, a number by name or a moment")
            return None
        label = before in words.excluded_before_noun or (self.words.head_last and self._named(q, sentence))
        if bare and label and self.triggers.nearest(q, sentence, self.inside) is None:
            self._abstain(q, "a label, a number by name or a moment")
            return None
        if q.cls == "elided" and bare and before in words.number_of:
            self._abstain(q, "a label, a number by name or a moment")
            return None
        if q.cls == "percent":
            return _Kind("percent", "a share of a hundred", self._whole(q, sentence) if q.subset else None)
        if q.cls == "money":
            return _Kind("money", "counts a currency")
        if q.cls == "unknown" and self._is_price(q, sentence):
            return _Kind("money", "a noun of no table, counted as a price or a payment is")
        whole = self._whole(q, sentence)
        trigger = self.triggers.nearest(q, sentence, self.inside)
        if q.definite and not q.subset and not self._happened(trigger) and (self._refers_back(q) or self._is_told(q)):
            self._abstain(q, "definite: refers back")
            return None
        if q.cls == "unknown" and trigger is not None and trigger.word in words.of_people:
            trigger = trigger if self._may_be_people(q) else None
        if trigger is not None and trigger.kind == "injured" and self._is_sickness(q):
            trigger = trigger._replace(kind="other", rule="cases of a sickness")
        if "hostages" in (q.cls, trigger.kind if trigger is not None else "") and self._is_trapped(q):
            rescued = trigger is not None and trigger.kind == "evacuated"
            return _Kind("evacuated" if rescued else "other", "held by water or walls, by nobody", whole)
        if q.cls == "injured" and self._is_sickness(q):
            return _Kind("other", "cases of a sickness", whole)
        if q.cls in KINDS and q.cls != "other":
            if trigger is not None and self._overrules(trigger, q.cls):
                return _Kind(trigger.kind, trigger.rule, whole)
            return _Kind(KINDS[q.cls], "the noun counted says its kind", whole)
        if q.cls == "elided" and self._second_of_score(q):
            self._abstain(q, "the second number of a score")
            return None
        if (head := self.lists.get(q.first)) is not None:
            kind = KINDS.get(head.cls, "other")
            return _Kind(kind, "a list with its counted noun said ahead", None, head.unit)
        found = self._kind_of_people(q, sentence, whole, trigger) if q.cls == "people" or loose else None
        if found is not None:
            return found
        if q.cls in ("people", "things"):
            return _Kind("other", "counts people or things")
        if q.cls == "unknown":
            return _Kind("other", "a noun of the form that follows this number")
        if q.cls == "elided" and self._total(q, sentence) is None:
            listed = self._listed(q, sentence)
            if listed is not None and (listed in TOLLS or not words.head_last):
                return _Kind(listed, "goes on with the list before it")
            found = self._compared(q, sentence) or self._round(q, sentence) or self._rate(q) or self._crowd(q, sentence)
            if found is not None:
                return found
        self._abstain(q, "definite: refers back" if q.definite else "number with no counted noun")
        return None

    def _second_of_score(self, q: Quantity) -> bool:
        """Whether a dash joins a number to one before it that it makes no range with: 4-1."""
        at = q.num - 1
        return at > 0 and self.form[at] in self.words.links["dashes"] and self.tokens.kinds[at - 1] == NUMBER

    def _goes_on(self, q: Quantity) -> bool:
        """Whether a number goes on with a list of labels: aged 33, 34 and 39."""
        between = self.form[self._label_end : q.first] if 0 <= self._label_end < q.first else []
        return bool(between) and all(form in self.words.links["label_joins"] for form in between)

    def _named(self, q: Quantity, sentence: int) -> bool:
        """Whether digits belong to a name in capitals before them: the Nord Stream 2 pipeline."""
        tokens, before = self.tokens, q.first - 1
        if q.cls in ("money", "percent") or tokens.kinds[q.num] != NUMBER or before <= sentence:
            return False
        return tokens.kinds[before] == WORD and tokens.text[tokens.start[before]].isupper()

    def _refers_back(self, q: Quantity) -> bool:
        """Whether a definite number only points at what was named: these three officials; the group of seven."""
        if self.words.head_last:
            return q.max is not None and q.max <= _REFERRED
        if q.counted is None or q.last > q.num_end:
            return q.cls == "unknown"
        head, before = self.form[q.counted[0]], self.form[q.counted[0] - 1]
        if head in self.words.borne["groups"]:
            return True
        return before in self.words.links["these"] or before in self.words.excluded_before

    def _is_told(self, q: Quantity) -> bool:
        """Whether a definite noun with its number behind it (the three men) counts as many as the page did before."""
        if q.counted is None or q.counted[0] > q.num or q.counted[1] < q.num - 1:
            return False
        return any(told.min == told.max == q.min and told.cls not in ("money", "percent") for told in self.quantities)

    def _happened(self, trigger: Trigger | None) -> bool:
        """Whether something that leaves a toll happened to those counted."""
        return trigger is not None and trigger.kind in TOLLS

    def _may_be_people(self, q: Quantity) -> bool:
        """Whether a noun of no table looks like a word for people: a participle in the plural, a nisba."""
        words, noun = self.words, self.form[q.counted[0]] if q.counted is not None else ""
        return noun.endswith(words.nisba) or (noun.endswith(words.sound_plurals) and noun.startswith(words.participle))

    def _compared(self, q: Quantity, sentence: int) -> _Kind | None:
        """The kind of the figure that a bare number is compared with: 756 cases against 300, from 756 cases to 300."""
        if not self.quantities or self.quantities[-1].first < sentence or q.definite:
            return None
        words, last, before = self.words, self.quantities[-1], self.form[q.first - 1]
        against = before in words.borne["compared"] or (
            before in words.links["of"] and self.form[q.first - 2] in words.borne["compared_of"]
        )
        risen = before in words.links["to"] and self.form[last.first - 1] in words.borne["of"]
        by = self.form[q.first - 2] if before in words.links["by"] else before if self._glued(q.first) else ""
        if not against and not risen and by not in words.borne["compared_by"]:
            return None
        if q.first - last.last > words.reach["list"]:
            return None
        figure = self.made[-1]
        return _Kind(figure.kind, "compared with the figure before it", None, figure.unit or last.unit)

    def _round(self, q: Quantity, sentence: int) -> _Kind | None:
        """A round number without its noun: 439 thousand had their papers mended; 120 billion, of money said before."""
        scale = self.words.scales.get(self.form[q.num_end - 1])
        if scale is None or q.definite or (q.num_end - q.num < 2 and not (q.max is None and self._priced(q, sentence))):
            return None
        money = [made.unit or p.unit for made, p in self._told() if p.first >= sentence and made.kind == "money"]
        if money:
            return _Kind("money", "a round number beside an amount of money", None, money[-1])
        if self._priced(q, sentence) or scale >= _MONEY:
            return _Kind("money", "a round number, paid or worth")
        return _Kind("other", "a round number, its noun not said")

    def _crowd(self, q: Quantity, sentence: int) -> _Kind | None:
        """The hundreds, tens of thousands, without a noun: people. By the hundreds is how they come."""
        by = self.form[q.num].startswith(tuple(self.words.links["by"]))
        if not q.whole or by or self._priced(q, sentence) or (q.min or 0) >= _MANY:
            return None
        return _Kind("other", "an open plural by itself counts people")

    def _rate(self, q: Quantity) -> _Kind | None:
        """A share of a hundred whose sign is left out: growth at a rate of 1.7."""
        if self.form[q.last : q.last + 1] and self.form[q.last] in self.words.links["to"]:
            return None  # at a rate of 40 to one
        if q.first and self.form[q.first - 1] in self.words.borne["rates"] and q.min is not None and q.min < 1000:
            return _Kind("percent", "a rate, its sign left out")
        return None

    def _kind_of_people(self, q: Quantity, sentence: int, whole: int | None, trigger: Trigger | None) -> _Kind | None:
        """The kind of people, or of what is not named: from what happened to them, their whole, the list they end."""
        if q.cls == "elided":
            total = self._total(q, sentence)
            if total is not None:
                return self._kind_of_total(total, q)
            if q.definite and not q.subset and not self._is_others(q):
                return None
        if trigger is not None and (whole is None or trigger.distance <= self.words.reach["among"]):
            beside = trigger.distance <= self.words.reach["beside"]
            if q.cls != "elided" or beside or q.subset or self._is_others(q):
                return _Kind(trigger.kind, trigger.rule, whole)
        if whole is not None:
            return _Kind(self.made[whole].kind, "a part has the kind of its whole", whole)
        if q.cls == "people" and (toll := self._toll(q, sentence)) is not None:
            return toll
        listed = self._listed(q, sentence)
        certain = q.cls != "unknown" and not self.words.head_last
        strange = _OF_THINGS if q.cls == "people" else ("money", "percent")
        if listed is not None and listed not in strange and (certain or listed in TOLLS):
            return _Kind(listed, "goes on with the list before it")
        return None

    def _is_price(self, q: Quantity, sentence: int) -> bool:
        """Whether a round number of an unknown noun is paid, asked or worth: a payment of 40 thousand thalers."""
        if q.counted is None or self.form[q.num_end - 1] not in self.words.scales:
            return False
        return self._priced(q, sentence)

    def _priced(self, q: Quantity, sentence: int) -> bool:
        """Whether a word of prices and payments stands before a quantity, or right behind it."""
        first = max(sentence, q.first - self.words.reach["price"])
        beside = (*self.form[first : q.num], *self.form[q.last : q.last + 1])
        return any(form in self.words.prices for form in beside)

    def _overrules(self, trigger: Trigger, cls: str) -> bool:
        """Whether what happens now says more than the state people were in: the death of three of the injured."""
        if cls not in _STATES or trigger.kind == cls or trigger.kind not in TOLLS:
            return False
        if cls == "hostages" and trigger.kind == "arrested":  # who holds hostages arrests nobody
            return False
        if trigger.kind == "released":
            return cls in ("hostages", "prisoners")
        return trigger.before and not trigger.beyond and trigger.distance <= self.words.reach["overrule"]

    def _total(self, q: Quantity, sentence: int) -> int | None:
        """The noun of a count that reaches a bare number: the toll of the dead is close to 20, it passed 100."""
        words, form = self.words, self.form
        beside = form[q.first - 1] if q.first > sentence else ""
        reached = beside in words.borne["total_verbs"] or beside in words.borne["totals"]
        if not reached and not words.is_bound(form[q.first]) and self.tokens.kinds[q.first - 1 : q.first] != MARK:
            return None
        for i in range(q.first - 1, max(sentence, q.first - words.reach["total"]) - 1, -1):
            if form[i] == ":" and i == q.first - 1:
                continue  # number of the dead: 14
            if form[i] in (",", ";", ":", ".") or i in self.inside:
                return None
            if form[i] in words.borne["totals"]:
                return i
        return None

    def _kind_of_total(self, total: int, q: Quantity) -> _Kind | None:
        """What a count is of: what its noun governs, else what the page counted before."""
        words, governed = self.words, self.form[total - 1 if self.words.head_last and total else total + 1]
        if total + 1 < q.first:
            noun, kind = words.noun(governed), words.kind_before(governed)
            name = noun.cls if noun is not None else kind
            if self.form[total] in words.borne["tolls"] and name not in TOLLS:
                return self._told_before(True)  # the toll of the ferry is that of its dead
            if name is not None and name in KINDS:
                return _Kind(KINDS[name], "what the total is of")
            if name in ("people", "things"):
                return _Kind("other", "what the total is of")
        return self._told_before(self.form[total] in words.borne["tolls"])

    def _told_before(self, toll: bool) -> _Kind | None:
        """What a total without its noun is of: a toll of the dead where the page has one, else what it counted last."""
        kinds = [f.kind for f in reversed(self.made) if f.kind not in ("money", "percent")]
        if toll and self._of_dead():
            return _Kind("killed", "a toll, where the page speaks of dead")
        if toll:
            kinds = [kind for kind in kinds if kind in TOLLS]
        return _Kind(kinds[0], "the total of what the page counted before") if kinds else None

    def _of_dead(self) -> bool:
        """Whether the page speaks of dead."""
        nouns = (self.words.noun(form) for form in self.form)
        return any(noun is not None and noun.cls == "killed" for noun in nouns)

    def _toll(self, q: Quantity, sentence: int) -> _Kind | None:
        """People whom a toll counts, however far it stands: the toll of the sinking in the strait rose to 19 people."""
        words, form = self.words, self.form
        if not q.first or form[q.first - 1] not in words.borne["total_verbs"]:
            return None
        for i in range(q.first - 1, max(sentence, q.first - words.reach["toll"]) - 1, -1):
            if form[i] in (",", ";", ":", ".") or i in self.inside:
                return None
            if form[i] in words.borne["tolls"]:
                return self._told_before(True)
            noun = words.noun(form[i + 1]) if form[i] in words.borne["totals"] else None
            if noun is not None and noun.cls in TOLLS:  # the number of the dead of the clashes in the city rose to
                return _Kind(KINDS[noun.cls], "the noun whose number rises")
        return None

    def _is_sickness(self, q: Quantity) -> bool:
        first, last = self.reading.sentence_of(q.num)
        return any(form in self.words.sickness for form in self.form[first:last])

    def _is_trapped(self, q: Quantity) -> bool:
        """Whether the sentence speaks of floods and the like, which hold no hostages."""
        first, last = self.reading.sentence_of(q.num)
        return not self.words.waters.isdisjoint(self.form[first:last])

    def _is_others(self, q: Quantity) -> bool:
        return q.last > q.num_end and self.form[q.num_end] in self.words.links["others"]

    def _whole(self, q: Quantity, sentence: int) -> int | None:
        """The figure that this one is a part of: the one before it in the sentence, where a word says so."""
        if not self.quantities or self.quantities[-1].first < sentence:
            return None
        words, last = self.words, self.quantities[-1]
        begin = words.including.ending(self.tokens, q.first)
        # "each one of them has ten" makes no part of a whole
        says = q.subset or (begin < q.first and self.form[begin - 1] not in words.borne["one"])
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
        links = self.words.links
        again = last in links["by"] and between[0][:1] in links["and"]
        if not glued and not again and last not in links["and"] and last not in links["dashes"]:
            return False
        return len(between) <= self.words.reach["list"]

    def _listed(self, q: Quantity, sentence: int) -> FigureKind | None:
        """The kind of the figure before, where a bare number goes on with its list."""
        if not self.quantities or self.quantities[-1].first < sentence:
            return None
        last = self.quantities[-1]
        again = self._is_others(q) and not q.definite and self.made[-1].kind not in ("money", "percent")
        if self._joined(last, q) or (again and q.first - last.last <= self.words.reach["list"]):
            return self.made[-1].kind
        if self._bracketed(q) and self._bracketed(last) and q.first - last.last <= self.words.reach["list"]:
            return self.made[-1].kind
        return None

    def _bracketed(self, q: Quantity) -> bool:
        """Whether a quantity stands alone between brackets."""
        form = self.form
        return q.first > 0 and q.last < len(form) and self.words.brackets.get(form[q.first - 1]) == form[q.last]

    # --- the figure -----------------------------------------------------------------------------------------------

    def _figure(self, number: int, q: Quantity, decided: _Kind, lead: str | None) -> Figure:
        """The figure behind a quantity, with its owner and status, its day and place. `lead`: the day of the page."""
        span = self.tokens.span(q.first, q.last)
        cut = self._glued(q.first)
        span = Span(span.start + cut, span.end) if cut else span
        owner = self._owner(span)
        status, status_rule = self.statuses.status(q, owner)
        counted = self.tokens.span(*q.counted) if q.counted is not None else None
        if counted is not None and q.counted is not None and q.counted[0] == q.first and cut:
            counted = Span(counted.start + cut, counted.end)
        text, context = self.reading.text, self.context
        as_of, basis, rule = context.as_of(q, decided.kind, lead)
        place, where = context.where.place(q, decided.kind, context.spread)
        why = [
            Step("number", q.rule, self.tokens.span(q.num, q.num_end)),
            Step(decided.kind, decided.rule, counted),
            Step(status, status_rule),
        ]
        if place is not None:
            why.append(Step(place.of(text), where, place))
        if as_of is not None:
            why.append(Step(as_of, rule))
        return Figure(
            id=f"f{number}",
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
            unit=q.unit or decided.unit,
            attribution=owner,
            counted_span=counted,
            place_span=place,
            why=tuple(why),
        )

    def _glued(self, token: int) -> int:
        """How many letters of proclitics stand before the first word of the phrase."""
        form, words = self.form[token], self.words
        if words.bare_noun(form) is not None or words.is_bound(form) or words.is_number(form):
            return 0
        for clitic in words.proclitics:
            if clitic in words.definite_proclitics or not form.startswith(clitic):
                continue
            rest = form[len(clitic) :]
            if clitic in words.links["and"] and rest.startswith(words.article or "\0"):
                return len(clitic)
            if words.bare_noun(rest) is not None or words.is_number(rest) or words.is_bound(rest):
                return len(clitic)
        return 0

    def _owner(self, span: Span) -> int | None:
        """The innermost attribution whose content holds the figure."""
        holding = (part for part in self.contents if part[0].start <= span.start and span.end <= part[0].end)
        best = min(holding, key=lambda part: part[1:], default=None)
        return best[2] if best is not None else None
