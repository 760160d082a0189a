"""Series: which figures are one quantity, who revised, who stands against whom."""

import random
import zlib
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.model import Page, Raw, Series, Span
from tawatur.packs import load
from tawatur.pipeline import process
from tawatur.relate import relate
from tawatur.relate.bearers import bearers
from tawatur.relate.cards import Card, Statements, card
from tawatur.relate.counts import Count, Owner, Told, told
from tawatur.relate.quantities import Item, alike, clash, decide, meet, same_owner
from tawatur.relate.series import TABLE, series

FERRY = (("عبارة", 3), ("غرق", 3), ("مرجان", 4), ("نورس", 4))
COAST, HEALTH = Owner("خفر السواحل", ("خفر", "سواحل")), Owner("وزارة الصحة", ("صحه",))


def count(number: float | None, **more: Any) -> Count:
    """A whole toll of what its page is about, unless said otherwise."""
    given_fields: dict[str, Any] = {
        "index": 0,
        "span": Span(0, 4),
        "text": "",
        "min": number,
        "max": number,
        "approx": False,
        "kind": "killed",
        "status": "stated",
        "unit": None,
        "as_of": "2026-03-04",
        "basis": "publication",
        "owner": None,
        "noun": (),
        "crowd": False,
        "aboard": False,
        "role": "whole",
        "part_of": None,
        "place": (),
        "period": None,
        "day": None,
        "main": True,
        "sentence": 0,
        "paragraph": 0,
        "around": FERRY,
        "values": (),
    }
    return Count(**(given_fields | more))


def carded(name: str, counts: Sequence[Count], *, moment: str | None = "2026-03-04T10:00") -> Card:
    placed = [
        msgspec.structs.replace(one, index=i, span=Span(10 * i, 10 * i + 4), sentence=i) for i, one in enumerate(counts)
    ]
    statements = Statements((), (), Told(FERRY, FERRY, tuple(placed)))
    data = zlib.compress(msgspec.msgpack.encode(statements))
    empty: dict[str, Any] = {one.name: None for one in msgspec.structs.fields(Card) if one.required}
    return Card(**(empty | {"key": name, "name": name, "moment": moment, "statements": data}))


def item(one: Count, document: str = "a", published: str = "2026-03-04T10:00") -> Item:
    return Item(document, published, dict(FERRY), dict(FERRY), dict(one.around), dict(one.around), one, None)


def numbers(row: Series) -> list[float | None]:
    return [point.min for point in row.points]


def longest(rows: Sequence[Series]) -> Series:
    return max(rows, key=lambda row: len(row.points))


# --- from pages ---------------------------------------------------------------------------------------------------


def page(name: str, title: str, *body: str, published: str) -> Page:
    text = f"{title}\n\n" + "\n".join(body)
    raw = Raw(
        source=name,
        media_type="text/plain",
        data=text.encode(),
        content="\n".join(body),
        encoding="utf-8",
        id=name,
        title=title,
        published=published,
    )
    made, _ = process(raw, lang="ar", now=None)
    assert made is not None
    return made


def test_parts_are_told_from_the_whole_and_tied_to_it() -> None:
    made = page(
        "p",
        "مقتل 12 شخصا في حريق سوق دلمون",
        "قتل 12 شخصا بينهم ثلاثة أطفال وأصيب 20 آخرون في حريق سوق دلمون القديم.",
        published="2026-03-04T10:00",
    )
    rows = series([card(made)])
    whole = next(row for row in rows if row.kind == "killed" and 12 in numbers(row))
    part = next(row for row in rows if row.kind == "killed" and 3 in numbers(row))
    assert part.part_of == whole.series
    assert whole.part_of is None
    assert numbers(whole) == [12, 12]


def test_members_of_a_row_that_add_up_are_parts() -> None:
    made = page(
        "p",
        "مقتل 13 شخصا في انفجار مصنع دلمون",
        "قتل عشرة من العاملين وثلاثة من رجال الإطفاء في انفجار مصنع دلمون.",
        published="2026-03-04",
    )
    roles = {one.min: one.role for one in told(made, load("ar")).counts}
    assert roles == {13: "whole", 10: "part", 3: "part"}


