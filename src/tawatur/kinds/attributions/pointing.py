"""Sayings told of the sentence before: … This was announced by the minister."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from tawatur.kinds.attributions.according import of_all_that
from tawatur.kinds.attributions.cues import PAST, PRESENT, Cue
from tawatur.kinds.attributions.items import Item
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.model import Span, Step

_LEAST: Final = 4
"""Words of the shortest sentence that can be what was said."""


class Pointing:
    """Finds such sayings of one text."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.subjects = subjects

    def items(
        self, cues: Sequence[int], sentences: Sequence[tuple[int, int]], frames: Container[int], said: Sequence[int]
    ) -> list[Item]:
        """One for each cue among tokens `cues` that opens a sentence, takes "this" and has a subject behind it.

        `frames` holds the cues that have a complement of their own, `said` where reported words begin.
        """
        out: list[Item] = []
        opening = {first: number for number, (first, _) in enumerate(sentences)}
        for at in cues:
            before = self._which(at)
            number = opening.get(at - before)
            if number is None or number == 0 or at in frames:
                continue
            first, last = sentences[number - 1]
            limit = sentences[number][1]
            found = self._confirmed(at, limit) if before else self._subject(at, limit)
            if found is None or any(first <= k < last for k in said):
                continue
            if sum(self.s.is_word(k) for k in range(first, last)) >= _LEAST:
                out.append(self._item(at, *found, first, last))
        return out

    def _subject(self, at: int, limit: int) -> tuple[Cue, Phrase] | None:
        """The verb at a token and who speaks behind "this" or "of this"."""
        s, g = self.s, self.g
        if at + 2 >= limit:
            return None
        form = s.form[at + 1]
        _, prep, letters = g.governed(form)
        for cue in g.verbal_cues(s.form[at]):
            if cue.tense != PAST or cue.gender == "1" or cue.pronoun or not cue.lemma.clause:
                continue
            if not (form in g.this or (prep in cue.lemma.takes and form[letters:] in g.this)):
                continue
            phrase = self.sources.phrase(self._past_addressee(at + 2, limit), limit)
            if phrase.last > phrase.first and self.sources.actor(phrase) and not s.governed_at(phrase.first):
                return cue, phrase
        return None

    def _which(self, at: int) -> int:
        """Tokens of "which" right before a token, all of the sentence before being meant; 0 where it isn't there."""
        s, which = self.s, self.g.cues.which
        return next((n for n in (2, 3) if at >= n and self.g.phrase_at(which, s.tokens, at - n, at) == n), 0)

    def _confirmed(self, at: int, limit: int) -> tuple[Cue, Phrase] | None:
        """The verb at a token behind "which", and who speaks behind it: which the minister confirmed."""
        s, g = self.s, self.g
        k = at + 1
        while k < limit and (s.form[k] in g.pronominal or s.form[k] in g.time):
            k += 1
        if k >= limit or not (k > at + 1 or s.form[at].endswith(g.own_ends)):
            return None
        for cue in g.verbal_cues(s.form[at]):
            if cue.tense not in (PAST, PRESENT) or not of_all_that(cue, meant=k > at + 1):
                continue
            phrase = self.sources.phrase(k, limit)
            if phrase.last > phrase.first and self.sources.actor(phrase) and not s.governed_at(k):
                return cue, phrase
        return None

    def _past_addressee(self, i: int, limit: int) -> int:
        """Behind "to" and a medium, in marks or not, to whom this was said; `i` where nobody is told."""
        s, g = self.s, self.g
        _, prep, letters = g.governed(s.form[i])
        if prep != g.to or i + 2 >= limit:
            return i
        quote = s.quotes.at(i + 1) if letters == len(s.form[i]) else None
        if quote is not None:
            return quote.after if quote.closed and quote.after < limit else i
        return self.sources.phrase(i, limit, glued=letters, tight=True).last if s.head_word(i) in g.media else i

    def _item(self, at: int, cue: Cue, phrase: Phrase, first: int, last: int) -> Item:
        s = self.s
        content = s.span(first, last)
        source = s.span(phrase.first, phrase.last)
        cue_span = Span(s.cut(at, cue.glued), s.tokens.end[at])
        rule = "verb with the sentence before it"
        why = (
            Step("cue", cue.lemma.name + " · " + cue.tense, cue_span),
            Step("content", "the sentence before", content),
            Step("source", f"the subject behind the cue; {phrase.ends}", source),
        )
        return Item(
            at,
            (cue_span,),
            (content,),
            first,
            last,
            (source,),
            (),
            False,
            "indirect",
            cue.lemma.clause_stance,
            rule,
            None,
            False,
            why,
        )
