"""What users ruled on two places of a case: who is who, which statements and figures are one, what is a copy.

    made = claim_ruling(case, "different", (key, span), (other, there), author="N.", made_at="2031-04-06")
    writer.correct(made)

Corrections like any other, read here for relate. A ruling names its two places by position and by quotation, so it
finds them again after a page was annotated anew or edited; one whose place is gone or unsure is detached and rules
nothing until its words are back. Of rulings on the same two the newest holds, and "withdraw" takes back all before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from tawatur.corrections.anchors import Anchor, anchor, attached
from tawatur.corrections.words import RULED, By, Item, correction, hull, shape
from tawatur.errors import CaseError, UsageError
from tawatur.model import Correction, DerivationKind, Document, Page, Span
from tawatur.relate.bearers import Member
from tawatur.relate.ruled import Copy, Pairs, Ruled
from tawatur.store.case import Case
from tawatur.store.overlay import Overlay

__all__ = [
    "KIND",
    "KINDS",
    "Action",
    "Other",
    "Rulings",
    "anchor",
    "claim_ruling",
    "copy_ruling",
    "detached",
    "other",
    "ruling",
    "rulings",
]

KIND, CLAIM, COPY = KINDS = RULED

Action = Literal["same", "different", "withdraw"]

Of = Literal["attribution", "figure"]

_SAME = 0.5
"""Share of common words, of all of both, from which a place is that of an annotation: rules move its ends."""

_TITLE = 160
"""Code points of a document's title, else of its first words, by which a ruling on documents names it."""


class Other(Anchor, frozen=True, omit_defaults=True):
    """The second place of a ruling; JSON in `Correction.value`.

    `name` is that of its document, by which it is found in another case; `of` says whether a ruling on claims is on
    statements or figures, `how` in what way one document hangs on the other, where the user says it.
    """

    name: str | None = None
    of: Of | None = None
    how: DerivationKind | None = None


class Rulings(NamedTuple):
    """Pairs of entities that are one, pairs that aren't, what is ruled on claims and copies, and the corrections whose
    places aren't found any more."""

    together: tuple[tuple[Member, Member], ...]
    apart: tuple[tuple[Member, Member], ...]
    detached: tuple[Correction, ...]
    ruled: Ruled = Ruled()


# --- made -----------------------------------------------------------------------------------------------------------


def ruling(
    action: Action, a: Anchor, b: Anchor, *, author: str, made_at: str, reason: str, kind: str = KIND, **more: Any
) -> Correction:
    """The correction that says so of two places. Raises UsageError for an unknown kind or action, or no author.

    `more` are fields of `Other`.
    """
    if kind not in KINDS:
        raise UsageError(f"There are no rulings on {kind!r}; there are on: {', '.join(KINDS)}.")
    if action not in get_args(Action):
        raise UsageError(f"There is no ruling {action!r} on {kind}s; there are: {', '.join(get_args(Action))}.")
    value = msgspec.json.encode(Other(**msgspec.structs.asdict(b), **more)).decode()
    return correction(a, kind, action, value, By(author, made_at, reason))


def claim_ruling(
    case: Case,
    action: Action,
    a: tuple[str, Span],
    b: tuple[str, Span],
    *,
    author: str,
    made_at: str,
    reason: str = "",
    of: Of = "attribution",
) -> Correction:
    """The ruling that two statements or figures say one thing, so that their claims (figures: series) become one; or
    that they don't, so that no claim holds both.

    `a` and `b` are document and span, as mentions of claims and points of series have them. Raises UsageError where no
    such annotation stands there, or both are one, and what `ruling` raises.
    """
    if of not in get_args(Of):
        raise UsageError(f"Claims are of statements and figures: {', '.join(get_args(Of))}; not {of!r}.")
    over = Overlay(case)
    found = []
    for key, span in (a, b):
        page = _page(over, key)
        place = _at(page, of, span) or _around(page, of, span)
        if place is None:
            words = " ".join(span.of(page.document.text).split())[:80]
            raise UsageError(f"No {of} of {page.document.name} stands at «{words}».")
        found.append((key, place, page.document, _stretch(page, of, place)))
    (first, i, here, span), (second, j, there, other_span) = found
    if (first, i) == (second, j):
        raise UsageError(f"Both places are one {of}: choose two.")
    return ruling(
        action,
        anchor(here, span),
        anchor(there, other_span),
        author=author,
        made_at=made_at,
        reason=reason,
        kind=CLAIM,
        name=there.name,
        of=of,
    )


def copy_ruling(
    case: Case,
    action: Action,
    a: str,
    b: str,
    *,
    author: str,
    made_at: str,
    reason: str = "",
    how: DerivationKind | None = None,
) -> Correction:
    """The ruling that two documents, by key, are copies or hang together as `how` says; or that they don't.

    Without `how` what their words show holds, else that one is a rewrite of the other. Raises UsageError where both are
    one document or there is none, for an unknown `how`, and what `ruling` raises.
    """
    if a == b:
        raise UsageError("Both are one document: choose two.")
    if how is not None and how not in get_args(DerivationKind):
        raise UsageError(f"Documents don't hang together as {how!r}; there are: {', '.join(get_args(DerivationKind))}.")
    over = Overlay(case)
    here, there = (_page(over, key).document for key in (a, b))
    return ruling(
        action,
        anchor(here, _head(here)),
        anchor(there, _head(there)),
        author=author,
        made_at=made_at,
        reason=reason,
        kind=COPY,
        name=there.name,
        how=how if action == "same" else None,
    )


