"""Numbers that a page sets against each other: "but the army says that two soldiers were killed".

Who writes so says that both numbers are of one thing and that two sources differ over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tawatur.kinds.figures.words import Phrases, words_of
from tawatur.model import TOLLS, Attribution, Figure, Page
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.relate.tellings import Roots
from tawatur.words import WORD

NEXT = 3
"""Words between "but" and the source or its verb, at most: "but later the ministry said"."""

REACH = 24
"""Words before a number in which "but" and the source behind it stand, at most."""


class But:
    """The words of `series.toml` that set one source against another: `pack.made(But)`; none for a pack without it.

    `but` does so whatever is counted, `while` (which also goes on with something else) where both count one thing.
    """

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("series") if pack.has("series") else {}
        glued = words_of(pack).proclitics if pack.has("figures") else ()
        self.but, self.other = (Phrases(pack, table.get(name, ()), glued) for name in ("but", "while"))
        self.root = pack.made(Roots)


def against(
    page: Page, pack: Pack, reading: Reading, at: Sequence[int], nouns: Sequence[tuple[str, ...]], part: Sequence[bool]
) -> dict[int, int]:
    """Figures that a source sets against another's, and which.

    That one stands in the same sentence, or behind a plain "but" in the one before.

    Only of people: of shares and sums two in a row are mostly of two things.

    `at` are the first tokens of the figures, `nouns` the stems of what each counts, `part` says which are parts of
    another number or come on top of one.
    """
    words = pack.made(But)
    before = {second: first for (first, _), (second, _) in pairwise(reading.sentences)}
    out: dict[int, int] = {}
    for i, one in enumerate(page.figures):
        if one.kind not in TOLLS or one.status != "stated" or one.attribution is None or part[i]:
            continue
        first = reading.sentence_of(at[i])[0]
        but = _but(words, reading, max(first, at[i] - REACH), at[i])
        if but is None or not _says(page.attributions[one.attribution], reading, but):
            continue
        if any(but.begins < at[k] < at[i] and page.figures[k].kind == one.kind for k in range(i)):
            continue
        near = before.get(first, first) if but.sure else first
        facing = [
            k
            for k in range(i)
            if near <= at[k] < but.begins
            and not part[k]
            and _may_face(page.figures[k], one)
            and _one_noun(words.root, nouns[k], nouns[i], at_large=but.sure)
        ]
        if facing:
            out[i] = facing[-1]
    return out


class _Found(NamedTuple):
    """Where a "but" begins and ends, and whether it is one for sure."""

    begins: int
    ends: int
    sure: bool


def _but(words: But, reading: Reading, first: int, last: int) -> _Found | None:
    """The nearest "but" or "while" before a number, None where there is none."""
    for k in range(last, first, -1):
        for phrases, sure in ((words.but, True), (words.other, False)):
            begins = phrases.ending(reading.tokens, k)
            if first <= begins < k:
                return _Found(begins, k, sure)
    return None


def _says(said: Attribution, reading: Reading, but: _Found) -> bool:
    """Whether "but" stands right before the source and its verb, and not between them and what is said, nor before
    something else."""
    places = [reading.tokens.before(span.start) for span in (*said.cue, *said.source)]
    if not said.source or min(places) < but.ends or min(places) - but.ends > NEXT:
        return False
    return all(reading.tokens.kinds[k] == WORD for k in range(but.ends, min(places)))


def _may_face(one: Figure, other: Figure) -> bool:
    """Whether two figures may be two answers to one question: of one kind, on the word of two sources, and no more than
    a range and a value inside it."""
    if one.kind != other.kind or one.status != "stated":
        return False
    if one.attribution is None or one.attribution == other.attribution:
        return False
    return (one.min, one.max) != (other.min, other.max) and (
        not one.place or not other.place or one.place == other.place
    )


def _one_noun(root: Roots, ours: tuple[str, ...], theirs: tuple[str, ...], *, at_large: bool) -> bool:
    """Whether two count the same: both people at large, or one root of the noun, be it one or many of them; one of them
    people at large, where the word between them leaves no doubt."""
    if not ours or not theirs:
        return at_large or not (ours or theirs)
    return root(ours[0]) == root(theirs[0])
