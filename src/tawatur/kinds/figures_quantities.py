"""Quantities: numbers with their bounds and what they count, as they stand in the text.

A quantity is a phrase: modifiers, the number (in digits, in words, a dual, an open plural, a range) and the noun
counted. Whether it is a figure, and of which kind, is decided in `kinds.figures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tawatur.kinds.figures_words import Noun, Words, words_of
from tawatur.kinds.numbers import Numeral, tagged, vocabulary
from tawatur.model import Span
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD


class Quantity(NamedTuple):
    """Tokens `[first, last)` of the whole phrase, `[num, num_end)` of the number, `counted` of what it counts."""

    first: int
    last: int
    num: int
    num_end: int
    min: float | None
    max: float | None
    approx: bool
    cls: str
    """Class of the noun counted; "percent", "elided" (they, others, nothing), "unknown" (a noun of no table)."""
    counted: tuple[int, int] | None
    unit: str | None
    rule: str
    subset: bool = False
    """Whether the phrase itself says "of them"."""
    definite: bool = False


class _Number(NamedTuple):
    first: int
    last: int
    min: float | None
    max: float | None
    rule: str
    definite: bool = False
    value: float = 0.0


def find_quantities(
    reading: Reading, within: tuple[Span, ...], numbers: Sequence[Numeral], taken: list[Span]
) -> list[Quantity]:
    """All quantities inside the spans, in order. `taken`: dates, whose numbers count nothing."""
    finder = _Finder(reading, words_of(reading.pack), numbers)
    ranges = [(finder.tokens.before(span.start), finder.tokens.before(span.end)) for span in within]
    dates = [(finder.tokens.before(span.start), finder.tokens.before(span.end)) for span in taken]
    return finder.find(ranges, dates)


class _Finder:
    def __init__(self, reading: Reading, words: Words, numbers: Sequence[Numeral]) -> None:
        self.reading = reading
        self.closed = numbers
        self.words = words
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds

    def find(self, ranges: list[tuple[int, int]], dates: list[tuple[int, int]]) -> list[Quantity]:
        dated = bytearray(len(self.form) + 1)
        for first, last in dates:
            dated[first:last] = b"\1" * (last - first)
        inside = bytearray(len(self.form) + 1)
        for zone, (first, last) in enumerate(ranges):
            inside[first:last] = bytes([zone % 250 + 1]) * (last - first)
        numbers = [n for n in self._numbers() if inside[n.first] and not dated[n.first]]
        out: list[Quantity] = []
        taken = bytearray(len(self.form) + 1)
        i = 0
        while i < len(numbers):
            number = numbers[i]
            i += 1
            if taken[number.first]:
                continue
            follower = numbers[i] if i < len(numbers) else None
            quantity = self._quantity(number, follower, inside[number.first], inside)
            if quantity is None:
                continue
            if follower is not None and follower.first < quantity.last:
                i += 1
            taken[quantity.first : quantity.last] = b"\1" * (quantity.last - quantity.first)
            out.append(quantity)
        out += self._duals(ranges, taken, dated)
        out.sort(key=lambda q: q.num)
        return out

    # --- numbers, open plurals ----------------------------------------------------------------------------------

    def _numbers(self) -> list[_Number]:
        out = [_Number(n.first, n.last, n.value, n.value, n.number.rule, n.definite, n.value) for n in self.closed]
        out += self._open(out)
        out.sort(key=lambda n: n.first)
        return out

    def _open(self, closed: list[_Number]) -> list[_Number]:
        """Open plurals: dozens, hundreds, tens of thousands. What they say is the least they mean."""
        text = tagged(self.reading)
        words = vocabulary(self.reading.pack)
        used = {i for n in closed for i in range(n.first, n.last)}
        out: list[_Number] = []
        for match in words.many.finditer(text.codes):
            unit = match.start()
            first, last = text.first[unit], text.last[unit]
            if first in used:
                continue
            value = float(text.units[unit].classes["many"])
            if out and out[-1].last > first:
                continue
            if unit + 1 < len(text.units):
                scale = text.units[unit + 1].classes.get("scales")
                if scale is not None:
                    value, last = value * float(scale), text.last[unit + 1]
            out.append(
                _Number(
                    first, last, value, None, "open plural: the least it means", words.definite(text.units[unit]), value
                )
            )
        return out

    # --- one phrase ---------------------------------------------------------------------------------------------

    def _same(self, token: int, zone: int, inside: bytearray) -> bool:
        return 0 <= token < len(self.form) and inside[token] == zone and self.kinds[token] in (WORD, NUMBER, MARK)

    def _quantity(self, n: _Number, follower: _Number | None, zone: int, inside: bytearray) -> Quantity | None:
        words, form = self.words, self.form
        if n.value == 1 and words.strip(form[n.first], words.links["one"]) and n.last == n.first + 1:
            return self._one(n, zone, inside)
        least, most, rule = n.min, n.max, n.rule
        first, end = n.first, n.last
        value_unit: str | None = None
        # a range, with the noun behind the first number or the second
        if follower is not None and inside[follower.first] == zone:
            joined = self._range(n, follower)
            if joined is not None:
                least, most = n.min, follower.max
                end, rule = follower.last, "range: " + rule
        money = self._money_range(n, follower) if end == n.last and follower is not None else None
        if money is not None and follower is not None:
            least, most, end, rule = n.min, follower.max, follower.last, "range: " + rule
        if first and form[first - 1] in words.definite_proclitics:
            first -= 1  # the article may stand apart before digits
        # percent
        after = words.percent_words.starting(self.tokens, end)
        if after == end and end < len(form) and form[end] in words.links["percent"]:
            after = end + 1
        if after > end:
            first, approx, least, most, how = self._bounds(first, least, most)
            after, counted = self._percent_of(after, zone, inside)
            subset = any(form[i] in words.links["of_them"] for i in range(end, after))
            return Quantity(
                first,
                self._tail(after),
                n.first,
                end,
                least,
                most,
                approx,
                "percent",
                counted,
                None,
                how or rule,
                subset,
            )
        counted, cls, unit, last, subset = self._counted(n, end, zone, inside)
        if cls == "excluded":
            self.reading.abstain(
                self.tokens.span(first, last), "figure", rule, "measures, dates or repeats, counts nothing"
            )
            return None
        if cls == "elided" and not subset and last == end:
            behind = self._noun_before(n, zone, inside)
            if behind is not None:
                first, counted, cls = behind
        if cls == "elided" and n.definite and not subset and counted is None:
            self.reading.abstain(self.tokens.span(first, last), "figure", rule, "definite: refers back")
            return None
        first, approx, least, most, how = self._bounds(first, least, most)
        tail = self._tail(last)
        if tail > last:
            least, most, approx, last = self._after(last, tail, least, most, approx)
        return Quantity(
            first,
            last,
            n.first,
            end,
            least,
            most,
            approx,
            cls,
            counted,
            unit or value_unit,
            how or rule,
            subset,
            n.definite,
        )

    def _one(self, n: _Number, zone: int, inside: bytearray) -> Quantity | None:
        """At least one delegation, not even one camel: "one" behind its noun counts only where it is bounded."""
        words, form = self.words, self.form
        first = n.first - 1
        if not self._same(first, zone, inside):
            return None
        if words.noun(form[first]) is None and self._same(first - 1, zone, inside):
            first -= 1
        noun = words.noun(form[first])
        if noun is None or noun.amount != "one" or noun.cls in ("excluded", "money"):
            return None
        tail = self._tail(n.last)
        bounded = tail > n.last and self._after(n.last, tail, 1.0, 1.0, False)[1] is None
        stressed = first > 0 and form[first - 1] in words.links["one_before"]
        if not bounded and not stressed:
            return None
        most = None if bounded else 1.0
        stop = tail if bounded else n.last
        return Quantity(
            first,
            stop,
            n.first,
            n.last,
            1.0,
            most,
            False,
            noun.cls,
            (first, n.first),
            noun.unit,
            "one, bounded or stressed",
        )

    def _noun_before(self, n: _Number, zone: int, inside: bytearray) -> tuple[int, tuple[int, int], str] | None:
        """The noun counted in front of its number: a total (deaths in all 13), or a definite noun (the seven men)."""
        words, form = self.words, self.form
        for first in range(n.first - 2, n.first - 5, -1):
            if not self._same(first, zone, inside) or self.kinds[first] == MARK:
                break
            if words.strip(form[first], words.links["totals"]):
                at = first + 2 if words.strip(form[first + 1], words.links["totals"]) else first + 1
                noun = words.noun(form[at]) if at < n.first else None
                if noun is not None and noun.cls != "excluded":
                    return first, (at, at + 1), noun.cls
        first = n.first - 1
        if n.definite and n.value >= 3 and self._same(first, zone, inside):
            noun = words.noun(form[first])
            if (
                noun is not None
                and noun.amount == "many"
                and noun.cls not in ("things", "excluded", "money")
                and words.article in form[first][: len(words.article) + 1]
            ):
                return first, (first, first + 1), noun.cls
        return None

    def _range(self, n: _Number, follower: _Number) -> bool | None:
        form, words = self.form, self.words
        if n.min is None or follower.max is None or follower.max <= n.min or n.max is None:
            return None
        between = form[n.last : follower.first]
        if len(between) != 1:
            return None
        before = words.bounds_before["between"].ending(self.tokens, n.first, words.proclitics)
        if between[0] in words.links["range_plain"]:
            return True
        if between[0] in words.links["range_to"] and before < n.first:
            return True
        return None

    def _money_range(self, n: _Number, follower: _Number | None) -> bool | None:
        """Between 3 dinars and 4 dinars: the unit said twice."""
        if follower is None or n.min is None or follower.max is None or follower.max <= n.min:
            return None
        words, form = self.words, self.form
        if words.bounds_before["between"].ending(self.tokens, n.first, words.proclitics) == n.first:
            return None
        between = form[n.last : follower.first]
        if len(between) == 2 and between[1] in words.links["and"]:
            noun = words.bare_noun(between[0])
            return noun is not None or None
        return None

    def _bounds(
        self, first: int, least: float | None, most: float | None
    ) -> tuple[int, bool, float | None, float | None, str]:
        """Modifiers before the number: where the phrase begins, whether it is approximate, its bounds and the rule."""
        approx, rule = False, ""
        for _ in range(2):
            found = [
                (phrases.ending(self.tokens, first, self.words.proclitics), name)
                for name, phrases in self.words.bounds_before.items()
            ]
            begin, name = min(found)  # the longest: "does not exceed" before "exceed"
            if begin == first:
                break
            first = begin
            if name == "least":
                most, rule = None, "at least: the bound said before the number"
            elif name == "most":
                least, rule = None, "at most: the bound said before the number"
            elif name == "about":
                approx, rule = True, "about: said before the number"
        return first, approx, least, most, rule

    def _tail(self, last: int) -> int:
        for phrases in self.words.bounds_after.values():
            end = phrases.starting(self.tokens, last)
            if end > last:
                return end
        return last

    def _after(
        self, last: int, tail: int, least: float | None, most: float | None, approx: bool
    ) -> tuple[float | None, float | None, bool, int]:
        for name, phrases in self.words.bounds_after.items():
            if phrases.starting(self.tokens, last) == tail:
                if name == "least":
                    return least, None, approx, tail
                if name == "most":
                    return None, most, approx, tail
                return least, most, True, tail
        return least, most, approx, last

    def _percent_of(self, after: int, zone: int, inside: bytearray) -> tuple[int, tuple[int, int] | None]:
        """Behind a share: of them, of the children and women."""
        words, form = self.words, self.form
        end = after
        if self._same(end, zone, inside) and form[end] in words.links["of_them"]:
            end += 1
        if self._same(end, zone, inside) and form[end] in words.links["of"]:
            begin, stop = self._noun_phrase(end + 1, zone, inside)
            if stop > begin:
                return stop, (begin, stop)
        return end, None

    def _counted(
        self, n: _Number, end: int, zone: int, inside: bytearray
    ) -> tuple[tuple[int, int] | None, str, str | None, int, bool]:
        """What is counted behind a number: its tokens, class, unit, the phrase's end, whether it says "of them"."""
        words, form = self.words, self.form
        if not self._same(end, zone, inside) or self.kinds[end] != WORD:
            return None, "elided", None, end, False
        here = form[end]
        if here in words.links["of_them"]:
            stop = end + 1
            if self._same(stop, zone, inside) and form[stop] in words.links["of"]:
                begin, stop = self._noun_phrase(stop + 1, zone, inside)
                return (begin, stop), self._class(form[begin], "unknown"), None, stop, True
            return None, "elided", None, end + 1, True
        if here in words.links["others"]:
            return None, "elided", None, end + 1, False
        if here in words.links["of"]:
            begin, stop = self._noun_phrase(end + 1, zone, inside)
            if stop > begin:
                cls = self._class(form[begin], "unknown")
                if cls not in ("people", "unknown") and not any(words.defines(form[i]) for i in range(begin, stop)):
                    return None, "elided", None, end, False  # 101 from a boat: where from, not of what
                if cls != "excluded" and (cls != "unknown" or form[begin].startswith(words.article)):
                    return (begin, stop), cls, self._unit(form[begin]), stop, False
                if cls == "unknown" and any(form[i].startswith(words.article) for i in range(begin, stop)):
                    return (begin, stop), cls, None, stop, False
            return None, "elided", None, end, False
        noun = words.bare_noun(here)
        if noun is not None:
            stop = self._adjectives(end + 1, zone, inside, noun)
            if noun.cls == "excluded" and end + 1 < len(form) and len(form[end + 1]) == 4 and form[end + 1].isdigit():
                return None, "elided", None, end, False  # 300 in the year 2016
            if noun.cls == "excluded" and end > n.first and not self.tokens.spaced(end) and len(here) < 3:
                return None, "excluded", None, end, False
            return (end, stop), self._head_class(end, stop, noun), noun.unit, stop, False
        if n.max is None and words.defines(here):  # hundreds of the migrants
            begin, stop = self._noun_phrase(end, zone, inside)
            return (begin, stop), self._class(here, "unknown"), None, stop, False
        if here in words.not_nouns or words.strip(here, words.not_nouns) or here.startswith(words.article):
            return None, "elided", None, end, False
        if n.definite or here[:1] in words.links["and"] or form[n.first - 1] in words.definite_proclitics:
            return None, "elided", None, end, False
        if here.endswith(words.verb_endings) or words.kind_before(here) is not None:
            return None, "elided", None, end, False
        if self._fits(n, here):
            cls = "people" if here.endswith(words.nisba) and len(here) > 4 else "unknown"
            stop = self._adjectives(end + 1, zone, inside, Noun(cls, "one"))
            return (end, stop), cls, None, stop, False
        return None, "elided", None, end, False

    def _head_class(self, first: int, stop: int, noun: Noun) -> str:
        """The class of a noun phrase: behind a noun of cases or units its second noun says more."""
        if stop > first + 1 and self.form[first] in self.words.case_heads:
            second = self.words.bare_noun(self.form[first + 1])
            if second is not None and second.cls not in ("excluded", "money", "people"):
                return second.cls
        return noun.cls

    def _fits(self, n: _Number, form: str) -> bool:
        """Whether an unknown word has the shape of a noun counted by this number."""
        words = self.words
        if len(form) < 3:
            return False
        ending = (words.tanwin, words.feminine)
        if n.max is None or n.value != int(n.value):
            return True
        rest = int(n.value) % 100
        if 11 <= rest <= 99:
            return form.endswith(ending)
        return n.value >= 3 and (3 <= rest <= 10 or form.endswith(ending) or n.value >= 100)

    def _class(self, form: str, other: str) -> str:
        noun = self.words.noun(form)
        return noun.cls if noun is not None else other

    def _unit(self, form: str) -> str | None:
        noun = self.words.noun(form)
        return noun.unit if noun is not None else None

    def _adjectives(self, at: int, zone: int, inside: bytearray, noun: Noun) -> int:
        """The end of a noun phrase: adjectives that agree with the noun before, and a second noun joined to it."""
        words, form = self.words, self.form
        stop = at
        while stop < at + 2 and self._same(stop, zone, inside) and self.kinds[stop] == WORD:
            word, before = form[stop], form[stop - 1]
            if stop == at and before in words.case_heads and words.bare_noun(word) is not None:
                stop += 1
                continue
            if word.endswith(words.verb_endings):
                break
            if word in words.not_nouns or words.kind_before(word) is not None or word in words.kinds_after:
                break
            if (before.endswith(words.tanwin) and word.endswith(words.tanwin) and len(word) > 3) or (
                word.endswith(words.nisba)
                and len(word) > 4
                and not word.startswith(words.article)
                and before[-1:] == word[-1:]
            ):
                stop += 1
            elif stop == at and noun.cls != "money" and (second := words.bare_noun(word)) is not None:
                if second.cls in ("excluded", "money"):
                    break
                stop += 1
            else:
                break
        return stop

    def _noun_phrase(self, begin: int, zone: int, inside: bytearray) -> tuple[int, int]:
        """A noun phrase behind "of": up to three words without the article, then those with it."""
        words, form = self.words, self.form
        stop, plain, defined = begin, 0, 0
        while self._same(stop, zone, inside) and self.kinds[stop] == WORD:
            word = form[stop]
            if word in words.not_nouns:
                break
            if word.startswith(words.article):
                defined += 1
            elif defined:
                if not word[1:].startswith(words.article):
                    break
                defined += 1
            else:
                plain += 1
            if plain > 3 or defined > 3:
                break
            stop += 1
        return begin, stop

    # --- duals --------------------------------------------------------------------------------------------------

    def _duals(self, ranges: list[tuple[int, int]], taken: bytearray, dated: bytearray) -> list[Quantity]:
        """Indefinite duals count two by themselves, and a singular with "one" counts where it is bounded or denied."""
        words, form = self.words, self.form
        out: list[Quantity] = []
        for index, (first, last) in enumerate(ranges):
            zone = index % 250 + 1
            inside = bytearray(len(form) + 1)
            inside[first:last] = bytes([zone]) * (last - first)
            known = words.duals
            for i in [i for i in range(first, last) if known.get(form[i], True) is not None]:
                if self.kinds[i] != WORD or taken[i] or dated[i]:
                    continue
                noun = words.dual(form[i])
                if noun is not None:
                    stop = self._adjectives(i + 1, zone, inside, noun)
                    begin, approx, least, most, how = self._bounds(i, 2.0, 2.0)
                    tail = self._tail(stop)
                    if tail > stop:
                        least, most, approx, stop = self._after(stop, tail, least, most, approx)
                    cls = self._head_class(i, stop, noun)
                    out.append(
                        Quantity(
                            begin,
                            stop,
                            i,
                            i + 1,
                            least,
                            most,
                            approx,
                            cls,
                            (i, stop),
                            noun.unit,
                            how or "dual noun",
                        )
                    )
        return out
