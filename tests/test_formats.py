"""Exports in formats of others: Parquet, frames, Web Annotations, FollowTheMoney, UCDP's columns, Label Studio."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest

import tawatur
from made_pages import document, entity, figure, raw, said
from tawatur import cli
from tawatur import corrections as say
from tawatur.errors import UsageError
from tawatur.export import FORMATS, TABLES, WHOLE, arrow, export_case, export_table
from tawatur.export.columnar import columns_of
from tawatur.export.ucdp import date_prec
from tawatur.model import Page, Span
from tawatur.store import Case, Settings, Writer, open_case, prepare
from tawatur.store.exchange import import_any
from tawatur.store.overlay import Overlay

RULES = json.loads((Path(__file__).parent / "ftm_rules.json").read_text(encoding="utf-8"))["schemata"]
BY = {"author": "ن.", "made_at": "2031-04-06T10:00:00Z"}


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ferry.tawatur"
    path.write_bytes(built.read_bytes())
    return path


@pytest.fixture(scope="module")
def case(built: Path) -> Iterator[Case]:
    with open_case(built) as opened:
        yield opened


def whole(case: Case, format: str, **more: bool) -> str:
    stream = io.StringIO(newline="")
    count = export_case(case, format, stream, **more)
    assert count or format == "label-studio-config"
    return stream.getvalue()


def rows(case: Case, table: str) -> list[Any]:
    stream = io.StringIO()
    export_table(case, table, "jsonl", stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [*TABLES])
def test_parquet_holds_the_rows_of_the_table(case: Case, tmp_path: Path, table: str) -> None:
    path = tmp_path / "rows.parquet"
    with path.open("wb") as stream:
        count = export_table(case, table, "parquet", stream)
    again = io.BytesIO()
    export_table(case, table, "parquet", again)
    assert again.getvalue() == path.read_bytes()
    read = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    assert read.columns == [*TABLES[table].fields]
    kinds = [str(kind).replace('"', "") for kind in read.types]
    assert kinds == [kind.replace('"', "") for kind in columns_of(TABLES[table]).values()]
    lines = [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]
    assert count == len(lines)
    assert [json.loads(json.dumps(line)) for line in lines] == rows(case, table)


def test_a_table_is_a_frame(case: Case) -> None:
    made = tawatur.frame(case, "figures")
    own = rows(case, "figures")
    assert [*made.columns] == [*TABLES["figures"].fields]
    assert [*made["text"]] == [row["text"] for row in own]
    assert made.loc[made["kind"] == "killed", "min"].max() == max(
        row["min"] for row in own if row["kind"] == "killed" and row["min"] is not None
    )
    assert [[*span] for span in made["span"]] == [row["span"] for row in own]
    with pytest.raises(UsageError, match="figures"):
        tawatur.frame(case, "figurs")
    if find_spec("pyarrow") is None:
        with pytest.raises(UsageError, match="pip install pyarrow"):
            arrow(case, "figures")
    else:
        assert arrow(case, "figures").num_rows == len(own)


# --- Web Annotations --------------------------------------------------------------------------------------------------


def places(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
    bodies = annotation["body"] if isinstance(annotation["body"], list) else [annotation["body"]]
    return [one for one in (*targets, *bodies) if one["type"] == "SpecificResource"]


def test_web_annotations_name_their_words_twice(copy: Path) -> None:
    with Writer(copy) as writer:
        page = next(writer.case.pages())
        span = page.attributions[0].content[0]
        writer.correct(say.note(page.document, span, text="يُسأل عنه", **BY))
        writer.correct(say.grade(page.document, span, "information", "2", **BY))
        writer.correct(say.reject(page, say.found(page, "attribution", 1), **BY))
    with open_case(copy) as case:
        made = json.loads(whole(case, "w3c"))
        texts = {one.name: one for one in case.documents()}
        counts = {table: len(rows(case, table)) for table in ("attributions", "figures", "events", "dates", "entities")}
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    items = made["first"]["items"]
    assert made["total"] == len(items) == len({one["id"] for one in items}) == sum(counts.values()) - 1 + 2
    for one in items:
        assert one["type"] == "Annotation"
        assert places(one)
        for place in places(one):
            position, quotation = place["selector"]
            document = texts[place["tawatur:document"]]
            assert document.text[position["start"] : position["end"]] == quotation["exact"]
            around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
            assert around in document.text
            assert place["tawatur:text_hash"] == document.text_hash
            assert place["source"] == document.url or document.url is None
    (note,) = [one for one in items if one["motivation"] == "commenting"]
    assert (note["creator"], note["created"], note["body"]["value"]) == (
        {"type": "Person", "name": "ن."}, BY["made_at"], "يُسأل عنه",
    )  # fmt: skip
    (graded,) = [one for one in items if one["motivation"] == "assessing"]
    assert graded["body"]["value"] == 'admiralty-scale:information-credibility="2"'


# --- FollowTheMoney ---------------------------------------------------------------------------------------------------


def test_entities_of_followthemoney_keep_its_rules(case: Case) -> None:
    """By the rules of the library's own schemata, of which `ftm_rules.json` holds those of what we write."""
    made = [json.loads(line) for line in whole(case, "ftm").splitlines()]
    schema_of = {one["id"]: one["schema"] for one in made}
    assert len(schema_of) == len(made)
    for one in made:
        rules = RULES[one["schema"]]
        assert set(one) == {"id", "schema", "properties"}
        assert set(rules["required"]) <= set(one["properties"]), one
        for name, values in one["properties"].items():
            rule = rules["properties"][name]
            assert values
            assert all(isinstance(value, str) and value == value.strip() != "" for value in values)
            if rule["type"] == "entity":
                assert all(rule["range"] in RULES[schema_of[value]]["schemata"] for value in values)
            if rule["type"] == "date":
                assert all(date_prec([value[:10]]) is not None for value in values)
            if rule["type"] == "checksum":
                assert all(len(value) == 40 for value in values)
    assert {"Article", "Person", "Organization", "Mention", "Documentation"} <= set(schema_of.values())
    assert sum(one["schema"] == "Article" for one in made) == case.count("documents")


