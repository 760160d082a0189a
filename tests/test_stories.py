"""Stories: one happening in many documents; a topic is none; neither order nor later days change what was told."""

# ruff: noqa: E501 - sentences stand in one piece, and vowel signs count as columns

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from made_pages import document
from tawatur.build import build
from tawatur.model import Page
from tawatur.relate import relate
from tawatur.relate.cards import card
from tawatur.relate.stories import _grouped
from tawatur.store import open_case

SINKING = [
    (
        "غرق عبّارة قبالة رملة ومصرع سبعة",
        "غرقت عبّارة ركاب قبالة ميناء رملة مساء الأحد بعد اصطدامها بالرصيف، ولقي سبعة من ركابها مصرعهم وفق خفر السواحل.",
    ),
    (
        "خفر السواحل ينتشل سبع جثث من عبّارة رملة",
        "انتشل خفر السواحل سبع جثث من حطام العبّارة التي غرقت قبالة رملة، ولا يزال البحث جاريا عن ركاب مفقودين قرب الرصيف.",
    ),
    (
        "ناجون من عبّارة رملة يروون لحظات الغرق",
        "روى ركاب نجوا من العبّارة الغارقة قبالة رملة أن الاصطدام بالرصيف أحدث فجوة في جانبها وأن خفر السواحل تأخر.",
    ),
]
FUNERAL = [
    (
        "تشييع ضحايا عبّارة رملة",
        "شيع الآلاف في رملة ضحايا العبّارة التي غرقت بعد اصطدامها بالرصيف، وحضر قائد خفر السواحل صلاة الجنازة على الركاب.",
    ),
]
TOPIC = [
    (
        "الوزارة تبحث أسعار تذاكر العبّارات مع الشركات",
        "ناقشت وزارة النقل مع شركات الملاحة تخفيض أسعار تذاكر العبّارات للطلبة والمتقاعدين بدءا من الخريف المقبل بنسبة الربع.",
    ),
    (
        "مهرجان القوارب الشراعية ينطلق في العين البيضاء",
        "ينطلق في بحيرة العين البيضاء مهرجان القوارب الشراعية بمشاركة أربعين متسابقا، وتقام على هامشه معارض لصناع السفن.",
    ),
    (
        "حكم بالسجن على قبطان عبّارة جنحت قرب سهيل",
        "قضت محكمة سهيل بسجن قبطان عبّارة جنحت الشتاء الماضي عامين بعد إدانته بالقيادة تحت تأثير الكحول وإهمال أجهزة الملاحة.",
    ),
]


def pages(stories: Sequence[tuple[str, str]], day: str | None, prefix: str) -> list[Page]:
    return [
        Page(document(f"{prefix}{n}", body, title=title, published=day, id=f"{prefix}{n}"))
        for n, (title, body) in enumerate(stories)
    ]


def told(made: Sequence[Page]) -> set[frozenset[str]]:
    names = {one.document.key: one.document.name for one in made}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in relate([card(one) for one in made]).stories:
        groups[row.story].add(names[row.document])
    return {frozenset(group) for group in groups.values()}


FIRST = pages(SINKING, "2031-04-06", "s")
ALL = [*FIRST, *pages(FUNERAL, "2031-04-08", "f"), *pages(TOPIC, "2031-04-06", "t")]


def test_pages_of_one_happening_are_a_story_and_a_topic_is_none() -> None:
    assert told(ALL) == {frozenset({"s0", "s1", "s2", "f0"})}
    assert told(pages(TOPIC, "2031-04-06", "t")) == set()


def test_undated_pages_are_compared_with_all() -> None:
    assert told([*pages(SINKING[:2], None, "u"), *FIRST[2:]]) == {frozenset({"u0", "u1", "s2"})}


def test_a_story_runs_on_from_day_to_day_but_not_over_a_silence() -> None:
    late = pages(FUNERAL, "2031-04-19", "f")
    assert told([*FIRST, *late]) == {frozenset({"s0", "s1", "s2"})}
    between = pages(SINKING[1:2], "2031-04-09", "m")
    assert told([*FIRST, *between, *pages(FUNERAL, "2031-04-12", "f")]) == {frozenset({"s0", "s1", "s2", "m0", "f0"})}


def test_the_order_of_documents_changes_nothing() -> None:
    whole = relate([card(one) for one in ALL]).stories
    for seed in range(4):
        shuffled = list(ALL)
        random.Random(seed).shuffle(shuffled)
        assert relate([card(one) for one in shuffled]).stories == whole


def test_a_day_added_gives_what_all_from_scratch_gives(tmp_path: Path) -> None:
    days = {}
    for day, told_then in (("2031-04-06", [*SINKING, *TOPIC]), ("2031-04-08", [*FUNERAL, SINKING[0]])):
        days[day] = tmp_path / f"{day}.jsonl"
        days[day].write_text(
            "".join(
                json.dumps({"id": f"{day}#{n}", "title": title, "text": body, "published": day}) + "\n"
                for n, (title, body) in enumerate(told_then)
            ),
            encoding="utf-8",
        )
    first, both = (str(path) for path in days.values())
    build([first], tmp_path / "grown")
    build([both], tmp_path / "grown")
    build([both, first], tmp_path / "whole")
    with open_case(tmp_path / "grown") as grown, open_case(tmp_path / "whole") as whole:
        assert grown.count("stories") == whole.count("stories") == 5
        assert grown.digest() == whole.digest()


COSINES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(100_000, 1_000_000),
    max_size=30,
)


@settings(max_examples=60)
@given(COSINES, st.lists(st.none() | st.integers(1, 9), min_size=10, max_size=10), st.randoms())
def test_groups_part_all_places_and_do_not_depend_on_the_order_of_pairs(
    cosines: dict[tuple[int, int], int], days: list[int | None], draw: random.Random
) -> None:
    groups = _grouped(days, cosines)
    assert sorted(place for group in groups for place in group) == list(range(10))
    shuffled = list(cosines.items())
    draw.shuffle(shuffled)
    assert _grouped(days, dict(shuffled)) == groups


@given(st.integers(300_000, 1_000_000), st.integers(100_000, 299_000))
def test_what_is_near_joins_and_what_is_not_stays_apart(near: int, far: int) -> None:
    assert _grouped([None, None], {(0, 1): near}) == [[0, 1]]
    assert _grouped([None, None], {(0, 1): far}) == [[0], [1]]
