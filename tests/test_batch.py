"""Batches: parts that are whole or not there, the same for any number of workers and any interruption; cases cut."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from stub_process import process
from tawatur.batch import Wanted, batch, cut
from tawatur.batch import jobs as cutting
from tawatur.build import build
from tawatur.cli_batch import Meter
from tawatur.errors import CaseError, UsageError
from tawatur.model import Page
from tawatur.relate import Card
from tawatur.store import entries, open_case
from test_build import digest, pages
from test_read_warc import record

ARABIC = (
    "أعلنت هيئة الموانئ في لسكارا أن الرصيف الجديد يفتح في الصيف، وقال مدير الهيئة سامر الرمحي إن الأعمال لم تتأخر."
)
ENGLISH = "The port authority said that the new pier will open in the summer, and denied that the work was late."


@pytest.fixture(autouse=True)
def _small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting.cut_jobs, "__defaults__", (7,))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as db:
        return db.execute(query.replace("@", f"{folder}/parts/*/")).fetchall()


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    sources = pages(tmp_path, 40)
    one = batch(sources, tmp_path / "one", process=process)
    two = batch(sources, tmp_path / "two", process=process, workers=2)
    assert one == two
    assert (one.parts, one.kept, one.items, one.documents) == (6, 0, 40, 40)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_tables_hold_what_was_found_with_its_words(tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(pages(tmp_path, 10), out, process=process)
    found = rows(
        out,
        "SELECT d.name, a.text, substr(d.text, (a.content::JSON->0->>0)::INT + 1, length(a.text)) "
        "FROM '@documents.parquet' d JOIN '@attributions.parquet' a ON a.document = d.key ORDER BY d.name",
    )
    assert len(found) == 10
    assert all(text == printed for _, text, printed in found)


def test_a_second_run_passes_over_what_is_finished(tmp_path: Path) -> None:
    sources = pages(tmp_path, 40)
    batch(sources, tmp_path / "out", process=process)
    before = files(tmp_path / "out")
    again = batch(sources, tmp_path / "out", process=process)
    assert (again.kept, again.parts, again.documents) == (6, 6, 40)
    assert files(tmp_path / "out") == before


def test_changed_input_makes_its_parts_anew_and_drops_what_is_gone(tmp_path: Path) -> None:
    (source,) = pages(tmp_path, 40)
    batch([source], tmp_path / "out", process=process)
    lines = Path(source).read_text(encoding="utf-8").splitlines()
    Path(source).write_text("\n".join([*lines[:8], lines[9]]), encoding="utf-8")
    changed = batch([source], tmp_path / "out", process=process)
    assert (changed.parts, changed.kept, changed.documents) == (2, 1, 9)
    batch([source], tmp_path / "fresh", process=process)
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_a_part_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    sources = pages(tmp_path, 14)
    batch(sources, tmp_path / "out", process=process)
    before = files(tmp_path / "out")
    (tmp_path / "out" / "parts" / "00000001" / "part.json").write_text("{", encoding="utf-8")
    assert batch(sources, tmp_path / "out", process=process).kept == 1
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("workers", [2])
def test_a_page_that_kills_its_process_is_refused_and_costs_no_other(tmp_path: Path, workers: int) -> None:
    path = tmp_path / "pages.jsonl"
    texts = [f"DIE {n}" if n in (3, 11) else f"خبر {n}" for n in range(16)]
    path.write_text("\n".join(json.dumps({"id": str(n), "text": t}) for n, t in enumerate(texts)), encoding="utf-8")
    done = batch([str(path)], tmp_path / "out", process=process, workers=workers)
    assert (done.documents, done.refused) == (14, 2)
    assert done.refusals == {"": {"process-died": 2}}
    told = rows(tmp_path / "out", "SELECT input, code FROM '@refusals.parquet' ORDER BY input")
    assert told == [(f"{path}#12", "process-died"), (f"{path}#4", "process-died")]


def test_other_languages_are_left_out_early_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    script = "<script>var advertisement = 'words and words of a script that nobody reads';</script>" * 20
    bodies = [f"<html><head>{script}</head><body><p>{text}</p></body></html>" for text in (ARABIC, ENGLISH, ARABIC)]
    answers = [gzip.compress(record(n, body.encode())) for n, body in enumerate(bodies)]
    path.write_bytes(b"".join([*answers, gzip.compress(record(3, b"gone", status="404 Gone"))]))
    seen: list[str] = []

    def counted(raw, **settings):  # type: ignore[no-untyped-def]
        seen.append(raw.source)
        return process(raw, **settings)

    done = batch([str(path)], tmp_path / "out", only=["ar"], process=counted)
    assert (done.documents, done.left_out, done.warned) == (2, {"en": 1}, 1)
    assert seen == [f"{path}#byte=0", f"{path}#byte={len(answers[0]) + len(answers[1])}"]


def test_a_fault_in_making_rows_costs_its_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = entries.card

    def faulty(page: Page) -> Card:
        if page.document.id == "b":
            raise IndexError("list index out of range")
        return card(page)

    monkeypatch.setattr(entries, "card", faulty)
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(json.dumps({"id": one, "text": "خبر"}) for one in "abc"), encoding="utf-8")
    done = batch([str(path)], tmp_path / "out", process=process)
    assert (done.documents, done.refusals) == (2, {"": {"internal-error": 1}})


def test_refusals_are_counted_by_host(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    given = [("https://a.example/1", "REFUSE"), ("https://a.example/2", "REFUSE"), ("https://b.example/1", "خبر")]
    path.write_text("\n".join(json.dumps({"url": u, "text": t}) for u, t in given), encoding="utf-8")
    done = batch([str(path)], tmp_path / "out", process=process)
    assert done.refusals == {"a.example": {"stub": 2}}
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["refusals"] == done.refusals


def test_a_folder_of_another_batch_is_left_alone(tmp_path: Path) -> None:
    sources = pages(tmp_path, 3)
    batch(sources, tmp_path / "out", process=process)
    with pytest.raises(UsageError, match="other settings"):
        batch(sources, tmp_path / "out", process=process, now="2031-01-01")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "diary.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        batch(sources, tmp_path / "full", process=process)


def test_the_rate_is_that_of_the_last_minute(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bytes(1_000_000))
    meter = Meter([str(path)], silent=True)
    told = []
    passed_over, made_since = (1, 10_000, 400_000), [(61, 10_060, 406_000), (121, 10_120, 412_000)]
    for seconds, done, at in [passed_over, *made_since]:
        told.append(meter.told(meter._last + seconds, done, meter._reached(f"{path}#byte={at}")))
    assert [line.split(" · ")[1:3] for line in told] == [["10,000/s", "40%"], ["1/s", "41%"], ["1/s", "41%"]]
    assert told[-1].endswith("98 min left · a.warc.gz")


@pytest.mark.parametrize("packed", [False, True])
def test_how_far_a_file_of_lines_is_goes_by_how_long_they_are(tmp_path: Path, packed: bool) -> None:
    one = b"x" * 999 + b"\n"
    small, large = tmp_path / "a.jsonl", tmp_path / ("b.jsonl.gz" if packed else "b.jsonl")
    small.write_bytes(one * 10)
    large.write_bytes((gzip.compress if packed else bytes)(one * 3_000))
    meter = Meter([str(small), str(large)], silent=True)
    assert meter._reached(f"{small}#5") == 5_000
    size = large.stat().st_size
    assert 10_000 + 0.3 * size < meter._reached(f"{large}#1500") <= 10_000 + size
    assert meter._reached(f"{large}#3000") <= 10_000 + size


STORY = [
    ("https://north.example/1", "صحيفة الشمال", "2031-04-12", ARABIC),
    ("https://south.example/1", "صحيفة الجنوب", "2031-04-13", ARABIC.replace("الرصيف", "المخزن")),
    ("https://south.example/2", "صحيفة الجنوب", "2031-04-14", "وصل وزير الصحة نبيل القاضي إلى مدينة وهران مساء أمس."),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "pages.jsonl"
    keys = ("url", "outlet", "published", "text")
    path.write_text("\n".join(json.dumps(dict(zip(keys, one, strict=True))) for one in STORY), encoding="utf-8")
    batch([str(path)], folder / "out")
    return folder / "out"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(terms="رصيف"), ["north.example/1"]),
        (Wanted(terms='"هيئة الموانئ"'), ["north.example/1", "south.example/1"]),
        (Wanted(speaker="سامر الرمحي"), ["north.example/1", "south.example/1"]),
        (Wanted(speaker="الرمحي", outlet="الجنوب"), ["south.example/1"]),
        (Wanted(place="وهران"), ["south.example/2"]),
        (Wanted(outlet="north.example"), ["north.example/1"]),
        (Wanted(since="2031-04-13"), ["south.example/1", "south.example/2"]),
        (Wanted(since="2031-04-13", until="2031-04-13"), ["south.example/1"]),
    ],
    ids=["word", "phrase", "speaker", "family name and outlet", "place", "host", "since", "day"],
)
def test_a_case_is_cut_by_what_is_asked(archive: Path, tmp_path: Path, wanted: Wanted, expected: list[str]) -> None:
    cut(archive, tmp_path / "case", wanted)
    with open_case(tmp_path / "case") as case:
        assert sorted(str(one.url).removeprefix("https://") for one in case.documents()) == expected
        assert case.verify() == []


def test_a_case_that_is_cut_is_the_case_that_is_built(archive: Path, tmp_path: Path) -> None:
    cut(archive, tmp_path / "cut", Wanted(since="2000-01-01"))
    build([str(archive.parent / "pages.jsonl")], tmp_path / "built")
    assert digest(tmp_path / "cut") == digest(tmp_path / "built")


def test_what_can_not_be_cut_is_said(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Nothing is asked for"):
        cut(archive, tmp_path / "case", Wanted())
    with pytest.raises(UsageError, match="No document"):
        cut(archive, tmp_path / "case", Wanted(terms="زرافة"))
    with pytest.raises(UsageError, match="at most 1 "):
        cut(archive, tmp_path / "case", Wanted(terms="هيئة"), most=1)
    with pytest.raises(CaseError, match="holds no batch"):
        cut(tmp_path, tmp_path / "case", Wanted(terms="هيئة"))
    assert not (tmp_path / "case").exists()


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from stub_process import process
from tawatur.batch import batch, jobs
jobs.cut_jobs.__defaults__ = (7,)
if __name__ == "__main__":
    batch([{source!r}], {out!r}, process=process, workers={workers}, progress=lambda done, at: print(done, flush=True))
"""


