"""Exports: the contract's tables and names in each format, nothing that a sheet would run, nobody who is private."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from made_pages import document, entity, figure, full_page, raw, said
from schema_check import problems
from tawatur import schema
from tawatur.errors import UsageError
from tawatur.export import FORMATS, TABLES, export_table
from tawatur.model import Actor, Page, Refusal, Relations, Span, StoryMember
from tawatur.model import Place as Spot
from tawatur.relate import relate
from tawatur.store import Case, Settings, Writer, open_case, prepare

CONTRACT = (
    "documents attributions figures dates events entities actors stories derivations origins claims series timeline "
    "versions refusals abstained runs corrections"
)


def pages() -> list[Page]:
    body = [
        'قال وزير البحر كريم الصياد إن "الميناء يفتح أبوابه غدا أمام كل السفن القادمة من الشمال".',
        "وغرق في الحادث أربعة ركاب من أصل ستين كانوا على متن العبّارة المنكوبة قبالة سواحل رملة مساء السبت الماضي.",
    ]
    quote = "الميناء يفتح أبوابه غدا أمام كل السفن القادمة من الشمال"
    out = [full_page()]
    for name, own, outlet, when in (
        ("b.txt", None, "صحيفة ب", "2031-04-07"),
        ("c.txt", "own-c", "صحيفة ج", "2031-04-06"),
    ):
        made = document(name, body, outlet=outlet, published=when, id=own)
        out.append(
            Page(
                made,
                attributions=(said(made, quote, cue="قال", source="وزير البحر كريم الصياد", speaker=0, mode="direct"),),
                figures=(figure(made, "أربعة ركاب", 4.0),),
                entities=(entity(made, "كريم الصياد"),),
            )
        )
    return out


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    path = tmp_path_factory.mktemp("case") / "c.tawatur"
    with Writer(path) as writer:
        writer.start("build", Settings("0", 1, (("ar", "x"),)))
        for page in pages():
            writer.put(prepare(raw(page.document), page, ()))
        writer.refuse([Refusal("x.bin", "", "binary", "=It is no text.", "Give text.")])
        writer.relate(relate)
        writer.finish()
    with open_case(path) as opened:
        yield opened


def exported(case: Case, table: str, **more: bool) -> list[dict[str, Any]]:
    stream = io.StringIO()
    export_table(case, table, "jsonl", stream, **more)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def sheet(case: Case, table: str) -> list[list[str]]:
    stream = io.StringIO(newline="")
    export_table(case, table, "csv", stream)
    assert stream.getvalue().startswith("\ufeff")
    return list(csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))


def test_every_table_of_the_contract_is_there() -> None:
    assert set(CONTRACT.split()) <= set(TABLES)


@pytest.mark.parametrize("table", [*TABLES])
def test_rows_fit_their_schema_and_sheets_their_header(case: Case, table: str) -> None:
    rows = exported(case, table, include_private=True)
    for row in rows:
        assert problems(row, schema.json_schemas()[table]) == []
    header, *body = sheet(case, table)
    assert len(set(header)) == len(header)
    assert all(len(line) == len(header) for line in body)
    if table not in ("entities",):
        assert len(body) == len(rows)


def test_a_table_without_rows_is_empty(case: Case) -> None:
    for table in ("versions", "corrections"):
        assert exported(case, table) == []
        assert len(sheet(case, table)) == 1


def test_entities_and_attributions_say_which_actor(case: Case) -> None:
    actors = {row["actor"]: row for row in exported(case, "actors")}
    entities = {(row["document"], row["index"]): row for row in exported(case, "entities")}
    assert {row["actor"] for row in entities.values()} == set(actors)
    for row in exported(case, "attributions"):
        speaker = entities.get((row["document"], row["speaker"]))
        assert row["actor"] == (speaker["actor"] if speaker is not None else None)
    documents = {row["document"]: row["text"] for row in exported(case, "documents")}
    for row in actors.values():
        assert row["names"][0]["count"] >= row["names"][-1]["count"]
        places = [row["places"], row["names"], *([join["a"], join["b"]] for join in row["joins"])]
        for place in (one for some in places for one in some):
            start, end = place["span"]
            assert documents[place["document"]][start:end].strip()


def test_a_series_names_its_documents(case: Case) -> None:
    for row in exported(case, "series"):
        assert {point["document"] for point in row["points"]} <= {"b.txt", "own-c", "pages/one.txt"}
    assert exported(case, "series")


def test_documents_go_by_own_id_else_by_path(case: Case) -> None:
    assert [row["document"] for row in exported(case, "documents")] == ["b.txt", "own-c", "pages/one.txt"]
    (row,) = exported(case, "derivations")
    assert (row["a"], row["b"], row["earlier"], row["later"]) == ("own-c", "b.txt", "own-c", "b.txt")
    assert (row["direction"], row["kind"]) == ("a→b", "copy")
    origins = {row["kind"]: row for row in exported(case, "origins")}
    for kind in ("attribution", "figure"):
        assert sorted(mention["document"] for mention in origins[kind]["mentions"]) == ["b.txt", "own-c"]
        assert (origins[kind]["origins_at_least"], origins[kind]["attestations_at_most"]) == (1, 1)


def test_a_span_in_a_sheet_is_its_words_and_its_place(case: Case) -> None:
    header, *body = sheet(case, "attributions")
    texts = {one.name: one.text for one in case.documents()}
    for line in body:
        row = dict(zip(header, line, strict=True))
        text = texts[row["document"]]
        for field in ("content", "cue", "source"):
            spans = msgspec.json.decode(row[f"{field}_spans"], type=list[Span])
            assert row[field] == " … ".join(span.of(text) for span in spans)
    header, *body = sheet(case, "figures")
    row = dict(zip(header, body[0], strict=True))
    assert texts[row["document"]][int(row["span_start"]) : int(row["span_end"])] == row["text"]
    assert (row["min"], row["approx"], row["as_of"]) == ("4", "false", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    made = document("a.txt", f"{start}HYPERLINK(1)", title=f"{start}cmd", outlet=f"{start}1+1")
    with Writer(tmp_path / "c") as writer:
        writer.start("build", Settings("0", 1, ()))
        writer.put(prepare(raw(made), Page(made), ()))
        for line in sheet(writer.case, "documents")[1:]:
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
            assert f"'{start}1+1" in line


def test_private_people_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    made = document(
        "a.txt",
        [
            'قالت أم الضحية سعاد النجار: "كان ابني على متن العبّارة تلك الليلة ولم يعد إلينا".',
            "ووقفت الأسر على الرصيف منذ الفجر تنتظر أسماء الناجين التي لم تعلنها الشركة حتى مساء اليوم التالي.",
        ],
    )
    page = Page(
        made,
        attributions=(
            said(made, "كان ابني على متن العبّارة تلك الليلة ولم يعد إلينا", source="سعاد النجار", speaker=0),
        ),
        entities=(entity(made, "سعاد النجار", private=True), entity(made, "العبّارة", "place")),
    )
    other = msgspec.structs.replace(page, document=msgspec.structs.replace(made, key="f" * 32, source="b.txt"))
    with Writer(tmp_path / "c") as writer:
        writer.start("build", Settings("0", 1, ()))
        for one in (page, other):
            writer.put(prepare(raw(one.document), one, ()))
        writer.relate(relate)
        people = Relations(
            actors=(Actor("p1", "x", "person", (Spot(made.key, Span(0, 1)),), private=True),),
            stories=(StoryMember("s1", made.key),),
        )
        assert writer.case.count("origins") == 1
        assert "سعاد" not in json.dumps(exported(writer.case, "origins"), ensure_ascii=False)
        assert [row["index"] for row in exported(writer.case, "entities")] == [1, 1]
        (said_by, _) = exported(writer.case, "attributions")
        assert (said_by["source"], said_by["speaker"]) == ([], None)
        assert len(exported(writer.case, "entities", include_private=True)) == 4
        assert exported(writer.case, "attributions", include_private=True)[0]["speaker"] == 0
        writer.relate(lambda *_, **__: people)
        assert exported(writer.case, "actors") == []
        assert len(exported(writer.case, "actors", include_private=True)) == 1
        assert exported(writer.case, "stories") == [{"story": "s1", "document": "a.txt"}]


def test_what_there_is_not_is_said(case: Case) -> None:
    with pytest.raises(UsageError, match="figures"):
        export_table(case, "figurs", "csv", io.StringIO())
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        export_table(case, "figures", "xls", io.StringIO())
