"""The corpus of each kind: phrases that must be read as a value, running text, phrases that must give nothing.

A file is `tests/corpus/<code>/<kind>.toml` with `lang`, `kind`, `now` and the tables

    [[case]]    value, texts: each text is one annotation from end to end
    [[inside]]  value, text: the annotation stands between ⟦ and ⟧ in running text, and nothing else of the kind in it
                unless `others = true`
    [[none]]    texts: nothing of the kind is found

`value` is a number, an ISO prefix ("" where the date stays unresolved), or for figures a table of contract fields, of
which `max = "open"` and `min = "open"` say that the bound is open.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tawatur.kinds.dates import find_dates
from tawatur.kinds.figures import find_figures
from tawatur.kinds.numbers import find_numbers
from tawatur.model import Block, Document, Moment, Span
from tawatur.packs import load
from tawatur.reading import Reading

CORPUS = Path(__file__).parent / "corpus"
OPEN, CLOSE = "⟦", "⟧"


def numbers(text: str, lang: str, _now: str | None) -> list[tuple[Span, Any]]:
    return [(q.number.span, q.value) for q in find_numbers(Reading(text, load(lang)))]


def dates(text: str, lang: str, now: str | None) -> list[tuple[Span, Any]]:
    published = Moment(now, "stated") if now else None
    return [(d.span, d) for d in find_dates(Reading(text, load(lang)), published)]


def figures(text: str, lang: str, now: str | None) -> list[tuple[Span, Any]]:
    published = Moment(now, "stated") if now else None
    reading = Reading(text, load(lang))
    document = Document(
        key="0",
        source="corpus",
        blob="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        text_hash="",
        text_starts=0,
        published=published,
        blocks=(Block(Span(0, len(text)), "body", "", "corpus"),),
    )
    found = find_dates(reading, published)
    return [(f.span, f) for f in find_figures(reading, document, find_numbers(reading), found, (), ())]


FINDERS: dict[str, Callable[[str, str, str | None], list[tuple[Span, Any]]]] = {
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
    found = FINDERS[kind](text, lang, now)
    assert found, "nothing found"
    assert len(found) == 1, f"two readings: {found}"
    span, got = found[0]
    assert span.of(text) == text, f"only a part found: {span.of(text)!r}"
    assert agrees(kind, case["value"], got), got


@pytest.mark.parametrize(("kind", "lang", "now", "case", "text"), rows("inside"))
def test_phrase_is_found_in_running_text(kind: str, lang: str, now: str | None, case: Any, text: str) -> None:
    start, end = text.index(OPEN), text.index(CLOSE) - 1
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    found = FINDERS[kind](plain, lang, now)
    here = [(span, got) for span, got in found if (span.start, span.end) == (start, end)]
    assert here, f"not found; found instead: {[span.of(plain) for span, _ in found]}"
    assert agrees(kind, case["value"], here[0][1]), here[0][1]
    if not case.get("others"):
        assert len(found) == 1, f"also found: {[span.of(plain) for span, _ in found]}"


@pytest.mark.parametrize(("kind", "lang", "now", "case", "text"), rows("none"))
def test_what_only_looks_like_it_gives_nothing(kind: str, lang: str, now: str | None, case: Any, text: str) -> None:
    found = FINDERS[kind](text, lang, now)
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
