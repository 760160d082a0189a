"""Draw claims, denials and conflicts, and derivations of a case, to be judged by reading.

    python bench/drawn_relations.py CASE [--claims 50] [--denials 50] [--derivations 50] [--seed 1]

Each item prints what tawatur says and both texts, so that a reader can say yes or no. The seed decides what is drawn:
equal cases give equal draws. Of a claim two mentions of two pages are shown, in two wordings where it has them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tawatur.model import Claim, Derivation, Mention, Series, Span
from tawatur.store import Case, open_case

T = TypeVar("T")

_BEFORE, _BEHIND, _LONG = 160, 80, 700


def drawn(rows: Sequence[T], count: int, seed: int) -> list[T]:
    """`count` of the rows in a drawn order; all of them where there are no more."""
    return random.Random(seed).sample(list(rows), min(count, len(rows)))


def shown(case: Case, document: str, span: Span) -> str:
    """Words of a page between [[ and ]], with what stands around them."""
    found = case.document(document)
    text = found.text
    before, behind = text[max(0, span.start - _BEFORE) : span.start], text[span.end : span.end + _BEHIND]
    line = f"{before}[[{span.of(text)[:_LONG]}]]{behind}".replace("\n", " / ")
    return f"  {found.name} ({found.outlet or 'no outlet'}): …{line}…"


def claims(case: Case, count: int, seed: int) -> Iterator[str]:
    """Claims of two pages or more, two mentions of each."""
    rows: list[Claim] = [
        row for row in case.related("claims") if len({mention.document for mention in row.mentions}) > 1
    ]
    yield f"{len(rows)} claims of several pages, {sum(row.kind == 'attribution' for row in rows)} of them statements"
    for row in drawn(rows, count, seed):
        first, second = _two(row, seed)
        yield f"{row.claim} {row.kind} {row.stance} {row.status}, {len(row.variants) or 1} wordings: {row.reasons[:2]}"
        yield shown(case, first.document, first.span)
        yield shown(case, second.document, second.span)


def _two(row: Claim, seed: int) -> tuple[Mention, Mention]:
    """Two mentions of two pages, of two wordings where pages differ in these."""
    pairs = [(a, b) for i, a in enumerate(row.mentions) for b in row.mentions[i + 1 :] if a.document != b.document]
    group = {index: number for number, some in enumerate(row.variants) for index in some}
    places = {(mention.document, mention.span): index for index, mention in enumerate(row.mentions)}

    def wording(mention: Mention) -> int:
        return group.get(places[mention.document, mention.span], 0)

    apart = [pair for pair in pairs if wording(pair[0]) != wording(pair[1])]
    return random.Random(f"{seed} {row.claim}").choice(apart or pairs)


def denials(case: Case, count: int, seed: int) -> Iterator[str]:
    """Denials with what they deny, and numbers in conflict."""
    by_name: dict[str, Claim] = {row.claim: row for row in case.related("claims")}
    denied = [(row, by_name[name]) for row in by_name.values() for name in row.denies]
    conflicts: list[tuple[Series, tuple[int, ...]]] = [
        (row, group) for row in case.related("series") for group in row.conflicts
    ]
    yield f"{len(denied)} denials, {len(conflicts)} conflicts"
    for place in drawn(range(len(denied) + len(conflicts)), count, seed):
        if place < len(denied):
            denier, other = denied[place]
            yield f"{denier.claim} denies {other.claim}"
            for claim in (denier, other):
                yield shown(case, claim.mentions[0].document, claim.mentions[0].span)
            continue
        series, group = conflicts[place - len(denied)]
        yield f"{series.series} {series.kind}: {series.reasons}"
        for point in (series.points[index] for index in group):
            yield f"  {point.min}–{point.max} as of {point.as_of}, {point.owner}"
            yield shown(case, point.document, point.span)


def derivations(case: Case, count: int, seed: int) -> Iterator[str]:
    """Derivations with up to three passages of each."""
    rows: tuple[Derivation, ...] = case.derivations()
    yield f"{len(rows)} derivations"
    for row in drawn(rows, count, seed):
        yield f"{row.kind} {row.direction} {row.contained} {row.reasons}"
        for key in (row.a, row.b):
            found = case.document(key)
            title = found.title.of(found.text) if found.title is not None else ""
            body = " ".join(span.of(found.text) for span in found.body)
            yield f"  {found.name} ({found.outlet}) {title} || {' '.join(body.split())[:_LONG]}"


def main() -> None:
    """Print what was drawn."""
    parser = argparse.ArgumentParser(description="Draw relations of a case for reading.")
    parser.add_argument("case", type=Path)
    parser.add_argument("--claims", type=int, default=50)
    parser.add_argument("--denials", type=int, default=50)
    parser.add_argument("--derivations", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with open_case(asked.case) as case:
        for name, lines in (
            ("claims", claims(case, asked.claims, asked.seed)),
            ("denials and conflicts", denials(case, asked.denials, asked.seed)),
            ("derivations", derivations(case, asked.derivations, asked.seed)),
        ):
            print(f"=== {name}")
            number = 0
            for line in lines:
                if not line.startswith("  "):
                    number += 1
                    print(f"--- {number - 1}" if number > 1 else "")
                print(line)


if __name__ == "__main__":
    main()
