"""Why names of a case are one actor's: the rule of every join, with the words on both pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tawatur.model import Actor, Document, Place, Value
from tawatur.packs import codes, load
from tawatur.store import Case

AROUND = 40
"""Code points of a page shown before and behind a name."""


class Cited(Value, frozen=True):
    """A name on a page: the page's name, the name as printed, and the words around it."""

    document: str
    text: str
    before: str
    after: str


class Reason(Value, frozen=True):
    """Why two names are one: the rule, how many joins it made of these two ways of printing, and the first of them."""

    rule: str
    joins: int
    a: Cited
    b: Cited


class Explained(Value, frozen=True):
    """An actor, under all names, and why they are one."""

    actor: str
    name: str
    english: str | None
    kind: str | None
    pages: int
    names: tuple[tuple[str, int, Cited], ...]
    reasons: tuple[Reason, ...]

    def as_dict(self) -> dict[str, Any]:
        """Itself in plain values, for JSON."""
        out: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return out


def explained_actors(case: Case, what: str) -> Iterator[Explained]:
    """The actors that go by a name (or have an id), those named most often first; private people aren't shown.

    Where no name is equal once folded, those that hold it are taken.
    """
    asked = _folded(what)
    public = [actor for actor in case.actors() if not actor.private]
    found = [one for one in public if what == one.actor or any(_folded(name.text) == asked for name in one.names)]
    if not found:
        found = [one for one in public if any(asked in _folded(name.text) for name in one.names)] if asked else []
    cite = _Citer(case)
    for actor in sorted(found, key=lambda one: (-len(one.places), one.actor)):
        yield _explained(actor, cite)


def _folded(text: str) -> str:
    return " ".join(load(codes()[0]).fold(text).text.split())


class _Citer:
    """Cites words of pages; a page is read once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._held: dict[str, Document] = {}

    def __call__(self, place: Place) -> Cited:
        document = self._held.get(place.document)
        if document is None:
            document = self._held[place.document] = self._case.document(place.document)
        text, span = document.text, place.span
        before = text[max(0, span.start - AROUND) : span.start]
        after = text[span.end : span.end + AROUND]
        return Cited(document.name, span.of(text), " ".join(before.split()), " ".join(after.split()))


def _explained(actor: Actor, cite: _Citer) -> Explained:
    reasons: dict[tuple[str, str, str], list[tuple[Cited, Cited]]] = {}
    for join in actor.joins:
        a, b = cite(join.a), cite(join.b)
        reasons.setdefault((join.rule, min(a.text, b.text), max(a.text, b.text)), []).append((a, b))
    return Explained(
        actor=actor.actor,
        name=actor.name,
        english=actor.english,
        kind=actor.kind,
        pages=len({place.document for place in actor.places}),
        names=tuple((name.text, name.count, cite(Place(name.document, name.span))) for name in actor.names),
        reasons=tuple(
            Reason(rule, len(pairs), *pairs[0])
            for (rule, _, _), pairs in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
    )
