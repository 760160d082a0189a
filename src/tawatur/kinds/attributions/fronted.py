"""Subjects that stand before their verb: right before it, before its relative clause, opening its clause."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import PRESENT, Cue
from tawatur.kinds.attributions.earlier import FURTHEST, Earlier
from tawatur.kinds.attributions.nouns import SPEAKING, Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, MARK, WORD

NEAR: Final = 14
"""Tokens between a verb and a participle that goes with it, or a name that it is told in."""


class Fronted(Earlier):
    """Finds them in one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        super().__init__(scene, sources)
        self.headline = -1
        """The first token of the headline while it is read: who stands there before a verb is its subject."""

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
        if end == i and i - 2 >= first and s.form[i - 1] in g.in_doing and s.kinds[i - 2] == WORD:
            end = i - 1  # the ministry, in announcing this, …
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
        own = begin > first and s.form[begin - 1] in g.complementisers and not self._opens(begin - 1)
        phrase = self.sources.phrase(begin, end, glued=conj)
        if own or phrase.last <= begin or self.past_adjuncts(phrase.last, end) != end or self._no_subject(phrase, i):
            return None
        if phrase.last < end and self._goes_on(phrase, end):
            phrase = phrase._replace(last=end)
        sure = start > first and s.form[start - 1] in g.complementisers
        sure = sure or (begin > first and s.form[begin - 1] in g.but)
        if sure and not s.finite(begin):
            verb = phrase.last == begin + 1 and begin not in s.named and g.names.is_verb(s.form[begin])
            return None if verb else phrase._replace(ends="the verb follows")
        if s.finite(begin):
            return None
        if phrase.last < end and not self.sources.actor(phrase):
            return None
        heads = begin == self.headline and phrase.last == end and s.form[begin] not in g.time
        if not heads and not self.definite(phrase, letters) and not self.sources.actor(phrase):
            return None  # an indefinite noun with a clause of its own: clashes that were called fierce
        return phrase._replace(ends="the verb follows")

    def in_doing(self, i: int, first: int) -> Phrase | None:
        """Who does something in doing another: the ministry, in announcing this, also stresses."""
        s, g = self.s, self.g
        for k in range(i - 2, max(first, i - NEAR), -1):
            if s.form[k] in g.in_doing:
                return self.before(k + 1, first) if s.kinds[k - 1] == WORD and s.finite(k + 1) else None
            if s.kinds[k] == LINE or s.form[k] in g.complementisers or s.form[k] in ".!?:":
                return None
        return None

    def _opens(self, k: int) -> bool:
        """Whether a complementiser has no pronoun: behind that he, that they, no subject follows."""
        g, form = self.g, self.g.without_conjunction(self.s.form[k])
        return form in g.bare_complementisers or form[1:] in g.bare_complementisers

    def _goes_on(self, phrase: Phrase, end: int) -> bool:
        """Whether nothing but what an office or a body is for stands between a phrase and its verb."""
        s, g, k = self.s, self.g, phrase.last
        _, prep, letters = g.governed(s.form[k])
        if prep != g.to or self.sources.classes(phrase.first).isdisjoint(("office", "body", "profession", "honorific")):
            return False
        if not g.definite(s.form[k]) or self.sources.personal_noun(s.form[k]) or s.form[k][letters:] in g.media:
            return False
        words = range(k, end)
        return not any(
            j in s.dated or s.form[j] in g.time or s.kinds[j] == MARK or s.form[j] in g.venues for j in words
        )

    def _no_subject(self, phrase: Phrase, i: int) -> bool:
        """Whether a document is masculine and the verb at `i` isn't: in an article I said."""
        cues = self.g.verbal_cues(self.s.form[i])
        document = self.sources.document(phrase) and self.sources.agreement(phrase) == ("m", "s")
        return document and bool(cues) and all(c.gender in ("f", "1") for c in cues)

    def _told_of(self, end: int, first: int) -> Phrase | None:
        """Who stands between "that" and an opening mark with his verb right behind it: said that X "will ask …"."""
        s, g = self.s, self.g
        for k in range(end - 1, max(first, end - NEAR), -1):
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
        while c > first and i - c < FURTHEST and s.kinds[c] != LINE and s.form[c] not in COMMAS and not s.finite(c):
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
            if s.form[k] in g.bare_complementisers:
                return i - 1 if self._topical(k + 1, i) else i
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

    def _topical(self, k: int, i: int) -> bool:
        """Whether all from a token up to the comma before the verb at `i` is its subject, and nobody stands behind it.

        That the envoy to X, renewed his call; not: that the proof is enough, the defence saw.
        """
        s, g = self.s, self.g
        if s.finite(k) or not (g.definite(s.form[i - 2]) or i - 2 in s.in_name):
            return False
        behind = self.sources.phrase(i + 1, min(len(s.form), i + FURTHEST), tight=True)
        if behind.last > behind.first and (self.sources.actor(behind) or g.definite(s.form[i + 1])):
            return False
        return self.sources.phrase(k, i - 1).last == i - 1

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
                form in self.g.particles
                or form in g.cues.result
                or bare in g.auxiliaries
                or (bare in g.negations and self.s.form[start + 1] in g.auxiliaries)
                or (s.kinds[start] == MARK and s.quotes.at(start) is None)
            ):
                start += 1
            elif start in s.dated:
                start = max(s.dated[start][0], start + 1)
            elif bare in g.in_answer and start + 1 < end and (s.preposition(start + 1) or s.governed_at(start + 1)):
                start += 1
            elif start > 0 and g.without_conjunction(s.form[start - 1]) in g.in_answer and s.governed_at(start):
                letters = g.governed(form)[2]
                start = max(self.sources.phrase(start, end, glued=letters).last, start + 1)
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
        if s.kinds[j] == LINE or s.form[j] in COMMAS or s.form[j] in ":.!?":
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
        return self._antecedent(end, first, s.form[j])

    def _antecedent(self, end: int, first: int, relative: str) -> Phrase | None:
        """The noun phrase up to a relative: the longest whose head agrees with it and isn't cut off by another's.

        A title or a name goes with what is behind it; before it only who is under it, or how many, is a part of the
        same phrase: the deputy of the minister of, and neither his tweet nor the town that he came to.
        """
        s, g = self.s, self.g
        best: Phrase | None = None
        passed = False  # a preposition: only somebody who can speak is looked for before it
        for begin in range(end - 1, max(first - 1, end - 16), -1):
            if s.kinds[begin] == LINE or s.is_mark(begin, COMMAS):
                break
            conj, prep, letters = g.governed(s.form[begin])
            if s.finite(begin) or s.form[begin] in g.complementisers:
                break
            headed = best is not None and self._heads(best)
            apart = headed and not prep and self._apart(begin)
            if best is not None and apart and begin + 1 == best.first and not self._leads_to(begin, first, best):
                break
            phrase = self.sources.phrase(begin, end, glued=letters if conj or prep else 0)
            whole = phrase.last == end
            if begin in s.named and s.named[begin][0] == end and begin in s.behind_clitic and best is not None:
                best = phrase
            head = s.form[begin][letters:]
            if whole and prep and (head in g.how_many or (best is not None and self._borne(phrase, best))):
                return phrase if self._agrees(phrase, relative) else best  # praised the minister of health, who
            if whole and (best is None or not (prep or apart)) and (not passed or self.sources.actor(phrase)):
                if best is not None and any(s.form[k] in g.pronominal for k in range(begin, best.first)):
                    break  # what somebody's words are told in: the site on which the statements of the head who …
                if best is None or self._agrees(phrase, relative):
                    best = phrase
            if (
                prep
                and best is not None
                and g.names.is_title(s.form[best.first])
                and not g.definite(s.form[best.first])
            ):
                break
            passed = passed or bool(prep) or s.preposition(begin)
        return best

    def _agrees(self, phrase: Phrase, relative: str) -> bool:
        """Whether a relative may be about the head of a phrase, by gender and, of a title, by number."""
        g = self.g
        gender, number = self.sources.agreement(phrase)
        if relative in g.plural_relatives:
            return number != "s" or self._apart(phrase.first) or not g.names.is_title(self.s.form[phrase.first])
        wants = "f" if relative in g.feminine_relatives else "m" if relative in g.masculine_relatives else gender
        return number != "s" or not gender or gender == wants

    def _heads(self, phrase: Phrase) -> bool:
        """Whether a phrase begins with a person's title or name."""
        s, g = self.s, self.g
        if phrase.first in s.named:
            return s.named[phrase.first][1] == "person"
        head = s.form[phrase.first][phrase.glued :]
        return g.names.is_title(head) and "body" not in g.names.bare(head)

    def _borne(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether a phrase behind a glued preposition is headed by a title, and what follows it by none."""
        titled = not self.g.definite(self.s.form[name.first]) and name.first not in self.s.named
        return self._heads(phrase) and not (titled and self._heads(name))

    def _apart(self, k: int) -> bool:
        """Whether a word is no part of the phrase of the title or name behind it: no title itself, no number."""
        s, g = self.s, self.g
        if k in s.in_name or s.form[k] in g.persons or s.form[k] in g.speaking:
            return False
        if s.form[k] in g.counting or s.form[k] in g.how_many or s.form[k] in g.one_of:
            return False
        return self.sources.classes(k).isdisjoint(SPEAKING)

    def _leads_to(self, k: int, first: int, bearer: Phrase) -> bool:
        """Whether the words before a title or name tell what its bearer is: the coach of the star's team, So-and-so.

        They begin with a title without the article, or with any before a preposition.
        """
        s, g = self.s, self.g
        office = bearer.first not in s.named and not g.definite(s.form[bearer.first])
        if not g.definite(s.form[k]) and (office or bearer.first in s.named):
            return False  # whose tweet it was
        head = k
        while head > first and self._apart(head):
            if s.finite(head) or not s.is_word(head) or g.governed(s.form[head])[0]:
                return False
            if office and (s.preposition(head) or g.governed(s.form[head])[1]):
                return False
            head -= 1
        return not self._apart(head) and (g.definite(s.form[head + 1]) or not g.definite(s.form[head]))

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
        for k in range(i - 1, max(first - 1, i - NEAR), -1):
            if s.kinds[k] == LINE or s.form[k] in ":.!?" or s.form[k] in g.complementisers:
                return None
            letters = g.governed(s.form[k])[2]
            head = s.head_word(k)
            if head in g.documents or head in g.papers or head in g.statements:
                phrase = self.sources.phrase(k, i, glued=letters)
                return phrase._replace(ends="the verb follows") if phrase.last > k else None
        return None
