"""Quotation marks of every kind: pairs, nested, unclosed, the wrong way round. An odd mark never costs the page.

Marks are paired inside one paragraph. What a mark does is told by the spaces around it first, by its shape second, by
what is open last, since Arabic pages mix straight marks, guillemets and curly marks turned the wrong way.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tawatur.reading import Reading
from tawatur.words import MARK, Tokens

OPENERS: Final = frozenset("\u201c\u00ab\u201e\u2039")
CLOSERS: Final = frozenset("\u201d\u00bb\u203a")
NEUTRAL: Final = frozenset('"')
APOSTROPHES: Final = frozenset("'\u2018\u2019")
"""Two of them without a space between are one straight mark."""
ENDS: Final = frozenset(".!?")
MARKS: Final = OPENERS | CLOSERS | NEUTRAL
_ANY: Final = MARKS | APOSTROPHES

_PARAGRAPHS: Final = 4
"""A quotation that its paragraph doesn't close may end in so many of the next."""
_DEEPEST: Final = 3
"""Marks nested deeper than this are noise, not quotations."""


class Quote(NamedTuple):
    """One quotation: the words inside are tokens `[first, last)`, its marks stand at `first - 1` and `last`.

    `closed` is False where the paragraph ended first; then nothing stands at `last`.
    """

    first: int
    last: int
    closed: bool
    depth: int
    width: int = 1
    """Tokens of the mark that closes it: two apostrophes are one mark."""

    @property
    def after(self) -> int:
        """The first token behind the quotation and its closing mark."""
        return self.last + self.width if self.closed else self.last


class Quotes:
    """All quotations of a text, found by the mark that opens them or by a token inside."""

    def __init__(self, reading: Reading) -> None:
        self.opened: dict[int, Quote] = {}
        self._inside: dict[int, Quote] = {}
        self.at: Callable[[int], Quote | None] = self.opened.get
        """The quotation that the mark at a token opens."""
        self.around: Callable[[int], Quote | None] = self._inside.get
        """The innermost quotation that holds a token."""
        tokens = reading.tokens
        open_ended: Quote | None = None
        passed = 0
        found = [*reading.marks(_ANY), len(tokens)]
        at = 0
        for first, last in reading.paragraphs:
            passed += 1
            if found[at] >= last:
                continue
            marks: list[int] = []
            while found[at] < last:
                if _marks(tokens, found[at], last):
                    marks.append(found[at])
                at += 1
            if open_ended is not None and marks:
                if passed <= _PARAGRAPHS and not _opens(tokens, marks[0], first, last, []):
                    self._note(tokens, _closed(tokens, open_ended, marks[0]))
                    marks = marks[1:]
                elif marks[0] == first and passed <= _PARAGRAPHS and len(marks) == 1:
                    continue  # each paragraph of a long quotation may open with a mark of its own
                elif marks[0] == first and 0 < passed - 1 < _PARAGRAPHS and len(marks) == 2:
                    self._note(tokens, _closed(tokens, open_ended, marks[1]))
                    marks = []
                open_ended = None
            if marks:
                pairs = _pair(tokens, marks, first, last)
                for quote in pairs:
                    self._note(tokens, quote)
                ends = [q for q in pairs if not q.closed and q.depth == 0 and q.last == last]
                open_ended, passed = (ends[-1] if ends else None), 0
        for _, quote in sorted(self.opened.items(), key=lambda item: item[1].depth):
            for i in range(quote.first, quote.last):
                self._inside[i] = quote
        self._marks = sorted(self.opened)

    def _note(self, tokens: Tokens, quote: Quote) -> None:
        self.opened[quote.first - 1] = quote
        if tokens.form[quote.first - 1] in APOSTROPHES:
            self.opened[quote.first - 2] = quote

    def between(self, first: int, last: int) -> list[int]:
        """The marks among tokens `[first, last)` that open a quotation."""
        return self._marks[bisect_left(self._marks, first) : bisect_left(self._marks, last)]

    def add(self, quote: Quote) -> None:
        """One more quotation, outside of all others."""
        self.opened[quote.first - 1] = quote
        insort(self._marks, quote.first - 1)
        for i in range(quote.first, quote.last):
            self._inside.setdefault(i, quote)

    def closes(self, mark: int) -> bool:
        """Whether the mark at a token closes a quotation."""
        return self.ends(mark) is not None

    def ends(self, mark: int) -> Quote | None:
        """The quotation that the mark at a token closes."""
        quote = self._inside.get(mark - 1) or self._inside.get(mark - 2)
        return quote if quote is not None and quote.closed and quote.last <= mark < quote.after else None


