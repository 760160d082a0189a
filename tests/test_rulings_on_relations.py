"""Rulings on statements, figures and copies: they hold inside relate, whole groups at a time, and survive all that
corrections survive."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_pages import document, entity, figure, said
from tawatur import cli
from tawatur import corrections as say
from tawatur.build import build
from tawatur.errors import UsageError
from tawatur.export import export_table
from tawatur.model import Correction, Page, Raw, Refusal, Relations, Span
from tawatur.relate import relate
from tawatur.relate.cards import card
from tawatur.relate.groups import Union
from tawatur.relate.ruled import BY_USER, Copy, Pairs, Ruled
from tawatur.store import Case, Writer, open_case
from tawatur.store.exchange import import_corrections
from tawatur.store.rulings import claim_ruling, copy_ruling, detached, other, rulings

BY = {"author": "ن.", "made_at": "2031-04-06T10:00:00Z"}

SANK = "العبّارة غرقت قرب جزيرة النخل بعد اصطدامها برصيف المرفأ الشمالي"
OPENED = "معرض التمور السنوي يفتح أبوابه في واحة العين البيضاء مطلع الأسبوع"
STORY = [
    "أعلنت هيئة الموانئ في بحرستان مساء الأحد أن العبّارة التي كانت تربط رملة بجزيرة النخل غرقت بعد اصطدامها بالرصيف.",
    "وأوضح مدير الهيئة عصام البندر أن فرق الإنقاذ انتشلت سبعة أشخاص من المياه وأن البحث مستمر رغم ارتفاع الأمواج.",
    "وتوافد أقارب الركاب إلى الميناء منذ ساعات الليل الأولى في انتظار قوائم الناجين التي وعدت الشركة بنشرها فجرا.",
]
OTHER = ["افتتح وزير الزراعة معرض التمور السنوي في واحة العين البيضاء بحضور مزارعين من تسع ولايات وممثلين عن شركات."]


# --- groups -------------------------------------------------------------------------------------------------------


@given(
    links=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30),
    apart=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda two: two[0] != two[1]), max_size=4),
)
def test_what_is_apart_never_meets_and_all_else_is_joined(
    links: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    union: Union[int] = Union(apart)
    for a, b in links:
        before = union.top(a), union.top(b)
        joined = union.join(a, b)
        assert joined == (before[0] != before[1] and union.top(a) == union.top(b))
    for group in union.groups():
        assert not any(a in group and b in group for a, b in apart)
    if not apart:
        assert all(union.top(a) == union.top(b) for a, b in links)


# --- inside relate ------------------------------------------------------------------------------------------------


def stating(name: str, content: str, *, speaker: str = "سامي الطحان", count: str = "") -> Page:
    lines = [f"قال {speaker} إن {content}.", *([f"وبلغ عدد القتلى {count} قتيلا في الحادث."] if count else [])]
    made = document(name, lines, outlet=f"صحيفة {name}")
    figures = (figure(made, count, value=float(count)),) if count else ()
    statement = said(made, content, cue="قال", source=speaker, speaker=0)
    return Page(made, attributions=(statement,), figures=figures, entities=(entity(made, speaker),))


def ruled(pages: Sequence[Page], **more: object) -> Relations:
    return relate([card(one) for one in pages], ruled=Ruled(**more))  # type: ignore[arg-type]


def held(relations: Relations, kind: str = "attribution") -> list[list[str]]:
    """The documents of each claim."""
    return sorted(sorted(one.document for one in row.mentions) for row in relations.claims if row.kind == kind)


def key(one: Page) -> str:
    return one.document.key


def test_two_claims_become_one_whole_where_a_pair_of_them_is_one() -> None:
    sank = [stating(name, SANK) for name in "abc"]
    opened = [stating(name, OPENED, speaker="ليلى النجار") for name in "de"]
    pages = [*sank, *opened]
    assert held(ruled(pages)) == sorted([sorted(map(key, sank)), sorted(map(key, opened))])
    pair = ((key(sank[2]), 0), (key(opened[0]), 0))
    relations = ruled(pages, statements=Pairs(together=(pair,)))
    assert held(relations) == [sorted(map(key, pages))]
    assert any(BY_USER in row.reasons for row in relations.claims)
    assert [len(row.mentions) for row in relations.origins] == [5]
    assert BY_USER in relations.origins[0].reasons
    random.Random(1).shuffle(pages)
    assert ruled(pages, statements=Pairs(together=(pair,))) == relations


def test_a_statement_that_is_another_leaves_its_claim_and_its_origin() -> None:
    pages = [stating(name, SANK) for name in "abc"]
    first, second, third = sorted(map(key, pages))
    relations = ruled(pages, statements=Pairs(apart=(((first, 0), (third, 0)),)))
    assert held(relations) == [[first, second]]
    assert [sorted(one.document for one in row.mentions) for row in relations.origins] == [[first, second]]


def test_what_is_apart_stays_so_though_others_would_join_it() -> None:
    pages = [stating(name, SANK) for name in "ab"]
    pair = tuple((one, 0) for one in sorted(map(key, pages)))
    assert held(ruled(pages, statements=Pairs(together=(pair,), apart=(pair,)))) == []  # type: ignore[arg-type]


def test_statements_of_few_words_can_be_one_and_those_of_other_pages_say_nothing() -> None:
    pages = [stating("a", "نعم"), stating("b", "أجل")]
    pair = ((key(pages[0]), 0), (key(pages[1]), 0))
    assert held(ruled(pages)) == []
    assert len(held(ruled(pages, statements=Pairs(together=(pair,))))) == 1
    gone = ((key(pages[0]), 0), ("gone", 0))
    assert held(ruled(pages, statements=Pairs(together=(gone,), apart=(gone,)))) == []


def test_figures_join_and_part_their_series() -> None:
    pages = [stating("a", SANK, count="57"), stating("b", OPENED, count="57"), stating("c", "نعم", count="61")]
    pair = ((key(pages[0]), 0), (key(pages[1]), 0))
    apart = ruled(pages, figures=Pairs(apart=(pair,)))
    assert not any({key(pages[0]), key(pages[1])} <= {p.document for p in row.points} for row in apart.series)
    joined = ruled(pages, figures=Pairs(together=(pair, (pair[1], (key(pages[2]), 0)))))
    assert [len(row.points) for row in joined.series] == [3]
    figures = [row for row in joined.origins if row.kind == "figure"]
    assert [len(row.mentions) for row in figures] == [2], "one quantity, two values: only equal ones say the same"


def test_documents_are_copies_or_none_as_users_say() -> None:
    pages = [Page(document(name, STORY)) for name in "abc"] + [Page(document(name, OTHER)) for name in "d"]
    first, second, third, fourth = (
        key(one) for one in sorted(pages, key=lambda one: (one.document.name == "d", key(one)))
    )
    assert {frozenset((row.a, row.b)) for row in ruled(pages).derivations} == {
        frozenset((first, second)),
        frozenset((first, third)),
    }
    apart = ruled(pages, no_copies=((first, third),))
    assert [{row.a, row.b} for row in apart.derivations] == [{first, second}]
    joined = ruled(pages, copies=(Copy(third, fourth),)).derivations
    assert len({row.group for row in joined}) == 1
    (row,) = (row for row in joined if fourth in (row.a, row.b))
    assert (row.kind, row.rule) == ("rewrite", BY_USER)
    kinds = ruled(pages, copies=(Copy(first, second, "cut"), Copy(first, second, "translation"))).derivations
    assert sorted(row.kind for row in kinds) == ["copy", "translation"]


# --- in a case ----------------------------------------------------------------------------------------------------

PAGES, EACH = 30, 4
EDITED, REWORDED = 10, 3


def invented(number: int) -> str:
    """Words that no other number has."""
    drawn = random.Random(number)
    return " ".join("".join(drawn.choices("بتثجحخدذرزسشصضطظعغقكلمنه", k=6)) for _ in range(7))


def line(number: int, *, edited: bool = False) -> str:
    """A page of quoted sentences, no two pages alike; the first ones of the edited have other words in one of them."""
    rows = []
    for part in range(EACH):
        rows.append(f'قال الشاهد {part} من الحي {number} "{invented(number * EACH + part)}"')
    if edited and number < REWORDED:
        rows[0] = f'قال الشاهد 0 من الحي {number} "لا علم لي بما جرى"'
    text = ".\n".join(rows)
    return json.dumps({"id": f"page-{number:02}", "text": f"تحديث للخبر قبل قليل.\n{text}" if edited else text})


def plain_process(raw: Raw, **_: object) -> tuple[Page | None, tuple[Refusal, ...]]:
    """Each quotation is a statement."""
    return _process(raw, 0)


def later_process(raw: Raw, **_: object) -> tuple[Page | None, tuple[Refusal, ...]]:
    """Another version: it takes the marks into the content and finds a statement more at the beginning."""
    return _process(raw, 1)


def _process(raw: Raw, wider: int) -> tuple[Page | None, tuple[Refusal, ...]]:
    from tawatur.clean import clean

    made, told = clean(raw)
    assert made is not None
    page = Page(made)
    marks = [i for i, letter in enumerate(made.text) if letter == '"']
    parts = [(Span(a + 1 - wider, b + wider),) for a, b in zip(marks[::2], marks[1::2], strict=True)]
    if wider:
        parts.insert(0, (Span(0, 6),))
    adds = [say.add(page, "attribution", parts={"content": spans}, **BY) for spans in parts]
    numbered = [msgspec.structs.replace(one, id=i) for i, one in enumerate(adds, 1)]
    return say.corrected(page, numbered).page, told


def put(case: Path, made: Sequence[Correction]) -> None:
    with Writer(case) as writer:
        for one in made:
            writer.correct(one)


def claims(case: Case) -> list[set[str]]:
    names = case.names()
    return [{names[one.document] for one in row.mentions} for row in case.related("claims")]


def test_rulings_are_replayed_after_pages_and_rules_changed_and_none_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(line(number) for number in range(PAGES)), encoding="utf-8")
    first = tmp_path / "first.tawatur"
    build([str(source)], first, process=plain_process)
    made = []
    with open_case(first) as opened:
        pages = sorted(opened.pages(), key=lambda page: page.document.name)
        spans = [[one.content[0] for one in page.attributions] for page in pages]
        for one, two in zip(range(0, PAGES, 2), range(1, PAGES, 2), strict=True):
            a, b = pages[one].document.key, pages[two].document.key
            for part in range(EACH):
                action = "same" if part < EACH - 1 else "different"
                made.append(claim_ruling(opened, action, (a, spans[one][part]), (b, spans[two][part]), **BY))  # type: ignore[arg-type]
            made.append(copy_ruling(opened, "different" if one % 4 else "same", a, b, **BY))
    put(first, made)
    exported = io.StringIO()
    with Writer(first) as writer:
        writer.relate(relate)
        assert detached(writer.case) == ()
        said = rulings(writer.case).ruled
        assert (len(said.statements.together), len(said.statements.apart)) == (45, 15)
        assert (len(said.copies), len(said.no_copies)) == (8, 7)
        before = [one for one in claims(writer.case) if one >= {"page-28", "page-29"}]
        assert before
        export_table(writer.case, "corrections", "jsonl", exported, include_private=False)

    source.write_text("\n".join(line(n, edited=n < EDITED) for n in range(PAGES)), encoding="utf-8")
    second = tmp_path / "second.tawatur"
    build([str(source)], second, process=later_process)
    lines = exported.getvalue().encode().splitlines()
    with Writer(second) as writer:
        assert import_corrections(writer, lines, source="x")[:2] == (len(made), 0)
        assert import_corrections(writer, lines, source="x")[:2] == (0, len(made))
        lost = detached(writer.case)
        said = rulings(writer.case).ruled
        # one ruling of each pair of pages of which a sentence is gone, and those on documents that it began
        assert {one.kind for one in lost} == {"claim", "copy"}
        kept = len(said.statements.together) + len(said.statements.apart) + len(said.copies) + len(said.no_copies)
        assert kept + len(lost) == len(made)
        assert len(said.statements.together) == 45 - len(range(0, REWORDED, 2))
        writer.relate(relate)
        assert [one for one in claims(writer.case) if one >= {"page-28", "page-29"}]
        for one in list(writer.case.corrections()):
            writer.correct(say.undo(one, **BY))
        writer.relate(relate)
        assert not [one for one in claims(writer.case) if one >= {"page-28", "page-29"}]
        assert rulings(writer.case).ruled == Ruled()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(line(number) for number in range(2)), encoding="utf-8")
    case = tmp_path / "case.tawatur"
    build([str(source)], case, process=plain_process)
    return case


def test_the_newest_word_on_two_places_holds(small: Path) -> None:
    with Writer(small) as writer:
        a, b = ((page.document.key, page.attributions[0].content[0]) for page in writer.case.pages())
        for action, expected in (("same", (1, 0)), ("different", (0, 1)), ("withdraw", (0, 0))):
            made = writer.correct(claim_ruling(writer.case, action, a, b, **BY))  # type: ignore[arg-type]
            said = rulings(writer.case).ruled.statements
            assert (len(said.together), len(said.apart)) == expected
        place = other(made)
        assert place is not None
        assert (place.document, place.of, place.name) == (b[0], "attribution", writer.case.document(b[0]).name)


def test_a_part_of_a_statement_names_the_whole(small: Path) -> None:
    with open_case(small) as opened:
        (a, whole), (b, there) = ((page.document.key, page.attributions[0].content[0]) for page in opened.pages())
        made = claim_ruling(opened, "same", (a, Span(whole.start + 4, whole.start + 9)), (b, there), **BY)
        assert (made.start, made.end) == (whole.start, whole.end)


def test_what_can_not_be_ruled_is_refused_with_what_can(small: Path) -> None:
    with open_case(small) as opened:
        pages = list(opened.pages())
        here = (pages[0].document.key, pages[0].attributions[0].content[0])
        there = (pages[1].document.key, pages[1].attributions[0].content[0])
        start = (here[0], Span(0, 3))
        for call, named in (
            (lambda: claim_ruling(opened, "same", here, here, **BY), "choose two"),
            (lambda: claim_ruling(opened, "same", start, there, **BY), "No attribution"),
            (lambda: claim_ruling(opened, "same", here, there, of="song", **BY), "song"),  # type: ignore[arg-type]
            (lambda: claim_ruling(opened, "alike", here, there, **BY), "same, different"),  # type: ignore[arg-type]
            (lambda: claim_ruling(opened, "same", ("none", Span(0, 1)), there, **BY), "none"),
            (lambda: claim_ruling(opened, "same", here, there, author=" ", made_at="2031"), "name"),
            (lambda: copy_ruling(opened, "same", here[0], here[0], **BY), "choose two"),
            (lambda: copy_ruling(opened, "same", here[0], there[0], how="echo", **BY), "echo"),  # type: ignore[arg-type]
        ):
            with pytest.raises(UsageError, match=named):
                call()


def tawatur(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line; gives its exit code."""
    monkeypatch.setattr("sys.argv", ["tawatur", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(str(ended.value.code or 0))


def test_the_command_joins_and_parts(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_case(small) as opened:
        spans = {page.document.name: page.attributions[1].content[0] for page in opened.pages()}
    places = [f"{name}@{span.start}-{span.end}" for name, span in sorted(spans.items())]
    command = ("corrections", "--case", str(small), "--author", "ن.")
    assert tawatur(monkeypatch, *command, "--join", *places, "--reason", "مصدر واحد") == 0
    assert tawatur(monkeypatch, *command, "--join", *sorted(spans), "--how", "rewrite") == 0
    with open_case(small) as opened:
        assert {"page-00", "page-01"} in claims(opened)
        assert [(row.kind, row.rule) for row in opened.derivations()] == [("rewrite", BY_USER)]
    assert tawatur(monkeypatch, *command, "--part", *places) == 0
    capsys.readouterr()
    assert tawatur(monkeypatch, *command, "--json") == 0
    rows = json.loads(capsys.readouterr().out)["corrections"]
    assert [(row["kind"], row["action"], row["state"]) for row in rows] == [
        ("claim", "same", "standing"),
        ("copy", "same", "standing"),
        ("claim", "different", "standing"),
    ]
    with open_case(small) as opened:
        assert {"page-00", "page-01"} not in claims(opened)
    for wrong in (("page-00", places[1]), ("page-00", "none"), ("page-00@1-99999", places[1])):
        assert tawatur(monkeypatch, *command, "--join", *wrong) == 2
    assert tawatur(monkeypatch, "corrections", "--case", str(small), "--join", *places) == 2
