"""People whom a page names only as victims or as somebody's relatives: readers are served, not targets made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.names.mentions import Mention
from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import WORD

_MAKE_PUBLIC: Final = frozenset(("office", "profession", "honorific"))
"""Classes of titles that make who bears them public."""

NEAR: Final = 4
"""Words before a name among which the one that says victim or relative is looked for."""


class Private:
    """The words of one pack: `pack.made(Private)`. A pack without the table makes nobody private."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("private", {}) if pack.has("names") else {}
        self._tables = pack.made(NameTables)
        self._victims = frozenset(map(fold, table.get("victims", ())))
        self._losses = frozenset(map(fold, table.get("losses", ())))
        self._blessings = frozenset(map(fold, table.get("blessings", ())))
        self._neutral = frozenset(map(fold, table.get("neutral", ())))
        self._neutral_or_victims = self._neutral | self._victims
        self._speaks = frozenset(map(fold, table.get("speaks", ())))

    def only(self, reading: Reading, mentions: Sequence[Mention]) -> bool:
        """Whether these mentions of one person show a victim or a relative, and nothing that makes anybody public.

        An office, a rank of office, a profession, a name in the gazetteer and words of their own make one public.
        """
        if any(m.name is not None or m.epithets or self._public(m) for m in mentions):
            return False
        if any(self._speaking(reading, m) for m in mentions):
            return False
        return any(self._suffers(reading, m) for m in mentions)

    def _public(self, mention: Mention) -> bool:
        classes = self._tables.bare(mention.title)
        return bool(classes & _MAKE_PUBLIC) and mention.title not in self._neutral_or_victims

    def _speaking(self, reading: Reading, mention: Mention) -> bool:
        tokens = reading.tokens
        around = [mention.first - 1, mention.last, *range(max(0, mention.first - NEAR), mention.first - 1)]
        return any(
            0 <= i < len(tokens) and tokens.kinds[i] == WORD and self._is(tokens.form[i], self._speaks) for i in around
        )

    def _suffers(self, reading: Reading, mention: Mention) -> bool:
        tokens, tables = reading.tokens, self._tables
        if self._blessings.intersection(tokens.form[mention.last : mention.last + 2]):
            return True
        for i in range(mention.first - 1, max(-1, mention.first - 1 - NEAR), -1):
            if tokens.kinds[i] != WORD:
                return False
            form = tokens.form[i]
            classes = tables.classes(form)
            if self._is(form, self._victims) or "relative" in classes or self._is(form, self._losses, definite=False):
                return True
            if not classes & {"rank", "adjective", "nationality"} and not self._is(form, self._neutral):
                return False
        return False

    def _is(self, form: str, words: frozenset[str], *, definite: bool = True) -> bool:
        return any(part.base in words and (definite or not part.definite) for part in self._tables.parts(form))
