"""What hangs on a reporting verb: its subject, its carriers, and the complement that is its content.

`Frames.of` walks to the right of a cue, one phrase at a time, and stops at the first complement the verb may take:
a clause behind a complementiser, a quotation, a noun phrase behind a preposition, or a direct object. What it passes on
its way is the subject, somebody spoken to, a carrier, or an adjunct.
"""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.kinds.chains import Chains, Walk, past_mark
from tawatur.kinds.cues import PARTICIPLE, Cue
from tawatur.kinds.scene import COMMAS, Scene
from tawatur.kinds.sources import Phrase, Sources
from tawatur.words import LINE, MARK, NUMBER

_ASIDE = 25
"""Tokens that a clause about the subject may take before the verb's own clause goes on."""
CLAUSE, QUOTE, COLON, NOMINAL, PAIR = "clause", "quotation", "colon", "noun phrase", "topic and predicate"


@dataclass(frozen=True)
class Frame:
    """A cue with its complement. `start` is the first token of the content, `glued` letters of it don't belong."""

    cue: Cue
    at: int
    kind: str
    start: int
    glued: int = 0
    subject: Phrase | None = None
    carriers: tuple[Phrase, ...] = ()
    topic: Phrase | None = None
    before: bool = False
    """The subject stands before the cue."""
    complementiser: int | None = None
    nobody: bool = False
    """The verb is passive: clashes that were called fierce."""
    narrow: bool = False
    """The content is part of the author's own clause and ends at the next comma: what critics call …"""


