"""What part a phrase plays that the walk behind a reporting verb has come to: subject, object, topic, content.

Each either makes the frame, says why there is none, or notes the part and lets the walk go on.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.course import Course
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT
from tawatur.kinds.attributions.frame import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.later import Later
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.words import NUMBER

_EPITHET: Final = 2
"""Words of the longest name that somebody is called by in marks."""


class Placing(Later):
    """Gives the phrases behind the cues of one text their parts."""

    def _make(
        self, walk: Course, kind: str, start: int, *, glued: int = 0, complementiser: int | None = None
    ) -> Frame | str:
        """The frame of a complement that begins at a token, with what the walk has met."""
        at, cue = walk.at, walk.cue
        if start >= len(self.s.form):
            return "the text ends before a complement"
        if kind in (QUOTE, COLON) and not cue.lemma.quote:
            return "the word takes no quotation"
        speaker = walk.before or walk.subject
        carriers = tuple(walk.carriers)
        if walk.spoken is not None or cue.lemma.relay:
            if walk.spoken is None and not walk.pronoun:
                if kind == CLAUSE and speaker is not None and self.sources.actor(speaker):
                    return Frame(cue, at, kind, start, glued, speaker, carriers, complementiser=complementiser)
                return "nobody is named as the one quoted"
            carriers = (*carriers, speaker) if speaker is not None else carriers
            speaker = walk.spoken
        if cue.lemma.contained and speaker is None:
            return "no document is named"
        return Frame(
            cue,
            at,
            kind,
            start,
            glued,
            speaker,
            carriers,
            walk.topic,
            before=walk.before is not None,
            complementiser=complementiser,
        )

    def _quoted(self, i: int, walk: Course) -> Frame | str:
        """A complement in quotation marks."""
        at, cue = walk.at, walk.cue
        if "++" in cue.lemma.takes and cue.pronoun:
            if self._what(at):
                return self._make(walk, NOMINAL, i)
            return "what is spoken of is only a pronoun"
        told = walk.before is not None and self.s.form[at - 1] in self.g.relatives
        if "++" in cue.lemma.takes and told and walk.topic is None and self._epithet(i):
            return "the verb is passive"  # who is considered "the joker" of
        if cue.lemma.quote:
            return self._make(walk, QUOTE, i)
        if "=" in cue.lemma.takes:
            return self._make(walk, NOMINAL, i)
        return "the word takes no quotation"

    def _epithet(self, i: int) -> bool:
        """Whether a word or two in marks, without a verb, stand at a token: what somebody is called."""
        quote = self.s.quotes.at(i)
        if quote is None or quote.last - quote.first > _EPITHET:
            return False
        return not any(self.s.finite(k) or self.s.form[k] in self.g.complementisers for k in range(i + 1, quote.last))

    def _governed(self, prep: str, i: int, glued: int, walk: Course) -> Frame | str:
        """A complement behind the preposition that the verb takes."""
        s, g = self.s, self.g
        at, cue, limit = walk.at, walk.cue, walk.limit
        if i >= limit:
            return "the sentence ends behind the preposition"
        if prep and not glued and s.form[i] in g.complementisers and "+" + prep not in cue.lemma.takes:
            if not cue.lemma.clause:
                return self._make(walk, NOMINAL, i + 1, complementiser=i)
            return self._make(walk, CLAUSE, i + 1, complementiser=i)
        praised = glued and s.form[i] in g.bare_what and cue.lemma.stance in ("affirm", "condemn", "demand")
        did = not glued and s.form[i] in g.bare_what and i + 1 < limit  # to what they did
        did = did and (s.finite(i + 1) or (s.form[i + 1].endswith(g.own_ends) and not s.preposition(i + 1)))
        if (s.form[i] in g.what and not praised and not did) or s.form[i] in g.relatives:
            return "the complement is a relative clause"
        if walk.subject is None and walk.before is None and self._called_before(at, i, limit):
            return "what was said stands before"
        pair = "+" + prep in cue.lemma.takes or not prep
        if walk.object and not any(t[:1] in "@+" for t in cue.lemma.takes):
            return "the verb has an object before the preposition"
        if pair:
            if walk.topic is None and walk.subject is not None and walk.before is None and not cue.pronoun:
                if (parted := self._parted(walk.subject)) is not None:
                    walk.subject, walk.topic = parted
                elif (
                    cue.conj
                    or s.form[at - 1] in g.relatives
                    or (cue.tense == PAST and s.form[at - 1] in g.turns - g.already)
                    or cue.tense == PARTICIPLE
                    or (cue.lemma.impersonal and cue.tense == PRESENT and self._amount(i, glued))
                ):  # the only phrase is what is spoken of
                    walk.topic, walk.subject = walk.subject, None
                else:
                    return "nothing is said to be described"
            if walk.topic is None and not (cue.pronoun or walk.over):
                return "nothing is said to be described"
            if walk.topic is not None:
                walk.topic = walk.topic._replace(last=max(walk.topic.last, i if glued or not prep else i - 1))
            start, letters = (i + 1, 0) if glued and len(s.form[i]) == glued else (i, glued)
            return self._make(walk, PAIR, start, glued=letters)
        start, letters = (i + 1, 0) if glued and len(s.form[i]) == glued else (i, glued)
        if start >= limit:
            return "the sentence ends behind the preposition"
        return self._make(walk, NOMINAL, start, glued=letters)

    def _told_by(self, walk: Course) -> bool:
        """Whether somebody who can speak stands behind the verb."""
        return walk.before is None and walk.subject is not None and self.sources.actor(walk.subject)

    def _amount(self, i: int, glued: int) -> bool:
        """Whether a number, counted or said to be about right, stands at a token: put at about ten."""
        s, g = self.s, self.g
        word = s.form[i][glued:]
        near = i + 1 < len(s.form) and (s.kinds[i + 1] == NUMBER or s.form[i + 1] in g.counting)
        return s.kinds[i] == NUMBER or word in g.about or word in g.counting or near

    def _place(self, phrase: Phrase, walk: Course) -> Frame | str | None:
        """Give a bare noun phrase its part: subject, object, somebody spoken to, a topic."""
        at, cue, limit, no_subject = walk.at, walk.cue, walk.limit, walk.placed
        takes = cue.lemma.takes
        objects = "=" in takes or "@=" in takes
        if cue.number == "p" and cue.tense in (PAST, PRESENT) and self.sources.agreement(phrase)[1] == "s":
            no_subject = True  # a plural verb has its subject in itself: they called on the city
        if "=" in takes and self.g.phrase_at(self.g.anonymity, self.s.tokens, phrase.first, limit):
            return "a source asks not to be named"
        if self.sources.unnamed_by_wish(phrase.first, limit):
            return None
        if self._names_itself(cue, phrase, limit, walk):
            walk.subject = phrase
            return None
        if self.s.form[phrase.first] in self.g.deity and not walk.addressed:
            if not cue.lemma.prays and cue.tense == PAST and walk.subject is None and phrase.first == at + 1:
                return "nobody speaks in the news"  # houses that God ordered to be raised
            walk.addressed = True
            return None
        if phrase.first > at + 1 and self._leftover(phrase):
            return None
        if walk.subject is not None and walk.topic is None and self._apposed(walk.subject, phrase, limit):
            walk.subject = walk.subject._replace(last=phrase.last, ends="a name in apposition ends")
            return None
        if "++" in takes and walk.subject is None and self.s.form[phrase.first] in self.g.this and cue.tense == PRESENT:
            return "the verb is passive"  # this is considered
        known = walk.subject is not None or no_subject
        if cue.lemma.explains and known and self._explained(phrase, limit):
            return self._make(walk, NOMINAL, phrase.first)
        topic_first = "++" in takes and cue.conj and not self.sources.actor(phrase)
        topic_first = topic_first and cue.tense != PRESENT and not self._clause_next(phrase.last, limit)
        if "++" in takes and cue.pronoun and self._what(at):
            speaker = walk.subject is None and not no_subject
            called = self._before_act(phrase, called=True)
            said = self._accusative(called.first)
            if speaker and not said and (self.sources.actor(called) or self.g.definite(self.s.form[called.first])):
                walk.subject = called
                return None
            return self._make(walk, NOMINAL, phrase.first)
        thought = "++" in takes and cue.pronoun != "" and not (self._what(at) or cue.lemma.needs)
        if thought and cue.conj and cue.tense == PAST and walk.subject is None and self.state_at(phrase.first):
            return self._make(walk, NOMINAL, phrase.first)  # and considered it | a breach
        if walk.subject is None and not no_subject and not topic_first:
            if "=" in takes and self.s.form[phrase.first] in self.g.this and not self._clause_next(phrase.last, limit):
                return "what was said stands before"
            needed = phrase.last < limit and self.s.form[phrase.last] in cue.lemma.needs
            if "=" in takes and not needed and self._object_alone(phrase, limit, takes, cue):
                return self._make(walk, NOMINAL, phrase.first)
            told = not self.sources.actor(phrase) or self.sources.disagrees(phrase, cue.gender, cue.number)
            told = (told or self._public(phrase, cue)) and not self._each(phrase)
            if any(t[:1] == "@" for t in takes) and cue.conj and told:
                walk.addressed = True  # the subject is in the verb, the phrase is whom it speaks to
                return None
            objects_first = phrase.first == at + 1 and "=" in takes and not self._clause_next(phrase.last, limit)
            if objects_first and self.sources.disagrees(phrase, cue.gender, cue.number):
                return self._make(walk, NOMINAL, phrase.first)
            if self.sources.oblique(phrase) and (not objects or any(t[:1] == "@" for t in takes)):
                walk.addressed = True  # the subject is in the verb, or stands before it
                if any(t[:1] == "+" for t in takes):
                    walk.topic = phrase
                return None
            walk.subject = phrase
            return None
        adjacent = walk.subject is not None and walk.subject.last == phrase.first
        spoken_to = cue.lemma.addressee or any(t[:1] == "@" for t in takes)
        if adjacent and spoken_to and not walk.addressed and not self._part_of_subject(phrase):
            walk.addressed = True
            if self.chains.medium(phrase):
                walk.carriers.append(phrase)
            return None
        single = adjacent and objects and phrase.last == phrase.first + 1
        both = self.g.definite(self.s.form[phrase.first]) and self.g.definite(self.s.form[phrase.first - 1])
        if both and single and self._another_noun(phrase.first):
            both = False  # called on the people: no adjective of the ministry
        if single and both and self._preposition_next(phrase.last, limit, takes):
            assert walk.subject is not None
            walk.subject = walk.subject._replace(last=phrase.last, ends=phrase.ends)
            return None
        if adjacent and phrase.last == phrase.first + 2 and self._adverb(phrase, limit):
            return None
        lifted = "=" in takes and self.acts.is_act(self.s.form[phrase.first])
        lifted = lifted and self.s.quotes.at(phrase.last) is not None  # announced | the lifting of the state of "X"
        if (
            adjacent
            and not lifted
            and self._clause_next(phrase.last, limit)
            and self._own_clause(phrase.last, limit, takes)
        ):
            assert walk.subject is not None
            walk.subject = walk.subject._replace(last=phrase.last, ends=phrase.ends)
            return None
        spoken = walk.before or walk.subject or cue.conj or cue.tense == PARTICIPLE
        if (
            thought
            and self._told_by(walk)
            and not (self.g.definite(self.s.form[phrase.first]) or phrase.first in self.s.named)
        ):
            return self._make(walk, NOMINAL, phrase.first)  # the fishermen consider it | what is left of
        if any(t[:1] == "+" for t in takes):
            if walk.topic is None:
                walk.topic = phrase
                if "++" in takes and cue.lemma.needs and (duty := self._duty(cue, phrase)) is not None:
                    walk.topic = duty[0]
                    return self._make(walk, PAIR, duty[1])
                if "++" in takes:
                    nxt = self.sources.phrase(phrase.last, limit, tight=True)
                    if nxt.last > nxt.first and self._fits(cue, phrase, nxt):
                        return self._make(walk, PAIR, nxt.first)
                    whole = self.s.form[phrase.first] in cue.lemma.needs and cue.tense != PRESENT
                    whole = whole or self._predicated(cue, phrase, limit)
                    if whole and spoken:
                        walk.topic = None
                        return self._make(walk, NOMINAL, phrase.first)
                    sure = cue.tense == PAST and not cue.lemma.needs and self._told_by(walk)
                    if sure and (behind := self._predicate(phrase.last, limit)):
                        walk.topic = phrase._replace(last=behind, ends="what it is thought to be follows")
                        return self._make(walk, PAIR, behind)
            return None
        if any(t[:1] == "@" for t in takes) and not walk.addressed:
            walk.addressed = True
            if "@=" not in takes and "=" not in takes:
                return None
            if "@=" in takes:
                return None
        if cue.lemma.addressee and not walk.addressed:
            walk.addressed = True
            if (phrase.first in self.s.named and self.s.named[phrase.first][1] == "outlet") or self.chains.medium(
                phrase
            ):
                walk.carriers.append(phrase)
            return None
        if objects:
            if self._adverb(phrase, limit):
                return None
            owned = self.s.form[phrase.first].endswith(self.g.own_ends) and not self.s.noun_ending(phrase.first)
            far = cue.lemma.clause and adjacent and walk.subject is not None and not owned
            if far and (end := self._clause_far(phrase.last, limit)):
                assert walk.subject is not None
                walk.subject = walk.subject._replace(last=end, ends="the verb's own clause follows")
                return None
            act = self.sources.verbal_noun(phrase.first) or self.s.form[phrase.first].endswith(self.g.own_ends)
            if adjacent and not act and self._clause_apposed(phrase.last, limit, takes):
                assert walk.subject is not None
                walk.subject = walk.subject._replace(last=phrase.last, ends="a name in apposition follows")
                return None
            if self.g.definite(self.s.form[phrase.first]) and walk.subject is not None:
                end = self._clause_behind(phrase.last, limit)
                if end and walk.subject.last == phrase.first:
                    end -= self.s.form[end - 1] in takes
                    walk.subject = walk.subject._replace(last=end, ends="the verb's own clause follows")
                    return None
            return self._make(walk, NOMINAL, phrase.first)
        if no_subject and walk.before is not None and cue.tense != PARTICIPLE and any(len(t) > 0 for t in takes):
            walk.object = True
        if walk.subject is not None and walk.subject.last < phrase.first and not no_subject and self._act(phrase):
            walk.object = True  # the parliament approves on Tuesday the founding of
        if walk.subject is not None and walk.subject.last == phrase.first:
            walk.subject = Phrase(walk.subject.first, phrase.last, walk.subject.glued, phrase.ends)
        return None

    def _idiom(self, i: int) -> bool:
        return self.s.form[i] in self.g.time or self.s.form[i] in self.g.manner
