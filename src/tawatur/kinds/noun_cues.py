"""Nouns of saying and thinking with what was said behind them: warnings of, fears of, calls for, reports that."""

from __future__ import annotations

from tawatur.kinds.cues import NOUN, Cue
from tawatur.kinds.frames import CLAUSE, NOMINAL, PAIR, Frame
from tawatur.kinds.nouns import Phrase
from tawatur.kinds.scene import COMMAS, Scene
from tawatur.kinds.sources import Sources
from tawatur.kinds.subjects import Subjects

_ADJECTIVES = 2
"""Adjectives that may stand between such a noun and its complement."""


class NounCues:
    """Finds the frames of such nouns in one text."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.subjects = subjects

    def of(self, i: int, cue: Cue, last: int) -> Frame | str:
        """The frame of the noun at a token of a sentence that ends before `last`, or why there is none."""
        s, g = self.s, self.g
        owner: Phrase | None = None
        k = i + 1
        if k >= last:
            return ""
        if not cue.pronoun:
            k = self._past_adjectives(i, k, last)
            if k == i + 1 and cue.bare and not self._complement(k, cue, last):
                phrase = self.sources.phrase(k, last, tight=True, takes=cue.lemma.takes)
                if phrase.last > phrase.first and not s.governed_at(k) and self._owns(phrase):
                    owner, k = phrase, phrase.last
        while k < last and (s.form[k] in g.purport or s.form[k] in g.time or k in s.dated):
            k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k + 1 < last and s.form[k] == g.out_of and g.out_of not in cue.lemma.takes and owner is None:
            phrase = self.sources.phrase(k + 1, last, takes=cue.lemma.takes)  # reports from X of
            if phrase.last <= phrase.first:
                return ""
            owner, k = phrase, phrase.last
            while k < last and (s.is_mark(k, COMMAS) or s.form[k] in g.time or k in s.dated):
                k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k + 1 >= last:
            return ""
        nobody = owner is None and not cue.pronoun
        cue = cue._replace(tense=NOUN)
        topic: Phrase | None = None
        if "+" + g.with_ in cue.lemma.takes and g.governed(s.form[k])[1] == g.to:
            topic = self.sources.phrase(k, last, glued=g.governed(s.form[k])[2], takes=(g.with_,))
            if topic.last <= k or topic.last + 1 >= last:
                return ""
            k = topic.last
        found = self._complement(k, cue, last)
        if found is None:
            return ""
        kind, start, glued, complementiser = found
        if topic is not None:
            kind = PAIR
        return Frame(
            cue,
            i,
            kind,
            start,
            glued,
            owner,
            topic=topic,
            complementiser=complementiser,
            nobody=nobody,
            narrow=True,
        )

    def _complement(self, k: int, cue: Cue, last: int) -> tuple[str, int, int, int | None] | None:
        """(kind, first token, glued letters, complementiser) of a complement right at a token."""
        s, g = self.s, self.g
        form = s.form[k]
        if form in g.complementisers:
            return (CLAUSE, k + 1, 0, k) if cue.lemma.clause else None
        takes = {t.lstrip("@+") for t in cue.lemma.takes} - {"", "="}
        if form in takes and k + 1 < last:
            if s.form[k + 1] in g.complementisers:
                return CLAUSE, k + 2, 0, k + 1
            if s.form[k + 1] in g.what or s.form[k + 1] in g.pronominal or s.form[k + 1] in g.this:
                return None
            return NOMINAL, k + 1, 0, None
        conj, prep, letters = g.governed(form)
        if not conj and prep in takes and form not in g.pronominal and form not in g.time:
            if form[letters:] in g.this or form in g.what:
                return None
            return (NOMINAL, k + 1, 0, None) if len(form) == letters else (NOMINAL, k, letters, None)
        return None

    def _past_adjectives(self, i: int, k: int, last: int) -> int:
        """Behind the adjectives of the noun at `i`: official warnings, the growing fears."""
        s, g = self.s, self.g
        definite = g.definite(s.form[i])
        end = k
        while end < last and end - k < _ADJECTIVES and s.is_word(end) and end not in s.named:
            form = s.form[end]
            if g.definite(form) != definite or g.governed(form)[1] or not self._agrees(i, end):
                break
            end += 1
        return end

    def _agrees(self, i: int, end: int) -> bool:
        """Whether a word looks like an adjective of an indefinite plural; a definite one must be known as one."""
        form = self.s.form[end]
        feminine = form.endswith(self.g.feminine_ends[0]) and not self.g.definite(self.s.form[i])
        return self.sources.adjective(end) or (feminine and not self.sources.classes(end))

    def _owns(self, phrase: Phrase) -> bool:
        return self.sources.actor(phrase) and (phrase.first in self.s.named or self.subjects.definite(phrase))
