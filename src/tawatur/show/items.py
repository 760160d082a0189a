"""The values that the templates print: plain, frozen, knowing nothing of HTML but the anchors they link by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tawatur.model import Claim, Derivation, Document, Figure, Occurrence, Origin, Page, Refusal, Run, Series, Version
from tawatur.show.asked import Answers
from tawatur.show.excerpts import Shown
from tawatur.show.refs import NO_ACT, Act, Clip, DocRef, Node
from tawatur.show.selection import Selected
from tawatur.show.text import bounds
from tawatur.store.overlay import Measured

Text = Literal["excerpts", "full"]


@dataclass(frozen=True)
class Said:
    """One attribution, as listed under its speaker. `words` is the anchor of its words, `anchor` its own."""

    anchor: str
    words: str
    number: str
    doc: DocRef
    content: Clip
    cue: str
    trail: tuple[Node, ...]
    mode: str
    stance: str
    said_on: str | None
    published: str | None
    in_title: bool
    implicit: bool
    inside: tuple[str, str] | None
    """Anchor and number of the statement that this one is part of."""
    act: Act = NO_ACT


@dataclass(frozen=True)
class Printed:
    """One way in which a speaker is printed; `words` is the anchor of a statement that prints it, else of a page."""

    name: str
    words: str


@dataclass(frozen=True)
class Speaker:
    """Statements of one actor; `names` are all that the pages print for him, where there are several."""

    anchor: str
    name: str
    kind: str | None
    said: tuple[Said, ...]
    names: tuple[Printed, ...] = ()
    english: str | None = None


@dataclass(frozen=True)
class Count:
    """One figure, as a row of its kind's table."""

    anchor: str
    words: str
    number: str
    doc: DocRef
    figure: Figure
    trail: tuple[Node, ...]
    part_of: tuple[str, str] | None
    said: str | None = None
    """The anchor of the words of the statement that it stands in."""
    denied: bool = False
    """Whether it stands in what somebody denies, so that it is no number of his."""
    feared: bool = False
    """Whether it is possible as what is feared."""

    @property
    def badge(self) -> str:
        """The key of the word for its status."""
        return "badge.feared" if self.feared else f"status.{self.figure.status}"


@dataclass(frozen=True)
class Owner:
    """Whose word some values are: his place in the legend, and his name; None where pages say a number as their own."""

    place: int
    name: str | None


@dataclass(frozen=True)
class Given:
    """Equal values of one owner for one day: the figures that print them, in the order of publication."""

    day: str | None
    owner: Owner
    min: float | None
    max: float | None
    approx: bool
    possible: bool
    rows: tuple[Count, ...]
    shared: Shared | None = None
    """How many sources stand behind it, where several pages have it."""

    @property
    def pages(self) -> int:
        """How many pages print it."""
        return len({row.doc.number for row in self.rows})

    @property
    def label(self) -> str:
        """The value with its bounds as signs."""
        return bounds(self.min, self.max, approx=self.approx)


@dataclass(frozen=True)
class Line:
    """One line of a view: a day or an owner, its numbers, and the figures behind it."""

    day: str | None
    owner: str | None
    low: float | None
    best: float | None
    high: float | None
    rows: tuple[Count, ...]


