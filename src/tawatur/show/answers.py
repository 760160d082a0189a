"""What a reader asks first, answered from the other sections: how tolls rose, what is told differently or only feared.

Nothing here is new: every answer leads to where it stands. A latest toll is what was given last, not what is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from tawatur.clitics import Stems
from tawatur.model import TOLLS
from tawatur.packs import pack_of
from tawatur.relate.groups import Union
from tawatur.show.asked import Answers, By, Dispute, Toll, Value
from tawatur.show.items import Count, DocView, Given, Quantity, Said, Speaker
from tawatur.show.quantities import OWNER_LENGTH
from tawatur.show.text import short
from tawatur.show.twins import twins
from tawatur.words import NUMBER, WORD

_ALIKE = 2.0
"""How far apart, as a ratio, numbers of one noun may be to be asked about as one quantity."""

_MOST = 8
"""Disputed quantities that the overview lists; all stand under figures."""

_RELAYED = 6
"""Statements that came through others, of which the overview lists those that came through most."""


def answers(
    counts: Mapping[str, Sequence[Count]],
    series: Mapping[str, Sequence[Quantity]],
    docs: Sequence[DocView],
    speakers: Iterable[Speaker] = (),
    unnamed: Iterable[Said] = (),
) -> Answers:
    """The latest tolls, in the order of `TOLLS`, and what pages tell differently, fear, deny, relay and translate."""
    speakers = tuple(speakers)
    ask = _Asker(speakers)
    tolls: list[Toll] = []
    for kind in TOLLS:
        tolls += ask.tolls(kind, counts.get(kind, ()), series.get(kind, ()))
    langs = {doc.ref.anchor: doc.document.lang for doc in docs}
    said = chain(unnamed, *(one.said for one in speakers))
    relayed = [one for one in said if any(node.role == "carrier" for node in one.trail)]
    relayed.sort(key=lambda one: (-sum(node.role == "carrier" for node in one.trail), one.doc.number, one.number))
    return Answers(
        tolls=tuple(tolls),
        disputed=tuple(ask.disputed(series, counts.get("other", ()), langs)[:_MOST]),
        doubted=tuple(ask.doubted(counts)),
        relayed=tuple(relayed[:_RELAYED]),
        twins=twins(docs),
    )


class _Asker:
    """Answers with the names under which the dossier lists speakers, so that one man stands under one name."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._names = {said.words: short(one.name, OWNER_LENGTH) for one in speakers for said in one.said}

    def tolls(self, kind: str, rows: Sequence[Count], held: Sequence[Quantity]) -> Iterable[Toll]:
        """The last value of the quantity that most pages give, and the ones before it; and what was given later."""
        whole = [row for row in rows if _counts(row)]
        main = next((q for q in held if q.part_of is None and any(_counts(row) for row in q.rows)), None)
        if main is not None:
            own = [row for row in main.rows if _counts(row)]
            last = max((_when(row) for row in own), default=("", ""))
            latest = [row for row in own if _when(row) == last]
            steps = self._steps(own, whole, main)
            for value in self._values(latest, whole, main.marks):
                yield Toll(kind, main.anchor, value, steps=steps, place=main.place)
                steps = ()  # told once, where several numbers are the last
            shown = {_bounds(row) for row in latest}
            whole = [row for row in whole if _when(row)[0] > last[0] and _bounds(row) not in shown]
        if whole:
            last = max(map(_when, whole))
            later = [row for row in whole if _when(row) == last]
            for value in self._values(later, whole, [mark for q in held for mark in q.marks])[:3]:
                yield Toll(kind, f"k-{kind}", value, apart=main is not None)

    def _steps(self, own: Sequence[Count], whole: Sequence[Count], main: Quantity) -> tuple[Value, ...]:
        """The numbers of a quantity by the first day that they hold for, then by when they were first printed.

        With each stand figures of the kind that give the same number for a day that it is given for.
        """
        days = {(_bounds(row), _when(row)[0]) for row in own}
        anchors = {row.anchor for row in own}
        rows = [row for row in whole if row.anchor in anchors or (_bounds(row), _when(row)[0]) in days]
        groups: dict[object, list[Count]] = {}
        for row in rows:
            groups.setdefault(_bounds(row), []).append(row)
        order = sorted(
            groups.values(),
            key=lambda held: (
                min(_when(row)[0] for row in held),
                min(row.doc.published or "~" for row in held),
                _bounds(held[0])[0] or 0.0,
            ),
        )
        return tuple(self._value(tuple(held), main.marks) for held in order)

    def _values(self, last: Iterable[Count], rows: Iterable[Count], marks: Iterable[Given]) -> list[Value]:
        """Each distinct value with all rows that give it, and how many sources can stand behind it."""
        rows, marks = tuple(rows), tuple(marks)
        return [
            self._value(tuple(row for row in rows if _bounds(row) == bounds), marks)
            for bounds in dict.fromkeys(map(_bounds, last))
        ]

    def _value(self, rows: tuple[Count, ...], marks: Iterable[Given]) -> Value:
        """Bounds that hold whatever is unknown: rows that are known to go back to one source are counted by it, each
        other named source and each page without one may be a source of its own. So many at most; more than one is
        shown only where the case shows it for some of the rows."""
        by_row = {row.anchor: mark for mark in marks for row in mark.rows}
        least = 1
        most: int | None = 0
        counted = None
        seen: set[str] = set()
        held: dict[tuple[str | None, str], list[Count]] = {}
        for row in rows:
            mark = by_row.get(row.anchor)
            name, known = self._owner(row)
            owner = mark.owner.name if mark is not None else name if known else None
            called = name or owner
            held.setdefault((called, "speaker" if called else row.trail[0].role), []).append(row)
            behind = mark.shared if mark is not None else None
            unit = (
                behind.anchor
                if behind is not None
                else f"name {owner}"
                if owner is not None
                else f"page {row.doc.number}"
            )
            if unit in seen or most is None:
                continue
            seen.add(unit)
            if behind is None:
                most += 1
                continue
            counted = counted or behind
            least = max(least, behind.row.origins_at_least)
            most = most + behind.row.origins_at_most if behind.row.origins_at_most is not None else None
        by = _folded(By(*of, tuple(some)) for of, some in held.items())
        pages = len({row.doc.number for row in rows})
        if most is None:
            why = "open"
        else:
            why = "names" if len(seen) > 1 else "counted" if counted else "page" if pages == 1 else "word"
        return Value(rows, tuple(by), least, most, why, counted)

    def _owner(self, row: Count) -> tuple[str | None, bool]:
        """Whose word a figure is, as the dossier calls him, and whether he is named; None where nobody is."""
        first = row.trail[0]
        if first.role != "speaker":
            return None, False
        if row.said is not None and row.said in self._names:
            return self._names[row.said], True
        return (short(first.names[0], OWNER_LENGTH), first.known) if first.names else (None, False)

    def disputed(
        self, series: Mapping[str, Sequence[Quantity]], rows: Sequence[Count], langs: Mapping[str, str | None]
    ) -> list[Dispute]:
        """Quantities of which pages give numbers that don't agree; those that share figures are one."""
        found = [(q.row.kind, q.anchor, self._told_apart(q)) for held in series.values() for q in held]
        found += [("other", "k-other", held) for held in self._alike(rows, langs)]
        found = [one for one in found if one[2]]
        union: Union[int] = Union()
        first: dict[str, int] = {}
        for at, (_, _, some) in enumerate(found):
            union.top(at)
            for row in some:
                union.join(first.setdefault(row.anchor, at), at)
        joined: dict[int, dict[str, Count]] = {}
        for at, (_, _, some) in enumerate(found):
            joined.setdefault(union.top(at), {}).update((row.anchor, row) for row in some)
        out = []
        for top, every in joined.items():
            groups: dict[tuple[object, ...], list[Count]] = {}
            for row in sorted(every.values(), key=lambda row: (row.doc.number, row.figure.span)):
                groups.setdefault((_bounds(row), row.figure.status), []).append(row)
            marks = [mark for held in series.values() for q in held for mark in q.marks]
            sized = sorted(groups.values(), key=lambda same: (_size(same[0]), same[0].figure.status))
            values = tuple(self._value(tuple(same), marks) for same in sized)
            nouns = Counter(row.figure.counted for row in every.values() if row.figure.counted)
            counted = min(nouns, key=lambda noun: (-nouns[noun], noun)) if nouns else None
            of = [at for at in range(len(found)) if union.top(at) == top]
            anchors = dict.fromkeys(found[at][1] for at in of)  # quantities before figures that stand alone
            out.append(Dispute(found[of[0]][0], tuple(anchors), short(counted, 40) if counted else None, values))
        return out

    def _told_apart(self, q: Quantity) -> list[Count]:
        """The figures of a quantity to which different sources give numbers for one day that can't both be.

        What a page says as its own, as when it looks back on earlier numbers, is no account beside the others where
        these disagree among themselves; it stands with the number that it repeats.
        """
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
            if at in clashing or (mark in kept and any(_apart(mark, other) or _apart(other, mark) for other in kept))
        ]
        owned = [mark for mark in found if mark.owner.name or any(self._owner(row)[0] for row in mark.rows)]
        if len({(mark.min, mark.max) for mark in owned}) > 1:
            ends = {(mark.min, mark.max) for mark in owned}
            found = [mark for mark in q.marks if (mark.min, mark.max) in ends and not mark.possible]
        return [row for mark in found for row in mark.rows] if len(found) > 1 else []

    def _alike(self, rows: Iterable[Count], langs: Mapping[str, str | None]) -> Iterable[list[Count]]:
        """Figures of no kind of their own that count one noun, from several sources, near each other, not the same.

        They may count different things: so they are set side by side, and no conflict is spoken of.
        """
        groups: dict[str, list[Count]] = {}
        for row in rows:
            if row.figure.counted and row.figure.status != "planned" and _bounds(row) != (None, None):
                groups.setdefault(_noun(row, langs[row.doc.anchor]), []).append(row)
        for held in groups.values():
            sizes = [size for row in held for size in _bounds(row) if size]
            owners = {self._owner(row)[0] for row in held}
            if len(owners) > 1 and len(set(map(_bounds, held))) > 2 and max(sizes) <= _ALIKE * min(sizes):
                yield held

    def doubted(self, counts: Mapping[str, Sequence[Count]]) -> Iterable[tuple[str, Value]]:
        """Numbers that are only possible, or denied, by kind and size; equal bounds stand together."""
        for kind, rows in counts.items():
            groups: dict[tuple[str, float], list[Count]] = {}
            for row in rows:
                low, high = _bounds(row)
                if row.figure.status in ("possible", "denied") and (low, high) != (None, None):
                    groups.setdefault((row.figure.status, high if high is not None else low or 0.0), []).append(row)
            for _, held in sorted(groups.items(), key=lambda one: (one[0][0] == "denied", -len(one[1]))):
                yield kind, self._value(tuple(sorted(held, key=lambda row: row.doc.number)), ())