@pytest.mark.kill
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_ten_moments_it_ends_with_the_same_files(tmp_path: Path, workers: int) -> None:
    (source,) = pages(tmp_path, 300)
    batch([source], tmp_path / "undisturbed", process=process)
    out = tmp_path / "killed"
    script = SCRIPT.format(tests=str(Path(__file__).parent), source=source, out=str(out), workers=workers)
    draw = random.Random(workers)
    for _ in range(10):
        running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        stop = draw.randint(1, 8)
        for reported, _line in enumerate(running.stdout, start=1):
            if reported == stop:
                break
        time.sleep(draw.random() / 20)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
    done = batch([source], out, process=process, workers=workers)
    assert done.documents == 300
    assert files(out) == files(tmp_path / "undisturbed")


@pytest.mark.kill
def test_a_worker_killed_at_ten_moments_costs_no_page(tmp_path: Path) -> None:
    sources = pages(tmp_path, 300)
    batch(sources, tmp_path / "undisturbed", process=process)
    draw = random.Random(9)
    moments = set(draw.sample(range(1, 40), 10))
    seen = 0
    killed = 0

    def kill(_done: int, _at: str) -> None:
        nonlocal seen, killed
        seen += 1
        if seen in moments:
            victim = draw.choice(sorted(multiprocessing.active_children(), key=lambda one: one.pid or 0))
            victim.kill()
            killed += 1

    done = batch(sources, tmp_path / "out", process=process, workers=2, progress=kill)
    assert killed == 10
    assert (done.documents, done.refused) == (300, 0)
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")
