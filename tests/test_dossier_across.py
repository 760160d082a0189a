"""The dossier's claims in several wordings, denials, timeline and versions: each one click from its words."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import msgspec
import pytest

from made_dossier import Reader
from made_pages import at, document, entity, said
from tawatur.model import Event, Page, Stance
from tawatur.relate import card, relate
from tawatur.show.across import across
from tawatur.show.dossier import render, style_sheet
from tawatur.show.items import Dossier
from tawatur.show.phrases import LANGUAGES, phrase
from tawatur.show.refs import Act
from tawatur.show.view import DossierInput, build

FILLER = [
    f"وشهدت المدينة في الأسبوع {week} أمطارا متفرقة على طول الساحل، ولم تسجل الأرصاد سرعات رياح غير مألوفة."
    for week in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس")
]
CONTENT = "العبّارة غرقت قرب جزيرة النخل بعد اصطدامها برصيف المرفأ الشمالي"
REWORDED = "العبّارة غرقت قرب جزيرة النخل إثر اصطدامها برصيف المرفأ"


def page(
    name: str, content: str, *, stance: str = "report", speaker: str = "سامي الطحان", status: str = "stated"
) -> Page:
    cue = "نفى" if stance == "deny" else "قال"
    line = f"{cue} {speaker} بعد لقاء ليلى الصياد في رملة إن {content}."
    made = document(
        f"{name}.html",
        [line, *FILLER],
        outlet=f"صحيفة {name}",
        published="2031-04-06",
        url="https://almina.example/7" if name in "ad" else f"https://{name}.example/1",
    )
    made = msgspec.structs.replace(made, fetched_at=f"2031-04-06T{ord(name) - 87}:00")
    statement = said(made, content, cue=cue, source=speaker, speaker=0, stance=stance)
    event = Event(
        (at(made.text, "لقاء"),),
        "لقاء",
        (),
        "meeting",
        (at(made.text, speaker), at(made.text, "ليلى الصياد")),
        at(made.text, "رملة"),
        "2031-04-05",
        status,  # type: ignore[arg-type]
        "test",
    )
    return Page(
        made,
        attributions=(statement,),
        events=(event,),
        entities=(entity(made, speaker), entity(made, "ليلى الصياد")),
    )


def given() -> DossierInput:
    pages = (
        page("a", CONTENT),
        page("b", REWORDED),
        page("c", f"صحة الأنباء عن أن {CONTENT}", stance="deny", speaker="مراد الغواص", status="planned"),
        page("d", CONTENT + " وأن البحث عن ركابها مستمر"),
    )
    relations = relate([card(one) for one in pages])
    return DossierInput(
        pages, relations.derivations, relations.origins, claims=relations.claims, timeline=relations.timeline,
        versions=relations.versions,
    )  # fmt: skip


def made(text: str = "full") -> Dossier:
    return across(build(given(), text=text), given())  # type: ignore[arg-type]


def test_wordings_of_one_statement_stand_side_by_side_and_a_denial_names_what_it_denies() -> None:
    claims = {view.row.stance: view for view in made().claims}
    claim, denial = claims["report"], claims["deny"]
    assert len(claim.wordings) == 3
    assert claim.pages == 3
    assert [anchor for anchor, _ in denial.denies] == [claim.anchor]
    assert [anchor for anchor, _ in claim.denied_by] == [denial.anchor]


def test_the_timeline_stands_by_day_and_what_is_planned_is_hidden_at_first() -> None:
    entries = made().timeline
    assert [entry.row.date for entry in entries] == sorted(entry.row.date for entry in entries)
    assert {entry.row.status for entry in entries} == {"stated", "planned"}
    meeting = next(entry for entry in entries if entry.row.status == "stated")
    assert (meeting.pages, meeting.place, meeting.trigger) == (3, "رملة", "لقاء")
    html = render(given())
    assert 'class="tl-planned">' in html
    assert 'class="tl-k-meeting" checked>' in html


def test_a_version_stands_with_its_page_and_shows_what_was_added() -> None:
    views = {doc.ref.number: doc.versions for doc in made().docs if doc.versions}
    ((version,),) = views.values()
    assert version.row.basis == "fetched"
    assert [(change.kind, change.before) for change in version.changes] == [("added", ())]
    assert "ركابها" in str(version.changes[0].after)


@pytest.mark.parametrize("text", ["excerpts", "full"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_link_leads_somewhere_and_no_page_is_needed_twice(text: str, lang: str) -> None:
    html = render(given(), text=text, lang=lang)  # type: ignore[arg-type]
    reader = Reader(html)
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert 'id="timeline"' in html
    assert 'id="claims"' in html


def test_rows_of_pages_that_are_not_there_are_left_out_and_their_order_changes_nothing() -> None:
    whole = given()
    turned = dataclasses.replace(
        whole,
        claims=tuple(reversed(whole.claims)),
        timeline=tuple(reversed(whole.timeline)),
        versions=tuple(reversed(whole.versions)),
    )
    assert render(turned) == render(whole)
    alone = dataclasses.replace(whole, pages=whole.pages[:1])
    dossier = across(build(alone), alone)
    assert all(place.doc.number == 1 for entry in dossier.timeline for place in entry.places)
    assert not any(doc.versions for doc in dossier.docs)


ACTS = get_args(Stance)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("stance", ACTS)
def test_words_that_stand_alone_have_what_is_done_with_them_in_front(stance: str, lang: str) -> None:
    pages = [page(name, CONTENT, stance=stance, speaker="مراد الغواص") for name in "bc"]
    pages = [
        msgspec.structs.replace(one, attributions=(msgspec.structs.replace(one.attributions[0], said_on="2031-04-05"),))
        for one in pages
    ]
    relations = relate([card(one) for one in pages])
    html = render(
        DossierInput(pages, relations.derivations, relations.origins, claims=relations.claims,
                     timeline=relations.timeline),
        text="full", lang=lang,
    )  # fmt: skip
    front = "".join(f"<l-{code}>{phrase(code, f'act.{stance}')}</l-{code}>" for code in LANGUAGES)
    shown = re.sub(r'(?s)<section id="documents">.*', "", html)
    places = [found.start() for found in re.finditer(re.escape(f">{CONTENT}"), shown)]
    sections = {re.findall(r'<section id="(\w+)"', shown[:at])[-1] for at in places}
    assert {"timeline", "said", "origins"} <= sections
    for place in places:
        before = shown[place - 700 : place]
        assert front in before, f"nothing says what is done with the words: {before[-200:]}"
        assert CONTENT not in before[before.rindex(front) :]


def test_a_statement_inside_a_denial_says_so_and_a_denied_event_too() -> None:
    whole = page("b", CONTENT, stance="deny", speaker="مراد الغواص", status="denied")
    inner = said(whole.document, "اصطدامها برصيف المرفأ الشمالي", cue="بعد", source="مراد الغواص", speaker=0, id="a2")
    nested = msgspec.structs.replace(inner, parent=0)
    relations = relate([card(whole)])
    one = msgspec.structs.replace(whole, attributions=(*whole.attributions, nested))
    dossier = across(build(DossierInput([one]), text="full"), DossierInput([one]))
    ((first, second),) = [speaker.said for speaker in dossier.speakers]
    assert (first.act, second.act) == (Act("deny"), Act("report", within=True))
    html = render(DossierInput([one], timeline=relations.timeline), lang="en")
    assert phrase("en", "act_status.within") in html
    assert re.search(r'class="act denied">.{,120}</b> <a href="#[\w-]+"><bdi>لقاء', html)


def test_an_excerpt_that_leaves_the_reporting_word_out_has_a_word_for_it() -> None:
    sheet = style_sheet()
    for stance in ACTS:
        assert f'mark[id].uncued-{stance}::before{{content:"{phrase("en", f"act.{stance}")} "}}' in sheet
    one = page("b", CONTENT, stance="deny")
    bare = msgspec.structs.replace(one, attributions=(msgspec.structs.replace(one.attributions[0], cue=()),))
    assert "uncued-deny" in render(DossierInput([bare]))
    assert "uncued-deny" not in re.sub(r"(?s)<style>.*?</style>", "", render(DossierInput([one]), text="full"))
