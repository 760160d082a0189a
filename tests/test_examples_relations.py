"""How the pages of the made-up story hang on each other, against its expected answers."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tawatur.model import Refusal, Relations
from tawatur.pipeline import process
from tawatur.read import read
from tawatur.relate import card, relate

EXAMPLES = Path(__file__).parents[1] / "examples"
EXPECTED = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))["derivations"]


@cache
def found() -> tuple[Relations, dict[str, str]]:
    """The relations of the pages, and the file name of each key."""
    cards = []
    for item in read([str(EXAMPLES / "pages")]):
        assert not isinstance(item, Refusal), item
        page, refusals = process(item)
        assert page is not None, refusals
        cards.append(card(page))
    return relate(cards), {made.key: Path(made.name).name for made in cards}


def expected() -> list[Any]:
    return [
        pytest.param(
            one,
            id=f"{one['kind']} {one['earlier'][:2]} {one['later'][:2]}",
            marks=[pytest.mark.xfail(strict=True, reason="translations take vectors; here are none")]
            if one["kind"] == "translation"
            else [],
        )
        for one in EXPECTED
    ]


@pytest.mark.parametrize("wanted", expected())
def test_the_derivation_is_found(wanted: dict[str, Any]) -> None:
    relations, names = found()
    earlier = {wanted["earlier"], *wanted.get("earlier_or", ())}
    rows = [
        row for row in relations.derivations if names[row.earlier] in earlier and names[row.later] == wanted["later"]
    ]
    assert [(row.kind, row.direction) for row in rows] == [
        (wanted["kind"], {"unknown": "unknown", "earlier→later": "a→b"}[wanted["direction"]])
    ]
    assert rows[0].evidence
    assert rows[0].reasons


def test_no_other_derivation_is_found() -> None:
    relations, names = found()
    wanted = {(earlier, one["later"]) for one in EXPECTED for earlier in (one["earlier"], *one.get("earlier_or", ()))}
    assert {(names[row.earlier], names[row.later]) for row in relations.derivations} <= wanted


def test_the_pages_of_the_story_make_one_story_or_parts_of_it() -> None:
    relations, names = found()
    first = next(row.story for row in relations.stories if names[row.document].startswith("01"))
    together = {names[row.document][:2] for row in relations.stories if row.story == first}
    assert together >= {"01", "02", "03", "04", "05", "06", "12", "13"}
