"""Complements that stand farther from their verb: behind a clause, initials or a title that the plain walk can't pass.

Tried where the walk from the verb to its complement failed. Only a verb that can be nothing else, with a subject that
can speak, has one, and only where nobody else reports between them.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Walk
from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PRESENT, Cue
from tawatur.kinds.attributions.finders import Finder
from tawatur.kinds.attributions.frames import CLAUSE, COLON, NOMINAL, QUOTE, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, NUMBER

_TELLING: Final[tuple[str, ...]] = ("report", "affirm", "announce")
"""Stances of verbs that tell something and don't only judge it."""
_FAR: Final = 45
"""Tokens between a verb and the farthest complement that is still its own."""
_SAID: Final = 5
"""Tokens of the shortest quotation that is no name where nothing leads up to it."""


class Farther(Finder):
    """Finds such complements in one text."""

    def of(self, at: int, cue: Cue, limit: int, subject: Phrase | None, *, led: bool = False) -> Frame | None:
        """The frame of the verb at a token with a complement far behind its subject; None where there is none.

        `led`: a definite phrase is its subject whatever it means, as the verb can't have it for an object.
        """
        s, lemma = self.s, cue.lemma
        if lemma.needs and "=" in lemma.takes and subject is None:
            return self._needed(at, cue, limit)
        if cue.tense in (PARTICIPLE, NOUN) or cue.pronoun or cue.purpose or not lemma.clause:
            return None
        if lemma.stance not in _TELLING or not lemma.quote or lemma.expresses or lemma.asks:
            return None
        if lemma.topic or lemma.evidence or lemma.relay or lemma.contained or lemma.nobody:
            return None
        before = subject is not None
        if at and (s.form[at - 1] in self.g.relatives or (cue.tense == PRESENT and not before and s.is_word(at - 1))):
            return None
        if subject is None:
            subject = self._subject(at, limit)
        if subject is None:
            return None
        speaks = self.sources.actor(subject) or subject.first in s.named
        if not speaks and not (led and not before and self.subjects.definite(subject)):
            return None
        if (before or cue.bare) and subject.first not in s.named and not (cue.bare and self.sources.actor(subject)):
            return None
        begin = at + 1 if before else subject.last
        found = self._complement(begin, min(limit, at + _FAR), cue)
        if found is None:
            return None
        kind, start, complementiser = found
        walk = self._carriers(begin, start - 1, subject)
        return Frame(
            cue, at, kind, start, 0, subject, tuple(walk.carriers), before=before, complementiser=complementiser
        )

    def instead(self, frame: Frame, limit: int, subject: Phrase | None) -> Frame | None:
        """The clause of a verb whose subject goes on into what was taken for its object: the head | of the fund that.

        None where the object is one: an act, or something with a verb of its own before the clause.
        """
        s, g = self.s, self.g
        if frame.kind != NOMINAL or frame.complementiser is not None or frame.carriers or not frame.cue.lemma.clause:
            return None
        if self.frames.opens_with_act(frame):
            return None
        far = self.of(frame.at, frame.cue, limit, subject, led=True)
        if far is None or far.kind != CLAUSE or far.complementiser is None or far.subject is None:
            return None
        told = frame.start
        while told < far.complementiser and s.form[told] not in g.relatives:
            joined = s.form[told] in g.turns or s.form[told] in g.bare_what
            described = s.form[told - 1] in g.documents or s.form[told - 1] in g.talks  # in a statement issued today
            if joined or (s.finite(told) and not described and told not in s.in_name):
                return None
            told += 1
        k, end = far.complementiser, far.subject.last
        if told == k and not s.is_mark(k - 1, COMMAS):
            while end < k - s.preposition(k - 1) and not self._carried(end):
                end += 1
        return far.but(subject=far.subject._replace(last=end, ends="the verb's own clause stands later"))

    def _carried(self, i: int) -> bool:
        """Whether a talk, a document or a medium stands behind a preposition at a token."""
        s, g = self.s, self.g
        if s.preposition(i):
            return s.form[i + 1] in g.documents or s.form[i + 1] in g.talks
        _, prep, letters = g.governed(s.form[i])
        return prep == g.to and (letters == len(s.form[i]) or self.frames.chains.platform(i, i + 2) > i)

    def _needed(self, at: int, cue: Cue, limit: int) -> Frame | None:
        """What the verb needs as its object, where it was taken for a part of the subject: the group the attack."""
        s, subject = self.s, self._subject(at, limit)
        if subject is None or cue.tense in (PARTICIPLE, NOUN) or cue.pronoun:
            return None
        for k in range(subject.first + 1, subject.last):
            left = subject._replace(last=k, ends="what it owns to follows")
            if s.form[k] in cue.lemma.needs and self.g.definite(s.form[k]) and self.sources.actor(left):
                return Frame(cue, at, NOMINAL, k, 0, left)
        return None

    def _subject(self, at: int, limit: int) -> Phrase | None:
        """The phrase right behind the verb; a name in quotation marks is one."""
        s, i = self.s, at + 1
        while i < limit and (s.form[i] in self.g.time or i in s.dated):
            i = max(i + 1, s.dated[i][0] if i in s.dated else 0)
        if i >= limit or s.kinds[i] == LINE or s.preposition(i) or s.governed_at(i) or s.form[i] in self.g.pronominal:
            return None
        if s.quotes.at(i) is not None:
            return None
        phrase = self.sources.phrase(i, limit)
        for k in range(phrase.first + 1, phrase.last):
            form = s.form[k]
            if form[:1] in self.g.conjunctions and form[1:] in self.g.pronouns:
                return phrase._replace(last=k, ends="who he is follows")
        return phrase if phrase.last > phrase.first else None

    def _complement(self, i: int, limit: int, cue: Cue) -> tuple[str, int, int | None] | None:
        """(kind, first token, complementiser) of the complement that stands next, if nobody else reports before it."""
        s, g = self.s, self.g
        preps = {t.lstrip("@+") for t in cue.lemma.takes} & g.prepositions
        apposed, told = i < limit and s.is_mark(i, COMMAS), False
        while i < limit:
            form = s.form[i]
            if s.kinds[i] == LINE:
                return None
            if form == "(" and (behind := self._bracket(i, limit)) > i:
                i = behind
                continue
            if form == ":" and i + 1 < limit and s.kinds[i - 1] != NUMBER:
                listed = g.without_conjunction(s.form[i - 1]) in g.pronouns  # and these are:
                return None if listed else (COLON, i + 1, None)
            quote = s.quotes.at(i)
            if quote is not None:
                if self._said(i, quote.first, quote.last):
                    return QUOTE, i, None
                i = quote.after if quote.closed and quote.after > i else i + 1
                continue
            if self._reports(i):
                return None
            if form in g.complementisers and i + 1 < limit:
                if self._own(i, cue):
                    return CLAUSE, i + 1, i
                if not self._subordinate(i):
                    return None
            told = told or s.finite(i)
            if form in preps and apposed and s.is_mark(i - 1, COMMAS) and i + 1 < limit and not told:
                if s.form[i + 1] in g.complementisers:
                    return CLAUSE, i + 2, i + 1
                return NOMINAL, i + 1, None
            i += 1
        return None

    def _bracket(self, i: int, limit: int) -> int:
        return next((k + 1 for k in range(i + 1, min(limit, i + 12)) if self.s.form[k] == ")"), i)

    def _said(self, mark: int, first: int, last: int) -> bool:
        """Whether quoted words are said and no name: a clause, with nothing before it that it is the name of."""
        s, g = self.s, self.g
        if last - first < _SAID or not any(s.finite(k) for k in range(first, last)):
            return False
        behind = s.form[mark - 1]
        return not (s.preposition(mark - 1) or g.governed(behind)[2] == len(behind) or behind in g.naming)

    def _reports(self, i: int) -> bool:
        """Whether a verb of reporting that can be nothing else stands at a token, so that what follows is its own."""
        return any(
            not c.bare and not c.lemma.needs and (c.lemma.clause or c.tense != PARTICIPLE)
            for c in self.g.cues.forms.get(self.s.form[i], ())
            if c.tense != NOUN
        )

    def _subordinate(self, i: int) -> bool:
        """Whether a complementiser hangs on the word before it: after that, it is possible that."""
        s, g = self.s, self.g
        behind = s.form[i - 1]
        return behind in g.subordinators or behind in g.deity or s.finite(i - 1) or s.preposition(i - 1)

    def _own(self, i: int, cue: Cue) -> bool:
        """Whether the clause that a complementiser opens is the verb's own."""
        s, g = self.s, self.g
        form = s.form[i]
        takes = {t.lstrip("@+") for t in cue.lemma.takes} - {"", "="}
        if form not in g.bare_or_own and not form.startswith(tuple(takes) or "\0"):
            return False
        if s.form[i - 1] in takes:
            return True
        if self._subordinate(i):
            return False
        if s.is_mark(i - 1, COMMAS) or s.form[i - 1] in (")", '"') or s.quotes.closes(i - 1):
            return True
        k = i - 1
        if s.form[k] in g.time or k in s.in_name or any(a <= k < b for a, (b, _) in s.dated.items()):
            return True
        return g.definite(s.form[k]) and s.form[k - 1] not in g.subordinators and not s.preposition(k - 1)

    def _carriers(self, i: int, limit: int, subject: Phrase) -> Walk:
        """What is passed on the way, of which documents and media carry the words."""
        s, g, chains = self.s, self.g, self.frames.chains
        walk = Walk(subject=subject)
        while i < limit:
            if s.preposition(i) and i + 1 < limit and (s.form[i + 1] in g.documents or s.form[i + 1] in g.talks):
                i = max(chains.adjunct(i, limit, walk), i + 1)
                continue
            letters = g.governed(s.form[i])[2]
            if letters and s.form[i].startswith(g.to) and i not in s.in_name:
                i = max(chains.glued(i, letters, limit, walk), i + 1)
                continue
            i += 1
        return walk
