"""The words of the Arabic tables of numbers and dates, and of the verbs of the future, one by one, in the frame that
gives them their meaning; `test_figure_tables` has those of figures.

The corpus holds the mechanisms, in running text; here every entry is read back. A property test spells numbers from
the tables and reads them again.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plain_documents import plain_document
from tawatur.future import future_verbs
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Date, Document, Figure, Moment
from tawatur.packs import load
from tawatur.reading import Reading

NOW = Moment("2024-03-14", "stated")
NUMBERS, DATES, FIGURES, WORDS = (load("ar").table(name) for name in ("numbers", "dates", "figures", "words"))


def number(text: str) -> float | None:
    """The value of a text that is one number from end to end."""
    found = find_numbers(Reading(text, load("ar")))
    return found[0].value if len(found) == 1 and found[0].number.text == text else None


def date(text: str) -> Date | None:
    """The date of a text that is one from end to end."""
    found = find_dates(Reading(text, load("ar")), NOW)
    return found[0] if len(found) == 1 and found[0].text == text else None


def document(text: str) -> Document:
    return plain_document(text, published=NOW)


def figures(text: str) -> list[Figure]:
    reading = Reading(text, load("ar"))
    return list(find_figures(reading, document(text), find_numbers(reading), find_dates(reading, NOW), (), ()))


# --- numbers ----------------------------------------------------------------------------------------------------------

# A frame for each class of words: what to read, and what it is worth for a word of the value v.
SPELLED: dict[str, list[tuple[str, Any]]] = {
    "zero": [("{}", lambda v: v)],
    "minus": [("{} 7", -7)],
    "small": [("{} وعشرون", lambda v: v + 20), ("مئة و{}", lambda v: v + 100)],
    "teen_head": [("{} عشر", lambda v: v + 10)],
    "ten": [("ثلاثة {}", lambda v: v + 3)],
    "teen": [("{}", lambda v: v), ("مئة و{}", lambda v: v + 100)],
    "tens": [("خمسة و{}", lambda v: v + 5), ("{} ألفا", lambda v: v * 1000)],
    "hundred": [("{} وخمسة", lambda v: v + 5), ("سبع {}", lambda v: v * 7)],
    "hundreds": [("{} وخمسون", lambda v: v + 50), ("ألف و{}", lambda v: v + 1000)],
    "scale": [("40 {}", lambda v: v * 40)],
    "scales": [("5 {}", lambda v: v * 5)],
    "scale_pair": [("{} ومئة", lambda v: v + 100)],
    "fraction": [("{} مليون", lambda v: v * 1e6)],
    "fraction_part": [("ثلاثة {}", lambda v: v * 3)],
}


def words_of(table: Any, cls: str) -> list[tuple[str, str]]:
    return [(key, word) for key, words in table["words"][cls].items() for word in words]


@pytest.mark.parametrize("cls", sorted(set(NUMBERS["words"]) - {"many", "ordinal", "teen_head_shy"}))
def test_every_number_word_is_worth_what_its_table_says(cls: str) -> None:
    wrong = []
    for key, word in words_of(NUMBERS, cls):
        for frame, worth in SPELLED[cls]:
            text = frame.format(word)
            if number(text) != pytest.approx(worth(float(key)) if callable(worth) else worth):
                wrong.append((text, number(text)))
    assert wrong == []


def test_every_open_plural_is_the_least_it_means() -> None:
    for key, word in words_of(NUMBERS, "many"):
        (found,) = figures(f"{word} الجرحى")
        assert (found.min, found.max, found.text) == (float(key), None, f"{word} الجرحى")
        assert number(word) is None


def test_no_ordinal_is_a_number() -> None:
    for _, word in words_of(NUMBERS, "ordinal"):
        assert number(word) is None
        assert number(f"ال{word}") is None


def test_what_is_only_written_like_a_number_is_none() -> None:
    assert [word for word in NUMBERS["never"] if number(word) is not None] == []


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
SCALES = [
    (10**12, "تريليون", "تريليونان", "تريليونات"),
    (10**9, "مليار", "ملياران", "مليارات"),
    (10**6, "مليون", "مليونان", "ملايين"),
    (10**3, "ألف", "ألفان", "آلاف"),
]


def spelled(n: int) -> str:
    """A number below 10^15 in words, as a grammarian writes it."""
    parts: list[str] = []
    for size, one, two, many in SCALES:
        count, n = divmod(n, size)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            parts.append(f"{spelled(count)} {many if 3 <= count % 100 <= 10 else one}")
    if n >= 100:
        parts.append(HUNDREDS[n // 100])
        n %= 100
    if 10 < n < 20:
        parts.append({11: "أحد", 12: "اثنا"}.get(n, UNITS[n - 10]) + " عشر")
    elif n > 20 and n % 10:
        parts.append(f"{UNITS[n % 10]} و{TENS[n // 10]}")
    elif n:
        parts.append(UNITS[n] if n <= 10 else TENS[n // 10])
    return " و".join(parts)


@given(st.integers(1, 15).flatmap(lambda digits: st.integers(1, 10**digits - 1)))
@settings(max_examples=300, deadline=None)
def test_a_number_spelled_in_words_is_read_back(n: int) -> None:
    assert number(spelled(n)) == n


# --- dates ------------------------------------------------------------------------------------------------------------

HIJRI_NINTH = {
    1: "2014-11-02",
    2: "2014-12-01",
    3: "2014-12-31",
    4: "2015-01-29",
    5: "2015-02-28",
    6: "2015-03-29",
    7: "2015-04-28",
    8: "2015-05-27",
    9: "2015-06-26",
    10: "2015-07-25",
    11: "2015-08-24",
    12: "2015-09-22",
}
DATED: dict[str, list[tuple[str, Any]]] = {
    "month": [("12 {} 2019", lambda v: f"2019-{v:0>2}-12"), ("{} 2019", lambda v: f"2019-{v:0>2}")],
    "month_shy": [("12 {} 2019", lambda v: f"2019-{v:0>2}-12"), ("شهر {} 2019", lambda v: f"2019-{v:0>2}")],
    "weekday": [("{} الماضي", lambda v: f"2024-03-{7 + (int(v) - 4) % 7:02}")],
    "weekday_beside": [("{}, 12 Apr 2019", "2019-04-12")],
    "zone": [("12 أبريل 2019 03:20 {}", "2019-04-12T03:20")],
    "weekday_bare": [("أول {} من أبريل 2019", lambda v: f"2019-04-{int(v):02}")],
    "today": [("{} الخميس", "2024-03-14")],
    "rel_day": [("{}", lambda v: f"2024-03-{14 + int(v)}")],
    "rel_night": [("{}", lambda v: f"2024-03-{14 + int(v)}")],
    "part": [("{} الأربعاء", "2024-03-13")],
    "midnight": [("{} الأربعاء", "2024-03-13")],
    "day_word": [("{} الأربعاء", "2024-03-13")],
    "month_word": [("{} مارس", "2024-03")],
    "year_word": [("{} 2019", "2019")],
    "the_unit": [("{} الماضي", lambda v: {"week": None, "month": "2024-02", "year": "2023"}[v])],
    "a_unit": [
        ("قبل 2 {}", lambda v: {"day": "2024-03-12", "week": "2024-02-29", "month": "2024-01", "year": "2022"}[v])
    ],
    "two_units": [
        ("قبل {}", lambda v: {"day": "2024-03-12", "week": "2024-02-29", "month": "2024-01", "year": "2022"}[v])
    ],
    "towards": [("الشهر {}", lambda v: f"2024-{3 + int(v):02}")],
    "running": [("5 {}", "2024-03-05")],
    "same": [("5 من الشهر {}", "2024-03-05")],
    "every": [("12 أبريل من {} سنة", None)],
    "this": [("{} الشهر", "2024-03")],
    "phase": [("{} أبريل 2019", "2019-04")],
    "first": [("{} شهر أبريل 2019", "2019-04-01")],
    "hijri_mark": [("20 شوال 1436 {}", "2015-08-05"), ("20-10-1436{}", "2015-08-05")],
    "gregorian_mark": [("12 أبريل 2019 {}", "2019-04-12")],
    "half": [("12 أبريل 2019 03:20 {}", lambda v: f"2019-04-12T{3 + int(v):02}:20")],
    "before": [("{} 3 أيام", "2024-03-11")],
    "after": [("{} 3 أيام من الآن", "2024-03-17")],
    "from_now": [("3 أيام {}", "2024-03-17")],
    "hmonth": [("9 {} 1436", lambda v: HIJRI_NINTH[int(v)])],
}
BESIDE = {"in_words", "clause", "agree", "same_before", "month_in", "year_in", "some_units", "since"}
"""Classes that only stand beside a date; the test below reads them."""


@pytest.mark.parametrize("cls", sorted(set(DATES["words"]) - BESIDE))
def test_every_date_word_is_worth_what_its_table_says(cls: str) -> None:
    wrong = []
    for key, word in words_of(DATES, cls):
        for frame, worth in DATED[cls]:
            text = frame.format(word)
            found = date(text)
            if found is None or found.value != (worth(key) if callable(worth) else worth):
                wrong.append((text, found))
    assert wrong == []


def test_every_word_beside_a_date_does_its_work() -> None:
    for _, word in words_of(DATES, "in_words"):
        if word not in DATES["frames"]["count_before_year"]:
            assert [d.text for d in find_dates(Reading(f"{word} 2019.", load("ar")), NOW)] == ["2019"], word
    for _, word in words_of(DATES, "clause"):
        assert [d.text for d in find_dates(Reading(f"في 2019 {word} ", load("ar")), NOW)] == ["2019"], word
    for _, word in words_of(DATES, "same_before"):
        found = find_dates(Reading(f"في يوليو 2011 وفي 9 مايو من {word} العام", load("ar")), NOW)
        assert [d.value for d in found] == ["2011-07", "2011-05-09"], word
    for _, word in words_of(DATES, "month_in"):
        assert next(d.text for d in find_dates(Reading(f"{word} أوت.", load("ar")), NOW)).endswith("أوت"), word
    for _, word in words_of(DATES, "year_in"):
        assert [d.text for d in find_dates(Reading(f"{word} 2019 حروب", load("ar")), NOW)] == ["2019"], word
    for _, word in words_of(DATES, "some_units"):
        assert find_dates(Reading(f"قبل {word}", load("ar")), NOW) == (), word
    for _, word in words_of(DATES, "agree"):
        assert date(f"الأربعاء {word} 13 مارس 2024") is not None, word


FRAMED: dict[str, tuple[str, list[str | None]]] = {
    "no_month": ("قاتلوا في {}، ثم رحلوا", []),
    "today_not_after": ("{} اليوم", []),
    "today_not_before": ("اليوم {}", []),
    "weekday_not_after": ("{} الجمعة", []),
    "day_not_after": ("{} 8 آذار", []),
    "year_not_after": ("{} العام الحالي", []),
    "year_not_before": ("هذا الشهر ثم العام الماضي {}", ["هذا الشهر"]),
    "count_before_year": ("كله {} 2019.", []),
    "past_before": ("{} 20 مارس", ["2023-03-20"]),
    "named_after": ("{} 20 يناير", [None]),
    "future": ("{} 20 أغسطس", ["2024-08-20"]),
    "future_beside": ("{} أغسطس", ["2024-08"]),
    "range_from": ("{} 4 يناير و9 فبراير", ["2024-01-04/2024-02-09"]),
    "range_to": ("من 4 يناير {} 9 فبراير", ["2024-01-04/2024-02-09"]),
    "open_from": ("{} 4 يناير", ["2024-01-04/.."]),
    "open_to": ("{} 4 يناير", ["../2024-01-04"]),
    "during": ("{} يناير", ["2024-01-01/2024-01-31"]),
    "arranged": ("{} الجمعة", ["2024-03-15"]),
    "maybe": ("{} يأتي الجمعة", ["2024-03-15"]),
    "present": ("قد {}أتي الجمعة", ["2024-03-15"]),
    "future_not_after": ("{} ستاثاكيس الجمعة", ["2024-03-08"]),
    "future_ends": ("سيغيب الحارس {} سقوطه الجمعة", ["2024-03-08"]),
    "future_relative": ("سيغيب الحارس {} أصيب الجمعة", ["2024-03-08"]),
    "past_ending": ("سيغلق الجسر التي توقف{} الجمعة", ["2024-03-08"]),
    "future_ends_owned": ("سيغيب الحارس {} سقوطه الجمعة", ["2024-03-08"]),
    "happened": ("{} الوالي منذ يومين", ["2024-03-12"]),
    "lasting": ("{} مات الوالي منذ يومين", []),
    "nowadays": ("واليوم{} لا أحد هناك", []),
    "count_endings": ("في 2019 بنت{}", []),
    "list_before": ("{} 4 و9 فبراير", ["2024-02-04"]),
}
READ_WITH_OTHERS = {
    "quotes",
    "today_after_is_fine",
    "soon",
    "future_reach",
    "rough",
    "happened_reach",
    "rough_from",
    "list_joins",
    "range_and",
}
"""Tables that only work together with those above, or that a test of their own reads."""


@pytest.mark.parametrize("name", sorted(set(DATES["frames"]) - READ_WITH_OTHERS))
def test_every_word_of_a_date_frame_does_its_work(name: str) -> None:
    frame, wanted = FRAMED[name]
    wrong = []
    for word in DATES["frames"][name]:
        found = find_dates(Reading(frame.format(word), load("ar")), NOW)
        said = {text for d in found for text in (d.text, d.value, d.interval)}
        if (not wanted and found) or not set(wanted) <= said:
            wrong.append((word, said))
    assert wrong == []


def test_many_months_and_years_ago_name_no_date() -> None:
    for unit, word in words_of(DATES, "a_unit"):
        found = find_dates(Reading(f"قبل 7 {word}", load("ar")), NOW)
        assert (found == ()) == (unit in DATES["frames"]["rough"]), word


def test_only_verbs_of_the_future_are_taken_for_them() -> None:
    future, verbs = WORDS["future"], future_verbs(load("ar"))
    fold = load("ar").fold.form
    for prefix in future["prefixes"]:
        assert verbs.has(fold(f"{prefix}عتمد")), prefix
    for stem in future["not_stems"]:
        assert not verbs.has(fold(f"{stem}ية")), stem
    for noun in future["not_nouns"]:
        for end in ("", *future["noun_endings"]):
            assert not any(verbs.has(fold(before + noun + end)) for before in ("", *future["before"])), noun + end
        for owner in future["pronouns"]:
            assert not verbs.has(fold(noun + owner)), noun + owner


def test_only_verbs_of_the_future_plan() -> None:
    assert [f.status for f in figures("سيدفع 300 جندي")] == ["planned"]
    assert [f.status for f in figures("سيدة و300 جندي")] == ["stated"]


def test_only_verbs_of_the_future_set_a_day_ahead() -> None:
    assert [d.value for d in find_dates(Reading("سيدفعون 20 أغسطس", load("ar")), NOW)] == ["2024-08-20"]
    assert [d.value for d in find_dates(Reading("سيدة 20 أغسطس", load("ar")), NOW)] == ["2023-08-20"]
