"""Lists that name each place or group with its number and say once, ahead of them, what is counted.

The cases by region stood thus: Alpha: 45, Beta: 30, Gamma: 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.figures.quantities import Quantity
from tawatur.kinds.figures.words import Noun, Words
from tawatur.words import LINE, NUMBER, WORD, Tokens

_MEMBERS: Final = 3
"""Fewer members than these are no list: a score, a dose, an address."""

_LABEL: Final = 8
"""Tokens at most between the numbers of two members."""

_AHEAD: Final = 30
"""Tokens at most between the first label and the noun that says what is counted."""


def listed(tokens: Tokens, words: Words, quantities: Sequence[Quantity]) -> dict[int, Noun]:
    """By the first token of each number in such a list, the noun counted."""
    out: dict[int, Noun] = {}
    for members in _lists(tokens, quantities):
        noun = _counted(tokens, words, members[0].first) if len(members) >= _MEMBERS else None
        if noun is not None:
            out |= dict.fromkeys((member.first for member in members), noun)
    return out


def _lists(tokens: Tokens, quantities: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Runs of bare numbers that follow labels with a colon, near to one another."""
    form = tokens.form
    members: list[Quantity] = []
    for q in quantities:
        bare = q.cls == "elided" and q.first == q.num and q.min == q.max and not q.subset
        if not bare or not q.first or form[q.first - 1] != ":":
            continue
        if members and (q.first - members[-1].last > _LABEL or "." in form[members[-1].last : q.first]):
            yield members
            members = []
        members.append(q)
    yield members


def _counted(tokens: Tokens, words: Words, first: int) -> Noun | None:
    """The noun ahead of a list: the nearest that is no label, and by which the list isn't sorted."""
    form, kinds = tokens.form, tokens.kinds
    at = first - 2
    while at > 0 and kinds[at] == WORD and first - at <= _LABEL:
        at -= 1
    for i in range(at, max(-1, at - _AHEAD), -1):
        if kinds[i] == NUMBER or form[i] == ".":
            return None
        if kinds[i] == LINE and kinds[i - 1] == LINE:
            return None
        noun = words.noun(form[i]) if kinds[i] == WORD else None
        if noun is None or (i and form[i - 1] in words.links["by_which"]):
            continue
        return None if noun.cls == "excluded" else noun
    return None
