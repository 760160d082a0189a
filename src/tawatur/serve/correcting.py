"""Forms turned into corrections: what a user marked, wrote or chose on a page of the web page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tawatur import corrections as say
from tawatur.corrections.apply import Verdict
from tawatur.corrections.words import CHOICES, GRADED, SHAPES, Field, Item, hull
from tawatur.errors import UsageError
from tawatur.model import JOINT, Correction, Page, Span, joined
from tawatur.store.overlay import Placed
from tawatur.store.rulings import ruling

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_NUMBERS = ("min", "max")
_FLAGS = ("approx",)


class FormPart(NamedTuple):
    """One part of an annotation in its form: its words as printed."""

    name: str
    words: str
    long: bool


class FormField(NamedTuple):
    """One value of an annotation in its form; `choices` where it is one of a few."""

    name: str
    value: str
    choices: tuple[str, ...]
    flag: bool


class Card(NamedTuple):
    """An annotation to judge. `at` is where it stands, sent back so that nothing else is judged in its place."""

    kind: str
    place: int
    at: str
    words: str
    head: str
    """Its chief value: a stance, a kind, a name."""
    parts: tuple[FormPart, ...]
    fields: tuple[FormField, ...]
    rule: str
    verdict: Verdict | None
    remarks: tuple[Correction, ...]


def now() -> str:
    """The moment of a correction: the clock is read, for a user made it now."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- to the form ------------------------------------------------------------------------------------------------------


def cards(corrected: say.Corrected, placed: tuple[Placed, ...]) -> Iterator[Card]:
    """The annotations of a page as it stands, kind by kind; those of private people's words are left out."""
    page = corrected.page
    verdicts = {(one.kind, one.place): one for one in corrected.verdicts if one.place is not None}
    for kind, shape in SHAPES.items():
        for index, value in enumerate(getattr(page, shape.table)):
            if kind == "entity" and (value.private or value.kind is None):
                continue
            if kind == "attribution" and value.speaker is not None and page.entities[value.speaker].private:
                continue
            item = Item(kind, value)
            where = hull(item)
            yield Card(
                kind=kind,
                place=index,
                at=_at(where),
                words=value.text,
                head=str(getattr(value, {"attribution": "stance", "date": "value"}.get(kind, "kind")) or ""),
                parts=tuple(_parts(page, item)),
                fields=tuple(_fields(item)),
                rule=value.rule,
                verdict=verdicts.get((kind, index)),
                remarks=tuple(one.made for one in placed if one.span == where),
            )


def _parts(page: Page, item: Item) -> Iterator[FormPart]:
    for name in (*SHAPES[item.kind].several, *SHAPES[item.kind].one):
        words = joined(_spans(item, name), page.document.text)
        yield FormPart(name, words, name == "content")


def _spans(item: Item, name: str) -> tuple[Span, ...]:
    held = getattr(item.value, name)
    if isinstance(held, Span):
        return (held,)
    return held or ()


def _fields(item: Item) -> Iterator[FormField]:
    for name in SHAPES[item.kind].fields:
        value = getattr(item.value, name)
        printed = "" if value is None or value is False else f"{value:g}" if isinstance(value, float) else str(value)
        yield FormField(name, printed, CHOICES.get((item.kind, name), ()), name in _FLAGS)


# --- from the form ----------------------------------------------------------------------------------------------------


def correction(page: Page, form: Mapping[str, str], *, made_at: str) -> Correction:
    """The correction that a form of a page asks for. Raises UsageError, in words for the user, where it can't be."""
    author = form.get("author", "").strip()
    if not author:
        raise UsageError("Write your name first: every correction bears one.")
    by: dict[str, Any] = {"author": author[:200], "made_at": made_at}
    kind, action = form.get("kind", ""), form.get("action", "")
    if action == "note":
        return say.note(page.document, _one(page, form.get("at", "")), text=form.get("text", "")[:5000], **by)
    reason = form.get("reason", "").strip()[:2000]
    if kind in GRADED and action == "grade":
        return say.grade(
            page.document, _one(page, form.get("at", "")), kind, form.get("value", ""), reason=reason, **by
        )
    if action == "add":
        marked = {name: spans for name in _names(kind) if (spans := _marked(page, form, name, ()))}
        return say.add(page, kind, parts=marked, fields=_values(kind, form, {}), reason=reason, **by)
    item = _item(page, kind, form)
    match action:
        case "accept":
            return say.accept(page, item, reason=reason, **by)
        case "reject":
            return say.reject(page, item, reason=reason, **by)
        case "change":
            parts, fields = _changes(page, item, form)
            if not parts and not fields:
                raise UsageError("Nothing was changed: mark other words, or choose another value.")
            return say.change(page, item, parts=parts, fields=fields, reason=reason, **by)
    raise UsageError(f"There is nothing called {action!r} to do.")