def test_a_toll_of_two_owners_is_one_series_in_conflict() -> None:
    one = page(
        "a",
        "غرق العبارة نورس في مضيق مرجان",
        "قال خفر السواحل إن 11 شخصا قتلوا في غرق العبارة نورس في مضيق مرجان.",
        "وقالت وزارة الصحة إن 14 شخصا قتلوا في غرق العبارة نورس في مضيق مرجان.",
        published="2026-03-04T10:00",
    )
    row = longest(series([card(one)]))
    assert numbers(row) == [11, 14]
    assert row.conflicts == ((0, 1),)
    assert any("can't all hold" in reason for reason in row.reasons)


@pytest.mark.parametrize(
    ("words", "conflicts"),
    [
        ("أعلنت الحركة أن مقاتليها قتلوا 18 جنديا في بلدة مرجان. لكن جيش الساحل أعلن مقتل أربعة جنود.", 1),
        (
            "قال ناشطون إن 40 متظاهرا قتلوا في نورس، غير أن وزارة الداخلية أكدت أن عدد القتلى لم يتجاوز عشرة أشخاص.",
            1,
        ),
        ("قال مصدر طبي إن 20 قتيلا سقطوا في الهجوم على بلدة مرجان، فيما تحدث مصدر في الشرطة عن 25 قتيلا.", 1),
        ("قال مصدر طبي إن 20 مسلحا قتلوا في بلدة مرجان، فيما أعلنت الشرطة مقتل سبعة جنود.", 0),
        ("قال مصدر طبي إن 20 مسلحا قتلوا في بلدة مرجان، لكن جيش الساحل أعلن مقتل سبعة جنود.", 0),
        (
            "قال مصدر طبي إن سبعة قتلى سقطوا بين المسلحين. وقصفوا مرجان، في حين أعلنت وزارة الصحة سقوط 17 قتيلا.",
            0,
        ),
        ("قالت حكومة الساحل إن 80% أيدوا القرار، لكن وزارة الداخلية أكدت أن 33% شاركوا.", 0),
        ("أكد سالم عرجون مقتل 30 شخصا في مرجان، لكن المسلحين انسحبوا، وقال ناشطون إن خمسة أشخاص قتلوا في نورس.", 0),
    ],
    ids=[
        "but",
        "except that",
        "while",
        "others killed",
        "but others killed",
        "two sentences",
        "no people",
        "but something else",
    ],
)
def test_a_source_that_speaks_against_another_gives_its_number_of_the_same(words: str, conflicts: int) -> None:
    rows = series([card(page("a", "تقرير عن الأحداث", words, published="2026-03-04T10:00"))])
    assert sum(len(row.conflicts) for row in rows) == conflicts


def test_a_number_of_another_place_does_not_stand_against_one_without() -> None:
    one = page(
        "a",
        "معارك في محافظة مرجان",
        "اندلعت معارك عنيفة بين الجيش والمسلحين في محافظة مرجان يوم الأحد. وأشار شهود عيان إلى إصابة اثنين آخرين.",
        "وفي بلدة الدلفين، قالت مصادر ميدانية إن معارك عنيفة بين الجيش والمسلحين أسفرت عن إصابة 12 آخرين في الدلفين.",
        published="2026-03-04T10:00",
    )
    assert not any(row.conflicts for row in series([card(one)]))


def test_passengers_told_beside_the_crew_are_not_all_on_board() -> None:
    one = page(
        "a",
        "حريق في طائرة في مطار مرجان",
        "ذكرت صحيفة الساحل أن حريقا شب في طائرة على متنها أكثر من مئة شخص في مطار مرجان.",
        "وذكرت وكالة النورس للأنباء أن 95 راكبا وأفراد الطاقم التسعة خرجوا من الطائرة في مطار مرجان.",
        published="2026-03-04T10:00",
    )
    roles = {count.min: count.role for count in told(one, load("ar")).counts if count.kind == "other"}
    assert roles[95] == "part"
    assert not any(row.conflicts for row in series([card(one)]))


