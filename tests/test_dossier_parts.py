"""A dossier of a part: names covered on request, selections of a case, and what is said across outlets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from made_dossier import Reader, case
from made_pages import at, document, entity, said
from tawatur import open_case
from tawatur.build import build
from tawatur.errors import UsageError
from tawatur.model import (
    Actor,
    ActorMember,
    ActorName,
    Claim,
    Correction,
    Event,
    Mention,
    Occurrence,
    Page,
    Place,
    Span,
    StoryMember,
    Told,
)
from tawatur.packs import load
from tawatur.show.dossier import LARGEST, render, viewed
from tawatur.show.phrases import words
from tawatur.show.redact import BAR, Cover, read_names
from tawatur.show.selection import MOST, read_selection, select
from tawatur.show.view import DossierInput
from tawatur.store import Case
from tawatur.store.overlay import Measured, Placed

# --- names covered ---------------------------------------------------------------------------------------------------

NAME = "سلمى الدرعي"
MINISTER = [
    "قالت وزيرة الري سلمى الدرعي إن السد آمن. وقالت الدرعي إن لا خطر.",
    "وسُئل مكتب سَلـمى الدرعي عن السد، وأشاد نائب بالدرعي، وكتب آخر #سلمى_الدرعي، ولسلمى رأي.",
    "The minister, Salma al-Darai, said the dam is safe; Darai's office agreed.",
]


def minister() -> DossierInput:
    made = document(
        "pages/سلمى-الدرعي.html", MINISTER, title="سلمى الدرعي: السد آمن", outlet="صباح نهرين",
        url="https://sabah.example/%D8%B3%D9%84%D9%85%D9%89-الدرعي/7", published="2031-04-06", id="خبر-الدرعي-7",
    )  # fmt: skip
    names = entity(made, NAME, name=NAME)
    quote = said(made, "السد آمن", cue="قالت", source=f"وزيرة الري {NAME}", speaker=0)
    places = (Place(made.key, names.span),)
    english = (ActorName(NAME, 2, made.key, names.span), ActorName("الدرعي", 3, made.key, names.span))
    actor = Actor("a-1", NAME, "person", places, english="Salma al-Darai", names=english)
    return DossierInput(
        [Page(document=made, attributions=(quote,), entities=(names,))],
        actors=(actor,),
        actor_members=(ActorMember("a-1", made.key, 0),),
    )


@pytest.mark.parametrize("text", ["excerpts", "full"])
def test_nothing_of_a_covered_name_is_left_in_the_file(text: Any) -> None:
    plain = render(minister(), text=text)
    html = render(minister(), text=text, redact=[NAME])
    fold = load("ar").fold.flat
    for part in (*NAME.split(), "سلمي", "درعي", "Salma", "Darai", "%D8%B3%D9%84"):
        assert fold(part) in fold(plain) or text == "excerpts"
        assert fold(part) not in fold(html), part
    assert BAR in html
    assert not re.search("[\ue000\ue001]", html)
    assert "https://sabah.example" not in html, "the address holds the name"
    reader = Reader(html)
    assert {link for link in reader.links if link.startswith("#")} <= {f"#{name}" for name in reader.ids}
    assert "السد آمن" in reader.all_text, "what was said is left"


def test_covering_keeps_every_length_and_all_other_words() -> None:
    cover = Cover([NAME])
    for line in MINISTER:
        covered = cover.text(line)
        assert len(covered) == len(line)
        assert {"السد", "آمن", "نائب"} & set(line.split()) <= set(covered.split())
    assert cover.text("سلام على الدار والدروع") == "سلام على الدار والدروع"


def test_short_words_of_a_name_are_covered_inside_it_alone() -> None:
    cover = Cover(["علي بن طي"])
    assert cover.text("طي الملف") == "طي الملف"
    assert not cover.holds("بن الأثير")
    assert cover.text("قال علي بن طي أمس").count("\ue000") == 1


def test_a_file_of_names_is_read_or_refused(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text(f"\ufeff# whom we protect\n\n  {NAME}  \n", "utf-8")
    assert read_names(names) == (NAME,)
    names.write_text("# nobody\n", "utf-8")
    with pytest.raises(UsageError, match="holds no name"):
        read_names(names)
    with pytest.raises(UsageError, match="one name a line"):
        read_names(tmp_path / "missing.txt")
    with pytest.raises(UsageError, match="no letters"):
        Cover(["—"])


# --- selections ------------------------------------------------------------------------------------------------------

PAGES = 260
REST = "وتواصلت أعمال الصيانة على الطريق. " * 3
TOWNS = ("رملة", "سفانة", "دومة", "تلفان")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of 260 pages: each town's mayor speaks on every fourth, and two papers print every tenth text."""
    folder = tmp_path_factory.mktemp("large")
    lines = []
    for n in range(PAGES):
        town, told = TOWNS[n % 4], n - n % 2 if n % 20 < 2 else n
        body = f"أعلن رئيس بلدية {TOWNS[told % 4]} كريم الصباغ أن الجسر رقم {told} أُغلق وأن {told + 3} عاملا أصيبوا."
        lines.append(
            {"id": f"p{n}", "title": f"خبر {n} من {town}", "text": f"{body} {REST}",
             "published": f"2031-{n % 12 + 1:02}-11", "outlet": f"صحيفة {n % 7}"}
        )  # fmt: skip
    source = folder / "pages.jsonl"
    source.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    build([str(source)], folder / "large.tawatur")
    with open_case(folder / "large.tawatur") as opened:
        yield opened


