"""The words of one page as the dossier prints them: paragraphs with every annotation marked, furniture set apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from tawatur.model import Page, Role, Span
from tawatur.show.anchors import item_anchor, number, words_anchor
from tawatur.show.excerpts import Shown
from tawatur.show.items import DocView
from tawatur.show.marks import Back, Mark, Marker

_ARTICLE: tuple[Role, ...] = ("body", "title", "caption", "credit")
"""Roles that are part of what the page tells; all others are its furniture."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: what its block is ("" where excerpts join blocks), its words, and where in the text they begin."""

    role: str
    furniture: bool
    words: Markup
    at: int | None = None


@dataclass(frozen=True)
class PageText:
    """The headline with its marks (None where the page has none) and the paragraphs behind it."""

    title: Markup | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def runs(self) -> list[list[Paragraph]]:
        """Neighbouring paragraphs that are all furniture, or all not."""
        return [list(run) for _, run in groupby(self.paragraphs, key=lambda p: p.furniture)]


def page_text(doc: DocView) -> PageText:
    """The page's words with marks. Each annotation that has an anchor gets it exactly once."""
    page = doc.page
    title = page.document.title
    marker = Marker(page.document.text, _marks(page, doc.ref.anchor, doc.shown), doc.shown, _backs(doc))
    head = None
    if title is not None and (pieces := doc.shown.of(title)):
        head = Markup("").join(marker.inside(piece) for piece in pieces)
        if pieces[-1].end < title.end:
            head += marker.omitted(Span(pieces[-1].end, title.end))
    return PageText(head, tuple(_paragraphs(doc, marker, title if head is not None else None)))


def _marks(page: Page, anchor: str, shown: Shown) -> list[Mark]:
    marks: list[Mark] = []
    for index, said in enumerate(page.attributions):
        name = words_anchor(anchor, "a", index)
        content = "c neg" if said.stance == "deny" else "c"
        if said.stance != "report" and not any(shown.of(span) for span in said.cue):
            content += f" uncued-{said.stance}"  # the style sheet says the act where no word on the page does
        marks += [Mark(span, content, name, 0) for span in said.content]
        marks += [Mark(span, "k", name, 1) for span in said.cue]
        marks += [Mark(span, "s", name, 2) for span in said.source]
        marks += [Mark(span, "v", name, 3) for span in said.via]
    for index, figure in enumerate(page.figures):
        looks = "f" if figure.status == "stated" else f"f {figure.status}"
        marks.append(Mark(figure.span, looks, words_anchor(anchor, "f", index)))
    marks += [Mark(date.span, "d") for date in page.dates]
    for index, event in enumerate(page.events):
        marks += [Mark(span, "e", f"{anchor}-e{index + 1}") for span in event.trigger]
    marks += [Mark(credit.span, "r") for credit in page.document.credits]
    marks += [Mark(span, "n") for span in sorted({s for e in page.entities if not e.private for s in e.mentions})]
    covered = [figure.span for figure in page.figures] + [date.span for date in page.dates]
    marks += [Mark(n.span, "u") for n in page.numbers if not any(c.holds(n.span) for c in covered)]
    return marks


def _backs(doc: DocView) -> dict[str, Back]:
    ref, page = doc.ref, doc.page
    backs: dict[str, Back] = {}
    for index, said in enumerate(page.attributions):
        if said.speaker is not None and page.entities[said.speaker].private:
            continue  # no section lists it, so there is nothing to go back to
        backs[words_anchor(ref.anchor, "a", index)] = Back(
            item_anchor(ref.anchor, "a", index), number(ref.number, "a", index)
        )
    for index in range(len(page.figures)):
        backs[words_anchor(ref.anchor, "f", index)] = Back(
            item_anchor(ref.anchor, "f", index), number(ref.number, "f", index)
        )
    return backs


def _stretches(doc: DocView, title: Span | None) -> Iterator[tuple[Span, bool]]:
    """The text in order as (span, shown or not), without the headline where that stands above it."""
    at = 0
    for shown in [*doc.shown.spans, Span(len(doc.document.text), len(doc.document.text))]:
        if at < shown.start:
            yield from ((part, False) for part in _without(Span(at, shown.start), title))
        if shown.start < shown.end:
            yield from ((part, True) for part in _without(shown, title))
        at = shown.end


def _without(span: Span, title: Span | None) -> list[Span]:
    if title is None or not title.meets(span):
        return [span]
    parts = [Span(span.start, min(span.end, title.start)), Span(max(span.start, title.end), span.end)]
    return [part for part in parts if part.start < part.end]


def _paragraphs(doc: DocView, marker: Marker, title: Span | None) -> Iterator[Paragraph]:
    """One paragraph a line of the text. Words left out leave one sign, in the paragraph that they break off."""
    text = doc.document.text
    roles = _Roles(doc.page)
    words = Markup("")
    start: int | None = None
    for shown, group in groupby(_stretches(doc, title), key=lambda stretch: stretch[1]):
        if not shown:
            hidden = [span for span, _ in group if span.of(text).strip()]
            if not hidden:
                continue
            words += marker.omitted(*hidden)
            if start is not None and any("\n" in span.of(text) for span in hidden):
                yield roles.paragraph(start, words)
                words, start = Markup(""), None
            continue
        for span, _ in group:
            at = span.start
            for line in span.of(text).splitlines(keepends=True):
                if line.strip():
                    start = at if start is None else start
                    words += marker.inside(Span(at, at + len(line.rstrip())))
                at += len(line)
                if line.endswith(("\n", "\r")) and start is not None:
                    yield roles.paragraph(start, words)
                    words, start = Markup(""), None
    if words:
        yield roles.paragraph(start, words)


class _Roles:
    """What the block at a place of the page is; as a table to look it up in."""

    def __init__(self, page: Page) -> None:
        self._blocks = sorted(page.document.blocks, key=lambda b: b.span)
        self._starts = [block.span.start for block in self._blocks]

    def paragraph(self, at: int | None, words: Markup) -> Paragraph:
        place = bisect_right(self._starts, at) - 1 if at is not None else -1
        inside = place >= 0 and at is not None and at < self._blocks[place].span.end
        role = self._blocks[place].role if inside else None
        return Paragraph(role or "", role is not None and role not in _ARTICLE, words, at)
