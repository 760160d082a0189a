"""The walk behind one reporting verb: what is known of the verb before it starts, and what it has met."""

from __future__ import annotations

from tawatur.kinds.attributions.cues import PARTICIPLE, Cue
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.talks import Walk


class Course(Walk):
    """From the token behind a cue to its complement. See `Steps` for what it does at each."""

    __slots__ = ("at", "before", "cue", "governs", "limit", "placed", "preps", "relays", "saying")

    def __init__(
        self,
        at: int,
        cue: Cue,
        limit: int,
        before: Phrase | None,
        governs: tuple[str, ...],
        *,
        known: Phrase | None = None,
        brief: bool = False,
    ) -> None:
        takes = cue.lemma.takes
        self.preps = {t.lstrip("@+") for t in takes} - {"=", ""}
        """Prepositions that bring what the verb takes."""
        tight = cue.lemma.addressee or any(t == "=" or t == "++" or t[:1] in "@+" for t in takes)
        super().__init__(subject=known, tight=tight, takes=tuple(sorted(self.preps)), brief=brief)
        self.at = at
        self.cue = cue
        self.limit = limit
        self.before = before
        """The subject, where it stands before the cue."""
        self.governs = governs
        """What the verb takes as a phrase must know it, so as to end before."""
        self.placed = before is not None or cue.tense == PARTICIPLE
        """No subject is looked for behind the cue."""
        self.relays = cue.lemma.relay or cue.lemma.contained or cue.lemma.spoken_by != "\0"
        """Others are quoted behind the verb in a way of its own."""
        self.saying = False
        """He added, saying: the participle brings the words of the verb before it."""

    @property
    def has_subject(self) -> bool:
        """Whether somebody is known to speak: before the cue, or met behind it."""
        return self.placed or self.subject is not None
