"""Search over a case: documents, statements and figures whose words answer a query, as printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tawatur.model import Page, Span
from tawatur.serve.live import Asked, choose
from tawatur.store import Case
from tawatur.store.overlay import Overlay
from tawatur.store.search import Snippet, hits, parse, snippets

SIZE = 20
"""Documents on one page of results."""


class Hit(NamedTuple):
    """A document that answers, with what of it does; `items` are anchors' endings (a3, f1) with words and kind."""

    anchor: str
    title: str
    outlet: str | None
    published: str | None
    direction: str
    snippets: tuple[Snippet, ...]
    items: tuple[tuple[str, str, str], ...]


class Results(NamedTuple):
    """One page of results."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    problem: str | None


def search(case: Case, wanted: Asked, kind: str) -> Results:
    """The documents that answer, best first; of `kind` "statements" or "figures" only those with one that does."""
    from tawatur.show.text import direction, short

    chosen = choose(case, wanted, size=SIZE)
    asked = parse(wanted.words) if wanted.words is not None and chosen.problem is None else None
    over = Overlay(case)
    found: list[Hit] = []
    for key in chosen.keys:
        document = case.document(key)
        spans = hits(document.text, asked) if asked is not None else ()
        items = tuple(_items(over.page(key).page, spans, kind, whole=asked is None)) if kind != "documents" else ()
        if kind != "documents" and not items:
            continue
        title = document.title.of(document.text) if document.title is not None else document.name
        found.append(
            Hit(
                anchor=f"p{key}",
                title=short(title),
                outlet=document.outlet,
                published=document.published.value if document.published is not None else None,
                direction=direction(document.text),
                snippets=snippets(document.text, spans) if kind == "documents" else (),
                items=items,
            )
        )
    return Results(tuple(found), chosen.total, chosen.page, chosen.pages, chosen.problem)


def _items(page: Page, spans: Iterable[Span], kind: str, *, whole: bool) -> Iterable[tuple[str, str, str]]:
    """The statements or figures of a page that hold a hit."""
    places = list(spans)

    def answers(*own: Span) -> bool:
        return whole or any(one.meets(place) for one in own for place in places)

    if kind == "statements":
        for index, said in enumerate(page.attributions, 1):
            private = said.speaker is not None and page.entities[said.speaker].private
            if not private and answers(*said.content, *said.source):
                yield f"a{index}", said.text, said.stance
    elif kind == "figures":
        for index, figure in enumerate(page.figures, 1):
            own = [span for span in (figure.span, figure.counted_span, figure.place_span) if span is not None]
            if answers(*own):
                yield f"f{index}", " ".join(filter(None, (figure.text, figure.counted, figure.place))), figure.kind
