"""How many words the splitter takes apart rightly, and how fast against the prototype, in one run.

    python bench/score_words.py [--show] [--words FILE]

Gold: one word a line, `pro+pro+stem+enc`; behind `|` the word as printed where it isn't its parts put together.
The prototype is measured beside ours where `../shared` is there; both get distinct words, unremembered.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tawatur.clitics import Split, Splitter
from tawatur.packs import load

SHARED = Path(__file__).parents[2] / "shared"


def printed(split: Split, word: str) -> str:
    """A split of a printed word, in its printed letters."""
    stem = word[split.start : len(word) - len(split.enclitic)]
    return "+".join([*split.proclitics, stem, *([split.enclitic] if split.enclitic else [])])


def right(split: Split, word: str, gold: str, fold: Callable[[str], str]) -> bool:
    """Whether proclitics, stem and enclitic are all as in gold, which may write the stem as it stands alone."""
    if printed(split, word) == gold:
        return True
    lone = "+".join([*split.proclitics, split.lemma, *([split.enclitic] if split.enclitic else [])])
    return lone == fold(gold)


def speed(split: Callable[[str], Any], words: list[str], rounds: int = 5) -> float:
    """Words a second, the best of several rounds."""
    best = 0.0
    for _ in range(rounds):
        begun = time.perf_counter()
        for word in words:
            split(word)
        best = max(best, len(words) / (time.perf_counter() - begun))
    return best


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--show", action="store_true")
    arguments.add_argument("--words", type=Path, default=SHARED / "bench" / "words-ar.txt")
    given = arguments.parse_args()
    pack = load("ar")
    splitter = pack.made(Splitter)
    gold = [line.strip() for line in given.words.read_text(encoding="utf-8").splitlines() if line.strip()]
    good = 0
    for line in gold:
        split_gold, _, surface = line.partition("|")
        word = surface or split_gold.replace("ل+ال+", "لل").replace("+", "")
        split = splitter.split(pack.fold.form(word))
        if right(split, word, split_gold, pack.fold.form):
            good += 1
        elif given.show:
            print(f"{word}\tgold {split_gold}\tours {printed(split, word)}")
    print(f"words right: {good} of {len(gold)}, {100 * good / len(gold):.1f} %")

    prototype = SHARED / "notes" / "word_splitter_prototype.py"
    if not prototype.is_file():
        return
    names: dict[str, Any] = {}
    exec(compile(prototype.read_text(encoding="utf-8"), str(prototype), "exec"), names)
    costs = {form: splitter.cost(form) for form in splitter.listed()}
    frequencies = {form: 10 ** (-cost / 100) for form, cost in costs.items() if cost is not None}
    distinct = sorted(costs)[::3]
    theirs = speed(lambda word: names["freqsplit2"](word, frequencies), distinct)
    ours_speed = speed(splitter.unremembered, distinct)
    remembered = speed(splitter.split, distinct)
    print(f"distinct words a second: ours {ours_speed:,.0f}, prototype {theirs:,.0f}, ratio {ours_speed / theirs:.2f}")
    print(f"remembered: {remembered:,.0f} words a second")


if __name__ == "__main__":
    main()