_PART = 2
"""Words that a name has at least to be read as a part of a longer one: a bare "source" is a part of too many."""


def _folded(given: Iterable[By]) -> list[By]:
    """Lines of sources whose printed names are parts of one another as one line, those without a name last.

    It is called by the longest name, by that of a known speaker before a description. A name that is part of several
    that are no parts of each other stands alone. Only lines are saved by it: how many sources there are isn't told.
    """
    lines = list(given)
    stems = [_stems(one.name) for one in lines]
    over: dict[int, list[int]] = {}
    for at, one in enumerate(stems):
        holders = [
            i for i, other in enumerate(stems) if len(one) >= _PART and (one < other or (one == other and i < at))
        ]
        over[at] = [i for i in holders if not any(stems[i] < stems[j] for j in holders)]
    union: Union[int] = Union()
    for at, holders in over.items():
        union.top(at)
        if len({frozenset(stems[i]) for i in holders}) == 1:
            union.join(holders[0], at)
    out = []
    for members in union.groups():
        some = [lines[at] for at in sorted(members)]
        rows = tuple(row for one in some for row in one.rows)
        named = [one for one in some if one.name]
        best = max(named or some, key=lambda one: (one.rows[0].trail[0].known, len(one.name or "")))
        out.append((min(members), By(best.name, best.role, rows)))
    return [one for _, one in sorted(out, key=lambda pair: (pair[1].name is None, pair[0]))]


