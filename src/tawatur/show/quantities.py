"""Quantities over time: the figures of each series with their owners, changes, conflicts and the three views.

A series is shown where several figures are one quantity; figures that stand alone are left to the table of their kind.
Owners are one where the case shows them to be one person or office (actors), where they are printed alike, or where
the series says that one of them changed the number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tawatur.model import ActorMember, Page, Point, Series
from tawatur.packs import pack_of
from tawatur.relate.groups import Union
from tawatur.relate.views import RULES, Shown, View, by_owner, min_max, most_conservative
from tawatur.show.items import Count, DocView, Given, Line, Looked, Owner, Quantity, Shared
from tawatur.show.text import short

OWNER_LENGTH = 70
"""Code points of an owner's name in a legend; his whole name with titles stands in the table."""


NAMES: dict[View, str] = {"min–max": "ibc", "low/best/high": "ucdp", "most conservative": "acled"}
"""What the interface words call each view; their rules are told there in both languages."""
assert NAMES.keys() == RULES.keys()


def quantities(
    given: Iterable[Series],
    counts: Mapping[str, Sequence[Count]],
    docs: Mapping[str, DocView],
    members: Iterable[ActorMember] = (),
    shared: Iterable[Shared] = (),
) -> dict[str, tuple[Quantity, ...]]:
    """The series of a case by kind of figure, those of most pages first. Points of pages that aren't shown drop out."""
    rows = {(row.doc.anchor, row.figure.span): row for kind in counts.values() for row in kind}
    actors = {(one.document, one.index): one.actor for one in members}
    behind = {place.words: one for one in shared if one.row.kind == "figure" for place in one.places}
    found = []
    for series in given:
        held = [
            (place, rows[docs[point.document].ref.anchor, point.span])
            for place, point in enumerate(series.points)
            if point.document in docs and (docs[point.document].ref.anchor, point.span) in rows
        ]
        if len(held) > 1:
            found.append((series, held))
    found.sort(key=lambda pair: (-len({row.doc.number for _, row in pair[1]}), -len(pair[1]), pair[0].series))
    named = {series.series: f"q{place}" for place, (series, _) in enumerate(found, 1)}
    out: defaultdict[str, list[Quantity]] = defaultdict(list)
    for series, held in found:
        out[series.kind].append(_quantity(series, held, docs, actors, named, behind))
    return {kind: tuple(out[kind]) for kind in counts if kind in out}


def _quantity(
    series: Series,
    held: Sequence[tuple[int, Count]],
    docs: Mapping[str, DocView],
    actors: Mapping[tuple[str, int], str],
    named: Mapping[str, str],
    behind: Mapping[str, Shared],
) -> Quantity:
    old = {place: at for at, (place, _) in enumerate(held)}
    points = [series.points[place] for place, _ in held]
    rows = tuple(row for _, row in held)
    groups = [[old[place] for place in group if place in old] for group in series.revisions]
    owners = _owners(points, [docs[point.document].page for point in points], groups, actors)
    marks, of = _marks(points, rows, owners, behind)
    conflicts = {tuple(sorted({of[old[p]] for p in group if p in old})) for group in series.conflicts}
    lone = msgspec.structs.replace(
        series, points=tuple(msgspec.structs.replace(p, owner=o.name) for p, o in zip(points, owners, strict=True))
    )
    return Quantity(
        anchor=named[series.series],
        row=series,
        counted=_commonest(row.figure.counted for row in rows),
        place=_commonest(row.figure.place for row in rows),
        rows=rows,
        marks=tuple(marks),
        owners=tuple(dict.fromkeys(mark.owner for mark in marks)),
        revisions=tuple(_path(group, of, marks) for group in groups if len({of[at] for at in group}) > 1),
        conflicts=tuple(sorted(group for group in conflicts if len(group) > 1)),
        views=tuple(_views(lone, rows, docs[points[0].document].document.lang)),
        part_of=named.get(series.part_of or ""),
    )


