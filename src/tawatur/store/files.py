"""Opening a case file: what it must be, which migrations it has seen, and what SQLite's errors mean to a user."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from tawatur.errors import CaseError
from tawatur.store.tables import APPLICATION_ID, BEARERS, FETCHES, VECTORS, relations, schema_sql

OLDEST_SQLITE = (3, 40, 0)


def relations_anew(connection: sqlite3.Connection) -> None:
    """Make the tables of relations as today's types say, empty: the next build fills them, as after any change."""
    for name, statement in relations().items():
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(statement)
    connection.execute("DELETE FROM state WHERE name = 'related'")


def _actors(connection: sqlite3.Connection) -> None:
    """Room for whom each document names; relating fills it from what the case holds."""
    connection.execute(BEARERS)
    relations_anew(connection)


def _fetches(connection: sqlite3.Connection) -> None:
    """Room for what was fetched."""
    connection.execute(FETCHES)


def _vectors(connection: sqlite3.Connection) -> None:
    """Room for vectors; pages are made again, for what claims and the timeline need of them."""
    connection.execute(VECTORS)
    relations_anew(connection)
    for table in ("documents", "inputs"):
        connection.execute(f"UPDATE {table} SET made_with = ''")


MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None] | None], ...] = (
    ("0001-first-tables", None),
    ("0002-actors", _actors),
    ("0003-fetches", _fetches),
    ("0004-vectors", _vectors),
)
"""Named steps from the first layout to today's, in order. `schema.sql` is where they lead, so a new case starts there
and counts as having seen them all; the first step has nothing to change."""

_WAIT = 30.0  # seconds for another writer to finish its document; one takes milliseconds


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the system about a case file into a CaseError that names the file and the mend."""
    try:
        yield
    except PermissionError as error:
        raise CaseError(f"{path} can't be looked at: {error.strerror}. Check the permissions of its folder.") from None
    except sqlite3.Error as error:
        raise CaseError(meaning(path, error)) from None


def meaning(path: Path, error: sqlite3.Error) -> str:
    """What an error of SQLite says about a case file, in a sentence or two."""
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is being written by another program. Wait until it has finished, or stop it, and try again."
    if code == sqlite3.SQLITE_FULL:
        return f"The disk is full, so {path} can't grow. What was committed is kept: make room and run it again."
    if code == sqlite3.SQLITE_NOTADB:
        return f"{path} is not a case file. Name a file made by `tawatur build`, or a new one."
    if code == sqlite3.SQLITE_CORRUPT:
        return f"{path} is damaged ({error}). Restore a copy, or build the case again from its sources."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return f"{path} can't be written. Check its permissions and those of its folder, or copy the case elsewhere."
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"{path} can't be opened. Check that its folder exists and may be read and written."
    if code == sqlite3.SQLITE_IOERR:
        return f"Reading or writing {path} failed ({error}). Check the disk; what was committed is kept."
    return f"{path}: {error}. Run `tawatur verify` on it; if it fails, build the case again from its sources."


def connect(path: Path, *, write: bool, create: bool) -> sqlite3.Connection:
    """A connection to a case file, its layout up to date where it may be written.

    Raises CaseError where the file is missing (and not to be created), is no case, is newer than this version, or
    can't be opened.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise CaseError(f"tawatur needs SQLite 3.40 or newer; this Python has {sqlite3.sqlite_version}.")
    with said(path):
        if path.is_dir():
            raise CaseError(f"{path} is a folder, not a case file. Name a file, such as {path / 'story.tawatur'}.")
        if not create and not path.exists():
            raise CaseError(f"There is no case file {path}. Make one with `tawatur build SOURCE… --case {path}`.")
        if create and not path.parent.is_dir():
            raise CaseError(f"There is no folder {path.parent} to make the case in. Make it, or name another.")
        connection = _open(path, "rwc" if create else "rw") if write else _open_to_read(path)
        try:
            _prepare(connection, path, write=write, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}{more}"
    # transactions are ours to begin; threads of a web server may share a reading connection, one at a time
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_WAIT, check_same_thread=False)


def _open_to_read(path: Path) -> sqlite3.Connection:
    connection = _open(path, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # a write-ahead log can't be opened in a folder that can't be written; without one the file stands still
        log = path.with_name(path.name + "-wal")
        stuck = (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not stuck or (log.exists() and log.stat().st_size):
            raise
        connection = _open(path, "ro", "&immutable=1")
    return connection


def tidy(path: Path) -> None:
    """Take away the empty log that a reader of a case leaves beside it, where nobody else has it open.

    Only a connection that may write does so, when it closes last. Where that can't be, the log stays, to no harm.
    """
    log = path.with_name(path.name + "-wal")
    with suppress(OSError, sqlite3.Error):
        if log.exists() and log.stat().st_size == 0:
            connection = _open(path, "rw")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                connection.close()


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool, create: bool) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty and mark in (0, APPLICATION_ID):
        if not (write and create):
            raise CaseError(f"{path} is empty. Make a case with `tawatur build SOURCE… --case {path}`.")
        _make(connection)
    elif mark != APPLICATION_ID:
        raise CaseError(f"{path} is a database of another program. Name a file made by `tawatur build`, or a new one.")
    _migrate(connection, path, write=write)
    connection.execute("PRAGMA foreign_keys = ON")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


def _make(connection: sqlite3.Connection) -> None:
    from tawatur import __version__

    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in statements(schema_sql()):
                connection.execute(statement)
            connection.executemany(
                "INSERT INTO migrations (name, version) VALUES (?, ?)", [(name, __version__) for name, _ in MIGRATIONS]
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one at a time, so that they can run inside one transaction."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _migrate(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    from tawatur import __version__

    seen = dict(connection.execute("SELECT name, version FROM migrations"))
    known = [name for name, _ in MIGRATIONS]
    newer = sorted(set(seen) - set(known))
    if newer:
        raise CaseError(
            f"{path} was written by tawatur {seen[newer[-1]]}, which is newer than this one ({__version__}). "
            "Update tawatur, or build the case again with this version."
        )
    missing = [(name, step) for name, step in MIGRATIONS if name not in seen]
    if missing and not write:
        raise CaseError(f"{path} was made by an older tawatur. Run `tawatur build` on it once to bring it up to date.")
    for name, step in missing:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if step is not None:
                step(connection)
            connection.execute("INSERT INTO migrations (name, version) VALUES (?, ?)", (name, __version__))
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
