"""What a speaker does with his words: the cue says, the opening of the content may say more."""

from __future__ import annotations

from tawatur.kinds.cues import Lemma
from tawatur.kinds.grammar import Grammar
from tawatur.model import Stance

_OPEN: frozenset[Stance] = frozenset(("report", "affirm", "announce"))
"""Stances of cues that leave it to the content: he said that they must …"""

_SHADES: dict[str, Stance] = {
    "demand": "demand",
    "demand_wish": "demand",
    "condemn": "condemn",
    "believe": "believe",
    "promise": "promise",
    "deny": "deny",
    "affirm": "affirm",
}


def stance_of(
    grammar: Grammar, lemma: Lemma, *, clause: bool, first: str, second: str, negated: bool
) -> tuple[Stance, str]:
    """The stance and why. `first`, `second`: the first forms of the content; `clause`: the content is a clause."""
    stance: Stance = lemma.clause_stance if clause else lemma.stance
    why = "the cue says so"
    if negated and stance in ("report", "affirm", "believe", "announce"):
        return "deny", "the cue is negated"
    if stance not in _OPEN:
        return stance, why
    opening = grammar.stance_of_opening(first)
    if opening is None and first in grammar.negations:
        opening = grammar.stance_of_opening(second)
    if opening is None:
        return stance, why
    shade = _SHADES[opening]
    if (clause and shade in ("demand",)) or (not clause and (lemma.stance == "report" or shade == "demand")):
        return shade, "the content opens with a word of that stance"
    return stance, why
