"""Copies and shared statements: groups of pages with what one took from the other; origins of what they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tawatur.model import Actor, Derivation, Origin, Span
from tawatur.show.acts import place_act
from tawatur.show.agencies import Agencies
from tawatur.show.anchors import place_anchor
from tawatur.show.excerpts import clip
from tawatur.show.items import CopyGroup, DocView, Link, Place, Shared, Text
from tawatur.show.refs import Clip, DocRef
from tawatur.show.text import short

_PASSAGES: Mapping[Text, int] = {"excerpts": 3, "full": 12}
"""Pairs of passages shown for two pages: enough to judge by; the rest is counted."""

_OWN_NAME = re.compile(r" of o-[0-9a-f]+")
"""What an unnamed source is called after: the statement's own name, by which equal reasons would look unlike."""


def passages_of(rows: Iterable[Derivation]) -> dict[str, list[Span]]:
    """For each page the passages that the dossier will set beside another page's."""
    out: dict[str, list[Span]] = {}
    for row in rows:
        for passage in row.evidence[: _PASSAGES["excerpts"]]:
            out.setdefault(row.a, []).append(passage.a)
            out.setdefault(row.b, []).append(passage.b)
    return out


def groups_of(
    rows: Iterable[Derivation], docs: Mapping[str, DocView], text: Text, actors: Iterable[Actor]
) -> tuple[CopyGroup, ...]:
    """Copy groups in the order of their first page; rows that name a page which isn't in the case are left out."""
    by_group: dict[str, list[Link]] = {}
    for row in rows:
        a, b = docs.get(row.a), docs.get(row.b)
        if a is None or b is None:
            continue
        taken = {"a→b": (a.ref, b.ref), "b→a": (b.ref, a.ref)}.get(row.direction)
        shown = row.evidence[: _PASSAGES[text]]
        by_group.setdefault(row.group, []).append(
            Link(
                a=a.ref,
                b=b.ref,
                row=row,
                taken=taken,
                passages=tuple(
                    (clip(a.document.text, (p.a,), a.shown), clip(b.document.text, (p.b,), b.shown)) for p in shown
                ),
                more=len(row.evidence) - len(shown),
            )
        )
    found: list[tuple[tuple[DocRef, ...], tuple[Link, ...]]] = []
    for links in by_group.values():
        refs = {ref.number: ref for link in links for ref in (link.a, link.b)}
        found.append((tuple(refs[n] for n in sorted(refs)), tuple(links)))
    found.sort(key=lambda pair: [ref.number for ref in pair[0]])
    agencies = Agencies([doc.page for doc in docs.values()], actors)
    pages = {doc.ref.number: doc.page for doc in docs.values()}
    return tuple(
        CopyGroup(f"g{i}", i, refs, tuple(sorted(links, key=_as_told)), agencies.credited(refs, pages))
        for i, (refs, links) in enumerate(found, 1)
    )


def _as_told(link: Link) -> tuple[int, int, int]:
    """Whole texts before parts of them, as a part is of the one or the other."""
    return (link.row.kind != "copy", min(link.a.number, link.b.number), max(link.a.number, link.b.number))


def shared_of(origins: Iterable[Origin], docs: Mapping[str, DocView]) -> tuple[Shared, ...]:
    """Shared statements and figures, those that stand in most places first."""
    out: list[Shared] = []
    for row in sorted(origins, key=lambda o: (-len(o.mentions), o.kind, o.claim)):
        places: list[Place] = []
        words: Clip = ()
        for mention in sorted(row.mentions, key=lambda m: (_number(docs, m.document), m.span)):
            doc = docs.get(mention.document)
            if doc is None:
                continue
            if not words:
                words = clip(doc.document.text, (mention.span,), doc.shown)
            anchor = place_anchor(doc, row.kind, mention.span)
            act = place_act(doc, row.kind, mention.span)
            places.append(Place(doc.ref, anchor, short(mention.origin), short(mention.attestation), act))
        if places:
            out.append(Shared(f"o{len(out) + 1}", row, words, tuple(places)))
    return tuple(out)


def shared_together(shared: Sequence[Shared]) -> tuple[tuple[Shared, ...], ...]:
    """What is shared for the same reasons by the same pages stands together, as in copies of one text."""
    groups: dict[tuple[object, ...], list[Shared]] = {}
    for one in shared:
        row = one.row
        bounds = (row.origins_at_least, row.origins_at_most, row.attestations_at_least, row.attestations_at_most)
        behind = tuple(
            (p.doc.number, _OWN_NAME.sub("", p.origin), _OWN_NAME.sub("", p.attestation)) for p in one.places
        )
        groups.setdefault((bounds, row.reasons, behind), []).append(one)
    return tuple(map(tuple, groups.values()))


def _number(docs: Mapping[str, DocView], key: str) -> int:
    return docs[key].ref.number if key in docs else len(docs) + 1
