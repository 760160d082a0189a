"""Search over a case: documents, statements and figures whose words answer a query, as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from tawatur.serve.live import Asked, Item, Live, Read, choose
from tawatur.show.text import direction, short
from tawatur.store import Case
from tawatur.store.overlay import Overlay
from tawatur.store.search import Snippet, cut, hits, parse, snippets

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


def search(live: Live, case: Case, wanted: Asked, kind: str) -> Results:
    """The documents that answer, best first; of `kind` "statements" or "figures" only those with one that does."""
    chosen = choose(case, wanted, size=SIZE)
    asked = parse(wanted.words) if wanted.words is not None and chosen.problem is None else None
    letter = "a" if kind == "statements" else "f"
    found: list[Hit] = []
    said = case.connection.execute("SELECT coalesce(max(id), 0) FROM corrections").fetchone()[0]
    for key, run, read in reads(live, case, chosen.keys):
        spans = hits(read.words, asked) if asked is not None else ()
        items: tuple[tuple[str, str, str], ...] = ()
        if kind != "documents":
            held = live.items.get(
                (key, run, said, kind),
                partial(_items, case, key, kind),
                lambda held: 1 + len(held),
            )
            items = tuple(
                (f"{letter}{one.number}", one.text, one.of)
                for one in held
                if asked is None or any(place.meets(hit) for place in one.places for hit in spans)
            )
            if not items:
                continue
        found.append(
            Hit(
                anchor=f"p{key}",
                title=read.title,
                outlet=read.outlet,
                published=read.published,
                direction=read.direction,
                snippets=snippets(read.text, spans) if kind == "documents" else (),
                items=items,
            )
        )
    return Results(tuple(found), chosen.total, chosen.page, chosen.pages, chosen.problem)


def reads(live: Live, case: Case, keys: Sequence[str]) -> Iterator[tuple[str, int, Read]]:
    """Each document as search shows it, and the run that wrote it: as long as that is the same, so is all of it."""
    marks = ", ".join("?" * len(keys))
    runs = dict(case.connection.execute(f"SELECT key, run FROM documents WHERE key IN ({marks})", tuple(keys)))
    for key in keys:
        name = (key, runs[key])
        yield *name, live.texts.get(name, partial(_read, case, key), lambda read: len(read.text))


def _read(case: Case, key: str) -> Read:
    document = case.document(key)
    title = document.title.of(document.text) if document.title is not None else document.name
    return Read(
        title=short(title),
        outlet=document.outlet,
        published=document.published.value if document.published is not None else None,
        direction=direction(document.text),
        text=document.text,
        words=cut(document.text),
    )


def _items(case: Case, key: str, kind: str) -> tuple[Item, ...]:
    """The statements or figures of a page; what private people say is none."""
    page = Overlay(case).page(key).page
    if kind == "statements":
        return tuple(
            Item(number, said.text, said.stance, (*said.content, *said.source))
            for number, said in enumerate(page.attributions, 1)
            if said.speaker is None or not page.entities[said.speaker].private
        )
    out = []
    for number, figure in enumerate(page.figures, 1):
        places = tuple(span for span in (figure.span, figure.counted_span, figure.place_span) if span is not None)
        words = " ".join(filter(None, (figure.text, figure.counted, figure.place)))
        out.append(Item(number, words, figure.kind, places))
    return tuple(out)
