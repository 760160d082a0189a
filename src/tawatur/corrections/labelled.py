"""Pages as tasks of Label Studio, what the machine found as their predictions; its results as corrections.

`task` is what `tawatur export --format label-studio` writes; `tasks` reads what Label Studio exports as JSON. Regions
of a prediction keep their ids there, so what a user left, changed or deleted is told by them: an annotation whose
regions and choices are as they were is accepted, one with others changed, one without its first part rejected, and
regions with ids of Label Studio's own are what was missed. Statements, figures, events, dates and names are judged.

Offsets are code points, here and there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from tawatur import __version__
from tawatur.corrections.words import CHOICES, SHAPES, Field, Item, Shape, accept, add, change, reject
from tawatur.errors import UsageError
from tawatur.model import Correction, Page, Span

FROM, TO = "label", "text"
_FIELDS = {"attribution": ("stance", "mode"), "figure": ("kind", "status"), "event": ("kind", "status")}
"""Values that are choices of a region; others are shown nowhere there and stay as they are."""


class Value(msgspec.Struct, omit_defaults=True):
    """Where a region stands, and its labels or choices."""

    start: int = -1
    end: int = -1
    text: str | None = None
    labels: list[str] | None = None
    choices: list[str] | None = None


class Result(msgspec.Struct, omit_defaults=True):
    """One region, one choice of a region, or one relation of two."""

    type: str
    id: str | None = None
    from_name: str | None = None
    to_name: str | None = None
    value: Value | None = None
    from_id: str | None = None
    to_id: str | None = None
    direction: str | None = None
    labels: list[str] | None = None


class Annotation(msgspec.Struct):
    """One user's results on a task."""

    result: list[Result]
    completed_by: Any = None
    created_at: str | None = None
    updated_at: str | None = None
    was_cancelled: bool = False
    parent_prediction: int | None = None


class Data(msgspec.Struct):
    """What a task shows, and which page it is."""

    text: str
    document: str
    text_hash: str
    title: str | None = None


class Prediction(msgspec.Struct):
    """What the machine found."""

    model_version: str
    result: list[Result]


class Task(msgspec.Struct, omit_defaults=True):
    """One page."""

    data: Data
    predictions: list[Prediction] = []
    annotations: list[Annotation] = []


def labels() -> tuple[str, ...]:
    """The labels of regions: a kind, or a kind and one of its parts."""
    return tuple(_label(kind, part) for kind in SHAPES for part in _parts(SHAPES[kind]))


def config() -> str:
    """The labelling interface (XML) for a project that takes the tasks."""
    own = "".join(f'<Label value="{one}"/>' for one in labels())
    per = "".join(
        f'<Choices name="{kind}-{name}" toName="{TO}" perRegion="true" whenTagName="{FROM}" '
        f'whenLabelValue="{_label(kind, _parts(SHAPES[kind])[0])}" visibleWhen="region-selected">'
        + "".join(f'<Choice value="{one}"/>' for one in CHOICES[kind, name])
        + "</Choices>"
        for kind, names in _FIELDS.items()
        for name in names
    )
    relation = '<Relations><Relation value="part"/></Relations>'
    regions = f'<Labels name="{FROM}" toName="{TO}">{own}</Labels><Text name="{TO}" value="$text"/>'
    return f"<View>{relation}{regions}{per}</View>"


def task(page: Page) -> Task:
    """A page, with what the machine found in it but for people named only as victims or relatives."""
    document = page.document
    title = document.title.of(document.text) if document.title is not None else None
    found = [one for kind in SHAPES for index, item in _items(page, kind) for one in _results(page, item, index)]
    data = Data(document.text, document.name, document.text_hash, title)
    return Task(data, [Prediction(f"tawatur {__version__}", found)])


def _items(page: Page, kind: str) -> Iterator[tuple[int, Item]]:
    for index, value in enumerate(getattr(page, SHAPES[kind].table)):
        if kind == "entity" and (value.private or value.kind is None):
            continue
        if kind == "attribution" and value.speaker is not None and page.entities[value.speaker].private:
            continue
        yield index, Item(kind, value)


def _parts(shape: Shape) -> tuple[str, ...]:
    return (*shape.several, *shape.one)


def _label(kind: str, part: str) -> str:
    return kind if part == _parts(SHAPES[kind])[0] else f"{kind}: {part.removesuffix('_span')}"


def _spans(item: Item, part: str) -> tuple[Span, ...]:
    held = getattr(item.value, part)
    return () if held is None else (held,) if isinstance(held, Span) else tuple(held)


def _results(page: Page, item: Item, index: int) -> Iterator[Result]:
    first = _id(item.kind, index, _parts(SHAPES[item.kind])[0], 0)
    for part in _parts(SHAPES[item.kind]):
        for number, span in enumerate(_spans(item, part)):
            where = Value(span.start, span.end, span.of(page.document.text))
            id = _id(item.kind, index, part, number)
            label = msgspec.structs.replace(where, labels=[_label(item.kind, part)])
            yield Result("labels", id, FROM, TO, label)
            if id == first:
                for name in _FIELDS.get(item.kind, ()):
                    choice = msgspec.structs.replace(where, choices=[str(getattr(item.value, name))])
                    yield Result("choices", id, f"{item.kind}-{name}", TO, choice)
            else:
                yield Result("relation", from_id=id, to_id=first, direction="right", labels=["part"])


def _id(kind: str, index: int, part: str, number: int) -> str:
    return f"tawatur.{kind}.{index}.{part}.{number}"


# --- back -------------------------------------------------------------------------------------------------------------


def is_results(data: bytes) -> bool:
    """Whether a file is what Label Studio exports: a list of tasks."""
    return data.lstrip()[:1] == b"["


