"""Whom a page credits and when it says it was printed: lines of credit, datelines, agencies, moments."""

from __future__ import annotations

import pytest

from tawatur.clean.credits import CreditWords
from tawatur.clean.lines import words_in
from tawatur.clean.moments import Stated, choose, date_line, in_url, stated
from test_clean_parts import AR, FIRST, SECOND, cleaned


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("المصدر: أنباء السهل", ("أنباء السهل",)),
        ("المصدر : وكالات + رويترز", ("وكالات", "رويترز")),
        ("المصدر: الوكالة السهلية للأنباء (وسأ)", ("الوكالة السهلية للأنباء",)),
        ("رويترز/ أ ف ب", ("رويترز", "أ ف ب")),
        ("رويترز وفرانس برس", ("رويترز", "فرانس برس")),
        ("نقلا عن رويترز", ("رويترز",)),
        ("نقلا عن شهود في القرية", None),
        ("رويترز وأ ب", ("رويترز", "أ ب")),
        ("النصر والهلال على صفيح ساخن", None),
        ("بغداد - الصباح ووكالات", ("الصباح", "وكالات")),
        ("بغداد رويترز", ("رويترز",)),
        ("وكالة أ ف ب", ("وكالة أ ف ب",)),
        ("مصدر الخبر: رويترز", ("رويترز",)),
        ("المصدر: رويترز - بغداد", ("رويترز",)),
        ("* ينشر بالاتفاق مع «الصباح»", ("الصباح",)),
        ("بالتعاون مع سكان القرية", None),
        ("نقلا عن صحيفة «نبع السهل»", ("نبع السهل",)),
        ("ترجمة: هبة الكرخي – عن رويترز", ("رويترز",)),
        ("بغداد - س ص ع", ("س ص ع",)),
        ("بغداد (XYZ)", ("XYZ",)),
        ("--(رويترز)", ("رويترز",)),
        ("بغداد - رويترز:", ("رويترز",)),
        ("أ ف ب - بغداد", ("أ ف ب",)),
        ("بغداد 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م رويترز", ("رويترز",)),
        ("السهل اليوم – بغداد", ("السهل اليوم",)),
        ("السهل اليوم – بغداد 6 أغسطس", ("السهل اليوم",)),
        ("«جريدة النبع» من بغداد", ("جريدة النبع",)),
        ("بغداد - محمد الخطيب", None),
        ("رابط المصدر: https://nabea.example/7", None),
        ("المصدر: https://nabea.example/7", None),
        ("رويترز: مقتل ثلاثة في بغداد", None),
        ("رويترز: 3 قتلى في بغداد", None),
        ("فيسبوك", None),
        ("الصباح", None),
        ("بغداد - الصباح", ("الصباح",)),
        ("هبة الكرخي - الصباح", ("الصباح",)),
        ("رئيس البلدية - الصباح", None),
        ("nabea-ar", None),
        ("ومع", ("ومع",)),
        ("ق.د/وكالات", ("وكالات",)),
        ("ب.ع / رويترز", ("رويترز",)),
        ("سهل إف إم - خاص", ("سهل إف إم",)),
        ("خاص – النبع الأخضر", ("النبع الأخضر",)),
        ("بغداد - خاص", None),
        ("هبة الكرخي - خاص", None),
        ("بغداد - خاص رويترز", ("رويترز",)),
        ("سهل نيوز - (هبة الكرخي)", ("سهل نيوز",)),
        ("الدوحة - قنا", ("قنا",)),
        ("قنا - الأقصر", None),
        ("سهل نيوز - متابعات", ("سهل نيوز",)),  # gathered: no credit of its own beside a name
        ("متابعات - رويترز", ("رويترز",)),
        ("متابعات / وكالات", ("وكالات",)),
        ("بغداد 12-3-2012 رويترز-", ("رويترز",)),
        (FIRST, None),
    ],
)
def test_credit_lines_and_datelines(line: str, names: tuple[str, ...] | None) -> None:
    found = AR.made(CreditWords).of_line(line, None)
    assert (None if found is None else found.names) == names


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        (f"بغداد (رويترز) - {FIRST}", ("بغداد (رويترز)", ("رويترز",))),
        (f"وادي السرو (سهلبرس) - {FIRST}", ("وادي السرو (سهلبرس)", ("سهلبرس",))),
        (f"بغداد/ هبة الكرخي/ رويترز - {FIRST}", ("بغداد/ هبة الكرخي/ رويترز", ("رويترز",))),
        (f"بغداد 12-3-2024 رويترز- {FIRST}", ("بغداد 12-3-2024 رويترز", ("رويترز",))),
        (f"بغداد:«الخليج»، وكالات {FIRST}", ("بغداد:«الخليج»، وكالات", ("الخليج", "وكالات"))),
        (f"بغداد - وكالات: {FIRST}", ("بغداد - وكالات:", ("وكالات",))),
        (f"بغداد / رويترز / {FIRST}", ("بغداد / رويترز", ("رويترز",))),
        (f"بغداد - أ.ب: {FIRST}", ("بغداد - أ.ب:", ("أ.ب",))),
        (f"بغداد تنتظر. رويترز: {FIRST}", None),
        (f"(رويترز) - {FIRST}", ("(رويترز)", ("رويترز",))),
        (f"رويترز: {FIRST}", None),
        (f"أ ف ب - {FIRST}", ("أ ف ب", ("أ ف ب",))),
        (f"النبع - {FIRST}", None),
        (f"KNP - {FIRST}", ("KNP", ("KNP",))),
        (f"رويترز _ {FIRST}", ("رويترز", ("رويترز",))),
        (f"رويترز (بغداد) - {FIRST}", ("رويترز (بغداد)", ("رويترز",))),
        (f"محمد (أبو علي) - {FIRST}", None),
        (f"بغداد (العراق) - {FIRST}", None),
        (FIRST, None),
        ("دمشق-سانا أعلنت الوزارة", ("دمشق-سانا", ("سانا",))),
        ("الدوحة /قنا/ أعلنت الوزارة", ("الدوحة /قنا/", ("قنا",))),
        ("لندن: «الشرق الأوسط» قالت الشركة", ("لندن: «الشرق الأوسط»", ("الشرق الأوسط",))),
        ("وكالات - قالت الشركة", ("وكالات", ("وكالات",))),
        ("القاهرة: الأهرام بنيت قبل قرون", None),
        (f"بغداد «النهار»، وكالات: {FIRST}", ("بغداد «النهار»، وكالات:", ("النهار", "وكالات"))),
    ],
)
def test_datelines_before_the_first_paragraph(text: str, credited: tuple[str, tuple[str, ...]] | None) -> None:
    found = AR.made(CreditWords).opening(text, None)
    assert (None if found is None else (found.span.of(text), found.names)) == credited


