"""The OpenAPI 3.1 description of the JSON API, made from the types whose values it gives."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from tawatur import __version__, schema
from tawatur.days import PATTERN
from tawatur.export import TABLES
from tawatur.export.paged import MOST, USUAL, filters
from tawatur.export.records import Record
from tawatur.serve.api import ROOT, SEARCH_MOST, SEARCHED, Home, Problem, Said
from tawatur.serve.guard import COOKIE
from tawatur.store.search import Found

_PLACE = "#/components/schemas/"
_ABOUT = {
    "document": "Key or name of the document that rows stand in.",
    "lang": "Language of the document.",
    "outlet": "Outlet of the document.",
    "since": "First day of publication.",
    "until": "Last day of publication.",
    "actor": "Who it is, by the id in the table of actors.",
}


@cache
def described(title: str) -> dict[str, Any]:
    """The description, for a case of this name."""
    rows, parts = schema.row_components(_PLACE)
    (home, page, found, _), more = schema.components(Home, Record, Found, Problem, place=_PLACE)
    (said,), sent = msgspec.json.schema_components([Said], ref_template=_PLACE + "{name}")
    own = {f"{name}_row": row for name, row in rows.items()}
    paths: dict[str, Any] = {
        ROOT: {"get": _get("home", "The case and its tables.", [], home)},
        f"{ROOT}/openapi.json": {"get": _get("described", "This description.", [], {"type": "object"})},
        f"{ROOT}/search": {"get": _get("search", "Documents that hold words and “phrases”, best first.",
                                       _searching(), _page(found))},
        f"{ROOT}/documents/{{key}}": {"get": _get("document", "A document with all that was found in it.",
                                                  _one_document(), page, 404)},
    }  # fmt: skip
    for name in TABLES:
        summary = f"Rows of the table {name}, as `tawatur export --table {name}` writes them."
        paths[f"{ROOT}/{name}"] = {
            "get": _get(f"list_{name}", summary, _paging(name), _page({"$ref": f"{_PLACE}{name}_row"}))
        }
    paths[f"{ROOT}/corrections"]["post"] = _post(said)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"tawatur: {title}",
            "version": __version__,
            "summary": "A case as JSON: every table, its documents, search, corrections.",
            "description": "Spans are `[start, end)` in code points of the document's `text`; unknown is null.",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted({**sent, **parts, **more, **own}.items())),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            },
        },
        # on this machine alone nothing is asked for
        "security": [{}, {"bearer": []}, {"cookie": []}],
    }


def _page(row: dict[str, Any]) -> dict[str, Any]:
    """One page of rows. `state` changes whenever the case does, so pages of one state belong together."""
    properties: dict[str, Any] = {
        "rows": {"type": "array", "items": row},
        "total": {"type": "integer", "description": "Rows on all pages."},
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
        "next": {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "The address of the next page."},
        "state": {"type": "string", "description": "Changes whenever the case does."},
    }
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def _get(name: str, summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any], *more: int) -> Any:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": _answer("What was asked for.", answer), **_refusals(*more)},
    }


def _post(said: dict[str, Any]) -> dict[str, Any]:
    secret = {
        "name": "X-Secret",
        "in": "header",
        "required": True,
        "description": f"`secret` of {ROOT}.",
        "schema": {"type": "string"},
    }
    return {
        "operationId": "correct",
        "summary": "Say something of what was found; it is appended, never mixed into the machine's rows.",
        "parameters": [secret],
        "requestBody": {"required": True, "content": {"application/json": {"schema": said}}},
        "responses": {
            "201": _answer("The correction as it is kept.", {"$ref": f"{_PLACE}corrections_row"}),
            **_refusals(403, 413, 415),
        },
    }


def _answer(description: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": answer}}}


_WALL = {
    401: "No token, or a wrong one.",
    403: "The header X-Secret is missing or wrong, or another site sent this.",
    413: "More was sent than may be at once.",
    421: "The host isn't one of this page's own.",
    429: "Too much at once; wait a minute.",
}
_REFUSED = {
    404: "There is no such thing.",
    415: "Not sent as application/json.",
    422: "What was asked for can't be; `detail` says why.",
    503: "The case can't be read or written now.",
}


def _refusals(*more: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for status in sorted({401, 421, 422, 429, 503, *more}):
        if status in _WALL:
            content: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}
        else:
            content = {"application/problem+json": {"schema": {"$ref": f"{_PLACE}Problem"}}}
        out[str(status)] = {"description": {**_WALL, **_REFUSED}[status], "content": content}
    return out


def _query(name: str, schema_: dict[str, Any], about: str, required: bool = False) -> dict[str, Any]:
    out = {"name": name, "in": "query", "required": required, "schema": schema_}
    return {**out, "description": about} if about else out


def _bounds(most: int, usual: int) -> list[dict[str, Any]]:
    return [
        _query("limit", {"type": "integer", "minimum": 1, "maximum": most, "default": usual}, "Rows of one page."),
        _query(
            "offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000_000, "default": 0}, "Rows passed over."
        ),
    ]


def _narrowed(name: str, choices: tuple[str, ...]) -> dict[str, Any]:
    if choices:
        kind: dict[str, Any] = {"type": "string", "enum": list(choices)}
    elif name in ("since", "until"):
        kind = {"type": "string", "pattern": f"^{PATTERN}$"}
    else:
        kind = {"type": "string"}
    return _query(name, kind, _ABOUT.get(name, ""))


def _paging(table: str) -> list[dict[str, Any]]:
    return [*(_narrowed(name, choices) for name, choices in filters(table).items()), *_bounds(MOST, USUAL)]


def _searching() -> list[dict[str, Any]]:
    words = _query("q", {"type": "string", "minLength": 1}, "Words, and “phrases” in quotation marks.", True)
    return [words, *(_narrowed(name, ()) for name in SEARCHED), *_bounds(SEARCH_MOST, 20)]


def _one_document() -> list[dict[str, Any]]:
    return [
        {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
        _query("corrected", {"type": "boolean", "default": True}, "With what users corrected, or without."),
    ]
