"""What a page tells in other words than another of its story, as its own or on somebody's word."""

from __future__ import annotations

import msgspec
import pytest

from made_pages import at, document, entity, said
from tawatur.model import Date, Origin, Page
from tawatur.packs import load
from tawatur.relate import relate
from tawatur.relate.cards import card
from tawatur.relate.tellings import OWN, Roots, Telling, packed, retold, tellings, unpacked, usual

TITLE = "انقلاب عبّارة قبالة رملة"
LEAD = "هرعت الزوارق إلى عبّارة رملة بعد نداء استغاثة أطلقه القبطان."
TOLD = "انقلاب العبّارة المكتظة بالمسافرين لدى اقتراب زوارق الإنقاذ من جانبها المثقوب"
OWN_WORDS = "وانقلبت عبّارة مكتظة عندما اقترب زورق إنقاذ من الجانب المثقوب لأن المسافرين تدافعوا نحوه"


def made(name: str, lines: list[str], names: tuple[str, ...], day: tuple[str, str] | None) -> Page:
    told = document(name, [LEAD, *lines], title=TITLE)
    dates = (Date(at(told.text, day[0]), day[0], day[1], "gregorian", "stated", "test"),) if day else ()
    return Page(told, dates=dates, entities=tuple(entity(told, one, kind="place") for one in names))


def stated(
    name: str,
    words: str = TOLD,
    *,
    denied: bool = False,
    names: tuple[str, ...] = (),
    day: tuple[str, str] | None = None,
) -> Page:
    page = made(name, [f"وأكد عصام البندر {words}."], names, day)
    who = entity(page.document, "عصام البندر")
    one = said(
        page.document,
        words,
        cue="أكد",
        source="عصام البندر",
        speaker=len(page.entities),
        stance="deny" if denied else "affirm",
    )
    return msgspec.structs.replace(page, attributions=(one,), entities=(*page.entities, who))


def own(name: str, words: str = OWN_WORDS, *, names: tuple[str, ...] = (), day: tuple[str, str] | None = None) -> Page:
    return made(name, [f"{words}."], names, day)


def rows(*pages: Page) -> list[Origin]:
    found = relate([card(one) for one in pages])
    assert len({row.story for row in found.stories}) == 1
    assert found.derivations == ()
    return [row for row in found.origins if row.kind == "attribution"]


def test_a_page_that_tells_as_its_own_what_somebody_says_on_another_stands_in_its_row() -> None:
    one, other = stated("a"), own("b")
    (row,) = rows(one, other)
    texts = {page.document.key: page.document.text for page in (one, other)}
    assert {m.span.of(texts[m.document]) for m in row.mentions} == {TOLD, OWN_WORDS + "."}
    assert (row.origins_at_least, row.origins_at_most) == (1, 2), "the page may have it from him or not"
    assert rows(other, one) == [row]


def met_in(pages: dict[int, tuple[Telling, ...]]) -> int:
    """How often pages of a story, all written apart, tell one thing, none in the words of two speakers."""
    return sum(1 for _ in retold(pages, frozenset(), lambda *_: True, lambda *_: False))


def met(one: Page, other: Page) -> int:
    """How many things two pages of a story tell both."""
    pack = load("ar")
    return met_in({0: tellings(one, pack), 1: tellings(other, pack)})


def test_two_pages_own_sentences_are_no_statement() -> None:
    assert met(own("a"), own("b")) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (stated("a"), own("b", OWN_WORDS.replace("وانقلبت", "ولم تنقلب"))),
        (stated("a", denied=True), own("b")),
        (stated("a", TOLD + " وعليها 40 مسافرا"), own("b", OWN_WORDS + " وكان عليها 90 مسافرا")),
        (stated("a"), own("b", "وغرقت عبّارة أخرى بمسافرين لم يصلهم إنقاذ لأن الموج كان عاليا والريح شديدة")),
        (
            stated("a", TOLD + " عند رملة", names=("عند رملة",)),
            own("b", OWN_WORDS + " قرب السرو", names=("السرو",)),
        ),
    ],
    ids=["negated", "denied", "numbers", "little in common", "other places"],
)
def test_what_shows_that_two_things_are_told_keeps_them_apart(one: Page, other: Page) -> None:
    assert met(stated("a"), own("b")) == 1
    assert met(one, other) == 0


@pytest.mark.parametrize(("day", "found"), [("2031-05-03", 1), ("2031-05", 1), ("2031-05-04", 0)])
def test_days_that_both_name_must_meet(day: str, found: int) -> None:
    one = stated("a", TOLD + " في مايو الماضي", day=("مايو الماضي", "2031-05-03"))
    assert met(one, own("b", OWN_WORDS + " في ذلك الشهر", day=("ذلك الشهر", day))) == found


def test_names_do_not_make_two_sentences_one() -> None:
    places = ("مضيق السرو", "جزيرة النخل", "رأس الرمل", "خليج البندر")
    voyage = "أبحرت العبّارة من مضيق السرو إلى جزيرة النخل فرأس الرمل ثم خليج البندر"
    tour = "زار وفد خليج البندر ورأس الرمل وجزيرة النخل ومضيق السرو بعبّارة"
    assert met(stated("a", voyage, names=places), own("b", tour, names=places)) == 0
    assert met(stated("a", voyage), own("b", tour)) == 1, "where they are no names, they are what is told"


def test_a_word_on_most_pages_of_a_story_tells_nothing_of_it() -> None:
    pack = load("ar")
    pages = {0: tellings(stated("a"), pack), **{n: tellings(own(f"{n}"), pack) for n in range(1, 5)}}
    assert met_in(pages) == 0
    assert usual(list(pages.values())) == frozenset()
    many = [tellings(own(f"{n}"), pack) for n in range(30)]
    assert usual(many) == {root for one in many[0] for root in one.roots}


def test_what_a_page_tells_comes_back_from_its_bytes_and_own_sentences_hold_no_statement() -> None:
    pack = load("ar")
    page = stated("a", TOLD + " وهي في طريقها إلى المرفأ")
    told = tellings(page, pack)
    assert unpacked(packed(told)) == told
    assert [one.number for one in told] == [0, OWN]
    assert not told[1].span.meets(told[0].span)
    assert unpacked(packed(())) == ()


def test_words_of_one_root_meet_and_short_ones_stand_for_themselves() -> None:
    root = load("ar").made(Roots)
    for one, other in (("انقلاب", "انقلب"), ("سفينه", "سفن"), ("اقتراب", "اقترب"), ("انجيرليك", "انجرليك")):
        assert root(one) == root(other)
    assert root("باب") == "باب"
    assert root("قارب") != root("قلب")
