"""Vectors of statements kept in a case, so that relating it again encodes only what is new. A cache: what is lost is
made again, and it takes no part in what the case says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping


class KeptVectors(MutableMapping[bytes, bytes]):
    """The vectors that one encoder made, by the mark of their text. New ones are held until `write`."""

    def __init__(self, db: sqlite3.Connection, encoder: str) -> None:
        self._db = db
        self._encoder = encoder
        self._new: dict[bytes, bytes] = {}
        self._read: dict[bytes, bytes] = {}

    def __getitem__(self, mark: bytes) -> bytes:
        found = self._new.get(mark) or self._read.get(mark)
        if found is not None:
            return found
        row = self._db.execute(
            "SELECT data FROM vectors WHERE mark = ? AND encoder = ?", (mark, self._encoder)
        ).fetchone()
        if row is None:
            raise KeyError(mark)
        self._read[mark] = row[0]
        return bytes(row[0])

    def __setitem__(self, mark: bytes, data: bytes) -> None:
        self._new[mark] = data

    def __delitem__(self, mark: bytes) -> None:
        del self._new[mark]

    def __iter__(self) -> Iterator[bytes]:
        yield from (row[0] for row in self._db.execute("SELECT mark FROM vectors WHERE encoder = ?", (self._encoder,)))
        yield from self._new

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def write(self, db: sqlite3.Connection) -> None:
        """Put the new ones into the case, in the transaction that the caller began; those of other encoders go."""
        db.execute("DELETE FROM vectors WHERE encoder <> ?", (self._encoder,))
        db.executemany(
            "INSERT OR REPLACE INTO vectors (mark, encoder, data) VALUES (?, ?, ?)",
            ((mark, self._encoder, data) for mark, data in sorted(self._new.items())),
        )
        self._read |= self._new
        self._new = {}
