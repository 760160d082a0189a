"""Amounts: the numbers and open plurals of a text, brackets around them taken in, one said twice taken once."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.kinds.figures.counted import Amount, Nouns
from tawatur.kinds.figures.signs import SHARES, signs_of
from tawatur.kinds.numbers.find import Numeral, as_printed, tagged, vocabulary
from tawatur.words import WORD


class Amounts:
    """Finds the amounts of one text."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns = nouns
        self.reading = nouns.reading
        self.words = nouns.words
        self.form = nouns.form
        self.kinds = nouns.kinds

    def of(self, numbers: Sequence[Numeral]) -> list[Amount]:
        """The numbers and open plurals of the text, in order."""
        out = []
        for n in numbers:
            share = not n.digits and 0 < n.value < 1
            definite = n.definite or (n.first > 0 and self.form[n.first - 1] in self.words.refers)
            amount = Amount(n.first, n.last, n.value, n.value, n.number.rule, definite, n.value, share)
            out.append(self._unbracketed(amount))
        out += self._open(out)
        for match in SHARES.finditer(signs_of(self.reading)):
            i = match.start()
            value = self.words.shares[self.form[i]]
            out.append(Amount(i, i + 1, value, value, "fraction word", value=value, share=True))
        out.sort()
        return self._said_once(out)

    def _said_once(self, amounts: list[Amount]) -> list[Amount]:
        """Numbers in words with the same in digits beside them count once: fifteen (15) people, (15) fifteen."""
        out: list[Amount] = []
        for n in amounts:
            both = self._twice(out[-1], n) if out else None
            if both is not None:
                out[-1] = both
            else:
                out.append(n)
        return out

    def _twice(self, n: Amount, again: Amount) -> Amount | None:
        """Two numbers of one value right behind one another, one of them in brackets, as one."""
        form, asides = self.form, self.words.asides
        if (n.value, n.min, n.max) != (again.value, again.min, again.max) or again.first - n.last > 1:
            return None
        words_behind = self.kinds[again.first] == WORD
        if words_behind and form[n.last - 1] in asides:
            return n._replace(last=again.last)
        if words_behind and form[n.last] in asides and self.words.brackets.get(form[n.first - 1]) == form[n.last]:
            return n._replace(first=n.first - 1, last=again.last)
        closing = self.words.brackets.get(form[n.last])
        if closing not in asides:
            return None
        if again.first == n.last and form[again.last - 1] == closing:
            return n._replace(last=again.last)
        if again.last < len(form) and form[again.last] == closing:
            return n._replace(last=again.last + 1)
        return None

    def _unbracketed(self, n: Amount) -> Amount:
        """A number between brackets or quotation marks, with a noun or a scale behind them, counts as without."""
        form = self.form
        if not n.first or n.last + 1 >= len(form) or self.words.brackets.get(form[n.first - 1]) != form[n.last]:
            return n
        if self.kinds[n.last + 1] != WORD:
            return n
        scale = self.words.scales.get(form[n.last + 1])
        if scale is not None and n.min is not None:
            value = as_printed(n.min * scale)
            return Amount(n.first - 1, n.last + 2, value, value, "number in marks and a scale word", n.definite, value)
        if self.words.bare_noun(form[n.last + 1]) is None and not self.nouns.may_count(n, n.last + 1):
            return n
        return n._replace(first=n.first - 1, last=n.last + 1)

    def _open(self, closed: list[Amount]) -> list[Amount]:
        """Open plurals: dozens, hundreds, tens of thousands. What they say is the least they mean."""
        text = tagged(self.reading)
        words = vocabulary(self.reading.pack)
        used = {i for n in closed for i in range(n.first, n.last)}
        rule = "open plural: the least it means"
        out: list[Amount] = []
        for match in words.many.finditer(text.codes):
            unit = match.start()
            first, last = text.first[unit], text.last[unit]
            if first in used or (out and out[-1].last > first):
                continue
            value = float(text.units[unit].classes["many"])
            scale = text.units[unit + 1].classes.get("scales") if unit + 1 < len(text.units) else None
            if scale is not None:
                unit += 1
                value, last = as_printed(value * float(scale)), text.last[unit]
            whole = words.definite(text.units[unit])
            out.append(Amount(first, last, value, None, rule, value=value, whole=whole))
        return out
