"""What language a text is in: by its script, then by the letters and the commonest words that the packs name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from tawatur.packs import codes, load

_SAMPLE = 20_000
"""Code points looked at: the first 20,000 decide as the whole does, at a bounded cost."""
_SCRIPTS = {
    "arabic": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
    ),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]+"),
    "cyrillic": re.compile("[\u0400-\u052f]+"),
    "hebrew": re.compile("[\u05d0-\u05ea]+"),
    "greek": re.compile("[\u0370-\u03ff]+"),
    "cjk": re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"),
    "devanagari": re.compile("[\u0900-\u097f]+"),
}
_CASED = ("latin", "cyrillic", "greek")
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


def _letters(script: str, text: str) -> int:
    if script != "latin" and text.isascii():
        return 0
    return sum(map(len, _SCRIPTS[script].findall(text)))


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
        counts[script] = _letters(script, sample)
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
    words = _WORD.findall(sample)
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