def test_a_page_s_own_outlet_signs_a_text_with_a_dash() -> None:
    found = AR.made(CreditWords).opening(f"السهل الأخضر- {FIRST}", "السهل الأخضر")
    assert found is not None
    assert found.names == ("السهل الأخضر",)


def test_an_agency_on_a_line_of_its_own_and_in_the_dateline_is_one_credit() -> None:
    document = cleaned(f"فتح الجسر القديم بعد عام\nسانا\n\nبغداد- سانا\n\n{FIRST}")
    assert [credit.names for credit in document.credits] == [("سانا",)]


def test_an_outlet_alone_below_the_headline_is_whose_page_it_is() -> None:
    document = cleaned(f"فتح الجسر القديم بعد عام\nهسبريس\n\n{FIRST}")
    assert document.outlet == "هسبريس"
    assert not document.credits


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        (f"{FIRST} (أ ف ب)", ("(أ ف ب)", ("أ ف ب",))),
        (f"{FIRST} رويترز", ("رويترز", ("رويترز",))),
        (f"{FIRST} (ومع)", ("(ومع)", ("ومع",))),
        (f"{FIRST} أ.ف.ب", ("أ.ف.ب", ("أ.ف.ب",))),
        (f"{FIRST} -وات-", ("وات-", ("وات",))),
        ("فتح الجسر -بعد عام- للمارة", None),
        (f"{FIRST} المصدر: أنباء السهل", ("المصدر: أنباء السهل", ("أنباء السهل",))),
        (f"{FIRST} وقال ذلك لوكالة رويترز", None),
        ("فتحت البلدية الجسر أمام مراسل (رويترز)", None),
        (f"{FIRST[:-1]} (رويترز/ أ ف ب)", ("(رويترز/ أ ف ب)", ("رويترز", "أ ف ب"))),  # a last sentence without its stop
        (f"{FIRST[:-1]} أمام مراسل (رويترز)", None),
        (f"{FIRST[:-1]}، بحسب وكالة الأنباء الألمانية (د ب أ)", None),
        (FIRST, None),
    ],
)
def test_agencies_behind_the_last_sentence(text: str, credited: tuple[str, tuple[str, ...]] | None) -> None:
    found = AR.made(CreditWords).closing(text, None)
    assert (None if found is None else (found.span.of(text), found.names)) == credited


