"""Planted phrases come back with their span and value, whatever stands around them and whatever marks fold away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import tawatur
from plain_documents import plain_document
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Moment, Span
from tawatur.packs import load
from tawatur.reading import Reading

NOW = Moment("2024-03-14", "stated")

# Words that no table knows, so that any mix of them is neutral ground.
FILLER = [
    "زيتون",
    "نافذة",
    "كراسة",
    "بستان",
    "وردة",
    "غيوم",
    "قمح",
    "حقيبة",
    "ليمون",
    "شجيرة",
    "خبز",
    "ملح",
    "،",
    ".",
    "«",
    "»",
]
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0640\u200f\u200e"

NUMBERS = [
    ("سبعة آلاف", 7000),
    ("مليون ومئتي ألف", 1_200_000),
    ("12,300", 12_300),
    ("تسعة وتسعين", 99),
    ("3.5 ملايين", 3_500_000),
    ("ستمائة وواحد", 601),
    ("٤٥٬٠٠٠", 45_000),
]
DATES = [
    ("السابع من أكتوبر 2023", "2023-10-07"),
    ("07/10/2023", "2023-10-07"),
    ("أمس الأربعاء", "2024-03-13"),
    ("20 شوال 1436 هـ", "2015-08-05"),
    ("الشهر الماضي", "2024-02"),
    ("عام 1998", "1998"),
]
FIGURES = [
    ("أكثر من سبعة آلاف قتيل", (7000, None, "killed")),
    ("نحو 30 جريحا", (30, 30, "injured")),
    ("قتيلان", (2, 2, "killed")),
    ("20 بالمئة", (20, 20, "percent")),
    ("عشرات النازحين", (20, None, "displaced")),
    ("4 ملايين دولار", (4_000_000, 4_000_000, "money")),
]

filler = st.lists(st.sampled_from(FILLER), max_size=8).map(" ".join)


@st.composite
def noisy(draw: st.DrawFn, phrase: str) -> str:
    """The phrase with marks strewn behind letters: they belong to the word they stand in."""
    out = []
    for at, char in enumerate(phrase):
        out.append(char)
        inside = at + 1 < len(phrase) and phrase[at + 1].isalpha()
        if char.isalpha() and inside and draw(st.booleans()):
            out.append(draw(st.sampled_from(MARKS)))
    return "".join(out)


@st.composite
def planted(draw: st.DrawFn, phrases: list[tuple[str, object]]) -> tuple[str, Span, object]:
    phrase, value = draw(st.sampled_from(phrases))
    phrase = draw(noisy(phrase))
    before, behind = draw(filler), draw(filler)
    head = f"{before} . " if before else ""
    tail = f" . {behind}" if behind else ""
    return head + phrase + tail, Span(len(head), len(head) + len(phrase)), value


@given(planted(list(NUMBERS)))
@settings(max_examples=120, deadline=None)
def test_a_planted_number_comes_back(case: tuple[str, Span, object]) -> None:
    text, span, value = case
    assert [(q.number.span, q.value) for q in find_numbers(Reading(text, load("ar")))] == [(span, value)]


@given(planted(list(DATES)))
@settings(max_examples=120, deadline=None)
def test_a_planted_date_comes_back(case: tuple[str, Span, object]) -> None:
    text, span, value = case
    assert [(d.span, d.value) for d in find_dates(Reading(text, load("ar")), NOW)] == [(span, value)]


@given(planted(list(FIGURES)))
@settings(max_examples=120, deadline=None)
def test_a_planted_figure_comes_back(case: tuple[str, Span, object]) -> None:
    text, span, value = case
    found = figures_of(text)
    assert [(f.span, (f.min, f.max, f.kind)) for f in found] == [(span, value)]
    assert found[0].text == text[span.start : span.end]


def figures_of(text: str) -> list:
    reading = Reading(text, load("ar"))
    document = plain_document(text, published=NOW)
    dates = find_dates(reading, NOW)
    return list(find_figures(reading, document, find_numbers(reading), dates, (), ()))


@given(st.text(alphabet=st.sampled_from(list("ابتثجقمنهويألفمئة 0123456789٠١٢،.:/-–()«»\n%")), max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_spans_that_hold_their_words(text: str) -> None:
    reading = Reading(text, load("ar"))
    for found in ([q.number for q in find_numbers(reading)], find_dates(reading, NOW), figures_of(text)):
        end = 0
        for item in sorted(found, key=lambda one: one.span):
            assert item.text == text[item.span.start : item.span.end] != ""
            assert item.span.start >= end
            end = item.span.end


def test_nothing_is_resolved_without_a_publication_moment() -> None:
    text = "وصلوا أمس، وغادروا يوم الجمعة في 3 مايو، ثم عادوا الشهر الماضي قبل خمسة أيام، وذلك في 4 شوال"
    dates = find_dates(Reading(text, load("ar")), None)
    assert len(dates) == 5
    assert {d.value for d in dates} == {None}


def test_a_week_has_no_value_and_a_reason() -> None:
    (found,) = find_dates(Reading("الأسبوع الماضي", load("ar")), NOW)
    assert (found.value, found.why[0].rule) == (None, "a week is no ISO prefix")


def test_both_calendars_are_checked_against_each_other() -> None:
    right = find_dates(Reading("20 شوال 1436 الموافق 6 أغسطس 2015", load("ar")), None)
    assert [d.value for d in right] == ["2015-08-06", "2015-08-06"]
    reading = Reading("20 شوال 1436 الموافق 26 أغسطس 2015", load("ar"))
    wrong = find_dates(reading, None)
    assert [d.value for d in wrong] == [None, "2015-08-26"]
    assert "days apart" in reading.abstained[0].reason


def test_a_line_without_stops_gives_output_that_grows_with_it() -> None:
    said = "قال الوزير إن الميناء مغلق والسفن متوقفة "
    short, long = (tawatur.annotate(said * n) for n in (200, 400))
    words = [sum(len(one.text) for one in page.attributions) for page in (short, long)]
    assert len(long.attributions) > 390, "a saying on which a piece ends is lost"
    assert words[1] < 2.5 * words[0]


def test_a_letter_that_only_stretches_words_is_a_dash_where_it_stands_alone() -> None:
    page = tawatur.annotate("أما ـ فقد قال ـ كما يبدو ـ إن الميناء مغلق. وقال ـ إن السفن متوقفة.")
    words = page.document.text
    assert all(words[span.start : span.end].strip("ـ ") for said in page.attributions for span in said.source)
