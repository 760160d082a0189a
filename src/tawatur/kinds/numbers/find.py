"""Numbers in digits and words: every form that stands for one closed value.

A number is read from the classes of `numbers.toml` by a small grammar: units, tens and hundreds add up to a group, a
scale multiplies the group before it, parts are joined by the conjunction. What only contains digits (a code, a time, a
date in digits) is none. Open and ranged quantities are built from these numbers in `kinds.figures.quantities`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tawatur.kinds.numbers.digits import Digits, Short
from tawatur.model import Number
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.rules import Entry, Lexicon, Tagged, Unit
from tawatur.words import Tokens

STARTS: Final[tuple[str, ...]] = (
    "small",
    "ten",
    "teen",
    "tens",
    "hundred",
    "hundreds",
    "scale",
    "scale_pair",
    "fraction",
    "zero",
    "teen_head",
    "teen_head_shy",
    "one_of",
)


MADE: Final = {
    "number": frozenset(["num"]),
    "day": frozenset(["num", "daynum"]),
    "day_digits": frozenset(["num", "daynum", "daydigits"]),
    "nth_day": frozenset(["daynum"]),
    "year": frozenset(["num", "yearnum"]),
    "recent_year": frozenset(["num", "yearnum", "yearfour"]),
    "hijri_year": frozenset(["num", "yearnum", "hyearnum"]),
    "ordinal": frozenset(["ordinal"]),
}
"""What a unit is that was merged from the parts of a number, for the patterns of dates."""


_DIGITS: Final = 14
"""Digits that a float holds with room for what arithmetic adds: two fewer than it has."""


def as_printed(value: float) -> float:
    """The decimal number that was printed: 34.2 times a billion is 34200000000, where floats make it a little more."""
    return value if value.is_integer() else float(f"{value:.{_DIGITS}g}")


class Numeral(NamedTuple):
    """A number found: tokens `[first, last)`, units `[unit, unit_end)` of the tagged text, and the contract's item."""

    first: int
    last: int
    unit: int
    unit_end: int
    value: float
    digits: bool
    definite: bool
    number: Number


