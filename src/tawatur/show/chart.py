"""The chart of a quantity as geometry: what the template `chart.html.j2` draws as SVG, for each reading direction.

Time runs in the direction of reading, one band a day; in a band stand the distinct values given for that day, in the
order in which they were printed. Widths are CSS pixels and never scaled, so that letters keep their size on a phone.
Values stand on a linear scale from zero, or from near the lowest where all lie close together far from zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tawatur.show.items import Given, Owner, Quantity
from tawatur.show.phrases import day_in, phrase, words
from tawatur.show.text import bare, count

MOST = 48
"""Marks of one chart. A quantity with more is drawn by day, from the lowest to the highest value, without owners."""

_COLUMN, _BAND = 58, 92  # px: a mark with its label; a band at least, for the name of a day
_TOP, _PLOT, _FOOT, _SIDE, _END = 30, 170, 46, 58, 14  # px: above, the scale, below, for its numbers, behind the last
_OPEN = 22  # px: how far the arrow of an open bound reaches
_STEPS = (1, 2, 2.5, 5, 10)
_CLOSE = 0.6  # share of the highest value from which on the lowest one lets the scale begin above zero


@dataclass(frozen=True)
class Drawn:
    """A mark: its middle, the ends of its range, and what is written at it. `up`, `down`: a bound is open there."""

    x: int
    y: int
    low: int
    high: int
    up: bool
    down: bool
    letter: str
    label: str
    times: str
    possible: bool
    own: bool
    words: str
    said: str


@dataclass(frozen=True)
class Tick:
    """A value of the scale, and where it stands."""

    y: int
    label: str


@dataclass(frozen=True)
class Band:
    """A day: where it begins and ends (x, width), its middle, and its name in lines."""

    x: int
    width: int
    middle: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """All that is drawn, in pixels; `links` join values of an owner in order, `clashes` values that can't both hold."""

    code: str
    direction: str
    width: int
    height: int
    axis: int
    floor: int
    title: str
    desc: str
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    marks: tuple[Drawn, ...]
    links: tuple[str, ...]
    clashes: tuple[tuple[int, int, int, int], ...]


def letter(code: str, owner: Owner) -> str:
    """The letter that stands for an owner: the alphabet of the language, then numbered."""
    if owner.name is None:
        return ""
    letters: str = words(code)["letters"]
    turn, place = divmod(owner.place, len(letters))
    return letters[place] + (str(turn + 1) if turn else "")


def chart(shown: Quantity, code: str) -> Chart:
    """The chart of a quantity in one interface language."""
    by_owner = len(shown.marks) <= MOST
    marks = shown.marks if by_owner else tuple(_by_day(shown.marks))
    direction: str = words(code)["direction"]
    bands = [(day, [at for at, _ in group]) for day, group in groupby(enumerate(marks), key=lambda pair: pair[1].day)]
    widths = [max(_BAND, _COLUMN * len(places)) for _, places in bands]
    width = _SIDE + sum(widths) + _END
    low, high, step = _scale(marks)

    def y(value: float) -> int:
        return round(_TOP + _PLOT * (1 - (value - low) / (high - low)))

    def x(along: float) -> int:
        return round(width - along if direction == "rtl" else along)

    drawn: list[Drawn] = []
    made: list[Band] = []
    at = float(_SIDE)
    year = ""
    for (day, places), wide in zip(bands, widths, strict=True):
        lines, year = _day(code, day, year)
        made.append(Band(min(x(at), x(at + wide)), wide, x(at + wide / 2), lines))
        for n, place in enumerate(places):
            middle = x(at + wide * (n + 0.5) / len(places))
            drawn.append(_drawn(code, marks[place], middle, y, by_owner))
        at += wide
    steps = math.floor((high - low) / step + 1e-9)
    return Chart(
        code=code,
        direction=direction,
        width=width,
        height=_TOP + _PLOT + _FOOT,
        axis=x(_SIDE),
        floor=_TOP + _PLOT,
        title=title(code, shown),
        desc=_desc(code, shown, marks, by_owner),
        ticks=tuple(Tick(y(low + n * step), count(low + n * step)) for n in range(steps + 1)),
        bands=tuple(made),
        marks=tuple(drawn),
        links=tuple(" ".join(f"{drawn[at].x},{drawn[at].y}" for at in path) for path in shown.revisions)
        if by_owner
        else (),
        clashes=tuple(
            (drawn[a].x, drawn[a].y, drawn[b].x, drawn[b].y) for group in shown.conflicts for a, b in pairwise(group)
        )
        if by_owner
        else (),
    )


