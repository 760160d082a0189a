"""Frames that the words allow and the sense doesn't: a name in quotation marks, a thing that expresses, a passive."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PAST, PRESENT
from tawatur.kinds.attributions.frames import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame, Frames
from tawatur.kinds.attributions.nouns import TITLES, Phrase
from tawatur.kinds.attributions.resolving import Resolver
from tawatur.kinds.attributions.scene import CLOSING, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.words import LINE, MARK, WORD

_COUNTING: Final = 4
"""Letters of the longest word for all, each or this before a noun."""
_WORDS: Final = 3
"""Words of the shortest quotation that is a sentence of somebody's."""

_SO: Final = 2
"""Tokens from a verb to what it calls something, only "that it" between them."""
_GUESTS: Final = 4
"""Tokens of what is welcomed among which something beside the people may be named."""


class Weeding:
    """Decides whether a frame of one text is believed, or why not."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects, frames: Frames, resolver: Resolver) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.subjects = subjects
        self.frames = frames
        self.resolver = resolver

    def believed(self, frame: Frame, first: int) -> Frame | str:
        """Weed out frames that the words allow and the sense doesn't."""
        cue, lemma = frame.cue, frame.cue.lemma
        before = self.g.without_conjunction(self.s.form[frame.at - 1]) if frame.at > first else ""
        negated = before in self.g.negations
        negated = negated and not (frame.at - 1 > first and self.s.preposition(frame.at - 2))
        felt = frame.kind != NOMINAL or self.s.form[frame.start].endswith(self.g.own_ends)
        if lemma.conceals and not (negated and felt):
            return "something is concealed and not said"
        quiet = frame.kind == NOMINAL and lemma.stance in ("report", "affirm", "announce") and not lemma.conceals
        if negated and quiet:
            return "nothing was said"
        if (
            frame.kind == PAIR
            and frame.subject is None
            and cue.tense == PRESENT
            and not (cue.pronoun or lemma.describes or (lemma.impersonal and cue.gender == "m"))
        ):
            return "it may only be due to something"
        if frame.at > max(first, 1) and self._of_topic(frame):
            return "what is said of it stands behind it, and not what was said"
        if lemma.nobody and frame.subject is not None and self._saying(frame.subject.first):
            return "what goes round is told by the noun: fears of"
        hesitates = frame.subject is not None and self.sources.actor(frame.subject)
        if lemma.nobody and (hesitates or (negated and lemma.quote is False)):
            return "somebody hesitates"
        if frame.kind == QUOTE and "++" in lemma.takes and frame.before and not self._speaks(frame):
            return "the subject is nobody who speaks"
        turned = frame.at > first and self.s.form[frame.at - 1] in self.g.turns
        if lemma.needs_subject and frame.subject is None and cue.tense != PARTICIPLE and not (cue.conj or turned):
            return "it may only have turned out so"
        if lemma.topic and not self._tells(frame):
            return "a topic is no content"
        if lemma.between and lemma.between.isdisjoint(self.s.form[frame.at + 1 : frame.start]):
            return "nothing is said without a word between"
        unsaid = frame.subject is None and cue.tense in (PAST, PRESENT)
        if lemma.media and not self._published(frame):
            return "only a paper tells what it publishes"
        if lemma.other and self._other(frame):
            return "with that object it is another verb"
        if lemma.rules and frame.kind == NOMINAL and self.ruled(frame, first):
            return "a court rules"
        noun = frame.kind in (NOMINAL, PAIR)
        if noun and lemma.evidence and cue.tense != PARTICIPLE and not self._shows(frame):
            return "nothing is named that could show it"
        if lemma.needs_subject and frame.kind == QUOTE and not self._quotes_speech(frame):
            return "the quoted words may be a name"
        reveals = frame.kind == NOMINAL and lemma.clause_stance != lemma.stance
        if reveals and self.sources.thing(frame.start, frame.glued):
            return "a thing is shown and not told"
        if self._only_there(frame):
            return "nobody speaks: there is"
        if frame.subject is not None and self._signs(frame.subject.first, frame.subject.last):
            return "what shows it is nobody who speaks"
        refuses = frame.kind == NOMINAL and lemma.stance == "deny" and "=" in lemma.takes
        if refuses and self.s.form[frame.start] in self.g.silence:
            return "somebody refuses to speak"
        object_ = frame.kind == NOMINAL and not frame.glued and self.s.form[frame.start - 1] not in lemma.takes
        object_ = object_ or (frame.kind == NOMINAL and "=" not in lemma.takes)
        if lemma.needs and object_ and self.s.form[frame.start][frame.glued :] not in lemma.needs:
            return "the object is nothing that is said"
        if lemma.acts and object_ and cue.tense != NOUN and not self.frames.act_at(frame.start, frame.glued):
            return "the object is no act"
        if lemma.needs and frame.subject is None and cue.tense == PRESENT and (noun or not lemma.clause):
            return "the verb may be another's"
        if lemma.greets and frame.kind == NOMINAL and self._guests(frame):
            return "somebody is only greeted"
        if unsaid and self._goes_on(frame, first):
            return "the verb goes on with another verb of the words reported"
        if frame.subject is not None and self._only_this(frame):
            return "a pronoun speaks for nobody"
        if noun and frame.kind == NOMINAL and self.s.form[frame.start] in self.g.not_:
            return "the word may be a noun" if cue.bare else "another clause follows"
        if frame.glued and lemma.stance == "promise" and self.sources.thing(frame.start, frame.glued):
            return "a thing is waved and nothing said"
        if (
            frame.kind == PAIR
            and "++" in lemma.takes
            and frame.at > first
            and self.s.form[frame.at - 1] in self.g.relatives
        ):
            return "the verb may be passive"
        called = self.calls(frame)
        so = lemma.describes and cue.pronoun and frame.start - frame.at == _SO  # charges that it called unfounded
        loose = unsaid and (noun or frame.kind == COLON or cue.tense == PRESENT) and not (called or so)
        if loose and not self._opens_clause(frame, first):
            return "the verb may be part of another clause"
        apart = frame.at == first or self.s.kinds[frame.at - 1] == MARK
        near = frame.glued or frame.topic or frame.start <= frame.at + 2
        near = near or self.frames.past_venue(frame.at + 1, len(self.s.form), lemma.takes)
        near = near or self.s.indefinite(frame.at)
        if noun and cue.tense == PARTICIPLE and not apart and not near:
            return "the participle may be a noun"
        if lemma.calls and not called:
            return "only what is called so is told"
        told = frame.topic or frame.glued or (lemma.describes and self.s.form[frame.start] in self.g.as_that)
        led = self.s.form[frame.start - 1]
        by = frame.subject is None or self._official(frame.subject)
        told = told or (by and "@" + led in lemma.takes)  # warned him of
        told = told or ("++" in lemma.takes and not lemma.needs and frame.kind == NOMINAL)
        told = told or (lemma.describes and "+" + led in lemma.takes and self._marked(frame.start))
        if noun and not called and ((cue.number == "d" and not self._of_two(frame)) or (cue.pronoun and not told)):
            return "a pronoun stands for what was said"
        if cue.purpose and (cue.conj or (noun and frame.subject is None)):
            return "somebody is only meant to say it"
        plain = cue.tense != PARTICIPLE and not any(t[:1] == "@" for t in lemma.takes)
        if plain and self.g.phrase_at(self.g.blessings, self.s.tokens, frame.at + 1, len(self.s.form)):
            return "scripture is quoted"
        if plain and frame.kind in (QUOTE, COLON) and self.s.form[frame.at + 1] in self.g.deity:
            return "scripture is quoted"
        if lemma.writes and frame.kind == QUOTE and self._written(frame):
            return "the document is what is written"
        moved = cue.tense == PAST or not cue.pronoun
        behind = frame.at - 1 > first and self.s.preposition(frame.at - 2) and frame.subject is not None
        if frame.kind == QUOTE and cue.pronoun and frame.at > first and self.s.form[frame.at - 1] in self.g.relatives:
            return "what was said stands before"
        if noun and moved and not (behind or called) and self._moved(frame, first):
            return "it is what moved somebody"
        if lemma.continues and frame.kind == QUOTE and not self._speaks(frame) and frame.subject is not None:
            return "the subject is nobody who speaks"
        if lemma.continues and frame.kind == QUOTE and not self._quotes_speech(frame):
            return "the quoted words may be a name"
        plain = (cue.gender, cue.number) == ("m", "s") or lemma.spoken_by != "\0"
        if lemma.needs_actor and cue.tense == PRESENT and plain and frame.subject is None and not cue.conj:
            return "the verb may be passive"
        if lemma.contained and frame.subject is not None and self.s.form[frame.subject.first] in self.g.this:
            return "it only came after something"
        if lemma.spoken_by != "\0" and not frame.carriers and not self._medium(frame):
            return "it may only have been learnt"
        if frame.subject is not None and self.s.form[frame.subject.first] in (self.g.deity | self.g.bare_what):
            return "nobody speaks in the news"
        if lemma.needs_actor and plain and frame.subject is not None and not self._speaks(frame):
            return "the verb may be passive"
        thing = frame.subject is not None and not self.sources.actor(frame.subject)
        thing = thing and frame.subject is not None and self._common(frame.subject.first)
        thing = thing and frame.subject is not None and not self._holds_body(frame.subject.first, frame.subject.last)
        if thing and frame.subject is not None and self._surname(frame.subject.first, frame.subject.last):
            thing = False
        if thing and frame.kind == PAIR and "++" in lemma.takes and cue.tense == PRESENT:
            return "the verb may be passive"
        if frame.kind == NOMINAL and (lemma.expresses or (lemma.shows and frame.before)) and thing:
            return "what expresses something is nobody who speaks"
        if noun and cue.bare and frame.subject is not None and not self._speaks(frame):
            at = frame.subject.first
            sure = at > first and self.s.form[at - 1] in self.g.complementisers
            sure = sure or self.s.form[frame.at - 1] in self.g.relatives
            if not sure and (frame.before or not self.subjects.definite(frame.subject)):
                return "the word may be a noun"
        if frame.kind in (COLON, QUOTE) and cue.bare and frame.subject is not None and not self._speaks(frame):
            return "the subject is nobody who speaks"
        if noun and self._pointing(frame) and not self._points_back(frame):
            return "what is said stands before"
        may_be_noun = cue.bare and cue.conj and frame.kind == NOMINAL and not lemma.needs
        if may_be_noun and not self.subjects.verb_place(frame.at, first):
            return "the word may be a noun"
        if frame.kind == COLON and frame.subject is None and cue.tense not in ("past", PARTICIPLE, PRESENT):
            return "a list may follow"
        return frame

    def _official(self, phrase: Phrase) -> bool:
        """Whether a phrase that can speak is a name or definite, or opens with what headlines call a body: security."""
        s, g, k = self.s, self.g, phrase.first
        known = k in s.named or g.definite(s.form[k])
        return (known and self.sources.actor(phrase)) or (s.form[k],) in g.cues.headline_bodies

    def _marked(self, i: int) -> bool:
        """Whether what somebody is called stands in marks at a token, and a mark or the line's end behind them."""
        quote = self.s.quotes.at(i)
        return quote is not None and quote.closed and self.s.kinds[quote.after] in (LINE, MARK)

    def _published(self, frame: Frame) -> bool:
        """Whether a paper, an agency or a station stands behind the verb."""
        return frame.subject is not None and not frame.before and self.frames.chains.medium(frame.subject)

    def _of_two(self, frame: Frame) -> bool:
        """Whether a dual is one: what is theirs is said, or the form can't be that of "we"."""
        s, g, cue = self.s, self.g, frame.cue
        form, verb = s.form[frame.start], s.form[frame.at][cue.glued :]
        noun = g.names.is_noun(verb[:-1]) or any(c.tense == NOUN for c in g.cues.forms.get(verb, ()))
        if form in g.this or noun or not s.tokens.words(frame.at, frame.at + 1).endswith(g.of_dual):
            return False
        theirs = form.endswith(g.of_two) and form != g.of_two
        return theirs or not (cue.bare or cue.lemma.name.endswith(g.of_us) or g.is_participle(verb))

    def _other(self, frame: Frame) -> bool:
        """Whether the verb has an object with which it says nothing: tightened the grip on, renewed its raids."""
        g, other = self.g, frame.cue.lemma.other
        own = frame.kind == NOMINAL and self.s.form[frame.start - 1] not in frame.cue.lemma.takes
        for k in range(frame.at + 1, frame.start + own):
            bare = self.s.form[k][frame.glued if k == frame.start else 0 :].removeprefix(g.article)
            stems = (bare, *g.disowned(bare))
            closed, opened = g.cues.open_end
            if any(w in other or (w.endswith(opened) and w[:-1] + closed in other) for w in stems):
                return True
        return False

    def ruled(self, frame: Frame, first: int) -> bool:
        """Whether a court convicts somebody or upholds something; a noun may tell it."""
        s, courts = self.s, self.g.courts
        subject = None if frame.cue.tense == NOUN else frame.subject
        begin, end = (first, frame.at) if subject is None else (subject.first, subject.last)
        return any(s.form[k] in courts or s.head_word(k) in courts for k in range(begin, end))

    def _signs(self, first: int, last: int) -> bool:
        """Whether a phrase only names what the author argues by: the facts, all signs."""
        form, signs = self.s.form, self.g.signs
        counted = first + 1 < last and len(form[first]) <= _COUNTING and form[first + 1] in signs
        return self.g.without_conjunction(form[first]) in signs or counted

    def _of_topic(self, frame: Frame) -> bool:
        """Whether the words behind "what X said" are told of it: what X announced "contradicts …"; calling it …"""
        g, form, at = self.g, self.s.form, frame.at
        if form[at - 1] not in g.bare_what:
            return False
        if frame.kind == QUOTE and frame.cue.pronoun and frame.subject is not None:
            return not frame.cue.lemma.addressee and "++" not in frame.cue.lemma.takes
        if frame.complementiser is None or frame.complementiser == at + 1:
            return False
        called = g.cues.forms.get(form[at - 2], ())
        by = form[frame.complementiser]
        return any(t[:1] == "+" and by.startswith(t[1:] or "\0") for c in called for t in c.lemma.takes)

    def _surname(self, first: int, last: int) -> bool:
        """Whether a phrase is one definite word that is a first name without its article, as many family names are."""
        form, article = self.s.form[first], self.g.article
        if last > first + 1 or not form.startswith(article):
            return False
        return "first_name" in self.g.names.bare(form.removeprefix(article))

    def _saying(self, i: int) -> bool:
        return any(c.tense == NOUN for c in self.g.cues.forms.get(self.s.form[i], ()))

    def _tells(self, frame: Frame) -> bool:
        """Whether who speaks of something tells it: a source, the press, or anybody in words of his own."""
        if frame.subject is None:
            return False
        if "unnamed" in self.sources.classes(frame.subject.first) or self.frames.chains.medium(frame.subject):
            return True
        if self.s.form[frame.start] in self.g.harm and self.sources.actor(frame.subject):
            return True  # the group spoke of the death of three
        quote = self.s.quotes.at(frame.start)
        return quote is not None and quote.closed and self.s.form[frame.start - 1] in frame.cue.lemma.takes

    def _opens_clause(self, frame: Frame, first: int) -> bool:
        """Whether a verb without a subject of its own stands where the author goes on about somebody."""
        g, form, j = self.g, self.s.form, frame.at - 1
        if frame.cue.conj or frame.nobody or j < first or self.s.kinds[j] != WORD or self.resolver.nobody(frame):
            return True
        if form[frame.at + 1] in g.in_it:
            return True  # a statement in which she confirmed
        if frame.kind in (CLAUSE, QUOTE) and self._about(j, first):
            return True  # and he says that, when he said
        if frame.kind in (CLAUSE, QUOTE, COLON) and self._asked_about(frame.at, first):
            return True  # and about the price he said
        if frame.cue.tense == PAST and form[j] not in g.complementisers and self.subjects.verb_place(frame.at, first):
            return True  # but six months ago she admitted
        if frame.cue.tense == PAST and form[j] in g.bare_complementisers and form[j - 1] in g.time_before:
            return True  # after he had doubted
        if form[j] in g.negations and j > first:
            j -= 1
        if any(c.lemma.continues for c in g.verbal_cues(form[j])):
            return True  # he went on to say
        bare = g.without_conjunction(form[j])
        return any(f in t for f in (form[j], bare) for t in (g.already, g.relatives, g.turns, g.time, g.but_he))

    def _goes_on(self, frame: Frame, first: int) -> bool:
        """Whether a present tense inside reported words goes on with the one before it: that terror dies and shows …"""
        s, g = self.s, self.g
        if not frame.cue.conj or frame.cue.tense != PRESENT or frame.cue.lemma.continues:
            return False
        found = False
        for k in range(frame.at - 1, first, -1):
            if s.form[k] in g.complementisers or (frame.kind == NOMINAL and s.form[k] in g.relatives):
                return found
            if s.kinds[k] != WORD:
                return False
            found = found or (s.finite(k) and g.is_present(s.form[k]))
        return False

    def _asked_about(self, at: int, first: int) -> bool:
        """Whether a phrase that opens the sentence only says what somebody was asked about."""
        s, g, k = self.s, self.g, first
        while k < at and (s.kinds[k] != WORD or s.form[k] in g.as_for):
            k += 1
        if k >= at or not (s.form[k] in g.asked_about or g.without_conjunction(s.form[k]) in g.asked_about):
            return False
        return not any(
            s.form[n] in g.complementisers or (n in s.skips) or any(not c.bare for c in g.verbal_cues(s.form[n]))
            for n in range(k, at)
        )

    def _about(self, j: int, first: int) -> bool:
        """Whether a pronoun that stands for a subject, or a particle of time, stands at a token."""
        g, form = self.g, self.s.form
        if form[j] in g.negations and j > first:
            j -= 1
        if form[j] in g.verb_after or g.without_conjunction(form[j]) in g.pronouns:
            return True
        return form[j] in g.owned_complementisers

    def _guests(self, frame: Frame) -> bool:
        """Whether all that is welcomed are people who came, or a body: a decision, a visit would be spoken of."""
        s, g, k = self.s, self.g, frame.start
        if k in s.named and s.named[k][1] != "person":
            return False
        if k not in s.named and not self._guest(s.form[k][frame.glued :]):
            return False
        for n in range(k + 1, min(k + _GUESTS, len(s.form))):
            conj, _, letters = g.governed(s.form[n])
            if not s.is_word(n) or s.preposition(n):
                return True
            if conj:
                return s.finite(n) or bool(g.verbal_cues(s.form[n])) or self._guest(s.form[n][letters:])
        return True

    def _guest(self, word: str) -> bool:
        """Whether a word names people, by their title or not, or a body that visits."""
        g = self.g
        if word in g.deeds:
            return False  # written like a woman who does it
        bare = word.removeprefix(g.article)
        if word in g.guests or bare in g.guests or word in g.persons or word in g.plural:
            return True
        classes = g.names.classes(word)
        titled = not classes.isdisjoint(TITLES) and classes.isdisjoint(("everyday", "body"))
        return titled or (g.definite(word) and g.number_of(word) == "p")

    def _only_there(self, frame: Frame) -> bool:
        """Whether the subject is no more than "there is"; what there is may show something."""
        subject = frame.subject
        if subject is None or self.s.form[subject.first] not in self.g.there:
            return False
        return subject.last == subject.first + 1 or frame.kind != CLAUSE

    def _shows(self, frame: Frame) -> bool:
        """Whether the subject is a study, figures, a document, or somebody."""
        g, subject = self.g, frame.subject
        if subject is None:
            return False
        head = self.s.form[subject.first]
        bare = head[len(g.article) :] if head.startswith(g.article) else head
        known = any(w in t for w in (head, bare) for t in (g.evidence, g.documents))
        known = known and head not in g.pages  # a page shows what is on it
        counts = frame.cue.lemma.documents and "body" in self.sources.classes(subject.first)
        known = known or (counts and self.frames.act_at(frame.start, frame.glued))  # a watch documents deaths
        return known or (not frame.cue.lemma.documents and bare not in g.pages and self.sources.actor(subject))

    def _only_this(self, frame: Frame) -> bool:
        """Whether the subject is only "this" or "that"."""
        subject = frame.subject
        if subject is None or subject.last != subject.first + 1:
            return False
        return self.g.without_conjunction(self.s.form[subject.first]) in self.g.this

    def _holds_body(self, first: int, last: int) -> bool:
        """Whether a phrase holds the name of a body or a person near its head: the branch of a party."""
        named = self.s.named
        return any(k in named and named[k][1] in ("organisation", "person") for k in range(first, min(last, first + 4)))

    def _speaks(self, frame: Frame) -> bool:
        subject = frame.subject
        return subject is not None and (self.sources.actor(subject) or self.s.kinds[subject.first] == MARK)

    def _common(self, i: int) -> bool:
        """Whether a word is a common noun, so that no name unknown to the tables begins there."""
        form = self.s.form[i]
        return self.g.definite(form) or self.g.names.is_noun(form) or self.g.splitter.split(form).enclitic != ""

    def _medium(self, frame: Frame) -> bool:
        subject = frame.subject
        if subject is None:
            return False
        return self.s.kinds[subject.first] == MARK or self.frames.chains.medium(subject)

    def _quotes_speech(self, frame: Frame) -> bool:
        """Whether a quotation holds more than a name: a verb, or many words."""
        quote = self.s.quotes.at(frame.start)
        if quote is None or quote.last - quote.first > 5:
            return True
        whole = quote.closed and quote.after < len(self.s.form) and self.s.is_mark(quote.after, CLOSING)
        if whole and frame.cue.conj and quote.last - quote.first >= _WORDS:
            return True
        return any(self.s.finite(k) for k in range(quote.first, quote.last))

    def _written(self, frame: Frame) -> bool:
        """Whether an indefinite noun for no person, before a title in marks, is what somebody writes: a novel "…"."""
        subject = frame.subject
        if subject is None or subject.first in self.s.named or self.subjects.definite(subject) or frame.before:
            return False
        people = self.s.form[subject.first] in self.g.persons | self.g.speaking
        return not people and self.sources.classes(subject.first).isdisjoint((*TITLES, "unnamed", "first_name"))

    def calls(self, frame: Frame) -> bool:
        """Whether a frame tells what or whom somebody calls so: what he considered a delay, who they called rebels."""
        cue, form = frame.cue, self.s.form
        if frame.kind == NOMINAL and "++" in cue.lemma.takes:
            return frame.at > 0 and form[frame.at - 1] in self.g.bare_what
        if not (cue.pronoun and cue.lemma.describes and frame.kind in (NOMINAL, PAIR)):
            return False
        if cue.tense not in (PAST, PRESENT):
            return False
        return frame.at > 0 and (form[frame.at - 1] in self.g.bare_what or form[frame.at - 1] in self.g.what)

    def _moved(self, frame: Frame, first: int) -> bool:
        return frame.at > first and self.s.form[frame.at - 1] in self.g.bare_what

    def _points_back(self, frame: Frame) -> bool:
        """Whether somebody named denies or confirms "that": the word is all that is said."""
        said = frame.cue.lemma.stance in ("deny", "affirm") and not frame.glued
        return said and frame.subject is not None and self.sources.actor(frame.subject)

    def _pointing(self, frame: Frame) -> bool:
        """Whether the complement is only "this" or "that"."""
        k, form = frame.start, self.s.form
        if form[k][frame.glued :] not in self.g.this and form[k] not in self.g.this:
            return False
        if k + 1 >= len(form) or self.s.kinds[k + 1] != WORD or self.s.preposition(k + 1):
            return True
        behind = self.sources.phrase(k + 1, len(form))  # of this the director told
        return frame.glued > 0 and frame.subject is None and behind.last > k + 1 and self.sources.actor(behind)
