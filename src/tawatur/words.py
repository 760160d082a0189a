"""Tokens: words, digit runs, marks and line ends of a text, each with its span and its folded form."""

from __future__ import annotations

import re
from bisect import bisect_left

from tawatur.fold import Fold
from tawatur.model import Span

WORD, NUMBER, MARK, LINE = "w", "n", "p", "l"
"""What a token is: letters, a run of digits, one punctuation mark or symbol, one or more line ends."""

_JOINERS = (
    "\\u0300-\\u036f\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed"  # marks
    "\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u00ad"  # joiners, directions, soft hyphen
)


_LETTERS = "a-zA-Z\\u0620-\\u064a"
"""Letters of the commonest scripts: matched by range, several times faster than by category; the rest follow."""


def _pattern(fold: Fold) -> re.Pattern[str]:
    dodge = f"|{fold.dodge.pattern}" if fold.dodge is not None else ""
    joined = rf"[{_JOINERS}](?=[{_JOINERS}]*[^\W\d_])|[\u0300-\u036f\u064b-\u065f\u0670]"
    return re.compile(
        rf"(?P<w>(?:[{_LETTERS}]++|[^\W\d_])(?:[{_LETTERS}]++|[^\W\d_]|{joined}{dodge})*+)"
        rf"|(?P<n>\d++)"
        rf"|(?P<l>[^\S\n]*+\n\s*+)"
        rf"|(?P<p>[^\w\s{_JOINERS}]|_)"
    )


class Tokens:
    """The tokens of a text as parallel lists, which is several times cheaper than an object each.

    `start[i]`, `end[i]` are code points of the text, `form[i]` the folded form ("\\n" for line ends), `kinds[i]` one
    of WORD, NUMBER, MARK, LINE; `kinds` is a string, so a regular expression can run over it.
    """

    __slots__ = ("end", "form", "kinds", "start", "text")

    def __init__(self, text: str, fold: Fold, pattern: re.Pattern[str]) -> None:
        matches = list(pattern.finditer(text))
        known = fold.known
        form = [known.get(word) or fold.form(word) for word in [match.group() for match in matches]]
        kinds = "".join([match.lastgroup or MARK for match in matches])
        if LINE in kinds:
            form = ["\n" if kind == LINE else word for kind, word in zip(kinds, form, strict=True)]
        self.text = text
        self.start = [match.start() for match in matches]
        self.end = [match.end() for match in matches]
        self.form = form
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
        self._fold = fold
        self._pattern = _pattern(fold)

    def __call__(self, text: str) -> Tokens:
        return Tokens(text, self._fold, self._pattern)
