"""The dossier as a file: complete, self-contained, escaped, within its limits, the same each time."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_dossier import Reader, case, clips, first_page, hostile_case
from made_pages import document, entity, figure, said
from tawatur import annotate
from tawatur.errors import UsageError
from tawatur.model import (
    Page,
    Refusal,
    Span,
)
from tawatur.relate import card, relate
from tawatur.relate.bearers import bearers
from tawatur.relate.media import Name
from tawatur.relate.voices import Voice, _resting
from tawatur.show.dossier import render
from tawatur.show.excerpts import LIMIT, Shown, excerpts
from tawatur.show.marks import Back, Mark, Marker
from tawatur.show.phrases import LANGUAGES, words
from tawatur.show.quality import Measure, Quality
from tawatur.show.text import NAME_LENGTH, bounds, direction, plain
from tawatur.show.view import DossierInput, build

LANGS = pytest.mark.parametrize("lang", LANGUAGES)
TEXTS = pytest.mark.parametrize("text", ["excerpts", "full"])


# --- the file ------------------------------------------------------------------------------------------------------


@TEXTS
@LANGS
def test_every_link_inside_leads_somewhere_and_every_anchor_is_one(text: Any, lang: Any) -> None:
    page = Reader(render(case(), text=text, lang=lang))
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link.startswith("#")} <= {f"#{name}" for name in page.ids}


@TEXTS
def test_every_statement_and_figure_is_one_click_from_its_words(text: Any) -> None:
    given = case()
    page = Reader(render(given, text=text))
    dossier = build(given, text=text)
    rows = [row for rows in dossier.counts.values() for row in rows]
    items = [s for speaker in dossier.speakers for s in speaker.said] + [*dossier.unnamed, *dossier.nobody]
    assert len(rows) == 3
    assert len(items) == 4
    for item in [*rows, *items]:
        assert f"#{item.words}" in page.links
        assert item.words in page.ids
        assert f"#{item.anchor}" in page.links, "no way back from the words"


def test_the_file_asks_the_network_for_nothing() -> None:
    html = render(case())
    page = Reader(html)
    for tag, attributes in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "base", "form"), tag
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
    assert [link for link in page.links if not link.startswith("#")] == ["https://sabah.example/1"]
    assert "@import" not in html
    assert set(re.findall(r"url\((.{5})", html)) == {"data:"}
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@TEXTS
def test_the_same_case_gives_the_same_file_whatever_the_order_of_its_rows(text: Any) -> None:
    given = case()
    turned = case(pages=given.pages[::-1], refusals=given.refusals[::-1])
    assert render(given, text=text) == render(turned, text=text) == render(case(), text=text)


@TEXTS
def test_strings_of_pages_do_nothing(text: Any) -> None:
    given = hostile_case()
    html = render(given, text=text)
    page = Reader(html)
    plain_case = Reader(render(case(), text=text))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain_case.elements} | {"br", "small", "h4"}
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert not (attributes.get("href") or "").startswith(("javascript", "data"))
    assert len(page.ids) == len(set(page.ids))
    assert all(re.fullmatch(r"[\w-]+", name) for name in page.ids)
    outside = re.sub(r"(?s)<style>.*?</style>", "", html)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b\ufffe]", outside)
    assert "{{ 7 * 7 }}" in page.all_text
    assert all(len(speaker.name) <= NAME_LENGTH for speaker in build(given, text=text).speakers)


def test_an_unknown_mode_or_language_is_said() -> None:
    with pytest.raises(UsageError, match=r"excerpts, full"):
        render(case(), text="half")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"ar, en"):
        render(case(), lang="fr")  # type: ignore[arg-type]


def test_a_case_without_pages_is_a_dossier_too() -> None:
    page = Reader(render(DossierInput(pages=())))
    assert words("ar")["ui"]["empty"] in page.all_text
    assert words("ar")["method"]["no_run"] in page.all_text


def test_250_dense_pages_stay_under_8_megabytes() -> None:
    # each with as many statements and figures as a dense page of 300 words has: ten and nine
    template = document("x", [f"قال الوزير رقم {n} إن {n + 1} منازل غمرت في حي الصفصاف أمس." for n in range(10)] * 2)
    pages = []
    for n in range(250):
        made = msgspec.structs.replace(
            template, key=f"{n:032x}", source=f"p{n}", outlet=f"صحيفة {n % 9}", url=f"https://news.example/story/{n}"
        )
        entities = tuple(entity(made, f"الوزير رقم {i}") for i in range(10))
        statements = tuple(
            said(made, f"{i + 1} منازل غمرت في حي الصفصاف أمس", cue="قال", source=f"الوزير رقم {i}", speaker=i)
            for i in range(10)
        )
        figures = tuple(
            msgspec.structs.replace(
                figure(made, f"{i + 1} منازل", i + 1, kind="facilities", counted="منازل"),
                place="حي الصفصاف", as_of="2026-02-03", as_of_basis="event", attribution=i,
            )
            for i in range(9)
        )  # fmt: skip
        pages.append(Page(document=made, attributions=statements, figures=figures, entities=entities))
    html = render(DossierInput(pages=pages), text="full")
    assert len(html.encode()) < 8_000_000


# --- what is said --------------------------------------------------------------------------------------------------


def test_the_trail_runs_from_the_speaker_over_carriers_and_agencies_to_the_outlet() -> None:
    (outer,) = build(case()).unnamed
    assert [(node.role, node.names) for node in outer.trail] == [
        ("speaker", ("مصدر في البلدية",)),
        ("carrier", ("وكالة نهرين",)),
        ("agency", ("نهرين برس", "رافد")),
        ("outlet", ("صباح نهرين",)),
    ]


@pytest.mark.parametrize("name", ["وكالةُ نهرين", "صباح نهرين"])
def test_a_carrier_or_outlet_that_is_credited_too_is_one_station(name: str) -> None:
    page = first_page()
    credit = msgspec.structs.replace(page.document.credits[0], names=(name,))
    again = msgspec.structs.replace(page, document=msgspec.structs.replace(page.document, credits=(credit,)))
    (outer,) = build(case(pages=[again])).unnamed
    assert [node.role for node in outer.trail] == ["speaker", "carrier", "outlet"]


def test_a_figure_without_owner_is_the_pages_own_word() -> None:
    page = first_page()
    bare = tuple(msgspec.structs.replace(f, attribution=None) for f in page.figures)
    rows = build(case(pages=[msgspec.structs.replace(page, figures=bare)])).counts["facilities"]
    assert [node.role for node in rows[0].trail] == ["own", "agency", "outlet"]


def test_one_printed_name_is_one_speaker_and_unnamed_sources_are_never_joined() -> None:
    dossier = build(case())
    assert [(s.name, len(s.said)) for s in dossier.speakers] == [("سلمى الدرعي", 2), ("رامز قصاب", 1)]
    assert len(dossier.unnamed) == 1


def test_victims_and_relatives_are_listed_nowhere() -> None:
    given = case()
    dossier = build(given, text="full")
    assert dossier.private == 1
    page = Reader(render(given, text="full"))
    assert page.all_text.count("نوال") == 1, "once, in the words of the page itself"
    assert sum(printed.count("نوال") for printed in page.articles.values()) == 1


def test_figures_stand_by_kind_and_date_with_bounds_status_and_owner() -> None:
    dossier = build(case())
    assert list(dossier.counts) == ["displaced", "facilities"]
    html = render(case())
    assert "≈ 11–14" in html
    assert "≥ 300" in html
    assert '<tr id="' in html
    assert 'class="denied"' in html
    assert 'class="possible"' in html


@pytest.mark.parametrize(
    ("low", "high", "approx", "printed"),
    [
        (7.0, 7.0, False, "7"),
        (12000.0, None, False, "≥ 12,000"),
        (None, 2.5, True, "≈ ≤ 2.5"),
        (11.0, 14.0, False, "11–14"),
    ],
)
def test_bounds_are_printed_as_signs(low: float | None, high: float | None, approx: bool, printed: str) -> None:
    assert bounds(low, high, approx=approx) == printed


def test_counts_of_origins_are_intervals_and_the_upper_bound_never_stands_alone() -> None:
    page = Reader(render(case(), lang="en"))
    assert "at least 1, at most 2" in page.all_text
    assert "at least 2, no upper bound known" in page.all_text
    before = [page.all_text[m.start() - 20 : m.start()] for m in re.finditer(r"at most \d", page.all_text)]
    assert before
    assert all(re.search(r"at least \d+, $", text) for text in before)


def test_an_unknown_direction_is_said_and_a_known_one_names_both() -> None:
    unknown = Reader(render(case(), lang="en")).all_text
    assert "direction unknown" in unknown
    row = msgspec.structs.replace(case().derivations[0], direction="b→a")
    known = Reader(render(case(derivations=(row,)), lang="en")).all_text
    link = build(case(derivations=(row,))).groups[0].links[0]
    assert link.taken == (link.b, link.a)
    assert f"taken from {link.b.number} into {link.a.number}" in known


def test_more_passages_than_are_shown_are_counted() -> None:
    (link,) = build(case()).groups[0].links
    assert (len(link.passages), link.more) == (3, 2)


def test_refusals_name_input_place_reason_and_mend_in_both_languages() -> None:
    text = Reader(render(case())).all_text
    for wanted in ("empty.html", "It is empty.", "line 7", "Something new.", "Do something.", "novel-code"):
        assert wanted in text
    told = tomllib.loads((files("tawatur.show") / "words" / "ar-told.toml").read_text("utf-8"))
    assert told["refusal"]["empty"][1] in text


def test_the_method_names_versions_hashes_and_that_nothing_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tawatur.show.dossier.quality", lambda: None)
    text = Reader(render(case(), lang="en")).all_text
    assert "0.1.0" in text
    assert "ab" * 32 in text
    assert "Not measured." in text
    assert "no answer was given: 1" in text


def test_the_method_prints_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Quality("0.1.0", 37, (Measure("attribution", 0.8, None, 412),))
    monkeypatch.setattr("tawatur.show.dossier.quality", lambda: measured)
    text = Reader(render(case(), lang="en")).all_text
    assert "80%" in text
    assert "412" in text
    assert "Not measured." in text


def test_each_page_stands_with_address_moment_and_hash() -> None:
    given = case()
    text = Reader(render(given, lang="en")).all_text
    for page in given.pages:
        assert page.document.blob in text
    assert "https://sabah.example/1" in text
    assert "3 February 2026, 10:20" in text
    assert "unknown" in text


# --- words of pages ------------------------------------------------------------------------------------------------


def test_full_texts_are_marked_and_complete() -> None:
    given = case()
    html = render(given, text="full")
    page = Reader(html)
    assert words("ar")["ui"]["internal"] in page.all_text
    dossier = build(given, text="full")
    for doc in dossier.docs:
        printed = page.articles[doc.ref.anchor]
        if doc.document.title is None:
            printed = printed.removeprefix(doc.file)
        assert "".join(printed.split()) == "".join(doc.document.text.split())


def test_excerpts_show_at_most_15_percent_of_each_page_anywhere() -> None:
    given = case()
    dossier = build(given)
    page = Reader(render(given))
    assert words("ar")["ui"]["excerpts"] in page.all_text
    for doc in dossier.docs:
        title = doc.document.title
        allowed = max(LIMIT * len(doc.document.text), title.end - title.start if title else 0)
        assert doc.shown.size <= allowed
        assert len("".join(page.articles.get(doc.ref.anchor, "").split())) <= allowed
    pieces = {doc.ref.anchor: [span.of(doc.document.text) for span in doc.shown.spans] for doc in dossier.docs}
    for anchor, printed in clips(dossier):
        for piece in printed:
            assert isinstance(piece, int) or piece == " … " or any(piece in shown for shown in pieces[anchor])


def test_a_figure_keeps_its_words_in_excerpts() -> None:
    for doc in build(case()).docs:
        for one in doc.page.figures:
            assert doc.shown.of(one.span) == (one.span,)


def dense_page(lengths: list[int], filler: int) -> Page:
    """A page with a statement of each of the lengths (in words, each holding a figure), and so many other words."""
    contents = [
        " ".join([f"كلام{n}", f"{n + 2} بيوت", *(f"كلمة{n}و{i}" for i in range(k))]) for n, k in enumerate(lengths)
    ]
    other = " ".join(["وهطل", "المطر"] * filler)
    made = document("dense", [f"قال الوزير إن {content}." for content in contents] + [other], title="عنوان قصير")
    return Page(
        document=made,
        attributions=tuple(said(made, content, cue="قال", source="الوزير") for content in contents),
        figures=tuple(figure(made, f"{n + 2} بيوت", n + 2, counted="بيوت") for n in range(len(lengths))),
    )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_excerpts_are_shared_out_evenly(lengths: list[int], filler: int) -> None:
    page = dense_page(lengths, filler)
    text = page.document.text
    shown = excerpts(page)
    title = page.document.title
    assert title is not None
    assert shown.size <= max(LIMIT * len(text), title.end - title.start)
    seen, whole = [], []
    for one in page.attributions:
        (content,) = one.content
        pieces = shown.of(content)
        opening = pieces[0].of(text) if pieces and pieces[0].start == content.start else ""
        seen.append(len(opening.split()))
        whole.append(len(content.of(text).split()))
    # a statement may be a word ahead of the others where the last round ended; a short one is whole and no more
    short = [n for n, k in zip(seen, whole, strict=True) if n < k]
    if short:
        assert all(n <= min(short) + 3 or n == k <= min(short) + 3 for n, k in zip(seen, whole, strict=True))


def test_every_statement_of_a_dense_page_has_an_opening_and_says_what_is_left_out() -> None:
    page = dense_page([2, 30, 30, 30, 30, 1], 120)
    (doc,) = build(DossierInput(pages=[page])).docs
    items = build(DossierInput(pages=[page])).nobody or build(DossierInput(pages=[page])).unnamed
    assert [item.content[0].split()[:4] for item in items if isinstance(item.content[0], str)] == [
        one.content[0].of(doc.document.text).split()[:4] for one in page.attributions
    ]
    assert [type(item.content[-1]) for item in items] == [str, int, int, int, int, str]
    for item, one in zip(items, page.attributions, strict=True):
        printed = sum(len(piece.split()) if isinstance(piece, str) else piece for piece in item.content)
        assert printed == len(one.content[0].of(doc.document.text).split())
    read = Reader(render(DossierInput(pages=[page]), lang="en"))
    assert f"{items[1].content[-1]} words left out" in read.all_text
    assert doc.share > 0.14, "what may be shown is shown"


def test_a_dossier_says_nothing_of_the_folders_of_the_machine() -> None:
    sources = ["/home/secret/story/a/one.html", "/home/secret/story/b/one.html", "C:\\Users\\secret\\feed.jsonl#3", "-"]
    pages = [Page(msgspec.structs.replace(document(f"{n}", ["كلام"]), source=s)) for n, s in enumerate(sources)]
    lost = Refusal("/home/secret/story/lost.html", "", "empty", "It is empty.", "Get the page again.")
    web = Refusal("https://news.example/secret", "", "empty", "It is empty.", "Get the page again.")
    for text in ("excerpts", "full"):
        html = render(DossierInput(pages=pages, refusals=(lost, web)), text=text)  # type: ignore[arg-type]
        printed = Reader(html).all_text
        for name in ("a/one.html", "b/one.html", "feed.jsonl#3", "lost.html", "https://news.example/secret"):
            assert name in printed
        outside = re.sub(r"(?s)<(style|script)>.*?</\1>", "", html)
        assert not re.search(r"/home|Users|story/|secret[/\\]", outside)


@pytest.mark.parametrize("path", ["/home/secret/one.html", "C:\\secret\\one.html", "file:///secret/one.html"])
def test_an_id_or_address_that_is_a_path_loses_its_folders(path: str) -> None:
    made = msgspec.structs.replace(document("x", ["كلام"]), id=path, url=path, source=path)
    printed = Reader(render(DossierInput(pages=[Page(made)]))).all_text
    assert "one.html" in printed
    assert "secret" not in printed


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark], Shown]:
    text = draw(st.text("ابت <&\"'\n", min_size=1, max_size=60))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    real = span.filter(lambda s: s.start < s.end)
    marks = [
        Mark(
            one, draw(st.sampled_from("cksvf")), draw(st.sampled_from(["", "n1", "n2", "n3"])), draw(st.integers(0, 2))
        )
        for one in draw(st.lists(real, max_size=6))
    ]
    return text, marks, Shown(draw(st.lists(real, max_size=4)))


@given(marked())
@settings(max_examples=300, deadline=None)
def test_marks_nest_keep_the_text_and_anchor_each_annotation_once(made: tuple[str, list[Mark], Shown]) -> None:
    text, marks, shown = made
    names = {m.of for m in marks if m.of}
    marker = Marker(text, marks, shown, {name: Back(f"i-{name}", name) for name in names})
    out = ""
    at_ = 0
    for span in [*shown.spans, Span(len(text), len(text))]:
        if at_ < span.start:
            out += marker.omitted(Span(at_, span.start))
        if span.start < span.end:
            out += marker.inside(span)
        at_ = span.end
    read = Reader(f"<article id='x'><div class='words'>{out}</div></article>")
    printed = "".join(span.of(text) for span in shown.spans)
    assert "".join(read.articles.get("x", "").split()) == "".join(printed.split())
    assert sorted(name for name in read.ids if name != "x") == sorted(names)
    assert sorted(read.links) == sorted(f"#i-{name}" for name in names)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8), st.integers(0, 30), st.integers(0, 30))
def test_shown_stretches_are_what_a_set_of_places_would_be(pairs: list[tuple[int, int]], x: int, y: int) -> None:
    shown = Shown([Span(min(p), max(p)) for p in pairs])
    places = {i for a, b in pairs for i in range(min(a, b), max(a, b))}
    asked = Span(min(x, y), max(x, y))
    assert shown.size == len(places)
    assert {i for s in shown.of(asked) for i in range(s.start, s.end)} == places & set(range(asked.start, asked.end))


def test_short_pages_show_nothing_but_their_headline() -> None:
    made = document("s", ["قال زيد إن 3 نجوا."], title="ثلاثة ناجين في حادث الجسر القديم")
    page = Page(document=made, figures=(figure(made, "3 نجوا", 3, kind="evacuated"),))
    assert excerpts(page).spans == (made.title,)


def test_the_direction_of_a_page_is_that_of_its_letters() -> None:
    assert direction("في 12 March 2026 قال الوزير كلاما كثيرا") == "rtl"
    assert direction("The word سد means dam") == "ltr"


def test_signs_that_reorder_text_are_shown_and_not_obeyed() -> None:
    assert "U+202E" in plain("a\u202eb")
    assert "\u202e" not in plain("a\u202eb")
    assert plain("a\u200fb") == "a\u200fb"


# --- actors ---------------------------------------------------------------------------------------------------------


def test_a_speaker_stands_once_under_all_his_names_and_each_opens_its_words() -> None:
    pages = [
        annotate("قال وزير النقل الدنماركي يوهان هالستروم إن العبارة غرقت قرب الميناء"),
        annotate("أعلن وزير النقل الدنماركي يوهان هلستروم أن الرصيف مغلق. وقال هلستروم إن التحقيق بدأ"),
    ]
    relations = relate([card(page) for page in pages], [row for page in pages for row in bearers(page)])
    shown = DossierInput(pages, actors=relations.actors, actor_members=relations.actor_members)
    people = [one for one in build(shown).speakers if one.kind == "person"]
    assert [len(one.said) for one in people] == [3]
    assert {"يوهان هالستروم", "يوهان هلستروم", "هلستروم"} <= {one.name for one in people[0].names}
    html = render(shown)
    for one in people[0].names:
        assert f'id="{one.words}"' in html


def test_without_actors_a_speaker_is_a_printed_name() -> None:
    pages = [annotate("قال الوزير يوهان هالستروم إن البحر هادئ"), annotate("قال الوزير يوهان هالستروم إن البحر هائج")]
    (one,) = build(DossierInput(pages)).speakers
    assert (len(one.said), one.names) == (2, ())


def test_who_takes_a_number_from_whom_is_told_once_under_the_longest_names() -> None:
    ministry = Name("وزارة الصحة", "وزارة الصحة")
    guards = [Name(name, name) for name in ("خفر السواحل", "خفر السواحل الأوزماري")]
    voices = [Voice(ministry, leans=(guards[0],)), Voice(guards[0]), Voice(guards[1])]
    assert _resting(voices) == [("وزارة الصحة", "خفر السواحل الأوزماري")]
