"""What hangs on a reporting verb: its subject, its carriers, and the complement that is its content.

`Frames.of` walks to the right of a cue, one phrase at a time, and stops at the first complement the verb may take:
a clause behind a complementiser, a quotation, a noun phrase behind a preposition, or a direct object. What it passes on
its way is the subject, somebody spoken to, a carrier, or an adjunct.
"""

from __future__ import annotations

from tawatur.kinds.attributions.chains import Walk, past_mark
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.frame import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.placing import Placing
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, MARK, NUMBER

__all__ = ["CLAUSE", "COLON", "NOMINAL", "PAIR", "QUOTE", "Frame", "Frames"]


class Frames(Placing):
    """Finds the frame of each cue of one text."""

    def of(self, at: int, cue: Cue, limit: int, subject: Phrase | None) -> Frame | str:
        """The frame of the cue at a token, or why there is none. `subject` stands before the cue, where one does."""
        frame = self._walk(at, cue, limit, subject)
        if isinstance(frame, str) and cue.tense in (PAST, PRESENT) and self._in_speech(at, limit):
            brief = self._walk(at, cue, limit, subject, brief=True)
            if isinstance(brief, Frame) and brief.kind in (NOMINAL, PAIR) and not self._published(brief):
                frame = brief
        if isinstance(frame, Frame) and (whole := self.whole(frame, limit)) is not None:
            later = self._walk(at, cue, limit, subject, whole)
            frame = later if isinstance(later, Frame) and later.start > frame.start else frame
        clause = isinstance(frame, Frame) and frame.kind != NOMINAL
        if not cue.lemma.loose or (clause and isinstance(frame, Frame) and frame.complementiser is None):
            return frame
        other = self._walk(at, self.g.cues.loosened(cue), limit, subject)
        if not isinstance(other, Frame) or other.kind != NOMINAL or not (self._urged(other) or clause):
            return frame
        if isinstance(frame, Frame) and other.start >= frame.start:
            return frame
        if clause and isinstance(frame, Frame) and other.start + 1 != frame.complementiser:
            return frame  # the clause isn't that of the need that …
        return other.but(cue=cue)

    def _published(self, frame: Frame) -> bool:
        """Whether what follows a document tells where it was published: published on his page, that X published."""
        g, form = self.g, self.s.form[frame.start]
        return any(stem in g.told for stem in (form, *g.disowned(form)))

    def _in_speech(self, at: int, limit: int) -> bool:
        """Whether a document, a talk or an occasion stands behind a preposition that follows a verb."""
        s = self.s
        form, prepositions = s.form, self.g.prepositions
        return any(
            form[k - 1] in prepositions and self.chains.given(k) and s.preposition(k - 1) for k in range(at + 2, limit)
        )

    def _urged(self, frame: Frame) -> bool:
        """Whether the content opens with an act, or with a word that urges one, and somebody is there who does."""
        form = self.s.form[frame.start][frame.glued :]
        if self.g.definite(form) or (frame.subject is None and frame.cue.tense != PARTICIPLE):
            return False
        return self.g.stance_of_opening(form) in ("demand", "deny") or self.acts.is_act(form)

    def _walk(
        self,
        at: int,
        cue: Cue,
        limit: int,
        subject: Phrase | None,
        known: Phrase | None = None,
        *,
        brief: bool = False,
    ) -> Frame | str:
        s, g = self.s, self.g
        takes = cue.lemma.takes
        tight = cue.lemma.addressee or any(t == "=" or t == "++" or t[:1] in "@+" for t in takes)
        preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        governs = (g.cues.relay_from,) if cue.lemma.relay else (*takes, cue.lemma.spoken_by)
        walk = Walk(subject=known, tight=tight, takes=tuple(sorted(preps)), brief=brief)
        no_subject = subject is not None or cue.tense == PARTICIPLE
        i = at + 1 if known is None else known.last
        saying = False  # "he added, saying": the participle brings the words of the verb before it
        while i < limit:
            form, kind = s.form[i], s.kinds[i]
            if (kind == MARK or form in g.wishes) and (wished := self.sources.past_wish(i, limit)) > i:
                i = wished
                continue
            if walk.spoken is not None and walk.spoken.last == i and (told := self.sources.past_unnamed(i, limit)) > i:
                i, walk.spoken = told, walk.spoken._replace(last=told)
                continue
            if s.kinds[i - 1] == MARK and (named_not := self._past_anonymity(i, limit)) > i:
                i = named_not
                continue
            has_subject = no_subject or walk.subject is not None
            if has_subject and (ahead := self._past_commas(i, limit, cue, preps, walk)) > i:
                i = ahead
                continue
            if (ahead := self._past_how(i, limit, walk)) > i:
                i = ahead
                continue
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
            if form in g.relatives and (ahead := self._past_topic(i, limit, cue, walk)) > i:
                i = ahead
                continue
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
            by_mouth = cue.lemma.contained and walk.subject is None and tuple(s.form[i : i + 2]) == g.cues.relay_by
            if by_mouth:  # it came by the mouth of the minister that
                phrase = self.sources.phrase(i + 2, limit)
                if phrase.last == phrase.first:
                    return "nobody is named behind the preposition"
                walk.subject, i = phrase, phrase.last
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
            if form in preps:
                if has_subject and i + 2 < limit and self._own_page(i, form):
                    i = self.chains.adjunct(i, limit, walk)
                    continue
                described = cue.lemma.describes and form == g.upon and s.form[i + 1] not in g.complementisers
                shown = s.form[i - 1] in g.told and walk.subject is not None  # in a statement that it put on its page
                if described or shown or g.phrase_at(g.in_a_manner, s.tokens, i, limit):
                    i = self.chains.adjunct(i, limit, walk)  # only "upon that" brings what somebody describes
                    continue
                if (size := g.phrase_at(g.at_a_time, s.tokens, i, limit)) and s.form[i + size] in g.which_time:
                    i += size + 1  # at an earlier time
                    continue
                if has_subject and (own := self._own_preposition(i, at, limit, form, walk)) > i:
                    self._pass(i, own, walk)
                    i = own
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
                if has_subject and (own := self._own_preposition(i, at, limit, prep, walk)) > i:
                    self._pass(i, own, walk)
                    i = own
                    continue
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
            of_trade = form in g.persons and i == at + 1 and not no_subject  # said | a designer of
            office = of_trade or "office" in self.sources.classes(i)
            if g.is_participle(form) and kind != NUMBER and not office:
                ahead = self._beyond(i, limit)
                if ahead == i and cue.lemma.quote and walk.subject is not None and walk.subject.last == i:
                    ahead = self._past_participle(i, limit)
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
            if cue.pronoun and self._what(at):
                phrase = self._before_marks(phrase)
            described = any(t[:1] == "+" for t in takes)
            if described and (form in g.objects_own or ("++" in takes and self._pronoun_alone(i, limit))):
                phrase = Phrase(i, i + 1, 0, "a pronoun")
            if phrase.last <= i:
                return f"no phrase begins here: {phrase.ends}"
            if walk.subject is None and not no_subject and ("=" in takes or cue.lemma.explains):
                phrase = self._before_act(phrase)
            if form in g.oneself and "++" in takes:
                phrase = phrase._replace(last=i + 1, ends="what he takes himself for follows")
            if cue.lemma.needs and "=" in takes and walk.subject is None and not no_subject:
                phrase = self._before_word(phrase, cue.lemma.needs, "what the verb needs follows")
            if cue.lemma.between:
                phrase = self._before_word(phrase, cue.lemma.between, "what is laid on somebody follows")
            done = self._place(at, cue, phrase, limit, subject, walk, no_subject)
            if done is not None:
                return done
            mine = walk.subject is not None and walk.subject.first >= at
            i = max(phrase.last, walk.subject.last) if walk.subject is not None and mine else phrase.last
            if walk.subject is not None and walk.subject.first == phrase.first:
                i = walk.subject.last  # what it is called stands behind whose word it is
        return "the sentence ends before a complement"
