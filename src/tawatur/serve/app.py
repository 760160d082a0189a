"""The addresses of the web page and what each answers with."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Awaitable, Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tawatur import corrections as say
from tawatur.corrections.words import SHAPES
from tawatur.errors import CaseError, TawaturError, UsageError
from tawatur.export import export_table
from tawatur.fetch import Fetcher
from tawatur.model import FigureKind, Page, Span
from tawatur.serve import api, correcting, gathered, joining, upload, views
from tawatur.serve.guard import UPLOAD, Access, Guard, new_secret
from tawatur.serve.jobs import Jobs
from tawatur.serve.live import Asked, Live, asked, choose, key_of
from tawatur.serve.search import search
from tawatur.serve.work import Work
from tawatur.show.dossier import style_sheet
from tawatur.show.phrases import LANGUAGES
from tawatur.store import Case
from tawatur.store.overlay import Overlay
from tawatur.store.rulings import detached as all_detached

Handler = Callable[[Request, Case], Response]
NOTHING: dict[str, dict[str, str]] = {"counts": {}, "series": {}}
"""What the section of figures is given where only a part of its template is used."""
_YEAR = 365 * 24 * 3600
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def application(
    case: str | Path,
    access: Access,
    *,
    fetcher: Callable[[], Fetcher] = Fetcher,
    lang: str = "ar",
    interface: str = LANGUAGES[0],
    workers: int = 1,
) -> ASGIApp:
    """The web page of a case, as an ASGI application. `lang` is the pack for pages whose letters don't tell theirs.

    With more than one of `workers` many files are read by processes of their own, so that readers wait less meanwhile;
    then the main part of a script that serves must be guarded by `if __name__ == "__main__"`.

    Raises CaseError where the case can't be opened.
    """
    site = Site(Path(case), fetcher, lang, interface, workers)
    with site.live.open():
        pass
    return guarded(site, access)


def guarded(site: Site, access: Access) -> ASGIApp:
    """The addresses of a site, behind the wall."""
    site.access = access
    made = Starlette(routes=site.routes(), exception_handlers={TawaturError: site.told, HTTPException: site.told})
    return Guard(made, access, site.secret)


class Site:
    """One case and what is done with it."""

    def __init__(self, path: Path, fetcher: Callable[[], Fetcher], lang: str, interface: str, workers: int = 1) -> None:
        self.live = Live(path)
        self.jobs = Jobs()
        self.work = Work(path, self.jobs, fetcher, lang, workers)
        self.secret = new_secret()
        self.access = Access(hosts=())
        self._interface = interface

    def routes(self) -> list[Route]:
        """Every address; what changes something is posted."""
        get, post = self._get, self._post
        return [
            Route("/", get(self.overview)),
            *(Route(f"/{view}", get(partial(self.section, view))) for view in views.SECTIONS),
            Route("/search", get(self.search)),
            Route("/documents", get(self.documents)),
            Route("/documents/{anchor}", get(self.document)),
            Route("/documents/{anchor}/correct", post(self.correct), methods=["POST"]),
            Route("/documents/{anchor}/remove", post(self.remove), methods=["POST"]),
            Route("/actors", get(self.actors)),
            Route("/actors", post(self.rule), methods=["POST"]),
            Route("/stories", get(self.stories)),
            Route("/series", get(self.series)),
            Route("/series/{name}", get(self.quantity)),
            Route("/same", get(self.same)),
            Route("/same", post(self.join), methods=["POST"]),
            Route("/corrections", get(self.corrections)),
            Route("/corrections.jsonl", get(self.lines)),
            Route("/corrections/import", post(self.take), methods=["POST"]),
            Route("/corrections/{number:int}/undo", post(self.undo), methods=["POST"]),
            Route("/pages", get(self.pages)),
            Route(UPLOAD, self.upload, methods=["POST"]),
            Route("/pages/{what}", post(self.add), methods=["POST"]),
            Route("/jobs", get(self.progress)),
            Route("/author", post(self.author), methods=["POST"]),
            Route("/static/{name}", static),
            *api.Api(self.live, self.work, self.secret).routes(),
        ]

    # --- how every request is answered --------------------------------------------------------------------------------

    def _get(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            made = await run_in_threadpool(self._with_case, handler, request)
            lang = request.query_params.get("lang")
            if lang in LANGUAGES:
                made.set_cookie("tawatur-lang", lang, max_age=_YEAR, samesite="strict")
            return made

        return answer

    def _post(
        self, handler: Callable[[Request, Case, Mapping[str, str]], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            body = (await request.body()).decode("utf-8", "replace")
            form = dict(parse_qsl(body, keep_blank_values=True))
            made = await run_in_threadpool(self._with_case, lambda request, case: handler(request, case, form), request)
            author = form.get("author", "").strip()
            if author:
                made.set_cookie("tawatur-author", quote(author[:200]), max_age=_YEAR, httponly=True, samesite="strict")
            return made

        return answer

    def _with_case(self, handler: Handler, request: Request) -> Response:
        with self.live.open() as case:
            return handler(request, case)

    def _frame(
        self, request: Request, case: Case, wanted: Asked | None = None, author: str | None = None
    ) -> views.Frame:
        cookies = request.cookies
        asked_for = request.query_params.get("lang")
        return views.Frame(
            self.live,
            case,
            lang=asked_for if asked_for in LANGUAGES else cookies.get("tawatur-lang", self._interface),
            secret=self.secret,
            author=unquote(cookies.get("tawatur-author", "")) if author is None else author,
            busy=self.jobs.busy,
            asked=asked(request.query_params) if wanted is None else wanted,
        )

    async def told(self, request: Request, error: Exception) -> Response:
        """What went wrong, as a page, as a line for the part that asked, or as JSON."""
        if request.url.path == api.ROOT or request.url.path.startswith(f"{api.ROOT}/"):
            return api.refused(error)
        if isinstance(error, HTTPException):
            status, reason = error.status_code, error.detail
        else:
            status, reason = (503 if isinstance(error, CaseError) else 422), str(error)
        if request.headers.get("hx-request") or isinstance(error, CaseError):
            return PlainTextResponse(reason, status_code=status)

        def page(request: Request, case: Case) -> Response:
            return HTMLResponse(self._frame(request, case).page("", "told.html.j2", reason=reason), status_code=status)

        return await run_in_threadpool(self._with_case, page, request)

    # --- the dossier's views ------------------------------------------------------------------------------------------

    def overview(self, request: Request, case: Case) -> Response:
        """The first page."""
        return self.section("overview", request, case)

    def section(self, view: str, request: Request, case: Case) -> Response:
        """A section of the dossier, of the documents that are asked for."""
        wanted = asked(request.query_params)
        gathered = view in ("copies", "claims", "timeline")
        chosen = self.live.gathered(case, view, wanted) if gathered else choose(case, wanted)
        return HTMLResponse(self._frame(request, case).section(view, chosen))

    def documents(self, request: Request, case: Case) -> Response:
        """The list of documents."""
        chosen = choose(case, asked(request.query_params))
        rows = [case.document(key) for key in chosen.keys]
        return HTMLResponse(self._frame(request, case).page("documents", "documents.list.j2", chosen=chosen, rows=rows))

    def document(self, request: Request, case: Case) -> Response:
        """One document with all its words, and what can be said of them."""
        return self._document(request, case, self._key(request, case), "document.html.j2")

    def _document(self, request: Request, case: Case, key: str, template: str, author: str | None = None) -> Response:
        d = self.live.dossier(case, (key,))
        over = Overlay(case)
        placed = tuple(one for one in over.placed() if one.document == key)
        corrected = over.page(key)
        cards: dict[str, list[correcting.Card]] = {kind: [] for kind in SHAPES}
        for card in correcting.cards(corrected, placed):
            cards[card.kind].append(card)
        frame = self._frame(request, case, Asked(), author)
        values = {
            "doc": d.docs[0],
            "cards": cards,
            "rejected": [one for one in corrected.verdicts if one.state == "rejected"],
            "placed": [one for one in placed if one.made.kind == "note"],
            "detached": corrected.detached,
        }
        if template == "document.html.j2":
            return HTMLResponse(frame.page("documents", template, **values))
        return HTMLResponse(frame.part(template, **values))

    def _key(self, request: Request, case: Case) -> str:
        anchor = str(request.path_params["anchor"])
        key = key_of(case, anchor)
        if key is None:
            raise HTTPException(404, "The case holds no such page; it may have been removed.")
        return key

    def search(self, request: Request, case: Case) -> Response:
        """Search by words and all that narrows it."""
        kind = request.query_params.get("kind", "documents")
        kind = kind if kind in ("documents", "statements", "figures") else "documents"
        wanted = asked(request.query_params)
        results = search(self.live, case, wanted, kind) if wanted.any else None
        return HTMLResponse(self._frame(request, case).page("search", "search.html.j2", results=results, kind=kind))

    # --- corrections --------------------------------------------------------------------------------------------------

    def correct(self, request: Request, case: Case, form: Mapping[str, str]) -> Response:
        """Something said of a document."""
        key = self._key(request, case)
        page = Overlay(case).page(key).page
        made = self.work.correct(correcting.correction(page, form, made_at=correcting.now()))
        if request.headers.get("hx-request"):
            with self.live.open() as after:
                answer = self._document(request, after, key, "work.html.j2", made.author)
                answer.headers["X-Correction"] = str(made.id)
                return answer
        return RedirectResponse(f"/documents/p{key}", status_code=303)

    def remove(self, request: Request, case: Case, _: Mapping[str, str]) -> Response:
        """A document to be taken out."""
        key = self._key(request, case)
        self.work.remove(key, case.document(key).name)
        return RedirectResponse("/pages", status_code=303)

    def actors(self, request: Request, case: Case) -> Response:
        """Who is one under which names."""
        wanted = asked(request.query_params)
        rows = self.live.actors(case)
        if wanted.words is not None:
            rows = [one for one in rows if any(wanted.words in name.text for name in one.names)]
        size = 100
        pages = max(1, -(-len(rows) // size))
        at = min(wanted.page, pages)
        return HTMLResponse(
            self._frame(request, case).page(
                "actors",
                "actors.html.j2",
                actors=rows[(at - 1) * size : at * size],
                total=len(rows),
                at=at,
                pages=pages,
            )
        )

    def rule(self, _: Request, case: Case, form: Mapping[str, str]) -> Response:
        """A ruling on who is who."""
        places: list[tuple[str, Span]] = []
        pages: dict[str, Page] = {}
        known = frozenset(case.keys())
        for side in ("one", "other"):
            key, _sep, at = form.get(side, "").partition(" ")
            start, _sep, end = at.partition("-")
            if key in known and start.isdecimal() and end.isdecimal():
                page = pages.setdefault(key, case.page(key))
                if int(start) < int(end) <= len(page.document.text):
                    places.append((key, Span(int(start), int(end))))
        made = correcting.actor_ruling(pages, form.get("action", ""), places, form, made_at=correcting.now())
        self.work.correct(made)
        return RedirectResponse("/actors", status_code=303)

    # --- what belongs together ----------------------------------------------------------------------------------------

    def stories(self, request: Request, case: Case) -> Response:
        """Stories, which lead to their pages."""
        turned = gathered.stories(self.live, case, asked(request.query_params))
        values = {"turned_to": turned, "list_size": gathered.SIZE}
        return HTMLResponse(self._frame(request, case).page("stories", "stories.html.j2", **values))

    def series(self, request: Request, case: Case) -> Response:
        """Quantities, those in conflict first."""
        kinds = get_args(FigureKind)
        kind, only = (request.query_params.get(name) for name in ("kind", "only"))
        kind = kind if kind in kinds else None
        only = only if only in ("conflicts", "revisions") else None
        turned = gathered.quantities(self.live, case, asked(request.query_params), kind, only)
        more = "".join(f"&{name}={value}" for name, value in (("kind", kind), ("only", only)) if value)
        values = {"turned_to": turned, "kinds": kinds, "kind": kind, "only": only, "more": more}
        return HTMLResponse(self._frame(request, case).page("series", "series.html.j2", **values))

    def quantity(self, request: Request, case: Case) -> Response:
        """One quantity with all its numbers."""
        found = gathered.quantity(self.live, case, str(request.path_params["name"]))
        if found is None:
            raise HTTPException(404, "The case holds no such quantity; relations may have been worked out anew.")
        frame = self._frame(request, case, Asked())
        return HTMLResponse(frame.page("series", "quantity.html.j2", q=found[0], left_out=found[1], d=NOTHING))

    def same(self, request: Request, case: Case) -> Response:
        """What is one, to be joined and parted."""
        of = next((one for one in joining.TABS if one == request.query_params.get("of")), joining.TABS[0])
        rows = joining.rows(self.live, case, of, asked(request.query_params))
        values = {"rows": rows, "of": of, "tabs": joining.TABS, "hows": joining.HOW}
        return HTMLResponse(self._frame(request, case).page("same", "same.html.j2", **values))

    def join(self, _: Request, case: Case, form: Mapping[str, str]) -> Response:
        """A ruling on what is one."""
        self.work.correct(joining.ruled(case, form, made_at=correcting.now()))
        query = urlencode({"of": form.get("of", ""), **({"q": form["q"]} if form.get("q") else {})})
        return RedirectResponse(f"/same?{query}", status_code=303)

    def corrections(self, request: Request, case: Case) -> Response:
        """What was said, by whom, what is detached, and how right the machine was."""
        over = Overlay(case)
        standing = {made.id for made in over.standing}
        detached = {made.id for made in all_detached(case)}
        rows = [made for made in reversed(case.corrections()) if made.action != "undo"]
        return HTMLResponse(
            self._frame(request, case).page(
                "corrections",
                "corrections.html.j2",
                rows=rows,
                standing=standing,
                detached=detached,
                names=case.names(),
                measured=over.measured(),
            )
        )

    def lines(self, _: Request, case: Case) -> Response:
        """All corrections as JSON Lines."""
        out = io.StringIO()
        export_table(case, "corrections", "jsonl", out, include_private=False)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(case.path.stem)}-corrections.jsonl"}
        return PlainTextResponse(out.getvalue(), media_type="application/jsonl", headers=headers)

    def take(self, _: Request, __: Case, form: Mapping[str, str]) -> Response:
        """Corrections of another case."""
        taken = self.work.take(form.get("lines", ""))
        if taken.refusals:
            first = taken.refusals[0]
            raise UsageError(
                f"{taken.added} taken in; {len(taken.refusals)} lines are none: {first.place}, {first.reason}"
            )
        return RedirectResponse("/corrections", status_code=303)

    def undo(self, request: Request, case: Case, form: Mapping[str, str]) -> Response:
        """One correction taken back."""
        number = int(request.path_params["number"])
        made = next((one for one in case.corrections() if one.id == number), None)
        if made is None:
            raise HTTPException(404, "There is no such correction.")
        author = form.get("author", "").strip()
        if not author:
            raise UsageError("Write your name first: every correction bears one.")
        self.work.correct(say.undo(made, author=author[:200], made_at=correcting.now()))
        return RedirectResponse("/corrections", status_code=303)

    def author(self, _: Request, __: Case, form: Mapping[str, str]) -> Response:
        """A reader's name, kept in a cookie by the way of every answer that has one."""
        back = form.get("back", "/")
        return RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)

    # --- pages --------------------------------------------------------------------------------------------------------

    def pages(self, request: Request, case: Case) -> Response:
        """Where pages are added, and what is being done."""
        fetched = len(case.fetches())
        return HTMLResponse(
            self._frame(request, case).page(
                "pages",
                "pages.html.j2",
                jobs=self.jobs.all,
                fetched=fetched,
                files_most=upload.FILES,
                upload_mib=self.access.upload_bytes >> 20,
            )
        )

    async def upload(self, request: Request) -> Response:
        """Files to add. Their form bears its secret inside, so it is looked at here."""
        try:
            folder, files = await upload.received(request, self.secret)
        except upload.UnsentError:
            raise HTTPException(403, "The page is of an earlier start of tawatur. Load it again.") from None
        self.work.upload(folder, files)
        return RedirectResponse("/pages", status_code=303)

    def progress(self, request: Request, case: Case) -> Response:
        """What is being done, to stand in the place of what was said of it a second ago."""
        return HTMLResponse(self._frame(request, case).part("jobs.html.j2", jobs=self.jobs.all))

    def add(self, request: Request, _: Case, form: Mapping[str, str]) -> Response:
        """Pages to add, to fetch again, or relations to make anew."""
        match request.path_params["what"]:
            case "fetch":
                self.work.fetch(form.get("addresses", ""))
            case "paste":
                self.work.paste(
                    form.get("text", ""),
                    title=form.get("title", ""),
                    url=form.get("url", ""),
                    outlet=form.get("outlet", ""),
                    published=form.get("published", ""),
                )
            case "refresh":
                self.work.refresh()
            case "relate":
                self.work.relate()
            case _:
                raise HTTPException(404, "There is nothing here.")
        return RedirectResponse("/pages", status_code=303)


# --- files ------------------------------------------------------------------------------------------------------------


@cache
def _files() -> dict[str, bytes]:
    """The style sheets and scripts by their names: the dossier's, htmx, and those of the web page."""
    own, show = files("tawatur.serve") / "static", files("tawatur.show") / "static"
    return {
        "dossier.css": style_sheet().encode(),
        "dossier.js": (show / "dossier.js").read_bytes(),
        **{name: (own / name).read_bytes() for name in ("serve.css", "serve.js", "htmx.min.js")},
    }


async def static(request: Request) -> Response:
    """A style sheet or script; a browser keeps it and asks whether it has changed."""
    name = str(request.path_params["name"])
    data = _files().get(name)
    if data is None:
        raise HTTPException(404, "There is nothing here.")
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[Path(name).suffix], headers=headers)