# --- UCDP -------------------------------------------------------------------------------------------------------------


def test_the_sheet_has_a_line_for_each_owner_of_a_quantity(case: Case) -> None:
    text = whole(case, "ucdp")
    lines = [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    series = {row["series"]: row for row in rows(case, "series")}
    assert {line["series"] for line in lines} <= set(series)
    toll = [line for line in lines if line["kind"] == "killed" and line["source_original"].startswith("خفر السواحل")]
    assert toll
    for line in lines:
        held = series[line["series"]]
        owner = line["source_original"] or None
        points = [one for one in held["points"] if one["status"] == "stated" and one["owner"] == owner]
        assert points
        closed = [one["max"] for one in points]
        assert line["high"] == ("" if None in closed else f"{max(closed):.15g}")
        assert (
            int(line["number_of_sources"]) <= int(line["number_of_pages"]) == len({one["document"] for one in points})
        )
        assert (line["best"] == "") or float(line["low"] or 0) <= float(line["best"]) <= float(line["high"] or "inf")
        assert line["date_prec"] in ("", "1", "2", "3", "4", "5")
        assert (line["date_start"] == "") == (line["date_end"] == "")
    assert any(int(line["number_of_sources"]) < int(line["number_of_pages"]) for line in lines)
    clashing = {(one, held["points"][place]["owner"]) for one, held in series.items()
                for group in held["conflicts"] for place in group}  # fmt: skip
    assert {(line["series"], line["source_original"] or None) for line in lines if line["in_conflict"] == "true"} == {
        (one, owner) for one, owner in clashing if any(line["series"] == one for line in lines)
    }


@pytest.mark.parametrize(
    ("days", "prec"),
    [(["2031-04-06"], 1), (["2031-04-06", "2031-04-11"], 2), (["2031-04-06", "2031-04-12"], 3),
     (["2031-04-06", "2031-05-06"], 4), (["2031-04"], 4), (["2031"], 5), (["2031", "2031-04-06"], 5),
     (["2031-04-06", "2031-12-06"], 5), (["2030", "2031-04-06"], None), (["2029-01-01", "2031-01-01"], None)],
)  # fmt: skip
def test_precision_of_days(days: list[str], prec: int | None) -> None:
    assert date_prec(days) == prec


# --- Label Studio -----------------------------------------------------------------------------------------------------


def done(task: dict[str, Any], result: list[Any], **more: Any) -> dict[str, Any]:
    """A task as Label Studio exports it, by one user who began from the prediction."""
    own = {"id": 7, "result": result, "completed_by": {"id": 3, "email": "n@desk.example"}, "was_cancelled": False,
           "created_at": "2031-04-06T10:00:00.123456Z", "updated_at": "2031-04-06T10:05:00.654321Z", "lead_time": 4.2,
           "parent_prediction": 1, **more}  # fmt: skip
    return {"id": 1, "project": 2, "data": task["data"], "annotations": [own], "predictions": task["predictions"]}


def taken(path: Path, *tasks: dict[str, Any]) -> tuple[int, int, int]:
    with Writer(path) as writer:
        made = import_any(writer, json.dumps(tasks, ensure_ascii=False).encode(), source="x.json")
        return made.added, made.known, len(made.refusals)


def test_tasks_of_label_studio_come_back_as_corrections(copy: Path) -> None:
    with open_case(copy) as case:
        tasks = json.loads(whole(case, "label-studio"))
        key = case.keys()[2]
        page = case.page(key)
    assert len(tasks) == 13
    (task,) = [one for one in tasks if one["data"]["document"] == page.document.name]
    text = task["data"]["text"]
    result = task["predictions"][0]["result"]
    for one in result:
        if "value" in one:
            assert text[one["value"]["start"] : one["value"]["end"]] == one["value"]["text"]
    ids = {one["id"] for one in result if one["type"] == "labels"}
    assert all({one["from_id"], one["to_id"]} <= ids for one in result if one["type"] == "relation")
    # the first is denied, the second is gone, the source of the third is a word less, and a figure was missed
    kept = [one for one in result if not str(one.get("id", "")).startswith("tawatur.attribution.1.")]
    for one in kept:
        if one["type"] == "choices" and one["id"] == "tawatur.attribution.0.content.0" and "stance" in one["from_name"]:
            one["value"]["choices"] = ["deny"]
    source = next(one for one in kept if one.get("id", "").startswith("tawatur.attribution.2.source"))
    source["value"] = {
        "start": source["value"]["start"] + 1,
        "end": source["value"]["end"],
        "labels": source["value"]["labels"],
    }
    at = text.index("العبّارة")
    where = {"start": at, "end": at + 8, "text": text[at : at + 8]}
    own = {"from_name": "label", "to_name": "text"}
    chosen = {"from_name": "figure-kind", "to_name": "text"}
    kept += [
        {"id": "Xy1", "type": "labels", **own, "value": {**where, "labels": ["figure"]}},
        {"id": "Xy1", "type": "choices", **chosen, "value": {**where, "choices": ["vehicles"]}},
        {"id": "Xy2", "type": "labels", **own, "value": {**where, "labels": ["figure: place"]}},
        {"type": "relation", "from_id": "Xy1", "to_id": "Xy2", "direction": "right"},
    ]
    added, known, refused = taken(copy, done(task, kept))
    assert (known, refused) == (0, 0)
    assert taken(copy, done(task, kept)) == (0, added, 0)
    with open_case(copy) as case:
        assert {made.author for made in case.corrections()} == {"n@desk.example"}
        assert {made.made_at for made in case.corrections()} == {"2031-04-06T10:05:00Z"}
        actions = [made.action for made in case.corrections() if made.kind == "attribution"]
        assert actions[:3] == ["change", "reject", "change"]
        assert set(actions[3:]) <= {"accept"}
        now = Overlay(case).page(key).page
        assert Overlay(case).detached() == ()
    assert now.attributions[0].stance == "deny"
    assert len(now.attributions) == len(page.attributions) - 1
    assert now.attributions[1].source[0].start == page.attributions[2].source[0].start + 1
    figure_ = now.figures[-1]
    assert (figure_.kind, figure_.span, figure_.place_span) == ("vehicles", Span(at, at + 8), Span(at, at + 8))


def test_who_began_from_nothing_judges_nothing_else(copy: Path) -> None:
    with open_case(copy) as case:
        task = json.loads(whole(case, "label-studio"))[0]
    text = task["data"]["text"]
    new = {"id": "a", "type": "labels", "from_name": "label", "to_name": "text",
           "value": {"start": 0, "end": 5, "text": text[:5], "labels": ["entity"]}}  # fmt: skip
    assert taken(copy, done(task, [new], parent_prediction=None)) == (1, 0, 0)
    assert taken(copy, done(task, [], was_cancelled=True)) == (0, 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "نص آخر"},
        {"text_hash": "0" * 64},
        {"document": "nowhere.html"},
    ],
)
def test_results_on_another_page_are_refused_by_themselves(copy: Path, change: dict[str, str]) -> None:
    with open_case(copy) as case:
        first, second = json.loads(whole(case, "label-studio"))[:2]
    other = done({**first, "data": {**first["data"], **change}}, first["predictions"][0]["result"])
    added, _, refused = taken(copy, other, done(second, second["predictions"][0]["result"]))
    assert (added > 0, refused) == (True, 1)


