"""A stretch of text with its annotations marked, nested and crossing ones included, as safe HTML.

Marks nest where annotations nest. Where two cross, the one opened later is closed and opened again, so every
annotation is a run of pieces: one bears its name as anchor (`id`), the others point to it (`data-of`). An annotation
of which no word is shown has its anchor on the sign that stands for the words left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from tawatur.model import Span
from tawatur.show.excerpts import Shown, words_in
from tawatur.show.text import plain


@dataclass(frozen=True)
class Mark:
    """One span to mark. `of` names the annotation it belongs to; one without a name gets no anchor.

    `rank` says which of an annotation's spans bears the anchor: the lowest one that is shown.
    """

    span: Span
    cls: str
    of: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Back:
    """The way from words back to the item made of them: its anchor, and its number as printed."""

    href: str
    number: str


def gap(words: int) -> Markup:
    """The sign for so many words left out."""
    return Markup(' <span class="gap" dir="ltr">[…{}]</span> ').format(f"\u00a0{words}" if words else "")


class Marker:
    """Marks the pieces of one text; each anchor and each way back is given out once."""

    def __init__(self, text: str, marks: Iterable[Mark], shown: Shown, backs: Mapping[str, Back]) -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.rank, m.cls, m.of))
        self._backs = dict(backs)
        self._holder: dict[str, Mark] = {}
        self._last: dict[str, int] = {}
        hidden: dict[str, int] = {}
        for mark in self._marks:
            if not mark.of:
                continue
            pieces = shown.of(mark.span)
            if pieces:
                self._last[mark.of] = max(self._last.get(mark.of, 0), pieces[-1].end)
                holder = self._holder.get(mark.of)
                if holder is None or mark.rank < holder.rank:
                    self._holder[mark.of] = mark
            else:
                hidden.setdefault(mark.of, mark.span.start)
        self._hidden = {name: at for name, at in hidden.items() if name not in self._holder}

    def inside(self, span: Span) -> Markup:
        """The words of a shown span with every mark that meets it."""
        marks = [m for m in self._marks if m.span.meets(span)]
        edges = {span.start, span.end}
        for mark in marks:
            edges.update(edge for edge in (mark.span.start, mark.span.end) if span.start < edge < span.end)
        cuts = sorted(edges)
        out: list[Markup] = []
        stack: list[Mark] = []
        next_mark = 0
        for at, until in pairwise(cuts):
            self._close(at, stack, out)
            while next_mark < len(marks) and marks[next_mark].span.start <= at:
                out.append(self._open(marks[next_mark]))
                stack.append(marks[next_mark])
                next_mark += 1
            out.append(plain(self._text[at:until]))
        while stack:
            out.append(Markup("</mark>"))
            out.append(self._back(stack.pop(), span.end))
        return Markup("").join(out)

    def _close(self, at: int, stack: list[Mark], out: list[Markup]) -> None:
        """Close the marks that end here, and open again those that had to be closed on the way."""
        crossed: list[Mark] = []
        while any(mark.span.end <= at for mark in stack):
            mark = stack.pop()
            out.append(Markup("</mark>"))
            if mark.span.end > at:
                crossed.append(mark)
            else:
                out.append(self._back(mark, at))
        for mark in reversed(crossed):
            out.append(self._open(mark))
            stack.append(mark)

    def omitted(self, *spans: Span) -> Markup:
        """What stands for spans that are left out, with the anchors of the annotations that lie in them."""
        names = sorted(name for name, at in self._hidden.items() if any(s.start <= at < s.end for s in spans))
        anchors = [Markup('<a id="{}" class="at"></a>').format(name) for name in names]
        backs = [self._link(self._backs.pop(name)) for name in names if name in self._backs]
        return Markup("").join([*anchors, gap(sum(words_in(span.of(self._text)) for span in spans)), *backs])

    def _open(self, mark: Mark) -> Markup:
        if not mark.of:
            return Markup('<mark class="{}">').format(mark.cls)
        if self._holder.get(mark.of) is mark:
            del self._holder[mark.of]
            return Markup('<mark class="{}" id="{}">').format(mark.cls, mark.of)
        return Markup('<mark class="{}" data-of="{}">').format(mark.cls, mark.of)

    def _back(self, mark: Mark, at: int) -> Markup:
        if self._last.get(mark.of) == at and mark.of in self._backs:
            return self._link(self._backs.pop(mark.of))
        return Markup("")

    def _link(self, back: Back) -> Markup:
        # the number is drawn by the style sheet, so that the text of the page stays the text of the page
        return Markup('<a class="bk" href="#{}" aria-label="{}"></a>').format(back.href, back.number)
