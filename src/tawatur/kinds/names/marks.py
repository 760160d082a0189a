"""Which tokens the finders of names need to look at: one remembered lookup a form, one character a token.

A text becomes a string of marks, one for each token, so a finder goes from one token worth a look to the next by a
regular expression, and passes over the other nine in ten at no cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from tawatur.kinds.names.tables import TITLES, NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import Sign, Tokens

KNOWN: Final = 1 << 0
HEADED: Final = 1 << 1
SECOND: Final = 1 << 2
TITLE: Final = 1 << 3
OFFICE: Final = 1 << 4
FIRST: Final = 1 << 5
ENDS: Final = 1 << 6
BODY: Final = 1 << 7
PLACE: Final = 1 << 8
NATIONAL: Final = 1 << 9
FOREIGN: Final = 1 << 10
"""A gazetteer's name may be this word or begin with it; one of several words may begin with it; it may be the second of
such a name. A title that may be a name itself; another title that leads to a name; a first name; a word or a sign
behind which no phrase goes on. A head of a body; of a place; a definite body that a nationality completes. A word that
no list has and that is spelled as foreign names are."""

_ALL: Final = 1 << 11
_BASE: Final = 0xE000


def _any(wanted: int) -> str:
    return "[" + "".join(chr(_BASE + bits) for bits in range(_ALL) if bits & wanted) + "]"


KNOWN_NAMES: Final = re.compile(f"{_any(KNOWN | HEADED)}(?:(?<={_any(KNOWN)})|(?={_any(SECOND)}))")
PERSONS: Final = re.compile(f"{_any(TITLE | FIRST | OFFICE)}(?:(?<={_any(TITLE | FIRST)})|(?!{_any(ENDS)}))")
FOREIGNERS: Final = re.compile(_any(FOREIGN))
BODIES: Final = re.compile(_any(BODY | PLACE | NATIONAL))
"""Where each finder has something to look at. Each begins with one set of characters: so a search goes fastest."""


class Marks:
    """The marks of one pack's forms: `pack.made(Marks)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("names").get("entities", {}) if pack.has("names") else {}
        fold = pack.fold.form
        self._tables = pack.made(NameTables)
        self._heads = frozenset(fold(head) for key in ("bodies", "offices", "outlets") for head in table.get(key, ()))
        self._places = frozenset(fold(head) for key in ("places", "located") for head in table.get(key, ()))
        self._national = frozenset(map(fold, table.get("national", ())))
        phrases = pack.table("names").get("phrases", {}) if pack.has("names") else {}
        leading = (word for key in ("speaks_for", "belongs", "within") for word in phrases.get(key, ()))
        self._leading = frozenset(map(fold, leading))
        self._openers = frozenset(pack.table("words").get("openers", ()))
        self._sign = pack.sign(lambda form: chr(_BASE + self._bits(form)))

    def of(self, tokens: Tokens) -> str:
        """One character for each token."""
        return self._sign(tokens)

    def _bits(self, form: str) -> int:
        tables = self._tables
        bits = SECOND if form in tables.seconds else 0
        if not form[:1].isalpha():
            return bits | (0 if form in self._openers else ENDS)
        seconds, names = tables.begins(form)
        if names:
            bits |= KNOWN if seconds is None else HEADED
        classes = tables.classes(form)
        if "stop" in classes:
            bits |= ENDS if form not in self._leading else 0
        elif classes & TITLES and tables.leads(form):
            bits |= OFFICE if classes.isdisjoint(("first_name", "particle")) else TITLE
        elif classes & {"first_name", "servant"} or (len(form) == 1 and "honorific" in classes):
            bits |= FIRST  # a name, or the letter that stands for a doctor
        if not bits & ~SECOND and (tables.is_foreign(form) or tables.glued_foreign(form)):
            bits |= FOREIGN
        elif bits & FIRST and tables.is_foreign_given(form):
            bits |= FOREIGN  # a first name of one tongue is a family's of another
        for part in tables.parts(form):
            bits |= BODY if part.base in self._heads else 0
            bits |= PLACE if part.base in self._places else 0
            bits |= NATIONAL if part.definite and part.base in self._national else 0
        return bits


class Visits:
    """The tokens of one text that each finder looks at: `reading.once(Visits)`."""

    def __init__(self, reading: Reading) -> None:
        self._codes = reading.pack.made(Marks).of(reading.tokens)
        self._tokens = reading.tokens
        self._at: dict[str, list[int]] = {}
        for i, form in enumerate(reading.tokens.form):
            places = self._at.get(form)
            if places is None:
                self._at[form] = [i]
            else:
                places.append(i)
        self.forms = self._at.keys()
        """The forms of the text."""

    def marked(self, where: re.Pattern[str], ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """The tokens of the ranges that one of the patterns above finds, each with its range."""
        for first, last in ranges:  # a pattern may look at the token behind
            for found in where.finditer(self._codes, first, last + 1):
                i = found.start()
                if i < last:
                    yield i, first, last

    def bears(self, i: int, wanted: int) -> bool:
        """Whether a token bears one of the `wanted` marks."""
        return bool(ord(self._codes[i]) - _BASE & wanted)

    def signed(self, sign: Sign, mark: str, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The tokens of the ranges whose form has the given sign, each with the end of its range."""
        signs = sign(self._tokens)
        for first, last in ranges:
            i = signs.find(mark, first, last)
            while i != -1:
                yield i, last
                i = signs.find(mark, i + 1, last)

    def among(self, forms: Set[str], ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The tokens of the ranges whose form is one of the given ones, each with the end of its range."""
        at = sorted([i for form in self.forms & forms for i in self._at[form]])
        left = iter(ranges)
        first = last = 0
        for i in at:
            while last <= i:
                first, last = next(left, (i + 1, i + 1))
            if first <= i:
                yield i, last