class Frames:
    """Finds the frame of each cue of one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.chains = Chains(scene, sources)

    def of(self, at: int, cue: Cue, limit: int, subject: Phrase | None) -> Frame | str:
        """The frame of the cue at a token, or why there is none. `subject` stands before the cue, where one does."""
        s, g = self.s, self.g
        takes = cue.lemma.takes
        tight = cue.lemma.addressee or any(t == "=" or t == "++" or t[:1] in "@+" for t in takes)
        preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        governs = (g.cues.relay_from,) if cue.lemma.relay else takes
        walk = Walk(tight=tight, takes=tuple(sorted(preps)))
        no_subject = subject is not None or cue.tense == PARTICIPLE
        i = at + 1
        while i < limit:
            form, kind = s.form[i], s.kinds[i]
            if kind == LINE:
                return "the line ends before a complement"
            if kind == MARK:
                quote = s.quotes.at(i)
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
                walk.pronoun = walk.pronoun or form in g.from_him
                i += 1
                continue
            if form in g.complementisers and i not in s.in_name:
                if any(
                    t[:1] == "+" and t != "++" and (form.startswith(t[1:]) or s.form[i - 1] == t[1:]) for t in takes
                ):
                    return self._governed(at, cue, "", i, 0, limit, subject, walk)
                if i - 1 > at and s.form[i - 1] in g.subordinators:
                    ahead = self._past_subordinate(i, limit)
                    if ahead == i:
                        return "a subordinate clause comes before a complement"
                    i = ahead
                    continue
                if not cue.lemma.clause:
                    return "the word takes no clause"
                return self._make(at, cue, CLAUSE, i + 1, subject, walk, complementiser=i)
            if form in g.continuations or form in g.relatives:
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
            if form in g.time or form in g.idle:
                i += 1
                continue
            if form == cue.lemma.spoken_by and walk.subject is not None and walk.spoken is None:
                phrase = self.sources.phrase(i + 1, limit)
                if phrase.last == phrase.first:
                    return "nobody is named behind the preposition"
                walk.spoken, i = phrase, phrase.last
                continue
            if form == g.cues.relay_from and (cue.lemma.relay or s.form[i - 1] in g.relayed):
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
            if form in preps:
                return self._governed(at, cue, form, i + 1, 0, limit, subject, walk)
            if s.preposition(i):
                i = self.chains.adjunct(i, limit, walk)
                continue
            conj, prep, letters = g.governed(form)
            if prep and not conj and prep in preps and not self._idiom(i):
                return self._governed(at, cue, prep, i, letters, limit, subject, walk)
            if (prep and not conj and (i not in s.named or i in s.behind_clitic)) or prep == "\0":
                i = self.chains.glued(i, letters, limit, walk)
                continue
            if g.is_participle(form) and kind != NUMBER and "office" not in self.sources.classes(i):
                ahead = self._beyond(i, limit)
                if ahead > i and walk.subject is not None:
                    i = ahead
                    continue
                return "another cue comes before a complement"
            if (conj and i == at + 1 and s.finite(i)) or (s.finite(i) and i not in s.named):
                ahead = self._past_clause(i, limit, walk)
                if ahead > i:
                    i = ahead
                    continue
                return "a verb comes before a complement"
            phrase = self.sources.phrase(i, limit, tight=tight, takes=governs)
            if phrase.last <= i:
                return f"no phrase begins here: {phrase.ends}"
            done = self._place(at, cue, phrase, limit, subject, walk, no_subject)
            if done is not None:
                return done
            i = max(phrase.last, walk.subject.last if walk.subject is not None and walk.subject.first >= at else 0)
        return "the sentence ends before a complement"

    # --- complements --------------------------------------------------------------------------------------------

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
            return "what is spoken of is only a pronoun"
        if cue.lemma.quote:
            return self._make(at, cue, QUOTE, i, subject, walk)
        if "=" in cue.lemma.takes:
            return self._make(at, cue, NOMINAL, i, subject, walk)
        return "the word takes no quotation"

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
        if (s.form[i] in g.what and not praised) or s.form[i] in g.relatives:
            return "the complement is a relative clause"
        pair = "+" + prep in cue.lemma.takes or not prep
        if walk.object and not any(t[:1] in "@+" for t in cue.lemma.takes):
            return "the verb has an object before the preposition"
        if pair:
            if walk.topic is None and walk.subject is not None and subject is None and not cue.pronoun:
                if cue.conj or cue.tense == PARTICIPLE:  # the only phrase is what is spoken of
                    walk.topic, walk.subject = walk.subject, None
                else:
                    return "nothing is said to be described"
            if walk.topic is None and not cue.pronoun:
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
        if "=" in takes and self.g.phrase_at(self.g.anonymity, self.s.tokens, phrase.first, limit):
            return "a source asks not to be named"
        if self._names_itself(cue, phrase, limit, walk):
            walk.subject = phrase
            return None
        if self.s.form[phrase.first] in self.g.deity and not walk.addressed:
            walk.addressed = True
            return None
        if walk.subject is None and not no_subject:
            if "=" in takes and self.s.form[phrase.first] in self.g.this and not self._clause_next(phrase.last, limit):
                return "what was said stands before"
            if "=" in takes and self._object_alone(phrase, limit, takes):
                return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
            if any(t[:1] == "@" for t in takes) and cue.conj and not self.sources.actor(phrase):
                walk.addressed = True  # the subject is in the verb, the phrase is whom it speaks to
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
        if single and both and self._preposition_next(phrase.last, limit, takes):
            assert walk.subject is not None
            walk.subject = walk.subject._replace(last=phrase.last, ends=phrase.ends)
            return None
        if adjacent and self._clause_next(phrase.last, limit) and self._own_clause(phrase.last, limit, takes):
            assert walk.subject is not None
            walk.subject = walk.subject._replace(last=phrase.last, ends=phrase.ends)
            return None
        if any(t[:1] == "+" for t in takes):
            if walk.topic is None:
                walk.topic = phrase
                if "++" in takes:
                    nxt = self.sources.phrase(phrase.last, limit, tight=True)
                    if nxt.last > nxt.first and self._fits(cue, phrase, nxt):
                        return self._make(at, cue, PAIR, nxt.first, subject, walk)
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
            if self.g.definite(self.s.form[phrase.first]) and walk.subject is not None:
                end = self._clause_behind(phrase.last, limit)
                if end and walk.subject.last == phrase.first:
                    walk.subject = walk.subject._replace(last=end, ends="the verb's own clause follows")
                    return None
            return self._make(at, cue, NOMINAL, phrase.first, subject, walk)
        if no_subject and subject is not None and cue.tense != PARTICIPLE and any(len(t) > 0 for t in takes):
            walk.object = True
        if walk.subject is not None and walk.subject.last == phrase.first:
            walk.subject = Phrase(walk.subject.first, phrase.last, walk.subject.glued, phrase.ends)
        return None

    def _object_alone(self, phrase: Phrase, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether the first phrase behind the verb is its object, the subject being in the verb."""
        s, g = self.s, self.g
        if self.sources.actor(phrase):
            return False
        k = phrase.last
        if k < limit and s.quotes.at(k) is not None:
            return not g.definite(s.form[phrase.first])
        if self._complement_next(k, limit, takes):
            return False
        return not (g.definite(s.form[phrase.first]) and self._another(k, limit))

    def _past_clause(self, i: int, limit: int, walk: Walk) -> int:
        """Where the verb's own clause goes on behind a clause that describes its subject; `i` where it doesn't.

        An indefinite subject takes a clause right behind it: an official who works in Y said that. Between commas, or
        before a colon and a quotation, any subject may.
        """
        s, g = self.s, self.g
        if walk.subject is None:
            return i
        if walk.subject.last == i and not g.definite(s.form[walk.subject.first]):
            end = self.sources.relative_end(i, limit)
            if end < limit and s.form[end] in g.complementisers and self._silent(i, end):
                walk.subject = walk.subject._replace(last=end, ends="a clause about it ends")
                return end
        if not s.is_mark(i - 1, COMMAS) and not s.is_mark(i - 2, COMMAS):
            return i
        for k in range(i, min(limit - 1, i + _ASIDE)):
            if not self._silent(k, k + 1):
                return i
            if s.is_mark(k, COMMAS) and s.form[k + 1] in g.complementisers:
                return k
            if s.form[k] == ":" and s.quotes.at(k + 1) is not None:
                return k
        return i

    def _short_name(self, i: int, after: int, limit: int, walk: Walk, takes: tuple[str, ...]) -> bool:
        """Whether one to three quoted words behind a subject are its name, the verb's own clause coming later."""
        s = self.s
        if walk.subject is None or after - i > 7 or after >= limit or s.kinds[after] == MARK:
            return False
        if any(s.finite(k) for k in range(i + 1, after)):
            return False
        if s.form[after] in takes:
            return True
        return self._past_subordinate(after, min(limit, after + 12)) > after

    def _past_subordinate(self, i: int, limit: int) -> int:
        """The complementiser or quotation behind a short subordinate clause; `i` where none follows."""
        s, g = self.s, self.g
        for k in range(i + 1, min(limit, i + _ASIDE)):
            if s.kinds[k] == LINE or s.form[k] in g.relatives or g.verbal_cues(s.form[k]):
                return i
            if s.quotes.at(k) is not None or (s.form[k] in g.complementisers and s.form[k - 1] not in g.subordinators):
                return k
            if s.kinds[k] == MARK and not s.is_mark(k, COMMAS):
                return i
        return i

    def _silent(self, first: int, last: int) -> bool:
        """Whether nobody reports anything in tokens `[first, last)`, which are few."""
        if last - first > _ASIDE:
            return False
        return not any(not c.bare for k in range(first, last) for c in self.g.verbal_cues(self.s.form[k]))

    def _beyond(self, i: int, limit: int) -> int:
        """The comma behind a participle's clause where the verb's own clause goes on; `i` where none does."""
        s, g = self.s, self.g
        for k in range(i + 1, limit - 1):
            if s.is_mark(k, COMMAS) and s.form[k + 1] in g.complementisers:
                return k
        return i

    def _names_itself(self, cue: Cue, phrase: Phrase, limit: int, walk: Walk) -> bool:
        """Whether the short phrase right behind a participle is its own subject: the minister adding that …"""
        if cue.tense != PARTICIPLE or walk.subject is not None or walk.carriers or phrase.last - phrase.first > 4:
            return False
        if any(t[:1] in "@+" for t in cue.lemma.takes) or "=" in cue.lemma.takes or cue.lemma.addressee:
            return False
        return self.sources.actor(phrase) and self._complement_next(phrase.last, limit, cue.lemma.takes)

    def _clause_behind(self, i: int, limit: int) -> int:
        """The complementiser that follows in the same stretch, with nothing but words of a phrase between; 0 if none.

        Then the words before it are still the subject's, since a definite object takes no clause.
        """
        s, g = self.s, self.g
        for k in range(i, min(limit, i + _ASIDE)):
            if s.form[k] in g.complementisers:
                return k if k > i or s.form[k] in g.bare_complementisers else 0
            if s.kinds[k] in (MARK, LINE) or s.finite(k) or s.form[k] in g.relatives or s.form[k] in g.subordinators:
                return 0
            if any(g.stance_of_opening(s.form[k]) == shade for shade in ("demand", "deny", "believe")):
                return 0
        return 0

    def _part_of_subject(self, phrase: Phrase) -> bool:
        """Whether a phrase behind the subject can only be an apposition to it: a title or a name."""
        g, first = self.g, phrase.first
        if first in self.s.named:
            return self.s.named[first][1] == "person"
        return g.names.is_title(self.s.form[first]) and g.number_of(self.s.form[first]) == "s"

    def _preposition_next(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        return i < limit and (self.s.form[i] in preps or self.g.governed(self.s.form[i])[1] in preps)

    def _adverb(self, phrase: Phrase, limit: int) -> bool:
        """Whether a word is an adverb before a clause or an object: personally, secretly, internally."""
        form, g = self.s.form[phrase.first], self.g
        if phrase.last != phrase.first + 1 or g.definite(form) or not form.endswith(g.accusative):
            return False
        return self._clause_next(phrase.last, limit) or form[:-1].endswith(g.relation_ends[0])

    def _past_behalf(self, i: int, limit: int) -> int:
        """Pass "in his own name and on behalf of X"."""
        if i + 1 < limit and self.s.preposition(i + 1):
            return max(self.sources.phrase(i + 2, limit).last, i + 2)
        return i + 1

    def _next_line(self, i: int) -> int:
        """Where the words behind a colon begin: on the next line, if a quotation or a clause opens it."""
        s, k = self.s, i
        while k < len(s.form) and s.kinds[k] == LINE:
            k += 1
        if k > i and k < len(s.form) and (s.quotes.at(k) is not None or s.form[k] in self.g.complementisers):
            return k
        return i

    def _own_clause(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        """Whether the clause at `i` is the verb's own, and not that of an object: he rejected the claim that …"""
        form = self.s.form[i] if i < limit else ""
        joined = form not in self.g.bare_complementisers and any(form.startswith(p) for p in self.g.glued)
        if joined and any(t[:1] == "+" for t in takes):
            return False
        return not ("=" in takes and joined and not any(form.startswith(t) for t in takes if t != "="))

    def _fits(self, cue: Cue, first: Phrase, second: Phrase) -> bool:
        needs = cue.lemma.needs
        if not needs:
            return True
        return any(self.s.form[k] in needs for k in range(first.first, min(second.last, second.first + 2)))

    def _another(self, i: int, limit: int) -> bool:
        """Whether one more phrase, an object, follows right behind the first."""
        if i >= limit or (self.s.kinds[i] == MARK and self.s.quotes.at(i) is None):
            return False
        nxt = self.sources.phrase(i, limit, tight=True)
        return nxt.last > nxt.first

    def _clause_next(self, i: int, limit: int) -> bool:
        """Whether a clause or a quotation follows right here."""
        s, g = self.s, self.g
        while i < limit and (s.form[i] in g.time or i in s.dated):
            i = max(i + 1, s.dated[i][0] if i in s.dated else 0)
        if i < limit and s.is_mark(i, COMMAS):
            i += 1
        return i < limit and (s.form[i] in g.complementisers or s.quotes.at(i) is not None or s.form[i] == ":")

    def _complement_next(self, i: int, limit: int, takes: tuple[str, ...]) -> bool:
        s = self.s
        if self._clause_next(i, limit):
            return True
        if i < limit and s.is_mark(i, COMMAS):
            i += 1
        if i >= limit:
            return False
        preps = {t.lstrip("@+") for t in takes}
        return s.form[i] in preps or self.g.governed(s.form[i])[1] in preps - {"="}

    # --- what is passed on the way ------------------------------------------------------------------------------

    def _idiom(self, i: int) -> bool:
        return self.s.form[i] in self.g.time
