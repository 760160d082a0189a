"""The words by which series tell one quantity from another: `series.toml`, folded and stemmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tawatur.clitics import Splitter, Stems
from tawatur.kinds.figures.words import Phrases
from tawatur.packs import Pack

NATION = "nation "
"""What the stem of a nation begins with, so that it is never that of a word."""


class Table:
    """The words of `series.toml`, folded; empty for a pack without it."""

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("series") if pack.has("series") else {}
        fold = self._fold = pack.fold.form
        self._stem = pack.made(Stems).stem
        self._split = pack.made(Splitter).split
        self._tanwin = fold(pack.table("figures").get("tanwin", "")) if pack.has("figures") else ""
        self._nations: dict[str, str] = {}
        for row in pack.table("nationalities")["nationality"] if pack.has("nationalities") else ():
            for form in (*row["forms"], row["country"]):
                self._nations.setdefault(fold(form), NATION + row["en"])

        def stems(name: str) -> frozenset[str]:
            return frozenset(self.stem(word) for word in table.get(name, ()))

        def forms(name: str) -> frozenset[str]:
            return frozenset(fold(word) for word in table.get(name, ()))

        self.plain, self.crowd, self.heads, self.roles = map(stems, ("plain", "crowd", "heads", "roles"))
        self.all, self.aboard, self.rising, self.earlier = map(stems, ("all", "aboard", "rising", "earlier"))
        self.toll, self.capacity, self.crew = map(stems, ("toll", "capacity", "crew"))
        self.others, self.of, self.plus, self.after = map(forms, ("others", "of", "plus", "after"))
        self.article = fold(pack.table("names")["clitics"]["article"]) if pack.has("names") else ""
        self.running = Phrases(pack, table.get("running", ()))

    def nation(self, form: str) -> str | None:
        """What stands for a nation where a folded form names it or its country."""
        lemma = self._split(form).lemma
        for one in (form, lemma, lemma.removesuffix(self._tanwin)):
            found = self._nations.get(one)
            if found is not None:
                return found
        return None

    def stem(self, word: str) -> str:
        """The stem of a printed or folded word; nations and their countries are one."""
        form = self._fold(word)
        return self.nation(form) or self._stem(form)
