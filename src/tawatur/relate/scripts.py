"""Persons whom one page writes in Latin letters and another in its own: told by the sounds of their names.

In a case of few pages, which is on one matter, a name of two words or more that has all these sounds is one person's
where nobody else of the case has them; in a larger one nothing but a table of names tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tawatur.relate.bearers import Bearer, Member
from tawatur.relate.spellings import Spellings

LAST, ALL = 3, 5
"""Sounds, vowels left out, of the last word of such a name and of all its words, at least: fewer are many names'."""

_Key = tuple[str, ...]


def across(
    rows: Sequence[Bearer], spellings: Spellings, top: Callable[[Member], Member]
) -> Iterator[tuple[Member, Member]]:
    """Pairs of rows that are one person in two scripts; `top` says what stands for the group of a row."""
    own: dict[_Key, list[Bearer]] = {}
    latin: dict[_Key, list[Bearer]] = {}
    for row in rows:
        if row.kind != "person" or row.private:
            continue
        if row.words and row.words[0].isascii():
            words = (row.name or row.shown).casefold().split()
            if len(words) > 1 and all(word.isascii() and word.isalpha() for word in words):
                latin.setdefault(tuple(map(spellings.heard_latin, words)), []).append(row)
        elif row.name is None and len(row.words) > 1:
            own.setdefault(tuple(map(spellings.heard, row.words)), []).append(row)
    for key, theirs in sorted(latin.items()):
        ours = own.get(key, ())
        if not ours or len(key[-1]) < LAST or sum(map(len, key)) < ALL:
            continue
        if len({top(row.place) for row in ours}) == 1 and len({row.name or row.shown for row in theirs}) == 1:
            for row in theirs:
                yield ours[0].place, row.place