def test_a_large_case_is_cut_to_a_selection_and_says_so(large: Case) -> None:
    html = render(large, lang="en")
    reader = Reader(html)
    assert len(reader.articles) == MOST
    assert len(html.encode()) < LARGEST
    assert f"A selection: {MOST} of the {PAGES} pages" in reader.all_text
    assert "most independent sources" in reader.all_text
    assert {link for link in reader.links if link.startswith("#")} <= {f"#{name}" for name in reader.ids}
    assert html == render(large, lang="en")


def test_pages_with_more_sources_are_kept_before_others(large: Case) -> None:
    shared = {mention.document for row in large.origins() for mention in row.mentions}
    assert 0 < len(shared) < MOST
    assert shared <= set(select(large, {}).keys)


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ({"words": "رملة"}, 78, 78),
        ({"words": '"الجسر رقم"', "since": "2031-06-01"}, 150, 155),
        ({"until": "2031-03"}, 66, 66),
        ({"outlet": "صحيفة 3"}, 37, 38),
        ({"speaker": "كريم الصباغ"}, 200, 260),
        ({"speaker": "الصباغ", "most": "12"}, 12, 12),
    ],
)
def test_a_selection_takes_what_fits_all_that_is_asked_for(
    large: Case, asked: dict[str, str], least: int, most: int
) -> None:
    chosen = select(large, asked)
    assert least <= len(chosen.keys) <= most
    assert chosen.total == PAGES
    assert chosen.ranked == (asked.get("most") is not None or chosen.fit > MOST)
    reader = Reader(render(large, select={**asked, "most": "12"}, lang="en"))
    for name, value in asked.items():
        assert name == "most" or value in reader.all_text


