"""Whose word a verb without a subject is: of who acts before it, of whom was spoken of, or of who spoke last."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.kinds.attributions.cues import NOUN, PARTICIPLE, PAST
from tawatur.kinds.attributions.discourse import Discourse, Said
from tawatur.kinds.attributions.frames import Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects
from tawatur.words import LINE, MARK

_SENTENCE: Final = 60
"""Tokens that a sentence may have before the verb that names who speaks."""


class Actor(NamedTuple):
    """Somebody in the text who hasn't spoken yet, and how he was found."""

    phrase: Phrase
    why: str


class Implied:
    """Finds whom verbs without subjects of one text go back to."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects) -> None:
        self.s = scene
        self.g = scene.grammar
        self.reading = scene.reading
        self.sources = sources
        self.subjects = subjects
        self.found: dict[int, Frame] = {}
        """The frames of the stretch that is being read, by their cues."""

    def meant(
        self, frame: Frame, discourse: Discourse, sentences: list[tuple[int, int]], n: int
    ) -> Actor | Said | None:
        """Whose word the verb of a frame is, which stands in the sentence `n`: somebody who acts, or who spoke before.

        Who spoke last and agrees with the verb is passed over for somebody who came up since.
        """
        cue, first = frame.cue, sentences[n][0]
        antecedent = self.subjects.relative(frame.at, first, cue)
        if antecedent is not None:
            return Actor(antecedent, "the noun before the relative clause")
        gender, number = ("", "") if cue.tense == NOUN else (cue.gender, cue.number)
        quoted = self.s.quotes.around(frame.at) is not None
        said = discourse.antecedent(gender, number, n, near=cue.tense == PARTICIPLE, quoted=quoted)
        main = (
            self._told_later(frame, first)
            or self.subjects.meant(frame.at, first)
            or self.subjects.sender(frame.at, first)
            or self._many(frame, said, first)
            or self._newer(frame, said, sentences, n)
            or self._passed_over(frame, said, discourse, sentences, n)
        )
        if main is None and cue.tense == PARTICIPLE and (said is None or said.sentence != n):
            main = self.subjects.opening(frame.at, first, gender, number)
        same = main is not None and said is not None and said.source
        if said is not None and (main is None or (same and self.s.range(said.source[0])[0] == main.first)):
            return said
        main = main or self.subjects.main(frame.at, sentences, n) or self._only(frame, sentences, n)
        return Actor(main, "the subject of the sentence's first verb") if main is not None else None

    def _newer(self, frame: Frame, said: Said | None, sentences: list[tuple[int, int]], n: int) -> Phrase | None:
        """Who acts in front of the verb without having spoken yet, later than the last speaker: he received X and said.

        In the sentence before, only a person counts, and not for verbs that go on with what was being said.
        """
        cue = frame.cue
        if cue.tense == NOUN:
            return None
        if said is None:
            near = self.subjects.nearest_subject(frame.at, sentences[n][0]) if cue.tense == PARTICIPLE else None
            return near[1] if near is not None else None
        found = self.subjects.first_subject(sentences[n][0], frame.at)
        if cue.tense == PARTICIPLE and (near := self.subjects.nearest_subject(frame.at, sentences[n][0])) is not None:
            found = near
        if found is None and n > 0 and not cue.lemma.continues and cue.tense != PARTICIPLE:
            found = self.subjects.first_subject(*sentences[n - 1])
            if found is not None and not self.subjects.personal(found[1].first):
                return None
        if found is None or found[0] <= said.at:
            return None
        gender, number = self.sources.agreement(found[1])
        inside = frame.at + 1 < len(self.s.form) and self.s.form[frame.at + 1] in self.g.in_it
        known = inside or self.subjects.human(found[1].first) or self.sources.institution(found[1])
        if not gender and cue.tense != PARTICIPLE and not known:
            return None
        if (gender and cue.gender in ("m", "f") and cue.number == "s" and gender != cue.gender) or (
            cue.number and number != "c" and (cue.number == "s") != (number == "s")
        ):
            return None
        return found[1]

    def _only(self, frame: Frame, sentences: list[tuple[int, int]], n: int) -> Phrase | None:
        """The only person that the sentence of a verb in the singular names before it, else the sentence before."""
        cue = frame.cue
        if cue.tense == NOUN or cue.number != "s" or cue.gender not in ("m", "f"):
            return None
        found = self.subjects.only_person(frame.at, sentences[n][0], cue.gender)
        if found is None and n > 0 and cue.tense == PAST and cue.conj:
            found = self.subjects.only_person(sentences[n - 1][1], sentences[n - 1][0], cue.gender)
        return found

    def _passed_over(
        self, frame: Frame, said: Said | None, discourse: Discourse, sentences: list[tuple[int, int]], n: int
    ) -> Phrase | None:
        """Whom the last speaker spoke of, where gender tells that the verb isn't his: she wrote that X …, but he said.

        In the sentence before, only for verbs that don't go on with what was being said.
        """
        cue = frame.cue
        if cue.tense == NOUN or cue.number != "s" or cue.gender not in ("m", "f"):
            return None
        last = discourse.outer()
        if cue.tense == PARTICIPLE and (last is None or last.sentence != n):
            return None
        if last is None or last is said or last.sentence < n - 1 or (said is not None and said.at > last.at):
            return None
        clause = cue.tense == PARTICIPLE
        found = self.subjects.told_of(frame.at, max(sentences[n][0], last.at), cue.gender, clause=clause)
        if found is None and n > 0 and not cue.lemma.continues and cue.tense != PARTICIPLE:
            found = self.subjects.told_of(sentences[n - 1][1], max(sentences[n - 1][0], last.at), cue.gender)
        return found

    def _told_later(self, frame: Frame, first: int) -> Phrase | None:
        """The subject that the main verb behind it names, for a verb that opens a sentence behind "while"."""
        s, g = self.s, self.g
        if frame.at - first not in (1, 2) or s.form[first] not in g.meantime or frame.cue.tense == PARTICIPLE:
            return None
        for at in sorted(self.found):
            other = self.found[at]
            if at <= frame.start or at - frame.at > _SENTENCE:
                continue
            if any(s.kinds[k] == LINE or s.form[k] in ".!?" for k in range(frame.at, at)):
                return None
            if other.subject is None or other.before or other.cue.tense == PARTICIPLE or other.cue.conj:
                continue
            agrees = (other.cue.gender, other.cue.number) == (frame.cue.gender, frame.cue.number)
            return other.subject if agrees and s.is_mark(at - 1, COMMAS) else None
        return None

    def _many(self, frame: Frame, said: Said | None, first: int) -> Phrase | None:
        """The people whom a plural verb or participle goes with, where they stand later than who spoke last."""
        cue = frame.cue
        if cue.number != "p" or cue.tense == NOUN or (said is not None and said.number == "p"):
            return None
        phrase = self.subjects.many_before(frame.at, first)
        if phrase is None and first > 0 and cue.tense == PAST and cue.conj:
            begin, end = self.reading.sentence_of(first - 1)
            phrase = self.subjects.many_before(end - (self.s.kinds[end - 1] == MARK), begin, subject=True)
        return phrase if phrase is not None and (said is None or phrase.first > said.at) else None
