"""Whether a clause inside somebody's words goes on with them or begins what the author says."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import NOUN, PAST, PRESENT
from tawatur.kinds.attributions.frames import CLAUSE, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, MARK, WORD

_WHEN: Final = 14
"""Tokens that a phrase of time may take before its verb."""
_AS_FOR: Final = 25
"""Tokens that whom "as for" names may take up to the comma before his clause."""


class GoingOn:
    """Answers that of one text. `cues` holds the tokens that were found to be cues with a complement."""

    def __init__(self, scene: Scene, sources: Sources, cues: dict[int, Frame]) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.cues = cues
        self.teller: Frame | None = None
        """The frame whose content is being read."""

    def _describes(self, frame: Frame) -> bool:
        """Whether a clause only says what somebody calls something: what she called a victory, alleged rebels."""
        s, g = self.s, self.g
        if frame.cue.tense not in (PAST, PRESENT) or frame.start >= len(s.form) or frame.at < 1:
            return False
        if frame.kind == PAIR and frame.topic is not None and frame.nobody:
            return frame.topic.last == frame.at
        if s.form[frame.at - 1] not in g.called_what:
            return False
        named = frame.kind == CLAUSE and frame.complementiser is not None
        if (named and s.form[frame.complementiser or 0] in g.bare_complementisers) or g.definite(s.form[frame.at]):
            return False
        bare = frame.kind == NOMINAL and s.form[frame.at - 1] in g.bare_what
        return (named or bare or frame.kind in (PAIR, QUOTE)) and not s.finite(frame.start)

    def _described(self, start: int, limit: int) -> int:
        """Where the phrase ends by which something is called: before a verb, a number, a place, a relative clause."""
        s, g = self.s, self.g
        quote = s.quotes.at(start)
        first = start + 1 if quote is None else quote.after
        for k in range(first, limit):
            form = s.form[k]
            if s.kinds[k] != WORD or form in g.relatives or form in g.time or k in s.dated or s.finite(k):
                return k
            if form in g.counting or form in g.occasions or form in g.over or form in g.not_:
                return k
            if form in g.in_ and k + 1 < limit and not g.is_masdar(s.form[k + 1].removeprefix(g.article)):
                return k
            if k > first and g.governed(form)[1] == g.with_ and g.is_masdar(form[g.governed(form)[2] :]):
                return k
        return limit

    def _theirs(self, origin: int, frame: Frame) -> bool:
        """Whether a verb of reporting behind "and" goes on with those the content tells of: that they came and said."""
        s, g, cue = self.s, self.g, frame.cue
        if cue.tense not in (PAST, PRESENT) or (self.teller is not None and self.teller.cue.number == "p"):
            return False
        subject = frame.subject
        later = cue.tense == PRESENT and self.teller is not None and self.teller.cue.tense != PRESENT
        if later and self._present_too(origin, frame):
            return True
        if subject is not None:
            return s.form[subject.first] in g.of_them and not frame.before
        teller = self.teller.subject if self.teller is not None else None
        if cue.number != "p" or teller is None or self.sources.agreement(teller)[1] == "p":
            return False
        return any(s.finite(k) and s.form[k].endswith(g.plural_verbs) for k in range(origin, frame.at))

    def _pauses(self, j: int, limit: int) -> bool:
        """Whether two points only part a clause from what goes on with it: ten were hurt.. besides the damage."""
        s, g = self.s, self.g
        if j < 1 or s.form[j] != "." or s.form[j - 1] != "." or s.tokens.spaced(j) or s.form[j - 2] == ".":
            return False
        return j + 1 < limit and s.form[j + 1] in g.paused_on and j + 1 not in self.cues

    def _undangled(self, start: int, last: int) -> int:
        """The end of a content without "in addition to" and the like, whose noun is another's saying."""
        s, g, end = self.s, self.g, last
        while end > start + 1 and (s.preposition(end - 1) or s.form[end - 1] in g.besides):
            end -= 1
        if end < last and s.form[end] in g.dangling and end + 1 == last:
            return end
        if end == last or s.form[end] not in g.besides:
            return last
        return end - 1 if s.is_mark(end - 1, COMMAS) else end

    def _as_well(self, origin: int, i: int) -> bool:
        """Whether "as" goes on with what is told: with a verb in the present, or with those whom it befell as well."""
        s, g = self.s, self.g
        if s.form[i] not in g.as_also or i + 1 >= len(s.form):
            return False
        verb = s.form[i + 1]
        if verb in g.befell:
            return any(s.form[k] in g.harm or s.form[k][1:] in g.harm for k in range(origin, i))
        if any(g.verbal_cues(verb)) or verb in g.already or (self.teller is not None and self.teller.before):
            return False
        return s.is_mark(i - 1, COMMAS) and s.finite(i + 1) and g.is_present(verb)

    def _answers(self, i: int, limit: int) -> bool:
        """Whether the author says at a token what the words answer or hint at; a deed that answers a deed is part of
        them. A hint needs no comma before it."""
        s, g = self.s, self.g
        if not (s.kinds[i - 1] == MARK or g.phrase_at(g.hints, s.tokens, i, limit)):
            return False
        if g.phrase_at(g.comments, s.tokens, i, limit):
            return True
        k = i + g.phrase_at(g.beside, s.tokens, i, limit)
        if k == i or k >= limit or s.form[k - 1] != g.upon:
            return k > i
        return s.form[k] in g.answered or s.form[k] in g.what or k in s.named

    def _spoken_at(self, origin: int, i: int, limit: int) -> bool:
        """Whether the sentence ends behind a comma with where its speaker said so: …, in an interview with the paper.

        Not an aside of somebody whose words follow; behind "and that" any occasion to speak counts.
        """
        s, g = self.s, self.g
        k = i + (s.form[i] in g.came)
        led = k + 1 < limit and (s.form[k] in g.in_ or s.form[k] in g.occasions)
        if not led or not (s.form[k + 1] in g.talks or (k > i and self._occasion(k + 1))):
            return False
        if any(origin <= at < i < frame.start for at, frame in self.cues.items()):
            return False
        rest = range(k + 2, limit)
        return not any(s.finite(n) and s.is_mark(n - 1, COMMAS) for n in rest if n not in self.cues)

    def _but_he(self, i: int, limit: int) -> bool:
        """Whether the speaker goes on behind "except that he": a verb of reporting of his gender and number."""
        s, g, teller = self.s, self.g, self.teller
        if i + 2 >= limit or s.form[i] not in g.excepting or s.form[i + 1] not in g.owned_complementisers:
            return False
        frame = self.cues.get(i + 2)
        if frame is None or teller is None or frame.cue.tense not in (PAST, PRESENT):
            return False
        return (frame.cue.gender, frame.cue.number) == (teller.cue.gender, teller.cue.number)

    def _occasion(self, i: int) -> bool:
        """Whether a document or an occasion to speak is named at a token: a statement, his meeting with."""
        word = self.s.form[i]
        return word in self.g.spoken_at or word in self.g.documents

    def _joined_subject(self, i: int) -> bool:
        """Whether "and" joins a subject before its verb to a clause behind "that": its verb would stand before another.

        He said that the city backed the plan, and the ministry proposed to widen it; not: and the minister said …
        """
        joined = self.s.form[i].startswith(self.g.conjunctions) and self.g.governed(self.s.form[i])[0] > 0
        told = self.teller is not None and self.teller.cue.tense != NOUN and self.teller.complementiser is not None
        return joined and told

    def _present_too(self, origin: int, frame: Frame) -> bool:
        """Whether a verb in the present goes on with one in the words: he said that they sing and tell."""
        s, g = self.s, self.g
        if frame.subject is not None and self.sources.actor(frame.subject):
            return False
        form = g.without_conjunction(s.form[frame.at])
        words = ((k, s.form[k]) for k in range(origin, frame.at) if k not in s.in_name)
        alike = (k for k, word in words if word[:1] == form[:1] and g.is_present(word))
        return any(s.finite(k) or g.names.is_verb(s.form[k]) for k in alike)

    def _relative_over(self, i: int) -> bool:
        """Whether a comma ends a relative clause that says what somebody said: the sentence's own clause goes on."""
        s, g, frame = self.s, self.g, self.teller
        if frame is None or frame.at < 1 or s.form[frame.at - 1] not in g.relatives:
            return False
        form = s.form[i]
        if form.startswith(g.conjunctions) or form in g.relatives or i in self.cues:
            return False
        object_ = form.endswith(g.accusative) and not s.preposition(i)
        return s.finite(i) or g.definite(form) or g.governed(form)[1] == g.with_ or object_

    def _outer_verb(self, frame: Frame, limit: int) -> int:
        """Where those act of whom a relative clause says what they said: those who called for war now say …"""
        s, g = self.s, self.g
        if frame.cue.number != "p" or frame.at < 1 or s.form[frame.at - 1] not in g.relatives:
            return limit
        for k in range(frame.start + 1, limit):
            if s.kinds[k] != WORD:
                return limit
            before = s.form[k - 1]
            tied = before in g.complementisers or before in g.what or before in g.relatives or before in g.already
            if s.finite(k) and s.form[k].endswith(g.plural_verbs) and not g.governed(s.form[k])[0]:
                return limit if tied else k
        return limit

    def _then_acts(self, i: int, limit: int) -> bool:
        """Whether "and", a phrase of time and its verb follow: and when they tried to stop him he fled."""
        s, g = self.s, self.g
        bare = g.without_conjunction(s.form[i])
        if bare == s.form[i] or bare not in g.time_before:
            return False
        for k in range(i + 2, min(limit, i + _WHEN)):
            if s.kinds[k] != WORD and not s.is_mark(k, COMMAS):
                return False
            before = s.form[k - 1]
            tied = before in g.what or before in g.relatives or before in g.complementisers
            if s.finite(k) and not g.governed(s.form[k])[0] and not s.form[k].startswith(g.to):
                return not tied
        return False

    def _noun_printed(self, i: int) -> bool:
        """Whether a word that folding makes a preposition is a noun: as printed, or behind another preposition."""
        s = self.s
        return s.tokens.words(i, i + 1) in self.g.printed_nouns or (s.form[i - 1] == self.g.out_of)

    def _trails(self, i: int, limit: int) -> bool:
        """Whether what happened besides begins at a token: after that, while …; not: in what concerns, in good time."""
        s, g = self.s, self.g
        words = g.phrase_at(g.trailing, s.tokens, i, limit)
        if not words or self._noun_printed(i) or g.phrase_at(g.goes_on, s.tokens, i, limit):
            return False
        if s.is_word(i - 1) and s.form[i - 1] in g.subordinators and not s.preposition(i - 1):
            return False  # especially after …
        if words == 1 and s.form[i] in g.came and i + 1 < limit and g.governed(s.form[i + 1])[1] == g.with_:
            return False  # this by doing …
        k = i + words
        if g.phrase_at(g.at_a_time, s.tokens, i, limit) != words or k >= limit:
            return True
        if s.form[k] in g.present_time:
            return k + 1 >= limit or s.kinds[k + 1] != WORD
        return s.finite(k) or s.form[k] in g.which_time

    def _led_on(self, origin: int, i: int) -> bool:
        """Whether "and" with a past tense goes on with a relative clause of the content: that struck it and razed it.

        The two verbs are of one gender, and no mark stands between them; "and it led to" needs neither.
        """
        s, g = self.s, self.g
        form = g.without_conjunction(s.form[i])
        if form == s.form[i] or i in self.cues or not s.finite(i):
            return False
        own = [k + 1 for k in range(origin + 1, i - 1) if s.form[k] in g.relatives and not g.definite(s.form[k + 1])]
        if form in g.led_to or not own:
            return bool(own)
        verb = s.form[own[-1]]
        if g.is_present(form) or g.is_present(verb) or any(s.kinds[k] == MARK for k in range(own[-1], i)):
            return False
        return form.endswith(g.feminine_past) == verb.endswith(g.feminine_past)

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
        if not s.finite(i) or self._owned_noun(i):
            return False
        form = s.form[i]
        if form.startswith(g.to):
            return False
        return form.startswith(g.conjunctions) or not g.is_present(form) or i in self.cues

    def _noun_too(self, i: int, form: str) -> bool:
        """Whether a form that may be a verb may as well be a noun, alone or with a pronoun: its effect, the lead of."""
        g, s = self.g, self.s
        if g.names.is_noun(form):
            behind = s.form[i + 1] if i + 1 < len(s.form) else ""
            if g.definite(behind) and not g.governed(behind)[1]:
                return True
            held = behind == "" or g.governed(behind)[1] or s.finite(i + 1)
            return not held and self.sources.verbal_noun(i + 1)
        return any(map(g.names.is_noun, g.disowned(form)))

    def _owned_noun(self, i: int) -> bool:
        """Whether what may be a verb behind "and" is a noun with its pronoun and an adjective: its lasting effect."""
        s, g = self.s, self.g
        form = g.without_conjunction(s.form[i])
        if form == s.form[i] or i + 1 >= len(s.form) or s.noun_ending(i):
            return False
        owned = any(map(g.names.is_noun, g.disowned(form)))
        return owned and g.definite(s.form[i + 1]) and self.sources.adjective(i + 1)

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

    def _speaks_next(self, origin: int, i: int, limit: int) -> bool:
        """Whether a conjunction, a noun phrase and its verb follow: … and the group decides …"""
        s, g = self.s, self.g
        bare = g.without_conjunction(s.form[i])
        if s.form[i] in g.continuations:
            return False
        if i + 1 < limit and bare in g.only_verbs and s.finite(i + 1):
            return s.is_mark(i - 1, COMMAS) or not self._clause_inside(origin, i)
        if bare in g.bare_what:
            return self._what_acts(i, limit)
        phrase = self.sources.phrase(i, limit, glued=1)
        if not self._predicate(phrase, limit) or self._lacks_verb(origin, i):
            return False
        if i in s.named and i - 1 in s.in_name and not s.is_mark(i - 1, COMMAS):
            return False  # one name more: over X and Y that reaches …
        known = g.definite(s.form[i]) or g.definite(s.form[i + 1]) or i in s.named or i + 1 in s.named
        owned = s.form[i].endswith(g.own_ends) and not s.noun_ending(i)
        if owned and not s.is_mark(i - 1, COMMAS):
            return False  # its outskirts: what the noun before it has
        known = known or bare in g.this or owned
        return known or self.sources.actor(phrase)  # else the verb tells of the noun

    def _predicate(self, phrase: Phrase, limit: int) -> bool:
        """Whether the verb that says what a noun phrase does stands right behind it.

        A verb behind "and", "to" or "what" goes with other words; one of another gender than the phrase, too.
        """
        s, g, k = self.s, self.g, phrase.last
        if not (phrase.first < k < limit and s.finite(k)) or s.preposition(k):
            return False  # nobody acts: and the wounding of six in the wake of …
        form, before = s.form[k], g.without_conjunction(s.form[k - 1])
        if before in g.what or before in g.relatives or g.governed(form)[0]:
            return False
        if g.without_conjunction(form) != form and g.is_finite(g.without_conjunction(form)):
            return False
        if form.startswith(g.to) and g.is_present(form.removeprefix(g.to)):
            return False
        governed = s.preposition(phrase.first) or g.governed(s.form[phrase.first])[1] != ""
        governed = governed or g.without_conjunction(s.form[phrase.first]) in g.prepositions
        if governed:
            return k > phrase.first + 1 and not g.is_present(form)
        gender, number = self.sources.agreement(phrase)
        masculine = g.is_present(form) and form.startswith(g.masculine_present)
        return not (gender == "f" and number == "s" and masculine)

    def _lacks_verb(self, origin: int, i: int) -> bool:
        """Whether a clause in the content still lacks its verb, so that "and" only joins to its subject."""
        s, g = self.s, self.g
        for k in range(i - 1, origin, -1):
            if s.form[k] in g.complementisers:
                return k < i - 1
            if s.kinds[k] != WORD or s.finite(k):
                return False
        return False

    def _clause_inside(self, origin: int, i: int) -> bool:
        """Whether the content holds a clause that a verb behind "and" may go on with: those that …, and were not …"""
        s, g = self.s, self.g
        return any(s.form[k] in g.relatives or s.form[k] in g.complementisers for k in range(origin, i - 1))

    def _what_acts(self, i: int, limit: int) -> bool:
        """Whether "and what" is the subject of a clause of its own: and what they do has nothing to do with it."""
        s, g = self.s, self.g
        verb = next((k for k in range(i + 1, min(limit, i + 3)) if s.finite(k)), -1)
        if verb < 0:
            return False
        for k in range(verb + 1, limit):
            if s.kinds[k] != WORD:
                return False
            if s.form[k] in g.pronouns or (s.form[k] in g.not_ and k + 1 < limit and s.finite(k + 1)):
                return True
            behind = s.form[k - 1]
            if s.finite(k) and behind not in g.what and behind not in g.relatives and not g.governed(s.form[k])[0]:
                return behind not in g.complementisers and not s.form[k].startswith((*g.conjunctions, g.to))
        return False

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

    def _parts(self, origin: int, k: int, limit: int, kind: str) -> bool:
        """Whether a comma parts what somebody is only told to say from the rest.

        Not before a phrase of place or way, "and that", one more thing that is asked for, or a denial said twice.
        """
        s, g, i = self.s, self.g, k + 1
        if not s.is_mark(k, COMMAS):
            return False
        if i >= limit:
            return True
        form, bare = s.form[i], g.without_conjunction(s.form[i])
        if form in g.of_nouns or form in g.continuations:
            return False
        if bare != form and bare in g.not_:
            return not any(s.form[n] == bare for n in range(origin, k))
        if kind != NOMINAL or bare == form or not g.names.is_noun(bare):
            return True
        act = s.noun_ending(i) or g.is_masdar(bare) or (bare.startswith(g.verbal_noun_head) and not g.is_finite(bare))
        return not act
