"""What users ruled on who is who: two places name one actor, or two. Corrections like any other, read here for relate.

    with Writer(path) as writer:
        here = anchor(writer.case.document(key), span)
        writer.correct(ruling("same", here, there, author="N.", made_at="2031-04-06", reason="his second name"))

A ruling stands on a place by position while the text is the same, else by its words with what stands around them; one
whose place is gone or unsure is detached and rules nothing. Of rulings on the same two the newest holds, and
"withdraw" takes back all before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

import msgspec

from tawatur.corrections.anchors import Anchor, anchor, attached
from tawatur.corrections.words import standing
from tawatur.errors import UsageError
from tawatur.model import Correction
from tawatur.relate.bearers import Member
from tawatur.store.case import Case

__all__ = ["KIND", "Action", "Rulings", "anchor", "ruling", "rulings"]

KIND = "actor"
"""`Correction.kind` of a ruling."""

Action = Literal["same", "different", "withdraw"]


class Rulings(NamedTuple):
    """Pairs of entities that are one, pairs that aren't, and the corrections whose places aren't found any more."""

    together: tuple[tuple[Member, Member], ...]
    apart: tuple[tuple[Member, Member], ...]
    detached: tuple[Correction, ...]


def ruling(action: Action, a: Anchor, b: Anchor, *, author: str, made_at: str, reason: str) -> Correction:
    """The correction that says so; its id is given when it is written. Raises UsageError for an unknown action."""
    if action not in get_args(Action):
        raise UsageError(f"There is no ruling {action!r} on actors; there are: {', '.join(get_args(Action))}.")
    fields = msgspec.structs.asdict(a)
    value = msgspec.json.encode(b).decode()
    return Correction(
        id=0, **fields, kind=KIND, action=action, value=value, author=author, made_at=made_at, reason=reason
    )


def rulings(case: Case) -> Rulings:
    """What the corrections of a case say now on who is who."""
    held: dict[tuple[Member, Member], str] = {}
    detached: list[Correction] = []
    finder = _Finder(case)
    for made in standing(case.corrections()):
        if made.kind != KIND:
            continue
        pair = sorted(set(finder.pair(made)))
        if len(pair) < 2:
            detached.append(made)
        else:
            held[pair[0], pair[1]] = made.action
    return Rulings(
        tuple(pair for pair, action in sorted(held.items()) if action == "same"),
        tuple(pair for pair, action in sorted(held.items()) if action == "different"),
        tuple(detached),
    )


class _Finder:
    """Finds the entities that anchors name; a document is read once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._known = frozenset(case.keys())

    def pair(self, made: Correction) -> Iterator[Member]:
        first = Anchor(*(getattr(made, name) for name in Anchor.__struct_fields__))
        try:
            second = msgspec.json.decode(made.value or "", type=Anchor)
        except msgspec.DecodeError:
            return
        for one in (first, second):
            found = self._member(one)
            if found is not None:
                yield found

    def _member(self, place: Anchor) -> Member | None:
        """The entity that has a mention over the anchored words: the one that shares most of them."""
        if place.document not in self._known:
            return None
        page = self._case.page(place.document)
        span = attached(page.document, place)
        if span is None:
            return None
        best: tuple[int, int] | None = None
        for index, entity in enumerate(page.entities):
            for mention in (entity.span, *entity.mentions):
                shared = min(mention.end, span.end) - max(mention.start, span.start)
                if entity.kind is not None and shared > 0 and (best is None or shared > best[0]):
                    best = shared, index
        return (place.document, best[1]) if best is not None else None
