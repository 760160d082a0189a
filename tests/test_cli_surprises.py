"""What a user may do by mistake: nothing is lost, and what is printed names the file and can be typed as it stands."""

import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tawatur import cli, terminal
from tawatur.build import build
from tawatur.errors import CaseError, UsageError
from tawatur.store import open_case

PAGE = "الرمال - وكالات: قال وزير النقل سامر القاضي إن 14 شخصا لقوا مصرعهم في غرق القارب يوم الثلاثاء 3 مارس 2026.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tawatur(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line inside a folder with one page: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAWATUR_DEBUG", raising=False)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tawatur", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["dossier", "--case", "story.tawatur"],
        ["export", "--case", "story.tawatur", "--table", "figures", "--format", "csv"],
        ["export", "--case", "story.tawatur", "--table", "figures", "--format", "parquet"],
        ["annotate", "page.txt"],
    ],
    ids=lambda words: " ".join(words[:1] + words[-1:]),
)
def test_no_output_is_written_over_a_case(tawatur: Run, tmp_path: Path, words: list[str]) -> None:
    assert tawatur("build", "page.txt", "--case", "story.tawatur")[0] == cli.FINE
    held = (tmp_path / "story.tawatur").read_bytes()
    code, _, err = tawatur(*words, "-o", "story.tawatur")
    assert code == cli.WRONG_CALL
    assert "story.tawatur" in err
    assert "-o" in err
    assert (tmp_path / "story.tawatur").read_bytes() == held


def test_no_output_is_written_over_the_page_it_is_made_of(tawatur: Run, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("page.txt")
    for name in ("page.txt", "./page.txt", "link.txt"):
        code, _, err = tawatur("annotate", "page.txt", "-o", name)
        assert code == cli.WRONG_CALL
        assert name.removeprefix("./") in err
        assert (tmp_path / "page.txt").read_text("utf-8") == PAGE


def test_the_next_command_can_be_typed_as_it_stands(tawatur: Run, tmp_path: Path) -> None:
    folder = tmp_path / "my [bold]stories"
    folder.mkdir()
    case = folder / "it's one.tawatur"
    _, out, _ = tawatur("build", "page.txt", "--case", str(case))
    assert f"{case}: 1 pages" in out
    said, command = out.splitlines()[-1].split(": ", 1)
    assert said == "Next"
    code, out, _ = tawatur(*shlex.split(command)[1:])
    assert code == cli.FINE
    assert out.startswith(str(case.with_suffix(".html")))
    assert case.with_suffix(".html").exists()
    _, out, _ = tawatur("verify", "--case", str(case))
    assert out.startswith(f"{case}: ")


def test_a_page_is_not_served_in_a_language_that_there_is_not(tawatur: Run) -> None:
    tawatur("build", "page.txt", "--case", "story.tawatur")
    code, _, err = tawatur("serve", "--case", "story.tawatur", "--port", "0", "--lang", "xx")
    assert code == cli.WRONG_CALL
    assert "'xx'" in err


def test_a_case_where_nobody_may_look_is_an_error_of_the_case(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(CaseError, match=r"story\.tawatur.*Permission denied"):
        open_case(tmp_path / "story.tawatur")


def test_sizes_of_what_cannot_be_looked_at_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    from tawatur.cli_batch import Meter

    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with Meter(["closed/a.txt"], silent=True) as meter:
        assert "min left" not in meter.told(1.0, 3, 0.0)


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")
    with suppress(RuntimeError), terminal.output_to(path) as stream:
        stream.write("half")
        raise RuntimeError
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [("out.txt", "before")]


def test_an_output_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    case = tmp_path / "story.tawatur"
    build([], case)
    with pytest.raises(UsageError), terminal.output_to(case):
        pytest.fail("the command began")


def test_ctrl_c_says_what_is_kept(tawatur: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tawatur.build.build", interrupted)
    code, _, err = tawatur("build", "page.txt", "--case", "story.tawatur")
    assert code == 130
    assert err.startswith("Stopped. What was committed is kept")


@pytest.mark.parametrize("word", ["pge.txt", "pge.html.gz", "folder/page", "https://a.example/page"])
def test_a_mistyped_file_is_not_explained_as_a_sentence(tawatur: Run, word: str) -> None:
    code, out, err = tawatur("explain", word)
    assert code == cli.NOTHING_USABLE
    assert out == ""
    assert word in err
    assert "space behind it" in " ".join(err.split())


@pytest.mark.parametrize("text", ["pge.txt ", "3/4/2026", "قال", "page.pdf"])
def test_a_word_that_names_no_file_is_text(tawatur: Run, text: str) -> None:
    assert tawatur("explain", text)[0] == cli.FINE


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_selection_by_what_is_no_day_is_told(tawatur: Run, name: str) -> None:
    tawatur("build", "page.txt", "--case", "c.tawatur")
    for value in ("tomorrow", "2026-13", "20260304", "2026-03-04Tnoon"):
        code, _, err = tawatur("dossier", "--case", "c.tawatur", "-o", "o.html", "--select", f"{name}={value}")
        assert code == cli.WRONG_CALL
        assert f"{name}={value} is not an ISO 8601 day" in " ".join(err.split())
    for value in ("2026", "2026-03", "2026-03-04", "2026-03-04T16:40"):
        _, _, err = tawatur("dossier", "--case", "c.tawatur", "-o", "o.html", "--select", f"{name}={value}")
        assert "ISO 8601" not in err


def test_names_that_cannot_be_read_are_told_without_numbers(tawatur: Run, tmp_path: Path) -> None:
    tawatur("build", "page.txt", "--case", "c.tawatur")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    for name, why in (("none", "No such file or directory."), ("latin", "it is not in UTF-8.")):
        code, _, err = tawatur("dossier", "--case", "c.tawatur", "-o", "o.html", "--redact", name)
        assert code == cli.WRONG_CALL
        assert f"names in {name}: {why}" in " ".join(err.split())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("empty.wacz", "The file is empty."),
        ("none.wacz", "no page of it can be read. Get the archive again."),
        ("page", "Its name has no ending"),
        ("ftp://a.example/page.html", "only https:// and http:// are fetched"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(tawatur: Run, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "empty.wacz").touch()
    (tmp_path / "none.wacz").write_text("no zip", encoding="utf-8")
    (tmp_path / "page").write_text(PAGE, encoding="utf-8")
    code, _, err = tawatur("annotate", name)
    assert code == cli.NOTHING_USABLE
    assert told in " ".join(err.split())