SUNK = page(
    "a",
    "غرق العبارة «نجمة المرفأ» أمام مرجانة",
    "غرقت العبارة «نجمة المرفأ» مساء أمس أمام مرجانة وقتل 9 أشخاص، بحسب خفر السواحل.",
    "وذكرت الشركة المالكة أن العبارة كانت تقل 190 راكبا و14 من أفراد الطاقم.",
    "وقال رئيس البلدية سالم عرجون إن العبارة كانت تقل 260 راكبا.",
    published="2026-03-04T10:00",
)
INQUIRY = page(
    "b",
    "الوزير يرد على نقابة البحارة في حادث «نجمة المرفأ»",
    "رفض وزير النقل حسام وراق اتهامات نقابة البحارة للوزارة في حادث العبارة «نجمة المرفأ».",
    'وقال الوزير حسام وراق: "كان على متن العبارة 204 أشخاص".',
    "وبلغت حصيلة الضحايا 13 قتيلا، بحسب وزارة الصحة.",
    published="2026-03-05T18:00",
)


def test_pages_that_name_one_ship_count_its_dead_and_those_on_board_in_one_series_each() -> None:
    rows = series([card(SUNK), card(INQUIRY)])
    tolls = [numbers(row) for row in rows if row.kind == "killed"]
    assert tolls == [[9, 13]]
    aboard = [row for row in rows if 260 in numbers(row)]
    assert [sorted(set(numbers(row)), key=float) for row in aboard] == [[204, 260]]  # 190 and 14 are parts
    assert aboard[0].conflicts


def test_what_a_ship_may_carry_is_not_on_board() -> None:
    made = page(
        "c",
        "العبارة «نجمة المرفأ»",
        "تتسع العبارة «نجمة المرفأ» لـ250 راكبا. وكان على متنها 310 أشخاص.",
        published="2026-03-04T10:00",
    )
    assert [one.aboard for one in told(made, load("ar")).counts] == [False, True]


def test_what_a_toll_rose_by_and_some_of_the_victims_are_no_toll() -> None:
    made = page(
        "d",
        "غرق عبارة أمام مرجانة",
        "ارتفعت حصيلة القتلى إلى 23 قتيلا بعد انتشال أربع جثث.",
        "ودفنت العائلات تسعة من الضحايا.",
        published="2026-03-04T10:00",
    )
    roles = {one.text: one.role for one in told(made, load("ar")).counts if one.kind == "killed"}
    assert [role for role in roles.values() if role == "whole"] == ["whole"]
    assert len(roles) > 1


@pytest.mark.parametrize(
    ("words", "origins"),
    [
        ("وقالت وزارة الصحة إنها تعتمد حصيلة خفر السواحل البالغة 23 قتيلا.", 1),
        ("وقالت وزارة الصحة إن عدد القتلى بلغ، نقلا عن خفر السواحل، 23 قتيلا.", 1),
        ("وقالت وزارة الصحة إن مستشفياتها استقبلت جثث 23 قتيلا.", 2),
    ],
)
def test_a_number_said_to_be_anothers_adds_no_origin(words: str, origins: int) -> None:
    pages = [
        page(
            "a",
            "غرق عبارة أمام مرجانة",
            "أعلن خفر السواحل مقتل 23 شخصا في غرق العبارة «نجمة المرفأ» أمام مرجانة.",
            published="2026-03-06T10:00",
        ),
        page(
            "b", "مأساة «نجمة المرفأ»", "غرقت العبارة «نجمة المرفأ» أمام مرجانة.", words, published="2026-03-06T15:00"
        ),
    ]
    found = relate([card(one) for one in pages], [row for one in pages for row in bearers(one)])
    assert [row.origins_at_least for row in found.origins if row.kind == "figure"] == [origins]


