"""The values that the templates print: plain, frozen, knowing nothing of HTML but the anchors they link by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tawatur.model import Claim, Derivation, Document, Figure, Occurrence, Origin, Page, Refusal, Run, Version
from tawatur.show.excerpts import Shown

Text = Literal["excerpts", "full"]

Clip = tuple[str | int, ...]
"""Words of a page as they may be shown; a number stands for so many words left out."""


@dataclass(frozen=True)
class DocRef:
    """A page as other sections name it. `number` is its place in the dossier."""

    anchor: str
    number: int
    title: str
    outlet: str | None
    direction: str
    """"rtl" or "ltr", as most letters of the page have it."""


@dataclass(frozen=True)
class Node:
    """A station of a trail. Several names are one set of agencies; none means that nobody is named there."""

    role: Literal["speaker", "private", "own", "carrier", "agency", "outlet"]
    names: tuple[str, ...]


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


@dataclass(frozen=True)
class Place:
    """Where a shared statement or figure stands; `words` is the anchor of its words."""

    doc: DocRef
    words: str
    origin: str
    attestation: str


@dataclass(frozen=True)
class Shared:
    """A statement or figure that pages share, with its intervals."""

    anchor: str
    row: Origin
    words: Clip
    """The words of the first place."""
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Wording:
    """One wording of a claim: its words as they may be shown, their direction, and where they stand."""

    words: Clip
    direction: str
    places: tuple[Place, ...]


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

    @property
    def pages(self) -> int:
        """How many pages tell of it."""
        return len({place.doc.number for place in self.places})


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
    refusals: tuple[Refusal, ...]
    run: Run | None
    abstained: int = 0
    totals: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[ClaimView, ...] = ()
    timeline: tuple[Happened, ...] = ()
    encoder: str | None = None
    """What made the vectors that helped to find claims."""
