"""A cue with the complement that is its content, and what hangs on it."""

from __future__ import annotations

from typing import Any, Final

from tawatur.kinds.attributions.cues import Cue
from tawatur.kinds.attributions.nouns import Phrase

CLAUSE: Final = "clause"
QUOTE: Final = "quotation"
COLON: Final = "colon"
NOMINAL: Final = "noun phrase"
PAIR: Final = "topic and predicate"


class Frame:
    """A cue with its complement. `start` is the first token of the content, `glued` letters of it don't belong."""

    __slots__ = (
        "at",
        "before",
        "carriers",
        "complementiser",
        "cue",
        "glued",
        "kind",
        "narrow",
        "nobody",
        "start",
        "subject",
        "topic",
    )

    def __init__(
        self,
        cue: Cue,
        at: int,
        kind: str,
        start: int,
        glued: int = 0,
        subject: Phrase | None = None,
        carriers: tuple[Phrase, ...] = (),
        topic: Phrase | None = None,
        before: bool = False,
        complementiser: int | None = None,
        nobody: bool = False,
        narrow: bool = False,
    ) -> None:
        self.cue = cue
        self.at = at
        self.kind = kind
        self.start = start
        self.glued = glued
        self.subject = subject
        self.carriers = carriers
        self.topic = topic
        self.before = before
        """The subject stands before the cue."""
        self.complementiser = complementiser
        self.nobody = nobody
        """The verb is passive: clashes that were called fierce."""
        self.narrow = narrow
        """The content is part of the author's own clause and ends at the next comma: what critics call …"""

    def but(self, **changes: Any) -> Frame:
        """The same frame with some of it changed; the one at hand stays as it is."""
        made = Frame(
            self.cue,
            self.at,
            self.kind,
            self.start,
            self.glued,
            self.subject,
            self.carriers,
            self.topic,
            self.before,
            self.complementiser,
            self.nobody,
            self.narrow,
        )
        for name, value in changes.items():
            setattr(made, name, value)
        return made
