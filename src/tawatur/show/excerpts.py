"""Which words of a page the dossier may show.

With full texts: all of them. As excerpts: at most 15 % of the page's text, headline included, chosen so that every
value keeps its own words first, then whole statements follow, those that hold figures before others, and then their
surroundings (one sentence before and after). A few statements whole say more than the first words of all.

Everything of a page that is printed anywhere in the dossier goes through one `Shown`, so the limit holds for the file
and not for one section of it. Names, places and what is counted are values, not excerpts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tawatur.model import Attribution, Document, Page, Span
from tawatur.packs import codes, load
from tawatur.reading import Reading
from tawatur.show.text import NAME_LENGTH

LIMIT = 0.15
"""Share of a page's text that excerpts may show; the headline alone may pass it on a very short page."""

_OPENING_WORDS = 6
"""Words of a statement that make its subject recognisable when all of it doesn't fit."""

_PASSAGE_WORDS = 10
"""Words of a shared passage that are enough to see that both pages have it."""

_GAP = 14
"""Code points between two shown stretches that are cheaper to show than to replace by a mark (about two words)."""


class Shown:
    """The stretches of one text that may be shown: disjoint, in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            elif span.start < span.end:
                merged.append(span)
        self.spans: tuple[Span, ...] = tuple(merged)
        self._starts = [span.start for span in merged]

    def of(self, span: Span) -> tuple[Span, ...]:
        """The shown stretches inside a span, in order."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        out: list[Span] = []
        for shown in self.spans[first:]:
            if shown.start >= span.end:
                break
            if shown.meets(span):
                out.append(Span(max(shown.start, span.start), min(shown.end, span.end)))
        return tuple(out)

    @property
    def size(self) -> int:
        """Code points shown."""
        return sum(span.end - span.start for span in self.spans)


def everything(document: Document) -> Shown:
    """All words of the page."""
    return Shown([Span(0, len(document.text))])


def excerpts(page: Page, passages: Sequence[Span] = ()) -> Shown:
    """The words of a page that an excerpt shows; `passages` are stretches that other pages share with it."""
    return _Budget(page).spend(passages)


class _Budget:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._text = page.document.text
        self._shown = Shown(())
        title = page.document.title
        self._left = int(LIMIT * len(self._text))
        if title is not None:
            self._shown = Shown([Span(title.start, min(title.end, title.start + NAME_LENGTH))])
            self._left -= self._shown.size

    def _add(self, *spans: Span) -> bool:
        """Show all of the spans, or none where they don't fit."""
        new = Shown([*self._shown.spans, *spans])
        cost = new.size - self._shown.size
        if cost > self._left:
            return False
        self._shown = new
        self._left -= cost
        return True

    def spend(self, passages: Sequence[Span]) -> Shown:
        page = self._page
        for figure in page.figures:
            self._add(figure.span)
        for said in page.attributions:
            self._add(*(said.cue or [self._opening(part, 1) for part in said.content[:1]]))
        for passage in passages:
            self._add(self._opening(passage, _PASSAGE_WORDS))
        for said in sorted(page.attributions, key=self._worth):
            self._add(*said.content)
        for words in range(1, _OPENING_WORDS + 1):
            for said in page.attributions:
                if said.content:
                    self._add(self._opening(said.content[0], words))
        for said in page.attributions:
            self._add(*said.source)
        self._close_gaps()
        self._add_sentences()
        self._close_gaps()
        return self._shown

    def _opening(self, span: Span, words: int) -> Span:
        """The first words of a span."""
        at = span.start
        for _ in range(words):
            while at < span.end and self._text[at].isspace():
                at += 1
            while at < span.end and not self._text[at].isspace():
                at += 1
        return Span(span.start, at)

    def _worth(self, said: Attribution) -> tuple[bool, bool, int]:
        """What is shown whole first: statements that hold a figure, direct quotations, short ones."""
        holds = any(part.holds(figure.span) for figure in self._page.figures for part in said.content)
        return (not holds, said.mode != "direct", sum(part.end - part.start for part in said.content))

    def _close_gaps(self) -> None:
        for left, right in pairwise(self._shown.spans):
            if right.start - left.end <= _GAP:
                self._add(Span(left.end, right.start))

    def _add_sentences(self) -> None:
        """The sentences that evidence stands in, then one before and one after, as far as they fit."""
        document = self._page.document
        if self._left <= 0 or not self._text:
            return
        reading = Reading(self._text, load(document.lang if document.lang in codes() else codes()[0]))
        sentences = [reading.span(first, last) for first, last in reading.sentences]
        starts = [sentence.start for sentence in sentences]
        evidence = [f.span for f in self._page.figures] + [
            part for said in self._page.attributions for part in said.content
        ]
        for reach in (0, 1):
            for span in sorted(evidence):
                at = bisect_right(starts, span.start) - 1
                if at < 0:
                    continue
                for near in (at - reach, at + reach):
                    if 0 <= near < len(sentences):
                        self._add(sentences[near])
