"""What the overview answers first: the latest tolls with their origins, disputes, denials, copies."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from typing import Any

import msgspec
import pytest

from made_dossier import Reader
from made_dossier import case as three_pages
from made_pages import document, entity, figure, said
from tawatur.model import Actor, ActorName, Credit, Mention, Origin, Page, Point, Span
from tawatur.show.agencies import Agencies
from tawatur.show.asked import Answers, Toll
from tawatur.show.dossier import render, viewed
from tawatur.show.phrases import LANGUAGES, phrase
from tawatur.show.refs import DocRef
from tawatur.show.told import reason
from tawatur.show.view import DossierInput
from test_dossier_figures import TOLL, Value
from test_dossier_figures import case as toll

LANGS = pytest.mark.parametrize("lang", LANGUAGES)


def asked(given: DossierInput) -> Answers:
    return viewed(given, text="full").answers


def latest(values: list[Value], **more: Any) -> Toll:
    (one,) = asked(toll(values, **more)).tolls
    return one


def overview(given: DossierInput, lang: str) -> str:
    """What stands in the overview before its list of pages."""
    html = unescape(render(given, text="full", lang=lang))  # type: ignore[arg-type]
    return html[html.index('id="overview"') : html.index('id="holds"')]


def part(given: DossierInput, name: str, lang: str = "en") -> str:
    """One question of the overview with its answer."""
    first = overview(given, lang)
    return first[first.index(f'id="{name}"') :].partition("</section>")[0]


DEFENCE, DOCTORS = "الدفاع المدني", "نقابة الأطباء"


def test_the_latest_toll_is_the_last_given_not_the_first_nor_the_highest() -> None:
    falls: list[Value] = [
        ("3 قتلى", 3, 3, "2031-04-06", DEFENCE),
        ("9 قتلى", 9, 9, "2031-04-07", DEFENCE),
        ("8 قتلى", 8, 8, "2031-04-08", DEFENCE),
    ]
    for values in (falls, falls[:2], falls[:2][::-1]):
        found = latest(values)
        assert found.value.rows[0].figure.as_of == max(day or "" for _, _, _, day, _ in values)
        assert (found.value.least, found.value.most, found.value.why) == (1, 1, "page")


def test_of_two_numbers_for_one_day_the_later_printed_is_the_latest() -> None:
    found = latest([("3 قتلى", 3, 3, "2031-04-06", DEFENCE), ("9 قتلى", 9, 9, "2031-04-06", DEFENCE)])
    assert found.value.rows[0].figure.min == 9


@pytest.mark.parametrize(
    ("owners", "bounds"),
    [
        ([DEFENCE, DEFENCE], (1, 1, "word")),
        ([DEFENCE, DOCTORS], (1, 2, "names")),
        ([DEFENCE, None], (1, 2, "names")),
        ([None, None], (1, 2, "names")),
    ],
)
def test_who_may_have_a_number_from_another_is_counted_at_most(owners: list[str | None], bounds: Any) -> None:
    found = latest([("9 قتلى", 9, 9, "2031-04-08", owner) for owner in owners])
    assert (found.value.least, found.value.most, found.value.why) == bounds
    assert [row.doc.number for row in found.value.rows] == [1, 2]


@pytest.mark.parametrize("most", [1, 2, None])
def test_bounds_that_were_counted_are_taken_over(most: int | None) -> None:
    given = toll([("9 قتلى", 9, 9, "2031-04-08", DEFENCE)] * 2)
    mentions = tuple(Mention(one.document.key, one.figures[0].span, "o", "t") for one in given.pages)
    shared = Origin("f-1", "figure", "9 قتلى", mentions, 1, most, 1, most)
    found = asked(changed(given, origins=(shared,))).tolls[0].value
    assert (found.least, found.most, found.why) == (1, most, "open" if most is None else "counted")


def changed(given: DossierInput, **more: Any) -> DossierInput:
    return dataclasses.replace(given, **more)


@LANGS
def test_every_answer_leads_to_its_place_and_says_how_many_origins(lang: str) -> None:
    given = toll(TOLL, conflicts=((2, 3),))
    first = overview(given, lang)
    dossier = viewed(given, text="full")
    assert {row.words for one in dossier.answers.tolls for row in one.value.rows} <= {
        link[1:] for link in Reader(first).links
    }
    (dispute,) = dossier.answers.disputed
    assert {value.rows[0].figure.min for value in dispute.values} == {9, 11}
    for one in (*dossier.answers.tolls, dispute):
        assert f'href="#{one.anchor}"' in first
    for key in ("asked.how", "asked.toll", "asked.disputed", "asked.doubted", "asked_why.page"):
        assert phrase(lang, key) in first
    assert 'class="cite"' not in first, "a code before it is explained"
    whole = unescape(render(given, text="full", lang=lang))  # type: ignore[arg-type]
    assert whole.index(phrase(lang, "asked.codes")) < whole.index('class="cite"'), "a code before it is explained"


def test_a_toll_that_rises_is_no_dispute_and_one_that_is_upheld_below_another_is() -> None:
    rise: list[Value] = [("3 قتلى", 3, 3, "2031-04-08", DEFENCE), ("9 قتلى", 9, 9, "2031-04-08", DOCTORS)]
    assert asked(toll(rise)).disputed == ()
    (found,) = asked(toll(rise[::-1])).disputed
    assert {value.names for value in found.values} == {(DEFENCE,), (DOCTORS,)}


def test_a_later_number_that_is_joined_to_nothing_stands_beside_the_toll() -> None:
    given = toll([("3 قتلى", 3, 3, "2031-04-06", DEFENCE), ("9 قتلى", 9, 9, "2031-04-07", DEFENCE)])
    made = document("late.txt", "أحصت المدينة 12 قتيلا.", outlet="صحيفة", published="2031-04-20")
    late = Page(document=made, figures=(figure(made, "12 قتيلا", 12, counted="قتيلا", as_of="2031-04-20"),))
    feared = msgspec.structs.replace(late.figures[0], status="possible")
    both = asked(changed(given, pages=(*given.pages, late))).tolls
    assert [(one.value.rows[0].figure.min, one.apart) for one in both] == [(9, False), (12, True)]
    doubted = changed(given, pages=(*given.pages, msgspec.structs.replace(late, figures=(feared,))))
    assert [one.value.rows[0].figure.min for one in asked(doubted).tolls] == [9], "a fear is no toll"


@LANGS
def test_denials_and_copies_are_answered_and_none_found_is_said(lang: str) -> None:
    with_both = overview(three_pages(), lang)
    dossier = viewed(three_pages(), text="full")
    for denial in dossier.denials:
        assert f'href="#{denial.said.anchor}"' in with_both
    for group in dossier.groups:
        assert f'href="#{group.anchor}"' in with_both
    assert dossier.denials
    assert dossier.groups
    assert phrase(lang, "standing.none_found") in part(toll(TOLL), "deny", lang)
    assert phrase(lang, "standing.none_found") in part(toll(TOLL), "sametext", lang)


@LANGS
def test_no_conflict_found_is_not_printed_as_none(lang: str) -> None:
    for given, found in ((toll(TOLL), False), (toll(TOLL, conflicts=((2, 3),)), True)):
        assert (phrase(lang, "standing.none_found") in part(given, "disagree", lang)) is not found


def test_a_toll_is_told_step_by_step_with_the_owner_and_the_day_of_each() -> None:
    history: list[Value] = [
        *TOLL,
        ("3 قتلى", 3, 3, "2031-04-06", None),  # a later page that looks back says no new number
    ]
    found = latest(history)
    assert [(step.rows[0].figure.min, step.since, step.names) for step in found.steps] == [
        (3, "2031-04-06", (DEFENCE,)),
        (7, "2031-04-07", ()),
        (9, "2031-04-08", (DEFENCE,)),
        (11, "2031-04-08", (DOCTORS,)),
    ]
    strip = part(toll(history), "toll")
    numbers = re.findall(r'class="n" href="#[\w-]+"><bdi dir="ltr">([^<]+)', strip)
    assert numbers == ["3", "≥ 7", "9", "11–14"]
    assert strip.count('class="last"') == 1


def test_steps_stand_once_where_several_numbers_are_the_last() -> None:
    given = toll([("3 قتلى", 3, 3, "2031-04-06", DEFENCE), ("9 قتلى", 9, 9, "2031-04-08", DEFENCE)])
    both = document(
        "both.txt", "أحصت النقابة 12 قتيلا، والدفاع المدني 14 قتيلا.", outlet="صحيفة", published="2031-04-20"
    )
    low, high = (figure(both, f"{n} قتيلا", n, counted="قتيلا", as_of="2031-04-20", id=f"f{n}") for n in (12, 14))
    (series,) = given.series
    points = tuple(Point(both.key, one.span, one.min, one.max, "2031-04-20", None, one.text) for one in (low, high))
    pages = (*given.pages, Page(document=both, figures=(low, high)))
    longer = msgspec.structs.replace(series, points=(*series.points, *points))
    found = asked(DossierInput(pages, series=(longer,))).tolls
    assert [one.value.rows[0].figure.min for one in found] == [12, 14]
    assert [len(one.steps) for one in found] == [4, 0]
    assert found[0].place == "حي الصفصاف"


def test_the_word_of_somebody_private_is_not_the_pages_own() -> None:
    given = toll(TOLL[:1])
    (one,) = given.pages
    hidden = msgspec.structs.replace(one, entities=(msgspec.structs.replace(one.entities[0], private=True),))
    for page, role in ((one, "speaker"), (hidden, "private")):
        (value,) = [found.value for found in asked(DossierInput([page])).tolls]
        assert [by.role for by in value.by] == [role]
    shown = part(DossierInput([hidden]), "toll")
    assert DEFENCE not in shown
    assert phrase("en", "role.private") in shown


def test_a_number_inside_a_denial_is_no_number_of_who_denies() -> None:
    given = toll(TOLL)
    spoken = given.pages[2]
    denial = msgspec.structs.replace(spoken.attributions[0], stance="deny")
    nested = msgspec.structs.replace(
        spoken, attributions=(denial,), figures=(msgspec.structs.replace(spoken.figures[0], attribution=0),)
    )
    pages = (*given.pages[:2], nested, *given.pages[3:])
    (found,) = asked(changed(given, pages=pages)).tolls
    assert [step.rows[0].figure.min for step in found.steps] == [3, 7, 11]


def test_what_is_only_feared_or_denied_stands_in_one_list_with_who_says_it() -> None:
    given = toll(TOLL)
    pages = [
        msgspec.structs.replace(one, figures=(msgspec.structs.replace(one.figures[0], status=status),))
        for one, status in zip(given.pages, ("possible", "stated", "possible", "denied"), strict=True)
    ]
    doubted = asked(DossierInput(pages)).doubted
    assert [(kind, value.rows[0].figure.status, value.rows[0].figure.min) for kind, value in doubted] == [
        ("killed", "possible", 3),
        ("killed", "possible", 9),
        ("killed", "denied", 11),
    ]
    shown = part(DossierInput(pages), "doubted")
    assert shown.count('class="pill possible"') == 2
    assert DOCTORS in shown
    assert asked(toll(TOLL)).doubted == ()


def test_denials_stand_under_who_denies_and_one_who_is_only_described_by_his_description() -> None:
    text = "نفى مسؤول في الميناء أن يكون الرصيف قد أغلق، ونفى أن تكون السفن قد غادرت."
    made = document("denials.txt", text, outlet="صحيفة")
    first = said(made, "يكون الرصيف قد أغلق", cue="نفى", source="مسؤول في الميناء", speaker=0, stance="deny")
    second = said(made, "تكون السفن قد غادرت", cue="نفى", source="مسؤول في الميناء", speaker=0, stance="deny", id="a2")
    both = Page(document=made, attributions=(first, second), entities=(entity(made, "مسؤول في الميناء", None),))
    ((name, some),) = viewed(DossierInput([both]), text="full").deniers
    assert (name, len(some)) == ("مسؤول في الميناء", 2)
    shown = part(DossierInput([both]), "deny")
    assert shown.count('<th scope="row">') == 1
    assert "مسؤول في الميناء" in shown


def test_copies_name_their_agency_once() -> None:
    (group,) = viewed(three_pages(), text="full").groups
    shown = part(three_pages(), "sametext")
    for name, refs in group.credited:
        assert shown.count(name) == 1
        assert all(ref in group.docs for ref in refs)
    assert group.credited


NUMBERS = (17, 40, 131, 260, 4800)


def told(name: str, lang: str, numbers: tuple[int, ...], day: str) -> Page:
    text = " ".join(f"{n} x{n}" for n in numbers)
    made = msgspec.structs.replace(document(name, text, outlet=name, published=day), lang=lang)
    return Page(document=made, figures=tuple(figure(made, f"{n} x{n}", n, id=f"f{n}") for n in numbers))


def test_pages_of_two_languages_with_the_same_numbers_are_named_as_perhaps_one_text() -> None:
    english = told("en.txt", "en", NUMBERS, "2031-04-06")
    arabic = told("ar.txt", "ar", (*NUMBERS, 9), "2031-04-07")
    other = told("other.txt", "ar", (9, 15, 88, 301, *NUMBERS[:3]), "2031-04-07")
    (found,) = asked(DossierInput([other, arabic, english])).twins
    assert (found.a.title, found.b.title, found.langs, found.shared, found.of) == (
        "en.txt", "ar.txt", ("en", "ar"), 5, 5,
    )  # fmt: skip
    shown = part(DossierInput([other, arabic, english]), "translated")
    assert phrase("en", "asked.untranslated") in shown
    assert "en.txt" in shown
    assert "other.txt" not in shown


@pytest.mark.parametrize(
    "pages",
    [
        [told("a.txt", "ar", NUMBERS, "2031-04-06"), told("b.txt", "ar", NUMBERS, "2031-04-07")],
        [told("a.txt", "en", NUMBERS[:4], "2031-04-06"), told("b.txt", "ar", NUMBERS, "2031-04-07")],
        [told("a.txt", "en", (1, 2, 3, *NUMBERS[:2]), "2031-04-06"), told("b.txt", "ar", (1, 2, 3, 4, 5), "2031-04")],
        [told("a.txt", "en", tuple(range(100, 112)), "2031-04-06"), told("b.txt", "ar", tuple(range(107, 119)), "")],
    ],
    ids=["one language", "few numbers", "small numbers", "less than half"],
)
def test_numbers_that_tell_too_little_make_no_translation(pages: list[Page]) -> None:
    assert asked(DossierInput(pages)).twins == ()


@LANGS
def test_the_lineage_says_that_no_translation_was_looked_for(lang: str) -> None:
    note = phrase(lang, "copies.untranslated")
    given = three_pages()
    langs = ["ar", "en", "ar"]
    mixed = changed(
        given,
        pages=[
            msgspec.structs.replace(one, document=msgspec.structs.replace(one.document, lang=code))
            for one, code in zip(given.pages, langs, strict=True)
        ],
    )
    assert note in lineage(mixed, lang)
    assert note not in lineage(changed(mixed, encoder="some-encoder"), lang)


def lineage(given: DossierInput, lang: str) -> str:
    html = unescape(render(given, lang=lang))  # type: ignore[arg-type]
    return html[html.index('id="copies"') : html.index('id="origins"')]


def test_the_figures_begin_with_an_index_of_quantities() -> None:
    html = render(toll(TOLL), text="full")
    index = html[html.index('class="byfigure"') : html.index('class="kindof"')]
    assert 'href="#q1"' in index
    assert [label in index for label in ("3", "≥ 7", "9", "11–14")] == [True] * 4
    assert re.search(r"at least 1, at most 1.{,200}" + phrase("en", "series.one_page"), html, re.DOTALL)


def mended(one: Page, *, outlet: str, credit: tuple[str, tuple[str, ...]] | None = None) -> Page:
    made = msgspec.structs.replace(one.document, outlet=outlet)
    if credit is not None:
        made = msgspec.structs.replace(made, credits=(Credit(Span(0, 1), *credit, "test"),))
    return msgspec.structs.replace(one, document=made)


@pytest.mark.parametrize(
    ("outlet", "credited", "probably"),
    [
        ("Marsden Press", "مارسدن برس", True),  # one name in two scripts, by its sounds
        ("وكالة رويترز", "رويترز", True),  # one agency by the tables
        ("Marsden Press", "كالدون برس", False),
        ("Press", "برس", False),  # one word is many names'
    ],
)
def test_a_later_page_that_credits_the_earlier_ones_outlet_is_probably_its_translation(
    outlet: str, credited: str, probably: bool
) -> None:
    english = mended(told("en.txt", "en", NUMBERS, "2031-04-06"), outlet=outlet)
    arabic = mended(told("ar.txt", "ar", NUMBERS, "2031-04-07"), outlet="صحيفة", credit=(credited, (credited,)))
    given = DossierInput([english, arabic])
    (found,) = asked(given).twins
    assert (found.probably, found.credit) == (probably, credited if probably else None)
    for lang in LANGUAGES:
        shown = part(given, "translated", lang)
        word = phrase(lang, "asked.probably" if probably else "asked.perhaps")
        assert word.format(a=1, b=2) in shown
        assert "vectors" not in shown
    assert "vectors" in render(given).partition('id="method"')[2]
    compared = part(changed(given, encoder="some-encoder"), "translated")  # and not found to be one
    assert phrase("en", "asked.perhaps").format(a=1, b=2) in compared


def test_who_credits_is_the_translation_and_only_perhaps_where_it_was_printed_first() -> None:
    arabic = mended(told("ar.txt", "ar", NUMBERS, "2031-04-06"), outlet="صحيفة", credit=("رويترز", ("رويترز",)))
    english = mended(told("en.txt", "en", NUMBERS, "2031-04-07"), outlet="Reuters")
    (found,) = asked(DossierInput([english, arabic])).twins
    assert (found.a.title, found.b.title, found.probably) == ("en.txt", "ar.txt", False)


def test_sources_whose_names_are_parts_of_each_other_stand_in_one_line() -> None:
    values: list[Value] = [
        ("9 قتلى", 9, 9, "2031-04-08", name)
        for name in (
            "مصدر طبي",
            "مصدر طبي في مستشفى الساحل",
            "مصدر في مستشفى الساحل",
            "نقابة الأطباء",
            "النقابة",
        )
    ]
    by = latest(values).steps[0].by
    assert [(one.name, len(one.rows)) for one in by] == [
        ("مصدر طبي في مستشفى الساحل", 3),
        ("نقابة الأطباء", 1),
        ("النقابة", 1),  # one word is a part of too many names
    ]


def test_a_name_that_is_part_of_two_others_stands_alone() -> None:
    names = ("مصدر طبي في مستشفى الساحل", "مصدر طبي", "مصدر طبي في مستشفى الصفصاف")
    by = latest([("9 قتلى", 9, 9, "2031-04-08", name) for name in names]).steps[0].by
    assert [one.name for one in by] == list(names)


@LANGS
def test_the_last_number_says_how_many_origins_it_has(lang: str) -> None:
    one = toll([("9 قتلى", 9, 9, "2031-04-08", DEFENCE)] * 2)
    two = toll([("9 قتلى", 9, 9, "2031-04-08", owner) for owner in (DEFENCE, DOCTORS)])
    for given, words in ((one, "asked.one_origin"), (two, "asked.origins_of")):
        last = part(given, "toll", lang).partition('class="origins"')[2].partition("</li>")[0]
        assert phrase(lang, words) in last


def test_the_overview_gives_reasons_of_origins_and_leaves_those_of_carriers_to_their_section() -> None:
    given = toll([("9 قتلى", 9, 9, "2031-04-08", DEFENCE)] * 2)
    mentions = tuple(Mention(one.document.key, one.figures[0].span, "o", "t") for one in given.pages)
    reasons = (
        "2 documents say the same on the word of one speaker: one origin",
        "brought by أ, ب",
        "attestations: at least 1, at most 3",
    )
    shared = Origin("f-1", "figure", "9 قتلى", mentions, 1, 1, 1, 3, reasons)
    given = changed(given, origins=(shared,))
    assert str(reason(reasons[0])) in render(given)
    assert str(reason(reasons[2])) not in part(given, "toll")
    assert "<bdi>أ</bdi>، <bdi>ب</bdi>" not in part(given, "toll")
    whole = render(given, text="full")
    assert str(reason(reasons[2])) in whole[whole.index('id="origins"') :]


@pytest.mark.parametrize(
    ("kinds", "sort"),
    [
        (["copy", "cut"], "text"),
        (["rewrite"], "reworded"),
        (["copy", "rewrite"], "mixed"),
        (["translation"], "translated"),
        (["common-source"], "source"),
    ],
)
def test_what_pages_have_in_common_heads_their_group(kinds: list[str], sort: str) -> None:
    given = three_pages()
    (group,) = viewed(given, text="full").groups
    links = tuple(
        dataclasses.replace(group.links[0], row=msgspec.structs.replace(group.links[0].row, kind=kind))
        for kind in kinds
    )
    assert dataclasses.replace(group, links=links).sort == sort
    if len(kinds) == 1:
        rows = [msgspec.structs.replace(row, kind=kinds[0]) for row in given.derivations]
        heading = phrase("en", f"asked_group.{sort}").format(n=len(group.docs))
        assert heading in part(changed(given, derivations=rows), "sametext")


def test_two_names_of_one_agency_are_told_as_one() -> None:
    def credited(name: str, line: str, *names: str) -> Page:
        made = document(name, "نص قصير عن المدينة.", outlet="صحيفة")
        return Page(document=msgspec.structs.replace(made, credits=(Credit(Span(0, 1), line, names, "test"),)))

    pages = [
        credited("a.txt", "(نهرين برس)", "نهرين برس"),
        credited("b.txt", "المصدر: وكالة أنباء السهل (نهرين برس)", "وكالة أنباء السهل"),
        credited("c.txt", "الوادي", "الوادي"),
        credited("d.txt", "رافد", "رافد"),
    ]
    span = Span(0, 6)
    actor = Actor(
        "a-1", "رافد", "outlet", (), names=(ActorName("رافد", 2, "k", span), ActorName("الوادي", 1, "k", span))
    )
    refs = [DocRef(f"p{n}", n, page.document.name, "صحيفة", "rtl") for n, page in enumerate(pages, 1)]
    found = Agencies(pages, [actor]).credited(refs, dict(enumerate(pages, 1)))
    assert [(name, [ref.number for ref in some]) for name, some in found] == [
        ("الوادي (رافد)", [3, 4]),
        ("وكالة أنباء السهل (نهرين برس)", [1, 2]),
    ]


@LANGS
def test_what_a_disputed_quantity_asks_heads_it_and_stands_in_the_contents(lang: str) -> None:
    given = toll(TOLL, conflicts=((2, 3),))
    html = render(given, lang=lang)  # type: ignore[arg-type]
    asks = phrase(lang, "how_many.killed")
    contents = html[html.index('class="toc"') :].partition("</nav>")[0]
    assert asks in contents.partition('href="#d1"')[2]
    assert asks in part(given, "disagree", lang).partition('id="d1"')[2]


def test_the_sign_of_a_denial_stands_before_words_of_either_direction() -> None:
    shown = part(three_pages(), "deny")
    assert shown.count('<p class="refuses"><b class="act st-deny">') == len(viewed(three_pages(), text="full").denials)
    assert "<p dir" not in shown


@pytest.mark.parametrize(
    ("text", "words", "cue", "expected"),
    [
        ("ويُخشى أن يكون 80 راكبا قد غرقوا.", "80 راكبا", None, True),
        ("وربما كان 80 راكبا قد غرقوا، وهو ما يخشاه الأهالي.", "80 راكبا", None, False),
        ("وسط مخاوف كثيرة.\nويُعتقد أن 80 راكبا قد غرقوا.", "80 راكبا", None, False),
        ("قال الناجون إنهم يخشون موت 80 راكبا.", "80 راكبا", "يخشون", True),
        ("وسط المخاوف يعتقد الناجون أن 80 راكبا ماتوا.", "80 راكبا", "يعتقد", False),
    ],
)
def test_the_badge_says_feared_only_where_words_of_fear_make_it_possible(
    text: str, words: str, cue: str | None, expected: bool
) -> None:
    made = document("fear.txt", text, outlet="صحيفة")
    number = msgspec.structs.replace(figure(made, words, 80, counted="راكبا"), status="possible")
    one = Page(document=made, figures=(number,))
    if cue is not None:
        believed = said(made, words, cue=cue, source="الناجون", stance="believe")
        one = msgspec.structs.replace(
            one, attributions=(believed,), figures=(msgspec.structs.replace(number, attribution=0),)
        )
    for lang in LANGUAGES:
        shown = part(DossierInput([one]), "doubted", lang)
        badge = shown.partition('class="pill possible">')[2].partition("</span>")[0]
        assert phrase(lang, "badge.feared" if expected else "status.possible") in badge
        assert "شخصا" not in shown
