"""Parts: what became of one job, as a folder of Parquet files that appears whole or not at all.

    parts/00000012/documents.parquet  attributions.parquet  …  pages.parquet  refusals.parquet  part.json

Tables have the columns of a case file (`store/schema.sql`), a document being named by its key; spans are code points of
`documents.text`. `words` are the stems of a text or name, parted by spaces, as search has them; `day` is the day of
publication, else of capture. `pages` has each page ready for a case. `part.json` says which job it was, and counts.

People named only as victims or relatives are no rows of `entities`, and nobody's source, unless asked for.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec

from tawatur import model
from tawatur.model import Page, Refusal, Value
from tawatur.store import Entry
from tawatur.store.rows import layout, quoted
from tawatur.store.search import stems
from tawatur.store.tables import ANNOTATIONS

FOLDER = "parts"
LEDGER = "part.json"

_TYPES = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}
_SHOWN = 3
"""Refusals of a part that are kept for showing."""
_LINE_MOST = 1 << 28
"""Bytes of a row on its way to Parquet: a page of the largest size that is read, written in JSON, stays below it."""
_HOST = re.compile(r"https?://([^/\s:?#]+)")


class Made(NamedTuple):
    """What came of one item of a job: its page with its entry, or neither, and what is to be said of it."""

    page: Page | None
    entry: Entry | None
    refusals: tuple[Refusal, ...]
    url: str | None = None
    left_out: str | None = None
    """The language for which the page was left out."""


class Part(Value, frozen=True):
    """What `part.json` holds: which job this is a part of, made with what, and counts."""

    digest: str
    settings: str
    items: int
    documents: int
    refused: int
    warned: int
    left_out: dict[str, int]
    """Pages left out by language; "?" where it was not told."""
    refusals: dict[str, dict[str, int]]
    """Refusals by host ("" where the address is not known) and code."""
    first: tuple[Refusal, ...] = ()
    """The first of them, to be shown; `refusals.parquet` has all."""


def held(folder: Path) -> Part | None:
    """The ledger of a finished part, None where there is none."""
    try:
        return msgspec.json.decode((folder / LEDGER).read_bytes(), type=Part)
    except (OSError, msgspec.DecodeError):
        return None


def write(folder: Path, made: Sequence[Made], digest: str, settings: str, *, include_private: bool) -> Part:
    """Write the part of a job to a folder, in place of what stood there. Raises OSError where the disk fails."""
    with _taking_place(folder) as scratch:
        return _fill(scratch, made, digest, settings, include_private)


def packed(made: Sequence[Made], digest: str, settings: str, *, include_private: bool) -> tuple[Part, dict[str, bytes]]:
    """The part of a job and its files by name, to be put in their place by another machine."""
    with tempfile.TemporaryDirectory(prefix="tawatur-") as folder:
        part = _fill(Path(folder), made, digest, settings, include_private)
        return part, {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a part that was `packed` to a folder, in place of what stood there. Raises OSError as `write` does."""
    with _taking_place(folder) as scratch:
        for name, data in files.items():
            (scratch / name).write_bytes(data)


