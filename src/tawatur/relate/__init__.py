"""What pages have to do with each other: pure functions over the cards of documents.

Who is one under many names, copies and cuts, stories, series, claims with the origins of what they share, a timeline,
versions. No clock, no order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawatur.collector import collector_waits
from tawatur.model import Relations
from tawatur.relate import claim_rows
from tawatur.relate.actors import actors
from tawatur.relate.bearers import Bearer, Member
from tawatur.relate.bilingual import translated
from tawatur.relate.cards import Card, card, opening
from tawatur.relate.claims import find
from tawatur.relate.lineage import traced
from tawatur.relate.origins import Near, origins
from tawatur.relate.ruled import NOTHING, Ruled
from tawatur.relate.series import series
from tawatur.relate.shelf import Shelf
from tawatur.relate.stories import stories
from tawatur.relate.timeline import timeline
from tawatur.relate.vectors import Vectors
from tawatur.relate.versions import versions

__all__ = ["Bearer", "Card", "Member", "card", "relate"]


def relate(
    cards: Iterable[Card],
    rows: Iterable[Bearer] = (),
    *,
    together: Iterable[tuple[Member, Member]] = (),
    apart: Iterable[tuple[Member, Member]] = (),
    ruled: Ruled = NOTHING,
    vectors: Vectors | None = None,
) -> Relations:
    """The relations among documents, given their cards and whom they name, in any order.

    `together` and `apart` are corrections: pairs of entities that are one, and pairs that aren't; `ruled` those of
    statements, figures and copies. `vectors` help to find statements in other words.
    """
    with collector_waits():
        return _related(cards, rows, together, apart, ruled, vectors)


def _related(
    cards: Iterable[Card],
    rows: Iterable[Bearer],
    together: Iterable[tuple[Member, Member]],
    apart: Iterable[tuple[Member, Member]],
    ruled: Ruled,
    vectors: Vectors | None,
) -> Relations:
    ordered = sorted(cards, key=lambda made: made.key)
    groups = actors(rows, together=together, apart=apart)
    words = opening(ordered)
    lines = traced(ordered, vectors, ruled, words)
    edges = lines.edges
    actor_of = {(row.document, row.index): row.actor for group in groups for row in group.rows}
    found = find(ordered, vectors, actor_of, ruled.statements, translated(ordered, edges))
    told = stories(
        ordered,
        copied=[(edge.a, edge.b) for edge in edges if edge.row.kind in ("copy", "cut", "translation")],
        retold=[(edge.a, edge.b) for edge in edges if edge.row.kind == "rewrite"],
    )
    counted = series(ordered, ruled.figures, told)
    behind = origins(
        Shelf(ordered, actor_of, words),
        edges,
        same=found.pairs(),
        series=counted,
        stories=told,
        near=Near(lines.near, lines.worn),
        ruled=ruled,
    )
    return Relations(
        derivations=tuple(edge.row for edge in edges),
        origins=behind,
        stories=told,
        claims=claim_rows.rows(ordered, found, counted, behind),
        series=counted,
        timeline=timeline(ordered, found, edges),
        versions=versions(ordered),
        actors=tuple(group.actor for group in groups),
        actor_members=tuple(row for group in groups for row in group.rows),
    )
