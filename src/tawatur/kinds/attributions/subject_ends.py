"""Where a subject ends that was taken to be longer: the verb's object, its topic or an act stands behind it.

Arabic has the verb first, so that the subject and what is said may follow each other without a word between them.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.ahead import Ahead
from tawatur.kinds.attributions.nouns import Phrase

_NAME: Final = 30
"""Tokens that the name of a place or a body may take."""


class SubjectEnds(Ahead):
    """Finds such ends in one text."""

    def _accusative(self, i: int) -> bool:
        """Whether a word that is no name stands in the case of objects: what it called a victory."""
        form = self.s.form[i]
        return form.endswith(self.g.accusative) and i not in self.s.named and not self.g.definite(form)

    def _before_act(self, phrase: Phrase, *, called: bool = False) -> Phrase:
        """A subject without the act that was taken for part of it: three ministers denied | their knowledge of.

        An act with the subject's own pronoun opens the object; so does a noun behind a plural that governs none, and
        whatever stands behind a noun with a pronoun where somebody is `called` something.
        """
        s, g = self.s, self.g
        for k in range(phrase.first + 1, phrase.last):
            form, before = s.form[k], s.form[k - 1]
            if not s.is_word(k) or g.definite(form) or k in s.named or g.governed(form)[2] or s.preposition(k - 1):
                continue
            owned = any(map(self.acts.owned, g.disowned(form)))
            if not g.oblique:
                return phrase
            many = before.endswith(g.oblique) and not form.endswith(g.oblique) and g.number_of(before) == "p"
            many = many and not g.definite(before) and k - 1 not in s.named and self.acts.is_act(form)
            act = self.acts.is_act(form)
            mine = k == phrase.first + 1 and self._owned_by_all(before)
            mine = mine and (called or ((act or form in g.voiced) and not self.sources.name_like(k)))
            if owned or many or mine or ((act or form in g.voiced) and self._governs_none(k - 1)):
                return phrase._replace(last=k, ends="what the verb says of it follows")
        return phrase

    def _governs_none(self, i: int) -> bool:
        """Whether no noun can depend on a word: it is definite, an adjective, or ends the name of a place or a body."""
        s, g = self.s, self.g
        if g.definite(s.form[i]) or (s.form[i].endswith(g.quality_end) and self.sources.adjective(i)):
            return True
        if self._agrees(i) or s.form[i] in g.sealed:
            return True
        if s.form[i].endswith(g.nominative) and g.number_of(s.form[i]) == "p":
            return True
        begin = next((k for k in range(i, max(-1, i - _NAME), -1) if k in s.named), -1)
        return i in s.in_name and begin >= 0 and s.named[begin][0] == i + 1 and s.named[begin][1] != "person"

    def _agrees(self, i: int) -> bool:
        """Whether a word in a feminine ending describes the feminine noun before it: a recent study | the presence of.

        It is no act and heads no name: then it could be what that noun is of.
        """
        s, g = self.s, self.g
        ending = g.feminine_ends[0]
        if i == 0 or not s.form[i].endswith(ending) or g.definite(s.form[i - 1]) or i in s.in_name:
            return False
        if g.gender_of(s.form[i - 1]) != "f" or not s.is_word(i - 1) or s.governed_at(i):
            return False
        heads = not self.sources.classes(i).isdisjoint(("body", "place_head", "office", "outlet_head"))
        return not heads and not self.acts.is_act(s.form[i])

    def _owned_by_all(self, form: str) -> bool:
        """Whether a noun bears a pronoun, so that no noun behind it depends on it: our reporter, his lawyer."""
        return self.g.splitter.split(form).enclitic != ""

    def _before_word(self, phrase: Phrase, words: frozenset[str], why: str) -> Phrase:
        """A phrase without the first of some words in it and what is behind: X claimed | the attack, laid | the blame.

        `why` it ends there.
        """
        inner = range(phrase.first + 1, phrase.last)
        end = next((k for k in inner if self.s.form[k] in words), phrase.last)
        return phrase._replace(last=end, ends=why) if end < phrase.last else phrase

    def _parted(self, phrase: Phrase) -> tuple[Phrase, Phrase] | None:
        """Two phrases that were taken for one, the second of which is what the first accuses: the president Iran."""
        s, g = self.s, self.g
        for k in range(phrase.first + 1, phrase.last):
            left, right = (
                Phrase(phrase.first, k, phrase.glued, "another name follows"),
                phrase._replace(first=k, glued=0),
            )
            if g.governed(s.form[k])[2] or s.form[k][:1] in g.conjunctions or not g.definite(s.form[k - 1]):
                continue
            named = k in s.named and k not in s.behind_clitic
            named = named and (
                s.named[k][1] != "person" or (k == phrase.first + 1 and g.gender_of(s.form[k - 1]) == "f")
            )
            named = named and not g.definite(s.form[k])
            odd = g.definite(s.form[k]) and self._no_adjective(phrase.first, k)
            if (named or odd) and self.sources.actor(left):
                return left, right
        return None

    def _no_adjective(self, first: int, k: int) -> bool:
        """Whether a definite word at `k` agrees with no noun of the phrase that begins at `first`."""
        g, form = self.g, self.s.form
        if form[k].endswith(g.oblique) and g.number_of(form[k]) == "p":
            return all(g.number_of(form[n]) == "s" for n in range(first, k))
        if self.sources.classes(k) & {"nationality"} or form[k].endswith(g.relation_ends):
            return False
        gender = g.gender_of(form[k])
        return gender == "f" and all(g.gender_of(form[n]) == "m" for n in range(first, k))
