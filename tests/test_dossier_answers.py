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
from made_pages import document, figure
from tawatur.model import Mention, Origin, Page
from tawatur.show.dossier import render, viewed
from tawatur.show.items import Answers, Toll
from tawatur.show.phrases import LANGUAGES, phrase
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
    """What stands in the overview before its totals."""
    html = unescape(render(given, text="full", lang=lang))  # type: ignore[arg-type]
    return html[html.index('id="overview"') : html.index('<dl class="totals">')]


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
    assert {value.rows[0].figure.min for value in dispute} == {9, 11}
    for one in (*dossier.answers.tolls,):
        assert f'href="#{one.anchor}"' in first
    for key in ("asked.codes", "asked.bounds", "asked.latest", "asked.disputed", "asked_why.page"):
        assert phrase(lang, key) in first
    assert first.index(phrase(lang, "asked.codes")) < first.index('class="cite"'), "a code before it is explained"


def test_a_toll_that_rises_is_no_dispute_and_one_that_is_upheld_below_another_is() -> None:
    rise: list[Value] = [("3 قتلى", 3, 3, "2031-04-08", DEFENCE), ("9 قتلى", 9, 9, "2031-04-08", DOCTORS)]
    assert asked(toll(rise)).disputed == ()
    (found,) = asked(toll(rise[::-1])).disputed
    assert {value.names for value in found} == {(DEFENCE,), (DOCTORS,)}


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
    with_both, without = overview(three_pages(), lang), overview(toll(TOLL), lang)
    dossier = viewed(three_pages(), text="full")
    for denial in dossier.denials:
        assert f'href="#{denial.said.anchor}"' in with_both
    for group in dossier.groups:
        assert f'href="#{group.anchor}"' in with_both
    assert dossier.denials
    assert dossier.groups
    assert without.count(phrase(lang, "standing.none_found")) == 2


@LANGS
def test_no_conflict_found_is_not_printed_as_none(lang: str) -> None:
    for given, found in ((toll(TOLL), False), (toll(TOLL, conflicts=((2, 3),)), True)):
        html = render(given, lang=lang)  # type: ignore[arg-type]
        standing = html[html.index('class="totals standing"') :]
        standing = standing[: standing.index("</dl>")]
        assert (phrase(lang, "standing.none_found") in standing) is not found
        assert ('href="#disagree"' in standing) is found


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
