"""The case as JSON: every table page by page, a document with all that was found in it, search, and corrections.

Rows are those of `tawatur export`, of the same names and fields; `openapi` describes all of it from the same types.
What can't be is refused with `{"status", "title", "detail"}` (RFC 9457); an unknown parameter is refused too, so that a
misspelled one isn't taken for none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tawatur import __version__, model
from tawatur import corrections as say
from tawatur.corrections.sound import check
from tawatur.corrections.words import GRADED, SHAPES, Field, Item, hull
from tawatur.days import check_days
from tawatur.errors import CaseError, UsageError
from tawatur.export import TABLES
from tawatur.export.paged import MOST, USUAL, Wanted, filters, paged
from tawatur.export.records import record
from tawatur.model import Correction, Page, Span
from tawatur.serve import correcting
from tawatur.serve.live import Live, asked, choose, key_of, stamp
from tawatur.serve.search import reads
from tawatur.serve.work import Work
from tawatur.store import Case
from tawatur.store.overlay import Overlay
from tawatur.store.search import Found, found, hits, parse

ROOT = "/api"
SEARCHED = ("outlet", "since", "until", "actor")
"""What narrows a search beside its words."""
SEARCH_MOST = 100
"""Documents on one page of a search: each is read again for the places of its words."""

_KEY = re.compile(r"[0-9a-f]{32}")

Text = Annotated[str, msgspec.Meta(max_length=5_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]


class Problem(msgspec.Struct):
    """Why something was refused."""

    status: int
    title: str
    detail: str


class TableInfo(msgspec.Struct):
    """A table: how many rows it holds, and where they are."""

    rows: int
    address: str


class Home(msgspec.Struct):
    """The case and its tables. `secret` goes into the header X-Secret of whatever changes something."""

    version: str
    case: str
    state: str
    openapi: str
    secret: str
    tables: dict[str, TableInfo]


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """A correction as it is sent. `span` is where the annotation stands, from its first word to its last.

    For a note or grade it is the words that they are about; what is added stands where its `parts` do. `parts` holds
    the spans of what is changed or added, `fields` the values; `value` is the text of a note, or a grade.
    """

    document: str
    """The document's key or name."""
    kind: Literal["attribution", "figure", "event", "date", "entity", "note", "source", "information"]
    action: Literal["accept", "reject", "change", "add", "grade"]
    author: Name
    span: Span | None = None
    parts: dict[str, tuple[Span, ...]] = {}
    fields: dict[str, Field] = {}
    value: Text | None = None
    reason: Text = ""


Handler = Callable[[Request, Case], Response]