@pytest.mark.parametrize(
    "value",
    [
        {"start": 0, "end": 10**9, "labels": ["figure"]},
        {"start": 5, "end": 5, "labels": ["figure"]},
        {"start": 0, "end": 5, "text": "other", "labels": ["figure"]},
        {"start": 0, "end": 5, "labels": ["song"]},
        {"start": 0, "end": 5},
    ],
)
def test_regions_that_can_not_be_are_refused(copy: Path, value: dict[str, Any]) -> None:
    with open_case(copy) as case:
        task = json.loads(whole(case, "label-studio"))[0]
    assert taken(copy, done(task, [{"id": "a", "type": "labels", "value": value}])) == (0, 0, 1)


def test_what_is_no_export_of_label_studio_is_said(copy: Path) -> None:
    for data in (b"[", b"[1]", b'[{"data": {"text": "x"}}]', b"[\xff]"):
        with Writer(copy) as writer, pytest.raises(UsageError, match="label-studio"):
            import_any(writer, data, source="x")


def test_the_interface_of_label_studio_has_every_label(case: Case) -> None:
    config = whole(case, "label-studio-config")
    used = {one["value"]["labels"][0] for task in json.loads(whole(case, "label-studio"))
            for one in task["predictions"][0]["result"] if one["type"] == "labels"}  # fmt: skip
    assert len(used) > 8
    assert all(f'<Label value="{label}"/>' in config for label in used)


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", [*WHOLE])
def test_the_same_case_gives_the_same_bytes(case: Case, format: str) -> None:
    assert whole(case, format) == whole(case, format)


