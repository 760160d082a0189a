"""Heads of bodies and places and what may follow them, from `names.toml`: what `names_bodies` makes names by."""

from __future__ import annotations

from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack


class BodyWords:
    """The words of one pack by what they do in the name of a body or a place."""

    def __init__(self, pack: Pack) -> None:
        fold = pack.fold.form
        table = pack.table("names").get("entities", {}) if pack.has("names") else {}

        def words(key: str) -> frozenset[str]:
            return frozenset(map(fold, table.get(key, ())))

        self.tables = pack.made(NameTables)
        self.phrases = pack.made(Phrases)
        self.bodies, self.generic, self.nameless = words("bodies"), words("generic"), words("nameless")
        self.proper_only, self.strict = words("proper_only"), words("strict")
        self.national, self.between, self.offices = words("national"), words("between"), words("offices")
        self.charged = (self.bodies | self.offices) - words("purposeless")
        self.named_after, self.ministries, self.plurals = words("named_after"), words("ministries"), words("plurals")
        self.ministry = fold(table.get("ministry", ""))
        self.feminine = fold(table.get("feminine", ""))
        self.outlets, self.papers, self.papers_not = words("outlets"), words("papers"), words("papers_not")
        self.passing, self.trading, self.plural = words("passing"), words("trading"), fold(table.get("plural", ""))
        self.grounds, self.acting = words("grounds"), words("acting")
        self.qualified, self.vague = words("qualified"), words("vague")
        self.leading = (self.tables.article, self.tables.contracted) if self.tables.article else ()
        self.managing, self.posts, self.firms = words("managing"), words("posts"), words("firms")
        self.places, self.kinds, self.completes = words("places"), words("kinds"), words("completes")
        self.toponyms, self.settled, self.located = words("toponyms"), words("settled"), words("located")
        self.quotable, self.whose = words("quotable"), words("whose")
        self.clans, self.weighty, self.into = words("clans"), words("weighty"), words("into")
        self.towns, self.led, self.staffed = words("towns"), words("led"), words("staffed")
        self.ways, self.moments = words("ways"), words("moments")
        self.kin = words("kin")
        self.stated, self.numbered, self.agencies = words("stated"), words("numbered"), words("agencies")
        self.states, self.ordinals = words("states"), words("ordinals")
        self.traders = words("traders")
        self.eponyms, self.omened = words("eponyms"), words("omened")
        self.adjectival, self.towns_of, self.regions = words("adjectival"), words("towns_of"), words("regions")
        self.relations = tuple(map(fold, table.get("relations", ())))
        self.services, self.units, self.tens = words("services"), words("units"), words("tens")
        self.military, self.troops, self.policed = words("military"), words("troops"), words("policed")
        self.corps, self.of_corps = words("corps"), words("of_corps")
