"""Tokens: words, digit runs, marks and line ends of a text, each with its span and its folded form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from tawatur.fold import Fold
from tawatur.model import Span

WORD, NUMBER, MARK, LINE = "w", "n", "p", "l"
"""What a token is: letters, a run of digits, one punctuation mark or symbol, one or more line ends."""

_JOINERS = (
    "\\u0300-\\u036f\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed"  # marks
    "\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u00ad"  # joiners, directions, soft hyphen
)


_FIRST, _SECOND = itemgetter(0), itemgetter(1)

T = TypeVar("T")

_LETTERS = "a-zA-Z\\u0620-\\u064a"
"""Letters of the commonest scripts: matched by range, several times faster than by category; the rest follow."""


def _pattern(fold: Fold) -> re.Pattern[str]:
    """One group for whole tokens, so that a split gives tokens and what lies between by turns.

    Nine in ten tokens are plain letters before a space: these are tried first, then what can't begin at a space.
    """
    dodge = f"|{fold.dodge.pattern}" if fold.dodge is not None else ""
    joined = rf"[{_JOINERS}](?=[{_JOINERS}]*[^\W\d_])|[\u0300-\u036f\u064b-\u065f\u0670]"
    word = rf"(?:[{_LETTERS}]++|[^\W\d_])(?:[{_LETTERS}]++|[^\W\d_]|{joined}{dodge})*+"
    line = r"[^\S\n]*+\n\s*+"
    return re.compile(rf"([{_LETTERS}]++(?=[ \n])|(?! )(?:{word}|\d++|{line}|[^\w\s{_JOINERS}]|_)|{line})")


_MOST_FORMS = 200_000
"""Printed tokens remembered at once: a batch of a million pages must not grow without bound."""

_COLUMNS = 8
"""Columns that a row has room for, the folded form and what a token is among them."""

Row = list[Any]
"""What is known of one printed token: its folded form, what it is, then one place for each column."""


class _Rows(dict[str, Row]):
    """Printed token -> its row, filled as tokens are met."""

    def __init__(self, fold: Fold) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, token: str) -> Row:
        if len(self) > _MOST_FORMS:
            self.clear()
        row: Row = [None] * _COLUMNS
        row[0] = "\n" if "\n" in token else self._fold.form(token)
        row[1] = _kind(token[0])
        self[token] = row
        return row


class Column(Generic[T]):
    """A property of folded forms, made once a form and kept in its row: `column(tokens)` gives it for each token.

    One look-up a token brings its row, and every column of it at hardly any cost, where each kind's own look-up in a
    table of its own would have to fetch that table anew. The property is never None.
    """

    __slots__ = ("_at", "_get", "_make")

    def __init__(self, at: int, make: Callable[[str], T]) -> None:
        self._at = at
        self._get = itemgetter(at)
        self._make = make

    def __call__(self, tokens: Tokens) -> list[T]:
        found: list[T | None] = list(map(self._get, tokens.rows))
        if None in found:
            for i in [i for i, value in enumerate(found) if value is None]:
                row = tokens.rows[i]
                if row[self._at] is None:
                    row[self._at] = self._make(row[0])
                found[i] = row[self._at]
        return found  # type: ignore[return-value]  # none is left open

    def joined(self, tokens: Tokens) -> str:
        """The property of all tokens in one string, where it is one; no look at each for those still open."""
        try:
            return "".join(map(self._get, tokens.rows))
        except TypeError:  # one is open
            return "".join(cast("list[str]", self(tokens)))

    def known(self, tokens: Tokens) -> list[T]:
        """The property of all tokens as far as it was made before, None for the others: no look at each."""
        return list(map(self._get, tokens.rows))


def _kind(char: str) -> str:
    """What a token is by the character it begins with."""
    return LINE if char.isspace() else NUMBER if char.isdecimal() else WORD if char.isalnum() else MARK


class Tokens:
    """The tokens of a text as parallel lists, which is several times cheaper than an object each.

    `start[i]`, `end[i]` are code points of the text, `form[i]` the folded form ("\\n" for line ends), `kinds[i]` one
    of WORD, NUMBER, MARK, LINE; `kinds` is a string, so a regular expression can run over it.
    """

    __slots__ = ("end", "form", "kinds", "rows", "start", "text")

    def __init__(self, text: str, parts: list[str], rows: list[Row], kinds: str) -> None:
        """`parts` is the text cut up: what lies between tokens and tokens, by turns."""
        at = list(accumulate(map(len, parts)))
        self.text = text
        self.start = at[0:-1:2]
        self.end = at[1::2]
        self.rows = rows
        self.form: list[str] = list(map(_FIRST, rows))
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
        self._columns = 2

    def column(self, make: Callable[[str], T]) -> Column[T]:
        """A new column: `make` gives the property of a folded form."""
        if self._columns == _COLUMNS:
            raise ValueError(f"a row has room for {_COLUMNS} columns")
        self._columns += 1
        return Column(self._columns - 1, make)

    def __call__(self, text: str) -> Tokens:
        parts = self._split(text)
        rows = list(map(self._row, parts[1::2]))
        return Tokens(text, parts, rows, "".join(map(_SECOND, rows)))
