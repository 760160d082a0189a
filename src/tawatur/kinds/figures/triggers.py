"""What happened to those counted: the word before or behind a quantity that says so, and what stands between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple, get_args

from tawatur.kinds.figures.quantities import Quantity
from tawatur.kinds.figures.signs import TRIGGERS_AFTER, TRIGGERS_BEFORE, signs_of
from tawatur.kinds.figures.words import EXCEPT, Words, words_of
from tawatur.model import FigureKind
from tawatur.reading import Reading
from tawatur.words import MARK

KINDS: Final[dict[str, FigureKind]] = {kind: kind for kind in get_args(FigureKind)}

_LEAVING: Final = 6
"""Tokens before those counted in which a word says that they left."""

_ASIDE: Final = 6
"""Tokens of a bracket that is passed between those counted and what happened to them."""

_FARTHEST: Final = 40
"""Tokens around a quantity in which a trigger is looked for: its reach, with marks and other quantities between."""


class Trigger(NamedTuple):
    """A word that says what happened to those counted, and how many tokens lie between."""

    kind: FigureKind
    rule: str
    distance: int
    before: bool
    word: str = ""
    beyond: bool = False
    """Whether another figure stands between."""


class Triggers:
    """The triggers of one text."""

    def __init__(self, reading: Reading, quantities: Sequence[Quantity]) -> None:
        self.words: Words = words_of(reading.pack)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.signs = signs_of(reading)
        self.spread = [(q.first, q.last) for q in quantities]
        self.begins = {q.first for q in quantities}

    def nearest(self, q: Quantity, sentence: int, inside: Collection[int]) -> Trigger | None:
        """The nearest trigger before or behind a quantity.

        `sentence`: the first token of its sentence; `inside`: tokens of the figures before it.
        """
        best = self._before(q, max(sentence, q.first - _FARTHEST), inside)
        if self.words.head_last and best is not None and not best.distance:
            return best
        last = min(len(self.form), q.last + _FARTHEST)
        if TRIGGERS_AFTER.search(self.signs, q.last, last) is None:
            return best
        return self._behind(q, best)

    def _before(self, q: Quantity, first: int, inside: Collection[int]) -> Trigger | None:
        if TRIGGERS_BEFORE.search(self.signs, first, q.first) is None:
            return None
        words, form, kinds = self.words, self.form, self.tokens.kinds
        distance, beyond = 0, False
        for i in range(q.first - 1, first - 1, -1):
            if i in inside:
                beyond = True
                continue
            if kinds[i] == MARK:
                distance += 2 if form[i] in (",", ";", ".") else 0
                continue
            kind = words.kind_before(form[i])
            if kind == EXCEPT or form[i] in words.breaks:
                return None
            if kind is not None and i and form[i - 1] in words.passive:
                kind = None  # were killed: said of those before it
            if kind == "injured" and not distance and self._with_deaths(i, inside):
                return Trigger("killed", "dead and wounded in one number", distance, True, form[i - 1], beyond)
            if kind is not None and (not distance or form[i] not in words.close):
                return Trigger(KINDS[kind], "what happened, said before the number", distance, True, form[i], beyond)
            distance += 1
            if distance > words.reach["trigger"]:
                return None
        return None

    def _with_deaths(self, i: int, inside: Collection[int]) -> bool:
        """Whether a word of wounds is joined to one of deaths, so that both share a number: killed and wounded ten.

        Deaths told of a number or of many before them have theirs: forty were killed, and wounded were ten.
        """
        words, form = self.words, self.form
        if i == 0 or form[i][:1] not in words.links["and"] or words.kind_before(form[i - 1]) != "killed":
            return False
        return i - 2 not in inside and not words.is_verb(form[i - 1])

    def _behind(self, q: Quantity, best: Trigger | None) -> Trigger | None:
        """The trigger behind a quantity where it stands nearer than the best before it, else that one."""
        words, form = self.words, self.form
        distance, i = 0, self._behind_list(q)
        while i < len(form) and distance <= words.reach["after"] and i not in self.begins:
            if form[i] == "," and i + 1 < len(form) and form[i + 1] in words.links["among"]:
                i = self._behind_aside(i + 1)  # ten people, two officers among them, were hurt
                continue
            if form[i] == "(" and (closing := self._closing(i)) > i:
                i = closing + 1  # a youth among them (17) died
                continue
            if form[i] in (",", ".", ";", "\n", "(", ":"):
                break
            if form[i] in words.between:
                i += 1
                continue
            if form[i] in words.breaks:
                break
            kind = words.kinds_after.get(form[i])
            if kind is not None and self._acts(i):
                break  # three men killed a guard
            if form[i] in words.left and words.leaving.isdisjoint(form[max(0, q.first - _LEAVING) : i]):
                kind = None  # their houses, without a word of leaving them
            if kind is not None and (best is None or distance < best.distance or distance == 0):
                return Trigger(KINDS[kind], "what happened, said behind the number", distance, False, form[i])
            distance += 1
            i += 1
        return best

    def _acts(self, i: int) -> bool:
        """Whether a word behind those counted tells what they did: somebody stands behind it to whom they did it."""
        words, form = self.words, self.form
        if form[i] not in words.acts or form[i - 1] in words.passive or i + 1 >= len(form):
            return False
        return form[i + 1] in words.determiners or i + 1 in self.begins

    def _behind_list(self, q: Quantity) -> int:
        """Behind the quantities that follow one another without a word between: five civilians and 11 rebels."""
        at = q.last
        for first, last in self.spread:
            if first - at in (0, 1) and all(word in self.words.links["and"] for word in self.form[at:first]):
                at = max(at, last)
        return at

    def _closing(self, opening: int) -> int:
        """The bracket that closes a short aside; `opening` where it is a long one."""
        closing = self.words.brackets.get(self.form[opening])
        return next(
            (i for i in range(opening, min(opening + _ASIDE, len(self.form))) if self.form[i] == closing), opening
        )

    def _behind_aside(self, at: int) -> int:
        """Behind the comma that closes an aside; the end of the text where none does."""
        form = self.form
        while at < len(form) and form[at] not in (",", ".", "\n"):
            at += 1
        return at + 1 if at < len(form) and form[at] == "," else at
