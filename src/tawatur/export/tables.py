"""The tables of a case as rows to export: field names of the contract, documents by name, private people left out.

A document is named by the input's own id, else by its path as given. `document` and `index` come first in what was
found in one document; `index` is the place in the document's list, which `speaker`, `parent`, `part_of` and
`attribution` point into.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from tawatur import model
from tawatur.errors import UsageError
from tawatur.export.records import INTERNAL
from tawatur.model import Credit, Document, Moment, Span, Value
from tawatur.store import Case, Placed


class DocumentRow(Value, frozen=True):
    """A document as exported: what the page says of itself, where it was got, and its text."""

    document: str
    key: str
    source: str
    id: str | None
    url: str | None
    title: Span | None
    outlet: str | None
    author: str | None
    published: Moment | None
    fetched_at: str | None
    lang: str | None
    media_type: str
    encoding: str
    blob: str
    """sha256 of the page's bytes."""
    text_hash: str
    text_starts: int
    body: tuple[Span, ...]
    credits: tuple[Credit, ...]
    text: str


class Row(NamedTuple):
    """One row: its fields in order, as values of the model, and the key of the document its spans lie in."""

    fields: dict[str, Any]
    document: str | None = None


class Table(NamedTuple):
    """A table: the type behind its rows, the fields in order, and where rows come from.

    `values` gives what the case holds, in order. `made` turns some of that into rows, those of private people left out
    unless asked for; told in which documents all of it stands (None: anywhere), it looks up no others. `holds` are the
    fields in which keys of documents stand, `stated` says that only what is stated is shown.
    """

    name: str
    kind: type[msgspec.Struct]
    fields: tuple[str, ...]
    values: Callable[[Case], Iterable[Any]]
    made: Callable[[Case, Iterable[Any], bool, Collection[str] | None], Iterator[Row]]
    holds: tuple[str, ...] = ()
    stated: bool = False

    def rows(self, case: Case, include_private: bool) -> Iterator[Row]:
        """All rows, in order."""
        return self.made(case, self.values(case), include_private, None)


def table(name: str) -> Table:
    """A table by name. Raises UsageError that names the tables there are."""
    try:
        return TABLES[name]
    except KeyError:
        raise UsageError(f"There is no table {name!r}; there are: {', '.join(TABLES)}.") from None


def _fields(value: msgspec.Struct) -> dict[str, Any]:
    return {
        info.encode_name: getattr(value, info.name)
        for info in msgspec.structs.fields(value)
        if info.name not in INTERNAL
    }


def _names(kind: type[msgspec.Struct], *before: str) -> tuple[str, ...]:
    own = (info.encode_name for info in msgspec.structs.fields(kind) if info.name not in INTERNAL)
    return (*before, *(name for name in own if name not in before))


# --- documents and what was found in them ------------------------------------------------------------------------


def _documents(_: Case, values: Iterable[Document], __: bool, ___: Collection[str] | None) -> Iterator[Row]:
    for one in values:
        yield Row(_fields(_document(one)), one.key)


def _document(one: Document) -> DocumentRow:
    return DocumentRow(
        document=one.name,
        key=one.key,
        source=one.source,
        id=one.id,
        url=one.url,
        title=one.title,
        outlet=one.outlet,
        author=one.author,
        published=one.published,
        fetched_at=one.fetched_at,
        lang=one.lang,
        media_type=one.media_type,
        encoding=one.encoding,
        blob=one.blob,
        text_hash=one.text_hash,
        text_starts=one.text_starts,
        body=one.body,
        credits=one.credits,
        text=one.text,
    )


