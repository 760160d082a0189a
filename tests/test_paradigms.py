"""Phrases written as products of lists."""

from __future__ import annotations

import pytest

from tawatur.errors import PackError
from tawatur.kinds.attributions.paradigms import phrases

PARTS = {"says": ["tells", "says"], "own": ["self", "selves"]}


def test_a_part_stands_for_every_word_of_its_list() -> None:
    found = phrases(["he {says} that", "them{own}"], PARTS, str.upper)
    assert found == {
        "HE": {"TELLS": [("HE", "TELLS", "THAT")], "SAYS": [("HE", "SAYS", "THAT")]},
        "THEMSELF": {"": [("THEMSELF",)]},
        "THEMSELVES": {"": [("THEMSELVES",)]},
    }


def test_a_row_may_be_a_list_of_words_and_may_name_several_parts() -> None:
    found = phrases([["by", "then"], "{says} {own}"], PARTS, str)
    assert found["by"] == {"then": [("by", "then")]}
    assert found["says"] == {"self": [("says", "self")], "selves": [("says", "selves")]}


def test_a_part_without_a_list_is_an_error_that_names_the_lists() -> None:
    with pytest.raises(PackError, match=r"'whom', but the parts are \['own', 'says'\]"):
        phrases(["{says} {whom}"], PARTS, str)
