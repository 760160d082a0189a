"""Verbal nouns that name an act: opening, to form, the release of. They tell what is asked, begun or announced.

A form is one by the table `[acts]` of `attributions.toml`, or by the pattern of a longer stem.
"""

from __future__ import annotations

import re
from typing import Final

from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack

_NEVER: Final = re.compile(r"(?!)")


class Acts:
    """The verbal nouns of a pack: `pack.made(Acts)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("attributions").get("acts", {}) if pack.has("attributions") else {}
        self._names = pack.made(NameTables)
        self._words = frozenset(map(fold, table.get("words", ())))
        shapes = table.get("shapes", ())
        self._shape = re.compile("|".join(map(fold, shapes))) if shapes else _NEVER
        closed, opened = table.get("open_end", ("\0", "\0"))
        self._closed, self._opened = fold(closed), fold(opened)
        self._not = frozenset(map(fold, table.get("not", ())))

    def owned(self, stem: str) -> bool:
        """Whether the form before a pronoun is one: its last letter may have been closed."""
        return self.is_act(stem) or (
            stem.endswith(self._opened) and self.is_act(stem[: -len(self._opened)] + self._closed)
        )

    def is_act(self, form: str) -> bool:
        """Whether a folded form without article and pronoun is a verbal noun, and no name or title."""
        if form in self._words:
            return True
        if self._shape.fullmatch(form) is None or form in self._not:
            return False
        return self._names.is_noun(form) and not self._names.classes(form)
