"""Rulings on who is who: they hold inside relate, survive a changed page, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawatur.build import build
from tawatur.corrections import anchor, undo
from tawatur.errors import UsageError
from tawatur.model import Correction, Span
from tawatur.store import Case, Writer, open_case
from tawatur.store.rulings import ruling, rulings

TEXTS = {
    "a.txt": "وصل مروان قرمطون إلى المدينة صباح اليوم ومعه وفد كبير",
    "b.txt": "عاد سامي قرمطون من السفر بعد غياب طويل عن بلدته",
    "c.txt": "قال وزير النقل الدنماركي يوهان هالستروم إن العبارة غرقت",
    "d.txt": "غادر وزير النقل الدنماركي يوهان هالستروم القاعة قبل المساء",
}


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, text in TEXTS.items():
        (pages / name).write_text(text, encoding="utf-8")
    case = tmp_path / "c.tawatur"
    build([str(pages)], case)
    return pages, case


def ruled(case: Path, action: str, a: tuple[str, str], b: tuple[str, str]) -> Correction:
    with Writer(case) as writer:
        found = []
        for file, name in (a, b):
            document = next(one for one in writer.case.documents() if one.name.endswith(file))
            start = document.text.index(name)
            found.append(anchor(document, Span(start, start + len(name))))
        said = ruling(action, *found, author="N.", made_at="2031-04-06", reason="known")  # type: ignore[arg-type]
        return writer.correct(said)


def people(case: Case) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(n.text for n in one.names)) for one in case.actors() if one.kind == "person")


def test_rulings_hold_and_the_next_build_relates_anew(built: tuple[Path, Path]) -> None:
    pages, path = built
    with open_case(path) as case:
        assert people(case) == [("سامي قرمطون",), ("مروان قرمطون",), ("يوهان هالستروم",)]
    one = ruled(path, "same", ("a.txt", "مروان قرمطون"), ("b.txt", "سامي قرمطون"))
    ruled(path, "different", ("c.txt", "يوهان هالستروم"), ("d.txt", "يوهان هالستروم"))
    build([str(pages)], path)
    with open_case(path) as case:
        assert people(case) == [("سامي قرمطون", "مروان قرمطون"), ("يوهان هالستروم",), ("يوهان هالستروم",)]
    with Writer(path) as writer:
        writer.correct(undo(one, author="N.", made_at="2031-04-07"))
    build([str(pages)], path)
    with open_case(path) as case:
        assert len(people(case)) == 4


def test_a_ruling_finds_its_words_again_or_is_detached(built: tuple[Path, Path]) -> None:
    _, path = built
    ruled(path, "same", ("a.txt", "مروان قرمطون"), ("b.txt", "سامي قرمطون"))
    with open_case(path) as case:
        assert (len(rulings(case).together), rulings(case).detached) == (1, ())
    with Writer(path) as writer:
        gone = anchor(next(iter(writer.case.documents())), Span(0, 4))
        lost = ruling("same", gone, gone, author="N.", made_at="2031-04-06", reason="one place only")
        writer.correct(lost)
        assert len(rulings(writer.case).detached) == 1


def test_actors_of_a_day_added_are_those_of_all_from_scratch(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    later = {"e.txt": TEXTS["c.txt"] + " أمس", "0.txt": "قال الوزير يوهان هلستروم إن مروان قرمطون وصل"}
    for held in (TEXTS, later):
        for name, text in held.items():
            (pages / name).write_text(text, encoding="utf-8")
        build([str(pages)], tmp_path / "grown.tawatur")
    build([str(pages)], tmp_path / "whole.tawatur")
    with open_case(tmp_path / "grown.tawatur") as grown, open_case(tmp_path / "whole.tawatur") as whole:
        assert grown.actors() == whole.actors()
        assert grown.origins() == whole.origins()
        assert grown.digest() == whole.digest()
        assert set(grown.actors_of().values()) == {actor.actor for actor in grown.actors()}


def test_an_unknown_ruling_says_which_there_are(built: tuple[Path, Path]) -> None:
    _, path = built
    with open_case(path) as case:
        here = anchor(next(iter(case.documents())), Span(0, 4))
    with pytest.raises(UsageError, match="same, different"):
        ruling("alike", here, here, author="N.", made_at="2031-04-06", reason="")  # type: ignore[arg-type]
