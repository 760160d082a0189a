"""Quotation marks of every kind: pairs, nested, unclosed, the wrong way round. An odd mark never costs the page.

Marks are paired inside one paragraph. What a mark does is told by the spaces around it first, by its shape second, by
what is open last, since Arabic pages mix straight marks, guillemets and curly marks turned the wrong way.
"""

from __future__ import annotations

from typing import NamedTuple

from tawatur.reading import Reading
from tawatur.words import MARK, Tokens

OPENERS = frozenset("\u201c\u00ab\u201e\u2039")
CLOSERS = frozenset("\u201d\u00bb\u203a")
NEUTRAL = frozenset('"')
MARKS = OPENERS | CLOSERS | NEUTRAL

_DEEPEST = 3
"""Marks nested deeper than this are noise, not quotations."""


class Quote(NamedTuple):
    """One quotation: the words inside are tokens `[first, last)`, its marks stand at `first - 1` and `last`.

    `closed` is False where the paragraph ended first; then nothing stands at `last`.
    """

    first: int
    last: int
    closed: bool
    depth: int

    @property
    def after(self) -> int:
        """The first token behind the quotation and its closing mark."""
        return self.last + 1 if self.closed else self.last


class Quotes:
    """All quotations of a text, found by the mark that opens them or by a token inside."""

    def __init__(self, reading: Reading) -> None:
        self.opened: dict[int, Quote] = {}
        self._inside: dict[int, Quote] = {}
        tokens = reading.tokens
        for first, last in reading.paragraphs:
            marks = [i for i in range(first, last) if tokens.kinds[i] == MARK and tokens.form[i] in MARKS]
            if marks:
                for quote in _pair(tokens, marks, first, last):
                    self.opened[quote.first - 1] = quote
        for _, quote in sorted(self.opened.items(), key=lambda item: item[1].depth):
            for i in range(quote.first, quote.last):
                self._inside[i] = quote

    def at(self, mark: int) -> Quote | None:
        """The quotation that the mark at a token opens."""
        return self.opened.get(mark)

    def closes(self, mark: int) -> bool:
        """Whether the mark at a token closes a quotation."""
        quote = self._inside.get(mark - 1)
        return quote is not None and quote.closed and quote.last == mark

    def around(self, token: int) -> Quote | None:
        """The innermost quotation that holds a token."""
        return self._inside.get(token)


def _pair(tokens: Tokens, marks: list[int], first: int, last: int) -> list[Quote]:
    out: list[Quote] = []
    stack: list[int] = []
    for i in marks:
        if _opens(tokens, i, first, last, stack):
            if len(stack) < _DEEPEST:
                stack.append(i)
        elif stack:
            start = stack.pop()
            if i > start + 1:
                out.append(Quote(start + 1, i, True, len(stack)))
    for depth, start in enumerate(stack):
        if start + 1 < last:
            out.append(Quote(start + 1, last, False, depth))
    return out


def _opens(tokens: Tokens, i: int, first: int, last: int, stack: list[int]) -> bool:
    char = tokens.form[i]
    apart_before = i == first or tokens.spaced(i)
    glued_behind = i + 1 < last and not tokens.spaced(i + 1) and tokens.kinds[i + 1] != MARK
    if char in NEUTRAL:
        if stack and tokens.form[stack[-1]] in NEUTRAL:
            return glued_behind and apart_before  # a quotation in a quotation, in the same straight marks
        if glued_behind or (apart_before and i + 1 < last):
            return True
        # a mark glued to the word before it: it opens only if the marks behind it come out even
        rest = sum(tokens.form[k] in NEUTRAL for k in range(i + 1, last) if tokens.kinds[k] == MARK)
        return i > first and rest % 2 == 1
    if not stack and char in CLOSERS:
        return glued_behind
    turned = apart_before != (char in OPENERS) and glued_behind == apart_before
    if turned:  # a closing shape before a word, an opening shape behind one
        return glued_behind if not stack else apart_before and glued_behind and char in OPENERS
    return char in OPENERS
