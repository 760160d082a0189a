"""Who acts in a sentence, be it by saying or not: with whom a verb goes that has no subject of its own."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.earlier import FURTHEST
from tawatur.kinds.attributions.fronted import NEAR, Fronted
from tawatur.kinds.attributions.nouns import TITLES, Phrase
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, MARK, WORD

_HEADLINE: Final = 6
"""Tokens of a headline that who acts in it may take before its verb."""
_ROOT: Final = 3
"""Letters of the plain stem of a verb in the past."""
_CLOSED: Final = 3
"""Tokens of the shortest clause that an according-to phrase closes by itself."""


class Subjects(Fronted):
    """Finds the subjects of one text."""

    def opening(self, i: int, first: int, gender: str, number: str) -> Phrase | None:
        """Who stands right behind the sentence's first word, in all likelihood its verb, and agrees with a participle.

        X hastened to …, stressing that: whoever spoke in the sentences before.
        """
        s, g, k = self.s, self.g, first + 1
        if k >= i or not s.is_word(first) or g.definite(s.form[first]) or first in s.named or s.preposition(first):
            return None
        if g.governed(s.form[first])[1] or g.names.classes(s.form[first]) or s.noun_ending(first):
            return None
        while k < i and (s.form[k] in g.time or k in s.dated):
            k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k >= i or g.governed(s.form[k])[2] or s.preposition(k) or not (k in s.named or self.definite_at(k)):
            return None
        phrase = self.sources.phrase(k, i, tight=True)
        if phrase.last <= phrase.first or not self.sources.actor(phrase):
            return None
        own, many = self.sources.agreement(phrase)
        if (own and gender in ("m", "f") and own != gender and number == "s") or (number == "s" and many == "p"):
            return None
        return self._with_title(phrase, i)._replace(ends="who acts in the participle's own sentence")

    def definite_at(self, k: int) -> bool:
        """Whether a definite phrase or a title begins at a token."""
        s, g = self.s, self.g
        return g.definite(s.form[k]) or not g.names.classes(s.form[k]).isdisjoint(TITLES) or self.personal(k)

    def main(self, i: int, sentences: list[tuple[int, int]], number: int) -> Phrase | None:
        """The subject of the first verb of the sentence before `i`, else of the sentence before it."""
        plural = any(c.number == "p" for c in self.g.cues.forms.get(self.s.form[i], ()))
        for loose in (False,) if plural else (False, True):
            own = self.first_subject(sentences[number][0], i, loose=loose)
            if own is None and number > 0:
                own = self.first_subject(*sentences[number - 1], loose=loose)
            if own is not None:
                return None if plural and self.one_person(own[1]) else own[1]
        return None

    def preceded(self, i: int, first: int) -> Phrase | None:
        """Whom "it has been before" names: it happened before that So-and-so said …"""
        s, g = self.s, self.g
        for k in range(i - 2, max(first - 1, i - FURTHEST), -1):
            if s.form[k] in g.before_now and k + 1 < i:
                letters = g.governed(s.form[k + 1])[2]
                if not letters and s.form[k + 1].startswith(g.to) and k + 1 in s.named:
                    letters = len(g.to)
                if not letters or not s.form[k + 1].startswith(g.to):
                    return None
                phrase = self.sources.phrase(k + 1, i, glued=letters)
                end = phrase.last
                while end < i and (
                    s.is_mark(end, COMMAS) or g.without_conjunction(s.form[end]) in g.bare_complementisers
                ):
                    end += 1
                return phrase._replace(ends="the verb follows") if end == i and end > phrase.last else None
            if s.kinds[k] in (LINE, MARK) and not s.is_mark(k, COMMAS):
                return None
        return None

    def doer(self, at: int, first: int) -> Phrase | None:
        """The subject of the verb that a verbal noun goes with: X opened the talks by stressing; None for nobody.

        It is empty where the verb has no subject of its own.
        """
        s, g = self.s, self.g
        for k in range(at - 1, max(first - 1, at - FURTHEST), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?":
                return None
            if not (s.finite(k) or any(not c.bare or c.conj for c in g.verbal_cues(s.form[k]))):
                continue
            if s.form[k] in g.done or g.without_conjunction(s.form[k]) in g.done:
                return None
            phrase = self.sources.phrase(k + 1, at, tight=True)
            if phrase.last > phrase.first and self.sources.actor(phrase):
                return phrase
            before = self.before(k, first)
            sure = before is not None and before.first > first and s.form[before.first - 1] in g.complementisers
            if before is not None and (sure or self.sources.actor(before)):
                return before
            own = k == first or g.without_conjunction(s.form[k]) != s.form[k] or s.kinds[k - 1] == MARK
            bare = phrase.last <= phrase.first or s.form[phrase.first].endswith(g.own_ends)
            return Phrase(k, k, 0, "the verb's own") if own and bare else None
        return None

    def nearest_subject(self, at: int, first: int) -> tuple[int, Phrase] | None:
        """The last verb before a participle that no mark parts from it, and its subject: X answered her, saying."""
        s, g = self.s, self.g
        for k in range(at - 1, max(first, at - NEAR), -1):
            if s.kinds[k] in (LINE, MARK) or s.form[k] in self.g.relatives or s.form[k] in self.g.complementisers:
                return None
            if s.finite(k) or any(not c.bare for c in self.g.verbal_cues(s.form[k])) or self._told_so(k, at):
                j = k + 2 if s.form[k + 1] in g.pronominal else k + 1
                phrase = self.sources.phrase(j, at, tight=True)
                return (k, phrase) if phrase.last > phrase.first and self.sources.actor(phrase) else None
        return None

    def _told_so(self, k: int, at: int) -> bool:
        """Whether a word with "so", "and" is a verb no list has: who acts stands between it and a participle."""
        s, g, j = self.s, self.g, k + 1
        bare = g.without_conjunction(s.form[k])
        if bare == s.form[k] or g.definite(bare) or g.names.classes(bare) or s.noun_ending(k) or len(bare) != _ROOT:
            return False
        return j < at and (self.personal(j) or (j + 1 == at and g.definite(s.form[j])))

    def first_subject(self, first: int, stop: int, *, loose: bool = False) -> tuple[int, Phrase] | None:
        """The first verb among tokens `[first, stop)`, which begin a sentence, and its subject, if it can speak."""
        s, g = self.s, self.g
        if (topic := self._as_for(first, stop)) is not None:
            return topic
        for k in range(first, min(stop, first + 12)):
            if s.kinds[k] != WORD or (k > first and s.preposition(k)):
                continue
            if not (s.finite(k) or g.verbal_cues(s.form[k]) or self._heads_sentence(k, first, stop)):
                continue
            if first < k <= first + _HEADLINE and (self.headline == first or s.finite(k)):
                ahead = self.before(k, first)
                if ahead is not None and self.sources.actor(ahead) and not s.indefinite(ahead.first):
                    return k, ahead
            j = k + 1
            while j < stop and (s.form[j] in g.time or j in s.dated or s.form[j] in g.this):
                j = max(j + 1, s.dated[j][0] if j in s.dated else 0)
            if s.form[j - 1] in g.this:
                j = self._past_medium(j, stop)
            if j + 1 < stop and s.form[k] in g.done and not g.definite(s.form[j]) and self.sources.verbal_noun(j):
                j += 1  # was questioned, was elected: who it was done to
            if j < stop and (not g.governed(s.form[j])[1] or (j in s.named and j not in s.behind_clitic)):
                phrase = self.sources.phrase(j, stop, tight=True)
                doer = self.sources.actor(phrase) and not self._state(j)
                if loose and k - first <= 1 and s.form[phrase.first] not in g.this:
                    doer = doer or self.definite(phrase)
                if phrase.last > phrase.first and doer:
                    return k, self._with_title(self._without_object(k, phrase, stop), stop)
            before = self.before(k, first)
            if before is not None and self.sources.actor(before):
                return k, before
            break
        return None

    def _as_for(self, first: int, stop: int) -> tuple[int, Phrase] | None:
        """Who "as for" names at the head of a sentence, and the token behind him: as for X, he has opened …"""
        s, g = self.s, self.g
        if s.form[first] not in g.as_for or first + 2 >= stop:
            return None
        phrase = self.sources.phrase(first + 1, stop)
        k = phrase.last + (phrase.last < stop and s.is_mark(phrase.last, COMMAS))
        told = k < stop and s.form[k].startswith(g.conjunctions) and phrase.last > phrase.first
        return (k, phrase) if told and self.sources.actor(phrase) else None

    def _without_object(self, verb: int, phrase: Phrase, stop: int) -> Phrase:
        """A subject without the title behind its name, where the verb has no other object: X met the mayor."""
        s, g, last = self.s, self.g, phrase.last
        apart = last >= stop or not s.is_word(last) or s.preposition(last) or any(g.governed(s.form[last])[:2])
        apart = apart or last in s.dated or s.form[last] in g.time
        if not apart or g.without_conjunction(s.form[verb]) not in g.of_people:
            return phrase
        for k in range(phrase.first + 1, last):
            if self.sources.classes(k).isdisjoint(TITLES) or g.definite(s.form[k]):
                continue
            named = any(s.named.get(i) == (k, "person") for i in range(phrase.first, k))
            alone = g.definite(s.form[phrase.first]) and all(map(self.sources.adjective, range(phrase.first + 1, k)))
            if named or (alone and not self.sources.classes(phrase.first).isdisjoint(TITLES)):
                return phrase._replace(last=k, ends="the verb's object follows")
        return phrase

    def _with_title(self, phrase: Phrase, stop: int) -> Phrase:
        """A person's name with the title that stands between commas behind it: So-and-so, the mayor of X, began."""
        s, g, k = self.s, self.g, phrase.last
        named = s.named.get(phrase.first)
        if k + 2 >= stop or not s.is_mark(k, COMMAS) or named is None or named[1] != "person":
            return phrase
        if self.sources.classes(k + 1).isdisjoint(TITLES) or g.governed(s.form[k + 1])[2] or s.finite(k + 1):
            return phrase
        title = self.sources.phrase(k + 1, stop)
        if title.last >= stop or not s.is_mark(title.last, COMMAS):
            return phrase
        return phrase._replace(last=title.last, ends="the title behind a name ends")

    def _past_medium(self, j: int, stop: int) -> int:
        """The token behind "to" and a medium in quotation marks or known by name; `j` where none stands."""
        s, g = self.s, self.g
        _, prep, letters = g.governed(s.form[j]) if j < stop else (0, "", 0)
        if prep != g.to:
            return j
        quote = s.quotes.at(j + 1)
        if quote is not None and quote.closed and letters == len(s.form[j]) and quote.after < stop:
            return quote.after
        return s.named[j][0] if j in s.named and s.named[j][1] == "outlet" else j

    def _state(self, j: int) -> bool:
        """Whether a word that is no name stands in the accusative: what somebody is or remains."""
        s, g = self.s, self.g
        form = s.form[j]
        if not form.endswith(g.accusative) or form.endswith(g.own_ends) or g.definite(form):
            return False
        if j in s.named or self.personal(j):
            return False
        return g.accusative_noun(form)

    def _heads_sentence(self, k: int, first: int, stop: int) -> bool:
        """Whether the first word of a sentence must be a verb, known or not: somebody with a title follows it."""
        s, g = self.s, self.g
        if k > first or k + 1 >= stop or g.definite(s.form[k]) or s.noun_ending(k) or g.names.classes(s.form[k]):
            return False
        return self.human(k + 1) or (g.names.is_verb(s.form[k]) and g.definite(s.form[k + 1]))
