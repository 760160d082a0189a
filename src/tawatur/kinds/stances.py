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
    "warn": "warn",
    "accuse": "accuse",
}


def stance_of(
    grammar: Grammar, lemma: Lemma, *, clause: bool, opening: tuple[str, ...], pronoun: bool, negated: bool
) -> tuple[Stance, str]:
    """The stance and why.

    `opening`: the first forms of the content; `clause`: it is a clause; `pronoun`: its complementiser bears a pronoun.
    """
    stance: Stance = lemma.clause_stance if clause else lemma.stance
    if negated and stance in ("report", "affirm", "believe", "announce"):
        return "deny", "the cue is negated"
    if lemma.needs and not clause and (word := grammar.stance_of_opening(opening[0])) is not None:
        return _SHADES[word], "the object says so"
    if stance not in _OPEN and not (stance == "warn" and not clause):
        return stance, "the cue says so"
    first, *rest = opening
    if first in grammar.intense and rest:
        first, *rest = rest  # his deep, his sincere
    word = grammar.stance_of_opening(first)
    if word is None and first in grammar.negations and rest:
        word = grammar.stance_of_opening(rest[0])
    shade = _SHADES[word] if word is not None else None
    if lemma.describes:
        return ("condemn" if not grammar.evil.isdisjoint(opening) else stance), "the predicate says so"
    if shade == "demand" or (shade is not None and not clause and not lemma.clause and lemma.stance == "report"):
        return shade, "the content opens with a word of that stance"
    if stance == "warn":
        return stance, "the cue says so"
    if clause and first == grammar.upon and any(form in grammar.bare_complementisers for form in rest):
        return "demand", "the content says what is up to somebody"
    if clause and pronoun and grammar.is_future(first) and stance == "report":
        return "promise", "the speaker says what he will do"
    if clause and first in grammar.this and not grammar.evil.isdisjoint(rest[:3]):
        return "condemn", "the content opens with what is condemned"
    return stance, "the cue says so"
