"""Actors of a case: what joins two names, what keeps them apart, and that order decides nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur import annotate
from tawatur.relate.actors import CORRECTED, FEW_PAGES, FULL, NAME, OFFICE, RARE, SCRIPTS, Group, actors
from tawatur.relate.bearers import Bearer, bearers

FERRY = "قال وزير النقل الدنماركي يوهان هالستروم إن العبارة غرقت"


def rows(*texts: str) -> list[Bearer]:
    """The bearers of pages, one text each."""
    return [row for text in texts for row in bearers(annotate(text))]


def people(groups: Sequence[Group]) -> list[tuple[str, ...]]:
    """The names of each person, sorted."""
    return sorted(printed(group) for group in groups if group.actor.kind == "person")


def printed(group: Group) -> tuple[str, ...]:
    """The fullest names of an actor's entities."""
    return tuple(name.text for name in group.actor.names)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("التقى سيرغي لافروف الوفد", "غادر لفروف القاعة", NAME),
        (FERRY, "وصل وزير النقل الدنماركي يوهان هالستروم مساء", OFFICE),
        ("كرم المعهد عالم النبات مروان بن سليم الكندرجي", "عاد مروان بن سليم الكندرجي إلى بيته", FULL),
        ("افتتح إيهاب قرمطون معرضه الأول", "نال إيهاب قرمطون جائزة", RARE),
        ("وصل المدير العام للميناء إيهاب غلانتيف", "قال المدير العام للميناء إيهاب جلانتيف إنه باق", OFFICE),
    ],
)
def test_evidence_joins(a: str, b: str, reason: str) -> None:
    groups = [group for group in actors(rows(a, b)) if group.actor.kind == "person"]
    assert len(groups) == 1
    assert [join.rule for join in groups[0].actor.joins] == [reason]
    assert len({place.document for place in groups[0].actor.places}) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("وصل مروان قرمطون إلى البيت", "عاد سامي قرمطون من السفر"),  # two first names
        ("قال محمد الغامدي إن الطريق مفتوح", "فاز محمد الغامدي بالجائزة"),  # a common name without an office
        ("وصل العقيد رائف قرمطون", "وصل العميد رائف قرمطون"),  # two ranks at one time
        ("قال وزير الصحة نزيه قرمطون", "قال وزير العمل نزيه قرمطون"),  # two offices of one kind at one time
        ("كتب إيهاب سليم العرموني", "رسم إيهاب العرموني لوحة"),  # a tribe's name and a shortened one
        ("شكر الناس الدكتور قرمطون", "شكر الناس المهندس قرمطون"),  # a family name alone
    ],
)
def test_contradictions_and_too_little_evidence_keep_apart(a: str, b: str) -> None:
    assert len(people(actors(rows(a, b)))) == 2


def test_a_body_that_many_countries_have_is_joined_within_one_outlet_only() -> None:
    one, two = rows("أعلنت وزارة الصحة النتائج", "نفت وزارة الصحة النتائج")
    assert len(actors([one, two])) == 2
    same = [msgspec.structs.replace(row, outlet="X") for row in (one, two)]
    assert len(actors(same)) == 1


ENGLISH = "Health Minister Nazih Qarmatun said on Tuesday that the harbour was closed and the ferry was lost."
ARABIC = "قال وزير الصحة نزيه قرمطون إن المرفأ أغلق"


def test_a_name_in_two_scripts_is_one_person_in_a_case_of_few_pages() -> None:
    (both,) = (group for group in actors(rows(ARABIC, ENGLISH)) if group.actor.kind == "person")
    assert [join.rule for join in both.actor.joins] == [SCRIPTS]
    assert both.actor.english == "Nazih Qarmatun"


@pytest.mark.parametrize(
    ("why", "others"),
    [
        ("other sounds", ["قال وزير الصحة نزيه قرمطول إن المرفأ أغلق"]),
        ("two who bear it", ["قال العقيد نزيه قرمطون إن المرفأ مغلق", "قال العميد نزيه قرمطون إن المرفأ مفتوح"]),
        ("many pages", [ARABIC, *(f"وصل سيرغي لافروف إلى القاعة رقم {n}" for n in range(FEW_PAGES))]),
    ],
)
def test_what_may_be_another_in_the_other_script_stays_apart(why: str, others: list[str]) -> None:
    found = people(actors(rows(ENGLISH, *others)))
    assert any("Qarmatun" in " ".join(names) and len(names) == 1 for names in found), (why, found)


