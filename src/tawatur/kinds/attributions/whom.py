"""Whom a verb of saying is about or speaks to, where that stands between it and its complement."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Walk
from tawatur.kinds.attributions.cues import Cue
from tawatur.kinds.attributions.nouns import TITLES, Phrase
from tawatur.kinds.attributions.quotes import Quote
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.kinds.attributions.wandering import Wandering

_ANONYMOUS: Final = 12
"""Tokens that such a clause may take."""
_STEM: Final = 2
"""Letters that a noun with a pronoun has more than."""
_NAME: Final = 6
"""Tokens that a name in quotation marks may take, the marks included."""


class Whom(Wandering):
    """Tells them from who speaks, in one text."""

    def _adjective_of(self, k: int, walk: Walk) -> bool:
        """Whether a word written like a particle ends an indefinite phrase as its adjective: from private sources."""
        for phrase in (walk.spoken, walk.subject):
            if phrase is not None and phrase.first < k == phrase.last - 1 and not self.g.definite(self.s.form[k - 1]):
                return True
        return False

    def _topic_named(self, i: int, quote: Quote, cue: Cue, walk: Walk) -> bool:
        """Whether a short quotation is the name of what the verb is about: called the film "X" a deep one."""
        topic = walk.topic
        if topic is None or topic.last != i or cue.lemma.quote or not quote.closed or quote.after - i > _NAME:
            return False
        walk.topic = topic._replace(last=quote.after, ends="the quotation marks of a name")
        return True

    def _told_paper(self, quote: Quote, walk: Walk) -> bool:
        """Whether a short quotation behind a verb that speaks to somebody is a paper's name, and more follows."""
        s, k = self.s, quote.after
        if walk.addressed or not quote.closed or quote.last - quote.first > _NAME or k >= len(s.form):
            return False
        if not s.is_word(k) or any(s.finite(n) for n in range(quote.first, quote.last)):
            return False
        if self.g.definite(s.form[k]) and self.sources.classes(k).isdisjoint(TITLES):
            return False
        if self.chains.medium(Phrase(quote.first, quote.last, 0, "")):
            return True
        return s.form[k] not in self.g.complementisers and self.sources.actor(self.sources.phrase(k, len(s.form)))

    def _pronoun_alone(self, i: int, limit: int) -> bool:
        """Whether a pronoun by itself is what something is said of: considering this | a breach of the truce."""
        s, g = self.s, self.g
        if s.form[i] in g.objects_own:
            return True
        return s.form[i] in g.this and i + 1 < limit and s.is_word(i + 1) and not g.definite(s.form[i + 1])

    def _called_on(self, i: int, cue: Cue, limit: int, preps: set[str]) -> int:
        """Where the phrase ends that names whom the verb calls on, and what is asked of them follows; else `i`."""
        s, g = self.s, self.g
        conj, prep, letters = g.governed(s.form[i])
        if conj or prep != cue.lemma.whom or len(s.form[i]) == letters:
            return i
        k = self.sources.phrase(i, limit, glued=letters, tight=True, takes=tuple(preps)).last
        brothers = k + 1 < limit and g.definite(s.form[k]) and not g.governed(s.form[k])[2]
        if brothers and not self.acts.is_act(s.form[k].removeprefix(g.article)):
            k += 1  # the brothers, the citizens
        if k + 1 >= limit:
            return i
        asked = s.form[k] in g.complementisers or s.form[k] in preps or g.governed(s.form[k])[1] in preps
        return k if asked or self.acts.is_act(s.form[k].removeprefix(g.article)) else i

    def _past_anonymity(self, i: int, limit: int) -> int:
        """The comma behind a clause between commas in which a source asks not to be named; `i` where none stands."""
        s, g = self.s, self.g
        if i + 1 >= limit or not s.is_mark(i - 1, COMMAS) or not g.phrase_at(g.anonymity, s.tokens, i + 1, limit):
            return i
        return next((k for k in range(i + 3, min(limit - 1, i + _ANONYMOUS)) if s.is_mark(k, COMMAS)), i)

    def _duty(self, cue: Cue, phrase: Phrase) -> tuple[Phrase, int] | None:
        """Whom a verb blames, apart from the word that it needs, taken for one phrase: holding the state | liable."""
        whom = self._before_word(phrase, cue.lemma.needs, "what it is blamed with follows")
        return (whom, whom.last) if whom.last < phrase.last else None

    def _public(self, phrase: Phrase, cue: Cue) -> bool:
        """Whether a phrase is everybody, whom somebody calls on, and not who does it: and he called on all to."""
        g, form = self.g, self.s.form[phrase.first]
        return form in g.public or (cue.gender == "m" and form in g.public_feminine)

    def _each(self, phrase: Phrase) -> bool:
        """Whether a phrase names each of two or more, who speak: each of X and Y."""
        form, k = self.s.form, phrase.first
        return form[k] in self.g.public and k + 1 < len(form) and form[k + 1] == self.g.out_of

    def _called_before(self, at: int, i: int, limit: int) -> bool:
        """Whether who speaks stands behind a noun whose pronoun is what the clause tells of: the summit that

        to the holding of it called the king.
        """
        s, g = self.s, self.g
        if s.form[at - 1] not in g.relatives or not s.form[i].endswith(g.own_ends) or i + 1 >= limit:
            return False
        if g.governed(s.form[i + 1])[2] or s.preposition(i + 1) or not s.is_word(i + 1):
            return False
        behind = self.sources.phrase(i + 1, limit, tight=True)
        return behind.last > behind.first and self.sources.actor(behind)

    def _over(self, i: int, cue: Cue, limit: int, walk: Walk) -> int:
        """Behind whom the verb is about, where its own preposition stands at a token: he sued | X for; else `i`."""
        s, g, over = self.s, self.g, cue.lemma.over
        if s.form[i] in g.pronominal and s.form[i].startswith(over[:-1]):
            walk.over = True
            return i + 1
        if s.form[i] != over or i + 1 >= limit:
            return i
        phrase = self.sources.phrase(i + 1, limit, takes=tuple(t[1:] for t in cue.lemma.takes if t[:1] == "+"))
        if phrase.last == phrase.first:
            return i
        walk.topic, walk.over = phrase, True
        return phrase.last

    def act_at(self, start: int, glued: int) -> bool:
        """Whether a complement is an act, or something that somebody does: dealing with, his part in; nobody at all."""
        g, acts = self.g, self.acts
        form = self.s.head_word(start) if glued else self.s.form[start]
        form = form.removeprefix(g.article)
        if acts.is_act(form) or g.is_masdar(form) or form in g.lack:
            return True
        stems = (stem for stem in g.disowned(form) if len(stem) > _STEM)
        return any(acts.owned(stem) or g.is_masdar(stem) or g.names.is_noun(stem) for stem in stems)
