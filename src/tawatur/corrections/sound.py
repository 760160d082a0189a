"""Whether a correction can be what it says: one from a file may say anything, and it stays in the case for good."""

from __future__ import annotations

from typing import get_args

import msgspec

from tawatur.corrections.words import CHOICES, CREDIBILITY, GRADED, RELIABILITY, RULED, SHAPES, Field, Shape, Word
from tawatur.errors import UsageError
from tawatur.model import Calendar, Correction, EntityKind

_KEEPING = ("accept", "change", "add")
_LONGEST = 5_000
"""Code points of a value in words."""


def unsound(made: Correction) -> str | None:
    """What is wrong with a correction, in words for the user; None where nothing is.

    Where it stands, and whether that can be found, is another question.
    """
    if made.action == "undo":
        return None if made.value else "What is taken back isn't named."
    if made.kind in SHAPES:
        if made.action == "reject":
            return None
        if made.action not in _KEEPING:
            return f"Nobody can {made.action!r} a {made.kind}."
        return _word(made)
    if made.kind == "note":
        return None if made.action == "add" and (made.value or "").strip() else "The note is empty."
    if made.kind in GRADED:
        scale = RELIABILITY if made.kind == "source" else CREDIBILITY
        return None if made.action == "grade" and made.value in scale else f"{made.value!r} is no grade."
    if made.kind in RULED:
        fits = made.action in ("same", "different", "withdraw") and made.value
        return None if fits else f"There is no ruling {made.action!r}, or it names no second place."
    return f"There is no kind {made.kind!r}."


def _word(made: Correction) -> str | None:
    try:
        said = msgspec.json.decode(made.value or "", type=Word)
    except msgspec.DecodeError:
        return f"The {made.kind} isn't said."
    shape = SHAPES[made.kind]
    wrong = _parts(shape, said)
    if wrong is not None:
        return f"{wrong!r} is no part of a {made.kind}, has no words, or has too many stretches of them."
    try:
        for name, value in said.fields.items():
            check(made.kind, name, value)
    except UsageError as error:
        return str(error)
    return None


def _parts(shape: Shape, said: Word) -> str | None:
    """The part that can't be so."""
    needed = shape.several[0] if shape.several else shape.one[0]
    for name, quotes in {needed: (), **said.parts}.items():
        known = name in shape.several or (name in shape.one and len(quotes) < 2)
        whole = all(0 <= one.start < one.end and one.exact for one in quotes)
        if not known or not whole or (name == needed and not quotes):
            return name
    return None


def check(kind: str, name: str, value: Field) -> Field:
    """A value of a field as it is kept. Raises UsageError, in words for the user, where it can't be."""
    if name not in SHAPES[kind].fields:
        raise UsageError(f"A {kind} has no field {name!r}; it has: {', '.join(SHAPES[kind].fields)}.")
    choices = CHOICES.get((kind, name))
    if choices is not None:
        fits = value in choices
    elif name in ("min", "max"):
        fits = value is None or (isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15)
    elif name == "approx":
        fits = isinstance(value, bool)
    elif name == "calendar":
        fits = value in get_args(Calendar)
    elif (kind, name) == ("entity", "kind"):
        fits = value is None or value in get_args(EntityKind)
    else:
        fits = value is None or (isinstance(value, str) and len(value) <= _LONGEST)
    if not fits:
        among = f"; it is one of: {', '.join(choices)}" if choices is not None else ""
        raise UsageError(f"{value!r} is no {name} of a {kind}{among}.")
    return float(value) if name in ("min", "max") and value is not None else value
