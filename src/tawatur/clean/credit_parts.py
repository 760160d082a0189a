"""The pieces of a dateline: what each is, and which of them name whose text it is."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from tawatur.clean.lines import words_in

_OWN_WORDS = 3
"""Words of an outlet's name that nothing but "own" tells to be one, at most."""
INITIALS = re.compile(r"[^\W\d_](?:[ .]{1,2}[^\W\d_]){1,3}|[A-Z]{2,5}")
"""Letters of a name, as agencies are known by them: apart, or Latin capitals."""

PartKind = Literal["agency", "own", "generic", "likely", "place", "person", "date", "special", "unknown"]
"""`likely`: a name that has the form of an outlet's, though no table knows it; `special`: that a text is one's own."""
NAMED = ("agency", "own", "generic")
LIKELY_TOO = (*NAMED, "likely")


class Part(NamedTuple):
    """A piece of a dateline: its words as printed, and what it is."""

    words: str
    kind: PartKind
    also_outlet: bool = False
    """A region's name or an everyday word that is an outlet's too: beside a place, a reporter it is the outlet's."""
    gathered: bool = False
    """That a text was put together from what others had: no credit of its own beside a name."""


def names_of(parts: list[Part]) -> tuple[str, ...]:
    """The credited names among the pieces of a dateline; "gathered" only where nobody is named."""
    names = _named(parts)
    gathered = {part.words for part in parts if part.gathered}
    return tuple(name for name in names if name not in gathered) or names


def _named(parts: list[Part]) -> tuple[str, ...]:
    """The names among the pieces of a dateline; a likely one counts beside a known place or agency only."""
    if any(part.kind == "special" for part in parts):
        parts = [_owner(part) for part in parts]
    named = tuple(part.words for part in parts if part.kind in NAMED)
    others = [part for part in parts if part.kind == "likely" and not INITIALS.fullmatch(part.words)]
    if named or any(part.also_outlet for part in others):
        # the initials of a reporter, beside the agency he wrote for
        parts = [part._replace(kind="person") if _initialled(part) else part for part in parts]
    likely = [part.words for part in parts if part.kind == "likely"]
    if not likely:
        return named
    whole = all(part.kind != "unknown" for part in parts)
    settled = whole and any(part.kind == "place" for part in parts)
    signed = (
        whole
        and any(part.kind == "person" for part in parts)
        and all(p.also_outlet for p in parts if p.kind == "likely")
    )
    return tuple(part.words for part in parts if part.kind in LIKELY_TOO) if settled or signed or named else ()


def _owner(part: Part) -> Part:
    """A part beside the word that says whose own a text is: an outlet, unless it is a place or a reporter."""
    own = part.kind == "likely" or (part.kind == "unknown" and words_in(part.words) <= _OWN_WORDS)
    return Part(part.words, "agency") if own else part


def _initialled(part: Part) -> bool:
    """Whether a part that no table knows is two letters apart, as reporters sign."""
    letters = sum(map(str.isalpha, part.words))
    return part.kind == "likely" and not part.also_outlet and letters == 2 and bool(INITIALS.fullmatch(part.words))
