"""How sections name pages, sources and what is done with words: the smallest pieces of what the dossier shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Clip = tuple[str | int, ...]
"""Words of a page as they may be shown; a number stands for so many words left out."""


@dataclass(frozen=True)
class DocRef:
    """A page as other sections name it. `number` is its place in the dossier."""

    anchor: str
    number: int
    title: str
    outlet: str | None
    direction: str
    """"rtl" or "ltr", as most letters of the page have it."""
    published: str | None = None


@dataclass(frozen=True)
class Act:
    """What is done with words that stand alone, said before them so that a denial never reads as its opposite.

    `stance` is that of a statement, None for a figure; `status` is the figure's. `within` says that the statement
    stands inside one that denies.
    """

    stance: str | None
    status: str = "stated"
    within: bool = False


NO_ACT = Act(None)
"""Nothing is done with the words but that they are said."""


@dataclass(frozen=True)
class Node:
    """A station of a trail. Several names are one set of agencies; none means that nobody is named there."""

    role: Literal["speaker", "private", "own", "carrier", "agency", "outlet"]
    names: tuple[str, ...]
    known: bool = True
    """Whether a speaker is named; one who is only described ("a port official") may be somebody else elsewhere."""