def test_a_ministry_is_that_of_the_country_that_its_page_is_about() -> None:
    home = "أعلنت وزارة الصحة النتائج في السعودية. وقال السعوديون إن المستشفيات السعودية مستعدة"
    abroad = "أعلنت وزارة الصحة النتائج في اليمن. وقال اليمنيون إن المستشفيات اليمنية مدمرة"
    told = [*rows(home, home + " اليوم", home + " أمس", abroad)]
    told = [msgspec.structs.replace(row, outlet="X") for row in told]
    bodies = [group for group in actors(told) if group.actor.name == "وزارة الصحة"]
    assert sorted(len(group.members) for group in bodies) == [1, 3]


BERTH = "قال العقيد رائف قرمطون في ميناء مرجانة"


def test_pages_that_share_names_speak_of_one_countrys_bodies_with_and_without_its_name() -> None:
    told = rows(
        f"{BERTH} إن خفر السواحل المرجانوي عاد. وأعلنت وزارة الصحة النتائج",
        f"{BERTH} إن خفر السواحل باق. ونفت وزارة الصحة المرجانوية النتائج",
        "أعلنت وزارة الصحة النتائج ونفى خفر السواحل الخبر",
    )
    bodies = sorted(len(group.members) for group in actors(told) if group.actor.kind == "organisation")
    assert bodies == [1, 1, 2, 2]


def test_two_ministries_whose_names_begin_alike_stay_apart() -> None:
    told = rows(f"{BERTH} إن وزارة التعليم أعلنت", f"{BERTH} إن وزارة التعليم العالي أعلنت")
    assert len([group for group in actors(told) if group.actor.kind == "organisation"]) == 2


def test_a_body_that_every_town_has_is_nobody_elses() -> None:
    told = [
        msgspec.structs.replace(row, outlet="X")
        for row in rows("أعلنت عمادة القبول الموعد", "مددت عمادة القبول الموعد")
    ]
    assert len([group for group in actors(told) if group.actor.kind == "organisation"]) == 2


def test_a_paper_names_itself_without_a_head() -> None:
    pages = [annotate("قال لـ«الجزيرة» مصدر مطلع إن الطريق مفتوح"), annotate("نقلت قناة الجزيرة الخبر عن مصادرها")]
    pages[0] = msgspec.structs.replace(
        pages[0], document=msgspec.structs.replace(pages[0].document, outlet="Al-Jazirah")
    )
    found = {group.actor.english for group in actors([row for page in pages for row in bearers(page)])}
    assert found == {"Al-Jazirah", "Al Jazeera"}


def test_papers_of_two_countries_with_one_name_are_two() -> None:
    told = ["نقلت صحيفة «الوطن» السعودية الخبر"] * 3 + ["نقلت صحيفة «الوطن» الكويتية الخبر"]
    given_rows = rows(*(f"{one} في يومها {day}" for day, one in enumerate(told, 3)))
    outlets = [group for group in actors(given_rows) if group.actor.kind == "outlet"]
    assert sorted(len(group.members) for group in outlets) == [1, 3]


@pytest.mark.parametrize(
    "behind",
    [
        "أشار رأفت الصباغ، المتحدث الرسمي لمركز الواحة، إلى أن الرحلة الثانية تأتي ضمن برنامج معد",
        "قال رأفت الصباغ المتحدث الرسمي لمركز الواحة في تصريح إن الرحلة وصلت",
    ],
)
def test_a_title_behind_a_name_is_one_too(behind: str) -> None:
    assert people(actors(rows("أوضح المتحدث الرسمي لمركز الواحة رأفت الصباغ أن البرنامج بدأ", behind))) == [
        ("رأفت الصباغ",)
    ]


OFFICE_OF = "أكد المتحدث باسم الميناء {name} أن الرصيف مفتوح"


