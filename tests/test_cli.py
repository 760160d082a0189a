"""The commands as a user types them: output, exit codes, and no traceback whatever goes in."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tawatur import cli

PAGE = (
    "غرق قارب صيد قبالة ميناء الرمال\n\n"
    "الرمال - وكالات: قال وزير النقل سامر القاضي إن 14 شخصا لقوا مصرعهم في غرق القارب يوم الثلاثاء 3 مارس 2026.\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tawatur(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line inside an empty folder: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAWATUR_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tawatur", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_annotate_prints_one_object_a_document(tawatur: Run, page: Path) -> None:
    code, out, _ = tawatur("annotate", "page.txt")
    lines = out.splitlines()
    assert (code, len(lines)) == (0, 1)
    record = json.loads(lines[0])
    assert record["text"] == PAGE
    assert record["source"] == "page.txt"
    assert [PAGE[slice(*d["span"])] for d in record["dates"]] == [d["text"] for d in record["dates"]]
    assert page.exists()


def test_a_refused_input_is_told_and_the_rest_goes_on(tawatur: Run, page: Path) -> None:
    (page.parent / "empty.txt").write_bytes(b"")
    code, out, err = tawatur("annotate", "empty.txt", "page.txt")
    assert code == cli.SOME_REFUSED
    assert len(out.splitlines()) == 1
    assert "empty.txt" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["annotate", "no-such-file.txt"], cli.NOTHING_USABLE),
        (["annotate", "page.txt", "--now", "yesterday"], cli.WRONG_CALL),
        (["annotate", "page.txt", "--lang", "xx"], cli.WRONG_CALL),
        (["annotate", "page.txt", "-o", "no/such/folder/out.jsonl"], cli.WRONG_CALL),
        (["annotate"], cli.WRONG_CALL),
        (["dossier", "--case", "no-such.tawatur", "-o", "out.html"], cli.NOTHING_USABLE),
        (["find", "--case", "page.txt", "word"], cli.NOTHING_USABLE),
        (["export", "--case", "no-such.tawatur", "--table", "figures", "--format", "csv"], cli.NOTHING_USABLE),
        (["no-such-command"], cli.WRONG_CALL),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_with_its_exit_code(tawatur: Run, page: Path, words: list[str], code: int) -> None:
    found, _, err = tawatur(*words)
    assert found == code
    assert err.strip(), "an error says what was wrong"
    assert sorted(p.name for p in page.parent.iterdir()) == ["page.txt"], "a failed command leaves nothing behind"


def test_a_case_from_build_to_dossier(tawatur: Run, page: Path) -> None:
    code, out, _ = tawatur("build", "page.txt", "--case", "story.tawatur", "--json")
    assert code == 0
    assert json.loads(out)["documents"] == 1

    code, out, _ = tawatur("find", "--case", "story.tawatur", "القاضي", "--json")
    assert code == 0
    assert json.loads(out)["document"] == "page.txt"

    code, out, _ = tawatur("export", "--case", "story.tawatur", "--table", "documents", "--format", "jsonl")
    assert code == 0
    assert len(out.splitlines()) == 1

    code, _, err = tawatur("export", "--case", "story.tawatur", "--table", "nothing", "--format", "csv")
    assert code == cli.WRONG_CALL
    assert "attributions" in err, "the error names the tables there are"

    code, out, _ = tawatur("verify", "--case", "story.tawatur")
    assert code == 0

    code, _, _ = tawatur("dossier", "--case", "story.tawatur", "-o", "story.html")
    assert code == 0
    assert "القاضي" in (page.parent / "story.html").read_text(encoding="utf-8")


def test_explain_shows_the_rule_and_the_words(tawatur: Run) -> None:
    code, out, _ = tawatur("explain", "قال الوزير سامر القاضي إن 14 شخصا لقوا مصرعهم.")
    assert code == 0
    assert "14 شخصا" in out
    assert "attributions" in out
    assert "14 شخصا لقوا مصرعهم" in out, "in a pipe no line is cut short"
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_explain_shows_every_kind_of_annotation(tawatur: Run) -> None:
    code, out, _ = tawatur(
        "explain", "قال الوزير سامر القاضي إن انفجارا أمس قتل 14 شخصا في مدينة الرباط.", "--now", "2031-04-06"
    )
    assert code == 0
    for title in ("attributions", "figures", "dates", "numbers", "names", "events"):
        assert title in out
    assert "killing, stated" in out


def test_explain_shows_why_two_names_of_a_case_are_one(tawatur: Run, tmp_path: Path) -> None:
    for name, text in {
        "one.txt": "قال وزير النقل الدنماركي يوهان هالستروم إن العبارة غرقت",
        "two.txt": "غادر وزير النقل الدنماركي يوهان هلستروم القاعة",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    tawatur("build", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"), "--case", str(tmp_path / "c"))
    code, out, _ = tawatur("explain", "هلستروم", "--case", str(tmp_path / "c"))
    assert code == 0
    assert "one name and one office" in out
    assert "«يوهان هالستروم»" in out
    assert "two.txt" in out
    code, out, _ = tawatur("explain", "يوهان هالستروم", "--case", str(tmp_path / "c"), "--json")
    (row,) = (json.loads(line) for line in out.splitlines())
    assert (row["pages"], row["reasons"][0]["rule"]) == (2, "one name and one office")
    code, _, err = tawatur("explain", "سعاد", "--case", str(tmp_path / "c"))
    assert (code, "Nobody" in err) == (3, True)


def test_explain_takes_a_file_too(tawatur: Run, page: Path) -> None:
    code, out, _ = tawatur("explain", page.name, "--json")
    assert code == 0
    assert json.loads(out)["source"] == page.name


def test_a_fault_of_our_own_is_one_sentence(tawatur: Run, monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("tawatur.read.read", broken)
    code, _, err = tawatur("annotate", page.name)
    assert code == cli.OWN_FAULT
    assert "out of cheese" in err


def test_a_page_that_breaks_a_rule_costs_only_itself(tawatur: Run, monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    from tawatur import pipeline

    whole = pipeline.annotate_document
    (page.parent / "bad.txt").write_text(PAGE.replace("14", "99"), encoding="utf-8")

    def sometimes(document: object, **options: object) -> object:
        if "99" in getattr(document, "text", ""):
            raise ValueError("a rule broke")
        return whole(document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "annotate_document", sometimes)
    code, out, err = tawatur("annotate", "bad.txt", "page.txt")
    assert code == cli.SOME_REFUSED
    assert len(out.splitlines()) == 1
    assert "bad.txt" in err