class Vocabulary:
    """The words of numbers and dates of one language, compiled: one lexicon, so one pass serves both kinds."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("numbers")
        entries = list(entries_of(table))
        literals = [str(word) for word in table.get("literals", ())]
        if pack.has("dates"):
            dates = pack.table("dates")
            entries += entries_of(dates)
            literals += [str(word) for word in dates.get("literals", ())]
        form = pack.fold.form
        self.lexicon = Lexicon(pack.tokens, entries, literals, MADE.values(), pack)
        self.conjunction = form(str(table["and"]))
        self.glued = bool(table.get("and_is_glued", True))
        self.article = form(str(table.get("article", "")))
        self.points = frozenset(form(word) for word in table.get("point_words", ()))
        self.reversed_points = frozenset(form(word) for word in table.get("reversed_points", ()))
        self.never = frozenset(form(word) for word in table.get("never", ()))
        self.never_before_one = frozenset(form(word) for word in table.get("never_before_one", ()))
        self.joiner = form(str(table.get("joiner", "")))
        self.decimal = form(str(table.get("decimal", "")))
        self.short = Short(
            frozenset(form(word) for words in table["words"].get("short_scale", {}).values() for word in words),
            frozenset(form(word) for word in table.get("short_always", ())),
            frozenset(form(word) for word in table.get("short_behind", ())),
        )
        plurals = table["words"].get("scales", {}) if table.get("few_in_plural") else {}
        self.few = frozenset(form(word) for words in plurals.values() for word in words)
        self.teen_heads = frozenset(
            form(word) for words in table["words"].get("teen_head", {}).values() for word in words
        )
        self.shy_tens = frozenset(form(word) for word in table.get("shy_tens", ()))
        self.tens_first = bool(table.get("tens_first", False))
        self.suffixes = self.lexicon.among("suffix")
        self.starts = self.lexicon.among("digits", "minus", *STARTS)
        self.many = self.lexicon.among("many")
        ordinal, tail = self.lexicon.among("ordinal").pattern, self.lexicon.among("ten", "tens").pattern
        self.ordinals = re.compile(ordinal + tail)

    def joins(self, unit: Unit) -> bool:
        """Whether the unit bears the conjunction, glued before it."""
        return self.glued and unit.clitic.startswith(self.conjunction)

    def definite(self, unit: Unit) -> bool:
        """Whether the article stands glued before the unit."""
        return bool(self.article) and unit.clitic.endswith(self.article)


def entries_of(table: Mapping[str, Any]) -> Iterator[Entry]:
    """The entries of a table: `words.<class>.<value> = [phrases]`, with the proclitics of `clitics.<class>`.

    A key that reads as a number is worth that number, any other key itself.
    """
    clitics = table.get("clitics", {})
    for cls, values in table.get("words", {}).items():
        glued = tuple(clitics.get(cls, ()))
        for key, phrases in values.items():
            try:
                value: Any = float(key)
            except ValueError:
                value = key
            for phrase in phrases:
                yield Entry(phrase, cls, value, glued)


def vocabulary(pack: Pack) -> Vocabulary:
    """The compiled number and date words of a pack, made once."""
    return pack.made(Vocabulary)


def tagged(reading: Reading) -> Tagged:
    """The text as classes of number and date words, tagged once for all kinds."""
    return reading.once(_tag)


def _tag(reading: Reading) -> Tagged:
    return vocabulary(reading.pack).lexicon.tag(reading.tokens, alone=reading.alone)


def find_numbers(reading: Reading) -> tuple[Numeral, ...]:
    """All numbers of a text, in order, none overlapping. Digits inside codes, times and dates are none."""
    return reading.once(_find)


def _find(reading: Reading) -> tuple[Numeral, ...]:
    words = vocabulary(reading.pack)
    text = tagged(reading)
    grammar = _Grammar(words, text)
    out: list[Numeral] = []
    at = 0
    for match in words.starts.finditer(text.codes):
        unit = match.start()
        if unit < at:
            continue
        found = grammar.number(unit)
        if found is None:
            continue
        end, value, digits, rule, begin = found
        at = end
        first, last = text.first[begin], text.last[end - 1]
        span = reading.span(first, last)
        clitic = text.units[begin].clitic
        if clitic and not words.definite(text.units[begin]):
            # a preposition or conjunction glued to the first word is no part of the number
            span = type(span)(_behind(text.tokens, first, len(clitic)), span.end)
        elif clitic and len(clitic) > len(words.article):
            span = type(span)(_behind(text.tokens, first, len(clitic) - len(words.article)), span.end)
        number = Number(span, span.of(reading.text), value, rule)
        out.append(Numeral(first, last, begin, end, value, digits, words.definite(text.units[begin]), number))
    return tuple(out)


_MARKS: Final = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c-\u200f\u0640]")


def _behind(tokens: Tokens, token: int, letters: int) -> int:
    """The code point behind the first `letters` letters of a token, and behind the marks that sit on them."""
    at, end = tokens.start[token], tokens.end[token]
    while letters and at < end:
        if not _MARKS.match(tokens.text[at]):
            letters -= 1
        at += 1
    while at < end and _MARKS.match(tokens.text[at]):
        at += 1
    return at


class _Grammar:
    """Reads numbers from a tagged text. All positions are units."""

    def __init__(self, words: Vocabulary, text: Tagged) -> None:
        self._words = words
        self._text = text
        self._tokens = text.tokens
        self._units = text.units
        self._digits = Digits(text.tokens, words.reversed_points, words.decimal, words.short, words.few)

    def number(self, unit: int) -> tuple[int, float, bool, str, int] | None:
        """The number that begins at a unit: its end, value, whether it begins in digits, its rule, its first unit."""
        units, words = self._units, self._words
        begin, sign = unit, 1.0
        if "minus" in units[unit].classes:
            unit += 1
            sign = -1.0
            if unit >= len(units):
                return None
        classes = units[unit].classes
        if "digits" in classes:
            if self._digits.is_code(self._text.first[unit]):
                return None
        elif self._in_ordinal(unit) or self._is_pronoun(unit):
            return None
        found = self._compound(unit)
        if found is None:
            return None
        end, value, rule = found
        value = as_printed(value)
        if end < len(units) and self._tokens.form[self._text.first[end]] in words.points and end + 1 < len(units):
            behind = self._compound(end + 1)
            if behind is not None and behind[1] >= 0 and behind[1] == int(behind[1]):
                digits = str(int(behind[1]))
                return (
                    behind[0],
                    sign * (value + float("0." + digits)),
                    "digits" in classes,
                    "number with a spoken point",
                    begin,
                )
        token = self._text.first[unit]
        if sign < 0:
            rule = "negative " + rule
        elif "digits" in classes and self._digits.has_minus(token):
            return end, -value, True, "negative " + rule, begin - 1
        return end, sign * value, "digits" in classes, rule, begin

    # --- words ------------------------------------------------------------------------------------------------

    def _in_ordinal(self, unit: int) -> bool:
        """Whether tens or ten only finish an ordinal begun before (the twenty-first, the twelfth)."""
        if unit == 0 or "ordinal" not in self._units[unit - 1].classes:
            return False
        here = self._units[unit]
        joined = self._words.joins(here)
        return ("tens" in here.classes and joined) or ("ten" in here.classes and not joined)

    def _is_pronoun(self, unit: int) -> bool:
        """Whether "one" is a pronoun here, or the word is only written like a number."""
        if self._tokens.form[self._text.first[unit]] in self._words.never:
            return True
        if self._units[unit].classes.get("small") != 1 or unit == 0:
            return False
        return self._tokens.form[self._text.first[unit - 1]] in self._words.never_before_one

    def _joined_tens(self, unit: int) -> bool:
        """Whether tens follow, joined by the conjunction, glued or apart."""
        units, words = self._units, self._words
        if unit >= len(units):
            return False
        if self._tokens.form[self._text.first[unit]] == words.conjunction:
            return unit + 1 < len(units) and "tens" in units[unit + 1].classes
        return "tens" in units[unit].classes and words.joins(units[unit])

    def _is_eleven(self, unit: int) -> bool:
        """Whether "one" stands before ten, which only "and eleven" does, its conjunction grown together with it."""
        words = self._words
        tail = self._units[unit + 1] if unit + 1 < len(self._units) else None
        if tail is None or tail.clitic or "ten" not in tail.classes or not words.glued:
            return False
        form = self._tokens.form[self._text.first[unit]]
        return form.removeprefix(words.conjunction) in words.teen_heads

    def _is_definite_teen(self, unit: int) -> bool:
        """Whether what is also a weekday begins a number: the players, the eleven; not Sunday, ten people."""
        words, form = self._words, self._tokens.form
        tail = self._units[unit + 1] if unit + 1 < len(self._units) else None
        if not unit or tail is None or "ten" not in tail.classes or "today" in self._units[unit - 1].classes:
            return False
        before = form[self._text.first[unit - 1]]
        return form[self._text.first[unit + 1]] in words.shy_tens and words.article in before[: len(words.article) + 1]

    def _glued_scale(self, joint: int, last: str) -> bool:
        """Whether the sign that joins number words joins digits and a scale: a $400-million bridge."""
        if last != "digits" or joint + 1 >= len(self._units) or "scale" not in self._units[joint + 1].classes:
            return False
        spaced = self._tokens.spaced
        return not spaced(self._text.first[joint]) and not spaced(self._text.first[joint + 1])

    def _short(self, scale: int, unit: int) -> bool:
        """Whether a scale shortened to letters is glued to the digits at a unit."""
        return self._digits.scales(self._text.first[scale], self._text.first[unit])

    def _has_scale(self, unit: int) -> bool:
        """Whether a hundred or a scale follows."""
        return unit < len(self._units) and not self._units[unit].classes.keys().isdisjoint(("hundred", "scale"))

    def _is_lower(self, unit: int, last: str, scale: float) -> bool:
        """Whether digits go on with a number without the conjunction: 27 million 243 thousand."""
        if last != "scale" or unit + 1 >= len(self._units):
            return False
        classes = self._units[unit + 1].classes
        following = classes.get("scale", classes.get("scales"))
        return following is not None and not self._units[unit + 1].clitic and float(following) < scale

    def _compound(self, unit: int) -> tuple[int, float, str] | None:
        units, words, text = self._units, self._words, self._text
        n = len(units)
        total, scale = 0.0, math.inf
        group: float | None = None
        last = ""
        rule = "number words"
        at = end = unit
        whole: tuple[int, float, str] | None = None  # up to the last scale word
        while at < n:
            here, joined = at, False
            if at > unit:
                form = self._tokens.form[text.first[at]]
                joint = bool(form) and form == words.joiner
                if form == words.conjunction or (joint and (last == "tens" or self._glued_scale(at, last))):
                    joined, here = form == words.conjunction, at + 1
                    if here >= n:
                        break
                elif words.joins(units[at]):
                    joined = True
                elif units[at].clitic and units[at].clitic != words.article:
                    break
            classes = units[here].classes
            fresh = at == unit or joined or (words.tens_first and last == "scale")
            nxt = here + 1
            if "digits" in classes:
                read = self._digits.read(text.first[here]) if fresh or self._is_lower(here, last, scale) else None
                if read is None or (at > unit and self._digits.is_code(text.first[here])):
                    break
                after, value, how = read
                nxt = here + after - text.first[here]
                if group is None and value < scale:
                    group = value
                elif group is not None and last == "hundred" and value < 100 and joined:
                    group += value
                else:
                    break
                rule = how if at == unit else "number in digits and words"
                last = "digits"
            elif "zero" in classes and at == unit:
                group, last = 0.0, "zero"
            elif "fraction" in classes and fresh:
                share = float(classes["fraction"])
                if at == unit:
                    after_scale = units[nxt] if nxt < n else None
                    if after_scale is not None and "scale" in after_scale.classes and not after_scale.clitic:
                        return nxt + 1, share * float(after_scale.classes["scale"]), "share of a scale"
                    return nxt, share, "fraction word"
                if last in ("scale", "pair"):
                    total += share * scale
                    if nxt < n and units[nxt].clitic == words.article and units[nxt].classes.get("scale") == scale:
                        nxt += 1
                    return nxt, total, "number words with a fraction"
                if group is None or group != int(group):
                    break
                group, last = group + share, "fraction"
            elif "fraction_part" in classes and last == "small" and not joined and group is not None and group < 10:
                return nxt, total + group * float(classes["fraction_part"]), "fraction words"
            elif "teen_head" in classes and (group is None or (joined and group % 100 == 0)):
                value = float(classes["teen_head"])
                tail = units[nxt] if nxt < n else None
                if tail is not None and "ten" in tail.classes and not tail.clitic:
                    group, last, nxt = (group or 0.0) + value + 10, "teen", nxt + 1
                elif self._joined_tens(nxt):
                    group, last = (group or 0.0) + value, "small"
                else:
                    break
            elif "teen_head_shy" in classes and at == unit and self._is_definite_teen(here):
                group, last, nxt = float(classes["teen_head_shy"]) + 10, "teen", nxt + 1
            elif "small" in classes and self._is_eleven(here) and (group is None or group % 100 == 0):
                # folded, "and one-" before ten is written like "one"
                group, last, nxt = (group or 0.0) + 11, "teen", nxt + 1
            elif "short_scale" in classes and last == "digits" and self._short(here, unit):
                group, last = (group or 0.0) * float(classes["short_scale"]), "short"
                rule = "number in digits and a scale glued to it"
            elif "one_of" in classes and fresh and group is None and self._has_scale(nxt):
                group, last = float(classes["one_of"]), "small"  # a million: without the scale it is an article
            elif "small" in classes:
                value = float(classes["small"])
                if group is None and fresh:
                    group = value
                elif group is not None and (
                    (last == "hundred" and group % 100 == 0) or (words.tens_first and not joined and last == "tens")
                ):
                    group += value
                else:
                    break
                last = "small"
            elif "ten" in classes and last == "small" and not joined and group is not None and 3 <= group % 100 < 10:
                group, last = group + 10, "teen"
            elif "ten" in classes or "teen" in classes or "tens" in classes:
                which = "tens" if "tens" in classes else "ten" if "ten" in classes else "teen"
                value = float(classes[which])
                if group is None and fresh:
                    group = value
                elif group is not None and (
                    (last == "hundred" and group % 100 == 0)
                    or (which == "tens" and joined and last == "small" and 0 < group % 100 < 10)
                ):
                    group += value
                else:
                    break
                last = which
            elif "hundred" in classes:
                if group is not None and not joined and last in ("small", "digits") and 1 <= group < 10:
                    group *= 100
                elif group is None and fresh:
                    group = 100.0
                else:
                    break
                last = "hundred"
            elif "hundreds" in classes and group is None and fresh:
                group, last = float(classes["hundreds"]), "hundred"
            elif group is not None and not joined and ("scale" in classes or "scales" in classes):
                value = float(classes["scale"] if "scale" in classes else classes["scales"])
                if value >= scale:
                    return whole  # five thousand and eight thousand: the eight is another number's
                total, scale, group, last = total + group * value, value, None, "scale"
                if rule != "number words":
                    rule = "number in digits and a scale word"
                whole = nxt, total, rule
            elif "scale_pair" in classes and group is None and fresh:
                value = float(classes["scale_pair"])
                if value / 2 >= scale:
                    break
                total, scale, last = total + value, value / 2, "pair"
            elif "scale" in classes and group is None:
                value = float(classes["scale"])
                if not fresh and last == "scale" and value > scale:
                    total, scale = total * value, value
                elif fresh and value < scale:
                    total, scale = total + value, value
                else:
                    break
                last = "scale"
            else:
                break
            at = end = nxt
        if end == unit:
            return None
        return end, total + (group or 0.0), rule
