"""The corpus of each kind: phrases that must be read as a value, running text, phrases that must give nothing.

A file is `tests/corpus/<code>/<kind>.toml` with `lang`, `kind`, `now` and the tables

    [[case]]    value, texts: each text is one annotation from end to end
    [[inside]]  value, text: the annotation stands between ⟦ and ⟧ in running text, and nothing else of the kind in it
                unless `others = true`
    [[none]]    texts: nothing of the kind is found; `of` names the rules or tables whose look-alikes they are

`value` is a number, an ISO prefix ("" where the date stays unresolved), or for figures a table of contract fields, of
which `max = "open"` and `min = "open"` say that the bound is open. With `page = true` names and attributions are read
too, so that a figure has its place and its owner.

The corpus reaches every frame of the tables, and every explanation that the code can give: `tests/test_tables.py` and
`tests/test_figure_tables.py` take the words of the tables one by one.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plain_documents import plain_document
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.figures.find import find_figures
from tawatur.kinds.numbers.find import find_numbers
from tawatur.model import Moment, Span
from tawatur.packs import load
from tawatur.pipeline import annotate_document
from tawatur.reading import Reading

KINDS = Path(__file__).parents[1] / "src" / "tawatur" / "kinds"
CORPUS = Path(__file__).parent / "corpus"
OPEN, CLOSE = "⟦", "⟧"


class Found:
    """What a kind finds in a text, and every explanation given on the way."""

    def __init__(self, items: list[tuple[Span, Any]], explained: set[str]) -> None:
        self.items = items
        self.explained = explained


def explained(*steps: Any) -> set[str]:
    """The rules and reasons of annotations, their steps and abstentions."""
    out: set[str] = set()
    for step in steps:
        out |= {getattr(step, name) for name in ("rule", "reason") if hasattr(step, name)}
        out |= explained(*getattr(step, "why", ()), *getattr(step, "because", ()))
    return out


def numbers(text: str, lang: str, _now: str | None, _page: bool) -> Found:
    found = find_numbers(Reading(text, load(lang)))
    return Found([(q.number.span, q.value) for q in found], explained(*(q.number for q in found)))


def dates(text: str, lang: str, now: str | None, _page: bool) -> Found:
    reading = Reading(text, load(lang))
    found = find_dates(reading, Moment(now, "stated") if now else None)
    return Found([(d.span, d) for d in found], explained(*found, *reading.abstained))


def figures(text: str, lang: str, now: str | None, page: bool) -> Found:
    published = Moment(now, "stated") if now else None
    document = plain_document(text, lang=lang, published=published)
    if page:
        read = annotate_document(document, lang=lang)
        return Found([(f.span, f) for f in read.figures], explained(*read.figures, *read.abstained))
    reading = Reading(text, load(lang))
    found = find_figures(reading, document, find_numbers(reading), find_dates(reading, published), (), ())
    return Found([(f.span, f) for f in found], explained(*found, *reading.abstained))


FINDERS: dict[str, Callable[[str, str, str | None, bool], Found]] = {
    "number": numbers,
    "date": dates,
    "figure": figures,
}


def agrees(kind: str, want: Any, got: Any) -> bool:
    if kind == "number":
        return bool(got == pytest.approx(float(want), rel=1e-12))
    fields = want if isinstance(want, dict) else {"value": want}
    for name, value in fields.items():
        have = getattr(got, name)
        if value in ("open", "") and have is not None:
            return False
        if value not in ("open", "") and have != value:
            return False
    return True


def files() -> list[Path]:
    return sorted(p for p in CORPUS.glob("*/*.toml") if tomllib.loads(p.read_text(encoding="utf-8"))["kind"] in FINDERS)


def find(kind: str, text: str, lang: str, now: str | None, case: Any) -> list[tuple[Span, Any]]:
    return FINDERS[kind](text, lang, now, bool(case.get("page"))).items


def rows(table: str) -> list[Any]:
    out = []
    for path in files():
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data.get(table, ()):
            now = case.get("now", data.get("now")) or None
            for text in case.get("texts", ()) or [case["text"]]:
                out.append(
                    pytest.param(
                        data["kind"], data["lang"], now, case, text, id=f"{path.parent.name}-{path.stem}-{text[:60]}"
                    )
                )
    return out


@pytest.mark.parametrize(("kind", "lang", "now", "case", "text"), rows("case"))
def test_phrase_is_read_from_end_to_end(kind: str, lang: str, now: str | None, case: Any, text: str) -> None:
    found = find(kind, text, lang, now, case)
    assert found, "nothing found"
    assert len(found) == 1, f"two readings: {found}"
    span, got = found[0]
    assert span.of(text) == text, f"only a part found: {span.of(text)!r}"
    assert agrees(kind, case["value"], got), got


@pytest.mark.parametrize(("kind", "lang", "now", "case", "text"), rows("inside"))
def test_phrase_is_found_in_running_text(kind: str, lang: str, now: str | None, case: Any, text: str) -> None:
    start, end = text.index(OPEN), text.index(CLOSE) - 1
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    found = find(kind, plain, lang, now, case)
    here = [(span, got) for span, got in found if (span.start, span.end) == (start, end)]
    assert here, f"not found; found instead: {[span.of(plain) for span, _ in found]}"
    assert agrees(kind, case["value"], here[0][1]), here[0][1]
    if not case.get("others"):
        assert len(found) == 1, f"also found: {[span.of(plain) for span, _ in found]}"


@pytest.mark.parametrize(("kind", "lang", "now", "case", "text"), rows("none"))
def test_what_only_looks_like_it_gives_nothing(kind: str, lang: str, now: str | None, case: Any, text: str) -> None:
    found = find(kind, text, lang, now, case)
    assert not found, f"{case.get('why', 'nothing of this kind')}: {[(span.of(text), got) for span, got in found]}"


@pytest.mark.parametrize("kind", sorted(FINDERS))
def test_every_kind_has_a_corpus_that_was_run(kind: str) -> None:
    assert any(tomllib.loads(p.read_text(encoding="utf-8"))["kind"] == kind for p in files())


def test_a_third_of_the_running_texts_are_long() -> None:
    texts = [row.values[4] for row in rows("inside")]
    long = [text for text in texts if len(text.split()) > 25]
    assert len(long) * 3 >= len(texts), f"{len(long)} of {len(texts)} are over 25 words"


def test_no_text_stands_twice() -> None:
    for table in ("case", "inside", "none"):
        texts = [(row.values[0], row.values[1], row.values[2], row.values[4]) for row in rows(table)]
        assert len(texts) == len(set(texts))


# --- what the corpus reaches -----------------------------------------------------------------------------------------


@cache
def reached(kind: str) -> frozenset[str]:
    """Every explanation given on the way through the corpus of a kind."""
    out: set[str] = set()
    for table in ("case", "inside", "none"):
        for row in rows(table):
            of, lang, now, case, text = row.values
            if of == kind:
                plain = text.replace(OPEN, "").replace(CLOSE, "")
                out |= FINDERS[kind](plain, lang, now, bool(case.get("page"))).explained
    return frozenset(out)


def sentences_in(path: Path) -> Iterator[str]:
    """The explanations that a module can give: its strings of several words that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = node.value.strip(" :,").split()
            if len(words) > 1 and all(word.strip(",:'").replace("-", "").isalpha() for word in words):
                yield node.value.strip(" :,")


