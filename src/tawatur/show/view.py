"""What the dossier shows, as plain values: built from model values, knowing nothing of HTML but anchors.

`DossierInput` is all that a dossier needs of a case; `build` turns it into a `Dossier`, which the templates print.
Names of people who stand on a page only as victims or relatives (`Entity.private`) are kept out of every list here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import msgspec

from tawatur.model import (
    Actor,
    ActorMember,
    Attribution,
    Claim,
    Derivation,
    Document,
    FigureKind,
    Occurrence,
    Origin,
    Page,
    Refusal,
    Run,
    Series,
    Span,
    StoryMember,
    Version,
    joined,
)
from tawatur.packs import pack_of
from tawatur.show.acts import act_of, denies
from tawatur.show.anchors import item_anchor, number, words_anchor
from tawatur.show.copies import groups_of, passages_of, shared_of, shared_together
from tawatur.show.excerpts import clip, everything, excerpts
from tawatur.show.feared import feared
from tawatur.show.inputs import labels, own
from tawatur.show.items import Count, DocView, Dossier, Printed, Said, Speaker, Text
from tawatur.show.refs import DocRef, Node
from tawatur.show.selection import Selected
from tawatur.show.text import direction, short
from tawatur.store.overlay import Measured, Placed

_ID_LENGTH = 8
"""Hex digits of a document's key in anchors: unlike at 250 pages but for one case in 130,000, and lengthened then."""


@dataclass(frozen=True)
class DossierInput:
    """What a case holds, as far as the dossier shows it."""

    pages: Sequence[Page]
    derivations: Sequence[Derivation] = ()
    origins: Sequence[Origin] = ()
    refusals: Sequence[Refusal] = ()
    claims: Sequence[Claim] = ()
    timeline: Sequence[Occurrence] = ()
    versions: Sequence[Version] = ()
    series: Sequence[Series] = ()
    stories: Sequence[StoryMember] = ()
    encoder: str | None = None
    run: Run | None = None
    actors: Sequence[Actor] = ()
    actor_members: Sequence[ActorMember] = ()
    remarks: Sequence[Placed] = ()
    judged: Sequence[Measured] = ()
    selected: Selected | None = None
    """How the pages were chosen, where they were."""
    redacted: int = 0
    """How many names were covered on request."""
    numbers: Mapping[str, int] | None = None
    """Document key -> its number, where pages are some of a case; else they are numbered from one."""


def build(given: DossierInput, *, text: Text = "excerpts") -> Dossier:
    """The view of a case. The order of its pages, derivations and origins changes nothing."""
    pages = sorted(given.pages, key=lambda p: (_published(p.document) or "~", p.document.name, p.document.key))
    anchors = _anchors([page.document.key for page in pages])
    files = labels([*(page.document.source for page in pages), *(r.input for r in given.refusals)])
    rows = sorted(given.derivations, key=lambda d: (d.group, d.a, d.b, d.kind))
    passages = passages_of(rows)
    docs: dict[str, DocView] = {}
    for place, (page, anchor) in enumerate(zip(pages, anchors, strict=True), 1):
        document = page.document
        shown = everything(document) if text == "full" else excerpts(page, passages.get(document.key, ()))
        file = files[document.source]
        place = place if given.numbers is None else given.numbers[document.key]
        title, day = _title(document, file), _published(document)
        ref = DocRef(anchor, place, title, document.outlet, direction(document.text), day)
        docs[document.key] = DocView(ref, page, shown, file)
    groups = groups_of(rows, docs, text, given.actors)
    docs = {key: replace(doc, groups=tuple(g for g in groups if doc.ref in g.docs)) for key, doc in docs.items()}
    speakers, unnamed, nobody, private = _speakers(docs, _Actors(given.actors, given.actor_members))
    counts = _counts(docs.values())
    shared = shared_of(given.origins, docs)
    days = sorted(day for page in pages if (day := _published(page.document)))
    outlets = tuple(sorted({page.document.outlet for page in pages if page.document.outlet}))
    refusals = tuple(
        msgspec.structs.replace(r, input=files[r.input])
        for r in sorted(given.refusals, key=lambda r: (r.severity, r.input, r.place, r.code))
    )
    return Dossier(
        text=text,
        docs=tuple(docs.values()),
        outlets=outlets,
        period=(days[0][:10], days[-1][:10]) if days else None,
        speakers=speakers,
        unnamed=unnamed,
        nobody=nobody,
        private=private,
        counts=counts,
        groups=groups,
        shared=shared,
        shared_groups=shared_together(shared),
        refusals=refusals,
        run=given.run,
        selected=given.selected,
        redacted=given.redacted,
        abstained=sum(len(page.abstained) for page in pages),
        totals={
            "pages": len(pages),
            "outlets": len(outlets),
            "refused": sum(r.severity == "refusal" for r in refusals),
            "warnings": sum(r.severity == "warning" for r in refusals),
            "attributions": sum(len(page.attributions) for page in pages),
            "speakers": len(speakers),
            "figures": sum(len(page.figures) for page in pages),
            "groups": len(groups),
        },
    )