def _page(over: Overlay, key: str) -> Page:
    try:
        return over.page(key).page
    except CaseError as error:
        raise UsageError(str(error)) from None


def _head(document: Document) -> Span:
    """The title of a document, else its first words."""
    span = document.title or next(iter(document.body), Span(0, len(document.text)))
    return Span(span.start, min(span.end, span.start + _TITLE))


def other(made: Correction) -> Other | None:
    """The second place of a ruling; None where it says none."""
    try:
        return msgspec.json.decode(made.value or "", type=Other)
    except msgspec.DecodeError:
        return None


# --- read -----------------------------------------------------------------------------------------------------------


def rulings(case: Case) -> Rulings:
    """What the corrections of a case say now."""
    over = Overlay(case)
    if not any(made.kind in KINDS for made in over.standing):
        return Rulings((), (), ())
    finder = _Finder(case, over)
    lost: list[Correction] = []
    people: dict[tuple[Member, Member], str] = {}
    said: dict[Of, dict[tuple[Member, Member], str]] = {"attribution": {}, "figure": {}}
    copies: dict[tuple[str, str], tuple[str, DerivationKind | None]] = {}
    for made in over.standing:
        second = other(made)
        if made.kind not in KINDS:
            continue
        if second is None:
            lost.append(made)
        elif made.kind == COPY:
            keys = sorted(set(finder.documents(made, second)))
            if len(keys) < 2:
                lost.append(made)
            else:
                copies[keys[0], keys[1]] = made.action, second.how
        else:
            kind = "entity" if made.kind == KIND else second.of
            pair = sorted(set(finder.members(made, second, kind))) if kind is not None else []
            if len(pair) < 2:
                lost.append(made)
            else:
                (people if second.of is None else said[second.of])[pair[0], pair[1]] = made.action
    return Rulings(
        *_pairs(people),
        tuple(lost),
        Ruled(
            statements=_pairs(said["attribution"]),
            figures=_pairs(said["figure"]),
            copies=tuple(Copy(*pair, how) for pair, (action, how) in sorted(copies.items()) if action == "same"),
            no_copies=tuple(pair for pair, (action, _) in sorted(copies.items()) if action == "different"),
        ),
    )


def detached(case: Case) -> tuple[Correction, ...]:
    """All corrections of a case whose words stand nowhere any more; none is lost, each waits for its words."""
    lost = {made.id for made in (*Overlay(case).detached(), *rulings(case).detached)}
    return tuple(made for made in case.corrections() if made.id in lost)


def _pairs(held: dict[tuple[Member, Member], str]) -> Pairs:
    ordered = sorted(held.items())
    return Pairs(
        tuple(pair for pair, action in ordered if action == "same"),
        tuple(pair for pair, action in ordered if action == "different"),
    )


class _Finder:
    """Finds what the places of rulings name now; a page is read once."""

    def __init__(self, case: Case, over: Overlay) -> None:
        self._case, self._over = case, over
        self._pages: dict[str, Page] = {}

    def documents(self, made: Correction, second: Other) -> Iterator[str]:
        """The documents in which both places still stand."""
        for key, _ in self._places(made, second):
            yield key

    def members(self, made: Correction, second: Other, kind: str) -> Iterator[Member]:
        """The annotations that stand at both places."""
        for key, span in self._places(made, second):
            found = (_mentioned if kind == "entity" else _at)(self._page(key), kind, span)
            if found is not None:
                yield key, found

    def _places(self, made: Correction, second: Other) -> Iterator[tuple[str, Span]]:
        first = Anchor(*(getattr(made, name) for name in Anchor.__struct_fields__))
        for place, name in ((first, None), (second, second.name)):
            home = self._over.home(place, name)
            span = attached(self._case.document(home), place) if home is not None else None
            if home is not None and span is not None:
                yield home, span

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            self._pages[key] = self._over.page(key).page
        return self._pages[key]


def _mentioned(page: Page, _: str, span: Span) -> int | None:
    """The name that has a mention over these words: the one that shares most of them."""
    best: tuple[int, int] | None = None
    for index, entity in enumerate(page.entities):
        for mention in (entity.span, *entity.mentions):
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            if entity.kind is not None and shared > 0 and (best is None or shared > best[0]):
                best = shared, index
    return best[1] if best is not None else None


def _stretch(page: Page, of: str, index: int) -> Span:
    """Where an annotation stands as claims and series have it: what is said, the words of the figure."""
    value = getattr(page, shape(of).table)[index]
    if of == "attribution" and value.content:
        return Span(value.content[0].start, value.content[-1].end)
    return hull(Item(of, value))


def _stretches(page: Page, of: str) -> Iterable[tuple[int, Span]]:
    return ((index, _stretch(page, of, index)) for index in range(len(getattr(page, shape(of).table))))


def _at(page: Page, of: str, span: Span) -> int | None:
    """The annotation that stands at a place: the one that shares most with it, at least half of both."""
    best: tuple[float, int] | None = None
    for index, own in _stretches(page, of):
        common = min(own.end, span.end) - max(own.start, span.start)
        share = common / (max(own.end, span.end) - min(own.start, span.start)) if common > 0 else 0.0
        if share >= _SAME and (best is None or share > best[0]):
            best = share, index
    return best[1] if best is not None else None


def _around(page: Page, of: str, span: Span) -> int | None:
    """The smallest annotation of which a place is a part."""
    held = [(own.end - own.start, index) for index, own in _stretches(page, of) if own.holds(span)]
    return min(held)[1] if held else None
