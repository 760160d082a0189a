"""JSON Schemas of what tawatur prints and exports, and the SQL of the case file, generated from the types.

Committed copies stand in `docs/schema/` and `src/tawatur/store/schema.sql`; a test holds them equal.
`python -m tawatur.schema` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from tawatur.export.records import INTERNAL, Record
from tawatur.export.tables import TABLES, Table
from tawatur.store.tables import generate

_CLOSED = {"additionalProperties": False}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _as_printed(node: Any) -> Any:
    """Drop internal fields, and close every object: what isn't named isn't printed."""
    if isinstance(node, dict):
        out = {key: _as_printed(value) for key, value in node.items()}
        properties = out.get("properties")
        if out.get("type") == "object" and isinstance(properties, dict):
            for name in INTERNAL:
                properties.pop(name, None)
            # every field is printed, unknown ones as null: defaults are of no use to a reader, presence is
            out["required"] = sorted(properties)
            out["additionalProperties"] = False
            for field in properties.values():
                field.pop("default", None)
        return out
    if isinstance(node, list):
        return [_as_printed(value) for value in node]
    return node


def components(*kinds: Any, place: str = "#/components/schemas/") -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """A reference to each type, as printed, and the definitions that these lead to under `place`."""
    refs, parts = msgspec.json.schema_components(kinds, ref_template=place + "{name}")
    definitions = {name: _as_printed(part) for name, part in parts.items()}
    used = set().union(*(_reachable(ref, definitions) for ref in refs))
    return refs, {name: definitions[name] for name in sorted(used)}


def row_components(place: str = "#/components/schemas/") -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The schema of one row of each table, and the definitions that these lead to under `place`."""
    tables = list(TABLES.values())
    refs, parts = msgspec.json.schema_components([one.kind for one in tables], ref_template=place + "{name}")
    definitions = {name: _as_printed(part) for name, part in parts.items()}
    rows = {
        one.name: _row(one, definitions[str(ref["$ref"]).rpartition("/")[2]])
        for one, ref in zip(tables, refs, strict=True)
    }
    used = set().union(*(_reachable(row, definitions) for row in rows.values()))
    return rows, {name: definitions[name] for name in sorted(used)}


def _schema(kind: Any, title: str) -> dict[str, Any]:
    (ref,), components = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    definitions = {name: _as_printed(part) for name, part in components.items()}
    used = _reachable(ref, definitions)
    return {
        "$schema": _DRAFT,
        "title": title,
        **ref,
        "$defs": {name: definitions[name] for name in sorted(used)},
    }


def _reachable(node: Any, definitions: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                todo.append(definitions[name])
            todo.extend(part.values())
        elif isinstance(part, list):
            todo.extend(part)
    return found


def annotate_schema() -> dict[str, Any]:
    """The JSON Schema of one line of `tawatur annotate`."""
    return _schema(Record, "One page as `tawatur annotate` prints it")


def _row_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema of one row of an exported table: its type, with what export puts before it."""
    schema = _schema(table.kind, f"One row of `tawatur export --table {table.name}`")
    name = str(schema.pop("$ref")).rpartition("/")[2]
    return {**schema, **_row(table, schema["$defs"].pop(name))}


def _row(table: Table, own: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = {
        "document": {"type": "string"},
        "index": {"type": "integer"},
        "actor": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    }
    properties = {field: own["properties"].get(field) or kinds[field] for field in table.fields}
    return {"type": "object", "properties": properties, "required": sorted(properties), **_CLOSED}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Schema by file name (without `.json`), for everything that is printed or exported."""
    return {"annotate": annotate_schema(), **{name: _row_schema(table) for name, table in TABLES.items()}}


def write(root: Path) -> list[Path]:
    """Write the committed copies under a repository root; gives the files written."""
    folder = root / "docs" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, schema in json_schemas().items():
        path = folder / f"{name}.json"
        path.write_text(as_text(schema), encoding="utf-8")
        written.append(path)
    path = root / "src" / "tawatur" / "store" / "schema.sql"
    path.write_text(generate(), encoding="utf-8")
    return [*written, path]


def as_text(schema: dict[str, Any]) -> str:
    """A schema as the committed text: sorted, indented, with a line end."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for path in write(Path(__file__).parents[2]):
        print(path)
