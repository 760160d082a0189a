"""Furniture is read line by line, for numbers and dates alone; the page itself is read without it."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.dates.frames import Frames
from tawatur.kinds.dates.furniture import Bearing, Furniture
from tawatur.kinds.numbers.find import find_numbers, vocabulary
from tawatur.model import Moment, Page, Span
from tawatur.packs import load
from tawatur.pipeline import annotate
from tawatur.reading import Reading
from tawatur.words import LINE

PUBLISHED = Moment("2031-03-12T09:00", "stated")  # a Wednesday
MENU = (
    "الرئيسية",
    "من نحن",
    "أخبار محلية",
    "كل الأقسام",
    "بعد النشر",
    "اتصل بنا | الخصوصية",
    "آخر الأخبار",
    "منذ قليل",
)
BORNE = ("قبل 3 ساعات", "السبت", "ثلاث جرحى في حريق", "© 2031 كل الحقوق محفوظة", "الشهر الماضي", "غدا")


def page(*, aside: str = "", between: str = "", body: str) -> Page:
    """An article with other articles' headlines above it and between its paragraphs."""
    paragraphs = f"<div class='related'>{between}</div>".join(f"<p>{one}</p>" for one in body.split("\n"))
    return annotate(
        "<html><head><meta property='article:published_time' content='2031-03-12T09:00'></head><body>"
        f"<nav>{aside}</nav><article><h1>ارتفاع منسوب النهر في بلدة صافية بعد أمطار غزيرة</h1>{paragraphs}</article>"
        "</body></html>",
        media_type="text/html",
    )


# --- which lines are passed over ----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", MENU)
def test_a_menu_bears_nothing(line: str) -> None:
    assert not Bearing(load("ar"))(line)


@pytest.mark.parametrize("line", BORNE)
def test_a_line_with_a_number_or_a_date_bears_it(line: str) -> None:
    assert Bearing(load("ar"))(line)
    assert any(Furniture(load("ar")).read(line, [Span(0, len(line))], PUBLISHED))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_line_that_is_passed_over_holds_nothing(lang: str) -> None:
    """Every word of the tables alone, and rows of two to five of them, with what may be glued before and behind."""
    pack = load(lang)
    bears = Bearing(pack)
    entries = sorted(
        {clitic + entry.phrase for _, entry in vocabulary(pack).lexicon.entries() for clitic in ("", *entry.clitics)}
    )
    drawn = random.Random(14)
    lines = entries + [
        " ".join(drawn.choice(entries) + drawn.choice(("", "", "،", ":")) for _ in range(drawn.randint(2, 5)))
        for _ in range(6_000)
    ]
    passed = [line for line in lines if not bears(line)]
    assert len(passed) > len(lines) / 20
    reading = Reading("\n\n".join(passed), pack)
    assert [one.number.text for one in find_numbers(reading)] == []
    assert [one.text for one in find_dates(reading, PUBLISHED)] == []


def test_a_frame_says_what_it_needs() -> None:
    needs = {rule.name: [set(one) for one in rule.needs] for rule, _, _ in load("ar").made(Frames).rules}
    assert needs["weekday"] == [{"weekday"}]
    assert {"month", "month_shy"} in needs["day, month and year"]
    assert {"daynum", "ordinal"} in needs["day, month and year"]
    assert needs["time since something happened"] == [{"a_unit", "two_units"}, {"since"}]


# --- lines by themselves ------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=15)
@given(st.permutations([*MENU, *BORNE, "اليوم السبت", "اليوم الجمعة", "في العام نفسه 5 مارس", "12 مارس 2029"]))
def test_a_line_gives_the_same_wherever_it_stands(lines: list[str]) -> None:
    """Whatever stands beside it, and whether it was met before."""
    pack = load("ar")
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    furniture = Furniture(pack)
    for _ in range(2):
        found = furniture.read(text, spans, PUBLISHED)
        for span in spans:
            alone = Furniture(pack).read(text, [span], PUBLISHED)
            assert alone.numbers == [one for one in found.numbers if span.holds(one.span)]
            assert alone.dates == [one for one in found.dates if span.holds(one.span)]
        assert all(one.span.of(text) == one.text for one in [*found.numbers, *found.dates])


def test_a_date_of_furniture_counts_from_its_own_page() -> None:
    furniture, line = Furniture(load("ar")), "غدا"
    days = [
        furniture.read(line, [Span(0, 3)], Moment(f"2031-03-{day}", "stated")).dates[0].value for day in (12, 13, 12)
    ]
    assert days == ["2031-03-13", "2031-03-14", "2031-03-13"]


