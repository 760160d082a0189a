"""What pages have to do with each other: pure functions over the cards of documents.

Copies and cuts, with the origins of what they share. Words decide; no vectors, no clock, no order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawatur.model import Relations
from tawatur.relate.cards import Card, card
from tawatur.relate.lineage import lineage
from tawatur.relate.origins import origins
from tawatur.relate.series import series
from tawatur.relate.stories import stories

__all__ = ["Card", "card", "relate"]


def relate(cards: Iterable[Card]) -> Relations:
    """The relations among documents, given their cards in any order."""
    ordered = sorted(cards, key=lambda made: made.key)
    edges = lineage(ordered)
    return Relations(
        derivations=tuple(edge.row for edge in edges),
        origins=origins(ordered, edges),
        stories=stories(
            ordered,
            copied=[(edge.a, edge.b) for edge in edges if edge.row.kind in ("copy", "cut")],
            retold=[(edge.a, edge.b) for edge in edges if edge.row.kind == "rewrite"],
        ),
        series=series(ordered),
    )
