"""Who said what: the corpus, quotation marks that go wrong, planted sayings, what always holds of an attribution."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.kinds.attributions import find_attributions
from tawatur.kinds.cues import CueTable
from tawatur.kinds.dates import find_dates
from tawatur.kinds.names import find_names
from tawatur.kinds.quotes import Quotes
from tawatur.model import Attribution, Block, Document, Entity, Moment, Span
from tawatur.packs import load
from tawatur.reading import Reading

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "ar" / "attributions.toml").read_text(encoding="utf-8"))
MARKS = {"⟦": "content", "⟨": "source", "⌈": "cue", "⟪": "via"}
CLOSING = dict(zip("⟧⟩⌉⟫", MARKS.values(), strict=True))


def find(text: str, *, title: bool = False) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of a text that is all body, or all headline."""
    span = Span(0, len(text))
    document = Document(
        key="0",
        source="corpus",
        blob="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        text_hash="",
        text_starts=0,
        title=span if title else None,
        blocks=() if title else (Block(span, "body", "", "corpus"),),
    )
    reading = Reading(text, load("ar"))
    dates = find_dates(reading, Moment("2024-05-14", "stated"))
    return find_attributions(reading, document, dates, find_names(reading, [span]))


def unmark(marked: str) -> tuple[str, dict[str, list[str]]]:
    """The text without marks, and the words that each kind of mark holds."""
    parts: dict[str, list[str]] = {kind: [] for kind in MARKS.values()}
    opened: dict[str, int] = {}
    text = ""
    for char in marked:
        if char in MARKS:
            opened[MARKS[char]] = len(text)
        elif char in CLOSING:
            parts[CLOSING[char]].append(text[opened[CLOSING[char]] :])
        else:
            text += char
    return text, parts


def bare(words: str) -> str:
    """Words without the marks at their outer edges, which don't matter."""
    return words.strip(' "«»“”.،')


def shown(a: Attribution, text: str) -> dict[str, list[str]]:
    return {
        "content": [bare(s.of(text)) for s in a.content],
        "source": [bare(s.of(text)) for s in a.source],
        "cue": [s.of(text) for s in a.cue],
        "via": [bare(s.of(text)) for s in a.via],
    }


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [(text, case) for case in CORPUS["case"] for text in case["texts"]]


@pytest.mark.parametrize(("marked", "case"), cases(), ids=[text for text, _ in cases()])
def test_corpus(marked: str, case: dict[str, Any]) -> None:
    text, want = unmark(marked)
    found, entities = find(text, title=case.get("title", False))
    assert found, "nothing found"
    want = {kind: [bare(p) for p in parts] for kind, parts in want.items()}
    all_shown = [shown(a, text) for a in found]
    assert want in all_shown
    if not case.get("others"):
        assert len(found) == 1, all_shown
    got = found[all_shown.index(want)]
    assert got.mode == case.get("mode", "indirect")
    assert got.stance == case.get("stance", "report")
    assert got.implicit == case.get("implicit", False)
    assert got.in_ == ("title" if case.get("title") else "body")
    assert (got.speaker is None) == (not got.source)
    assert got.speaker is None or got.speaker < len(entities)


@pytest.mark.parametrize("text", [text for case in CORPUS["none"] for text in case["texts"]])
def test_nobody_speaks(text: str) -> None:
    found, entities = find(text)
    assert found == ()
    assert all(e.kind is not None for e in entities)


def test_every_verb_of_the_table_is_a_cue() -> None:
    """Each lemma in the persons that newspapers use, with and without a conjunction."""
    pack = load("ar")
    forms = pack.made(CueTable).forms
    for row in pack.table("attributions")["verb"]:
        if row.get("participle_only"):
            continue
        past = pack.fold.form(row["past"])
        for form in (past, "و" + past, "ف" + past):
            assert any(c.lemma.name == row["past"] for c in forms[form]), form
        if "present" in row:
            present = pack.fold.form(row["present"])
            for form in (present, "ت" + present[1:], "و" + present):
                assert any(c.tense == "present" for c in forms[form]), form


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نعم" وذهب', ["نعم"]),
        ("قال «نعم» وذهب", ["نعم"]),
        ("قال “نعم” وذهب", ["نعم"]),
        ("قال ”نعم“ وذهب", ["نعم"]),
        ("قال “نعم“ وذهب", ["نعم"]),
        ("قال «قرأت “كتابا” أمس» وذهب", ["قرأت “كتابا” أمس", "كتابا"]),
        ("قال «نعم وذهب\nثم عاد", ["نعم وذهب"]),
        ('قال نعم" وذهب\nثم "عاد" أمس', ["عاد"]),
        ('قياس الشاشة 5" فقط', []),
    ],
)
def test_quotation_marks(text: str, inside: list[str]) -> None:
    reading = Reading(text, load("ar"))
    quotes = Quotes(reading)
    found = [reading.tokens.words(q.first, q.last) for q in sorted(quotes.opened.values(), key=lambda q: q.first)]
    assert found == inside


