"""What may stand between a reporting verb and its complement: relative clauses, states, questions, verbal nouns."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Walk, past_mark
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS
from tawatur.kinds.attributions.subject_ends import SubjectEnds
from tawatur.words import LINE, MARK, NUMBER

_RELATIVE: Final = 30
"""Tokens that a relative clause about a subject or an addressee may take."""
_OWN: Final = 5
"""Letters of the shortest verbal noun with a pronoun that may look like a verb."""
_PLAIN: Final = 3
"""Tokens of the shortest words that somebody says without a mark or "that"."""
_RARE: Final = 7
"""Letters of the shortest unknown word whose first letter may be a preposition."""
_VENUE: Final = 6
"""Tokens that "in the same context" may take."""
_STATE: Final = 12
"""Tokens that a clause about what somebody did while speaking may take."""


class Between(SubjectEnds):
    """Passes what stands there in one text."""

    def _object_alone(self, phrase: Phrase, limit: int, takes: tuple[str, ...], cue: Cue) -> bool:
        """Whether the first phrase behind the verb is its object, the subject being in the verb."""
        s, g = self.s, self.g
        brought = self.acts.is_act(s.form[phrase.first]) and s.form[phrase.first - 1] in g.in_it
        if brought and not self._clause_next(phrase.last, limit):
            return True  # a statement in which he confirms the arrival of
        if self.sources.actor(phrase):
            return False
        if self._clause_later(phrase.last, limit) or self._clause_after(phrase.last, limit):
            return False
        if cue.lemma.clause and self._clause_far(phrase.last, limit):
            return False
        if g.definite(s.form[phrase.first]) and self._own_later(phrase.last, limit, takes):
            return False  # the company announced on its page | the beginning of
        if self._deed(phrase, limit, takes):
            return True
        follows = self._clause_next(phrase.last, limit)
        if cue.gender == "f" and s.form[phrase.first].endswith(g.nameless_ends) and self._another(phrase.last, limit):
            return False  # western governments voiced their concern
        if cue.conj and not follows and self._indefinite(phrase) and self.sources.verbal_noun(phrase.first):
            return True
        head = s.form[phrase.first]
        act = cue.conj and not follows and head in g.voiced and not g.definite(head)
        if act and phrase.last > phrase.first + 1:
            return True  # and stressed the keenness of the office to
        k = phrase.last
        if k < limit and s.quotes.at(k) is not None:
            return not g.definite(s.form[phrase.first])
        if self._complement_next(k, limit, takes):
            return False
        return not (g.definite(s.form[phrase.first]) and self._another(k, limit))

    def _deed(self, phrase: Phrase, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether a phrase is what is wished or done, and so no subject: recovery; readiness, wholly, for the new year.

        Nobody who may be one stands behind it: at most an adjective, and no words of his own.
        """
        s, g, k = self.s, self.g, phrase.last
        head = s.form[phrase.first].removeprefix(g.article)
        if s.form[phrase.first] not in g.goods and not (g.definite(s.form[phrase.first]) and self.acts.is_act(head)):
            return False
        if self._complement_next(k, limit, takes):
            return s.form[phrase.first] in g.goods
        if not self._another(k, limit):
            return True
        behind = self.sources.phrase(k, limit, tight=True)
        return g.definite(s.form[k]) and behind.last == k + 1 and not self.sources.actor(behind)

    def _called_so(self, i: int, limit: int) -> bool:
        """Whether a definite adjective stands behind the mark that closes a name: the "Light" extremist group."""
        s, g = self.s, self.g
        if i == 0 or i + 1 >= limit or not s.quotes.closes(i - 1) or not g.definite(s.form[i]) or i in s.named:
            return False
        return self.sources.adjective(i) or s.form[i].startswith(g.adjectival)

    def _own_later(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether behind an adjunct a comma and the verb's own preposition follow."""
        s = self.s
        if i >= limit or not (s.preposition(i) or s.governed_at(i)) or s.form[i] in takes:
            return False
        for k in range(i + 1, min(limit - 1, i + _STATE)):
            if s.is_mark(k, COMMAS):
                return s.form[k + 1] in takes
            if s.kinds[k] == LINE or s.finite(k) or s.form[k] in ".!?:":
                return False
        return False

    def past_venue(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether "in the same context" stands at a token, and behind it the verb's preposition and its complement."""
        s, g = self.s, self.g
        if i + 2 >= limit or s.form[i] not in g.in_ or s.form[i] in takes:
            return False
        if not any(s.form[k] in t for k in (i + 1, i + 2) for t in (g.venues, g.this, g.same, g.time)):
            return False
        for k in range(i + 2, min(limit - 1, i + _VENUE)):
            if s.form[k] in takes:
                return s.is_word(k + 1)
            if s.form[k] in g.bare_or_own or ("=" in takes and s.form[k - 1] in g.same and g.definite(s.form[k])):
                return True
            if not s.is_word(k) or s.finite(k):
                return False
        return False

    def _clause_after(self, i: int, limit: int) -> bool:
        """Whether the verb's own clause follows behind an adjunct: the dean told the paper that …"""
        s, g, k = self.s, self.g, i
        if i >= limit or not (s.preposition(i) or g.governed(s.form[i])[1]):
            return False
        while k < min(limit, i + _STATE):
            quote = s.quotes.at(k)
            if quote is not None and quote.closed:
                k = quote.after
                continue
            if s.form[k] == "(" and (behind := past_mark(s, k, limit)) > k:
                k = behind
                continue
            if s.form[k] in g.complementisers:
                return s.form[k] in g.bare_complementisers and not s.preposition(k - 1)
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in g.subordinators:
                return False
            k += 1
        return False

    def _what_called(self, i: int, limit: int, cue: Cue) -> int:
        """Where a clause "what …" that something is said of ends: describing what is rumoured of X as …; else `i`."""
        s, g = self.s, self.g
        by = tuple(t[1:] for t in cue.lemma.takes if t[:1] == "+" and t != "++")
        for k in range(i + 2, min(limit, i + _RELATIVE)) if by else ():
            if s.kinds[k] == LINE or s.form[k] in ".!?;:" or s.is_mark(k, COMMAS):
                return i
            if s.form[k] in g.complementisers:
                return k if s.form[k].startswith(by) else i
        return i

    def _act(self, phrase: Phrase) -> bool:
        """Whether a phrase is an act: a verbal noun and what it is done to, and no adverb."""
        g, form = self.g, self.s.form[phrase.first]
        act = self.sources.verbal_noun(phrase.first) and not g.definite(form) and not form.endswith(g.accusative)
        return act and phrase.last > phrase.first + 1

    def _another_noun(self, i: int) -> bool:
        """Whether the definite word at `i` is no adjective of the one before it, by its gender or number."""
        g, form, before = self.g, self.s.form[i], self.s.form[i - 1]
        if before.endswith(g.oblique or "\0") and self.acts.is_act(form.removeprefix(g.article)):
            return True  # a number of directors announced the expression of
        if self.sources.adjective(i):
            return False
        if g.gender_of(before) == "f" and g.number_of(before) == "s" and g.gender_of(form) != "f":
            return True
        return g.number_of(form) == "p" and g.number_of(before) == "s"

    def _past_relative(self, i: int, limit: int, cue: Cue, preps: set[str], walk: Walk) -> int:
        """Where the verb's complement follows behind a relative clause about a phrase before it; `i` where none does.

        The clause ends at a complementiser, at a colon, behind a comma, or at a preposition that the verb takes.
        """
        s, g = self.s, self.g
        comma = s.is_mark(i - 1, COMMAS)
        told = i + 1 < limit and s.form[i + 1] in g.pronominal
        speaks = i + 1 < limit and not (told or self._silent(i + 1, i + 2))  # then what follows is its own verb's
        for k in range(i + 1, min(limit, i + _RELATIVE)):
            form = s.form[k]
            if s.kinds[k] == LINE or g.is_participle(form):
                return i
            if s.kinds[k] == MARK:
                if form == ":" and cue.lemma.quote:
                    return self._grown(k, i, walk)
                if s.is_mark(k, COMMAS):
                    after = s.form[k + 1] if k + 1 < limit else ""
                    if after in g.complementisers or after in preps or g.governed(after)[1] in preps:
                        return k
                    return k + 1 if comma and self._object_after(k + 1, limit, cue, walk) else i
                words = s.quotes.at(k)
                if words is not None and cue.lemma.quote and words.last - words.first > _PLAIN:
                    return self._grown(k, i, walk)  # said in a talk that he gave on Monday: "…"
                inside = form in "()[]" or (form in CLOSING and k + 1 < limit and not s.tokens.spaced(k + 1))
                if inside or s.quotes.at(k) is not None or s.quotes.closes(k):
                    continue
                return i
            if k > i + 1 and not (comma or self._silent(k, k + 1)):
                return i
            if k > i + 1 and "=" in cue.lemma.takes and self._own_act(k):
                return self._grown(k, i, walk)  # a teacher who works there confirmed | her being hurt
            if comma or speaks:
                continue
            if form in g.complementisers and s.form[k - 1] not in g.subordinators:
                return self._grown(k, i, walk) if cue.lemma.clause and form in g.bare_or_own else i
            if k > i + 2 and cue.lemma.stance != "deny" and form in preps and not self._kept(k):
                return self._grown(k, i, walk)
            if k > i + 2 and g.governed(form)[1] in preps and self._asked_act(k):
                return self._grown(k, i, walk)
        return i

    def _own_act(self, k: int) -> bool:
        """Whether an act stands at a token, behind no preposition and no noun that it belongs to."""
        s, g = self.s, self.g
        if k + 1 < len(s.form) and self.chains.act_behind(k):
            return True
        end = next((e for e in g.own_ends if s.form[k].endswith(e)), "")
        if not end or s.preposition(k - 1) or k in s.in_name or g.governed(s.form[k])[1]:
            return False
        owned = self.acts.owned(s.form[k][: -len(end)])
        return owned and (g.definite(s.form[k - 1]) or k - 1 in s.in_name or s.form[k - 1].endswith(g.own_ends))

    def _object_after(self, i: int, limit: int, cue: Cue, walk: Walk) -> bool:
        """Whether behind a clause about the subject, between commas, the object or the quotation of the verb stands."""
        s, g = self.s, self.g
        if i >= limit or walk.subject is None or walk.subject.last < i - _RELATIVE:
            return False
        if cue.lemma.quote and s.quotes.at(i) is not None:
            return True
        if not any(t == "=" or t[:1] == "+" for t in cue.lemma.takes) or not s.is_word(i) or s.finite(i):
            return False
        return not g.governed(s.form[i])[0] and not s.preposition(i) and not g.is_participle(s.form[i])

    def _asked_act(self, k: int) -> bool:
        """Whether an act is what a preposition glued to it brings, behind a word that takes none: to come early."""
        s, g = self.s, self.g
        act = self.acts.is_act(s.head_word(k).removeprefix(g.article))
        return act and not s.finite(k - 1) and s.form[k - 1] not in g.bound and s.is_word(k - 1)

    def _kept(self, k: int) -> bool:
        """Whether a preposition belongs to the word before it: a verb of the clause, a bound adjective."""
        s = self.s
        return s.finite(k - 1) or s.form[k - 1] in self.g.bound

    def _grown(self, k: int, i: int, walk: Walk) -> int:
        """The subject grows by the clause about it."""
        if walk.subject is not None and walk.subject.last == i:
            last = k - 1 if self.s.preposition(k - 1) else k
            walk.subject = walk.subject._replace(last=last, ends="a clause about it ends")
        return k

    def _past_state(self, i: int, limit: int) -> int:
        """Where the complement follows behind what somebody was or did while speaking: and he was reading a paper."""
        s, g = self.s, self.g
        for k in range(i + 1, min(limit, i + _STATE)):
            if s.form[k] in g.complementisers:
                return k if s.form[k - 1] not in g.subordinators else i
            if s.kinds[k] == LINE or not (self._silent(k, k + 1) or s.form[k] in g.naming):
                return i
            if s.kinds[k] == MARK:
                return k if s.form[k] == ":" or s.quotes.at(k) is not None or s.is_mark(k, COMMAS) else i
        return i

    def _plain(self, cue: Cue, i: int, limit: int, walk: Walk) -> bool:
        """Whether a person's words follow without a mark, a colon or "that": said the director many came."""
        s, g, subject = self.s, self.g, walk.subject
        if subject is None and self._plain_alone(cue, i, limit):
            return True
        if cue.tense != PAST or not cue.lemma.plain or subject is None or subject.last != i or walk.carriers:
            return False
        mine = s.form[i] in g.my_words or self.sources.of_myself(i)
        known = self.sources.actor(subject) or (mine and g.definite(s.form[subject.first]))
        if not known or self._indefinite(subject) or g.without_conjunction(s.form[i]) != s.form[i]:
            return False
        denied = s.form[i] in g.not_ and i + 1 < limit and self.sources.verb_at(i + 1)
        for k in range(i, limit):
            if (s.form[k] in g.bare_or_own and not denied) or s.form[k] == ":" or s.quotes.at(k) is not None:
                return False
            if s.kinds[k] == LINE or s.form[k] in CLOSING:
                break
        return limit - i > _PLAIN

    def _plain_alone(self, cue: Cue, i: int, limit: int) -> bool:
        """Whether words follow right behind "and he added", or behind "adding" where they say I, we, not."""
        s, g = self.s, self.g
        if not cue.lemma.plain or s.kinds[i - 1] == MARK or limit - i <= _PLAIN or i in s.in_name or cue.pronoun:
            return False
        form = s.form[i]
        if not any(c.lemma is cue.lemma for c in g.cues.forms.get(s.form[i - 1], ())) or form in g.this:
            return False
        for k in range(i, limit):
            led = s.form[k] in g.bare_or_own and not (self.sources.verb_at(k - 1) or s.form[k - 1] in g.subordinators)
            if led or s.form[k] == ":" or s.quotes.at(k) is not None:
                return False
        own = form in g.my_words or form in g.we or any(c.gender == "1" for c in g.cues.forms.get(form, ()))
        if cue.tense == PARTICIPLE or (own and cue.tense == PAST and cue.conj):
            return own
        if cue.tense != PAST or not cue.conj or g.is_participle(form) or "first_name" in g.names.bare(form):
            return False
        return s.finite(i)

    def _explained(self, phrase: Phrase, limit: int) -> bool:
        """Whether a phrase says what somebody explains: the importance of, the reasons for; and no clause follows."""
        s, g = self.s, self.g
        head = s.form[phrase.first]
        if not (head in g.voiced or self.acts.is_act(head)) or g.definite(head):
            return False
        return not any(s.form[k] in g.bare_or_own for k in range(phrase.first, min(limit, phrase.first + _STATE)))

    def _comma(self, cue: Cue, i: int, limit: int) -> bool:
        """Whether a comma right behind a verb stands for the colon before somebody's words: and he added, we play."""
        s, g = self.s, self.g
        if cue.tense != PAST or not cue.lemma.plain or i + 2 >= limit or s.preposition(i + 1):
            return False
        if g.governed(s.form[i + 1])[1] or i + 1 in s.dated or s.form[i + 1] in g.time:
            return False
        words = range(i + 1, limit)
        if any(s.form[k] in g.complementisers or s.form[k] == ":" or s.quotes.at(k) is not None for k in words):
            return False
        return any(s.finite(k) for k in words)

    def _noun_here(self, at: int, i: int, limit: int, walk: Walk) -> bool:
        """Whether a word that may be a preposition is the noun that the verb has as its object."""
        s, g = self.s, self.g
        placed = i == at + 1 or walk.subject is not None or s.form[at - 1] in g.relatives
        return placed and i + 1 < limit and g.definite(s.form[i + 1]) and not g.governed(s.form[i + 1])[1]

    def _rare(self, i: int) -> bool:
        """Whether a word is no name and unknown, so that its first letter may be a preposition."""
        s, g, form = self.s, self.g, self.s.form[i]
        if i in s.in_name or len(form) < _RARE or form.endswith(g.own_ends) or self.sources.name_like(i - 1):
            return False
        return not g.names.classes(form) and g.splitter.cost(form) is None

    def _alone(self, i: int, cue: Cue, limit: int) -> bool:
        """Whether a word written like a verb is the subject, between a verb and its words: said Witness:"""
        s, g = self.s, self.g
        form = s.form[i]
        if not cue.lemma.quote or cue.bare or cue.pronoun or i + 1 >= limit or form.endswith(g.accusative):
            return False
        if (not s.finite(i) and not g.is_participle(form)) or g.governed(form)[2] or form in g.pronominal:
            return False
        return s.form[i + 1] == ":" or (s.form[i + 1] in g.bare_or_own and not s.form[i + 1].startswith(g.glued))

    def _besides(self, i: int, walk: Walk) -> bool:
        """Whether one more adjunct follows an adjunct: in the capital and before the players."""
        s = self.s
        if i in s.named or s.finite(i):
            return False
        return s.form[i - 1] in self.g.time or (walk.subject is not None and walk.subject.last < i)

    def _only_describes(self, i: int, limit: int, subject: Phrase) -> bool:
        """Whether a word written like a participle of reporting is an adjective of the subject, no clause being its."""
        s, g = self.s, self.g
        cues = [c for c in g.cues.forms.get(s.form[i], ()) if c.tense == PARTICIPLE]
        if subject.last != i or any(c.lemma.clause for c in cues) or i + 1 >= limit:
            return False
        return s.form[i + 1] in g.bare_or_own

    def _what(self, at: int) -> bool:
        """Whether the verb tells what somebody calls so: what he considered an attack, who they called rebels."""
        g, form = self.g, self.s.form
        return at > 0 and (form[at - 1] in g.bare_what or form[at - 1] in g.what)

    def _before_marks(self, phrase: Phrase) -> Phrase:
        """A phrase without the quotation behind it, which is what somebody calls it: what the ministry called "…"."""
        s, first = self.s, phrase.first
        if "outlet_head" in self.sources.classes(first) and not self.g.definite(s.form[first]):
            return phrase  # the paper "X"
        mark = next((k for k in range(first + 1, phrase.last) if s.quotes.at(k) is not None), phrase.last)
        return phrase._replace(last=mark, ends="what it is called follows") if mark < phrase.last else phrase

    def _asked(self, i: int, limit: int) -> bool:
        """Whether a question that somebody asks begins at a token."""
        s, g = self.s, self.g
        if s.form[i] in g.questions:
            return True
        return s.form[i] in g.bare_what and i + 1 < limit and s.form[i + 1] in g.unless

    def _brings(self, i: int, cue: Cue, limit: int) -> bool:
        """Whether a participle at a token brings the words of the verb before it: added, saying; he went on."""
        s = self.s
        if self._saying(s.form[i]):
            return True
        if i + 1 < limit and s.form[i + 1] == ":":  # wrote, and says:
            says = (c for c in self.g.verbal_cues(s.form[i]) if c.tense == PRESENT and c.lemma.saying and not c.conj)
            if next(says, None) is not None:
                return True
        if not cue.lemma.continues or i + 1 >= limit or not self.g.is_participle(s.form[i]):
            return False
        return s.form[i + 1] == ":" or s.quotes.at(i + 1) is not None

    def brings(self, i: int) -> bool:
        """Whether a participle of saying stands at a token: saying."""
        return self._saying(self.s.form[i])

    def _saying(self, form: str) -> bool:
        if not self.g.is_participle(form):
            return False
        return any(c.tense == PARTICIPLE and c.lemma.saying for c in self.g.cues.forms[form])

    def _own_noun(self, i: int, walk: Walk, no_subject: bool) -> bool:
        """Whether a word behind the subject is a verbal noun with its pronoun that looks like a verb: his support."""
        s, g = self.s, self.g
        behind = no_subject or (walk.subject is not None and walk.subject.last == i)
        form = s.form[i]
        if not behind:
            return False
        if form.startswith(g.verbal_noun_head) and g.names.is_noun(form):
            known = no_subject or walk.subject is None or not self._indefinite(walk.subject)
            return known and i + 1 < len(s.form) and s.is_word(i + 1) and s.form[i + 1] not in g.pronominal
        if g.is_twin(form) and s.form[i - 1] not in g.relatives:
            known = no_subject or walk.subject is None or not self._indefinite(walk.subject)
            return known and i + 1 < len(s.form) and s.is_word(i + 1) and not s.preposition(i + 1)
        owned = any(map(self.acts.owned, g.disowned(form)))
        definite = walk.subject is None or not self._indefinite(walk.subject)
        if owned and definite and s.form[i - 1] not in g.relatives:
            return True
        if self.acts.is_act(form) and not no_subject and walk.subject is not None and i + 1 < len(s.form):
            known = not self._indefinite(walk.subject) and s.form[i - 1] not in g.relatives
            return known and (i + 1 in s.named or (s.is_word(i + 1) and not g.governed(s.form[i + 1])[2]))
        if len(form) < _OWN or not form.endswith(g.own_ends):
            return False
        return form.startswith(g.verbal_noun_head) or g.names.is_noun(form[: form.rindex(g.own_ends[0][0])])

    def _predicate(self, i: int, limit: int) -> int:
        """Where it is told, behind a clause or an adjunct, what something is thought to be; 0 if it isn't.

        Considered the raid that hit the camp | a crime: an indefinite accusative, "not" with an adjective, a quotation.
        """
        s, g, related = self.s, self.g, False
        for k in range(i, min(limit, i + _RELATIVE)):
            form = s.form[k]
            quote = s.quotes.at(k)
            if s.kinds[k] == LINE or form in g.complementisers or (s.kinds[k] == MARK and quote is None):
                if not s.quotes.closes(k) and form not in "()":
                    return 0
                continue
            held = s.preposition(k - 1) or s.finite(k - 1) or s.kinds[k - 1] == NUMBER
            if quote is not None:
                if related and quote.closed and not held and g.governed(s.form[k - 1])[2] != len(s.form[k - 1]):
                    return k
                continue
            related = related or form in g.relatives
            if related and not held and self.state_at(k):
                return k
            if s.finite(k) and not related:
                return 0
        return 0

    def state_at(self, k: int) -> bool:
        """Whether an indefinite noun in the accusative, or "not" with an adjective, stands at a token."""
        s, g = self.s, self.g
        form = s.form[k]
        if form in g.no_such:
            return k + 1 < len(s.form) and s.is_word(k + 1) and not g.definite(s.form[k + 1])
        if not self._accusative(k) or not s.tokens.words(k, k + 1).endswith(g.adverbial_ends):
            return False
        return g.accusative_noun(form) and not (form in g.time or g.governed(form)[0] or g.is_participle(form))

    def _predicated(self, cue: Cue, phrase: Phrase, limit: int) -> bool:
        """Whether what is thought of something is a clause of its own: he considered the visit did not come from …"""
        s, g, k = self.s, self.g, phrase.last
        if cue.lemma.needs or not cue.lemma.clause or k >= limit or s.kinds[k] == MARK or cue.tense == PRESENT:
            return False
        if s.form[phrase.first] in g.verb_after or s.kinds[phrase.first] == NUMBER:
            return False
        return s.finite(k) or s.form[k] in g.negations or s.form[k] in g.pronouns
