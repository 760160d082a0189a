"""Building: the same case for any number of workers and any interruption; one bad page costs no other."""

from __future__ import annotations

import io
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stub_process import process
from tawatur import build as building
from tawatur.build import build
from tawatur.errors import CaseError, UsageError
from tawatur.store import open_case

WORDS = ["وزير", "ميناء", "عبارة", "سفينة", "رملة", "لجنة", "تحقيق", "ركاب", "قبطان", "موج", "ليل", "صباح", "إنقاذ"]


def pages(folder: Path, count: int) -> list[str]:
    """A JSONL of pages made by a fixed seed: every fifth a copy of the one before, some with quotations."""
    draw = random.Random(7)
    lines = []
    body = ""
    for n in range(count):
        if n % 5 != 4:
            body = "\n".join(" ".join(draw.choices(WORDS, k=30)) + "." for _ in range(draw.randint(2, 5)))
            body += f'\nقال "{" ".join(draw.choices(WORDS, k=9))}" في {n}.'
        lines.append(json.dumps({"id": f"p{n}", "title": f"خبر {n}", "text": body, "outlet": f"صحيفة {n % 3}"}))
    path = folder / "pages.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [str(path)]


def digest(case: Path) -> str:
    with open_case(case) as opened:
        assert opened.verify() == []
        return opened.digest()


def test_the_number_of_workers_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "INLINE", 10)
    monkeypatch.setattr(building, "CHUNK", 3)
    sources = pages(tmp_path, 40)
    one = build(sources, tmp_path / "one", process=process)
    two = build(sources, tmp_path / "two", process=process, workers=2)
    assert one == two
    assert (one.documents, one.added, one.kept) == (40, 40, 0)
    assert one.derivations >= 7
    assert one.origins >= 7
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_a_second_run_keeps_what_it_knows_and_says_again_what_was_wrong(tmp_path: Path) -> None:
    sources = pages(tmp_path, 12)
    for name, text in (("bad.txt", "REFUSE"), ("odd.txt", "كلام ODD"), ("good.txt", "كلام آخر")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(str(tmp_path / name))
    case = tmp_path / "c"
    first = build(sources, case, process=process)
    before = digest(case)
    second = build(sources, case, process=process)
    assert (first.added, first.refused, first.warned) == (14, 1, 1)
    assert (second.added, second.kept, second.refused, second.warned) == (0, 14, 1, 1)
    assert second.refusals == first.refusals
    assert digest(case) == before
    forced = build(sources, case, process=process, force=True)
    assert (forced.added, forced.replaced, forced.refused) == (0, 14, 1)
    assert digest(case) == before


def test_a_page_that_was_mended_is_no_longer_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    other = tmp_path / "other.txt"
    page.write_text("REFUSE")
    other.write_text("REFUSE")
    case = tmp_path / "c"
    build([str(page), str(other)], case, process=process)
    page.write_text("كلام", encoding="utf-8")
    assert build([str(page)], case, process=process).refused == 0
    with open_case(case) as opened:
        assert [told.input for told in opened.refusals()] == [str(other)]


def test_adding_pages_later_gives_the_case_that_all_at_once_gives(tmp_path: Path) -> None:
    sources = pages(tmp_path, 20)
    lines = Path(sources[0]).read_text(encoding="utf-8").splitlines()
    split = tmp_path / "split"
    split.mkdir()
    for n, line in enumerate(lines):
        (split / f"{n:02}.jsonl").write_text(line, encoding="utf-8")
    files = [str(path) for path in sorted(split.iterdir())]
    build(files, tmp_path / "all", process=process)
    for part in (files[13:], files[:7], files[7:13]):
        build(part, tmp_path / "parts", process=process)
    assert digest(tmp_path / "all") == digest(tmp_path / "parts")


def test_other_settings_annotate_again(tmp_path: Path) -> None:
    sources = pages(tmp_path, 3)
    case = tmp_path / "c"
    build(sources, case, process=process)
    again = build(sources, case, process=process, now="2031-01-01")
    assert (again.replaced, again.kept) == (3, 0)
    with open_case(case) as opened:
        assert opened.count("abstained") == 3
        assert [run.id for run in opened.runs()] == [1, 2]


def test_a_process_that_dies_costs_its_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "INLINE", 4)
    monkeypatch.setattr(building, "CHUNK", 2)
    sources = pages(tmp_path, 9)
    (tmp_path / "die.txt").write_text("DIE")
    built = build([sources[0], str(tmp_path / "die.txt"), sources[0]], tmp_path / "c", process=process, workers=2)
    assert built.added == 9
    assert "process-died" in [told.code for told in built.refusals]


def test_standard_input_and_progress(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    built = build(
        ["-"],
        tmp_path / "c",
        process=process,
        stdin=io.BytesIO('{"id": "x", "text": "كلام"}\n'.encode()),
        progress=lambda *now: seen.append(now),
    )
    assert built.documents == 1
    assert seen == [("pages", 1, None), ("relate", 0, 1), ("relate", 1, 1)]
    assert built.as_dict()["documents"] == 1


def test_nothing_usable_is_no_fault(tmp_path: Path) -> None:
    built = build([str(tmp_path / "none")], tmp_path / "c", process=process)
    assert (built.documents, built.refused) == (0, 1)


def test_what_can_not_be_done_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no language pack"):
        build([], tmp_path / "c", lang="xx", process=process)
    with pytest.raises(CaseError, match="is a folder"):
        build([], tmp_path, process=process)


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from stub_process import process
from tawatur.build import build
if __name__ == "__main__":
    build([{source!r}], {case!r}, process=process, workers={workers},
          progress=lambda stage, done, total: print(stage, done, flush=True))
"""


@pytest.mark.kill
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_ten_moments_it_loses_nothing_and_ends_as_undisturbed(tmp_path: Path, workers: int) -> None:
    (source,) = pages(tmp_path, 400)
    build([source], tmp_path / "undisturbed", process=process)
    want = digest(tmp_path / "undisturbed")
    case = tmp_path / "killed"
    script = SCRIPT.format(tests=str(Path(__file__).parent), source=source, case=str(case), workers=workers)
    draw = random.Random(workers)
    committed = 0
    for _ in range(10):
        running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        stop = committed + draw.randint(1, 60)
        for reported, _line in enumerate(running.stdout, start=1):
            if reported == stop:
                break
        time.sleep(draw.random() / 200)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        with open_case(case) as opened:
            assert opened.verify() == []
            held = opened.count("documents")
        assert held >= min(stop, 400)
        committed = held
    built = build([source], case, process=process, workers=workers)
    assert built.kept + built.added == 400
    assert built.kept >= committed
    assert digest(case) == want
