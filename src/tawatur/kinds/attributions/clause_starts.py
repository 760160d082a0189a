"""Where the clause begins that an according-to phrase closes: the whole sentence, or the last thing told in it."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.words import LINE, MARK, NUMBER, WORD

_CLOSED: Final = 3
"""Tokens of the shortest clause between a comma and the phrase that closes it."""
_LEADING: Final = 6
"""Tokens that a phrase at the head of a sentence may take up to its comma."""
_ASIDE: Final = 4
"""Tokens behind the author's own "it is recalled" in which its "that" stands."""


class ClauseStarts:
    """Finds them in one text."""

    def __init__(self, scene: Scene) -> None:
        self.s = scene
        self.g = scene.grammar

    def of(self, i: int, first: int) -> tuple[int, int]:
        """The first token of the clause that ends before `i`, and how many letters of a conjunction to leave out.

        The whole sentence but for what ties it to the text before: a conjunction, "for his part,".
        """
        s, g = self.s, self.g
        for k in range(i - 1, first, -1):
            if s.form[k] in g.cues.result and s.is_mark(k - 1, COMMAS):
                return self._untied(k + 1, i)
        if (deed := self._deed(i, first)) is not None:
            return deed, 0
        led = s.preposition(first) or g.without_conjunction(s.form[first]) in g.prepositions
        for k in range(i - _CLOSED, first + 1, -1):
            own = s.is_mark(k - 1, COMMAS) and s.finite(k) and g.without_conjunction(s.form[k]) == s.form[k]
            if own and not led and any(s.finite(m) for m in range(first, k - 1)):
                return k, 0  # a clause of its own, which the phrase closes
        return self._untied(self._past_lead(first, i), i)

    def _deed(self, i: int, first: int) -> int | None:
        """The verb that tells the toll of a deed, where the phrase vouches for its number: which killed ten."""
        s, g = self.s, self.g
        counted = False
        for k in range(i - 1, first + 1, -1):
            if s.kinds[k] == LINE or s.form[k] in g.complementisers or s.form[k] in g.turns:
                return None
            counted = counted or s.kinds[k] == NUMBER or s.form[k] in g.counting
            if s.form[k] not in g.led_to or not counted:
                continue
            behind = g.without_conjunction(s.form[k - 1])
            told = behind in g.bare_what or behind in g.relatives
            noun = s.is_word(k - 1) and not g.definite(s.form[k - 1]) and g.names.is_noun(s.form[k - 1])
            return k if told or (noun and any(s.finite(m) for m in range(first, k - 1))) else None
        return None

    def _past_lead(self, first: int, i: int) -> int:
        """Behind "for his part," or the like at the head of a sentence; a day there belongs to what is told."""
        s, g = self.s, self.g
        start = first
        for k in range(first + 1, min(i, first + _LEADING)):
            if s.is_mark(k, COMMAS):
                led = g.governed(s.form[first])[1] or g.without_conjunction(s.form[first]) in g.prepositions
                dated = any(m in s.dated for m in range(first, k))
                if led and not dated and not any(s.finite(m) for m in range(first, k)):
                    start = k + 1
                break
        while start < i and s.kinds[start] == MARK and s.quotes.at(start) is None:
            start += 1
        return start

    def _untied(self, start: int, i: int) -> tuple[int, int]:
        """Behind the words that only tie a sentence to the one before it: and, but, it is recalled that."""
        s, g = self.s, self.g
        if s.form[start] in g.asides or g.without_conjunction(s.form[start]) in g.asides:
            that = next((k for k in range(start, min(i - 1, start + _ASIDE)) if s.form[k] in g.complementisers), start)
            return that + 1, 0
        if start + 2 < i and s.form[start] in g.ties and s.kinds[start + 1] == WORD:
            return start + 1, 0
        if start + 1 < i and s.form[start] in g.bare_complementisers:
            start += 1
        conj = g.governed(s.form[start])[0]
        if not conj and g.without_conjunction(s.form[start]) != s.form[start] and s.finite(start):
            conj = 1
        return start, 0 if s.form[start] in g.unsplit else conj