@dataclass(frozen=True)
class Looked:
    """A series by the rule of somebody who counts: what he is called in the interface words, and his lines."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Quantity:
    """One series as it is shown. `rows` are all its figures, `marks` its distinct values.

    `revisions` hold, for each owner who changed the number, his values in order; `conflicts` groups of values that
    can't all hold for one moment. Both are indexes into `marks`.
    """

    anchor: str
    row: Series
    counted: str | None
    place: str | None
    rows: tuple[Count, ...]
    marks: tuple[Given, ...]
    owners: tuple[Owner, ...]
    revisions: tuple[tuple[int, ...], ...]
    conflicts: tuple[tuple[int, ...], ...]
    views: tuple[Looked, ...]
    part_of: str | None = None
    """The anchor of the quantity that this one is a part of."""

    @property
    def pages(self) -> int:
        """How many pages give a value."""
        return len({row.doc.number for row in self.rows})

    def echoed(self, mark: Given) -> bool:
        """Whether somebody else gives the same number, who may have it from this source."""
        return any(
            (one.min, one.max) == (mark.min, mark.max) and one.owner != mark.owner
            for one in self.marks
            if one is not mark
        )

    @property
    def changing(self) -> bool:
        """Whether more than one value is given, so that there is something to see in a chart."""
        return len({(mark.min, mark.max) for mark in self.marks}) > 1


@dataclass(frozen=True)
class Link:
    """How two pages hang together, with passages side by side; `taken` is (from, into) where the direction is known."""

    a: DocRef
    b: DocRef
    row: Derivation
    taken: tuple[DocRef, DocRef] | None
    passages: tuple[tuple[Clip, Clip], ...]
    more: int


@dataclass(frozen=True)
class CopyGroup:
    """Pages joined by shared passages."""

    anchor: str
    number: int
    docs: tuple[DocRef, ...]
    links: tuple[Link, ...]
    credited: tuple[tuple[str, tuple[DocRef, ...]], ...] = ()
    """Agencies that the pages credit, as printed, each with the pages that do."""

    @property
    def sort(self) -> Literal["text", "reworded", "translated", "mixed", "source"]:
        """What the pages have in common: one text, one report in other words or another language, or one source."""
        kinds = {link.row.kind for link in self.links}
        if kinds <= {"copy", "cut"}:
            return "text"
        if len(kinds) > 1:
            return "mixed"
        return "reworded" if kinds == {"rewrite"} else "translated" if kinds == {"translation"} else "source"


@dataclass(frozen=True)
class Place:
    """Where a shared statement or figure stands; `words` is the anchor of its words."""

    doc: DocRef
    words: str
    origin: str
    attestation: str
    act: Act | None = None
    """What is done with its words, where they are a statement's or a figure's."""


@dataclass(frozen=True)
class Shared:
    """A statement or figure that pages share, with its intervals."""

    anchor: str
    row: Origin
    words: Clip
    """The words of the first place."""
    places: tuple[Place, ...]

    @property
    def pages(self) -> int:
        """How many pages have it."""
        return len({place.doc.number for place in self.places})

    @property
    def once(self) -> tuple[Place, ...]:
        """The first place on each page."""
        first = {place.doc.number: place for place in reversed(self.places)}
        return tuple(first[number] for number in sorted(first))

    @property
    def act(self) -> Act | None:
        """What is done with the words."""
        return self.places[0].act


@dataclass(frozen=True)
class Wording:
    """One wording of a claim: its words as they may be shown, their direction, and where they stand."""

    words: Clip
    direction: str
    places: tuple[Place, ...]
    act: Act | None = None
    """What is done with the words."""


@dataclass(frozen=True)
class ClaimView:
    """A claim in all its wordings; `denies`, `denied_by`, `conflicts` are (anchor, first wording) of other claims."""

    anchor: str
    row: Claim
    speaker: str | None
    pages: int
    wordings: tuple[Wording, ...]
    denies: tuple[tuple[str, Wording], ...] = ()
    denied_by: tuple[tuple[str, Wording], ...] = ()
    conflicts: tuple[tuple[str, Wording], ...] = ()


@dataclass(frozen=True)
class Happened:
    """An entry of the timeline. A statement has `words`, an event its `trigger`; a place's `origin` is its own date."""

    anchor: str
    row: Occurrence
    words: Clip
    direction: str
    trigger: str
    place: str | None
    participants: tuple[str, ...]
    places: tuple[Place, ...]
    precision: str = "day"
    """How precisely the date is known, one of `across.PRECISIONS`."""
    outlets: tuple[int, ...] = ()
    """Which of the dossier's `tellers` tell of it, from one."""
    act: Act | None = None
    """What is done with the words of a statement."""

    @property
    def pages(self) -> int:
        """How many pages tell of it."""
        return len({place.doc.number for place in self.places})

    @property
    def told_by(self) -> frozenset[str]:
        """The outlets that tell of it."""
        return frozenset(place.doc.outlet for place in self.places if place.doc.outlet)


@dataclass(frozen=True)
class Denial:
    """A statement that denies: what of the case it is shown to deny, which may be nothing."""

    said: Said
    speaker: str | None
    against: tuple[tuple[str, Wording], ...]


@dataclass(frozen=True)
class Story:
    """Pages that tell of one happening, by time; it is called by the headline of the first."""

    anchor: str
    docs: tuple[DocRef, ...]


@dataclass(frozen=True)
class Phrase:
    """What an outlet calls something: the words, how often, and where they stand first."""

    text: str
    count: int
    words: str


@dataclass(frozen=True)
class Outlet:
    """The phrases of one outlet, the commonest first."""

    name: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Called:
    """One thing that outlets call differently. `kind` is one of an actor, or `happened.…`, `figure.…`."""

    anchor: str
    kind: str
    name: str
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True)
class Remark:
    """A user's note on words of a page, or his grade of a source or an information."""

    doc: DocRef
    words: Clip
    kind: str
    value: str
    author: str
    made_at: str
    reason: str


@dataclass(frozen=True)
class ChangeView:
    """Words of an earlier and a later capture; either may be empty."""

    kind: str
    before: Clip
    after: Clip


