"""The printed line of `annotate` is the contract, and its committed schema is the truth about it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from made_pages import document, full_page
from schema_check import problems
from tawatur import schema
from tawatur.export.records import Record, line, record
from tawatur.model import Page

ROOT = Path(__file__).parents[1]
CONTRACT = {
    "": "schema source id text text_starts lang title outlet published body credits numbers dates figures attributions "
    "events entities abstained",
    "published": "value basis",
    "credits": "span names",
    "numbers": "span value text rule",
    "dates": "span value calendar basis interval text rule",
    "figures": "id span min max approx kind counted place as_of as_of_basis status part_of unit attribution text rule",
    "attributions": "id content cue source via implicit mode stance speaker said_on parent in text rule",
    "events": "trigger mentions kind participants place date status text rule",
    "entities": "span kind name mentions text rule",
    "abstained": "span kind rule reason",
}


def test_holds_every_key_of_the_contract() -> None:
    got = record(full_page())
    for place, keys in CONTRACT.items():
        part = got[place] if place else got
        for item in part if isinstance(part, list) else [part]:
            assert set(keys.split()) <= set(item), place
            assert "why" not in item


def test_spans_are_pairs_and_slice_to_the_printed_words() -> None:
    got = record(full_page())
    text = got["text"]
    for kind in ("numbers", "dates", "figures", "entities"):
        for item in got[kind]:
            start, end = item["span"]
            assert text[start:end] == item["text"]
    assert [text[s:e] for s, e in got["attributions"][0]["content"]] == [got["attributions"][0]["text"]]
    assert got["schema"] == 1


@pytest.mark.parametrize("page", [full_page(), Page(document("x.txt", "نص"))], ids=["full", "bare"])
def test_fits_its_schema_and_reads_back(page: Page) -> None:
    printed = line(page)
    assert b"\n" not in printed
    assert problems(json.loads(printed), schema.annotate_schema()) == []
    back = msgspec.json.decode(printed, type=Record)
    assert back.text == page.document.text
    assert len(back.attributions) == len(page.attributions)


def test_the_checker_sees_what_is_wrong() -> None:
    good = record(full_page())
    rules = schema.annotate_schema()
    assert problems({**good, "surprise": 1}, rules)
    assert problems({**good, "title": [1]}, rules)
    assert problems({**good, "figures": [{**good["figures"][0], "kind": "heads"}]}, rules)
    assert problems({k: v for k, v in good.items() if k != "body"}, rules)


def test_committed_schemas_are_the_generated_ones() -> None:
    for name, made in schema.json_schemas().items():
        path = ROOT / "docs" / "schema" / f"{name}.json"
        assert path.read_text(encoding="utf-8") == schema.as_text(made), "run `make schema`"
