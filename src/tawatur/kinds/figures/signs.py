"""What each word may be to the figures of a text, one character a token, so that a search finds the few that matter."""

from __future__ import annotations

import re
from typing import Final

from tawatur.kinds.figures.places import PlaceWords
from tawatur.kinds.figures.words import EXCEPT, words_of
from tawatur.packs import Pack
from tawatur.reading import Reading

_BASE: Final = 0xE000
_DUAL: Final = 1 << 0
_PLACE: Final = 1 << 1
_STATUS: Final = 1 << 2
_BEFORE: Final = 1 << 3
_AFTER: Final = 1 << 4
_SHARE: Final = 1 << 5


def _any(sign: int) -> re.Pattern[str]:
    """One token that bears a sign, whatever else it bears."""
    return re.compile("[" + "".join(chr(_BASE + bits) for bits in range(1 << 6) if bits & sign) + "]")


DUALS: Final = _any(_DUAL)
"""An indefinite dual, or a form that ends like one."""
PLACES: Final = _any(_PLACE)
"""A word that a phrase of place may begin with."""
STATUSES: Final = _any(_STATUS)
"""A word that says of what follows how sure it is, or ends the clause of one that does."""
TRIGGERS_BEFORE: Final = _any(_BEFORE)
"""What happened, said before those counted."""
TRIGGERS_AFTER: Final = _any(_AFTER)
"""What happened, said behind those counted."""
SHARES: Final = _any(_SHARE)
"""A fraction with its owner: half of them."""


class _Signs:
    """The signs of the forms of one language, kept beside the forms."""

    def __init__(self, pack: Pack) -> None:
        self._words = words_of(pack)
        self._places = pack.made(PlaceWords)
        self.sign = pack.sign(self._signs)

    def _signs(self, form: str) -> str:
        words = self._words
        kind = words.kind_before(form)
        bits = _DUAL * bool(words.may_be_dual(form)) + _PLACE * (self._places.signs(form) is not None)
        bits += _STATUS * (words.status_of(form) is not None or form in words.status_ends or kind == EXCEPT)
        bits += _BEFORE * (kind is not None) + _AFTER * (form in words.kinds_after or form in words.links["among"])
        return chr(_BASE + bits + _SHARE * (form in words.shares))


def signs_of(reading: Reading) -> str:
    """The signs of a text, a character for each token, made once."""
    return reading.once(_read)


def _read(reading: Reading) -> str:
    return reading.pack.made(_Signs).sign(reading.tokens)