def _item(page: Page, kind: str, form: Mapping[str, str]) -> Item:
    number = form.get("index", "")
    item = say.found(page, kind, int(number) if number.isdecimal() and len(number) < 9 else -1)
    if _at(hull(item)) != form.get("at"):
        raise UsageError("The page has changed meanwhile. Load it again and look anew.")
    return item


def _changes(page: Page, item: Item, form: Mapping[str, str]) -> tuple[dict[str, tuple[Span, ...]], dict[str, Field]]:
    parts: dict[str, tuple[Span, ...]] = {}
    for name in _names(item.kind):
        before = _spans(item, name)
        after = _marked(page, form, name, before)
        if after is not None and after != before:
            parts[name] = after
    held = {name: getattr(item.value, name) for name in SHAPES[item.kind].fields}
    return parts, {name: value for name, value in _values(item.kind, form, held).items() if value != held[name]}


def _names(kind: str) -> tuple[str, ...]:
    shape = SHAPES.get(kind)
    if shape is None:
        raise UsageError(f"There is no kind {kind!r} to correct; there are: {', '.join(SHAPES)}.")
    return (*shape.several, *shape.one)


def _marked(page: Page, form: Mapping[str, str], name: str, before: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """The spans of a part: as marked, else where the words that were written stand; None where nothing was said."""
    at = form.get(f"at-{name}", "").strip()
    if at:
        return tuple(_one(page, one) for one in at.split(","))
    written = form.get(f"part-{name}")
    if written is None:
        return None
    text = page.document.text
    wanted = [" ".join(piece.split()) for piece in written.split(JOINT.strip()) if piece.strip()]
    if wanted == [" ".join(span.of(text).split()) for span in before]:
        return before
    near = before[0].start if before else 0
    return tuple(_nearest(text, words, near) for words in wanted)


def _nearest(text: str, words: str, near: int) -> Span:
    """Where words stand in a text, nearest to a place."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [Span(*found.span()) for found in re.finditer(pattern, text)]
    if not places:
        raise UsageError(f"The page doesn't print «{words[:80]}»: write words as they stand there, or mark them.")
    return min(places, key=lambda span: (abs(span.start - near), span))


def _values(kind: str, form: Mapping[str, str], held: Mapping[str, Field]) -> dict[str, Field]:
    out: dict[str, Field] = {}
    for name in SHAPES[kind].fields:
        raw = form.get(f"field-{name}")
        if name in _FLAGS:
            if raw is not None or f"shown-{name}" in form:
                out[name] = raw is not None
        elif raw is not None:
            value = raw.strip()[:300]
            out[name] = _number(name, value) if name in _NUMBERS else value or None
    return {name: value for name, value in out.items() if name in held or value is not None}


def _number(name: str, raw: str) -> float | None:
    if not raw:
        return None
    try:
        value = float(raw.replace(",", ""))
    except ValueError:
        raise UsageError(f"{raw!r} is no number for {name}: write digits, such as 12 or 3.5.") from None
    if not abs(value) < 1e15:
        raise UsageError(f"{raw!r} is no number for {name}: it is too large.")
    return value


def _one(page: Page, at: str) -> Span:
    match = _AT.fullmatch(at.strip())
    if match is None:
        raise UsageError("Mark words of the page first.")
    span = Span(int(match[1]), int(match[2]))
    if not 0 <= span.start < span.end <= len(page.document.text):
        raise UsageError("The marked words don't stand in the page.")
    return span


def _at(span: Span) -> str:
    return f"{span.start}-{span.end}"


# --- who is who -------------------------------------------------------------------------------------------------------


def actor_ruling(
    pages: Mapping[str, Page], action: str, places: list[tuple[str, Span]], form: Mapping[str, str], *, made_at: str
) -> Correction:
    """The ruling that two names are one actor's ("same"), or two actors' ("different"). Raises UsageError."""
    author = form.get("author", "").strip()
    if not author:
        raise UsageError("Write your name first: every correction bears one.")
    if len(places) != 2 or action not in ("same", "different"):
        raise UsageError("Choose two names.")
    a, b = (say.anchor(pages[key].document, span) for key, span in places)
    reason = form.get("reason", "").strip()[:2000]
    return ruling(
        "same" if action == "same" else "different", a, b, author=author[:200], made_at=made_at, reason=reason
    )