def test_an_odd_mark_never_costs_the_page() -> None:
    text = 'افتتح "المعرض أمس.\nقالت هالة السروجي إن الرصيف لم يتضرر.'
    found, _ = find(text)
    assert [a.text for a in found] == ["الرصيف لم يتضرر"]


def test_one_actor_is_one_speaker() -> None:
    text = "قال وزير النقل سامر القندلي إن الميناء مغلق. وأضاف أن السفن تنتظر. وقال القندلي إن الرافعات قديمة."
    found, _ = find(text)
    assert len(found) == 3
    assert len({a.speaker for a in found}) == 1


def test_a_date_in_the_cue_clause_is_when_it_was_said() -> None:
    found, _ = find("قال وزير الزراعة اليوم الثلاثاء إن الموسم جيد.")
    assert [a.said_on for a in found] == ["2024-05-14"]
    found, _ = find("قال وزير الزراعة إن الموسم جيد.")
    assert [a.said_on for a in found] == [None]


def test_a_nested_attribution_names_its_parent() -> None:
    found, _ = find("قال القندلي إن الحرس ذكر أن العبّارة غرقت.")
    assert [a.parent for a in found] == [None, 0]


def test_every_attribution_says_why() -> None:
    found, _ = find("قال وزير الزراعة إن الموسم جيد، مضيفا أن الأسعار مستقرة.")
    for a in found:
        assert {step.what for step in a.why} >= {"cue", "content", "source"}


SPEAKERS = st.sampled_from(["وزير النقل سامر القندلي", "المتحدث باسم الميناء", "مصدر أمني", "شهود عيان"])
WORDS = st.lists(
    st.sampled_from(["السفينة", "كبيرة", "في", "الميناء", "عند", "الرصيف", "القديم", "صباحا", "الريح", "قوية"]),
    min_size=2,
    max_size=8,
).map(" ".join)
MARK_PAIRS = st.sampled_from(['""', "«»", "“”"])
SEPARATORS = st.sampled_from([". ", ".\n", ".\n\n"])


@given(before=WORDS, speaker=SPEAKERS, content=WORDS, after=WORDS, marks=MARK_PAIRS, gap=SEPARATORS)
@settings(max_examples=60, deadline=None)
def test_a_planted_saying_is_found_whole(
    before: str, speaker: str, content: str, after: str, marks: str, gap: str
) -> None:
    said = f"قال {speaker}: {marks[0]}{content}{marks[1]}"
    text = f"{before}{gap}{said}{gap}{after}."
    found, _ = find(text)
    assert [(a.text, a.mode, a.source[0].of(text)) for a in found] == [(content, "direct", speaker)]


NOISE = st.lists(
    st.sampled_from(
        [
            "قال",
            "إن",
            "أن",
            "وأضاف",
            "مؤكدا",
            '"',
            "«",
            "»",
            "“",
            "،",
            ".",
            ":",
            "\n",
            "وفقا",
            "لـ",
            "الوزير",
            "نقلت",
            "عن",
            "(",
            "-",
            "7",
            "بحسب",
            "لكنه",
        ]
    ),
    max_size=25,
)


@given(words=NOISE)
@settings(max_examples=150, deadline=None)
def test_nothing_breaks_it_and_spans_stay_in_the_text(words: list[str]) -> None:
    text = " ".join(words) or "."
    found, entities = find(text)
    for n, a in enumerate(found):
        for span in (*a.content, *a.cue, *a.source, *a.via):
            assert 0 <= span.start < span.end <= len(text)
        assert a.content
        assert a.text == " … ".join(span.of(text) for span in a.content)
        assert a.speaker is None or 0 <= a.speaker < len(entities)
        assert a.parent is None or a.parent != n


@given(words=NOISE)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_answer(words: list[str]) -> None:
    text = " ".join(words) or "."
    assert find(text) == find(text)


def test_only_title_and_body_are_read() -> None:
    text = "قال الوزير إن الميناء مغلق.\nقالت السروجي إن العمل مستمر."
    reading = Reading(text, load("ar"))
    line = text.index("\n")
    document = Document(
        key="0",
        source="corpus",
        blob="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        text_hash="",
        text_starts=0,
        blocks=(
            Block(Span(0, line), "body", "", "test"),
            Block(Span(line + 1, len(text)), "chrome", "", "test"),
        ),
    )
    found, _ = find_attributions(reading, document, (), ())
    assert [re.sub(r"\s+", " ", a.text) for a in found] == ["الميناء مغلق"]
