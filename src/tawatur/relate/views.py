"""Three ways to show a series, each by the rule of somebody who counts for a living. Computed, never stored, and none
is ours: a series has no winning value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from tawatur.model import Point, Series, Status, Value
from tawatur.packs import Pack

View = Literal["min–max", "low/best/high", "most conservative"]

RULES: dict[View, str] = {
    "min–max": "Iraq Body Count: the lowest and the highest number that anybody gives for the day, both printed.",
    "low/best/high": "UCDP: the lowest and the highest number of each owner, his latest between them as his best.",
    "most conservative": "ACLED: the lowest number given for the day; bare tens are 10, bare hundreds 100.",
}
"""What each view does, in a sentence, to be shown beside it."""


class Shown(Value, frozen=True):
    """One line of a view: a day or an owner (None where none is named), its numbers, and the points behind it.

    `best` is given by owners only. A bound is None where no point closes it.
    """

    day: str | None
    owner: str | None
    low: float | None
    best: float | None
    high: float | None
    points: tuple[int, ...]


def min_max(series: Series, statuses: Sequence[Status] = ("stated",)) -> tuple[Shown, ...]:
    """For each day the lowest and the highest number given for it (Iraq Body Count)."""
    return tuple(
        Shown(day, None, _lowest(points), None, _highest(points), places)
        for day, places, points in _by_day(series, statuses)
    )


def by_owner(series: Series, statuses: Sequence[Status] = ("stated",)) -> tuple[Shown, ...]:
    """For each owner his lowest, his latest and his highest number (UCDP). Numbers without an owner come last.

    The latest is None where it is a range or open: nobody gave a best number then.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, point in _held(series, statuses):
        groups[point.owner or ""].append(place)
    out = []
    for owner in sorted(groups, key=lambda name: (not name, name)):
        points = [series.points[place] for place in groups[owner]]
        last = points[-1]
        best = last.min if owner and last.min == last.max else None
        out.append(Shown(None, owner or None, _lowest(points), best, _highest(points), tuple(groups[owner])))
    return tuple(out)


def most_conservative(series: Series, pack: Pack, statuses: Sequence[Status] = ("stated",)) -> tuple[Shown, ...]:
    """For each day the lowest number given for it, vague plurals taken as the least that ACLED takes them for."""
    vague: dict[str, float] = {}
    if pack.has("series"):
        vague = {pack.fold.form(word): float(value) for word, value in pack.table("series")["vague"].items()}
    out = []
    for day, places, points in _by_day(series, statuses):
        lows = [low for low in (_least(point, vague, pack) for point in points) if low is not None]
        out.append(Shown(day, None, min(lows, default=None), None, None, places))
    return tuple(out)


def _held(series: Series, statuses: Sequence[Status]) -> Iterable[tuple[int, Point]]:
    return ((place, point) for place, point in enumerate(series.points) if point.status in statuses)


def _by_day(
    series: Series, statuses: Sequence[Status]
) -> Iterable[tuple[str | None, tuple[int, ...], tuple[Point, ...]]]:
    days: defaultdict[str, list[int]] = defaultdict(list)
    for place, point in _held(series, statuses):
        days[point.as_of or ""].append(place)
    for day in sorted(days, key=lambda day: (not day, day)):
        yield day or None, tuple(days[day]), tuple(series.points[place] for place in days[day])


def _lowest(points: Sequence[Point]) -> float | None:
    """The lowest bound; None where a point is open below."""
    lows = [point.min for point in points]
    return None if None in lows else min(low for low in lows if low is not None)


def _highest(points: Sequence[Point]) -> float | None:
    """The highest bound; None where a point is open above."""
    highs = [point.max for point in points]
    return None if None in highs else max(high for high in highs if high is not None)


def _least(point: Point, vague: dict[str, float], pack: Pack) -> float | None:
    """The least a point can mean: what a vague plural is taken for, where no number is printed beside it."""
    if point.min is None or point.max is not None:
        return point.min
    tokens = pack.tokens(point.text)
    article = str(pack.table("figures").get("article", "")) if pack.has("figures") else ""
    forms = [form.removeprefix(pack.fold.form(article)) for form in tokens.form]
    found = [vague[form] for form in forms if form in vague]
    return min(point.min, found[0]) if len(found) == 1 and "n" not in tokens.kinds else point.min
