"""Verbs of the future, told by how they begin from the nouns and names that begin so too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tawatur.packs import Pack


class FutureVerbs:
    """What `words.toml` says in its table `future`; a pack without it has no verbs that begin so."""

    def __init__(self, pack: Pack) -> None:
        table: dict[str, Any] = pack.table("words").get("future", {})

        def forms(values: Iterable[str]) -> tuple[str, ...]:
            return tuple(pack.fold.form(value) for value in values)

        self._prefixes = forms(table.get("prefixes", ()))
        self._least = int(table.get("least", 0))
        self._stems = forms(table.get("not_stems", ()))
        before = ("", *forms(table.get("before", ())))
        ends = ("", *forms(table.get("noun_endings", ())))
        owners = ("", *forms(table.get("pronouns", ())))
        self._nouns = frozenset(
            first + noun + end + owner
            for first in before
            for noun in forms(table.get("not_nouns", ()))
            for end in ends
            for owner in owners
        )

    def has(self, form: str) -> bool:
        """Whether a folded form looks like a verb of the future, and like no noun or name that begins like one."""
        return (
            len(form) >= self._least
            and form.startswith(self._prefixes)
            and not form.startswith(self._stems)
            and form not in self._nouns
        )


def future_verbs(pack: Pack) -> FutureVerbs:
    """The verbs of the future of a pack, compiled once."""
    return pack.made(FutureVerbs)
