"""A page of a table: some rows of it, in the order of an export, narrowed by what they say.

    paged(case, "figures", Wanted(kind="killed", limit=50))

Rows are those of `export`, without private people. What narrows a table are the columns of few values that it has
(`kind`, `status`, `stance`, …), the document its rows stand in, and that document's language, outlet and day.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from tawatur.errors import UsageError
from tawatur.export.tables import Table, table
from tawatur.model import Document
from tawatur.store import Case, Placed
from tawatur.store.rows import layout, quoted
from tawatur.store.tables import ANNOTATIONS, LEDGERS, RELATIONS

MOST = 1_000
"""Rows of one page at most: a thousand documents with their texts are some 5 MB."""

USUAL = 100
"""Rows of one page where nobody says how many."""

_FEW = ("kind", "status", "stance", "mode", "severity", "action")
_NAMES = ("story", "group", "series", "claim", "actor", "owner", "code", "rule")
_OF_DOCUMENT = ("lang", "outlet", "since", "until")


class Wanted(NamedTuple):
    """What rows are wanted: `equal` narrows by filters of `filters`, `document` is a key or a name."""

    equal: Mapping[str, str] = MappingProxyType({})
    document: str | None = None
    limit: int = USUAL
    offset: int = 0


class Paged(NamedTuple):
    """One page of rows, as `export` would print them, and how many rows there are on all pages."""

    rows: tuple[dict[str, Any], ...]
    total: int


@cache
def filters(name: str) -> Mapping[str, tuple[str, ...]]:
    """What narrows a table: filter -> the values it can have, () where it is any text."""
    held = table(name)
    of: dict[str, tuple[str, ...]] = {"document": ()} if name not in ("refusals", "runs") else {}
    if name == "documents" or name in ANNOTATIONS:
        of |= dict.fromkeys(_OF_DOCUMENT, ())
    types = {info.encode_name: info.type for info in msgspec.structs.fields(held.kind)}
    for column in (*_FEW, *_NAMES):
        if column in types and name not in ("documents", "runs"):
            of[column] = _choices(types[column]) if column in _FEW else ()
    if name in ("entities", "attributions"):
        of["actor"] = ()
    return MappingProxyType(of)


def _choices(kind: Any) -> tuple[str, ...]:
    """The values of a Literal, also inside another or beside None; () for any other type."""
    if get_origin(kind) is Literal:
        return tuple(one for part in get_args(kind) for one in (_choices(part) or (part,)) if isinstance(one, str))
    return tuple(one for part in get_args(kind) if part is not type(None) for one in _choices(part))


def paged(case: Case, name: str, wanted: Wanted) -> Paged:
    """One page of a table. Raises UsageError for a table, filter, value or page that there can't be."""
    if not (1 <= wanted.limit <= MOST and 0 <= wanted.offset < 1 << 31):
        raise UsageError(f"A page has 1 to {MOST} rows, and begins at a row from 0 on.")
    held = table(name)
    tables, where, values, order = _asked(case, held, wanted)
    condition = " AND ".join(where) or "1"
    # where nothing is asked of the document, each row counts by itself: every one has a document
    counted = tables if name == "documents" or "d." in condition else f"{name} a"
    total = int(case.connection.execute(f"SELECT count(*) FROM {counted} WHERE {condition}", values).fetchone()[0])
    lay = layout(Document) if name == "documents" else layout(held.kind)
    alias = "d" if name == "documents" else "a"
    columns = ", ".join(f"{alias}.{quoted(column.name)}" for column in lay.columns)
    found = name in ANNOTATIONS
    sql = (
        f"SELECT {'d.key, a.idx, ' if found else ''}{columns} FROM {tables} WHERE {condition} "
        f"ORDER BY {order} LIMIT ? OFFSET ?"
    )
    rows = case.connection.execute(sql, (*values, wanted.limit, wanted.offset))
    made: list[Any] = [Placed(row[0], row[1], lay.value(row[2:])) if found else lay.value(row) for row in rows]
    keys = {one.document for one in made} if found else None
    return Paged(tuple(row.fields for row in held.made(case, made, False, keys)), total)


def _asked(case: Case, held: Table, wanted: Wanted) -> tuple[str, list[str], list[Any], str]:
    """Tables, conditions, their values, and the order."""
    name = held.name
    where: list[str] = []
    values: list[Any] = []
    if name == "documents":
        tables, order = "documents d", "d.name, d.key"
    elif name in ANNOTATIONS:
        # the cross join keeps the order of documents, whose index then sorts all
        tables = f"documents d CROSS JOIN {name} a ON a.document = d.seq"
        order = "d.name, d.key, a.idx"
    else:
        tables = f"{name} a"
        order = "a.idx" if name in RELATIONS else "a.id" if name in LEDGERS else "a.input, a.place, a.code, a.reason"
    if name in ("entities", "actors"):
        where.append("NOT a.private")
    if held.stated:
        where.append("a.status = 'stated'")
    if wanted.document is not None:
        _in_document(case, held, wanted.document, where, values)
    known = filters(name)
    for one, value in wanted.equal.items():
        if one not in known or one == "document":
            raise UsageError(f"Rows of {name} aren't narrowed by {one!r}, but by: {', '.join(known) or 'nothing'}.")
        if known[one] and value not in known[one]:
            raise UsageError(f"{value!r} is no {one} of {name}; there are: {', '.join(known[one])}.")
        condition, more = _equal(name, one, value)
        where.append(condition)
        values += more
    return tables, where, values, order


def _equal(name: str, one: str, value: str) -> tuple[str, list[Any]]:
    if one == "since":
        return "d.published_value >= ?", [value]
    if one == "until":
        return "substr(d.published_value, 1, ?) <= ?", [len(value), value]
    if one in _OF_DOCUMENT:
        return f"d.{one} = ?", [value]
    if one == "actor" and name in ANNOTATIONS:
        # by place among the entities; read once, not for each row
        place = "a.idx" if name == "entities" else "a.speaker"
        members = (
            'SELECT m.document, m."index" FROM actor_members m JOIN actors c ON c.actor = m.actor '
            "WHERE m.actor = ? AND NOT c.private"
        )
        return f"(d.key, {place}) IN ({members})", [value]
    return f"a.{quoted(one)} = ?", [value]


def _in_document(case: Case, held: Table, document: str, where: list[str], values: list[Any]) -> None:
    if "document" not in filters(held.name):
        raise UsageError(f"Rows of {held.name} stand in no document.")
    rows = case.connection.execute("SELECT key FROM documents WHERE key = ? OR name = ?", (document, document))
    keys = sorted(row[0] for row in rows)
    if held.name == "documents" or held.name in ANNOTATIONS:
        where.append("d.key IN (SELECT value FROM json_each(?))")
        values.append(msgspec.json.encode(keys).decode())
        return
    # a key is 32 digits that stand nowhere else, so a list of places holds it or doesn't
    places = [f"instr(a.{quoted(column)}, ?)" for column in held.holds for _ in keys]
    where.append(f"({' OR '.join(places) or '0'})")
    values += [key for _ in held.holds for key in keys]
