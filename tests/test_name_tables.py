"""The gazetteers: every table names its source and licence, and lookups see through clitics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tawatur.kinds.names.tables import NameTables
from tawatur.packs import load

ROOT = Path(__file__).parents[1]
LANG = ROOT / "src" / "tawatur" / "lang"
NAMED = (
    "names",
    "first_names",
    "people",
    "foreign",
    "nationalities",
    "organisations",
    "outlets",
    "persons",
    "places",
    "places_extra",
)
PACK = load("ar")
TABLES = PACK.made(NameTables)


def licences(path: Path) -> list[str]:
    """The licence identifiers that the head of a table names."""
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True)[:12] if line[0] == "#")
    found = re.search(r"Licence: ([^(\n]+)", head)
    assert re.search(r"Source: \S", head), f"{path.name} doesn't name its source"
    assert found, f"{path.name} doesn't name its licence"
    return [part.strip(" .") for part in found[1].split(" AND ")]


@pytest.mark.parametrize("name", [*(f"{part}.toml" for part in NAMED), "frequencies.txt"])
def test_tables_name_source_and_licence(name: str) -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for licence in licences(LANG / "ar" / name):
        assert (ROOT / "LICENSES" / f"{licence}.txt").is_file(), f"{name}: LICENSES/{licence}.txt is missing"
        assert licence in declared


def test_generated_tables_name_their_script() -> None:
    made = [p for p in sorted((LANG / "ar").iterdir()) if "Made by scripts/" in p.read_text(encoding="utf-8")[:1500]]
    assert {p.name for p in made} == {
        "frequencies.txt",
        "nationalities.toml",
        "places.toml",
        "people.toml",
        "foreign.toml",
    }
    for path in made:
        script = re.search(r"Made by (scripts/\w+\.py)", path.read_text(encoding="utf-8"))
        assert script is not None
        assert (ROOT / script[1]).is_file()


@pytest.mark.parametrize(
    ("word", "cls"),
    [
        ("وزير", "office"),
        ("وللوزيرة", "office"),
        ("الدكتور", "honorific"),
        ("والفرنسية", "nationality"),
        ("بالمدينة", "place_head"),
        ("لصحيفة", "outlet_head"),
        ("سليمان", "first_name"),
    ],
)
def test_classes_see_through_clitics(word: str, cls: str) -> None:
    assert cls in TABLES.classes(PACK.fold.form(word))


def test_article_makes_another_word_of_a_function_word() -> None:
    assert "stop" in TABLES.classes(PACK.fold.form("عام"))
    assert "stop" not in TABLES.classes(PACK.fold.form("العام"))


@pytest.mark.parametrize(
    ("text", "kind", "english"),
    [
        ("بفلسطين", "place", "Palestine"),
        ("وللأمم المتحدة", "organisation", "United Nations"),
        ("أ ف ب", "outlet", "AFP"),
        ("المملكة المتحدة", "place", "United Kingdom"),
    ],
)
def test_known_names(text: str, kind: str, english: str) -> None:
    tokens = PACK.tokens(text)
    found = TABLES.known(tokens, 0)
    assert found is not None
    assert (found.entry.kind, found.entry.name, found.last) == (kind, english, len(tokens))


def test_longest_name_wins() -> None:
    tokens = PACK.tokens("قطاع غزة")
    found = TABLES.known(tokens, 0)
    assert found is not None
    assert found.entry.name == "Gaza Strip"


def test_verbs_are_no_names() -> None:
    assert not TABLES.namelike(PACK.fold.form("تستمر"))
    assert not TABLES.namelike(PACK.fold.form("استمرت"))
    assert TABLES.namelike(PACK.fold.form("كراخوفيتش"))


def test_pack_without_names_knows_nothing() -> None:
    tables = load("en").made(NameTables)
    assert tables.known(load("en").tokens("France"), 0) is None
    assert tables.classes("minister") == frozenset()
