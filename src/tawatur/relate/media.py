"""Outlets and agencies under one name each, however printed: "Reuters", "the Reuters agency", "for Reuters"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from tawatur.clitics import Splitter
from tawatur.packs import Pack
from tawatur.words import NUMBER, WORD

_PIECES: Final = re.compile(r"[^\w\s.]+")
"""What stands between the pieces of a credit."""


class Name(msgspec.Struct, frozen=True, array_like=True, eq=False):
    """A name: the folded words by which it is compared, and how it is shown, which makes no difference."""

    key: str
    shown: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: Name) -> bool:
        return self.key < other.key


class Media:
    """Reads names of media by a pack's tables: `pack.made(Media)`. A pack without tables compares printed words."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._splitter = pack.made(Splitter)
        self._known: dict[str, Name] = {}
        for row in pack.table("outlets")["outlet"] if pack.has("outlets") else ():
            name = Name(self._words(row["name"]), row["name"])
            # an alias that is an everyday word too is a name where a name is expected, as here
            for alias in (row["name"], *row.get("aliases", ()), *_listed(row.get("en"))):
                self._known.setdefault(self._words(alias), name)
        credit: Any = pack.table("clean").get("credit", {}) if pack.has("clean") else {}
        self._unnamed = frozenset(self._words(word) for word in credit.get("generic", ()))
        self._gathered = frozenset(self._words(word) for word in credit.get("gathered", ()))
        self._heads = frozenset(self._words(word) for word in credit.get("outlet_words", ()))

    def name(self, printed: str) -> Name | None:
        """The name behind a credited or own name as printed, or None where it names nobody ("agencies")."""
        words = self._words(printed)
        if not words or words in self._unnamed:
            return None
        found = self._known.get(words)
        if found is not None:
            return found
        bare = words.split(" ")
        while len(bare) > 1 and bare[0] in self._heads:
            bare = bare[1:]
        return self._known.get(" ".join(bare)) or Name(" ".join(bare), printed.strip())

    def gathered(self, printed: str) -> bool:
        """Whether a piece of a credit says that a page was put together from what other media had."""
        return any(self._words(piece) in self._gathered for piece in _PIECES.split(printed))

    def carrier(self, printed: str) -> Name | None:
        """The medium that a carrier of words names, or None: a statement, a tweet or a spokesman is no medium."""
        words = self._words(printed).split(" ")
        words[0] = self._splitter.split(words[0]).lemma if words[0] not in self._known else words[0]
        if len(words) > 1 and words[0] in self._heads:
            return self.name(" ".join(words))
        return self._known.get(" ".join(words))

    def _words(self, text: str) -> str:
        tokens = self._pack.tokens(text)
        return " ".join(form for form, kind in zip(tokens.form, tokens.kinds, strict=True) if kind in (WORD, NUMBER))


def _listed(value: str | None) -> Iterable[str]:
    return () if value is None else (value,)
