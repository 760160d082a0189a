"""The local web page, asked without a browser: what it answers, whom it answers, what it writes."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_site import HOST, Client, Opened
from tawatur import cli
from tawatur.model import Refusal
from tawatur.serve import Access
from tawatur.serve.app import application
from tawatur.serve.guard import Pace
from tawatur.serve.jobs import Jobs
from tawatur.serve.live import Shelf
from tawatur.serve.phrases import words
from tawatur.serve.run import hosts, is_own
from tawatur.serve.views import NAV, led
from tawatur.store import open_case
from web import page as web_page
from web import web


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    copy = tmp_path / "ferry.tawatur"
    copy.write_bytes(built.read_bytes())
    return copy


@pytest.fixture
def opened(case: Path) -> Opened:
    return Opened(case)


@pytest.fixture(scope="module")
def reading(built: Path) -> Opened:
    """For tests that write nothing."""
    return Opened(built)


# --- views ------------------------------------------------------------------------------------------------------------


NARROWED = [
    "",
    "?q=" + quote('"أم النوارس"'),
    "?outlet=" + quote("صدى تلفان"),
    "?since=2026-03-05&until=2026-03-06",
    "?actor=nobody",
    "?page=99",
    "?q=%22%22",
]
FIELDS = ["q", "outlet", "since", "until", "actor", "page", "kind", "lang"]


@pytest.mark.parametrize("query", NARROWED)
@pytest.mark.parametrize("view", ["", *NAV])
def test_every_view_answers_whatever_narrows_it(reading: Opened, view: str, query: str) -> None:
    answer = reading.get(f"/{view}{query}")
    assert answer.status == 200
    assert answer.text.count("<h1") == answer.text.count("<main") == 1
    assert "None" not in re.sub(r"<[^>]+>", "", answer.text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(view=st.sampled_from(NAV), fields=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20)))
def test_no_query_breaks_a_view(reading: Opened, view: str, fields: dict[str, str]) -> None:
    assert reading.get(f"/{view}?{urlencode(fields)}").status == 200


def test_links_of_the_dossier_lead_to_the_page_that_has_their_place(reading: Opened) -> None:
    text = reading.get("/said").text
    leads = re.findall(r'href="(/documents/p[0-9a-f]+)#(p[0-9a-f]+-a\d+)"', text)
    assert len(leads) > 100
    path, place = leads[40]
    assert f'id="{place}"' in reading.get(path).text
    assert led('<a href="#copies">', "?q=x") == '<a href="/copies?q=x">'
    assert led('<i id="s1"><a href="#s1">', "") == '<i id="s1"><a href="#s1">'


def test_pages_keep_their_numbers_when_fewer_are_shown(reading: Opened) -> None:
    def numbers(query: str) -> dict[str, str]:
        rows = re.findall(
            r'<a class="pg" href="/documents/(p[0-9a-f]+)#[^"]*"><span class="no">(\d+)<', reading.get(query).text
        )
        return dict(rows)  # fmt: skip

    whole, some = numbers("/"), numbers("/?outlet=" + quote("صدى تلفان"))
    assert 0 < len(some) < len(whole)
    assert some == {key: whole[key] for key in some}


@pytest.mark.parametrize(("kind", "least"), [("documents", 5), ("statements", 5), ("figures", 1)])
def test_search_finds_pages_statements_and_figures(reading: Opened, kind: str, least: int) -> None:
    text = reading.get(f"/search?kind={kind}&q=" + quote("قتيل")).text
    links = (
        re.findall(r'<li dir="rtl"><a href="/documents/', text) if kind != "documents" else re.findall("<h3 dir", text)
    )
    assert len(links) >= least


def test_what_is_corrected_or_removed_is_searched_as_it_is_now(opened: Opened) -> None:
    anchor = opened.anchor()
    said = opened.page(anchor).attributions[1]
    query = quote(f'"{" ".join(said.content[0].of(opened.page(anchor).document.text).split()[:3])}"')
    item = f'href="/documents/{anchor}#{anchor[:9]}-a'
    before = opened.get(f"/search?kind=statements&q={query}").text.count(item)  # kept from here on
    assert before
    opened.post(f"/documents/{anchor}/correct", {**opened.form(anchor, "attribution", 1), "action": "reject"})
    assert opened.get(f"/search?kind=statements&q={query}").text.count(item) == before - 1
    opened.post(f"/documents/{anchor}/remove")
    assert opened.site.jobs.wait(120)
    assert anchor not in opened.get(f"/search?q={query}").text


def test_what_is_kept_for_the_next_search_is_bounded_by_its_weight() -> None:
    shelf: Shelf[str] = Shelf(10)
    made: list[str] = []

    def get(name: str, text: str) -> str:
        return shelf.get(name, lambda: made.append(name) or text, len)

    assert [get(name, "four") for name in "abab"] == ["four"] * 4
    assert made == ["a", "b"]
    get("c", "four")  # a was asked for before b
    get("b", "four")
    get("a", "four")
    assert made == ["a", "b", "c", "a"]
    get("d", "d" * 100)  # what is heavier than all stands alone
    get("d", "")
    assert made[-1] == "d"
    get("a", "four")
    assert made[-1] == "a"


def test_what_is_not_there_says_so(reading: Opened) -> None:
    assert reading.get("/nothing").status == 404
    assert reading.get("/documents/p00000000").status == 404
    assert reading.get("/static/../app.py").status == 404


def test_both_languages_have_the_same_words() -> None:
    def keys(table: Mapping[str, Any], before: str = "") -> set[str]:
        return {
            key
            for name, value in table.items()
            for key in (keys(value, f"{before}{name}.") if isinstance(value, dict) else {before + name})
        }

    assert keys(words("ar")) == keys(words("en"))


# --- who may ask ------------------------------------------------------------------------------------------------------


def test_other_hosts_are_turned_away(built: Path) -> None:
    app = application(built, Access(hosts=(HOST,)))
    for host in ("evil.example", "127.0.0.1:1", "", "localhost.evil.example:8484"):
        assert Client(app, host).get("/").status == 421


def test_what_other_sites_send_is_turned_away(opened: Opened) -> None:
    path = "/pages/relate"
    assert opened.client.post(path, {}).status == 403
    assert opened.client.post(path, {"secret": "x"}).status == 403
    assert opened.post(path, {}, origin="http://evil.example").status == 403
    assert opened.post(path, {}, **{"sec-fetch-site": "cross-site"}).status == 403
    assert not opened.site.jobs.all
    assert opened.post(path, {}, origin=f"http://{HOST}", **{"sec-fetch-site": "same-origin"}).status == 303


def test_a_token_is_asked_for_and_kept_in_a_cookie(built: Path) -> None:
    client = Client(application(built, Access(hosts=(HOST,), token="right", tries=3)))
    assert client.get("/").status == 401
    assert client.get("/?token=wrong").status == 401
    answer = client.get("/said?outlet=x&token=right")
    assert (answer.status, answer.headers["location"]) == (303, "/said?outlet=x")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert client.get("/said").status == 200
    assert client.get("//evil.example/?token=right").headers["location"] == "/evil.example/"
    other = Client(client.app)
    assert [other.get("/").status for _ in range(3)] == [401, 429, 429]


def test_a_language_that_was_asked_for_stays(built: Path) -> None:
    reader = Opened(built)
    assert '<html lang="en"' in reader.get("/said?lang=en").text
    assert '<html lang="en"' in reader.get("/figures").text
    assert '<html lang="en"' in reader.get("/figures?lang=<x>").text


def test_headers_shut_out_everything_from_elsewhere(reading: Opened) -> None:
    for path in ("/", "/nothing", "/static/serve.js", "/jobs"):
        headers = reading.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    text = reading.get("/").text
    assert not re.search(r"<script(?![^>]*src=\"/static/)|\sstyle=|\son\w+=|javascript:", text)


def test_size_and_pace_are_bounded(case: Path) -> None:
    opened = Opened(case, body_bytes=1000, changes=2)
    assert opened.post("/corrections/import", {"lines": "x" * 2000}).status == 413
    assert [opened.post("/corrections/import", {"lines": ""}).status for _ in range(3)] == [303, 303, 429]
    pace = Pace(1)
    assert [pace.allow("a"), pace.allow("a"), pace.allow("b")] == [True, False, True]


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
    ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("paper.example", False)])  # fmt: skip
def test_only_this_machine_needs_no_token(host: str, own: bool) -> None:
    assert is_own(host) is own
    assert f"[{host}]:1" in hosts(host, 1) or f"{host}:1" in hosts(host, 1) or host in ("0.0.0.0", "::")


# --- corrections ------------------------------------------------------------------------------------------------------


def test_accept_reject_change_and_undo(opened: Opened) -> None:
    anchor = opened.anchor()
    before = opened.page(anchor)
    right = opened.form(anchor, "attribution", 0)
    assert opened.post(f"/documents/{anchor}/correct", {**right, "action": "accept"}).status == 303
    answer = opened.post(f"/documents/{anchor}/correct", {**right, "action": "change", "field-stance": "deny"},
                         **{"hx-request": "true"})  # fmt: skip
    assert answer.status == 200
    assert answer.text.startswith("<h2")
    assert opened.page(anchor).attributions[0].stance == "deny"
    wrong = opened.form(anchor, "attribution", 1)
    opened.post(f"/documents/{anchor}/correct", {**wrong, "action": "reject"})
    assert len(opened.page(anchor).attributions) == len(before.attributions) - 1
    listed = opened.get("/corrections").text
    assert listed.count("/undo") >= 3
    assert "50%" in listed or "0%" in listed
    assert opened.post("/corrections/3/undo").status == 303
    assert len(opened.page(anchor).attributions) == len(before.attributions)
    rows = [json.loads(line) for line in opened.get("/corrections.jsonl").text.splitlines()]
    assert [row["action"] for row in rows] == ["accept", "change", "reject", "undo"]
    assert {row["author"] for row in rows} == {"س. ن."}


def test_words_are_marked_or_written(opened: Opened) -> None:
    anchor = opened.anchor()
    page = opened.page(anchor)
    said = page.attributions[1]
    form = opened.form(anchor, "attribution", 1)
    words_there = said.content[0].of(page.document.text).split()
    start = said.content[0].start
    marked = f"{start}-{start + len(words_there[0])}"
    opened.post(f"/documents/{anchor}/correct", {**form, "action": "change", "at-content": marked})
    assert opened.page(anchor).attributions[1].text == words_there[0]
    form = opened.form(anchor, "attribution", 1)
    opened.post(f"/documents/{anchor}/correct", {**form, "action": "change", "part-content": " ".join(words_there[:3])})
    assert opened.page(anchor).attributions[1].text.split() == words_there[:3]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"action": "change", "part-source": "كلمات ليست في الصفحة"}, "print"),
        ({"action": "change"}, "Nothing was changed"),
        ({"action": "accept", "author": ""}, "name"),
        ({"action": "accept", "at": "1-2"}, "changed meanwhile"),
        ({"action": "accept", "index": "999"}, "no attribution"),
        ({"action": "sing"}, "sing"),
        ({"action": "change", "at-cue": "5-99999999"}, "stand in the page"),
        ({"action": "note", "at": "", "text": "x"}, "Mark words"),
        ({"action": "grade", "kind": "source", "value": "z"}, "z"),
        ({"action": "add", "kind": "song"}, "song"),
    ],
)
def test_what_can_not_be_said_is_told_and_writes_nothing(opened: Opened, more: dict[str, str], told: str) -> None:
    anchor = opened.anchor()
    form = {**opened.form(anchor, "attribution", 0), **more}
    for headers in ({}, {"hx-request": "true"}):
        answer = opened.post(f"/documents/{anchor}/correct", form, **headers)
        assert answer.status == 422
        assert told in html.unescape(answer.text)
    with open_case(opened.case) as case:
        assert case.corrections() == ()


def test_a_missed_figure_a_note_and_grades(opened: Opened) -> None:
    anchor = opened.anchor()
    path = f"/documents/{anchor}/correct"
    text = opened.page(anchor).document.text
    at = text.index("العبّارة")
    place = f"{at}-{at + 8}"
    figure = {"kind": "figure", "action": "add", "at-span": place, "field-kind": "vehicles", "field-min": "1",
              "field-max": "1", "field-status": "stated"}  # fmt: skip
    assert opened.post(path, figure).status == 303
    added = opened.page(anchor).figures[-1]
    assert (added.kind, added.min, added.max, added.text) == ("vehicles", 1, 1, text[at : at + 8])
    assert opened.post(path, {"action": "note", "at": place, "text": "<b>اسأل</b>"}).status == 303
    assert opened.post(path, {"kind": "source", "action": "grade", "at": place, "value": "b"}).status == 303
    shown = opened.get(f"/documents/{anchor}").text
    assert "&lt;b&gt;اسأل" in shown
    assert "admiralty-scale:source-reliability" in opened.get("/corrections").text


def test_names_are_ruled_one_and_relations_worked_out_anew(opened: Opened) -> None:
    places = re.findall(r'name="one" value="([^"]+)"', opened.get("/actors").text)
    assert opened.post("/actors", {"action": "same", "one": places[0], "other": places[0]}).status in (303, 422)
    assert opened.post("/actors", {"action": "same", "one": places[0], "other": places[-1]}).status == 303
    assert opened.post("/actors", {"action": "same", "one": "", "other": "x 1-2"}).status == 422
    assert "/pages/relate" in opened.get("/said").text
    assert opened.post("/pages/relate").status == 303
    assert opened.site.jobs.wait(60)
    assert "/pages/relate" not in opened.get("/said").text


def test_corrections_of_another_case_are_taken_in(opened: Opened, built: Path) -> None:
    anchor = opened.anchor()
    opened.post(f"/documents/{anchor}/correct", {**opened.form(anchor, "attribution", 0), "action": "accept"})
    lines = opened.get("/corrections.jsonl").text
    copy = built.parent / "other.tawatur"
    copy.write_bytes(built.read_bytes())
    other = Opened(copy)
    assert other.post("/corrections/import", {"lines": lines}).status == 303
    assert "س. ن." in other.get("/corrections").text
    assert other.post("/corrections/import", {"lines": lines + "\nno line"}).status == 422


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_page_is_fetched_pasted_and_removed(opened: Opened) -> None:
    with web() as site:
        site.pages["/a"] = web_page("قال الوزير سالم المرعي إن ثلاثة أشخاص أصيبوا في حادث القطار.", "خبر القطار")
        assert (
            opened.post("/pages/fetch", {"addresses": site.address("/a") + "\n" + site.address("/none")}).status == 303
        )
        assert opened.site.jobs.wait(60)
    job = opened.site.jobs.all[0]
    assert (job.state, [told.code for told in job.refusals]) == ("done", ["http-status"])
    assert site.address("/a") in opened.get("/documents").text or "خبر القطار" in opened.get("/documents").text
    assert "404" in opened.get("/pages").text
    assert opened.post("/pages/paste", {"text": "قال الناطق سليم إن الجسر أغلق.", "title": "نص ملصق"}).status == 303
    assert opened.site.jobs.wait(60)
    rows = re.findall(r'href="/documents/(p[0-9a-f]+)"><bdi>([^<]+)', opened.get("/documents").text)
    pasted = next(anchor for anchor, title in rows if title == "نص ملصق")
    assert opened.post(f"/documents/{pasted}/remove").status == 303
    assert opened.site.jobs.wait(60)
    assert "نص ملصق" not in opened.get("/documents").text
    assert opened.get(f"/documents/{pasted}").status == 404
    with open_case(opened.case) as case:
        assert case.verify() == []
        assert case.count("derivations") > 0


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("fetch", {"addresses": ""}),
        ("fetch", {"addresses": "/etc/passwd"}),
        ("fetch", {"addresses": "file:///etc/passwd"}),
        ("fetch", {"addresses": "\n".join(f"https://x.example/{n}" for n in range(300))}),
        ("paste", {"text": " "}),
        ("paste", {"text": "نص", "url": "javascript:alert(1)"}),
    ],
)
def test_what_is_no_page_is_refused_before_a_job_is_made(opened: Opened, what: str, form: dict[str, str]) -> None:
    assert opened.post(f"/pages/{what}", form).status == 422
    assert not opened.site.jobs.all


def test_jobs_run_one_after_the_other_and_a_fault_costs_only_itself() -> None:
    jobs, order, hold = Jobs(), [], threading.Event()

    def work(name: str) -> Any:
        def run(tell: Any) -> tuple[Refusal, ...]:
            hold.wait(30)
            order.append(name)
            tell("pages", 1, 2)
            if name == "bad":
                raise ValueError("broken")
            return ()

        return run

    for name in ("one", "bad", "two"):
        assert jobs.add("fetch", name, work(name)) is not None
    assert jobs.busy
    hold.set()
    assert jobs.wait(30)
    assert order == ["one", "bad", "two"]
    assert [job.state for job in jobs.all] == ["done", "failed", "done"]
    assert "broken" in jobs.all[1].problem


def test_readers_are_answered_while_pages_are_added(opened: Opened) -> None:
    """Many readers and one writer: every answer is whole while a build writes."""
    stop = threading.Event()
    faults: list[int] = []

    def read() -> None:
        client = Client(opened.client.app)
        while not stop.is_set():
            faults.extend(s for s in (client.get("/said").status, client.get("/search?q=x").status) if s != 200)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for one in readers:
        one.start()
    try:
        for number in range(4):
            opened.post("/pages/paste", {"text": f"قال الناطق سليم إن الجسر {number} أغلق.", "title": f"نص {number}"})
        assert opened.site.jobs.wait(120)
    finally:
        stop.set()
        for one in readers:
            one.join()
    assert faults == []
    assert [job.state for job in opened.site.jobs.all] == ["done"] * 4


def test_a_hostile_page_is_shown_and_does_nothing(opened: Opened) -> None:
    text = (
        'قال <script>alert(1)</script> إن "><img src=x onerror=alert(2)> \u202eنص مقلوب\u202c وأضاف أن ' + "ا" * 10_000
    )
    opened.post("/pages/paste", {"text": text, "title": "<script>alert(3)</script>", "outlet": '"><b>'})
    assert opened.site.jobs.wait(60)
    anchor = re.search(r'href="/documents/(p[0-9a-f]+)"><bdi>&lt;script', opened.get("/documents").text)
    assert anchor
    for path in (f"/documents/{anchor[1]}", "/said", "/search?q=script", "/actors"):
        shown = opened.get(path).text
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "\u202e" not in shown


@pytest.fixture(autouse=True)
def _no_jobs_left() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name == "tawatur-jobs":
            thread.join(60)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--case", "none.tawatur"], 3, "none.tawatur"),
        (["--case", "{case}", "--port", "{port}"], 2, "--port"),
        (["--case", "{case}", "--host", "192.0.2.1", "--port", "0"], 2, "192.0.2.1"),
    ],
)
def test_the_command_says_what_it_can_not_do(
    built: Path,
    arguments: list[str],
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with web() as site:
        given = [one.format(case=built, port=site.port) for one in arguments]
        monkeypatch.setattr("sys.argv", ["tawatur", "serve", *given])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code == code
    assert told in capsys.readouterr().err
