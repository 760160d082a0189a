"""A made-up case for the tests of the dossier, one made of hostile strings, and a reader of what was written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec

from made_pages import at, document, entity, figure, said
from tawatur.model import Abstention, Date, Derivation, Mention, Origin, Page, Passage, Refusal, Run, Span
from tawatur.show.items import Dossier
from tawatur.show.refs import Clip
from tawatur.show.view import DossierInput

# --- a case of three pages, and one of hostile strings -------------------------------------------------------------

FILLER = [
    f"وشهدت المدينة في الأسبوع {week} أمطارا متفرقة على طول الساحل، ولم تسجل الأرصاد سرعات رياح غير مألوفة."
    for week in ("الأول", "الثاني", "الثالث", "الرابع")
]


def first_page() -> Page:
    made = document(
        "pages/first.html",
        [
            "قالت وزيرة الري سلمى الدرعي إن السد «آمن تماما»، ونقلت وكالة نهرين عن مصدر في البلدية أن 14 منزلا غمرت.",
            "ونفى رئيس البلدية رامز قصاب أن يكون 300 شخص قد نزحوا.",
            *FILLER,
        ],
        title="الري: السد آمن",
        outlet="صباح نهرين",
        published="2026-02-03T10:20",
        credit=("نهرين برس / رافد", ("نهرين برس", "رافد")),
        url="https://sabah.example/1",
    )
    entities = (
        entity(made, "سلمى الدرعي", name="سلمى الدرعي"),
        entity(made, "مصدر في البلدية", None),
        entity(made, "رامز قصاب"),
    )
    outer = said(made, "14 منزلا غمرت", cue="نقلت", source="مصدر في البلدية", via=["وكالة نهرين"], speaker=1, id="a2")
    denial = said(
        made, "300 شخص قد نزحوا", cue="نفى", source="رئيس البلدية رامز قصاب", speaker=2, stance="deny", id="a3"
    )
    safe = said(
        made, "آمن تماما", cue="قالت", source="وزيرة الري سلمى الدرعي", speaker=0, mode="direct", stance="affirm"
    )
    homes = figure(made, "14 منزلا", 14, kind="facilities", counted="منزلا")
    moved = figure(made, "300 شخص", 300, kind="displaced", counted="شخص")
    return Page(
        document=made,
        attributions=(msgspec.structs.replace(safe, said_on="2026-02-02"), outer, denial),
        figures=(
            msgspec.structs.replace(homes, attribution=1, as_of="2026-02-03", as_of_basis="statement"),
            msgspec.structs.replace(moved, attribution=2, status="denied", min=300.0, max=None),
        ),
        entities=entities,
        dates=(Date(at(made.text, "الأسبوع الأول"), "الأسبوع الأول", None, "gregorian", "relative", "test"),),
        abstained=(Abstention(at(made.text, "الساحل"), "place", "test", "two places"),),
    )


def second_page() -> Page:
    made = document(
        "pages/second.txt",
        [
            "غمرت المياه ما بين 11 و14 منزلا في حي الصفصاف بحسب وزيرة الري سلمى الدرعي.",
            "وبكت أم الضحية نوال عيد وهي تقول إن البيت انهار.",
            *FILLER,
        ],
        outlet="الساحل الآن",
    )
    whole = said(
        made,
        "غمرت المياه ما بين 11 و14 منزلا في حي الصفصاف",
        cue="بحسب",
        source="وزيرة الري سلمى الدرعي",
        speaker=0,
    )
    private = said(made, "البيت انهار", cue="تقول", source="أم الضحية نوال عيد", speaker=1, id="a2")
    homes = figure(made, "ما بين 11 و14 منزلا", 11, kind="facilities", counted="منزلا")
    return Page(
        document=made,
        attributions=(whole, private),
        figures=(msgspec.structs.replace(homes, max=14.0, approx=True, status="possible", attribution=0),),
        entities=(entity(made, "سلمى الدرعي"), entity(made, "نوال عيد", private=True)),
    )


def third_page() -> Page:
    made = document("pages/third.txt", ["The dam is safe, officials say.", "Rain fell for 3 days."], title="Dam safe")
    return Page(msgspec.structs.replace(made, lang="en"))


def case(**changes: Any) -> DossierInput:
    one, two, three = first_page(), second_page(), third_page()
    a, b = one.document, two.document
    shared = Passage(at(a.text, FILLER[1]), at(b.text, FILLER[1]))
    given = DossierInput(
        pages=(one, two, three),
        derivations=(
            Derivation(
                a.key, b.key, "unknown", "cut", (shared,) * 5, "g-1", a.key, b.key, (0.4, 0.7), "test",
                ("no credit, and no moment that tells which came first", "a sentence nobody translated"),
            ),
        ),
        origins=(
            Origin(
                "c1", "figure", "14 منزلا",
                (
                    Mention(a.key, one.figures[0].span, "مصدر في البلدية", "وكالة نهرين", a.outlet),
                    Mention(b.key, two.figures[0].span, "سلمى الدرعي", "الساحل الآن", b.outlet),
                ),
                1, 2, 2, None, ("no source is named",),
            ),
        ),
        refusals=(
            Refusal("pages/empty.html", "", "empty", "It is empty.", "Get the page again."),
            Refusal("feed.jsonl", "line 7", "novel-code", "Something new.", "Do something.", "warning"),
        ),
        run=Run(1, "build pages", "0.1.0", 1, (("ar", "ab" * 32),), "2026-02-05T00:00", True),
    )  # fmt: skip
    return dataclasses.replace(given, **changes)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\u202eمعكوس\u2066\u202d",
    "ن" * 10_000,
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
    'https://evil.example/\u202e"><script>',
    "\x00\x1b[31m\ufffe",
]


def hostile_page(index: int, evil: str) -> Page:
    made = document(
        f"{evil}.html",
        [f"قال {evil} إن 7 أشخاص {evil} نجوا.", f"ختام {evil}"],
        title=f"عنوان {evil}",
        outlet=evil,
        published=evil[:40],
        credit=(f"وكالة {evil}", (evil, evil[::-1])),
        url=evil,
        id=f"{index}-{evil[:30]}",
    )
    made = msgspec.structs.replace(
        made, author=evil, fetched_at=evil, lang=evil[:20], key=made.key if index % 2 else evil[:60], blob=evil[:64]
    )
    content = f"7 أشخاص {evil} نجوا"
    return Page(
        document=made,
        attributions=(
            msgspec.structs.replace(
                said(made, content, cue="قال", source=evil, via=[evil], speaker=0), said_on=evil[:30]
            ),
        ),
        figures=(
            msgspec.structs.replace(
                figure(made, "7 أشخاص", 7, counted=evil), place=evil, unit=evil, as_of=evil[:50], attribution=0
            ),
        ),
        entities=(entity(made, evil, name=evil),),
    )


def hostile_case() -> DossierInput:
    pages = tuple(hostile_page(i, evil) for i, evil in enumerate(HOSTILE))
    a, b = pages[0].document, pages[1].document
    evil = HOSTILE[1]
    return DossierInput(
        pages=pages,
        derivations=(
            Derivation(
                a.key, b.key, "a→b", "copy", (Passage(Span(0, 40), Span(0, 40)),), evil, a.key, b.key, (1.0, 1.0),
                evil, (evil, f"brought by {evil}"),
            ),
        ),
        origins=(
            Origin(
                evil, "figure", evil, (Mention(a.key, pages[0].figures[0].span, evil, evil, evil),), 1, 1, 1, 1, (evil,)
            ),
        ),
        refusals=(Refusal(evil, evil, evil, evil, evil), Refusal(evil, evil, "empty", evil, evil)),
        run=Run(1, evil, evil, 1, ((evil, evil),)),
    )  # fmt: skip


# --- reading what was made -----------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Elements with their attributes, and the text of the pages' words: what stands in `.words` and headlines."""

    VOID = frozenset({"meta", "input", "br", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.articles: dict[str, str] = {}
        self.all_text = ""
        self.feed(html)
        assert not self.stack, f"unclosed: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.stack.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "script") for tag, _ in self.stack):
            return
        self.all_text += data
        ours = any(attributes.get("class") in ("gap", "no", "sr") for _, attributes in self.stack)
        shown = any(tag == "h3" or attributes.get("class") == "words" for tag, attributes in self.stack)
        if shown and not ours:
            for tag, attributes in self.stack:
                if tag == "article":
                    name = attributes["id"] or ""
                    self.articles[name] = self.articles.get(name, "") + data

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get("id"))]

    @property
    def links(self) -> list[str]:
        return [value for tag, attributes in self.elements if tag == "a" and (value := attributes.get("href"))]


def clips(dossier: Dossier) -> Iterator[tuple[str, Clip]]:
    """Every stretch of a page's words that a section other than the pages themselves prints: (anchor, words)."""
    for speaker in dossier.speakers:
        yield from ((s.doc.anchor, s.content) for s in speaker.said)
    yield from ((s.doc.anchor, s.content) for s in (*dossier.unnamed, *dossier.nobody))
    for group in dossier.groups:
        for link in group.links:
            for a, b in link.passages:
                yield link.a.anchor, a
                yield link.b.anchor, b
    yield from ((s.places[0].doc.anchor, s.words) for s in dossier.shared)
