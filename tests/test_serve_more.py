"""The local web page: files sent to it, stories and quantities, joining and parting of claims and copies."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_pages import document, raw
from made_site import HOST, Answer, Opened
from tawatur.build import build
from tawatur.model import Page
from tawatur.serve.joining import TABS
from tawatur.serve.upload import named
from tawatur.store import Settings, Writer, open_case, prepare
from test_serve import case, opened, reading  # noqa: F401 — fixtures

Files = Iterable[tuple[str, bytes]]
EDGE = "tawatur-test-edge"


def body_of(files: Files, **fields: str) -> bytes:
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n" + data + b"\r\n"
        for name, data in files
    ]  # fmt: skip
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def send(opened: Opened, files: Files, secret: str | None = None, **headers: str) -> Answer:  # noqa: F811
    body = body_of(files, secret=opened.site.secret if secret is None else secret)
    sent = {"content-type": f"multipart/form-data; boundary={EDGE}", "content-length": str(len(body)), **headers}
    return opened.client.ask("POST", "/pages/upload", body, sent)


# --- files ------------------------------------------------------------------------------------------------------------

PAGE = "قال الوزير سالم المرعي إن ثلاثة أشخاص أصيبوا في حادث القطار قرب محطة الوادي."


def test_files_are_read_as_the_command_line_reads_them(opened: Opened, tmp_path: Path) -> None:  # noqa: F811
    line = {"id": "own-1", "title": "خبر", "text": PAGE}
    files = {
        "أ.txt": PAGE.encode(),
        "b.html.gz": gzip.compress(f"<html lang=ar><title>x</title><p>{PAGE}".encode(), mtime=0),
        "c.jsonl": (json.dumps(line) + "\n{}\n").encode(),
        "d.pdf": b"%PDF-1.7 \x00\x01",
        "e.txt": b"\xff\xfe\x00",
    }
    assert send(opened, files.items()).status == 303
    assert opened.site.jobs.wait(60)
    (job,) = opened.site.jobs.all
    assert (job.kind, job.label, job.state) == ("upload", "أ.txt + 4", "done")
    folder = tmp_path / "files"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    alone = build([str(folder / name) for name in files], tmp_path / "alone.tawatur", base=folder)
    assert job.refusals == alone.refusals
    assert {one.input for one in job.refusals} >= {"d.pdf", "c.jsonl"}
    with open_case(opened.case) as held, open_case(tmp_path / "alone.tawatur") as other:
        assert other.keys()
        for key in other.keys():  # noqa: SIM118 — a case is no mapping
            assert held.page(key) == other.page(key)
        assert {other.document(key).name for key in other.keys()} == {"أ.txt", "b.html.gz", "own-1"}  # noqa: SIM118
        assert held.verify() == []
    assert "d.pdf" in html.unescape(opened.get("/pages").text)
    # sent again, nothing is new
    count = opened.get("/api/documents?limit=1").text
    assert send(opened, files.items()).status == 303
    assert opened.site.jobs.wait(60)
    assert json.loads(opened.get("/api/documents?limit=1").text)["total"] == json.loads(count)["total"]


def test_files_of_others_and_too_many_or_too_large_are_turned_away(case: Path) -> None:  # noqa: F811
    from tawatur.serve.guard import Access

    opened = Opened(case, upload_bytes=20_000)  # noqa: F811
    assert send(opened, [("a.txt", b"x")], secret="other").status == 403
    assert send(opened, [("a.txt", b"x")], secret="").status == 403
    assert send(opened, [("a.txt", b"x")], origin="http://evil.example").status == 403
    assert send(opened, [("a.txt", b"x")], **{"sec-fetch-site": "cross-site"}).status == 403
    assert send(opened, [("a.txt", b"x" * 30_000)]).status == 413
    assert send(opened, [("a.txt", b"x" * 30_000)], **{"content-length": "9"}).status == 413
    assert send(opened, [("a.txt", b"x")], **{"content-length": "many"}).status == 413
    assert send(opened, []).status == 422
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert opened.client.ask("POST", "/pages/upload", b"--y\r\n", broken).status in (400, 403)
    assert opened.post("/pages/upload", {}).status in (403, 422)
    many = [(f"{n}.txt", b"x") for n in range(201)]
    wide = Opened(case)
    assert send(wide, many).status == 422
    assert not opened.site.jobs.all
    assert not wide.site.jobs.all
    assert Access(hosts=(HOST,)).upload_bytes > Access(hosts=(HOST,)).body_bytes


def test_upload_leaves_nothing_behind(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    assert send(opened, [("../../../x.txt", PAGE.encode()), ("..", b"x"), ("x.txt", b"y")]).status == 303
    assert opened.site.jobs.wait(60)
    assert [*(tmp_path / "t").iterdir()] == []
    assert not (tmp_path / "x.txt").exists()


@given(names=st.lists(st.text(max_size=200), min_size=1, max_size=8))
def test_names_of_files_do_no_harm_and_are_told_apart(names: list[str]) -> None:
    made: list[str] = []
    for name in names:
        one = named(name, set(made))
        assert Path(one).name == one
        assert one not in (".", "..", "")
        assert not re.search(r"[\x00-\x1f/\\*?\[\]\u202a-\u202e]", one)
        assert len(one) < 150
        made.append(one)
    assert len({one.casefold() for one in made}) == len(made)


# --- stories and quantities -------------------------------------------------------------------------------------------


def test_a_story_narrows_every_view(reading: Opened) -> None:  # noqa: F811
    with open_case(reading.case) as held:
        members: dict[str, list[str]] = {}
        for one in held.related("stories"):
            members.setdefault(one.story, []).append(one.document)
        names = held.names()
    text = reading.get("/stories").text
    assert all(f"/documents?story={story}" in text for story in members)
    story, keys = next(iter(members.items()))
    assert len(keys) < len(names)
    listed = re.findall(r'href="/documents/p([0-9a-f]{32})"', reading.get(f"/documents?story={story}").text)
    assert set(listed) == set(keys)
    assert f'name="story" value="{story}"' in reading.get(f"/timeline?story={story}").text
    assert reading.get("/stories?outlet=none").text.count("<h3") == 0


def test_quantities_are_listed_and_each_has_its_page(reading: Opened) -> None:  # noqa: F811
    with open_case(reading.case) as held:
        series = {one.series: one for one in held.related("series") if len(one.points) > 1}
    listed = re.findall(r'href="/series/([^"]+)"', reading.get("/series").text)
    assert listed == list(dict.fromkeys(listed))
    assert set(listed) == set(series)
    revised = re.findall(r'href="/series/([^"]+)"', reading.get("/series?only=revisions").text)
    assert set(revised) == {name for name, one in series.items() if one.revisions}
    killed = re.findall(r'href="/series/([^"]+)"', reading.get("/series?kind=killed").text)
    assert {series[name].kind for name in killed} == {"killed"}
    assert reading.get("/series?kind=song&only=x").text.count("/series/s-") == len(series)
    name = revised[0]
    text = reading.get(f"/series/{name}").text
    assert "<svg" in text
    for point in series[name].points:
        assert f"/documents/p{point.document[:8]}" in text
    assert reading.get("/series/nothing").status == 404


# --- joining and parting ----------------------------------------------------------------------------------------------


def spots(opened: Opened, of: str, query: str = "") -> list[list[str]]:  # noqa: F811
    """The places of each row."""
    text = opened.get(f"/same?of={of}{query}").text
    rows = re.findall(r"<tr><td>.*?</tr>", text, re.DOTALL)
    return [re.findall(r'name="one" value="([^"]+)"', row) for row in rows]


@pytest.mark.parametrize("of", TABS)
def test_what_is_one_is_parted_and_joined_again(opened: Opened, of: str) -> None:  # noqa: F811
    row = next(one for one in spots(opened, of) if len(one) > 1)
    one, other = row[0], next(place for place in row[1:] if place.split()[0] != row[0].split()[0])
    answer = opened.post("/same", {"of": of, "one": one, "other": other, "action": "different", "reason": "سبب"})
    assert (answer.status, answer.headers["location"]) == (303, f"/same?of={of}")
    assert "/pages/relate" in opened.get("/same").text
    assert opened.post("/pages/relate").status == 303
    assert opened.site.jobs.wait(60)
    assert not any({one, other} <= set(some) for some in spots(opened, of))
    listed = opened.get("/corrections").text
    assert "سبب" in listed
    assert opened.post("/corrections/1/undo").status == 303
    opened.post("/pages/relate")
    assert opened.site.jobs.wait(60)
    assert any({one, other} <= set(some) for some in spots(opened, of))


def test_two_statements_of_no_claim_become_one(opened: Opened) -> None:  # noqa: F811
    with open_case(opened.case) as held:
        claimed = {(place.document, place.span) for row in held.related("claims") for place in row.mentions}
        alone = [
            one
            for one in held.attributions()
            if len(one.value.content) == 1 and len(one.value.text) > 30
            if (one.document, one.value.content[0]) not in claimed
        ]
    a, b = alone[0], next(one for one in alone if one.document != alone[0].document)
    found = []
    for one in (a, b):
        span = one.value.content[0]
        place = f"{one.document} {span.start}-{span.end}"
        words = " ".join(one.value.text.split()[:3])
        assert [place] in spots(opened, "statements", "&q=" + quote(words))
        found.append(place)
    assert (
        opened.post("/same", {"of": "statements", "one": found[0], "other": found[1], "action": "same"}).status == 303
    )
    opened.post("/pages/relate")
    assert opened.site.jobs.wait(60)
    assert any(set(found) <= set(row) for row in spots(opened, "statements"))


def test_pages_are_said_to_hang_together_in_some_way(opened: Opened) -> None:  # noqa: F811
    with open_case(opened.case) as held:
        hanging = {key for row in held.derivations() for key in (row.a, row.b)}
        alone = [key for key in held.keys() if key not in hanging][:2]  # noqa: SIM118
    assert len(alone) == 2
    form = {"of": "pages", "one": alone[0], "other": alone[1], "action": "same", "how": "rewrite"}
    assert opened.post("/same", form).status == 303
    opened.post("/pages/relate")
    assert opened.site.jobs.wait(60)
    with open_case(opened.case) as held:
        (row,) = [row for row in held.derivations() if {row.a, row.b} == set(alone)]
    assert row.kind == "rewrite"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"author": ""}, "name"),
        ({"action": "sing"}, "one, or two"),
        ({"of": "songs"}, "one, or two"),
        ({"one": ""}, "two places"),
        ({"one": "x 1-2"}, "two places"),
        ({"other": "KEY 5-2"}, "two places"),
        ({"other": "KEY 5-99999999999"}, "two places"),
        ({"of": "pages", "other": "KEY"}, "one document"),
        ({"of": "pages", "other": "OTHER", "how": "song"}, "song"),
        ({"of": "figures", "other": "KEY 0-1"}, "figure"),
    ],
)
def test_rulings_that_can_not_be_are_told_and_write_nothing(opened: Opened, more: dict[str, str], told: str) -> None:  # noqa: F811
    with open_case(opened.case) as held:
        key, second = held.keys()[:2]
    form = {"of": "statements", "action": "same", "one": f"{key} 0-1", "other": f"{second} 0-1", **more}
    form = {name: value.replace("KEY", key).replace("OTHER", second) for name, value in form.items()}
    answer = opened.post("/same", form)
    assert answer.status == 422
    assert told in html.unescape(answer.text)
    with open_case(opened.case) as held:
        assert held.corrections() == ()


# --- while pages are added --------------------------------------------------------------------------------------------


def test_pages_that_came_since_are_shown_where_views_are_kept(opened: Opened) -> None:  # noqa: F811
    with open_case(opened.case) as held:
        count = held.count("documents")
    made = document("new.txt", [PAGE], title="خبر القطار", published="2026-03-05")
    views = ["", "documents", "said", "figures", f"documents/p{made.key}", "search?q=" + quote("القطار")]
    with Writer(opened.case) as writer:  # as an import does, without relating yet
        writer.start("build", Settings("0", 1, ()))
        assert [opened.get(f"/{view}").status for view in views] == [200, 200, 200, 200, 404, 200]  # kept from here on
        writer.put(prepare(raw(made), Page(made), ()))
        assert {opened.get(f"/{view}").status for view in views} == {200}
    assert made.key in opened.get("/documents").text
    assert PAGE.split()[1] in opened.get(f"/documents/p{made.key}").text
    opened.post("/pages/relate")
    assert opened.site.jobs.wait(60)
    assert str(count + 1) in re.findall(r">(\d+)<", opened.get("/").text)
