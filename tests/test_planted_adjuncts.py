"""Sentences put together from lists, each with one right answer: what stands between who speaks and what he says."""

from __future__ import annotations

from itertools import product

import pytest

import tawatur

SPEAKERS = ("الوزير سالم الرمحي", "وزير الصحة", "رئيس بلدية الرمانة سالم الرمحي", "مصدر أمني")
SAYINGS = (  # the verb, what brings its complement, the complement
    ("قال", "إن", "الجسر سيغلق غدا"),
    ("أكد", "أن", "الجسر سيغلق غدا"),
    ("أشار", "إلى أن", "الجسر سيغلق غدا"),
    ("شدد", "على أن", "الجسر سيغلق غدا"),
    ("أدان", "", "قصف المدينة"),
    ("نفى", "", "وجود خلافات"),
    ("أعلن", "", "وقف القتال"),
    ("أكد", "", "ضرورة وقف القتال"),
    ("طالب", "ب", "وقف القتال"),
    ("دعا", "إلى", "وقف القتال"),
    ("حذر", "من", "انهيار الهدنة"),
    ("شدد", "على", "أهمية الحوار"),
    ("أعرب", "عن", "قلقه إزاء القتال"),
)
ADJUNCTS = (
    "على حسابه في تويتر",
    "عبر حسابه على تويتر",
    "في منشور على فيسبوك",
    "في مقابلة مع قناة الضفاف",
    "خلال جلسة للبرلمان",
    "خلال زيارة إلى الرمانة",
    "لدى وصوله إلى الرمانة",
    "لدى افتتاحه المعرض",
    "عقب لقائه السفير الفرنسي",
    "ردا على سؤال للصحافيين",
    "تعليقا على القرار",
    "بشكل قاطع",
    "بلهجة حادة",
    "بالمناسبة",
    "في المقابل",
    "في ذكرى الاستقلال",
    "من جهته",
    "بدوره",
    "مرة أخرى",
    "للمرة الأولى",
    "أمام البرلمان",
    "على هامش المؤتمر",
    "في ختام الزيارة",
    "في مستهل الجلسة",
    "في بيان نشر على موقعه الإلكتروني",
    "في تصريحات تلفزيونية",
    "في خطاب ألقاه مساء أمس",
    "في اتصال هاتفي مع الوكالة",
    "صباح اليوم الاثنين",
    "في وقت سابق",
    "الأسبوع الماضي",
    "بشأن الموعد",
)
WHICH = ("وهو ما", "وهذا ما", "الأمر الذي")
CONFIRMED = (("أكده", ""), ("نفاه", ""), ("شدد", " عليه"), ("يرفضه", ""), ("أشار", " إليه"))


def sayings(text: str) -> list[tuple[str, str]]:
    page = tawatur.annotate(text)
    words = page.document.text
    return [(" ".join(words[s.start : s.end] for s in said.source), said.text) for said in page.attributions]


@pytest.mark.parametrize("between_commas", [True, False])
def test_an_adjunct_is_neither_who_speaks_nor_what_he_says(between_commas: bool) -> None:
    opens, closes = ("، ", "، ") if between_commas else (" ", " ")
    for n, ((verb, brings, said), adjunct) in enumerate(product(SAYINGS, ADJUNCTS)):
        who = SPEAKERS[(n + n // len(ADJUNCTS)) % len(SPEAKERS)]  # they take turns: each meets every verb and adjunct
        led = brings if brings in ("", "ب") else brings + " "
        text = f"{verb} {who}{opens}{adjunct}{closes}{led}{said}."
        assert sayings(text) == [(who, said)], text


def test_which_is_all_that_stands_before() -> None:
    said = "يؤجل افتتاح الجسر الجديد إلى الربيع"
    for which, (verb, behind), who in product(WHICH, CONFIRMED, SPEAKERS):
        for joined in ("،", "."):
            text = f"{said}{joined} {which} {verb}{behind} {who}."
            assert sayings(text) == [(who, said)], text
