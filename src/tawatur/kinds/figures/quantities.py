"""Quantities: numbers with their bounds and what they count, as they stand in the text.

A quantity is a phrase: modifiers, the number (in digits, in words, a dual, an open plural, a range) and the noun
counted. Whether it is a figure, and of which kind, is decided in `kinds.figures.find`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tawatur.kinds.figures.amounts import Amounts
from tawatur.kinds.figures.counted import Amount, Counted, Nouns, Stretch
from tawatur.kinds.figures.duals import beside, duals, one
from tawatur.kinds.numbers.find import Numeral, as_printed
from tawatur.model import HURT, Span
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

_PARTED: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")


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
    whole: bool = False
    """An open plural with the article, and nothing counted behind it."""


class _Bounds(NamedTuple):
    """What the modifiers around a number make of it; `rule` is empty where they make nothing."""

    edge: int
    min: float | None
    max: float | None
    approx: bool
    rule: str


def find_quantities(
    reading: Reading, within: tuple[Span, ...], numbers: Sequence[Numeral], taken: list[Span]
) -> list[Quantity]:
    """All quantities inside the spans, in order. `taken`: dates, whose numbers count nothing."""
    finder = _Finder(reading, numbers, taken)
    before = reading.tokens.before
    out: list[Quantity] = []
    for span in within:
        out += finder.find(Stretch(before(span.start), before(span.end)))
    out.sort(key=lambda q: q.num)
    return out


class _Finder:
    def __init__(self, reading: Reading, numbers: Sequence[Numeral], taken: list[Span]) -> None:
        self.reading = reading
        self.nouns = Nouns(reading)
        self.words = self.nouns.words
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds
        dated = {i for span in taken for i in range(self.tokens.before(span.start), self.tokens.before(span.end))}
        self.dated = dated
        self.amounts = [n for n in Amounts(self.nouns).of(numbers) if n.first not in dated]

    def find(self, stretch: Stretch) -> list[Quantity]:
        """The quantities of one stretch."""
        amounts = [n for n in self.amounts if stretch.first <= n.first < stretch.last]
        out: list[Quantity] = []
        taken: set[int] = set()
        i = 0
        while i < len(amounts):
            amount = amounts[i]
            i += 1
            if amount.first in taken:
                continue
            follower = amounts[i] if i < len(amounts) else None
            quantity = self._quantity(amount, follower, stretch)
            if quantity is None:
                continue
            if follower is not None and follower.first < quantity.last:
                i += 1
            taken.update(range(quantity.first, quantity.last))
            out.append(quantity)
        out += self._singles(out, stretch, taken)
        for token, stop, noun in duals(self.nouns, stretch):
            if token in taken or token in self.dated:
                continue
            before, after = self._before(token, 2.0, 2.0), self._after(stop, 2.0, 2.0)
            bounds = after if after.rule and not before.rule else before
            taken.update(range(token, stop))
            cls = self.nouns.head_class(token, stop, noun)
            counted = (token, stop) if cls != "elided" else None
            out.append(
                Quantity(
                    first=before.edge,
                    last=after.edge,
                    num=token,
                    num_end=token + 1,
                    min=bounds.min,
                    max=bounds.max,
                    approx=bounds.approx,
                    cls=cls,
                    counted=counted,
                    unit=noun.unit,
                    rule=bounds.rule or "dual noun",
                )
            )
        return out

    def _singles(self, counts: Sequence[Quantity], stretch: Stretch, taken: set[int]) -> list[Quantity]:
        """The one who was hit beside each count of others."""
        out = []
        for q in counts:
            found = beside(self.nouns, q.first, q.last, stretch) if q.cls in HURT else None
            if found is None or found[0] in taken:
                continue
            at, noun = found
            taken.add(at)
            place = (at, at + 1)
            out.append(Quantity(*place, *place, 1.0, 1.0, False, noun.cls, place, None, "one beside a count of others"))
        return out

    # --- one phrase ---------------------------------------------------------------------------------------------

    def _quantity(self, n: Amount, follower: Amount | None, stretch: Stretch) -> Quantity | None:
        words, form = self.words, self.form
        if follower is not None and (every := self._of_every(n, follower, stretch)) is not None:
            return every
        if n.value == 1 and n.last == n.first + 1 and form[n.first] in words.borne["one"]:
            return self._one(n, stretch)
        least, most, rule, end = n.min, n.max, n.rule, n.last
        if follower is not None and self._is_range(n, follower):
            least, most = self._least_of(n, follower), follower.max
            end, rule = follower.last, "range: " + rule
        if self.nouns.head_last is not None:
            inner = self._after(end, least, most)  # 12 or more people
            end, least, most, rule = inner.edge, inner.min, inner.max, inner.rule or rule
        first = n.first
        if end > n.last and first and end < len(form) and words.brackets.get(form[first - 1]) == form[end]:
            first, end = first - 1, end + 1  # between (3000 - 5250) rials
        if first and self._is_article(first - 1):
            first, n = first - 1, n._replace(definite=True)
        if n.share and (part := self._part(n, stretch)) is not None:
            return part
        after = self._percent(end)
        if after == end and self._is_percent_before(first):
            return self._share_of_hundred(n._replace(min=least, max=most, rule=rule), first - 1, end, end, stretch)
        if after > end:
            return self._share_of_hundred(n._replace(min=least, max=most, rule=rule), first, end, after, stretch)
        short = self._short_money(first, end)
        if short is not None:
            first, scale, found = short
            if least is not None and most is not None and scale != 1:
                least, most = round(least * scale, 3), round(most * scale, 3)
                rule = "an abbreviation that says millions"
        else:
            beside = self._beside(n, end, stretch)
            if beside is None:
                return None
            found = beside
        if least is not None and most is not None and self._in_thousands(n, found):
            least, most, rule = least * 1000, most * 1000, "a dot parts the thousands of what comes whole"
        if found.cls == "money" and follower is not None and least == most and least is not None:
            parts = self._parts_of_money(follower, found)
            if parts:
                least = most = round(least + parts, 3)
                found = found._replace(last=follower.last + 1)
                rule = "money and parts of it"
        n = n._replace(min=least, max=most, rule=rule)
        return self._bounded(n, min(first, found.last), end, found, ranged=end > n.last)

    def _bounded(self, n: Amount, first: int, end: int, found: Counted, *, ranged: bool) -> Quantity:
        """A number that begins at `first` and ends before `end`, what it counts, and the words around that bound it."""
        bounds = self._before(first, n.min, n.max, ranged=ranged)
        tail = self._after(max(found.last, end), bounds.min, bounds.max)
        return Quantity(
            first=bounds.edge,
            last=tail.edge,
            num=n.first,
            num_end=end,
            min=tail.min,
            max=tail.max,
            approx=bounds.approx or tail.approx,
            cls=found.cls,
            counted=found.noun,
            unit=found.unit,
            rule=bounds.rule or n.rule,
            subset=found.subset,
            definite=n.definite,
            whole=n.whole and tail.edge == end,
        )

    def _short_money(self, first: int, end: int) -> tuple[int, float, Counted] | None:
        """A currency by its sign or abbreviation, behind a number or glued before it.

        Where the phrase begins, what the number is multiplied by, and what it counts; None where there is none.
        """
        words, form, tokens = self.words, self.form, self.tokens
        if end < len(form) and form[end] in words.money_short_heads:
            for short in words.money_short:
                last = short.phrases.starting(tokens, end)
                if last > end and not (self.kinds[end] == MARK and tokens.spaced(end) and self._opens_number(last)):
                    return first, short.scale, Counted((end, last), "money", short.unit, last)
        if end < len(form) and form[end] in words.money_scaled and form[end - 1] in words.scales:
            return first, 1.0, Counted((end, end + 1), "money", None, end + 1)
        if first and self.kinds[first - 1] == MARK and form[first - 1] in words.money_short_heads:
            for short in words.money_short:
                begin = short.phrases.ending(tokens, first)
                if begin < first:
                    return begin, short.scale, Counted((begin, first), "money", short.unit, end)
        return None

    def _opens_number(self, token: int) -> bool:
        """Whether a sign stands glued before the number at a token, to which it then belongs."""
        return token < len(self.form) and self.kinds[token] == NUMBER and not self.tokens.spaced(token)

    def _parts_of_money(self, follower: Amount, found: Counted) -> float:
        """What a number of smaller coins adds to the money before it: and 900 millimes; 0 where there are none."""
        form, end = self.form, follower.last
        if follower.first != found.last + 1 or form[found.last] not in self.words.links["and"] or end >= len(form):
            return 0.0
        many = self.words.money_parts.get(form[end])
        return follower.value / many if many is not None and 0 < follower.value < many else 0.0

    def _in_thousands(self, n: Amount, found: Counted) -> bool:
        """Whether a dot before three digits parts thousands, as in 43.475 pupils; of money or weight it may not."""
        if found.noun is None or found.cls in ("money", "percent"):
            return False
        if _PARTED.fullmatch("".join(self.form[n.first : n.last])) is None or n.value >= 1000:
            return False
        return not any(self.form[i] in self.words.links["divisible"] for i in range(*found.noun))

    def _of_every(self, n: Amount, follower: Amount, stretch: Stretch) -> Quantity | None:
        """One of every five children: a share of a hundred."""
        links, form = self.words.links, self.form
        if not self._said_every(n.last, follower.first):
            if form[n.last] not in links["of"]:
                return None
            between = [word for word in form[n.last : follower.first] if word not in links["among_every"]]
            if len(between) != 2 or between[0] not in links["of"] or between[1] not in links["every"]:
                return None
        if not n.value or follower.value <= n.value:
            return None
        found = self.nouns.behind(follower, follower.last, stretch)
        share = round(100 * n.value / follower.value, 2)
        whole = n._replace(last=follower.last, min=share, max=share, rule="so many of every so many")
        return self._percentage(whole, n.first, max(found.last, follower.last), found.noun)

    def _said_every(self, first: int, last: int) -> bool:
        """Whether the words between two numbers are one of the phrases that make a share of them: one in five."""
        found = self.words.in_every
        return bool(found.heads) and self.form[first] in found.heads and found.starting(self.tokens, first) == last

    def _part(self, n: Amount, stretch: Stretch) -> Quantity | None:
        """Half of the members, half of its income, down to the half: a share of a hundred."""
        words, form, end = self.words, self.form, n.last
        if n.first and form[n.first][:1] in words.links["and"]:
            whole_before = words.noun(form[n.first - 1])
            if whole_before is not None and whole_before.cls == "excluded":
                return None  # seven years and a half: of a year
        share = round(100 * n.value, 2)
        whole = n._replace(min=share, max=share, rule="a fraction of something")
        if self.nouns.head_last is not None:
            if n.first and form[n.first - 1] in words.shares_before:
                return None
            behind, counted = self.nouns.head_last.shared(end, stretch.last)
            return self._percentage(whole, n.first, behind, counted) if behind > end else None
        owned = self.kinds[n.first] == WORD and form[n.first].endswith(words.pronouns)
        if n.definite or owned or words.defines(form[n.first]):
            to = n.first and form[n.first - 1] in words.borne["shared_to"]
            last = self.nouns.same(end, stretch) and form[end] not in words.not_nouns_borne and self.kinds[end] == WORD
            return self._percentage(whole, n.first, end, None) if owned or (to and not last) else None
        if not self.nouns.same(end, stretch) or self.kinds[end] != WORD or form[end] in words.not_shares:
            return None
        noun = words.noun(form[end]) or words.owned(form[end])
        if form[end] in words.not_nouns_borne or (noun is not None and noun.cls in ("excluded", "money")):
            return None
        defined = form[end].startswith(words.article) or (len(form[end]) > 5 and form[end].endswith(words.pronouns))
        if noun is None and not defined:
            return None
        begin, stop = self.nouns.noun_phrase(end, stretch) if form[end].startswith(words.article) else (end, end + 1)
        return self._percentage(whole, n.first, stop, (begin, stop))

    def _percentage(self, n: Amount, first: int, end: int, counted: tuple[int, int] | None) -> Quantity:
        bounds = self._before(first, n.min, n.max)
        return Quantity(
            first=bounds.edge,
            last=end,
            num=n.first,
            num_end=n.last,
            min=bounds.min,
            max=bounds.max,
            approx=bounds.approx,
            cls="percent",
            counted=counted,
            unit=None,
            rule=bounds.rule or n.rule,
        )

    def _is_percent_before(self, first: int) -> bool:
        """Whether the sign of a share of a hundred is printed before its number, and belongs to none before it."""
        if not first or self.form[first - 1] not in self.words.links["percent"]:
            return False
        return self.kinds[first - 2 : first - 1] != NUMBER and not self.tokens.spaced(first)

    def _is_article(self, token: int) -> bool:
        """Whether the article stands apart before a number in digits, drawn out or glued to it."""
        if self.form[token] not in self.words.definite_proclitics:
            return False
        return self.tokens.text[self.tokens.end[token] - 1] == "\u0640" or not self.tokens.spaced(token + 1)

    def _beside(self, n: Amount, end: int, stretch: Stretch) -> Counted | None:
        """What the number counts; None, with the reason recorded, where it counts nothing."""
        twice = self.nouns.named_twice(n, stretch)
        if twice is not None:
            first, noun = twice
            cls, unit = (noun.cls, noun.unit) if noun is not None else ("unknown", None)
            return Counted((first, first + 1), cls, unit, first)
        found = self.nouns.behind(n, end, stretch)
        if found.cls == "excluded":
            self._abstain(n.first, found.last, n.rule, "measures, dates or repeats, counts nothing")
            return None
        if n.share and found.cls != "money":
            self._abstain(n.first, found.last, n.rule, "a share of something, without a unit")
            return None
        if found.cls == "elided" and not found.subset and found.last == end:
            return self.nouns.in_front(n, stretch) or found
        return found

    def _abstain(self, first: int, last: int, rule: str, reason: str) -> None:
        self.reading.abstain(self.tokens.span(first, last), "figure", rule, reason)

    def _percent(self, end: int) -> int:
        """Behind the words or the sign of a share of a hundred; `end` where there are none."""
        if end >= len(self.form) or self.form[end] not in self.words.percent_heads:
            return end
        if self.form[end] in self.words.links["percent"]:
            return end + 1
        return self.words.percent_words.starting(self.tokens, end)

    def _share_of_hundred(self, n: Amount, first: int, end: int, after: int, stretch: Stretch) -> Quantity:
        after, counted = self.nouns.share_of(after, stretch)
        subset = any(form in self.words.links["of_them"] for form in self.form[end:after])
        found = Counted(counted, "percent", None, after, subset)
        return self._bounded(n._replace(definite=False), first, end, found, ranged=n.min != n.max)

    def _one(self, n: Amount, stretch: Stretch) -> Quantity | None:
        """ "One" behind its noun, which counts only where it is bounded or stressed."""
        found = one(self.nouns, n, stretch)
        if found is None:
            return None
        first, noun = found
        after = self._after(n.last, 1.0, 1.0)
        bounded = after.rule != "" and after.max is None
        stressed = first > 0 and self.form[first - 1] in self.words.links["one_before"]
        if not bounded and not stressed:
            return None
        return Quantity(
            first=first,
            last=after.edge if bounded else n.last,
            num=n.first,
            num_end=n.last,
            min=1.0,
            max=None if bounded else 1.0,
            approx=False,
            cls=noun.cls,
            counted=(first, n.first),
            unit=noun.unit,
            rule="one, bounded or stressed",
        )

    # --- ranges and bounds ----------------------------------------------------------------------------------------

    def _is_range(self, n: Amount, follower: Amount) -> bool:
        """Whether two numbers are the ends of one range: 30 to 40, between 30 and 40, between 3 dinars and 4 dinars."""
        words, form = self.words, self.form
        if n.min is None or n.max is None or follower.max is None or follower.max <= n.min:
            return False
        if follower.first - n.last > 2 or self._rises(n.first):
            return False
        between = form[n.last : follower.first]
        glued = form[follower.first][:1]
        if glued in words.links["and"] and len(between) < 2:
            between = [*between, glued]
        if len(between) == 2 and between[1] in words.money_short_heads and not self.tokens.spaced(follower.first):
            between = between[:1]  # $10,000 to $20,000
        if not between:
            return False
        if len(between) == 1 and between[0] in words.links["range_plain"]:
            return True
        begins = words.bounds_before["between"].ending(self.tokens, n.first) < n.first
        if len(between) == 1:
            return begins and between[0] in words.links["range_to"]
        if follower.last < len(form) and form[follower.last] in words.money_parts:
            return False
        if not begins or len(between) != 2 or between[1] not in words.links["and"]:
            return False
        unit = words.bare_noun(between[0])
        other = words.bare_noun(form[follower.last]) if follower.last < len(form) else None
        if unit is None or other is None:
            return unit is not None
        return between[0] == form[follower.last] or (unit.cls == "money" and unit.unit == other.unit)

    def _least_of(self, n: Amount, follower: Amount) -> float | None:
        """Where a range begins: 200 to 300 billion begins at 200 billion, 500 to 3 thousand at 500."""
        scales, form = self.words.scales, self.form
        scale = scales.get(form[follower.last - 1], 1.0)
        if n.min is None or follower.max is None or form[n.last - 1] in scales or n.min * scale >= follower.max:
            return n.min
        return as_printed(n.min * scale)

    def _rises(self, first: int) -> bool:
        """Whether a number is where a change begins, so that the next is where it ends: from $3 to $5."""
        at = first - 1
        if at >= 0 and self.form[at] in self.words.money_short_heads:
            at -= 1
        return at >= 0 and self.form[at] in self.words.links["range_not_after"]

    def _before(self, first: int, least: float | None, most: float | None, *, ranged: bool = False) -> _Bounds:
        """Modifiers before a number: where its phrase begins and what they make of its bounds.

        "Between" belongs to the phrase of a range alone.
        """
        approx, rule = False, ""
        measured = first > 1 and self.form[first - 1] in self.words.links["measures"]
        if measured and self.words.may_end_bound(self.form[first - 2]) and self._bound(first - 1)[0] < first - 1:
            first -= 1  # their number exceeded | ten: in Arabic the noun stands behind its verb
        for _ in range(2):
            if not first or not self.words.may_end_bound(self.form[first - 1]):
                break
            begin, name = self._bound(first, ranged=ranged)
            if begin == first:
                break
            first = begin
            if name == "least":
                most, rule = None, "at least: the bound said before the number"
            elif name == "most":
                least, rule = None, "at most: the bound said before the number"
            elif name == "about":
                approx, rule = True, "about: said before the number"
        if not rule and not ranged and self._starts(first):
            most, rule = None, "at least: where the prices begin"
        return _Bounds(first, least, most, approx, rule)

    def _bound(self, first: int, *, ranged: bool = False) -> tuple[int, str]:
        """Where the longest modifier before a token begins, and what it says: "does not exceed" before "exceed"."""
        return min(
            (phrases.ending(self.tokens, first, between=self.words.may_stand_between), name)
            for name, phrases in self.words.bounds_before.items()
            if ranged or name != "between"
        )

    def _starts(self, first: int) -> bool:
        """Whether a number is where something begins: prices begin at six thousand."""
        if not first or self.form[first - 1] not in self.words.links["of"]:
            return False
        return not self.words.borne["starts"].isdisjoint(self.form[max(0, first - self.words.reach["starts"]) : first])

    def _after(self, last: int, least: float | None, most: float | None) -> _Bounds:
        """Modifiers behind a phrase: where it ends and what they make of its bounds."""
        if last >= len(self.form) or self.form[last] not in self.words.tails:
            return _Bounds(last, least, most, False, "")
        for name, phrases in self.words.bounds_after.items():
            end = phrases.starting(self.tokens, last)
            if end > last:
                rule = f"{'about' if name == 'about' else 'at ' + name}: said behind the number"
                if name == "least":
                    return _Bounds(end, least, None, False, rule)
                if name == "most":
                    return _Bounds(end, None, most, False, rule)
                return _Bounds(end, least, most, True, rule)
        return _Bounds(last, least, most, False, "")
