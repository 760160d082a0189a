"""According-to phrases: the cue, whom it names, and the clause it opens or closes."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.kinds.attributions.chains import Walk
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Adjunct, Cue
from tawatur.kinds.attributions.frames import Frames
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.model import Stance
from tawatur.words import LINE, MARK

_CLAUSE: Final = 16
"""Tokens that a clause about whom a source told may take."""
_CLOSE: Final = 8
"""Tokens between a verb of passing on and the phrase that says by whose mouth."""
_SAME: Final = 2
"""Words of "the same source"."""


class According(NamedTuple):
    """One phrase: tokens `[first, last)`, its cue `[first, cue_last)` and `letters` of the next, source, carriers."""

    first: int
    last: int
    cue_last: int
    letters: int
    source: Phrase | None
    carriers: tuple[Phrase, ...]
    conj: int
    leads: bool
    told: bool = False
    """It says by whom the words were told or passed on, not only whose they are."""
    verb: int = -1
    """The token of the verb that is the cue by itself: which the minister | confirmed."""
    stance: Stance = "report"


def of_all_that(cue: Cue, meant: bool) -> bool:
    """Whether a verb may have all that stands before as its words; `meant`: a preposition's pronoun stands for them."""
    lemma = cue.lemma
    if cue.gender == "1" or cue.conj or lemma.topic or lemma.evidence or lemma.nobody or "++" in lemma.takes:
        return False
    if cue.pronoun or meant:
        return lemma.clause or lemma.stance == "deny"
    return cue.tense == PAST and lemma.clause and lemma.quote and not lemma.homograph


