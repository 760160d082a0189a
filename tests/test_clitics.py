"""The word splitter and the stems for search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.clitics import Splitter, Stems
from tawatur.packs import load

PACK = load("ar")
SPLITTER = PACK.made(Splitter)
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"


def split(word: str) -> str:
    """The split of a printed word over its folded letters, parts joined by `+`."""
    found = SPLITTER.split(PACK.fold.form(word))
    return "+".join(part for part in (*found.proclitics, found.stem, found.enclitic) if part)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("وبالميناء", "و+ب+ال+ميناء"),
        ("للسفينة", "ل+ال+سفينه"),
        ("سيغادرون", "س+يغادرون"),
        ("وحكومتها", "و+حكومت+ها"),
        ("لكنهم", "لكن+هم"),
        ("ولأنها", "و+ل+ان+ها"),
        ("الذي", "الذي"),
        ("وزير", "وزير"),
    ],
)
def test_clitics_come_off(word: str, parts: str) -> None:
    assert split(word) == parts


def test_lemma_undoes_the_change_before_an_enclitic() -> None:
    found = SPLITTER.split(PACK.fold.form("سفينتهم"))
    assert (found.stem, found.lemma, found.enclitic) == ("سفينت", "سفينه", "هم")


def test_english_pack_splits_nothing() -> None:
    assert load("en").made(Splitter).split("andports") == ((), "andports", "", 0, "andports")


@given(st.text(LETTERS, min_size=1, max_size=14))
def test_parts_make_up_the_form(form: str) -> None:
    found = SPLITTER.split(form)
    assert form[found.start : found.start + len(found.stem)] == found.stem
    assert form.endswith(found.stem + found.enclitic)
    assert found.stem
    assert found == SPLITTER.unremembered(form)


def test_stems_join_forms_of_a_word_and_stand_still() -> None:
    stems = PACK.made(Stems)
    assert stems.stem("السفن") == stems.stem("سفن")
    assert stems.stem("الوزارة") == stems.stem("وزارة") == stems.stem("الوزاره")
    assert stems.stem("مَدْرَسَة") == stems.stem("مدرسه")


def test_ninety_one_words_in_a_hundred_of_the_bench_are_right() -> None:
    words = Path(__file__).parents[2] / "shared" / "bench" / "words-ar.txt"
    if not words.is_file():
        pytest.skip("the bench isn't beside this checkout")
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
    from score_words import right

    lines = words.read_text(encoding="utf-8").split()
    good = 0
    for line in lines:
        gold, _, surface = line.partition("|")
        word = surface or gold.replace("ل+ال+", "لل").replace("+", "")
        good += right(SPLITTER.split(PACK.fold.form(word)), word, gold, PACK.fold.form)
    assert good / len(lines) >= 0.91
