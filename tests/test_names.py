"""Names in running text: the corpus, planted names, and where noun phrases end."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.kinds.names.find import find_names
from tawatur.kinds.names.phrases import noun_phrase
from tawatur.model import Entity, Span
from tawatur.packs import load
from tawatur.reading import Reading

PACK = load("ar")
FILES: list[dict[str, Any]] = [
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "corpus" / "ar").glob("names*.toml"))
]
CASES: list[dict[str, Any]] = [case for file in FILES for case in file["case"]]


def names(text: str) -> tuple[Entity, ...]:
    """The entities of a whole text."""
    return find_names(Reading(text, PACK), [Span(0, len(text))])


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_names_of_the_corpus_are_found_whole(case: dict[str, Any]) -> None:
    found = names(case["text"])
    assert [(e.kind, e.text) for e in found] == [(e["kind"], e["text"]) for e in case["entities"]]
    for entity, wanted in zip(found, case["entities"], strict=True):
        assert entity.name == wanted.get("en")
        if "mentions" in wanted:
            assert [m.of(case["text"]) for m in entity.mentions] == wanted["mentions"]
        assert entity.private == wanted.get("private", False)


@pytest.mark.parametrize("text", [text for file in FILES for group in file["none"] for text in group["texts"]])
def test_in_these_texts_nobody_is_named(text: str) -> None:
    assert names(text) == ()


FILLER = st.lists(st.sampled_from(["ثم", "في", "ذلك", "اليوم", "،", ".", "\n", "1400", "عن"]), max_size=6).map(" ".join)
PLANTED = st.sampled_from(
    [
        "الدكتور ⟦سليم بن داود الكرخي⟧",
        "⟦الجيش الألماني⟧",
        "⟦البرازيل⟧",
        "⟦صحيفة كوميرسانت⟧",
        "⟦مَدينة لوزان⟧",
        "⟦برلـــين⟧",
    ]
)


@given(FILLER, PLANTED, FILLER)
def test_planted_names_are_found_as_printed(front: str, marked: str, back: str) -> None:
    start = len(front) + 1 + marked.index("⟦")
    planted = marked.replace("⟦", "").replace("⟧", "")
    text = f"{front} {planted} {back}"
    end = start + marked.index("⟧") - marked.index("⟦") - 1
    assert [(e.span, e.text) for e in names(text)] == [(Span(start, end), text[start:end])]


@given(st.text(alphabet="ابلوكرزيم ة.،«»()\n1", max_size=60))
def test_mentions_lie_inside_what_was_asked_and_slice_to_the_text(text: str) -> None:
    for entity in names(text):
        assert entity.text == entity.span.of(text)
        assert entity.span in entity.mentions
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)


def test_a_family_name_of_two_persons_is_an_abstention() -> None:
    reading = Reading("تحدث كريم الزرقاني وسامي الزرقاني. وقال الزرقاني إن البيت احترق", PACK)
    find_names(reading, [Span(0, len(reading.text))])
    assert [a.span.of(reading.text) for a in reading.abstained] == ["الزرقاني"]


def test_only_what_was_asked_is_read() -> None:
    text = "باريس\nلندن\nبرلين"
    found = find_names(Reading(text, PACK), [Span(6, 10)])
    assert [e.text for e in found] == ["لندن"]


def test_body_gives_the_fullest_mention_before_the_title() -> None:
    text = "مدينة لوزان تحترق\nوصلت النجدة إلى لوزان"
    found = find_names(Reading(text, PACK), [Span(0, 17), Span(18, len(text))], Span(0, 17))
    assert [(e.text, len(e.mentions)) for e in found] == [("لوزان", 2)]


@pytest.mark.parametrize(
    "marked",
    [
        "⟦وزير الخارجية الدنماركي يوهان هالستروم⟧ إن بلاده",
        "⟦مصادر بالسفارة التركية⟧ أنهما ناقشا",
        "⟦مسؤول أمريكي كبير⟧ لوكالة رويترز إن",
        "⟦متحدث باسم الجيش الأردني⟧ أن",
        "⟦السفير الصيني في دمشق⟧ أن",
        "⟦شهود عيان⟧ أن",
        "⟦الرئيس⟧ الحاجة إلى",
        "⟦وزيرا الخارجية والدفاع⟧ أن",
        "⟦روسيا والصين⟧ في بيان",
        "⟦عضو المكتب السياسي في حماس سليم الكرخي⟧ في",
        "⟦كراخوفيتش⟧ رفض بلاده",
        "⟦الدكتور خالد بن علي الحمدوني وزير الصحة⟧ أن",
        "⟦وزارة الصحة التابعة للحركة⟧ أن",
        "⟦صحيفة «كوميرسانت» الروسية⟧ عن",
    ],
)
def test_noun_phrases_end_before_what_follows(marked: str) -> None:
    inside = marked[1 : marked.index("⟧")]
    reading = Reading(marked.replace("⟦", "").replace("⟧", ""), PACK)
    first, last = noun_phrase(reading, 0, len(reading.tokens))
    assert reading.tokens.words(first, last) == inside


def test_noun_phrase_stops_at_its_limit() -> None:
    reading = Reading("وزير الخارجية الروسي", PACK)
    assert noun_phrase(reading, 0, 2) == (0, 2)
