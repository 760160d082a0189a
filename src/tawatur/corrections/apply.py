"""A page as it stands with what users said of it: machine rows and their words joined, neither changed.

Corrections are taken in their order. Each looks for the annotation that it speaks of by where that stands; one that
keeps an annotation makes it again where the machine no longer finds it. One whose words are nowhere is detached.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from tawatur.corrections.anchors import Anchor, attached
from tawatur.corrections.anchors import found as standing_at
from tawatur.corrections.words import SHAPES, Item, Word, hull
from tawatur.model import Attribution, Basis, Correction, Date, Entity, Event, Figure, Page, Span, joined

State = Literal["accepted", "changed", "rejected", "added"]
RULE = "correction"
"""Rule of an annotation that a user changed or added."""

_SAME = 0.5
"""Share of common words, of all of both, from which two stretches are one annotation's: a rule that takes a clause
more or less moves its ends."""


class Verdict(NamedTuple):
    """What a user said last of one annotation.

    `machine` is its place in the machine's list, None where the machine didn't find it; `place` its place in the
    corrected page, None where it was rejected.
    """

    kind: str
    state: State
    machine: int | None
    place: int | None
    made: Correction


class Corrected(NamedTuple):
    """A page with its corrections: `detached` are those whose words stand nowhere in it any more."""

    page: Page
    verdicts: tuple[Verdict, ...]
    detached: tuple[Correction, ...]


class _Entry:
    """An annotation while corrections are applied."""

    def __init__(self, kind: str, value: Any, machine: int | None, at: Span) -> None:
        self.kind = kind
        self.value = value
        self.found = value
        """As the machine found it, where it did."""
        self.machine = machine
        self.at = at
        self.state: State | None = None
        self.made: Correction | None = None


def corrected(page: Page, corrections: Iterable[Correction]) -> Corrected:
    """The page with its standing corrections (`words.standing`); those of other kinds and of relations are left out."""
    own = [made for made in corrections if made.kind in SHAPES]
    if not own:
        return Corrected(page, (), ())
    entries = {kind: _entries(page, kind) for kind in SHAPES}
    entities = list(page.entities)
    detached: list[Correction] = []
    for made in own:
        if not _apply(page, made, entries[made.kind], entities):
            detached.append(made)
    return _put_together(page, entries, entities, tuple(detached))


def _entries(page: Page, kind: str) -> list[_Entry]:
    items = getattr(page, SHAPES[kind].table)
    return [_Entry(kind, value, place, hull(Item(kind, value))) for place, value in enumerate(items)]


def _apply(page: Page, made: Correction, entries: list[_Entry], entities: list[Entity]) -> bool:
    """Put one correction on the annotation it speaks of. False where its words are nowhere."""
    place = Anchor(*(getattr(made, name) for name in Anchor.__struct_fields__))
    span = attached(page.document, place)
    entry = _spoken_of(span, entries) if span is not None else None
    if made.action == "reject":
        if entry is not None:
            entry.state, entry.made = "rejected", made
        return span is not None
    value = _made_again(page, made, entry, entities)
    if value is None:
        return False
    at = hull(Item(made.kind, value))
    entry = entry or _spoken_of(at, entries)
    if entry is None:
        entry = _Entry(made.kind, value, None, at)
        entries.append(entry)
    entry.value, entry.made = value, made
    entry.state = "added" if entry.machine is None else "accepted" if _equal(entry, value) else "changed"
    return True


def _equal(entry: _Entry, value: Any) -> bool:
    """Whether the user's annotation is the machine's, as far as users can correct it."""
    shape = SHAPES[entry.kind]
    return all(
        getattr(entry.found, name) == getattr(value, name) for name in (*shape.several, *shape.one, *shape.fields)
    )


def _spoken_of(span: Span, entries: Sequence[_Entry]) -> _Entry | None:
    """The annotation that stands where a correction does; of several the one that shares most."""
    best: tuple[float, _Entry] | None = None
    for entry in entries:
        share = max(_shared(span, entry.at), _shared(span, hull(Item(entry.kind, entry.value))))
        if share >= _SAME and (best is None or share > best[0]):
            best = share, entry
    return best[1] if best is not None else None


def _shared(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    whole = max(a.end, b.end) - min(a.start, b.start)
    return common / whole if common > 0 else 0.0


# --- annotations made again -------------------------------------------------------------------------------------------


def _made_again(page: Page, made: Correction, entry: _Entry | None, entities: list[Entity]) -> Any | None:
    """The annotation as the user left it, on the words as they stand now; None where they don't."""
    try:
        said = msgspec.json.decode(made.value or "", type=Word)
    except msgspec.DecodeError:
        return None
    text, same = page.document.text, page.document.text_hash == made.text_hash
    spans: dict[str, tuple[Span, ...]] = {}
    for name, quotes in said.parts.items():
        places = [standing_at(text, one, same=same) for one in quotes]
        if any(place is None for place in places):
            return None
        spans[name] = tuple(place for place in places if place is not None)
    before = entry.value if entry is not None else None
    rule = before.rule if made.action == "accept" and before is not None else RULE
    fields: dict[str, Any] = dict(said.fields)
    match made.kind:
        case "attribution":
            return _attribution(text, made, spans, fields, before, entities, rule)
        case "figure":
            return _figure(text, made, spans, fields, before, rule)
        case "event":
            trigger = spans.get("trigger", ())
            return Event(
                trigger=trigger,
                text=joined(trigger, text),
                mentions=before.mentions if before is not None else trigger,
                participants=spans.get("participants", ()),
                place=_first(spans, "place"),
                rule=rule,
                attribution=before.attribution if before is not None else None,
                **{"date": None, **fields},
            )
        case "date":
            span = spans["span"][0]
            basis: Basis = before.basis if before is not None else "stated"
            fields = {"value": None, "calendar": "gregorian", **fields}
            return Date(span=span, text=span.of(text), basis=basis, rule=rule, **fields)
        case _:
            span = spans["span"][0]
            mentions = before.mentions if before is not None else (span,)
            private = before.private if before is not None else False
            fields = {"kind": None, "name": None, **fields}
            return Entity(span=span, text=span.of(text), mentions=mentions, rule=rule, private=private, **fields)