@dataclass(frozen=True)
class VersionView:
    """What changed since an earlier capture of the page; `more` changes aren't shown."""

    earlier: DocRef
    row: Version
    changes: tuple[ChangeView, ...]
    more: int


@dataclass(frozen=True)
class DocView:
    """A page, its words that may be shown, and what was read from them."""

    ref: DocRef
    page: Page
    shown: Shown
    file: str
    """The input's name without the folders of the machine it lay on."""
    groups: tuple[CopyGroup, ...] = ()
    versions: tuple[VersionView, ...] = ()

    @property
    def document(self) -> Document:
        return self.page.document

    @property
    def share(self) -> float:
        """How much of the page's text is shown."""
        size = len(self.document.text)
        return self.shown.size / size if size else 0.0


@dataclass(frozen=True)
class Dossier:
    """All sections, in the order in which they are read."""

    text: Text
    docs: tuple[DocView, ...]
    outlets: tuple[str, ...]
    period: tuple[str, str] | None
    speakers: tuple[Speaker, ...]
    unnamed: tuple[Said, ...]
    nobody: tuple[Said, ...]
    private: int
    counts: Mapping[str, tuple[Count, ...]]
    groups: tuple[CopyGroup, ...]
    shared: tuple[Shared, ...]
    shared_groups: tuple[tuple[Shared, ...], ...]
    """The same, those together that the same pages share for the same reasons."""
    refusals: tuple[Refusal, ...]
    run: Run | None
    selected: Selected | None = None
    redacted: int = 0
    """How many names were covered on request."""
    abstained: int = 0
    totals: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[ClaimView, ...] = ()
    timeline: tuple[Happened, ...] = ()
    tellers: tuple[str, ...] = ()
    """The outlets that tell most of the timeline."""
    denials: tuple[Denial, ...] = ()
    stories: tuple[Story, ...] = ()
    wording: tuple[Called, ...] = ()
    remarks: tuple[Remark, ...] = ()
    judged: tuple[Measured, ...] = ()
    """How right the machine was on what users judged."""
    series: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)
    """Quantities that several figures give, by kind."""
    answers: Answers = field(default_factory=Answers)
    encoder: str | None = None
    """What made the vectors that helped to find claims."""

    def alone(self, kind: str) -> tuple[Count, ...]:
        """The figures of a kind that stand in no series."""
        held = {row.anchor for one in self.series.get(kind, ()) for row in one.rows}
        return tuple(row for row in self.counts[kind] if row.anchor not in held)

    @property
    def deniers(self) -> tuple[tuple[str | None, tuple[Denial, ...]], ...]:
        """Denials by who denies, as the dossier calls him, else as he is printed; in the order of the first."""
        held: dict[str | None, list[Denial]] = {}
        for one in self.denials:
            first = one.said.trail[0]
            held.setdefault(one.speaker or next(iter(first.names), None), []).append(one)
        return tuple((name, tuple(some)) for name, some in held.items())

    @property
    def singles(self) -> tuple[tuple[Shared, ...], ...]:
        """What goes back to one origin at most, together where the same pages have it, most pages first."""
        found = [group for group in self.shared_groups if group[0].row.origins_at_most == 1 and group[0].pages > 1]
        return tuple(sorted(found, key=lambda group: (-group[0].pages, -len(group))))

    @property
    def several(self) -> tuple[Shared, ...]:
        """What is shown to have two origins or more."""
        return tuple(one for one in self.shared if one.row.origins_at_least > 1)

    @property
    def kinds(self) -> Mapping[str, int]:
        """Kinds of entries of the timeline, and how many there are of each."""
        return Counter(one.row.kind for one in self.timeline)

    @property
    def clashing(self) -> tuple[Quantity, ...]:
        """Quantities of which values are given that can't both hold."""
        return tuple(one for held in self.series.values() for one in held if one.conflicts)

    @property
    def undated(self) -> tuple[Happened, ...]:
        """Entries of the timeline to which pages give different days."""
        return tuple(one for one in self.timeline if one.row.dates)

    @property
    def opposed(self) -> tuple[ClaimView, ...]:
        """Statements that deny another one of the case, or can't hold beside one."""
        return tuple(one for one in self.claims if one.denies or (one.conflicts and one.row.kind == "attribution"))

    @property
    def translations(self) -> tuple[Link, ...]:
        """Pages that are shown to be translations."""
        return tuple(link for group in self.groups for link in group.links if link.row.kind == "translation")

    @property
    def untranslated(self) -> bool:
        """Whether pages may be translations of each other and none were looked for."""
        return self.encoder is None and len(self.docs) > 1 and len(self.languages) != 1

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the pages."""
        return frozenset(doc.document.lang for doc in self.docs if doc.document.lang)
