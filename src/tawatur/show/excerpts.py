"""Which words of a page the dossier may show.

With full texts: all of them. As excerpts: at most 15 % of the page's text, headline included, spent evenly. The words
of each figure come first; then every statement gets its first words, all of them one word more at a time, so that a
long one never takes what a short one needs; then words that report, passages shared with other pages, speakers, and
last the sentences around the evidence (its own, one before and one after).

Everything of a page that is printed anywhere in the dossier goes through one `Shown`, so the limit holds for the file
and not for one section of it. Names, places and what is counted are values, not excerpts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from tawatur.model import JOINT, Document, Page, Span
from tawatur.packs import pack_of
from tawatur.reading import Reading
from tawatur.show.refs import Clip
from tawatur.show.text import NAME_LENGTH

LIMIT = 0.15
"""Share of a page's text that excerpts may show; the headline alone may pass it on a very short page."""

_OPENING_WORDS = 4
"""Words of a statement that make its subject recognisable: each gets so many before anything else is shown."""

_PASSAGE_WORDS = 10
"""Words of a shared passage that are enough to see that both pages have it."""

_EDGE = 3
"""Code points on either side of evidence that are shown with it to end on whole words: a proclitic, a mark."""

_GAP = 14
"""Code points between two shown stretches that are cheaper to show than to replace by a mark (about two words)."""

_WORD = re.compile(r"\S+")


def words_in(text: str) -> int:
    """How many words a stretch has; punctuation that stands alone is none."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


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
    """What may still be shown of a page, in code points; `_seen` has one byte for each of the text, 1 where shown."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._text = page.document.text
        self._seen = bytearray(len(self._text))
        self._left = int(LIMIT * len(self._text))
        title = page.document.title
        if title is not None:
            until = min(title.end, title.start + NAME_LENGTH)
            self._seen[title.start : until] = b"\1" * (until - title.start)
            self._left -= until - title.start

    def spend(self, passages: Sequence[Span]) -> Shown:
        page = self._page
        for figure in page.figures:
            if not self._add(self._whole(figure.span)):
                self._add(figure.span)
        statements = [said.content for said in page.attributions if said.content]
        self._fill(statements, _OPENING_WORDS)
        for said in page.attributions:
            for part in said.cue:
                self._add(part)
        shared = [(self._opening(passage, _PASSAGE_WORDS),) for passage in passages]
        self._fill([*statements, *shared])
        for said in page.attributions:
            for part in said.source:
                self._add(part)
        self._close_gaps()
        self._add_sentences()
        self._close_gaps()
        return Shown(Span(*found.span()) for found in re.finditer(b"\1+", self._seen))

    def _add(self, span: Span) -> bool:
        """Show the span, or nothing where it doesn't fit."""
        cost = self._seen.count(0, span.start, span.end)
        if cost > self._left:
            return False
        self._seen[span.start : span.end] = b"\1" * (span.end - span.start)
        self._left -= cost
        return True

    def _fill(self, items: Sequence[Sequence[Span]], limit: int | None = None) -> None:
        """Show the first words of all items, one word more of each in a round, until nothing fits or all is shown.

        An item whose next word doesn't fit is given up: what is left only shrinks. With a limit, so many words of each.
        """
        rest = [self._steps(item) for item in items]
        rounds = 0
        while rest and rounds != limit:
            rounds += 1
            rest = [steps for steps in rest if (step := next(steps, None)) is not None and self._add(step)]

    def _steps(self, parts: Sequence[Span]) -> Iterator[Span]:
        """The words of an item in order, each with what stands between it and the one before."""
        for part in parts:
            at = part.start
            for word in _WORD.finditer(self._text, part.start, part.end):
                whole = self._whole(Span(at, word.end()))
                yield Span(whole.start if at == part.start else at, whole.end if word.end() == part.end else word.end())
                at = word.end()

    def _whole(self, span: Span) -> Span:
        """The span with the rest of the words that it begins and ends in, where these are short."""
        before = self._text[max(0, span.start - _EDGE - 1) : span.start]
        after = self._text[span.end : span.end + _EDGE + 1]
        more = len(before) - len(before.rstrip("".join(c for c in before if not c.isspace())))
        most = len(after) - len(after.lstrip("".join(c for c in after if not c.isspace())))
        return Span(span.start - more * (more <= _EDGE), span.end + most * (most <= _EDGE))

    def _opening(self, span: Span, words: int) -> Span:
        """The first words of a span."""
        ends = [word.end() for word in islice(_WORD.finditer(self._text, span.start, span.end), words)]
        return Span(span.start, ends[-1] if ends else span.start)

    def _close_gaps(self) -> None:
        shown = [Span(*found.span()) for found in re.finditer(b"\1+", self._seen)]
        for left, right in pairwise(shown):
            if right.start - left.end <= _GAP:
                self._add(Span(left.end, right.start))

    def _add_sentences(self) -> None:
        """The sentences that evidence stands in, then one before and one after, as far as they fit."""
        document = self._page.document
        if self._left <= 0 or not self._text:
            return
        reading = Reading(self._text, pack_of(document.lang))
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


def clip(text: str, spans: Iterable[Span], shown: Shown) -> Clip:
    """The words of the spans that may be shown, and how many are left out between; parts are joined by an ellipsis."""
    out: list[str | int] = []
    for i, span in enumerate(spans):
        if i and out and isinstance(out[-1], str):
            out.append(JOINT)
        at = span.start
        for piece in shown.of(span):
            _omit(out, text[at : piece.start])
            out.append(piece.of(text))
            at = piece.end
        _omit(out, text[at : span.end])
    return tuple(out)


def _omit(out: list[str | int], hidden: str) -> None:
    """Note a stretch left out, together with one that was left out just before."""
    if not hidden.strip():
        return
    if out and isinstance(out[-1], int):
        out[-1] += words_in(hidden)
    else:
        out.append(words_in(hidden))
