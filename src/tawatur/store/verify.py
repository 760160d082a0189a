"""Whether a case still says what its pages said: every hash, span and index entry against the bytes it keeps."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from tawatur.model import Attribution, Document, Span, joined
from tawatur.store.rows import layout
from tawatur.store.search import stems
from tawatur.store.tables import ANNOTATIONS


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, as sentences that name document and place; empty where all holds."""
    out: list[str] = []
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            out.append(f"The file is damaged: {found}.")
    for row in connection.execute("PRAGMA foreign_key_check"):
        out.append(f"Table {row[0]}, row {row[1]}: it names a row of {row[2]} that isn't there.")
    out.extend(_blobs(connection))
    out.extend(_documents(connection))
    out.extend(_index(connection))
    return out


def _blobs(connection: sqlite3.Connection) -> Iterator[str]:
    for id, size, data in connection.execute("SELECT id, size, data FROM blobs ORDER BY id"):
        try:
            content = zlib.decompress(data)
        except zlib.error:
            yield f"Bytes {id}: they can't be unpacked."
            continue
        if len(content) != size or hashlib.sha256(content).hexdigest() != id:
            yield f"Bytes {id}: they are not the ones that were read (their sha256 differs)."


def _documents(connection: sqlite3.Connection) -> Iterator[str]:
    lay = layout(Document)
    for row in connection.execute(f"SELECT seq, {lay.names()} FROM documents ORDER BY name, key"):
        document = lay.value(row[1:])
        name = document.name
        if hashlib.sha256(document.text.encode()).hexdigest() != document.text_hash:
            yield f"{name}: its text is not the one that was annotated (its hash differs)."
        places = [("title", document.title), *((f"block {b.path}", b.span) for b in document.blocks)]
        for what, span in places:
            if span is not None and not _inside(span, document.text):
                yield f"{name}, {what}: the span [{span.start}, {span.end}) lies outside the text."
        for credit in document.credits:
            if credit.span.of(document.text) != credit.text:
                yield f"{name}, credit: the words at [{credit.span.start}, {credit.span.end}) are not {credit.text!r}."
        yield from _annotations(connection, row[0], document)


def _annotations(connection: sqlite3.Connection, seq: int, document: Document) -> Iterator[str]:
    for table, kind in ANNOTATIONS.items():
        lay = layout(kind)
        sql = f"SELECT idx, {lay.names()} FROM {table} WHERE document = ? ORDER BY idx"
        for row in connection.execute(sql, (seq,)):
            value = lay.value(row[1:])
            where = f"{document.name}, {table} {row[0]}"
            for span in _spans(value):
                if not _inside(span, document.text):
                    yield f"{where}: the span [{span.start}, {span.end}) lies outside the text."
            printed = _printed(value, document.text)
            if printed is not None and printed != value.text:
                yield f"{where}: the text has {printed!r} where {value.text!r} was annotated."


def _spans(value: Any) -> Iterator[Span]:
    """All spans of an annotation, reasons left out."""
    for field in msgspec.structs.fields(value):
        part = getattr(value, field.name)
        if isinstance(part, Span):
            yield part
        elif isinstance(part, tuple) and field.name != "why":
            yield from (item for item in part if isinstance(item, Span))


def _printed(value: Any, text: str) -> str | None:
    """The words that an annotation's `text` must be, or None where its spans don't say."""
    if isinstance(value, Attribution):
        return joined(value.content, text)
    if isinstance(getattr(value, "span", None), Span) and hasattr(value, "text"):
        return str(value.span.of(text))
    return None


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text)


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    """Each document's words against its text, and the index against the words: every word at its place, none else."""
    indexed: Counter[int] = Counter()
    connection.execute("CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search_index, instance)")
    try:
        for term, document, place in connection.execute("SELECT term, doc, offset FROM temp.search_words"):
            indexed[document] += _mark(term, place)
    except sqlite3.DatabaseError as error:
        yield f"The search index can't be read ({error})."
        return
    finally:
        connection.execute("DROP TABLE temp.search_words")
    sql = (
        "SELECT d.seq, d.name, d.text, s.stems, s.words FROM documents d LEFT JOIN search s ON s.id = d.seq "
        "ORDER BY name, key"
    )
    for seq, name, text, mark, words in connection.execute(sql):
        if words is None:
            yield f"{name}: search doesn't know it."
        elif mark == stems().mark and words != stems().words(text):
            yield f"{name}: search holds other words than its text."
        elif indexed.pop(seq, 0) != sum(_mark(word, place) for place, word in enumerate(words.split(" ")) if word):
            yield f"{name}: the search index holds other words than it was given."
    if any(indexed.values()):
        yield "The search index holds words of documents that aren't there."


def _mark(word: str, place: int) -> int:
    """A number for a word at a place; sums of these tell two lists of words apart without keeping either."""
    return zlib.crc32(f"{place} {word}".encode())
