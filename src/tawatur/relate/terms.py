"""What a document is about: its words by lemma, with how rare each is in the language and how much it stands out.

How rare a word is comes from the frozen frequency list of its language (`clitics`), never from the case, so that the
same page always has the same terms. A language without a list gives none: every word would look like a name.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tawatur.clitics import Splitter
from tawatur.fold import Remembered
from tawatur.model import Document
from tawatur.packs import Pack
from tawatur.words import NUMBER, WORD

RARE = 500
"""Centibels from which a word counts as rare: one in 100,000 words. Names of people and small places lie beyond."""

CONTENT = 300
"""Centibels from which a word carries meaning: one in 1,000 words. Below lie particles, pronouns, "said"."""

UNLISTED = 700
"""Centibels of a word that the list doesn't have: rarer than all it has."""

SHORT = 350
"""Centibels of a number of one or two digits: as frequent as a common noun. Longer ones count as unlisted words."""

HEAD = 400
"""Words of a text that say what it is about. Long pages come to other things further down."""

LEAD = 40
"""Words at its beginning that count twice, as those of the title do: newspapers begin with what happened."""


class Meaning(NamedTuple):
    """A word form: the hash of its lemma, its frequency in centibels (the higher the rarer), the lemma where rare."""

    stem: int
    cost: int
    content: bool
    rare: str | None


class Meanings:
    """Meanings of folded forms by the list of a pack: `pack.made(Meanings)`."""

    def __init__(self, pack: Pack) -> None:
        self._splitter = pack.made(Splitter)
        self._knows = bool(self._splitter.listed())
        self._of_word: Callable[[str], Meaning] = Remembered(self._word).__getitem__
        self._of_number: Callable[[str], Meaning] = Remembered(self._number).__getitem__

    def __call__(self, form: str, kind: str) -> Meaning | None:
        """The meaning of a word or number, None where the language has no list."""
        if not self._knows:
            return None
        return self._of_number(form) if kind == NUMBER else self._of_word(form)

    def _number(self, form: str) -> Meaning:
        return Meaning(word_hash(form), SHORT if len(form) <= 2 else UNLISTED, True, None)

    def _word(self, form: str) -> Meaning:
        lemma = self._splitter.split(form).lemma
        costs = [cost for cost in (self._splitter.cost(form), self._splitter.cost(lemma)) if cost is not None]
        cost = min(costs, default=UNLISTED)
        return Meaning(word_hash(lemma), cost, cost >= CONTENT, lemma if cost >= RARE else None)


class Terms(NamedTuple):
    """Lemmas of a document, sorted: their hashes, their costs in centibels, and how often each stands (title, lead and
    text added up by weight)."""

    stems: Sequence[int]
    costs: Sequence[int]
    counts: Sequence[int]


def terms(document: Document, pack: Pack) -> Terms:
    """The terms of a document's title and body."""
    meaning = pack.made(Meanings)
    tokens = pack.tokens(document.text)
    counts: dict[int, int] = {}
    costs: dict[int, int] = {}
    title = document.title
    read = 0
    for span, in_title in [*([(title, True)] if title is not None else []), *((part, False) for part in document.body)]:
        for i in range(tokens.before(span.start), tokens.before(span.end)):
            kind, form = tokens.kinds[i], tokens.form[i]
            if kind not in (WORD, NUMBER) or read >= HEAD:
                continue
            read += not in_title
            known = meaning(form, kind)
            if known is not None:
                counts[known.stem] = counts.get(known.stem, 0) + (2 if in_title or read <= LEAD else 1)
                costs[known.stem] = min(known.cost, costs.get(known.stem, known.cost))
    stems = sorted(counts)
    return Terms(stems, [costs[stem] for stem in stems], [counts[stem] for stem in stems])


def packed(made: Terms) -> bytes:
    """Terms as bytes for a card: a third for each list."""
    return zlib.compress(b"".join(array("I", part).tobytes() for part in made))


def unpacked(data: bytes) -> Terms:
    """The terms behind bytes that `packed` made; none behind none."""
    every = array("I")
    every.frombytes(zlib.decompress(data) if data else b"")
    third = len(every) // 3
    return Terms(every[:third], every[third : 2 * third], every[2 * third :])


def _hash(form: str) -> int:
    return int.from_bytes(hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")


word_hash: Callable[[str], int] = Remembered(_hash).__getitem__
"""32 bits of a folded form, equal in every process; a chance match of one word in four billion harms no passage."""
