"""Subjects that don't follow their verb: before it, before its relative clause, or at the head of the sentence."""

from __future__ import annotations

from tawatur.kinds.scene import COMMAS, Scene
from tawatur.kinds.sources import Phrase, Sources
from tawatur.words import LINE, MARK, WORD

_FURTHEST = 40


class Subjects:
    """Finds the subjects of one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources

    def verb_place(self, i: int, first: int) -> bool:
        """Whether a verb must or may well stand at `i`: at a clause's head, or behind a particle that calls for one."""
        s, g = self.s, self.g
        j = i - 1
        if j < first or s.kinds[j] in (LINE, MARK):
            return True
        form = s.form[j]
        return (
            form in g.already or form in g.relatives or form in g.what or form in g.turns or form in g.complementisers
        )

    def before(self, i: int, first: int) -> Phrase | None:
        """The noun phrase that is the subject of the verb at `i` and stands right before it, or None."""
        s, g = self.s, self.g
        end = i
        while end > first and (s.form[end - 1] in g.already or s.form[end - 1] in g.time):
            end -= 1
        if end <= first:
            return None
        start = end
        while start > first and end - start < _FURTHEST and not self._boundary(start - 1):
            start -= 1
        for begin in self._beginnings(start, end):
            conj = self.g.governed(s.form[begin])
            glued = conj[0] if not conj[1] else 0
            if conj[1] and begin not in s.named:
                continue
            phrase = self.sources.phrase(begin, end, glued=glued)
            if phrase.last == end and phrase.last > begin:
                return phrase._replace(ends="the verb follows")
            return None
        return None

    def _beginnings(self, start: int, end: int) -> list[int]:
        """Where the phrase may begin: behind openers and particles at the head of the clause."""
        s, g = self.s, self.g
        while start < end and (
            s.form[start] in g.openers_bare
            or s.form[start] in g.already
            or (s.kinds[start] == MARK and s.quotes.at(start) is None)
        ):
            start += 1
        return [start] if start < end and s.kinds[start] in (WORD, MARK, "n") else []

    def _boundary(self, j: int) -> bool:
        s, g = self.s, self.g
        if s.kinds[j] == LINE or s.is_mark(j, COMMAS) or s.form[j] in ":.!?":
            return True
        form = s.form[j]
        if form in g.complementisers or form in g.continuations or form in g.relatives or form in g.what:
            return True
        return form in g.openers_bare

    def relative(self, i: int, first: int) -> Phrase | None:
        """The noun that the relative clause of the verb at `i` hangs on: the spokesman who said that …"""
        s, g = self.s, self.g
        j = i - 1
        while j > first and s.form[j] in g.already:
            j -= 1
        if j <= first or s.form[j] not in g.relatives:
            return None
        end = j
        if s.is_mark(end - 1, COMMAS):
            end -= 1
        best: Phrase | None = None
        for begin in range(end - 1, max(first - 1, end - 16), -1):
            if s.kinds[begin] == LINE or s.is_mark(begin, COMMAS):
                break
            conj, prep, letters = g.governed(s.form[begin])
            phrase = self.sources.phrase(begin, end, glued=letters if conj or prep else 0)
            if phrase.last == end:
                best = phrase
            if prep or s.form[begin] in g.prepositions or g.is_finite(s.form[begin]):
                break
        return best

    def main(self, i: int, sentences: list[tuple[int, int]], number: int) -> Phrase | None:
        """The subject of the first verb of the sentence before `i`, else of the sentence before it."""
        s, g = self.s, self.g
        for n in (number, number - 1):
            if n < 0:
                return None
            first, last = sentences[n]
            stop = min(last, i) if n == number else last
            for k in range(first, min(stop, first + 12)):
                if s.kinds[k] != WORD or not (g.is_finite(s.form[k]) or g.verbal_cues(s.form[k])):
                    continue
                j = k + 1
                while j < stop and (s.form[j] in g.time or j in s.dated):
                    j = max(j + 1, s.dated[j][0] if j in s.dated else 0)
                if j < stop:
                    phrase = self.sources.phrase(j, stop, tight=True)
                    if phrase.last > phrase.first and self.sources.actor(phrase):
                        return phrase
                before = self.before(k, first)
                if before is not None and self.sources.actor(before):
                    return before
                break
        return None

    def clause_start(self, i: int, first: int) -> tuple[int, int]:
        """Where the clause that ends before `i` begins: (token, letters of a conjunction to leave out).

        The whole sentence but for what ties it to the text before: a conjunction, "for his part,".
        """
        s, g = self.s, self.g
        start = first
        for k in range(first + 1, min(i, first + 6)):
            if s.is_mark(k, COMMAS):
                if (
                    g.governed(s.form[first])[1]
                    or s.form[first] in g.prepositions
                    or g.without_conjunction(s.form[first]) in g.prepositions
                ) and not any(g.is_finite(s.form[m]) for m in range(first, k)):
                    start = k + 1
                break
        while start < i and s.kinds[start] == MARK and s.quotes.at(start) is None:
            start += 1
        conj = g.governed(s.form[start])[0]
        if not conj and g.without_conjunction(s.form[start]) != s.form[start] and g.is_finite(s.form[start]):
            conj = 1
        return start, conj
