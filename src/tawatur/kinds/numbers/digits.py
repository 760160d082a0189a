"""Numbers in digits: separators, decimals, fractions, and digits that are no number but part of a code or a date."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from tawatur.words import MARK, NUMBER, WORD, Tokens


class Short(NamedTuple):
    """Scales shortened to letters that stand glued behind digits; folded forms."""

    all: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    """Those that are nothing else."""
    behind: frozenset[str] = frozenset()
    """The marks before the digits behind which the others are scales too: $40m, but a hundred metres are 100m."""


NO_SHORT: Final = Short()
_RIGHT_TO_LEFT: Final = "\u200f\u061c"
"""Marks that turn what stands before and behind a point around (Unicode Standard Annex 9)."""
_FEW: Final = 10
"""The largest number behind which a counted noun stands in the plural."""


class Digits:
    """The runs of digits of one text."""

    def __init__(
        self,
        tokens: Tokens,
        reversed_points: Collection[str],
        decimal: str = "",
        short: Short = NO_SHORT,
        few: Collection[str] = (),
    ) -> None:
        """`reversed_points`: marks of decimals typed from the right, the fraction first.

        `few`: forms of scales that only stand behind numbers up to ten.

        `decimal`: the mark before decimals where a language has one and parts thousands by others; "" where the digits
        behind a mark must tell.
        """
        self._tokens = tokens
        self._decimal = decimal
        self._short = short
        self._few = few
        self._reversed_points = reversed_points

    def _glued(self, token: int) -> bool:
        return 0 < token < len(self._tokens) and not self._tokens.spaced(token)

    def has_minus(self, token: int) -> bool:
        """Whether a minus sign is glued before the digits, and to nothing before."""
        tokens = self._tokens
        if not self._glued(token) or tokens.form[token - 1] not in ("-", "\u2212"):
            return False
        return token == 1 or (tokens.spaced(token - 1) and tokens.kinds[token - 2] != NUMBER)

    def scales(self, token: int, first: int) -> bool:
        """Whether a word glued behind the digits that begin at token `first` is a scale shortened to letters."""
        form = self._tokens.form
        if form[token] not in self._short.all or not self._glued(token):
            return False
        return form[token] in self._short.always or (first > 0 and form[first - 1] in self._short.behind)

    def is_code(self, token: int) -> bool:
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
        slash = (token + 1 < n and form[token + 1] == "/") or (token > 0 and form[token - 1] == "/")
        if slash and self._is_spaced_date(token):
            return True
        nxt = token + 1
        if nxt < n and self._glued(nxt):
            if kinds[nxt] == WORD and form[nxt].isascii():
                return not self.scales(nxt, token)
            if form[nxt] == ":" and self._glued(nxt + 1) and kinds[nxt + 1] == NUMBER:
                return True
            if self._one_of_three(token):
                return True
        return False

    def _is_spaced_date(self, token: int) -> bool:
        """Whether the digits are part of a date whose slashes stand between spaces: 26 / 10 / 1436."""
        form, kinds = self._tokens.form, self._tokens.kinds
        for first in (token - 4, token - 2, token):
            if first < 0 or first + 4 >= len(form) or form[first + 1] != "/" or form[first + 3] != "/":
                continue
            if any(kinds[i] != NUMBER for i in (first, first + 2, first + 4)):
                continue
            sizes = len(form[first]), len(form[first + 2]), len(form[first + 4])
            if sizes[1] <= 2 and max(sizes) == 4 and min(sizes[0], sizes[2]) <= 2:
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

    def read(self, token: int) -> tuple[int, float, str] | None:
        """A number in digits: the token behind it, its value and rule."""
        tokens = self._tokens
        form, kinds, n = tokens.form, tokens.kinds, len(tokens)
        run = form[token]
        if token and form[token - 1] == "." and self._glued(token) and (token == 1 or tokens.spaced(token - 1)):
            return token + 1, float("0." + run), "number in digits"
        i = token + 1
        if self._is_turned(token):
            return i + 2, float(form[i + 1] + "." + run), "number in digits, seen with its decimals last"
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
            known = bool(self._decimal)
            thousands = mark != self._decimal if known else mark == "," or len(groups) > 1
            if not (thousands or known):  # one point, three digits: 10.000 is ten thousand, 45.125 and 0.500 are not
                thousands = run != "0" and printed == "." and groups[0].endswith("00")
            if len(groups) == 1 and i < n and form[i] in self._few and int(run) <= _FEW:
                # 7,967 millions, in the plural of three to ten
                return i, float(run + "." + groups[0]), "number in digits with decimals"
            if thousands:
                rest = self._decimals(i, mark)
                whole = float(run + "".join(groups))
                if rest is not None:
                    return rest[0], whole + rest[1], "number in digits with separators"
                return i, whole, "number in digits with separators"
        left_out = mark == "," and mark != self._decimal
        if groups and left_out and len(run) <= 3 and all(len(group) % 3 == 0 for group in groups):
            return i, float(run + "".join(groups)), "number in digits with a separator left out"
        if groups and (mark == "." or tokens.text[tokens.start[token + 1]] == ",") and len(groups) == 1:
            return token + 3, float(run + "." + groups[0]), "number in digits with decimals"
        if i == token + 1 and self._is_reversed_point(i):
            return i + 2, float(form[i + 1] + "." + run), "number in digits, decimals typed first"
        if i == token + 1 and i < n and self._glued(i):
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
            rest = self._decimals(i, "") if self._decimal else None
            if rest is not None:
                return rest[0], float(run + "".join(groups)) + rest[1], "number in digits grouped by spaces"
            return i, float(run + "".join(groups)), "number in digits grouped by spaces"
        return token + 1, float(run), "number in digits"

    def _is_turned(self, token: int) -> bool:
        """Whether a point between digits has a mark of direction behind it, which has readers see the fraction last."""
        tokens, behind = self._tokens, token + 2
        if behind >= len(tokens) or tokens.kinds[behind] != NUMBER:
            return False
        between = tokens.text[tokens.end[token] : tokens.start[behind]]
        return len(between) == 2 and between[0] in ".," and between[1] in _RIGHT_TO_LEFT

    def _is_reversed_point(self, i: int) -> bool:
        """Whether a token stands between digits for the point of decimals typed from the right."""
        tokens = self._tokens
        if i + 1 >= len(tokens) or tokens.form[i] not in self._reversed_points or tokens.kinds[i + 1] != NUMBER:
            return False
        return self._glued(i) == self._glued(i + 1)  # with spaces on both sides, or on none

    def _decimals(self, i: int, mark: str) -> tuple[int, float] | None:
        tokens = self._tokens
        if i + 1 < len(tokens) and self._glued(i) and self._glued(i + 1) and tokens.kinds[i + 1] == NUMBER:
            other = tokens.form[i]
            if other in (".", ",") and other != mark:
                return i + 2, float("0." + tokens.form[i + 1])
        return None
