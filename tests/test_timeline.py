"""The timeline: events and statements of many pages by when they happened."""

from __future__ import annotations

import random

import msgspec
import pytest

from made_pages import at, document, entity, said
from tawatur.model import Event, Occurrence, Page
from tawatur.relate import relate
from tawatur.relate.cards import card, happened, packed, unpacked


def page(
    name: str,
    line: str,
    *,
    trigger: str,
    kind: str = "meeting",
    who: tuple[str, ...] = (),
    place: str | None = None,
    date: str | None = "2031-04-06",
    status: str = "stated",
    **about: object,
) -> Page:
    """A page that tells of one event in one sentence."""
    about.setdefault("outlet", f"صحيفة {name}")
    made = document(name, line, **about)  # type: ignore[arg-type]
    text = made.text
    event = Event(
        (at(text, trigger),),
        trigger,
        (),
        kind,  # type: ignore[arg-type]
        tuple(at(text, words) for words in who),
        at(text, place) if place else None,
        date,
        status,  # type: ignore[arg-type]
        "test",
    )
    return Page(made, events=(event,), entities=tuple(entity(made, words) for words in who))


def timeline(*pages: Page) -> tuple[Occurrence, ...]:
    return relate([card(one) for one in pages]).timeline


TALKS = "التقى سامي الطحان نظيره ليلى الصياد في مرفأ رملة لبحث ملف الصيد الساحلي"
RETOLD = "بحث سامي الطحان ملف الصيد الساحلي مع ليلى الصياد خلال لقاء جمعهما في رملة"
WHO = ("سامي الطحان", "ليلى الصياد")


