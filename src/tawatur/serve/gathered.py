"""Stories and quantities of a whole case, page by page: lists that lead to what belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tawatur.model import Series
from tawatur.serve.live import Asked, Live, choose
from tawatur.show.items import Quantity
from tawatur.store import Case

SIZE = 40
"""Rows of one page."""
DOCUMENTS = 60
"""Documents of one quantity that are laid out; the newest of a toll that runs on are left to its list."""


class Story(NamedTuple):
    """A story: how many pages and outlets tell it, when, the title of its first page and the documents by day."""

    story: str
    pages: int
    outlets: int
    since: str | None
    until: str | None
    title: str
    key: str


class Line(NamedTuple):
    """A quantity in a list: its values from the lowest to the highest, and what is to be seen of it."""

    row: Series
    pages: int
    owners: int
    low: float | None
    high: float | None
    since: str | None
    until: str | None


class Turned(NamedTuple):
    """One page of a list."""

    rows: tuple[Story, ...] | tuple[Line, ...]
    total: int
    page: int
    pages: int
    problem: str | None = None


def stories(live: Live, case: Case, wanted: Asked) -> Turned:
    """Stories, those of most pages first; narrowed to those with a page that is asked for."""
    some, problem = _some(case, wanted)
    rows: list[tuple[Story, frozenset[str]]] = live.kept(
        case, "stories", lambda: list(_stories(case)), of_relations=True
    )
    return _turned([one for one, keys in rows if some is None or keys & some], wanted.page, problem)


def _stories(case: Case) -> Iterable[tuple[Story, frozenset[str]]]:
    sql = (
        "SELECT s.story, d.key, d.outlet, d.published_value, "
        "coalesce(substr(d.text, d.title_start + 1, d.title_end - d.title_start), d.name) "
        "FROM stories s JOIN documents d ON d.key = s.document "
        "ORDER BY s.story, coalesce(d.published_value, '~'), d.name, d.key"
    )
    found: dict[str, list[tuple[str, str | None, str | None, str]]] = {}
    for story, *row in case.connection.execute(sql):
        found.setdefault(story, []).append((row[0], row[1], row[2], row[3]))
    made = []
    for story, rows in found.items():
        days = [row[2] for row in rows if row[2]]
        outlets = {row[1] for row in rows if row[1]}
        first = rows[0]
        one = Story(
            story, len(rows), len(outlets), min(days, default=None), max(days, default=None), first[3], first[0]
        )
        made.append((one, frozenset(row[0] for row in rows)))
    return sorted(made, key=lambda one: (-one[0].pages, one[0].since or "~", one[0].story))


def quantities(live: Live, case: Case, wanted: Asked, kind: str | None, only: str | None) -> Turned:
    """Quantities with more than one value: those in conflict first, then those that were revised, then by pages."""
    some, problem = _some(case, wanted)
    rows: list[Line] = live.kept(case, "quantities", lambda: _lines(case), of_relations=True)
    rows = [
        one
        for one in rows
        if (some is None or any(point.document in some for point in one.row.points))
        and (kind is None or one.row.kind == kind)
        and (only is None or (one.row.conflicts if only == "conflicts" else one.row.revisions))
    ]
    return _turned(rows, wanted.page, problem)


def _lines(case: Case) -> list[Line]:
    made = []
    for row in case.related("series"):
        if len(row.points) < 2:
            continue
        points = row.points
        days = sorted(one.as_of for one in points if one.as_of)
        ends = [one for point in points for one in (point.min, point.max) if one is not None]
        made.append(
            Line(
                row,
                pages=len({one.document for one in points}),
                owners=len({one.owner for one in points if one.owner}),
                low=min(ends, default=None),
                high=max(ends, default=None),
                since=days[0] if days else None,
                until=days[-1] if days else None,
            )
        )
    return sorted(made, key=lambda one: (not one.row.conflicts, not one.row.revisions, -one.pages, one.row.series))


def quantity(live: Live, case: Case, name: str) -> tuple[Quantity, int] | None:
    """One quantity laid out as in the dossier, and how many of its pages are left out; None where there is none."""
    rows: list[Series] = live.kept(case, "series", lambda: list(case.related("series")), of_relations=True)
    row = next((one for one in rows if one.series == name), None)
    if row is None:
        return None
    keys = tuple(dict.fromkeys(point.document for point in row.points))
    d = live.dossier(case, tuple(sorted(keys[:DOCUMENTS])))
    found = (one for some in d.series.values() for one in some if one.row.series == name)
    made = next(found, None)
    # the whole that it is a part of is another page, and has its link there
    made = replace(made, part_of=None) if made is not None else None
    return (made, max(0, len(keys) - DOCUMENTS)) if made is not None else None


def _some(case: Case, wanted: Asked) -> tuple[frozenset[str] | None, str | None]:
    """The documents that are asked for, None for all; and why none could be."""
    if not wanted.any:
        return None, None
    chosen = choose(case, wanted._replace(page=1), size=1_000_000)
    return frozenset(chosen.keys), chosen.problem


def _turned(rows: list[Story] | list[Line], page: int, problem: str | None) -> Turned:
    pages = max(1, -(-len(rows) // SIZE))
    at = min(page, pages)
    return Turned(tuple(rows[(at - 1) * SIZE : at * SIZE]), len(rows), at, pages, problem)  # type: ignore[arg-type]
