"""Make the frequency list of a language pack from wordfreq's small list, folded by the pack's own fold.

    python -m venv /tmp/made && /tmp/made/bin/pip install wordfreq==3.1.1 -e .
    /tmp/made/bin/python scripts/make_frequencies.py ar

The list is data under CC BY-SA 4.0 and stays a separate, replaceable file: one line per level, the level (a centibel:
minus 100 times the decimal logarithm of the frequency) and then the folded words of that level.
"""

from __future__ import annotations

import math
import sys
import unicodedata
from pathlib import Path

from wordfreq import get_frequency_dict

from tawatur.packs import load

HEADER = """\
# Frequencies of {language} word forms, folded: what the word splitter weighs its readings by.
# Source: wordfreq 3.1.1 by Robyn Speer (https://github.com/rspeer/wordfreq), list small_{code}, made from Wikipedia,
#   OPUS OpenSubtitles 2018, SUBTLEX, ParaCrawl, Google Books Ngrams, the Leeds Internet Corpus and others named there.
# Licence: CC-BY-SA-4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
# Changes: only words of the language's own script were kept; they were folded, and frequencies of equal
#   forms added up.
# Made by scripts/make_frequencies.py. A line: centibels (-100 log10 of the frequency), then the words that have it.
"""


SCRIPTS = {"ar": "ARABIC", "en": "LATIN"}


def main(code: str) -> None:
    fold = load(code).fold.form
    sums: dict[str, float] = {}
    for word, frequency in get_frequency_dict(code, "small").items():
        form = fold(word)
        if form.isalpha() and all(unicodedata.name(letter, "").startswith(SCRIPTS[code]) for letter in form):
            sums[form] = sums.get(form, 0.0) + frequency
    levels: dict[int, list[str]] = {}
    for form, frequency in sums.items():
        levels.setdefault(round(-100 * math.log10(frequency)), []).append(form)
    lines = [f"{level} {' '.join(sorted(words))}" for level, words in sorted(levels.items())]
    header = HEADER.format(code=code, language={"ar": "Arabic", "en": "English"}.get(code, code))
    target = Path(__file__).parents[1] / "src" / "tawatur" / "lang" / code / "frequencies.txt"
    target.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target}: {len(sums)} words in {len(lines)} levels")


if __name__ == "__main__":
    main(sys.argv[1])