@pytest.mark.parametrize("format", [*WHOLE])
def test_private_people_are_named_nowhere(tmp_path: Path, format: str) -> None:
    made = document("a.txt", ["قالت أم الضحية سعاد النجار إن 12 شخصا قتلوا هناك."])
    page = Page(
        made,
        attributions=(said(made, "إن 12 شخصا قتلوا هناك", cue="قالت", source="سعاد النجار", speaker=0),),
        figures=(figure(made, "12 شخصا", 12.0),),
        entities=(entity(made, "سعاد النجار", private=True),),
    )
    with Writer(tmp_path / "c") as writer:
        writer.start("build", Settings("0", 1, ()))
        writer.put(prepare(raw(made), page, ()))
    with open_case(tmp_path / "c") as case:
        stream = io.StringIO(newline="")
        export_case(case, format, stream)
        text = stream.getvalue().replace(made.text.strip(), "")  # the page itself holds her name
        if format in ("w3c",):
            held = json.loads(text if text else "{}")
            words = [place["selector"][1]["exact"] for one in held["first"]["items"] for place in places(one)]
            assert not any("سعاد" in one for one in words)
        else:
            assert "سعاد" not in text.replace(json.dumps(made.text, ensure_ascii=False)[1:-1], "")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--format", "xls"], "jsonl"),
        (["--format", "csv"], "--table"),
        (["--format", "ftm", "--table", "figures"], "--table"),
    ],
)
def test_the_command_says_what_goes_with_what(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str], told: str
) -> None:
    monkeypatch.setattr("sys.argv", ["tawatur", "export", "--case", str(built), *args])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("format", [*FORMATS, *WHOLE])
def test_the_command_writes_every_format(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    table = ["--table", "figures"] if format in FORMATS else []
    path = tmp_path / "out"
    monkeypatch.setattr(
        "sys.argv", ["tawatur", "export", "--case", str(built), "--format", format, *table, "-o", str(path)]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (0, None)
    assert path.stat().st_size > 1_000
    assert [*tmp_path.iterdir()] == [path]