@contextmanager
def _taking_place(folder: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of another once it is full."""
    scratch = folder.parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        yield scratch
        if folder.exists():
            shutil.rmtree(folder)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _fill(folder: Path, made: Sequence[Made], digest: str, settings: str, include_private: bool) -> Part:
    with duckdb.connect(config={"threads": 1}) as db:  # one for all tables: making it takes longer than any of them
        for name, columns, rows in _tables(made, include_private):
            _parquet(db, folder, name, columns, rows)
    part = _counted(made, digest, settings)
    (folder / LEDGER).write_bytes(msgspec.json.format(msgspec.json.encode(part)) + b"\n")
    return part


_Table = tuple[str, dict[str, str], Iterator[tuple[Any, ...]]]


def _tables(made: Sequence[Made], include_private: bool) -> Iterator[_Table]:
    pages = [one.page for one in made if one.page is not None]
    own = layout(model.Document)
    columns = {"name": "VARCHAR", "day": "VARCHAR", "words": "VARCHAR", **_columns(model.Document)}
    yield (
        "documents",
        columns,
        (
            (page.document.name, _day(page), stems().words(page.document.text), *own.row(page.document))
            for page in pages
        ),
    )
    for name, kind in ANNOTATIONS.items():
        if name != "abstained":
            words = {"words": "VARCHAR"} if name in _NAMED else {}
            columns = {"document": "VARCHAR", "idx": "BIGINT", **words, **_columns(kind)}
            yield name, columns, _rows(name, kind, pages, include_private)
    yield (
        "pages",
        {"document": "VARCHAR", "entry": "BLOB"},
        (
            (one.page.document.key, base64.b64encode(msgspec.msgpack.encode(one.entry)).decode())
            for one in made
            if one.page is not None and one.entry is not None
        ),
    )
    yield (
        "refusals",
        {"host": "VARCHAR", **_columns(Refusal)},
        ((_host(refusal, one.url), *layout(Refusal).row(refusal)) for one in made for refusal in one.refusals),
    )


def _rows(name: str, kind: type[Any], pages: Iterable[Page], include_private: bool) -> Iterator[tuple[Any, ...]]:
    lay = layout(kind)
    for page in pages:
        hidden = frozenset(i for i, one in enumerate(page.entities) if one.private and not include_private)
        for idx, value in enumerate(getattr(page, name)):
            if name == "entities" and idx in hidden:
                continue
            if name == "attributions" and value.speaker in hidden:
                value = msgspec.structs.replace(value, source=(), speaker=None)
            words = (stems().words(_NAMED[name](page, value)),) if name in _NAMED else ()
            yield (page.document.key, idx, *words, *lay.row(value))


def _named(page: Page, one: model.Attribution) -> str:
    """The printed source of an attribution, and what its speaker is called on the page."""
    printed = [span.of(page.document.text) for span in one.source]
    return " ".join([*printed, page.entities[one.speaker].name or ""] if one.speaker is not None else printed)


_NAMED: dict[str, Callable[[Page, Any], str]] = {
    "attributions": _named,
    "entities": lambda _, entity: f"{entity.name or ''} {entity.text}",
}
"""Tables whose rows are looked for by a name, and the name."""


def _columns(kind: type[Any]) -> dict[str, str]:
    return {column.name: _TYPES[column.sql] for column in layout(kind).columns}


def _day(page: Page) -> str | None:
    published = page.document.published
    return published.value[:10] if published is not None else (page.document.fetched_at or "")[:10] or None


def _host(refusal: Refusal, url: str | None) -> str:
    found = _HOST.search(url or "") or _HOST.search(f"{refusal.place} {refusal.input}")
    return found[1].lower() if found is not None else ""


def _counted(made: Sequence[Made], digest: str, settings: str) -> Part:
    left_out: dict[str, int] = {}
    refusals: dict[str, dict[str, int]] = {}
    told = [(one, refusal) for one in made for refusal in one.refusals]
    for one in made:
        if one.left_out is not None:
            left_out[one.left_out] = left_out.get(one.left_out, 0) + 1
    for one, refusal in told:
        if refusal.severity == "refusal":
            codes = refusals.setdefault(_host(refusal, one.url), {})
            codes[refusal.code] = codes.get(refusal.code, 0) + 1
    refused = [refusal for _, refusal in told if refusal.severity == "refusal"]
    return Part(
        digest=digest,
        settings=settings,
        items=len(made),
        documents=sum(one.page is not None for one in made),
        refused=len(refused),
        warned=len(told) - len(refused),
        left_out=dict(sorted(left_out.items())),
        refusals={host: dict(sorted(codes.items())) for host, codes in sorted(refusals.items())},
        first=tuple(refused[:_SHOWN]),
    )


def _parquet(
    db: duckdb.DuckDBPyConnection, folder: Path, name: str, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write rows as Parquet, by way of JSON lines: DuckDB takes rows one by one a hundred times slower."""
    lines = folder / f"{name}.jsonl"
    encode = msgspec.json.Encoder().encode
    names = list(columns)
    with lines.open("wb") as stream:
        for row in rows:
            stream.write(encode(dict(zip(names, row, strict=True))) + b"\n")
    given = ", ".join(f"{_literal(n)}: '{'VARCHAR' if of == 'BLOB' else of}'" for n, of in columns.items())
    taken = ", ".join(f"from_base64({quoted(n)}) AS {quoted(n)}" if of == "BLOB" else quoted(n)
                      for n, of in columns.items())  # fmt: skip
    db.execute(
        f"COPY (SELECT {taken} FROM read_json({_literal(str(lines))}, format = 'newline_delimited', "
        f"columns = {{{given}}}, maximum_object_size = {_LINE_MOST})) "
        f"TO {_literal(str(folder / f'{name}.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
    )
    lines.unlink()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