class Api:
    """The addresses under /api of one case."""

    def __init__(self, live: Live, work: Work, secret: str) -> None:
        self._live = live
        self._work = work
        self._secret = secret

    def routes(self) -> list[Route]:
        """Every address; what isn't one of them answers 404 as JSON too."""
        return [
            Route(ROOT, self._with_case(self.home)),
            Route(f"{ROOT}/openapi.json", self._with_case(self.described)),
            Route(f"{ROOT}/search", self._with_case(self.search)),
            Route(f"{ROOT}/documents/{{key}}", self._with_case(self.document)),
            Route(f"{ROOT}/corrections", self.corrections, methods=["GET", "POST"]),
            Route(f"{ROOT}/{{table}}", self._with_case(self.table)),
        ]

    def _with_case(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        def work(request: Request) -> Response:
            with self._live.open() as case:
                return handler(request, case)

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(work, request)

        return answer

    # --- reading ------------------------------------------------------------------------------------------------------

    def home(self, request: Request, case: Case) -> Response:
        """What there is."""
        _only(request, ())

        def counted() -> dict[str, TableInfo]:
            return {name: TableInfo(paged(case, name, Wanted(limit=1)).total, f"{ROOT}/{name}") for name in TABLES}

        tables = self._live.kept(case, "api", counted)
        return _json(Home(__version__, case.path.name, _state(case), f"{ROOT}/openapi.json", self._secret, tables))

    def described(self, request: Request, case: Case) -> Response:
        """All of this, described."""
        from tawatur.serve.openapi import described

        _only(request, ())
        return _json(described(case.path.name))

    def table(self, request: Request, case: Case, name: str | None = None) -> Response:
        """One page of a table."""
        name = str(request.path_params["table"]) if name is None else name
        if name not in TABLES:
            raise HTTPException(404, f"There is no table {name!r}; there are: {', '.join(TABLES)}.")
        given = _only(request, (*filters(name), "limit", "offset"))
        limit, offset = _bounds(given, MOST, USUAL)
        equal = {one: value for one, value in given.items() if one not in ("document", "limit", "offset")}
        wanted = Wanted(equal=equal, document=given.get("document"), limit=limit, offset=offset)
        made = paged(case, name, wanted)
        return _page(request, case, made.rows, made.total, limit, offset)

    def document(self, request: Request, case: Case) -> Response:
        """One document with what was found in it, as corrected, or as the machine has it."""
        given = _only(request, ("corrected",))
        corrected = given.get("corrected", "true")
        if corrected not in ("true", "false"):
            raise UsageError("corrected is true or false.")
        key = str(request.path_params["key"])
        if not _KEY.fullmatch(key) or key_of(case, f"p{key}") is None:
            raise HTTPException(404, "The case holds no document with this key.")
        page = Overlay(case).page(key).page if corrected == "true" else case.page(key)
        return _json(record(_public(page)))

    def search(self, request: Request, case: Case) -> Response:
        """Documents that hold words and "phrases", best first, and where they stand."""
        given = _only(request, ("q", *SEARCHED, "limit", "offset"))
        limit, offset = _bounds(given, SEARCH_MOST, 20)
        wanted = asked({**given, "page": "1"})
        if wanted.words is None:
            raise UsageError("Say with q which words are looked for.")
        chosen = choose(case, wanted, size=limit, start=offset)
        if chosen.problem is not None:
            raise UsageError(chosen.problem)
        query = parse(wanted.words)
        rows: tuple[Found, ...] = tuple(
            found(case.document(key), hits(read.words, query)) for key, _, read in reads(self._live, case, chosen.keys)
        )
        return _page(request, case, rows, chosen.total, limit, offset)

    # --- corrections --------------------------------------------------------------------------------------------------

    async def corrections(self, request: Request) -> Response:
        """The table of corrections; or one more."""
        if request.method == "POST":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise HTTPException(415, "A correction is sent as application/json.")
            return await run_in_threadpool(self._correct, await request.body())
        return await self._with_case(lambda request, case: self.table(request, case, "corrections"))(request)

    def _correct(self, body: bytes) -> Response:
        try:
            said = msgspec.json.decode(body, type=Said)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"This is no correction: {error}.") from None
        with self._live.open() as case:
            keys = [key for key, name in case.names().items() if said.document in (key, name)]
            if len(keys) != 1:
                raise UsageError(f"{len(keys)} documents are called {said.document[:200]!r}; give the key of one.")
            made = self._work.correct(correction(Overlay(case).page(keys[0]).page, said, correcting.now()))
            (row,) = TABLES["corrections"].made(case, [made], False, None)
        return _json(row.fields, 201)


