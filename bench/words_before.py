"""Whether the cue tables hold the reporting words of raw news: the commonest words where speech begins.

    python bench/words_before.py ../shared/bench/saudinewsnet [--list]

Three places are counted in all articles: right before a complementiser, right before an opening quotation mark or a
colon and a mark, and right behind an according-to word. Of the commonest words of each place, those that the pack's
tables don't know as a cue, a source or no source at all are looked up in `words-before.txt`: words that were gone
through by a reader and report nothing (particles, names, papers, everyday words). A word that stands in neither is
printed and ends the run with 1. `--list` prints the words as they should stand in the file, for the next reading.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tawatur.kinds.attributions.grammar import Grammar
from tawatur.packs import load

SEEN = Path(__file__).resolve().parent / "words-before.txt"
COMMONEST = {"complementiser": 300, "quotation": 300, "according": 150}
WORD = re.compile(r'\w+|[:"\u00ab\u201c]')
MARKS = '"\u00ab\u201c'


def texts(folder: Path) -> Iterator[str]:
    """The articles' texts, in the order of days and lists."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as packed:
            for article in json.loads(packed.read(f"{path.stem}.json").decode("utf-8")):
                yield article.get("content") or ""


def count(folder: Path, grammar: Grammar, fold: Callable[[str], str]) -> dict[str, collections.Counter[str]]:
    """How often each folded word stands at each place."""
    found: dict[str, collections.Counter[str]] = {place: collections.Counter() for place in COMMONEST}
    for text in texts(folder):
        words = WORD.findall(fold(text))
        for before, word in itertools.pairwise(words):
            if before in MARKS or before == ":":
                continue
            if word in grammar.complementisers:
                found["complementiser"][before] += 1
            elif word in MARKS or word == ":":
                found["quotation"][before] += 1
            elif before in grammar.cues.according and word not in grammar.cues.what:
                found["according"][word] += 1
    return found


def unknown(place: str, words: collections.Counter[str], grammar: Grammar) -> list[str]:
    """The commonest words of a place that no table says anything of."""
    out = []
    for word, _ in words.most_common(COMMONEST[place]):
        cue = word in grammar.cues.forms or grammar.without_conjunction(word) in grammar.cues.forms
        plain = word.isdigit() or len(word) < 3 or word in grammar.prepositions or word in grammar.time
        source = place == "according" and (
            word in grammar.not_sources or word in grammar.evidence or word in grammar.media or grammar.definite(word)
        )
        if not (cue or plain or source):
            out.append(word)
    return out


def main() -> int:
    """Print what is in no list; 1 where anything is."""
    parser = argparse.ArgumentParser(description="Check the cue tables against raw news.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    pack = load("ar")
    grammar = pack.made(Grammar)
    counted = count(asked.folder, grammar, pack.fold.form)
    lines = SEEN.read_text(encoding="utf-8").splitlines() if SEEN.exists() else []
    seen = {word for line in lines if not line.startswith("#") for word in line.split()}
    words = {place: unknown(place, counter, grammar) for place, counter in counted.items()}
    if asked.list:
        print("\n".join(sorted({word for listed in words.values() for word in listed})))
        return 0
    lacking = {place: [w for w in listed if w not in seen] for place, listed in words.items()}
    for place, listed in lacking.items():
        kept = COMMONEST[place] - len(listed)
        print(f"{place}: {kept} of the {COMMONEST[place]} commonest words are listed; not: {' '.join(listed) or '-'}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