def tasks(data: bytes) -> list[Task]:
    """The tasks of an export. Raises UsageError where it is none of tasks of ours."""
    try:
        return msgspec.json.decode(data, type=list[Task])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"This is no export of Label Studio ({error}). Give its JSON, of tasks that "
            "`tawatur export --format label-studio` wrote."
        ) from None


def corrections(page: Page, done: Task) -> Iterator[Correction]:
    """What users said on a page, as the machine has it. Raises UsageError where the page is another text by now."""
    if hashlib.sha256(done.data.text.encode()).hexdigest() != page.document.text_hash:
        raise UsageError("The page has another text than the one that was shown.")
    for one in done.annotations:
        if not one.was_cancelled:
            by = {"author": _author(one.completed_by), "made_at": _moment(one)}
            yield from _said(page, one, by)


def _said(page: Page, annotation: Annotation, by: Mapping[str, str]) -> Iterator[Correction]:
    regions = [one for one in annotation.result if one.type == "labels" and one.value is not None]
    chosen: dict[tuple[str, str], str] = {}
    for one in annotation.result:
        if one.type == "choices" and one.id and one.from_name and one.value is not None and one.value.choices:
            chosen[one.id, one.from_name] = one.value.choices[0]
    own: dict[tuple[str, int], list[Result]] = {}
    new: list[Result] = []
    for one in regions:
        place = _place(one.id)
        if place is None:
            new.append(one)
        else:
            own.setdefault(place, []).append(one)
    tied = {one.from_id: one.to_id for one in annotation.result if one.type == "relation" and one.from_id}
    heads = {one.id: place for place, some in own.items() for one in some}
    added: dict[str, list[Result]] = {one.id or "": [one] for one in new if _is_head(one)}
    for one in new:
        if not _is_head(one):
            # a part that was marked anew belongs to what it was tied to, in either direction
            to = tied.get(one.id or "") or next((a for a, b in tied.items() if b == one.id), None)
            if to in heads:
                own[heads[to]].append(one)
            elif to in added:
                added[str(to)].append(one)
    judged = bool(own) or annotation.parent_prediction is not None
    for kind in SHAPES if judged else ():
        for index, item in _items(page, kind):
            yield _judged(page, item, own.get((kind, index), []), chosen, by)
    for id, some in added.items():
        kind = _kind(some[0])
        fields = _chosen(kind, id, chosen)
        yield add(page, kind, parts=_marked(page, kind, some), fields=fields, **by)


def _judged(
    page: Page,
    item: Item,
    regions: list[Result],
    chosen: Mapping[tuple[str, str], str],
    by: Mapping[str, str],
) -> Correction:
    first = _parts(SHAPES[item.kind])[0]
    parts = _marked(page, item.kind, [one for one in regions if _kind(one) == item.kind])
    if first not in parts:
        return reject(page, item, **by)
    before = {part: tuple(sorted(_spans(item, part))) for part in _parts(SHAPES[item.kind])}
    moved = {part: parts.get(part, ()) for part, spans in before.items() if parts.get(part, ()) != spans}
    head = next(one.id or "" for one in regions if _is_head(one))
    fields = {
        name: value for name, value in _chosen(item.kind, head, chosen).items() if value != getattr(item.value, name)
    }
    if not moved and not fields:
        return accept(page, item, **by)
    return change(page, item, parts=moved, fields=fields, **by)


def _marked(page: Page, kind: str, regions: Iterable[Result]) -> dict[str, tuple[Span, ...]]:
    """The spans of each part. Raises UsageError for one outside the text, or whose words are others."""
    parts: dict[str, list[Span]] = {}
    names = {_label(kind, part): part for part in _parts(SHAPES[kind])}
    for one in regions:
        assert one.value is not None
        span = Span(one.value.start, one.value.end)
        if not 0 <= span.start < span.end <= len(page.document.text):
            raise UsageError(f"A region of Label Studio, {span.start} to {span.end}, doesn't stand in the page.")
        if one.value.text is not None and one.value.text.split() != span.of(page.document.text).split():
            raise UsageError(f"A region of Label Studio, {span.start} to {span.end}, has other words in the page.")
        parts.setdefault(names[_labelled(one)], []).append(span)
    return {part: tuple(sorted(spans)) for part, spans in parts.items()}


def _chosen(kind: str, id: str, chosen: Mapping[tuple[str, str], str]) -> dict[str, Field]:
    return {name: chosen[id, f"{kind}-{name}"] for name in _FIELDS.get(kind, ()) if (id, f"{kind}-{name}") in chosen}


def _labelled(one: Result) -> str:
    label = (one.value.labels or [""])[0] if one.value is not None else ""
    if label not in labels():
        raise UsageError(f"There is no label {label!r}; there are: {', '.join(labels())}.")
    return label


def _kind(one: Result) -> str:
    return _labelled(one).partition(":")[0]


def _is_head(one: Result) -> bool:
    return ":" not in _labelled(one)


def _place(id: str | None) -> tuple[str, int] | None:
    """The annotation that an id of ours names; None for an id of Label Studio's own."""
    parts = (id or "").split(".")
    if len(parts) == 5 and parts[0] == "tawatur" and parts[1] in SHAPES and parts[2].isdecimal():
        return parts[1], int(parts[2])
    return None


def _author(by: Any) -> str:
    name = by.get("email") or by.get("id") if isinstance(by, dict) else by
    return str(name)[:200] if isinstance(name, str) and name.strip() else f"Label Studio {name or ''}".strip()


def _moment(one: Annotation) -> str:
    made = one.updated_at or one.created_at
    if not made:
        raise UsageError("An annotation of Label Studio doesn't say when it was made.")
    return f"{made[:19]}Z"
