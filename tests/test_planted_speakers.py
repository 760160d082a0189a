"""Sentences put together from lists, each with one right answer: who goes on to speak in a verb without a subject."""

from __future__ import annotations

from itertools import product

import pytest

import tawatur

SPEAKERS = {
    'صحيفة "الساحل"': "f",
    "الوزارة": "f",
    "حركة النهوض": "f",
    "الوزير سالم الرمحي": "m",
    "سالم الرمحي": "m",
    "وزيرة الصحة هالة السروجي": "f",
}
DEEDS = (  # what somebody does, who is a woman or a body, or a man; then what stands behind who does it
    ("سلطت", "سلط", "الضوء على الأزمة"),
    ("ركزت", "ركز", "على ملف الميناء"),
    ("خصصت", "خصص", "صفحة للأزمة"),
    ("أطلقت", "أطلق", "حملة جديدة"),
    ("باشرت", "باشر", "التحقيق في الحادث"),
    ("اهتمت", "اهتم", "بشكاوى الصيادين"),
)
GOES_ON = (
    ("، وذكرت أن", "، وذكر أن"),
    (". وأكدت أن", ". وأكد أن"),
    (" وأشارت إلى أن", " وأشار إلى أن"),
)
MEETS = (("استقبلت", "استقبل"), ("زارت", "زار"), ("هاجمت", "هاجم"), ("شكرت", "شكر"))
WHOM = (
    "رئيس البلدية طارق السمان",
    "سفير النرويج",
    "الصحافيين",
    "مدير المستشفى",
    "قيادات الحزب",
    "لجنة التحقيق في الحادث",
)
SAID = "الميناء سيفتح غدا"


def sayings(text: str) -> list[tuple[str, str]]:
    """Who says what."""
    page = tawatur.annotate(text)
    words = page.document.text
    return [(" ".join(words[s.start : s.end] for s in said.source), said.text) for said in page.attributions]


def speaker_of(text: str) -> list[tuple[str, str]]:
    return [(who, said) for who, said in sayings(text) if said.endswith(SAID)]


@pytest.mark.parametrize("verb_first", [True, False])
def test_who_did_something_goes_on_to_speak(verb_first: bool) -> None:
    for (who, gender), (she, he, what), (her, his) in product(SPEAKERS.items(), DEEDS, GOES_ON):
        did = she if gender == "f" else he
        ahead = f"{did} {who}" if verb_first else f"{who} {did}"
        text = f"{ahead} {what}{her if gender == 'f' else his} {SAID}."
        assert speaker_of(text) == [(who, SAID)], text


def test_who_met_somebody_speaks_and_not_whom_he_met() -> None:
    for (who, gender), (she, he), whom in product(SPEAKERS.items(), MEETS, WHOM):
        woman = gender == "f"
        text = f"{she if woman else he} {who} {whom}، {'وقالت' if woman else 'وقال'} إن {SAID}."
        assert speaker_of(text) == [(who, SAID)], text


CALLS = (
    "وصفته {} بأنه {}",
    "وصفته {} بـ{}",
    "اعتبرته {} {}",
    "تعتبره {} {}",
    "سمته {} {}",
    "أسمته {} {}",
    "تسميه {} {}",
)
AGAINST = ("وأعربت السفارة عن قلقها مما", "ويأتي القرار في إطار ما", "وأثارت السفارة مخاوف مما", "ونددت الحركة بما")


def test_what_somebody_calls_so_is_hers_who_calls_it_so() -> None:
    for against, calls, who, marks in product(AGAINST, CALLS, ("الوزارة", "وزيرة الصحة هالة السروجي"), ("«»", '""')):
        called = f"{marks[0]}ضغط سياسي{marks[1]}"
        text = f"{against} {calls.format(who, called)}."
        assert (who, "ضغط سياسي") in sayings(text), text


EARLIER = "وقال مدير الميناء طارق السمان إن السفن متوقفة. "
TURNS = (
    "أما {who} فقد {did} الحملة، و{says} إن {said}.",
    'أما {who}، فقد {did} الحملة أمس حيث {says}: "{said}".',
    "من جانبه، {did} {who} الحملة و{says} إن {said}.",
    "وكان {who} قد {did} الحملة، {saying} أن {said}.",
    "وبعد أن {did} {who} الحملة، {says} إن {said}.",
    "و{did} {who} شريطا مصورا {says} فيه إن {said}.",
)
MAN = {"did": "أطلق", "says": "قال", "saying": "مؤكدا"}
WOMAN = {"did": "أطلقت", "says": "قالت", "saying": "مؤكدة"}


def test_who_acts_in_the_sentence_speaks_and_not_who_spoke_before() -> None:
    for turn, (who, gender) in product(TURNS, (SPEAKERS | {"التلفزيون الليبي": "m", "رئيس البلدية": "m"}).items()):
        text = EARLIER + turn.format(who=who, said=SAID, **(MAN if gender == "m" else WOMAN))
        assert speaker_of(text) == [(who, SAID)], text
