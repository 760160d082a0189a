"""How many words the splitter takes apart rightly, and how fast against the prototype, in one run.

    python bench/score_words.py --gold ../shared [--show] [--json]

Gold: one word a line, `pro+pro+stem+enc`; behind `|` the word as printed where it isn't its parts put together.
The prototype is measured beside ours where `../shared` is there; both get distinct words, unremembered.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tawatur.clitics import Split, Splitter
from tawatur.packs import load


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


def score(gold: list[str], splitter: Splitter, fold: Callable[[str], str], show: bool) -> int:
    """How many gold words come out right."""
    good = 0
    for line in gold:
        split_gold, _, surface = line.partition("|")
        word = surface or split_gold.replace("ل+ال+", "لل").replace("+", "")
        split = splitter.split(fold(word))
        if right(split, word, split_gold, fold):
            good += 1
        elif show:
            print(f"{word}\tgold {split_gold}\tours {printed(split, word)}")
    return good


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    pack = load("ar")
    splitter = pack.made(Splitter)
    lines = (options.gold / "bench/words-ar.txt").read_text(encoding="utf-8").splitlines()
    gold = [line.strip() for line in lines if line.strip()]
    good = score(gold, splitter, pack.fold.form, options.show)
    table: dict[str, dict[str, float]] = {
        "words right": {"share": round(100 * good / len(gold), 1), "of": len(gold)},
    }
    prototype = options.gold / "notes/word_splitter_prototype.py"
    if prototype.is_file():
        names: dict[str, Any] = {}
        exec(compile(prototype.read_text(encoding="utf-8"), str(prototype), "exec"), names)
        costs = {form: splitter.cost(form) for form in splitter.listed()}
        frequencies = {form: 10 ** (-cost / 100) for form, cost in costs.items() if cost is not None}
        distinct = sorted(costs)[::3]
        theirs = speed(lambda word: names["freqsplit2"](word, frequencies), distinct)
        ours = speed(splitter.unremembered, distinct)
        table["speed, distinct words, ours : prototype"] = {"times": round(ours / theirs, 2)}
        table["words a second"] = {"distinct": round(ours), "remembered": round(speed(splitter.split, distinct))}
    print(json.dumps(table) if options.json else "\n".join(f"{k:42} {v}" for k, v in table.items()))


if __name__ == "__main__":
    main()
