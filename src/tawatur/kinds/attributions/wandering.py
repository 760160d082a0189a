"""Where a verb's own complement begins behind an adjunct that holds what looks like one.

A preposition that the verb takes may belong to an adjunct before it (stressed in an answer to questions that; shown on
his page on X), and an adjunct between commas may be of any make: what counts is what stands behind the second comma.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.between import Between
from tawatur.kinds.attributions.chains import Walk
from tawatur.kinds.attributions.cues import Cue
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, MARK, WORD

_COMMAS: Final = 20
"""Tokens that such an adjunct may take between its commas."""
_STRETCH: Final = 14
"""Tokens up to the verb's own preposition behind one like it."""
_HELD: Final = 3
"""Tokens up to the verb of a clause about a talk: in a speech that he gave before."""


class Wandering(Between):
    """Finds such complements of one text."""

    def _past_commas(self, i: int, limit: int, cue: Cue, preps: set[str], walk: Walk) -> int:
        """Behind the adjunct between commas that the comma at a token opens, at the verb's complement; else `i`."""
        s = self.s
        if not s.is_mark(i, COMMAS) or i + 3 >= limit or not self._adjunct_at(i + 1) or cue.lemma.relay:
            return i
        if self._complement_at(i + 1, cue, preps) and not self.g.phrase_at(self.g.in_a_manner, s.tokens, i + 1, limit):
            return i
        for k in range(i + 2, min(limit - 1, i + _COMMAS)):
            if s.is_mark(k, COMMAS):
                if self._complement_at(k + 1, cue, preps):
                    self._pass(i + 1, k, walk)
                    return k + 1
                if not self._adjunct_at(k + 1):
                    return i
            elif not self._goes_on(k, s.form[k - 1] in self.g.subordinators):
                return i
        return i

    def _past_how(self, i: int, limit: int, walk: Walk) -> int:
        """Behind how, how long ago, how often or in answer to what somebody speaks, told at a token; else `i`."""
        s, g = self.s, self.g
        form = s.form[i]
        if i + 1 >= limit or not s.is_word(i + 1):
            return i
        behind = s.form[i + 1]
        if form in g.manner_of and not g.definite(behind) and not g.governed(behind)[1]:
            return i + 2
        if form in g.occasions and behind in g.spans:
            free = i + 2 >= limit or not (g.definite(s.form[i + 2]) or i + 2 in s.named or s.form[i + 2] == g.out_of)
            if free:
                return i + 2
        if form in g.time and behind in g.once_more:
            return i + 2
        if form in g.in_answer and s.preposition(i + 1):
            return self.chains.adjunct(i + 1, limit, walk)
        return i

    def _past_participle(self, i: int, limit: int) -> int:
        """The colon behind what somebody does while speaking, told by a participle at a token; else `i`."""
        s = self.s
        for k in range(i + 2, min(limit - 1, i + _STRETCH)):
            if s.form[k] == ":":
                return k
            if not self._goes_on(k, subordinate=False) or s.quotes.at(k) is not None or self.g.is_participle(s.form[k]):
                return i
        return i

    def _past_topic(self, i: int, limit: int, cue: Cue, walk: Walk) -> int:
        """At "as being" behind a clause about what somebody describes, which opens at a token; else `i`."""
        s, g = self.s, self.g
        by = tuple(t[1:] for t in cue.lemma.takes if t[:1] == "+" and t != "++")
        if not by or walk.topic is None or walk.topic.last != i:
            return i
        for k in range(i + 1, min(limit, i + _COMMAS)):
            if s.form[k] in g.as_that and s.form[k].startswith(by):
                return k
            if s.kinds[k] == LINE or (k > i + 1 and not self._silent(k, k + 1)):
                return i
        return i

    def _adjunct_at(self, k: int) -> bool:
        """Whether an adjunct opens at a token: a preposition, a day, for his part, in answer to."""
        s, g = self.s, self.g
        form = s.form[k]
        if form in g.complementisers:
            return False
        if s.preposition(k) or k in s.dated or form in g.time or form in g.in_answer or g.is_participle(form):
            return True
        conj, prep, _ = g.governed(form)
        return bool(prep) and not conj

    def _goes_on(self, k: int, subordinate: bool) -> bool:
        """Whether an adjunct may still go on at a token: no clause of its own, no end of a line or a sentence."""
        s, g = self.s, self.g
        if s.kinds[k] == LINE or (s.kinds[k] == MARK and s.quotes.at(k) is None and not s.quotes.closes(k)):
            return s.kinds[k] == MARK and s.form[k] in "()[]"
        if s.form[k] in g.complementisers:
            return subordinate
        held = s.form[k].endswith(g.own_ends) and (self.chains.given(k - 1) or self.chains.given(k - 2))
        return held or self._silent(k, k + 1)  # in a speech that he gave

    def _complement_at(self, k: int, cue: Cue, preps: set[str]) -> bool:
        """Whether what a verb says begins at a token behind the comma of an adjunct."""
        s, g = self.s, self.g
        form, takes = s.form[k], cue.lemma.takes
        if form in g.complementisers:
            return cue.lemma.clause and form in g.bare_or_own
        if s.quotes.at(k) is not None:
            return cue.lemma.quote or "=" in takes
        conj, prep, _ = g.governed(form)
        if form in preps or (prep in preps and not conj):
            return not self.chains.given(k + 1)
        if "=" not in takes or s.kinds[k] != WORD or conj or prep or s.preposition(k) or s.finite(k):
            return False
        if form in g.time or k in s.dated or form in g.turns or form in g.relatives or g.is_participle(form):
            return False
        return self.acts.is_act(form) or form in g.voiced or g.definite(form) or form.endswith(g.own_ends)

    def _pass(self, i: int, limit: int, walk: Walk) -> None:
        """Pass the adjuncts among tokens `[i, limit)` and keep the carriers among them."""
        s, g = self.s, self.g
        while i < limit:
            _, prep, letters = g.governed(s.form[i])
            if s.preposition(i):
                i = max(self.chains.adjunct(i, limit, walk), i + 1)
            elif prep and (i not in s.named or i in s.behind_clitic):
                i = max(self.chains.glued(i, letters, limit, walk), i + 1)
            else:
                i += 1

    def _own_preposition(self, i: int, at: int, limit: int, prep: str, walk: Walk) -> int:
        """Where the verb's own preposition stands behind one like it that an adjunct has at token `i`; else `i`.

        The first is no complement where a talk, a document or a page is behind it and no such thing behind the second
        (doubted in a statement | in the news), or where it belongs to the noun of an adjunct before it and an act or a
        clause follows the second (on a visit to the town | to stop).
        """
        s, g = self.s, self.g
        passed = i - 1 > at and (walk.subject is None or walk.subject.last < i) and s.is_word(i - 1)
        glued = s.form[i] != prep
        inner = passed and not (glued or s.preposition(i - 1))
        object_ = i if glued else i + 1
        shown = (prep in g.in_ or prep == g.upon) and self._shown(object_)
        shown = shown or (prep == g.with_ and glued and self._platform(object_))
        if not (shown or (inner and not self._act_head(object_))):
            return i
        for k in range(i + 2, min(limit - 1, i + _STRETCH)):
            form = s.form[k]
            comma = s.is_mark(k, COMMAS)
            if not comma and not self._goes_on(k, subordinate=False):
                return i
            if s.finite(k) and not (k <= i + _HELD and form.endswith(g.own_ends)):
                return i
            conj, other, _ = g.governed(form)
            if form != prep and (conj or other != prep or form in g.manner):
                continue
            behind = k + 1 if form == prep else k
            if form == prep and s.form[behind] in g.complementisers:
                return k
            if self._shown(behind) or s.form[behind] in g.time or behind in s.dated:
                continue
            if shown or self._act_head(behind) or s.is_mark(k - 1, COMMAS):
                return k
        return i

    def _own_page(self, i: int, prep: str) -> bool:
        """Whether a verb's "on" stands before somebody's own page or account, where the words are."""
        s, g = self.s, self.g
        if prep != g.upon or s.noun_ending(i + 1):
            return False
        return any(stem in g.accounts or stem in g.platform_heads for stem in g.disowned(s.form[i + 1]))

    def _act_head(self, k: int) -> bool:
        """Whether an act, or a word that urges one, stands at a token, its preposition apart."""
        s, g = self.s, self.g
        word = s.head_word(k) if g.governed(s.form[k])[2] else s.form[k]
        word = word.removeprefix(g.article)
        if self.acts.is_act(word) or word in g.voiced or g.stance_of_opening(word) is not None:
            return True
        return any(self.acts.owned(stem) for stem in g.disowned(word))

    def _shown(self, k: int) -> bool:
        """Whether words are said or shown at what a token names: a talk, a document, a page, a platform."""
        s, g = self.s, self.g
        if k >= len(s.form):
            return False
        word = s.head_word(k)
        if word in g.this or (word in g.venues and g.definite(word)):
            return False  # what this meeting was about may be what somebody speaks of
        return word in g.given or self._platform(k)

    def _platform(self, k: int) -> bool:
        """Whether a token names a platform, or says that one follows: on the site X."""
        word = self.s.head_word(k)
        return word in self.g.platforms or word in self.g.platform_heads
