"""Writing a case: one writer, one transaction for each document, nothing lost that was committed."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import msgspec

from tawatur.model import Correction, Document, Fetch, Refusal, Relations, Run
from tawatur.relate.bearers import Bearer, Member, bearers, packed_rows, unpacked_rows
from tawatur.relate.cards import Card, card, unpacked
from tawatur.relate.ruled import Ruled
from tawatur.relate.vectors import Encoder, Vectors
from tawatur.store.case import Case
from tawatur.store.entries import Entry, PageRows, Settings
from tawatur.store.files import connect, said
from tawatur.store.overlay import Overlay
from tawatur.store.rows import layout, quoted
from tawatur.store.rulings import rulings
from tawatur.store.search import stems
from tawatur.store.tables import ANNOTATIONS, RELATIONS
from tawatur.store.vectors import KeptVectors

Taken = Literal["added", "replaced", "kept"]

_PLACE = re.compile(r"#(?:byte=)?\d+$|#fetched=[^#]+$")


class Relate(Protocol):
    """`tawatur.relate.relate`, or what stands in for it."""

    def __call__(
        self,
        cards: Iterable[Card],
        rows: Iterable[Bearer],
        /,
        *,
        together: Iterable[tuple[Member, Member]],
        apart: Iterable[tuple[Member, Member]],
        ruled: Ruled,
        vectors: Vectors | None,
    ) -> Relations: ...


class Known(NamedTuple):
    """An input that needs nothing more: whether it gave a document, and what was said of it."""

    document: bool
    refusals: tuple[Refusal, ...]


class Writer:
    """The one who writes to a case, from `start` to `finish`. Others may read meanwhile, here through `case`."""

    def __init__(self, path: str | Path, encoder: Encoder | None = None) -> None:
        """Open a case for writing, making it where it doesn't exist. Raises CaseError with the mend.

        With an `encoder`, relating finds statements in other words too; without, by words alone.
        """
        self._encoder = encoder
        self.path = Path(path)
        self._db = connect(self.path, write=True, create=True)
        self.case = Case(self.path, self._db)
        self.run = 0
        self._mark = ""
        self._seen: set[str] = set()

    def close(self) -> None:
        """Fold the log into the file, so that a case is one file, and close it."""
        with suppress(sqlite3.Error):  # readers may hold the log open; they fold it when they leave
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with said(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise

    # --- runs ---------------------------------------------------------------------------------------------------------

    def start(self, command: str, settings: Settings, *, started_at: str | None = None) -> Run:
        """Record that a run begins."""
        lay = layout(Run)
        with self._transaction() as db:
            last = db.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0]
            run = Run(last + 1, command, settings.version, settings.schema, settings.packs, started_at)
            db.execute(_insert("runs", lay.names()), lay.row(run))
            if self._stems() != stems().mark:
                mark = stems().mark
                others = db.execute("SELECT 1 FROM search WHERE stems <> ? LIMIT 1", (mark,)).fetchone()
                db.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('stems', ?)", ("" if others else mark,))
        self.run = run.id
        self._mark = settings.hash
        self._seen.clear()
        return run

    def finish(self) -> None:
        """Record that the run is over, and drop what earlier runs refused of the files that this one read."""
        with self._transaction() as db:
            for idx, where in db.execute("SELECT idx, input FROM refusals WHERE run < ?", (self.run,)).fetchall():
                if _file(where) in self._seen:
                    db.execute("DELETE FROM refusals WHERE idx = ?", (idx,))
            self._cut_anew(db)
            db.execute("UPDATE runs SET finished = 1 WHERE id = ?", (self.run,))

    def _stems(self) -> str | None:
        held = self._db.execute("SELECT value FROM state WHERE name = 'stems'").fetchone()
        return held[0] if held is not None else None

    def _cut_anew(self, db: sqlite3.Connection) -> None:
        """Make the words of search anew where other tables made them."""
        mark = stems().mark
        if self._stems() == mark:
            return
        for (seq,) in db.execute("SELECT id FROM search WHERE stems <> ?", (mark,)).fetchall():
            text = db.execute("SELECT text FROM documents WHERE seq = ?", (seq,)).fetchone()[0]
            self._forget(db, seq)
            self._index(db, seq, stems().words(text))
        db.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('stems', ?)", (mark,))

    def _index(self, db: sqlite3.Connection, seq: int, words: str) -> None:
        db.execute("INSERT INTO search (id, stems, words) VALUES (?, ?, ?)", (seq, stems().mark, words))
        db.execute("INSERT INTO search_index (rowid, words) VALUES (?, ?)", (seq, words))

    def _forget(self, db: sqlite3.Connection, seq: int) -> None:
        words = db.execute("SELECT words FROM search WHERE id = ?", (seq,)).fetchone()
        if words is not None:
            # an index over outside content must be told what it is to forget
            db.execute("INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?, ?)", (seq, words[0]))
            db.execute("DELETE FROM search WHERE id = ?", (seq,))

    # --- documents ----------------------------------------------------------------------------------------------------

    def known(self, source: str, fingerprint: str) -> Known | None:
        """What came of this input when it was taken before by the same version, tables and settings, else None."""
        self._seen.add(_file(source))
        lay = layout(Refusal)
        with said(self.path):
            found = self._db.execute(
                "SELECT made_with, document FROM inputs WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()
            if found is None or found[0] != self._mark:
                return None
            told = self._db.execute(
                f"SELECT {lay.names()}, run FROM refusals WHERE fingerprint = ? ORDER BY idx", (fingerprint,)
            ).fetchall()
        if any(row[-1] < self.run for row in told):
            with self._transaction() as db:
                db.execute("UPDATE refusals SET run = ? WHERE fingerprint = ?", (self.run, fingerprint))
        return Known(found[1] is not None, tuple(lay.value(row[:-1]) for row in told))

    def put(self, entry: Entry) -> Taken | None:
        """Take one input: its document with all rows, and what is to be said of it. None where it gave no document.

        A document that the case holds by the same version and settings, or got earlier in this run, stays as it is.
        """
        taken: Taken | None = None
        refusals = entry.refusals
        self._seen.add(_file(entry.source))
        with self._transaction() as db:
            page = entry.page
            if page is not None:
                taken = self._put_page(db, page)
                refusals = (*refusals, *self._same_name(db, entry.source, page))
            db.execute(
                "INSERT OR REPLACE INTO inputs (fingerprint, source, document, made_with, run) VALUES (?, ?, ?, ?, ?)",
                (entry.fingerprint, _safe(entry.source), page.key if page is not None else None, self._mark, self.run),
            )
            db.execute("DELETE FROM refusals WHERE fingerprint = ?", (entry.fingerprint,))
            self._refuse(db, refusals, entry.fingerprint)
        return taken

    def _put_page(self, db: sqlite3.Connection, page: PageRows) -> Taken:
        held = db.execute("SELECT seq, made_with, run FROM documents WHERE key = ?", (page.key,)).fetchone()
        if held is not None and held[2] == self.run:
            return "kept"
        lay = layout(Document)
        db.execute("INSERT OR IGNORE INTO blobs (id, size, data) VALUES (?, ?, ?)", (page.blob, page.size, page.data))
        if held is None:
            cells = (*page.document, page.name, self._mark, self.run)
            names = f"{lay.names()}, name, made_with, run"
            db.execute(_insert("documents", names), cells)
            seq = int(db.execute("SELECT last_insert_rowid()").fetchone()[0])
        else:
            seq = held[0]
            self._clear(db, seq)
            sets = ", ".join(f"{quoted(column.name)} = ?" for column in lay.columns)
            db.execute(
                f"UPDATE documents SET {sets}, name = ?, made_with = ?, run = ? WHERE seq = ?",
                (*page.document, page.name, self._mark, self.run, seq),
            )
        for name, rows in page.annotations.items():
            db.executemany(
                _insert(name, f"document, idx, {layout(ANNOTATIONS[name]).names()}"),
                [(seq, idx, *row) for idx, row in enumerate(rows)],
            )
        db.execute("INSERT INTO digests (document, data) VALUES (?, ?)", (seq, page.digest))
        db.execute("INSERT INTO bearers (document, data) VALUES (?, ?)", (seq, page.bearers))
        self._index(db, seq, page.words)
        return "added" if held is None else "replaced"

    def _clear(self, db: sqlite3.Connection, seq: int) -> None:
        """Take away what hangs on a document that is to be written again."""
        for name in ANNOTATIONS:
            db.execute(f"DELETE FROM {name} WHERE document = ?", (seq,))
        for name in ("digests", "bearers"):
            db.execute(f"DELETE FROM {name} WHERE document = ?", (seq,))
        self._forget(db, seq)

    def remove(self, key: str) -> bool:
        """Take a document out of the case, and with it all relations until they are made anew. False where it isn't.

        What users said of it stays, detached; the address it was fetched from isn't fetched again by a refresh.
        """
        with self._transaction() as db:
            held = db.execute("SELECT seq, source, blob FROM documents WHERE key = ?", (key,)).fetchone()
            if held is None:
                return False
            seq, source, blob = held
            self._clear(db, seq)
            marks = "SELECT fingerprint FROM inputs WHERE document = ?"
            db.execute(f"DELETE FROM refusals WHERE fingerprint IN ({marks})", (key,))
            db.execute("DELETE FROM inputs WHERE document = ?", (key,))
            db.execute("DELETE FROM documents WHERE seq = ?", (seq,))
            db.execute("DELETE FROM fetches WHERE source = ?", (source,))
            db.execute("DELETE FROM blobs WHERE id = ? AND id NOT IN (SELECT blob FROM documents)", (blob,))
            for name in RELATIONS:
                db.execute(f"DELETE FROM {name}")
            db.execute("DELETE FROM state WHERE name = 'related'")
        return True

    def _same_name(self, db: sqlite3.Connection, source: str, page: PageRows) -> list[Refusal]:
        other = db.execute(
            "SELECT 1 FROM documents WHERE name = ? AND blob <> ? "
            "AND seq < (SELECT seq FROM documents WHERE key = ?) LIMIT 1",
            (page.name, page.blob, page.key),
        ).fetchone()
        if other is None:
            return []
        return [
            Refusal(
                input=source,
                place="",
                code="name-taken",
                reason=f"The case holds another capture named {page.name!r}, with other content; both are kept.",
                mend="If they are different pages, give each an id of its own.",
                severity="warning",
            )
        ]

    # --- addresses ----------------------------------------------------------------------------------------------------

    def held(self, address: str) -> tuple[Fetch, bytes, str] | None:
        """The newest capture of an address with its bytes and the hash of its text, where its page is here."""
        lay = layout(Fetch)
        sql = (
            f"SELECT {', '.join(f'f.{cell}' for cell in lay.names().split(', '))}, d.text_hash, b.data FROM fetches f "
            "JOIN documents d ON d.source = f.source AND d.blob = f.blob JOIN blobs b ON b.id = f.blob "
            "WHERE f.address = ?"
        )
        with said(self.path):
            row = self._db.execute(sql, (address,)).fetchone()
        return (lay.value(row[:-2]), zlib.decompress(row[-1]), row[-2]) if row is not None else None

    def fetched(self, fetch: Fetch) -> None:
        """Remember a fetch in place of the one before of the same address."""
        lay = layout(Fetch)
        with self._transaction() as db:
            db.execute(_insert("fetches", lay.names()).replace("INSERT", "INSERT OR REPLACE", 1), lay.row(fetch))

    # --- refusals -----------------------------------------------------------------------------------------------------

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Record inputs from which nothing could be read, or a warning about one."""
        with self._transaction() as db:
            self._refuse(db, refusals, None)

    def _refuse(self, db: sqlite3.Connection, refusals: Iterable[Refusal], fingerprint: str | None) -> None:
        lay = layout(Refusal)
        for refusal in refusals:
            self._seen.add(_file(refusal.input))
            db.execute(
                f"INSERT INTO refusals ({lay.names()}, fingerprint, run) VALUES ({_marks(len(lay.columns) + 2)}) "
                "ON CONFLICT (input, place, code, reason, severity) DO UPDATE SET mend = excluded.mend, "
                "fingerprint = excluded.fingerprint, run = excluded.run",
                (*(_safe(cell) for cell in lay.row(refusal)), fingerprint, self.run),
            )

    # --- relations ----------------------------------------------------------------------------------------------------

    def cards(self) -> Iterator[Card]:
        """The cards of all documents, for relate; those of corrected pages are of what users left."""
        over = Overlay(self.case)
        changed = frozenset(over.changed())
        with said(self.path):
            rows = self._db.execute(
                "SELECT d.key, g.data FROM digests g JOIN documents d ON d.seq = g.document ORDER BY d.key"
            )
            for key, data in rows:
                yield card(over.page(key).page) if key in changed else unpacked(data)

    def bearers(self) -> Iterator[Bearer]:
        """Whom the documents name, for relate; corrected likewise."""
        over = Overlay(self.case)
        changed = frozenset(over.changed())
        with said(self.path):
            rows = self._db.execute(
                "SELECT d.key, b.data FROM bearers b JOIN documents d ON d.seq = b.document ORDER BY d.key"
            )
            for key, data in rows:
                yield from bearers(over.page(key).page) if key in changed else unpacked_rows(data)

    def _bear(self) -> None:
        """Say whom documents name that an older version wrote."""
        with self._transaction() as db:
            missing = db.execute(
                "SELECT seq, key FROM documents WHERE seq NOT IN (SELECT document FROM bearers) ORDER BY seq"
            ).fetchall()
            for seq, key in missing:
                data = packed_rows(bearers(self.case.page(key)))
                db.execute("INSERT INTO bearers (document, data) VALUES (?, ?)", (seq, data))

    def related(self) -> bool:
        """Whether the relations in the case are those of its documents as they are now."""
        with said(self.path):
            held = self._db.execute("SELECT value FROM state WHERE name = 'related'").fetchone()
        return held is not None and held[0] == self._state()

    def relate(self, relate: Relate) -> Relations:
        """Compute the relations of all documents and put them in place of the old ones, all or nothing.

        What users ruled on who is who, on claims and on copies holds inside.
        """
        self._bear()
        users = rulings(self.case)
        kept = KeptVectors(self._db, self._encoder.name) if self._encoder is not None else None
        vectors = Vectors(self._encoder, kept) if self._encoder is not None else None
        relations = relate(
            self.cards(),
            self.bearers(),
            together=users.together,
            apart=users.apart,
            ruled=users.ruled,
            vectors=vectors,
        )
        state = self._state()
        with self._transaction() as db:
            for name, kind in RELATIONS.items():
                lay = layout(kind)
                db.execute(f"DELETE FROM {name}")
                db.executemany(
                    _insert(name, f"idx, {lay.names()}"),
                    ((idx, *lay.row(row)) for idx, row in enumerate(getattr(relations, name))),
                )
            if kept is not None:
                kept.write(db)
            db.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('related', ?)", (state,))
            db.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('encoder', ?)", (self._encoder_name(),))
        return relations

    def _encoder_name(self) -> str:
        return self._encoder.name if self._encoder is not None else ""

    def _state(self) -> str:
        """Changes when a document is added or written again, a correction is made, or when what decides changes."""
        with said(self.path):
            count, last = self._db.execute("SELECT count(*), coalesce(max(run), 0) FROM documents").fetchone()
            (corrected,) = self._db.execute("SELECT coalesce(max(id), 0) FROM corrections").fetchone()
        return msgspec.json.encode([self._mark, count, last, corrected, self._encoder_name()]).decode()

    # --- corrections --------------------------------------------------------------------------------------------------

    def correct(self, correction: Correction) -> Correction:
        """Append a user's correction; it gets the next free id. Nothing is ever changed or taken away here."""
        lay = layout(Correction)
        with self._transaction() as db:
            last = db.execute("SELECT coalesce(max(id), 0) FROM corrections").fetchone()[0]
            made = msgspec.structs.replace(correction, id=last + 1)
            db.execute(_insert("corrections", lay.names()), lay.row(made))
        return made


def _insert(table: str, names: str) -> str:
    return f"INSERT INTO {table} ({names}) VALUES ({_marks(names.count(',') + 1)})"


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _file(source: str) -> str:
    """The file that an input stands in: `news.jsonl#7` in `news.jsonl`, `news.warc#byte=7` in `news.warc`."""
    return _PLACE.sub("", source)


def _safe(cell: Any) -> Any:
    """A cell that can be kept: a path may hold bytes that are no text."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell
