"""Quantities in the dossier: what their charts draw, the three views, and that the tables beside them say the same."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given as having
from hypothesis import settings
from hypothesis import strategies as st

from made_dossier import HOSTILE, Reader
from made_pages import document, entity, figure, said
from tawatur.model import Page, Point, Series
from tawatur.show.chart import MOST, Chart, chart
from tawatur.show.dossier import render, viewed
from tawatur.show.items import Quantity
from tawatur.show.phrases import LANGUAGES, words
from tawatur.show.view import DossierInput

Value = tuple[str, float | None, float | None, str | None, str | None]
"""What is printed, its bounds, the day it holds for, whose word it is (None: the page's own)."""

TOLL: list[Value] = [
    ("3 قتلى", 3, 3, "2031-04-06", "الدفاع المدني"),
    ("ما لا يقل عن 7 قتلى", 7, None, "2031-04-07", None),
    ("9 قتلى", 9, 9, "2031-04-08", "الدفاع المدني"),
    ("بين 11 و14 قتيلا", 11, 14, "2031-04-08", "نقابة الأطباء"),
]


def page(number: int, value: Value) -> Page:
    printed, low, high, day, owner = value
    text = f"قال {owner or 'شاهد'} إن {printed} سقطوا في انهيار المبنى."
    made = document(f"{number:02}.txt", text, outlet=f"صحيفة {number}", published=f"2031-04-{number + 6:02}")
    one = figure(made, printed, 0, counted="قتلى", place="حي الصفصاف", as_of=day, attribution=0 if owner else None)
    claim = said(made, f"{printed} سقطوا في انهيار المبنى", cue="قال", source=owner or "شاهد", speaker=0)
    names = entity(made, owner or "شاهد", "organisation" if owner else None)
    return Page(
        document=made,
        attributions=(claim,),
        figures=(msgspec.structs.replace(one, min=low, max=high),),
        entities=(names,),
    )


def case(values: list[Value], **more: Any) -> DossierInput:
    pages = [page(number, value) for number, value in enumerate(values)]
    points = tuple(
        Point(made.document.key, made.figures[0].span, low, high, day, owner, printed)
        for made, (printed, low, high, day, owner) in zip(pages, values, strict=True)
    )
    row = Series("s-1", "killed", values[0][0], points)
    return DossierInput(pages, series=(msgspec.structs.replace(row, **more),))


def shown(given: DossierInput) -> Quantity:
    (one,) = viewed(given, text="full").series["killed"]
    return one


def places(made: Chart) -> dict[str, tuple[int, int]]:
    return {mark.label: (mark.x, mark.y) for mark in made.marks}


def test_values_rise_on_the_scale_and_days_run_with_the_reading() -> None:
    quantity = shown(case(TOLL))
    for code in LANGUAGES:
        at = places(chart(quantity, code))
        ys = [at[label][1] for label in ("3", "≥ 7", "9", "11–14")]
        assert ys == sorted(ys, reverse=True), "higher values stand higher"
        xs = [at[label][0] for label in ("3", "≥ 7", "9", "11–14")]
        assert xs == sorted(xs, reverse=words(code)["direction"] == "rtl")
    arabic, english = (chart(quantity, code) for code in LANGUAGES)
    for one, other in zip(arabic.marks, english.marks, strict=True):
        assert (one.x, one.y) == (arabic.width - other.x, other.y), "one is the mirror of the other"


def test_ranges_and_open_bounds_are_drawn_as_such() -> None:
    marks = {mark.label: mark for mark in chart(shown(case(TOLL)), "en").marks}
    assert marks["11–14"].low > marks["11–14"].high
    assert (marks["≥ 7"].up, marks["≥ 7"].down, marks["≥ 7"].own) == (True, False, True)
    assert marks["3"].letter == marks["9"].letter != marks["11–14"].letter


def test_a_source_that_changed_its_number_is_joined_by_a_line_and_values_that_clash_are_marked() -> None:
    quantity = shown(case(TOLL, revisions=((0, 2),), conflicts=((2, 3),)))
    made = chart(quantity, "en")
    at = places(made)
    assert made.links == (f"{at['3'][0]},{at['3'][1]} {at['9'][0]},{at['9'][1]}",)
    assert made.clashes == ((*at["9"], *at["11–14"]),)
    html = render(case(TOLL, revisions=((0, 2),), conflicts=((2, 3),)), lang="en")
    assert words("en")["series"]["revised"] in html
    disagree = html[html.index('id="disagree"') : html.index('id="doubted"')]
    assert all(label in disagree for label in ("9", "11–14"))


def test_the_table_beside_a_chart_says_the_same() -> None:
    quantity = shown(case(TOLL))
    html = render(case(TOLL), lang="en")
    table = re.search(r'(?s)<table class="given">.*?</table>', html)
    assert table is not None
    rows = [re.sub("<l-ar>.*?</l-ar>|<[^>]*>", " ", row) for row in table[0].split("<tr>")[2:]]
    drawn = chart(quantity, "en").marks
    assert len(rows) == len(drawn)
    for row, mark in zip(rows, drawn, strict=True):
        assert row.split()[: len(mark.label.split())] == mark.label.split()
        assert mark.letter in row


def test_the_three_views_name_their_rules_and_cite_their_figures() -> None:
    by_name = {view.name: view.lines for view in shown(case(TOLL)).views}
    assert [(line.low, line.high) for line in by_name["ibc"]] == [(3, 3), (7, None), (9, 14)]
    assert [(line.owner, line.low, line.best, line.high) for line in by_name["ucdp"]] == [
        ("الدفاع المدني", 3, 9, 9),
        ("نقابة الأطباء", 11, None, 14),
        (None, 7, None, None),
    ]
    assert [line.low for line in by_name["acled"]] == [3, 7, 9]
    reader = Reader(render(case(TOLL), lang="en"))
    for name in ("Iraq Body Count", "UCDP", "ACLED"):
        assert name in reader.all_text
    assert {link for link in reader.links if link.startswith("#")} <= {f"#{name}" for name in reader.ids}


def test_one_value_everywhere_needs_no_chart() -> None:
    html = render(case([TOLL[0], TOLL[0]]))
    assert "<svg" not in html
    assert words("ar")["series"]["same"] in html


def test_points_of_pages_that_are_not_shown_drop_out() -> None:
    given = case(TOLL, conflicts=((0, 1), (2, 3)))
    some = DossierInput(given.pages[2:], series=given.series)
    quantity = shown(some)
    assert [mark.label for mark in quantity.marks] == ["9", "11–14"]
    assert quantity.conflicts == ((0, 1),)
    assert not viewed(DossierInput(given.pages[:1], series=given.series), text="full").series


def test_too_many_values_are_drawn_by_day() -> None:
    many: list[Value] = [(f"{n} قتلى", n, n, f"2031-04-{n % 3 + 1:02}", f"جهة {n}") for n in range(2, MOST + 4)]
    made = chart(shown(case(many)), "en")
    assert len(made.marks) == 3
    assert words("en")["series"]["by_day"] in made.desc


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_names_in_charts_are_letters(evil: str) -> None:
    given = case(TOLL)
    pages = [
        msgspec.structs.replace(
            one, figures=tuple(msgspec.structs.replace(f, counted=evil, place=evil) for f in one.figures)
        )
        for one in given.pages
    ]
    points = tuple(msgspec.structs.replace(p, owner=evil if p.owner else None) for p in given.series[0].points)
    series = msgspec.structs.replace(given.series[0], points=points, unit=evil)
    html = render(DossierInput(pages, series=(series,)))
    reader = Reader(html)
    kinds = {tag for tag, _ in Reader(render(given)).elements} | {"i"}
    assert {tag for tag, _ in reader.elements} <= kinds
    assert not any(name.startswith("on") or name == "style" for _, held in reader.elements for name in held)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b\ufffe]", re.sub(r"(?s)<style>.*?</style>", "", html))


@settings(max_examples=60, deadline=None)
@having(
    st.lists(
        st.tuples(
            st.integers(0, 3_000_000),
            st.integers(0, 1000),
            st.sampled_from(["2031-04-06", "2031-04", "2031-04-01/2031-04-07", "2031-04-06/..", None]),
            st.sampled_from(["الدفاع المدني", "نقابة الأطباء", None]),
            st.sampled_from(["both", "low", "high"]),
        ),
        min_size=2,
        max_size=12,
    )
)
def test_every_mark_stands_inside_its_chart(drawn: list[tuple[int, int, str | None, str | None, str]]) -> None:
    values: list[Value] = [
        (f"{n} ضحايا", low if open_ != "high" else None, low + more if open_ != "low" else None, day, owner)
        for n, (low, more, day, owner, open_) in enumerate(drawn)
    ]
    quantity = shown(case(values))
    assert sum(len(mark.rows) for mark in quantity.marks) == len(values)
    for code in LANGUAGES:
        made = chart(quantity, code)
        assert len({tick.label for tick in made.ticks}) == len(made.ticks)
        for mark in made.marks:
            assert 0 <= mark.x <= made.width
            assert 20 <= mark.high <= mark.low <= made.floor
