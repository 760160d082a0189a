"""Verbs that lead up to a saying: he hastened to deny, didn't hesitate to call, went out to say.

The table `[hastened]` of `attributions.toml` names them by the preposition before the saying.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.cues import Inflector
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.packs import Pack
from tawatur.words import LINE, MARK

_NEAR: Final = 14
"""Tokens between such a verb and the saying."""


class _Verbs:
    """Their forms: `pack.made(_Verbs)`."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("attributions")
        inflect = Inflector(table["inflection"], fold)
        self.forms: dict[str, frozenset[str]] = {}
        self.denied: frozenset[str] = frozenset()
        for preposition, pairs in table.get("hastened", {}).get("verbs", {}).items():
            self.forms[fold(preposition)] = frozenset(_forms(inflect, pairs))
        self.denied = frozenset(_forms(inflect, table.get("hastened", {}).get("denied", ())))


def _forms(inflect: Inflector, pairs: list[str]) -> list[str]:
    out: list[str] = []
    for pair in pairs:
        past, present = pair.split()
        out.extend(form for form, gender, _ in inflect.past(past) if gender != "1")
        out.extend(form for form, gender, _, _ in inflect.present(present) if gender != "1")
    return out


class Hastened:
    """Finds them in one text."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.verbs = scene.reading.pack.made(_Verbs)

    def subject(self, at: int, first: int, preposition: str) -> Phrase | None:
        """Who does the saying at a token behind a preposition; None where no such verb leads up to it.

        The phrase is empty where the verb has no subject of its own.
        """
        s, g = self.s, self.g
        forms = self.verbs.forms.get(preposition)
        if forms is None:
            return None
        for k in range(at - 1, max(first - 1, at - _NEAR), -1):
            if s.kinds[k] == LINE or (s.kinds[k] == MARK and s.quotes.at(k) is None and not s.quotes.closes(k)):
                return None
            bare = g.without_conjunction(s.form[k])
            if s.form[k] not in forms and bare not in forms:
                continue
            negated = k > first and g.without_conjunction(s.form[k - 1]) in g.negations
            if negated != (bare in self.verbs.denied or s.form[k] in self.verbs.denied):
                return None
            phrase = self.sources.phrase(k + 1, at)
            if phrase.last <= phrase.first:
                return Phrase(k, k, 0, "the verb's own")
            if self.sources.actor(phrase) or g.definite(s.form[phrase.first]):
                return phrase._replace(last=min(phrase.last, at - (preposition == s.form[at - 1])))
            return None
        return None
