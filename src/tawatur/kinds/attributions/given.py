"""Verbs that give what somebody says by a noun: issued orders to, gave his instructions that, made promises of.

The table `[given]` of `attributions.toml` names them; who is told to get such words is nobody who says them.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import PAST, PRESENT, Cue, Inflector
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.packs import Pack
from tawatur.words import LINE, MARK

_NEAR: Final = 16
"""Tokens between such a verb and the noun."""


class _Verbs:
    """Their forms, each with gender and number: `pack.made(_Verbs)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("attributions")
        inflect = Inflector(table["inflection"], pack.fold.form)
        self.forms: dict[str, tuple[str, str, str]] = {}
        for pair in table.get("given", {}).get("verbs", ()):
            past, present = pair.split()
            for form, gender, number in inflect.past(past):
                if gender != "1":
                    self.forms.setdefault(form, (PAST, gender, number))
            for form, gender, number, _ in inflect.present(present):
                if gender != "1":
                    self.forms.setdefault(form, (PRESENT, gender, number))
        self.nouns = frozenset(map(pack.fold.form, table.get("given", {}).get("nouns", ())))


class Given:
    """Finds who gives such words in one text."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.subjects = subjects
        self.verbs = scene.reading.pack.made(_Verbs)

    def by(self, at: int, first: int, cue: Cue) -> Phrase | None:
        """Who gives the words whose noun stands at a token; None where no such verb has it as its object.

        The phrase is empty where the verb has no subject of its own.
        """
        s, g = self.s, self.g
        for k in range(at - 1, max(first - 1, at - _NEAR), -1):
            if s.kinds[k] == LINE or (s.kinds[k] == MARK and s.quotes.at(k) is None and not s.quotes.closes(k)):
                return None
            bare = g.without_conjunction(s.form[k])
            found = self.verbs.forms.get(s.form[k]) or self.verbs.forms.get(bare)
            if found is None:
                if bare in self.verbs.nouns or s.head_word(k) in self.verbs.nouns:
                    phrase = self.sources.phrase(k + 1, at, tight=True)  # the president's issuing orders to
                    return phrase if phrase.last > phrase.first and self.sources.actor(phrase) else None
                if s.form[k] in g.complementisers or s.form[k] in g.relatives or s.finite(k):
                    return None
                continue
            return self._subject(k, at, first, cue, found)
        return None

    def _subject(self, k: int, at: int, first: int, cue: Cue, verb: tuple[str, str, str]) -> Phrase | None:
        """The subject of the verb at `k`: behind it, before it, or what its relative clause hangs on."""
        s, g = self.s, self.g
        tense, gender, number = verb
        i = k + 1
        while i < at and (s.form[i] in g.time or i in s.dated):
            i = max(i + 1, s.dated[i][0] if i in s.dated else 0)
        if i < at and not (s.preposition(i) or s.governed_at(i) or s.form[i] in g.pronominal):
            phrase = self.sources.phrase(i, at, tight=True)
            return phrase if phrase.last > phrase.first and self.sources.actor(phrase) else None
        before = self.subjects.before(k, first)
        if before is not None and (self.sources.actor(before) or s.form[before.first - 1] in g.complementisers):
            return before
        conj = g.without_conjunction(s.form[k]) != s.form[k]
        own = cue._replace(tense=tense, gender=gender, number=number, pronoun="", conj=conj, bare=False)
        if (head := self.subjects.relative(k, first, own)) is not None:
            return head
        opens = conj or k == first or s.kinds[k - 1] == MARK or s.form[k - 1] in g.complementisers | g.already | g.turns
        return Phrase(k, k, 0, "the verb's own") if opens and before is None else None
