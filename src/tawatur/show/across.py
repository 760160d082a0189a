"""What pages of a dossier have in common: claims in several wordings, denials, the timeline, versions of a page.

Statements that stand in the same words everywhere are listed by their origins (`view`); here is what says more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tawatur.model import Claim, Occurrence, StoryMember, Version
from tawatur.show.acts import place_act
from tawatur.show.anchors import place_anchor
from tawatur.show.answers import answers
from tawatur.show.excerpts import clip
from tawatur.show.items import (
    ChangeView,
    ClaimView,
    Denial,
    DocView,
    Dossier,
    Happened,
    Place,
    Remark,
    Story,
    VersionView,
    Wording,
)
from tawatur.show.quantities import quantities
from tawatur.show.refs import Act, Clip, DocRef
from tawatur.show.text import short
from tawatur.show.view import DossierInput, said_order
from tawatur.show.wording import wording
from tawatur.store.overlay import Placed

_CHANGES = 40
"""Changes of a page that are shown; a page written anew has hundreds, and its words stand in both captures."""

OUTLETS = 16
"""Outlets that the timeline can be narrowed to: those that tell most of it."""

PRECISIONS = ("hour", "day", "month", "span")
"""How precisely a moment is known: with its time, its day, its month or year alone, or between two."""


def across(dossier: Dossier, given: DossierInput) -> Dossier:
    """The dossier with what its pages have in common. The order of rows changes nothing."""
    docs = {doc.document.key: doc for doc in dossier.docs}
    claims = _claims(given.claims, docs)
    versions = _versions(given.versions, docs)
    timeline = _timeline(given.timeline, docs)
    tellers = _tellers(timeline)
    timeline = tuple(
        replace(one, outlets=tuple(n for n, name in enumerate(tellers, 1) if name in one.told_by)) for one in timeline
    )
    series = quantities(given.series, dossier.counts, docs, given.actor_members, dossier.shared)
    return replace(
        dossier,
        docs=tuple(replace(doc, versions=versions.get(doc.document.key, ())) for doc in dossier.docs),
        claims=claims,
        timeline=timeline,
        tellers=tellers,
        series=series,
        answers=answers(dossier.counts, series, dossier.docs, dossier.speakers, dossier.unnamed),
        denials=_denials(dossier, claims),
        stories=_stories(given.stories, docs),
        wording=wording(docs, given.actors, given.actor_members, given.timeline, series),
        remarks=tuple(_remarks(given.remarks, docs)),
        judged=tuple(given.judged),
        encoder=given.encoder,
    )


# --- claims -----------------------------------------------------------------------------------------------------


def _claims(rows: Iterable[Claim], docs: Mapping[str, DocView]) -> tuple[ClaimView, ...]:
    """Claims in several wordings, those that deny or are denied, and values that can't hold beside others."""
    known = {row.claim: row for row in rows}
    denied: dict[str, set[str]] = {}
    for row in known.values():
        for other in row.denies:
            denied.setdefault(other, set()).add(row.claim)
    shown = [
        row
        for row in known.values()
        if row.denies
        or row.claim in denied
        or row.conflicts
        or (row.kind == "attribution" and len(row.variants) > 1 and len({m.document for m in row.mentions}) > 1)
    ]
    shown.sort(
        key=lambda row: (
            not (row.denies or row.claim in denied or row.conflicts),
            row.series or "",
            -len({mention.document for mention in row.mentions}),
            row.claim,
        )
    )
    made = {row.claim: _claim(row, docs, f"c{place}") for place, row in enumerate(shown, 1)}
    made = {name: view for name, view in made.items() if view.wordings}

    def others(names: Iterable[str]) -> tuple[tuple[str, Wording], ...]:
        return tuple((made[name].anchor, made[name].wordings[0]) for name in sorted(names) if name in made)

    return tuple(
        replace(
            view,
            denies=others(known[name].denies),
            denied_by=others(denied.get(name, ())),
            conflicts=others(known[name].conflicts),
        )
        for name, view in made.items()
    )


def _claim(row: Claim, docs: Mapping[str, DocView], anchor: str) -> ClaimView:
    groups = row.variants or (tuple(range(len(row.mentions))),)
    wordings = []
    for group in groups:
        places: list[Place] = []
        words = None
        act = None
        for index in group:
            mention = row.mentions[index]
            doc = docs.get(mention.document)
            if doc is None:
                continue
            done = place_act(doc, row.kind, mention.span)
            if words is None:
                words = (clip(doc.document.text, (mention.span,), doc.shown), doc.ref.direction)
                act = done
            anchor_of = place_anchor(doc, row.kind, mention.span)
            places.append(Place(doc.ref, anchor_of, short(mention.origin), short(mention.attestation), done))
        if words is not None:
            places.sort(key=lambda place: (place.doc.number, place.words))
            wordings.append(Wording(words[0], words[1], tuple(places), act))
    pages = len({place.doc.number for wording in wordings for place in wording.places})
    return ClaimView(anchor, row, short(row.speaker) if row.speaker else None, pages, tuple(wordings))


