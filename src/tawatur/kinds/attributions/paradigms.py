"""Phrases of a pack, many of them written as one: a part in braces stands for every word of its list.

With `says = ["tells", "says"]`, the row `"he {says} that"` is two phrases. Whole paradigms (a preposition, a noun and
each of its pronouns) are one row so, and none of their forms is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from tawatur.errors import PackError

_PART: Final = re.compile(r"\{(\w+)\}")

Phrases = dict[str, dict[str, list[tuple[str, ...]]]]
"""Phrases by their first word, then by their second ("" for those of one word); the longest first."""


def phrases(
    rows: Iterable[str | Sequence[str]], parts: Mapping[str, Sequence[str]], fold: Callable[[str], str]
) -> Phrases:
    """The phrases of `rows`, every word folded. A row without parts may be a list of words."""
    out: Phrases = {}
    for row in rows:
        for words in _expanded(row if isinstance(row, str) else " ".join(row), parts):
            folded = tuple(map(fold, words.split()))
            out.setdefault(folded[0], {}).setdefault(folded[1] if len(folded) > 1 else "", []).append(folded)
    for by_second in out.values():
        for found in by_second.values():
            found.sort(key=len, reverse=True)
    return out


def _expanded(row: str, parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every text that a row stands for, in the order of its lists."""
    given = _PART.split(row)  # text and names of parts by turns
    unknown = sorted(set(given[1::2]) - parts.keys())
    if unknown:
        raise PackError(f"{row!r} names the part {unknown[0]!r}, but the parts are {sorted(parts)}.")
    for words in product(*(parts[text] if n % 2 else [text] for n, text in enumerate(given))):
        yield "".join(words)