def _commonest(words: Iterable[str | None], length: int = 40) -> str | None:
    found = Counter(short(word, length) for word in words if word)
    return min(found, key=lambda word: (-found[word], word)) if found else None


def _path(group: Sequence[int], of: Sequence[int], marks: Sequence[Given]) -> tuple[int, ...]:
    """The marks of an owner's values in order, a value told again right behind itself once."""
    out: list[int] = []
    for at in group:
        if not out or (marks[out[-1]].min, marks[out[-1]].max) != (marks[of[at]].min, marks[of[at]].max):
            out.append(of[at])
    return tuple(out)


def _owners(
    points: Sequence[Point],
    pages: Sequence[Page],
    groups: Iterable[Sequence[int]],
    actors: Mapping[tuple[str, int], str],
) -> list[Owner]:
    """The owner of each point; places in the legend follow the order of the points."""
    union: Union[int] = Union()
    first: dict[str, int] = {}
    for at, (point, page) in enumerate(zip(points, pages, strict=True)):
        if point.owner is None:
            continue
        union.top(at)
        for label in (f"name {point.owner}", _actor(point, page, actors)):
            if label is not None:
                union.join(first.setdefault(label, at), at)
    for group in groups:
        for at in group[1:]:
            union.join(group[0], at)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for at, point in enumerate(points):
        if point.owner is not None:
            names[union.top(at)].append(point.owner)
    out: list[Owner] = []
    made: dict[int | None, Owner] = {}
    for at, point in enumerate(points):
        top = union.top(at) if point.owner is not None else None
        if top not in made:
            place = sum(one.name is not None for one in made.values())
            made[top] = Owner(place, _commonest(names[top], OWNER_LENGTH)) if top is not None else Owner(0, None)
        out.append(made[top])
    return out


def _actor(point: Point, page: Page, actors: Mapping[tuple[str, int], str]) -> str | None:
    """The actor whose word a point is, where the case knows him."""
    for figure in page.figures:
        if figure.span == point.span and figure.attribution is not None:
            speaker = page.attributions[figure.attribution].speaker
            return actors.get((page.document.key, speaker)) if speaker is not None else None
    return None


def _marks(
    points: Sequence[Point], rows: Sequence[Count], owners: Sequence[Owner], behind: Mapping[str, Shared]
) -> tuple[list[Given], list[int]]:
    """Distinct values by day, then by when they were first printed; and the mark of each point."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, (point, owner) in enumerate(zip(points, owners, strict=True)):
        key = (point.as_of, owner, point.min, point.max, point.approx, point.status == "possible")
        groups.setdefault(key, []).append(at)

    def order(group: list[int]) -> tuple[str, int, int]:
        return (points[group[0]].as_of or "~", min(rows[at].doc.number for at in group), group[0])

    marks: list[Given] = []
    of = [0] * len(points)
    for group in sorted(groups.values(), key=order):
        point = points[group[0]]
        for at in group:
            of[at] = len(marks)
        held = tuple(rows[at] for at in sorted(group, key=lambda at: (rows[at].doc.number, at)))
        possible = point.status == "possible"
        shared = next((behind[row.words] for row in held if row.words in behind), None)
        owner = owners[group[0]]
        marks.append(Given(point.as_of, owner, point.min, point.max, point.approx, possible, held, shared))
    return marks, of


def _views(series: Series, rows: Sequence[Count], lang: str | None) -> Iterable[Looked]:
    pack = pack_of(lang)
    made: dict[View, tuple[Shown, ...]] = {
        "min–max": min_max(series),
        "low/best/high": by_owner(series),
        "most conservative": most_conservative(series, pack),
    }
    for view, lines in made.items():
        yield Looked(
            NAMES[view],
            tuple(Line(x.day, x.owner, x.low, x.best, x.high, tuple(rows[at] for at in x.points)) for x in lines),
        )
