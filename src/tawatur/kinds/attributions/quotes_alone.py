"""Quotations without a word of reporting: paragraphs that go on with the last one's, quoted headlines and subheads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.quotes import Quote
from tawatur.kinds.attributions.scene import CLOSING, Scene
from tawatur.model import Span, Step
from tawatur.words import LINE, MARK

_LEAST: Final = 3
"""Words of the shortest quotation that is no name."""
_HEAD: Final = 8
"""Words of the longest quotation that may be a subhead."""


class Alone:
    """Finds the quotations of one text that fill a whole paragraph."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene

    def items(self, paragraphs: Sequence[tuple[int, int]], found: Sequence[Item], *, title: bool) -> list[Item]:
        """Their attributions. `paragraphs` are token ranges, `found` what is known of them so far."""
        out: list[Item] = []
        before: tuple[int, int] | None = None
        for first, last in paragraphs:
            quote = self._whole(first, last)
            if quote is not None and not any(i.first <= quote.first < i.last for i in found):
                item = None if title or before is None else self._goes_on(quote, before, [*found, *out])
                if item is None and (title or self._heads(quote, before, last)):
                    item = self._item(quote, (), (), "quotation alone in a headline", title=True)
                if item is not None:
                    out.append(item)
            before = (first, last)
        return out

    def _whole(self, first: int, last: int) -> Quote | None:
        """The quotation that a paragraph consists of, but for marks behind it."""
        s = self.s
        while first < last and s.kinds[first] == LINE:
            first += 1
        quote = s.quotes.at(first) if first < last else None
        if quote is None or not quote.closed or quote.last > last:
            return None
        if any(s.kinds[k] not in (MARK, LINE) for k in range(quote.after, last)):
            return None
        if sum(s.is_word(k) for k in range(quote.first, quote.last)) < _LEAST:
            return None
        return quote

    def _heads(self, quote: Quote, before: tuple[int, int] | None, last: int) -> bool:
        """Whether a short quotation without a full stop stands as a subhead."""
        s = self.s
        words = sum(s.is_word(k) for k in range(quote.first, quote.last))
        if before is not None and not any(s.is_mark(k, CLOSING) for k in range(before[1] - 2, before[1])):
            return False  # the paragraph before leads up to it
        return words <= _HEAD and not any(s.is_mark(k, CLOSING) for k in range(quote.last - 1, last))

    def _goes_on(self, quote: Quote, before: tuple[int, int], found: Sequence[Item]) -> Item | None:
        """The same speaker, where the paragraph before ends with a quotation of his."""
        s = self.s
        end = before[1]
        while end > before[0] and (s.kinds[end - 1] == LINE or s.is_mark(end - 1, CLOSING)):
            end -= 1
        if end <= before[0]:
            return None
        around = s.quotes.around(end - 1)  # each paragraph of the words opens with a mark, only the last one closes
        if not s.quotes.closes(end - 1) and (around is None or around.closed or around.first <= before[0]):
            return None
        said = [i for i in found if before[0] <= i.first < end and i.mode != "indirect" and i.last >= end - 2]
        if not said or not said[-1].source:
            return None
        last = min(said, key=lambda i: i.first)
        return self._item(quote, last.source, last.via, "quotation alone: the speaker goes on", title=False)

    def _item(self, quote: Quote, source: tuple[Span, ...], via: tuple[Span, ...], rule: str, *, title: bool) -> Item:
        content = self.s.span(quote.first, quote.last)
        why = (Step("frame", rule, content), Step("content", "the quotation is closed", content))
        return Item(
            quote.first - 1,
            (),
            (content,),
            quote.first,
            quote.last,
            source,
            via,
            bool(source),
            "direct",
            "report",
            rule,
            None,
            title,
            why,
        )
