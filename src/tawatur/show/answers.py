"""What a reader asks first, answered from the other sections: the latest toll of each kind, quantities told apart.

Nothing here is new: every answer leads to where it stands. A latest toll is what was given last, not what is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tawatur.clitics import Stems
from tawatur.model import FigureKind
from tawatur.packs import codes, load
from tawatur.show.items import Answers, Count, Given, Quantity, Toll, Value
from tawatur.show.quantities import OWNER_LENGTH
from tawatur.show.text import short

TOLLS: tuple[FigureKind, ...] = (
    "killed", "injured", "missing", "evacuated", "hostages", "prisoners", "released", "displaced", "arrested",
)  # fmt: skip
"""Kinds that count people to whom something happened."""

_ALIKE = 2.0
"""How far apart, as a ratio, numbers of one noun may be to be asked about as one quantity."""

_MOST = 8
"""Disputed quantities that the overview lists; all stand under figures."""


def answers(
    counts: Mapping[str, Sequence[Count]], series: Mapping[str, Sequence[Quantity]], langs: Mapping[str, str | None]
) -> Answers:
    """The latest tolls, in the order of `TOLLS`, and the quantities of which several give different numbers.

    `langs` has the language of each page by its anchor.
    """
    tolls: list[Toll] = []
    for kind in TOLLS:
        tolls += _tolls(kind, counts.get(kind, ()), series.get(kind, ()))
    disputed = [*_disputed(series), *_alike(counts.get("other", ()), langs)]
    return Answers(tuple(tolls), tuple(disputed[:_MOST]))


def _tolls(kind: str, rows: Sequence[Count], held: Sequence[Quantity]) -> Iterable[Toll]:
    """The last value of the quantity that most pages give; and what was given later beside it, where something was."""
    whole = [row for row in rows if _counts(row)]
    main = next((q for q in held if q.part_of is None and any(_counts(row) for row in q.rows)), None)
    if main is not None:
        own = [row for row in main.rows if _counts(row)]
        last = max((_when(row) for row in own), default=("", ""))
        for value in _values([row for row in own if _when(row) == last], whole, main.marks):
            yield Toll(kind, main.anchor, value)
        shown = {_bounds(row) for row in own if _when(row) == last}
        whole = [row for row in whole if _when(row)[0] > last[0] and _bounds(row) not in shown]
    if whole:
        last = max(map(_when, whole))
        later = [row for row in whole if _when(row) == last]
        for value in _values(later, whole, [mark for q in held for mark in q.marks])[:3]:
            yield Toll(kind, f"k-{kind}", value, apart=main is not None)


def _counts(row: Count) -> bool:
    figure = row.figure
    return figure.status == "stated" and row.part_of is None and (figure.min, figure.max) != (None, None)


def _when(row: Count) -> tuple[str, str]:
    """The day that a figure holds for, then the moment of its page: what is given later for one day counts as later."""
    published = row.doc.published or ""
    return row.figure.as_of or published[:10], published


def _bounds(row: Count) -> tuple[float | None, float | None]:
    return row.figure.min, row.figure.max


def _values(last: Iterable[Count], rows: Iterable[Count], marks: Iterable[Given]) -> list[Value]:
    """Each distinct value with all rows that give it, and how many sources can stand behind it."""
    rows, marks = tuple(rows), tuple(marks)
    out = []
    for bounds in dict.fromkeys(map(_bounds, last)):
        out.append(_value(tuple(row for row in rows if _bounds(row) == bounds), marks))
    return out


def _value(rows: tuple[Count, ...], marks: Iterable[Given]) -> Value:
    """Bounds that hold whatever is unknown: rows that are known to go back to one source are counted by it, each other
    named source and each page without one may be a source of its own. So many at most; more than one is shown only
    where the case shows it for some of the rows."""
    by_row = {row.anchor: mark for mark in marks for row in mark.rows}
    least, most = 1, 0
    counted = False
    seen: set[str] = set()
    names: list[str] = []
    for row in rows:
        mark = by_row.get(row.anchor)
        name = mark.owner.name if mark is not None else _owner(row)
        if name is not None and name not in names:
            names.append(name)
        behind = mark.shared if mark is not None else None
        unit = behind.anchor if behind is not None else f"name {name}" if name is not None else f"page {row.doc.number}"
        if unit in seen:
            continue
        seen.add(unit)
        if behind is None:
            most += 1
            continue
        counted = True
        least = max(least, behind.row.origins_at_least)
        if behind.row.origins_at_most is None:
            return Value(rows, tuple(names), least, None, "open")
        most += behind.row.origins_at_most
    pages = len({row.doc.number for row in rows})
    why = "names" if len(seen) > 1 else "counted" if counted else "page" if pages == 1 else "word"
    return Value(rows, tuple(names), least, most, why)


def _owner(row: Count) -> str | None:
    """Whose word a figure is, as printed."""
    first = row.trail[0]
    return short(first.names[0], OWNER_LENGTH) if first.role == "speaker" and first.names else None


def _disputed(series: Mapping[str, Sequence[Quantity]]) -> Iterable[tuple[Value, ...]]:
    """Quantities to which different sources give numbers for one day that can't both be."""
    for held in series.values():
        for q in held:
            clashing = {at for group in q.conflicts for at in group}
            final: dict[tuple[str | None, str], Given] = {}
            for mark in q.marks:  # a source that changed its number, or tells its history, stands by the last
                key = (mark.day, mark.owner.name or "")
                if not mark.possible and (key not in final or _last(mark) >= _last(final[key])):
                    final[key] = mark
            kept = list(final.values())
            found = [
                mark
                for at, mark in enumerate(q.marks)
                if at in clashing
                or (mark in kept and any(_apart(mark, other) or _apart(other, mark) for other in kept))
            ]
            if len(found) > 1:
                yield tuple(_value(mark.rows, (mark,)) for mark in found)


