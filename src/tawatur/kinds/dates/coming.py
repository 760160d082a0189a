"""Whether a day named without its year or week is yet to come, by what the words around it say."""

from __future__ import annotations

from tawatur.kinds.dates import when
from tawatur.kinds.dates.frames import Found, Frames
from tawatur.kinds.dates.when import Reference
from tawatur.rules import Tagged
from tawatur.words import LINE


class Coming:
    """What is said to be yet to come in one text."""

    def __init__(self, text: Tagged, frames: Frames) -> None:
        self._text = text
        self._frames = frames
        self._ahead: set[int] = set()
        """Weekdays that the page spoke of as coming."""

    def future(self, item: Found) -> bool:
        """Whether a future form governs the expression from before it, inside its sentence."""
        frames, tokens = self._frames, self._text.tokens
        last = self._text.first[item.begin]
        if last and tokens.form[last - 1] in frames.future_beside:
            return True
        for i in range(last - 1, max(-1, last - 1 - frames.future_reach), -1):
            form = tokens.form[i]
            if tokens.kinds[i] == LINE or form == ".":
                return False
            if form in frames.future:
                return True
            if frames.leaves_future(form, tokens.form[i + 1]):
                return False
            if form in frames.maybe and tokens.form[i + 1].startswith(frames.present):
                return True
            if frames.future_verbs.has(form) and (not i or tokens.form[i - 1] not in frames.future_not_after):
                return True
        return False

    def weekday(self, item: Found, weekday: int) -> bool:
        """Whether a weekday is the coming one: said by what is arranged for it, or by an earlier mention."""
        told = self.future(item) or any(word in self._frames.arranged for word in self._before(item, 2))
        if told:
            self._ahead.add(weekday)
        return told or weekday in self._ahead

    def soon(self, item: Found, published: Reference, month: int, day: int | None) -> bool:
        """Whether the day or month lies close ahead and nothing before it says that it is past."""
        if any(self._frames.bare(form) in self._frames.past_before for form in self._before(item, 3)):
            return False
        return when.soon(published, month, day, self._frames.soon)

    def _before(self, item: Found, most: int) -> list[str]:
        """The forms before an expression in its line, at most so many."""
        first = self._text.first[item.begin]
        begin = self._text.tokens.kinds.rfind(LINE, 0, first) + 1
        return self._text.tokens.form[max(begin, first - most) : first]