def title(code: str, shown: Quantity) -> str:
    """What is counted, in plain words."""
    parts = [phrase(code, f"figure.{shown.row.kind}"), shown.counted, shown.row.unit, shown.place]
    return " · ".join(bare(part) for part in parts if part)


def _by_day(marks: Sequence[Given]) -> list[Given]:
    """One mark a day, from the lowest to the highest value given for it."""
    out = []
    for day, group in groupby(marks, key=lambda mark: mark.day):
        held = [mark for mark in group if not mark.possible]
        ends = [end for mark in held for end in (mark.min, mark.max) if end is not None]
        if ends:
            rows = tuple(row for mark in held for row in mark.rows)
            out.append(Given(day, Owner(0, None), min(ends), max(ends), False, False, rows))
    return out


def _ends(mark: Given) -> tuple[float, float]:
    """The lowest and the highest value of a mark; one that is open stands where the other is."""
    low = mark.min if mark.min is not None else mark.max
    high = mark.max if mark.max is not None else mark.min
    return low or 0.0, high or 0.0


def _scale(marks: Sequence[Given]) -> tuple[float, float, float]:
    """Where the scale begins and ends, and its step: four or five round steps."""
    ends = [end for mark in marks for end in _ends(mark)]
    least, most = min(ends), max(ends)
    floor = least if least >= _CLOSE * most and least < most else 0.0
    span = (most - floor) or most or 1.0
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in _STEPS if power * n >= rough)
    if least == int(least) and most == int(most):
        step = max(1.0, step)
    low = math.floor(floor / step) * step
    high = math.ceil(most / step) * step
    return low, high if high > low else low + step, step


def _drawn(code: str, mark: Given, x: int, y: Callable[[float], int], by_owner: bool) -> Drawn:
    low, high = _ends(mark)
    bottom, top = y(low), y(high)
    owner = bare(mark.owner.name) if mark.owner.name else phrase(code, "series.own")
    said = [mark.label, *([owner] if by_owner else []), day_in(code, mark.day)]
    return Drawn(
        x=x,
        y=(bottom + top) // 2,
        low=bottom,
        high=top,
        up=mark.max is None,
        down=mark.min is None,
        letter=letter(code, mark.owner) if by_owner else "",
        label=mark.label,
        times=f"×{mark.pages}" if mark.pages > 1 else "",
        possible=mark.possible,
        own=mark.owner.name is None,
        words=mark.rows[0].words,
        said=", ".join(said),
    )


def _day(code: str, day: str | None, year: str) -> tuple[tuple[str, ...], str]:
    """The name of a day in lines, its year where it is another than the band's before; and that year."""
    if day is None:
        return (phrase(code, "date.unknown"),), year
    first, slash, last = day.partition("/")
    own = (last if first in ("", "..") else first)[:4]
    ends = (("", first), ("– ", last)) if slash else (("", day),)
    lines = tuple(f"{sign}{day_in(code, end, year=False)}" for sign, end in ends if end.strip("."))
    if len(day) > 4 and own != year:
        lines = (*lines, own)
    return lines, own


def _desc(code: str, shown: Quantity, marks: Sequence[Given], by_owner: bool) -> str:
    """The chart in a sentence for those who don't see it; the table beside it says all."""
    least, most = min(marks, key=lambda mark: _ends(mark)[0]), max(marks, key=lambda mark: _ends(mark)[1])
    told = phrase(code, "series.desc").format(n=len(marks), pages=shown.pages, low=least.label, high=most.label)
    return told if by_owner else f"{told} {phrase(code, 'series.by_day')}"
