"""Whose number a source says it gives: a ministry that takes over the coast guard's toll made no count of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from tawatur.model import Attribution, Page
from tawatur.packs import Pack
from tawatur.relate.media import Name
from tawatur.words import WORD

_REACH = 2  # words before a name in which being taken from it is said
_KINDS = ("organisation", "person", "outlet")


class Leaning:
    """Reads what a pack's `series.toml` has for taking over a number: `pack.made(Leaning)`."""

    def __init__(self, pack: Pack) -> None:
        table: Mapping[str, Any] = pack.table("series") if pack.has("series") else {}
        self._pack = pack
        self._from = frozenset(pack.fold.form(word) for word in table.get("taken_from", ()))

    def of(self, page: Page, said: Attribution) -> tuple[Name, ...]:
        """The names that a statement with a figure in it says its number is taken from, sorted; mostly none."""
        if not self._from or not any(span.holds(one.span) for one in page.figures for span in said.content):
            return ()
        pack, text = self._pack, page.document.text
        out: set[Name] = set()
        for span in said.content:
            held = [
                (mention, entity)
                for index, entity in enumerate(page.entities)
                if index != said.speaker and entity.kind in _KINDS and not entity.private
                for mention in entity.mentions
                if span.holds(mention)
            ]
            if not held:
                continue
            tokens = pack.tokens(span.of(text))
            for mention, entity in held:
                at = bisect_left(tokens.start, mention.start - span.start)
                before = [tokens.form[i] for i in range(max(0, at - _REACH), at) if tokens.kinds[i] == WORD]
                if any(form in self._from for form in before):
                    forms = pack.tokens(entity.text)
                    key = " ".join(f for f, kind in zip(forms.form, forms.kinds, strict=True) if kind == WORD)
                    out.add(Name(key, entity.text))
        return tuple(sorted(out))
