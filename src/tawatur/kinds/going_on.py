"""Whether a clause inside somebody's words goes on with them or begins what the author says."""

from __future__ import annotations

from tawatur.kinds.cues import PAST
from tawatur.kinds.frames import Frame
from tawatur.kinds.scene import CLOSING, COMMAS, Scene
from tawatur.kinds.sources import Sources
from tawatur.words import LINE, MARK, WORD

_AS_FOR = 25
"""Tokens that whom "as for" names may take up to the comma before his clause."""


class GoingOn:
    """Answers that of one text. `cues` holds the tokens that were found to be cues with a complement."""

    def __init__(self, scene: Scene, sources: Sources, cues: dict[int, Frame]) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.cues = cues

    def _noun_printed(self, i: int) -> bool:
        """Whether a word that folding makes a preposition is a noun: as printed, or behind another preposition."""
        s = self.s
        return s.tokens.words(i, i + 1) in self.g.printed_nouns or (s.form[i - 1] == self.g.out_of)

    def _led_on(self, origin: int, i: int) -> bool:
        """Whether "and it led to" goes on with a relative clause that the content holds."""
        s, g = self.s, self.g
        form = s.form[i]
        if not form.startswith(g.conjunctions) or g.without_conjunction(form) not in g.led_to:
            return False
        return any(s.form[k] in g.relatives and s.finite(k + 1) for k in range(origin + 1, i - 1))

    def _beside(self, origin: int, i: int) -> bool:
        """Whether "and" with a verb in the present goes on with one in the content: to be their voice and to buy …"""
        s, g = self.s, self.g
        form = g.without_conjunction(s.form[i])
        if form == s.form[i] or i in self.cues or not s.finite(i) or not g.is_present(form):
            return False
        verbs = (s.form[k] for k in range(origin + 1, i) if s.finite(k) and g.is_present(s.form[k]))
        return any(verb[:1] == form[:1] for verb in verbs)

    def _another_clause(self, i: int) -> bool:
        """Whether a verb right behind a comma begins a clause of its own.

        One in the present without a conjunction tells of the noun before it, one behind "to" what for.
        """
        s, g = self.s, self.g
        if not s.finite(i):
            return False
        form = s.form[i]
        if form.startswith(g.to):
            return False
        return form.startswith(g.conjunctions) or not g.is_present(form) or i in self.cues

    def _noun_too(self, i: int, form: str) -> bool:
        """Whether a form that may be a verb may as well be a noun, alone or with a pronoun: its effect, the lead of."""
        g = self.g
        if g.names.is_noun(form):
            behind = self.s.form[i + 1] if i + 1 < len(self.s.form) else ""
            return g.definite(behind) and not g.governed(behind)[1]
        return any(form.endswith(end) and g.names.is_noun(form[: -len(end)]) for end in g.own_ends)

    def _befell(self, origin: int, i: int) -> bool:
        """Whether what is told befell people, so that what it came of belongs to it: deaths in the wake of a blast."""
        s, g = self.s, self.g
        if s.form[i] not in g.wake and not (s.form[i] == g.upon and s.form[i + 1] in g.wake):
            return False
        heads = (s.form[k][g.governed(s.form[k])[2] :] for k in range(origin, i))
        return any(head in g.harm for head in heads)

    def _owned_too(self, i: int, rest: str) -> bool:
        """Whether a noun joined by "and" has the pronoun of the noun right before it: his anger and his regret."""
        s, g = self.s, self.g
        end = next((end for end in g.own_ends if rest.endswith(end)), None)
        if end is None or i in self.cues or s.kinds[i - 1] != WORD or not s.form[i - 1].endswith(end):
            return False
        if s.finite(i - 1) or s.preposition(i - 1) or any(c.lemma.addressee for c in g.verbal_cues(s.form[i])):
            return False
        return s.form[i - 1].removesuffix(end) not in g.prepositions

    def _told(self, origin: int, i: int) -> bool:
        """Whether a content says something before token `i`, and not only names what it will speak of."""
        s, g = self.s, self.g
        return (
            any(s.finite(k) or s.kinds[k] == MARK or s.preposition(k) for k in range(origin, i))
            or g.governed(s.form[origin])[1] != ""
        )

    def _speaker_behind(self, i: int, limit: int) -> bool:
        """Whether a verb of reporting with a conjunction and a person behind it stand at `i`: and So-and-so said."""
        if i + 1 >= limit or i + 1 not in self.s.named or self.s.named[i + 1][1] != "person":
            return False
        return any(
            c.tense == PAST and c.conj and not c.bare and not c.pronoun for c in self.g.verbal_cues(self.s.form[i])
        )

    def _speaks_next(self, i: int, limit: int) -> bool:
        """Whether a conjunction, a noun phrase and its verb follow: … and the group decides …"""
        if self.s.form[i] in self.g.continuations:
            return False
        s, g = self.s, self.g
        if i + 1 < limit and g.without_conjunction(s.form[i]) in g.only_verbs and s.finite(i + 1):
            return True
        phrase = self.sources.phrase(i, limit, glued=1)
        if not (i < phrase.last < limit and s.finite(phrase.last)) or s.preposition(phrase.last):
            return False  # nobody acts: and the wounding of six in the wake of …
        known = g.definite(s.form[i]) or g.definite(s.form[i + 1]) or i in s.named or i + 1 in s.named
        known = known or g.without_conjunction(s.form[i]) in g.this
        return known or s.form[i].endswith(g.own_ends) or self.sources.actor(phrase)  # else the verb tells of the noun

    def _as_for(self, i: int, limit: int) -> bool:
        """Whether "as for" stands at a token and no "either", folded alike: a clause of its own follows."""
        s, g = self.s, self.g
        for k in range(i + 2, min(limit, i + _AS_FOR)):
            if s.is_mark(k, COMMAS) and k + 1 < limit and s.form[k + 1].startswith(g.conjunctions[-1]):
                bare = g.without_conjunction(s.form[k + 1])
                return bare != s.form[k + 1] and (s.finite(k + 1) or bare in g.already)
            if s.kinds[k] == LINE or s.is_mark(k, CLOSING):
                return False
        return False

    def _parts(self, k: int, limit: int) -> bool:
        """Whether a comma parts what somebody is only told to say from the rest: no phrase of place or way follows."""
        s = self.s
        return s.is_mark(k, COMMAS) and not (k + 1 < limit and s.form[k + 1] in self.g.of_nouns)
