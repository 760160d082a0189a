"""What a walk behind a reporting verb does at one token.

Each step knows one kind of token: a mark, a complementiser, a clause of somebody's own, a preposition, a participle, a
verb. It gives the token to go on from, the frame where the complement begins, or the reason why there is none; None
where the token is not its own. `Steps.step` asks them in order, and the last, of a bare phrase, always answers.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import past_mark
from tawatur.kinds.attributions.course import Course
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT
from tawatur.kinds.attributions.frame import CLAUSE, COLON, NOMINAL, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.placing import Placing
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.words import LINE, MARK, NUMBER

Step = int | Frame | str
"""Where to go on, the frame, or why there is none. None of them is false: a walk goes on behind its cue."""

_EACH: Final = 24
"""Tokens that "each who …" may take."""
_NOBODY = "nobody is named behind the preposition"


class Steps(Placing):
    """Goes from one token of a text to the next."""

    def step(self, i: int, walk: Course) -> Step:
        """What the walk does at a token: it goes on, has its frame, or ends."""
        if (ahead := self._set_apart(i, walk)) > i:
            return ahead
        s, g, form = self.s, self.g, self.s.form[i]
        done = self._at_mark(i, walk) if s.kinds[i] in (MARK, LINE) else None
        if done is None and (i in s.skips or form in g.pronominal):
            done = self._at_pronoun(i, walk)
        if done is None and (form in g.public or s.form[i - 1] in g.public):
            done = self._at_each(i, walk)
        if done is None and form in g.complementisers:
            done = self._at_complementiser(i, walk)
        done = done or self._at_clause(i, walk) or self._at_adverb(i, walk)
        if done is None and (walk.relays or form == g.cues.relay_from or form in g.relayed):
            done = self._at_relay(i, walk)
        done = done or self._at_preposition(i, walk) or self._at_glued(i, walk) or self._at_words(i, walk)
        return done or self._at_participle(i, walk) or self._at_verb(i, walk) or self._at_phrase(i, walk)

    def _set_apart(self, i: int, walk: Course) -> int:
        """Behind what stands apart: a wish, a source that won't be named, asides, the manner of speaking; or `i`."""
        s, limit = self.s, walk.limit
        form, kind = s.form[i], s.kinds[i]
        if (kind == MARK or form in self.g.wishes) and (wished := self.sources.past_wish(i, limit)) > i:
            return wished
        if walk.spoken is not None and walk.spoken.last == i and (told := self.sources.past_unnamed(i, limit)) > i:
            walk.spoken = walk.spoken._replace(last=told)
            return told
        if s.kinds[i - 1] == MARK and (named_not := self._past_anonymity(i, limit)) > i:
            return named_not
        if walk.has_subject and (ahead := self._past_commas(i, limit, walk.cue, walk.preps, walk)) > i:
            return ahead
        return self._past_how(i, limit, walk)

    def _at_mark(self, i: int, walk: Course) -> Step | None:
        """A quotation or a colon may be the complement; what only names or encloses is passed."""
        s, limit = self.s, walk.limit
        form = s.form[i]
        if s.kinds[i] == LINE:
            return "the line ends before a complement"
        quote = s.quotes.at(i)
        if quote is None:
            if s.quotes.closes(i):
                return i + 1
            if form in COMMAS and i == walk.at + 1 and self._comma(walk.cue, i, limit):
                return self._make(walk, COLON, i + 1)
            ahead = past_mark(s, i, limit)
            if ahead == -1:
                return self._make(walk, COLON, self._next_line(i + 1))
            return ahead if ahead > i else f"the mark {form} comes before a complement"
        if self._topic_named(i, quote, walk.cue, walk) or self.sources.entitled(i):
            return quote.after
        if walk.cue.lemma.addressee and self._told_paper(quote, walk):
            walk.addressed = True
            walk.carriers.append(Phrase(i, quote.after, 0, "the marks of its name"))
            return quote.after
        if not walk.has_subject and self.sources.names_by_quote(i, i):
            return None
        if quote.closed and self._short_name(i, quote.after, limit, walk, walk.cue.lemma.takes):
            return quote.after
        return self._quoted(i, walk)

    def _to_paper(self, i: int, walk: Course) -> bool:
        """Whether "to" and a medium or a name in marks stand at a token."""
        s, g = self.s, self.g
        if i + 1 >= walk.limit or not (s.form[i] in g.towards or g.governed(s.form[i])[1] == g.to):
            return False
        alone = s.form[i] in g.towards or g.governed(s.form[i])[2] == len(s.form[i])
        if alone and s.quotes.at(i + 1) is not None:
            return True
        return self.chains.medium(self.sources.phrase(i + alone, walk.limit, glued=0 if alone else len(g.to)))

    def _at_pronoun(self, i: int, walk: Course) -> Step | None:
        """A preposition with a pronoun is passed, and so is what the scene skips."""
        s, g = self.s, self.g
        if i in s.skips:
            return s.skips[i]
        form = s.form[i]
        if s.noun_ending(i):
            return None
        told = walk.before is not None and s.form[walk.at - 1] in g.relatives
        if told and form.startswith(tuple(walk.preps) or "\0"):
            return "what was said stands before"
        walk.pronoun = walk.pronoun or form in g.from_him
        return i + 1

    def _at_each(self, i: int, walk: Course) -> Step | None:
        """Each who does something is whom the verb speaks to: warned each who breaks the law that he …"""
        s, g, cue, limit = self.s, self.g, walk.cue, walk.limit
        if s.form[i] == g.out_of and s.form[i - 1] in g.public:
            i -= 1
        k = i + 2
        if s.form[i] not in g.public or k >= limit or s.form[i + 1] != g.out_of or not s.is_word(k):
            return None
        noun = k in s.named or g.definite(s.form[k]) or self.sources.classes(k) or g.names.is_noun(s.form[k])
        verb = s.finite(k) or (k + 1 < limit and s.form[k + 1] in g.pronominal)
        if (noun and not verb) or not any(t[:1] == "@" or t == g.out_of for t in cue.lemma.takes):
            return None
        if not (walk.has_subject or cue.conj or cue.gender == "f"):
            return None
        for n in range(k + 1, min(limit - 1, i + _EACH)):
            form = s.form[n]
            if s.kinds[n] == LINE or (s.kinds[n] == MARK and not s.is_mark(n, COMMAS)):
                break
            taken = form in walk.preps or g.governed(form)[1] in walk.preps
            if (form in g.complementisers and s.form[n - 1] not in g.subordinators) or (taken and n > k + 1):
                walk.addressed = True
                return n
        return "what is said to each isn't told"

    def _at_complementiser(self, i: int, walk: Course) -> Step | None:
        """A clause begins: the content, that of the verb's preposition, or one below another conjunction."""
        s, g, at, cue, limit = self.s, self.g, walk.at, walk.cue, walk.limit
        form = s.form[i]
        if i in s.in_name or (i + 1 < limit and s.spells(i + 1)):
            return None
        behind = (t[1:] for t in cue.lemma.takes if t[:1] == "+" and t != "++")
        if any(form.startswith(word) or s.form[i - 1] == word for word in behind):
            return self._governed("", i, 0, walk)
        if i - 1 > at and s.form[i - 1] in g.subordinators and not self._adjective_of(i - 1, walk):
            ahead = self._past_subordinate(i, limit)
            return ahead if ahead != i else "a subordinate clause comes before a complement"
        finite = cue.tense in (PAST, PRESENT)
        joined = cue.lemma.quote and form.startswith(g.with_) and finite and not cue.lemma.continues
        speaks = walk.subject is None or self.sources.actor(walk.subject)
        on = form in g.bare_or_own or (form.startswith(g.with_) and speaks and not cue.pronoun)
        if cue.lemma.continues and on:  # and he went on that
            joined = joined or i == (at + 1 if walk.subject is None else walk.subject.last)
        if not cue.lemma.clause and not walk.saying and not joined:
            return "the word takes no clause"
        return self._make(walk, CLAUSE, i + 1, complementiser=i)

    def _at_clause(self, i: int, walk: Course) -> Step | None:
        """A relative clause or an aside is passed; any other clause of somebody's own ends the walk."""
        g, cue, limit = self.g, walk.cue, walk.limit
        form = self.s.form[i]
        relative = form in g.relatives
        if relative and (ahead := self._past_topic(i, limit, cue, walk)) > i:
            return ahead
        if not (form in g.continuations or relative or self._aside(i, limit)):
            return None
        ahead = self._past_relative(i, limit, cue, walk.preps, walk)
        if ahead == i:
            ahead = self._past_clause(i, limit, walk)
        return ahead if ahead > i else "another clause begins before a complement"

    def _at_adverb(self, i: int, walk: Course) -> Step | None:
        """When, on whose behalf, for whose part, in what order, and over whom the verb tells what it does."""
        s, g, cue = self.s, self.g, walk.cue
        form = s.form[i]
        if i in s.dated:
            return max(s.dated[i][0], i + 1)
        if form in g.behalf:
            return self._past_behalf(i, walk.limit)
        if form == g.out_of and i + 1 < walk.limit and s.form[i + 1] in g.own_part:
            return i + 2  # for his part
        if form in g.time or form in g.idle or form in cue.lemma.between:
            return i + 1
        if i == walk.at + 1 and form in g.own_talk and not s.noun_ending(i):
            return i + 1
        if form in g.at_the_time and walk.subject is not None and (ahead := self._past_state(i, walk.limit)) > i:
            return ahead  # when we came to him
        if cue.lemma.over and walk.topic is None and (ahead := self._over(i, cue, walk.limit, walk)) > i:
            return ahead
        return None

    def _at_relay(self, i: int, walk: Course) -> Step | None:
        """Whom a carrier quotes, by whose mouth it came, and in what document it stands."""
        s, g, lemma = self.s, self.g, walk.cue.lemma
        form = s.form[i]
        if form == lemma.spoken_by and walk.subject is not None and walk.spoken is None:
            return self._spoken(i + 1, walk)
        quoted_from = form == g.cues.relay_from
        if quoted_from and walk.spoken is not None and walk.spoken.last == i:
            carrier = walk.spoken
            phrase = self.sources.phrase(i + 1, walk.limit)
            if phrase.last > phrase.first:  # who quotes somebody else in turn
                walk.carriers.append(carrier)
                walk.spoken = phrase
                return phrase.last
        by_mouth = tuple(s.form[i : i + 2]) == g.cues.relay_by if lemma.relay or lemma.contained else False
        if lemma.relay and walk.spoken is None and by_mouth:
            return self._spoken(i + 2, walk)
        named = walk.spoken is not None and s.form[i - 1] not in g.relayed  # without telling of his name
        if quoted_from and (lemma.relay or s.form[i - 1] in g.relayed) and not named:
            return self._spoken(i + 1, walk)
        if lemma.contained and walk.subject is None and by_mouth:  # it came by the mouth of the minister that
            phrase = self.sources.phrase(i + 2, walk.limit)
            if phrase.last == phrase.first:
                return _NOBODY
            walk.subject = phrase
            return phrase.last
        if lemma.contained and form == g.cues.contained_in and walk.subject is None:
            phrase = self.sources.phrase(i + 1, walk.limit)
            if phrase.last == phrase.first or not self.sources.document(phrase):
                return "what it stands in is no document"
            walk.subject = phrase
            return phrase.last
        return i + 1 if form in g.relayed else None

    def _spoken(self, i: int, walk: Course) -> Step:
        """The phrase at a token is whom the subject quotes."""
        phrase = self.sources.phrase(i, walk.limit)
        if phrase.last == phrase.first:
            return _NOBODY
        walk.spoken = phrase
        return phrase.last

    def _at_preposition(self, i: int, walk: Course) -> Step | None:
        """A preposition by itself brings what the verb takes, or an adjunct."""
        s, g, at, cue, limit = self.s, self.g, walk.at, walk.cue, walk.limit
        form = s.form[i]
        if form in walk.preps:
            if walk.has_subject and i + 2 < limit and self._own_page(i, form):
                return self.chains.adjunct(i, limit, walk)
            described = cue.lemma.describes and form == g.upon and s.form[i + 1] not in g.complementisers
            shown = s.form[i - 1] in g.told and walk.subject is not None  # in a statement that it put on its page
            if described or shown or g.phrase_at(g.in_a_manner, s.tokens, i, limit):
                return self.chains.adjunct(i, limit, walk)  # only "upon that" brings what somebody describes
            if (size := g.phrase_at(g.at_a_time, s.tokens, i, limit)) and s.form[i + size] in g.which_time:
                return i + size + 1  # at an earlier time
            if (own := self._past_own(i, form, walk)) > i:
                return own
            return self._governed(form, i + 1, 0, walk)
        if form in g.or_nouns and "=" in cue.lemma.takes and self._noun_here(at, i, limit, walk):
            return self._make(walk, NOMINAL, i)
        if i == at + 1 and not walk.placed and self._plain_alone(cue, i, limit):
            return self._make(walk, CLAUSE, i)
        if s.preposition(i) or (g.without_conjunction(form) in g.prepositions and self._besides(i, walk)):
            return self.chains.adjunct(i, limit, walk)
        return None

    def _past_own(self, i: int, form: str, walk: Course) -> int:
        """Behind a preposition that the last noun takes, not the verb; or `i`."""
        if not walk.has_subject:
            return i
        own = self._own_preposition(i, walk.at, walk.limit, form, walk)
        if own > i:
            self._pass(i, own, walk)
        return max(own, i)

    def _at_glued(self, i: int, walk: Course) -> Step | None:
        """A preposition of one letter brings what the verb takes, whom it speaks to, or an adjunct."""
        s, g, cue, limit, preps = self.s, self.g, walk.cue, walk.limit, walk.preps
        form = s.form[i]
        conj, prep, letters = g.governed(form)
        named = i in s.named or (i == walk.at + 1 and form in s.surnames)
        if prep and named and i not in s.behind_clitic and not form.startswith(g.contracted):
            prep, letters = "", 0  # Pakistan, Brazil: the first letter is the name's own
        if conj and prep and prep not in preps and i > walk.at + 1 and self._besides(i, walk):
            return self.chains.glued(i, letters, limit, walk)  # strongly and with anger
        if (spelled := self.chains.spelled(i, limit)) > i:
            walk.carriers.append(Phrase(i, spelled, len(g.to), "the letters of a name end"))
            return spelled
        if i in s.behind_clitic and not conj and not prep and not form.startswith(g.conjunctions):
            end, kind_of = s.named[i]  # a preposition before a name that the tables don't know as a word
            if kind_of == "outlet" and form.startswith(g.to):
                walk.carriers.append(Phrase(i, end, len(g.to), "a name behind a preposition"))
            return end
        act = prep == g.to and self.acts.is_act(s.head_word(i).removeprefix(g.article))
        if prep == g.to and not (conj or act) and self._later_preposition(i + 1, limit, preps):
            phrase = self.sources.phrase(i, limit, glued=letters, tight=True)
            end = max(phrase.last, i + 1)
            if walk.subject is not None and walk.subject.last == i:
                walk.subject = walk.subject._replace(last=end, ends="its own complement ends")
            return end
        if cue.lemma.whom and not walk.addressed and (end := self._called_on(i, cue, limit, preps)) > i:
            walk.addressed = True
            return end
        if prep and not conj and prep in preps and not self._idiom(i):
            if (own := self._past_own(i, prep, walk)) > i:
                return own
            return self._governed(prep, i, letters, walk)
        if not prep and form[:1] in preps and walk.has_subject and self._rare(i):
            return self._governed(form[:1], i, 1, walk)
        if walk.subject is not None and walk.subject.last == i and self.sources.told(walk.subject.first, i, limit):
            return max(self.sources.phrase(i, limit, tight=True).last, i + 1)
        apart = i not in s.named or i in s.behind_clitic or form.startswith(g.contracted)
        if (prep and not conj and apart) or prep == "\0":
            return self.chains.glued(i, letters, limit, walk)
        return None

    def _at_words(self, i: int, walk: Course) -> Step | None:
        """Words that bring what is said without "that": of oneself, a question, indeed, saying."""
        s, g, cue, limit = self.s, self.g, walk.cue, walk.limit
        form = s.form[i]
        if (form in g.my_words or self.sources.of_myself(i)) and self._plain(cue, i, limit, walk):
            return self._make(walk, CLAUSE, i)
        if walk.subject is not None and walk.subject.last == i and self._called_so(i, limit):
            walk.subject = walk.subject._replace(last=i + 1, ends="the adjective of a name in marks ends")
            return i + 1
        if cue.lemma.asks and self._asked(i, limit):
            return self._make(walk, CLAUSE, i)
        if form in g.indeed and cue.lemma.clause and cue.lemma.quote and (walk.has_subject or cue.conj):
            return self._make(walk, CLAUSE, i)
        if cue.lemma.quote and cue.tense != PARTICIPLE and self._brings(i, cue, limit):
            walk.saying = True
            return i + 1
        conj = g.governed(form)[0]
        if conj and form[conj:] in g.pronouns and (ahead := self._past_state(i, walk.limit)) > i:
            return ahead
        if i == walk.at + 1 and not walk.placed and self._alone(i, cue, limit):
            walk.subject = Phrase(i, i + 1, 0, "the words follow")
            return i + 1
        return None

    def _at_participle(self, i: int, walk: Course) -> Step | None:
        """A participle that is no office describes the subject, or is another cue."""
        s, g, limit = self.s, self.g, walk.limit
        form = s.form[i]
        of_trade = form in g.persons and i == walk.at + 1 and not walk.placed  # said | a designer of
        office = of_trade or "office" in self.sources.classes(i)
        if s.kinds[i] == NUMBER or office or not g.is_participle(form):
            return None
        subject = walk.subject
        if subject is None:
            return "another cue comes before a complement"
        ahead = self._beyond(i, limit)
        if ahead == i and walk.cue.lemma.quote and subject.last == i:
            ahead = self._past_participle(i, limit)
        if ahead > i:
            return ahead
        if self._only_describes(i, limit, subject):
            walk.subject = subject._replace(last=i + 1)  # opposed sources, which said that
            return i + 1
        return "another cue comes before a complement"

    def _at_verb(self, i: int, walk: Course) -> Step | None:
        """What somebody calls so, and verbs: of a name, of a clause about the subject, or one that ends the walk."""
        s, g, cue, limit = self.s, self.g, walk.cue, walk.limit
        form, next_to = s.form[i], i == walk.at + 1
        if form in g.bare_what and next_to and (told := self._what_called(i, limit, cue)) > i:
            walk.topic = Phrase(i, told, 0, "what it is called follows")
            return told
        if not s.finite(i):
            return None
        conj = g.governed(form)[0]
        if form in g.naming and i + 1 < limit and not conj:
            called = max(self.sources.phrase(i + 1, limit).last, i + 2)  # a student who is called …
            return self._grown(called, i, walk)
        if "=" in cue.lemma.takes and self._own_noun(i, walk, walk.placed):
            return self._make(walk, NOMINAL, i)
        if i in s.named and not (conj and next_to):
            return None
        if walk.subject is not None and walk.subject.last == i and form in g.talked and self._to_paper(i + 1, walk):
            return i + 1  # sources who spoke | to the paper
        ahead = self._past_clause(i, limit, walk)
        described = walk.subject is not None and walk.subject.last == i and self._indefinite(walk.subject)
        if walk.spoken is not None and walk.spoken.last == i and self._indefinite(walk.spoken):
            described = g.phrase_at(g.anonymity, s.tokens, i + 1, limit) > 0  # a source that won't be named
        held = form.endswith(g.own_ends) and (
            s.form[i - 1] in g.venues or (s.form[i - 2] in g.venues and self.sources.adjective(i - 1))
        )  # in a long speech that he gave
        if ahead == i and (described or held):
            ahead = self._past_relative(i, limit, cue, walk.preps, walk)
        if ahead > i:
            return ahead
        if self._plain(cue, i, limit, walk):
            return self._make(walk, CLAUSE, i)
        return "a verb comes before a complement"

    def _at_phrase(self, i: int, walk: Course) -> Step:
        """A bare phrase plays its part, and the walk goes on behind it."""
        s, g, cue, limit = self.s, self.g, walk.cue, walk.limit
        takes, form = cue.lemma.takes, s.form[i]
        if walk.subject is not None and form in g.own_talk and i > walk.at + 1 and not s.noun_ending(i):
            return i + 1  # the minister ended his speech by saying
        phrase = self.sources.phrase(i, limit, tight=walk.tight, takes=walk.governs)
        if cue.pronoun and self._what(walk.at):
            phrase = self._before_marks(phrase)
        described = any(t[:1] == "+" for t in takes)
        if described and (form in g.objects_own or ("++" in takes and self._pronoun_alone(i, limit))):
            phrase = Phrase(i, i + 1, 0, "a pronoun")
        if phrase.last <= i:
            return f"no phrase begins here: {phrase.ends}"
        if form in g.deity:
            phrase = phrase._replace(
                last=next((k for k in range(phrase.last, limit) if not g.definite(s.form[k])), limit)
            )
        subject_next = walk.subject is None and not walk.placed
        if subject_next and ("=" in takes or cue.lemma.explains):
            phrase = self._before_act(phrase)
        if form in g.oneself and "++" in takes:
            phrase = phrase._replace(last=i + 1, ends="what he takes himself for follows")
        if subject_next and cue.lemma.needs and "=" in takes:
            phrase = self._before_word(phrase, cue.lemma.needs, "what the verb needs follows")
        if cue.lemma.between:
            phrase = self._before_word(phrase, cue.lemma.between, "what is laid on somebody follows")
        done = self._place(phrase, walk)
        if done is not None:
            return done
        subject = walk.subject
        if subject is None or subject.first < walk.at:
            return phrase.last
        if subject.first == phrase.first:
            return subject.last  # what it is called stands behind whose word it is
        return max(phrase.last, subject.last)