def test_what_runs_over_a_year_is_no_single_event() -> None:
    made = page(
        "a",
        "غرق العبارة نورس في مضيق مرجان",
        "قتل 40 مهاجرا في غرق قارب في مضيق مرجان.",
        "ولقي أكثر من ألفي مهاجر حتفهم حتى الآن هذا العام في مضيق مرجان.",
        published="2026-03-04T10:00",
    )
    rows = {row.running: row for row in series([card(made)]) if row.kind == "killed"}
    assert numbers(rows[True]) == [2000]
    assert numbers(rows[False]) == [40]


# --- decisions on a pair ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count(11), count(14, kind="injured")),
        (count(11), count(14, role="part")),
        (count(5, noun=("طفل",)), count(5, noun=("عامل",))),
        (count(11), count(14, period="so far")),
        (count(11, day="2026-03-01"), count(14, day="2026-03-04")),
        (count(11), count(14, as_of="2026-04-20")),
        (count(80, status="possible"), count(11)),
        (count(11, around=(), main=False), count(14, around=(), main=False)),
        (count(2), count(900)),
        (count(96, kind="evacuated"), count(131, kind="evacuated")),
    ],
)
def test_what_differs_in_more_than_its_number_is_not_joined(one: Count, other: Count) -> None:
    found = decide(item(one), item(other, "b"))
    assert found is None or not found.same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count(11), count(14)),
        (count(11), count(14, noun=("راكب",), crowd=True)),
        (count(3, noun=("عامل",), role="part"), count(3, noun=("عامل",))),
        (count(80, status="possible"), count(None, max=80, status="possible")),
        (count(700, kind="other", aboard=True), count(600, kind="other", aboard=True)),
        (count(96, kind="evacuated", owner=COAST), count(131, kind="evacuated", owner=COAST)),
    ],
)
def test_one_quantity_is_joined_whatever_its_number(one: Count, other: Count) -> None:
    found = decide(item(one), item(other, "b"))
    assert found is not None
    assert found.same
    assert found.reason


def test_an_office_and_who_speaks_for_it_are_one_owner_and_unnamed_ones_are_not() -> None:
    speaker = Owner("المتحدث باسم خفر السواحل", ("خفر", "سواحل", "دلكوش"))
    assert same_owner(COAST, speaker)
    assert not same_owner(COAST, HEALTH)
    assert not same_owner(Owner(None, ()), Owner(None, ()))
    assert not same_owner(None, None)


def test_bounds_and_about_widen_what_a_number_can_agree_with() -> None:
    assert alike(count(35, max=40), count(40))
    assert not alike(count(35, max=40), count(41))
    assert meet(count(700, approx=True), count(690))
    assert clash(count(10), count(14))
    assert not clash(count(20, max=None), count(70))
    assert not clash(count(10, approx=True), count(10.5))


# --- revisions and conflicts --------------------------------------------------------------------------------------


def test_a_later_number_of_one_owner_is_a_revision() -> None:
    rows = series(
        [
            carded("a", [count(11, owner=COAST)], moment="2026-03-04T08:00"),
            carded("b", [count(23, owner=COAST)], moment="2026-03-06T20:00"),
        ]
    )
    (row,) = rows
    assert row.revisions == ((0, 1),)
    assert row.conflicts == ()


def test_a_lower_number_of_another_owner_said_later_is_a_conflict_and_a_higher_one_may_be_a_rise() -> None:
    def told_later(number: float) -> tuple[tuple[int, ...], ...]:
        first = carded("a", [count(11, owner=COAST)], moment="2026-03-04T08:00")
        second = carded("b", [count(number, owner=HEALTH)], moment="2026-03-04T12:00")
        (row,) = series([first, second])
        return row.conflicts

    assert told_later(9) == ((0, 1),)
    assert told_later(14) == ()