def _stems(name: str | None) -> frozenset[str]:
    """The stems of a name's words but the shortest, which stand between words ("in", "of")."""
    pack = pack_of(None)
    stems, tokens = pack.made(Stems), pack.tokens(name or "")
    return frozenset(
        stems.stem(form)
        for form, kind in zip(tokens.form, tokens.kinds, strict=True)
        if kind in (WORD, NUMBER) and len(form) > _LINKS
    )


_LINKS = 2
"""Letters of a word that only links others, at most."""


def _counts(row: Count) -> bool:
    figure = row.figure
    return (
        figure.status == "stated"
        and not row.denied
        and row.part_of is None
        and (figure.min, figure.max) != (None, None)
    )


def _when(row: Count) -> tuple[str, str]:
    """The day that a figure holds for, then the moment of its page: what is given later for one day counts as later."""
    published = row.doc.published or ""
    return row.figure.as_of or published[:10], published


def _bounds(row: Count) -> tuple[float | None, float | None]:
    return row.figure.min, row.figure.max


def _size(row: Count) -> tuple[float, float]:
    low, high = _bounds(row)
    return (low if low is not None else high or 0.0), _top(high)


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


def _noun(row: Count, lang: str | None) -> str:
    """The first word of what is counted, by its stem."""
    stems = pack_of(lang).made(Stems)
    return next((stems.stem(word) for word in (row.figure.counted or "").split()), "")
