"""Tokens: words, digit runs, marks and line ends of a text, each with its span and its folded form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Final, Generic, TypeVar

from tawatur.fold import MOST_FORMS, Fold, forget_rare
from tawatur.model import Span
from tawatur.wrapped import unwrapped

WORD: Final = "w"
NUMBER: Final = "n"
MARK: Final = "p"
LINE: Final = "l"
"""What a token is: letters, a run of digits, one punctuation mark or symbol, one or more line ends."""

_JOINERS: Final = (
    "\\u0300-\\u036f\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed"  # marks
    "\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u00ad"  # joiners, directions, soft hyphen
)


T = TypeVar("T")

_LETTERS: Final = "a-zA-Z\\u0620-\\u064a"
"""Letters of the commonest scripts: matched by range, several times faster than by category; the rest follow."""


def _pattern(fold: Fold) -> re.Pattern[str]:
    """One group for whole tokens, so that a split gives tokens and what lies between by turns.

    Nine in ten tokens are plain letters before a space: these are tried first, then what can't begin at a space.
    """
    dodge = f"|{fold.dodge.pattern}" if fold.dodge is not None else ""
    joined = rf"[{_JOINERS}](?=[{_JOINERS}]*[^\W\d_])|[\u0300-\u036f\u064b-\u065f\u0670]"
    word = rf"(?:[{_LETTERS}]++|[^\W\d_])(?:[{_LETTERS}]++|[^\W\d_]|{joined}{dodge})*+"
    line = rf"[^\S\n]*+\n(?:[\s{_JOINERS}]*\n)?\s*+"  # a line that holds marks of direction alone is empty
    return re.compile(rf"([{_LETTERS}]++(?=[ \n])|(?! )(?:{word}|\d++|{line}|[^\w\s{_JOINERS}]|_)|{line})")


_DASH: Final = "-"
"""What letters that only stretch a word are printed for where they stand alone."""

_FORM: Final = 0
_KIND: Final = 1
_SIGNS: Final = 2
_FIRST_COLUMN: Final = 3
_COLUMNS: Final = 6
"""Places of a row: the folded form, what the token is, the signs as far as they were made, then each column."""

Row = list[Any]
"""What is known of one printed token."""


class _Rows(dict[str, Row]):
    """Printed token -> its row, filled as tokens are met."""

    def __init__(self, fold: Fold) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, token: str) -> Row:
        if len(self) >= MOST_FORMS:
            forget_rare(self, self._form_of)
        row: Row = [None] * _COLUMNS
        form = "\n" if "\n" in token else self._fold.form(token)
        row[_FORM] = form or _DASH
        row[_KIND] = _kind(token[0]) if form else MARK
        row[_SIGNS] = ""
        self[token] = row
        return row

    def _form_of(self, token: str) -> str:
        """The form of a token that has a row."""
        form: str = self[token][_FORM]
        return form


class Column(Generic[T]):
    """A property of folded forms, made once a form and kept in its row: `column(tokens)` gives it for each token.

    One look-up a token brings its row, and every column of it at hardly any cost, where each kind's own look-up in a
    table of its own would have to fetch that table anew. The property is never None.
    """

    __slots__ = ("_at", "_make")

    def __init__(self, at: int, make: Callable[[str], T]) -> None:
        self._at = at
        self._make = make

    def __call__(self, tokens: Tokens) -> list[T]:
        at = self._at
        found: list[T | None] = [row[at] for row in tokens.rows]
        if None in found:
            for i in [i for i, value in enumerate(found) if value is None]:
                row = tokens.rows[i]
                if row[at] is None:
                    row[at] = self._make(row[0])
                found[i] = row[at]
        return found  # type: ignore[return-value]  # none is left open


class Sign:
    """A property of folded forms that is one character: `sign(tokens)` is a string of it, one for each token.

    A row holds the signs of all kinds in one string. So a text's rows are gone through once for all of them, and each
    is every so manieth character of what they make together.
    """

    __slots__ = ("_at", "_makers")

    def __init__(self, at: int, makers: list[Callable[[str], str]]) -> None:
        """`makers`: what makes each of the signs, to which others are added as kinds are first used."""
        self._at = at
        self._makers = makers

    def __call__(self, tokens: Tokens) -> str:
        count, rows = len(self._makers), tokens.rows
        if len(tokens.signs) != count * len(rows):
            self._fill(rows, count)
            tokens.signs = "".join([row[_SIGNS] for row in rows])
        return tokens.signs[self._at :: count]

    def _fill(self, rows: list[Row], count: int) -> None:
        """Make the signs of the rows that lack one."""
        for row in rows:
            if len(row[_SIGNS]) != count:
                row[_SIGNS] = "".join([make(row[_FORM]) for make in self._makers])


def _kind(char: str) -> str:
    """What a token is by the character it begins with."""
    return LINE if char.isspace() else NUMBER if char.isdecimal() else WORD if char.isalnum() else MARK


class Tokens:
    """The tokens of a text as parallel lists, which is several times cheaper than an object each.

    `start[i]`, `end[i]` are code points of the text, `form[i]` the folded form ("\\n" for line ends), `kinds[i]` one
    of WORD, NUMBER, MARK, LINE; `kinds` is a string, so a regular expression can run over it.
    """

    __slots__ = ("end", "form", "kinds", "rows", "signs", "start", "text")

    def __init__(self, text: str, lengths: list[int], rows: list[Row], kinds: str) -> None:
        """`lengths` are those of the pieces of the text: of what lies between tokens and of tokens, by turns."""
        at = list(accumulate(lengths))
        self.text = text
        self.start = at[0:-1:2]
        self.end = at[1::2]
        self.rows = rows
        self.form: list[str] = [row[_FORM] for row in rows]
        self.signs = "".join([row[_SIGNS] for row in rows])
        """The signs of all tokens as far as they are made: gathered while the rows are at hand, see `Sign`."""
        self.kinds = kinds

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`, which must hold at least one token."""
        return Span(self.start[first], self.end[last - 1])

    def words(self, first: int, last: int) -> str:
        """The printed words of tokens `[first, last)`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def spaced(self, index: int) -> bool:
        """Whether white space (or the start of the text) stands before the token."""
        return index == 0 or self.start[index] > self.end[index - 1]

    def before(self, offset: int) -> int:
        """How many tokens start before a code point: the index of the first token at or behind it."""
        return bisect_left(self.start, offset)


class Tokeniser:
    """Cuts texts into tokens by one fold."""

    def __init__(self, fold: Fold) -> None:
        self._split = _pattern(fold).split
        self._row = _Rows(fold).__getitem__
        self._columns = _FIRST_COLUMN
        self._signs: list[Callable[[str], str]] = []

    def column(self, make: Callable[[str], T]) -> Column[T]:
        """A new column: `make` gives the property of a folded form."""
        if self._columns == _COLUMNS:
            raise ValueError(f"a row has room for {_COLUMNS} columns")
        self._columns += 1
        return Column(self._columns - 1, make)

    def sign(self, make: Callable[[str], str]) -> Sign:
        """A new sign: `make` gives one character for a folded form."""
        self._signs.append(make)
        return Sign(len(self._signs) - 1, self._signs)

    def __call__(self, text: str, without: Sequence[tuple[int, int]] = ()) -> Tokens:
        """The tokens of a text.

        `without`: ranges of code points in order, whole lines each with the line end behind it, in which no token is
        wanted: they count to the line end before them.
        """
        whole = unwrapped(text)
        if without:
            parts, lengths = self._cut_without(whole, without)
        else:
            parts = self._split(whole)
            lengths = list(map(len, parts))
        rows = list(map(self._row, parts[1::2]))
        return Tokens(text, lengths, rows, "".join([row[_KIND] for row in rows]))

    def _cut_without(self, text: str, without: Sequence[tuple[int, int]]) -> tuple[list[str], list[int]]:
        """The pieces of a text without some of its lines, and how much of the text each stands for."""
        kept: list[str] = []
        at = 0
        for start, end in without:
            kept.append(text[at:start])
            at = end
        kept.append(text[at:])
        parts = self._split("".join(kept))
        lengths = list(map(len, parts))
        ends = list(accumulate(lengths))
        cut = 0
        for stretch, (start, end) in zip(kept, without, strict=False):
            cut += len(stretch)
            lengths[bisect_left(ends, cut)] += end - start
        return parts, lengths