def test_a_page_looking_back_over_a_toll_does_not_split_it() -> None:
    pages = [carded(f"a{i}", [count(11, owner=COAST)]) for i in range(3)]
    pages += [carded(f"b{i}", [count(14, owner=HEALTH)]) for i in range(3)]
    back = carded("c", [count(11), count(14)], moment="2026-03-05T08:00")
    assert [len(row.points) for row in series([*pages, back])] == [8]


@pytest.mark.parametrize(
    ("moment", "tolls", "conflicts"),
    [
        ("2026-03-07T10:00", (2, 11, 17), 0),
        ("2026-03-04T22:00", (2, 11, 17), 2),
        ("2026-03-07T10:00", (11, 2, 17), 2),
    ],
    ids=["a look back", "on the day itself", "no rise"],
)
def test_a_page_that_tells_how_a_toll_rose_says_no_two_numbers_of_one_moment(
    moment: str, tolls: tuple[int, ...], conflicts: int
) -> None:
    coast = carded("a", [count(2, owner=COAST)], moment="2026-03-04T06:00")
    later = carded("b", [count(11, owner=COAST)], moment="2026-03-04T08:00")
    health = carded("c", [count(17, owner=HEALTH)], moment="2026-03-04T20:00")
    back = carded(
        "d",
        [
            count(toll, index=place, span=Span(10 * place, 10 * place + 4), owner=HEALTH if toll == 17 else None)
            for place, toll in enumerate(tolls)
        ],
        moment=moment,
    )
    row = longest(series([coast, later, health, back]))
    assert len(row.points) == 6
    assert (
        len([one for one in row.conflicts if sum(row.points[place].document == "d" for place in one) > 1]) == conflicts
    )


def test_what_stands_far_down_a_long_list_stands_alone_and_is_not_lost() -> None:
    many = [count(7, owner=COAST) for _ in range(TABLE + 5)]
    rows = series([carded("a", many)])
    assert sorted(len(row.points) for row in rows) == [1, 1, 1, 1, 1, TABLE]


def test_denied_and_planned_numbers_are_in_no_series() -> None:
    assert series([carded("a", [count(11, status="denied"), count(12, status="planned")])]) == ()


@st.composite
def cases(draw: st.DrawFn) -> list[Card]:
    """Pages of a few days that count one happening, in a few words, by a few owners."""
    owners = st.sampled_from([None, COAST, HEALTH, Owner(None, ())])
    one = st.builds(
        lambda number, owner, kind, role, noun: count(number, owner=owner, kind=kind, role=role, noun=noun),
        st.integers(1, 40).map(float),
        owners,
        st.sampled_from(["killed", "injured", "other"]),
        st.sampled_from(["whole", "part", "more"]),
        st.sampled_from([(), ("طفل",), ("عامل",)]),
    )
    pages = draw(st.lists(st.tuples(st.lists(one, min_size=1, max_size=4), st.integers(1, 6)), max_size=6))
    return [carded(f"d{i}", counts, moment=f"2026-03-0{day}T10:00") for i, (counts, day) in enumerate(pages)]


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_nothing(pages: list[Card], draw: random.Random) -> None:
    shuffled = list(pages)
    draw.shuffle(shuffled)
    assert series(shuffled) == series(pages)


@given(cases())
def test_each_figure_stands_in_one_series_and_no_conflict_inside_the_numbers_of_one_owner(pages: list[Card]) -> None:
    rows = series(pages)
    placed = [(point.document, point.span) for row in rows for point in row.points]
    assert len(placed) == len(set(placed))
    named = {row.series for row in rows}
    assert len(named) == len(rows)
    for row in rows:
        assert row.part_of is None or row.part_of in named
        for group in row.conflicts:
            points = [row.points[place] for place in group]
            assert len({(point.min, point.max) for point in points}) > 1
            for one, other in combinations(points, 2):
                if one.owner is not None and one.owner == other.owner:
                    assert (one.min, one.max) == (other.min, other.max)
