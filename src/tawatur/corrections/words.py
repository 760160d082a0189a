"""What users say of annotations, as corrections: right, wrong, other, missed; grades, notes, and taking back.

    item = found(page, "attribution", 3)
    said = reject(page, item, author="N.", made_at="2031-04-06T10:00:00Z", reason="the page's own words")

A correction that keeps an annotation holds all of it as the user left it, each part quoted, so that it can be made
again when the machine no longer finds it. One that rejects holds where it stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from tawatur.corrections.anchors import Anchor, Quote, anchor, quote
from tawatur.errors import UsageError
from tawatur.model import (
    Attribution,
    Correction,
    Date,
    Document,
    Entity,
    Event,
    EventKind,
    Figure,
    FigureKind,
    Mode,
    Page,
    Span,
    Stance,
    Status,
    Value,
)

Kind = Literal["attribution", "figure", "event", "date", "entity"]
"""Kinds of annotations that can be corrected; `Correction.kind` of what is said of them."""

GRADED = ("source", "information")
"""`Correction.kind` of a grade: who says it (the words of a name), and what is said (the words of an annotation)."""

RULED = ("actor", "claim", "copy")
"""`Correction.kind` of a ruling on two places: who is who, what says one thing, what is a copy (`store.rulings`)."""

RELIABILITY = tuple("abcdefg")
"""MISP's admiralty-scale:source-reliability, from completely reliable to deliberately deceptive."""
CREDIBILITY = tuple("123456")
"""MISP's admiralty-scale:information-credibility, from confirmed by other sources to truth can't be judged."""

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("attribution", "stance"): get_args(Stance),
    ("attribution", "mode"): get_args(Mode),
    ("figure", "kind"): get_args(FigureKind),
    ("figure", "status"): get_args(Status),
    ("event", "kind"): get_args(EventKind),
    ("event", "status"): get_args(Status),
}
"""Fields whose values are among a few."""

Field = str | float | bool | None


class Shape(NamedTuple):
    """What of an annotation can be corrected: its list in a page, its type, its spans and its plain fields."""

    table: str
    type: type[Any]
    several: tuple[str, ...]
    """Fields that hold several spans."""
    one: tuple[str, ...]
    """Fields that hold one span, or none."""
    fields: tuple[str, ...]


SHAPES: dict[str, Shape] = {
    "attribution": Shape(
        "attributions", Attribution, ("content", "cue", "source", "via"), (), ("mode", "stance", "said_on")
    ),
    "figure": Shape(
        "figures",
        Figure,
        (),
        ("span", "counted_span", "place_span"),
        ("min", "max", "approx", "kind", "counted", "place", "as_of", "status", "unit"),
    ),
    "event": Shape("events", Event, ("trigger", "participants"), ("place",), ("kind", "date", "status")),
    "date": Shape("dates", Date, (), ("span",), ("value", "calendar")),
    "entity": Shape("entities", Entity, (), ("span",), ("kind", "name")),
}


class Word(Value, frozen=True):
    """An annotation as a user left it: its parts quoted, its plain fields. JSON in `Correction.value`."""

    parts: dict[str, tuple[Quote, ...]]
    fields: dict[str, Field]


class By(NamedTuple):
    """Whose word a correction is, from when (ISO 8601), and why."""

    author: str
    made_at: str
    reason: str = ""


class Item(NamedTuple):
    """An annotation to speak of: its kind and itself."""

    kind: str
    value: Any


def found(page: Page, kind: str, index: int) -> Item:
    """An annotation of a page. Raises UsageError where there is none."""
    items = getattr(page, shape(kind).table)
    if not 0 <= index < len(items):
        raise UsageError(f"The page has no {kind} number {index + 1}; it has {len(items)}.")
    return Item(kind, items[index])


def shape(kind: str) -> Shape:
    """What of a kind can be corrected. Raises UsageError for one that can't."""
    if kind not in SHAPES:
        raise UsageError(f"There is no kind {kind!r} to correct; there are: {', '.join(SHAPES)}.")
    return SHAPES[kind]


def hull(item: Item) -> Span:
    """From the first to the last word of an annotation: what tells it from others, and where a correction stands."""
    spans = list(_spans(item))
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _spans(item: Item) -> Iterable[Span]:
    made = shape(item.kind)
    if item.kind == "attribution":
        yield from (*item.value.content, *item.value.cue, *item.value.source)
    elif made.several:
        yield from getattr(item.value, made.several[0])
    else:
        yield getattr(item.value, made.one[0])


def word(text: str, item: Item) -> Word:
    """An annotation as it is, quoted."""
    made = shape(item.kind)
    parts = {name: tuple(quote(text, span) for span in getattr(item.value, name)) for name in made.several}
    for name in made.one:
        span = getattr(item.value, name)
        parts[name] = (quote(text, span),) if span is not None else ()
    return Word(parts, {name: getattr(item.value, name) for name in made.fields})


# --- corrections ------------------------------------------------------------------------------------------------------


def accept(page: Page, item: Item, *, author: str, made_at: str, reason: str = "") -> Correction:
    """It is right as it is, and stays so whatever the machine finds later."""
    return _made(page.document, item, "accept", word(page.document.text, item), By(author, made_at, reason))


def reject(page: Page, item: Item, *, author: str, made_at: str, reason: str = "") -> Correction:
    """It is wrong and isn't shown."""
    return _made(page.document, item, "reject", None, By(author, made_at, reason))