def test_a_name_without_an_office_goes_to_the_only_one_whom_the_case_knows_by_it() -> None:
    known = [OFFICE_OF.format(name="رأفت الصباغ") + f" في اليوم {day}" for day in range(1, 10)]
    assert people(actors(rows(*known, "عاد رأفت الصباغ من السفر"))) == [("رأفت الصباغ",)]
    others = ["افتتح مدير المستشفى رأفت الصباغ القسم الجديد", "استقال رئيس النادي رأفت الصباغ من منصبه"]
    found = people(actors(rows(*known, *others, "عاد رأفت الصباغ من السفر")))
    assert len(found) == 4, "where others bear the name in offices of their own, a bare name is nobody's"


def test_a_family_name_may_be_followed_by_the_grandfather() -> None:
    known = [OFFICE_OF.format(name="رأفت الصباغ") + f" في اليوم {day}" for day in range(1, 10)]
    assert len(people(actors(rows(*known, "حضر الحفل رأفت الصباغ بن سليم وعدد من الضيوف")))) == 1
    both = ["حضر الحفل رأفت الصباغ بن سليم وعدد من الضيوف", "غاب عن الحفل رأفت الصباغ بن نادر لمرضه"]
    assert len(people(actors(rows(*known, *both)))) == 3


def test_names_of_two_fathers_never_meet() -> None:
    found = people(actors(rows("وصل أمير الواحة بندر بن نادر بن سليم", "غادر أمير الواحة بندر بن سليم")))
    assert len(found) == 2


def test_an_english_name_printed_behind_one_is_the_actors() -> None:
    (group,) = (
        g for g in actors(rows("قال الباحث إيهاب قرمطون (Ihab Karmatun) إن البحر هادئ")) if g.actor.kind == "person"
    )
    assert group.actor.english == "Ihab Karmatun"


def test_every_name_opens_its_words() -> None:
    texts = {}
    given_rows = []
    for text in (FERRY, "غادر وزير النقل الدنماركي يوهان هالستروم. وقال هالستروم إنه باق"):
        page = annotate(text)
        texts[page.document.key] = page.document.text
        given_rows += bearers(page)
    for group in actors(given_rows):
        names = group.actor.names
        assert names
        assert sum(name.count for name in names) == len(group.actor.places)
        assert all(name.span.of(texts[name.document]) == name.text for name in names)


def test_two_full_names_never_meet_through_a_short_one() -> None:
    texts = ["كتب مروان بن سليم قرمطون", "كتب مروان بن نادر قرمطون", "كتب مروان قرمطون"]
    found = people(actors(rows(*texts)))
    assert not any("مروان بن سليم قرمطون" in names and "مروان بن نادر قرمطون" in names for names in found)


def test_corrections_hold() -> None:
    given_rows = rows("وصل مروان قرمطون", "عاد سامي قرمطون", FERRY, FERRY + " أمس")
    karim, sami, first, second = [row for row in given_rows if row.kind == "person"]
    joined = actors(given_rows, together=[(karim.place, sami.place)], apart=[(first.place, second.place)])
    assert sorted(map(len, people(joined))) == [1, 1, 2]
    assert [join.rule for group in joined for join in group.actor.joins if group.actor.kind == "person"] == [CORRECTED]


ROWS = rows(
    FERRY,
    "وصل يوهان هالستروم إلى الميناء",
    "قال سيرغي لافروف",
    "غادر لفروف",
    "كتب مروان بن سليم قرمطون",
    "كتب مروان قرمطون",
    "قال محمد الغامدي",
    "فاز محمد الغامدي",
)


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_decides_nothing(seed: int) -> None:
    shuffled = list(ROWS)
    random.Random(seed).shuffle(shuffled)
    assert actors(shuffled) == actors(ROWS)


def test_every_bearer_is_in_exactly_one_actor() -> None:
    places = [(place.document, place.span) for group in actors(ROWS) for place in group.actor.places]
    assert sorted(places) == sorted((row.document, span) for row in ROWS for span in row.places)


def test_who_is_public_somewhere_is_public() -> None:
    groups = actors(rows("شيعت البلدة الطفلة زينب قرمطون", "قالت زينب قرمطون إنها نجت"))
    assert [group.actor.private for group in groups if group.actor.kind == "person"] == [False]
