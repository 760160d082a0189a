"""docs/add-a-language.md tells the truth: its files, its tables and its examples are those of the French pack."""

import doctest
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tawatur import annotate
from tawatur.packs import Pack, load

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "tawatur"
PAGE = (ROOT / "docs" / "add-a-language.md").read_text(encoding="utf-8")
FILES = re.findall(r"^\| `(\w+\.toml)` \|.*\| `([\w/]+\.py)` \|$", PAGE, re.M)
BLOCKS = re.findall(r"```toml\n# ([\w/]+\.toml)\n(.*?)```", PAGE, re.S)


def test_the_files_named_are_those_of_the_pack() -> None:
    assert sorted(name for name, _ in FILES) == sorted(path.name for path in (SRC / "lang" / "fr").iterdir())


@pytest.mark.parametrize(("name", "reader"), FILES)
def test_each_table_is_read_by_the_module_named(name: str, reader: str) -> None:
    code = (SRC / reader).read_text(encoding="utf-8")
    table = name.removesuffix(".toml")
    assert f'table("{table}")' in code or (table == "fold" and reader == "fold.py")


def holds(whole: Any, part: Any) -> bool:
    """Whether a table holds all of another: its keys, and of a list of tables each one."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], part[key]) for key in part)
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return all(any(holds(one, row) for one in whole) for row in part)
    return bool(whole == part)


@pytest.mark.parametrize(("name", "body"), BLOCKS, ids=[f"{n}-{i}" for i, (n, _) in enumerate(BLOCKS)])
def test_each_block_is_what_the_file_holds(name: str, body: str) -> None:
    root = ROOT / "tests" if name.startswith("corpus/") else SRC
    whole = tomllib.loads((root / name).read_text(encoding="utf-8"))
    part = tomllib.loads(body)
    tables = [whole, *(value for value in whole.values() if isinstance(value, dict))]
    assert any(holds(table, part) for table in tables)


def test_every_example_gives_what_it_prints() -> None:
    found = doctest.DocTestParser().get_doctest(PAGE, {}, "add-a-language.md", None, 0)
    assert len(found.examples) > 10
    assert doctest.DocTestRunner(verbose=False).run(found).failed == 0


def test_a_pack_of_two_files_reads_a_page(tmp_path: Path) -> None:
    for name in ("fold.toml", "words.toml"):
        (tmp_path / name).write_bytes((SRC / "lang" / "fr" / name).read_bytes())
    assert Pack("xx", tmp_path).tokens("Œuvre").form == ["oeuvre"]


def test_tables_that_french_lacks_are_those_of_english() -> None:
    named = set(re.findall(r"`(\w+)\.toml`", PAGE.split("## 2.")[0]))
    assert named - {name.removesuffix(".toml") for name, _ in FILES} <= {
        path.stem for path in (SRC / "lang" / "en").iterdir()
    }


def test_french_has_twenty_verbs_of_saying() -> None:
    assert sum(len(row["lemmas"]) for row in load("fr").table("attributions")["verbs"]) == 20


def test_no_code_asks_which_language_it_reads() -> None:
    asks = re.compile(r"""\b(?:lang|pack\.code)\s*(?:[=!]=\s*["']|(?:not )?in\s*[(\[{]["'])""")
    found = [
        f"{path.relative_to(SRC)}: {line.strip()}"
        for path in SRC.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line)
    ]
    assert found == []


def test_a_french_page_is_recognised_and_read() -> None:
    text = (
        "La mairie de Belmar a fermé le vieux pont lundi, après deux nuits de pluie.\n\n"
        "« Le pont ne tiendra pas », a déclaré le maire. Selon un pêcheur, trois barques ont coulé dans le port."
    )
    page = annotate(text, now="2024-03-14")
    assert page.document.lang == "fr"
    assert [n.value for n in page.numbers] == [2.0, 3.0]
    assert [d.value for d in page.dates] == ["2024-03-11"]
    assert len(page.attributions) == 2
    assert {a.kind for a in page.abstained if a.rule == "language without a table"} == {"names", "figures", "events"}