def change(
    page: Page,
    item: Item,
    *,
    author: str,
    made_at: str,
    parts: Mapping[str, tuple[Span, ...]] | None = None,
    fields: Mapping[str, Field] | None = None,
    reason: str = "",
) -> Correction:
    """It is right but for these spans and values. Raises UsageError for a part, field or value that can't be."""
    before = word(page.document.text, item)
    said = _changed(page.document, item.kind, before, parts or {}, fields or {})
    return _made(page.document, item, "change", said, By(author, made_at, reason))


def add(
    page: Page,
    kind: str,
    *,
    author: str,
    made_at: str,
    parts: Mapping[str, tuple[Span, ...]],
    fields: Mapping[str, Field] | None = None,
    reason: str = "",
) -> Correction:
    """One that the machine missed. Raises UsageError for a part, field or value that can't be."""
    made = shape(kind)
    needed = made.several[0] if made.several else made.one[0]
    if not parts.get(needed):
        raise UsageError(f"Mark the words of the {needed} first; without them there is no {kind}.")
    said = _changed(page.document, kind, Word({}, dict(_USUAL[kind])), parts, fields or {})
    spans = [span for some in parts.values() for span in some]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return correction(anchor(page.document, whole), kind, "add", _json(said), By(author, made_at, reason))


_USUAL: dict[str, dict[str, Field]] = {
    "attribution": {"mode": "indirect", "stance": "report"},
    "figure": {"min": None, "max": None, "approx": False, "kind": "other", "status": "stated"},
    "event": {"kind": "meeting", "status": "stated"},
    "date": {"calendar": "gregorian"},
    "entity": {},
}


def note(document: Document, span: Span, *, text: str, author: str, made_at: str) -> Correction:
    """A remark on words of a page. Raises UsageError where it is empty."""
    if not text.strip():
        raise UsageError("The note is empty.")
    return correction(anchor(document, span), "note", "add", text.strip(), By(author, made_at))


def grade(
    document: Document, span: Span, kind: str, value: str, *, author: str, made_at: str, reason: str = ""
) -> Correction:
    """A user's own grade by MISP's admiralty scale: of a "source" a to g, of "information" 1 to 6.

    Raises UsageError for any other kind or grade.
    """
    scale = {"source": RELIABILITY, "information": CREDIBILITY}.get(kind)
    if scale is None:
        raise UsageError(f"Only {' and '.join(GRADED)} are graded, not {kind!r}.")
    if value not in scale:
        raise UsageError(f"The grade {value!r} isn't one of: {', '.join(scale)}.")
    return correction(anchor(document, span), kind, "grade", value, By(author, made_at, reason))


def tag(made: Correction) -> str:
    """A grade as MISP writes it: admiralty-scale:source-reliability="b"."""
    scale = "source-reliability" if made.kind == "source" else "information-credibility"
    return f'admiralty-scale:{scale}="{made.value}"'


def undo(made: Correction, *, author: str, made_at: str, reason: str = "") -> Correction:
    """The word that takes an earlier one back; it can itself be taken back."""
    return msgspec.structs.replace(
        made, id=0, action="undo", value=mark(made), author=author, made_at=made_at, reason=reason
    )


def mark(made: Correction) -> str:
    """What names a correction in every case: a hash of all of it but its number and the key of its document."""
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(made, id=0, document=""))).hexdigest()[:32]


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that nobody took back, in their order; those that take back are left out."""
    held = list(corrections)
    gone: set[str] = set()
    for made in reversed(held):
        if made.action == "undo" and mark(made) not in gone and made.value is not None:
            gone.add(made.value)
    return [made for made in held if made.action != "undo" and mark(made) not in gone]


def _changed(
    document: Document, kind: str, before: Word, parts: Mapping[str, tuple[Span, ...]], fields: Mapping[str, Field]
) -> Word:
    made = shape(kind)
    for name, spans in parts.items():
        if name not in (*made.several, *made.one):
            raise UsageError(f"A {kind} has no part {name!r}; it has: {', '.join((*made.several, *made.one))}.")
        if name in made.one and len(spans) > 1:
            raise UsageError(f"The {name} of a {kind} is one stretch of words.")
        for span in spans:
            if not 0 <= span.start < span.end <= len(document.text):
                raise UsageError(f"The page has no words from {span.start} to {span.end}.")
    for name, value in fields.items():
        if name not in made.fields:
            raise UsageError(f"A {kind} has no field {name!r}; it has: {', '.join(made.fields)}.")
        allowed = CHOICES.get((kind, name))
        if allowed is not None and value not in allowed:
            raise UsageError(f"The {name} of a {kind} is one of: {', '.join(allowed)}; not {value!r}.")
    quoted = {name: tuple(quote(document.text, span) for span in sorted(spans)) for name, spans in parts.items()}
    return Word({**before.parts, **quoted}, {**before.fields, **fields})


def _made(document: Document, item: Item, action: str, said: Word | None, by: By) -> Correction:
    value = _json(said) if said is not None else None
    return correction(anchor(document, hull(item)), item.kind, action, value, by)


def _json(said: Word) -> str:
    return msgspec.json.encode(said).decode()


def correction(place: Anchor, kind: str, action: str, value: str | None, by: By) -> Correction:
    """A correction of what stands at a place; its id comes when it is written. Raises UsageError without author."""
    author = by.author.strip()
    if not author:
        raise UsageError("A correction needs the name of who makes it.")
    return Correction(
        id=0,
        **msgspec.structs.asdict(place),
        kind=kind,
        action=action,
        value=value,
        author=author,
        made_at=by.made_at,
        reason=by.reason,
    )
