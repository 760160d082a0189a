"""What language a text is in: by its script, then by the letters and the commonest words that the packs name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from tawatur.packs import codes, load

_SAMPLE = 20_000
"""Code points looked at: the first 20,000 decide as the whole does, at a bounded cost."""
_SCRIPTS = {
    "arabic": (
        (0x0620, 0x064A),
        (0x066E, 0x06D3),
        (0x06FA, 0x06FF),
        (0x0750, 0x077F),
        (0x08A0, 0x08FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
    "latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x024F)),
    "cyrillic": ((0x0400, 0x052F),),
    "hebrew": ((0x05D0, 0x05EA),),
    "greek": ((0x0370, 0x03FF),),
    "cjk": ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
    "devanagari": ((0x0900, 0x097F),),
}
"""The code points of each script's letters, first and last of each range."""
_FEW_BLOCKS = 8
"""Blocks of 256 code points up to which a script's letters are counted block by block."""
_CASED = ("latin", "cyrillic", "greek")
_RUN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+")
_OWN_SHARE = 0.02
"""Least share of words that must be a language's commonest ones; running news has over 10 %, lists of names 0."""
_FEW_WORDS = 20
"""A text shorter than this, a headline say, may hold no common word: its letters alone tell."""
_MARKED_SHARE = 0.008
"""Share of letters foreign to the default language of a script from which they say more than a name or two."""


class _Language(NamedTuple):
    code: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]


@cache
def _languages() -> tuple[_Language, ...]:
    """The languages that packs describe: their own first, then their neighbours in the same script."""
    own: list[_Language] = []
    others: list[_Language] = []

    def read(code: str, script: str, table: Mapping[str, Any]) -> _Language:
        words = frozenset(str(word).casefold() for word in table.get("words", ()))
        return _Language(code, script, frozenset(table.get("letters", "")), words)

    for code in codes():
        pack = load(code)
        table = pack.table("clean").get("language") if pack.has("clean") else None
        if table is None:
            continue
        script = str(table["script"])
        own.append(read(code, script, table))
        others += [read(other, script, row) for other, row in sorted(table.get("others", {}).items())]
    known = {language.code for language in own}
    return (*own, *(language for language in others if language.code not in known))


class _Letters:
    """How many letters of one script a text holds.

    Its code units are split into their two bytes; those of a block that are letters are counted as bits of one large
    number, a fifth of what an expression takes that has to cut the text into runs.
    """

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._expression = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]+")
        blocks: dict[int, bytearray] = {}
        for first, last in ranges:
            for block in range(first >> 8, (last >> 8) + 1):
                row = blocks.setdefault(block, bytearray(256))
                begin, end = max(first, block << 8) & 0xFF, min(last, (block << 8) + 0xFF) & 0xFF
                row[begin : end + 1] = b"\1" * (end + 1 - begin)
        self._blocks = {
            block: (bytes(row), bytes(byte == block for byte in range(256))) for block, row in blocks.items()
        }
        self._ascii = 0 in blocks

    def count(self, text: str) -> int:
        """The number of letters."""
        if not self._ascii and text.isascii():
            return 0
        if len(self._blocks) > _FEW_BLOCKS:
            return sum(map(len, self._expression.findall(text)))
        units = text.encode("utf-16-le", "surrogatepass")
        low, high = units[::2], units[1::2]
        found = 0
        for block, (letters, own) in self._blocks.items():
            if block in high:
                bits = int.from_bytes(low.translate(letters), "little") & int.from_bytes(high.translate(own), "little")
                found += bits.bit_count()
        return found


_LETTERS = {script: _Letters(ranges) for script, ranges in _SCRIPTS.items()}


def _words(text: str) -> list[str]:
    """The runs of letters of a text; most runs of letters, digits and low lines are letters alone."""
    words: list[str] = []
    for run in _RUN.findall(text):
        if run.isalpha():
            words.append(run)
        else:
            words += _WORD.findall(run)
    return words


@cache
def _common_words(script: str) -> frozenset[str]:
    """The commonest words of all languages of a script."""
    return frozenset().union(*(language.words for language in _languages() if language.script == script))


def script_of(text: str) -> str | None:
    """The script that more than half of a text's letters are of, or None."""
    return _script(text[:_SAMPLE])[0]


def _script(sample: str) -> tuple[str | None, int]:
    """The script that more than half of the letters are of, and how many are."""
    counts: dict[str, int] = {}
    for script in _SCRIPTS:
        counts[script] = _LETTERS[script].count(sample)
        if counts[script] * 2 > len(sample):
            return script, counts[script]  # whatever the others hold, it is less
    script = max(counts, key=lambda name: counts[name])
    return (script if counts[script] * 2 > sum(counts.values()) else None), counts[script]


def language_of(text: str) -> str | None:
    """The code of the language a text is mostly in, or None where its letters and words don't tell."""
    sample = text[:_SAMPLE]
    script, letters = _script(sample)
    if script is None:
        return None
    words = _words(sample)
    if script in _CASED:
        words = [word.casefold() for word in words]
    common = list(filter(_common_words(script).__contains__, words))
    best: tuple[int, str] | None = None
    rivals = False
    for language in _languages():
        if language.script != script:
            continue
        score = sum(map(language.words.__contains__, common))
        enough = score >= max(1, _OWN_SHARE * len(words))
        if not enough and len(words) >= _FEW_WORDS:
            continue
        marked = sum(map(sample.count, language.letters)) if language.letters else 0
        fits = not language.letters or marked >= _MARKED_SHARE * letters
        told_by_letters = bool(language.letters) and len(words) < _FEW_WORDS and marked > 0
        if not fits or not (enough or told_by_letters):
            continue
        found = (score * 1000 + marked, language.code)
        if best is None or found[0] > best[0]:
            best, rivals = found, False
        elif found[0] == best[0]:
            rivals = True
    return None if best is None or rivals else best[1]
