"""Who was speaking: the earlier mention that a verb without a subject takes, and the carriers that hold on with it."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.model import Span

ONE: Final = "1"
"""The number of a source that is one person by name or title: no plural verb goes with it."""


class Said(NamedTuple):
    """A source that the text has named: where, its spans, its agreement, and by what carriers its last words came."""

    at: int
    source: tuple[Span, ...]
    gender: str
    number: str
    via: tuple[Span, ...]
    nested: bool
    sentence: int
    aside: bool = False
    """Only behind its clause it is told whose word that is."""


class Discourse:
    """The speakers of one document, in the order in which they were named."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    def note(self, said: Said) -> None:
        """A source has spoken at a token."""
        self.said.append(said)

    def outer(self) -> Said | None:
        """The last source of the outer level, which is told by nobody else in the text."""
        return next((said for said in reversed(self.said) if not said.nested), None)

    def antecedent(self, gender: str, number: str, sentence: int, *, near: bool, quoted: bool = False) -> Said | None:
        """The last source that agrees, sources of the outer level first.

        `near`: only the sentence itself counts for the first choice, as a participle belongs to its own sentence, and
        in it to who says more than the clause before "according to"; one in words that are `quoted`, to who speaks in
        them.
        """
        if near:
            here = [said for said in reversed(self.said) if said.sentence == sentence and (quoted or not said.nested)]
            alike = [said for said in here if self._agrees(said, gender, number)]
            many = [said for said in here if said.number != ONE] if number in ("p", "d") else []
            here = alike or many  # two that are joined may be taken for one
            if here:
                return next((said for said in here if not said.aside), here[0])
        for nested in (False, True):
            for said in reversed(self.said):
                if said.nested == nested and self._agrees(said, gender, number):
                    return said
        return None

    def _agrees(self, said: Said, gender: str, number: str) -> bool:
        if gender in ("m", "f") and said.gender in ("m", "f") and gender != said.gender and number == "s":
            return False
        if number in ("p", "d"):
            return said.number not in ("s", ONE) or (said.number == "s" and said.gender == "")
        return not (said.number == "p" and number == "s" and said.gender != "f")