def _found(name: str, placed: Callable[[Case], Iterator[Placed[Any]]], kind: type[msgspec.Struct]) -> Table:
    who = ("actor",) if name in ("entities", "attributions") else ()

    def made(
        case: Case, values: Iterable[Placed[Any]], include_private: bool, keys: Collection[str] | None
    ) -> Iterator[Row]:
        names = case.names(keys)
        hidden = case.private(keys) if who and not include_private else frozenset[tuple[str, int]]()
        actors = case.actors_of(keys) if who else {}
        for one in values:
            fields = {"document": names[one.document], "index": one.index, **_fields(one.value)}
            if name == "entities":
                if (one.document, one.index) in hidden:
                    continue
                fields["actor"] = actors.get((one.document, one.index))
            elif name == "attributions":
                speaker = one.value.speaker
                if (one.document, speaker) in hidden:
                    # what was said stays; who said it is somebody the page names as a victim or a relative
                    fields |= {"source": (), "speaker": None}
                    speaker = None
                fields["actor"] = actors.get((one.document, speaker)) if speaker is not None else None
            yield Row(fields, one.document)

    return Table(name, kind, (*_names(kind, "document", "index"), *who), placed, made)


# --- what documents have to do with each other --------------------------------------------------------------------


def _related(
    name: str,
    kind: type[msgspec.Struct],
    keys: tuple[str, ...] = (),
    inner: tuple[str, ...] = (),
    stated: bool = False,
) -> Table:
    """A table of relations; `keys` are fields that hold a document's key, `inner` lists whose items hold one.

    `stated` leaves out what the pages only fear, plan or deny.
    """

    def made(case: Case, values: Iterable[Any], include_private: bool, _: Collection[str] | None) -> Iterator[Row]:
        names = case.names()
        for value in values:
            if getattr(value, "private", False) and not include_private:
                continue
            if stated and value.status != "stated":
                continue
            fields = _fields(value)
            for key in keys:
                fields[key] = names[fields[key]]
            for part in inner:
                fields[part] = tuple(_by_name(item, names) for item in fields[part])
            yield Row(fields, getattr(value, "a", getattr(value, "document", None)))

    return Table(name, kind, _names(kind), lambda case: case.related(name), made, (*keys, *inner), stated)


def _by_name(item: Any, names: Mapping[str, str]) -> Any:
    """A value that names a document, or holds two that do, with the document's name for its key."""
    if isinstance(item, model.ActorJoin):
        return msgspec.structs.replace(item, a=_by_name(item.a, names), b=_by_name(item.b, names))
    return msgspec.structs.replace(item, document=names[item.document])


# --- ledgers -------------------------------------------------------------------------------------------------------


def _ledger(name: str, kind: type[msgspec.Struct], keys: tuple[str, ...] = ()) -> Table:
    def made(case: Case, values: Iterable[Any], _: bool, __: Collection[str] | None) -> Iterator[Row]:
        names = case.names() if keys else {}
        for value in values:
            fields = _fields(value)
            for key in keys:
                # a correction may stand on a document that is gone; its key is all that is left of it
                fields[key] = names.get(fields[key], fields[key])
            yield Row(fields)

    return Table(name, kind, _names(kind), lambda case: getattr(case, name)(), made, keys)


TABLES: dict[str, Table] = {
    made.name: made
    for made in (
        Table("documents", DocumentRow, _names(DocumentRow), Case.documents, _documents),
        _found("attributions", Case.attributions, model.Attribution),
        _found("figures", Case.figures, model.Figure),
        _found("numbers", Case.numbers, model.Number),
        _found("dates", Case.dates, model.Date),
        _found("events", Case.events, model.Event),
        _found("entities", Case.entities, model.Entity),
        _found("abstained", Case.abstained, model.Abstention),
        _related("actors", model.Actor, inner=("places", "names", "joins")),
        _related("stories", model.StoryMember, ("document",)),
        _related("derivations", model.Derivation, ("a", "b", "earlier", "later")),
        _related("origins", model.Origin, inner=("mentions",)),
        _related("claims", model.Claim, inner=("mentions",)),
        _related("series", model.Series, inner=("points",)),
        _related("timeline", model.Occurrence, inner=("places", "told"), stated=True),
        _related("versions", model.Version, ("document", "earlier")),
        _ledger("refusals", model.Refusal),
        _ledger("runs", model.Run),
        _ledger("corrections", model.Correction, ("document",)),
    )
}
"""Every table by name."""