def test_one_meeting_told_by_two_pages_is_one_entry_with_both_places() -> None:
    one = page("a", TALKS, trigger="التقى", who=WHO, place="رملة")
    two = page("b", RETOLD, trigger="لقاء", who=WHO, place="رملة")
    (row,) = timeline(one, two)
    assert (row.date, row.kind, row.status, row.place) == ("2031-04-06", "meeting", "stated", "رملة")
    assert {told.document for told in row.told} == {one.document.key, two.document.key}
    assert {told.outlet for told in row.told} == {"صحيفة a", "صحيفة b"}
    assert row.participants == WHO
    assert (row.texts_at_least, row.texts_at_most) == (1, 2)
    assert (row.dates, bool(row.reasons)) == ((), True)


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2031-04-09"},
        {"status": "planned"},
        {"kind": "call"},
        {"who": ("سامي الطحان", "مراد الغواص")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_day_status_kind_or_partner_is_another_event(other: dict[str, object]) -> None:
    line = RETOLD.replace("ليلى الصياد", "مراد الغواص") if "who" in other else RETOLD
    told = {"who": WHO, "place": "رملة", **other}
    rows = timeline(
        page("a", TALKS, trigger="التقى", who=WHO, place="رملة"),
        page("b", line, trigger="لقاء", **told),  # type: ignore[arg-type]
    )
    assert len(rows) == 2


def test_raids_of_one_day_on_two_towns_stay_two() -> None:
    line = "قصفت طائرات مجهولة مستودعا للوقود على أطراف {} فجرا وألحقت أضرارا بمنازل مجاورة"
    told = [
        page(town, line.format(town), trigger="قصفت", kind="strike", who=("طائرات مجهولة",), place=town)
        for town in ("رملة", "زهران")
    ]
    assert len(timeline(*told)) == 2


def test_days_that_cannot_both_be_are_laid_out() -> None:
    rest = (
        ". وتناول اللقاء تجديد رخص القوارب وحماية مواسم التكاثر، واتفق الجانبان على لجنة فنية "
        "تجتمع كل شهر وترفع توصياتها إلى الحكومتين قبل نهاية الصيف المقبل مع ممثلي الصيادين وأصحاب الورش"
    )

    def told(name: str, date: str, more: str = rest) -> Page:
        return page(name, TALKS + more, trigger="التقى", who=WHO, place="رملة", date=date)

    (row,) = timeline(told("a", "2031-04-06"), told("b", "2031-04-06"), told("c", "2031-04-07"))
    assert (row.date, row.dates) == ("2031-04-06", ("2031-04-06", "2031-04-07"))
    assert [one.date for one in row.told].count("2031-04-07") == 1
    assert row.texts_at_most == 1
    # pages written apart tell of two days: they met twice
    assert len(timeline(told("a", "2031-04-06"), told("b", "2031-04-07", ""))) == 2


def test_a_month_and_a_day_of_it_agree_and_the_day_is_shown() -> None:
    rows = timeline(
        page("a", TALKS, trigger="التقى", who=WHO, place="رملة", date="2031-04"),
        page("b", RETOLD, trigger="لقاء", who=WHO, place="رملة"),
    )
    (row,) = rows
    assert (row.date, row.dates) == ("2031-04-06", ())


def test_pages_that_credit_one_agency_count_once_and_two_agencies_twice() -> None:
    first, second = ("المرفأ", ("المرفأ",)), ("الساحل", ("الساحل",))
    one = page("a", TALKS, trigger="التقى", who=WHO, place="رملة", credit=first)
    two = page("b", RETOLD, trigger="لقاء", who=WHO, place="رملة", credit=first)
    three = page("b", RETOLD, trigger="لقاء", who=WHO, place="رملة", credit=second)
    (row,) = timeline(one, two)
    assert (row.texts_at_least, row.texts_at_most) == (1, 1)
    (row,) = timeline(one, three)
    assert (row.texts_at_least, row.texts_at_most) == (2, 2)


def test_an_event_without_a_day_is_not_on_it_and_a_page_never_merges_its_own() -> None:
    assert timeline(page("a", TALKS, trigger="التقى", who=WHO, date=None)) == ()
    made = page("a", TALKS + ". " + RETOLD, trigger="التقى", who=WHO, place="رملة")
    again = Event(
        (at(made.document.text, "لقاء"),),
        "لقاء",
        (),
        "meeting",
        made.events[0].participants,
        None,
        "2031-04-06",
        "stated",
        "test",
    )
    assert len(timeline(Page(made.document, events=(made.events[0], again), entities=made.entities))) == 2


def test_what_was_said_on_a_day_stands_on_it() -> None:
    line = "قال سامي الطحان إن العبّارة غرقت قرب جزيرة النخل بعد اصطدامها برصيف المرفأ"
    content = line.partition("إن ")[2]
    pages = []
    for name, day in (("a", "2031-04-06"), ("b", None)):
        made = document(name, line, outlet=f"صحيفة {name}")
        words = said(made, content, cue="قال", source="سامي الطحان", speaker=0)
        words = msgspec.structs.replace(words, said_on=day)
        pages.append(
            Page(
                made,
                attributions=(
                    type(words)(**{**{f: getattr(words, f) for f in words.__struct_fields__}, "said_on": day}),
                ),
                entities=(entity(made, "سامي الطحان"),),
            )
        )
    (row,) = timeline(*pages)
    assert (row.date, row.kind, row.text, row.participants) == ("2031-04-06", "statement", content, ("سامي الطحان",))
    assert [told.date for told in row.told].count(None) == 1


def test_order_changes_nothing_and_a_day_added_equals_all_from_scratch() -> None:
    pages = [
        page(
            f"{town}{copy}{day}",
            line.format(town),
            trigger="هاجم",
            kind="attack",
            who=("مسلحون ملثمون",),
            place=town,
            date=f"2031-04-0{day}",
            published=f"2031-04-0{day}",
        )
        for town in ("رملة", "زهران", "قرطان", "بدران")
        for day in (1, 2)
        for copy, line in enumerate(
            ("هاجم مسلحون ملثمون مخفرا للشرطة في {} ليلا", "في {} هاجم مسلحون ملثمون ليلا مخفرا للشرطة عند السوق")
        )
    ]
    whole = timeline(*pages)
    assert len(whole) == 8
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        assert timeline(*pages) == whole


def test_cards_keep_events_over_packing_and_hide_private_people() -> None:
    made = page("a", TALKS, trigger="التقى", who=WHO, place="رملة")
    assert happened(unpacked(packed(card(made)))) == happened(card(made))
    hidden = Page(
        made.document, events=made.events, entities=(made.entities[0], entity(made.document, WHO[1], private=True))
    )
    (row,) = timeline(hidden)
    assert row.participants == WHO[:1]
