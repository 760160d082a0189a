"""Events: the corpus of running texts, planted events, and what holds of every event of a page."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plain_documents import plain_document
from tawatur.kinds.events.words import EventWords
from tawatur.model import Moment, Page, Span
from tawatur.packs import load
from tawatur.pipeline import annotate_document

CORPUS = Path(__file__).parent / "corpus"
MARKS = {"⟦": ("trigger", "⟧"), "⟪": ("place", "⟫"), "⌈": ("mention", "⌉")}


def page(text: str, now: str | None, title: Span | None = None, lang: str = "ar") -> Page:
    published = Moment(now, "stated") if now else None
    return annotate_document(plain_document(text, title=title, lang=lang, published=published))


def unmark(text: str) -> tuple[str, dict[str, list[Span]]]:
    """The plain text, and the spans between its marks by what they mark."""
    plain: list[str] = []
    spans: dict[str, list[Span]] = {"trigger": [], "place": [], "mention": []}
    opened: list[tuple[str, int]] = []
    for letter in text:
        if letter in MARKS:
            opened.append((MARKS[letter][0], len(plain)))
        elif opened and any(letter == end for name, end in MARKS.values() if name == opened[-1][0]):
            name, start = opened.pop()
            spans[name].append(Span(start, len(plain)))
        else:
            plain.append(letter)
    return "".join(plain), spans


def rows(table: str) -> list[Any]:
    out = []
    for path in sorted(CORPUS.glob("*/events*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert data["kind"] == "event"
        for case in data.get(table, ()):
            for text in case["texts"]:
                now = case.get("now", data.get("now"))
                out.append(pytest.param(now, case | {"lang": data["lang"]}, text, id=text[:60]))
    return out


@pytest.mark.parametrize(("now", "case", "text"), rows("case"))
def test_event_is_found(now: str, case: dict[str, Any], text: str) -> None:
    plain, spans = unmark(text)
    events = page(plain, now, lang=case["lang"]).events
    said = [(e.kind, [s.of(plain) for s in e.trigger], e.place and e.place.of(plain), e.status, e.date) for e in events]
    (want,) = spans["trigger"]
    here = [e for e in events if e.kind == case["event"] and e.trigger[0].start == want.start]
    assert here, f"not found; found instead: {said}"
    found = here[0]
    assert found.trigger[-1].end == want.end, said
    assert found.status == case.get("status", "stated"), said
    assert [found.place] == (spans["place"] or [None]), said
    assert [m for m in found.mentions if m in spans["mention"]] == spans["mention"], said
    if "date" in case:
        assert (found.date or "") == case["date"], said
    if not case.get("others"):
        assert len(events) == 1, said


@pytest.mark.parametrize(("now", "case", "text"), rows("none"))
def test_what_only_looks_like_an_event_gives_nothing(now: str, case: dict[str, Any], text: str) -> None:
    events = page(text, now, lang=case["lang"]).events
    assert not events, f"{case['why']}: {[(e.kind, e.text) for e in events]}"


def test_every_kind_stands_in_the_corpus_with_something_like_it() -> None:
    kinds = {sense.act.kind for senses in load("ar").made(EventWords).forms.values() for sense in senses}
    assert kinds == {row.values[1]["event"] for row in rows("case")}
    assert len(rows("none")) * 2 >= len(rows("case"))


def test_a_third_of_the_events_stand_in_long_texts() -> None:
    texts = [unmark(row.values[2])[0] for row in rows("case")]
    assert sum(len(text.split()) > 25 for text in texts) * 3 >= len(texts)


def test_no_text_stands_twice() -> None:
    texts = [unmark(row.values[2])[0] for table in ("case", "none") for row in rows(table)]
    shapes = [re.sub(r"\d+", "0", text) for text in texts]
    assert len(shapes) == len(set(shapes))


LETTERS = st.text(alphabet="بتثجحخدذرزسشصضطظعغفقكلمنهوي ", max_size=40)


@settings(max_examples=60, deadline=None)
@given(before=LETTERS, after=LETTERS)
def test_a_planted_event_slices_to_its_words(before: str, after: str) -> None:
    planted = "وقع تفجير في سوق المدينة"
    text = f"{before}.\n{planted}.\n{after}"
    found = [e for e in page(text, None).events if e.kind == "attack" and e.trigger[0].start >= len(before)]
    assert any(e.text == "تفجير" and e.trigger[0].of(text) == "تفجير" for e in found)
    for event in page(text, None).events:
        assert event.text == event.trigger[0].of(text)
        assert all(span.of(text).strip() for span in (*event.mentions, *event.participants))


ACTS = (
    ("attack", "هاجم مسلحون دورية للجيش"),
    ("attack", "انفجرت سيارة مفخخة"),
    ("strike", "نفذ الطيران ضربات جوية"),
    ("arrest", "اعتقلت الشرطة ثلاثة أشخاص"),
    ("abduction", "تعرض صيادان للاختطاف"),
    ("evacuation", "تم إجلاء عشرات السكان"),
    ("meeting", "استقبل الملك رئيس الوزراء الإيطالي"),
)
SITES = (
    ("في مدينة سروان", "مدينة سروان"),
    ("ببلدة القصيب", "بلدة القصيب"),
    ("شمالي بغداد", "شمالي بغداد"),
    ("بالقرب من الموصل", "الموصل"),
    ("في كل من بغداد والموصل", "بغداد والموصل"),
    ("أمام مبنى السفارة الفرنسية", "مبنى السفارة الفرنسية"),
)
DAYS = (("أمس", "2031-04-07"), ("فجر اليوم", "2031-04-08"), ("الأحد", "2031-04-06"), ("في 3 أبريل", "2031-04-03"))


@pytest.mark.parametrize(("kind", "told"), ACTS)
def test_an_event_takes_its_place_and_day_in_either_order(kind: str, told: str) -> None:
    wrong = []
    for site, place in SITES:
        for day, date in DAYS:
            for text in (f"{told} {site} {day}.", f"{told} {day} {site}."):
                found = [(e.kind, e.place and e.place.of(text), e.date) for e in page(text, "2031-04-08").events]
                wrong += [(text, found)] * (found != [(kind, place, date)])
    assert not wrong


def test_talks_of_the_title_are_the_meeting_of_the_body() -> None:
    title = "الغباشي يبحث مع السفيرة هالة السروجي موسم الصيد"
    text = f"{title}\n\nاستقبل رئيس الوزراء رامز الغباشي السفيرة هالة السروجي في ديوان الحكومة."
    (event,) = page(text, None, Span(0, len(title))).events
    assert event.kind == "meeting"
    assert event.trigger[0].start > len(title)


def test_an_event_of_the_title_is_told_by_its_mention_in_the_body() -> None:
    title = "وزير النقل يزور بلدة القصيب"
    text = f"{title}\n\nزار وزير النقل سامر القندلي بلدة القصيب صباح اليوم."
    (event,) = page(text, "2031-04-08", Span(0, len(title))).events
    assert event.trigger[0].start > len(title)
    assert event.mentions == (Span(text.index("يزور"), text.index("يزور") + len("يزور")),)
    assert event.date == "2031-04-08"
    assert event.rule


def test_what_is_only_wanted_is_an_abstention_with_its_reason() -> None:
    abstained = [a for a in page("دعا الأمين العام إلى وقف إطلاق النار.", None).abstained if a.kind == "events"]
    assert abstained
    assert all(a.reason for a in abstained)


def test_a_language_without_the_table_has_no_events() -> None:
    text = "The minister visited the port."
    made = page(text, None)
    assert made.events == ()
