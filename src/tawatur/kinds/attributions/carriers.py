"""Carriers that don't stand where the walk from a verb to its complement finds them.

A document somewhere before the verb in which something is said; a talk or a statement named behind the words; one that
was passed together with a clause about the speaker; whoever got the document that speaks.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.according import According
from tawatur.kinds.attributions.chains import Chains, Walk
from tawatur.kinds.attributions.contents import Content
from tawatur.kinds.attributions.cues import PARTICIPLE
from tawatur.kinds.attributions.frames import CLAUSE, COLON, QUOTE, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import CLOSING, COMMAS, DASHES, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.words import LINE, MARK

_FAR: Final = 30
"""Tokens before "in it" among which the document stands."""
_NAMED: Final = 8
"""Tokens that the verb and the name of a medium may take before what it published."""
_BEHIND: Final = 25
"""Tokens that a phrase behind somebody's words may take to name what they stood in."""


class Carriers:
    """Finds such carriers of one text."""

    def __init__(self, scene: Scene, sources: Sources, chains: Chains) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.chains = chains

    def in_it(self, frame: Frame, first: int) -> list[Phrase]:
        """The document that a clause says something stands in: a statement in which it confirmed …

        The pronoun agrees with it: he gave a speech at the university that he visits, and called in it for peace.
        """
        s, g = self.s, self.g
        if frame.at + 1 >= len(s.form) or s.form[frame.at + 1] not in g.in_it:
            return []
        feminine = s.form[frame.at + 1].endswith(g.her)
        for k in range(frame.at - 1, max(first - 1, frame.at - _FAR), -1):
            if s.kinds[k] == LINE:
                break
            word = s.head_word(k)
            agrees = feminine == (g.gender_of(word) == "f" or word.endswith(g.family_end))
            bare = word.removesuffix(g.accusative)
            if (word in g.talks or bare in g.talks) and agrees:
                return [medium] if (medium := self._publisher(k, first)) is not None else []
            if (word in g.documents or bare in g.documents or word in g.papers) and agrees:
                if (medium := self._publisher(k, first)) is not None:
                    return [medium]
                letters = 0 if word == s.form[k] else g.governed(s.form[k])[2]
                return [Phrase(k, k + 1, letters, "something is said in it")]
        return []

    def _publisher(self, document: int, first: int) -> Phrase | None:
        """The medium right before an indefinite document that it published: the paper ran a report in which it …"""
        s, g = self.s, self.g
        for k in range(max(first + 1, document - _NAMED), document):
            verb = s.form[k - 1]
            if verb not in g.told and g.without_conjunction(verb) not in g.told:
                continue
            phrase = self.sources.phrase(k, document)
            if phrase.last == document and self.chains.medium(phrase):
                return phrase._replace(ends="what it published follows")
        return None

    def quotes(self, phrase: According, frame: Frame) -> bool:
        """Whether a phrase names whom the subject quotes. A medium may quote anybody; others are only quoted by one."""
        if phrase.source is None or frame.subject is None:
            return False
        if self.g.without_conjunction(self.s.form[phrase.first]) not in self.g.relayed:
            return False
        medium = self.chains.medium
        return medium(frame.subject) or not medium(phrase.source)

    def meant(self, frame: Frame) -> Frame:
        """A frame of passing on with the gender and number of the pronoun that says from whom: from her that …"""
        g = self.g
        words = self.s.form[frame.at + 1 : frame.start]
        him = next((word for word in words if word in g.from_him), None)
        if him is None:
            return frame
        one = him.endswith((g.own_ends[0], g.her))
        return frame.but(cue=frame.cue._replace(gender="f" if him.endswith(g.her) else "m", number="s" if one else "p"))

    def quoted(self, frame: Frame) -> bool:
        """Whether the subject is whom the verb's own subject quotes, so that the verb agrees with that one."""
        first = frame.subject.first if frame.subject is not None and not frame.before else frame.at
        return any(self.s.form[k] in self.g.relayed for k in range(frame.at + 1, first))

    def apart(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """Who speaks, apart from the carriers that stand among the words for him; and these."""
        return self.shown(frame) or self.told(frame) or self.relayed(frame) or self.aired(frame) or self.informed(frame)

    def passed(self, frame: Frame) -> list[Phrase]:
        """The talk or document that stands between a verb and its words, between dashes or behind a clause."""
        s, g = self.s, self.g
        if frame.before:
            return []
        relative = -1
        for k in range(frame.at + 1, frame.start):
            form = s.form[k]
            if form in g.relatives or (s.kinds[k] == MARK and (form in DASHES or self._comma(k))):
                relative = k
                break
        if relative < 0:
            return []
        for k in range(relative + 1, frame.start - 1):
            if any(not c.bare for c in g.verbal_cues(s.form[k])):
                return []
            if s.preposition(k) and s.form[k] != g.upon and self._carrier(k + 1):
                walk = Walk()
                self.chains.adjunct(k, frame.start, walk)
                return walk.carriers
        return []

    def _comma(self, k: int) -> bool:
        """Whether a comma stands right before a carrier."""
        s = self.s
        return s.is_mark(k, COMMAS) and k + 2 < len(s.form) and s.preposition(k + 1) and self._carrier(k + 2)

    def aired(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """Who speaks without the platform that was taken for a part of his name: So-and-so on X."""
        s, g, subject = self.s, self.g, frame.subject
        for k in range(subject.first + 1, subject.last - 1) if subject is not None else ():
            if s.form[k] not in g.towards:
                continue
            quote = s.quotes.at(k + 1)
            if s.form[k + 1 if quote is None else quote.first] in g.platforms:
                last = k + 2 if quote is None else quote.after
                platform = Phrase(k + 1, last, 0, "a platform")
                return (subject._replace(last=k, ends="a platform follows"), [platform]) if subject else None
        return None

    def relayed(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """Whom a medium has its words from, told in a clause about it: the magazine, which took it from the paper."""
        s, g, subject = self.s, self.g, frame.subject
        if subject is None or frame.before or not self.chains.medium(subject):
            return None
        for k in range(subject.first + 1, min(frame.start, subject.first + _BEHIND) - 3):
            if s.form[k] not in g.relatives or not any(c.lemma.relay for c in g.verbal_cues(s.form[k + 1])):
                continue
            origin = next((n for n in range(k + 2, k + 5) if s.form[n] == g.cues.relay_from), -1)
            phrase = self.sources.phrase(origin + 1, frame.start) if origin > 0 else None
            if phrase is not None and phrase.last > phrase.first:
                return phrase._replace(ends="whom the medium has it from"), [
                    subject._replace(last=min(subject.last, k))
                ]
        return None

    def told(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """Who speaks without whom he spoke to, where a clause about him swallowed it."""
        s, g, subject = self.s, self.g, frame.subject
        if subject is None or frame.before:
            return None
        if (marked := self._told_in_marks(subject)) is not None:
            return marked
        relative = next((k for k in range(subject.first, subject.last) if s.form[k] in g.relatives), subject.last)
        for k in range(relative + 2, subject.last):
            _, prep, letters = g.governed(s.form[k])
            if prep != g.to or len(s.form[k]) == letters or s.head_word(k) not in g.media:
                continue
            if s.head_word(k) in g.addressees:
                continue
            medium = self.sources.phrase(k, subject.last, glued=letters, tight=True)
            if medium.last == subject.last:
                return subject._replace(last=k, ends="whom it was told follows"), [medium]
        return None

    def place_of(self, frame: Frame) -> Phrase | None:
        """The platform or page right behind a document or an account that speaks, where it stands."""
        s, g, subject = self.s, self.g, frame.subject
        if subject is None or frame.before:
            return None
        if not self.sources.document(subject) and s.form[subject.first].removeprefix(g.article) not in g.accounts:
            return None
        on = (p for p in frame.carriers if p.first == subject.last + 1 and s.form[subject.last] == g.upon)
        found = next(on, None)
        if found is None and subject.last + 1 < frame.start and s.form[subject.last] == g.upon:
            end = self.chains.platform(subject.last + 1, frame.start)
            found = Phrase(subject.last + 1, end, 0, "a platform") if end > subject.last + 1 else None
        return found

    def informed(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """Who speaks without the medium that he informed, taken for an apposition to him: a source told | Reuters."""
        s, subject = self.s, frame.subject
        if subject is None or frame.before or not frame.cue.lemma.addressee or self.g.definite(s.form[subject.first]):
            return None
        begin = subject.first + (s.quotes.at(subject.first) is not None)
        for k in range(begin + 1, subject.last):
            medium = subject._replace(first=k, glued=0)
            apart = (
                not s.preposition(k - 1) and s.form[k - 1] not in self.g.media and s.form[k] not in self.g.conjunctions
            )
            if apart and not self.g.governed(s.form[k])[2] and self.chains.medium(medium):
                return subject._replace(last=k, ends="the medium it told follows"), [medium]
        return None

    def _told_in_marks(self, subject: Phrase) -> tuple[Phrase, list[Phrase]] | None:
        """A source that nobody names, and the paper in marks that it told, which ends its phrase."""
        s, g = self.s, self.g
        if "unnamed" not in self.sources.classes(subject.first) or g.definite(s.form[subject.first]):
            return None
        for k in range(subject.first + 1, subject.last - 1):
            _, prep, letters = g.governed(s.form[k])
            quote = s.quotes.at(k + 1)
            if prep == g.to and len(s.form[k]) == letters and quote is not None and quote.after == subject.last:
                told = Phrase(k + 1, quote.after, 0, "the quotation marks of a name")
                return subject._replace(last=k, ends="whom it was told follows"), [told]
        return None

    def behind(self, frame: Frame, content: Content) -> list[Phrase]:
        """The document or talk named behind what was said: he stressed "…" in a statement."""
        s, g = self.s, self.g
        if frame.cue.tense == PARTICIPLE:
            return []
        if content.last <= frame.at:
            return self._after(frame)
        k = content.last
        while k < len(s.form) and (s.quotes.closes(k) or s.is_mark(k, COMMAS)):
            k += 1
        k = self._came(k)
        end = min(len(s.form), k + _BEHIND)
        stop = next((n for n in range(k, end) if s.kinds[n] == LINE or s.form[n] in ".!?;:"), end)
        led = k + 1 < stop and (s.form[k] in g.in_ or s.form[k] in g.occasions)
        if not led or not self._carrier(k + 1):
            return []
        walk = Walk(tight=True)
        self.chains.adjunct(k, stop, walk)
        return [self._noun(phrase) for phrase in walk.carriers]

    def _after(self, frame: Frame) -> list[Phrase]:
        """The carriers behind a verb, and its subject, that stands behind all of the words: "…", he told the agency."""
        s, g = self.s, self.g
        k = frame.subject.last if frame.subject is not None and not frame.before else frame.at + 1
        end = min(len(s.form), k + _BEHIND)
        ends = (n for n in range(k, end) if s.kinds[n] == LINE or s.form[n] in ".!?;:" or s.is_mark(n, COMMAS))
        stop = next(ends, end)
        walk = Walk(subject=frame.subject, tight=True)
        while k < stop and not walk.carriers:
            _, prep, letters = g.governed(s.form[k])
            if k in s.dated or s.form[k] in g.time:
                k = max(s.dated[k][0] if k in s.dated else 0, k + 1)
            elif s.preposition(k):
                k = self.chains.adjunct(k, stop, walk)
            elif (prep == g.to and letters) or (k in s.behind_clitic and s.form[k].startswith(g.to)):
                k = self.chains.glued(k, letters or len(g.to), stop, walk)
            else:
                break
        return walk.carriers

    def _came(self, k: int) -> int:
        """Behind "this came", where the sentence after somebody's words tells what they stood in; else `k` itself.

        So too behind "and that" in their own sentence.
        """
        s, g = self.s, self.g
        at = k
        if k + 2 < len(s.form) and s.form[k] in g.came and s.form[k] not in g.this and s.is_mark(k - 1, COMMAS):
            return k + 1 + (s.form[k + 1] in g.this)
        while at < len(s.form) and (s.is_mark(at, CLOSING) or s.quotes.closes(at) or s.kinds[at] == LINE):
            at += 1
        came = at > k and at + 2 < len(s.form) and s.form[at] in g.came and s.form[at + 1] in g.this
        return at + 2 if came else k

    def _noun(self, phrase: Phrase) -> Phrase:
        """A carrier without what is told of it: a statement that comes while …"""
        end = next((n for n in range(phrase.first + 1, phrase.last) if self.s.finite(n)), phrase.last)
        return phrase._replace(last=end)

    def _carrier(self, i: int) -> bool:
        return self.s.form[i] in self.g.documents or self.s.form[i] in self.g.talks

    def shown(self, frame: Frame) -> tuple[Phrase, list[Phrase]] | None:
        """A document that speaks, cut before the clause that says who got it; and who did.

        A document that the agency has seen showed that …
        """
        subject = frame.subject
        if subject is None or frame.before or frame.kind not in (CLAUSE, QUOTE, COLON):
            return None
        if not self.sources.document(subject):
            return None
        stop = next((k for k in range(subject.first + 1, frame.start) if self.s.kinds[k] == MARK), frame.start)
        found = self.chains.published(subject.first + 1, stop)
        if found is None:
            return None
        verb, medium = found
        words = (self.s.form[verb], self.s.form[verb + 1])
        if not any(w in self.g.received or self.g.without_conjunction(w) in self.g.received for w in words):
            return None  # a study that a journal published is the journal's
        return subject._replace(last=min(subject.last, verb), ends="who has it follows"), [medium]
