"""What hangs on a reporting verb: its subject, its carriers, and the complement that is its content.

`Frames.of` walks to the right of a cue, one phrase at a time, and stops at the first complement the verb may take:
a clause behind a complementiser, a quotation, a noun phrase behind a preposition, or a direct object. What it passes on
its way is the subject, somebody spoken to, a carrier, or an adjunct.
"""

from __future__ import annotations

from tawatur.kinds.attributions.course import Course
from tawatur.kinds.attributions.cues import PARTICIPLE, PAST, PRESENT, Cue
from tawatur.kinds.attributions.frame import CLAUSE, COLON, NOMINAL, PAIR, QUOTE, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.steps import Steps

__all__ = ["CLAUSE", "COLON", "NOMINAL", "PAIR", "QUOTE", "Frame", "Frames"]


class Frames(Steps):
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
        """Walk from a cue, or from the end of a subject that is known, to the complement."""
        governs = (self.g.cues.relay_from,) if cue.lemma.relay else (*cue.lemma.takes, cue.lemma.spoken_by)
        walk = Course(at, cue, limit, subject, governs, known=known, brief=brief)
        i = at + 1 if known is None else known.last
        while i < limit:
            step = self.step(i, walk)
            if not isinstance(step, int):
                return step
            i = step
        return "the sentence ends before a complement"
