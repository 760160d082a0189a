"""A case out of a batch: the pages that a query names, put into a case file as they were made, then related."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from tawatur import __version__
from tawatur.batch import parts
from tawatur.batch.run import settings_of
from tawatur.build import Built, finished
from tawatur.errors import CaseError, UsageError
from tawatur.model import SCHEMA, Value
from tawatur.packs import codes, load
from tawatur.relate import relate
from tawatur.relate.vectors import installed
from tawatur.store import Entry, Settings, Writer
from tawatur.store.search import parse

MOST = 5_000
"""Documents of a case cut from a batch unless more are asked for: a case is what people read, not an archive."""

_AT_A_TIME = 200
"""Documents fetched at a time: some 10 MB."""


class Wanted(Value, frozen=True, kw_only=True):
    """Which documents: all that is given must hold. Words are compared as search compares them, folded and stemmed.

    `terms` is a query as `tawatur find` takes it; `speaker` and `place` are names or parts of names; `outlet` is part
    of an outlet's name or address; `since` and `until` are days (ISO 8601, inclusive) of publication, else of capture.
    """

    terms: str | None = None
    speaker: str | None = None
    place: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None


def cut(folder: str | Path, case: str | Path, wanted: Wanted, *, most: int = MOST) -> Built:
    """Put the wanted documents of a batch into a case, new or not, and relate its documents.

    Raises CaseError where the folder holds no batch or the case can't be used; UsageError where nothing is asked for,
    nothing fits, more than `most` documents fit, or the batch was made by another version or with other tables.
    """
    root = Path(folder)
    settings = settings_of(root)
    _same(settings, root)
    with duckdb.connect(config={"threads": 1}) as db:
        _views(db, root)
        keys = _keys(db, wanted)
        if not keys:
            raise UsageError(f"No document of {root} fits. Ask for less, or look at the spelling.")
        if len(keys) > most:
            raise UsageError(
                f"{len(keys):,} documents of {root} fit; at most {most:,} are taken. Ask for more, or raise --most."
            )
        with Writer(case, installed()) as writer:
            writer.start("cut", settings)
            tally = {"added": 0, "replaced": 0, "kept": 0}
            for entry in _entries(db, keys):
                taken = writer.put(entry)
                if taken is not None:
                    tally[taken] += 1
            if not writer.related():
                writer.relate(relate)
            writer.finish()
            return finished(writer.case, tally, ())


def _same(settings: Settings, root: Path) -> None:
    now = Settings(__version__, SCHEMA, tuple((code, load(code).hash) for code in codes()), settings.lang, settings.now)
    if settings != now:
        raise UsageError(
            f"{root} was made by tawatur {settings.version}, or with other tables. "
            "Make the batch anew with this version, or cut it with the one it was made by."
        )


def _views(db: duckdb.DuckDBPyConnection, root: Path) -> None:
    if next((root / parts.FOLDER).glob("*/part.json"), None) is None:
        raise CaseError(f"{root} holds no finished part. Run `tawatur batch` again to go on with it.")
    for table in ("documents", "attributions", "entities"):
        files = str(root.absolute() / parts.FOLDER / "*" / f"{table}.parquet").replace("'", "''")
        db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}', filename = 'part')")


def _keys(db: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[tuple[str, str]]:
    """The documents that fit, by name: their keys, each with the file of its part that holds documents."""
    where: list[str] = []
    values: list[Any] = []

    def ask(condition: str, *given: str) -> None:
        where.append(condition)
        values.extend(given)

    if wanted.terms is not None:
        for phrase in parse(wanted.terms).phrases:
            ask(_has("d.words"), _phrase(phrase))
    if wanted.speaker is not None:
        for phrase in parse(f'"{wanted.speaker}"').phrases:
            ask(f"d.key IN (SELECT document FROM attributions a WHERE {_has('a.words')})", _phrase(phrase))
    if wanted.place is not None:
        for phrase in parse(f'"{wanted.place}"').phrases:
            inner = f"SELECT document FROM entities e WHERE e.kind = 'place' AND {_has('e.words')}"
            ask(f"d.key IN ({inner})", _phrase(phrase))
    if wanted.outlet is not None:
        ask("(contains(lower(d.outlet), lower(?)) OR contains(lower(d.url), lower(?)))", wanted.outlet, wanted.outlet)
    if wanted.since is not None:
        ask("d.day >= ?", wanted.since)
    if wanted.until is not None:
        ask("d.day <= ?", wanted.until)
    if not where:
        raise UsageError("Nothing is asked for: give words, a speaker, a place, an outlet or days.")
    query = f"SELECT d.key, d.part FROM documents d WHERE {' AND '.join(where)} ORDER BY d.name, d.key, d.part"
    return db.execute(query, values).fetchall()


def _has(column: str) -> str:
    return f"contains(' ' || {column} || ' ', ?)"


def _phrase(stems: tuple[str, ...]) -> str:
    return f" {' '.join(stems)} "


def _entries(db: duckdb.DuckDBPyConnection, keys: list[tuple[str, str]]) -> Iterator[Entry]:
    """The entries of documents, in the order of their keys; the first where two jobs had the same document."""
    decode = msgspec.msgpack.Decoder(Entry).decode
    for start in range(0, len(keys), _AT_A_TIME):
        some = keys[start : start + _AT_A_TIME]
        held = sorted({str(Path(part).with_name("pages.parquet")) for _, part in some})
        query = "SELECT document, entry FROM read_parquet(?) WHERE list_contains(?, document)"
        found = dict(reversed(db.execute(query, [held, [key for key, _ in some]]).fetchall()))
        yield from (decode(found[key]) for key in dict.fromkeys(key for key, _ in some))