# --- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "moment", "universal"),
    [
        ("2031-05-14T18:20:00+03:00", "2031-05-14T18:20", False),
        ("2031-05-14T18:20:13.5Z", "2031-05-14T18:20", True),
        ("2031-05-14 18:20", "2031-05-14T18:20", False),
        ("2031-05", "2031-05", False),
        ("2031", "2031", False),
        ("20310514", "2031-05-14", False),
        ("Wed, 14 May 2031 18:20:00 GMT", "2031-05-14T18:20", True),
        ("الأربعاء، 14 مايو 2031 - 06:20 م", "2031-05-14T18:20", False),
        ("٢٠٣١-٠٥-١٤", "2031-05-14", False),
    ],
)
def test_stated_moments_in_many_forms(value: str, moment: str, universal: bool) -> None:
    assert stated(value, "field", AR) == Stated(moment, universal, "field")


@pytest.mark.parametrize("value", [None, "", "2031-13-40", "غدا", "x" * 500, "14"])
def test_what_cannot_be_read_is_no_moment(value: str | None) -> None:
    assert stated(value, "field", AR) is None


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        ("النبع | 2031-05-14 18:20 | بغداد - رويترز", "2031-05-14T18:20", ["النبع", "بغداد - رويترز"]),
        ("نشرت في: 14/05/2031 – 18:20", "2031-05-14T18:20", []),
        ("الأربعاء ٤ مارس ٢٠٢٦ – ١٧:٤٠", "2026-03-04T17:40", []),
        ("Wed, 04 Mar 2026 17:40:12 +0300", "2026-03-04T17:40", []),
        ("المرفأ اليوم | March 4, 2026", "2026-03-04", ["المرفأ اليوم"]),
        ("٠٢:٠٠ الثلاثاء ١ / ١٢ / ٢٠٢٠", "2020-12-01T02:00", []),
        ("بغداد-النبع 01:02 م، 19 يناير 2031", "2031-01-19T13:02", ["بغداد-النبع"]),
        ("الأربعاء 14 مايو 2031، آخر تحديث 19:00", "2031-05-14", []),
        ("17:42", None, []),
    ],
)
def test_lines_of_the_moment(line: str, value: str | None, rest: list[str]) -> None:
    found = date_line(line, words_in(line), AR)
    assert found is not None
    assert found.value == value
    said = [span.of(line) for span in found.rest]
    assert said == rest


@pytest.mark.parametrize(
    "line", ["يفتح الجسر في 14 مايو 2031.", "من 1/5/2031 إلى 9/5/2031", "1234 راكبا عبروا الجسر", FIRST]
)
def test_sentences_with_dates_are_no_lines_of_the_moment(line: str) -> None:
    assert date_line(line, words_in(line), AR) is None


def test_moments_that_cannot_be_true_are_not_used() -> None:
    for value in ("1970-01-01T00:00", "0001-01-01", "2031-01-01", "2031-01-01T00:00"):
        choice = choose([Stated(value, False, "meta date")], None)
        assert choice.moment is None
        assert [code for code, _ in choice.problems] == ["moment-not-used"]
    supported = choose([Stated("2031-01-01", False, "meta date")], None, [in_url("https://a.example/2031/1/1/x")])
    assert supported.moment is not None


def test_the_printed_local_time_wins_over_the_same_instant_in_universal_time() -> None:
    given = [Stated("2031-05-13T22:20", True, "JSON-LD"), Stated("2031-05-14T01:20", False, "date line")]
    choice = choose(given, None)
    assert choice.moment is not None
    assert choice.moment.value == "2031-05-14T01:20"
    assert choice.problems == ()


def test_a_later_change_is_not_the_publication() -> None:
    document = cleaned(f"البلدية تفتح الجسر القديم\nآخر تحديث: 14 مايو 2031 - 18:20\n\n{FIRST}\n{SECOND}\n")
    assert document.published is None