def _signs(tokens: Tokens, first: int, last: int) -> Iterator[int]:
    """The marks of punctuation among tokens `[first, last)`."""
    i = tokens.kinds.find(MARK, first, last)
    while i != -1:
        yield i
        i = tokens.kinds.find(MARK, i + 1, last)


def _marks(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a token is a quotation mark: the one next to the words, where two apostrophes make it."""
    if tokens.form[i] in MARKS:
        return True
    if tokens.form[i] not in APOSTROPHES:
        return False
    before = i > 0 and tokens.form[i - 1] in APOSTROPHES and not tokens.spaced(i)
    after = i + 1 < last and tokens.form[i + 1] in APOSTROPHES and not tokens.spaced(i + 1)
    if before:  # the second of two: it opens
        return i + 1 < last and not tokens.spaced(i + 1) and tokens.kinds[i + 1] != MARK and tokens.spaced(i - 1)
    return after and not tokens.spaced(i)  # the first of two: it closes


def _closed(tokens: Tokens, quote: Quote, mark: int) -> Quote:
    """A quotation that the mark at a token closes."""
    return Quote(quote.first, mark, True, quote.depth, 2 if tokens.form[mark] in APOSTROPHES else 1)


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
                out.append(_closed(tokens, Quote(start + 1, i, True, len(stack)), i))
    for depth, start in enumerate(stack):
        if start + 1 < last:
            out.append(Quote(start + 1, _unclosed_end(tokens, out, start, last), False, depth))
    return out


def _unclosed_end(tokens: Tokens, closed: list[Quote], start: int, last: int) -> int:
    """Where an unclosed quotation ends: with the sentence that a quotation inside it closes, else with the paragraph.

    Two marks that open and one that closes, right at the end of a sentence, mean that it closes both.
    """
    for quote in sorted(closed):
        if start < quote.first and quote.after < last and tokens.form[quote.after] in ENDS:
            return quote.last
    return last


def _opens(tokens: Tokens, i: int, first: int, last: int, stack: list[int]) -> bool:
    char = '"' if tokens.form[i] in APOSTROPHES else tokens.form[i]
    head = i - 1 if tokens.form[i] in APOSTROPHES and i > first and tokens.form[i - 1] in APOSTROPHES else i
    apart_before = head == first or tokens.spaced(head)
    glued_behind = i + 1 < last and not tokens.spaced(i + 1) and tokens.kinds[i + 1] != MARK
    if char in NEUTRAL:
        if stack and tokens.form[stack[-1]] in NEUTRAL | APOSTROPHES:
            return glued_behind and apart_before  # a quotation in a quotation, in the same straight marks
        if glued_behind or (apart_before and i + 1 < last):
            return True
        # a mark glued to the word before it: it opens only if the marks behind it come out even
        rest = sum(tokens.form[k] in NEUTRAL for k in range(i + 1, last) if tokens.kinds[k] == MARK)
        return i > first and rest % 2 == 1
    if not stack and char in CLOSERS:
        return glued_behind or (apart_before and _closed_later(tokens, i, last))
    if stack and not glued_behind and tokens.form[stack[-1]] in CLOSERS:
        return False
    turned = apart_before != (char in OPENERS) and glued_behind == apart_before
    if turned:  # a closing shape before a word, an opening shape behind one
        return glued_behind if not stack else apart_before and glued_behind and char in OPENERS
    return char in OPENERS


def _closed_later(tokens: Tokens, i: int, last: int) -> bool:
    """Whether behind a closing mark with a space on both sides words follow, and a mark that closes them."""
    if i + 1 >= last or tokens.kinds[i + 1] == MARK:
        return False
    marks = [k for k in _signs(tokens, i + 1, last) if tokens.form[k] in MARKS]
    if not marks:
        return False
    nxt = marks[0]
    glued = nxt + 1 < last and not tokens.spaced(nxt + 1) and tokens.kinds[nxt + 1] != MARK
    return tokens.form[nxt] in CLOSERS or not glued