def correction(page: Page, said: Said, made_at: str) -> Correction:
    """The correction that was sent, put on the page. Raises UsageError where it can't be."""
    by: dict[str, Any] = {"author": said.author, "made_at": made_at}
    if said.kind == "note" or said.kind in GRADED:
        span = said.span
        if span is None or not 0 <= span.start < span.end <= len(page.document.text):
            raise UsageError("The span is none of words of the document.")
        if said.kind == "note" and said.action == "add":
            return say.note(page.document, span, text=said.value or "", **by)
        if said.kind in GRADED and said.action == "grade":
            return say.grade(page.document, span, said.kind, said.value or "", reason=said.reason, **by)
        raise UsageError(f"A {said.kind} isn't {said.action}ed: a note is added, a source or information graded.")
    fields = {name: check(said.kind, name, value) for name, value in said.fields.items()}
    if said.action == "add":
        return say.add(page, said.kind, parts=said.parts, fields=fields, reason=said.reason, **by)
    items = (Item(said.kind, value) for value in getattr(page, SHAPES[said.kind].table))
    item = next((one for one in items if hull(one) == said.span), None)
    if item is None:
        raise UsageError(f"No {said.kind} of the document stands there, from its first word to its last.")
    match said.action:
        case "accept":
            return say.accept(page, item, reason=said.reason, **by)
        case "reject":
            return say.reject(page, item, reason=said.reason, **by)
        case "change":
            if not said.parts and not fields:
                raise UsageError("Nothing is changed: give parts or fields.")
            return say.change(page, item, parts=said.parts, fields=fields, reason=said.reason, **by)
        case _:
            raise UsageError(f"A {said.kind} isn't {said.action}ed.")


# --- what every answer needs ------------------------------------------------------------------------------------------


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """What was refused, and why."""
    made = _json(Problem(status, HTTPStatus(status).phrase, detail), status, "application/problem+json")
    made.headers.update(headers or {})
    return made


def refused(error: Exception) -> Response:
    """The answer to a request under /api that raised."""
    if isinstance(error, HTTPException):
        return problem(error.status_code, error.detail, error.headers)
    return problem(503 if isinstance(error, CaseError) else 422, str(error))


def _json(value: Any, status: int = 200, kind: str = "application/json") -> Response:
    return Response(msgspec.json.encode(value), status, media_type=kind)


def _page(request: Request, case: Case, rows: tuple[Any, ...], total: int, limit: int, offset: int) -> Response:
    more = None
    if offset + limit < total:
        given = {**request.query_params, "limit": str(limit), "offset": str(offset + limit)}
        more = f"{request.url.path}?{urlencode(given)}"
    return _json({"rows": rows, "total": total, "limit": limit, "offset": offset, "next": more, "state": _state(case)})


def _state(case: Case) -> str:
    return hashlib.sha256(repr(stamp(case)).encode()).hexdigest()[:16]


def _only(request: Request, known: tuple[str, ...]) -> dict[str, str]:
    """The parameters, all of them known. Raises UsageError for others, and for what is no day."""
    given = dict(request.query_params)
    unknown = [one for one in given if one not in known]
    if unknown:
        raise UsageError(f"There is no parameter {unknown[0][:100]!r} here; there are: {', '.join(known) or 'none'}.")
    check_days(given)
    return given


def _bounds(given: Mapping[str, str], most: int, usual: int) -> tuple[int, int]:
    def number(name: str, low: int, high: int, else_: int) -> int:
        raw = given.get(name)
        if raw is None:
            return else_
        if not (raw.isascii() and raw.isdigit() and len(raw) < 11 and low <= int(raw) <= high):
            raise UsageError(f"{name} is a number from {low} to {high}.")
        return int(raw)

    return number("limit", 1, most, usual), number("offset", 0, 1_000_000_000, 0)


def _public(page: Page) -> Page:
    """A page without people named only as victims or relatives, as exports have it; indexes put right."""
    keep = [index for index, one in enumerate(page.entities) if not one.private]
    if len(keep) == len(page.entities):
        return page
    new = {old: index for index, old in enumerate(keep)}

    def said(one: model.Attribution) -> model.Attribution:
        if one.speaker is None:
            return one
        if one.speaker in new:
            return msgspec.structs.replace(one, speaker=new[one.speaker])
        return msgspec.structs.replace(one, source=(), speaker=None)

    return msgspec.structs.replace(
        page,
        entities=tuple(page.entities[index] for index in keep),
        attributions=tuple(said(one) for one in page.attributions),
    )