# --- a text without some of its lines -----------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "أ ب", " ج ", "12:30، د", "\u200f", "هـ."]), st.booleans()), min_size=1))
def test_lines_left_out_move_nothing(lines: list[tuple[str, bool]]) -> None:
    """The tokens of the other lines are what they are in the whole text, and no line runs into another."""
    pack = load("ar")
    text = "\n".join(line for line, _ in lines)
    without: list[tuple[int, int]] = []
    at = 0
    for n, (line, out) in enumerate(lines):
        end = at + len(line) + (0 < n < len(lines) - 1)
        if out and end > at:
            without.append((at, end))
        at += len(line) + 1
    whole, some = pack.tokens(text), pack.tokens(text, without)

    def words(tokens: object) -> list[tuple[int, int, str, str]]:
        found = zip(tokens.start, tokens.end, tokens.form, tokens.kinds, strict=True)  # type: ignore[attr-defined]
        return [one for one in found if one[3] != LINE]

    left = [one for one in words(whole) if not any(start <= one[0] < end for start, end in without)]
    assert words(some) == left
    assert some.start == sorted(some.start)
    for one, two in pairwise(left):
        i = some.start.index(one[0])
        assert (some.kinds[i + 1] == LINE) == ("\n" in text[one[1] : two[0]])


# --- a page -------------------------------------------------------------------------------------------------------

BODY = (
    "قالت السلطات المحلية في بلدة صافية إن منسوب النهر ارتفع مترين خلال ساعات الليل بعد أمطار غزيرة شهدتها المنطقة.\n"
    "وأضافت السلطات أن فرق الدفاع المدني أجلت سكان عشرين منزلا تقع على الضفة الشرقية للنهر يوم السبت وقدمت لهم العون."
)


def test_numbers_and_dates_of_furniture_are_annotated() -> None:
    found = page(aside="<a>مقتل 3 أشخاص في حادث سير</a><ul><li>السبت 8 مارس 2031</li></ul>", body=BODY)
    assert [one.value for one in found.numbers if one.span.start < found.document.body[0].start] == [3.0, 8.0, 2031.0]
    assert found.dates[0].value == "2031-03-08"
    assert [one.span for one in found.numbers] == sorted(one.span for one in found.numbers)
    assert [one.span for one in found.dates] == sorted(one.span for one in found.dates)


def test_furniture_says_nothing_of_the_days_of_the_page() -> None:
    """A weekday beside "today" tells the day of writing, but not where it stands in another article's headline."""
    plain = page(body=BODY.replace("يوم السبت", "اليوم"))
    beside = page(aside="<a>اجتماع لمجلس البلدة اليوم الثلاثاء</a>", body=BODY.replace("يوم السبت", "اليوم"))
    days = [[one.value for one in found.dates if one.text == "اليوم"] for found in (plain, beside)]
    assert days[0] == days[1] == ["2031-03-12"]


@pytest.mark.parametrize(
    ("aside", "between"),
    list(
        product(
            ("", "<a>هدف في الدقيقة الأخيرة يمنح الفريق كأس الدوري</a><a>المدرب: المباراة كانت صعبة على اللاعبين</a>"),
            ("", "<a>الوزير: «لن نرفع الأسعار</a>", "<a>قال مصدر أمس إن 5 طرق أغلقت</a>"),
        )
    ),
)
def test_a_page_says_the_same_whatever_furniture_it_has(aside: str, between: str) -> None:
    bare, found = page(body=BODY), page(aside=aside, between=between, body=BODY)
    for kind in ("figures", "attributions", "events"):
        assert [one.text for one in getattr(found, kind)] == [one.text for one in getattr(bare, kind)]
    assert [one.text for one in found.entities] == [one.text for one in bare.entities]


def test_a_quotation_goes_on_behind_furniture_without_it() -> None:
    body = (
        'Lenworth council said in a statement: "The river is still rising and people on the eastern bank should leave.'
        '\n"We have opened three schools for those who have nowhere to go and we will do whatever else we can.'
        '\n"We are grateful to all those who came to help us through the night and we shall not forget what they did."'
    )
    found = page(between="<a>More from the county</a><a>Four roads closed in the north</a>", body=body)
    (said,) = found.attributions
    assert [span.of(found.document.text)[:3] for span in said.content] == ["The", '"We', '"We']
    assert said.text == page(body=body).attributions[0].text.replace("\n", " … ")