def _last(mark: Given) -> tuple[str, float]:
    return max(row.doc.published or "" for row in mark.rows), _top(mark.max)


def _apart(low: Given, high: Given) -> bool:
    """Whether one source still gives a lower number when another has given a higher one for the same day.

    A toll rises: a lower number that was printed before the higher one is no dispute.
    """
    names = low.owner.name, high.owner.name
    if None in names or names[0] == names[1] or low.day != high.day or low.approx or high.approx:
        return False
    first = min(row.doc.published or "" for row in high.rows)
    return _top(low.max) < (high.min or 0.0) and _last(low)[0] >= first


def _top(value: float | None) -> float:
    return float("inf") if value is None else value


def _alike(rows: Iterable[Count], langs: Mapping[str, str | None]) -> Iterable[tuple[Value, ...]]:
    """Figures of no kind of their own that count one noun, from several sources, near each other and not the same.

    They may count different things: so they are set side by side, and no conflict is spoken of.
    """
    groups: dict[str, list[Count]] = {}
    for row in rows:
        if row.figure.counted and row.figure.status != "planned" and _bounds(row) != (None, None):
            groups.setdefault(_noun(row, langs[row.doc.anchor]), []).append(row)
    for held in groups.values():
        sizes = [size for row in held for size in _bounds(row) if size]
        owners = {_owner(row) for row in held}
        if len(owners) < 2 or len(set(map(_bounds, held))) < 3 or max(sizes) > _ALIKE * min(sizes):
            continue
        found: dict[tuple[object, ...], list[Count]] = {}
        for row in held:
            found.setdefault((_bounds(row), row.figure.status), []).append(row)
        yield tuple(_value(tuple(same), ()) for same in found.values())


def _noun(row: Count, lang: str | None) -> str:
    """The first word of what is counted, by its stem."""
    stems = load(lang if lang in codes() else codes()[0]).made(Stems)
    return next((stems.stem(word) for word in (row.figure.counted or "").split()), "")
