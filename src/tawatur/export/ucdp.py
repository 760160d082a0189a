"""Figures as a sheet in the columns of those who count violence: UCDP's, and Iraq Body Count's two.

One line for each quantity and each owner who gives a number of it: nobody's number wins, so quantities have no line of
their own. Only stated numbers; what pages fear, plan or deny is left out. What a column can't be told is empty, and
`docs/output.md` has each column's rule.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TextIO

from tawatur.export.csv import safe
from tawatur.model import Document, Figure, Page, Point, Series, Span
from tawatur.packs import codes, load
from tawatur.relate.views import Shown, by_owner, min_max
from tawatur.store import Case
from tawatur.store.overlay import Overlay

COLUMNS = (
    *("id", "series", "part_of", "kind", "counted", "unit", "date_start", "date_end", "date_prec", "event_clarity"),
    *("where_coordinates", "where_prec", "low", "best", "high", "reported_min", "reported_max"),
    *("number_of_sources", "number_of_pages", "source_original", "source_office", "source_date", "source_headline"),
    *("source_article", "in_conflict"),
)

JOINT = "; "
_SAME_TEXT = ("copy", "cut", "translation")
_PLACES = {"country": 6, "city": 1}
"""UCDP's where_prec of a name that our tables know: only the country is told; the very place is."""


class _Printed(NamedTuple):
    """What a line needs of its documents."""

    documents: Mapping[str, Document]
    figures: Mapping[tuple[str, Span], Figure]
    text_of: Mapping[str, str]
    """Document -> the text it is, copies, cuts and translations being one."""


def write(case: Case, stream: TextIO, *, include_private: bool) -> int:
    """Write the sheet as CSV, as `csv` does; gives the number of lines. Owners whom the case hides aren't named."""
    printed = _printed(Overlay(case).pages(), case)
    hidden = frozenset[str]() if include_private else _hidden(case)
    stream.write("\ufeff")
    out = csv.writer(stream, lineterminator="\r\n")
    out.writerow(COLUMNS)
    count = 0
    for series in case.related("series"):
        for line in lines(series, printed):
            if line["source_original"] in hidden:
                line["source_original"] = None
            out.writerow([safe(line[column]) for column in COLUMNS])
            count += 1
    return count


def _printed(pages: Iterable[Page], case: Case) -> _Printed:
    documents: dict[str, Document] = {}
    figures: dict[tuple[str, Span], Figure] = {}
    for page in pages:
        documents[page.document.key] = page.document
        figures |= {(page.document.key, figure.span): figure for figure in page.figures}
    text_of = {key: key for key in documents}

    def top(key: str) -> str:
        while text_of[key] != key:
            key = text_of[key]
        return key

    for row in case.derivations():
        if row.kind in _SAME_TEXT:
            a, b = sorted((top(row.a), top(row.b)))
            text_of[b] = a
    return _Printed(documents, figures, {key: top(key) for key in documents})


def _hidden(case: Case) -> frozenset[str]:
    return frozenset(one.value.text for one in case.entities() if one.value.private)


def lines(series: Series, printed: _Printed) -> Iterator[dict[str, Any]]:
    """The lines of one quantity: of each owner, those without one last."""
    days = {row.day: row for row in min_max(series)}
    conflicts = {place for group in series.conflicts for place in group}
    for number, row in enumerate(by_owner(series), 1):
        points = [series.points[place] for place in row.points]
        yield {
            "id": f"{series.series}-{number}",
            "series": series.series,
            "part_of": series.part_of,
            "kind": series.kind,
            "unit": series.unit,
            "event_clarity": 2 if series.running else 1,
            "in_conflict": "true" if conflicts & set(row.points) else "false",
            **_values(row, days.get(points[-1].as_of)),
            **_when(points),
            **_where([figure for one in points if (figure := printed.figures.get((one.document, one.span)))],
                     printed.documents[points[0].document].lang),
            **_sources(row, [one.document for one in points], printed),
        }  # fmt: skip


def _values(row: Shown, day: Shown | None) -> dict[str, Any]:
    return {
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "reported_min": day.low if day is not None else None,
        "reported_max": day.high if day is not None else None,
    }


def _when(points: list[Point]) -> dict[str, Any]:
    """First and last day, and how precise: of the event where a page gives that, else of what was said."""
    own = [one.as_of for one in points if one.as_of and one.as_of_basis == "event"]
    days = sorted({day[:10] for day in own or [one.as_of for one in points if one.as_of]})
    if not days:
        return {"date_start": None, "date_end": None, "date_prec": None}
    return {"date_start": days[0], "date_end": days[-1], "date_prec": date_prec(days)}


def date_prec(days: list[str]) -> int | None:
    """UCDP's date_prec of ISO prefixes: 1 a day, 2 up to six, 3 a week, 4 a month, 5 a year; None beyond.

    >>> [date_prec(days) for days in (["2031-04-06"], ["2031-04-06", "2031-04-09"], ["2031-04"], ["2031"])]
    [1, 2, 4, 5]
    """
    if len(days) == 1 and len(days[0]) in (4, 7):
        return 4 if len(days[0]) == 7 else 5
    try:
        span = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days + 1
    except ValueError:  # days and months, or months: all of one year, or not
        return 5 if len({day[:4] for day in days}) == 1 else None
    return next((prec for most, prec in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)) if span <= most), None)


def _where(figures: list[Figure], lang: str | None) -> dict[str, Any]:
    counted = next((figure.counted for figure in figures if figure.counted), None)
    places = list(dict.fromkeys(figure.place for figure in figures if figure.place))
    found = {_known(lang).get(_form(lang, place)) for place in places}
    prec = found.pop() if len(found) == 1 else None
    return {"counted": counted, "where_coordinates": JOINT.join(places) or None, "where_prec": prec}


def _form(lang: str | None, place: str) -> str:
    return load(lang).fold.form(place) if lang in codes() and lang is not None else place


@cache
def _known(lang: str | None) -> dict[str, int]:
    """Names of countries and towns -> where_prec, those that are both left out."""
    if lang is None or lang not in codes() or not load(lang).has("places"):
        return {}
    out: dict[str, int] = {}
    both: set[str] = set()
    for row in load(lang).table("places")["place"]:
        prec = _PLACES.get(row["kind"])
        form = _form(lang, row["name"])
        if prec is not None and out.setdefault(form, prec) != prec:
            both.add(form)
    return {form: prec for form, prec in out.items() if form not in both}


def _sources(row: Shown, keys: list[str], printed: _Printed) -> dict[str, Any]:
    documents = [printed.documents[key] for key in dict.fromkeys(keys)]
    titles = [one.title.of(one.text) if one.title is not None else None for one in documents]

    def joined(values: Iterable[str | None]) -> str | None:
        return JOINT.join(dict.fromkeys(" ".join(one.split()) for one in values if one)) or None

    return {
        "number_of_sources": len({printed.text_of[one.key] for one in documents}),
        "number_of_pages": len(documents),
        "source_original": row.owner,
        "source_office": joined(one.outlet for one in documents),
        "source_date": joined(one.published.value[:10] if one.published else None for one in documents),
        "source_headline": joined(titles),
        "source_article": joined(one.url or one.name for one in documents),
    }
