"""English numbers and dates by specifications of our own, a line each, in the form of Microsoft's Recognizers.

`Input`, for dates `Context.ReferenceDateTime`, and all `Results` in order: words as printed, where they start, value
(null where a date stays unresolved). Every line is run, and nothing else may be found in it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Moment
from tawatur.packs import load
from tawatur.reading import Reading

CORPUS = Path(__file__).parent / "corpus" / "en"


def lines(kind: str) -> list[Any]:
    rows = [json.loads(line) for line in (CORPUS / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row["Input"]) for row in rows]


def wanted(row: Any) -> list[tuple[str, int, Any]]:
    return [(one["Text"], one["Start"], one["Value"]) for one in row["Results"]]


@pytest.mark.parametrize("row", lines("numbers"))
def test_numbers_are_read_as_the_specs_have_them(row: Any) -> None:
    found = find_numbers(Reading(row["Input"], load("en")))
    got = [(n.number.text, n.number.span.start, pytest.approx(n.value, rel=1e-9)) for n in found]
    assert got == wanted(row)


@pytest.mark.parametrize("row", lines("dates"))
def test_dates_are_read_as_the_specs_have_them(row: Any) -> None:
    now = Moment(row["Context"]["ReferenceDateTime"], "stated")
    found = find_dates(Reading(row["Input"], load("en")), now)
    assert [(d.text, d.span.start, d.value) for d in found] == wanted(row)


def test_there_are_two_hundred_and_none_stands_twice() -> None:
    inputs = [(kind, row.values[0]["Input"]) for kind in ("numbers", "dates") for row in lines(kind)]
    assert len(inputs) >= 200
    assert len(inputs) == len(set(inputs))
