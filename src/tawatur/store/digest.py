"""One hash for what a case holds, whatever the order and the number of runs in which it came."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from tawatur.model import Correction, Document, Refusal
from tawatur.store.rows import layout
from tawatur.store.tables import ANNOTATIONS, RELATIONS


def _queries() -> Iterator[tuple[str, str]]:
    yield "blobs", "SELECT id, size, data FROM blobs ORDER BY id"
    yield "documents", f"SELECT {layout(Document).names()}, name, made_with FROM documents ORDER BY key"
    yield "inputs", "SELECT fingerprint, source, document, made_with FROM inputs ORDER BY fingerprint"
    for name, kind in ANNOTATIONS.items():
        cells = ", ".join(f"t.{cell}" for cell in layout(kind).names().split(", "))
        yield name, f"SELECT d.key, t.idx, {cells} FROM {name} t JOIN documents d ON d.seq = t.document ORDER BY 1, 2"
    yield "digests", "SELECT d.key, t.data FROM digests t JOIN documents d ON d.seq = t.document ORDER BY 1"
    yield "bearers", "SELECT d.key, t.data FROM bearers t JOIN documents d ON d.seq = t.document ORDER BY 1"
    yield "search", "SELECT d.key, t.words FROM search t JOIN documents d ON d.seq = t.id ORDER BY 1"
    for name, kind in RELATIONS.items():
        yield name, f"SELECT idx, {layout(kind).names()} FROM {name} ORDER BY idx"
    refusal = layout(Refusal).names()
    yield "refusals", f"SELECT {refusal}, fingerprint FROM refusals ORDER BY {refusal}, fingerprint"
    yield "corrections", f"SELECT {layout(Correction).names()} FROM corrections ORDER BY id"


def case_digest(connection: sqlite3.Connection) -> str:
    """sha256 (hex) over the rows of every table of content; runs and row numbers take no part."""
    digest = hashlib.sha256()
    for name, sql in _queries():
        digest.update(f"{name}\n".encode())
        for row in connection.execute(sql):
            digest.update(repr(row).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