MODULES = {
    "number": [KINDS / "numbers/find.py"],
    "date": [KINDS / "dates/find.py", KINDS / "dates/between.py"],
    "figure": sorted(KINDS.glob("figures/*.py")),
}


@pytest.mark.parametrize("kind", sorted(MODULES))
def test_every_explanation_is_reached_by_the_corpus(kind: str) -> None:
    can = {sentence for path in MODULES[kind] for sentence in sentences_in(path)}
    can -= {str(rule["read"]) for rule in load("ar").table("dates")["rule"]}  # how a frame is read, no explanation
    given = reached(kind)
    assert sorted(s for s in can if not any(s in one for one in given)) == []


def frames() -> list[str]:
    return [str(rule["name"]) for rule in load("ar").table("dates")["rule"]]


@pytest.mark.parametrize("name", frames())
def test_every_frame_of_dates_has_a_case(name: str) -> None:
    assert any(name in rule for rule in reached("date"))


def tables_of(kind: str) -> set[str]:
    """The tables and frames of which the corpus must have look-alikes."""
    if kind == "number":
        return set(load("ar").table("numbers")["words"])
    if kind == "date":
        return set(frames())
    out: set[str] = set()
    for name, table in load("ar").table("figures").items():
        if name in ("exclude", "triggers", "bounds", "status"):
            out |= {f"{name}.{part}" for part, value in table.items() if isinstance(value, dict) or name == "exclude"}
        elif isinstance(table, dict) and name != "reach":
            out.add(name)
    return out


@pytest.mark.parametrize("kind", sorted(MODULES))
def test_every_table_has_look_alikes(kind: str) -> None:
    named = {name for row in rows("none") if row.values[0] == kind for name in row.values[3].get("of", ())}
    assert sorted(tables_of(kind) - named) == []
    assert sorted(named - tables_of(kind)) == [], "no such table"