# --- pages ---------------------------------------------------------------------------------------------------------


def _published(document: Document) -> str | None:
    return document.published.value if document.published is not None else None


def _title(document: Document, file: str) -> str:
    """The headline, else the input's own id, else its file's name."""
    if document.title is not None:
        return short(document.title.of(document.text))
    return short(own(document.id) if document.id is not None else file)


def _anchors(keys: Sequence[str]) -> list[str]:
    """`p` and the first digits of each key, as many as tell them apart."""
    digits = [key if re.fullmatch("[0-9a-f]{8,}", key) else hashlib.sha256(key.encode()).hexdigest() for key in keys]
    length = _ID_LENGTH
    while len({d[:length] for d in digits}) < len(set(digits)):
        length += 1
    return [f"p{d[:length]}" for d in digits]


# --- who said what -------------------------------------------------------------------------------------------------


def _trail(page: Page, said: Attribution | None) -> tuple[Node, ...]:
    """The stations between a speaker and the page: speaker, carriers, credited agencies as one set, outlet."""
    document = page.document
    text = document.text
    nodes: list[Node] = []
    named: set[str] = set()
    if said is None:
        nodes.append(Node("own", ()))
    elif said.speaker is not None and page.entities[said.speaker].private:
        nodes.append(Node("private", ()))
    else:
        known = said.speaker is not None and page.entities[said.speaker].kind is not None
        nodes.append(Node("speaker", _words(text, said.source), known))
    for carrier in said.via if said is not None else ():
        nodes.append(Node("carrier", _words(text, (carrier,))))
        named.add(_fold(document, carrier.of(text)))
    if document.outlet:
        named.add(_fold(document, document.outlet))
    agencies = [name for credit in document.credits for name in credit.names]
    credited = tuple(short(n) for n in dict.fromkeys(agencies) if _fold(document, n) not in named)
    if credited:
        nodes.append(Node("agency", credited))
    nodes.append(Node("outlet", (short(document.outlet),) if document.outlet else ()))
    return tuple(nodes)


