"""The values that pass between stages, and the output contract.

Everything here is frozen and hashable, and goes to JSON and back unchanged. SQL and JSON schemas are generated
from these classes (`tawatur.schema`); the committed copies are held equal by a test.

Spans are half-open ranges of code points in `Document.text`. Every annotation carries the words as printed
(`text`) and the name of the rule that made it (`rule`). Unknown is `None`, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

SCHEMA = 1
"""Version of the output contract. It changes only when a field is renamed or removed, which needs a decision record."""

Role = Literal["title", "body", "chrome", "other_article", "caption", "credit", "meta"]
Basis = Literal["stated", "relative", "event", "statement", "publication", "fetched"]
Calendar = Literal["gregorian", "hijri"]
Mode = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "report", "affirm", "deny", "claim", "demand", "condemn", "warn", "promise", "accuse", "believe", "announce"
]
Status = Literal["stated", "possible", "planned", "denied"]
FigureKind = Literal[
    "killed",
    "injured",
    "hostages",
    "prisoners",
    "released",
    "displaced",
    "evacuated",
    "missing",
    "arrested",
    "population",
    "facilities",
    "vehicles",
    "money",
    "percent",
    "other",
]
TOLLS: Final[tuple[FigureKind, ...]] = (
    "killed", "injured", "missing", "evacuated", "hostages", "prisoners", "released", "displaced", "arrested",
)  # fmt: skip
"""Kinds that count people to whom something happened, in the order in which a reader asks for them. They hold for the
day and the place of the event, wherever in a sentence these are named."""
HURT: Final[frozenset[FigureKind]] = frozenset(("killed", "injured"))
"""Those of them whom an act of violence hits by itself."""

EventKind = Literal[
    "meeting",
    "visit",
    "call",
    "talks",
    "summons",
    "attack",
    "strike",
    "release",
    "abduction",
    "truce",
    "evacuation",
    "displacement",
    "arrest",
    "killing",
]
OccurrenceKind = Literal[EventKind, "statement"]
EntityKind = Literal["person", "organisation", "outlet", "place"]
DerivationKind = Literal["copy", "cut", "rewrite", "translation", "common-source"]
Direction = Literal["a→b", "b→a", "unknown"]


class Value(msgspec.Struct, frozen=True):
    """Base of all values: immutable and hashable, so they can be set members, dictionary keys and cache entries."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A half-open range of code points; `[start, end]` in JSON."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


JOINT = " … "
"""What is written between stretches of words that stand apart, where they are given as one."""


def joined(spans: Iterable[Span], text: str) -> str:
    """The words of `text` that several spans cover, as one string."""
    return JOINT.join([span.of(text) for span in spans])


class Step(Value, frozen=True):
    """One reason behind an annotation, shown by `tawatur explain`: what was decided, on which words, by which rule."""

    what: str
    rule: str
    span: Span | None = None
    because: tuple[Step, ...] = ()


# --- read -------------------------------------------------------------------------------------------------------


class Refusal(Value, frozen=True):
    """An input, or a part of one, that was not taken, or was taken with a warning.

    `input` is the path or address as given, `place` where in it (a line, a byte offset, a member; "" for the
    whole), `code` a stable word for scripts, `reason` and `mend` sentences for the user.
    """

    input: str
    place: str
    code: str
    reason: str
    mend: str
    severity: Literal["refusal", "warning"] = "refusal"


class Raw(Value, frozen=True):
    """One page as it came in, before anything is made of it.

    `source` is the path as given, or `file#line`; `id` the input's own id; `data` the bytes of the page itself.
    `content` is what the bytes decode to and `encoding` how (said even when it was only recognised). `text_starts`
    is not known here: a title that came apart stays apart in `title`. `published` and `fetched` are as given.
    """

    source: str
    media_type: Literal["text/plain", "text/html"]
    data: bytes
    content: str
    encoding: str
    relative: str = ""
    """Path relative to the given SOURCE: what a document's key falls back to, so a moved folder keeps its keys."""
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    fetched: str | None = None
    author: str | None = None


# --- documents ---------------------------------------------------------------------------------------------------


class Moment(Value, frozen=True):
    """A point or stretch of time: an ISO 8601 prefix as precise as known (`2023`, `2023-10`, `2023-10-07T16:40`)."""

    value: str
    basis: Basis
    calendar: Calendar = "gregorian"


