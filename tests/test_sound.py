"""Corrections that can't be what they say are refused, and where a case holds one it breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from made_site import Opened
from tawatur import corrections as say
from tawatur.corrections.anchors import quote
from tawatur.corrections.sound import unsound
from tawatur.corrections.words import SHAPES
from tawatur.model import Correction, Page, Span
from tawatur.relate import relate
from tawatur.store import Writer, open_case
from tawatur.store.exchange import import_corrections
from tawatur.store.overlay import Overlay
from tawatur.store.rulings import detached

BY = {"author": "ن.", "made_at": "2031-04-06T10:00:00Z"}
Q = "QUOTE"


BAD: list[tuple[str, str, Any]] = [
    ("figure", "add", {"parts": {"span": [Q]}, "fields": {"min": "many"}}),
    ("figure", "add", {"parts": {"span": [Q]}, "fields": {"kind": "song"}}),
    ("figure", "add", {"parts": {"span": [Q]}, "fields": {"approx": "x"}}),
    ("figure", "add", {"parts": {"span": [Q]}, "fields": {"min": 1e300}}),
    ("figure", "add", {"parts": {"span": [Q]}, "fields": {"colour": "red"}}),
    ("figure", "add", {"parts": {"span": [Q, Q]}, "fields": {}}),
    ("figure", "add", {"parts": {}, "fields": {}}),
    ("figure", "change", {"parts": {"span": [Q], "colour": [Q]}, "fields": {}}),
    ("figure", "accept", {"parts": {"span": [[5, 5, "", "", ""]]}, "fields": {}}),
    ("figure", "add", None),
    ("figure", "add", "{"),
    ("figure", "sing", None),
    ("attribution", "add", {"parts": {"content": []}, "fields": {}}),
    ("attribution", "add", {"parts": {"content": [Q]}, "fields": {"stance": "song"}}),
    ("date", "add", {"parts": {"span": [Q]}, "fields": {"value": 5}}),
    ("date", "add", {"parts": {"span": [Q]}, "fields": {"calendar": "x"}}),
    ("entity", "add", {"parts": {"span": [Q]}, "fields": {"kind": "song"}}),
    ("source", "grade", "z"),
    ("note", "add", None),
    ("song", "add", None),
    ("claim", "sing", "{}"),
    ("copy", "same", None),
    ("figure", "undo", None),
]


def bad(page: Page, kind: str, action: str, value: Any) -> Correction:
    span = Span(10, 20)
    own = quote(page.document.text, span)
    text = json.dumps(value) if isinstance(value, dict) else value
    text = text.replace(json.dumps(Q), msgspec.json.encode(own).decode()) if text is not None else None
    made = say.note(page.document, span, text="x", **BY)
    return msgspec.structs.replace(made, kind=kind, action=action, value=text)


@pytest.mark.parametrize(("kind", "action", "value"), BAD)
def test_a_line_that_can_not_be_is_refused(built: Path, tmp_path: Path, kind: str, action: str, value: Any) -> None:
    path = tmp_path / "ferry.tawatur"
    path.write_bytes(built.read_bytes())
    with Writer(path) as writer:
        page = next(writer.case.pages())
        made = bad(page, kind, action, value)
        assert unsound(made)
        taken = import_corrections(writer, [msgspec.json.encode(made)], source="x")
        assert (taken.added, [one.code for one in taken.refusals]) == (0, ["not-a-correction"])


def test_a_case_that_holds_such_corrections_is_shown_and_related(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "ferry.tawatur"
    path.write_bytes(built.read_bytes())
    with Writer(path) as writer:
        page = next(writer.case.pages())
        for one in BAD:
            writer.correct(bad(page, *one))
        writer.relate(relate)
        assert list(Overlay(writer.case).pages()) == list(writer.case.pages())
        assert {one.kind for one in detached(writer.case)} >= {*SHAPES} - {"event"}
    opened = Opened(path)
    key = page.document.key
    for address in ("", "said", "figures", "corrections", "method", f"documents/p{key}", f"api/documents/{key}"):
        assert opened.get(f"/{address}").status == 200


def test_whatever_the_machine_found_can_be_accepted(built: Path) -> None:
    with open_case(built) as case:
        for page in case.pages():
            for kind, shape in SHAPES.items():
                for index in range(len(getattr(page, shape.table))):
                    assert unsound(say.accept(page, say.found(page, kind, index), **BY)) is None
