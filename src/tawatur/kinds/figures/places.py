"""The words of places for figures, compiled: prepositions of place, nouns that head a phrase of place, what ends it."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.fold import Remembered
from tawatur.kinds.figures.words import NONE
from tawatur.packs import Pack


class Signs(NamedTuple):
    """What a form may be by itself: a head, and the letters of the prepositions glued before it."""

    head: bool
    glued: int
    goal: int


class PlaceWords:
    """The `places` table of `figures.toml`, compiled."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("figures")
        places = table["places"]
        fold = pack.fold.form

        def forms(name: str) -> frozenset[str]:
            return frozenset(fold(word) for word in places.get(name, ()))

        self.article = fold(str(table.get("article", NONE)))
        also = tuple(fold(word) for word in table["links"].get("and", ()))
        self.before = frozenset(conj + form for form in forms("before") for conj in ("", *also))
        self.before_of = frozenset(conj + form for form in forms("before_of") for conj in ("", *also))
        self.of = frozenset(fold(word) for word in table["links"].get("of", ()))
        self.buildings = forms("buildings")
        heads = forms("heads") | self.buildings
        duals = [(fold(one), fold(two)) for one, two in places.get("duals", ())]
        self.heads = heads | {h.removesuffix(one) + two for h in heads for one, two in duals if h.endswith(one)}
        self.head_before = forms("head_before")
        self.targets = forms("targets")
        self.strikes = forms("strikes")
        self.scenes = forms("scenes")
        self.sides = forms("sides")
        self.joins = forms("joins")
        self.also = frozenset(also)
        self.not_before = forms("not_before")
        self.homes = forms("homes")
        self.these = forms("these")
        self.goals = forms("goals")
        self.arrivals = forms("arrivals")
        self.belonging = forms("belonging")
        self.stops = frozenset(fold(word) for word in table["words"]["not_nouns"]) | forms("stops")
        self.adjectives = tuple(fold(ending) for ending in places.get("adjective_endings", ()))
        glued = [fold(word) for word in places.get("glued", ())]
        self._glued = tuple(conj + word for word in glued for conj in ("", *also))
        self._goal = tuple(fold(word) for word in places.get("head_glued", ()))
        self._definite = tuple(fold(clitic) for clitic in table.get("definite_proclitics", ()))
        self.signs = Remembered(self._signs).__getitem__

    def _signs(self, form: str) -> Signs | None:
        """What a form may begin; None where nothing."""
        glued = next((len(w) for w in self._glued if form.startswith(w) and self.is_head(form[len(w) :])), 0)
        goal = next((len(w) for w in self._goal if form.startswith(w) and form[len(w) :] in self.heads), 0)
        found = Signs(self.is_head(form), glued, goal)
        return found if any(found) else None

    def glued(self, form: str) -> int:
        """How many letters of a preposition of place a form begins with."""
        return next((len(word) for word in self._glued if form.startswith(word)), 0)

    def is_head(self, form: str) -> bool:
        """Whether a form, with or without its article, is a noun that heads places."""
        return self._among(form, self.heads)

    def is_building(self, form: str) -> bool:
        """Whether a form, with or without its article, is a building or a site."""
        return self._among(form, self.buildings)

    def _among(self, form: str, nouns: frozenset[str]) -> bool:
        return form in nouns or form.removeprefix(self.article) in nouns

    def is_definite(self, form: str) -> bool:
        """Whether a form bears the article."""
        return form.startswith(self._definite)
