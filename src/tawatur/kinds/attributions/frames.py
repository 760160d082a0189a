"""What hangs on a reporting verb: its subject, its carriers, and the complement that is its content.

`Frames.of` walks to the right of a cue, one phrase at a time, and stops at the first complement the verb may take:
a clause behind a complementiser, a quotation, a noun phrase behind a preposition, or a direct object. What it passes on
its way is the subject, somebody spoken to, a carrier, or an adjunct.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import Walk, past_mark
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.frame import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.later import Later
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, MARK, NUMBER

__all__ = ["CLAUSE", "COLON", "NOMINAL", "PAIR", "QUOTE", "Frame", "Frames"]

_EPITHET: Final = 2
"""Words of the longest name that somebody is called by in marks."""


class Frames(Later):
    """Finds the frame of each cue of one text."""

    def of(self, at: int, cue: Cue, limit: int, subject: Phrase | None) -> Frame | str:
        """The frame of the cue at a token, or why there is none. `subject` stands before the cue, where one does."""
        frame = self._walk(at, cue, limit, subject)
        if isinstance(frame, Frame) and (whole := self.whole(frame, limit)) is not None:
            later = self._walk(at, cue, limit, subject, whole)
            frame = later if isinstance(later, Frame) and later.start > frame.start else frame
        clause = isinstance(frame, Frame) and frame.kind != NOMINAL
        if not cue.lemma.loose or (clause and isinstance(frame, Frame) and frame.complementiser is None):
            return frame
        plain = cue._replace(lemma=cue.lemma._replace(takes=cue.lemma.loose, loose=()))
        other = self._walk(at, plain, limit, subject)
        if not isinstance(other, Frame) or other.kind != NOMINAL or not (self._urged(other) or clause):
            return frame
        if isinstance(frame, Frame) and other.start >= frame.start:
            return frame
        if clause and isinstance(frame, Frame) and other.start + 1 != frame.complementiser:
            return frame  # the clause isn't that of the need that …
        return other.but(cue=cue)

    def _urged(self, frame: Frame) -> bool:
        """Whether the content opens with an act, or with a word that urges one, and somebody is there who does."""
        form = self.s.form[frame.start][frame.glued :]
        if self.g.definite(form) or (frame.subject is None and frame.cue.tense != PARTICIPLE):
            return False
        return self.g.stance_of_opening(form) in ("demand", "deny") or self.acts.is_act(form)

    def _walk(self, at: int, cue: Cue, limit: int, subject: Phrase | None, known: Phrase | None = None) -> Frame | str:
        s, g = self.s, self.g
        takes = cue.lemma.takes
        tight = cue.lemma.addressee or any(t == "=" or t == "++" or t[:1] in "@+" for t in takes)
        preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        governs = (g.cues.relay_from,) if cue.lemma.relay else takes
        walk = Walk(subject=known, tight=tight, takes=tuple(sorted(preps)))
        no_subject = subject is not None or cue.tense == PARTICIPLE
        i = at + 1 if known is None else known.last
        saying = False  # "he added, saying": the participle brings the words of the verb before it
        while i < limit:
            if (wished := self.sources.past_wish(i, limit)) > i:
                i = wished
                continue
            if walk.spoken is not None and walk.spoken.last == i and (told := self.sources.past_unnamed(i, limit)) > i:
                i, walk.spoken = told, walk.spoken._replace(last=told)
                continue
            if (named_not := self._past_anonymity(i, limit)) > i:
                i = named_not
                continue
            form, kind = s.form[i], s.kinds[i]
            if kind == LINE:
                return "the line ends before a complement"
            if kind == MARK:
                quote = s.quotes.at(i)
                if quote is not None and (self._topic_named(i, quote, cue, walk) or self.sources.entitled(i)):
                    i = quote.after
                    continue
                if quote is not None and not (
                    walk.subject is None and not no_subject and self.sources.names_by_quote(i, i)
                ):
                    if quote.closed and self._short_name(i, quote.after, limit, walk, takes):
                        i = quote.after
                        continue
                    return self._quoted(at, cue, i, subject, walk)
                if quote is None and s.quotes.closes(i):
                    i += 1
                    continue
                if quote is None:
                    if form in COMMAS and i == at + 1 and self._comma(cue, i, limit):
                        return self._make(at, cue, COLON, i + 1, subject, walk)
                    step = past_mark(s, i, limit)
                    if step == -1:
                        return self._make(at, cue, COLON, self._next_line(i + 1), subject, walk)
                    if step == i:
                        return f"the mark {form} comes before a complement"
                    i = step
                    continue
            if i in s.skips:
                i = s.skips[i]
                continue
            if form in g.pronominal and not s.noun_ending(i):
                if subject is not None and s.form[at - 1] in g.relatives and form.startswith(tuple(preps) or "\0"):
                    return "what was said stands before"
                walk.pronoun = walk.pronoun or form in g.from_him
                i += 1
                continue
            if form in g.complementisers and i not in s.in_name and not (i + 1 < limit and s.spells(i + 1)):
                if any(
                    t[:1] == "+" and t != "++" and (form.startswith(t[1:]) or s.form[i - 1] == t[1:]) for t in takes
                ):
                    return self._governed(at, cue, "", i, 0, limit, subject, walk)
                if i - 1 > at and s.form[i - 1] in g.subordinators and not self._adjective_of(i - 1, walk):
                    ahead = self._past_subordinate(i, limit)
                    if ahead == i:
                        return "a subordinate clause comes before a complement"
                    i = ahead
                    continue
                joined = (
                    cue.lemma.quote
                    and form.startswith(g.with_)
                    and cue.tense in (PAST, PRESENT)
                    and not cue.lemma.continues
                )
                if cue.lemma.continues and form in g.bare_or_own:  # and he went on that
                    joined = joined or i == (at + 1 if walk.subject is None else walk.subject.last)
                if not cue.lemma.clause and not saying and not joined:
                    return "the word takes no clause"
                return self._make(at, cue, CLAUSE, i + 1, subject, walk, complementiser=i)
            if form in g.continuations or form in g.relatives or self._aside(i, limit):
                ahead = self._past_relative(i, limit, cue, preps, walk)
                if ahead == i:
                    ahead = self._past_clause(i, limit, walk)
                if ahead > i:
                    i = ahead
                    continue
                return "another clause begins before a complement"
            if i in s.dated:
                i = max(s.dated[i][0], i + 1)
                continue
            if form in g.behalf:
                i = self._past_behalf(i, limit)
                continue
            if form == g.out_of and i + 1 < limit and s.form[i + 1] in g.own_part:
                i += 2  # for his part
                continue
            if (
                form in g.time
                or form in g.idle
                or form in cue.lemma.between
                or (i == at + 1 and form in g.own_talk and not s.noun_ending(i))
            ):
                i += 1
                continue
            if cue.lemma.over and walk.topic is None and (ahead := self._over(i, cue, limit, walk)) > i:
                i = ahead
                continue
            if form == cue.lemma.spoken_by and walk.subject is not None and walk.spoken is None:
                phrase = self.sources.phrase(i + 1, limit)
                if phrase.last == phrase.first:
                    return "nobody is named behind the preposition"
                walk.spoken, i = phrase, phrase.last
                continue
            if form == g.cues.relay_from and walk.spoken is not None and walk.spoken.last == i:
                phrase = self.sources.phrase(i + 1, limit)
                if phrase.last > phrase.first:  # who quotes somebody else in turn
                    walk.carriers.append(walk.spoken)
                    walk.spoken, i = phrase, phrase.last
                    continue
            if cue.lemma.relay and walk.spoken is None and tuple(s.form[i : i + 2]) == g.cues.relay_by:
                phrase = self.sources.phrase(i + 2, limit)
                if phrase.last == phrase.first:
                    return "nobody is named behind the preposition"
                walk.spoken, i = phrase, phrase.last
                continue
            named = walk.spoken is not None and s.form[i - 1] not in g.relayed  # without telling of his name
            if form == g.cues.relay_from and (cue.lemma.relay or s.form[i - 1] in g.relayed) and not named:
                phrase = self.sources.phrase(i + 1, limit)
                if phrase.last == phrase.first:
                    return "nobody is named behind the preposition"
                walk.spoken, i = phrase, phrase.last
                continue
            if cue.lemma.contained and form == g.cues.contained_in and walk.subject is None:
                phrase = self.sources.phrase(i + 1, limit)
                if phrase.last == phrase.first or not self.sources.document(phrase):
                    return "what it stands in is no document"
                walk.subject, i = phrase, phrase.last
                continue
            if form in g.relayed:
                i += 1
                continue
            if form in preps and cue.lemma.describes and form == g.upon and s.form[i + 1] not in g.complementisers:
                i = self.chains.adjunct(i, limit, walk)  # only "upon that" brings what somebody describes
                continue
            if form in preps and s.form[i - 1] in g.told and walk.subject is not None:
                i = self.chains.adjunct(i, limit, walk)  # in a statement that it put on its page
                continue
            if form in preps:
                if (size := g.phrase_at(g.at_a_time, s.tokens, i, limit)) and s.form[i + size] in g.which_time:
                    i += size + 1  # at an earlier time
                    continue
                return self._governed(at, cue, form, i + 1, 0, limit, subject, walk)
            if form in g.or_nouns and "=" in takes and self._noun_here(at, i, limit, walk):
                return self._make(at, cue, NOMINAL, i, subject, walk)
            if i == at + 1 and not no_subject and self._plain_alone(cue, i, limit):
                return self._make(at, cue, CLAUSE, i, subject, walk)
            if s.preposition(i) or (g.without_conjunction(form) in g.prepositions and self._besides(i, walk)):
                i = self.chains.adjunct(i, limit, walk)
                continue
            conj, prep, letters = g.governed(form)
            if prep and i in s.named and i not in s.behind_clitic and not form.startswith(g.contracted):
                prep, letters = "", 0  # Pakistan, Brazil: the first letter is the name's own
            if conj and prep and prep not in preps and i > at + 1 and self._besides(i, walk):
                i = self.chains.glued(i, letters, limit, walk)  # strongly and with anger
                continue
            if (spelled := self.chains.spelled(i, limit)) > i:
                walk.carriers.append(Phrase(i, spelled, len(g.to), "the letters of a name end"))
                i = spelled
                continue
            if i in s.behind_clitic and not conj and not prep and not form.startswith(g.conjunctions):
                end, kind_of = s.named[i]  # a preposition before a name that the tables don't know as a word
                if kind_of == "outlet" and form.startswith(g.to):
                    walk.carriers.append(Phrase(i, end, len(g.to), "a name behind a preposition"))
                i = end
                continue
            act = prep == g.to and self.acts.is_act(s.head_word(i).removeprefix(g.article))
            if prep == g.to and not (conj or act) and self._later_preposition(i + 1, limit, preps):
                phrase = self.sources.phrase(i, limit, glued=letters, tight=True)
                end = max(phrase.last, i + 1)
                if walk.subject is not None and walk.subject.last == i:
                    walk.subject = walk.subject._replace(last=end, ends="its own complement ends")
                i = end
                continue
            if cue.lemma.whom and not walk.addressed and (end := self._called_on(i, cue, limit, preps)) > i:
                walk.addressed, i = True, end
                continue
            if prep and not conj and prep in preps and not self._idiom(i):
                return self._governed(at, cue, prep, i, letters, limit, subject, walk)
            if not prep and form[:1] in preps and (walk.subject or no_subject) and self._rare(i):
                return self._governed(at, cue, form[:1], i, 1, limit, subject, walk)
            if walk.subject is not None and walk.subject.last == i and self.sources.told(walk.subject.first, i, limit):
                i = max(self.sources.phrase(i, limit, tight=True).last, i + 1)
                continue
            apart = i not in s.named or i in s.behind_clitic or form.startswith(g.contracted)
            if (prep and not conj and apart) or prep == "\0":
                i = self.chains.glued(i, letters, limit, walk)
                continue
            if (form in g.my_words or self.sources.of_myself(i)) and self._plain(cue, i, limit, walk):
                return self._make(at, cue, CLAUSE, i, subject, walk)
            if walk.subject is not None and walk.subject.last == i and self._called_so(i, limit):
                walk.subject = walk.subject._replace(last=i + 1, ends="the adjective of a name in marks ends")
                i += 1
                continue
            if cue.lemma.asks and self._asked(i, limit):
                return self._make(at, cue, CLAUSE, i, subject, walk)
            if form in g.indeed and cue.lemma.clause and cue.lemma.quote and (walk.subject or no_subject or cue.conj):
                return self._make(at, cue, CLAUSE, i, subject, walk)
            if cue.lemma.quote and cue.tense != PARTICIPLE and self._brings(i, cue, limit):
                saying = True
                i += 1
                continue
            if conj and form[conj:] in g.pronouns and (ahead := self._past_state(i, limit)) > i:
                i = ahead
                continue
            if i == at + 1 and not no_subject and self._alone(i, cue, limit):
                walk.subject = Phrase(i, i + 1, 0, "the words follow")
                i += 1
                continue
            if g.is_participle(form) and kind != NUMBER and "office" not in self.sources.classes(i):
                ahead = self._beyond(i, limit)
                if ahead > i and walk.subject is not None:
                    i = ahead
                    continue
                if walk.subject is not None and self._only_describes(i, limit, walk.subject):
                    walk.subject = walk.subject._replace(last=i + 1)  # opposed sources, which said that
                    i += 1
                    continue
                return "another cue comes before a complement"
            if form in g.bare_what and i == at + 1 and (told := self._what_called(i, limit, cue)) > i:
                walk.topic, i = Phrase(i, told, 0, "what it is called follows"), told
                continue
            finite = s.finite(i)
            if finite and form in g.naming and i + 1 < limit and not conj:
                called = max(self.sources.phrase(i + 1, limit).last, i + 2)  # a student who is called …
                i = self._grown(called, i, walk)
                continue
            if finite and "=" in takes and self._own_noun(i, walk, no_subject):
                return self._make(at, cue, NOMINAL, i, subject, walk)
            if (conj and i == at + 1 and finite) or (finite and i not in s.named):
                ahead = self._past_clause(i, limit, walk)
                described = walk.subject is not None and walk.subject.last == i and self._indefinite(walk.subject)
                if walk.spoken is not None and walk.spoken.last == i and self._indefinite(walk.spoken):
                    described = g.phrase_at(g.anonymity, s.tokens, i + 1, limit) > 0  # a source that won't be named
                held = s.form[i - 1] in g.venues and form.endswith(g.own_ends)  # in a speech that he gave
                if ahead == i and (described or held):
                    ahead = self._past_relative(i, limit, cue, preps, walk)
                if ahead > i:
                    i = ahead
                    continue
                if self._plain(cue, i, limit, walk):
                    return self._make(at, cue, CLAUSE, i, subject, walk)
                return "a verb comes before a complement"
            if walk.subject is not None and form in g.own_talk and i > at + 1 and not s.noun_ending(i):
                i += 1  # the minister ended his speech by saying
                continue
            phrase = self.sources.phrase(i, limit, tight=tight, takes=governs)
            if "++" in takes and self._pronoun_alone(i, limit):
                phrase = Phrase(i, i + 1, 0, "a pronoun")
            if phrase.last <= i:
                return f"no phrase begins here: {phrase.ends}"
            if walk.subject is None and not no_subject and ("=" in takes or cue.lemma.explains):
                phrase = self._before_act(phrase)
            if form in g.oneself and "++" in takes:
                phrase = phrase._replace(last=i + 1, ends="what he takes himself for follows")
            if cue.lemma.between and (laid := self._laid(cue, phrase)) is not None:
                phrase = laid
            done = self._place(at, cue, phrase, limit, subject, walk, no_subject)
            if done is not None:
                return done
            mine = walk.subject is not None and walk.subject.first >= at
            i = max(phrase.last, walk.subject.last) if walk.subject is not None and mine else phrase.last
            if walk.subject is not None and walk.subject.first == phrase.first:
                i = walk.subject.last  # what it is called stands behind whose word it is
        return "the sentence ends before a complement"

    def _make(
        self,
        at: int,
        cue: Cue,
        kind: str,
        start: int,
        subject: Phrase | None,
        walk: Walk,
        *,
        glued: int = 0,
        complementiser: int | None = None,
        topic: Phrase | None = None,
    ) -> Frame | str:
        if start >= len(self.s.form):
            return "the text ends before a complement"
        if kind in (QUOTE, COLON) and not cue.lemma.quote:
            return "the word takes no quotation"
        speaker = subject or walk.subject
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
            topic or walk.topic,
            before=subject is not None,
            complementiser=complementiser,
        )

    def _quoted(self, at: int, cue: Cue, i: int, subject: Phrase | None, walk: Walk) -> Frame | str:
        if "++" in cue.lemma.takes and cue.pronoun:
            if self._what(at):
                return self._make(at, cue, NOMINAL, i, subject, walk)
            return "what is spoken of is only a pronoun"
        told = subject is not None and self.s.form[at - 1] in self.g.relatives
        if "++" in cue.lemma.takes and told and walk.topic is None and self._epithet(i):
            return "the verb is passive"  # who is considered "the joker" of
        if cue.lemma.quote:
            return self._make(at, cue, QUOTE, i, subject, walk)
        if "=" in cue.lemma.takes:
            return self._make(at, cue, NOMINAL, i, subject, walk)
        return "the word takes no quotation"

    def _epithet(self, i: int) -> bool:
        """Whether a word or two in marks, without a verb, stand at a token: what somebody is called."""
        quote = self.s.quotes.at(i)
        if quote is None or quote.last - quote.first > _EPITHET:
            return False
        return not any(self.s.finite(k) or self.s.form[k] in self.g.complementisers for k in range(i + 1, quote.last))

    def _governed(
        self, at: int, cue: Cue, prep: str, i: int, glued: int, limit: int, subject: Phrase | None, walk: Walk
    ) -> Frame | str:
        """A complement behind the preposition that the verb takes."""
        s, g = self.s, self.g
        if i >= limit:
            return "the sentence ends behind the preposition"
        if prep and not glued and s.form[i] in g.complementisers and "+" + prep not in cue.lemma.takes:
            if not cue.lemma.clause:
                return self._make(at, cue, NOMINAL, i + 1, subject, walk, complementiser=i)
            return self._make(at, cue, CLAUSE, i + 1, subject, walk, complementiser=i)
        praised = glued and s.form[i] in g.bare_what and cue.lemma.stance in ("affirm", "condemn", "demand")
        did = not glued and s.form[i] in g.bare_what and i + 1 < limit  # to what they did
        did = did and (s.finite(i + 1) or (s.form[i + 1].endswith(g.own_ends) and not s.preposition(i + 1)))
        if (s.form[i] in g.what and not praised and not did) or s.form[i] in g.relatives:
            return "the complement is a relative clause"
        if walk.subject is None and subject is None and self._called_before(at, i, limit):
            return "what was said stands before"
        pair = "+" + prep in cue.lemma.takes or not prep
        if walk.object and not any(t[:1] in "@+" for t in cue.lemma.takes):
            return "the verb has an object before the preposition"
        if pair:
            if walk.topic is None and walk.subject is not None and subject is None and not cue.pronoun:
                if (parted := self._parted(walk.subject)) is not None:
                    walk.subject, walk.topic = parted
                elif (
                    cue.conj
                    or s.form[at - 1] in g.relatives
                    or (cue.tense == PAST and s.form[at - 1] in g.turns - g.already)
                    or cue.tense == PARTICIPLE
                ):  # the only phrase is what is spoken of
                    walk.topic, walk.subject = walk.subject, None
                else:
                    return "nothing is said to be described"
            if walk.topic is None and not (cue.pronoun or walk.over):
                return "nothing is said to be described"
            if walk.topic is not None:
                walk.topic = walk.topic._replace(last=max(walk.topic.last, i if glued or not prep else i - 1))
            start, letters = (i + 1, 0) if glued and len(s.form[i]) == glued else (i, glued)
            return self._make(at, cue, PAIR, start, subject, walk, glued=letters)
        start, letters = (i + 1, 0) if glued and len(s.form[i]) == glued else (i, glued)
        if start >= limit:
            return "the sentence ends behind the preposition"
        return self._make(at, cue, NOMINAL, start, subject, walk, glued=letters)

    def _place(
        self, at: int, cue: Cue, phrase: Phrase, limit: int, subject: Phrase | None, walk: Walk, no_subject: bool
    ) -> Frame | str | None:
        """Give a bare noun phrase its part: subject, object, somebody spoken to, a topic."""
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
            return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
        topic_first = "++" in takes and cue.conj and not self.sources.actor(phrase)
        topic_first = topic_first and cue.tense != PRESENT and not self._clause_next(phrase.last, limit)
        if "++" in takes and cue.pronoun and self._what(at):
            speaker = walk.subject is None and not no_subject
            called = self._before_act(phrase, called=True)
            said = self._accusative(called.first)
            if speaker and not said and (self.sources.actor(called) or self.g.definite(self.s.form[called.first])):
                walk.subject = called
                return None
            return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
        if walk.subject is None and not no_subject and not topic_first:
            if "=" in takes and self.s.form[phrase.first] in self.g.this and not self._clause_next(phrase.last, limit):
                return "what was said stands before"
            if "=" in takes and self._object_alone(phrase, limit, takes, cue):
                return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
            told = not self.sources.actor(phrase) or self.sources.disagrees(phrase, cue.gender, cue.number)
            told = (told or self._public(phrase, cue)) and not self._each(phrase)
            if any(t[:1] == "@" for t in takes) and cue.conj and told:
                walk.addressed = True  # the subject is in the verb, the phrase is whom it speaks to
                return None
            objects_first = phrase.first == at + 1 and "=" in takes and not self._clause_next(phrase.last, limit)
            if objects_first and self.sources.disagrees(phrase, cue.gender, cue.number):
                return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
            if self.sources.oblique(phrase) and not objects:
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
        if any(t[:1] == "+" for t in takes):
            if walk.topic is None:
                walk.topic = phrase
                if "++" in takes and cue.lemma.needs and (duty := self._duty(cue, phrase)) is not None:
                    walk.topic = duty[0]
                    return self._make(at, cue, PAIR, duty[1], subject, walk)
                if "++" in takes:
                    nxt = self.sources.phrase(phrase.last, limit, tight=True)
                    if nxt.last > nxt.first and self._fits(cue, phrase, nxt):
                        return self._make(at, cue, PAIR, nxt.first, subject, walk)
                    whole = self.s.form[phrase.first] in cue.lemma.needs and cue.tense != PRESENT
                    whole = whole or self._predicated(cue, phrase, limit)
                    if whole and (subject or walk.subject or cue.conj or cue.tense == PARTICIPLE):
                        walk.topic = None
                        return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
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
            return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
        if no_subject and subject is not None and cue.tense != PARTICIPLE and any(len(t) > 0 for t in takes):
            walk.object = True
        if walk.subject is not None and walk.subject.last < phrase.first and not no_subject and self._act(phrase):
            walk.object = True  # the parliament approves on Tuesday the founding of
        if walk.subject is not None and walk.subject.last == phrase.first:
            walk.subject = Phrase(walk.subject.first, phrase.last, walk.subject.glued, phrase.ends)
        return None

    def _idiom(self, i: int) -> bool:
        return self.s.form[i] in self.g.time