class AccordingTo:
    """Finds according-to phrases of one text."""

    def __init__(self, scene: Scene, sources: Sources, frames: Frames) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.frames = frames
        self._behind = -1

    def at(self, i: int, first: int, limit: int, behind: int = -1) -> According | str | None:
        """The phrase that begins at a token of the sentence `[first, limit)`; why it is none; None without a cue."""
        s, g = self.s, self.g
        form = s.form[i]
        cues = g.cues
        if g.phrase_at(g.own_words, s.tokens, i, limit):
            return "the author says whose words they are"
        self._behind = behind
        conj = self._conj(form)
        if form in cues.with_verb:
            return self._told(i, i + 1, first, limit, conj)
        if form in cues.as_what:
            return self._as_told(i, first, limit)
        if form in cues.on_what and i + 1 < limit and s.form[i + 1] in cues.what and not self._called(i + 2, limit):
            return self._told(i, i + 2, first, limit, conj)
        if (which := g.phrase_at(cues.which, s.tokens, i, limit)) and i > first + 2:
            return self._confirmed(i, i + which, first, limit)
        for adjunct in cues.adjuncts.get(form, ()):
            size = len(adjunct.words)
            if size > 1 and tuple(s.form[i + 1 : i + size]) != adjunct.words[1:]:
                continue
            j = i + size
            if j >= limit:
                return "nothing follows"
            if adjunct.lead:
                if i <= first or g.without_conjunction(s.form[i - 1]) != adjunct.lead:
                    continue
                return self._named(adjunct, i - 1, j, first, limit, len(s.form[i - 1]) - len(adjunct.lead))
            if adjunct.words == cues.relay_by and self._relayed(i, first):
                return "the verb of passing on takes it"
            if s.form[j] in cues.what:
                return self._told(i, j + 1, first, limit, conj)
            return self._named(adjunct, i, j, first, limit, conj)
        return None

    def rules(self, phrase: According) -> bool:
        """Whether a phrase tells by what rule something is done, rather than who says so: as the law provides."""
        return phrase.source is not None and self.frames.chains.rule(phrase.source)

    def _conj(self, form: str) -> int:
        bare = self.g.without_conjunction(form)
        known = (self.g.cues.adjuncts, self.g.cues.with_verb, self.g.cues.on_what)
        return len(form) - len(bare) if any(bare in words for words in known) else 0

    def _named(self, adjunct: Adjunct, i: int, j: int, first: int, limit: int, conj: int) -> According | str:
        s, g = self.s, self.g
        letters = 0
        if adjunct.glued:
            letters = len(adjunct.glued)
            if s.form[j] != adjunct.glued and not s.form[j].startswith(adjunct.glued):
                return "the preposition is lacking"
            if s.form[j] == adjunct.glued:
                j, letters = j + 1, 0
                if j >= limit:
                    return "nothing follows"
        phrase = self.sources.phrase(j, limit, glued=letters)
        if phrase.last <= phrase.first:
            return f"no source begins here: {phrase.ends}"
        phrase = self._before_said(phrase, limit)
        if (talk := self._talked(i, j, letters, first, limit, conj)) is not None:
            return talk
        head = s.form[phrase.first][letters:]
        if letters and head.startswith(g.contracted[1:]) and s.form[phrase.first].startswith(g.contracted):
            head = g.article + s.form[phrase.first][len(g.contracted) :]
        if head in g.same_as and phrase.last > phrase.first + _SAME:
            phrase = phrase._replace(last=phrase.first + _SAME, ends="the same one needs no more words")
        newest = phrase.first + 1 < phrase.last and self._paper(phrase.first + 1)  # the latest report
        if head in g.not_sources and not newest:
            return "a rule or a plan is no source"
        if adjunct.stance != "report" and not self._views(phrase, i, first):
            return "nobody is named who has a view"
        leads = self._leads(i, first)
        if leads:
            phrase = self._before_verb(phrase)
        result = leads and phrase.last < limit and s.form[phrase.last] in g.cues.result
        known = newest or result or self.sources.actor(phrase) or head in g.evidence or s.kinds[phrase.first] == MARK
        closes = phrase.last >= limit or s.kinds[phrase.last] in (MARK, LINE) or s.form[phrase.last] in g.time
        comma = phrase.last < limit and s.is_mark(phrase.last, COMMAS)
        if (
            not known
            and not (leads and comma and g.definite(head))
            and not (closes and i > first and s.is_mark(i - 1, COMMAS))
        ):
            return "the phrase may name no source"
        if leads and not (
            phrase.last < limit and (s.is_mark(phrase.last, COMMAS) or s.form[phrase.last] in g.cues.result or known)
        ):
            return "the phrase opens no clause"
        walk = Walk()
        last = self.sources.past_unnamed(phrase.last, limit) if phrase.last < limit else limit
        source: Phrase | None = phrase
        source, last = self._told_whom(phrase, last, limit, walk, leads=leads)
        last, source = self._relay(last, limit, source, walk)
        if adjunct.words[0] in g.relayed and last < limit and s.form[last] == g.cues.relay_from and source is not None:
            spoken = self.sources.phrase(last + 1, limit)
            if spoken.last > spoken.first:  # quoting Y, who quotes Z
                walk.carriers.append(source)
                source, last = spoken, spoken.last
        said = According(i, last, j, letters, source, tuple(walk.carriers), conj, leads)
        return said._replace(stance=adjunct.stance)

    def _views(self, phrase: Phrase, i: int, first: int) -> bool:
        """Whether somebody who can have a view stands behind such a phrase, which opens or, behind a comma, closes."""
        s, g, k = self.s, self.g, phrase.first
        if not self.sources.actor(phrase) or s.form[k] in g.public:
            return False
        if k not in s.named and self.sources.adjective(k) and not g.definite(s.form[k]):
            return False
        return (i > first and s.is_mark(i - 1, COMMAS)) or self._leads(i, first)

    def _told_whom(self, phrase: Phrase, last: int, limit: int, walk: Walk, *, leads: bool) -> tuple[Phrase, int]:
        """The source and where its phrase ends, with a clause right behind it about whom it told or who passed it on.

        According to sources that talked to the paper; a statement that the agency has seen: these carry.
        """
        s, g, chains = self.s, self.g, self.frames.chains
        if (got := chains.published(phrase.first + 1, phrase.last)) is not None:
            verb = got[0] + (s.form[got[0]] in g.relatives)
            if s.form[verb] in g.received or s.form[verb - 1] in g.received:
                walk.carriers.append(got[1])
                return phrase._replace(last=got[0], ends="who has it follows"), last
        verb = phrase.last
        if verb < limit and (letters := g.governed(s.form[verb])[2]) and g.governed(s.form[verb])[1] == g.to:
            known = len(walk.carriers)
            end = chains.glued(verb, letters, limit, walk)
            if len(walk.carriers) > known:
                return phrase, end  # a source to the agency
        if last != verb or verb + 1 >= limit or not s.finite(verb) or g.governed(s.form[verb])[0]:
            return phrase, last
        if g.definite(s.form[phrase.first]) and not g.governed(s.form[phrase.first])[1]:
            return phrase, last
        end = self._clause_over(verb, limit, leads=leads)
        if end == verb:
            return phrase, last
        carried = chains.published(verb, end)
        if carried is not None and carried[0] == verb:
            walk.carriers.append(carried[1])
        elif s.form[verb] in g.talked:
            known = len(walk.carriers)
            chains.talk(verb, end, walk)
            if len(walk.carriers) == known and not leads:
                return phrase, last
        elif not leads or not g.phrase_at(g.anonymity, s.tokens, verb + 1, limit):
            return phrase, last
        return phrase, end

    def _clause_over(self, verb: int, limit: int, *, leads: bool) -> int:
        """Where a clause about a source ends: at "then", a comma, or the end behind somebody's words; else its verb."""
        s, k = self.s, verb + 1
        while k < min(limit, verb + _CLAUSE):
            quote = s.quotes.at(k)
            if quote is not None and quote.closed:
                k = quote.after
                continue
            if s.form[k] in self.g.cues.result or s.is_mark(k, COMMAS):
                return k
            if s.kinds[k] in (MARK, LINE) or s.form[k] in self.g.complementisers:
                return verb if leads else k
            k += 1
        return k if k >= limit and not leads else verb

    def _paper(self, i: int) -> bool:
        """Whether a token is a document, or what shows something: a report, figures."""
        return self.s.form[i] in self.g.documents or self.s.form[i] in self.g.evidence

    def _before_verb(self, phrase: Phrase) -> Phrase:
        """A source without the verb of the clause that it opens: according to the television | decided the minister."""
        s, g = self.s, self.g
        for k in range(phrase.first + 1, phrase.last - 1):
            verb = any(c.tense == PAST and c.bare and not c.conj for c in g.verbal_cues(s.form[k]))
            verb = verb or s.form[k] in g.befell
            if not verb or k in s.in_name or not (g.definite(s.form[k - 1]) or k - 1 in s.in_name):
                continue
            if g.definite(s.form[k + 1]) or k + 1 in s.named or s.form[k] in g.befell:
                return phrase._replace(last=k, ends="the verb of the clause follows")
        return phrase

    def _before_said(self, phrase: Phrase, limit: int) -> Phrase:
        """A source without the clause in which it says something else: according to the ministry | which called on."""
        s, g = self.s, self.g
        for k in range(phrase.first + 1, phrase.last - 1):
            if s.form[k] not in g.relatives or self.sources.unnamed_by_wish(k + 1, limit):
                continue
            cut = phrase._replace(last=k, ends="a clause in which it says something follows")
            verbs = (c for c in g.verbal_cues(s.form[k + 1]) if not (c.pronoun or c.lemma.topic))
            if any(not isinstance(self.frames.of(k + 1, c, limit, cut), str) for c in verbs):
                return cut
        return phrase

    def _talked(self, i: int, j: int, letters: int, first: int, limit: int, conj: int) -> According | None:
        """Behind somebody's words, a talk that nobody is named of: according to statements to the agency."""
        s, g = self.s, self.g
        if s.form[j][letters:] not in g.talks or j + 1 >= limit or self._leads(i, first):
            return None
        if s.form[j][letters:].endswith(g.own_ends) or not any(g.verbal_cues(s.form[k]) for k in range(first, i)):
            return None
        walk = Walk()
        end = self.frames.chains.talk(j, limit, walk)
        if not walk.carriers or (end < limit and s.kinds[end] not in (MARK, LINE)):
            return None
        return According(i, end, j, letters, None, tuple(walk.carriers), conj, False)

    def _relay(self, last: int, limit: int, source: Phrase | None, walk: Walk) -> tuple[int, Phrase | None]:
        """A carrier that quotes somebody: according to X, quoting Y."""
        s, g = self.s, self.g
        k = last
        while k < limit and (s.is_mark(k, COMMAS) or s.form[k] in g.time or k in s.dated):
            k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k + 1 < limit and s.form[k] in g.relayed and s.form[k + 1] == g.cues.relay_from:
            spoken = self.sources.phrase(k + 2, limit)
            if spoken.last > spoken.first:
                if source is not None:
                    walk.carriers.append(source)
                return spoken.last, spoken
        return last, source

    def _told(self, i: int, j: int, first: int, limit: int, conj: int) -> According | str:
        """According to what somebody said, told somebody, or what an agency passed on from somebody."""
        s, g = self.s, self.g
        if j >= limit:
            return "nothing follows"
        verbs = [c for c in g.verbal_cues(s.form[j]) if not c.lemma.needs]
        if not verbs and s.form[j] not in g.told:
            return "no verb of reporting follows"
        relay = any(v.lemma.relay for v in verbs)
        walk = Walk()
        source: Phrase | None = None
        pronoun = False
        k = j + 1
        while k < limit:
            form = s.form[k]
            if (s.kinds[k] == MARK and s.quotes.at(k) is None) or s.kinds[k] == LINE:
                break
            if k in s.dated:
                k = max(s.dated[k][0], k + 1)
                continue
            if form in g.time:
                k += 1
                continue
            if form in g.pronominal:
                pronoun = pronoun or form in g.from_him
                k += 1
                continue
            if form == g.cues.relay_from and relay:
                spoken = self.sources.phrase(k + 1, limit)
                if spoken.last == spoken.first:
                    break
                if source is not None:
                    walk.carriers.append(source)
                source, k = spoken, spoken.last
                relay = False
                continue
            if form in g.relayed:
                k, source = self._relay(k, limit, source, walk)
                break
            if form == g.cues.contained_in and source is None and not verbs:
                k += 1
                continue
            if form in g.occasions and source is None:
                break
            if form in g.prepositions:
                if source is None and form == g.cues.contained_in and any(v.lemma.contained for v in verbs):
                    k += 1
                    continue
                k = self.frames.chains.adjunct(k, limit, walk)
                continue
            _, prep, letters = g.governed(form)
            if prep and (k not in s.named or k in s.behind_clitic):
                k = self.frames.chains.glued(k, letters, limit, walk)
                continue
            if (s.finite(k) and k not in s.named) or (
                g.is_participle(form) and "office" not in self.sources.classes(k)
            ):
                break
            phrase = self.sources.phrase(k, limit)
            quote = s.quotes.at(k)
            if source is None and quote is not None and quote.closed and quote.last - quote.first <= 4:
                phrase = Phrase(k, quote.after, 0, "the quotation marks of a name")
            if phrase.last <= phrase.first:
                break
            if source is not None:
                if self.frames.chains.medium(phrase):
                    walk.carriers.append(phrase)
                else:
                    break
            else:
                source = phrase = self._before_said(phrase, limit)
            k = phrase.last
        if source is None and walk.carriers and not self._leads(i, first):
            return According(i, k, j + 1, 0, None, tuple(walk.carriers), conj, False, True)  # as it put on its page
        if source is None:
            return "nobody is named"
        if not relay and source is not None and k < limit:
            k, source = self._relay(k, limit, source, walk)
        if relay and pronoun:
            walk.carriers = [*walk.carriers, *([source] if source is not None else [])]
            source = None
        return According(i, k, j + 1, 0, source, tuple(walk.carriers), conj, self._leads(i, first), True)

    def _called(self, i: int, limit: int) -> bool:
        """Whether a verb says what somebody calls something: against what he considered a delay."""
        verbs = self.g.verbal_cues(self.s.form[i]) if i < limit else []
        return any(t[:1] == "+" for c in verbs for t in c.lemma.takes)

    def _relayed(self, i: int, first: int) -> bool:
        """Whether a verb of passing on stands close before: the paper passed on by the mouth of X."""
        near = range(max(first, i - _CLOSE), i)
        cues = (c for k in near for c in self.g.verbal_cues(self.s.form[k]))
        return any(c.lemma.relay or c.lemma.contained for c in cues)

    def _as_told(self, i: int, first: int, limit: int) -> According | str | None:
        """As somebody said, behind a clause: nothing may follow that he might have said instead."""
        s, g = self.s, self.g
        if i <= first + 2 or i + 2 >= limit or self._leads(i, first) or s.quotes.at(i - 1) is not None:
            return None
        if s.is_mark(i - 1, COMMAS) and (aside := self._passed_on(i, first, limit)) is not None:
            return aside
        verbs = [
            c
            for c in g.verbal_cues(s.form[i + 1])
            if c.lemma.clause and c.lemma.quote and not c.pronoun and c.gender != "1"
        ]
        if not verbs or any(not isinstance(self.frames.of(i + 1, c, limit, None), str) for c in verbs):
            return None
        phrase = self._told(i, i + 1, first, limit, 0)
        if not isinstance(phrase, According) or phrase.source is None or phrase.source.first != i + 2:
            return None
        k = phrase.last
        if k < limit and s.kinds[k] not in (MARK, LINE):
            return None
        if k < limit and (s.form[k] == ":" or s.quotes.at(k) is not None):
            return None
        after = k + 1
        while after < limit and (s.form[after] in g.time or s.kinds[after] == MARK):
            after += 1
        if after < limit and s.form[after] in g.complementisers:
            return None
        if not self.sources.actor(phrase.source):
            return None
        return phrase

    def _passed_on(self, i: int, first: int, limit: int) -> According | None:
        """Between commas, before what somebody says, who passed it on: he said, as the agency quoted him, that …"""
        s, g = self.s, self.g
        phrase = self._told(i, i + 1, first, limit, 0)
        if not isinstance(phrase, According) or phrase.last + 1 >= limit or not s.is_mark(phrase.last, COMMAS):
            return None
        behind = s.form[phrase.last + 1] in g.complementisers or s.quotes.at(phrase.last + 1) is not None
        by = phrase.source or next(iter(phrase.carriers), None)
        if not behind or by is None or not self.frames.chains.medium(by):
            return None
        said = any(c.tense != PARTICIPLE for k in range(first, i) for c in g.verbal_cues(s.form[k]))
        return phrase if said else None

    def _confirmed(self, i: int, verb: int, first: int, limit: int) -> According | None:
        """Behind a clause, who confirms or denies it, "which" being what he says: …, which the minister confirmed."""
        s, g = self.s, self.g
        if verb + 1 >= limit:
            return None
        meant = s.form[verb + 1] in g.pronominal
        cues = [c for c in g.verbal_cues(s.form[verb]) if c.tense in (PAST, PRESENT) and of_all_that(c, meant)]
        if not cues or any(not isinstance(self.frames.of(verb, c, limit, None), str) for c in cues if not c.pronoun):
            return None
        phrase = self._told(i, verb, first, limit, 0)
        if not isinstance(phrase, According) or phrase.source is None or not self.sources.actor(phrase.source):
            return None
        k = phrase.last
        if k < limit and (s.form[k] in g.complementisers or s.form[k] == ":" or s.quotes.at(k) is not None):
            return None  # his own words follow
        return phrase._replace(leads=False, verb=verb)

    def _leads(self, i: int, first: int) -> bool:
        s = self.s
        if self._conj(s.form[i]) and s.is_mark(i - 1, COMMAS):
            return True
        if i > first and s.form[i - 1] in self.g.complementisers:
            return True  # he said that, according to the figures, …
        return i == first or (i == first + 1 and s.kinds[first] == MARK) or i == self._behind
