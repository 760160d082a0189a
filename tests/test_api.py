"""The JSON API: the rows of exports page by page, documents, search, corrections; who may ask; its description."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from made_site import HOST, Client, Opened
from schema_check import problems
from tawatur.export import TABLES, export_table
from tawatur.export.paged import filters
from tawatur.model import Page
from tawatur.serve import Access, application
from tawatur.serve.api import ROOT, Said, correction
from tawatur.store import open_case
from tawatur.store.overlay import Overlay
from test_serve import case, opened, reading  # noqa: F401 — fixtures

DOCS = Path(__file__).parents[1] / "docs"
BY = {"author": "ن.", "reason": "سبب"}


def ask(reader: Opened, path: str) -> Any:
    answer = reader.get(ROOT + path)
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return json.loads(answer.text)


def exported(path: Path, table: str) -> list[Any]:
    out = io.StringIO()
    with open_case(path) as held:
        export_table(held, table, "jsonl", out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("table", [*TABLES])
def test_pages_of_a_table_are_its_export_in_pieces(reading: Opened, table: str) -> None:  # noqa: F811
    whole = exported(reading.case, table)
    assert ask(reading, "")["tables"][table]["rows"] == len(whole)
    rows: list[Any] = []
    path, size = f"/{table}?limit={max(1, len(whole) // 3)}", 0
    schema = ask(reading, "/openapi.json")
    own = schema["paths"][f"{ROOT}/{table}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    while path is not None:
        page = ask(reading, path.removeprefix(ROOT))
        assert problems(page, own, {"$defs": schema["components"]["schemas"]}) == []
        rows, path, size = rows + page["rows"], page["next"], size + 1
    assert rows == whole
    assert size >= 3 or len(whole) < 3


def test_rows_are_narrowed_by_what_they_say(reading: Opened) -> None:  # noqa: F811
    documents = {row["document"]: row for row in exported(reading.case, "documents")}
    for table in TABLES:
        whole = exported(reading.case, table)
        for name, choices in filters(table).items():
            if name in ("document", "lang", "outlet", "since", "until", "actor") or (choices and not whole):
                continue
            value = next((row[name] for row in whole if row[name] is not None), "none")
            rows = ask(reading, f"/{table}?limit=1000&{name}={quote(str(value))}")["rows"]
            assert rows == [row for row in whole if row[name] == value]
            assert not choices or value in choices
    figures = exported(reading.case, "figures")
    outlet = documents[figures[0]["document"]]["outlet"]
    of = [row for row in figures if documents[row["document"]]["outlet"] == outlet]
    assert 0 < len(of) < len(figures)
    assert ask(reading, f"/figures?limit=1000&outlet={quote(outlet)}")["rows"] == of
    key = documents[figures[0]["document"]]["key"]
    for called in (key, figures[0]["document"]):
        rows = ask(reading, f"/figures?document={quote(called)}")["rows"]
        assert rows == [row for row in figures if row["document"] == figures[0]["document"]]
    claims = ask(reading, f"/claims?limit=1000&document={key}")["rows"]
    name = figures[0]["document"]
    assert claims == [
        row for row in exported(reading.case, "claims") if name in {mention["document"] for mention in row["mentions"]}
    ]
    said = next(row for row in exported(reading.case, "attributions") if row["actor"] is not None)
    rows = ask(reading, f"/attributions?limit=1000&actor={said['actor']}")["rows"]
    assert said in rows
    assert {row["actor"] for row in rows} == {said["actor"]}
    day = sorted(filter(None, (row["published"] and row["published"]["value"][:10] for row in documents.values())))[3]
    rows = ask(reading, f"/documents?since={day}&until={day}")["rows"]
    assert {row["published"]["value"][:10] for row in rows} == {day}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/documents/nothing", 404),
        ("/documents/" + "0" * 32, 404),
        ("/figures?limit=0", 422),
        ("/figures?limit=1001", 422),
        ("/figures?offset=-1", 422),
        ("/figures?offset=١", 422),
        ("/figures?kind=song", 422),
        ("/figures?since=yesterday", 422),
        ("/figures?since=2031-13", 422),
        ("/figures?colour=red", 422),
        ("/search", 422),
        ("/search?q=!", 422),
    ],
)
def test_what_can_not_be_asked_is_refused_as_json(reading: Opened, path: str, status: int) -> None:  # noqa: F811
    answer = reading.get(ROOT + path)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    told = json.loads(answer.text)
    assert told["status"] == status
    assert told["detail"]


def test_other_methods_are_told_which_there_are(reading: Opened) -> None:  # noqa: F811
    answer = reading.client.ask("OPTIONS", f"{ROOT}/figures")
    assert answer.status == 405
    assert "GET" in answer.headers["allow"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_document_comes_with_what_was_found_and_corrected(opened: Opened) -> None:  # noqa: F811
    key = opened.anchor()[1:]
    machine = ask(opened, f"/documents/{key}?corrected=false")
    assert [row["text"] for row in machine["attributions"]] == [
        row["text"] for row in exported(opened.case, "attributions") if row["document"] == machine["source"]
    ]
    assert ask(opened, f"/documents/{key}") == machine
    send(opened, key, kind="attribution", action="reject", span=stretch(machine["attributions"][0]))
    assert ask(opened, f"/documents/{key}")["attributions"][0]["text"] == machine["attributions"][1]["text"]
    assert ask(opened, f"/documents/{key}?corrected=false") == machine


def stretch(said: dict[str, Any]) -> list[int]:
    spans = said["content"] + said["cue"] + said["source"]
    return [min(one[0] for one in spans), max(one[1] for one in spans)]


def send(opened: Opened, key: str, secret: str | None = None, **said: Any) -> Any:  # noqa: F811
    headers = {"content-type": "application/json", "x-secret": secret or ask(opened, "")["secret"]}
    body = json.dumps({"document": key, **BY, **said}).encode()
    answer = opened.client.ask("POST", f"{ROOT}/corrections", body, headers)
    return json.loads(answer.text) if answer.status == 201 else answer


def test_corrections_are_sent_and_listed(opened: Opened) -> None:  # noqa: F811
    key = opened.anchor()[1:]
    page = ask(opened, f"/documents/{key}")
    said, other = page["attributions"][:2]
    rows = [
        send(opened, key, kind="attribution", action="accept", span=stretch(said)),
        send(opened, key, kind="attribution", action="change", span=stretch(other), fields={"stance": "deny"}),
        send(opened, key, kind="note", action="add", span=stretch(said), value="<b>اسأل</b>"),
        send(opened, key, kind="source", action="grade", span=stretch(said), value="b"),
        send(opened, key, kind="date", action="add", parts={"span": [said["content"][0]]}, fields={"value": "2031"}),
    ]
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert ask(opened, "/corrections")["rows"] == rows == exported(opened.case, "corrections")
    with open_case(opened.case) as held:
        assert Overlay(held).page(key).page.attributions[1].stance == "deny"
        assert Overlay(held).detached() == ()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "attribution", "action": "accept", "span": [0, 1]},
        {"kind": "attribution", "action": "accept"},
        {"kind": "attribution", "action": "grade", "value": "b"},
        {"kind": "attribution", "action": "add", "parts": {}},
        {"kind": "attribution", "action": "add", "parts": {"content": [[5, 99999999]]}},
        {"kind": "attribution", "action": "add", "parts": {"colour": [[0, 5]]}},
        {"kind": "figure", "action": "add", "parts": {"span": [[0, 5]]}, "fields": {"min": "many"}},
        {"kind": "figure", "action": "add", "parts": {"span": [[0, 5]]}, "fields": {"kind": "song"}},
        {"kind": "note", "action": "add", "span": [5, 5], "value": "x"},
        {"kind": "note", "action": "add", "span": [0, 5], "value": " "},
        {"kind": "note", "action": "reject", "span": [0, 5]},
        {"kind": "source", "action": "grade", "span": [0, 5], "value": "z"},
        {"kind": "song", "action": "add"},
        {"kind": "note", "action": "add", "span": [0, 5], "value": "x", "author": " "},
        {"kind": "note", "action": "add", "span": [0, 5], "value": "x", "colour": "red"},
        {"document": "nowhere", "kind": "note", "action": "add", "span": [0, 5], "value": "x"},
    ],
)
def test_what_can_not_be_said_is_refused(opened: Opened, said: dict[str, Any]) -> None:  # noqa: F811
    answer = send(opened, opened.anchor()[1:], **said)
    assert answer.status == 422
    assert exported(opened.case, "corrections") == []


def test_only_who_may_writes(opened: Opened) -> None:  # noqa: F811
    key = opened.anchor()[1:]
    note = {"kind": "note", "action": "add", "span": [0, 5], "value": "x"}
    assert send(opened, key, secret="other", **note).status == 403
    assert opened.post(f"{ROOT}/corrections", {"document": key}).status == 415
    headers = {"content-type": "application/json", "x-secret": opened.site.secret, "sec-fetch-site": "cross-site"}
    assert opened.client.ask("POST", f"{ROOT}/corrections", b"{}", headers).status == 403
    headers = {"content-type": "application/json", "x-secret": opened.site.secret}
    for body in (b"", b"{", b"\xff", b"[]"):
        assert opened.client.ask("POST", f"{ROOT}/corrections", body, headers).status == 422


def test_a_token_is_borne_in_a_header(built: Path) -> None:
    client = Client(application(built, Access(hosts=(HOST,), token="right")))
    assert client.get(f"{ROOT}/figures").status == 401
    assert client.get(f"{ROOT}/figures", authorization="Bearer wrong").status == 401
    assert client.get(f"{ROOT}/figures", authorization="Basic right").status == 401
    assert client.get(f"{ROOT}/figures", authorization="bearer right").status == 200
    assert client.get(f"{ROOT}/figures").status == 401


def test_a_private_person_is_no_row_and_nobodys_source(tmp_path: Path) -> None:
    from made_pages import document, entity, raw, said
    from tawatur.store import Settings, Writer, prepare

    made = document("a.txt", ["قالت أم الضحية سعاد النجار: كان ابني هناك. وقال سالم الوادي: نعم."])
    page = Page(
        made,
        attributions=(said(made, "كان ابني هناك", source="سعاد النجار", speaker=0),
                      said(made, "نعم", source="سالم الوادي", speaker=1)),
        entities=(entity(made, "سعاد النجار", private=True), entity(made, "سالم الوادي")),
    )  # fmt: skip
    path = tmp_path / "c.tawatur"
    with Writer(path) as writer:
        writer.start("build", Settings("0", 1, ()))
        writer.put(prepare(raw(made), page, ()))
    reader = Opened(path)
    shown = ask(reader, f"/documents/{made.key}")
    assert [row["text"] for row in shown["entities"]] == ["سالم الوادي"]
    assert [row["speaker"] for row in shown["attributions"]] == [None, 0]
    assert shown["attributions"][0]["source"] == []
    assert [row["text"] for row in ask(reader, "/entities")["rows"]] == ["سالم الوادي"]
    assert ask(reader, "/attributions")["rows"][0]["source"] == []


def test_search_gives_places_of_the_words(reading: Opened) -> None:  # noqa: F811
    whole = ask(reading, "/search?limit=100&q=" + quote("العبارة"))
    texts = {row["document"]: row["text"] for row in exported(reading.case, "documents")}
    assert whole["total"] == len(whole["rows"]) > 3
    for row in whole["rows"]:
        for start, end in row["spans"]:
            assert "بارة" in texts[row["document"]][start:end].replace("\u0651", "")
    pieces = [ask(reading, f"/search?limit=2&offset={at}&q=" + quote("العبارة"))["rows"] for at in (0, 1)]
    assert [*pieces[0], pieces[1][1]] == whole["rows"][:3]


def test_the_page_of_documentation_names_every_address_and_its_example_works(reading: Opened) -> None:  # noqa: F811
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    described = ask(reading, "/openapi.json")
    assert described["openapi"] == "3.1.0"
    for path in described["paths"]:
        assert path in text or path.removeprefix(f"{ROOT}/") in TABLES, f"docs/api.md names no {path}"
    (example,) = [
        line for line in text.splitlines() if line.startswith("curl ") and "8484" in line and "-X" not in line
    ]
    address = example.split("'")[1].removeprefix(f"http://{HOST}")
    assert reading.get(address).status == 200
    assert json.loads(reading.get(address).text)["rows"]


def test_a_correction_is_of_the_annotation_that_stands_there(reading: Opened) -> None:  # noqa: F811
    page = reading.page(reading.anchor())
    for said in page.attributions:
        spans = (*said.content, *said.cue, *said.source)
        at = type(spans[0])(min(one.start for one in spans), max(one.end for one in spans))
        made = correction(page, Said(page.document.key, "attribution", "accept", "ن.", at), "2031-04-06T10:00:00Z")
        assert (made.start, made.end) == (at.start, at.end)
