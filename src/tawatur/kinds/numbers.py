"""Numbers in digits and words: every form that stands for one closed value.

A number is read from the classes of `numbers.toml` by a small grammar: units, tens and hundreds add up to a group, a
scale multiplies the group before it, parts are joined by the conjunction. What only contains digits (a code, a time, a
date in digits) is none. Open and ranged quantities are built from these numbers in `kinds.figures_quantities`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tawatur.model import Number
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.rules import Entry, Lexicon, Tagged, Unit
from tawatur.words import MARK, NUMBER, WORD, Tokens

_STARTS = (
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
)


MADE = {
    "number": frozenset(["num"]),
    "day": frozenset(["num", "daynum"]),
    "year": frozenset(["num", "yearnum"]),
    "recent_year": frozenset(["num", "yearnum", "yearfour"]),
    "hijri_year": frozenset(["num", "yearnum", "hyearnum"]),
    "ordinal": frozenset(["ordinal"]),
}
"""What a unit is that was merged from the parts of a number, for the patterns of dates."""


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
        self.lexicon = Lexicon(pack.tokens, entries, literals, MADE.values())
        self.conjunction = form(str(table["and"]))
        self.glued = bool(table.get("and_is_glued", True))
        self.article = form(str(table.get("article", "")))
        self.points = frozenset(form(word) for word in table.get("point_words", ()))
        self.reversed_points = frozenset(form(word) for word in table.get("reversed_points", ()))
        self.never_before_one = frozenset(form(word) for word in table.get("never_before_one", ()))
        self.joiner = form(str(table.get("joiner", "")))
        self.teen_heads = frozenset(
            form(word) for words in table["words"].get("teen_head", {}).values() for word in words
        )
        self.tens_first = bool(table.get("tens_first", False))
        self.starts = self.lexicon.among("digits", "minus", *_STARTS)
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
    return vocabulary(reading.pack).lexicon.tag(reading.tokens, reading.forms)


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


_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c-\u200f\u0640]")


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
            if self._is_code(self._text.first[unit]):
                return None
        elif self._in_ordinal(unit) or self._is_pronoun(unit):
            return None
        found = self._compound(unit)
        if found is None:
            return None
        end, value, rule = found
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
        elif "digits" in classes and self._has_minus(token):
            return end, -value, True, "negative " + rule, begin - 1
        return end, sign * value, "digits" in classes, rule, begin

    # --- digits -----------------------------------------------------------------------------------------------

    def _glued(self, token: int) -> bool:
        return 0 < token < len(self._tokens) and not self._tokens.spaced(token)

    def _has_minus(self, token: int) -> bool:
        tokens = self._tokens
        if not self._glued(token) or tokens.form[token - 1] not in ("-", "\u2212"):
            return False
        return token == 1 or (tokens.spaced(token - 1) and tokens.kinds[token - 2] != NUMBER)

    def _is_code(self, token: int) -> bool:
        """Digits inside a name, a time or a date in digits: F-16, Kepler-452b, 16:40, 20-10-1436."""
        tokens = self._tokens
        kinds, form = tokens.kinds, tokens.form
        n = len(tokens)
        if self._glued(token):
            if kinds[token - 1] == WORD and form[token - 1].isascii():
                return True
            if kinds[token - 1] == MARK and token > 1 and self._glued(token - 1):
                mark, other = form[token - 1], kinds[token - 2]
                if mark == "-" and other == WORD:
                    return True
                if mark in ":@#_" and other in (NUMBER, WORD) and form[token - 2].isascii():
                    return True
                if mark in "/-." and other == NUMBER and self._one_of_three(token - 2):
                    return True
                if mark in "./" and other == WORD and form[token - 2].isascii():
                    return True
        nxt = token + 1
        if nxt < n and self._glued(nxt):
            if kinds[nxt] == WORD and form[nxt].isascii():
                return True
            if form[nxt] == ":" and self._glued(nxt + 1) and kinds[nxt + 1] == NUMBER:
                return True
            if self._one_of_three(token):
                return True
        return False

    def _one_of_three(self, token: int) -> bool:
        """Whether three digit runs stand joined by the same slash or dash around here, as in a date."""
        tokens = self._tokens
        for first in (token, token - 2):
            if first < 0 or first + 4 >= len(tokens) or tokens.kinds[first] != NUMBER:
                continue
            if tokens.kinds[first + 2] != NUMBER or tokens.kinds[first + 4] != NUMBER:
                continue
            marks = tokens.form[first + 1], tokens.form[first + 3]
            glued = all(self._glued(i) for i in range(first + 1, first + 5))
            if (
                glued
                and marks[0] == marks[1]
                and (marks[0] in "/-" or (marks[0] == "." and len(tokens.form[first + 2]) < 3))
            ):
                return True
        return False

    def _digits(self, token: int) -> tuple[int, float, str] | None:
        """A number in digits: the token behind it, its value and rule."""
        tokens = self._tokens
        form, kinds, n = tokens.form, tokens.kinds, len(tokens)
        run = form[token]
        if token and form[token - 1] == "." and self._glued(token) and (token == 1 or tokens.spaced(token - 1)):
            return token + 1, float("0." + run), "number in digits"
        i = token + 1
        groups: list[str] = []
        mark = ""
        while i + 1 < n and kinds[i + 1] == NUMBER and self._glued(i) and self._glued(i + 1):
            if form[i] not in (",", ".") or (mark and form[i] != mark):
                break
            mark = form[i]
            groups.append(form[i + 1])
            i += 2
        if groups and len(run) <= 3 and all(len(group) == 3 for group in groups):
            printed = tokens.text[tokens.start[token + 1]]
            thousands = mark == "," or len(groups) > 1
            if not thousands:  # one point and three digits: 10.000 is ten thousand, 45.125 and 0.500 are not
                thousands = run != "0" and printed == "." and groups[0].endswith("00")
            if thousands:
                rest = self._decimals(i, mark)
                whole = float(run + "".join(groups))
                if rest is not None:
                    return rest[0], whole + rest[1], "number in digits with separators"
                return i, whole, "number in digits with separators"
        if groups and mark == "," and len(run) <= 3 and all(len(group) % 3 == 0 for group in groups):
            return i, float(run + "".join(groups)), "number in digits with a separator left out"
        if groups and (mark == "." or tokens.text[tokens.start[token + 1]] == ",") and len(groups) == 1:
            return token + 3, float(run + "." + groups[0]), "number in digits with decimals"
        if i == token + 1 and i < n and self._glued(i):
            if form[i] in self._words.reversed_points and self._glued(i + 1) and kinds[i + 1 : i + 2] == NUMBER:
                return i + 2, float(form[i + 1] + "." + run), "number in digits, decimals typed first"
            below = form[i + 1] if form[i] == "/" and self._glued(i + 1) and kinds[i + 1 : i + 2] == NUMBER else "0"
            if int(below) and len(run) <= 2 and len(below) <= 2:
                return i + 2, int(run) / int(below), "fraction in digits"
        if groups:
            return token + 1, float(run), "number in digits"
        while (
            i < n
            and len(run) <= 3
            and kinds[i] == NUMBER
            and len(form[i]) == 3
            and tokens.text[tokens.end[i - 1] : tokens.start[i]] in (" ", "\u00a0", "\u202f", "\u2009")
        ):
            groups.append(form[i])
            i += 1
        if groups and not (run.startswith("0")):
            return i, float(run + "".join(groups)), "number in digits grouped by spaces"
        return token + 1, float(run), "number in digits"

    def _decimals(self, i: int, mark: str) -> tuple[int, float] | None:
        tokens = self._tokens
        if i + 1 < len(tokens) and self._glued(i) and self._glued(i + 1) and tokens.kinds[i + 1] == NUMBER:
            other = tokens.form[i]
            if other in (".", ",") and other != mark:
                return i + 2, float("0." + tokens.form[i + 1])
        return None

    # --- words ------------------------------------------------------------------------------------------------

    def _in_ordinal(self, unit: int) -> bool:
        """Whether tens or ten only finish an ordinal begun before (the twenty-first, the twelfth)."""
        if unit == 0 or "ordinal" not in self._units[unit - 1].classes:
            return False
        here = self._units[unit]
        joined = self._words.joins(here)
        return ("tens" in here.classes and joined) or ("ten" in here.classes and not joined)

    def _is_pronoun(self, unit: int) -> bool:
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

    def _compound(self, unit: int) -> tuple[int, float, str] | None:
        units, words, text = self._units, self._words, self._text
        n = len(units)
        total, scale = 0.0, math.inf
        group: float | None = None
        last = ""
        rule = "number words"
        at = end = unit
        while at < n:
            here, joined = at, False
            if at > unit:
                form = self._tokens.form[text.first[at]]
                if form == words.conjunction or (form == words.joiner and last == "tens" and form):
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
                read = self._digits(text.first[here]) if fresh else None
                if read is None or (at > unit and self._is_code(text.first[here])):
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
            elif "small" in classes and self._is_eleven(here) and (group is None or group % 100 == 0):
                # folded, "and one-" before ten is written like "one"
                group, last, nxt = (group or 0.0) + 11, "teen", nxt + 1
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
                    break
                total, scale, group, last = total + group * value, value, None, "scale"
                if rule != "number words":
                    rule = "number in digits and a scale word"
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
