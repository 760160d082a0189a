"""Nouns of saying and thinking with what was said behind them: warnings of, fears of, calls for, reports that."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PAST, Cue
from tawatur.kinds.attributions.finders import Finder
from tawatur.kinds.attributions.frames import CLAUSE, NOMINAL, PAIR, Frame, Frames
from tawatur.kinds.attributions.given import Given
from tawatur.kinds.attributions.hastened import Hastened
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.words import LINE, MARK

_REACH: Final = 8
"""Tokens between such a noun and its complement, among which whom it is said to may stand."""
_ADJECTIVES: Final = 2
"""Adjectives that may stand between such a noun and its complement."""


class NounCues(Finder):
    """Finds the frames of such nouns in one text."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects, frames: Frames) -> None:
        super().__init__(scene, sources, subjects, frames)
        self.hastened = Hastened(scene, sources)
        self.given = Given(scene, sources, subjects)

    def frame(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        """The frame of a noun of saying in a sentence that begins at `first`, or why there is none.

        A verbal noun counts only with its complement right behind it.
        """
        form, g = self.s.form, self.g
        k = i + 1
        if k >= last:
            return ""
        if cue.lemma.pretext:
            return self._pretext(i, cue, first, last)
        if cue.lemma.noun_only:
            return "" if i in self.s.in_name or self._none(i, first) else self._of(i, cue, first, last)
        if cue.bare:
            led_up = self._led_up(i, cue, first) is not None
            frame = self._owned(i, cue, last) if not led_up and (cue.glued == 0 or i + 1 < last) else ""
            return frame if isinstance(frame, Frame) else self._done(i, cue, first, last)
        if not cue.glued and not cue.pronoun:
            return self._bare_saying(i, cue, first, last)
        if not cue.pronoun:
            frame = self._bare_saying(i, cue, first, last)
            if isinstance(frame, Frame) and frame.kind != CLAUSE:
                return frame
        passed = self._passed_on(i, first) if cue.pronoun and not cue.glued else None
        if passed is not None and isinstance(frame := self.of(i, cue, last), Frame):
            spoken, carrier = passed
            carriers = (carrier,) if carrier is not None else ()
            return frame.but(subject=spoken, carriers=carriers, before=True, nobody=False)
        if cue.pronoun and isinstance(frame := self.of(i, cue, last), Frame) and frame.kind == NOMINAL:
            accused = "+" + g.with_ in cue.lemma.takes and not self._led_up(i, cue, first)
            return frame.but(nobody=True) if accused else frame  # after he was accused of
        if (form[k] in g.complementisers and cue.lemma.clause) or form[k] == ":" or self.s.quotes.at(k) is not None:
            return self.frames.of(i, cue._replace(tense=PARTICIPLE), last, None)
        return ""

    def _of(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        """The frame of a noun of saying, whose words are those of whoever gives them: he issued orders to."""
        frame = self.of(i, cue, last)
        if not isinstance(frame, Frame) or frame.subject is not None or cue.glued:
            return "" if cue.lemma.given else frame
        by = self.given.by(i, first, cue)
        if by is None:
            return "" if cue.lemma.given else frame
        return self._by(frame, by)

    def _passed_on(self, i: int, first: int) -> tuple[Phrase, Phrase | None] | None:
        """Who spoke, and who passed it on, where a verb of passing on names whose the noun is: quoted X as to his plan.

        None where no such verb stands right before.
        """
        s, g = self.s, self.g
        for k in range(i - 2, max(first, i - _REACH), -1):
            if s.kinds[k] in (LINE, MARK) and s.quotes.at(k) is None and not s.quotes.closes(k):
                return None
            if s.form[k] != g.cues.relay_from:
                continue
            spoken = self.sources.phrase(k + 1, i)
            if spoken.last != i:
                return None
            for m in range(k - 1, max(first - 1, k - _REACH), -1):
                if any(c.lemma.relay and not c.pronoun for c in g.cues.forms.get(s.form[m], ())):
                    by = self.sources.phrase(m + 1, k) if m + 1 < k else None
                    by = by if by is not None and by.last > by.first else self.subjects.before(m, first)
                    return spoken, by
                if s.finite(m) or s.kinds[m] == LINE:
                    return None
            return None
        return None

    def _none(self, i: int, first: int) -> bool:
        """Whether there were none: no reports came of, without reports of."""
        s, g, k = self.s, self.g, i - 1
        k -= k > first and s.form[k] in g.any_
        words = [g.without_conjunction(s.form[n]) for n in range(max(first, k - 1), k + 1)]
        if words and words[-1] in g.negations | g.lack:
            return True
        return len(words) == 2 and s.is_word(k) and words[0] in g.negations

    def _pretext(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        """On the pretext that …, with a clause right behind it."""
        s = self.s
        led = bool(cue.glued) or (i > first and s.preposition(i - 1))
        if not led or cue.pronoun or s.form[i + 1] not in self.g.complementisers or i + 2 >= last:
            return ""
        frame = Frame(cue._replace(tense=NOUN), i, CLAUSE, i + 2, complementiser=i + 1, nobody=True, narrow=True)
        return self._doer(i, frame, first) or ""

    def _bare_saying(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        """A definite noun of saying that nobody owns: the claim that, with a warning of.

        Behind a preposition it is what the subject of the verb before it does: opened the talks by stressing that.
        """
        s, g = self.s, self.g
        if "++" in cue.lemma.takes:
            return ""  # it can be said that, it is to be mentioned that
        frame = self.of(i, cue, last)
        if not isinstance(frame, Frame):
            return ""
        behind = frame.kind != NOMINAL or (not frame.glued and s.form[frame.start - 1] in cue.lemma.takes)
        prep = self._preposition(i, cue, first)
        told = frame.kind != NOMINAL or cue.lemma.clause_stance == cue.lemma.stance  # showing a thing is no telling
        led_up = self._led_up(i, cue, first)
        if led_up is not None:
            return self._by(frame, led_up)
        if prep and behind and told and (done := self._doer(i, frame, first)) is not None:
            return done
        if cue.lemma.stance in ("report", "announce") or (prep and prep != g.with_):
            told = cue.lemma.stance == cue.lemma.clause_stance and frame.kind == NOMINAL
            return frame if told and behind and i > first and s.form[i - 1] in g.done_past else ""
        if frame.kind == CLAUSE:
            return frame
        led = i > 0 and (s.form[i - 1] in g.amid or prep == g.with_ or g.without_conjunction(s.form[i - 1]) in g.done)
        return frame if led and behind and not frame.glued else ""

    def _preposition(self, i: int, cue: Cue, first: int) -> str:
        """The preposition, glued or by itself, that makes a verbal noun an act of the subject before it; "" if none."""
        s, g = self.s, self.g
        if cue.glued:
            form = s.form[i]
            return next((p for p in (g.with_, g.to) if form.startswith(p)), "")
        return s.form[i - 1] if i > first and s.form[i - 1] in g.without else ""

    def _led_up(self, i: int, cue: Cue, first: int) -> Phrase | None:
        """Whom a verb that leads up to the noun is about: he hastened to deny."""
        s, g = self.s, self.g
        if cue.glued:
            return self.hastened.subject(i, first, g.to) if s.form[i].startswith(g.to) else None
        return self.hastened.subject(i, first, s.form[i - 1]) if i > first else None

    def _by(self, frame: Frame, who: Phrase) -> Frame:
        """The frame with who says it; an empty phrase: the verb's subject is told earlier."""
        if who.last == who.first:
            return frame.but(nobody=False, subject=None, narrow=True)
        return frame.but(nobody=False, subject=who, before=True, narrow=True)

    def _doer(self, i: int, frame: Frame, first: int) -> Frame | None:
        """The frame with whom the verb before the noun is about; None where that verb has no subject that can speak."""
        found = self.subjects.doer(i, first)
        return self._by(frame, found) if found is not None else None

    def _done(self, i: int, cue: Cue, first: int, last: int) -> Frame | str:
        """A verbal noun behind a preposition with what is said as its object: to call on them to leave."""
        s, g = self.s, self.g
        prep = self._preposition(i, cue, first)
        if i > first and s.form[i - 1] in g.done | g.done_past and any(t[:1] == "+" for t in cue.lemma.takes):
            frame = self.frames.of(i, cue._replace(tense=PARTICIPLE, bare=False), last, None)
            if isinstance(frame, Frame) and frame.kind == PAIR and frame.topic is not None:
                return frame.but(cue=cue._replace(tense=NOUN), subject=None, nobody=True, narrow=True)
        led_up = self._led_up(i, cue, first)
        if not (prep or led_up) or s.form[i + 1] in g.complementisers or not s.is_word(i + 1):
            return ""
        if prep == g.to and led_up is None and cue.lemma.stance in ("affirm", "deny", "believe", "announce"):
            return ""  # for the adoption of, to leave out: acts and not words
        if s.quotes.around(i) is not None or i in s.in_name:
            return ""
        frame = self.frames.of(i, cue._replace(tense=PARTICIPLE, bare=False), last, None)
        if not isinstance(frame, Frame) or frame.carriers or frame.kind not in (NOMINAL, PAIR):
            return ""
        if frame.start - i > _REACH:
            return ""
        if led_up is not None:
            return self._by(frame.but(cue=cue._replace(tense=NOUN)), led_up)
        return self._doer(i, frame.but(cue=cue._replace(tense=NOUN)), first) or ""

    def _owned(self, i: int, cue: Cue, last: int) -> Frame | str:
        """A verbal noun that names whose it is, with what was said behind a preposition: the call of X for talks."""
        s, subject = self.s, self.sources.phrase(i + 1, last, tight=True, takes=cue.lemma.takes)
        if subject.last <= subject.first or subject.last >= last or not self.sources.actor(subject):
            return ""
        known = subject.first in s.named or self.subjects.definite(subject)
        known = known or "unnamed" in self.sources.classes(subject.first)
        if s.governed_at(subject.first) or not known:
            return ""
        frame = self.frames.of(i, cue._replace(tense=PAST, bare=False), last, None)
        if not isinstance(frame, Frame) or frame.subject != subject or frame.carriers:
            return ""
        behind = frame.glued or s.form[frame.start - 1] in cue.lemma.takes
        form = s.form[frame.start]
        act = form.endswith(self.g.own_ends) or (self.g.names.is_noun(form) and not self.g.definite(form))
        behind = behind or (frame.start == subject.last and act and "=" in cue.lemma.takes)
        shown = cue.lemma.clause_stance != cue.lemma.stance and self.sources.thing(frame.start, frame.glued)
        near = frame.kind == NOMINAL and behind and frame.start - subject.last <= 1 and not shown
        if frame.kind != CLAUSE and not near and not (frame.kind == PAIR and frame.topic is not None):
            return ""
        return frame.but(cue=cue._replace(tense=NOUN), narrow=True)

    def of(self, i: int, cue: Cue, last: int) -> Frame | str:
        """The frame of the noun at a token of a sentence that ends before `last`, or why there is none."""
        s, g = self.s, self.g
        owner: Phrase | None = None
        k = i + 1
        if k >= last:
            return ""
        if not cue.pronoun:
            k = self._past_adjectives(i, k, last)
            if k == i + 1 and cue.bare and not self._complement(k, cue, last):
                phrase = self.sources.phrase(k, last, tight=True, takes=cue.lemma.takes)
                if phrase.last > phrase.first and not s.governed_at(k) and self._owns(phrase):
                    owner, k = phrase, self.sources.past_wish(phrase.last, last)
                    k += k > phrase.last and k < last and s.is_mark(k, COMMAS)
        while k < last and (s.form[k] in g.purport or s.form[k] in g.time or k in s.dated):
            k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k + 1 < last and s.form[k] == g.out_of and g.out_of not in cue.lemma.takes and owner is None:
            phrase = self.sources.phrase(k + 1, last, takes=cue.lemma.takes)  # reports from X of
            if phrase.last <= phrase.first:
                return ""
            owner, k = phrase, phrase.last
            while k < last and (s.is_mark(k, COMMAS) or s.form[k] in g.time or k in s.dated):
                k = max(k + 1, s.dated[k][0] if k in s.dated else 0)
        if k + 1 >= last:
            return ""
        nobody = owner is None and not cue.pronoun
        cue = cue._replace(tense=NOUN)
        if cue.lemma.noun_only:
            k = self._addressed(k, cue, last)
        topic: Phrase | None = None
        if "+" + g.with_ in cue.lemma.takes and g.governed(s.form[k])[1] == g.to:
            topic = self.sources.phrase(k, last, glued=g.governed(s.form[k])[2], takes=(g.with_,))
            if topic.last <= k or topic.last + 1 >= last:
                return ""
            k = topic.last
        found = self._complement(k, cue, last)
        got = found is None and owner is None and (that := self._got(i, k, cue, last)) > k
        if got:
            found = CLAUSE, that + 1, 0, that
        if found is None:
            return ""
        kind, start, glued, complementiser = found
        if cue.lemma.acts and kind == NOMINAL and not self.frames.act_at(start, glued):
            return ""
        if topic is not None:
            kind = PAIR
        return Frame(
            cue,
            i,
            kind,
            start,
            glued,
            owner,
            topic=topic,
            complementiser=complementiser,
            nobody=nobody,
            narrow=not got,
        )

    def _got(self, i: int, k: int, cue: Cue, last: int) -> int:
        """The complementiser behind whose information it is, the noun opening the sentence: in information that

        the paper got, three of them. Else `k`.
        """
        s, g = self.s, self.g
        if cue.lemma.takes or s.form[i - 1] not in g.in_ or not self._heads(i - 1):
            return k
        for n in range(k, min(last - 1, k + _REACH)):
            if s.form[n] in g.bare_or_own or s.form[n] in g.cues.result:
                return n
            if not s.is_word(n) and s.quotes.at(n) is None and not s.quotes.closes(n):
                return k
        return k

    def _heads(self, i: int) -> bool:
        """Whether a token opens a sentence or a paragraph."""
        return i == 0 or self.s.kinds[i - 1] == LINE or self.s.form[i - 1] in ".!?"

    def _addressed(self, k: int, cue: Cue, last: int) -> int:
        """Behind whom such words are said to, their preposition following: orders to his men not to; else `k`."""
        s, g = self.s, self.g
        preps = tuple(t[1:] for t in cue.lemma.takes if t[:1] == "@")
        if not preps:
            return k
        _, prep, letters = g.governed(s.form[k])
        if prep == g.to and letters < len(s.form[k]):
            phrase = self.sources.phrase(k, last, glued=letters, takes=preps)
        elif s.form[k] in g.towards:
            phrase = self.sources.phrase(k + 1, last, takes=preps)
        else:
            return k
        end = phrase.last
        fits = phrase.last > phrase.first and end + 1 < last
        return end if fits and (s.form[end] in preps or g.governed(s.form[end])[1] in preps) else k

    def _complement(self, k: int, cue: Cue, last: int) -> tuple[str, int, int, int | None] | None:
        """(kind, first token, glued letters, complementiser) of a complement right at a token."""
        s, g = self.s, self.g
        form = s.form[k]
        if form in g.complementisers:
            return (CLAUSE, k + 1, 0, k) if cue.lemma.clause else None
        takes = {t.lstrip("@+") for t in cue.lemma.takes} - {"", "="}
        if "=" in cue.lemma.takes and cue.lemma.noun_only and s.is_word(k) and not s.finite(k):
            conj, prep, _ = g.governed(form)
            bare = not conj and not prep and not s.preposition(k) and form not in g.this and form not in g.relatives
            return (NOMINAL, k, 0, None) if bare and (g.definite(form) or g.names.is_noun(form)) else None
        if form in takes and k + 1 < last:
            if s.form[k + 1] in g.complementisers:
                return CLAUSE, k + 2, 0, k + 1
            if s.form[k + 1] in g.what or s.form[k + 1] in g.pronominal or s.form[k + 1] in g.this:
                return None
            return NOMINAL, k + 1, 0, None
        conj, prep, letters = g.governed(form)
        if prep == g.to and cue.lemma.noun_only and cue.glued and not cue.pronoun and "@" + g.with_ in cue.lemma.takes:
            return None  # by the instructions, in order to
        if not conj and prep in takes and form not in g.pronominal and form not in g.time:
            if form[letters:] in g.this or form in g.what:
                return None
            return (NOMINAL, k + 1, 0, None) if len(form) == letters else (NOMINAL, k, letters, None)
        return None

    def _past_adjectives(self, i: int, k: int, last: int) -> int:
        """Behind the adjectives of the noun at `i`: official warnings, the growing fears."""
        s, g = self.s, self.g
        definite = g.definite(s.form[i])
        end = k
        while end < last and end - k < _ADJECTIVES and s.is_word(end) and end not in s.named:
            form = s.form[end]
            if g.definite(form) != definite or g.governed(form)[1] or not self._agrees(i, end):
                break
            end += 1
        return end

    def _agrees(self, i: int, end: int) -> bool:
        """Whether a word looks like an adjective of an indefinite plural; a definite one must be known as one."""
        form = self.s.form[end]
        feminine = form.endswith(self.g.feminine_ends[0]) and not self.g.definite(self.s.form[i])
        return self.sources.adjective(end) or (feminine and not self.sources.classes(end))

    def _owns(self, phrase: Phrase) -> bool:
        return self.sources.actor(phrase) and (phrase.first in self.s.named or self.subjects.definite(phrase))
