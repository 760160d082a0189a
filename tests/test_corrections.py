"""Corrections: what users say stays, whatever the machine finds later, and leaves its rows as they are."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_pages import document
from stub_process import process
from tawatur import cli
from tawatur import corrections as say
from tawatur.build import build
from tawatur.corrections.anchors import Quote
from tawatur.corrections.anchors import found as standing_at
from tawatur.corrections.words import Item, tag
from tawatur.errors import UsageError
from tawatur.export import export_table
from tawatur.model import Attribution, Correction, Entity, Figure, Page, Raw, Refusal, Span
from tawatur.relate import relate
from tawatur.store import Writer, open_case
from tawatur.store.exchange import import_corrections
from tawatur.store.overlay import Overlay
from tawatur.store.rulings import Rulings, ruling, rulings

BY: dict[str, str] = {"author": "ن. س.", "made_at": "2031-04-06T10:00:00Z"}
TEXT = (
    "قال الوزير سالم المرعي إن ثلاثة عمال أصيبوا في الحريق، ونفت الشركة أن يكون المصنع مهملا. "
    "وذكرت الشرطة أن 12 شخصا نقلوا إلى المستشفى."
)


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(content: str, cue: str, source: str, **more: Any) -> Attribution:
    return Attribution(
        id="a",
        text=content,
        content=(at(content),),
        cue=(at(cue),),
        source=(at(source),),
        via=(),
        implicit=False,
        mode="indirect",
        stance="report",
        rule="made",
        **more,
    )


PAGE = Page(
    document("page.txt", TEXT),
    attributions=(
        said("ثلاثة عمال أصيبوا في الحريق", "قال", "الوزير سالم المرعي", speaker=0),
        said("أن يكون المصنع مهملا", "ونفت", "الشركة", speaker=1),
        said("أن 12 شخصا نقلوا إلى المستشفى", "وذكرت", "الشرطة", speaker=2, parent=1),
    ),
    figures=(
        Figure("f1", at("ثلاثة عمال"), "ثلاثة عمال", 3, 3, False, "injured", "made", attribution=0),
        Figure("f2", at("12 شخصا"), "12 شخصا", 12, 12, False, "other", "made", attribution=2, part_of=0),
    ),
    entities=(
        Entity(at("سالم المرعي"), "سالم المرعي", "person", "سالم المرعي", (at("سالم المرعي"),), "made"),
        Entity(at("الشركة"), "الشركة", "organisation", None, (at("الشركة"),), "made"),
        Entity(at("الشرطة"), "الشرطة", "organisation", None, (at("الشرطة"),), "made"),
    ),
)


def numbered(*made: Correction) -> list[Correction]:
    return [msgspec.structs.replace(one, id=number) for number, one in enumerate(made, start=1)]


def states(result: say.Corrected) -> list[tuple[str, str, int | None, int | None]]:
    return [(one.kind, one.state, one.machine, one.place) for one in result.verdicts]


# --- anchors ----------------------------------------------------------------------------------------------------------

ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي \n", max_size=60)


@settings(deadline=None)
@given(before=ARABIC, after=ARABIC, more=ARABIC, last=ARABIC)
def test_words_are_found_where_they_stand_or_nowhere(before: str, after: str, more: str, last: str) -> None:
    words = "نفت المؤسسة المائية نفيا قاطعا"
    text = f"{before} {words} {after}"
    start = len(before) + 1
    here = say.anchors.quote(text, Span(start, start + len(words)))
    edited = f"{more} {text} {last}"
    place = standing_at(edited, here, same=False)
    assert place == Span(len(more) + 1 + start, len(more) + 1 + start + len(words))


@settings(deadline=None)
@given(edited=ARABIC)
def test_words_that_are_gone_are_found_nowhere(edited: str) -> None:
    here = Quote(3, 24, "نفت المؤسسة المائية 7", "قد ", " نفيا")
    assert standing_at(edited, here, same=False) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("كان نعم ثم قال نعم ولم يزد", 15),  # two places: the words around tell
        ("كان نعم ثم كان نعم", None),  # two places alike: nothing tells
        ("أجاب الجميع نعم", None),  # a short word alone, elsewhere
        ("ثم قال\n  نعم ولم\nيزد", 9),  # other white space
    ],
)
def test_a_short_word_is_told_by_what_stands_around_it(text: str, where: int | None) -> None:
    here = Quote(40, 43, "نعم", "ثم قال ", " ولم يزد")
    place = standing_at(text, here, same=False)
    assert place == (Span(where, where + 3) if where is not None else None)


# --- on a page --------------------------------------------------------------------------------------------------------


def test_nothing_said_changes_nothing() -> None:
    assert say.corrected(PAGE, ()) == say.Corrected(PAGE, (), ())


def test_what_is_accepted_stays_as_it_is() -> None:
    made = say.accept(PAGE, say.found(PAGE, "attribution", 0), **BY)
    result = say.corrected(PAGE, numbered(made))
    assert result.page == PAGE
    assert states(result) == [("attribution", "accepted", 0, 0)]


def test_what_is_rejected_goes_and_others_still_point_right() -> None:
    made = say.reject(PAGE, say.found(PAGE, "attribution", 1), **BY)
    page = say.corrected(PAGE, numbered(made)).page
    assert [one.text for one in page.attributions] == [PAGE.attributions[0].text, PAGE.attributions[2].text]
    assert page.attributions[1].parent is None
    assert [one.attribution for one in page.figures] == [0, 1]
    assert [one.part_of for one in page.figures] == [None, 0]
    assert page.entities == PAGE.entities


def test_source_content_and_cue_change_by_words_and_stance_by_name() -> None:
    item = say.found(PAGE, "attribution", 2)
    parts = {"source": (at("الشركة"),), "content": (at("12 شخصا نقلوا إلى المستشفى"),), "cue": (at("وذكرت الشرطة"),)}
    made = say.change(PAGE, item, parts=parts, fields={"stance": "deny"}, reason="السياق", **BY)
    result = say.corrected(PAGE, numbered(made))
    changed = result.page.attributions[2]
    assert (changed.text, changed.stance, changed.rule) == ("12 شخصا نقلوا إلى المستشفى", "deny", "correction")
    assert (changed.source, changed.speaker) == ((at("الشركة"),), 1)
    assert changed.parent == 1
    assert states(result) == [("attribution", "changed", 2, 2)]


def test_a_source_that_the_machine_does_not_know_becomes_a_name_of_no_kind() -> None:
    item = say.found(PAGE, "attribution", 0)
    page = say.corrected(PAGE, numbered(say.change(PAGE, item, parts={"source": (at("عمال"),)}, **BY))).page
    assert page.entities[: len(PAGE.entities)] == PAGE.entities
    assert page.attributions[0].speaker == len(PAGE.entities)
    assert (page.entities[-1].text, page.entities[-1].kind) == ("عمال", None)


def test_a_figure_changes_its_kind_status_and_value() -> None:
    item = say.found(PAGE, "figure", 1)
    fields = {"kind": "injured", "status": "possible", "min": 12.0, "max": None, "counted": "شخص"}
    page = say.corrected(PAGE, numbered(say.change(PAGE, item, fields=fields, **BY))).page
    figure = page.figures[1]
    assert (figure.kind, figure.status, figure.min, figure.max) == ("injured", "possible", 12, None)
    assert (figure.attribution, figure.part_of, figure.text) == (2, 0, "12 شخصا")


def test_what_was_missed_is_added_and_what_is_wrong_with_it_taken_back() -> None:
    bare = msgspec.structs.replace(PAGE, attributions=PAGE.attributions[:2], figures=())
    parts = {"content": (at("أن 12 شخصا نقلوا إلى المستشفى"),), "cue": (at("وذكرت"),), "source": (at("الشرطة"),)}
    (added,) = numbered(say.add(bare, "attribution", parts=parts, **BY))
    result = say.corrected(bare, [added])
    assert states(result) == [("attribution", "added", None, 2)]
    assert result.page.attributions[2].speaker == 2
    # a later version finds it by itself: then it is no longer missed
    assert states(say.corrected(PAGE, [added])) == [("attribution", "accepted", 2, 2)]
    # a later word goes to the added one
    worse = say.reject(result.page, Item("attribution", result.page.attributions[2]), **BY)
    assert say.corrected(bare, [added, *numbered(worse)]).page.attributions == bare.attributions


def test_a_name_that_is_none_keeps_its_place() -> None:
    made = say.reject(PAGE, say.found(PAGE, "entity", 1), **BY)
    page = say.corrected(PAGE, numbered(made)).page
    assert [one.kind for one in page.entities] == ["person", None, "organisation"]
    renamed = say.change(PAGE, say.found(PAGE, "entity", 2), fields={"name": "شرطة المدينة"}, **BY)
    assert say.corrected(PAGE, numbered(renamed)).page.entities[2].name == "شرطة المدينة"


def test_the_last_word_holds_and_any_word_can_be_taken_back() -> None:
    item = say.found(PAGE, "attribution", 0)
    no, yes = numbered(say.reject(PAGE, item, **BY), say.accept(PAGE, item, **BY))
    assert states(say.corrected(PAGE, say.standing([no, yes])))[0][1] == "accepted"
    back = say.undo(yes, **BY)
    assert states(say.corrected(PAGE, say.standing([no, yes, back])))[0][1] == "rejected"
    again = say.undo(back, **BY)
    assert states(say.corrected(PAGE, say.standing([no, yes, back, again])))[0][1] == "accepted"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda item: say.change(PAGE, item, fields={"stance": "sings"}, **BY), "sings"),
        (lambda item: say.change(PAGE, item, fields={"colour": "red"}, **BY), "colour"),
        (lambda item: say.change(PAGE, item, parts={"tail": ()}, **BY), "tail"),
        (lambda item: say.change(PAGE, item, parts={"cue": (Span(0, 10_000),)}, **BY), "10000"),
        (lambda _: say.add(PAGE, "attribution", parts={"cue": (Span(0, 3),)}, **BY), "content"),
        (lambda _: say.add(PAGE, "song", parts={}, **BY), "song"),
        (lambda _: say.found(PAGE, "figure", 9), "10"),
        (lambda _: say.grade(PAGE.document, Span(0, 3), "source", "7", **BY), "7"),
        (lambda _: say.note(PAGE.document, Span(0, 3), text=" ", **BY), "empty"),
        (lambda item: say.accept(PAGE, item, author=" ", made_at="2031"), "name"),
    ],
)
def test_what_can_not_be_said_is_refused_with_what_can(call: Any, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        call(say.found(PAGE, "attribution", 0))


def test_grades_are_written_as_misp_writes_them() -> None:
    source = say.grade(PAGE.document, at("الشرطة"), "source", "b", **BY)
    content = say.grade(PAGE.document, at("أن 12 شخصا"), "information", "2", **BY)
    assert tag(source) == 'admiralty-scale:source-reliability="b"'
    assert tag(content) == 'admiralty-scale:information-credibility="2"'


# --- in a case --------------------------------------------------------------------------------------------------------

PAGES, EACH = 40, 5
EDITED, REWORDED = 10, 3


def line(number: int, *, edited: bool = False) -> str:
    """A page of five quoted sentences; `edited` has a new beginning, and where so asked other words in its third."""
    quoted = [
        f'قال الشاهد {part} من الحي {number} "إن الجسر رقم {number * EACH + part} أغلق مساء"' for part in range(EACH)
    ]
    if edited and number < REWORDED:
        quoted[2] = quoted[2].replace("أغلق مساء", "فتح صباحا")
    text = ".\n".join(quoted)
    return json.dumps({"id": f"page-{number:02}", "text": f"تحديث للخبر قبل قليل.\n{text}" if edited else text})


def later_process(raw: Raw, *, lang: str = "ar", now: str | None = None) -> tuple[Page | None, tuple[Refusal, ...]]:
    """Another version: it takes the quotation marks into the content, misses the second statement, labels otherwise."""
    page, told = process(raw, lang=lang, now=now)
    assert page is not None
    wider = [_wider(page.document.text, one) for place, one in enumerate(page.attributions) if place != 1]
    blocks = tuple(msgspec.structs.replace(block, role="caption") for block in page.document.blocks)
    made = msgspec.structs.replace(page.document, blocks=blocks)
    return msgspec.structs.replace(page, document=made, attributions=tuple(wider)), told


def _wider(text: str, one: Attribution) -> Attribution:
    span = Span(one.content[0].start - 1, one.content[0].end + 1)
    return msgspec.structs.replace(one, content=(span,), text=span.of(text), rule="wider")


def put(case: Path, *made: Correction) -> None:
    with Writer(case) as writer:
        for one in made:
            writer.correct(one)


def test_two_hundred_corrections_are_replayed_and_none_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(line(number) for number in range(PAGES)), encoding="utf-8")
    first = tmp_path / "first.tawatur"
    build([str(source)], first, process=process)
    with open_case(first) as opened:
        made = []
        for page in opened.pages():
            items = [say.found(page, "attribution", place) for place in range(EACH)]
            made += [say.accept(page, items[0], **BY), say.accept(page, items[1], **BY)]
            made += [say.reject(page, items[2], **BY), say.change(page, items[3], fields={"stance": "deny"}, **BY)]
            made += [say.note(page.document, items[4].value.content[0], text="يُسأل عنه", **BY)]
    assert len(made) == 200
    put(first, *made)
    exported = io.StringIO()
    with open_case(first) as opened:
        over = Overlay(opened)
        assert over.detached() == ()
        assert [(m.kind, m.accepted, m.changed, m.rejected, m.added) for m in over.measured()] == [
            ("attribution", 80, 40, 40, 0)
        ]
        assert over.measured()[0].precision == 0.5
        export_table(opened, "corrections", "jsonl", exported, include_private=False)

    # the same sources by another version, ten pages edited
    source.write_text("\n".join(line(n, edited=n < EDITED) for n in range(PAGES)), encoding="utf-8")
    second = tmp_path / "second.tawatur"
    build([str(source)], second, process=later_process)
    lines = exported.getvalue().encode().splitlines()
    with Writer(second) as writer:
        assert import_corrections(writer, lines, source="x")[:2] == (200, 0)
        assert import_corrections(writer, lines, source="x")[:2] == (0, 200)
    with open_case(second) as opened:
        over = Overlay(opened)
        detached = over.detached()
        # a rejected statement whose words were changed has nothing left to reject; it is listed, not lost
        assert [(made.action, opened.names().get(made.document, made.document)) for made in detached] == [
            ("reject", f"page-{number:02}") for number in range(REWORDED)
        ]
        verdicts = list(over.verdicts())
        assert len(verdicts) + len(over.placed()) + len(detached) == 200
        kept = {state: [v for _, v in verdicts if v.state == state] for state in ("changed", "added", "rejected")}
        # what the new version takes in a mark more is the user's again; what it misses is made again
        assert {state: len(some) for state, some in kept.items()} == {"changed": 80, "added": 40, "rejected": 37}
        for page in over.pages():
            stances = [one.stance for one in page.attributions if one.rule == "correction"]
            assert stances.count("deny") == 1
            for one in page.attributions:
                assert one.text == one.content[0].of(page.document.text)
        assert opened.verify() == []


def test_page_corrections_reach_what_pages_have_in_common(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    quote = '"إن الجسر القديم في المدينة أغلق مساء الأربعاء بعد تصدع أعمدته"'
    rows = [{"id": str(n), "text": f"خبر {n}: قال مسؤول {quote}.", "outlet": f"صحيفة {n}"} for n in range(2)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    case = tmp_path / "case.tawatur"
    build([str(source)], case, process=process)
    with open_case(case) as opened:
        before = opened.origins()
        assert len(before) == 1
        page = next(opened.pages())
        made = say.reject(page, say.found(page, "attribution", 0), **BY)
    put(case, made)
    again = build([str(source)], case, process=process)
    assert (again.kept, again.attributions) == (2, 2), "the machine's rows stay"
    with open_case(case) as opened:
        assert opened.origins() != before
    put(case, say.undo(made, **BY))
    with Writer(case) as writer:
        assert writer.relate(relate).origins == before


def test_rulings_on_actors_can_be_taken_back_too(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text('{"id": "1", "text": "وائل قال \\"إن الجسر أغلق\\""}\n{"id": "2", "text": "زياد قال \\"نعم\\""}')
    case = tmp_path / "case.tawatur"
    build([str(source)], case, process=process)
    with open_case(case) as opened:
        a, b = (say.anchor(page.document, page.entities[0].span) for page in opened.pages())
    made = ruling("same", a, b, reason="", **BY)
    put(case, made)
    with open_case(case) as opened:
        assert len(rulings(opened).together) == 1
    put(case, say.undo(made, **BY))
    with open_case(case) as opened:
        assert rulings(opened) == Rulings((), (), ())


def test_lines_that_are_no_corrections_are_refused_by_themselves(tmp_path: Path) -> None:
    case = tmp_path / "case.tawatur"
    good = msgspec.json.encode(say.note(PAGE.document, Span(0, 3), text="x", **BY))
    with Writer(case) as writer:
        taken = import_corrections(writer, [b"", b"no", good, b'{"kind": "figure"}'], source="file.jsonl")
        assert (taken.added, [told.place for told in taken.refusals]) == (1, ["line 2", "line 4"])
        assert [made.kind for made in Overlay(writer.case).detached()] == ["note"]


# --- the command ------------------------------------------------------------------------------------------------------


def tawatur(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line; gives its exit code."""
    monkeypatch.setattr("sys.argv", ["tawatur", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(str(ended.value.code or 0))


def test_the_command_lists_measures_undoes_and_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text(line(1), encoding="utf-8")
    case = tmp_path / "case.tawatur"
    build([str(source)], case, process=process)
    with open_case(case) as opened:
        page = next(opened.pages())
        items = [say.found(page, "attribution", place) for place in range(2)]
    put(case, say.accept(page, items[0], **BY), say.reject(page, items[1], **BY))
    assert tawatur(monkeypatch, "corrections", "--case", str(case), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(row["action"], row["state"], row["document"]) for row in shown["corrections"]] == [
        ("accept", "standing", "page-01"),
        ("reject", "standing", "page-01"),
    ]
    assert shown["measured"][0]["precision"] == 0.5
    assert tawatur(monkeypatch, "export", "--case", str(case), "--table", "corrections", "--format", "jsonl",
                   "-o", str(tmp_path / "out.jsonl")) == 0  # fmt: skip
    assert tawatur(monkeypatch, "corrections", "--case", str(case), "--undo", "2", "--author", "ن.") == 0
    assert "taken back" in capsys.readouterr().out
    assert tawatur(monkeypatch, "corrections", "--case", str(case), "--undo", "2") == 2
    assert tawatur(monkeypatch, "corrections", "--case", str(case), "--undo", "9", "--author", "ن.") == 2
    with (tmp_path / "out.jsonl").open("a") as lines:
        lines.write("none\n")
    assert tawatur(monkeypatch, "corrections", "--case", str(case), "--import", str(tmp_path / "out.jsonl")) == 1
    assert "2 were known" in capsys.readouterr().out
    assert tawatur(monkeypatch, "corrections", "--case", str(tmp_path / "none.tawatur")) == 3
