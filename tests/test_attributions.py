"""Who said what: the corpus, quotation marks that go wrong, planted sayings, what always holds of an attribution."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution_corpus import Case, find, judge, load_cases, refresh
from plain_documents import plain_document
from tawatur.kinds.attributions.cues import PARTICIPLE, PRESENT, Cue, CueTable
from tawatur.kinds.attributions.find import find_attributions
from tawatur.kinds.attributions.frames import CLAUSE, COLON, NOMINAL, PAIR, QUOTE
from tawatur.kinds.attributions.quotes import Quotes
from tawatur.kinds.attributions.resolving import ACCORDING
from tawatur.model import Block, Span
from tawatur.packs import load
from tawatur.reading import Reading

TABLE = load("ar").table("attributions")
CASES, NONES = list(load_cases("case")), list(load_cases("none"))
FRAMES = (CLAUSE, QUOTE, COLON, NOMINAL, PAIR)
LONG, SHORT = 25, 14
"""Words: a text of more is long, as newspapers are; one of fewer may share most of them with another."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("--update-golden") and not REFRESHED:
        REFRESHED.append(refresh(sorted({case.path for case in (*CASES, *NONES)})))
        CASES[:], NONES[:] = load_cases("case"), load_cases("none")
    cases = NONES if metafunc.function is test_nobody_speaks else CASES
    metafunc.parametrize(
        "case",
        [
            pytest.param(
                case,
                id=f"{case.path.stem}-{case.marked[:60]}",
                marks=[pytest.mark.xfail(reason=case.fails, strict=True)] if case.fails else [],
            )
            for case in cases
        ],
    )


REFRESHED: list[list[str]] = []
"""What `--update-golden` rewrote, once in a run."""


def test_corpus(case: Case) -> None:
    _hold(case)


def test_nobody_speaks(case: Case) -> None:
    _hold(case)


def _hold(case: Case) -> None:
    wrong = judge(case)
    if wrong is not None:
        pytest.fail(f"{case.marked}\n{wrong}", pytrace=False)


# --- the corpus is whole ----------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """An entry of the cue table: its name in `negative_of`, and whether a printed cue, folded, is one of its forms."""

    name: str
    holds: Callable[[tuple[str, ...]], bool]
    speaks: bool
    """It takes a complement: a verb that takes none only tells other readings apart, and needs no positive."""


def _verb(row: dict[str, Any]) -> Entry:
    tenses = {PARTICIPLE} if row.get("participle_only") else {PRESENT} if row.get("present_only") else None

    def holds(words: tuple[str, ...]) -> bool:
        return any(
            cue.lemma.name == row["past"] and (tenses is None or cue.tense in tenses)
            for word in words
            for cue in forms().get(word, ())
        )

    name = row["participle" if row.get("participle_only") else "present" if row.get("present_only") else "past"]
    speaks = bool(row.get("clause", True) or row.get("quote", True) or row.get("takes"))
    return Entry(name, holds, speaks)


def _noun(words: list[str]) -> Entry:
    """A row of nouns: one of them, in any of its forms, stands for all."""

    def holds(printed: tuple[str, ...]) -> bool:
        return any(cue.lemma.name == words[0] for word in printed for cue in forms().get(word, ()))

    return Entry(words[0], holds, True)


def _words(name: str, *words: str) -> Entry:
    folded = tuple(map(load("ar").fold.form, words or name.split()))
    starts = [(conj + folded[0], *folded[1:]) for conj in ("", *map(load("ar").fold.form, ("و", "ف")))]

    def holds(printed: tuple[str, ...]) -> bool:
        return any(printed[i : i + len(start)] == start for start in starts for i in range(len(printed)))

    return Entry(name, holds, True)


@cache
def forms() -> dict[str, list[Cue]]:
    return load("ar").made(CueTable).forms


def entries() -> list[Entry]:
    """Every entry of the table that is a cue, as it stands on disk."""
    out = [_verb(row) for row in TABLE["verb"]]
    for words in (*TABLE["relay"]["verbs"], *TABLE["contained"]["verbs"]):
        out.append(_verb({"past": words.split()[0]}))
    out += [_noun(row["words"]) for row in TABLE["noun"]]
    out += [_words(" ".join(row["words"])) for row in TABLE["adjunct"]]
    extra = TABLE["adjuncts"]
    out += [_words(word) for word in (*extra["with_verb"], *extra["what"])]
    out += [_words(f"{word} ما") for word in extra["on_what"]]
    return out + [_words(word) for word in TABLE["impersonal"]["believe"]]