# --- denials, stories, what users said --------------------------------------------------------------------------


def _denials(dossier: Dossier, claims: Iterable[ClaimView]) -> tuple[Denial, ...]:
    """Every statement that denies, by when it was made, with the statements that it is shown to deny."""
    against = {place.words: claim.denies for claim in claims for wording in claim.wordings for place in wording.places}
    named = [(said, speaker.name) for speaker in dossier.speakers for said in speaker.said]
    every = [*named, *((said, None) for said in (*dossier.unnamed, *dossier.nobody))]
    found = [Denial(said, name, against.get(said.words, ())) for said, name in every if said.stance == "deny"]
    return tuple(sorted(found, key=lambda one: said_order(one.said)))


def _stories(rows: Iterable[StoryMember], docs: Mapping[str, DocView]) -> tuple[Story, ...]:
    """Stories of more than one page, those of most pages first."""
    told: dict[str, list[DocRef]] = {}
    for row in rows:
        if row.document in docs:
            told.setdefault(row.story, []).append(docs[row.document].ref)
    found = [sorted(refs, key=lambda ref: ref.number) for refs in told.values() if len(refs) > 1]
    found.sort(key=lambda refs: (-len(refs), refs[0].number))
    return tuple(Story(f"y{place}", tuple(refs)) for place, refs in enumerate(found, 1))


def _remarks(rows: Iterable[Placed], docs: Mapping[str, DocView]) -> Iterator[Remark]:
    for row in rows:
        doc = docs.get(row.document)
        if doc is not None:
            made = row.made
            words = clip(doc.document.text, (row.span,), doc.shown)
            yield Remark(doc.ref, words, made.kind, made.value or "", made.author, made.made_at, made.reason)


# --- the timeline -----------------------------------------------------------------------------------------------


def _timeline(rows: Iterable[Occurrence], docs: Mapping[str, DocView]) -> tuple[Happened, ...]:
    out: list[Happened] = []
    for row in sorted(rows, key=lambda row: (row.date, row.kind, row.occurrence)):
        places: list[Place] = []
        words: Clip | None = None
        act: Act | None = None
        for told in sorted(row.told, key=lambda told: (told.document not in docs, told.document, told.span)):
            doc = docs.get(told.document)
            if doc is None:
                continue
            said = row.kind == "statement"
            anchor = place_anchor(doc, "attribution", told.span) if said else _event(doc, told.span.start)
            places.append(Place(doc.ref, anchor, told.date or "", ""))
            if words is None and row.kind == "statement":
                words = clip(doc.document.text, (told.span,), doc.shown)
                act = place_act(doc, "attribution", told.span)
        if places:
            places.sort(key=lambda place: (place.doc.number, place.words))
            out.append(
                Happened(
                    anchor=f"t{len(out) + 1}",
                    row=row,
                    words=words if words is not None else (),
                    direction=places[0].doc.direction,
                    trigger=short(row.text, 40) if row.kind != "statement" else "",
                    place=short(row.place) if row.place else None,
                    participants=tuple(short(name) for name in row.participants),
                    places=tuple(places),
                    precision=_precision(row.date),
                    act=act,
                )
            )
    return tuple(out)


def _tellers(timeline: Iterable[Happened]) -> tuple[str, ...]:
    """The outlets that tell most entries."""
    found = Counter(name for one in timeline for name in one.told_by)
    return tuple(sorted(found, key=lambda name: (-found[name], name))[:OUTLETS])


def _precision(date: str) -> str:
    """How precise a date is, one of `PRECISIONS`.

    >>> [_precision(date) for date in ("2026-03-04T10:20", "2026-03-04", "2026-03", "2026-03/..")]
    ['hour', 'day', 'month', 'span']
    """
    return "span" if "/" in date else "hour" if "T" in date else "day" if len(date) == 10 else "month"


def _event(doc: DocView, start: int) -> str:
    """The anchor of the words of an event."""
    for index, event in enumerate(doc.page.events):
        if event.trigger and event.trigger[0].start == start:
            return f"{doc.ref.anchor}-e{index + 1}"
    return doc.ref.anchor


# --- versions ---------------------------------------------------------------------------------------------------


def _versions(rows: Iterable[Version], docs: Mapping[str, DocView]) -> dict[str, tuple[VersionView, ...]]:
    """Versions by the key of the later capture."""
    out: dict[str, tuple[VersionView, ...]] = {}
    for row in rows:
        later, earlier = docs.get(row.document), docs.get(row.earlier)
        if later is not None and earlier is not None:
            out[row.document] = (*out.get(row.document, ()), _version(row, later, earlier))
    return out


def _version(row: Version, later: DocView, earlier: DocView) -> VersionView:
    changes = tuple(
        ChangeView(
            change.kind,
            clip(earlier.document.text, (change.before,), earlier.shown) if change.before is not None else (),
            clip(later.document.text, (change.after,), later.shown) if change.after is not None else (),
        )
        for change in row.changes[:_CHANGES]
    )
    return VersionView(earlier.ref, row, changes, max(0, len(row.changes) - _CHANGES))
