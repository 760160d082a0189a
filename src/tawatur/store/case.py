"""A case as it is read: documents with what was found in them, what they have to do with each other, and search."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from tawatur import model
from tawatur.errors import CaseError, UsageError
from tawatur.model import Document, Page, Refusal, Run, Value
from tawatur.store import search
from tawatur.store.digest import case_digest
from tawatur.store.files import connect, said, tidy
from tawatur.store.rows import Layout, layout
from tawatur.store.tables import ANNOTATIONS, LEDGERS, RELATIONS
from tawatur.store.verify import problems

T = TypeVar("T", bound=msgspec.Struct)


class Placed(Value, Generic[T], frozen=True):
    """An annotation and where it stands: the document's key, and its place in the document's list of its kind."""

    document: str
    index: int
    value: T


class Case:
    """A case file, open for reading. Use it in a `with` statement, or close it.

    Documents come sorted by name (the input's own id, else its path as given), then by key, so the order in which
    they arrived tells nothing. Everything raises CaseError where the file fails.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
        tidy(self.path)

    # --- documents ------------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document]:
        """All documents."""
        lay = layout(Document)
        for row in self._rows(f"SELECT {lay.names()} FROM documents ORDER BY name, key"):
            yield lay.value(row)

    def document(self, key: str) -> Document:
        """One document by its key. Raises CaseError where there is none."""
        lay = layout(Document)
        for row in self._rows(f"SELECT {lay.names()} FROM documents WHERE key = ?", (key,)):
            return lay.value(row)
        raise CaseError(f"{self.path} holds no document with the key {key!r}.")

    def keys(self) -> list[str]:
        """The keys of all documents."""
        return [row[0] for row in self._rows("SELECT key FROM documents ORDER BY name, key")]

    def names(self, keys: Collection[str] | None = None) -> dict[str, str]:
        """Document key -> the name that exports give it; of all documents, or of some."""
        some, values = _among("key", keys)
        return dict(self._rows(f"SELECT key, name FROM documents WHERE {some} ORDER BY name, key", values))

    def page(self, key: str) -> Page:
        """A document with all that was found in it."""
        return self._page(self.document(key))

    def pages(self) -> Iterator[Page]:
        """All documents, each with what was found in it, one at a time."""
        for key in self.keys():
            yield self.page(key)

    def _page(self, document: Document) -> Page:
        seq = self._one("SELECT seq FROM documents WHERE key = ?", (document.key,))
        found = {
            name: tuple(
                lay.value(row)
                for row in self._rows(f"SELECT {lay.names()} FROM {name} WHERE document = ? ORDER BY idx", (seq,))
            )
            for name, lay in ((name, layout(kind)) for name, kind in ANNOTATIONS.items())
        }
        return Page(document=document, **found)

    def blob(self, id: str) -> bytes:
        """The bytes of a page as they came, by their sha256. Raises CaseError where there are none."""
        for (data,) in self._rows("SELECT data FROM blobs WHERE id = ?", (id,)):
            return zlib.decompress(data)
        raise CaseError(f"{self.path} holds no bytes with the sha256 {id!r}.")

    # --- what was found in them -------------------------------------------------------------------------------------

    def numbers(self) -> Iterator[Placed[model.Number]]:
        """All numbers, by document."""
        return self._placed("numbers", layout(model.Number))

    def dates(self) -> Iterator[Placed[model.Date]]:
        """All dates, by document."""
        return self._placed("dates", layout(model.Date))

    def figures(self) -> Iterator[Placed[model.Figure]]:
        """All figures, by document."""
        return self._placed("figures", layout(model.Figure))

    def attributions(self) -> Iterator[Placed[model.Attribution]]:
        """All attributions, by document."""
        return self._placed("attributions", layout(model.Attribution))

    def events(self) -> Iterator[Placed[model.Event]]:
        """All events, by document."""
        return self._placed("events", layout(model.Event))

    def entities(self) -> Iterator[Placed[model.Entity]]:
        """All names, by document; those of private people too."""
        return self._placed("entities", layout(model.Entity))

    def abstained(self) -> Iterator[Placed[model.Abstention]]:
        """All places where a rule fired and no answer was given, by document."""
        return self._placed("abstained", layout(model.Abstention))

    def _placed(self, table: str, lay: Layout[T]) -> Iterator[Placed[T]]:
        sql = (
            f"SELECT documents.key, a.idx, {', '.join(f'a.{name}' for name in lay.names().split(', '))} "
            f"FROM {table} a JOIN documents ON documents.seq = a.document ORDER BY documents.name, documents.key, a.idx"
        )
        for row in self._rows(sql):
            yield Placed(row[0], row[1], lay.value(row[2:]))

    # --- what they have to do with each other -----------------------------------------------------------------------

    def derivations(self) -> tuple[model.Derivation, ...]:
        """Copies and cuts: one row for each document that hangs on another."""
        return tuple(self._relation("derivations", layout(model.Derivation)))

    def origins(self) -> tuple[model.Origin, ...]:
        """Statements and figures that documents share, and who stands behind each."""
        return tuple(self._relation("origins", layout(model.Origin)))

    def actors(self) -> tuple[model.Actor, ...]:
        """Who and what the documents name, each under all names; private people too."""
        return tuple(self._relation("actors", layout(model.Actor)))

    def actors_of(self, keys: Collection[str] | None = None) -> dict[tuple[str, int], str]:
        """Document key and place among its entities -> the actor that the entity is; in all documents, or in some."""
        some, values = _among("document", keys)
        rows = self._rows(f'SELECT document, "index", actor FROM actor_members WHERE {some} ORDER BY idx', values)
        return {(document, index): actor for document, index, actor in rows}

    def private(self, keys: Collection[str] | None = None) -> frozenset[tuple[str, int]]:
        """Document key and place among its entities of people named only as victims or relatives."""
        some, values = _among("d.key", keys)
        sql = f"SELECT d.key, e.idx FROM documents d JOIN entities e ON e.document = d.seq WHERE e.private AND {some}"
        return frozenset((key, index) for key, index in self._rows(sql, values))

    def related(self, table: str) -> Iterator[Any]:
        """The rows of one table of relations. Raises UsageError for a table that there isn't."""
        if table not in RELATIONS:
            raise UsageError(f"There is no table of relations {table!r}; there are: {', '.join(RELATIONS)}.")
        yield from self._relation(table, layout(RELATIONS[table]))

    def encoder(self) -> str | None:
        """What made the vectors that helped to find claims; None where words alone found them, or nothing was yet."""
        for (name,) in self._rows("SELECT value FROM state WHERE name = 'encoder'"):
            return name or None
        return None

    def relations(self) -> model.Relations:
        """Everything that relates documents."""
        return model.Relations(**{name: tuple(self.related(name)) for name in RELATIONS})

    def _relation(self, table: str, lay: Layout[T]) -> Iterator[T]:
        for row in self._rows(f"SELECT {lay.names()} FROM {table} ORDER BY idx"):
            yield lay.value(row)

    # --- ledgers ------------------------------------------------------------------------------------------------------

    def refusals(self) -> tuple[Refusal, ...]:
        """Inputs, or parts of them, that were not taken or were taken with a warning, by input."""
        lay = layout(Refusal)
        rows = self._rows(f"SELECT {lay.names()} FROM refusals ORDER BY input, place, code, reason, severity")
        return tuple(lay.value(row) for row in rows)

    def runs(self) -> tuple[Run, ...]:
        """Each run over this case, the first one first."""
        lay = layout(Run)
        return tuple(lay.value(row) for row in self._rows(f"SELECT {lay.names()} FROM runs ORDER BY id"))

    def corrections(self) -> tuple[model.Correction, ...]:
        """What users corrected, in the order in which they did."""
        lay = layout(model.Correction)
        return tuple(lay.value(row) for row in self._rows(f"SELECT {lay.names()} FROM corrections ORDER BY id"))

    def fetches(self) -> tuple[model.Fetch, ...]:
        """Addresses that were fetched, each with its newest capture, by address."""
        lay = layout(model.Fetch)
        return tuple(lay.value(row) for row in self._rows(f"SELECT {lay.names()} FROM fetches ORDER BY address"))

    def count(self, table: str) -> int:
        """How many rows a table holds. Raises UsageError for a table that there isn't."""
        known = ("documents", "blobs", "refusals", *ANNOTATIONS, *RELATIONS, *LEDGERS)
        if table not in known:
            raise UsageError(f"A case has no table {table!r}; it has: {', '.join(known)}.")
        return int(self._one(f"SELECT count(*) FROM {table}"))

    # --- search, checks -----------------------------------------------------------------------------------------------

    def find(self, query: str, *, limit: int = 20) -> list[search.Found]:
        """Documents that hold every word and "phrase" of a query, best first, with where they stand as printed.

        Raises UsageError where the query holds no word.
        """
        asked = search.parse(query)
        lay = layout(Document)
        with said(self.path):
            schema, table = search.index(self.connection).split(".")
        rows = self._rows(
            f"SELECT {lay.names()} FROM {schema}.{table} JOIN documents ON documents.seq = {table}.rowid "
            f"WHERE {table} MATCH ? ORDER BY bm25({table}), name, key LIMIT ?",
            (asked.match(), limit),
        )
        out = []
        for row in rows:
            document = lay.value(row)
            spans = search.hits(document.text, asked)
            out.append(search.found(document, spans))
        return out

    def verify(self) -> list[str]:
        """What is wrong with the case: hashes, spans, index, structure. Empty where all holds."""
        with said(self.path):
            return problems(self.connection)

    def digest(self) -> str:
        """A hash of all contents but the record of runs: equal for two cases that hold the same."""
        with said(self.path):
            return case_digest(self.connection)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        with said(self.path):
            yield from self.connection.execute(sql, values)

    def _one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        with said(self.path):
            return self.connection.execute(sql, values).fetchone()[0]


def _among(column: str, keys: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    """A condition that a column holds one of some keys, and its values."""
    if keys is None:
        return "1", ()
    return f"{column} IN (SELECT value FROM json_each(?))", (msgspec.json.encode(sorted(keys)).decode(),)


def open_case(path: str | Path) -> Case:
    """Open a case file for reading.

    Raises CaseError where there is none, or it is no case, or a newer tawatur wrote it.
    """
    where = Path(path)
    return Case(where, connect(where, write=False, create=False))
