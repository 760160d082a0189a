"""What a process remembers is bounded, however many pages it reads, and changes no answer."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tawatur import fold
from tawatur.clitics import Splitter
from tawatur.fold import COMMON_FORMS, MOST_FORMS, Remembered
from tawatur.packs import load
from tawatur.read.seen import Numbered, Places


def test_rare_forms_are_forgotten_and_common_ones_are_not() -> None:
    common = load("ar").made(Splitter).listed()[:100]
    asked: list[str] = []

    def make(form: str) -> int:
        asked.append(form)
        return len(form)

    table = Remembered(make)
    forms = [*common, *(f"rare{number}" for number in range(3 * MOST_FORMS))]
    assert [table[form] for form in forms] == list(map(len, forms))
    assert len(table) <= MOST_FORMS
    asked.clear()
    assert [table[form] for form in common] == list(map(len, common))
    assert not asked
    assert table[forms[100]] == len(forms[100])
    assert asked == [forms[100]]


def test_a_table_that_would_stay_full_of_common_forms_is_emptied() -> None:
    table = dict.fromkeys(f"word{number}" for number in range(MOST_FORMS))
    before = set(fold._COMMON)
    try:
        fold._COMMON.update(table)
        fold.forget_rare(table)
    finally:
        fold._COMMON.intersection_update(before)
    assert not table


def test_folded_forms_stay_the_same_when_printed_words_are_forgotten() -> None:
    one = load("ar").fold
    words = ["إلى", "الّتي", "جَديدة", "٢٠٢٦"]
    forms = list(map(one.form, words))
    for number in range(MOST_FORMS + 1):
        one.form(f"rare{number}")
    assert len(one.known) <= MOST_FORMS
    assert list(map(one.form, words)) == forms


def test_fewer_forms_are_kept_than_a_table_holds() -> None:
    assert COMMON_FORMS < MOST_FORMS * 7 // 8


@given(st.lists(st.integers(0, 3).flatmap(lambda bits: st.integers(0, (1 << (16 * (bits + 1))) - 1)), max_size=60))
def test_keys_have_the_numbers_that_a_dictionary_would_give_them(keys: list[int]) -> None:
    numbered, known = Numbered(), dict[int, int]()
    for key in keys:
        assert numbered.number(key) == known.setdefault(key, len(known))
    assert len(numbered) == len(known)


def test_keys_keep_their_numbers_while_the_table_grows() -> None:
    numbered = Numbered()
    keys = [key << 20 for key in range(1_500)]  # all would begin at one place
    assert [numbered.number(key) for key in [*keys[:600], *keys]] == [*range(600), *range(1_500)]


@given(st.lists(st.tuples(st.sampled_from(("a.jsonl", "b#.warc.gz")), st.text(max_size=8))))
def test_places_are_given_back_as_they_came(given: list[tuple[str, str]]) -> None:
    places = Places()
    sources = [file + rest if number % 5 else f"elsewhere {rest}" for number, (file, rest) in enumerate(given)]
    for (file, _), source in zip(given, sources, strict=True):
        places.append(str(Path(file)), source)
    assert [places[number] for number in range(len(sources))] == sources
