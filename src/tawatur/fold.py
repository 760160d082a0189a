"""Folding: the one place where spellings of the same word become equal, with the way back to the printed text.

A fold maps every code point on its own (compatibility form, case, marks, letter variants, digits) through one lazily
filled table, so `str.translate` does the work. Where a code point gives none or several, the map back is a list of
running lengths; where every one gives exactly one, which is nearly all news text, there is no map at all.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, islice
from typing import Any, Final, TypeVar

from tawatur.errors import PackError
from tawatur.model import Span

MOST_FORMS: Final = 1 << 15
"""Forms of words that a table of answers remembers before the rare ones are forgotten: an archive brings new ones
without end. News brings so many in some 600 pages, so a process holds all that it ever will before 10,000."""

COMMON_FORMS: Final = 24_000
"""How many of a language's commonest forms are never forgotten. Of the words of 8,000 articles one in eight is then met
for the first time or anew; one in five if tables were emptied altogether, one in 18 if nothing were ever forgotten."""

_COMMON: Final[set[str]] = set()


T = TypeVar("T")


def keep_common(forms: Iterable[str]) -> None:
    """Say which folded forms tables of answers go on remembering, of a list in order of how common they are."""
    _COMMON.update(islice(forms, COMMON_FORMS))


def forget_rare(table: dict[str, T], form: Callable[[str], str] | None = None) -> None:
    """Leave in a table the answers about common forms, where it has others; `form` folds its keys if they are printed
    words."""
    kept = {word: found for word, found in table.items() if (word if form is None else form(word)) in _COMMON}
    table.clear()
    if len(kept) < MOST_FORMS * 7 // 8:  # else there would soon be no room again
        table.update(kept)


class Remembered(dict[str, T]):
    """Answers about forms, each worked out once: `ask = Remembered(make).__getitem__`.

    Asked a hundred times a page and more, so asking is a look-up alone, without a call around it.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, form: str) -> T:
        if len(self) >= MOST_FORMS:
            forget_rare(self)
        found = self[form] = self._make(form)
        return found


_LOOKED_AT = (*range(0x180), *range(0x600, 0x700))
"""Code points among which a fold looks for those that it leaves as they are: of the letters of most news."""


class _Table(dict[int, str]):
    """Code point -> folded string, filled as code points are met."""

    def __init__(self, letters: Mapping[str, str], dropped: frozenset[str]) -> None:
        super().__init__()
        self._letters = letters
        self._dropped = dropped

    def __missing__(self, point: int) -> str:
        out: list[str] = []
        for char in unicodedata.normalize("NFKC", chr(point)):
            given = self._letters.get(char)
            if given is not None:
                out.append(given)
                continue
            for part in unicodedata.normalize("NFD", char):
                part = self._letters.get(part, part)
                if part in self._dropped or unicodedata.category(part) in ("Mn", "Me", "Cf"):
                    continue
                digit = unicodedata.digit(part, None) if part.isdigit() else None
                out.append(str(digit) if digit is not None else part.casefold())
        self[point] = folded = "".join(out)
        return folded


class Folded:
    """A folded text and its way back.

    `text` is the folded text; `source(start, end)` gives the span of the original that a folded range came from.
    Characters that fold to nothing belong to the range that ends at them only when something folded follows, so a
    found phrase never swallows a mark that stands behind it... except marks on its own last letter.
    """

    __slots__ = ("_ends", "original", "text")

    def __init__(self, text: str, original: str, ends: list[int] | None) -> None:
        self.text = text
        self.original = original
        self._ends = ends

    def source(self, start: int, end: int) -> Span:
        """The span of the original behind folded `[start, end)`; marks on the last letter are included.

        Raises ValueError where the range is empty or outside the folded text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded range [{start}, {end}) in a folded text of {len(self.text)}")
        if self._ends is None:
            return Span(start, end)
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, end - 1)
        after = last + 1
        while (
            after < len(self.original)
            and self._ends[after] == self._ends[last]
            and unicodedata.category(self.original[after]) == "Mn"
        ):
            after += 1
        return Span(first, after)


class Fold:
    """The fold of one language, made from its `fold.toml`.

    Tables: `letters` (code point -> replacement, "" drops), `filler` (letters that only stretch a word), `dots`
    (characters that are dropped between a filler and a letter, used to dodge filters).

    >>> from tawatur.packs import load
    >>> load("ar").fold.form("\\u0645\\u064f\\u062d\\u0645\\u0651\\u062f") == "\\u0645\\u062d\\u0645\\u062f"
    True
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        try:
            letters = dict(table["letters"])
            filler = str(table.get("filler", ""))
            dots = str(table.get("dots", ""))
        except (KeyError, TypeError, ValueError) as error:
            raise PackError(f"fold.toml lacks the table {error}; it maps single characters to strings.") from None
        wrong = [key for key in letters if len(key) != 1]
        if wrong:
            raise PackError(f"fold.toml, letters: {wrong[0]!r} is not a single character.")
        self._table = _Table(letters, frozenset(filler))
        self._filler = filler
        self.known: dict[str, str] = {}
        """Folded forms by printed word, as far as they were met."""
        kept = "".join(char for char in map(chr, _LOOKED_AT) if self._table[ord(char)] == char)
        self._changed = re.compile(f"([^{re.escape(kept)}])")
        fill, dot = re.escape(filler), re.escape(dots)
        self.dodge = (
            re.compile(f"(?<=[{fill}])[{dot}]+(?=[^\\W\\d_])|(?<=[^\\W\\d_])[{dot}]+(?=[{fill}])")
            if filler and dots
            else None
        )

    def form(self, word: str) -> str:
        """The folded form of one word, remembered by its printed form."""
        found = self.known.get(word)
        if found is None:
            text = self.dodge.sub("", word) if self.dodge is not None else word
            found = text.translate(self._table)
            if len(self.known) >= MOST_FORMS:
                forget_rare(self.known, self.known.__getitem__)
            self.known[word] = found
        return found

    def brief(self, word: str) -> str:
        """As `flat`, for a few letters: to cut those apart takes five times as long as asking the table for each."""
        if self.dodge is not None:
            for mark in self._filler:
                if mark in word:
                    word = self.dodge.sub("", word)
        return word.translate(self._table)

    def flat(self, text: str) -> str:
        """The folded text alone, for comparing: several times cheaper than with the way back."""
        if self.dodge is not None and any(mark in text for mark in self._filler):
            text = self.dodge.sub("", text)
        pieces = self._changed.split(text)  # seven times faster than to ask the table for each letter
        pieces[1::2] = [self._table[ord(char)] for char in pieces[1::2]]
        return "".join(pieces)

    def __call__(self, text: str) -> Folded:
        """Fold a whole text and keep the way back."""
        table = self._table
        lengths: list[int] | None = None
        folded = text.translate(table)
        if self.dodge is not None:
            gone = [i for m in self.dodge.finditer(text) for i in range(m.start(), m.end())]
            if gone:
                parts = [table[ord(char)] for char in text]
                for i in gone:
                    parts[i] = ""
                folded = "".join(parts)
                lengths = [len(part) for part in parts]
        if lengths is None:
            lengths = [len(table[point]) for point in map(ord, text)]
        if lengths.count(1) == len(lengths):
            return Folded(folded, text, None)
        return Folded(folded, text, list(accumulate(lengths)))
