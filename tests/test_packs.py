"""Packs whose attributions are read by clauses: who said what by the corpus of each, one file or more a language."""

from pathlib import Path

import pytest

from attribution_corpus import Case, cases_of, shown
from tawatur import annotate
from tawatur.kinds.clauses.words import has_clauses
from tawatur.model import Attribution
from tawatur.packs import codes, load

CORPUS = Path(__file__).parent / "corpus"
PACKS = [code for code in codes() if has_clauses(load(code))]
CASES = [
    pytest.param(code, case, id=f"{code}-{case.marked[:60]}")
    for code in PACKS
    for path in sorted((CORPUS / code).glob("attributions*.toml"))
    for case in [*cases_of(path, "case"), *cases_of(path, "none")]
]


def bare(parts: list[str]) -> str:
    return " ".join(" ".join(parts).replace('"', " ").split()).strip(" .,?")


def fault(case: Case, lang: str) -> str:
    """What is wrong with what comes out for a case; empty where it is right."""
    page = annotate(case.text, lang=lang)
    if case.want is None:
        return "; ".join(a.text for a in page.attributions)
    rows = [_faults(case, a, case.want, case.text) for a in page.attributions]
    if not rows:
        return "nothing found"
    if len(rows) > 1 and not case.table.get("others"):
        return f"{len(rows)} attributions"
    return min(rows, key=len)


def _faults(case: Case, a: Attribution, want: dict[str, list[str]], text: str) -> str:
    got = shown(a, text)
    out = [f"{k}: {bare(got[k])}" for k in ("content", "source", "cue") if bare(got[k]) != bare(want[k])]
    for field, usual in (("mode", "indirect"), ("stance", "report"), ("implicit", False)):
        if getattr(a, field) != case.table.get(field, usual):
            out.append(f"{field}: {getattr(a, field)}")
    return "; ".join(out)


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_each_case_is_read_as_marked(lang: str, case: Case) -> None:
    assert fault(case, lang) == case.table.get("fails", "")


@pytest.mark.parametrize("lang", codes())
@pytest.mark.parametrize("kind", ["numbers", "dates", "attributions", "figures", "events"])
def test_every_table_of_a_pack_has_a_corpus(lang: str, kind: str) -> None:
    assert not load(lang).has(kind) or list((CORPUS / lang).glob(f"{kind}*.toml"))