class Block(Value, frozen=True):
    """One visible block of the page and what it is. `path` is its place in the DOM, or the line number of a dump."""

    span: Span
    role: Role
    path: str
    rule: str


class Credit(Value, frozen=True):
    """A printed credit line: agencies or outlets named as the origin of the text, as printed."""

    span: Span
    text: str
    names: tuple[str, ...]
    rule: str


class Document(Value, frozen=True):
    """One capture of one page: its linear text, labelled blocks and what the page says of itself.

    `key` is 128 bits (hex) of sha256 over (own id, else canonical address, else path relative to the given source)
    and the blob's sha256, so that two outlets with the same text stay two documents. `id` is the input's own id.
    """

    key: str
    source: str
    blob: str
    """sha256 (hex) of the page's bytes."""
    media_type: str
    encoding: str
    text: str
    text_hash: str
    text_starts: int
    id: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    lang: str | None = None
    outlet: str | None = None
    author: str | None = None
    title: Span | None = None
    published: Moment | None = None
    blocks: tuple[Block, ...] = ()
    credits: tuple[Credit, ...] = ()

    @property
    def name(self) -> str:
        """What exports call the document: the input's own id, else its path as given."""
        return self.id if self.id is not None else self.source

    @property
    def body(self) -> tuple[Span, ...]:
        """Maximal stretches of body text, in order; neighbouring body blocks are joined over what nobody sees."""
        out: list[Span] = []
        start = end = -1
        for span in [block.span for block in self.blocks if block.role == "body"]:
            between = self.text[end : span.start].strip() if end != -1 else ""
            if end == -1 or any(char.isprintable() for char in between):  # marks of direction are not
                if end != -1:
                    out.append(Span(start, end))
                start = span.start
            end = span.end
        if end != -1:
            out.append(Span(start, end))
        return tuple(out)


# --- annotations -------------------------------------------------------------------------------------------------


class Number(Value, frozen=True):
    """A number in digits or words. Open and ranged quantities stand in figures, so `value` is never null."""

    span: Span
    text: str
    value: float
    rule: str


class Date(Value, frozen=True):
    """An expression that names a calendar date: its own `value`, and the `interval` it is an end of, if any."""

    span: Span
    text: str
    value: str | None
    calendar: Calendar
    basis: Basis
    rule: str
    interval: str | None = None
    why: tuple[Step, ...] = ()


class Entity(Value, frozen=True):
    """Somebody or something the document names. Unnamed or untitled sources have `kind` None."""

    span: Span
    text: str
    kind: EntityKind | None
    name: str | None
    mentions: tuple[Span, ...]
    rule: str
    private: bool = False
    """Named only as a victim or a relative: no page, no facet, no export row unless asked for."""


class Attribution(Value, frozen=True):
    """Content that the page puts in the mouth of a source other than its own author (PARC, PolNeAR).

    `source` is empty where nobody is named; `via` lists carriers, nearest to the speaker first; `speaker` is an
    index into the document's entities, `parent` one into its attributions.
    """

    id: str
    text: str
    """The content as printed, its parts joined by " … "."""
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    via: tuple[Span, ...]
    implicit: bool
    mode: Mode
    stance: Stance
    rule: str
    speaker: int | None = None
    said_on: str | None = None
    parent: int | None = None
    in_: Literal["title", "body"] = msgspec.field(name="in", default="body")
    why: tuple[Step, ...] = ()


class Figure(Value, frozen=True):
    """A count, amount or share of something in the world, with what it counts, where, as of when and on whose word.

    `min` and `max` are equal for a plain value; one may be None where the bound is open, not both. `attribution` and
    `part_of` are indexes into the document's attributions and figures.
    """

    id: str
    span: Span
    text: str
    min: float | None
    max: float | None
    approx: bool
    kind: FigureKind
    rule: str
    counted: str | None = None
    place: str | None = None
    as_of: str | None = None
    as_of_basis: Basis | None = None
    status: Status = "stated"
    part_of: int | None = None
    unit: str | None = None
    attribution: int | None = None
    counted_span: Span | None = None
    place_span: Span | None = None
    why: tuple[Step, ...] = ()


class Event(Value, frozen=True):
    """Something that happened, happens or is planned: one item per event, its other mentions beside it."""

    trigger: tuple[Span, ...]
    text: str
    mentions: tuple[Span, ...]
    kind: EventKind
    participants: tuple[Span, ...]
    place: Span | None
    date: str | None
    status: Status
    rule: str
    attribution: int | None = None


