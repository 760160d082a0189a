"""Draw joins of actors for judging by reading, or list the actors most quoted with all their names.

    python bench/joins.py CASE [--count 100] [--seed 1] [--kinds person,organisation,outlet]
    python bench/joins.py CASE --quoted 30

A join is right where both names, as they stand on the two pages printed, are of the same person or body. The same case,
seed and count give the same sample. Countries and towns are left out unless asked for: nearly all of their joins are a
gazetteer's name with itself.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from tawatur.model import Actor, ActorJoin, Place
from tawatur.store import Case, open_case

AROUND = 90
"""Code points of a page printed before and behind a name: enough for its title."""


def drawn(case: Case, *, seed: int, count: int, kinds: frozenset[str]) -> list[tuple[Actor, ActorJoin]]:
    """Joins drawn without replacement."""
    every = [(actor, join) for actor in case.actors() if actor.kind in kinds for join in actor.joins]
    return random.Random(seed).sample(every, min(count, len(every)))


def quoted(case: Case, count: int) -> list[tuple[int, Actor]]:
    """The actors with most statements, and how many each has."""
    of = case.actors_of()
    said: Counter[str] = Counter()
    for one in case.attributions():
        speaker = one.value.speaker
        if speaker is not None and (one.document, speaker) in of:
            said[of[one.document, speaker]] += 1
    ranked = sorted(said, key=lambda actor: (-said[actor], actor))[:count]
    by_id = {actor.actor: actor for actor in case.actors() if actor.actor in set(ranked)}
    return [(said[actor], by_id[actor]) for actor in ranked]


def _cited(case: Case, place: Place) -> str:
    document = case.document(place.document)
    text, span = document.text, place.span
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    words = f"{before}[[{span.of(text)}]]{after}".replace("\n", " / ")
    return f"    {document.name} ({document.outlet or '-'}): {words}"


def main() -> None:
    """Print the sample with its evidence."""
    parser = argparse.ArgumentParser(description="Draw joins of actors for judging by reading.")
    parser.add_argument("case", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="person,organisation,outlet")
    parser.add_argument("--quoted", type=int, metavar="N", help="list the N actors most quoted instead")
    asked = parser.parse_args()
    with open_case(asked.case) as case:
        if asked.quoted:
            for said, actor in quoted(case, asked.quoted):
                names = ", ".join(f"{name.text} {name.count}" for name in actor.names)
                print(f"{said:5} {actor.kind} {actor.english or '-'} | {names}")
            return
        kinds = frozenset(asked.kinds.split(","))
        for number, (actor, join) in enumerate(drawn(case, seed=asked.seed, count=asked.count, kinds=kinds), 1):
            print(f"{number}. {actor.kind} {actor.name} [{join.rule}]")
            print(_cited(case, join.a))
            print(_cited(case, join.b))


if __name__ == "__main__":
    main()