def _words(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    return (short(joined(spans, text)),) if spans else ()


def _fold(document: Document, name: str) -> str:
    """A name in the fold of its page, white space evened: what equal names have in common."""
    pack = pack_of(document.lang)
    return " ".join(pack.fold(name).text.split())


def _said(doc: DocView, index: int) -> Said:
    page, ref = doc.page, doc.ref
    said = page.attributions[index]
    text = page.document.text
    return Said(
        anchor=item_anchor(ref.anchor, "a", index),
        words=words_anchor(ref.anchor, "a", index),
        number=number(ref.number, "a", index),
        doc=ref,
        content=clip(text, said.content, doc.shown),
        cue=short(joined(said.cue, text)),
        trail=_trail(page, said),
        mode=said.mode,
        stance=said.stance,
        said_on=said.said_on,
        published=_published(page.document),
        in_title=said.in_ == "title",
        implicit=said.implicit,
        inside=(words_anchor(ref.anchor, "a", said.parent), number(ref.number, "a", said.parent))
        if said.parent is not None
        else None,
        act=act_of(page, "attribution", index),
    )


_NAMES = 16
"""Ways of printing a speaker that are listed; rarer ones are misspellings for the most part."""


class _Actors:
    """Who the case says is one. Without actors, those printed alike are taken as one."""

    def __init__(self, actors: Iterable[Actor], members: Iterable[ActorMember]) -> None:
        self._by_id = {one.actor: one for one in actors}
        self._of = {(one.document, one.index): one.actor for one in members}

    def of(self, doc: DocView, index: int) -> Actor | None:
        """The actor that an entity of a page is."""
        return self._by_id.get(self._of.get((doc.document.key, index), ""))


def _speakers(
    docs: Mapping[str, DocView], actors: _Actors
) -> tuple[tuple[Speaker, ...], tuple[Said, ...], tuple[Said, ...], int]:
    """Named speakers, those who said most first; what unnamed sources said; what nobody; how many of private people.

    Statements stand by the day they were made, else by the day of the page.
    """
    by_name: dict[tuple[str, str], list[Said]] = {}
    printed: dict[tuple[str, str], str] = {}
    known: dict[tuple[str, str], Actor] = {}
    words: dict[tuple[str, str], dict[str, str]] = {}
    unnamed: list[Said] = []
    nobody: list[Said] = []
    private = 0
    for doc in docs.values():
        for index, said in enumerate(doc.page.attributions):
            entity = doc.page.entities[said.speaker] if said.speaker is not None else None
            if entity is not None and entity.private:
                private += 1
            elif entity is None:
                (unnamed if said.source else nobody).append(_said(doc, index))
            elif entity.kind is None:
                unnamed.append(_said(doc, index))
            else:
                actor = actors.of(doc, said.speaker) if said.speaker is not None else None
                name = _fold(doc.document, entity.name or entity.text) if actor is None else actor.actor
                key = (name, entity.kind)
                if actor is not None:
                    known[key] = actor
                printed.setdefault(key, short(entity.text if actor is None else actor.name))
                item = _said(doc, index)
                by_name.setdefault(key, []).append(item)
                for mention in entity.mentions:
                    if any(span.holds(mention) for span in said.source):
                        words.setdefault(key, {}).setdefault(mention.of(doc.document.text), item.words)
    order = sorted(by_name, key=lambda key: (-len(by_name[key]), printed[key], key))
    return (
        tuple(
            Speaker(
                anchor=f"s{i}",
                name=printed[key],
                kind=key[1],
                said=tuple(sorted(by_name[key], key=said_order)),
                names=tuple(_printed(known[key], words.get(key, {}), docs)) if key in known else (),
                english=known[key].english if key in known else None,
            )
            for i, key in enumerate(order, 1)
        ),
        tuple(sorted(unnamed, key=said_order)),
        tuple(sorted(nobody, key=said_order)),
        private,
    )


def _printed(actor: Actor, words: Mapping[str, str], docs: Mapping[str, DocView]) -> Iterator[Printed]:
    """The names of an actor who has several, each with where it can be read."""
    if len(actor.names) < 2:
        return
    for name in actor.names[:_NAMES]:
        where = words.get(name.text) or (docs[name.document].ref.anchor if name.document in docs else None)
        if where is not None:
            yield Printed(short(name.text), where)


def said_order(said: Said) -> tuple[str, int, int]:
    """By the day a statement was made, else that of its page, then by its number."""
    return (said.said_on or said.published or "~", said.doc.number, int(said.number.partition(".")[2]))


# --- figures -------------------------------------------------------------------------------------------------------


def _counts(docs: Iterable[DocView]) -> dict[str, tuple[Count, ...]]:
    """Figures by kind, in the model's order of kinds; inside one by the date they hold for, undated last."""
    kinds: dict[str, list[Count]] = {kind: [] for kind in get_args(FigureKind)}
    for doc in docs:
        page, ref = doc.page, doc.ref
        for index, figure in enumerate(page.figures):
            owner = page.attributions[figure.attribution] if figure.attribution is not None else None
            part = figure.part_of
            kinds[figure.kind].append(
                Count(
                    anchor=item_anchor(ref.anchor, "f", index),
                    words=words_anchor(ref.anchor, "f", index),
                    number=number(ref.number, "f", index),
                    doc=ref,
                    figure=figure,
                    trail=_trail(page, owner),
                    part_of=(item_anchor(ref.anchor, "f", part), number(ref.number, "f", part))
                    if part is not None
                    else None,
                    said=words_anchor(ref.anchor, "a", figure.attribution) if figure.attribution is not None else None,
                    denied=figure.attribution is not None and denies(page, figure.attribution),
                    feared=feared(page, figure),
                )
            )
    return {
        kind: tuple(sorted(rows, key=lambda c: (c.figure.as_of or "~", c.doc.number, c.figure.span)))
        for kind, rows in kinds.items()
        if rows
    }
