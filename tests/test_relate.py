"""Copies and cuts, told by their words alone, in any order; the names of media; cards."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_pages import document, entity, figure
from tawatur.model import Derivation, Page, Relations
from tawatur.packs import load
from tawatur.relate import relate
from tawatur.relate.candidates import candidates
from tawatur.relate.cards import SHINGLE, Words, card, opened, packed, sampled, samples, unpacked
from tawatur.relate.groups import Union, spanning
from tawatur.relate.lineage import order
from tawatur.relate.links import common, link
from tawatur.relate.media import Media

STORY = [
    "أعلنت هيئة الموانئ في بحرستان مساء الأحد أن العبّارة التي كانت تربط رملة بجزيرة النخل غرقت بعد اصطدامها بالرصيف.",
    "وأوضح مدير الهيئة عصام البندر أن فرق الإنقاذ انتشلت سبعة أشخاص من المياه وأن البحث مستمر رغم ارتفاع الأمواج.",
    "وتوافد أقارب الركاب إلى الميناء منذ ساعات الليل الأولى في انتظار قوائم الناجين التي وعدت الشركة بنشرها فجرا.",
    "ويعود آخر حادث مماثل في هذا الممر الضيق إلى عشرين عاما حين جنحت ناقلة صغيرة محملة بالحبوب ولم يصب أحد من بحارتها.",
]
OTHER = [
    "افتتح وزير الزراعة معرض التمور السنوي في واحة العين البيضاء بحضور مزارعين من تسع ولايات وممثلين عن شركات التصدير.",
    "ويستمر المعرض خمسة أيام تعرض خلالها أصناف جديدة وآلات للفرز والتجفيف طورتها كلية الهندسة بجامعة الواحة هذا العام.",
]


def page(name: str, body: Sequence[str], **more: object) -> Page:
    return Page(document(name, list(body), **more))  # type: ignore[arg-type]


def related(*pages: Page) -> Relations:
    return relate([card(one) for one in pages])


def only(relations: Relations) -> Derivation:
    (row,) = relations.derivations
    return row


def names(row: Derivation, *pages: Page) -> tuple[str, str]:
    by_key = {one.document.key: one.document.name for one in pages}
    return by_key[row.a], by_key[row.b]


# --- what is a copy, what a cut, what neither -----------------------------------------------------------------------


def test_a_copy_is_found_in_other_spelling_and_its_passages_are_the_same_words() -> None:
    one = page("a", STORY)
    two = page("b", [STORY[0].replace("أ", "ا"), *(line.replace("،", " ،") + " " for line in STORY[1:])])
    row = only(related(one, two))
    assert row.kind == "copy"
    assert min(row.contained) > 0.95
    fold = load("ar").fold.form
    texts = {made.document.key: made.document.text for made in (one, two)}
    for passage in row.evidence:
        left, right = passage.a.of(texts[row.a]), passage.b.of(texts[row.b])
        assert fold(left).replace(" ", "").replace("،", "") == fold(right).replace(" ", "").replace("،", "")


def test_a_text_shortened_is_a_cut_in_whatever_order_its_paragraphs_stand() -> None:
    row = only(related(page("long", STORY), page("short", [STORY[2], STORY[0]])))
    assert row.kind == "cut"
    assert sorted(row.contained)[1] > 0.9


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (STORY, OTHER),
        (STORY, [STORY[1], *OTHER]),
        ([STORY[0].split(" أن ")[0]], [STORY[0].split(" أن ")[0]]),
        ([], STORY),
    ],
    ids=["unrelated", "one paragraph shared", "too short to say", "empty"],
)
def test_what_is_neither_joins_nothing(one: list[str], two: list[str]) -> None:
    assert related(page("a", one), page("b", two)).derivations == ()


def test_titles_and_furniture_join_nothing() -> None:
    title = " ".join(STORY)
    assert related(page("a", [STORY[0]], title=title), page("b", OTHER, title=title)).derivations == ()


def test_a_form_filled_in_with_other_names_is_no_copy() -> None:
    form = (
        "بعث رئيس الدولة برقية تهنئة إلى الرئيس {0} رئيس جمهورية {1} بمناسبة ذكرى استقلال بلاده. وأعرب الرئيس باسمه "
        "واسم شعب وحكومة البلاد عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لفخامته ولحكومة وشعب {1} الصديق باطراد "
        "التقدم والازدهار. وأشاد بالعلاقات المتميزة التي تربط البلدين والتي يسعى الجميع لتعزيزها في المجالات كافة."
    )
    one = form.format("كرمخان زنكوش", "طلبوريا")
    two = form.format("شفيان دهملاق", "قرغمان")
    assert related(page("a", [one]), page("b", [two])).derivations == ()
    assert only(related(page("a", [one]), page("b", [one.replace("أصدق", "أطيب")]))).kind == "copy"
    spelt = one.replace("زنكوش", "زنكوج").replace("طلبوريا", "طلبوربا").replace("كرمخان", "كرم خان")
    assert only(related(page("a", [one]), page("b", [spelt]))).kind == "copy"


# --- direction ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "direction", "earlier"),
    [
        ({"published": "2031-04-06"}, {"published": "2031-04-07"}, "a→b", "first"),
        ({"published": "2031-04-07"}, {"published": "2031-04-06T10:00"}, "a→b", "second"),
        ({"published": "2031-04-06"}, {"published": "2031-04-06T10:00"}, "unknown", "first"),
        ({}, {"published": "2031-04-06"}, "unknown", "first"),
        ({"outlet": "صحيفة الميناء"}, {"credit": ("المصدر: الميناء", ("الميناء",))}, "a→b", "first"),
        ({"credit": ("المصدر: المرسى", ("المرسى",))}, {"outlet": "المرسى"}, "b→a", "first"),
        (
            {"published": "2031-04-06", "credit": ("رويترز", ("رويترز",))},
            {"published": "2031-04-07", "credit": ("وكالة رويترز", ("وكالة رويترز",))},
            "unknown",
            "first",
        ),
        (
            {"published": "2031-04-06"},
            {"published": "2031-04-07", "credit": ("وكالات", ("وكالات",))},
            "unknown",
            "first",
        ),
    ],
)
def test_direction_is_told_by_credits_and_moments_else_unknown(
    first: dict[str, object], second: dict[str, object], direction: str, earlier: str
) -> None:
    pages = page("first", STORY, **first), page("second", STORY, **second)
    row = only(related(*pages))
    assert row.direction == direction
    assert (row.earlier, row.later) == (row.a, row.b)
    assert names(row, *pages)[0] == earlier
    assert row.reasons


def test_a_later_page_that_stands_wholly_in_an_earlier_longer_one_is_cut_from_it() -> None:
    credit = ("رويترز", ("رويترز",))
    pages = (
        page("long", STORY, published="2031-04-06T08:00", credit=credit),
        page("short", STORY[:2], published="2031-04-06T11:00", credit=credit),
    )
    row = only(related(*pages))
    assert (row.kind, row.direction, names(row, *pages)) == ("cut", "a→b", ("long", "short"))


def test_moments_are_compared_as_far_as_both_say() -> None:
    assert order("2031-04-06T10:00", "2031-04-06T11:00") == -1
    assert order("2031-04-06T10:00+03:00", "2031-04-06T11:00") == 0
    assert order("2031-04-06T10:00+03:00", "2031-04-06T09:00+03:00") == 1
    assert order("2031-04-06T10:00", "2031-04-06") == 0
    assert order(None, None) == 0


# --- groups ---------------------------------------------------------------------------------------------------------


def test_a_group_has_one_row_for_each_document_but_one_and_order_changes_nothing() -> None:
    pages = [page(f"{n}", STORY[: 2 + n % 3], outlet=f"صحيفة {n}") for n in range(9)] + [
        page("x", OTHER),
        page("y", OTHER),
    ]
    whole = related(*pages)
    assert len(whole.derivations) == 8 + 1
    assert len({row.group for row in whole.derivations}) == 2
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        assert related(*pages) == whole


def test_a_large_crowd_of_copies_is_one_group() -> None:
    pages = [page(f"{n}", STORY, outlet=f"صحيفة {n}") for n in range(60)]
    rows = related(*pages).derivations
    assert len(rows) == 59
    assert len({row.group for row in rows}) == 1
    cards = sorted((card(one) for one in pages), key=lambda made: made.key)
    assert len(list(candidates(cards))) < 60 * 6


LINKS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


@given(LINKS, st.randoms())
def test_groups_do_not_depend_on_the_order_of_links(links: list[tuple[int, int]], draw: random.Random) -> None:
    def groups(pairs: list[tuple[int, int]]) -> list[list[int]]:
        made: Union[int] = Union()
        for a, b in pairs:
            made.join(a, b)
        return made.groups()

    shuffled = list(links)
    draw.shuffle(shuffled)
    assert groups(links) == groups(shuffled)
    kept = [links[place] for place in spanning(links)]
    assert [group for group in groups(links) if len(group) > 1] == [g for g in groups(kept) if len(g) > 1]


# --- passages, planted ----------------------------------------------------------------------------------------------


def words(values: Sequence[int]) -> Words:
    return Words(values, range(0, 10 * len(values), 10), range(9, 10 * len(values) + 9, 10), {})


NOISE = st.lists(st.integers(1000, 9999), max_size=40)


@given(NOISE, NOISE, NOISE, NOISE, st.integers(SHINGLE, 30))
def test_a_planted_passage_is_found_and_no_word_is_used_twice(
    before: list[int], after: list[int], other: list[int], rest: list[int], size: int
) -> None:
    planted = list(range(size))
    a = before + planted + after
    b = [value + 10_000 for value in other] + planted + [value + 20_000 for value in rest]
    blocks = common(a, b)
    assert [block.size for block in blocks] == [size]
    assert blocks[0].a == len(before)
    assert blocks[0].b == len(other)
    for left, right in ((a, b), (planted * 3, planted), (planted, planted * 3), (a + b, b + a)):
        found = common(left, right)
        used_a = [block.a + i for block in found for i in range(block.size)]
        used_b = [block.b + i for block in found for i in range(block.size)]
        assert len(set(used_a)) == len(used_a)
        assert len(set(used_b)) == len(used_b)
        assert all(left[i] == right[j] for i, j in zip(used_a, used_b, strict=True))


@given(NOISE, NOISE, st.lists(st.integers(0, 999), min_size=12, max_size=40))
def test_twelve_words_in_a_row_always_share_a_sample(before: list[int], after: list[int], planted: list[int]) -> None:
    assert set(samples(before + planted + after)) & set(samples(planted))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*STORY, *OTHER]), max_size=6))
def test_cards_come_back_from_their_bytes(body: list[str]) -> None:
    made = card(page("a", body, outlet="رويترز"))
    back = unpacked(packed(made))
    assert back == made
    one = opened(made)
    text = page("a", body).document.text
    assert len(one.hashes) == len(one.starts) == len(one.ends) == made.size
    assert all(text[start:end].strip() for start, end in zip(one.starts, one.ends, strict=True))
    assert list(sampled(made)) == samples(list(one.hashes))


def test_links_are_the_same_both_ways() -> None:
    one, two = opened(card(page("a", STORY))), opened(card(page("b", [STORY[3], STORY[1], OTHER[0]])))
    there, back = link(one, two), link(two, one)
    assert (there is None) == (back is None)
    whole, part = opened(card(page("c", STORY))), opened(card(page("d", STORY[:2])))
    there, back = link(whole, part), link(part, whole)
    assert there is not None
    assert back is not None
    assert (there.kind, there.words, there.contained) == (back.kind, back.words, back.contained[::-1])


# --- names of media -------------------------------------------------------------------------------------------------


def test_media_have_one_name_however_printed() -> None:
    media = load("ar").made(Media)
    assert media.name("وكالة رويترز") == media.name("رويترز") == media.name("Reuters") == media.carrier("لوكالة رويترز")
    assert media.name("صحيفة «المرسى»") == media.name("المرسى") == media.carrier("صحيفة المرسى")
    assert media.name("رويترز") != media.name("تاس")
    assert media.name("وكالات") is None
    for no_medium in ("بيان", "تغريدة على حسابه", "عصام البندر، مدير الهيئة", "لوكالة"):
        assert media.carrier(no_medium) is None


def test_a_place_glued_to_the_last_word_of_a_page_has_a_card() -> None:
    told = document("a", ["بلغ عدد القتلى 21 شخصا في حادث بوهران"])
    told = msgspec.structs.replace(told, text=told.text.rstrip("\n"))
    place = entity(told, "وهران", kind="place")
    assert card(Page(told, entities=(place,), figures=(figure(told, "21 شخصا", 21, kind="killed"),))).size == 8