def _attribution(
    text: str,
    made: Correction,
    spans: dict[str, tuple[Span, ...]],
    fields: dict[str, Any],
    before: Attribution | None,
    entities: list[Entity],
    rule: str,
) -> Attribution:
    source = spans.get("source", ())
    kept = before is not None and before.source == source
    return Attribution(
        id=before.id if before is not None else f"c{made.id}",
        text=joined(spans["content"], text),
        content=spans["content"],
        cue=spans.get("cue", ()),
        source=source,
        via=spans.get("via", ()),
        implicit=before.implicit if before is not None else not spans.get("cue"),
        mode=fields.get("mode", "indirect"),
        stance=fields.get("stance", "report"),
        said_on=fields.get("said_on"),
        rule=rule,
        speaker=before.speaker if kept and before is not None else _speaker(text, source, entities),
        parent=before.parent if before is not None else None,
        in_=before.in_ if before is not None else "body",
        why=before.why if before is not None and rule != RULE else (),
    )


def _speaker(text: str, source: tuple[Span, ...], entities: list[Entity]) -> int | None:
    """The place of whom the words name among the entities; who isn't there is added, of no kind."""
    if not source:
        return None
    best: tuple[int, int] | None = None
    for place, entity in enumerate(entities):
        for mention in (entity.span, *entity.mentions):
            shared = sum(min(mention.end, span.end) - max(mention.start, span.start) for span in source)
            if any(mention.meets(span) for span in source) and (best is None or shared > best[0]):
                best = shared, place
    if best is not None:
        return best[1]
    span = source[0]
    entities.append(Entity(span=span, text=span.of(text), kind=None, name=None, mentions=(span,), rule=RULE))
    return len(entities) - 1


def _figure(
    text: str,
    made: Correction,
    spans: dict[str, tuple[Span, ...]],
    fields: dict[str, Any],
    before: Figure | None,
    rule: str,
) -> Figure:
    span = spans["span"][0]
    usual = {"min": None, "max": None, "approx": False, "kind": "other"}
    return Figure(
        id=before.id if before is not None else f"c{made.id}",
        span=span,
        text=span.of(text),
        rule=rule,
        as_of_basis=before.as_of_basis if before is not None and before.as_of == fields.get("as_of") else None,
        part_of=before.part_of if before is not None else None,
        attribution=before.attribution if before is not None else None,
        counted_span=_first(spans, "counted_span"),
        place_span=_first(spans, "place_span"),
        why=before.why if before is not None and rule != RULE else (),
        **{**usual, **fields},
    )


def _first(spans: dict[str, tuple[Span, ...]], name: str) -> Span | None:
    return next(iter(spans.get(name, ())), None)


# --- the page put together --------------------------------------------------------------------------------------------


def _put_together(
    page: Page, entries: dict[str, list[_Entry]], entities: list[Entity], detached: tuple[Correction, ...]
) -> Corrected:
    """The lists without what was rejected, their indexes into one another put right. Names keep their places."""
    new: dict[str, dict[int, int]] = {}
    verdicts: list[Verdict] = []
    lists: dict[str, list[Any]] = {}
    for kind, some in entries.items():
        if kind == "entity":
            _name(some, entities)
        keep = [entry for entry in some if entry.state != "rejected"]
        lists[kind] = [entry.value for entry in keep]
        new[kind] = {entry.machine: place for place, entry in enumerate(keep) if entry.machine is not None}
        place_of = {id(entry): place for place, entry in enumerate(keep)}
        for entry in some:
            if entry.state is not None and entry.made is not None:
                place = entities.index(entry.value) if kind == "entity" else place_of.get(id(entry))
                verdicts.append(Verdict(kind, entry.state, entry.machine, place, entry.made))
    said, counted = new["attribution"], new["figure"]

    def moved(value: Any, **indexes: dict[int, int]) -> Any:
        places = {name: table.get(getattr(value, name)) for name, table in indexes.items()}  # None stays None
        return msgspec.structs.replace(value, **places)

    made = msgspec.structs.replace(
        page,
        attributions=tuple(moved(one, parent=said) for one in lists["attribution"]),
        figures=tuple(moved(one, attribution=said, part_of=counted) for one in lists["figure"]),
        events=tuple(moved(one, attribution=said) for one in lists["event"]),
        dates=tuple(lists["date"]),
        entities=tuple(entities),
    )
    return Corrected(made, tuple(verdicts), detached)


def _name(entries: list[_Entry], entities: list[Entity]) -> None:
    """Put corrected names into the list. One that is none keeps its place and loses its kind: others point past it."""
    for entry in entries:
        if entry.state == "rejected":
            entry.value = msgspec.structs.replace(entry.value, kind=None, name=None, rule=RULE)
        if entry.machine is not None:
            entities[entry.machine] = entry.value
        else:
            entities.append(entry.value)
