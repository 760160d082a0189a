"""Subjects that don't follow their verb: before it, before its relative clause, or at the head of the sentence."""

from __future__ import annotations

from tawatur.kinds.cues import PRESENT, Cue
from tawatur.kinds.earlier import FURTHEST, Earlier
from tawatur.kinds.nouns import TITLES, Phrase
from tawatur.kinds.scene import COMMAS, Scene
from tawatur.kinds.sources import Sources
from tawatur.words import LINE, MARK, WORD

_HEADLINE = 6
"""Tokens of a headline that who acts in it may take before its verb."""
_NEAR = 14
"""Tokens between a verb and a participle that goes with it."""

_ROOT = 3
"""Letters of the plain stem of a verb in the past."""
_CLOSED = 3
"""Tokens of the shortest clause that an according-to phrase closes by itself."""


class Subjects(Earlier):
    """Finds the subjects of one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        super().__init__(scene, sources)
        g = scene.grammar
        self.headline = -1
        """The first token of the headline while it is read: who stands there before a verb is its subject."""
        self._particles = g.openers_bare | g.already | g.but_he | g.turns | g.time

    def verb_place(self, i: int, first: int) -> bool:
        """Whether a verb must or may well stand at `i`: at a clause's head, or behind a particle that calls for one."""
        s, g = self.s, self.g
        j = i - 1
        if j < first or s.kinds[j] in (LINE, MARK):
            return True
        if s.preposition(j) and s.form[j] not in g.what:
            return False
        start = i
        while start > first and i - start < FURTHEST and not self._boundary(start - 1):
            start -= 1
        if start < i and self._past_openers(start, i) == i:
            return True  # behind "on the other hand" and the like
        form = s.form[j]
        return (
            form in g.already
            or form in g.verb_after
            or form in g.relatives
            or form in g.what
            or form in g.turns
            or form in g.complementisers
        )

    def before(self, i: int, first: int) -> Phrase | None:
        """The noun phrase that is the subject of the verb at `i` and stands right before it, or None."""
        s, g = self.s, self.g
        end = i
        while end > first and (s.form[end - 1] in g.already or s.form[end - 1] in g.time):
            end -= 1
        if end - 1 > first and s.quotes.at(end - 1) is not None and s.is_word(end - 2) and end == i:
            return self._told_of(end - 1, first)
        if end <= first:
            return None
        if (apposed := self._apposed(end, i, first)) is not None:
            return apposed
        if end < i and s.is_mark(end - 1, COMMAS) and s.form[first] in g.was:
            end -= 1  # and So-and-so had, some time before, said
        if end == i and s.is_mark(end - 1, COMMAS) and (aside := self._aside(i, first)) < i:
            end = aside
        start = end
        while start > first and end - start < FURTHEST and not self._boundary(start - 1):
            start -= 1
        for k in range(end - 1, start, -1):  # and So-and-so says: the nearest speaker that a conjunction opens
            conj, prep, _ = g.governed(s.form[k])
            glued = k in s.behind_clitic and s.form[k][:1] in g.conjunctions and s.form[k] not in g.unsplit
            if (conj and not prep) or glued:
                phrase = self.sources.phrase(k, end, glued=1)
                if phrase.last == end and (k in s.named or self.sources.actor(phrase)) and self._verb_before(start, k):
                    return phrase._replace(ends="the verb follows")
        begin = self._past_openers(start, end)
        quote = s.quotes.at(begin) if begin < end else None
        if quote is not None and quote.last > i:
            begin = self._past_openers(begin + 1, end)  # the quotation holds the verb too
        if begin >= end or s.form[begin] in g.pronouns or s.form[begin].lstrip("".join(g.conjunctions)) in g.glued:
            return None
        conj, prep, letters = g.governed(s.form[begin])
        if prep and (begin not in s.named or begin in s.behind_clitic):
            return None
        if conj and begin > first and s.form[begin - 1] in g.complementisers:
            conj = 0  # behind "that" no "and" stands: the letter is the name's own
        phrase = self.sources.phrase(begin, end, glued=conj)
        if phrase.last <= begin or self.past_adjuncts(phrase.last, end) != end:
            return None
        sure = start > first and s.form[start - 1] in g.complementisers
        sure = sure or (begin > first and s.form[begin - 1] in g.but)
        if sure and not s.finite(begin):
            return phrase._replace(ends="the verb follows")
        if s.finite(begin):
            return None
        if phrase.last < end and not self.sources.actor(phrase):
            return None
        heads = begin == self.headline and phrase.last == end and s.form[begin] not in g.time
        if not heads and not self.definite(phrase, letters) and not self.sources.actor(phrase):
            return None  # an indefinite noun with a clause of its own: clashes that were called fierce
        return phrase._replace(ends="the verb follows")

    def _told_of(self, end: int, first: int) -> Phrase | None:
        """Who stands between "that" and an opening mark with his verb right behind it: said that X "will ask …"."""
        s, g = self.s, self.g
        for k in range(end - 1, max(first, end - _NEAR), -1):
            if s.form[k] in g.complementisers:
                phrase = self.sources.phrase(k + 1, end)
                known = phrase.last == end and self.sources.actor(phrase)
                return phrase._replace(ends="the verb follows") if known else None
            if s.kinds[k] != WORD or s.finite(k):
                return None
        return None

    def _apposed(self, end: int, i: int, first: int) -> Phrase | None:
        """Who opens the clause of the verb at `i`, his name or title between commas up to `end`: X, head of Y, said."""
        s, g = self.s, self.g
        closed = s.is_mark(end - 1, COMMAS)
        end -= closed
        c = end - 1
        while c > first and i - c < FURTHEST and s.kinds[c] != LINE and not s.finite(c) and not s.is_mark(c, COMMAS):
            c -= 1
        k = c + 1
        if c <= first or k >= end or not s.is_mark(c, COMMAS) or g.governed(s.form[k])[2] or s.preposition(k):
            return None
        if not self.personal(k) or self.sources.phrase(k, end).last != end:
            return None
        begin = self._past_openers(first, c)
        that = next((n + 1 for n in range(c - 1, begin, -1) if s.form[n] in g.complementisers), begin)
        conj, prep, _ = g.governed(s.form[that])
        if that >= c or s.finite(that) or (prep and that not in s.named):
            return None
        phrase = self.sources.phrase(that, c, glued=conj if not prep else 0)
        if phrase.last != c or not self.sources.actor(phrase) or not (closed or s.named.get(that) == (c, "person")):
            return None
        behind = self.sources.phrase(i + 1, min(len(s.form), i + FURTHEST), tight=True)
        if behind.last > behind.first and self.sources.actor(behind):
            return None
        return phrase._replace(last=end, ends="the verb follows")

    def _aside(self, i: int, first: int) -> int:
        """The comma that opens a clause about the subject, closed by the one before the verb at `i`; else `i`.

        So-and-so, who heads the party, warned: what stands behind the verb can't be its subject then.
        """
        s, g = self.s, self.g
        if i - first < FURTHEST and not s.finite(first) and not g.governed(s.form[first])[2]:
            phrase = self.sources.phrase(first, i - 1)
            if phrase.last == i - 1 and phrase.last > first + 1 and self.sources.actor(phrase):
                return i - 1
        for k in range(i - 3, max(first, i - FURTHEST), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?" or g.verbal_cues(s.form[k]):
                return i
            if not s.is_mark(k, COMMAS):
                continue
            told = s.form[k + 1] in g.relatives or g.without_conjunction(s.form[k + 1]) in g.pronouns
            if not told:
                continue
            behind = self.sources.phrase(i + 1, min(len(s.form), i + FURTHEST), tight=True)
            if (
                behind.last > behind.first
                and self.sources.actor(behind)
                and not s.form[behind.first].endswith(g.oblique)
            ):
                return i
            return k
        return i

    def _prepositional(self, j: int) -> bool:
        return (
            self.s.form[j] in self.g.prepositions or self.g.without_conjunction(self.s.form[j]) in self.g.prepositions
        )

    def topic(self, i: int, first: int) -> Phrase | None:
        """The subject that "as for" names at the head of the sentence: as for So-and-so, he said."""
        s, g = self.s, self.g
        while i - 1 > first and g.without_conjunction(s.form[i - 1]) in g.only_verbs and s.form[i - 1] not in g.as_for:
            i -= 1  # and he has said
        if not g.as_for or not s.form[i].startswith(g.conjunctions[-1]):
            return None
        for k in range(i - 2, max(first - 1, i - FURTHEST), -1):
            if s.form[k] in g.as_for:
                phrase = self.sources.phrase(k + 1, i)
                if phrase.last <= phrase.first:
                    return None
                apposed = s.is_mark(phrase.last, COMMAS) and s.is_mark(i - 1, COMMAS)
                told = next((n for n in range(phrase.last, i) if self._relates(n)), i)
                if apposed and not any(s.finite(n) for n in range(phrase.last, told)):
                    return phrase._replace(last=min(told, i - 1), ends="the verb follows")
                clause = phrase.last < i and self._relates(phrase.last)
                clause = clause and s.is_mark(i - 1, COMMAS)
                if clause or self.past_adjuncts(phrase.last, i) == i:
                    return phrase._replace(ends="the verb follows")
                return None
        return None

    def _relates(self, k: int) -> bool:
        """Whether a relative clause begins at a token, behind a conjunction or not."""
        return self.g.without_conjunction(self.s.form[k]) in self.g.relatives

    def _verb_before(self, start: int, k: int) -> bool:
        return any(self.s.finite(m) for m in range(start, k))

    def _past_openers(self, start: int, end: int) -> int:
        """Where a phrase may begin: behind particles and "for his part" at the head of the clause."""
        s, g = self.s, self.g
        while start < end:
            form = s.form[start]
            bare = g.without_conjunction(form)
            if (
                form in self._particles
                or form in g.cues.result
                or bare in g.auxiliaries
                or (bare in g.negations and self.s.form[start + 1] in g.auxiliaries)
                or (s.kinds[start] == MARK and s.quotes.at(start) is None)
            ):
                start += 1
            elif start in s.dated:
                start = max(s.dated[start][0], start + 1)
            elif (s.preposition(start) or bare in g.prepositions - {form}) and start not in s.in_name:
                while start + 2 < end and s.preposition(start + 1) and s.form[start + 1] in g.or_nouns:
                    start += 1  # about the result of
                behind = s.dated[start + 1][0] if start + 1 in s.dated else start + 2
                start = max(self.sources.phrase(start + 1, end).last, behind)
            else:
                break
        return start

    def past_adjuncts(self, k: int, end: int) -> int:
        """Pass times and phrases behind prepositions between a subject and its verb."""
        s, g = self.s, self.g
        while k < end:
            form = s.form[k]
            if form in g.time or form in g.pronominal:
                k += 1
            elif k in s.dated:
                k = max(s.dated[k][0], k + 1)
            elif form in g.prepositions:
                k = max(self.sources.phrase(k + 1, end).last, k + 2)
            elif (letters := g.governed(form)[2]) and not g.governed(form)[0]:
                k = max(self.sources.phrase(k, end, glued=letters).last, k + 1)
            else:
                return k
        return k

    def _boundary(self, j: int) -> bool:
        s, g = self.s, self.g
        if j in s.in_name:
            return False
        if s.kinds[j] == LINE or s.is_mark(j, COMMAS) or s.form[j] in ":.!?":
            return True
        if s.form[j] == "/" and s.tokens.spaced(j):
            return True  # behind the desk's mark: general / …
        form = s.form[j]
        if form in g.this and j > 0 and self._prepositional(j - 1):
            return False  # in this regard
        if form in g.but_he or form in g.turns:
            return True
        if form in g.complementisers or form in g.continuations or form in g.relatives:
            return True
        return form in g.openers_bare or (form in g.what and form not in g.prepositions)

    def relative(self, i: int, first: int, cue: Cue) -> Phrase | None:
        """The noun that the relative clause of the verb at `i` hangs on: the spokesman who said that …"""
        s, g = self.s, self.g
        j = i - 1
        while j > first and s.form[j] in g.already:
            j -= 1
        if j <= first or s.form[j] not in g.relatives:
            return None
        if cue.pronoun and (s.form[j] in g.feminine_relatives) == (cue.pronoun == g.her) and not cue.lemma.addressee:
            return None  # what somebody called so: the visit that they called
        if s.form[j] in g.feminine_relatives and cue.gender == "m":
            return None
        if s.form[j] in g.masculine_relatives and cue.gender == "f":
            return None
        if cue.lemma.impersonal and cue.tense == PRESENT and (cue.gender, cue.number) == ("m", "s"):
            return None  # who is expected to
        objects = any(t[:1] in "=@" for t in cue.lemma.takes)
        if not objects and i + 1 < len(s.form) and not g.governed(s.form[i + 1])[1] and not s.preposition(i + 1):
            behind = self.sources.phrase(i + 1, min(len(s.form), i + FURTHEST), tight=True)
            owned = g.splitter.split(s.form[behind.first]).enclitic != ""
            if behind.last > behind.first and (owned or self.sources.actor(behind)):
                return None
        end = j
        if s.is_mark(end - 1, COMMAS):
            end -= 1
        best: Phrase | None = None
        passed = False  # a preposition: only somebody who can speak is looked for before it
        for begin in range(end - 1, max(first - 1, end - 16), -1):
            if s.kinds[begin] == LINE or s.is_mark(begin, COMMAS):
                break
            conj, prep, letters = g.governed(s.form[begin])
            if s.finite(begin) or s.form[begin] in g.complementisers:
                break
            phrase = self.sources.phrase(begin, end, glued=letters if conj or prep else 0)
            if begin in s.named and s.named[begin][0] == end and begin in s.behind_clitic and best is not None:
                best = phrase
            if phrase.last == end and (best is None or not prep) and (not passed or self.sources.actor(phrase)):
                if best is not None and any(s.form[k] in g.pronominal for k in range(begin, best.first)):
                    break  # what somebody's words are told in: the site on which the statements of the head who …
                best = phrase
            if prep and best is not None and self.g.names.is_title(s.form[best.first]):
                break
            passed = passed or bool(prep) or s.preposition(begin)
        return best

    def of_clause(self, i: int, first: int, cue: Cue) -> Phrase | None:
        """The noun that opens the clause of the verb at `i`, told of between them: that a survey they made shows …"""
        s, g = self.s, self.g
        if cue.lemma.contained and i + 1 < len(s.form) and s.form[i + 1] in g.in_it:
            return self._paper(i, first)
        for c in range(i - 2, max(first, i - FURTHEST), -1):
            if s.kinds[c] == LINE or (s.kinds[c] == MARK and s.form[c] != "/"):
                return None
            if s.form[c] not in g.complementisers:
                continue
            head = c + 1
            if s.form[c] not in g.bare_complementisers or g.definite(s.form[head]) or head in s.named:
                return None
            if s.finite(head) or s.preposition(head) or not s.form[head].endswith(g.indefinite_ends):
                return None
            behind = s.form[head + 1]
            if g.gender_of(s.form[head]) == ("m" if cue.gender == "f" else "f") or g.definite(behind):
                return None
            told = s.finite(head + 1) or (behind.endswith(g.own_ends) and not g.governed(behind)[2])
            return Phrase(head, i, 0, "the verb follows") if told and head + 1 < i - 1 else None
        return None

    def _paper(self, i: int, first: int) -> Phrase | None:
        """The document that something stands in: issued a statement in which there came …"""
        s, g = self.s, self.g
        for k in range(i - 1, max(first - 1, i - _NEAR), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?" or s.form[k] in g.complementisers:
                return None
            letters = g.governed(s.form[k])[2]
            head = s.head_word(k)
            if head in g.documents or head in g.papers or head in g.statements:
                phrase = self.sources.phrase(k, i, glued=letters)
                return phrase._replace(ends="the verb follows") if phrase.last > k else None
        return None

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
        return phrase._replace(ends="who acts in the participle's own sentence")

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
                return own[1]
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
        for k in range(at - 1, max(first, at - _NEAR), -1):
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
        for k in range(first, min(stop, first + 12)):
            if s.kinds[k] != WORD or not (
                s.finite(k) or g.verbal_cues(s.form[k]) or self._heads_sentence(k, first, stop)
            ):
                continue
            if k > first and k - first <= _HEADLINE and self.headline == first:
                ahead = self.before(k, first)
                if ahead is not None and self.sources.actor(ahead):
                    return k, ahead
            j = k + 1
            while j < stop and (s.form[j] in g.time or j in s.dated or s.form[j] in g.this):
                j = max(j + 1, s.dated[j][0] if j in s.dated else 0)
            if j + 1 < stop and s.form[k] in g.done and not g.definite(s.form[j]) and self.sources.verbal_noun(j):
                j += 1  # was questioned, was elected: who it was done to
            if j < stop and (not g.governed(s.form[j])[1] or (j in s.named and j not in s.behind_clitic)):
                phrase = self.sources.phrase(j, stop, tight=True)
                doer = self.sources.actor(phrase)
                if loose and k - first <= 1 and s.form[phrase.first] not in g.this:
                    doer = doer or self.definite(phrase)
                if phrase.last > phrase.first and doer:
                    return k, phrase
            before = self.before(k, first)
            if before is not None and self.sources.actor(before):
                return k, before
            break
        return None

    def _heads_sentence(self, k: int, first: int, stop: int) -> bool:
        """Whether the first word of a sentence must be a verb, known or not: somebody with a title follows it."""
        s, g = self.s, self.g
        if k > first or k + 1 >= stop or g.definite(s.form[k]) or s.noun_ending(k) or g.names.classes(s.form[k]):
            return False
        return self.personal(k + 1) or (g.names.is_verb(s.form[k]) and g.definite(s.form[k + 1]))

    def personal(self, k: int) -> bool:
        """Whether a person's title or name begins at a token."""
        s = self.s
        if k in s.named:
            return s.named[k][1] == "person"
        if s.form[k] in self.g.persons or s.form[k] in self.g.excellencies:
            return True
        return self.g.names.is_title(s.form[k]) or (self.g.names.is_first_name(s.form[k]) and s.is_word(k + 1))

    def clause_start(self, i: int, first: int) -> tuple[int, int]:
        """Where the clause that ends before `i` begins: (token, letters of a conjunction to leave out).

        The whole sentence but for what ties it to the text before: a conjunction, "for his part,".
        """
        s, g = self.s, self.g
        start = first
        for k in range(i - 1, first, -1):
            if s.form[k] in g.cues.result and s.is_mark(k - 1, COMMAS):
                return k + 1, 0
        for k in range(i - _CLOSED, first + 1, -1):
            own = s.is_mark(k - 1, COMMAS) and s.finite(k) and g.without_conjunction(s.form[k]) == s.form[k]
            led = s.preposition(first) or g.without_conjunction(s.form[first]) in g.prepositions
            if own and not led and any(s.finite(m) for m in range(first, k - 1)):
                return k, 0  # a clause of its own, which the phrase closes
        for k in range(first + 1, min(i, first + 6)):
            if s.is_mark(k, COMMAS):
                if (
                    g.governed(s.form[first])[1]
                    or s.form[first] in g.prepositions
                    or g.without_conjunction(s.form[first]) in g.prepositions
                ) and not any(s.finite(m) for m in range(first, k)):
                    start = k + 1
                break
        while start < i and s.kinds[start] == MARK and s.quotes.at(start) is None:
            start += 1
        if start + 1 < i and s.form[start] in g.bare_complementisers:
            start += 1
        conj = g.governed(s.form[start])[0]
        if not conj and g.without_conjunction(s.form[start]) != s.form[start] and s.finite(start):
            conj = 1
        return start, conj
