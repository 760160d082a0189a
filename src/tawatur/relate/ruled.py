"""What users ruled on statements, figures and copies: pairs that are one, and pairs that never are.

Groups are made as ever, never over a pair that is apart; then whole groups are put together where a pair is one. Where
both can't be had, what is apart stays apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tawatur.model import DerivationKind
from tawatur.relate.bearers import Member
from tawatur.relate.cards import Card

BY_USER = "a correction joins them"

Two = tuple[Member, Member]


class Pairs(NamedTuple):
    """Annotations, each by its document and its place in the document's list, that are one, and that aren't."""

    together: tuple[Two, ...] = ()
    apart: tuple[Two, ...] = ()


class Copy(NamedTuple):
    """Two documents, by key, that hang together; `kind` None where their words are to tell how."""

    a: str
    b: str
    kind: DerivationKind | None = None


class Ruled(NamedTuple):
    """All of it; `copies` and `no_copies` are of documents."""

    statements: Pairs = Pairs()
    figures: Pairs = Pairs()
    copies: tuple[Copy, ...] = ()
    no_copies: tuple[tuple[str, str], ...] = ()


NOTHING = Ruled()


def numbered(cards: Sequence[Card]) -> dict[str, int]:
    """Key of a document -> its place in the cards."""
    return {card.key: place for place, card in enumerate(cards)}


def placed(pairs: Iterable[Two], at: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs by the places of their documents in the cards; those of documents that aren't there are left out."""
    for (a, first), (b, second) in pairs:
        if a in at and b in at:
            yield (at[a], first), (at[b], second)