class Abstention(Value, frozen=True):
    """A place where a rule fired and no answer was given, and why."""

    span: Span
    kind: str
    rule: str
    reason: str


class Page(Value, frozen=True):
    """An annotated document: what `annotate` gives for one page."""

    document: Document
    numbers: tuple[Number, ...] = ()
    dates: tuple[Date, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    entities: tuple[Entity, ...] = ()
    abstained: tuple[Abstention, ...] = ()


# --- relations ---------------------------------------------------------------------------------------------------


class Passage(msgspec.Struct, frozen=True, array_like=True, order=True):
    """The same words in two documents: a span of `a`, a span of `b`."""

    a: Span
    b: Span


class Derivation(Value, frozen=True):
    """How one document hangs on another: one row per document, to its nearest ancestor or partner.

    `a` and `b` are document keys. `earlier` and `later` are always filled, by moment, else by name, and
    claim nothing; `direction` does. `group` names the set of documents joined by such rows.
    """

    a: str
    b: str
    direction: Direction
    kind: DerivationKind
    evidence: tuple[Passage, ...]
    group: str
    earlier: str
    later: str
    contained: tuple[float, float]
    """Share of a's words found in b, and of b's in a, rounded to 1e-3."""
    rule: str
    reasons: tuple[str, ...] = ()


class Mention(Value, frozen=True):
    """One place where a shared statement or figure stands, and whose word it is. Equal labels: the same one."""

    document: str
    span: Span
    origin: str
    attestation: str
    outlet: str | None = None


class Origin(Value, frozen=True):
    """Who stands behind a statement or figure that documents share, as intervals that open to their reasons.

    `origins_at_most` is None where no upper bound can be given.
    """

    claim: str
    kind: Literal["attribution", "figure"]
    text: str
    mentions: tuple[Mention, ...]
    origins_at_least: int
    origins_at_most: int | None
    attestations_at_least: int
    attestations_at_most: int | None
    reasons: tuple[str, ...] = ()


class Place(Value, frozen=True):
    """Words in one document of a case."""

    document: str
    span: Span


class StoryMember(Value, frozen=True):
    """One document of one story: pages that tell of one happening."""

    story: str
    document: str


class Claim(Value, frozen=True):
    """The same statement in many documents, in one wording or several; or one that another denies.

    `kind` is "attribution" for what somebody says, "figure" for one value of one `series`. `variants` are groups of
    indexes into `mentions` that print the same words, where there are several. `denies` and `conflicts` name other
    claims: those that this one denies, and those that can't hold beside it. `day` is the earliest day known on which it
    was said. The bounds count as those of `Origin` do; None where no bound can be given.
    """

    claim: str
    text: str
    stance: Stance
    status: Status
    mentions: tuple[Mention, ...]
    kind: Literal["attribution", "figure"] = "attribution"
    speaker: str | None = None
    day: str | None = None
    variants: tuple[tuple[int, ...], ...] = ()
    denies: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    series: str | None = None
    origins_at_least: int = 1
    origins_at_most: int | None = None
    attestations_at_least: int = 1
    attestations_at_most: int | None = None
    reasons: tuple[str, ...] = ()


class Point(Value, frozen=True):
    """One value of a series: where it is printed, its bounds, the day it holds for and whose word it is."""

    document: str
    span: Span
    min: float | None
    max: float | None
    as_of: str | None
    owner: str | None
    text: str = ""
    approx: bool = False
    as_of_basis: Basis | None = None
    status: Status = "stated"


class Series(Value, frozen=True):
    """Values of one quantity over time. `conflicts` lists groups of indexes into `points` that can't all hold.

    `part_of` names the series of the whole that this one is a part of. `running` says that it is counted over a period
    that goes on, not of one event. `revisions` lists, for each owner who changed the number, his points in order.
    """

    series: str
    kind: FigureKind
    text: str
    points: tuple[Point, ...]
    conflicts: tuple[tuple[int, ...], ...] = ()
    revisions: tuple[tuple[int, ...], ...] = ()
    part_of: str | None = None
    running: bool = False
    unit: str | None = None
    reasons: tuple[str, ...] = ()


class Told(Value, frozen=True):
    """One place where an occurrence is told: its words, the day that it gives there (None: none), its outlet."""

    document: str
    span: Span
    date: str | None = None
    outlet: str | None = None


class Occurrence(Value, frozen=True):
    """One entry of the timeline: something that happened or was said, by when it happened.

    `date` is as precise as the most precise of the places that agree; where places give days that can't both be,
    `dates` lists them all, the one told most often first. `kind` is that of the events, or "statement".
    `told` holds each place; pages that print one text count once in `texts_at_most`, pages that credit one agency once
    in `texts_at_least`.
    """

    occurrence: str
    date: str
    text: str
    status: Status
    places: tuple[Place, ...]
    kind: OccurrenceKind = "statement"
    dates: tuple[str, ...] = ()
    place: str | None = None
    participants: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    texts_at_least: int = 1
    texts_at_most: int = 1
    reasons: tuple[str, ...] = ()


class Change(Value, frozen=True):
    """One change between two captures: words of the earlier one and of the later, None where there are none."""

    kind: Literal["added", "removed", "changed"]
    before: Span | None
    after: Span | None


class Version(Value, frozen=True):
    """A capture of an address that was captured before with other text.

    `basis` says what tells that `earlier` is the earlier one: the moments of fetching, those of publication, or nothing
    (then the order is that of the documents' keys). `changed` are the spans of `document` in `changes`.
    """

    document: str
    earlier: str
    changed: tuple[Span, ...]
    address: str = ""
    basis: Literal["fetched", "published", "unknown"] = "unknown"
    changes: tuple[Change, ...] = ()


class ActorName(Value, frozen=True):
    """One way in which an actor is printed: how often, and the first place of it."""

    text: str
    count: int
    document: str
    span: Span


class ActorJoin(Value, frozen=True):
    """Why two names are one actor's: the rule, and a place of each. An actor's joins hold all its places together."""

    rule: str
    a: Place
    b: Place


class Actor(Value, frozen=True):
    """Somebody or something under all its names in a case.

    `name` is the commonest of `names`, which are sorted so; `english` is what a table or the pages themselves give.
    `joins` has one row for each step by which names of the pages became one. Every attributed speaker is public.
    """

    actor: str
    name: str
    kind: EntityKind | None
    places: tuple[Place, ...]
    private: bool = False
    english: str | None = None
    names: tuple[ActorName, ...] = ()
    joins: tuple[ActorJoin, ...] = ()


class ActorMember(Value, frozen=True):
    """Which actor an entity is: `index` is its place in its document's list, which `speaker` points into."""

    actor: str
    document: str
    index: int


class Relations(Value, frozen=True):
    """What the pages of a case have to do with each other. What isn't built yet is empty."""

    derivations: tuple[Derivation, ...] = ()
    origins: tuple[Origin, ...] = ()
    stories: tuple[StoryMember, ...] = ()
    claims: tuple[Claim, ...] = ()
    series: tuple[Series, ...] = ()
    timeline: tuple[Occurrence, ...] = ()
    versions: tuple[Version, ...] = ()
    actors: tuple[Actor, ...] = ()
    actor_members: tuple[ActorMember, ...] = ()


# --- the case ----------------------------------------------------------------------------------------------------


class Run(Value, frozen=True):
    """One run of the tool over a case: versions and hashes of what decided."""

    id: int
    command: str
    version: str
    schema: int
    packs: tuple[tuple[str, str], ...]
    """(language, sha256 of its tables)."""
    started_at: str | None = None
    finished: bool = False


class Fetch(Value, frozen=True):
    """The newest capture of an address, and when it was last found unchanged.

    `address` is the one that was asked for and `url` the one at which it was found; `source` names the capture,
    `media_type` is that of the answer, its charset with it. A feed has no bytes of its own: `blob` is "".
    """

    address: str
    url: str
    source: str
    media_type: str
    blob: str
    fetched_at: str
    checked_at: str
    etag: str | None = None
    last_modified: str | None = None


class Correction(Value, frozen=True):
    """A user's word on an annotation: never mixed into machine rows, re-attached by quote after a re-run.

    `exact`, `prefix`, `suffix` are a W3C TextQuoteSelector; `start`, `end` a TextPositionSelector over the text whose
    hash is `text_hash`.
    """

    id: int
    document: str
    text_hash: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    kind: str
    action: str
    value: str | None
    author: str
    made_at: str
    reason: str