def test_a_story_is_selected_by_one_of_its_pages(large: Case) -> None:
    rows = list(large.related("stories"))
    story = next(row.story for row in rows)
    held = {row.document for row in rows if row.story == story}
    assert set(select(large, {"story": min(held), "most": "999"}).keys) == held
    assert set(select(large, {"story": story, "most": "999"}).keys) == held


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["speker=x"], "words, speaker, outlet"),
        (["words"], "NAME=VALUE"),
        (["words= "], "NAME=VALUE"),
    ],
)
def test_what_can_not_be_selected_by_is_told(asked: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_selection(asked)


def test_a_selection_of_nothing_is_no_dossier(large: Case) -> None:
    with pytest.raises(UsageError, match=f"No page of the case fits outlet=.*{PAGES}"):
        render(large, select={"outlet": "none"})
    with pytest.raises(UsageError, match="most=many"):
        render(large, select={"most": "many"})


# --- what is said across outlets -------------------------------------------------------------------------------------


def two_papers() -> DossierInput:
    """Two papers on one raid and one man; the second prints his denial of what the first has."""
    one = document(
        "1.txt", "قال وزير النقل سامي الطحان إن الرصيف مغلق. وقع قصف على الميناء.", outlet="صحيفة الميناء",
        title="الرصيف مغلق", published="2031-04-06",
    )  # fmt: skip
    two = document(
        "2.txt",
        "نفى الطحان أن يكون الرصيف مغلقا. وقعت غارة على الميناء.",
        outlet="جريدة الساحل",
        published="2031-04-07",
    )
    claim = said(one, "الرصيف مغلق", cue="قال", source="وزير النقل سامي الطحان", speaker=0)
    denial = said(two, "يكون الرصيف مغلقا", cue="نفى", source="الطحان", speaker=0, stance="deny")
    events = [
        Event((at(made.text, word),), word, (), "strike", (), None, "2031-04-06", "stated", "test")
        for made, word in ((one, "قصف"), (two, "غارة"))
    ]
    pages = [
        Page(document=one, attributions=(claim,), entities=(entity(one, "سامي الطحان"),), events=(events[0],)),
        Page(document=two, attributions=(denial,), entities=(entity(two, "الطحان"),), events=(events[1],)),
    ]
    keys = [page.document.key for page in pages]
    told = tuple(
        Told(key, event.trigger[0], "2031-04-06" if key == keys[0] else "2031-04-05", page.document.outlet)
        for key, event, page in zip(keys, events, pages, strict=True)
    )
    places = tuple(Place(page.document.key, page.entities[0].span) for page in pages)

    def stated(name: str, key: str, made: Any, **more: Any) -> Claim:
        mention = Mention(key, Span(made.content[0].start, made.content[0].end), "سامي الطحان", "سامي الطحان")
        return Claim(name, made.text, made.stance, "stated", (mention,), speaker="سامي الطحان", **more)

    return DossierInput(
        pages,
        actors=(Actor("a-1", "سامي الطحان", "person", places),),
        actor_members=tuple(ActorMember("a-1", key, 0) for key in keys),
        claims=(stated("c-1", keys[0], claim), stated("c-2", keys[1], denial, denies=("c-1",))),
        timeline=(
            Occurrence(
                "t-1", "2031-04-06", "قصف", "stated", tuple(Place(one.document, one.span) for one in told), "strike",
                dates=("2031-04-06", "2031-04-05"), told=told,
            ),
        ),
        stories=tuple(StoryMember("y-1", key) for key in keys),
    )  # fmt: skip


def test_a_denial_stands_beside_what_it_denies() -> None:
    (denial,) = viewed(two_papers(), text="full").denials
    assert denial.speaker == "سامي الطحان"
    assert [wording.words for _, wording in denial.against] == [("الرصيف مغلق",)]
    html = render(two_papers(), text="full", lang="en")
    table = re.search(r'(?s)<table class="side denied">.*?</table>', html)
    assert table is not None
    assert "الرصيف مغلق" in table[0]
    assert "يكون الرصيف مغلقا" in table[0]


def test_outlets_stand_with_what_they_call_the_same_man_and_the_same_raid() -> None:
    found = {one.name: one for one in viewed(two_papers(), text="full").wording}
    man = {outlet.name: [phrase.text for phrase in outlet.phrases] for outlet in found["سامي الطحان"].outlets}
    assert man == {"صحيفة الميناء": ["وزير النقل سامي الطحان"], "جريدة الساحل": ["الطحان"]}
    raid = {outlet.name: [phrase.text for phrase in outlet.phrases] for outlet in found["قصف"].outlets}
    assert raid == {"صحيفة الميناء": ["قصف"], "جريدة الساحل": ["غارة"]}
    reader = Reader(render(two_papers(), text="full"))
    for one in found.values():
        for outlet in one.outlets:
            assert {phrase.words for phrase in outlet.phrases} <= set(reader.ids)


def test_private_people_are_called_nothing() -> None:
    given = two_papers()
    hidden = tuple(msgspec.structs.replace(actor, private=True) for actor in given.actors)
    made = viewed(DossierInput(given.pages, actors=hidden, actor_members=given.actor_members), text="full")
    assert made.wording == ()


def test_where_pages_disagree_is_told_first() -> None:
    made = viewed(two_papers(), text="full")
    assert (len(made.undated), len(made.opposed), len(made.denials)) == (1, 1, 1)
    html = render(two_papers(), lang="en")
    overview = html[html.index('id="overview"') : html.index('id="timeline"')]
    assert 'id="disagree"' in overview
    assert "5 April 2031" in overview
    assert [len(story.docs) for story in made.stories] == [2]


def test_what_users_noted_and_judged_is_told() -> None:
    given = case()
    page = given.pages[0]
    note = Correction(
        1, page.document.key, page.document.text_hash, 0, 4, "", "", "", "note", "add", "اتصلنا بالبلدية", "ن. س.",
        "2031-04-09T10:00:00Z", "",
    )  # fmt: skip
    grade = msgspec.structs.replace(note, kind="source", action="grade", value="b", reason="يعرف السد")
    remarks = [Placed(made, page.document.key, Span(0, 4)) for made in (note, grade)]
    html = render(case(remarks=remarks, judged=[Measured("figure", 3, 1, 0, 2)]), lang="en")
    text = Reader(html).all_text
    for wanted in ("اتصلنا بالبلدية", "ن. س.", "يعرف السد", "75%", words("en")["remark"]["source"]):
        assert wanted in text