def folded(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", load("ar").fold.form(text)))


def test_every_cue_has_a_positive_case() -> None:
    cues = [folded(" ".join(case.want["cue"])) for case in CASES if case.want]
    lacking = [entry.name for entry in entries() if entry.speaks and not any(map(entry.holds, cues))]
    assert not lacking, f"no case of tests/corpus/ar/attributions*.toml has a cue of: {lacking}"


def test_every_cue_has_a_negative_case() -> None:
    negatives: dict[str, list[tuple[str, ...]]] = {}
    for case in NONES:
        for name in case.table.get("negative_of", ()):
            negatives.setdefault(name, []).append(folded(case.text))
    lacking = [e.name for e in entries() if not any(map(e.holds, negatives.get(e.name, ())))]
    assert not lacking, f"no [[none]] with `negative_of` and a form of: {lacking}"


def test_every_word_of_passing_on_has_a_case() -> None:
    relay = [_verb({"past": words.split()[0]}) for words in TABLE["relay"]["verbs"]]
    texts = [
        " ".join(folded(case.text)) + " "
        for case in CASES
        if case.want and any(entry.holds(folded(" ".join(case.want["cue"]))) for entry in relay)
    ]
    lacking = [w for w in TABLE["relay"]["said"] if not any(f" {load('ar').fold.form(w)} " in text for text in texts)]
    assert not lacking


def test_every_frame_has_a_case() -> None:
    subjects = ("", " before its subject", " after its subject")
    rules = {f"verb{where} with a {kind}" for kind in FRAMES for where in subjects}
    rules |= {f"participle with a {kind}" for kind in FRAMES}
    rules |= {f"{ACCORDING} before its clause", f"{ACCORDING} behind its clause", "headline: name, colon, words"}
    lacking = sorted(rules - {case.table.get("rule") for case in CASES})
    assert not lacking, f"no case with the rule: {lacking}"


def test_a_third_of_the_texts_are_long() -> None:
    texts = [case.text for case in (*CASES, *NONES)]
    long = [text for text in texts if len(text.split()) > LONG]
    assert len(long) * 3 >= len(texts), f"{len(long)} of {len(texts)} are over {LONG} words"


def test_many_sayings_come_through_two_carriers_or_more() -> None:
    assert len({case.text for case in CASES if case.want and len(case.want["via"]) > 1}) >= 60


def test_no_case_stands_twice_or_differs_from_another_in_a_word_or_two() -> None:
    marked = [case.marked for case in (*CASES, *NONES)]
    assert len(marked) == len(set(marked))
    texts = [words for words in {folded(case.text) for case in (*CASES, *NONES)} if len(words) > SHORT]
    sets = [frozenset(words) for words in sorted(texts)]
    alike = [(sorted(a), sorted(b)) for n, a in enumerate(sets) for b in sets[:n] if len(a & b) * 10 > len(a | b) * 7]
    assert not alike


def test_marks_of_failing_cases_are_rewritten_and_nothing_else(tmp_path: Path) -> None:
    """A case that fails gets its mark, one that passes loses it, every other byte stays."""
    path = tmp_path / "attributions_made.toml"
    head = "# kept\n\n[[case]]\n"
    right = 'text = "⌈قال⌉ ⟨القندلي⟩ إن ⟦الميناء مغلق⟧."\n'
    wrong = 'text = "⌈قال⌉ ⟨القندلي إن⟩ ⟦الميناء مغلق⟧."\n'
    tail = 'others = true  # kept too\n\n[[none]]\ntext = "غادرت السفينة."\n'
    path.write_text(f'{head}{right}fails = "long ago"\n{tail}', encoding="utf-8")
    assert refresh([path]) == [path.name]
    assert path.read_text(encoding="utf-8") == head + right + tail
    assert refresh([path]) == []
    path.write_text(head + wrong + tail, encoding="utf-8")
    refresh([path])
    assert path.read_text(encoding="utf-8") == f'{head}{wrong}fails = "source: القندلي"\n{tail}'


def test_every_verb_of_the_table_is_a_cue() -> None:
    """Each lemma in the persons that newspapers use, with and without a conjunction."""
    pack = load("ar")
    forms = pack.made(CueTable).forms
    for row in pack.table("attributions")["verb"]:
        if row.get("participle_only"):
            continue
        past = pack.fold.form(row["past"])
        for form in () if row.get("present_only") else (past, "و" + past, "ف" + past):
            assert any(c.lemma.name == row["past"] for c in forms[form]), form
        if "present" in row:
            present = pack.fold.form(row["present"])
            for form in (present, "ت" + present[1:], "و" + present):
                if form in map(pack.fold.form, TABLE["inflection"]["not_forms"]):
                    continue
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


def test_his_highness_is_the_person_who_spoke_last() -> None:
    found, _ = find("وقال الأمير فهد الرمحي إن الجسر سليم.\nودعا سموه السكان إلى التعاون.")
    assert [a.text for a in found] == ["الجسر سليم", "التعاون"]
    assert found[0].speaker == found[1].speaker is not None


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
    body = Block(Span(0, line), "body", "", "test")
    document = plain_document(text, blocks=(body, Block(Span(line + 1, len(text)), "chrome", "", "test")))
    found, _ = find_attributions(reading, document, (), ())
    assert [re.sub(r"\s+", " ", a.text) for a in found] == ["الميناء مغلق"]
