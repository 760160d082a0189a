"""Where the clause begins that an according-to phrase closes, and where one goes on that the phrase breaks in two."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.contents import Contents
from tawatur.kinds.attributions.frames import CLAUSE
from tawatur.kinds.attributions.scene import COMMAS, DASHES, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, MARK, NUMBER, WORD

_CLOSED: Final = 3
"""Tokens of the shortest clause between a comma and the phrase that closes it."""
_LEADING: Final = 6
"""Tokens that a phrase at the head of a sentence may take up to its comma."""
_DATELINE: Final = 14
"""Tokens of a dateline, its dashes included."""
_WHEN: Final = 3
"""Tokens of a phrase of time between a subject and such a phrase: this year, according to X, ..."""
_ASIDE: Final = 4
"""Tokens behind the author's own "it is recalled" in which its "that" stands."""


class ClauseStarts:
    """Finds them in one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources

    def rest(self, start: int, end: int, behind: int, limit: int, contents: Contents) -> tuple[int, int, str] | None:
        """The second part of a clause `[start, end)` that a phrase up to `behind` breaks in two, and why it ends.

        Such a clause has said no more than who acts, or whom it befell: the raid, by the ministry's count, killed ten.
        """
        s, g = self.s, self.g
        k = behind + s.is_mark(behind, COMMAS) if behind < limit else behind
        if k + 1 >= limit or not s.is_word(k) or not self._lacks(start, end, k):
            return None
        form = s.form[k]
        joined = form[:1] in g.conjunctions and g.without_conjunction(form) != form
        if joined and k not in s.named and not s.preposition(k):
            return None
        if form in g.turns or form in g.relatives or form in g.complementisers:
            return None
        if form in g.on_air | g.towards and (s.form[k + 1] in g.platforms or s.form[k + 1] in g.documents):
            return None  # on its page: where the source said so
        if g.phrase_at(g.trailing, s.tokens, k, limit) or contents.stops(k - 1, limit, CLAUSE, start) is not None:
            return None
        last, why = contents.end(k, limit, CLAUSE, start)
        return (k, last, why) if last > k + 1 else None

    def _lacks(self, start: int, end: int, k: int) -> bool:
        """Whether tokens `[start, end)` are a verb with its subject alone, or a subject whose verb stands at `k`."""
        s, g = self.s, self.g
        verb = start + (s.form[start] in g.already)
        bare = g.without_conjunction(s.form[verb])
        may = g.names.is_verb(bare) and not s.noun_ending(verb) and verb not in s.in_name
        if verb + 1 == end and (s.finite(verb) or may):
            return True  # the verb alone: and there died, by the ministry's count, ten
        if verb + 1 < end and (s.finite(verb) or may):
            begin = verb + 1
        elif s.finite(k) and not s.preposition(start):
            begin = start
        else:
            return False
        phrase = self.sources.phrase(begin, end, tight=True)
        if phrase.last <= phrase.first:
            return False
        n = phrase.last
        return n == end or (end - n <= _WHEN and (n in s.dated or s.form[n] in g.time or s.form[n] in g.this))

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
        if (inner := self._led_by(i, first)) is not None:
            return inner, 0
        led = s.preposition(first) or g.without_conjunction(s.form[first]) in g.prepositions
        for k in range(i - _CLOSED, first + 1, -1):
            own = s.is_mark(k - 1, COMMAS) and s.finite(k) and g.without_conjunction(s.form[k]) == s.form[k]
            if own and not (led or self._of_noun(k)) and any(s.finite(m) for m in range(first, k - 1)):
                return k, 0  # a clause of its own, which the phrase closes
        return self._untied(self._past_lead(first, i), i)

    def _of_noun(self, k: int) -> bool:
        """Whether a verb behind a comma tells of the indefinite feminine before it: new positions, that fell later."""
        s, g = self.s, self.g
        noun = s.form[k - 2]
        if not s.is_word(k - 2) or g.definite(noun) or k - 2 in s.in_name or not noun.endswith(g.feminine_ends[0]):
            return False
        return s.form[k].endswith(g.feminine_past)

    def _led_by(self, i: int, first: int) -> int | None:
        """The clause behind the last "where", "as" or "after" that a comma parts from the sentence, and whose it is."""
        s, g = self.s, self.g
        for k in range(i - _CLOSED, first + _CLOSED, -1):
            words = g.phrase_at(g.closing_clause, s.tokens, k, i)
            if not words or not (s.is_mark(k - 1, COMMAS) or s.form[k] in g.since):
                continue
            said = any(s.form[m] in g.complementisers for m in range(first, k))
            return k + words if not said and any(s.finite(m) for m in range(first, k)) else None
        return None

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
        start = first = self._past_dateline(first, i)
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

    def _past_dateline(self, first: int, i: int) -> int:
        """Behind the place and agency that open a text, before dashes: Tunis (Reuters) - two were killed."""
        s = self.s
        if first in s.named and s.named[first][1] == "place":
            k = s.named[first][0]
            if k + 2 < i and s.is_mark(k, DASHES) and s.is_word(k + 1):
                return k + 1  # the place alone
        for k in range(first + 2, min(i - 1, first + _DATELINE)):
            if s.is_mark(k, DASHES) and s.form[k - 1] == ")" and not any(s.finite(m) for m in range(first, k)):
                return next(m for m in range(k + 1, i + 1) if not s.is_mark(m, DASHES))
        return first

    def _untied(self, start: int, i: int) -> tuple[int, int]:
        """Behind the words that only tie a sentence to the one before it: and, but, it is recalled that."""
        s, g = self.s, self.g
        if s.form[start] in g.asides or g.without_conjunction(s.form[start]) in g.asides:
            that = next((k for k in range(start, min(i - 1, start + _ASIDE)) if s.form[k] in g.complementisers), start)
            return that + 1, 0
        if start + 2 < i and s.form[start] in g.ties and s.kinds[start + 1] == WORD:
            return start + 1, 0
        if start + 2 < i and s.form[start] in g.as_for and s.preposition(start + 1):
            return start + 1, 0  # as for | in the south
        if start + 1 < i and s.form[start] in g.bare_complementisers:
            start += 1
        conj = g.governed(s.form[start])[0]
        if not conj and g.without_conjunction(s.form[start]) != s.form[start] and s.finite(start):
            conj = 1
        return start, 0 if s.form[start] in g.unsplit else conj
